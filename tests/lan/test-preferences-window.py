#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The preferences before a real window: opened and changed by keyboard, and it holds at once."""

import suite
from windows import focused, is_checked, keep_picture, wait_key

PORT_SENTENCE = 'The UDP port is a number from 1 to 65535.'


def open_page(person, page, first):
    """Opens the preferences by their key and goes to a page of them; first is something on it."""
    person.desktop.key('ctrl+comma')
    person.reader.wait_text('Keep running')
    person.reader.wait_ready()
    if page != 'General':
        wait_key(person, 'shift+Tab', lambda name: name == page)
        person.desktop.key('space')
    person.reader.wait_text(first)


def set_port(person, port):
    """Into the row, everything replaced, Enter. The rows one types in come after the pages' tabs,
    and GTK 4.8 does not tell that one of libadwaita's has the keyboard."""
    wait_key(person, 'shift+Tab', lambda name: name == 'History')
    person.desktop.key('Tab', 'Tab')
    person.desktop.key('ctrl+a')
    person.desktop.type(port)
    person.desktop.key('Return')


def test_port(context):
    """Another port: whoever is at the old one goes at once, and comes back with the old port. What
    is no port is refused in words."""
    context.cli(2, 'host', '--name', 'Jin', 'host', 'workshop', '--stay').wait('joined')
    mina = context.person(1, 'Mina').start()
    mina.reader.wait_text('workshop')
    open_page(mina, 'Network', 'UDP port')
    set_port(mina, '0')
    mina.reader.wait_text(PORT_SENTENCE)
    assert mina.reader.shows('workshop')
    set_port(mina, '23456')
    mina.reader.wait_gone('workshop')
    assert not mina.reader.shows(PORT_SENTENCE)
    keep_picture(mina, 'preferences-port')
    set_port(mina, '12345')
    mina.reader.wait_text('workshop', 30)
    mina.desktop.key('Escape')
    mina.reader.wait_gone('UDP port')


def test_kept(context):
    """What is switched there is so after a restart; starting invisible, one is."""
    mina = context.person(1, 'Mina').start()
    mina.reader.wait_text('You are Mina, Available')
    open_page(mina, 'Privacy', 'Start invisible')
    wait_key(mina, 'Tab', lambda name: name == 'Start invisible')
    mina.desktop.key('space')
    mina.reader.wait_text('Start invisible')
    mina.desktop.key('Escape')
    mina.reader.wait_gone('Start invisible')
    assert mina.reader.shows('You are Mina, Available')
    assert mina.quit() == 0
    mina.start()
    mina.reader.wait_text('You are Mina, Invisible')
    open_page(mina, 'Privacy', 'Start invisible')
    assert is_checked(mina.reader, 'Start invisible'), focused(mina)


if __name__ == '__main__':
    suite.main(hosts=2)
