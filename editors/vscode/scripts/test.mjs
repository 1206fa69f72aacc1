// Bundles each test/*.test.* and runs them all with Node's own runner; no display and no VS Code is needed.
import { buildSync } from "esbuild";
import { readdirSync, rmSync } from "node:fs";
import { spawnSync } from "node:child_process";

rmSync("dist/test", { recursive: true, force: true });
const entryPoints = readdirSync("test").filter((name) => /\.test\.(ts|mjs)$/.test(name)).map((name) => `test/${name}`);
buildSync({
  entryPoints,
  outdir: "dist/test",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  logLevel: "warning",
});
process.exit(spawnSync(process.execPath, ["--test", "dist/test/"], { stdio: "inherit" }).status ?? 1);
