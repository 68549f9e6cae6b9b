#!/usr/bin/env bash
# Tells what code one call runs, with raw libcurl and with the SDK: instructions, and distinct 64-byte lines of code, for
# each shared object and for the functions with the most lines that raw libcurl does not run. Needs valgrind.
# scripts/profile-call.sh [CALLS]; 300 else
set -euo pipefail
cd "$(dirname "$0")/.."

calls=${1:-300}
if ! [[ $calls =~ ^[1-9][0-9]*$ ]]; then
  echo "usage: scripts/profile-call.sh [CALLS]" >&2
  exit 2
fi
if ! command -v valgrind >/dev/null; then
  echo "profile-call: valgrind is needed, and is not here: apt-get install valgrind" >&2
  exit 1
fi
scripts/install-deps.sh libbenchmark-dev
scripts/build.sh release >/dev/null
build=$PWD/build/bench-profile
cmake --install build/release --prefix "$build/prefix" >/dev/null
cmake -S bench -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -Dsnsuapi_ROOT="$build/prefix" >/dev/null
cmake --build "$build" --target answer_server calls_floor calls_sdk >/dev/null

work=$(mktemp -d)
trap 'exec 3>&- || true; rm -rf "$work"' EXIT
mkfifo "$work/lifeline" "$work/address"
# The server goes on until nobody holds the lifeline any more.
"$build/answer_server" <"$work/lifeline" >"$work/address" &
exec 3>"$work/lifeline"
read -r endpoint <"$work/address"

profile() {
  local who=$1
  shift
  valgrind --tool=callgrind --toggle-collect='*makeCalls*' --dump-instr=yes --compress-pos=no --compress-strings=no \
    --callgrind-out-file="$work/$who" "$@" >"$work/$who.log" 2>&1 3>&- || {
    cat "$work/$who.log" >&2
    exit 1
  }
}
mapfile -t request < <("$build/calls_sdk" --show "$endpoint")
profile floor "$build/calls_floor" $((calls + 1)) "${request[@]}"
profile sdk "$build/calls_sdk" $((calls + 1)) "$endpoint"

awk -v calls="$calls" -f bench/code_lines.awk "$work/floor" "$work/sdk"
