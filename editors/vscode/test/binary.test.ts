import assert from "node:assert/strict";
import { test } from "node:test";
import { findBinary, type Surroundings } from "../src/binary";

function surroundings(files: string[], change: Partial<Surroundings> = {}): Surroundings {
  return {
    configured: "",
    extension: "/ext",
    home: "/home/me",
    searchPath: "/usr/local/bin:/usr/bin",
    platform: "linux",
    isProgram: (file) => files.includes(file),
    ...change,
  };
}

/** The sentence that the person sees; fails if a program was found. */
function problem(where: Surroundings): string {
  const binary = findBinary(where);
  assert.ok("problem" in binary, JSON.stringify(binary));
  return binary.problem;
}

test("the first folder of PATH that has it wins", () => {
  assert.deepEqual(findBinary(surroundings(["/usr/bin/postil", "/usr/local/bin/postil"])), { found: "/usr/local/bin/postil" });
  assert.deepEqual(findBinary(surroundings(["/usr/bin/postil"])), { found: "/usr/bin/postil" });
});

test("cargo's folder comes after PATH", () => {
  const cargo = "/home/me/.cargo/bin/postil";
  assert.deepEqual(findBinary(surroundings([cargo, "/usr/bin/postil"])), { found: "/usr/bin/postil" });
  assert.deepEqual(findBinary(surroundings([cargo])), { found: cargo });
  assert.deepEqual(findBinary(surroundings([cargo], { searchPath: "" })), { found: cargo });
});

test("a relative entry of PATH is never searched", () => {
  const where = surroundings(["postil", "./postil", "bin/postil", "/ws/postil"], { searchPath: ":.:bin" });
  assert.match(problem(where), /postil\.path/);
});

test("a setting wins over PATH", () => {
  const where = surroundings(["/opt/p/postil", "/usr/bin/postil"], { configured: " /opt/p/postil " });
  assert.deepEqual(findBinary(where), { found: "/opt/p/postil" });
});

test("a setting that names nothing is a problem, not a reason to take another program", () => {
  const where = surroundings(["/usr/bin/postil"], { configured: "/opt/gone" });
  assert.match(problem(where), /postil\.path.*\/opt\/gone/);
});

test("a setting may start at home, and nowhere else but at the root", () => {
  const files = ["/home/me/bin/postil", "/ext/postil", "/home/me/~postil", "postil"];
  assert.deepEqual(findBinary(surroundings(files, { configured: "~/bin/postil" })), { found: files[0] });
  for (const configured of ["postil", "./postil", "bin/postil", "~postil"]) {
    assert.match(problem(surroundings(files, { configured })), /must be an absolute path/);
  }
});

test("the program in the package comes before PATH and after the setting", () => {
  const bundled = "/ext/server/postil";
  const files = [bundled, "/usr/bin/postil", "/opt/p/postil"];
  assert.deepEqual(findBinary(surroundings(files)), { found: bundled });
  assert.deepEqual(findBinary(surroundings(files, { configured: "/opt/p/postil" })), { found: "/opt/p/postil" });
});

test("Windows has its own names and separators", () => {
  const where = surroundings(["C:\\tools\\postil.exe"], { platform: "win32", searchPath: "tools;C:\\tools", home: "C:\\Users\\me", extension: "C:\\ext" });
  assert.deepEqual(findBinary(where), { found: "C:\\tools\\postil.exe" });
  const bundled = { ...where, isProgram: (file: string) => file === "C:\\ext\\server\\postil.exe" };
  assert.deepEqual(findBinary(bundled), { found: "C:\\ext\\server\\postil.exe" });
  assert.match(problem({ ...where, searchPath: "" }), /C:\\Users\\me\\.cargo\\bin/);
});
