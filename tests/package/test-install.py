#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is installed is what data/install.list says, and Debian's packages take all of it."""

import fnmatch
import json
import os
import re
import subprocess
import sys
import tempfile
import traceback

SOURCE, BUILD = (os.path.abspath(path) for path in sys.argv[1:3])
# What compiles is there on every Debian that builds packages.
ESSENTIAL = {'gcc', 'libc6-dev', 'ninja-build'}


def read(path):
    """A file of the sources."""
    with open(f'{SOURCE}/{path}', encoding='utf-8') as file:
        return file.read()


def words_of(text):
    """Its lines without comments, in words."""
    return [line.split() for line in text.splitlines() if line and not line.startswith('#')]


def expected():
    """The modes of data/install.list, by path."""
    application = re.search(r"application_id = '(.*)'", read('meson.build'))[1]
    languages = [words[0] for words in words_of(read('po/LINGUAS'))]
    assert languages
    files = {}
    for mode, path in words_of(read('data/install.list')):
        path = path.replace('@APPLICATION_ID@', application)
        for language in languages if '@LANGUAGE@' in path else ['']:
            files[path.replace('@LANGUAGE@', language)] = mode
    return files


def test_install_list():
    """Nothing else is installed, nothing is missing, and the modes are right."""
    options = json.loads(subprocess.run(['meson', 'introspect', '--buildoptions', BUILD],
                                        check=True, capture_output=True).stdout)
    prefix = next(option['value'] for option in options if option['name'] == 'prefix')
    found = {}
    with tempfile.TemporaryDirectory(prefix='hallway-install-') as folder:
        subprocess.run(['meson', 'install', '-C', BUILD, '--no-rebuild', '--quiet', '--destdir',
                        folder], check=True, stdout=subprocess.DEVNULL)
        for parent, _, names in os.walk(folder):
            for name in names:
                path = f'{parent}/{name}'
                assert os.path.isfile(path) and not os.path.islink(path), path
                mode = f'{os.stat(path).st_mode & 0o7777:o}'
                found[path.removeprefix(folder).removeprefix(prefix).lstrip('/')] = mode
    assert found == expected(), set(found.items()) ^ set(expected().items())


def test_debian_takes_all():
    """Every file is in exactly one package, and every line takes something."""
    folder = f'{SOURCE}/data/debian'
    packages = re.findall(r'(?m)^Package: (\S+)$', read('data/debian/control'))
    assert sorted(f'{package}.install' for package in packages) == sorted(
        name for name in os.listdir(folder) if name.endswith('.install'))
    patterns = [(package, words[0]) for package in packages
                for words in words_of(read(f'data/debian/{package}.install'))]
    used = set()
    for path in expected():
        path = path if path.startswith('etc/') else f'usr/{path}'
        takers = [pattern for pattern in patterns
                  if fnmatch.fnmatch(path, pattern[1]) or path.startswith(f'{pattern[1]}/')]
        assert len(takers) == 1, (path, takers)
        used.update(takers)
    assert used == set(patterns), set(patterns) - used


def test_debian_versions():
    """The version is the project's, and what builds it is what tests/tools/setup.sh installs."""
    version = re.search(r"\n  version: '(.*)'", read('meson.build'))[1]
    assert read('data/debian/changelog').startswith(f'hallway ({version})'), version
    control = re.search(r'\nBuild-Depends:\n(.*?)\n\n', read('data/debian/control'), re.S)[1]
    named = {line.split()[0].rstrip(',') for line in control.splitlines()} - {'debhelper-compat'}
    needed = subprocess.run([f'{SOURCE}/tests/tools/setup.sh', 'list', 'apt', 'build'], check=True,
                            capture_output=True, text=True).stdout.split()
    assert named == set(needed) - ESSENTIAL, named ^ (set(needed) - ESSENTIAL)


def test_run_from_build():
    """make run has the system's icons and types, too: also where no desktop named the folders."""
    for named in (None, '/opt/share'):
        environment = {name: value for name, value in os.environ.items()
                       if name != 'XDG_DATA_DIRS'}
        if named:
            environment['XDG_DATA_DIRS'] = named
        said = subprocess.run(['meson', 'devenv', '-C', BUILD, 'printenv', 'XDG_DATA_DIRS'],
                              env=environment, check=True, capture_output=True, text=True).stdout
        # Newer versions of Meson add the last two by themselves.
        folders = list(dict.fromkeys(said.split('\n')[-2].split(':')))
        expect = [f'{BUILD}/data', *([named] if named else []), '/usr/local/share', '/usr/share']
        assert folders == expect, folders


def main():
    """Runs every test and prints TAP."""
    tests = [value for name, value in globals().items() if name.startswith('test_')]
    print(f'1..{len(tests)}')
    failures = 0
    for number, test in enumerate(tests, 1):
        try:
            test()
            word = 'ok'
        except Exception:  # whatever went wrong is this test's result
            word = 'not ok'
            failures += 1
            for line in traceback.format_exc().splitlines():
                print(f'# {line}')
        name = test.__name__.removeprefix('test_').replace('_', '-')
        print(f'{word} {number} /package/{name}')
    sys.exit(1 if failures else 0)


if __name__ == '__main__':
    main()
