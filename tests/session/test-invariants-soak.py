#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-invariants-soak.py: tells many more stories than make test has time for, on all cores.

    test-invariants-soak.py [--count RUNS] [--first SEED] BUILD

The seeds begin at a random number, which is printed: with --first the same ones are tried again.
All of them are run, whatever fails; each that failed is named, with the command that replays it.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

PROGRAM = 'tests/session/test-invariants'
SUMS = re.compile(r'^# (\d+) runs, ')


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--count', type=int, default=10000)
    parser.add_argument('--first', type=int, default=random.randrange(10 ** 6, 2 ** 48))
    parser.add_argument('build', type=Path)
    options = parser.parse_args()
    n_shards = max(1, min(os.cpu_count() or 1, options.count))
    size = -(-options.count // n_shards)
    print(f'{options.count} runs with seeds from {options.first} on, in {n_shards} processes',
          flush=True)
    began = time.monotonic()
    shards = [subprocess.Popen([options.build / PROGRAM, '--keep-going',
                                '--first', str(options.first + number * size),
                                '--count', str(min(size, options.count - number * size))],
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
              for number in range(n_shards)]
    failed, done = set(), 0
    for shard in shards:
        said, _ = shard.communicate()
        print(said, end='')
        failed |= {line.split('=')[1] for line in said.split('\n') if line.startswith('# replay:')}
        done += sum(int(match[1]) for match in map(SUMS.match, said.split('\n')) if match)
        if shard.returncode not in (0, 1):
            failed.add(f'a shard that died with {shard.returncode}: {said[-500:]}')
    took = time.monotonic() - began
    print(f'{done} runs in {took:.0f} s ({done / took:.1f} per second), {len(failed)} failed')
    for seed in sorted(failed):
        print(f'failed: make replay SEED={seed}')
    sys.exit(1 if failed or done < options.count else 0)


if __name__ == '__main__':
    main()
