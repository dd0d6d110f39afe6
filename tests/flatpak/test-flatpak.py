#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hallway as a Flatpak, on a network with one that is not: talk, notifications, files, settings.

`make test-flatpak` runs it, after building the Flatpak from the manifest. It needs root.
"""

import os
import shutil
import stat
import subprocess
import sys

sys.path.insert(0, f'{os.path.dirname(os.path.abspath(__file__))}/../lan')

import suite  # noqa: E402
from boxed import ID, NUMBER, Boxed  # noqa: E402
from manifest import read  # noqa: E402
from portal import asked_for, start_background  # noqa: E402
from programs import BUILD  # noqa: E402
from waiting import until  # noqa: E402
from windows import choose_presence, open_person, start_notifications  # noqa: E402


# Of the menu of a room: Search, Go to Date, Mark as Unread, Notifications, Export.
EXPORT = 4


def keep_picture(person, name):
    """A screenshot for whoever wants to look, taken by an account that may not write there."""
    person.desktop.picture(f'{person.desktop.folder}/home/{name}.png')
    folder = os.path.join(BUILD, 'lan', 'pictures')
    os.makedirs(folder, exist_ok=True)
    shutil.move(f'{person.desktop.folder}/home/{name}.png', f'{folder}/{name}.png')


def running(person):
    """The ids of what runs in sandboxes."""
    return person.desktop.run('flatpak', 'ps', '--columns=application').split()


def look_away(person):
    """Gives the keyboard to another window."""
    person.desktop.start('other', ['xmessage', '-name', 'other', 'x'])
    person.desktop.run('xdotool', 'search', '--sync', '--onlyvisible', '--classname', 'other',
                       'windowactivate', '--sync')


def notified(person, words):
    """Whether the desktop was told to show a notification with these words."""
    with open(f'{person.desktop.folder}/notifications.log', encoding='utf-8') as log:
        return any('Notify' in line and words in line for line in log)


def choose_in_room_menu(person, place):
    """Chooses what stands at that place in the menu of the open room: the newest GTK tells no
    screen reader what its menu items are called."""
    person.reader.press('Room Menu', role='toggle button')

    def at():
        items = [node for node in person.reader.tree() if node['role'] == 'menu item']
        return [number for number, node in enumerate(items) if 'focused' in node['states']]
    until(at, 15, 'the menu')
    person.desktop.run('xdotool', 'key', '--delay', '50', *['Down'] * place)
    until(lambda: at() == [place], 15, lambda: f'the item at {place}; it is {at()}')
    person.desktop.run('xdotool', 'key', 'Return')


def read_when_there(path, person):
    """What a file says, once it says something."""
    until(lambda: os.path.exists(path) and os.path.getsize(path), 20,
          lambda: f'{path}; {person.reader.texts()}')
    with open(path, encoding='utf-8') as file:
        return file.read()


def test_chat_with_one_outside(context):
    """Both find each other; a room of the one in the sandbox, and a private conversation."""
    mina = Boxed(context, 1, 'Mina').start()
    jin = context.person(2, 'Jin').start()
    mina.reader.wait_text('Jin')
    jin.reader.wait_text('Mina')
    mina.create_room('ops')
    jin.join_room('ops')
    jin.say('hello from outside')
    mina.reader.wait_text(': hello from outside')
    mina.say('hello from the sandbox')
    jin.reader.wait_text(': hello from the sandbox')
    keep_picture(mina, 'flatpak')
    open_person(jin, 'Mina')
    jin.say('between us')
    open_person(mina, 'Jin')
    mina.reader.wait_text('between us')
    mina.say('and back')
    jin.reader.wait_text('and back')
    # Its process is where it is said to be.
    assert running(mina) == [ID], running(mina)
    assert mina.quit() == 0
    with open(f'{mina.desktop.folder}/hallway.log', encoding='utf-8') as log:
        problems = [line for line in log if ' hall-' in line or '-CRITICAL' in line]
    assert not problems, problems


def test_host_outside(context):
    """A room that was there before; what was written while the sandbox was closed comes after."""
    host = context.cli(2, 'host', '--name', 'Host', 'host', 'ops', '--stay')
    host.wait('joined')
    mina = Boxed(context, 1, 'Mina').start()
    mina.join_room('ops')
    mina.say('I was here')
    host.wait('message', text='I was here')
    assert mina.quit() == 0
    host.say('while you were away')
    mina.start()
    mina.open_room('ops')
    mina.reader.wait_text(': while you were away')
    mina.reader.wait_text(': I was here')


def test_notification(context):
    """A message while the window has not the focus goes through the portal to the desktop."""
    host = context.cli(2, 'host', '--name', 'Host', 'host', 'ops', '--stay')
    host.wait('joined')
    mina = Boxed(context, 1, 'Mina')
    start_notifications(mina)
    mina.start()
    mina.join_room('ops')
    look_away(mina)
    host.say('@Mina are you there?')
    until(lambda: notified(mina, 'are you there?'), 20, 'the notification')


def press_notification(person):
    """Clicks on the newest notification, as the desktop tells it."""
    with open(f'{person.desktop.folder}/notifications.log', encoding='utf-8') as log:
        number = len([line for line in log if 'Notify' in line])
    person.desktop.run('gdbus', 'call', '--session', '--dest', 'org.freedesktop.Notifications',
                       '--object-path', '/org/freedesktop/Notifications', '--method',
                       'org.freedesktop.DBus.Mock.EmitSignal', 'org.freedesktop.Notifications',
                       'ActionInvoked', 'us', f'[<uint32 {number}>, <"default">]')


def windows(person):
    """The windows of Hallway that can be seen."""
    found = subprocess.run(
        [*person.desktop.prefix, 'xdotool', 'search', '--onlyvisible', '--name', 'Hallway'],
        env=person.desktop.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, check=False)
    return found.stdout.split()


def test_without_a_window(context):
    """Closed, it asks the background portal and goes on; a notification brings the window back."""
    host = context.cli(2, 'host', '--name', 'Host', 'host', 'ops', '--stay')
    host.wait('joined')
    mina = Boxed(context, 1, 'Mina')
    start_notifications(mina)
    start_background(mina)
    mina.start()
    mina.join_room('ops')
    mina.desktop.key('ctrl+w')
    mina.reader.wait_text('Keep Hallway Running?')
    mina.desktop.key('alt+k')
    until(lambda: not windows(mina), 15, 'the window to go')
    line = until(lambda: asked_for(mina), 15, 'the portal to ask the desktop')[0]
    # Started at login, if that is ever switched on, it comes back into its sandbox.
    assert f'"{ID}" False' in line and '"flatpak", "run"' in line, line
    assert '"--command=hallway"' in line and '"--background"' in line, line
    host.say('@Mina are you there?')
    until(lambda: notified(mina, 'are you there?'), 20, 'the notification')
    assert not windows(mina), 'it came by itself'
    press_notification(mina)
    until(lambda: windows(mina), 15, 'the window')
    mina.reader.wait_text(': @Mina are you there?')
    mina.desktop.focus('Hallway')
    assert mina.quit() == 0


def test_started_by_the_bus(context):
    """The desktop starts it by its name on the bus; another start only shows the window."""
    mina = Boxed(context, 1, 'Mina').start()
    mina.create_room('ops')
    assert mina.quit() == 0
    path = '/' + ID.replace('.', '/')
    mina.desktop.run('gdbus', 'call', '--session', '--dest', ID, '--object-path', path,
                     '--method', 'org.freedesktop.Application.Activate', '{}')
    until(lambda: windows(mina), 20, 'the window')
    mina.reader.wait_text('ops')
    again = mina.desktop.start('again', mina.flatpak(ID))
    assert again.wait(20) == 0
    until(lambda: running(mina) == [ID], 15, lambda: f'one of it; {running(mina)}')
    mina.desktop.run('gdbus', 'call', '--session', '--dest', ID, '--object-path', path, '--method',
                     'org.freedesktop.Application.ActivateAction', 'quit', '@av []', '{}')
    until(lambda: not running(mina), 15, lambda: f'it to end; {running(mina)}')


def test_file_through_the_portal(context):
    """A room is saved outside of the sandbox, where the desktop's own dialog was told to."""
    mina = Boxed(context, 1, 'Mina').start()
    mina.create_room('ops')
    mina.say('for the minutes')
    mina.reader.wait_text(': for the minutes')
    choose_in_room_menu(mina, EXPORT)
    path = f'{mina.home}/minutes.txt'
    mina.desktop.run('xdotool', 'search', '--sync', '--onlyvisible', '--class',
                     'portal', 'windowactivate', '--sync')
    keep_picture(mina, 'flatpak-export')
    mina.desktop.run('xdotool', 'key', 'ctrl+a')
    mina.desktop.run('xdotool', 'type', '--delay', '20', path)
    mina.desktop.run('xdotool', 'key', 'Return')
    assert 'Mina: for the minutes' in read_when_there(path, mina)
    assert os.stat(path).st_uid == NUMBER
    assert mina.quit() == 0


