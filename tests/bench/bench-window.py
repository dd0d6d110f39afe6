#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-window.py: how long the window of a fresh profile takes to appear, and the memory it holds.

From the start of the process to the X server's MapNotify of its window, twenty times, each next to
an empty AdwApplicationWindow (empty-window.c) on the same screen, which is the baseline. Memory is
the proportional set size.
"""

import os
import shutil
import statistics
import subprocess
import tempfile
import time

import figures
import sandbox

PAIRS = 20


def proportional_set_size(pid):
    """KiB of memory that is this process's own share."""
    with open(f'/proc/{pid}/smaps_rollup', encoding='ascii') as rollup:
        for line in rollup:
            if line.startswith('Pss:'):
                return int(line.split()[1])
    return 0


def wait_for_steady_memory(pid):
    """KiB of memory once two readings in a row are within one per cent; the last after 10 s."""
    last = 0
    for _ in range(50):
        time.sleep(0.2)
        memory = proportional_set_size(pid)
        if abs(memory - last) * 100 <= memory:
            break
        last = memory
    return memory


def measure(desktop, command):
    """(seconds to MapNotify, KiB once it is steady) of one start."""
    watcher = subprocess.Popen(['stdbuf', '-oL', 'xev', '-root', '-event', 'substructure'],
                               env=desktop.environment, stdout=subprocess.PIPE, text=True)
    # xev answers for what happens after it has selected its events: wait for a window of our own.
    marker = subprocess.Popen(['xmessage', 'x'], env=desktop.environment)
    for line in watcher.stdout:
        if line.startswith('MapNotify'):
            break
    marker.kill()
    marker.wait()
    for line in watcher.stdout:
        if line.startswith(('UnmapNotify', 'DestroyNotify')):
            break
    began = time.monotonic()
    process = subprocess.Popen(command, env=desktop.environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for line in watcher.stdout:
        if line.startswith('MapNotify'):
            break
    took = time.monotonic() - began
    watcher.kill()
    watcher.wait()
    memory = wait_for_steady_memory(process.pid)
    process.terminate()
    process.wait(20)
    return took, memory


def main():
    """Measures the pairs."""
    sandbox.enter()
    from desktop import Desktop
    from lan import run
    from programs import BUILD, WINDOW
    run('ip', 'link', 'set', 'lo', 'up')
    folder = tempfile.mkdtemp(prefix='hallway-bench-')
    desktop = Desktop(f'{folder}/desktop')
    empty = [os.path.join(BUILD, 'tests', 'bench', 'empty-window')]
    ours, theirs = [], []
    measure(desktop, empty)  # the first start of all fills the page cache
    measure(desktop, [WINDOW, '--profile', f'{folder}/warm'])
    for turn in range(PAIRS):
        theirs.append(measure(desktop, empty))
        ours.append(measure(desktop, [WINDOW, '--profile', f'{folder}/profile{turn}']))
    start = statistics.median(took for took, _ in ours)
    baseline = statistics.median(took for took, _ in theirs)
    figures.report('window', pairs=PAIRS, start_ms=round(start * 1000, 1),
                   baseline_empty_window_ms=round(baseline * 1000, 1),
                   ratio=round(start / baseline, 3),
                   memory_kib=round(statistics.median(memory for _, memory in ours)),
                   baseline_memory_kib=round(statistics.median(memory for _, memory in theirs)))
    desktop.close()
    shutil.rmtree(folder)


if __name__ == '__main__':
    os.environ.setdefault('HALLWAY_BUILD', os.path.join(os.getcwd(), 'build'))
    main()
