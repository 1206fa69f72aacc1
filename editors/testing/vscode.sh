#!/usr/bin/env bash
# The VS Code extension in a real VS Code: code-server in Chromium, both unpacked into the cache folder. Called by editors/test.sh.
#
#   POSTIL=… editors/testing/vscode.sh             test
#   POSTIL=… editors/testing/vscode.sh --pictures  and write docs/pictures again (look at them)
#
# Exit 0: passed; 1: a test failed; 77: something could not be had.
set -euo pipefail
cd "$(dirname "$0")/../.."
. editors/testing/debian

missing() { echo "!!! SKIPPED: VS Code: $*"; exit 77; }
release=4.100.3
server=$cache/code-server-$release

install_server() {
  [ -e "$server/done" ] && return 0
  node -e 'process.exit(process.versions.node.startsWith("20.") ? 0 : 1)' || { echo "code-server $release needs Node 20"; return 1; }
  rm -rf "$server"
  mkdir -p "$server"
  (
    cd "$server" && npm init -y >/dev/null &&
      npm install --ignore-scripts --no-audit --no-fund --no-progress "code-server@$release" playwright-core@1.65.1 &&
      cd node_modules/code-server/lib/vscode &&
      npm install --ignore-scripts --omit=dev --no-audit --no-fund --no-progress || exit 1
    # the last step of some wants more than is there, after they were built: what counts is looked at below
    for module in @vscode/spdlog native-watchdog @parcel/watcher node-pty; do npm rebuild "$module"; done
    for built in @vscode/spdlog/build/Release/spdlog native-watchdog/build/Release/watchdog node-pty/build/Release/pty; do
      test -e "node_modules/$built.node" || exit 1
    done
    mkdir -p node_modules/@vscode/ripgrep/bin &&
      ln -sf "$cache/rg.sh" node_modules/@vscode/ripgrep/bin/rg &&
      ln -sfn node_modules node_modules.asar &&
      cd "$server" && npm rebuild argon2
  ) || return 1
  touch "$server/done"
}

install_browser() {
  local suite
  suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
  unpack chromium "$suite" chromium fonts-dejavu-core ripgrep || return 1
  # Chromium starts itself again, so that it has to run with the system's own C library, which is of the same suite
  rm -f "$cache"/chromium/lib*/ld-linux* "$cache"/chromium/lib/*-linux-gnu/{ld-linux,libc,libm,libpthread,libdl,librt,libresolv,libutil,libnss_}[.a-z_-]*so*
  mkdir -p "$cache/chromium/fonts"
  cat >"$cache/chromium/fonts/fonts.conf" <<XML
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>$cache/chromium/usr/share/fonts</dir><cachedir>$cache/chromium/fonts/cache</cachedir></fontconfig>
XML
  local program
  for program in chromium:usr/lib/chromium/chromium rg:usr/bin/rg; do
    cat >"$cache/${program%%:*}.sh" <<SH
#!/bin/sh
root='$cache/chromium'
LD_LIBRARY_PATH=\$(find "\$root/usr/lib" "\$root/lib" -type d -path '*-linux-gnu*' 2>/dev/null | paste -sd: -)
export LD_LIBRARY_PATH FONTCONFIG_FILE="\$root/fonts/fonts.conf"
exec "\$root/${program#*:}" "\$@"
SH
    chmod +x "$cache/${program%%:*}.sh"
  done
}

mkdir -p "$cache"
install_browser >"$cache/chromium.log" 2>&1 </dev/null || { tail -n 3 "$cache/chromium.log"; missing "Chromium could not be installed"; }
install_server >"$cache/code-server.log" 2>&1 </dev/null || { tail -n 3 "$cache/code-server.log"; missing "code-server could not be installed"; }
"$cache/chromium.sh" --version 2>/dev/null || missing "Chromium does not start here"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch"/{workspace,untrusted,pictured}-probe "$scratch/extensions"
cp -r editors/testing/sample "$scratch/workspace"
# workspaces of their own inside the other, and a folder that is none yet
cp -r seeds "$scratch/workspace/seeds"
cp -r editors/testing/fixture "$scratch/workspace/fixture"
mkdir "$scratch/workspace/new"
editors/testing/expected "$POSTIL" "$scratch/workspace" . seeds fixture >"$scratch/workspace-probe/expected.json"
# one from somewhere, which names a program of its own and would have the server read what lies beside it
cp -r editors/testing/sample "$scratch/untrusted"
mkdir "$scratch/untrusted/.vscode" "$scratch/beside"
echo 'The mill ground 21 tonnes of flour in 1902.' >"$scratch/beside/mill.txt"
printf '\nThe mill ground 12 tonnes of flour in 1902. [the book](../../beside/mill.txt)\n' >>"$scratch/untrusted/notes/valley.md"
printf '#!/bin/sh\ntouch "%s"\nexec "%s" "$@"\n' "$scratch/untrusted/started" "$POSTIL" >"$scratch/untrusted/program"
chmod +x "$scratch/untrusted/program"
printf '{ "postil.path": "%s", "postil.allowPaths": ["%s"] }\n' "$scratch/untrusted/program" "$scratch/beside" >"$scratch/untrusted/.vscode/settings.json"
editors/testing/expected "$POSTIL" "$scratch" untrusted | sed 's|"file": "untrusted/|"file": "|' >"$scratch/untrusted-probe/expected.json"
# the sample alone, for the pictures
cp -r editors/testing/sample "$scratch/pictured"
editors/testing/expected "$POSTIL" "$scratch/pictured" . >"$scratch/pictured-probe/expected.json"

echo "packing"
pack() {
  cd editors/vscode || return 1
  [ -d node_modules ] || npm ci --ignore-scripts --no-progress || return 1
  strip -o "$scratch/postil" "$POSTIL" 2>/dev/null || cp "$POSTIL" "$scratch/postil"
  npm run package -- --program "$scratch/postil" --out "$scratch/postil.vsix" || return 1
  cd ../testing/vscode/probe || return 1
  ../../../vscode/node_modules/.bin/vsce package --no-dependencies --allow-missing-repository --skip-license --out "$scratch/probe.vsix"
}
(pack) >"$scratch/pack.log" 2>&1 </dev/null || { tail -n 20 "$scratch/pack.log"; exit 1; }

# code-server keeps logs there, whatever it is told
export XDG_DATA_HOME=$scratch/share
export CODE_SERVER=$server/node_modules/code-server/out/node/entry.js CHROMIUM=$cache/chromium.sh PLAYWRIGHT=$server/node_modules/playwright-core
for package in postil probe; do
  node "$CODE_SERVER" --extensions-dir "$scratch/extensions" --user-data-dir "$scratch/data" --config "$scratch/none.yaml" \
    --install-extension "$scratch/$package.vsix" </dev/null >"$scratch/install.log" 2>&1 || { tail -n 20 "$scratch/install.log"; exit 1; }
done
node "$CODE_SERVER" --config "$scratch/none.yaml" --version </dev/null | head -n 1
[ "${1:-}" = --pictures ] && export POSTIL_PICTURES=$PWD/docs/pictures || export POSTIL_PICTURES=${POSTIL_PICTURES:-$scratch/pictures}
code=0
timeout 600 node editors/testing/vscode/run.mjs "$scratch" </dev/null || code=$?
if [ "$code" != 0 ] && [ -n "${KEEP:-}" ]; then cp -r "$scratch" "$KEEP"; fi
exit "$code"
