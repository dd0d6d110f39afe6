# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""manifest.py: what the Flatpak manifest says, for the tests. Run, it prints a text of it: id,
runtime-version."""

import glob
import json
import os
import sys

ROOT = os.path.abspath(f'{os.path.dirname(os.path.abspath(__file__))}/../..')
[MANIFEST] = glob.glob(f'{ROOT}/flatpak/*.json')


def read():
    """All of it."""
    with open(MANIFEST, encoding='utf-8') as file:
        return json.load(file)


def sources():
    """The sources of all modules."""
    return [source for module in read()['modules'] for source in module['sources']]


def fetched_sources():
    """Those that come from somewhere else."""
    return [source for source in sources() if source['type'] != 'dir']


if __name__ == '__main__':
    print(read()[sys.argv[1]])
