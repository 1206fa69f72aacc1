#!/usr/bin/env bash
# postil in a real Vim with ALE. Called by editors/test.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."
. editors/testing/debian

mkdir -p "$cache"
skip() { tail -n 3 "$cache/vim.log"; echo "!!! SKIPPED: Vim: $*"; exit 77; }
unpack vim trixie vim vim-ale >"$cache/vim.log" 2>&1 || skip "could not be installed here"
launcher vim usr/bin/vim.basic 'export VIM="$root/usr/share/vim" VIMRUNTIME="$root/usr/share/vim/vim91"'
"$cache/vim.sh" --version | head -n 1 || skip "does not start here"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -r editors/testing/fixture seeds "$scratch"
editors/testing/expected "$POSTIL" "$scratch" fixture seeds >"$scratch/expected.json"
{
  # where no locale is set Vim reads files as Latin-1
  echo "set encoding=utf-8"
  echo "set runtimepath^=$cache/vim/usr/share/vim-ale"
  echo "runtime plugin/ale.vim"
  # the configuration is the one of the README
  sed -n '/^```vim/,/^```/{/^```/!p}' editors/vim/README.md | sed "s#'executable': 'postil'#'executable': '$POSTIL'#"
} >"$scratch/vimrc"
SCRATCH=$scratch timeout 180 "$cache/vim.sh" -es -N -n -i NONE -u "$scratch/vimrc" -S editors/testing/vim.vim >/dev/null || code=$?
cat "$scratch/results"
exit "${code:-0}"
