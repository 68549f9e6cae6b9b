#!/usr/bin/env bash
# Builds a preset and runs the stress program in it by the clock: scripts/soak.sh tsan|asan|dev [SECONDS [SEED]].
# A minute, and another seed each time, unless they are given.
set -euo pipefail
cd "$(dirname "$0")/.."

preset=${1:?usage: scripts/soak.sh PRESET [SECONDS [SEED]]}
seconds=${2:-60}
seed=${3:-$RANDOM}

scripts/install-deps.sh
cmake --preset "$preset" >/dev/null
cmake --build "build/$preset" --target stress
echo "soak: $preset, $seconds s, seed $seed"
"build/$preset/tests/stress/stress" --seconds "$seconds" --seed "$seed"