def test_settings_survive(context):
    """What was set, the name and the room are there after a restart; all of it is in one place."""
    mina = Boxed(context, 1, 'Mina').start()
    mina.create_room('ops')
    choose_presence(mina, 'Available', 'Do not disturb')
    assert mina.quit() == 0
    mina.start()
    mina.reader.wait_text('You are Mina, Do not disturb')
    mina.reader.wait_text('ops')
    assert mina.quit() == 0
    kept = f'{mina.home}/.var/app/{ID}'
    with open(f'{kept}/config/glib-2.0/settings/keyfile', encoding='utf-8') as file:
        assert "presence='" in file.read()
    assert os.listdir(mina.home) == ['.var'], os.listdir(mina.home)
    assert stat.S_IMODE(os.stat(mina.profile).st_mode) == 0o700


def test_nothing_outside(context):
    """Neither files of this account nor other programs of it can be reached from within."""
    mina = Boxed(context, 1, 'Mina')
    start_notifications(mina)
    for name in ('secret', '.config/secret', 'Documents/secret'):
        os.makedirs(os.path.dirname(f'{mina.home}/{name}'), exist_ok=True)
        with open(f'{mina.home}/{name}', 'w', encoding='utf-8') as file:
            file.write('nobody is to know\n')
        os.chmod(f'{mina.home}/{name}', 0o644)
        os.chmod(os.path.dirname(f'{mina.home}/{name}'), 0o755)
        assert 'nobody' in mina.desktop.run('cat', f'{mina.home}/{name}')
        code, said = mina.inside(f'cat "{mina.home}/{name}"')
        assert code and 'nobody is' not in said, said
    code, said = mina.inside(f'ls -A "{mina.home}"')
    assert said.split() == ['.var'], said
    code, said = mina.inside('find / -name secret 2> /dev/null')
    assert 'secret' not in said, said
    ask = 'dbus-send --session --print-reply --dest={} {} {}'
    code, said = mina.inside(ask.format('org.freedesktop.Notifications',
                                        '/org/freedesktop/Notifications',
                                        'org.freedesktop.Notifications.GetCapabilities'))
    assert code, said
    code, said = mina.inside(ask.format('org.freedesktop.portal.Desktop',
                                        '/org/freedesktop/portal/desktop',
                                        'org.freedesktop.DBus.Peer.Ping'))
    assert not code, said
    code, said = mina.inside('test -S /run/dbus/system_bus_socket')
    assert code, 'the system bus is there'


