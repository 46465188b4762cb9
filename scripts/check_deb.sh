#!/usr/bin/env bash
# check_deb.sh BUILD : makes the .deb of a build, reads what it says of itself, and runs the program out of it.
set -euo pipefail
build=$(cd "$1" && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

(cd "$build" && cpack -G DEB -B "$place/out" >"$place/cpack.log" 2>&1) || { cat "$place/cpack.log"; exit 1; }
deb=$(ls "$place"/out/jiheng_*.deb)
dpkg-deb --info "$deb"
# What it links must be there before it: the two databases at least.
dpkg-deb --field "$deb" Depends | grep -q libsqlite3-0
dpkg-deb --field "$deb" Depends | grep -q libpq5
dpkg-deb --extract "$deb" "$place/root"
cd "$place"
root/usr/bin/jiheng --version
root/usr/bin/jiheng init --data data --demo yanchi
