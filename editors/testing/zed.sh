#!/usr/bin/env bash
# Zed's extension compiles to WebAssembly, by the very interface that Zed gives its extensions. No Zed is run. Called by editors/test.sh.
set -euo pipefail
cd "$(dirname "$0")/../../editors/zed"

skip() { echo "!!! SKIPPED: Zed: $*"; exit 77; }
rust=wasm32-wasip2
rustup target list --installed 2>/dev/null | grep -qx "$rust" || rustup target add "$rust" >/dev/null 2>&1 || skip "Rust's target $rust could not be installed"
cargo fetch --quiet --locked --target "$rust" || skip "the interface of Zed's extensions could not be downloaded"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cargo build --quiet --offline --locked --target "$rust" --target-dir "$scratch"
# magic number, then version 13 in the layer of components
head -c 8 "$scratch/$rust/debug/postil_zed.wasm" | od -An -tx1 | grep -qx ' 00 61 73 6d 0d 00 01 00' || { echo "no WebAssembly component came out"; exit 1; }
# manifest and program agree
python3 - <<'PY'
import re
import tomllib

manifest = tomllib.load(open("extension.toml", "rb"))
crate = tomllib.load(open("Cargo.toml", "rb"))["package"]
program = tomllib.load(open("../../Cargo.toml", "rb"))["package"]
assert manifest["version"] == crate["version"] == program["version"], "three versions"
assert re.fullmatch(r"[a-z0-9-]+", manifest["id"]) and manifest["schema_version"] == 1
assert list(manifest["language_servers"]) == ["postil"], "settings are read from lsp.postil"
PY
echo "ok      the extension compiles to a component of WebAssembly, and its version is that of the program"
