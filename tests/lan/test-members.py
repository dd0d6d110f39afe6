#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Members of a room without windows: hosts that go, cables that are cut, what waits and is kept."""

import suite
from waiting import until


def successor(members, seconds=20):
    """Waits until one of these hosts and the others say so; returns that one."""
    def settled():
        last = [(member.all('host') or [None])[-1] for member in members]
        hosts = [member for member, item in zip(members, last) if item and item['self']]
        same = {item and item['id'] for item in last}
        return hosts[0] if len(hosts) == 1 and len(same) == 1 else None
    return until(settled, seconds, lambda: f'one host; {[m.all("host") for m in members]}')


def equal_histories(context, room, profiles):
    """The (id, text) pairs that all of these (host number, profile) have, in one order."""
    histories = []
    for index, profile in profiles:
        code, history, errors = context.ask(index, profile, 'history', room)
        assert code == 0, errors
        histories.append([(item['id'], item['text']) for item in history])
    assert all(history == histories[0] for history in histories), histories
    return histories[0]


def test_killed_host_is_replaced(context):
    """kill -9 of the host: one of three others hosts, and everybody ends with the same history."""
    host = context.cli(1, 'host', '--name', 'Host', 'host', 'ops', '--stay')
    room = host.wait('joined')['room']
    members = [context.cli(i, f'm{i}', '--name', f'Member {i}', 'join', 'ops', '--stay')
               for i in (2, 3, 4)]
    everybody = [host, *members]
    for member in members:
        member.wait('joined')
    for number, cli in enumerate(everybody):
        cli.say(f'before {number}')
    for cli in everybody:
        for number in range(4):
            cli.wait('message', text=f'before {number}')
    for cli in everybody:
        cli.wait('state', state='sent')
    host.kill()
    new_host = successor(members)
    for member in members:
        until(lambda: member.all('connection')[-1]['state'] == 'live', 15,
              lambda: f'a live room; {member.all("connection")}')
        assert not member.all('connection', state='nobody'), member.all('connection')
    for number, member in enumerate(members):
        member.say(f'after {number}')
    for member in members:
        for number in range(3):
            member.wait('message', text=f'after {number}')
        until(lambda: len({s['id'] for s in member.all('state', state='sent')}) == 2, 15,
              'both own messages to be sent')
    profiles = [(i, f'm{i}') for i in (2, 3, 4)]
    history = equal_histories(context, room, profiles)
    assert sorted(text for _, text in history) == sorted(
        [f'before {n}' for n in range(4)] + [f'after {n}' for n in range(3)]), history

    again = context.cli(1, 'host', 'join', room, '--stay')
    again.wait('joined', 30)
    assert again.wait('host')['self'] is False
    for number in range(3):
        again.wait('message', 30, text=f'after {number}')
    assert equal_histories(context, room, [(1, 'host'), *profiles]) == history
    assert new_host.all('host')[-1]['self'] is True, 'the host that came back took its room away'


def test_clean_quit_hands_over(context):
    """SIGTERM of one host after the other: nobody sees a gap, and the last one hosts alone."""
    programs = [context.cli(1, 'm1', '--name', 'Member 1', 'host', 'ops', '--stay')]
    room = programs[0].wait('joined')['room']
    for i in (2, 3, 4):
        programs.append(context.cli(i, f'm{i}', '--name', f'Member {i}', 'join', 'ops', '--stay'))
        programs[-1].wait('joined')
    for turn in range(3):
        host = next(cli for cli in programs if cli.all('host')[-1]['self'])
        programs.remove(host)
        assert host.terminate() == 0, host.said()
        successor(programs, 10)
        for cli in programs:
            cli.say(f'{turn}')
        for cli in programs:
            until(lambda: len(cli.all('message', text=f'{turn}')) == len(programs), 10,
                  'what everybody said')
            if len(programs) > 1:
                until(lambda: len(cli.all('state', state='sent')) > turn, 10, 'it to be sent')
            assert not cli.all('error'), cli.events
            assert {item['state'] for item in cli.all('connection')} <= {'dialling', 'live'}
    assert programs[0].terminate() == 0, programs[0].said()
    counts = [len(context.ask(i, f'm{i}', 'history', room)[1]) for i in (1, 2, 3, 4)]
    assert sorted(counts) == [0, 3, 3 + 2, 3 + 2 + 1], counts


def test_cut_cable(context):
    """A silent member is taken off the roster; with the cable back it returns by itself."""
    host = context.cli(1, 'host', '--name', 'Host', 'host', 'cable', '--stay')
    host.wait('joined')
    near = context.cli(2, 'near', '--name', 'Near', 'join', 'cable', '--stay')
    far = context.cli(3, 'far', '--name', 'Far', 'join', 'cable', '--stay')
    near.wait('joined')
    far.wait('joined')
    ident = host.wait('member', name='Far')['id']
    context.lan[3].cut()
    near.wait('member-gone', 25, id=ident)
    far.wait('host', 25, name='Far')
    far.say('written without a cable')
    far.wait('queued', text='written without a cable')
    near.say('said meanwhile')
    host.wait('message', text='said meanwhile')
    context.lan[3].heal()
    far.wait('message', 30, text='said meanwhile')
    for cli in (host, near):
        cli.wait('message', 30, text='written without a cable')
    far.wait('state', state='sent')
    assert len(host.all('message', text='written without a cable')) == 1


def test_killed_at_any_moment_keeps_what_was_acknowledged(context):
    """kill -9 of the host while it is written to: every line that was "sent" is in its history."""
    member = context.cli(2, 'member', '--name', 'Member', 'join', 'log', '--wait', '60', '--stay')
    room = None
    for turn in range(4):
        host = context.cli(1, 'host', '--name', 'Host', 'host', 'log', '--stay')
        room = host.wait('joined')['room']
        if turn == 0:
            member.wait('joined')
        before = len(member.all('state', state='sent'))
        member.say(*[f'line {turn}-{n}' for n in range(40)])
        until(lambda: len(member.all('state', state='sent')) >= before + 5 + turn * 3, 60,
              lambda: f'acknowledgements; {member.said()}')
        host.kill()
        sent = {item['id'] for item in member.all('state', state='sent')}
        code, history, errors = context.ask(1, 'host', 'history', room, '--limit', '1000')
        assert code == 0, errors
        missing = sent - {item['id'] for item in history}
        assert not missing, f'{len(missing)} of {len(sent)} acknowledged messages are lost'


def test_send_waits_and_keeps(context):
    """`send` returns when acknowledged; without the room it gives up, the outbox keeps it."""
    host = context.cli(1, 'host', '--name', 'Host', 'host', 'box', '--stay')
    room = host.wait('joined')['room']
    code, printed, errors = context.ask(2, 'sender', '--name', 'Sender', 'send', 'box',
                                    'one')
    assert code == 0, (printed, errors)
    host.wait('message', text='one', name='Sender')
    assert host.terminate() == 0
    code, printed, errors = context.ask(2, 'sender', 'send', room, 'two', '--wait', '2')
    assert code == 1, (printed, errors)
    host = context.cli(1, 'host', 'host', 'box', '--stay')
    host.wait('joined')
    member = context.cli(2, 'sender', 'join', room, '--stay')
    host.wait('message', 30, text='two')
    member.wait('state', 30, state='sent')
    assert len(host.all('message', text='two')) == 1


if __name__ == '__main__':
    suite.main(hosts=5)
