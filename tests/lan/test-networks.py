#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""On each of these networks people see each other and chat, with nothing set up by anybody."""

import os
import time

import faults
import suite
from lan import SECOND
from meeting import DEADLINE, Meeting, tell


def meet_and_write(context, *arguments, **options):
    """Two in a room, and a third who writes to the first one."""
    meeting = Meeting(context, *arguments, **options).see()
    meeting.write(3, 'carl', 'Carl')
    return meeting


def test_plain_network(context):
    """Nothing is wrong."""
    meet_and_write(context)


def test_multicast_dropped(context):
    """The switch loses multicast."""
    faults.drop_multicast(context.lan)
    meet_and_write(context).open_room(3, 'carl', 'Carl')


def test_broadcast_dropped(context):
    """The switch loses broadcasts."""
    faults.drop_broadcast(context.lan)
    meet_and_write(context).open_room(3, 'carl', 'Carl')


def test_no_default_route(context):
    """A network that leads nowhere."""
    for host in context.lan.hosts:
        host.run('ip', 'route', 'del', 'default')
    meet_and_write(context)


def test_virtual_cards_come_first(context):
    """docker0, virbr0, wg0 and tun0 stand before eth0 in the list, on both."""
    for index in (1, 2):
        faults.add_virtual_cards(context.lan[index])
    meeting = meet_and_write(context)
    for cli, name in ((meeting.anna, 'Ben'), (meeting.ben, 'Anna')):
        for item in cli.all('person', name=name):
            assert all(address.startswith('10.77.0.') for address in item['addresses']), item


def test_two_subnets(context):
    """A host with a card in either of two networks is seen in both."""
    context.lan[3].move('net2')
    context.lan[1].add_card('net2', f'{SECOND}.1')
    meet_and_write(context)


def test_clock_two_hours_off(context):
    """One of them lives two hours from now; timers go as they go."""
    meeting = Meeting(context, environments=(None, faults.clock_off(2))).see()
    meeting.write(3, 'carl', 'Carl', environment=faults.clock_off(-2))
    shown = meeting.anna.find('message', text='Ben says 1')
    assert shown, 'the message'


def test_two_users_on_one_machine(context):
    """Two accounts, each with a program of its own; and somebody on another machine."""
    users = [faults.User(context.lan[1], number) for number in (1501, 1502)]
    os.chmod(context.folder, 0o777)
    clis = []
    begin = time.monotonic()
    for user, name in zip(users, ('Anna', 'Ben')):
        home = user.make_home(f'{context.folder}/home-{name}')
        words = ['host', 'den'] if name == 'Anna' else ['--wait', '60', 'join', 'den']
        clis.append(context.cli_of(user, f'{home}/profile', '--name', name, *words, '--stay'))
    anna, ben = clis
    seen = [anna.wait('person', DEADLINE, name='Ben')['heard'],
            ben.wait('person', DEADLINE, name='Anna')['heard']]
    tell('each sees the other after the start', max(seen) - begin)
    ben.wait('joined', DEADLINE)
    far = context.cli(2, 'far', '--name', 'Far', '--wait', '60', 'join', 'den', '--stay')
    far.wait('joined', DEADLINE)
    for cli in (anna, ben, far):
        cli.say(f'hello from {cli.process.pid}')
    for cli in (anna, ben, far):
        for other in (anna, ben, far):
            cli.wait('message', DEADLINE, text=f'hello from {other.process.pid}')
    for cli, names in ((anna, ('Ben', 'Far')), (ben, ('Anna', 'Far')), (far, ('Anna', 'Ben'))):
        for name in names:
            cli.wait('person', DEADLINE, name=name)
    for name in ('Anna', 'Ben'):
        code, items, errors = context.ask(3, f'writer to {name}', '--name', f'Writer to {name}',
                                          'dm', name, 'hello')
        assert code == 0, (items, errors)


if __name__ == '__main__':
    suite.main(hosts=3)
