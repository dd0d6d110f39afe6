#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window on a desktop: closed and brought back, started by the bus, at login, by a link."""

import glob
import os
import re
import shlex
import subprocess

import suite
from desktop import SYSTEM_PYTHON
from programs import BUILD, WINDOW
from waiting import until
from windows import is_checked, keep_picture, start_notifications, wait_key

[SERVICE] = glob.glob(f'{BUILD}/data/*.Hallway.service')
APPLICATION = os.path.basename(SERVICE).removesuffix('.service')
PATH = '/' + APPLICATION.replace('.', '/')
QUESTION = 'Keep Hallway Running?'


def windows(person):
    """The windows of Hallway that can be seen."""
    found = subprocess.run(
        [*person.desktop.prefix, 'xdotool', 'search', '--onlyvisible', '--name', 'Hallway'],
        env=person.desktop.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, check=False)
    return found.stdout.split()


def wait_hidden(person):
    """Waits until no window of it can be seen."""
    until(lambda: not windows(person), 10, lambda: f'no window; {windows(person)}')


def wait_window(person, text):
    """Waits for the window, and for a text in it."""
    until(lambda: windows(person), 15, 'the window')
    person.reader.wait_text(text)
    person.desktop.focus('Hallway')


def notified(person):
    """The notifications that were shown, newest last."""
    with open(f'{person.desktop.folder}/notifications.log', encoding='utf-8') as log:
        return [line for line in log if 'Notify' in line]


def wait_notified(person, text):
    """Waits for a notification with this text and returns the id of its default action."""
    def find():
        return [line for line in notified(person) if text in line]
    line = until(find, 15, lambda: f'a notification of "{text}"; {notified(person)}')[-1]
    return re.search(r'"(default)"', line) and len(notified(person))


def press_notification(person, number):
    """Clicks on a notification, as the desktop tells it."""
    person.desktop.run('gdbus', 'call', '--session', '--dest', 'org.freedesktop.Notifications',
                       '--object-path', '/org/freedesktop/Notifications', '--method',
                       'org.freedesktop.DBus.Mock.EmitSignal', 'org.freedesktop.Notifications',
                       'ActionInvoked', 'us', f'[<uint32 {number}>, <"default">]')


def call(person, method, *arguments, interface='org.freedesktop.Application'):
    """Calls a method of Hallway on the session bus, as a desktop does; that may start it."""
    return person.desktop.run('gdbus', 'call', '--session', '--dest', APPLICATION, '--object-path',
                              PATH, '--method', f'{interface}.{method}', *arguments)


def act(person, action, target=None):
    """An action of Hallway, from a notification or the launcher's menu."""
    call(person, 'ActivateAction', action, f'[<"{target}">]' if target else '@av []', '{}')


def pid_of(person):
    """The process that has Hallway's name on this desktop's bus; None without one."""
    try:
        said = person.desktop.run(
            'gdbus', 'call', '--session', '--dest', 'org.freedesktop.DBus', '--object-path',
            '/org/freedesktop/DBus', '--method',
            'org.freedesktop.DBus.GetConnectionUnixProcessID', APPLICATION)
    except RuntimeError:
        return None
    return int(re.search(r'uint32 (\d+)', said).group(1))


def is_running(pid):
    """Whether there is such a process, and it has not ended."""
    try:
        with open(f'/proc/{pid}/stat', encoding='utf-8') as stat:
            return stat.read().rsplit(')', 1)[1].split()[0] != 'Z'
    except OSError:
        return False


def quit_by_bus(person):
    """Quits Hallway, which the bus started, and waits until it is gone."""
    pid = pid_of(person)
    act(person, 'quit')
    until(lambda: not is_running(pid), 15, lambda: f'{pid} to end')
    until(lambda: pid_of(person) is None, 15, 'the name to be free')


