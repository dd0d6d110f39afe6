#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# build.sh: builds the Flatpak of this checkout as FOLDER/hallway.flatpak, to install anywhere.
#
#   build.sh FOLDER
#
# What is missing for that it names, with the command that gets it; it installs nothing itself. With
# HALLWAY_FLATPAK_SOURCES=DIR it fetches nothing either: what the manifest names by an address is in
# DIR/downloads/SHA256/, as flatpak-builder lays it out.

set -euo pipefail

folder=${1:?a folder for the build}
checkout=$(cd "$(dirname "$0")/.." && pwd)
manifest=$(ls "$checkout"/flatpak/*.json)
id=$(basename "$manifest" .json)
flathub=https://dl.flathub.org/repo/flathub.flatpakrepo

# value NAME: a text at the top of the manifest.
value ()
{
  sed -n "s/^  \"$1\": \"\(.*\)\",\$/\1/p" "$manifest"
}

branch=$(value runtime-version)
needed=("$(value runtime)//$branch" "$(value sdk)//$branch")

# give_up WHAT COMMAND: says what is missing.
give_up ()
{
  printf 'To build the Flatpak, %s.\nThis gets it:\n\n    %s\n\n' "$1" "$2" >&2
  exit 1
}

install='apt-get install flatpak flatpak-builder    # as root; dnf has the same names'
command -v flatpak > /dev/null || give_up 'flatpak and flatpak-builder are needed' "$install"
if command -v flatpak-builder > /dev/null; then
  builder=(flatpak-builder)
elif flatpak info org.flatpak.Builder > /dev/null 2>&1; then
  builder=(flatpak run org.flatpak.Builder)
else
  give_up 'flatpak-builder is needed' "$install"
fi
for runtime in "${needed[@]}"; do
  flatpak info "$runtime" > /dev/null 2>&1 \
    || give_up "$runtime has to be installed (about 1 GB with its companion, once)" \
         "flatpak remote-add --user --if-not-exists flathub $flathub
    flatpak install --user flathub ${needed[*]}"
done

mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
# Without what else lies about: other builds can be large. And a copy can be changed.
if ! files=$(git -C "$checkout" ls-files --cached --others --exclude-standard 2> /dev/null); then
  files=$(cd "$checkout" && find . -path './build*' -prune -o -type f -print)
fi
rm -rf "$folder/tree"
mkdir "$folder/tree"
tar --create --directory "$checkout" --files-from <(printf '%s\n' "$files") \
  --ignore-failed-read 2> /dev/null | tar --extract --directory "$folder/tree"
manifest=$folder/tree/flatpak/$id.json
# Builders before 1.4 run a program that SDKs no longer have, and give up without. What it makes is
# an entry for shops; a bundle does without one.
version=$("${builder[@]}" --version | grep -o '[0-9][0-9.]*')
if [ "$(printf '%s\n' 1.3.99 "$version" | sort -V | head -n 1)" = "$version" ]; then
  sed -i 's/^  "modules": \[$/  "appstream-compose": false,\n&/' "$manifest"
fi
sources=()
if [ -n "${HALLWAY_FLATPAK_SOURCES:-}" ]; then
  sources=(--disable-download --extra-sources="$HALLWAY_FLATPAK_SOURCES")
fi
"${builder[@]}" --force-clean --ccache --disable-rofiles-fuse --state-dir="$folder/state" \
  --repo="$folder/repo" "${sources[@]}" "$folder/application" "$manifest"
flatpak build-bundle --runtime-repo="$flathub" "$folder/repo" "$folder/hallway.flatpak" "$id"

cat << END

The Flatpak is $folder/hallway.flatpak. Install it, and start it:

    flatpak install --user '$folder/hallway.flatpak'
    flatpak run $id
END
