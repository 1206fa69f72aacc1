// Packs the extension, with the program in it.
//
//   node scripts/pack.mjs                              without a program: it is found in PATH
//   node scripts/pack.mjs --program FILE               for this machine's platform
//   node scripts/pack.mjs --program FILE --target T    for another one (linux-x64, darwin-arm64, win32-x64, …)
//   … --out FILE                                       postil.vsix or postil-T.vsix if left out
//
// A program that would not run on the target is refused, before packing and again in the package.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { here, mustFit } from "./program.mjs";
import { unzip } from "./zip.mjs";

const { values } = parseArgs({ options: { program: { type: "string" }, target: { type: "string" }, out: { type: "string" } } });
if (values.target && !values.program) fail("--target needs --program: a package for one platform carries the program");
const target = values.program && (values.target ?? here());
const out = path.resolve(values.out ?? (target ? `postil-${target}.vsix` : "postil.vsix"));
const program = values.program && path.resolve(values.program);
process.chdir(fileURLToPath(new URL("..", import.meta.url)));

try {
  rmSync("server", { recursive: true, force: true });
  const name = target?.startsWith("win32") ? "postil.exe" : "postil";
  if (program) {
    mustFit(readFileSync(program), target);
    mkdirSync("server");
    copyFileSync(program, path.join("server", name));
    chmodSync(path.join("server", name), 0o755);
  }
  const vsce = ["package", "--no-dependencies", "--allow-missing-repository", "--skip-license", "--readme-path", "dist/README.md", "--out", out];
  execFileSync(path.resolve("node_modules/.bin/vsce"), target ? [...vsce, "--target", target] : vsce, { stdio: ["ignore", "inherit", "inherit"] });
  look(unzip(readFileSync(out)), name);
} catch (error) {
  rmSync(out, { force: true });
  fail(error instanceof Error ? error.message : String(error));
} finally {
  rmSync("server", { recursive: true, force: true });
}

/** Looks into the package: the program is there, whole, fits, and can be started; and only where one was asked for. */
function look(files, name) {
  const inside = [...files.keys()].filter((file) => file.startsWith("extension/server/"));
  const wanted = target ? [`extension/server/${name}`] : [];
  if (inside.join() !== wanted.join()) throw new Error(`the package has [${inside}] and should have [${wanted}]`);
  const manifest = files.get("extension.vsixmanifest")?.bytes.toString() ?? "";
  const said = manifest.match(/TargetPlatform="([^"]*)"/)?.[1];
  if (said !== target) throw new Error(`the package says that it is for ${said}, and not for ${target}`);
  if (!target) return;
  const { bytes, mode } = files.get(wanted[0]);
  if (!bytes.equals(readFileSync(program))) throw new Error("the program in the package is another one");
  mustFit(bytes, target);
  if (!target.startsWith("win32") && (mode & 0o111) === 0) throw new Error("the program in the package may not be started");
  console.log(`${path.basename(out)} holds a program for ${target}, ${(bytes.length / 1e6).toFixed(1)} MB`);
}

function fail(why) {
  console.error(`pack: ${why}`);
  process.exit(1);
}
