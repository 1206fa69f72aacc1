import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { here, identify, mustFit, TARGETS } from "../scripts/program.mjs";

/** An ELF file's beginning: 64 bits, one program header that asks for `loader`. */
function elf(machine, loader) {
  const bytes = Buffer.alloc(256);
  bytes.write("\x7fELF\x02\x01\x01", "latin1");
  bytes.writeUInt16LE(3, 16);
  bytes.writeUInt16LE(machine, 18);
  bytes.writeBigUInt64LE(64n, 32);
  bytes.writeUInt16LE(56, 54);
  bytes.writeUInt16LE(loader ? 1 : 0, 56);
  bytes.writeUInt32LE(3, 64);
  bytes.writeBigUInt64LE(160n, 72);
  bytes.writeBigUInt64LE(BigInt((loader ?? "").length + 1), 96);
  bytes.write(`${loader ?? ""}\0`, 160, "latin1");
  return bytes;
}

function mach(processor) {
  const bytes = Buffer.alloc(32);
  bytes.writeUInt32LE(0xfeedfacf, 0);
  bytes.writeUInt32LE(processor, 4);
  return bytes;
}

function universal(...processors) {
  const bytes = Buffer.alloc(8 + 20 * processors.length);
  bytes.writeUInt32BE(0xcafebabe, 0);
  bytes.writeUInt32BE(processors.length, 4);
  processors.forEach((p, i) => bytes.writeUInt32BE(p, 8 + 20 * i));
  return bytes;
}

function pe(machine) {
  const bytes = Buffer.alloc(256);
  bytes.write("MZ");
  bytes.writeUInt32LE(0x80, 0x3c);
  bytes.write("PE\0\0", 0x80, "latin1");
  bytes.writeUInt16LE(machine, 0x84);
  return bytes;
}

const X64 = 0x01000007;
const ARM64 = 0x0100000c;
const PROGRAMS = {
  "linux-x64": elf(0x3e, "/lib64/ld-linux-x86-64.so.2"),
  "linux-arm64": elf(0xb7, "/lib/ld-linux-aarch64.so.1"),
  "alpine-x64": elf(0x3e, "/lib/ld-musl-x86_64.so.1"),
  "alpine-arm64": elf(0xb7, "/lib/ld-musl-aarch64.so.1"),
  "darwin-x64": mach(X64),
  "darwin-arm64": mach(ARM64),
  "win32-x64": pe(0x8664),
  "win32-arm64": pe(0xaa64),
};

test("a program fits its own target and no other", () => {
  for (const [is, bytes] of Object.entries(PROGRAMS)) {
    for (const target of Object.keys(TARGETS)) {
      if (is === target) mustFit(bytes, target);
      else assert.throws(() => mustFit(bytes, target), /the program is for .*, and the package is for /, `${is} in ${target}`);
    }
  }
});

test("a static program fits both kinds of Linux, but not another processor", () => {
  mustFit(elf(0x3e), "linux-x64");
  mustFit(elf(0x3e), "alpine-x64");
  assert.throws(() => mustFit(elf(0x3e), "linux-arm64"));
});

test("a universal program fits both processors of a Mac", () => {
  const both = universal(X64, ARM64);
  mustFit(both, "darwin-x64");
  mustFit(both, "darwin-arm64");
  assert.throws(() => mustFit(universal(X64), "darwin-arm64"));
  assert.throws(() => mustFit(both, "linux-x64"));
});

test("what is no program is refused", () => {
  for (const bytes of [Buffer.from("#!/bin/sh\necho hello\n"), Buffer.alloc(0), Buffer.from("MZ"), Buffer.alloc(300)]) {
    assert.throws(() => identify(bytes), /no program|cut short/);
  }
  for (const bytes of Object.values(PROGRAMS)) assert.throws(() => identify(bytes.subarray(0, 7)), /cut short/);
  const object = elf(0x3e);
  object.writeUInt16LE(1, 16);
  assert.throws(() => identify(object), /cannot be started/);
  const java = Buffer.from([0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 0x41]);
  assert.throws(() => identify(java), /no program/);
  assert.throws(() => mustFit(PROGRAMS["linux-x64"], "plan9-x64"), /there is no target plan9-x64/);
});

test("the program that runs this test fits this machine", () => {
  mustFit(readFileSync(process.execPath), here());
});
