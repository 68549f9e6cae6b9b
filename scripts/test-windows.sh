#!/usr/bin/env bash
# Cross-builds for Windows with mingw-w64, and runs beneath Wine the tests that Windows can run:
#   scripts/test-windows.sh PREFIX [cmake options]
# PREFIX holds libcurl and OpenSSL for mingw, made with vcpkg (triplet x64-mingw-static) or from their sources; with utf8proc
# there, too, the CLI is built. Debian has the rest: g++-mingw-w64-x86-64 wine64, and the headers that install-deps.sh brings.
set -euo pipefail
cd "$(dirname "$0")/.."

stop() { echo "test-windows: $*" >&2; exit 1; }

prefix=${1:-${SNSUAPI_WINDOWS_PREFIX:-}}
[ -n "$prefix" ] || stop "usage: scripts/test-windows.sh PREFIX [cmake options]; PREFIX/include and PREFIX/lib hold libcurl and" \
  "OpenSSL for mingw-w64, as 'vcpkg install curl[openssl] openssl --triplet x64-mingw-static' makes them"
shift || true
for file in include/curl/curl.h include/openssl/ssl.h lib/libcurl.a lib/libcrypto.a; do
  [ -e "$prefix/$file" ] || stop "there is no $prefix/$file: PREFIX is to hold a static libcurl and OpenSSL for mingw-w64"
done
prefix=$(realpath "$prefix")
command -v x86_64-w64-mingw32-g++-posix >/dev/null || stop "no compiler: apt-get install g++-mingw-w64-x86-64"
wine=$(command -v wine64 || command -v wine || ls /usr/lib/wine/wine64 2>/dev/null) || stop "no Wine: apt-get install wine64"

build=$PWD/build/windows
# This system's headers that are the same everywhere, apart from those that are not.
for name in include/rapidjson include/nlohmann include/CLI include/catch2 share/cmake/nlohmann_json; do
  if [ -e "$prefix/$name" ] || [ ! -e "/usr/$name" ]; then continue; fi
  mkdir -p "$build/headers/$(dirname "$name")"
  cp -rT "/usr/$name" "$build/headers/$name"
done
# Catch2 2 is a header, whatever else Debian's package holds.
if [ -e "$build/headers/include/catch2/catch.hpp" ]; then
  mkdir -p "$build/headers/lib/cmake/Catch2"
  cat >"$build/headers/lib/cmake/Catch2/Catch2Config.cmake" <<'EOF'
add_library(Catch2::Catch2 INTERFACE IMPORTED)
target_include_directories(Catch2::Catch2 INTERFACE ${CMAKE_CURRENT_LIST_DIR}/../../../include)
EOF
fi

tools=OFF
[ ! -e "$prefix/include/utf8proc.h" ] || tools=ON
export WINEPREFIX=$build/wine WINEDEBUG=${WINEDEBUG:--all}
cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_FLAGS=-DUTF8PROC_STATIC \
  -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O1 -g1" \
  -DCMAKE_TOOLCHAIN_FILE="$PWD/cmake/mingw-w64.cmake" -DSNSUAPI_WINDOWS_PREFIX="$prefix;$build/headers" \
  -DCMAKE_CROSSCOMPILING_EMULATOR="$wine" -DOPENSSL_USE_STATIC_LIBS=ON \
  -DSNSUAPI_WARNINGS_AS_ERRORS=ON -DSNSUAPI_BUILD_TOOLS=$tools \
  -DSNSUAPI_BUILD_BENCH=OFF -DSNSUAPI_INSTALL=OFF "$@"
cmake --build "$build"
ctest --test-dir "$build" --output-on-failure
