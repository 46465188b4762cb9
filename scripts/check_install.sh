#!/usr/bin/env bash
# check_install.sh BUILD : installs a build into a new folder, as a package would, and runs what was installed
# there: from another folder, with an empty environment, on the demonstration county.
set -euo pipefail
build=$(cd "$1" && pwd)
place=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$place"' EXIT

cmake --install "$build" --prefix "$place/usr" >/dev/null
test -f "$place/usr/share/doc/jiheng/copyright"
cd "$place"
jiheng() { env -i PATH=/usr/bin:/bin "$place/usr/bin/jiheng" "$@"; }
jiheng --version
jiheng law check
jiheng init --data data --demo yanchi
env -i PATH=/usr/bin:/bin "$place/usr/bin/jiheng" serve --data data --port 0 --no-access-log >served &
server=$!
for _ in $(seq 100); do
  grep -q 'http://' served && break
  kill -0 "$server"
  sleep 0.05
done
port=$(sed -n 's/.*http:.*:\([0-9]*\).*/\1/p' served)
get() {
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$1" "$port" >&3
  cat <&3
}
get / | grep -q '<div id="app"'
get '/api/v1/figures/assessment.count?place=640323&year=2022' | grep -q '"text": *"27"'
kill "$server"
wait "$server"
server=
echo "installed program runs"
