#!/usr/bin/env bash
# Runs one of the tests here: run.sh DIRECTORY FILE. Installs the pinned packages in the directory, not beside the
# sources, when they are not there yet.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
directory=$1
mkdir -p "$directory"
cp "$here"/*.mjs "$here"/package.json "$here"/.npmrc "$directory"
cd "$directory"
if ! cmp -s "$here/package-lock.json" node_modules/installed-lock.json; then
  cp "$here/package-lock.json" .
  npm ci --no-audit --no-fund
  cp package-lock.json node_modules/installed-lock.json
fi
exec node --test "$2"