def installed(context, index, name):
    """Somebody with Hallway installed: the session bus knows how to start it, and their own profile
    is used."""
    services = f'{context.folder}/{name}/data/dbus-1/services'
    os.makedirs(services)
    # A variable that the whole session has inherited is not for what the bus starts.
    command = f'Exec=/usr/bin/env HALLWAY_PROFILE={context.folder}/elsewhere {WINDOW} '
    with open(SERVICE, encoding='utf-8') as service:
        text, count = re.subn(r'^Exec=\S+/hallway ', command, service.read(), flags=re.M)
    assert count == 1, text
    with open(f'{services}/{APPLICATION}.service', 'w', encoding='utf-8') as service:
        service.write(text)
    person = context.person(index, name)
    person.profile = f'{context.folder}/{name}/data/hallway'
    return person


def begin(person, *arguments):
    """The first start of the person's own profile, through the welcome page."""
    person.process = person.desktop.start('hallway', [WINDOW, *arguments])
    person.desktop.focus('Hallway')
    person.reader.wait_text('Start')
    assert not person.reader.shows('Join “'), person.reader.texts()
    person.desktop.key('ctrl+a')
    person.desktop.type(person.name)
    person.desktop.key('Return')


def answer_once(person):
    """Closes the window for the first time, and keeps Hallway running."""
    person.desktop.key('ctrl+w')
    person.reader.wait_text(QUESTION)
    person.reader.press('_Keep Running Keep Running')
    wait_hidden(person)


def test_closing_keeps_running(context):
    """Asked once; without a window it is there, and notifications and starts bring it back."""
    host = context.cli(2, 'host', '--name', 'Host', 'host', 'ops', '--stay')
    host.wait('joined')
    mina = context.person(1, 'Mina')
    start_notifications(mina)
    mina.start()
    mina.join_room('ops')
    mina.desktop.key('ctrl+w')
    mina.reader.wait_text(QUESTION)
    keep_picture(mina, 'keep-running')
    mina.desktop.key('Escape')
    mina.reader.wait_gone(QUESTION)
    mina.reader.wait_focus('Message ops')
    mina.desktop.type('half a sentence')
    answer_once(mina)
    assert mina.process.poll() is None

    ident = host.wait('person', name='Mina')['id']
    host.say('@Mina are you there?')
    number = wait_notified(mina, 'are you there?')
    assert not windows(mina), 'it came by itself'
    press_notification(mina, number)
    wait_window(mina, ': @Mina are you there?')
    assert mina.reader.shows('half a sentence'), 'the draft is lost'
    mina.reader.wait_gone('1 unread')

    mina.desktop.key('ctrl+w')
    wait_hidden(mina)
    quiet = mina.desktop.start('quiet', [WINDOW, '--profile', mina.profile, '--background'])
    assert quiet.wait(10) == 0
    host.say('@Mina still there?')
    wait_notified(mina, 'still there?')
    assert not windows(mina), 'a start at login showed the window'
    again = mina.desktop.start('again', [WINDOW, '--profile', mina.profile])
    assert again.wait(10) == 0
    wait_window(mina, ': @Mina still there?')
    assert mina.process.poll() is None
    assert not host.find('person-gone', id=ident), 'she was away meanwhile'
    assert mina.quit() == 0
    host.wait('person-gone', id=ident)


def test_closing_quits(context):
    """Asked once: it quits, which the others are told, and does so ever after."""
    host = context.cli(2, 'host', '--name', 'Host', 'people', '--wait', '120')
    mina = context.person(1, 'Mina').start()
    ident = host.wait('person', name='Mina')['id']
    mina.reader.wait_text('Host')
    mina.desktop.key('ctrl+w')
    mina.reader.wait_text(QUESTION)
    mina.reader.press('_Quit Quit')
    assert mina.process.wait(10) == 0
    host.wait('person-gone', id=ident)
    mina.start()
    mina.reader.wait_text('Host')
    mina.desktop.key('ctrl+w')
    assert mina.process.wait(10) == 0


def test_welcome_page_closes(context):
    """Who has no name yet cannot be reached, and is asked nothing."""
    mina = context.person(1, 'Mina')
    mina.process = mina.desktop.start('hallway', [WINDOW, '--profile', mina.profile])
    mina.desktop.focus('Hallway')
    mina.reader.wait_text('Start')
    mina.desktop.key('ctrl+w')
    assert mina.process.wait(10) == 0


