#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-takeover.py: how long a room is without a host.

Rooms of four members each. From the moment the host is killed (kill -9), is asked to end (SIGTERM)
or loses its cable to the moment at which the last of the three others says that it is with a new
host. Rooms share the LAN; those that are cut are cut side by side, since each such round takes as
long as silence is borne. ROUNDS=N measures fewer than 100 rounds each.
"""

import os
import shutil
import tempfile
import time

import figures
import sandbox

ROUNDS = int(os.environ.get('ROUNDS', '100'))
MEMBERS = 4
SIDE_BY_SIDE = 10


class Stage:
    """What Crew needs of a test's context."""

    def __init__(self, lan, folder):
        self.lan = lan
        self.folder = folder

    def cli(self, index, profile, *arguments):
        """As in suite.Context."""
        from programs import Cli
        return Cli(self.lan[index], f'{self.folder}/{profile}', *arguments)


class Part:
    """Some hosts of the LAN, counted from 1."""

    def __init__(self, lan, first):
        self.lan = lan
        self.first = first

    def __getitem__(self, index):
        return self.lan[self.first + index]


def find_moment(crew, old, start):
    """When the last of the others was with a new host, in seconds since @start; None: not yet."""
    moments = []
    for member in crew.members:
        if member is old:
            continue
        news = [item for item in member.cli.all('host') if item['heard'] > start
                and item['name'] != old.name]
        if not news:
            return None
        moments.append(news[-1]['heard'])
    return max(moments) - start


def measure(stage, fault, rounds, width):
    """Seconds of each round."""
    from crew import Crew
    from waiting import until
    seconds = []
    number = 0
    while len(seconds) < rounds:
        number += 1
        crews = []
        for place in range(min(width, rounds - len(seconds))):
            folder = f'{stage.folder}/{fault}{number}-{place}'
            part = Stage(Part(stage.lan, place * MEMBERS), folder)
            crews.append(Crew(part, MEMBERS, f'{fault} {number} {place}'))
        for crew in crews:
            crew.wait_for_one_host(30)
        starts = []
        for crew in crews:
            starts.append(time.monotonic())
            if fault == 'kill':
                crew[1].cli.process.kill()
            elif fault == 'quit':
                crew[1].cli.process.terminate()
            else:
                crew[1].host.cut()
        for crew, start in zip(crews, starts):
            until(lambda c=crew, s=start: find_moment(c, c[1], s) is not None, 60,
                  'the others to have a host')
            seconds.append(find_moment(crew, crew[1], start))
        for crew in crews:
            for member in crew.members:
                member.cli.kill()
            crew[1].host.heal()
        shutil.rmtree(stage.folder, ignore_errors=True)
    return seconds


def main():
    """Measures the three ways to lose a host."""
    sandbox.enter()
    from lan import Lan
    folder = tempfile.mkdtemp(prefix='hallway-bench-')
    lan = Lan(MEMBERS * SIDE_BY_SIDE)
    try:
        result = {}
        for fault, width in (('kill', 1), ('quit', 1), ('cut', SIDE_BY_SIDE)):
            seconds = measure(Stage(lan, f'{folder}/room'), fault, ROUNDS, width)
            result[fault] = {'p50_s': round(figures.percentile(seconds, 0.5), 3),
                             'p99_s': round(figures.percentile(seconds, 0.99), 3),
                             'worst_s': round(max(seconds), 3)}
        figures.report('takeover', rounds=ROUNDS, members=MEMBERS, **result)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    main()