def test_what_is_installed(context):
    """The permissions are those of the manifest; the desktop sees what it needs; it has all."""
    mina = Boxed(context, 1, 'Mina')
    said = mina.desktop.run('flatpak', 'info', '--show-permissions', ID)
    wanted = {'network', 'ipc', 'wayland', 'fallback-x11', 'x11', 'dri'}
    granted = {word for line in said.splitlines() if '=' in line
               for word in line.split('=')[1].split(';') if word}
    assert granted == wanted, said
    assert '[Context]' in said and said.count('[') == 1, said
    shared = f"{os.environ['FLATPAK_SYSTEM_DIR']}/exports/share"
    for path in (f'applications/{ID}.desktop', f'icons/hicolor/scalable/apps/{ID}.svg',
                 f'dbus-1/services/{ID}.service',
                 f'icons/hicolor/symbolic/apps/{ID}-symbolic.svg'):
        assert os.path.exists(f'{shared}/{path}'), path
    code, said = mina.inside('hallway --version && hallway-cli --version && ldd /app/bin/hallway')
    assert not code and 'not found' not in said, said
    assert '/app/lib/libqrencode.so' in said and said.count('=> /app/') == 1, said
    code, said = mina.inside('ls /app /app/lib /app/share')
    useless = {'include', 'pkgconfig', 'man', 'firewalld', 'systemd', 'fish'}
    assert not useless & set(said.split()), said
    assert read()['command'] == 'hallway'


if __name__ == '__main__':
    suite.main(hosts=2)
