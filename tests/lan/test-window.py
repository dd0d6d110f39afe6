#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window as a person meets it: with a screen reader, narrow, in Korean, and in trouble."""

import os
import subprocess
import sys

sys.path[1:1] = [os.path.join(os.path.dirname(os.path.abspath(__file__)), '../tools')]

import language  # noqa: E402
import suite  # noqa: E402
from desktop import SYSTEM_PYTHON  # noqa: E402
from lan import run  # noqa: E402
from programs import BUILD, Cli, WINDOW, ask_cli  # noqa: E402
from waiting import until  # noqa: E402

CONTROLS = {'push button', 'toggle button', 'check box', 'text', 'entry', 'menu button',
            'list item'}


def unnamed_controls(reader):
    """Controls that a screen reader would call by the name of their class, or not at all."""
    nodes = reader.tree()
    return [node for node in nodes if node['role'] in CONTROLS and 'focusable' in node['states']
            and (not node['name'] or node['name'].startswith(('Gtk', 'Adw', 'Hall')))]


def test_every_control_has_a_name(context):
    """Welcome page, main window, dialogs, a conversation: no control without a name."""
    host = context.cli(2, 'host', '--name', 'Host', 'host', 'ops', '--stay')
    host.wait('joined')
    mina = context.person(1, 'Mina Kim')
    mina.process = mina.desktop.start('hallway', [WINDOW, '--profile', mina.profile])
    mina.desktop.focus('Hallway')
    mina.reader.wait_text('Start')
    assert not unnamed_controls(mina.reader), unnamed_controls(mina.reader)
    mina.desktop.key('ctrl+a')
    mina.desktop.type('Mina Kim')
    mina.desktop.key('Return')
    mina.join_room('ops')
    mina.say('hello')
    host.wait('message', text='hello')
    mina.desktop.key('ctrl+n')
    mina.reader.wait_text('Anyone on this network can see this room')
    assert not unnamed_controls(mina.reader), unnamed_controls(mina.reader)


def test_narrow_window_is_used_by_keyboard(context):
    """360 pixels wide, one side at a time: the whole way from the welcome page to an answer."""
    host = context.cli(2, 'host', '--name', 'Host', 'host', 'ops', '--stay')
    host.wait('joined')
    mina = context.person(1, 'Mina Kim', size='360x640').start()
    mina.desktop.place('Hallway', 360, 640)
    width = mina.desktop.run('xdotool', 'search', '--onlyvisible', '--name', 'Hallway',
                             'getwindowgeometry', '--shell')
    assert 'WIDTH=360' in width, width
    host.say('said before she came')
    host.wait('message', text='said before she came')
    mina.join_room('ops')
    mina.reader.wait_text('said before she came')
    mina.reader.wait_text('You joined')
    assert 'New' not in mina.reader.texts(), 'what was said before one joined is not new'
    mina.say('from a narrow window')
    host.wait('message', text='from a narrow window', name='Mina Kim')


def test_window_speaks_korean(context):
    """Under a Korean locale the window is Korean, and what is written comes through unharmed."""
    host = context.cli(2, 'host', '--name', '김민아', 'host', '점심', '--topic', '열두 시', '--stay')
    host.wait('joined')
    sora = context.person(1, 'Sora', extra_environment={
        **language.hear(context.folder), 'LANGUAGE': 'ko', 'HALLWAY_LOCALE_DIR': f'{BUILD}/po'})
    sora.process = sora.desktop.start('hallway', [WINDOW, '--profile', sora.profile, '--name',
                                                  '이소라'])
    sora.desktop.focus('Hallway')
    for text in ('대화방', '사람', '점심', '김민아'):
        sora.reader.wait_text(text)
    host.say('밥 먹으러 갑시다')
    sora.desktop.key('alt+Down')
    sora.reader.wait_focus('참여')
    sora.desktop.key('Return')
    sora.reader.wait_text('밥 먹으러 갑시다')
    english = {'Rooms', 'People', 'Join', 'Create a Room', 'Available', 'Today'}
    seen = english & set(sora.reader.texts())
    assert not seen, f'not translated: {seen}'


