#!/usr/bin/env bash
# Installs what is missing, builds, and runs all tests: plain, and beneath the address and undefined-behaviour
# sanitizers. `scripts/test.sh tsan` runs them beneath the thread sanitizer; any preset may be named.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install-deps.sh
presets=("$@")
[ $# -gt 0 ] || presets=(dev asan)
for preset in "${presets[@]}"; do
  echo "== $preset: build"
  scripts/build.sh "$preset"
  echo "== $preset: test"
  ctest --preset "$preset" -j "$(nproc)"
done
