#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A network where nobody has an IPv4 address: people meet by link-local IPv6."""

import suite
from waiting import until


def lose_ipv4(context, *indices):
    """Nobody of these has an IPv4 address any more; each has a link-local one of IPv6."""
    for index in indices:
        host = context.lan[index]
        host.run('ip', '-4', 'address', 'flush', 'dev', 'eth0')
        until(lambda: is_link_local(host), 10, f'host {index} to have a link-local address')


def is_link_local(host):
    """Whether eth0 has one that is found to be its own."""
    shown = host.run('ip', '-6', 'address', 'show', 'dev', 'eth0', 'scope', 'link')
    return 'fe80' in shown and 'tentative' not in shown


def test_people_meet_and_chat(context):
    """Two hosts without IPv4 see each other and talk in a room."""
    lose_ipv4(context, 1, 2)
    host = context.cli(1, 'host', '--name', 'Host', 'host', 'lunch', '--stay')
    host.wait('joined', name='lunch')
    guest = context.cli(2, 'guest', '--name', 'Guest', 'join', 'lunch', '--stay')
    guest.wait('joined', name='lunch')
    guest.say('Is anybody here?')
    host.wait('message', text='Is anybody here?', name='Guest')
    host.say('Yes, without any address.')
    guest.wait('message', text='Yes, without any address.', name='Host')

    # The address goes where it means nothing else: each sees the other by its own interface.
    code, people, errors = context.ask(2, 'guest', 'people', '--wait', '4')
    assert code == 0, errors
    assert {'Host'} <= {person['name'] for person in people if 'name' in person}, people


def test_address_comes_back(context):
    """Who had to do with IPv6 is found by IPv4 as soon as there is an address, and chats on."""
    lose_ipv4(context, 1, 2)
    host = context.cli(1, 'host', '--name', 'Host', 'host', 'lunch', '--stay')
    host.wait('joined', name='lunch')
    guest = context.cli(2, 'guest', '--name', 'Guest', 'join', 'lunch', '--stay')
    guest.wait('joined', name='lunch')
    for index in (1, 2):
        context.lan[index].run('ip', 'address', 'add', f'10.77.0.{index}/24', 'broadcast', '+',
                               'dev', 'eth0')
    late = context.cli(3, 'late', '--name', 'Late', 'join', 'lunch', '--stay')
    late.wait('joined', name='lunch')
    late.say('I have always had one.')
    for other in (host, guest):
        other.wait('message', text='I have always had one.', name='Late')


if __name__ == '__main__':
    suite.main(hosts=3)
