#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rooms: announced, joined, talked in, left by force, found again after a restart."""

import suite
from programs import ask_cli
from waiting import until


def texts(items):
    """The texts of message objects, in their order."""
    return [item['text'] for item in items if item.get('event') == 'message' and item.get('text')]


def test_windows_host_join_and_talk(context):
    """One window hosts, another joins with the keyboard; each reads what was typed in the other."""
    mina = context.person(1, 'Mina Kim').start()
    jin = context.person(2, 'Jin Park').start()
    mina.create_room('design review', 'Fridays at ten')
    jin.join_room('design review')
    jin.say('Is the build green again?')
    mina.reader.wait_text('Is the build green again?')
    mina.say('It is. I will tag it.')
    jin.reader.wait_text('It is. I will tag it.')

    robot = context.cli(3, 'robot', '--name', 'Robot', 'join', 'design review', '--stay')
    robot.wait('joined', name='design review')
    robot.wait('message', text='It is. I will tag it.', name='Mina Kim')
    robot.say('beep')
    for person in (mina, jin):
        person.reader.wait_text('beep')

    # The windows close and open again: room and messages are there before anything is heard.
    assert jin.quit() == 0 and mina.quit() == 0
    jin.start()
    jin.open_room('design review')
    for text in ('Is the build green again?', 'It is. I will tag it.', 'beep'):
        jin.reader.wait_text(text)


def test_three_members_send_at_once(context):
    """3 × 200 messages sent at once arrive once, and in the same order everywhere."""
    host = context.cli(1, 'host', '--name', 'Host', 'host', 'ops', '--stay')
    room = host.wait('joined')['room']
    watcher = context.person(5, 'Watcher').start()
    watcher.join_room('ops')
    members = [context.cli(i, f'member{i}', '--name', f'Member {i}', 'join',
                           'ops', '--stay') for i in (2, 3, 4)]
    for member in members:
        member.wait('joined')
    said = {f'{i}-{n}' for i in (2, 3, 4) for n in range(200)}
    for index, member in zip((2, 3, 4), members):
        member.say(*[f'{index}-{n}' for n in range(200)])
    for cli in [host, *members]:
        until(lambda: said <= set(texts(cli.all('message'))), 60,
              lambda: f'600 messages; {len(set(texts(cli.all("message"))) & said)} came; '
                      f'{cli.said()}')
    for member in members:
        until(lambda: len({s['id'] for s in member.all('state', state='sent')}) >= 200, 30,
              'every own message to be sent')
    histories = []
    watcher.reader.wait_text('-199')
    assert watcher.quit() == 0
    for index, cli in [(1, host), *zip((2, 3, 4), members)]:
        profile = 'host' if index == 1 else f'member{index}'
        code, history, errors = context.ask(index, profile, 'history', room, '--limit', '2000')
        assert code == 0, errors
        histories.append([(item['id'], item['text']) for item in history if item['text'] in said])
    code, history, errors = ask_cli(context.lan[5], watcher.profile, 'history', room, '--limit',
                                    '2000')
    assert code == 0, errors
    histories.append([(item['id'], item['text']) for item in history if item['text'] in said])
    assert len(histories[0]) == 600 and {text for _, text in histories[0]} == said
    for history in histories[1:]:
        assert history == histories[0]
    for index in (2, 3, 4):
        own = [text for _, text in histories[0] if text.startswith(f'{index}-')]
        assert own == [f'{index}-{n}' for n in range(200)], own


def test_killed_member_and_killed_host(context):
    """A member is killed: nobody else notices. The host is killed: a window goes on hosting."""
    host = context.cli(1, 'host', '--name', 'Host', 'host', 'lunch', '--stay')
    room = host.wait('joined')['room']
    mina = context.person(2, 'Mina Kim').start()
    mina.join_room('lunch')
    one = context.cli(3, 'one', '--name', 'One', 'join', 'lunch', '--stay')
    two = context.cli(4, 'two', '--name', 'Two', 'join', 'lunch', '--stay')
    one.wait('joined')
    two.wait('joined')
    ident = one.wait('member', name='Two')['id']
    two.kill()
    one.wait('member-gone', id=ident)
    host.wait('member-gone', id=ident)
    mina.say('still here')
    one.wait('message', text='still here')

    host.kill()
    one.wait('host', 20, name='Mina Kim')
    mina.say('going on')
    one.wait('message', text='going on')
    one.say('so do I')
    mina.reader.wait_text('so do I')
    assert mina.process.poll() is None and one.process.poll() is None

    # The one who hosted comes back with its profile, to its own room, and has it all.
    again = context.cli(1, 'host', 'host', 'lunch', '--stay')
    assert again.wait('joined', 40)['room'] == room
    assert again.wait('host')['name'] == 'Mina Kim'
    for text in ('going on', 'so do I'):
        again.wait('message', 40, text=text)
        assert len(one.all('message', text=text)) == 1
    code, history, errors = context.ask(1, 'host', 'history', room)
    assert code == 0, errors
    assert texts(history) == ['still here', 'going on', 'so do I'], history


def test_equal_names_and_announcements_that_end(context):
    """Two rooms of one name are told apart by their creators; a room goes when its host goes."""
    one = context.cli(1, 'one', '--name', 'Anna', 'host', 'lunch', '--stay')
    one.wait('joined')
    two = context.cli(2, 'two', '--name', 'Ben', 'host', 'lunch', '--stay')
    two.wait('error')
    assert two.process.wait(10) == 1, 'a stranger\'s live room of that name must be an error'
    three = context.cli(3, 'three', '--name', 'Ben', 'host', 'dinner',
                        '--topic', 'at seven', '--stay')
    three.wait('joined')
    mina = context.person(4, 'Mina Kim').start()
    mina.reader.wait_text('dinner')
    mina.create_room('lunch')
    mina.reader.wait_text('by Anna')
    assert three.terminate() == 0
    mina.reader.wait_gone('dinner', 5)


def test_windows_and_command_line_see_each_other(context):
    """Two windows and three command lines on five machines: everybody sees everybody."""
    mina = context.person(1, 'Mina Kim').start()
    jin = context.person(2, 'Jin Park').start()
    clis = [context.cli(i, f'cli{i}', '--name', f'Robot {i}', 'host',
                        f'den {i}', '--stay') for i in (3, 4, 5)]
    everybody = {'Mina Kim', 'Jin Park', 'Robot 3', 'Robot 4', 'Robot 5'}
    for person in (mina, jin):
        for name in everybody - {person.name}:
            person.reader.wait_text(name)
    for index, cli in zip((3, 4, 5), clis):
        for name in everybody - {f'Robot {index}'}:
            cli.wait('person', name=name)

    # A window that is closed says goodbye: gone at once, long before the ttl of 18 s.
    assert jin.quit() == 0
    mina.reader.wait_gone('Jin Park', 5)
    ident = clis[0].find('person', name='Jin Park')['id']
    clis[0].wait('person-gone', 5, id=ident)
    for cli in clis:
        assert cli.terminate() == 0
    mina.reader.wait_gone('Robot 3', 5)


if __name__ == '__main__':
    suite.main(hosts=5)
