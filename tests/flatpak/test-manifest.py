#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be said of the Flatpak manifest and of build.sh without building; make test runs it."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

from manifest import MANIFEST, ROOT, fetched_sources, read, sources

BUILD_SCRIPT = f'{ROOT}/flatpak/build.sh'
PERMISSIONS = ['--share=network', '--share=ipc', '--socket=wayland', '--socket=fallback-x11',
               '--device=dri']
# What GNOME's runtime and SDK have, as pkg-config names it. A dependency that is new in
# src/*/meson.build belongs here or becomes a module of the manifest.
IN_RUNTIME = {'enchant-2', 'gio-2.0', 'gio-unix-2.0', 'glib-2.0', 'gmodule-no-export-2.0', 'gnutls',
              'gobject-2.0', 'gtk4', 'icu-i18n', 'icu-uc', 'json-glib-1.0', 'libadwaita-1',
              'libgcrypt', 'libsecret-1', 'sqlite3'}


def build_with(programs):
    """Runs build.sh where only these programs are: {name: shell script, or None for the real}."""
    with tempfile.TemporaryDirectory() as folder:
        for name, script in {'basename': None, 'dirname': None, 'ls': None, 'sed': None,
                             **programs}.items():
            path = f'{folder}/{name}'
            if script is None:
                os.symlink(shutil.which(name), path)
            else:
                Path(path).write_text(f'#!/bin/sh\n{script}\n', encoding='ascii')
                os.chmod(path, 0o755)
        done = subprocess.run([shutil.which('bash'), BUILD_SCRIPT, f'{folder}/out'],
                              env={'PATH': folder}, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, check=False)
        return done.returncode, done.stderr


def test_application_id():
    """The file's name and the id are what meson.build spells."""
    text = Path(f'{ROOT}/meson.build').read_text(encoding='utf-8')
    spelled = re.search(r"^application_id = '([^']+)'", text, re.M).group(1)
    assert read()['id'] == spelled, read()['id']
    assert os.path.basename(MANIFEST) == f'{spelled}.json', MANIFEST


def test_permissions():
    """Network and screen, nothing else: no files, no other program."""
    assert read()['finish-args'] == PERMISSIONS, read()['finish-args']
    for module in read()['modules']:
        assert 'share=network' not in str(module), f'{module["name"]} builds with a network'


def test_runtime_in_one_place():
    """GNOME's, of a version that nothing but the manifest spells."""
    assert (read()['runtime'], read()['sdk']) == ('org.gnome.Platform', 'org.gnome.Sdk')
    branch = read()['runtime-version']
    assert re.fullmatch(r'\d+', branch), branch
    assert not re.search(rf'\b{branch}\b', Path(BUILD_SCRIPT).read_text(encoding='utf-8'))


def test_sources_are_pinned():
    """What is fetched is an archive by https with its checksum; the program is this checkout."""
    for source in fetched_sources():
        assert source['type'] == 'archive', source
        assert source['url'].startswith('https://'), source
        assert re.fullmatch('[0-9a-f]{64}', source['sha256']), source
    folders = [source for source in sources() if source['type'] == 'dir']
    assert [source['path'] for source in folders] == ['..'], folders


def test_dependencies_are_there():
    """All that the program is built with is in the runtime or a module."""
    wanted = set()
    for path in Path(f'{ROOT}/src').glob('**/meson.build'):
        wanted |= set(re.findall(r"\bdependency\('([^']+)'", path.read_text(encoding='utf-8')))
    assert 'gtk4' in wanted
    missing = wanted - IN_RUNTIME - {module['name'] for module in read()['modules']}
    assert not missing, f'neither in the runtime nor a module of the manifest: {missing}'


def test_build_says_what_is_missing():
    """Without Flatpak, builder or runtime: what is needed and the command that gets it."""
    branch = read()['runtime-version']
    code, said = build_with({})
    assert code == 1 and 'apt-get install flatpak flatpak-builder' in said, said
    code, said = build_with({'flatpak': 'exit 1'})
    assert code == 1 and 'apt-get install flatpak flatpak-builder' in said, said
    code, said = build_with({'flatpak': 'exit 1', 'flatpak-builder': 'exit 0'})
    wanted = f'flatpak install --user flathub org.gnome.Platform//{branch} org.gnome.Sdk//{branch}'
    assert code == 1 and wanted in said and 'remote-add' in said, said


def main():
    """Runs every test_ function; prints TAP."""
    tests = [value for name, value in globals().items() if name.startswith('test_')]
    failures = 0
    print(f'1..{len(tests)}')
    for number, test in enumerate(tests, 1):
        try:
            test()
            print(f'ok {number} - {test.__name__}')
        except Exception:  # whatever went wrong is this test's result
            failures += 1
            for line in traceback.format_exc().splitlines():
                print(f'# {line}')
            print(f'not ok {number} - {test.__name__}')
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
