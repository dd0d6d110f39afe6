#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding one's way before windows: search, the switcher, what is unread, folded lines, export."""

import os

import suite
from waiting import until
from windows import (choose_file, choose_in_menu, keep_picture, wait_in_view, wait_key,
                     wait_out_of_view)


def host_room(context, index, name, lines, *arguments):
    """Somebody at that machine has made a room and said all that."""
    host = context.cli(index, name, '--name', f'Host{index}', 'host', name, '--stay', *arguments)
    host.wait('joined')
    host.say(*lines)
    host.wait('message', text=lines[-1])
    return host


def test_search_and_switcher(context):
    """A word is found among 300 messages, syllables in all rooms; a room by its initials."""
    lines = [f'n{number}' for number in range(300)]
    lines[40] = 'the needle, early'
    lines[260] = 'the needle, late'
    host_room(context, 2, 'ops', lines)
    host_room(context, 3, '한글', ['오늘 점심은 김치찌개입니다', 'nothing else'])
    mina = context.person(1, 'Mina').start()
    mina.join_room('ops')
    mina.reader.wait_text(': n299')
    mina.join_room('한글')
    mina.reader.wait_text('김치찌개')
    mina.open_room('ops')
    mina.reader.wait_focus('Message ops')
    mina.desktop.key('ctrl+f')
    mina.reader.wait_focus('Search in this conversation')
    mina.desktop.type('eedl')
    mina.reader.wait_text('1 of 2')
    wait_in_view(mina, 'the needle, late')
    keep_picture(mina, 'search')
    mina.desktop.key('Return')
    mina.reader.wait_text('2 of 2')
    wait_in_view(mina, 'the needle, early')
    wait_out_of_view(mina, 'the needle, late')
    mina.desktop.key('shift+Return')
    mina.reader.wait_text('1 of 2')
    wait_in_view(mina, 'the needle, late')
    mina.desktop.key('Escape')
    mina.reader.wait_focus('Message ops')
    mina.desktop.key('ctrl+shift+f')
    mina.reader.wait_focus('Search all messages')
    mina.desktop.type('찌개')
    mina.reader.wait_text('in 한글')
    keep_picture(mina, 'search-everywhere')
    mina.desktop.key('Return')
    mina.reader.wait_text('한글 — Hallway')
    wait_in_view(mina, '오늘 점심은 김치찌개입니다')
    mina.open_room('ops')
    mina.reader.wait_text('ops — Hallway')
    mina.open_room('ㅎㄱ')
    mina.reader.wait_text('한글 — Hallway')


def test_unread(context):
    """Opened at what is new; the way down says how much that is; marked unread, it stays so."""
    host = host_room(context, 2, 'ops', ['old'])
    mina = context.person(1, 'Mina').start()
    mina.join_room('ops')
    mina.reader.wait_text(': old')
    mina.create_room('den')
    host.say(*[f'n{number}' for number in range(60)])
    mina.reader.wait_text('ops, 2 members, 60 unread')
    mina.open_room('ops')
    mina.reader.wait_text('New')
    mina.reader.wait_text('Latest (60)')
    wait_in_view(mina, 'n0')
    wait_out_of_view(mina, 'n59')
    keep_picture(mina, 'new')
    mina.reader.press('Latest (60)')
    wait_in_view(mina, 'n59')
    mina.reader.wait_gone('60 unread')
    choose_in_menu(mina, 'n57', 'Mark as Unread')
    mina.reader.wait_text('3 unread')
    mina.open_room('den')
    mina.reader.wait_focus('Message den')
    assert mina.reader.shows('ops, 2 members, 3 unread')
    mina.open_room('ops')
    wait_in_view(mina, 'n57')
    mina.reader.wait_text('New')
    mina.reader.wait_gone('3 unread')


def test_export(context):
    """A conversation becomes a file that has all of it."""
    mina = context.person(1, 'Mina').start()
    mina.create_room('ops')
    for number in range(3):
        guest = context.cli(2, f'guest{number}', '--name', f'Guest{number}', 'join', 'ops',
                            '--stay')
        guest.wait('joined')
        guest.say(f'guest {number} was here')
        guest.wait('message', text=f'guest {number} was here')
        assert guest.terminate() == 0
    mina.say('the *minutes*')
    mina.reader.wait_text(': the minutes')
    press_in_room_menu(mina, 'Export…')
    path = f'{context.folder}/ops.txt'
    choose_file(mina, path)
    said = [line.split(' ', 1)[1] for line in read_lines(mina, path) if ': ' in line]
    assert said == [f'Guest{number}: guest {number} was here' for number in range(3)] + [
        'Mina: the *minutes*'], said


def press_in_room_menu(person, name):
    """Chooses something in the menu of the open room."""
    person.reader.press('Room Menu')
    person.reader.wait_text(name)
    person.reader.press(name)


def read_lines(person, path):
    """The lines of a file, once it is there."""
    until(lambda: os.path.exists(path), 15, lambda: f'{path}; {person.reader.texts()}')
    with open(path, encoding='utf-8') as file:
        return file.read().splitlines()


def test_folded_lines(context):
    """Many that came are one line, which tells who by a press of Enter, and is folded again."""
    mina = context.person(1, 'Mina').start()
    mina.create_room('ops')
    for number in range(3):
        guest = context.cli(2, f'guest{number}', '--name', f'Guest{number}', 'join', 'ops',
                            '--stay')
        guest.wait('joined')
    mina.reader.wait_text('4 people joined')
    assert not mina.reader.shows('Guest1 joined')
    mina.desktop.key('shift+Tab')
    wait_key(mina, 'Down', lambda name: '4 people joined' in name)
    mina.desktop.key('Return')
    mina.reader.wait_text('Guest1 joined')
    keep_picture(mina, 'unfolded')
    mina.desktop.key('Return')
    mina.reader.wait_gone('Guest1 joined')


if __name__ == '__main__':
    suite.main(hosts=3)
