#!/usr/bin/env bash
# Checks the formatting of all C and C++ sources with clang-format 14; `scripts/format.sh --fix` mends it.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install-deps.sh clang-format-14
mode=(--dry-run --Werror)
[ "${1:-}" != --fix ] || mode=(-i)
git ls-files '*.h' '*.hpp' '*.c' '*.cpp' | xargs -r clang-format-14 "${mode[@]}"
