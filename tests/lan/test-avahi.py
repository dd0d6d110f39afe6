#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where none of Hallway's datagrams arrives, Avahi leads people to each other: the real daemon."""

import time

import faults
import suite
from avahi import Avahi
from meeting import DEADLINE, Meeting, tell
from sniffer import Sniffer
from waiting import until, wait_between_faults

SERVICE = b'\x08_hallway\x04_tcp'
DATAGRAMS = ('udp dport 12345', 'udp sport 12345', 'ip daddr 239.1.2.3')


def drop_datagrams(context):
    """Only DNS-SD and TCP pass, either way."""
    for host in context.lan.hosts:
        faults.firewall(host, *DATAGRAMS)
        faults.firewall(host, *DATAGRAMS, hook='output')


def start_avahis(context, *indexes):
    """A daemon on each of these hosts."""
    return [Avahi(context.lan[index], context.folder) for index in indexes]


def test_only_avahi_and_tcp(context):
    """Two people find each other and chat, and go on seeing each other; and a third one comes."""
    drop_datagrams(context)
    avahis = start_avahis(context, 1, 2, 3)
    environments = [avahi.environment for avahi in avahis]
    meeting = Meeting(context, environments=environments[:2]).see()
    meeting.write(3, 'carl', 'Carl', environment=environments[2])
    # Longer than a hello counts.
    wait_between_faults(30)
    for cli, name in ((meeting.anna, 'Ben'), (meeting.ben, 'Anna')):
        known = cli.find('person', name=name)['id']
        assert not cli.all('person-gone', id=known), cli.events
    meeting.talk()


def test_nobody_without_avahi(context):
    """What the tests above rely on: without a daemon nothing passes."""
    drop_datagrams(context)
    clis = [context.cli(index, name, '--name', name, 'host', name, '--stay')
            for index, name in ((1, 'Anna'), (2, 'Ben'))]
    wait_between_faults(8)
    for cli in clis:
        assert not cli.all('person'), cli.events


def test_in_different_rooms(context):
    """Two who are in no room together go on seeing each other, and see the other one go."""
    drop_datagrams(context)
    avahis = start_avahis(context, 1, 2)
    begin = time.monotonic()
    clis = [context.cli(index, name, '--name', name, 'host', name, '--stay',
                        environment=avahi.environment)
            for index, name, avahi in ((1, 'Anna', avahis[0]), (2, 'Ben', avahis[1]))]
    for cli, other in zip(clis, ('Ben', 'Anna')):
        tell(f'{other} is seen', cli.wait('person', DEADLINE, name=other)['heard'] - begin)
    wait_between_faults(40)
    for cli in clis:
        assert not cli.all('person-gone'), cli.events
    begin = time.monotonic()
    clis[1].terminate()
    gone = clis[0].wait('person-gone', DEADLINE)
    tell('a goodbye came', gone['heard'] - begin)


def test_daemon_restarts(context):
    """The daemon is there only later, and goes and comes again: it is told of us each time."""
    drop_datagrams(context)
    first, second = start_avahis(context, 1, 2)
    first.stop()
    anna = context.cli(1, 'anna', '--name', 'Anna', 'host', 'of Anna', '--stay',
                       environment=first.environment)
    ben = context.cli(2, 'ben', '--name', 'Ben', 'host', 'of Ben', '--stay',
                      environment=second.environment)
    wait_between_faults(3)
    first.start()
    anna.wait('person', DEADLINE, name='Ben')
    ben.wait('person', DEADLINE, name='Anna')
    for avahi in (first, second):
        avahi.stop()
        avahi.start()
    carl_bus, = start_avahis(context, 3)
    carl = context.cli(3, 'carl', '--name', 'Carl', 'host', 'of Carl', '--stay',
                       environment=carl_bus.environment)
    for name in ('Anna', 'Ben'):
        carl.wait('person', DEADLINE, name=name)


def test_only_on_used_cards(context):
    """Nothing about us leaves by docker0 and its like, and no person's name leaves at all."""
    host = context.lan[1]
    faults.add_virtual_cards(host)
    sniffer = Sniffer(host)
    avahis = start_avahis(context, 1, 2)
    Meeting(context, environments=[avahi.environment for avahi in avahis]).see()
    until(lambda: sniffer.holding(SERVICE), DEADLINE, 'somebody to be published')
    wait_between_faults(3)
    cards = {}
    for line in host.run('ip', '-o', 'link').splitlines():
        if 'link/ether ' in line:
            card = line.split()[1].split('@')[0].strip(':')
            cards[line.split('link/ether ')[1].split()[0]] = card
    senders = set()
    for frame in sniffer.holding(SERVICE):
        senders.add(cards.get(':'.join(f'{byte:02x}' for byte in frame[6:12])))
        assert b'Anna' not in frame and b'Ben' not in frame, frame
    assert senders == {'eth0', None}, senders
    sniffer.close()


def test_invisible(context):
    """Of whoever is invisible Avahi says nothing, and asks nobody who else is there."""
    avahi, = start_avahis(context, 1)
    sniffer = Sniffer()
    code, _, errors = context.ask(1, 'anna', '--name', 'Anna', 'status', 'invisible')
    assert code == 0, errors
    anna = context.cli(1, 'anna', '--wait', '8', 'people', environment=avahi.environment)
    until(lambda: anna.process.poll() is not None, 20, 'it to end')
    assert not sniffer.holding(SERVICE), 'somebody spoke of Hallway'
    # And of the same person, visible again.
    code, _, errors = context.ask(1, 'anna', 'status', 'available')
    assert code == 0, errors
    context.cli(1, 'anna', 'host', 'den', '--stay', environment=avahi.environment).wait('joined')
    until(lambda: sniffer.holding(SERVICE), DEADLINE, 'to be published')
    sniffer.close()


if __name__ == '__main__':
    suite.main(hosts=3)