def test_start_in_background(context):
    """As at login: no window, but people, rooms and notifications; then the bus shows it."""
    mina = installed(context, 1, 'Mina')
    start_notifications(mina)
    begin(mina)
    mina.create_room('ops')
    ben = context.cli(2, 'ben', '--name', 'Ben', '--wait', '60', 'join', 'ops', '--stay')
    ben.wait('joined')
    ident = ben.wait('person', name='Mina')['id']
    assert mina.quit() == 0
    ben.wait('person-gone', id=ident)
    seen, heard = len(ben.all('member', id=ident)), len(ben.all('person', id=ident))
    mina.process = mina.desktop.start('hallway', [WINDOW, '--background'])
    until(lambda: len(ben.all('member', id=ident)) > seen, 20,
          lambda: f'her to be back; {ben.events[-9:]}')
    ben.say('@Mina good morning')
    wait_notified(mina, 'good morning')
    assert not windows(mina)
    call(mina, 'Activate', '{}')
    wait_window(mina, 'ops')
    assert mina.process.poll() is None
    assert mina.quit() == 0


def test_create_room(context):
    """What the menu of the icon runs: by another start while Hallway runs, and by the first one."""
    [path] = glob.glob(f'{BUILD}/data/{APPLICATION}.desktop')
    with open(path, encoding='utf-8') as file:
        entry = file.read().split('[Desktop Action create-room]\n')[1]
    program, *words = shlex.split(re.search('(?m)^Exec=(.*)', entry)[1])
    assert program == 'hallway', entry  # nothing that another package brings
    mina = installed(context, 1, 'Mina')
    begin(mina)
    mina.create_room('den')
    answer_once(mina)
    again = mina.desktop.start('again', [WINDOW, *words])
    assert again.wait(10) == 0
    wait_window(mina, 'Topic (optional)')
    mina.desktop.key('Escape')
    mina.reader.wait_gone('Topic (optional)')
    assert mina.quit() == 0

    mina.process = mina.desktop.start('hallway', [WINDOW, *words])
    wait_window(mina, 'Topic (optional)')
    mina.desktop.key('Escape')
    mina.reader.wait_gone('Topic (optional)')
    assert mina.quit() == 0


def test_start_at_login(context):
    """Switched on in the preferences, the desktop finds a file; what stands in it starts her."""
    mina = installed(context, 1, 'Mina')
    path = f'{mina.desktop.folder}/config/autostart/{APPLICATION}.desktop'
    begin(mina)
    mina.create_room('ops')
    mina.desktop.key('ctrl+comma')
    mina.reader.wait_text('Start at login')
    mina.reader.wait_ready()
    wait_key(mina, 'Tab', lambda name: name == 'Start at login')
    mina.desktop.key('space')
    until(lambda: os.path.exists(path) and os.path.getsize(path) > 0, 10, 'the file to be there')
    mina.desktop.run('desktop-file-validate', path)
    mina.desktop.key('Escape')
    mina.reader.wait_gone('Start at login')
    assert mina.quit() == 0

    ben = context.cli(2, 'ben', '--name', 'Ben', 'people', '--wait', '120')
    with open(path, encoding='utf-8') as file:
        command = re.search('^Exec=(.*)$', file.read(), flags=re.M).group(1)
    mina.process = mina.desktop.start('login', shlex.split(command))
    ben.wait('person', name='Mina')
    assert not windows(mina)
    call(mina, 'Activate', '{}')
    wait_window(mina, 'ops')
    # Another program has switched it off: the preferences say so, after the next start.
    os.remove(path)
    assert mina.quit() == 0
    mina.process = mina.desktop.start('hallway', [WINDOW])
    wait_window(mina, 'ops')
    mina.desktop.key('ctrl+comma')
    mina.reader.wait_text('Start at login')
    assert not is_checked(mina.reader, 'Start at login')
    assert not os.path.exists(path)
    mina.desktop.key('Escape')
    mina.reader.wait_gone('Start at login')
    assert mina.quit() == 0


