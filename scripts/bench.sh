#!/usr/bin/env bash
# Measures what the SDK costs over raw libcurl, and tells what has reached its target; the machine should do nothing else:
# scripts/bench.sh [--quick] [--strict] [--docs] [--output DIR]
#   --quick   every row of the table, and no figure that is worth anything
#   --strict  fail when a target is missed; else only when something could not be measured
#   --docs    write the figures into docs/performance.md, and draw docs/in_flight.svg
#   --output  where report.json goes; build/bench-report
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
  echo "usage: scripts/bench.sh [--quick] [--strict] [--docs] [--output DIR]" >&2
  exit 2
}
quick=() strict= docs= output=build/bench-report
while [ $# -gt 0 ]; do
  case $1 in
    --quick) quick=(--quick) ;;
    --strict) strict=1 ;;
    --docs) docs=1 ;;
    --output) [ $# -gt 1 ] || usage; output=$2; shift ;;
    *) usage ;;
  esac
  shift
done
if [ -n "$docs" ] && [ ${#quick[@]} -gt 0 ]; then
  echo "bench: the figures of a quick run are not for the docs: leave --quick or --docs out" >&2
  exit 2
fi
mkdir -p "$output"

scripts/install-deps.sh libbenchmark-dev jq bsdextrautils
[ -z "$docs" ] || scripts/install-deps.sh gnuplot-nox

# Parsing is within the library, so that row is measured with the static one; all others from outside, with an installed
# shared library.
scripts/build.sh bench >"$output/build.log"
scripts/build.sh release >>"$output/build.log"
prefix=$PWD/build/bench-installed/prefix
cmake --install build/release --prefix "$prefix" >>"$output/build.log"
cmake -S bench -B build/bench-installed -G Ninja -DCMAKE_BUILD_TYPE=Release -Dsnsuapi_ROOT="$prefix" >>"$output/build.log"
cmake --build build/bench-installed >>"$output/build.log"
cmake --preset minsize >>"$output/build.log"
cmake --build build/minsize --target snsuapi >>"$output/build.log"
strip --strip-all -o "$output/libsnsuapi.so.stripped" build/minsize/src/libsnsuapi.so

whole=1
measure() {
  "$@" "${quick[@]}" --benchmark_out_format=json || whole=
}
measure build/bench-installed/bench --batch="$prefix/bin/snsuapi" --benchmark_out="$output/outside.json"
measure build/bench/bench/bench --benchmark_filter='^parse' --benchmark_out="$output/inside.json"
LD_LIBRARY_PATH=$PWD/build/minsize/src measure build/bench-installed/bench --benchmark_filter='^peak_memory' \
  --benchmark_out="$output/small.json"

report=$output/report.json
jq -s --argjson stripped_bytes "$(stat -c %s "$output/libsnsuapi.so.stripped")" -f bench/report.jq \
  "$output/outside.json" "$output/inside.json" \
  <(jq '.benchmarks[].name |= "small_" + .' "$output/small.json") >"$report"
table=$(jq -r -f bench/table.jq "$report")
echo
column -t -s "$(printf '\t')" <<<"$table"
echo
echo "bench: all of it, machine-readable: $report"

# Between the comments of that name: what stands in the file.
write_block() {
  awk -v name="$1" -v file="$2" '
    index($0, "<!-- " name ": end") { inside = 0 }
    !inside { print }
    index($0, "<!-- " name ": begin") { inside = 1; while ((getline line < file) > 0) print line }
  ' docs/performance.md >"$output/performance.md"
  cp "$output/performance.md" docs/performance.md
}

if [ -n "$docs" ]; then
  jq -r --arg table "$table" -f bench/figures.jq "$report" >"$output/figures.md"
  write_block figures "$output/figures.md"
  if command -v valgrind >/dev/null; then
    { echo '```'; scripts/profile-call.sh | sed '/^$/,$d'; echo '```'; } >"$output/profile.md"
    write_block profile "$output/profile.md"
  else
    echo "bench: no valgrind here, so the profile in docs/performance.md stays as it is" >&2
  fi
  jq -r '.in_flight[] | [.calls, .["cpu_us/floor"], .["cpu_us/sdk"]] | @tsv' "$report" >"$output/in_flight.tsv"
  gnuplot -c bench/in_flight.gnuplot "$output/in_flight.tsv" docs/in_flight.svg
fi

if [ -z "$whole" ] || jq -e '[.rows[].ok] | any(. == "not measured")' "$report" >/dev/null; then
  echo "bench: not everything could be measured" >&2
  exit 1
fi
[ -z "$strict" ] || jq -e '[.rows[].ok] | all(. != false)' "$report" >/dev/null || {
  echo "bench: a target is missed" >&2
  exit 1
}
