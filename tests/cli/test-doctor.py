#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""hallway-cli doctor: what it prints and how it ends, with a network and without one."""

import json
import socket

import running
from running import STRICT, run


def examine(place, profile, wait='4'):
    """The exit status, the findings by code, and what they come to."""
    status, printed, said = run('--loopback', '--port', str(place.port), '--profile',
                                f'{place.folder}/{profile}', '--json', 'doctor', '--wait', wait,
                                env=STRICT)
    items = [json.loads(line) for line in printed.splitlines()]
    assert items, (status, said)
    assert [item['event'] for item in items[:-1]] == ['finding'] * (len(items) - 1), items
    assert items[-1]['event'] == 'diagnosis', items
    return status, {item['code']: item for item in items[:-1]}, items[-1]


def test_alone(place):
    """Nobody is there, and that is all that there is to say: a network without a fault."""
    status, found, result = examine(place, 'a')
    assert status == 0 and result['severity'] == 'caution', (found, result)
    assert found['nobody-heard']['severity'] == 'caution', found
    assert found['nobody-heard']['topic'] == 'people' and found['nobody-heard']['advice'], found
    assert found['interface']['subject'] and found['interface']['topic'] == 'interface', found
    assert all(item['severity'] != 'bad' for item in found.values()), found


def test_port_taken(place):
    """Without the port there is no network: that is said, and the exit status says it too."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(('', place.port))
        status, found, result = examine(place, 'a', wait='1')
    assert status == 2 and result['severity'] == 'bad', (found, result)
    assert found['port-taken']['severity'] == 'bad' and found['port-taken']['advice'], found
    assert str(place.port) in result['summary'], result


def test_text_for_people(place):
    """Marks, sentences, and at last what they come to."""
    status, printed, said = run('--loopback', '--port', str(place.port), '--profile',
                                f'{place.folder}/a', 'doctor', '--wait', '4', env=STRICT)
    lines = printed.splitlines()
    assert status == 0, said
    assert any(line.startswith('[?]  Nobody') for line in lines), printed
    assert lines[-2] == '' and lines[-1].startswith('[?]  '), printed


if __name__ == '__main__':
    running.main()
