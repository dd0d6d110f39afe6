#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# fresh-root.sh: runs a command on a clone of the last commit in a Debian that has nothing else.
#
#   fresh-root.sh FOLDER SUITE COMMAND...      e.g. build-fresh bookworm .ci/run
#
# FOLDER/SUITE is made with mmdebstrap if it is not there yet (that needs root and a Debian mirror)
# and kept, so that the second time only what changed is installed and built. It proves that the
# list of packages in setup.sh is complete, and tries other versions of everything:
# `make test-newest`.
# Mounts and processes are in namespaces of their own: nothing is left when it ends.

set -euo pipefail

if [ $# -lt 3 ]; then
  sed -n '7,8s/^# *//p' "$0" >&2
  exit 2
fi
if [ "$(id -u)" != 0 ]; then
  echo 'fresh-root.sh: makes a root folder and mounts in it, so it has to be root.' >&2
  exit 1
fi

tree=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$1"
root=$(cd "$1" && pwd)/$2 suite=$2
shift 2

if [ ! -e "$root/ready" ]; then
  echo "Making a Debian ($suite) in $root"
  rm -rf --one-file-system "$root"
  # The index of a mirror that is behind the clock is good enough for a test.
  mmdebstrap --quiet --variant=apt --include=ca-certificates,git,make,mount \
    --aptopt='Acquire::Check-Valid-Until "false"' "$suite" "$root"
  touch "$root/ready"
fi

if [ ! -d "$root/hallway" ]; then
  git clone --quiet "$tree" "$root/hallway"
else
  git -C "$root/hallway" fetch --quiet "$tree" HEAD
  git -C "$root/hallway" reset --quiet --hard FETCH_HEAD
fi

# The new root has to be a mount of its own: the LAN tests make namespaces in it.
# shellcheck disable=SC2016
exec unshare --mount --pid --fork --kill-child --propagation private bash -euc '
  root=$1
  shift
  mount --bind "$root" "$root"
  mount -t proc proc "$root/proc"
  mount --rbind /sys "$root/sys"
  mount --rbind /dev "$root/dev"
  mount -t tmpfs -o mode=1777 tmp "$root/tmp"
  mount -t tmpfs run "$root/run"
  rm -f "$root/etc/resolv.conf"
  cp -L /etc/resolv.conf "$root/etc/resolv.conf" 2> /dev/null || true
  cd "$root"
  pivot_root . .
  umount -l .
  cd /hallway
  exec env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb ${CI:+CI=$CI} \
    ${http_proxy:+http_proxy=$http_proxy} "$@"
' bash "$root" "$@"
