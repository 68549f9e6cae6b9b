#!/usr/bin/env bash
# Installs the project and builds a program outside of it against what was installed:
# check.sh static|shared|subdirectory SOURCE_DIR WORK_DIR GENERATOR
set -euo pipefail

kind=$1 source=$2 work=$3 generator=$4
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

# The programs are built with one of the two libraries: that is where they find it that matters.
shared=OFF
[ "$kind" != shared ] || shared=ON
# Configured for one place, installed to another: the tree must not mind.
cmake -S "$source" -B "$work/build" -G "$generator" -DBUILD_SHARED_LIBS=$shared -DSNSUAPI_BUILD_TOOLS=$shared \
  -DSNSUAPI_BUILD_TESTS=OFF -DSNSUAPI_BUILD_EXAMPLES=OFF -DSNSUAPI_BUILD_BENCH=OFF -DCMAKE_INSTALL_PREFIX="$work/elsewhere" -DCMAKE_INSTALL_LIBDIR=lib
cmake --build "$work/build"
cmake --install "$work/build" --prefix "$work/prefix" >"$work/install.log"
mv "$work/prefix" "$work/moved"
prefix=$work/moved

for file in include/snsuapi/snsuapi.hpp include/snsuapi/batch_precheck.hpp include/snsuapi/c/snsuapi.h \
  include/snsuapi/testing/mock_transport.hpp include/snsuapi/auth/default_credentials_provider.hpp \
  lib/cmake/snsuapi/snsuapiConfig.cmake lib/cmake/snsuapi/snsuapiConfigVersion.cmake \
  lib/pkgconfig/snsuapi.pc lib/pkgconfig/snsuapi-credentials.pc; do
  [ -f "$prefix/$file" ] || fail "$file was not installed"
done
if grep -rlF -e "$source" -e "$work/build" "$prefix/lib/cmake" "$prefix/lib/pkgconfig" "$prefix/include"; then
  fail "an installed file names the tree that it was built in"
fi
if [ "$shared" = ON ]; then
  [ "$("$prefix/bin/snsuapi" --version)" != "" ] || fail "the installed program does not run"
  "$prefix/bin/snsuapi-sandbox" --help >/dev/null
fi

if [ "$shared" = ON ]; then
  consumer sandbox -DCONSUMER_FINDS=sandbox "-DCMAKE_PREFIX_PATH=$prefix"
fi
consumer package -DCONSUMER_FINDS=package "-DCMAKE_PREFIX_PATH=$prefix"
PKG_CONFIG_PATH=$prefix/lib/pkgconfig LD_LIBRARY_PATH=$prefix/lib \
  consumer pkg-config -DCONSUMER_FINDS=pkg-config
