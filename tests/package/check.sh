#!/usr/bin/env bash
# Installs the project and builds a program outside of it against what was installed:
# check.sh static|shared|subdirectory SOURCE_DIR WORK_DIR GENERATOR [BUILT_TREE]
set -euo pipefail

kind=$1 source=$2 work=$3 generator=$4 tree=${5:-}
rm -rf "$work"
mkdir -p "$work"

fail() {
  echo "check: $*" >&2
  exit 1
}

# consumer NAME [cmake options]: configures, builds and runs the program outside.
consumer() {
  local name=$1
  shift
  cmake -S "$source/tests/package/consumer" -B "$work/$name" -G "$generator" "$@"
  cmake --build "$work/$name"
  "$work/$name/consumer"
  "$work/$name/consumer_c"
}

if [ "$kind" = subdirectory ]; then
  consumer subdirectory -DCONSUMER_FINDS=subdirectory "-DCONSUMER_SNSUAPI_SOURCE=$source"
  exit 0
fi

if [ -z "$tree" ]; then
  shared=OFF
  [ "$kind" != shared ] || shared=ON
  tree=$work/build
  cmake -S "$source" -B "$tree" -G "$generator" -DBUILD_SHARED_LIBS=$shared -DSNSUAPI_BUILD_TOOLS=OFF \
    -DSNSUAPI_BUILD_TESTS=OFF -DSNSUAPI_BUILD_EXAMPLES=OFF -DSNSUAPI_BUILD_BENCH=OFF -DCMAKE_INSTALL_PREFIX="$work/elsewhere"
  cmake --build "$tree"
fi
# Configured for one place, installed to another, and moved from there: the tree must not mind.
cmake --install "$tree" --prefix "$work/prefix" >"$work/install.log"
mv "$work/prefix" "$work/moved"
prefix=$work/moved
lib=$prefix/$(sed -n 's/^CMAKE_INSTALL_LIBDIR:PATH=//p' "$tree/CMakeCache.txt")

for file in "$prefix"/include/snsuapi/{snsuapi.hpp,batch_precheck.hpp,c/snsuapi.h,testing/mock_transport.hpp} \
  "$prefix"/include/snsuapi/auth/default_credentials_provider.hpp \
  "$lib"/cmake/snsuapi/{snsuapiConfig,snsuapiConfigVersion}.cmake \
  "$lib"/pkgconfig/{snsuapi,snsuapi-credentials}.pc; do
  [ -f "$file" ] || fail "$file was not installed"
done
if grep -rlF -e "$source" -e "$tree" "$lib/cmake" "$lib/pkgconfig" "$prefix/include"; then
  fail "an installed file names the tree that it was built in"
fi
if [ -x "$prefix/bin/snsuapi" ]; then
  [ "$("$prefix/bin/snsuapi" --version)" != "" ] || fail "the installed program does not run"
  "$prefix/bin/snsuapi-sandbox" --help >/dev/null
  consumer sandbox -DCONSUMER_FINDS=sandbox "-DCMAKE_PREFIX_PATH=$prefix"
fi
if [ "$kind" = shared ]; then
  "$source/tests/footprint/c_symbols.sh" "$source/include/snsuapi/c/snsuapi.h" "$lib/libsnsuapi.so" "$source/tests/c"
fi
consumer package -DCONSUMER_FINDS=package "-DCMAKE_PREFIX_PATH=$prefix"
PKG_CONFIG_PATH=$lib/pkgconfig LD_LIBRARY_PATH=$lib \
  consumer pkg-config -DCONSUMER_FINDS=pkg-config
