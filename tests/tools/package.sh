#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# package.sh: makes what others build and install from.
#
#   package.sh dist FOLDER   the sources of the commit, as a tarball
#   package.sh deb FOLDER    packages for this Debian or Ubuntu, from the work tree as it is
#
# The same sources give the same bytes, whoever packs them and when: times come from the commit and
# from the changelog. Nothing but FOLDER is left changed, and no network is used.

set -euo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8 TZ=UTC
umask 022

kind=${1:?dist or deb} folder=${2:?a folder}
version=$(sed -n "s/^  version: '\(.*\)',$/\1/p" meson.build)
name=hallway-$version
# An unpacked tarball may lie within a clone, of whatever.
in_git=false
if [ "$(git rev-parse --show-toplevel 2> /dev/null)" = "$(pwd -P)" ]; then
  in_git=true
fi

# The files of the work tree, parted by NUL: those of git, or all of an unpacked tarball.
list_files ()
{
  if [ "$in_git" = true ]; then
    git ls-files -z --cached --others --exclude-standard
  else
    find . -path './build*' -prune -o -type f -print0
  fi
}

make_dist ()
{
  if [ "$in_git" != true ]; then
    echo 'make dist packs a commit, and this is no clone of the repository.' >&2
    return 1
  fi
  if [ -n "$(git status --porcelain)" ]; then
    echo 'What is not committed is not in the tarball.' >&2
  fi
  mkdir -p "$folder"
  git -c tar.umask=0022 archive --format=tar --prefix="$name/" HEAD \
    | xz --threads=1 -9 > "$folder/$name.tar.xz"
  (cd "$folder" && sha256sum "$name.tar.xz" > "$name.tar.xz.sha256")
  echo "$folder/$name.tar.xz"
}

make_deb ()
{
  local log target work
  mkdir -p "$folder"
  rm -f "$folder"/*.deb "$folder"/*.buildinfo "$folder"/*.changes
  target=$(realpath "$folder") work=$(realpath "$folder")
  log=$target/build.log
  # dpkg keeps the folder's name out of what is compiled, but not a name with a blank, say.
  case "$work" in
    *[!-+:.0-9a-zA-Z~/_]*)
      work=$(mktemp -d)
      # shellcheck disable=SC2064
      trap "rm -rf '$work'" EXIT ;;
  esac
  rm -rf "${work:?}/$name"
  mkdir -p "$work/$name"
  list_files | tar --create --null --files-from=- | tar --extract --directory="$work/$name"
  cp -R data/debian "$work/$name/debian"
  echo "Building the packages (some minutes); see $log"
  if ! (cd "$work/$name" && dpkg-buildpackage --build=binary --no-sign) > "$log" 2>&1; then
    tail -n 40 "$log" >&2
    echo "The whole of it is in $log." >&2
    return 1
  fi
  rm -rf "${work:?}/$name"
  if [ "$work" != "$target" ]; then
    mv "$work"/*.deb "$work"/*.buildinfo "$work"/*.changes "$target"
  fi
  if command -v lintian > /dev/null; then
    lintian --allow-root --fail-on error "$folder"/*.changes
  fi
  ls "$folder"/*.deb
}

case "$kind" in
  dist | deb) "make_$kind" ;;
  *)
    echo 'usage: package.sh dist|deb FOLDER' >&2
    exit 2 ;;
esac
