#!/usr/bin/env bash
# Installs what building and testing need, where it is missing. Debian 12 and its kin; as root, or through sudo.
set -euo pipefail

packages=(
  g++ cmake ninja-build pkg-config git ca-certificates
  libcurl4-openssl-dev libssl-dev rapidjson-dev
  libcli11-dev libcpp-httplib-dev libcsv-dev nlohmann-json3-dev libsqlitecpp-dev libsqlite3-dev libutf8proc-dev
  catch2 librapidcheck-dev libuv1-dev
  "$@"
)

is_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "install-deps: this is no Debian-like system; install by hand what these Debian packages hold: ${packages[*]}" >&2
  exit 1
fi

missing=()
for package in "${packages[@]}"; do
  is_installed "$package" || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "install-deps: run as root, or install sudo; missing: ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

echo "install-deps: installing ${missing[*]}"
# An interrupted installation is finished first.
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive dpkg --configure -a
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
