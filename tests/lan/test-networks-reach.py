#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where neither multicast nor broadcast leads: those who were here before, and typed addresses."""

import time

import faults
import suite
from lan import PREFIX, SECOND
from meeting import DEADLINE, Meeting, tell
from waiting import until


def test_both_dropped_between_acquaintances(context):
    """They have met; then the switch carries unicast alone, and both start anew."""
    first = Meeting(context).see()
    room = first.anna.find('joined')['room']
    assert first.ben.terminate() == 0 and first.anna.terminate() == 0
    faults.drop_multicast(context.lan)
    faults.drop_broadcast(context.lan)
    begin = time.monotonic()
    anna, ben = (context.cli(index, name.lower(), '--name', name, '--wait', '60', 'join', room,
                             '--stay') for index, name in ((1, 'Anna'), (2, 'Ben')))
    seen = [anna.wait('person', DEADLINE, name='Ben')['heard'],
            ben.wait('person', DEADLINE, name='Anna')['heard']]
    tell('each sees the other after the start', max(seen) - begin)
    ben.say('only unicast')
    heard = anna.wait('message', 2 * DEADLINE, text='only unicast')['heard']
    tell('a message came in the room after the start', heard - begin)
    assert ben.terminate() == 0
    begin = time.monotonic()
    code, items, errors = context.ask(2, 'ben', '--name', 'Ben', 'dm', 'Anna', 'hello')
    assert code == 0, (items, errors)
    tell('a private message was delivered after its writer started', time.monotonic() - begin)


def test_both_dropped_and_an_address_typed(context):
    """Strangers on such a switch: one of them knows the address of the other."""
    faults.drop_multicast(context.lan)
    faults.drop_broadcast(context.lan)
    meeting = Meeting(context, arguments=((), ('--peer', f'{PREFIX}.1'))).see(2 * DEADLINE)
    meeting.write(3, 'carl', 'Carl', '--peer', f'{PREFIX}.1')


def test_across_a_router(context):
    """Two networks, one address typed by one person: everybody of either sees the others."""
    context.lan.add_router()
    for index in (3, 4):
        context.lan[index].move('net2')
    carl = context.cli(3, 'carl', '--name', 'Carl', 'host', 'den of Carl', '--stay')
    carl.wait('joined')
    meeting = Meeting(context, anna=1, ben=4,
                      arguments=((), ('--peer', f'{PREFIX}.1'))).see(2 * DEADLINE)
    begin = time.monotonic()
    until(lambda: carl.find('person', name='Anna') and meeting.anna.find('person', name='Carl'),
          60, lambda: f'each to see the other; {carl.events[-5:]}, {meeting.anna.events[-5:]}')
    tell('those who typed nothing see each other', time.monotonic() - begin)
    assert SECOND in str(meeting.anna.all('person', name='Carl')[-1]['addresses'])
    meeting.write(3, 'dora', 'Dora', '--peer', f'{PREFIX}.1')


if __name__ == '__main__':
    suite.main(hosts=4)
