#!/usr/bin/env bash
# Runs the tests of the library in a build that counts, and tells which of its lines and branches they run: a table, pages in
# build/coverage/report/, and failure below what is demanded. How it counts: every line of src/ and include/ that g++ made
# code of, without optimisation; of the branches those in the source, not the ways that an exception might take, which g++
# lays beside every call.
set -euo pipefail
cd "$(dirname "$0")/.."

least_lines=95     # per cent
least_branches=85

scripts/install-deps.sh gcovr
build=build/coverage
# Those that use the library in this build; what the others run of it, these run, too.
tests=(allocation_test api_test async_test c_api_test coroutine_test credentials_test faults_test internals_test
  lifecycle_test name_lookup_test next_address_test transport_test)
cmake --preset coverage >/dev/null
cmake --build "$build" --target "${tests[@]}"

find "$build" -name '*.gcda' -delete
only=$(IFS='|'; echo "^(${tests[*]})\$")
ctest --preset coverage -j "$(nproc)" -R "$only"

# What else was once built there may be of other sources than these, and is left alone.
objects=("$build/src")
for test in "${tests[@]}"; do objects+=("$(find "$build/tests" -type d -name "$test.dir")"); done
mkdir -p "$build/report"
gcovr --root . --filter src/ --filter include/ --exclude-throw-branches --exclude-unreachable-branches \
  --json "$build/report/coverage.json" --txt "$build/report/lines.txt" --html-details "$build/report/index.html" --print-summary \
  --fail-under-line "$least_lines" --fail-under-branch "$least_branches" "${objects[@]}"
