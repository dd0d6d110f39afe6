# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""figures.py: what every bench prints: one JSON line with what was measured, and on what."""

import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'lan'))


def commit():
    """The commit that is measured, with + if the tree has changes."""
    def git(*arguments):
        return subprocess.run(['git', '-C', HERE, *arguments], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True, check=False).stdout.strip()
    changed = '+' if git('status', '--porcelain', '-uno') else ''
    return git('rev-parse', '--short', 'HEAD') + changed


def cpu_model():
    """The processor's name."""
    with open('/proc/cpuinfo', encoding='ascii', errors='replace') as info:
        for line in info:
            if line.startswith('model name'):
                return line.split(':', 1)[1].strip()
    return os.uname().machine


def percentile(values, share):
    """The smallest value that at least @share of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def report(bench, **figures):
    """Prints the one line."""
    line = {'bench': bench, 'commit': commit(), 'cpu': cpu_model(), **figures}
    print(json.dumps(line), flush=True)
