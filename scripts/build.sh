#!/usr/bin/env bash
# Configures and builds a CMake preset: scripts/build.sh dev|release|minsize|asan|tsan [cmake options]
set -euo pipefail
cd "$(dirname "$0")/.."

preset=${1:?usage: scripts/build.sh PRESET [cmake options]}
shift

configure() { cmake --preset "$preset" "$@" >"build/$preset-configure.log" 2>&1; }

mkdir -p build
# A build tree that was left half made, or that another compiler or path made, is made anew.
if ! configure "$@"; then
  echo "build: build/$preset can't be configured as it is; making it anew"
  rm -rf "build/$preset"
  configure "$@" || { cat "build/$preset-configure.log" >&2; exit 1; }
fi
cmake --build "build/$preset"
