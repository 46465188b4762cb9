#!/usr/bin/env bash
# tidy.sh BUILD : clang-tidy over every source of the program in a Clang build (its unity files); each finding fails it.
set -euo pipefail
build=$1
find "$build/src" -path '*/jiheng*.dir/Unity/*_cxx.cxx' -not -path '*/jiheng_tests_*' -print0 |
  sort -z | xargs -0 -P 2 -n 1 clang-tidy-19 -p "$build" --quiet
