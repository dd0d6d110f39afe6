#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The preferences before a real window: opened and changed by keyboard, and it holds at once."""

import suite
from waiting import TookTooLong, until
from windows import is_checked, keep_picture

PAGES = ['General', 'Privacy', 'Network', 'History']  # as their tabs stand
PORT_SENTENCE = 'The UDP port is a number from 1 to 65535.'


def keyboard(person):
    """What has the keyboard: a row and the switch in it bear the same name."""
    return [(node['role'], node['name']) for node in person.reader.tree()
            if 'focused' in node['states']]


def step_to(person, key, *names):
    """Presses a key, each time only after the one before has done something, until one of these has
    the keyboard; says which. The rows one types in have no name then: GTK 4.8 does not tell of
    libadwaita's."""
    for _ in range(40):
        before = keyboard(person)
        for _, found in before:
            if found in names:
                return found
        person.desktop.key(key)
        try:
            until(lambda: keyboard(person) != before, 2, 'the keyboard to go on')
        except TookTooLong:
            pass  # from one row without a name to the next one
    raise AssertionError(f'{key} does not lead to {names}')


def open_page(person, page, first):
    """Opens the preferences by their key and goes to a page of them; first is something on it."""
    person.desktop.key('ctrl+comma')
    person.reader.wait_text('Keep running')
    person.reader.wait_ready()
    if page != 'General':
        # To the last tab, or the one whose page is shown; the arrows lead to the others.
        tab = step_to(person, 'shift+Tab', *PAGES)
        step_to(person, 'Right' if PAGES.index(tab) < PAGES.index(page) else 'Left', page)
        person.desktop.key('space')
    person.reader.wait_text(first)


def set_port(person, port, by_button=False):
    """Into the row, which is the second after the pages' tabs: everything replaced, Enter."""
    step_to(person, 'shift+Tab', *PAGES)
    step_to(person, 'Right', 'History')
    person.desktop.key('Tab', 'Tab')
    person.desktop.key('ctrl+a')
    person.desktop.type(port)
    if by_button:
        person.desktop.key('Tab')
        until(lambda: ('push button', 'Apply') in keyboard(person), 15,
              lambda: f'the button beside it; {keyboard(person)}')
    person.desktop.key('space' if by_button else 'Return')


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
    set_port(mina, '12345', by_button=True)
    mina.reader.wait_text('workshop', 30)
    mina.desktop.key('Escape')
    mina.reader.wait_gone('UDP port')


def test_kept(context):
    """What is switched there is so after a restart; starting invisible, one is."""
    mina = context.person(1, 'Mina').start()
    mina.reader.wait_text('You are Mina, Available')
    open_page(mina, 'Privacy', 'Start invisible')
    step_to(mina, 'Tab', 'Start invisible')
    mina.desktop.key('space')
    until(lambda: is_checked(mina.reader, 'Start invisible'), 15, 'the switch to be on')
    mina.desktop.key('Escape')
    mina.reader.wait_gone('Start invisible')
    assert mina.reader.shows('You are Mina, Available')
    assert mina.quit() == 0
    mina.start()
    mina.reader.wait_text('You are Mina, Invisible')
    open_page(mina, 'Privacy', 'Start invisible')
    until(lambda: is_checked(mina.reader, 'Start invisible'), 15, 'the switch to be on')


if __name__ == '__main__':
    suite.main(hosts=2)
