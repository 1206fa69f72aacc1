#!/usr/bin/env bash
# Tests postil in real editors, as a person would use them: open a note, compare the findings with those of `postil check`, hover,
# jump to the source, take a fix, see the finding go.
#
#   editors/test.sh                  all of them
#   editors/test.sh emacs helix      some: neovim, vscode, emacs, helix, vim, kakoune, zed (compiled only)
#   editors/test.sh --pictures       VS Code only, and write docs/pictures again
#   POSTIL=… editors/test.sh         another binary than target/debug/postil
#
# Editors that are not here are unpacked into a cache folder ($XDG_CACHE_HOME/postil-ci), and Kakoune's client is built there, which takes
# some minutes once; nothing is installed into the system.
# What cannot be had is announced as SKIPPED. Exit 0: all that ran passed; 1: a test failed.
set -euo pipefail
cd "$(dirname "$0")/.."
# nothing is kept in the cache folder of whoever runs this
export POSTIL_CACHE=off
. editors/testing/debian

case ${CARGO_TARGET_DIR:-target} in
  /*) target=$CARGO_TARGET_DIR ;;
  *) target=$PWD/${CARGO_TARGET_DIR:-target} ;;
esac
export POSTIL=${POSTIL:-$target/debug/postil}
[ -x "$POSTIL" ] || { echo "no binary at $POSTIL: run cargo build first, or set POSTIL" >&2; exit 1; }
POSTIL=$(realpath "$POSTIL")

summary=() failed=0
note() { summary+=("$(printf '%-10s %s' "$1" "$2")"); }

# run NAME COMMAND…: exit 77 is a skip
run() {
  local name=$1 code=0 start=$SECONDS
  shift
  printf '\n=== %s\n' "$name"
  "$@" </dev/null || code=$?
  case $code in
    0) note "$name" "passed ($((SECONDS - start)) s)" ;;
    77) note "$name" "SKIPPED" ;;
    *) note "$name" "FAILED"; failed=1 ;;
  esac
}

if [ "${1:-}" = --pictures ]; then
  run vscode editors/testing/vscode.sh --pictures
else
  [ $# -gt 0 ] || set -- neovim vscode emacs helix vim kakoune zed
  for editor in "$@"; do
    case $editor in
      neovim) run neovim .ci/neovim ;;
      vscode | emacs | helix | vim | kakoune | zed) run "$editor" "editors/testing/$editor.sh" ;;
      *) echo "there is no test of $editor" >&2; exit 1 ;;
    esac
  done
fi

printf '\n=== editors\n'
printf '%s\n' "${summary[@]}"
exit "$failed"
