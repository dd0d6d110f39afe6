#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""People find each other, on every interface there is, and they go when they go."""

import suite
from waiting import until


def test_killed_person_goes_within_ttl(context):
    """Nobody says goodbye for a program that was killed; its ttl does."""
    one = context.cli(1, 'one', '--name', 'One', 'host', 'a', '--stay')
    two = context.cli(2, 'two', '--name', 'Two', 'host', 'b', '--stay')
    ident = one.wait('person', name='Two')['id']
    two.kill()
    one.wait('person-gone', 25, id=ident)


def test_two_profiles_on_one_machine(context):
    """Two people share a machine: both hear everything, each other too."""
    one = context.cli(1, 'one', '--name', 'One', 'host', 'a', '--stay')
    two = context.cli(1, 'two', '--name', 'Two', 'host', 'b', '--stay')
    far = context.cli(2, 'far', '--name', 'Far', 'host', 'c', '--stay')
    for cli, others in ((one, ('Two', 'Far')), (two, ('One', 'Far')), (far, ('One', 'Two'))):
        for name in others:
            cli.wait('person', name=name)
    for cli, rooms in ((one, ('b', 'c')), (two, ('a', 'c')), (far, ('a', 'b'))):
        for name in rooms:
            cli.wait('room', name=name)


def test_interface_changes_are_followed(context):
    """Without a default route, with a new address, with an interface that went and came back."""
    one, two = context.lan[1], context.lan[2]
    one.run('ip', 'route', 'del', 'default')
    first = context.cli(1, 'one', '--name', 'One', 'host', 'a', '--stay')
    second = context.cli(2, 'two', '--name', 'Two', 'host', 'b', '--stay')
    first.wait('person', name='Two')
    second.wait('person', name='One')

    two.unplug()
    two.plug_in()
    third = context.cli(3, 'three', '--name', 'Three', 'host', 'c', '--stay')
    second.wait('person', 20, name='Three')
    third.wait('person', 20, name='Two')

    one.set_address('10.77.0.101')
    until(lambda: any('10.77.0.101' in item['addresses']
                      for item in third.all('person', name='One')),
          20, lambda: f'the new address: {third.all("person", name="One")}')


def test_rooms_without_a_broadcast_address(context):
    """An interface that has no broadcast address: rooms are announced to 255.255.255.255."""
    context.lan[1].set_address(context.lan[1].address, broadcast='0.0.0.0')
    assert 'brd' not in context.lan[1].run('ip', '-4', '-o', 'address', 'show', 'dev', 'eth0')
    listener = context.cli(2, 'listener', '--name', 'Listener', 'host', 'other', '--stay')
    listener.wait('joined')
    host = context.cli(1, 'host', '--name', 'Host', 'host', 'bare', '--stay')
    host.wait('joined')
    listener.wait('room', name='bare')
    host.wait('room', name='other')


def test_listeners_beside_a_running_instance(context):
    """people and rooms work beside the instance that holds the profile; join does not."""
    other = context.cli(2, 'two', '--name', 'Two', 'host', 'here', '--stay')
    running = context.cli(1, 'one', '--name', 'One', 'host', 'mine', '--stay')
    running.wait('person', name='Two')
    code, people, _ = context.ask(1, 'one', 'people', '--wait', '8')
    assert code == 0 and 'Two' in [item.get('name') for item in people], people
    code, rooms, _ = context.ask(1, 'one', 'rooms', '--wait', '8')
    assert code == 0 and 'here' in [item.get('name') for item in rooms], rooms
    code, _, errors = context.ask(1, 'one', 'join', 'here')
    assert code == 1, code
    assert str(running.process.pid) in errors and 'hallway-cli' in errors, errors
    assert other.terminate() == 0 and running.terminate() == 0


if __name__ == '__main__':
    suite.main(hosts=5)
