#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-catch-up.py: how long a member that was away for many messages takes to have them all.

Starts bench-catch-up (bench-catch-up.c says what it does) several times, in a network of its own;
the line has the median of each figure, and of times that ought to stay short the worst.
"""

import json
import os
import statistics
import subprocess

import figures
import sandbox

MESSAGES, RUNS = 10000, 5
MANY_MESSAGES = 100000


def measure(messages):
    """What one run says."""
    program = os.path.join(os.environ['HALLWAY_BUILD'], 'tests', 'bench', 'bench-catch-up')
    done = subprocess.run([program, str(messages)], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(done.stdout)


def main():
    """Measures both lengths, and prints the line."""
    sandbox.enter()
    subprocess.run(['ip', 'link', 'set', 'lo', 'up'], check=True)
    runs = [measure(MESSAGES) for _ in range(RUNS)]
    figures.report('catch-up', messages=MESSAGES, runs=RUNS,
                   **{name: round(statistics.median(run[name] for run in runs), 2)
                      for name in runs[0]},
                   seconds_worst=max(run['seconds'] for run in runs),
                   longest_turn_worst_ms=max(run['longest_turn_ms'] for run in runs),
                   many={'messages': MANY_MESSAGES, **measure(MANY_MESSAGES)})


if __name__ == '__main__':
    os.environ.setdefault('HALLWAY_BUILD', os.path.join(os.getcwd(), 'build'))
    main()
