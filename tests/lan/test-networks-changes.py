#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A network that changes under running programs: they see each other and chat again."""

import time

import suite
from lan import PREFIX
from meeting import DEADLINE, Meeting
from waiting import until, wait_between_faults

# Longer than what is announced lives.
LONG = 26


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
    for index, seconds in ((2, 2), (1, 2), (2, LONG)):
        context.lan[index].cut()
        wait_between_faults(seconds)
        begin = time.monotonic()
        meeting.go_on(f'{seconds} s without the cable of host {index}', context.lan[index].heal,
                      2 * DEADLINE)
        meeting.see_again(begin)


def test_interface_is_deleted_and_back(context):
    """A USB adapter that is pulled and put in again."""
    meeting = Meeting(context).see()
    for index in (2, 1):
        context.lan[index].unplug()
        wait_between_faults(2)
        begin = time.monotonic()
        meeting.go_on(f'the card of host {index} was back', context.lan[index].plug_in,
                      2 * DEADLINE)
        meeting.see_again(begin)


if __name__ == '__main__':
    suite.main(hosts=3)
