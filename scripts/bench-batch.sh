#!/usr/bin/env bash
# Measures what `snsuapi precheck --batch` needs at its most in memory, and how fast it goes against the sandbox, for so
# many lines; 10000 and 1000000 else. The second run of each goes on with results that are all there.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install-deps.sh time
scripts/build.sh release

work=$(mktemp -d)
sandbox_pid=
trap '[ -z "$sandbox_pid" ] || kill "$sandbox_pid"; rm -rf "$work"' EXIT
mkfifo "$work/address"
build/release/tools/sandbox/snsuapi-sandbox --journal 1 >"$work/address" 2>/dev/null &
sandbox_pid=$!
read -r line <"$work/address"
export SNSUAPI_ENDPOINT=${line#listening on } ALIBABA_CLOUD_ACCESS_KEY_ID=testid ALIBABA_CLOUD_ACCESS_KEY_SECRET=testsecret

[ $# -gt 0 ] || set -- 10000 1000000
for count; do
  # Lines of the block 100.64.0.0/16, which the sandbox knows.
  awk -v count="$count" 'BEGIN { for (i = 0; i < count; ++i)
    printf "100.64.%d.%d,%d,user %d\n", i / 256 % 256, i % 256, 1 + i % 65535, i }' >"$work/lines.csv"
  for run in fresh resumed; do
    /usr/bin/time -f "$count lines, $run: %M KiB, %e s, %U s user, %S s system" \
      build/release/tools/cli/snsuapi precheck --batch "$work/lines.csv" --output-file "$work/$count.csv"
  done
done
