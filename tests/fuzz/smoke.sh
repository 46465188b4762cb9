#!/usr/bin/env bash
# tests/fuzz/smoke.sh SECONDS : runs every fuzzer that long, all at once, from the seeds in tests/fuzz/seeds/<name>.
# Exit 1 when one of them found something; the input that did it is kept in build/asan/fuzz/found.
set -u
cd "$(dirname "$0")/../.." || exit 1
seconds=${1:-30}
found=build/asan/fuzz/found
mkdir -p "$found"
run() {
  local program=$1 seconds=$2 found=$3
  local name=${program##*jiheng_fuzz_}
  local corpus="build/asan/fuzz/corpus/$name"
  mkdir -p "$corpus"
  if ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 "$program" -max_total_time="$seconds" -timeout=30 -rss_limit_mb=2048 \
    -max_len=65536 -artifact_prefix="$found/$name-" -print_final_stats=1 "$corpus" "tests/fuzz/seeds/$name" \
    >"build/asan/fuzz/$name.log" 2>&1; then
    printf '%s: %s runs, nothing found\n' "$name" "$(sed -n 's/^stat::number_of_executed_units: *//p' "build/asan/fuzz/$name.log")"
  else
    printf '%s: FOUND\n' "$name"
    tail -n 40 "build/asan/fuzz/$name.log"
    return 1
  fi
}
export -f run
programs=$(find build/asan -name 'jiheng_fuzz_*' -type f -executable | sort)
[ -n "$programs" ] || { echo "no fuzzers were built"; exit 1; }
xargs -P 0 -I{} bash -c 'run "$@"' _ {} "$seconds" "$found" <<<"$programs"
