#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a hostile network sends over real sockets is refused, counted, and harms nobody."""

import subprocess
import sys
import textwrap

import suite
from programs import ask_cli
from waiting import until

SEND = textwrap.dedent('''
    import socket, sys
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sender.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    sender.sendto(sys.stdin.buffer.read(), (sys.argv[1], 12345))
''')

DATAGRAMS = [
    ('datagram-empty', b''),
    ('datagram-not-utf8', b'HALL1 HELLO ' + b'\xff\xfe' * 20),
    ('datagram-too-big', b'HALL1 HELLO ' + b'a' * 2000),
    ('datagram-not-hallway', b'Hello, world!'),
    ('datagram-unsigned', b'HALL1 HELLO {"id":"x"}'),
    ('datagram-too-deep', b'HALL1 HELLO ' + b'A' * 86 + b' {"a":' + b'[' * 800),
    ('datagram-not-json', b'HALL1 HELLO ' + b'A' * 86 + b' {"a":1,}'),
    ('datagram-bad-field', b'HALL1 HELLO ' + b'A' * 86 + b' {"id":17}'),
    ('datagram-unknown-type', b'HALL1 WAVE ' + b'A' * 86 + b' {}'),
]


def counters(host, profile):
    """What `hallway-cli stats` says of the running instance."""
    code, printed, errors = ask_cli(host, profile, 'stats')
    assert code == 0, errors
    merged = {}
    for item in printed:
        merged.update({k: v for k, v in item.items() if k != 'event'})
    return merged.get('counters', merged)


def test_bad_datagrams_are_counted_by_name(context):
    """Each of the table moves its own counter and no other refusal's; the room goes on."""
    profile = f'{context.folder}/host'
    host = context.cli(1, 'host', '--name', 'Host', 'host', 'calm', '--stay')
    host.wait('joined')
    refusals = {name for name, _ in DATAGRAMS} | {'datagram-bad-signature'}
    until(lambda: counters(context.lan[1], profile), 10, 'the first counters')
    for name, payload in DATAGRAMS:
        before = counters(context.lan[1], profile)
        subprocess.run([*context.lan[2].prefix, sys.executable, '-c', SEND, context.lan[1].address],
                       input=payload, check=True)
        until(lambda: counters(context.lan[1], profile).get(name, 0) == before.get(name, 0) + 1, 10,
              lambda: f'{name} to move: {counters(context.lan[1], profile)}')
        after = counters(context.lan[1], profile)
        moved = {other for other in refusals - {name} if after.get(other) != before.get(other)}
        assert not moved, f'{name} also moved {moved}'
    guest = context.cli(3, 'guest', '--name', 'Guest', 'join', 'calm', '--stay')
    guest.wait('joined')
    guest.say('all is well')
    host.wait('message', text='all is well')


def test_silent_connections_delay_nobody(context):
    """100 silent TCP connections from the joiner's own address: it joins all the same."""
    host = context.cli(1, 'host', '--name', 'Host', 'host', 'calm', '--stay')
    host.wait('joined')
    hold = subprocess.Popen(
        [*context.lan[2].prefix, sys.executable, '-c', textwrap.dedent('''
            import socket, sys
            kept = [socket.create_connection((sys.argv[1], 12345)) for _ in range(100)]
            print('ready', flush=True)
            sys.stdin.read()
        '''), context.lan[1].address], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert hold.stdout.readline().strip() == b'ready'
    guest = context.cli(2, 'guest', '--name', 'Guest', 'join', 'calm', '--stay')
    guest.wait('joined', 10)
    guest.say('through the crowd')
    host.wait('message', text='through the crowd')
    hold.stdin.close()
    hold.wait(10)


if __name__ == '__main__':
    suite.main(hosts=3)
