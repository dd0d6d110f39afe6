# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""boxed.py: somebody who has Hallway as a Flatpak: an ordinary account with a desktop and portals.

What a login does elsewhere is done here, within the namespaces that sandbox.py made: an entry in
/etc/passwd, /run/user, a system bus. All of it is gone when the test ends.
"""

import os
import stat
import subprocess
import tempfile

from manifest import read
from portal import write_portals
from programs import Person

ID = read()['id']
SYSTEM = os.environ['FLATPAK_SYSTEM_DIR']
NUMBER = 54321  # of the account
RUN = f'/run/user/{NUMBER}'
# Only for programs that are not in a sandbox: there GTK and GLib are to find out by themselves.
NOT_INSIDE = ('GTK_USE_PORTAL', 'ADW_DISABLE_PORTAL', 'GSETTINGS_BACKEND', 'HALLWAY_SYSTEM_CONFIG')


def run(*command):
    """Runs a command that has to succeed."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def add_account():
    """The account, its folder in /run, and a system bus, as once at the start of a computer."""
    if os.path.exists(RUN):
        return
    for path, line in (('/etc/passwd', f'hallway:x:{NUMBER}:{NUMBER}::/nonexistent:/bin/sh\n'),
                       ('/etc/group', f'hallway:x:{NUMBER}:\n')):
        with open(path, encoding='utf-8') as file, tempfile.NamedTemporaryFile(
                'w', encoding='utf-8', delete=False) as longer:
            longer.write(file.read() + line)
        os.chmod(longer.name, 0o644)
        run('mount', '--bind', longer.name, path)
        os.unlink(longer.name)
    run('mount', '-t', 'tmpfs', '-o', 'mode=755', 'run', '/run/user')
    os.mkdir(RUN, 0o700)
    os.chown(RUN, NUMBER, NUMBER)
    # Without udev it is for root alone; the document portal's files come through it.
    os.mknod('/run/user/fuse', stat.S_IFCHR, os.stat('/dev/fuse').st_rdev)
    os.chmod('/run/user/fuse', 0o666)
    run('mount', '--bind', '/run/user/fuse', '/dev/fuse')
    # Flatpak asks there whether this account may run what it wants.
    run('dbus-daemon', '--system', '--fork', '--nopidfile',
        '--address=unix:path=/run/dbus/system_bus_socket')


class Boxed(Person):
    """A person whose window is the Flatpak's, with the profile that it takes by itself."""

    def __init__(self, context, index, name):
        add_account()
        folder = f'{context.folder}/{name}'
        for path in (folder, *(f'{folder}/{part}' for part in
                               ('home', 'run', 'data', 'config', 'cache', 'state'))):
            os.makedirs(path, mode=0o700)
            os.chown(path, NUMBER, NUMBER)
        os.chmod(context.folder, 0o777)  # screenshots, too, are taken by that account
        account = type('Account', (), {})()
        account.prefix = [*context.lan[index].prefix, 'setpriv', f'--reuid={NUMBER}',
                          f'--regid={NUMBER}', '--clear-groups', '--']
        write_portals(f'{folder}/portals')
        super().__init__(account, folder, name, extra_environment={
            'XDG_RUNTIME_DIR': RUN, 'FLATPAK_SYSTEM_DIR': SYSTEM, 'XDG_CURRENT_DESKTOP': 'GNOME',
            # The bus starts what Flatpak has told the desktop of.
            'XDG_DATA_DIRS': f'{SYSTEM}/exports/share:/usr/local/share:/usr/share',
            'XDG_DESKTOP_PORTAL_DIR': f'{folder}/portals',
            'USER': 'hallway', 'LOGNAME': 'hallway'})
        self.home = f'{folder}/home'
        self.profile = f'{self.home}/.var/app/{ID}/data/hallway'
        context.people.append(self)

    def flatpak(self, *arguments):
        """The command that runs something in the sandbox."""
        inside = [f'--unset-env={name}' for name in NOT_INSIDE]
        return ['flatpak', 'run', '--die-with-parent', *inside, *arguments]

    def start(self):
        first = not os.path.exists(f'{self.profile}/identity.pem')
        self.process = self.desktop.start('hallway', self.flatpak(ID))
        self.desktop.focus('Hallway')
        if first:
            self.reader.wait_text('Start', 30)
            self.desktop.key('ctrl+a')
            self.desktop.type(self.name)
            self.desktop.key('Return')
        return self

    def inside(self, script):
        """What a shell script prints in the sandbox, and its exit code."""
        command = self.flatpak('--command=sh', ID, '-c', script)
        done = subprocess.run([*self.desktop.prefix, *command], env=self.desktop.environment,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, check=False, timeout=60)
        return done.returncode, done.stdout + done.stderr
