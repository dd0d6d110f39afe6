#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-room.py: how fast a long conversation opens in the window, and how smoothly it moves.

Starts bench-room (bench-room.c says what it does) on a virtual display, in a network of its own,
with 1,000 stored messages in a room, with 1,000,000, and with none: the baseline. Each several
times in turn (the million is written once, which takes minutes); of each figure the median is
printed, and of times that ought to stay short the worst. What is called cpu is the processor time
of the main thread, which says the same whatever else the computer does. With numbers as arguments:
so many messages instead.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile

import figures
import sandbox

MESSAGES, MANY, RUNS = 1000, 1000000, 3
PHASES = ('idle', 'arriving', 'scrolling_up', 'scrolling_down')


def measure(messages, folder):
    """What one run says; the profile stays in the folder, if there is one."""
    from programs import BUILD, CLI
    display = os.path.join(figures.HERE, '..', 'tools', 'with-display.py')
    environment = dict(os.environ, GSETTINGS_BACKEND='memory', LC_ALL='C.UTF-8',
                       GSETTINGS_SCHEMA_DIR=os.path.join(BUILD, 'data'))
    done = subprocess.run([sys.executable, display, '--wm',
                           os.path.join(BUILD, 'tests', 'bench', 'bench-room'), str(messages), CLI,
                           *([folder] if folder else [])],
                          env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          check=True, text=True)
    return json.loads(done.stdout)


def summarize(runs):
    """The figures of several runs in one."""
    def median(name):
        return round(statistics.median(run[name] for run in runs), 1)

    def phases(figure, choose):
        return {phase: round(choose(run['phases'][phase][figure] for run in runs), 1)
                for phase in PHASES}
    return {'first_rows_ms': median('first_rows_ms'),
            'first_rows_worst_ms': round(max(run['first_rows_ms'] for run in runs), 1),
            'again_ms': median('again_ms'),
            'again_worst_ms': round(max(run['again_worst_ms'] for run in runs), 1),
            'first_rows_cpu_ms': median('first_rows_cpu_ms'),
            'again_cpu_ms': median('again_cpu_ms'),
            'jump_worst_ms': round(max(run['jump_worst_ms'] for run in runs), 1),
            'jump_worst_cpu_ms': median('jump_worst_cpu_ms'),
            'memory_kib': median('memory_kib'),
            'frame_p95_ms': phases('frame_p95_ms', statistics.median),
            'longest_frame_ms': phases('longest_frame_ms', statistics.median),
            'longest_frame_worst_ms': phases('longest_frame_ms', max),
            'longest_turn_ms': phases('longest_turn_ms', statistics.median),
            'frame_p95_cpu_ms': phases('frame_p95_cpu_ms', statistics.median),
            'longest_frame_cpu_ms': phases('longest_frame_cpu_ms', statistics.median),
            'frames': phases('frames', statistics.median),
            'rows_scrolled': median('rows_scrolled')}


def main():
    """Measures both, and prints the line."""
    sandbox.enter()
    subprocess.run(['ip', 'link', 'set', 'lo', 'up'], check=True)
    amounts = [int(argument) for argument in sys.argv[1:]] or [MESSAGES, MANY]
    runs = {amount: [] for amount in (0, *amounts)}
    with tempfile.TemporaryDirectory(prefix='hallway-bench-') as folder:
        for _turn in range(RUNS):
            for amount, done in runs.items():
                kept = os.path.join(folder, str(amount)) if amount >= MANY else None
                done.append(measure(amount, kept))
    baseline = summarize(runs[0])
    for amount in amounts:
        figures.report('room', messages=amount, runs=len(runs[amount]),
                       **summarize(runs[amount]), baseline_empty_room=baseline)


if __name__ == '__main__':
    os.environ.setdefault('HALLWAY_BUILD', os.path.join(os.getcwd(), 'build'))
    main()
