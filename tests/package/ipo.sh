#!/usr/bin/env bash
# Whether link-time optimisation, which a release's shared library has by itself, is left to whoever decides on it:
# ipo.sh SOURCE_DIR WORK_DIR GENERATOR
set -euo pipefail

source=$1 work=$2 generator=$3
rm -rf "$work"

# isOptimised NAME [cmake options]
isOptimised() {
  local name=$1
  shift
  cmake -S "$source" -B "$work/$name" -G "$generator" -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=ON \
    -DCMAKE_EXPORT_COMPILE_COMMANDS=ON -DSNSUAPI_BUILD_TOOLS=OFF -DSNSUAPI_BUILD_TESTS=OFF -DSNSUAPI_BUILD_EXAMPLES=OFF \
    -DSNSUAPI_BUILD_BENCH=OFF "$@"
  grep -q -e ' -flto' "$work/$name/compile_commands.json"
}

isOptimised unasked || { echo "ipo: this compiler has none"; exit 77; }
for how in CMAKE_INTERPROCEDURAL_OPTIMIZATION CMAKE_INTERPROCEDURAL_OPTIMIZATION_RELEASE; do
  if isOptimised "$how" "-D$how=OFF"; then
    echo "ipo: it is there in spite of $how=OFF" >&2
    exit 1
  fi
done
