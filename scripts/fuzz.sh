#!/usr/bin/env bash
# Builds the fuzzers and runs them: scripts/fuzz.sh [--seconds N] [--runs N] [--jobs N] [TARGET...]
#
# Each ends after so many seconds or runs, whichever comes first: 30 s, unless something is given. As many as there are
# processors run at a time. New inputs go to build/fuzz/corpus/TARGET, where the next run goes on from; a finding is kept
# in build/fuzz/findings, and fails the script. docs/fuzzing.md tells what to do with one.
set -euo pipefail
cd "$(dirname "$0")/.."

# The longest input of each target: what is longer says nothing new.
declare -A longest=(
  [response]=2048 [error_body]=1024 [encoding]=1024 [presigned]=2048 [date]=40 [credentials]=2048 [c_api]=4096 [gateway]=2048
)
declare -A dictionary=(
  [response]=json [error_body]=json [presigned]=form [credentials]=json [gateway]=form
)

seconds= runs= jobs=$(nproc)
targets=()
while [ $# -gt 0 ]; do
  case $1 in
    --seconds) seconds=${2:?} && shift 2 ;;
    --runs) runs=${2:?} && shift 2 ;;
    --jobs) jobs=${2:?} && shift 2 ;;
    -*) echo "fuzz: unknown option $1" >&2 && exit 2 ;;
    *)
      [ -n "${longest[$1]:-}" ] || { echo "fuzz: no target $1; there are: ${!longest[*]}" >&2 && exit 2; }
      targets+=("$1") && shift
      ;;
  esac
done
[ -n "$seconds$runs" ] || seconds=30
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(printf '%s\n' "${!longest[@]}" | sort)

scripts/install-deps.sh clang libclang-rt-14-dev
mkdir -p build
cmake --preset fuzz >build/fuzz-configure.log || { cat build/fuzz-configure.log >&2 && exit 1; }
cmake --build --preset fuzz --target "${targets[@]/%/_fuzzer}"

# run TARGET: prints its line; the log is kept.
run() {
  local target=$1 dir=build/fuzz
  local log=$dir/logs/$target.log
  local options=(-max_len="${longest[$target]}" -timeout=25 -rss_limit_mb=2048 -print_final_stats=1
    -artifact_prefix="$dir/findings/$target-")
  [ -z "$seconds" ] || options+=(-max_total_time="$seconds")
  [ -z "$runs" ] || options+=(-runs="$runs")
  [ -z "${dictionary[$target]:-}" ] || options+=(-dict="fuzz/${dictionary[$target]}.dict")
  mkdir -p "$dir/corpus/$target"
  if ! "$dir/fuzz/${target}_fuzzer" "${options[@]}" "$dir/corpus/$target" "fuzz/corpus/$target" >"$log" 2>&1; then
    echo "$target: FOUND something, see $log:"
    grep -E 'does not hold|runtime error|ERROR: |Test unit written' "$log" | sed 's/^/  /' || tail -n 5 "$log"
    return 1
  fi
  local done_line coverage
  done_line=$(sed -n 's/^Done \([0-9]*\) runs in \([0-9]*\) second.*/\1 executions, \2 s/p' "$log")
  coverage=$(sed -n 's/.* cov: \([0-9]*\) ft: \([0-9]*\) corp: \([0-9]*\).*/\1 edges, \2 features, \3 inputs/p' "$log" | tail -n 1)
  echo "$target: ${done_line:-nothing done}, $coverage"
}

mkdir -p build/fuzz/logs build/fuzz/findings
failures=build/fuzz/failures
: >"$failures"
for target in "${targets[@]}"; do
  while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do
    wait -n || true
  done
  { run "$target" || echo "$target" >>"$failures"; } &
done
wait
[ ! -s "$failures" ]
