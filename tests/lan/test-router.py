#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two networks with a router between them: one typed address is enough for everybody on both."""

import time

import suite
from lan import PREFIX, SECOND
from meeting import DEADLINE, tell
from waiting import until

HERE = {1: 'Anna', 2: 'Ben', 3: 'Carl'}
THERE = {4: 'Dora', 5: 'Emil', 6: 'Fred'}


def build(context):
    """Hosts 4 to 6 are behind the router."""
    context.lan.add_router()
    for index in THERE:
        context.lan[index].move('net2')
    assert context.lan[1].address.startswith(PREFIX)
    context.lan[1].run('ping', '-c', '1', '-W', '5', f'{SECOND}.4')


def start(context, peers=()):
    """Everybody, each with a room; @peers: host number → arguments. Emil's is called den."""
    clis = {}
    for index, name in {**HERE, **THERE}.items():
        room = 'den' if name == 'Emil' else f'of {name}'
        clis[name] = context.cli(index, name.lower(), '--name', name, *dict(peers).get(index, ()),
                                 'host', room, '--stay')
    return clis


def wait_all_see_all(clis, begin):
    """Prints when the last one of six saw the last one of five."""
    latest = 0
    for name, cli in clis.items():
        for other in clis:
            if other != name:
                latest = max(latest, cli.wait('person', 2 * DEADLINE, name=other)['heard'])
    tell('all six see all others after the start', latest - begin)


def test_one_typed_address(context):
    """Carl types Dora's address: six people, a room and a private message, and goodbyes."""
    build(context)
    begin = time.monotonic()
    clis = start(context, {3: ('--peer', f'{SECOND}.4')})
    wait_all_see_all(clis, begin)
    heard = clis['Anna'].wait('room', DEADLINE, name='den')['heard']
    tell("a room on the other side is seen after the start", heard - begin)

    begin = time.monotonic()
    code, items, errors = context.ask(2, 'ben-2', '--name', 'Bert', '--wait', '30', '--peer',
                                      f'{SECOND}.5', 'dm', 'Fred', 'across the router')
    assert code == 0, (items, errors)
    tell('a private message across the router after its writer started', time.monotonic() - begin)

    begin = time.monotonic()
    guest = context.cli(1, 'guest', '--name', 'Guest', '--wait', '30', 'join', 'den', '--stay')
    guest.wait('joined', DEADLINE)
    tell('joined a room across the router after the start', time.monotonic() - begin)
    guest.say('from the other network')
    clis['Emil'].wait('message', DEADLINE, text='from the other network')
    clis['Emil'].say('welcome')
    guest.wait('message', DEADLINE, text='welcome')

    for leaver, watcher in (('Ben', 'Fred'), ('Fred', 'Anna')):
        begin = time.monotonic()
        leaver_id = clis[watcher].find('person', name=leaver)['id']
        assert clis[leaver].terminate() == 0
        gone = clis[watcher].wait('person-gone', DEADLINE, id=leaver_id)
        tell(f'a goodbye was seen across the router: {leaver}', gone['heard'] - begin)


def test_the_other_end_restarts(context):
    """Whoever was typed goes and comes again: both networks find together again."""
    build(context)
    begin = time.monotonic()
    clis = start(context, {1: ('--peer', f'{SECOND}.4')})
    wait_all_see_all(clis, begin)
    clis['Dora'].kill()
    begin = time.monotonic()
    dora = context.cli(4, 'dora', '--name', 'Dora', 'host', 'of Dora', '--stay')
    for name in HERE.values():
        dora.wait('person', DEADLINE, name=name)
    tell('whoever came back sees the other network', time.monotonic() - begin)
    late = context.cli(5, 'late', '--name', 'Late', 'host', 'of Late', '--stay')
    until(lambda: clis['Anna'].find('person', name='Late'), DEADLINE, 'the newcomer')
    late.wait('person', DEADLINE, name='Ben')


if __name__ == '__main__':
    suite.main(hosts=6)
