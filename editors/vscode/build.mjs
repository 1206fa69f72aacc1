// Bundles the extension into one file, and puts beside it what a package has to carry: our licences, the change log, and
// the licences of the packages that ended up in the bundle.
import { build } from "esbuild";
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const result = await build({
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode"],
  minify: true,
  metafile: true,
  logLevel: "warning",
});

/** The folder of the package that a bundled file is from; undefined for our own files. */
function packageOf(file) {
  return file.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0];
}

const folders = new Set(Object.keys(result.metafile.inputs).map(packageOf).filter((folder) => folder !== undefined));
const parts = ["The extension contains code of these packages, under these licences.\n"];
for (const folder of [...folders].sort()) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence file`);
  parts.push(`${"=".repeat(80)}\n${name} ${version} (${license})\n\n${readFileSync(path.join(folder, file), "utf8").trim()}\n`);
}
writeFileSync("THIRD-PARTY-LICENSES", parts.join("\n"));

for (const file of ["LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md"]) copyFileSync(path.join("../..", file), file);
// pictures and links into the repository lead nowhere in a package
for (const [from, to] of [["README.md", "dist/README.md"], ["CHANGELOG.md", "CHANGELOG.md"]]) {
  const text = readFileSync(from, "utf8").replace(/^!\[.*\]\(.*\)\n\n/gm, "").replace(/\[([^\]]*)\]\((?!https?:|#)[^)]*\)/g, "$1");
  writeFileSync(to, text);
}
