#!/usr/bin/env bash
# Whether what was built is hardened, by what readelf tells of it: check.sh program|library|small-library FILE...
# A small library does without what costs code. `check.sh exported BUILD_DIR`: whether what others' builds are to
# read, once this one is installed, holds none of it.
set -euo pipefail

kind=${1:?}
shift
failed=0
fail() {
  echo "hardening: $*" >&2
  failed=1
}

check_exported() {
  local files
  mapfile -t files < <(find "$1/CMakeFiles/Export" -name '*.cmake'; find "$1" -maxdepth 1 -name 'snsuapi*.cmake' -o -name '*.pc')
  [ ${#files[@]} -ge 4 ] || fail "$1: no package files"
  if grep -nE 'stack-protector|stack-clash|cf-protection|branch-protection|FORTIFY|-z,(relro|now|noexecstack)' "${files[@]}" >&2; then
    fail "$1: the package hands hardening flags on"
  fi
}

check_elf() {
  local file=$1 segments dynamic symbols
  segments=$(readelf --program-headers --wide "$file")
  dynamic=$(readelf --dynamic --wide "$file")
  symbols=$(readelf --dyn-syms --wide "$file")

  grep -q GNU_RELRO <<<"$segments" || fail "$file: no RELRO"
  grep -qE '\(FLAGS\).*BIND_NOW|\(BIND_NOW\)' <<<"$dynamic" || fail "$file: symbols are bound lazily, so RELRO is partial"
  grep -qE 'GNU_STACK .* RW +0x' <<<"$segments" || fail "$file: the stack can be executed"
  if grep -E ' RWE ' <<<"$segments" >&2; then fail "$file: a segment can be written and executed"; fi
  if grep -q TEXTREL <<<"$dynamic"; then fail "$file: the code is relocated, and can be written while it is"; fi
  if [ "$kind" = program ]; then
    grep -qE '\(FLAGS_1\).*PIE' <<<"$dynamic" || fail "$file: not position-independent"
  fi
  [ "$kind" != small-library ] || return 0
  grep -q '__stack_chk_fail' <<<"$symbols" || fail "$file: no stack protector"
  grep -qE ' __[a-z]+_chk@' <<<"$symbols" || fail "$file: no call of a _chk function, so _FORTIFY_SOURCE is off"
}

[ $# -gt 0 ] || fail "nothing to check"
for file; do
  if [ "$kind" = exported ]; then
    check_exported "$file"
  else
    check_elf "$file"
  fi
done
exit "$failed"
