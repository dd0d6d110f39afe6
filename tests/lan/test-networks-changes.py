#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A network that changes under running programs: they see each other and chat again."""

import signal
import time

import suite
from lan import PREFIX
from meeting import DEADLINE, Meeting, tell
from waiting import until, wait_between_faults

# Longer than what is announced lives.
TTL = 18


def wait_seen_again(meeting, begin):
    """Each sees the other since then; whoever never lost sight of the other does."""
    def sees(cli, name):
        last = [item for item in cli.events
                if item['event'] == 'person' and item.get('name') == name
                or item['event'] == 'person-gone']
        return last and last[-1]['event'] == 'person' and last[-1]
    both = until(lambda: all(sees(*pair) for pair in ((meeting.anna, 'Ben'),
                                                      (meeting.ben, 'Anna')))
                 and [sees(meeting.anna, 'Ben'), sees(meeting.ben, 'Anna')],
                 DEADLINE, lambda: f'each to see the other; {meeting.anna.events[-8:]}, '
                                   f'{meeting.ben.events[-8:]}')
    tell('each saw the other again', max([item['heard'] for item in both] + [begin]) - begin)


def test_address_changes(context):
    """Both get a new address while they talk, one after the other."""
    meeting = Meeting(context).see()
    meeting.go_on('the member had a new address',
                  lambda: context.lan[2].set_address(f'{PREFIX}.102'))
    meeting.go_on('the host had a new address',
                  lambda: context.lan[1].set_address(f'{PREFIX}.101'))
    until(lambda: meeting.ben.all('person', name='Anna')[-1]['addresses'][0] == f'{PREFIX}.101',
          DEADLINE, 'the new address')


def test_cable_is_cut_and_back(context):
    """For a moment, and for so long that each is gone for the other."""
    meeting = Meeting(context).see()
    for index, seconds in ((2, 2), (1, 2), (2, TTL + 8)):
        context.lan[index].cut()
        wait_between_faults(seconds)
        begin = time.monotonic()
        meeting.go_on(f'{seconds} s without the cable of host {index}', context.lan[index].heal,
                      2 * DEADLINE)
        wait_seen_again(meeting, begin)


def test_interface_is_deleted_and_back(context):
    """A USB adapter that is pulled and put in again."""
    meeting = Meeting(context).see()
    for index in (2, 1):
        context.lan[index].unplug()
        wait_between_faults(2)
        begin = time.monotonic()
        meeting.go_on(f'the card of host {index} was back', context.lan[index].plug_in,
                      2 * DEADLINE)
        wait_seen_again(meeting, begin)


def test_suspended_and_resumed(context):
    """A program that is stopped for longer than the others wait, and goes on as if nothing were."""
    meeting = Meeting(context).see()
    for cli, name in ((meeting.ben, 'the member'), (meeting.anna, 'the host')):
        cli.process.send_signal(signal.SIGSTOP)
        wait_between_faults(TTL + 4)
        begin = time.monotonic()
        meeting.go_on(f'{name} was stopped for {TTL + 4} s',
                      lambda: cli.process.send_signal(signal.SIGCONT), 2 * DEADLINE)
        wait_seen_again(meeting, begin)


def test_loss(context):
    """30 % of all packets are lost, either way."""
    for index in (1, 2, 3):
        context.lan[index].lose(30)
    meeting = Meeting(context).see(2 * DEADLINE)
    meeting.write(3, 'carl', 'Carl')
    meeting.go_on('some talk', lambda: None, 2 * DEADLINE)


if __name__ == '__main__':
    suite.main(hosts=3)
