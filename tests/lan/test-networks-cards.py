#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two computers with two ways between them are one conversation, whichever of the two goes."""

import suite
from lan import PREFIX, SECOND
from meeting import DEADLINE, Meeting
from waiting import until


def check_one_entry(meeting, addresses):
    """Each has the other once, with every address."""
    for cli, name in ((meeting.anna, 'Ben'), (meeting.ben, 'Anna')):
        until(lambda: set(cli.all('person', name=name)[-1]['addresses']) == set(addresses[name]),
              DEADLINE, lambda: f'{addresses[name]}; {cli.all("person", name=name)}')
        assert len({item['id'] for item in cli.all('person', name=name)}) == 1
        assert not cli.all('person-gone'), cli.all('person-gone')


def lose_each(meeting, *hosts):
    """The cards of these hosts are cut and healed in turn; what is said arrives all the same."""
    for host in hosts:
        for card in ('', 'eth1'):
            name = f'{card or "eth0"} of host {host.index} was cut'
            meeting.go_on(name, lambda: host.cut(card))
            meeting.go_on('it was healed', lambda: host.heal(card))
            meeting.go_on('some talk', lambda: None)
    for cli in (meeting.anna, meeting.ben):
        assert len(cli.all('joined')) == 1, cli.all('joined')
        assert not cli.all('person-gone'), cli.all('person-gone')


def meet_in_two_subnets(context):
    """Anna and Ben have a card in either of two networks."""
    for index in (1, 2):
        context.lan[index].add_card('net2', f'{SECOND}.{index}')
    meeting = Meeting(context).see()
    check_one_entry(meeting, {'Anna': [f'{PREFIX}.1', f'{SECOND}.1'],
                              'Ben': [f'{PREFIX}.2', f'{SECOND}.2']})
    return meeting


def test_host_of_two_subnets_loses_either(context):
    """The cable of whoever hosts."""
    meeting = meet_in_two_subnets(context)
    lose_each(meeting, context.lan[1])


def test_member_in_two_subnets_loses_either(context):
    """The cable of whoever is a member."""
    meeting = meet_in_two_subnets(context)
    lose_each(meeting, context.lan[2])


def test_card_is_taken_out(context):
    """The first card is deleted altogether and comes back."""
    meeting = meet_in_two_subnets(context)
    meeting.go_on('a card of the member was taken out', context.lan[2].unplug)
    meeting.go_on('it was put in again', context.lan[2].plug_in)
    meeting.go_on('a card of the host was taken out', context.lan[1].unplug)
    meeting.go_on('it was put in again', context.lan[1].plug_in)


def test_two_cards_in_one_subnet(context):
    """A cable and a wireless card in the same network: one entry, and either of them does."""
    context.lan[2].add_card('br0', f'{PREFIX}.102')
    meeting = Meeting(context).see()
    check_one_entry(meeting, {'Anna': [f'{PREFIX}.1'], 'Ben': [f'{PREFIX}.2', f'{PREFIX}.102']})
    lose_each(meeting, context.lan[2])


if __name__ == '__main__':
    suite.main(hosts=2)
