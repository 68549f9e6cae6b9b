#!/usr/bin/env bash
# Measures how many signed prechecks a second the sandbox serves to 16 connections, in memory and with a database.
# Takes a number of calls; 20000 else. On a machine with more than two cores, run it as `taskset -c 0,1 …` to compare.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install-deps.sh
scripts/build.sh release -DSNSUAPI_BUILD_BENCH=ON

work=$(mktemp -d)
sandbox_pid=
stop() {
  [ -z "$sandbox_pid" ] || { kill "$sandbox_pid" && wait "$sandbox_pid"; } 2>/dev/null || true
  sandbox_pid=
}
trap 'stop; rm -rf "$work"' EXIT

measure() {
  local name=$1 line
  shift
  mkfifo "$work/$name"
  build/release/tools/sandbox/snsuapi-sandbox "$@" >"$work/$name" 2>/dev/null &
  sandbox_pid=$!
  read -r line <"$work/$name"
  printf '%s: ' "$name"
  build/release/bench/sandbox_throughput "${line#listening on }" 16 "$calls"
  stop
}

calls=${1:-20000}
measure in-memory
measure database --db "$work/sandbox.db"