def test_started_by_the_bus(context):
    """Nothing runs: Activate starts it, a notification opens its room, quitting ends it."""
    mina = installed(context, 1, 'Mina')
    begin(mina)
    mina.create_room('ops')
    ben = context.cli(2, 'ben', '--name', 'Ben', '--wait', '60', 'join', 'ops', '--stay')
    ident = ben.wait('joined')['room']
    mina.create_room('den')
    ben.say('read me')
    mina.reader.wait_text('1 unread')
    assert mina.quit() == 0

    call(mina, 'Activate', '{}')
    wait_window(mina, 'den')
    act(mina, 'create-room')
    mina.reader.wait_text('Create a Room')
    quit_by_bus(mina)

    # One that nobody sees: the errand is done, and it goes again.
    call(mina, 'Activate', '{}')
    wait_window(mina, '1 unread')
    quit_by_bus(mina)
    act(mina, 'mark-read', ident)
    until(lambda: pid_of(mina) is None, 15, 'it to end')
    assert not windows(mina)
    call(mina, 'Activate', '{}')
    wait_window(mina, 'ops, ')
    assert not mina.reader.shows('1 unread'), mina.reader.texts()
    quit_by_bus(mina)

    act(mina, 'open-room', ident)
    wait_window(mina, 'Message ops')
    mina.reader.wait_text('read me')
    quit_by_bus(mina)


def test_errand_in_vain(context):
    """What was started for an old notification does not stay unseen where that comes to nothing."""
    mina = installed(context, 1, 'Mina')
    act(mina, 'mark-read', 'something')
    until(lambda: pid_of(mina) is None, 15, 'what has no name to end')
    begin(mina)
    mina.create_room('ops')
    assert mina.quit() == 0
    [database] = glob.glob(f'{mina.profile}/*.db')
    os.rename(database, f'{database}.old')
    os.mkdir(database)
    act(mina, 'mark-read', 'something')
    until(lambda: pid_of(mina) is None, 15, 'what cannot read its messages to end')
    assert not windows(mina)


def test_links(context):
    """A link is asked about first, also by what the bus started; a bad one is said to be."""
    host = context.cli(2, 'host', '--name', 'Host', 'host', 'ops', '--stay')
    room = host.wait('joined')['room']
    den = context.cli(2, 'den', '--name', 'Other', 'host', 'den', '--stay')
    other = den.wait('joined')['room']
    mina = installed(context, 1, 'Mina')
    begin(mina, f'hallway:room/{room}?name=ops')   # first of all one needs a name
    mina.reader.wait_text('Join “ops”?')
    keep_picture(mina, 'link')
    assert not host.find('person-joined', name='Mina')
    mina.reader.press('_Join Join')
    mina.reader.wait_text('Message ops')
    assert mina.quit() == 0

    # What GVfs makes of it.
    call(mina, 'Open', f"['hallway:///room/{other}?name=den']", '{}')
    wait_window(mina, 'Join “den”?')
    mina.desktop.key('Escape')
    mina.reader.wait_gone('Join “den”?')
    again = mina.desktop.start('again', [WINDOW, f'hallway:room/{room}'])
    assert again.wait(10) == 0
    mina.reader.wait_text('Open “ops”?')
    again = mina.desktop.start('again', [WINDOW, 'hallway:room/nonsense'])
    assert again.wait(10) == 0
    mina.reader.wait_text('This Link Leads Nowhere')
    assert not mina.reader.shows('Open “ops”?'), 'two questions at once'
    mina.desktop.key('Escape')
    quit_by_bus(mina)


def test_link_without_a_window(context):
    """Also where none is to be shown, a link is: while Hallway runs, and by its first start."""
    host = context.cli(2, 'host', '--name', 'Host', 'host', 'ops', '--stay')
    link = f"hallway:room/{host.wait('joined')['room']}?name=ops"
    mina = installed(context, 1, 'Mina')
    begin(mina)
    mina.create_room('den')
    answer_once(mina)
    again = mina.desktop.start('again', [WINDOW, '--background', link])
    assert again.wait(10) == 0
    wait_window(mina, 'Join “ops”?')
    mina.desktop.key('Escape')
    mina.reader.wait_gone('Join “ops”?')
    assert mina.quit() == 0

    mina.process = mina.desktop.start('hallway', [WINDOW, link, '--background'])
    wait_window(mina, 'Join “ops”?')
    mina.desktop.key('Escape')
    mina.reader.wait_gone('Join “ops”?')
    assert mina.quit() == 0


