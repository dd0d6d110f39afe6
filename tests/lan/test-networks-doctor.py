#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where people can't see each other, hallway-cli doctor names the cause; elsewhere it does not."""

import faults
import suite
from waiting import until

OURS = 'udp dport 12345'
ALL_UDP = 'meta l4proto udp'
ALL_TCP = 'meta l4proto tcp ct state new'
BAD = ('bad', 'caution')


def doctor(context, index, *arguments, profile='doctor', wait=8):
    """What the doctor on that host finds: code → finding, those that are not well."""
    code, items, errors = context.ask(index, profile, '--name', 'Doctor', *arguments, 'doctor',
                                      '--wait', str(wait))
    found = [item for item in items if item['event'] == 'finding']
    assert found, (code, items, errors)
    for item in found:
        print(f'#   {item["severity"]:8} {item["code"]}: {item["title"]}')
    return {item['code']: item for item in found if item['severity'] in BAD}


def wait_found(context, index, wanted, *arguments):
    """The doctor finds what is wanted, and says what to do about it."""
    bad = {}

    def is_found():
        bad.update(doctor(context, index, *arguments))
        return wanted in bad
    until(is_found, 30, lambda: f'{wanted}; found: {bad}')
    assert bad[wanted]['title'] and bad[wanted]['advice'], bad[wanted]
    return bad


def be_here(context, index, name='Anna', *arguments):
    """Somebody on that host."""
    cli = context.cli(index, name.lower(), '--name', name, *arguments, 'host', f'den of {name}',
                      '--stay')
    cli.wait('joined')
    return cli


def test_nothing_is_wrong(context):
    """On a network without a fault nothing is said against it."""
    be_here(context, 1)
    bad = doctor(context, 2)
    assert not bad, bad


def test_nobody_is_there(context):
    """Alone on a network without a fault: that nobody was heard, and no more."""
    bad = doctor(context, 2)
    assert set(bad) == {'nobody-heard'}, bad


def test_firewall_keeps_udp_out(context):
    """Nothing that comes in by UDP gets through."""
    be_here(context, 1)
    faults.firewall(context.lan[2], ALL_UDP)
    wait_found(context, 2, 'firewall-in')


def test_firewall_keeps_udp_in(context):
    """Nothing goes out by UDP."""
    be_here(context, 1)
    faults.firewall(context.lan[2], ALL_UDP, hook='output')
    wait_found(context, 2, 'firewall-out')


def test_firewall_keeps_tcp_out(context):
    """Everybody is seen, and nobody can connect to this one."""
    be_here(context, 1)
    faults.firewall(context.lan[2], ALL_TCP)
    bad = wait_found(context, 2, 'tcp-in')
    assert 'firewall-in' not in bad, bad


def test_clients_are_isolated(context):
    """A guest network: whom one knows from before is not reached, though all is well here."""
    anna = be_here(context, 1)
    ident = context.ask(2, 'doctor', '--name', 'Doctor', 'dm', 'Anna', 'hello')
    assert ident[0] == 0, ident
    faults.isolate(context.lan)
    bad = doctor(context, 2)
    assert {'isolation', 'nobody-heard'} & set(bad), bad
    assert anna.process.poll() is None


def test_other_port(context):
    """The others use the default one; this one has another by mistake."""
    be_here(context, 1)
    bad = wait_found(context, 2, 'other-port', '--port', '12399')
    assert 'port' in bad['other-port']['advice'].lower(), bad


def test_multicast_dropped(context):
    """People see each other all the same, and the doctor says what the network loses."""
    faults.drop_multicast(context.lan)
    be_here(context, 1)
    wait_found(context, 2, 'multicast-dropped')


def test_broadcast_dropped(context):
    """The same with broadcasts."""
    faults.drop_broadcast(context.lan)
    be_here(context, 1)
    wait_found(context, 2, 'broadcast-dropped')


if __name__ == '__main__':
    suite.main(hosts=2)
