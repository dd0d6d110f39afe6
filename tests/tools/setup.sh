#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# setup.sh: installs what building, running or testing Hallway needs and this machine lacks.
#
#   setup.sh build          what compiles it
#   setup.sh run            … and what a desktop needs to show it well
#   setup.sh test           … and what the tests need: network namespaces, virtual displays, tools
#   setup.sh newest         what fresh-root.sh needs to make a newer system to test in
#   setup.sh flatpak        what make test-flatpak needs besides: Flatpak, its builder, portals
#   setup.sh deb            what make deb needs besides
#   setup.sh list apt|dnf build|run|test      only prints the names of the packages
#
# Where nothing is missing it says nothing, changes nothing and needs no network, in well under a
# second. Otherwise it says in one line what it installs, as root or through sudo. It knows
# apt (Debian, Ubuntu) and dnf (Fedora); elsewhere it says what to install by hand.

set -euo pipefail

# level | Debian and Ubuntu | Fedora
packages='
build|gcc|gcc
build|libc6-dev|glibc-devel
build|meson|meson
build|ninja-build|ninja-build
build|pkg-config|pkgconf-pkg-config
build|gettext|gettext
build|libglib2.0-dev|glib2-devel
build|libglib2.0-dev-bin|glib2-devel
build|libgtk-4-dev|gtk4-devel
build|libgtk-4-bin|gtk4
build|libadwaita-1-dev|libadwaita-devel
build|libjson-glib-dev|json-glib-devel
build|libsqlite3-dev|sqlite-devel
build|libgnutls28-dev|gnutls-devel
build|libgcrypt20-dev|libgcrypt-devel
build|libicu-dev|libicu-devel
build|libenchant-2-dev|enchant2-devel
build|libqrencode-dev|qrencode-devel
build|libsecret-1-dev|libsecret-devel
build|libxml2-utils|libxml2
build|desktop-file-utils|desktop-file-utils
run|adwaita-icon-theme|adwaita-icon-theme
run|dconf-gsettings-backend|dconf
run|fonts-cantarell|abattis-cantarell-fonts
run|hunspell-en-us|hunspell-en-US
run|librsvg2-common|librsvg2
test|appstream|appstream
test|at-spi2-core|at-spi2-core
test|avahi-daemon|avahi
test|clang|clang
test|dbus|dbus-tools
test|dbus-daemon|dbus-daemon
test|fcitx5|fcitx5
test|fcitx5-anthy|fcitx5-anthy
test|fcitx5-frontend-gtk4|fcitx5-gtk4
test|fcitx5-hangul|fcitx5-hangul
test|fish|fish
test|fonts-noto-cjk|google-noto-sans-cjk-fonts
test|fonts-noto-color-emoji|google-noto-color-emoji-fonts
test|gir1.2-atspi-2.0|at-spi2-core
test|git|git
test|gnome-keyring|gnome-keyring
test|groff-base|groff-base
test|ibus|ibus
test|ibus-gtk4|ibus-gtk4
test|ibus-hangul|ibus-hangul
test|imagemagick|ImageMagick
test|iproute2|iproute
test|iputils-ping|iputils
test|libfaketime|libfaketime
test|locales|glibc-langpack-ko
test|mandoc|mandoc
test|mount|util-linux
test|nftables|nftables
test|openbox|openbox
test|procps|procps-ng
test|python3|python3
test|python3-dbusmock|python3-dbusmock
test|python3-gi|python3-gobject
test|python3-pyatspi|python3-pyatspi
test|shellcheck|ShellCheck
test|systemd|systemd
test|util-linux|util-linux
test|x11-utils|xorg-x11-utils
test|xauth|xorg-x11-xauth
test|xclip|xclip
test|xdotool|xdotool
test|xvfb|xorg-x11-server-Xvfb
test|zsh|zsh
newest|mmdebstrap|mmdebstrap
deb|debhelper|debhelper
deb|dpkg-dev|dpkg-dev
deb|lintian|dpkg-dev
deb|xz-utils|xz
flatpak|dbus-daemon|dbus-daemon
flatpak|elfutils|elfutils
flatpak|flatpak|flatpak
flatpak|flatpak-builder|flatpak-builder
flatpak|fuse3|fuse3
flatpak|mmdebstrap|mmdebstrap
flatpak|ostree|ostree
flatpak|xdg-desktop-portal|xdg-desktop-portal
flatpak|xdg-desktop-portal-gtk|xdg-desktop-portal-gtk
'

