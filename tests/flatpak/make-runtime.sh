#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make-runtime.sh: stands in for GNOME's Flatpak runtime and SDK with what Debian packages hold.
#
#   make-runtime.sh FOLDER BRANCH        e.g. /var/cache/hallway-flatpak 51
#
# Where Flathub cannot be reached, that lets flatpak-builder build the real manifest and Flatpak run
# the result. FOLDER/system becomes a Flatpak installation (FLATPAK_SYSTEM_DIR), for everybody to
# read; it is kept, so only the first time takes long (5 to 20 minutes, 5 GB). Needs root and
# a Debian mirror. It holds nothing on purpose that GNOME's own runtime lacks.

set -euo pipefail

if [ $# != 2 ] || [ "$(id -u)" != 0 ]; then
  echo 'usage (as root): make-runtime.sh FOLDER BRANCH' >&2
  exit 2
fi

branch=$2
arch=$(flatpak --default-arch)
# The Debian whose GTK and libadwaita are those of that GNOME.
case "$branch" in
  48) suite=trixie ;;
  *) suite=forky ;;
esac

mkdir -p "$1"
folder=$(cd "$1" && pwd)
chmod 755 "$folder"
# Made by another version of this script, it is made again.
mark="$suite $branch $(sha256sum < "$0")"
if [ "$(cat "$folder/ready" 2> /dev/null)" = "$mark" ]; then
  exit
fi

platform=(
  bash coreutils findutils gawk grep gzip libc-bin procps sed tar
  ca-certificates dbus-bin desktop-file-utils tzdata
  adwaita-icon-theme fontconfig fonts-cantarell fonts-dejavu-core hicolor-icon-theme
  at-spi2-core dconf-gsettings-backend glib-networking gsettings-desktop-schemas libglib2.0-bin
  shared-mime-info
  libgtk-4-1 libgtk-4-bin libadwaita-1-0
  hunspell-en-us libenchant-2-2 libgcrypt20 '~n^libgnutls30' '~n^libicu[0-9]+$'
  libjson-glib-1.0-0 libsecret-1-0 libsqlite3-0
)
sdk=(
  appstream appstream-compose binutils build-essential bzip2 ccache elfutils file
  gettext git meson ninja-build patch pkgconf python3 xz-utils
  libadwaita-1-dev libenchant-2-dev libgcrypt20-dev libgnutls28-dev libgtk-4-dev libicu-dev
  libjson-glib-dev libsecret-1-dev libsqlite3-dev libxml2-utils
)

# make_tree NAME PACKAGES...: a folder as flatpak build-export wants it, from these packages.
make_tree ()
{
  local root="$folder/root" tree="$folder/tree" id="org.gnome.$1" libraries
  shift
  rm -rf --one-file-system "$root" "$tree"
  # The index of a mirror that is behind the clock is good enough for a test.
  mmdebstrap --quiet --variant=minbase \
    --aptopt='APT::Install-Recommends "false"' \
    --aptopt='Acquire::Check-Valid-Until "false"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/info/*' --dpkgopt=force-unsafe-io \
    --include="$(printf '%s,' "$@")" "$suite" "$root"
  # It refuses a tree without files/, although a runtime's are in usr/.
  mkdir -p "$tree/files" "$tree/var/tmp"
  mv "$root/usr" "$tree/usr"
  cp -a "$root/etc" "$tree/usr/etc"
  rm -rf --one-file-system "$root"

  # Flatpak calls ldconfig with the PATH /app/bin:/usr/bin.
  ln -sf ../sbin/ldconfig "$tree/usr/bin/ldconfig"
  libraries=$(basename "$(find "$tree/usr/lib" -maxdepth 1 -name '*-linux-gnu')")
  printf '%s\n' 'include /run/flatpak/ld.so.conf.d/app-*.conf' 'include /app/etc/ld.so.conf' \
    /app/lib 'include /run/flatpak/ld.so.conf.d/runtime-*.conf' "/usr/lib/$libraries" /usr/lib \
    > "$tree/usr/etc/ld.so.conf"
  # What belongs to a machine comes from the machine that it runs on.
  (cd "$tree/usr/etc" && rm -rf passwd group shadow gshadow hosts hostname resolv.conf \
     machine-id mtab fstab localtime apt dpkg ld.so.cache ./*-)
  mkdir -p "$tree/usr/share/runtime/locale"
  printf '%s\n' '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">' \
    '<fontconfig><dir>/app/share/fonts</dir><dir>/run/host/fonts</dir></fontconfig>' \
    > "$tree/usr/etc/fonts/conf.d/00-flatpak.conf"
  find "$tree/usr" \( -type b -o -type c -o -type s -o -type p \) -delete
  find "$tree/usr" -perm /6000 -type f -exec chmod u-s,g-s {} +

  cat > "$tree/metadata" << END
[Runtime]
name=$id
runtime=org.gnome.Platform/$arch/$branch
sdk=org.gnome.Sdk/$arch/$branch

[Environment]
GI_TYPELIB_PATH=/app/lib/girepository-1.0
XDG_DATA_DIRS=/app/share:/usr/share:/usr/share/runtime/share:/run/host/user-share:/run/host/share

[Extension $id.Locale]
directory=share/runtime/locale
autodelete=true
locale-subset=true
END
  flatpak build-export --disable-sandbox --runtime "$folder/repo" "$tree" "$branch" > /dev/null
  rm -rf --one-file-system "$tree"
}

echo "Making a stand-in of the GNOME $branch runtime from Debian ($suite) in $folder, once"
rm -rf --one-file-system "$folder/repo" "$folder/system" "$folder/ready"
# It is packed for a moment only.
ostree init --repo="$folder/repo" --mode=archive
ostree config --repo="$folder/repo" set archive.zlib-level 1
ostree config --repo="$folder/repo" set core.fsync false
make_tree Platform "${platform[@]}"
make_tree Sdk "${platform[@]}" "${sdk[@]}"
export FLATPAK_SYSTEM_DIR="$folder/system" FLATPAK_SYSTEM_CACHE_DIR="$folder/system-cache"
flatpak --system remote-add --no-gpg-verify stand-in "$folder/repo"
ostree config --repo="$folder/system/repo" set core.fsync false
flatpak --system install --assumeyes --noninteractive stand-in \
  "org.gnome.Platform//$branch" "org.gnome.Sdk//$branch" > /dev/null
# It is installed; the packed copy of it can go.
rm -rf --one-file-system "$folder/repo"
printf '%s\n' "$mark" > "$folder/ready"
