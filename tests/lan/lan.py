# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""lan.py: a LAN in a box: network namespaces joined by veth cables and a bridge.

Host i is 10.77.0.i/24. The bridge lives in the namespace of the test itself, which sandbox.py made;
a host's namespace lives as long as the process that holds it. What is wrong with a network (a
switch that drops, a firewall, a tunnel) is in faults.py.
"""

import subprocess

PREFIX = '10.77.0'
SECOND = '10.88.0'


def run(*command, **options):
    """Runs a command to its end, returns what it printed; a failure raises with its words."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          check=False, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def add_bridge(name):
    """A switch of that name, unless there is one."""
    if run('ip', '-o', 'link', 'show', 'type', 'bridge').find(f': {name}:') < 0:
        run('ip', 'link', 'add', name, 'type', 'bridge')
        run('ip', 'link', 'set', name, 'up')


class Host:
    """One machine of the LAN."""

    def __init__(self, index):
        self.index = index
        self.address = f'{PREFIX}.{index}'
        self.port = f'port{index}'
        self.bridge = 'br0'
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
        run('ip', 'link', 'set', self.port, 'master', self.bridge, 'up')
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
        gateway = address.rsplit('.', 1)[0] + '.254'
        self.run('ip', 'route', 'replace', 'default', 'via', gateway, 'dev', 'eth0')

    def move(self, bridge, prefix=SECOND):
        """Plugs eth0 into another switch, where addresses begin with @prefix."""
        add_bridge(bridge)
        self.bridge = bridge
        run('ip', 'link', 'set', self.port, 'master', bridge)
        self.set_address(f'{prefix}.{self.index}')

    def add_card(self, bridge, address, name='eth1'):
        """A second card, in that switch, with that address; "ip" knows it as eth1."""
        add_bridge(bridge)
        run('ip', 'link', 'add', f'{self.port}{name}', 'type', 'veth', 'peer', 'name', name,
            'netns', str(self.holder.pid))
        run('ip', 'link', 'set', f'{self.port}{name}', 'master', bridge, 'up')
        self.run('ip', 'address', 'add', f'{address}/24', 'brd', '+', 'dev', name)
        self.run('ip', 'link', 'set', name, 'up')

    def cut(self, card=''):
        """Pulls the cable at the switch: the host sees no carrier. @card: eth0, or "eth1"."""
        run('ip', 'link', 'set', self.port + card, 'down')

    def heal(self, card=''):
        """Puts the cable back."""
        run('ip', 'link', 'set', self.port + card, 'up')

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

    def add_router(self, bridge='net2', prefix=SECOND):
        """A machine with a card in either network, which forwards between them."""
        router = Host(254)
        router.plug_in()
        router.run('ip', 'route', 'del', 'default')
        router.add_card(bridge, f'{prefix}.254')
        router.run('sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward')
        self.hosts.append(router)
        return router

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
            if name.startswith('br') and name != 'br0':
                run('ip', 'link', 'del', name)
