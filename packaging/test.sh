#!/usr/bin/env bash
# Every channel: built, installed into an empty place, and used there for the first time: version, a sample, its first finding.
# Tells how long that took without the build. A failed download is a loud skip, anything else a failure.
#   packaging/test.sh [CHANNEL…]     channels: cargo binary musl wheel npm deb; all if none is named
set -euo pipefail
cd "$(dirname "$0")/.."
# nothing is kept in the cache folder of whoever runs this
export POSTIL_CACHE=off
channels=${*:-cargo binary musl wheel npm deb}
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
target=$(mkdir -p "${CARGO_TARGET_DIR:-target}" && cd "${CARGO_TARGET_DIR:-target}" && pwd)
export CARGO_TARGET_DIR=$target
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0 skipped=0
now() { date +%s%N; }

# what a person does first; $1 is the program, $2 what the channel is called, $3 when it began to be installed
first() {
  local ws=$scratch/ws-$2 code=0
  [ "$("$1" --version)" = "postil $version" ] || { echo "$2: the version is $("$1" --version)"; return 1; }
  mkdir -p "$ws"
  "$1" init "$ws" >/dev/null
  "$1" check "$ws" >"$scratch/found" || code=$?
  local took=$((($(now) - $3) / 1000000))
  [ "$code" = 1 ] && grep -q 'number-conflict' "$scratch/found" || { echo "$2: no finding on the sample"; cat "$scratch/found"; return 1; }
  printf '%-7s install to first finding: %6d ms\n' "$2" "$took"
  [ "$took" -lt 60000 ] || { echo "$2: that is more than a minute"; return 1; }
}

build() { packaging/build "$scratch/out" "$@" >"$scratch/log" 2>&1; }

channel() {
  local begun where=$scratch/$1
  mkdir -p "$where"
  case $1 in
    cargo)
      # the build is the installation here: what there is of it in the target folder is used
      cargo install --path . --locked --quiet --root "$where" --profile "${POSTIL_PROFILE:-release}" || return 1
      first "$where/bin/postil" cargo "$(now)"
      ;;
    binary | musl)
      build "$1" || return $?
      begun=$(now)
      tar xzf "$scratch"/out/postil-"$version"-*"$([ "$1" = musl ] && echo musl || echo gnu)".tar.gz -C "$where" --strip-components=1
      [ -s "$where/LICENSES.txt" ] && [ -s "$where/man/postil-check.1" ] && [ -s "$where/completions/_postil" ] || { echo "$1: something is missing"; return 1; }
      if [ "$1" = musl ] && ldd "$where/postil" 2>/dev/null | grep -q '=>'; then echo "musl: it is linked to a library"; return 1; fi
      first "$where/postil" "$1" "$begun"
      ;;
    wheel)
      build wheel || return $?
      python3 -m venv "$where" || return 1
      begun=$(now)
      "$where/bin/pip" -q --disable-pip-version-check install --no-index "$scratch"/out/postil-*.whl || return 1
      first "$where/bin/postil" wheel "$begun"
      ;;
    npm)
      build npm || return $?
      begun=$(now)
      # the platform's package first: from the registry it would come by itself
      (cd "$where" && npm init -y >/dev/null && npm install --silent --offline --no-audit --no-fund --omit=optional "$scratch"/out/postil-*-*-"$version".tgz "$scratch/out/postil-$version.tgz") || return 1
      first "$where/node_modules/.bin/postil" npm "$begun"
      ;;
    deb)
      build deb || return $?
      begun=$(now)
      # into a folder of its own: dpkg would put it beside what this machine has
      dpkg-deb -x "$scratch"/out/postil_*.deb "$where" || return 1
      [ -s "$where/usr/share/man/man1/postil.1.gz" ] && [ -s "$where/usr/share/doc/postil/copyright" ] || { echo "deb: something is missing"; return 1; }
      first "$where/usr/bin/postil" deb "$begun"
      ;;
    *) echo "no channel $1" >&2; return 2 ;;
  esac
}

for one in $channels; do
  code=0
  channel "$one" || code=$?
  case $code in
    0) passed=$((passed + 1)) ;;
    3) skipped=$((skipped + 1)); grep SKIPPED "$scratch/log" ;;
    *) failed=$((failed + 1)); echo "FAILED: $one"; tail -n 20 "$scratch/log" 2>/dev/null || true ;;
  esac
done

# no package carries the articles of the sample workspace in seeds/
for package in "$scratch"/out/*; do
  [ -e "$package" ] || continue
  case $package in
    *.tar.gz | *.tgz | *.crate) list=$(tar tzf "$package") ;;
    *.whl) list=$(python3 -m zipfile -l "$package") ;;
    *.deb) list=$(dpkg-deb -c "$package") ;;
    *) continue ;;
  esac
  if grep -Eq '(^|[ /])seeds/|rebalance\.txt|alliance-upgrade\.txt' <<<"$list"; then
    failed=$((failed + 1))
    echo "FAILED: $(basename "$package") carries seeds"
  fi
done
if cargo package --list --allow-dirty 2>/dev/null | grep -q '^seeds/'; then failed=$((failed + 1)); echo "FAILED: the crate would carry seeds"; fi
du -h "$scratch"/out/* 2>/dev/null | sed "s|$scratch/out/||" || true
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
