#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same with windows: on bad networks two people find each other, and go on talking."""

import time

import faults
import suite
from lan import SECOND
from meeting import DEADLINE, tell
from waiting import until
from windows import open_person


def meet_in_windows(context):
    """Two windows; each shows the other person, and the second one joins the room of the first."""
    mina = context.person(1, 'Mina').start()
    jin = context.person(2, 'Jin').start()
    begin = time.monotonic()
    mina.reader.wait_text('Jin')
    jin.reader.wait_text('Mina')
    tell('each window shows the other person after the start', time.monotonic() - begin)
    mina.create_room('ops')
    jin.join_room('ops')
    jin.say('can you read this')
    mina.reader.wait_text('can you read this')
    return mina, jin


def write_privately(mina, jin, text):
    """Mina writes to Jin alone; it is delivered."""
    open_person(mina, 'Jin')
    begin = time.monotonic()
    mina.say(text)
    until(lambda: mina.reader.shows(f'{text}. Delivered') or mina.reader.shows(f'{text}. Read'),
          DEADLINE, lambda: f'"{text}" to be delivered; {mina.reader.texts()}')
    tell('a private message was delivered', time.monotonic() - begin)
    open_person(jin, 'Mina')
    jin.reader.wait_text(text)


def count_entries(mina, jin):
    """How often each window names the other person as somebody who is there."""
    return [sum(text.startswith(f'{name}, Available') for text in person.reader.texts())
            for person, name in ((mina, 'Jin'), (jin, 'Mina'))]


def test_multicast_dropped(context):
    """The switch loses multicast."""
    faults.drop_multicast(context.lan)
    mina, jin = meet_in_windows(context)
    write_privately(mina, jin, 'and this')


def test_virtual_cards_come_first(context):
    """docker0, virbr0 and tunnels stand before eth0, and no default route leads there."""
    faults.add_virtual_cards(context.lan[1])
    mina, jin = meet_in_windows(context)
    write_privately(mina, jin, 'and this')


def test_private_conversation_over_two_cards(context):
    """Two cards each, of which Mina loses one and then the other: one person, one conversation."""
    for index in (1, 2):
        context.lan[index].add_card('net2', f'{SECOND}.{index}')
    mina, jin = meet_in_windows(context)
    write_privately(mina, jin, 'over both')
    before = count_entries(mina, jin)
    context.lan[1].cut()
    write_privately(mina, jin, 'over the second')
    context.lan[1].heal()
    write_privately(mina, jin, 'over both again')
    context.lan[1].cut('eth1')
    write_privately(mina, jin, 'over the first')
    # Written by the one whose own cards are both well.
    jin.say('from the other side')
    mina.reader.wait_text('from the other side')
    assert count_entries(mina, jin) == before, (mina.reader.texts(), jin.reader.texts())


if __name__ == '__main__':
    suite.main(hosts=2)
