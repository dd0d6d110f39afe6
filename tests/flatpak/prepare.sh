#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# prepare.sh: builds the Flatpak from the manifest without Flathub, and installs it for the tests.
#
#   prepare.sh FOLDER       e.g. /var/cache/hallway-flatpak; as root
#
# FOLDER/system is a Flatpak installation of its own afterwards: nothing of this machine's changes.
# The runtime in it is a stand-in, what the manifest names by an address comes from a Debian mirror.

set -euo pipefail

folder=${1:?a folder for runtime and build}
here=$(cd "$(dirname "$0")" && pwd)
if [ "$(id -u)" != 0 ]; then
  echo 'make test-flatpak makes a runtime, and network namespaces with an account: as root.' >&2
  exit 1
fi

text () { /usr/bin/python3 "$here/manifest.py" "$1"; }

"$here/make-runtime.sh" "$folder" "$(text runtime-version)"
"$here/fetch-sources.py" "$folder/sources"
export FLATPAK_SYSTEM_DIR="$folder/system" FLATPAK_SYSTEM_CACHE_DIR="$folder/system-cache"
log=$folder/build.log
echo "Building the Flatpak; see $log"
if ! HALLWAY_FLATPAK_SOURCES="$folder/sources" "$here/../../flatpak/build.sh" "$folder/build" \
     > "$log" 2>&1; then
  tail -n 30 "$log" >&2
  exit 1
fi
# Not the bundle: installing one asks Flathub for the runtime.
flatpak --system remote-add --if-not-exists --no-gpg-verify build "$folder/build/repo"
flatpak --system install --assumeyes --noninteractive --or-update build "$(text id)" > /dev/null