# list MANAGER LEVEL: the packages of that level and of those below it, one a line.
list ()
{
  local column=2 levels
  [ "$1" = dnf ] && column=3
  case "$2" in
    build) levels=build ;;
    run) levels='build|run' ;;
    newest | flatpak | deb) levels=$2 ;;
    *) levels='build|run|test' ;;
  esac
  grep -E "^($levels)\|" <<< "$packages" | cut -d'|' -f"$column" | sort -u
}

# missing MANAGER: reads names of packages, prints those that are not installed.
missing ()
{
  if [ "$1" = apt ]; then
    local wanted installed
    wanted=$(cat)
    # shellcheck disable=SC2086
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2> /dev/null \
                | sed -n 's/^installed //p' | sort -u) || true
    comm -23 <(printf '%s\n' "$wanted") <(printf '%s\n' "$installed")
  else
    while read -r name; do
      rpm -q --quiet --whatprovides "$name" || printf '%s\n' "$name"
    done
  fi
}

# install MANAGER NAMES...: as root, its chatter kept for the case that it fails.
install_packages ()
{
  local manager=$1 log status=0 as_root=()
  shift
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo > /dev/null || ! { sudo -n true 2> /dev/null || [ -t 0 ]; }; then
      echo "Hallway needs packages that are not installed, and neither are you root nor does" \
           "sudo work here. As root: $manager install $*" >&2
      return 1
    fi
    as_root=(sudo)
  fi
  echo "Installing with $manager (once, this takes a few minutes): $*"
  log=$(mktemp)
  if [ "$manager" = apt-get ]; then
    "${as_root[@]}" apt-get update < /dev/null > "$log" 2>&1 || true
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes \
      --no-install-recommends "$@" < /dev/null >> "$log" 2>&1 || status=$?
  else
    "${as_root[@]}" dnf install --assumeyes --setopt=install_weak_deps=False "$@" \
      < /dev/null > "$log" 2>&1 || status=$?
  fi
  if [ "$status" != 0 ]; then
    tail -n 30 "$log" >&2
    echo "$manager could not install what Hallway needs (see above)." >&2
  fi
  rm -f "$log"
  return "$status"
}

level=${1:-}
case "$level" in
  build | run | test | newest | flatpak | deb) ;;
  list)
    list "${2:?apt or dnf}" "${3:?build, run or test}"
    exit ;;
  *)
    echo "usage: setup.sh build|run|test|newest|flatpak|deb" >&2
    exit 2 ;;
esac

if command -v apt-get > /dev/null && command -v dpkg-query > /dev/null; then
  manager=apt command=apt-get
elif command -v dnf > /dev/null; then
  manager=dnf command=dnf
elif pkg-config --exists 'gtk4 >= 4.8' 'libadwaita-1 >= 1.2' json-glib-1.0 sqlite3 gnutls \
     && command -v meson > /dev/null && command -v cc > /dev/null && command -v msgfmt > /dev/null
then
  exit 0
else
  echo "Neither apt-get nor dnf is here. Please install by yourself what these Debian packages" \
       "contain:" "$(list apt "$level" | paste -sd ' ')" >&2
  exit 1
fi

names=$(list "$manager" "$level" | missing "$manager")
if [ -n "$names" ]; then
  # shellcheck disable=SC2086
  install_packages "$command" $names
fi