def test_second_start_raises_the_first_window(context):
    """A second start of the same profile ends at once with 0; another program is named."""
    mina = context.person(1, 'Mina Kim').start()
    mina.reader.wait_text('Nobody else is here yet')
    again = mina.desktop.start('again', [WINDOW, '--profile', mina.profile])
    assert again.wait(10) == 0
    assert mina.process.poll() is None
    cli = Cli(context.lan[1], mina.profile, 'host', 'x')
    assert cli.process.wait(10) == 1
    assert str(mina.process.pid) in cli.said(), cli.said()
    assert mina.quit() == 0

    cli = Cli(context.lan[1], mina.profile, 'host', 'x', '--stay')
    cli.wait('joined')
    held = mina.desktop.start('held', [WINDOW, '--profile', mina.profile])
    assert held.wait(10) == 1
    with open(f'{mina.desktop.folder}/held.log', encoding='utf-8') as log:
        said = log.read()
    assert str(cli.process.pid) in said and 'hallway-cli' in said, said


def test_taken_port_is_said_in_the_window(context):
    """A port that another program holds: one clear sentence, and the window goes on."""
    taker = subprocess.Popen(
        [*context.lan[1].prefix, '/usr/bin/python3', '-c',
         'import socket, sys\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n'
         's.bind(("0.0.0.0", 12345))\nprint("ready", flush=True)\nsys.stdin.read()'],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert taker.stdout.readline().strip() == b'ready'
    mina = context.person(1, 'Mina Kim').start()
    mina.reader.wait_text('12345')
    assert mina.process.poll() is None
    taker.stdin.close()
    taker.wait(10)


def fill_disk(path):
    """Writes a file until nothing more fits."""
    filler = os.open(path, os.O_CREAT | os.O_WRONLY)
    try:
        while os.write(filler, b'x' * 4096) > 0:
            pass
    except OSError:
        os.close(filler)


def test_full_disk_is_said_and_loses_nothing(context):
    """The disk fills up while one writes: a clear sentence; with space again all is kept."""
    mina = context.person(1, 'Mina Kim')
    os.makedirs(mina.profile)
    run('mount', '-t', 'tmpfs', '-o', 'size=4m,mode=700', 'tmpfs', mina.profile)
    mina.start()
    mina.create_room('ops')
    mina.say('before')
    mina.reader.wait_text('before')
    fill_disk(f'{mina.profile}/filler')
    mina.say('while the disk is full')
    mina.reader.wait_text('disk is full')
    mina.reader.wait_text('while the disk is full')
    assert mina.process.poll() is None
    os.remove(f'{mina.profile}/filler')
    mina.say('after')
    mina.reader.wait_text('after. Stored')
    assert mina.quit() == 0
    code, history, errors = ask_cli(context.lan[1], mina.profile, 'history', 'ops')
    assert code == 0, errors
    texts = [item['text'] for item in history if item.get('text')]
    assert texts.count('before') == 1 and texts.count('after') == 1, texts
    run('umount', mina.profile)


def test_notification_for_a_message_while_away(context):
    """A message while the window has not the focus: a notification."""
    host = context.cli(2, 'host', '--name', 'Host', 'host', 'ops', '--stay')
    host.wait('joined')
    mina = context.person(1, 'Mina Kim')
    daemon = mina.desktop.start('notifications', [SYSTEM_PYTHON, '-m', 'dbusmock', '--template',
                                                  'notification_daemon'])
    until(lambda: 'org.freedesktop.Notifications' in mina.desktop.run(
        'dbus-send', '--session', '--print-reply', '--dest=org.freedesktop.DBus',
        '/org/freedesktop/DBus', 'org.freedesktop.DBus.ListNames'), 10, 'the notification daemon')
    mina.start()
    mina.join_room('ops')
    mina.desktop.start('other', ['xmessage', '-name', 'other', 'x'])
    mina.desktop.run('xdotool', 'search', '--sync', '--onlyvisible', '--classname', 'other',
                     'windowactivate', '--sync')
    host.say('@Mina Kim are you there?')

    def notified():
        with open(f'{mina.desktop.folder}/notifications.log', encoding='utf-8') as log:
            return any('Notify' in line and 'are you there?' in line for line in log)

    until(notified, 15, 'the notification')
    assert daemon.poll() is None


if __name__ == '__main__':
    suite.main(hosts=2)
