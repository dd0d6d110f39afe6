#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-demo-loopback.py: the demonstration as it is where network namespaces are not allowed.

It runs demo.py with namespaces forbidden to it (sandbox.py), itself inside one that has loopback
and nothing else: the machine's own network stays out of it. Its pictures are in
BUILD/demo-loopback.
"""

import os
import subprocess
import sys

import sandbox
from programs import BUILD


def main():
    """Becomes demo.py."""
    sandbox.enter()
    subprocess.run(['ip', 'link', 'set', 'lo', 'up'], check=True)
    demo = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'demo.py')
    os.execvpe(sys.executable, [sys.executable, demo, os.path.join(BUILD, 'demo-loopback')],
               dict(os.environ, **{sandbox.FORBIDDEN: '1'}))


if __name__ == '__main__':
    main()
