#!/usr/bin/env node
// Starts the program that came with the package for this platform.
"use strict";
const { spawnSync } = require("node:child_process");

const name = `postil-${process.platform}-${process.arch}`;
let program;
try {
  program = require.resolve(`${name}/bin/postil${process.platform === "win32" ? ".exe" : ""}`);
} catch {
  console.error(`postil: the package ${name} is not installed: there is none for this platform, or optional dependencies were left out`);
  process.exit(2);
}
const done = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (done.error) {
  console.error(`postil: ${done.error.message}`);
  process.exit(2);
}
if (done.signal) process.kill(process.pid, done.signal);
process.exit(done.status ?? 2);
