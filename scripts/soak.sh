#!/usr/bin/env bash
# Builds a preset and lets it run for long:
#   scripts/soak.sh tsan|asan|dev [SECONDS [SEED]]   everything at once, by the clock: a minute, and another seed each time
#   scripts/soak.sh --calls N [PRESET]               so many calls through faults; what the process holds must stay flat
set -euo pipefail
cd "$(dirname "$0")/.."
export TSAN_OPTIONS=${TSAN_OPTIONS:-suppressions=$PWD/tests/tsan_suppressions.txt}

usage="usage: scripts/soak.sh PRESET [SECONDS [SEED]] | --calls N [PRESET]"
build() {
  scripts/install-deps.sh
  cmake --preset "$1" >/dev/null
  cmake --build "build/$1" --target "$2"
}

if [ "${1:-}" = --calls ]; then
  calls=${2:?$usage}
  preset=${3:-dev}
  build "$preset" soak
  exec "build/$preset/tests/soak/soak" --calls "$calls"
fi

preset=${1:?$usage}
seconds=${2:-60}
seed=${3:-$RANDOM}
build "$preset" stress
echo "soak: $preset, $seconds s, seed $seed"
"build/$preset/tests/stress/stress" --seconds "$seconds" --seed "$seed"
