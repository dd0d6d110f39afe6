#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A room that systemd hosts: a clean stop, a start again, and a restart after a failure."""

import os
import signal
import subprocess

import suite
from usermanager import UserManager
from waiting import until

UNIT = 'hallway-host@.service'
ROOM = "Anna's “lunch” for $5 & more"


def start_manager(context):
    """A user's systemd on the first host that knows the unit; it ends with the test."""
    manager = UserManager(context.lan[1], context.folder)
    context.people.append(Closing(manager))
    manager.add_unit(UNIT)
    return manager


def configure(manager, instance, *lines):
    """Writes what is set for one instance."""
    folder = f'{manager.home}/config/hallway'
    os.makedirs(folder, exist_ok=True)
    with open(f'{folder}/host-{instance}.conf', 'w', encoding='utf-8') as file:
        file.write('\n'.join(lines) + '\n')


class Closing:
    """The manager as suite.Context closes people."""

    def __init__(self, manager):
        self.name = 'manager'
        self.desktop = self
        self.manager = manager

    def picture(self, path):
        """What it said, as there is no screen."""
        print(f'# {path}:')
        for line in (self.manager.said() + self.manager.journal()).splitlines():
            print(f'#   {line}')

    def close(self):
        """Ends it."""
        self.manager.stop()


def test_unit_is_right(context):
    """systemd has nothing to say against it."""
    manager = start_manager(context)
    os.rename(f'{manager.folder}/units/{UNIT}', f'{manager.folder}/units/hallway-host@x.service')
    status, said = manager.verify('hallway-host@x.service')
    assert status == 0 and said == '', said


def test_stop_and_start(context):
    """Stopped, it says goodbye and others host; started again, it is the same room and person."""
    manager = start_manager(context)
    service = 'hallway-host@lunch.service'
    configure(manager, 'lunch', f'HALLWAY_ROOM="{ROOM}"', 'HALLWAY_NAME=Notice board',
              'HALLWAY_OPTIONS=--topic "What is for lunch"')
    manager.control('start', service)

    guest = context.cli(2, 'guest', '--name', 'Guest', 'join', ROOM, '--stay')
    ident = guest.wait('joined', 30)['room']
    assert guest.find('room', id=ident)['topic'] == 'What is for lunch', guest.events
    host = guest.wait('host', name='Notice board')
    guest.say('Soup today')
    guest.wait('state', state='sent')
    watcher = context.cli(3, 'watcher', '--name', 'Watcher', 'people', '--wait', '600')
    board = watcher.wait('person', 30, name='Notice board')['id']
    assert board == host['id'], host

    manager.control('stop', service)
    assert manager.show(service, 'Result') == 'success', manager.journal()
    assert manager.show(service, 'ExecMainStatus') == '0', manager.journal()
    watcher.wait('person-gone', id=board)
    guest.wait('host', self=True)
    guest.say('And cake')
    assert guest.terminate() == 0

    manager.control('start', service)
    other = context.cli(4, 'other', '--name', 'Other', 'join', ident, '--stay')
    assert other.wait('joined', 30)['room'] == ident
    assert other.wait('host', self=False)['id'] == board
    other.wait('message', text='Soup today')
    assert 'Soup' not in manager.said() + manager.journal()
    check_output(manager)


def check_output(manager):
    """What went into the journal is lines of plain text."""
    text = manager.journal()
    assert text.endswith('\n') and 'You are in' in text, text
    assert not [character for character in text if ord(character) < 32 and character != '\n'], text


def test_restart(context):
    """Killed, it is there again within seconds; told nonsense, it is not tried for ever."""
    manager = start_manager(context)
    service = 'hallway-host@' + subprocess.run(['systemd-escape', ROOM], check=True, text=True,
                                               capture_output=True).stdout.strip() + '.service'
    manager.control('start', service)
    guest = context.cli(2, 'guest', '--name', 'Guest', 'join', ROOM, '--stay')
    guest.wait('joined', 30)
    first = manager.show(service, 'MainPID')
    os.kill(int(first), signal.SIGKILL)
    until(lambda: manager.show(service, 'MainPID') not in ('0', first), 30, manager.said)
    guest.say('Are you back?')
    guest.wait('state', 30, state='sent')

    configure(manager, 'bad', 'HALLWAY_OPTIONS=--dance')
    # Without waiting: it may have failed by then, or not yet.
    manager.control('start', '--no-block', 'hallway-host@bad.service')
    until(lambda: manager.show('hallway-host@bad.service', 'ActiveState') == 'failed', 20,
          manager.said)
    assert manager.show('hallway-host@bad.service', 'NRestarts') == '0'
    assert '--dance' in manager.journal()


if __name__ == '__main__':
    suite.main(hosts=4)
