#!/usr/bin/env bash
# Builds the library as small as it gets, tells what it weighs, and fails when it has outgrown its budget or exports what
# tests/footprint/exported_symbols.txt does not list: scripts/size.sh [--update-symbols] [BUILD_DIR [cmake options]]
# The budgets are for g++ 12 on x86-64.
set -euo pipefail
cd "$(dirname "$0")/.."

budget_bytes=200000   # of the stripped shared library, without the C API
budget_lines=35000    # of the umbrella header, preprocessed, the standard library's own included
symbols=tests/footprint/exported_symbols.txt

update=
if [ "${1:-}" = --update-symbols ]; then
  update=1
  shift
fi
build=${1:-build/minsize}
shift || true

cmake --preset minsize -B "$build" "$@" >/dev/null
cmake --build "$build" --target snsuapi >/dev/null
library=$build/src/libsnsuapi.so
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
over() {
  echo "size: $*" >&2
  failed=1
}

# What a program that loads the library could bind to, once each: constructors and destructors come in several kinds.
nm --dynamic --defined-only --demangle --format=posix "$library" |
  sed -E 's/ [A-Za-z] [0-9a-f]+ [0-9a-f]+$//; s/std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> >/std::string/g;
          s/std::basic_string_view<char, std::char_traits<char> >/std::string_view/g' |
  LC_ALL=C sort -u >"$work/exported"
if [ -n "$update" ]; then
  cp "$work/exported" "$symbols"
elif ! diff -u --label listed --label exported "$symbols" "$work/exported" >&2; then
  over "the exported symbols are others than $symbols lists for a library without the C API; if so it shall be, without options: scripts/size.sh --update-symbols"
fi

# iostreams bring static objects, locales and a hundred kilobytes to a program that is linked statically.
if nm --dynamic --undefined-only --demangle "$library" |
  grep -E 'std::(__cxx11::)?(basic_[a-z]*(stream|buf|ios)|ios_base|locale|c(out|err|in|log)\b)' >&2; then
  over "the library uses iostreams or locales"
fi

strip --strip-all -o "$work/stripped" "$library"
bytes=$(stat -c %s "$work/stripped")
[ "$bytes" -le "$budget_bytes" ] || over "the stripped library has $bytes bytes, more than $budget_bytes"

compiler=$(sed -n 's/^CMAKE_CXX_COMPILER:[A-Z]*=//p' "$build/CMakeCache.txt")
echo '#include <snsuapi/snsuapi.hpp>' >"$work/umbrella.cpp"
compile=("$compiler" -std=c++17 -Iinclude "$work/umbrella.cpp")
lines=$("${compile[@]}" -E -P | wc -l)
[ "$lines" -le "$budget_lines" ] || over "snsuapi.hpp has $lines preprocessed lines, more than $budget_lines"
TIMEFORMAT=%U
seconds=$(for _ in 1 2 3 4 5; do { time "${compile[@]}" -fsyntax-only; } 2>&1; done | sort -n | sed -n 3p)

row() { printf '%-46s %9s %9s\n' "$@"; }
row '' is 'at most'
row 'stripped shared library, bytes' "$bytes" "$budget_bytes"
row 'exported symbols' "$(wc -l <"$work/exported")" listed
row 'snsuapi.hpp, preprocessed lines' "$lines" "$budget_lines"
row 'snsuapi.hpp, seconds to compile, median of 5' "$seconds" ''
exit "$failed"
