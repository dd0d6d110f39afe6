# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""avahi.py: a real avahi-daemon on a host of the LAN, with a system bus of the host's own.

Both run in the host's network namespace and see a /run of their own, so they meet no daemon of the
machine that the tests run on.
"""

import os
import shutil
import subprocess

from waiting import until

BUS = '''<busconfig>
  <listen>unix:path={folder}/run/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    <allow user="*"/>
  </policy>
</busconfig>
'''

DAEMON = '''[server]
host-name=host{index}
use-ipv4=yes
use-ipv6=yes
[wide-area]
enable-wide-area=no
[publish]
publish-workstation=no
publish-hinfo=no
'''


def find_daemon():
    """Its path; it is in no ordinary user's PATH."""
    path = shutil.which('avahi-daemon', path=os.environ.get('PATH', '') + ':/usr/sbin:/sbin')
    assert path, 'avahi-daemon is missing: tests/tools/setup.sh test'
    return path


class Avahi:
    """A bus and a daemon on @host, which end with the host's sandbox, or with stop ()."""

    def __init__(self, host, folder):
        self.host = host
        self.folder = f'{folder}/avahi{host.index}'
        os.makedirs(f'{self.folder}/run')
        for name, text in (('bus.conf', BUS), ('avahi.conf', DAEMON)):
            with open(f'{self.folder}/{name}', 'w', encoding='ascii') as file:
                file.write(text.format(folder=self.folder, index=host.index))
        self.environment = {'G_DEBUG': 'fatal-criticals',
                            'DBUS_SYSTEM_BUS_ADDRESS': f'unix:path={self.folder}/run/bus'}
        self.bus = self._start('bus', ['dbus-daemon', '--nofork', '--nopidfile',
                                       f'--config-file={self.folder}/bus.conf'])
        until(lambda: os.path.exists(f'{self.folder}/run/bus'), 10, 'the bus')
        self.daemon = None
        self.start()

    def _start(self, name, command):
        with open(f'{self.folder}/{name}.log', 'ab') as log:
            return subprocess.Popen([*self.host.prefix, *command],
                                    env={**os.environ, **self.environment},
                                    stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def start(self):
        """Starts the daemon and waits until it has a name."""
        # It keeps its process id below /run, where there can be one alone.
        script = 'mount -t tmpfs none /run && mkdir /run/avahi-daemon && exec "$@"'
        self.daemon = self._start('avahi', ['unshare', '--mount', 'sh', '-c', script, 'sh',
                                            find_daemon(), '--no-drop-root', '--no-chroot',
                                            '--no-rlimits', '-f', f'{self.folder}/avahi.conf'])
        until(lambda: 'startup complete' in self.said(), 20, self.said)

    def said(self):
        """What the daemon wrote since it was started first."""
        with open(f'{self.folder}/avahi.log', encoding='utf-8', errors='replace') as log:
            return log.read()

    def stop(self):
        """Ends the daemon; the bus stays."""
        self.daemon.terminate()
        self.daemon.wait(10)
        with open(f'{self.folder}/avahi.log', 'w', encoding='ascii'):
            pass
