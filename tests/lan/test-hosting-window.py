#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rooms that outlive their host, as three people before three windows see it."""

import suite
from waiting import until
from windows import meet

CONTROLS = {'push button', 'toggle button', 'check box', 'text', 'entry', 'menu button',
            'list item', 'menu item', 'combo box', 'switch'}


def unnamed_controls(reader):
    """Controls that a screen reader would call by the name of their class, or not at all."""
    return [node for node in reader.tree()
            if node['role'] in CONTROLS and 'focusable' in node['states']
            and (not node['name'] or node['name'].startswith(('Gtk', 'Adw', 'Hall')))]


def test_host_closes_the_window(context):
    """The host's window is closed: the others go on, told in one line who hosts now."""
    mina, jin, sora = meet(context, 'Mina', 'Jin', 'Sora')
    mina.say('before')
    for person in (jin, sora):
        person.reader.wait_text('before')
    mina.desktop.key('ctrl+w')
    mina.reader.press('_Quit Quit')
    until(lambda: mina.process.poll() == 0, 10, 'the end of the first window')

    people = {'Jin': jin, 'Sora': sora}

    def find_host():
        return [name for name, person in people.items()
                if person.reader.shows('You host the room now')]

    until(find_host, 20, lambda: f'a new host; on the screens: {jin.reader.texts()}')
    [host] = find_host()
    other = people['Sora' if host == 'Jin' else 'Jin']
    other.reader.wait_text(f'{host} hosts the room now')
    other.reader.wait_text(f'hosted by {host}')
    for name, person in people.items():
        lines = [text for text in person.reader.texts() if text.endswith('the room now')]
        assert len(set(lines)) == 1, f'{name} is told more than who hosts now: {lines}'
    jin.say('from jin')
    sora.reader.wait_text('from jin')
    sora.say('from sora')
    jin.reader.wait_text('from sora')

    # Who comes back is a guest in the room that she made.
    mina.start()
    mina.reader.wait_text('ops')
    mina.desktop.key('alt+Down')
    mina.reader.wait_text(f'hosted by {host}')
    mina.reader.wait_text('from sora')
    mina.say('back again')
    for person in people.values():
        person.reader.wait_text('back again')


def test_host_is_killed(context):
    """kill -9 of the host: what one writes meanwhile arrives, once."""
    mina, jin, sora = meet(context, 'Mina', 'Jin', 'Sora')
    mina.process.kill()
    mina.process.wait()
    jin.say('nobody heard this yet')
    sora.reader.wait_text('nobody heard this yet', 30)
    jin.reader.wait_gone('Waiting to be sent')
    for person in (jin, sora):
        rows = [text for text in person.reader.texts()
                if text.startswith('Jin, ') and 'nobody heard this yet' in text]
        assert len(rows) == 1, rows


def test_leave_and_undo(context):
    """Out of a room with a key press, and back with another; then for good."""
    mina, jin = meet(context, 'Mina', 'Jin')
    jin.reader.press('Room Menu')
    jin.reader.wait_text('Leave Room')
    assert not unnamed_controls(jin.reader), unnamed_controls(jin.reader)
    jin.reader.press('Leave Room')
    jin.reader.wait_text('You left “ops”')
    jin.reader.wait_text('Undo')
    jin.reader.wait_gone('ops — Hallway')
    assert not unnamed_controls(jin.reader), unnamed_controls(jin.reader)
    jin.desktop.key('ctrl+z')
    jin.reader.wait_text('ops — Hallway')
    jin.say('still here')
    mina.reader.wait_text('still here')

    jin.reader.press('Room Menu')
    jin.reader.press('Leave Room')
    jin.reader.wait_text('You left “ops”')
    mina.reader.wait_text('Jin left', 20)
    mina.reader.wait_text('Nobody else is here')


def test_details_of_a_message(context):
    """By keyboard: who has a message, or has read it by now."""
    mina, jin = meet(context, 'Mina', 'Jin')
    mina.say('who has this')
    jin.reader.wait_text('who has this')
    mina.reader.wait_text('Sent: on two computers')
    mina.desktop.key('shift+Tab', 'End', 'Menu')
    mina.reader.wait_text('Details')
    mina.desktop.key('d')
    mina.reader.wait_text('Message Details')
    mina.reader.wait_text('by 1 person')
    assert not unnamed_controls(mina.reader), unnamed_controls(mina.reader)
    mina.desktop.key('Escape')
    mina.reader.wait_gone('by 1 person')
    mina.reader.press('Room Menu')
    mina.reader.press('Room Settings')
    mina.reader.wait_text('Bring this room back by itself')
    assert not unnamed_controls(mina.reader), unnamed_controls(mina.reader)


if __name__ == '__main__':
    suite.main(hosts=3)
