#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-discovery.py: how long a newcomer takes to see each room on a LAN of twenty.

Ten hosts announce a room each; ten newcomers start one after another. For each of the 100 pairs:
from the newcomer's bound socket (its own debug line) to the room's event. Without loss, and with
30 % of what arrives at the newcomer dropped. The baseline is the time a bare UDP datagram takes
there and back in the same LAN.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time

import figures
import sandbox

HOSTS, NEWCOMERS = 10, 10
BOUND = 'listening on UDP port'


def measure_newcomer(host, profile, wanted, seconds):
    """Seconds from the bound socket to each wanted room; one that did not come: @seconds."""
    from programs import CLI
    import json
    process = subprocess.Popen(
        [*host.prefix, CLI, '--debug', '--json', '--profile', profile, '--name', 'Newcomer',
         'rooms', '--wait', str(seconds)], env={}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, encoding='utf-8', bufsize=1)
    bound, seen = [], {}

    def read_log():
        for line in process.stderr:
            if BOUND in line and not bound:
                bound.append(time.monotonic())

    thread = threading.Thread(target=read_log)
    thread.start()
    for line in process.stdout:
        item = json.loads(line)
        if item.get('event') == 'room':
            seen.setdefault(item['name'], time.monotonic())
    process.wait()
    thread.join()
    if not bound:
        sys.exit(f'no line with "{BOUND}" in the debug output: nothing to measure from')
    return [seen[name] - bound[0] if name in seen else float(seconds) for name in wanted]


def echo_baseline(one, two):
    """Median seconds of a UDP datagram there and back between two hosts."""
    server = subprocess.Popen([*two.prefix, sys.executable, '-c', (
        'import socket\ns=socket.socket(socket.AF_INET,socket.SOCK_DGRAM)\ns.bind(("",9))\n'
        'print("ready",flush=True)\nwhile 1:\n d,a=s.recvfrom(2048)\n s.sendto(d,a)')],
        stdout=subprocess.PIPE)
    server.stdout.readline()
    done = subprocess.run([*one.prefix, sys.executable, '-c', (
        'import socket,time,statistics\ns=socket.socket(socket.AF_INET,socket.SOCK_DGRAM)\nr=[]\n'
        f'for i in range(200):\n t=time.monotonic();s.sendto(b"x"*400,("{two.address}",9));'
        's.recvfrom(2048);r.append(time.monotonic()-t)\nprint(statistics.median(r))')],
        stdout=subprocess.PIPE, text=True, check=True)
    server.kill()
    server.wait()
    return float(done.stdout)


def main():
    """Measures both cases."""
    sandbox.enter()
    from lan import Lan
    from programs import Cli
    folder = tempfile.mkdtemp(prefix='hallway-bench-')
    lan = Lan(HOSTS + NEWCOMERS)
    wanted = [f'room {i}' for i in range(1, HOSTS + 1)]
    hosts = [Cli(lan[i], f'{folder}/host{i}', '--name', f'Host {i}', 'host', f'room {i}', '--stay')
             for i in range(1, HOSTS + 1)]
    for host in hosts:
        host.wait('joined', 30)
    baseline = echo_baseline(lan[HOSTS + 1], lan[1])
    for loss, seconds in ((0, 5), (30, 12)):
        times = []
        for index in range(HOSTS + 1, HOSTS + NEWCOMERS + 1):
            lan[index].lose(loss)
            profile = f'{folder}/newcomer{index}-{loss}'
            times += measure_newcomer(lan[index], profile, wanted, seconds)
        figures.report('discovery', loss_percent=loss, pairs=len(times),
                       p50_s=round(figures.percentile(times, 0.5), 3),
                       p99_s=round(figures.percentile(times, 0.99), 3),
                       max_s=round(max(times), 3), baseline_udp_echo_s=round(baseline, 6))
    for host in hosts:
        host.terminate()
    shutil.rmtree(folder)


if __name__ == '__main__':
    os.environ.setdefault('HALLWAY_BUILD', os.path.join(os.getcwd(), 'build'))
    main()
