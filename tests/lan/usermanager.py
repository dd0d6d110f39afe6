# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""usermanager.py: the systemd of a user, on a host of the LAN, with units and a home of its own.

It knows no unit of the machine but targets and slices, and sees a tree of control groups that was
made for it. It ends with stop (), or with the sandbox.
"""

import glob
import os
import shutil
import subprocess

from lan import run
from programs import BUILD
from waiting import until

SYSTEMD = '/usr/lib/systemd/systemd'
UNITS = '/usr/lib/systemd/user'
# A control group for it below ours, which it takes for the root.
GROUP = '''
mount -t cgroup2 none /sys/fs/cgroup || exit 1
group=/sys/fs/cgroup$(sed -n 's/^0:://p' /proc/self/cgroup)/$NAME
'''
START = GROUP + '''
mkdir "$group" || exit 1
echo $$ > "$group/cgroup.procs" || exit 1
umount /sys/fs/cgroup
# It asks whether the machine was booted with systemd.
mount -t tmpfs none /run && mkdir -p /run/systemd/system || exit 1
exec unshare --cgroup sh -c 'mount -t cgroup2 none /sys/fs/cgroup || exit 1; exec "$@"' sh "$@"
'''
REMOVE = GROUP + 'find "$group" -depth -type d -exec rmdir {} +'


class UserManager:
    """A manager that runs, and a unit of ours in it."""

    def __init__(self, host, folder):
        self.folder = f'{folder}/manager{host.index}'
        self.name = os.path.basename(folder)
        self.home = f'{self.folder}/home'
        self.runtime = f'{self.folder}/run'
        for path in (f'{self.folder}/units', self.home, f'{self.runtime}/systemd'):
            os.makedirs(path, mode=0o700)
        for pattern in ('*.target', '*.slice', 'systemd-exit.service'):
            for path in glob.glob(f'{UNITS}/{pattern}'):
                shutil.copy(path, f'{self.folder}/units')
        self.environment = {
            'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8', 'HOME': self.home, 'NAME': self.name,
            'XDG_RUNTIME_DIR': self.runtime, 'SYSTEMD_UNIT_PATH': f'{self.folder}/units',
            'XDG_CONFIG_HOME': f'{self.home}/config', 'XDG_STATE_HOME': f'{self.home}/state',
            'XDG_DATA_HOME': f'{self.home}/data', 'XDG_CACHE_HOME': f'{self.home}/cache'}
        with open(f'{self.folder}/log', 'wb') as log:
            self.process = subprocess.Popen(
                [*host.prefix, 'unshare', '--mount', 'sh', '-c', START, 'sh', SYSTEMD, '--user',
                 '--log-target=console', '--log-level=info'],
                env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        until(lambda: os.path.exists(f'{self.runtime}/systemd/private'), 20, self.said)

    def said(self):
        """What the manager and the services that it runs have said."""
        with open(f'{self.folder}/log', encoding='utf-8', errors='replace') as log:
            return log.read()

    def add_unit(self, name):
        """A unit as it was built, but with the program in the build folder."""
        with open(f'{BUILD}/data/{name}', encoding='utf-8') as file:
            unit = file.read()
        start = [line for line in unit.splitlines() if line.startswith('ExecStart=')]
        installed = start[0].removeprefix('ExecStart=').split()[0]
        assert installed.endswith('/bin/hallway-cli'), start
        with open(f'{self.folder}/units/{name}', 'w', encoding='utf-8') as file:
            # There is no journal here; what would go there is read by the test.
            file.write(unit.replace(installed, f'{BUILD}/src/cli/hallway-cli')
                       .replace('=journal', f'=append:{self.folder}/journal'))
        self.control('daemon-reload')

    def verify(self, unit):
        """What systemd finds to say against a unit."""
        done = subprocess.run(['systemd-analyze', '--user', '--man=no', 'verify',
                               f'{self.folder}/units/{unit}'],
                              env=self.environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def control(self, *arguments):
        """systemctl --user; returns what it prints."""
        return run('systemctl', '--user', '--no-pager', *arguments, env=self.environment)

    def show(self, unit, field):
        """What is known of a unit."""
        return self.control('show', '--value', '--property', field, unit).strip()

    def journal(self):
        """What the services wrote for it."""
        path = f'{self.folder}/journal'
        if not os.path.exists(path):
            return ''
        with open(path, encoding='utf-8') as file:
            return file.read()

    def stop(self):
        """Ends it and all that it runs."""
        self.process.terminate()
        try:
            self.process.wait(30)
        finally:
            self.process.kill()
        run('unshare', '--mount', 'sh', '-c', REMOVE, env=self.environment)
