// Which system and processor a program is for, read from its first bytes.

/** The targets of packages: system, processor, and which C library a Linux program may ask for. */
export const TARGETS = {
  "linux-x64": { system: "linux", processor: "x64", library: "gnu" },
  "linux-arm64": { system: "linux", processor: "arm64", library: "gnu" },
  "linux-armhf": { system: "linux", processor: "arm", library: "gnu" },
  "alpine-x64": { system: "linux", processor: "x64", library: "musl" },
  "alpine-arm64": { system: "linux", processor: "arm64", library: "musl" },
  "darwin-x64": { system: "darwin", processor: "x64" },
  "darwin-arm64": { system: "darwin", processor: "arm64" },
  "win32-x64": { system: "win32", processor: "x64" },
  "win32-arm64": { system: "win32", processor: "arm64" },
};

const ELF = { 0x3e: "x64", 0xb7: "arm64", 0x28: "arm" };
const MACH = { 0x01000007: "x64", 0x0100000c: "arm64" };
const PE = { 0x8664: "x64", 0xaa64: "arm64" };

/** The target of this machine. */
export function here() {
  const musl = process.platform === "linux" && !process.report?.getReport().header.glibcVersionRuntime;
  const processor = process.arch === "arm" ? "armhf" : process.arch;
  return `${musl ? "alpine" : process.platform}-${processor}`;
}

/**
 * What a program is: `system`, its `processors`, and for Linux the C library (`gnu`, `musl`; `none` if it is static).
 * Throws where the bytes are no program.
 */
export function identify(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const magic = view.getUint32(0);
    if (magic === 0x7f454c46) return elf(view);
    if (magic === 0xcffaedfe) return { system: "darwin", processors: [MACH[view.getUint32(4, true)] ?? "unknown"] };
    if (magic === 0xcafebabe) return fat(view);
    if (magic >>> 16 === 0x4d5a) return pe(view);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Error("the program is cut short");
  }
  throw new Error("this is no program: neither ELF nor Mach-O nor PE");
}

function elf(view) {
  const wide = view.getUint8(4) === 2;
  const little = view.getUint8(5) === 1;
  if (![2, 3].includes(view.getUint16(16, little))) throw new Error("this ELF file cannot be started");
  const processor = ELF[view.getUint16(18, little)] ?? "unknown";
  const table = wide ? Number(view.getBigUint64(32, little)) : view.getUint32(28, little);
  const size = view.getUint16(wide ? 54 : 42, little);
  const count = view.getUint16(wide ? 56 : 44, little);
  let library = "none";
  for (let i = 0; i < count; i++) {
    const at = table + i * size;
    if (view.getUint32(at, little) !== 3) continue; // 3: the loader that the program asks for
    const start = wide ? Number(view.getBigUint64(at + 8, little)) : view.getUint32(at + 4, little);
    const length = wide ? Number(view.getBigUint64(at + 32, little)) : view.getUint32(at + 16, little);
    let loader = "";
    for (let j = 0; j < length - 1; j++) loader += String.fromCharCode(view.getUint8(start + j));
    library = loader.includes("musl") ? "musl" : "gnu";
  }
  return { system: "linux", processors: [processor], library };
}

function fat(view) {
  const count = view.getUint32(4);
  if (count > 32) throw new Error("this is no program: a class file of Java begins like this");
  const processors = Array.from({ length: count }, (_, i) => MACH[view.getUint32(8 + i * 20)] ?? "unknown");
  return { system: "darwin", processors };
}

function pe(view) {
  const at = view.getUint32(0x3c, true);
  if (view.getUint32(at) !== 0x50450000) throw new Error("this is a program for DOS");
  return { system: "win32", processors: [PE[view.getUint16(at + 4, true)] ?? "unknown"] };
}

/** Throws a sentence that says why the program would not run on `target`. */
export function mustFit(bytes, target) {
  const wanted = TARGETS[target];
  if (wanted === undefined) throw new Error(`there is no target ${target}; there are ${Object.keys(TARGETS).join(", ")}`);
  const is = identify(bytes);
  const says = `${is.system} ${is.processors.join(" and ")}${is.library ? `, C library ${is.library}` : ""}`;
  const fits = is.system === wanted.system && is.processors.includes(wanted.processor);
  // a static program runs with any library
  if (!fits || (is.library && is.library !== "none" && is.library !== wanted.library)) {
    throw new Error(`the program is for ${says}, and the package is for ${target}`);
  }
}
