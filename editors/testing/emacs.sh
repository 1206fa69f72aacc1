#!/usr/bin/env bash
# postil in a real Emacs with eglot (Debian 12's own is too old for eglot; the one of its backports is unpacked). Called by editors/test.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."
. editors/testing/debian

mkdir -p "$cache"
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
if ! unpack emacs "$suite-backports,$suite" emacs-nox >"$cache/emacs.log" 2>&1; then
  tail -n 3 "$cache/emacs.log"
  echo "!!! SKIPPED: Emacs could not be installed here"
  exit 77
fi
launcher emacs usr/bin/emacs-nox \
  'share=$(find "$root/usr/share/emacs" -maxdepth 1 -name "[0-9]*" | head -n 1)' \
  'export EMACSDATA="$share/etc" EMACSPATH="$root/usr/libexec/emacs"' \
  'EMACSLOADPATH=$(find "$share/lisp" -type d ! -path "*/obsolete*" | paste -sd:)' \
  'export EMACSLOADPATH' \
  'set -- --dump-file="$(find "$root/usr/libexec" -name "*.pdmp" | head -n 1)" "$@"'
"$cache/emacs.sh" --version 2>/dev/null | head -n 1 || { echo "!!! SKIPPED: Emacs does not start here"; exit 77; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -r editors/testing/fixture seeds "$scratch"
editors/testing/expected "$POSTIL" "$scratch" fixture seeds >"$scratch/expected.json"
timeout 180 "$cache/emacs.sh" --batch -Q -l editors/testing/emacs.el "$scratch"
