#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-crowd.py [COUNT]: two hundred real programs on one bridge.

Each hallway-cli has a network namespace and a profile of its own. Measured: from the last start
until everybody lists everybody; what the bridge carries when all have come to rest (each packet
once, by the counters of its ports, with Ethernet, ARP and TCP); what one of them needs of a
processor and of memory then; and a newcomer, from its bound socket to the whole list. --rest
SECONDS: how long that is measured. All share the processors of one machine, whose load is told
too, and its one table of neighbours (net.ipv4.neigh.default.gc_thresh3): where it is full, sending
fails with ENOBUFS, multicast too. So no more people are made than fit into it.
"""

import argparse
import json
import math
import os
import shutil
import statistics
import subprocess
import tempfile
import time

import figures
import sandbox

LIMIT = 300
STAY = '3600'
BOUND = 'listening on UDP port'
TICKS = os.sysconf('SC_CLK_TCK')
# Tells the count into the sandbox.
FITS = 'HALLWAY_CROWD_FITS'


def count_that_fit(wanted):
    """How many of @wanted may all be neighbours of all. To be asked outside the sandbox, too."""
    path = '/proc/sys/net/ipv4/neigh/default/gc_thresh3'
    if not os.path.exists(path):
        return wanted   # a namespace does not tell: whoever started it has seen to that
    with open(path, encoding='ascii') as limit:
        return min(wanted, math.isqrt(int(limit.read())) - 1)


class Program:
    """One hallway-cli that lists people until it is ended."""

    def __init__(self, host, folder):
        from programs import ALONE, CLI
        self.port = host.port
        self.output = f'{folder}/{host.index}.json'
        self.log = f'{folder}/{host.index}.log'
        with open(self.output, 'wb') as output, open(self.log, 'wb') as log:
            self.process = subprocess.Popen(
                [*host.prefix, CLI, '--debug', '--json', '--profile', f'{folder}/{host.index}',
                 '--name', f'Person {host.index}', 'people', '--wait', STAY],
                env=ALONE, stdin=subprocess.DEVNULL, stdout=output, stderr=log)

    def list_people(self):
        """The ids of whom it lists now."""
        people = set()
        with open(self.output, encoding='utf-8') as output:
            for line in output:
                if not line.endswith('\n'):
                    break
                item = json.loads(line)
                if item['event'] == 'person':
                    people.add(item['id'])
                elif item['event'] == 'person-gone':
                    people.discard(item['id'])
        return people

    def is_bound(self):
        """Whether it hears datagrams by now."""
        with open(self.log, encoding='utf-8', errors='replace') as log:
            return BOUND in log.read()

    def processor_seconds(self):
        """User time and system time so far."""
        with open(f'/proc/{self.process.pid}/stat', encoding='utf-8') as stat:
            fields = stat.read().rsplit(')', 1)[1].split()
        return int(fields[11]) / TICKS, int(fields[12]) / TICKS

    def resident_kib(self):
        """VmRSS."""
        with open(f'/proc/{self.process.pid}/status', encoding='utf-8') as status:
            return next(int(line.split()[1]) for line in status if line.startswith('VmRSS'))


def wait_for_all(programs, seconds):
    """Seconds until each lists all others, and how many did not within @seconds."""
    begin = time.monotonic()
    short = list(programs)
    while short and time.monotonic() < begin + seconds:
        short = [program for program in short
                 if len(program.list_people()) < len(programs) - 1]
        if short:
            time.sleep(0.2)
    return time.monotonic() - begin, len(short)


def read_interfaces(programs):
    """All that the ports of the bridge have taken in: packets, bytes."""
    counts = subprocess.run(['ip', '-s', '-j', 'link'], stdout=subprocess.PIPE, check=True)
    ports = {program.port for program in programs}
    rows = [row for row in json.loads(counts.stdout) if row['ifname'] in ports]
    return (sum(row['stats64']['rx']['packets'] for row in rows),
            sum(row['stats64']['rx']['bytes'] for row in rows))


def wait_a_while(seconds):
    """Lets time pass in which nothing is asked."""
    time.sleep(seconds)


def measure_rest(programs, seconds):
    """What it costs to stay, as figures."""
    before = read_interfaces(programs)
    used = [program.processor_seconds() for program in programs]
    begin = time.monotonic()
    wait_a_while(seconds)
    span = time.monotonic() - begin
    after = read_interfaces(programs)
    shares = [[100 * (now - was) / span for now, was in zip(program.processor_seconds(), then)]
              for program, then in zip(programs, used)]
    percents = [sum(share) for share in shares]
    return {'rest_s': round(span), 'packets_per_s': round((after[0] - before[0]) / span, 1),
            'bytes_per_s': round((after[1] - before[1]) / span),
            'cpu_percent_p50': round(statistics.median(percents), 3),
            'cpu_percent_max': round(max(percents), 3),
            'cpu_user_percent_p50': round(statistics.median(share[0] for share in shares), 3),
            'rss_mib_p50': round(statistics.median(p.resident_kib() for p in programs) / 1024, 1)}


def measure_newcomer(host, folder, others):
    """Seconds from its bound socket until it lists all, and until all list it."""
    program = Program(host, folder)
    while not program.is_bound():
        wait_a_while(0.005)
    begin = time.monotonic()
    listed = known = None
    before = [len(other.list_people()) for other in others]
    while (listed is None or known is None) and time.monotonic() < begin + LIMIT:
        now = time.monotonic() - begin
        if listed is None and len(program.list_people()) >= len(others):
            listed = now
        elif known is None and all(len(other.list_people()) > was
                                   for other, was in zip(others, before)):
            known = now
        wait_a_while(0.01)
    return listed, known


def main():
    """Measures all of it once."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('count', nargs='?', type=int, default=200)
    parser.add_argument('--rest', type=int, default=60)
    arguments = parser.parse_args()
    arguments.count = count_that_fit(int(os.environ.get(FITS, arguments.count)))
    os.environ[FITS] = str(arguments.count)
    sandbox.enter()
    from lan import Lan
    folder = tempfile.mkdtemp(prefix='hallway-bench-')
    lan = Lan(arguments.count + 1)
    load = os.getloadavg()[0]
    begin = time.monotonic()
    programs = [Program(lan[i], folder) for i in range(1, arguments.count + 1)]
    started = time.monotonic() - begin
    seconds, short = wait_for_all(programs, LIMIT)
    settle = 60
    wait_a_while(settle)
    rest = measure_rest(programs, arguments.rest)
    listed, known = measure_newcomer(lan[arguments.count + 1], folder, programs)
    figures.report('crowd', people=arguments.count, starts_took_s=round(started, 1),
                   all_know_all_s=round(seconds, 2), short_of_all=short, **rest,
                   newcomer_lists_all_s=listed and round(listed, 2),
                   newcomer_listed_by_all_s=known and round(known, 2),
                   load_before=round(load, 1), load_after=round(os.getloadavg()[0], 1),
                   processors=os.cpu_count())
    for program in programs:
        program.process.kill()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    os.environ.setdefault('HALLWAY_BUILD', os.path.join(os.getcwd(), 'build'))
    main()
