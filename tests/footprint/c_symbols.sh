#!/usr/bin/env bash
# Compares the functions of snsuapi.h with what a shared library exports, and with what the cases in C call:
# c_symbols.sh HEADER LIBRARY CASES_DIR
set -euo pipefail

header=$1 library=$2 cases=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What the compiler sees: the name before each parenthesis of a declaration, types of functions apart.
cc -std=c99 -E -P -include "$header" -x c /dev/null | tr '\n' ' ' | tr ';' '\n' | grep -v typedef |
  grep -oE '\bsnsuapi_[a-z_0-9]+ *\(' | tr -d ' (' | LC_ALL=C sort -u >"$work/declared"
nm --dynamic --defined-only --format=posix "$library" | cut -d ' ' -f 1 | grep '^snsuapi_' | LC_ALL=C sort -u >"$work/exported"
cat "$cases"/*.c | grep -oE '\bsnsuapi_[a-z_0-9]+ *\(' | tr -d ' (' | LC_ALL=C sort -u >"$work/called"

[ "$(wc -l <"$work/declared")" -gt 40 ] || { echo "c_symbols: the header can't be read" >&2; exit 1; }
diff -u --label "declared in the header" --label "exported by the library" "$work/declared" "$work/exported"
if LC_ALL=C comm -23 "$work/declared" "$work/called" | grep .; then
  echo "c_symbols: the cases in C never call these" >&2
  exit 1
fi