MANAGER = 'org.gnome.SessionManager'
MANAGER_PATH = '/org/gnome/SessionManager'
CLIENT_PATH = MANAGER_PATH + '/Client1'
CLIENT = MANAGER + '.ClientPrivate'


def mock(person, path, method, *arguments):
    """Tells the desktop's session manager, which is a mock, what to be like."""
    person.desktop.run('gdbus', 'call', '--session', '--dest', MANAGER, '--object-path', path,
                       '--method', 'org.freedesktop.DBus.Mock.' + method, *arguments)


def start_session_manager(person):
    """What knows of logging out, on this desktop; it writes down what it is asked."""
    person.desktop.start('manager', [SYSTEM_PYTHON, '-u', '-m', 'dbusmock', MANAGER, MANAGER_PATH,
                                     MANAGER])
    until(lambda: MANAGER in person.desktop.run(
        'dbus-send', '--session', '--print-reply', '--dest=org.freedesktop.DBus',
        '/org/freedesktop/DBus', 'org.freedesktop.DBus.ListNames'), 10, 'the session manager')
    mock(person, MANAGER_PATH, 'AddMethods', MANAGER,
         f'[("RegisterClient", "ss", "o", "ret = \'{CLIENT_PATH}\'"),'
         ' ("Inhibit", "susu", "u", "ret = 7"), ("Uninhibit", "u", "", ""),'
         ' ("UnregisterClient", "o", "", "")]')
    mock(person, MANAGER_PATH, 'AddObject', CLIENT_PATH, CLIENT, '@a{sv} {}',
         '[("EndSessionResponse", "bs", "", "")]')


def asked(person, method):
    """How often the session manager was asked for that."""
    with open(f'{person.desktop.folder}/manager.log', encoding='utf-8') as log:
        return sum(f' {method}' in line for line in log)


def test_logging_out(context):
    """The goodbye is said while the desktop waits; if nobody logs out, she is there again."""
    mina = context.person(1, 'Mina')
    start_session_manager(mina)
    mina.start()
    mina.create_room('ops')
    assert asked(mina, f'RegisterClient "{APPLICATION}') == 1
    ben = context.cli(2, 'ben', '--name', 'Ben', '--wait', '60', 'join', 'ops', '--stay')
    ben.wait('joined')
    ident = ben.wait('person', name='Mina')['id']
    ben.wait('member', id=ident)

    mock(mina, CLIENT_PATH, 'EmitSignal', CLIENT, 'QueryEndSession', 'u', '[<uint32 0>]')
    ben.wait('person-gone', id=ident)
    ben.wait('host', self=True)
    until(lambda: asked(mina, 'Uninhibit') == 1, 10, 'the desktop to be let go on')
    assert asked(mina, f'Inhibit "{APPLICATION}') == 1
    assert mina.process.poll() is None

    # Somebody thinks better of it: she is in the room again, and heard again.
    seen, heard = len(ben.all('member', id=ident)), len(ben.all('person', id=ident))
    mock(mina, CLIENT_PATH, 'EmitSignal', CLIENT, 'CancelEndSession', '', '[]')
    again = mina.desktop.start('again', [WINDOW, '--profile', mina.profile])
    assert again.wait(10) == 0
    until(lambda: len(ben.all('member', id=ident)) > seen
          and len(ben.all('person', id=ident)) > heard, 20,
          lambda: f'her to be back; {ben.events[-9:]}')

    gone = len(ben.all('person-gone', id=ident))
    mock(mina, CLIENT_PATH, 'EmitSignal', CLIENT, 'QueryEndSession', 'u', '[<uint32 0>]')
    until(lambda: len(ben.all('person-gone', id=ident)) > gone, 10, 'the other goodbye')
    mock(mina, CLIENT_PATH, 'EmitSignal', CLIENT, 'EndSession', 'u', '[<uint32 0>]')
    assert mina.process.wait(10) == 0


if __name__ == '__main__':
    suite.main(hosts=2)
