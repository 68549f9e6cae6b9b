#!/usr/bin/env bash
# Has cppcheck read all sources, and clang-tidy 14 those of the library and the programs, and fails on any finding. What they
# are asked stands in .clang-tidy and .cppcheck-suppressions. `scripts/lint.sh FILE...` has clang-tidy read these files alone.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install-deps.sh clang-14 clang-tidy-14 cppcheck
build=build/lint
cmake --preset dev -B "$build" -DCMAKE_C_COMPILER=clang-14 -DCMAKE_CXX_COMPILER=clang++-14 \
  -DSNSUAPI_HARDENING=OFF -DSNSUAPI_BUILD_TESTS=OFF -DSNSUAPI_BUILD_BENCH=OFF -DSNSUAPI_BUILD_EXAMPLES=OFF >/dev/null

tidy() {
  printf '%s\0' "$@" | xargs -0 -P "$(nproc)" -n 1 clang-tidy-14 -p "$build" --quiet 2>/dev/null
}
if [ $# -gt 0 ]; then
  tidy "$@"
  exit
fi

failed=0
check() {
  local what=$1
  shift
  cppcheck --std=c++17 -U_WIN32 --enable="$what" --inline-suppr --suppressions-list=.cppcheck-suppressions --quiet \
    --error-exitcode=1 -j "$(nproc)" --template='{file}:{line}: {severity}: {message} [{id}]' \
    -I include -I src -I tools -I tools/cli -I tools/sandbox -I tools/sandbox/include -I tests "$@" || failed=1
}
mapfile -t shipped < <(git ls-files 'src/*.cpp' 'tools/*.cpp')
mapfile -t others < <(git ls-files '*.c' '*.cpp' ':!src' ':!tools')
echo "lint: cppcheck, ${#shipped[@]} sources and ${#others[@]} of tests, examples and benchmarks"
check warning,performance,portability,style "${shipped[@]}"
# Of Catch2 it is told enough to see what a test does.
check warning,performance,portability \
  '-DTEST_CASE(...)=static void testCase()' '-DTEMPLATE_TEST_CASE(...)=template <class TestType> static void testCase()' \
  '-DSECTION(...)=if (true)' '-DCHECK(...)=static_cast<void>(__VA_ARGS__)' '-DREQUIRE(...)=static_cast<void>(__VA_ARGS__)' \
  "${others[@]}"

mapfile -t tidied < <(sed -n "s|^ *\"file\": \"$PWD/\(.*\)\",\?$|\1|p" "$build/compile_commands.json" | grep -v "^$build/" | sort -u)
echo "lint: clang-tidy, ${#tidied[@]} sources"
[ ${#tidied[@]} -gt 0 ] || failed=1
tidy "${tidied[@]}" || failed=1
exit "$failed"
