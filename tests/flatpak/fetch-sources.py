#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""fetch-sources.py: gets what the Flatpak manifest names by an address from a Debian mirror.

    fetch-sources.py FOLDER

Debian keeps the upstream archives as they are, under names of its own; each is compared with the
manifest's checksum. They land where flatpak-builder looks (FOLDER/downloads/SHA256/NAME) and stay
there. So the build can be tried where the mirror is all there is.
"""

import hashlib
import os
import re
import subprocess
import sys

from manifest import MANIFEST, fetched_sources

MIRROR = 'deb-src http://deb.debian.org/debian stable main\n'


def apt(folder, *arguments):
    """Runs a program of apt on lists of its own: this machine may have no source packages."""
    with open(f'{folder}/sources.list', 'w', encoding='ascii') as file:
        file.write(MIRROR)
    os.makedirs(f'{folder}/lists/partial', exist_ok=True)
    options = [f'Dir::Etc::sourcelist={folder}/sources.list', 'Dir::Etc::sourceparts=/dev/null',
               f'Dir::State::lists={folder}/lists', 'APT::Sandbox::User=root']
    program, *rest = arguments
    done = subprocess.run([program, *(f'-o{option}' for option in options), *rest], check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f'{program}: {done.stderr.strip()}')
    return done.stdout


def is_right(path, checksum):
    """Whether the file is there, and the one that is meant."""
    if not os.path.exists(path):
        return False
    with open(path, 'rb') as file:
        return hashlib.sha256(file.read()).hexdigest() == checksum


def fetch(folder, url, checksum):
    """Brings one file."""
    name = os.path.basename(url)
    path = f'{folder}/downloads/{checksum}/{name}'
    if is_right(path, checksum):
        return
    package, suffix = re.fullmatch(r'(.+)-[\d.]+(\.tar\.\w+)', name).groups()
    os.makedirs(os.path.dirname(path), exist_ok=True)
    apt(folder, 'apt-get', 'update')
    said = apt(folder, 'apt-get', 'source', '--print-uris', package)
    [address] = re.findall(rf"'(\S+\.orig{re.escape(suffix)})'", said)
    apt(folder, '/usr/lib/apt/apt-helper', 'download-file', address, path)
    if not is_right(path, checksum):
        sys.exit(f'{address} is not what {MANIFEST} means by {url}')


def main():
    """Brings all of them."""
    folder = os.path.abspath(sys.argv[1])
    for source in fetched_sources():
        fetch(folder, source['url'], source['sha256'])


if __name__ == '__main__':
    main()
