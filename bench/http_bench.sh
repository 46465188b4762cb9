#!/usr/bin/env bash
# bench/http_bench.sh [JIHENG] — requests a second of `jiheng serve` beside nginx on the same files, in the same run.
# Needs wrk, nginx and a built web/dist. The server is pinned to CPU 0, the load to CPU 1; medians of 3 runs of 3 s.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jiheng=${1:-$root/build/release/jiheng}
dir=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$dir"' EXIT

"$jiheng" init --data "$dir/data" --demo yanchi >/dev/null
taskset -c 0 "$jiheng" serve --data "$dir/data" --port 0 --no-access-log >"$dir/out" 2>"$dir/err" &
until grep -q 已就绪 "$dir/out"; do sleep 0.05; done
ours=$(grep -o 'http://[0-9.:]*' "$dir/out")

peer_port=$((20000 + RANDOM % 20000))
mkdir "$dir/web" && cp -r "$root/web/dist/." "$dir/web/" && chmod -R a+rX "$dir"
cat >"$dir/nginx.conf" <<CONF
daemon off; worker_processes 1; pid $dir/nginx.pid; error_log $dir/nginx.err;
events { worker_connections 4096; }
http {
  include /etc/nginx/mime.types; access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 1000000;
  client_body_temp_path $dir; proxy_temp_path $dir; fastcgi_temp_path $dir; uwsgi_temp_path $dir; scgi_temp_path $dir;
  server { listen 127.0.0.1:$peer_port; root $dir/web; }
}
CONF
taskset -c 0 nginx -c "$dir/nginx.conf" 2>/dev/null &
peer=http://127.0.0.1:$peer_port
until curl -sf -o /dev/null "$peer/"; do sleep 0.05; done

rate() {  # URL CONNECTIONS → requests a second, the median of 3
  for _ in 1 2 3; do taskset -c 1 wrk -t1 -c"$2" -d3s "$1" | awk '/Requests\/sec/ {print int($2)}'; done | sort -n | sed -n 2p
}
script=$(cd "$root/web/dist" && find assets -name '*.js' -printf '%s %p\n' | sort -n | tail -1 | cut -d' ' -f2)
printf '%-46s %8s %10s\n' "request" "clients" "per second"
for clients in 16 256; do
  printf '%-46s %8s %10s\n' "nginx  /index.html" "$clients" "$(rate "$peer/index.html" "$clients")"
  printf '%-46s %8s %10s\n' "jiheng /index.html" "$clients" "$(rate "$ours/index.html" "$clients")"
  printf '%-46s %8s %10s\n' "nginx  largest script" "$clients" "$(rate "$peer/$script" "$clients")"
  printf '%-46s %8s %10s\n' "jiheng largest script" "$clients" "$(rate "$ours/$script" "$clients")"
  printf '%-46s %8s %10s\n' "jiheng one figure by department (JSON)" "$clients" \
    "$(rate "$ours/api/v1/figures/project.count?place=640323&year=2022&by=department" "$clients")"
  printf '%-46s %8s %10s\n' "jiheng all figures of a year (JSON)" "$clients" "$(rate "$ours/api/v1/figures?place=640323&year=2022" "$clients")"
done
