#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run.sh BUILD-FOLDER SECONDS [TARGET...]: builds the fuzz targets with libFuzzer, ASan and UBSan
# into BUILD-FOLDER/fuzz and runs each for SECONDS. New inputs stay there in corpus/; whatever
# crashes is left beside them and makes the script fail. Needs clang with its runtime library
# (Debian: clang, libclang-rt-14-dev).

set -eu

if [ $# -lt 2 ]; then
  sed -n '5,8s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi

here=$(cd "$(dirname "$0")" && pwd)
wire=$here/../../src/wire
build=$(cd "$1" && pwd)
seconds=$2
shift 2
[ $# -gt 0 ] || set -- datagram packet event markup name json

clang=${CLANG:-clang}
packages='glib-2.0 gobject-2.0 gio-2.0 json-glib-1.0 gnutls libgcrypt icu-i18n icu-uc'
out=$build/fuzz
mkdir -p "$out"

for target in "$@"; do
  # shellcheck disable=SC2046 disable=SC2086
  "$clang" -std=gnu11 -g -O1 -D_GNU_SOURCE -fno-omit-frame-pointer \
    -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
    -I"$build" -I"$wire" $(pkg-config --cflags $packages) \
    "$here/fuzz-$target.c" "$wire"/*.c $(pkg-config --libs $packages) -o "$out/fuzz-$target"

  mkdir -p "$out/corpus/$target"
  if "$out/fuzz-$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 \
    -max_len=65600 -print_final_stats=1 -artifact_prefix="$out/$target-" \
    -dict="$here/wire.dict" "$out/corpus/$target" "$here/seeds/$target" 2>"$out/$target.log"; then
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$out/$target.log")
    echo "fuzz-$target: $runs runs in $seconds s, nothing found"
  else
    tail -n 40 "$out/$target.log" >&2
    echo "fuzz-$target: see $out/$target.log" >&2
    exit 1
  fi
done
