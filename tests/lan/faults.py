# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""faults.py: what is wrong with a network: switches that drop, firewalls, tunnels, other clocks.

Everything here is done to a Lan or a Host of lan.py, and is gone with it. Nothing knows Hallway but
its ports.
"""

import glob
import os

from lan import run

ETHER_BROADCAST = 'ff:ff:ff:ff:ff:ff'


def drop_multicast(lan):
    """The switch loses what goes to a group: it waits for a querier, and there is none."""
    for host in lan.hosts:
        run('bridge', 'link', 'set', 'dev', host.port, 'mcast_flood', 'off')


def drop_broadcast(lan):
    """The switch loses IPv4 broadcasts; ARP works, or nothing would."""
    assert lan.hosts
    run('nft', f'''table bridge faults {{
        chain forward {{
            type filter hook forward priority 0;
            ether daddr {ETHER_BROADCAST} ether type ip drop;
        }}
    }}''')


def mend_switch(lan):
    """The switch carries everything again."""
    for host in lan.hosts:
        run('bridge', 'link', 'set', 'dev', host.port, 'mcast_flood', 'on', 'isolated', 'off')
    run('nft', 'flush', 'ruleset')


def isolate(lan):
    """As a guest network does: nobody reaches anybody but the way out."""
    for host in lan.hosts:
        run('bridge', 'link', 'set', 'dev', host.port, 'isolated', 'on')


def firewall(host, *rules, hook='input'):
    """A firewall on a host: what one of these rules matches is dropped; loopback is free."""
    free = 'iif lo accept;' if hook == 'input' else 'oif lo accept;'
    lines = ' '.join(f'{rule} drop;' for rule in rules)
    host.run('nft', f'''table inet wall {{
        chain {hook} {{
            type filter hook {hook} priority 0;
            {free}
            {lines}
        }}
    }}''')


def add_virtual_cards(host):
    """docker0, virbr0, wg0 and tun0, with addresses, before eth0 in every list; as a VPN does,
    wg0 takes the default route."""
    host.unplug()
    for number, name in enumerate(('docker0', 'virbr0', 'wg0', 'tun0')):
        address = f'172.{17 + number}.0.1/24'
        if name in ('docker0', 'virbr0'):
            host.run('ip', 'link', 'add', name, 'type', 'bridge')
            host.run('ip', 'link', 'add', f'veth{number}', 'type', 'veth', 'peer', 'name',
                     f'vnet{number}')
            for end in (f'veth{number}', f'vnet{number}'):
                host.run('ip', 'link', 'set', end, 'up')
            host.run('ip', 'link', 'set', f'veth{number}', 'master', name)
        else:
            # To a machine that answers nothing. Only the name says what such a card is.
            run('ip', 'link', 'add', f'{host.port}{name}', 'type', 'veth', 'peer', 'name', name,
                'netns', str(host.holder.pid))
            run('ip', 'link', 'set', f'{host.port}{name}', 'up')
        host.run('ip', 'address', 'add', address, 'brd', '+', 'dev', name)
        host.run('ip', 'link', 'set', name, 'up')
    host.plug_in()
    host.run('ip', 'route', 'replace', 'default', 'dev', 'wg0')


def clock_off(hours):
    """The environment of a program whose wall clock is that many hours off; timers are not."""
    found = glob.glob('/usr/lib/*/faketime/libfaketime.so.1') \
        + glob.glob('/usr/lib*/faketime/libfaketime.so.1')
    assert found, 'libfaketime is missing: tests/tools/setup.sh test'
    return {'G_DEBUG': 'fatal-criticals', 'LD_PRELOAD': found[0], 'FAKETIME': f'{hours:+}h',
            'FAKETIME_DONT_FAKE_MONOTONIC': '1', 'DONT_FAKE_MONOTONIC': '1'}


class User:
    """An account on a host: takes the host's place where a program is started."""

    def __init__(self, host, number):
        self.address = host.address
        with open('/proc/self/uid_map', encoding='ascii') as ids:
            others = any(int(line.split()[2]) > number for line in ids)
        # An ordinary user's sandbox has one account alone; two profiles remain.
        self.prefix = [*host.prefix, 'setpriv', f'--reuid={number}', '--clear-groups', '--'] \
            if others else host.prefix
        self.number = number if others else os.geteuid()

    def make_home(self, folder):
        """A folder that is this user's own."""
        os.makedirs(folder)
        os.chown(folder, self.number, -1)
        return folder
