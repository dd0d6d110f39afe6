#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole visit by keyboard alone, from first start to the end: the pointer rests in a corner."""

import suite
from windows import choose_in_menu, go_to_composer, wait_in_view, wait_key

NEEDLE = 'the needle is here'


def open_menu(person, key, name, item):
    """Goes to a menu button, opens it and chooses."""
    wait_key(person, key, lambda focus: focus == name)
    person.desktop.key('Return')
    wait_key(person, 'Down', lambda focus: focus == item)
    person.desktop.key('Return')


def test_whole_visit(context):
    """Name, join, read, answer, react, search, switch, preferences, network, leave, quit."""
    rooms = {name: context.cli(index, name, '--name', f'Host{index}', 'host', name, '--stay')
             for index, name in enumerate(('ops', 'lab'), 2)}
    for host in rooms.values():
        host.wait('joined')
    mina = context.person(1, 'Mina')
    mina.start()

    mina.join_room('ops')
    rooms['ops'].wait('member', 15, name='Mina')
    rooms['ops'].say(NEEDLE)
    mina.reader.wait_text(f': {NEEDLE}')
    choose_in_menu(mina, NEEDLE, 'Reply')
    mina.reader.wait_text('Reply to Host2')
    mina.say('I see it')
    rooms['ops'].wait('message', text='I see it', name='Mina')
    choose_in_menu(mina, NEEDLE, 'Thumbs up')
    mina.reader.wait_text('👍 by 1 person')

    go_to_composer(mina)
    mina.join_room('lab')
    mina.desktop.key('ctrl+shift+f')
    mina.reader.wait_focus('Search all messages')
    mina.desktop.type('needle')
    mina.reader.wait_text('in ops')
    mina.desktop.key('Return')
    mina.reader.wait_text('ops — Hallway')
    wait_in_view(mina, NEEDLE)
    mina.open_room('lab')
    mina.reader.wait_text('lab — Hallway')

    mina.reader.wait_focus('Message lab')
    mina.desktop.key('ctrl+comma')
    mina.reader.wait_text('Preferences')
    mina.desktop.key('Escape')
    mina.reader.wait_focus('Message lab')
    mina.desktop.key('F10')
    wait_key(mina, 'Down', lambda focus: focus == 'Check the Network')
    mina.desktop.key('Return')
    mina.reader.wait_focus('Check Again')
    mina.reader.wait_text('in the last minute')
    mina.desktop.key('Escape')
    mina.reader.wait_gone('Network Interfaces')

    open_menu(mina, 'Tab', 'Room Menu', 'Leave Room')
    mina.reader.wait_text('You left “lab”')
    rooms['lab'].wait('member-gone', 15, name='Mina')
    assert mina.quit() == 0


suite.main(hosts=3)
