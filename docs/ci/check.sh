#!/usr/bin/env bash
# Any CI that runs a shell. Findings end it with 1, and nothing to check (a slip in a path, say) with 2.
set -euo pipefail
base=${1:-origin/main}
postil check --baseline known.json --format text
# or only what this branch has changed
postil check --since "$(git merge-base "$base" HEAD)"
# comments of a review, by reviewdog
if command -v reviewdog >/dev/null; then
  postil check --format rdjson --fail-on never | reviewdog -f=rdjson -reporter=local -diff="git diff $base"
fi
