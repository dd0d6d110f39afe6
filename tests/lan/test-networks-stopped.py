#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that are stopped for a while, and a network that loses a third: they chat again."""

import signal
import time

import suite
from meeting import DEADLINE, Meeting
from waiting import wait_between_faults

# Longer than what is announced lives.
LONG = 22


def test_suspended_and_resumed(context):
    """A program that is stopped for longer than the others wait, and goes on as if nothing were."""
    meeting = Meeting(context).see()
    for cli, name in ((meeting.ben, 'the member'), (meeting.anna, 'the host')):
        cli.process.send_signal(signal.SIGSTOP)
        wait_between_faults(LONG)
        begin = time.monotonic()
        meeting.go_on(f'{name} was stopped for {LONG} s',
                      lambda: cli.process.send_signal(signal.SIGCONT), 2 * DEADLINE)
        meeting.see_again(begin)


def test_loss(context):
    """30 % of all packets are lost, either way."""
    for index in (1, 2, 3):
        context.lan[index].lose(30)
    meeting = Meeting(context).see(2 * DEADLINE)
    meeting.write(3, 'carl', 'Carl')
    meeting.go_on('some talk', lambda: None, 2 * DEADLINE)


if __name__ == '__main__':
    suite.main(hosts=3)
