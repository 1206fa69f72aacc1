#!/usr/bin/env bash
# postil in a real Kakoune with kakoune-lsp, in a terminal that is read. Called by editors/test.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."
. editors/testing/debian
. editors/testing/venv

mkdir -p "$cache"
skip() { tail -n 3 "$cache/kakoune.log"; echo "!!! SKIPPED: Kakoune: $*"; exit 77; }

# The client comes as source only; building it takes some minutes, once.
release=22.0.0
client=$cache/kak-lsp-$release
build_client() {
  [ -x "$client/bin/kak-lsp" ] && return 0
  CARGO_TARGET_DIR=$client.build cargo install kak-lsp --version "$release" --locked --root "$client" && rm -rf "$client.build"
}

unpack kakoune trixie kakoune >"$cache/kakoune.log" 2>&1 || skip "could not be installed here"
python pyte==0.8.2 >>"$cache/kakoune.log" 2>&1 || skip "pyte could not be installed here"
build_client >>"$cache/kakoune.log" 2>&1 || skip "kakoune-lsp could not be built here"
launcher kakoune usr/libexec/kak/kak 'export KAKOUNE_RUNTIME="$root/usr/share/kak"'
"$cache/kakoune.sh" -version >/dev/null || skip "does not start here"
echo "kakoune-lsp $("$client/bin/kak-lsp" --version)"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -r editors/testing/fixture seeds "$scratch"
editors/testing/expected "$POSTIL" "$scratch" fixture seeds >"$scratch/expected.json"
# the client calls both by their names
mkdir -p "$scratch/bin" "$scratch/config" "$scratch/run"
chmod 700 "$scratch/run"
ln -s "$cache/kakoune.sh" "$scratch/bin/kak"
ln -s "$client/bin/kak-lsp" "$scratch/bin/kak-lsp"
{
  echo 'set-option global startup_info_version 99999999'
  echo 'set-option global ui_options terminal_assistant=none'
  # the configuration is the one of the README
  sed -n '/^```kak/,/^```/{/^```/!p}' editors/kakoune/README.md | sed "s#command = \"postil\"#command = \"$POSTIL\"#"
} >"$scratch/config/kakrc"
PATH=$scratch/bin:$PATH KAKOUNE_CONFIG_DIR=$scratch/config XDG_RUNTIME_DIR=$scratch/run \
  timeout 240 "$python" editors/testing/kakoune.py "$scratch/bin/kak" "$scratch"
