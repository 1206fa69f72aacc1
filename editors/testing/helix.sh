#!/usr/bin/env bash
# postil in a real Helix, in a terminal that is read. Called by editors/test.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."
. editors/testing/debian
. editors/testing/venv

mkdir -p "$cache"
skip() { tail -n 3 "$cache/helix.log"; echo "!!! SKIPPED: Helix: $*"; exit 77; }
unpack helix trixie hx >"$cache/helix.log" 2>&1 || skip "could not be installed here"
python pyte==0.8.2 >>"$cache/helix.log" 2>&1 || skip "pyte could not be installed here"
launcher helix usr/bin/hx 'export HELIX_RUNTIME="$root/usr/lib/hx/runtime"'
"$cache/helix.sh" --version || skip "does not start here"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -r editors/testing/fixture seeds "$scratch"
editors/testing/expected "$POSTIL" "$scratch" fixture seeds >"$scratch/expected.json"
# the configuration is the one of the README
mkdir -p "$scratch/config/helix"
sed -n '/^```toml/,/^```/{/^```/!p}' editors/helix/README.md | sed "s#\"postil\"\$#\"$POSTIL\"#" >"$scratch/config/helix/languages.toml"
timeout 240 "$python" editors/testing/helix.py "$cache/helix.sh" "$scratch"
