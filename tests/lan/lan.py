# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""lan.py: a LAN in a box: network namespaces joined by veth cables and a bridge.

Host i is 10.77.0.i/24. The bridge lives in the namespace of the test itself, which sandbox.py made;
a host's namespace lives as long as the process that holds it.
"""

import subprocess

PREFIX = '10.77.0'


def run(*command, **options):
    """Runs a command to its end, returns what it printed; a failure raises with its words."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          check=False, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


class Host:
    """One machine of the LAN."""

    def __init__(self, index):
        self.index = index
        self.address = f'{PREFIX}.{index}'
        self.port = f'port{index}'
        # The shell says "ready" from inside the new namespace: before that, "ip link" could act
        # on the old one.
        self.holder = subprocess.Popen(
            ['unshare', '--net', 'sh', '-c', 'echo ready; exec sleep infinity'],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        self.holder.stdout.readline()
        self.prefix = ['nsenter', f'--net=/proc/{self.holder.pid}/ns/net', '--']

    def run(self, *command):
        """Runs a command on this host to its end."""
        return run(*self.prefix, *command)

    def plug_in(self):
        """Lays a new cable between this host's eth0 and the bridge."""
        run('ip', 'link', 'add', self.port, 'type', 'veth', 'peer', 'name', 'eth0', 'netns',
            str(self.holder.pid))
        run('ip', 'link', 'set', self.port, 'master', 'br0', 'up')
        self.run('ip', 'link', 'set', 'lo', 'up')
        self.set_address(self.address)

    def unplug(self):
        """Takes the interface away altogether, as when a USB adapter is pulled."""
        run('ip', 'link', 'del', self.port)

    def set_address(self, address, broadcast='+'):
        """Gives eth0 this address and no other; @broadcast '0.0.0.0' sets no broadcast address."""
        self.address = address
        self.run('ip', 'address', 'flush', 'dev', 'eth0', 'scope', 'global')
        self.run('ip', 'address', 'add', f'{address}/24', 'brd', broadcast, 'dev', 'eth0')
        self.run('ip', 'link', 'set', 'eth0', 'up')
        self.run('ip', 'route', 'replace', 'default', 'via', f'{PREFIX}.254', 'dev', 'eth0')

    def cut(self):
        """Pulls the cable at the switch: the host sees no carrier."""
        run('ip', 'link', 'set', self.port, 'down')

    def heal(self):
        """Puts the cable back."""
        run('ip', 'link', 'set', self.port, 'up')

    def lose(self, percent):
        """Drops that share of the packets that arrive here; 0 ends it."""
        self.run('nft', 'flush', 'ruleset')
        if percent:
            self.run('nft', 'table inet loss { chain input { '
                     'type filter hook input priority -300; '
                     f'iif != lo numgen random mod 100 < {percent} drop; }}; }}')


class Lan:
    """The switch and its hosts, numbered from 1."""

    def __init__(self, size):
        run('ip', 'link', 'set', 'lo', 'up')
        run('ip', 'link', 'add', 'br0', 'type', 'bridge')
        run('ip', 'link', 'set', 'br0', 'up')
        self.hosts = [Host(index + 1) for index in range(size)]
        for host in self.hosts:
            host.plug_in()

    def __getitem__(self, index):
        return self.hosts[index - 1]

    def split(self, *groups):
        """Splits the network: each group of host numbers gets a switch of its own, and no host
        loses its carrier. The first group keeps the present switch."""
        for number, group in enumerate(groups[1:], 1):
            bridge = f'br{number}'
            run('ip', 'link', 'add', bridge, 'type', 'bridge')
            run('ip', 'link', 'set', bridge, 'up')
            for index in group:
                run('ip', 'link', 'set', self[index].port, 'master', bridge)

    def join_up(self):
        """Makes one network of the parts again."""
        for host in self.hosts:
            run('ip', 'link', 'set', host.port, 'master', 'br0')
        for line in run('ip', '-o', 'link', 'show', 'type', 'bridge').splitlines():
            name = line.split(':')[1].strip()
            if name != 'br0':
                run('ip', 'link', 'del', name)
