#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check the Network before a real window: from being alone to seeing somebody, by keyboard only."""

import suite
from windows import focused, keep_picture, wait_key

CHECK = 'Check the Network'
ALONE = 'Nobody else is here yet'


def open_check(person):
    """From the empty window to the page, by Tab and Enter."""
    person.reader.wait_text(ALONE)
    wait_key(person, 'Tab', lambda name: name == CHECK)
    person.desktop.key('Return')
    person.reader.wait_focus('Check Again')


def test_alone_then_not(context):
    """Alone, the window leads to the page, which says how it is, and turns when somebody comes."""
    mina = context.person(1, 'Mina').start()
    open_check(mina)
    mina.reader.wait_text('Network Interfaces')
    mina.reader.wait_text('in the last minute')
    mina.reader.wait_text('nobody else is here', 30)
    mina.reader.wait_text('Needs attention')
    keep_picture(mina, 'network-alone')
    host = context.cli(2, 'host', '--name', 'Jin', 'host', 'den', '--stay')
    host.wait('joined')
    mina.reader.wait_text('Everything works. 1 other person is here.', 30)
    mina.reader.wait_text('Good')
    assert not mina.reader.shows('nobody else is here')
    mina.reader.wait_focus('Check Again')
    keep_picture(mina, 'network-found')
    # Enter asks again; Esc leads back to the window, which isn't empty any more.
    mina.desktop.key('Return', 'Escape')
    mina.reader.wait_gone('Network Interfaces')
    mina.reader.wait_text('Pick a room, or create one')
    assert not mina.reader.shows(ALONE)


def test_narrow(context):
    """In a narrow window the sidebar says the same; what is no address is refused in words."""
    mina = context.person(1, 'Mina').start()
    mina.reader.wait_text(ALONE)
    mina.desktop.place('Hallway', 360, 640)
    # It comes back as it was; so nothing of a wide window is told to whoever reads it.
    assert mina.quit() == 0
    mina.start()
    open_check(mina)
    assert not mina.reader.shows('No rooms yet')
    wait_key(mina, 'Tab', lambda name: name == 'Name or address')
    mina.desktop.type('not an address')
    mina.desktop.key('Return')
    mina.reader.wait_text('This is not an address')
    keep_picture(mina, 'network-narrow')
    mina.desktop.key('ctrl+a')
    mina.desktop.type('10.77.3.4')
    mina.desktop.key('Return')
    mina.reader.wait_text('Remove 10.77.3.4')
    wait_key(mina, 'shift+Tab', lambda name: name == 'Remove 10.77.3.4')
    mina.desktop.key('space')
    mina.reader.wait_gone('Remove 10.77.3.4')
    assert any('Name or address' in name for name in focused(mina)), focused(mina)


if __name__ == '__main__':
    suite.main(hosts=2)
