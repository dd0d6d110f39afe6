#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A room that the administrator set up is there before anybody is, and is one room everywhere."""

import suite


def set_up(context):
    """The file of the administrator, as the programs find it."""
    path = f'{context.folder}/hallway.conf'
    with open(path, 'w', encoding='utf-8') as file:
        file.write('[Rooms]\nalways=Lobby;Support\n')
    return {'HALLWAY_SYSTEM_CONFIG': path, 'G_DEBUG': 'fatal-criticals'}


def test_one_room_everywhere(context):
    """Listed while nobody is there; who comes first hosts it, the others join, strangers too."""
    environment = set_up(context)
    reader = context.cli(4, 'reader', '--name', 'Reader', 'rooms', '--wait', '2',
                         environment=environment)
    ident = reader.wait('room', name='Lobby')['id']
    reader.wait('room', name='Support')

    first = context.cli(1, 'first', '--name', 'First', 'join', 'Lobby', '--stay',
                        environment=environment)
    assert first.wait('joined', name='Lobby')['room'] == ident
    second = context.cli(2, 'second', '--name', 'Second', 'join', 'Lobby', '--stay',
                         environment=environment)
    assert second.wait('joined', name='Lobby')['room'] == ident
    # Somebody without the file sees it as any other room.
    guest = context.cli(3, 'guest', '--name', 'Guest', 'join', 'Lobby', '--stay')
    assert guest.wait('joined', name='Lobby')['room'] == ident
    guest.say('Is this the lobby?')
    for cli in (first, second):
        cli.wait('message', text='Is this the lobby?')

    # It outlives whoever opened it.
    first.kill()
    second.say('It still is.')
    guest.wait('message', 30, text='It still is.')


def test_nobody_rules_it(context):
    """Whoever opens it can put nobody out."""
    environment = set_up(context)
    host = context.cli(1, 'host', '--name', 'Host', 'host', 'Lobby', '--stay',
                       environment=environment)
    host.wait('joined', name='Lobby')
    guest = context.cli(2, 'guest', '--name', 'Guest', 'join', 'Lobby', '--stay')
    guest.wait('joined')
    assert host.terminate() == 0
    code, _, errors = context.ask(1, 'host', 'kick', 'Lobby', 'Guest')
    assert code == 1 and errors, (code, errors)
    guest.say('Here I am.')
    again = context.cli(1, 'host', 'join', 'Lobby', '--stay')
    again.wait('joined')
    again.wait('message', text='Here I am.')
    guest.say('And here I stay.')
    again.wait('message', text='And here I stay.')


def test_window_opens_it(context):
    """In a window it is listed from the start, says who set it up, and opens on Join."""
    environment = set_up(context)
    mina = context.person(1, 'Mina Kim', extra_environment=environment).start()
    mina.join_room('Support')
    robot = context.cli(2, 'robot', '--name', 'Robot', 'join', 'Support', '--stay',
                        environment=environment)
    robot.wait('joined')
    robot.say('How can I help?')
    mina.reader.wait_text('How can I help?')
    mina.say('My list is empty.')
    robot.wait('message', text='My list is empty.', name='Mina Kim')
    texts = mina.reader.texts()
    assert not any('created the room' in text for text in texts), texts


if __name__ == '__main__':
    suite.main(hosts=4)
