#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""hallway-cli with others: several of them on loopback find each other, host, join, talk and go."""

import signal
import socket
import subprocess
import threading

import running
from running import SECONDS, STRICT, free_port


def texts(program_or_items):
    """The texts of message objects, in order."""
    items = program_or_items if isinstance(program_or_items, list) else program_or_items.events
    return [item['text'] for item in items if item['event'] == 'message']


def test_host_join_and_talk(place):
    """Both say twenty things: each arrives once, is acknowledged, and both histories are equal."""
    host = place.start('h', 'host', 'design review', '--topic', 'Fridays', '--stay', name='Mina')
    joined = host.wait('joined', name='design review')
    room = joined['room']
    host.wait('host', room=room, name='Mina', self=True)
    guest = place.start('g', 'join', 'design review', '--stay', name='Jin')
    found = guest.wait('room', name='design review')
    assert set(found) == {'event', 'id', 'name', 'topic', 'members', 'lock'}, found
    assert found['id'] == room and found['topic'] == 'Fridays' and found['lock'] == 'open', found
    person = guest.wait('person', name='Mina')
    assert set(person) == {'event', 'id', 'name', 'status', 'text', 'trust', 'addresses'}, person
    assert person['status'] == 'available' and person['addresses'] == ['127.0.0.1'], person
    guest.wait('joined', room=room)
    guest.wait('host', room=room, id=person['id'], self=False)
    guest.wait('member', room=room, id=person['id'], name='Mina')
    guest_id = host.wait('member', room=room, name='Jin')['id']
    assert host.wait('person', name='Jin')['id'] == guest_id

    said = {}
    for name, program in (('Mina', host), ('Jin', guest)):
        said[name] = [f'{name} {n}' for n in range(20)]
        program.say(*said[name])
    everything = set(said['Mina'] + said['Jin'])
    for name, program in (('Mina', host), ('Jin', guest)):
        program.wait('message', 40)
        program.wait('state', 20, state='sent')
        assert set(texts(program)) == everything and len(texts(program)) == 40, texts(program)
        own = [item for item in program.all('message') if item['name'] == name]
        assert [item['text'] for item in own] == said[name], own
        assert {item['id'] for item in own} == {i['id'] for i in program.all('state', state='sent')}
        assert all(item['state'] in ('pending', 'stored', 'sent') for item in own), own
        others = [item for item in program.all('message') if item['name'] != name]
        assert all(item['state'] == 'received' for item in others), others
        assert len({item['token'] for item in program.all('queued', room=room)}) == 20
        assert [item['text'] for item in program.all('queued')] == said[name]
    assert len(host.all('host')) == len(guest.all('host')) == 1

    histories = []
    for profile in ('h', 'g'):
        status, printed, errors = place.run_json(profile, 'history', room)
        assert status == 0, errors
        histories.append([(i['id'], i['author'], i['text'], i['time']) for i in printed])
    assert histories[0] == histories[1] and len(histories[0]) == 40, histories
    assert guest.terminate() == 0 and host.terminate() == 0
    assert guest.events[-1] == {'event': 'left', 'room': room}, guest.events[-1]


def test_end_of_input(place):
    """A joiner leaves when everything is acknowledged; the host goes on and sees it leave."""
    host = place.start('h', 'host', 'lunch', '--stay', name='Mina')
    host.wait('joined')
    status, printed, said = place.run_json('g', 'join', 'lunch', name='Jin',
                                           stdin=b'one\ntwo\nthree')
    assert status == 0, said
    ids = {item['id'] for item in printed if item['event'] == 'message'}
    sent = {i['id'] for i in printed if i['event'] == 'state' and i['state'] == 'sent'}
    assert len(ids) == 3 and ids == sent, printed
    host.wait('message', 3)
    assert texts(host) == ['one', 'two', 'three']
    host.wait('member-gone', name='Jin')
    host.wait('person-gone', 1, 5)
    # For people it is the same, in lines.
    status, printed, said = place.run('g', 'join', 'lunch', stdin=b'four', name='Jin')
    assert status == 0 and printed.rstrip().endswith('Jin: four'), (printed, said)
    assert host.terminate() == 0


def test_join_waits_for_the_room(place):
    """Whoever comes first waits, and what is typed meanwhile is sent once there."""
    guest = place.start('g', 'join', 'later', name='Jin')
    guest.say('I was early')
    guest.process.stdin.close()
    host = place.start('h', 'host', 'later', '--stay', name='Mina')
    host.wait('message', text='I was early', name='Jin')
    assert guest.end() == 0, guest.said

    status, printed, said = place.run_json('g', 'join', 'nowhere', '--wait', '0.5', stdin=b'lost')
    assert status == 1 and '“nowhere”' in said, said
    assert [item['code'] for item in printed if item['event'] == 'error'] == ['not-found'], printed


def test_join_by_id_and_address(place):
    """ROOM may be an id or ADDRESS:PORT."""
    port = free_port(socket.SOCK_STREAM)
    host = place.start('h', '--tcp-port', str(port), 'host', 'lunch', '--stay', name='Mina')
    room = host.wait('joined')['room']
    for ident in (room, f'127.0.0.1:{port}'):
        status, printed, said = place.run_json('g', 'join', ident, stdin=ident.encode())
        assert status == 0, said
        assert [item['room'] for item in printed if item['event'] == 'joined'] == [room], printed
        host.wait('message', text=ident)
    closed = free_port(socket.SOCK_STREAM)
    status, printed, said = place.run_json('g', 'join', f'127.0.0.1:{closed}', '--wait', '0.5')
    assert status == 1, said
    assert [i['code'] for i in printed if i['event'] == 'error'] == ['unreachable'], printed


def test_send(place):
    """Acknowledged: 0. No such room: nothing is kept. Nobody there: kept, and sent once later."""
    # Ports of their own, so that nobody comes to have the one that another one remembers.
    host_port, port = [str(free_port(socket.SOCK_STREAM)) for _ in range(2)]
    host = place.start('h', '--tcp-port', host_port, 'host', 'box', '--stay', name='Mina')
    room = host.wait('joined')['room']
    status, printed, said = place.run_json('s', 'send', 'box', 'one\ntwo lines', name='Sora')
    assert status == 0, said
    host.wait('message', text='one\ntwo lines', name='Sora')
    own = [item for item in printed if item['event'] == 'message']
    assert [item['text'] for item in own] == ['one\ntwo lines'], printed
    assert [i['id'] for i in printed if i['event'] == 'state' and i['state'] == 'sent'] \
        == [own[0]['id']] or own[0]['state'] == 'sent', printed
    status, printed, said = place.run('s', 'send', 'box', 'for people', name='Sora')
    assert status == 0 and texts(host).count('for people') <= 1, said
    host.wait('message', text='for people')

    status, printed, said = place.run_json('s', 'send', 'elsewhere', 'x', '--wait', '0.5')
    assert status == 1 and 'is not kept' in said, said
    assert [item['code'] for item in printed] == ['not-found', 'not-kept'], printed

    assert host.terminate() == 0
    status, printed, said = place.run_json('s', '--tcp-port', port, 'send', room, 'kept', '--wait',
                                           '0.5', name='Sora')
    assert status == 1 and 'kept in the outbox' in said, said
    assert [item['text'] for item in printed if item['event'] == 'queued'] == ['kept'], printed
    assert [i['code'] for i in printed if i['event'] == 'error'] == ['unreachable', 'kept'], printed
    assert not texts(printed) and room == printed[0]['room'], printed

    host = place.start('h', '--tcp-port', host_port, 'host', 'box', '--stay', name='Mina')
    assert host.wait('joined')['room'] == room
    sender = place.start('s', 'join', room, '--stay', name='Sora')
    ident = sender.wait('message', text='kept')['id']
    host.wait('message', text='kept', id=ident)
    sender.wait('state', id=ident, state='sent')
    assert sender.terminate() == 0 and host.terminate() == 0
    status, printed, said = place.run_json('h', 'history', room)
    assert texts(printed) == ['one\ntwo lines', 'for people', 'kept'], printed


def test_held_profile(place):
    """host, join and send name who has the profile; the others read and listen beside it."""
    host = place.start('h', 'host', 'lunch', '--stay', name='Mina')
    room = host.wait('joined')['room']
    other = place.start('o', 'host', 'dinner', '--stay', name='Ona')
    other.wait('joined')
    for command in (('host', 'x'), ('join', 'dinner'), ('send', 'dinner', 'x')):
        status, printed, said = place.run_json('h', *command)
        assert status == 1, command
        assert f'hallway-cli (pid {host.process.pid}) uses this profile' in said, said
        assert [item['code'] for item in printed] == ['held'], printed
    host.say('said before')
    host.wait('state', state='stored')
    status, printed, said = place.run_json('h', 'history', 'lunch')
    assert status == 0 and texts(printed) == ['said before'], said
    people = place.start('h', 'people', '--wait', '60')
    people.wait('person', name='Ona')
    rooms = place.start('h', 'rooms', '--wait', '60')
    rooms.wait('room', name='dinner')
    assert people.terminate() == 0 and rooms.terminate() == 0
    host.wait('person', name='Ona')
    status, printed, said = place.run_json('h', 'stats')
    assert status == 0 and printed[0]['event'] == 'counters', said
    assert other.all('person', name='Mina') and host.process.poll() is None
    assert other.terminate() == 0 and host.terminate() == 0
    status, printed, said = place.run_json('h', 'stats')
    assert printed[0]['counters']['datagram-accepted'] > 0, printed
    assert place.run_json('h', 'history', room)[0] == 0


def listed(place, profile, command):
    """What people or rooms print as lines; tried again where three seconds were too short."""
    for _ in range(5):
        status, printed, said = place.run(profile, command)
        assert status == 0, said
        if printed:
            break
    return printed


def test_people_and_rooms(place):
    """Those who are here are listed, as lines or as they come, and go; a goodbye is heard."""
    host = place.start('h', 'host', 'lunch', '--topic', 'noon', '--stay', name='Mina')
    room = host.wait('joined')['room']
    assert listed(place, 'p', 'people') == 'Mina\tavailable\t127.0.0.1\n'
    assert listed(place, 'p', 'rooms') == f'lunch\t1 member\thosted by Mina\t{room}\n'
    people = place.start('p', 'people', '--wait', '60', name='Pia')
    rooms = place.start('q', 'rooms', '--wait', '60', name='Quin')
    ident = people.wait('person', name='Mina')['id']
    rooms.wait('room', id=room, name='lunch', topic='noon', members=1)
    host.wait('person', name='Pia')
    assert host.terminate() == 0
    people.wait('person-gone', 1, 5, id=ident)
    rooms.wait('room-gone', 1, 5, id=room)
    assert people.terminate() == 0 and rooms.terminate() == 0
    status, printed, said = place.run('h', 'rooms', '--wait', '0')
    assert status == 0 and printed == f'lunch\t–\tnobody hosts it now\t{room}\n', (printed, said)
    status, printed, said = place.run('p', 'people', '--wait', '1.5')
    assert status == 0 and printed == '' and 'Nobody else is here.' in said, (printed, said)


def test_names_that_are_taken(place):
    """A stranger's live room of that name is an error; so is a name that two rooms have."""
    for profile in ('a', 'b'):
        assert place.run(profile, 'host', 'lunch', name=profile)[0] == 0
    one = place.start('a', 'host', 'lunch', '--stay', name='Anna')
    room = one.wait('joined')['room']
    status, printed, said = place.run_json('c', 'host', 'lunch', name='Carl')
    assert status == 1 and 'Anna' in said, said
    assert [i['code'] for i in printed if i['event'] == 'error'] == ['taken'], printed

    status, printed, said = place.run_json('b', 'host', 'lunch', name='Ben')
    assert [i['code'] for i in printed if i['event'] == 'error'] == ['ambiguous'], (printed, said)
    assert status == 1 and room in said, said
    status, printed, said = place.run_json('b', 'history', 'lunch')
    assert status == 0, said
    own = said_id(place, 'b')
    assert own in place.run_json('b', 'host', 'lunch', name='Ben')[2]
    two = place.start('b', 'host', own, '--stay', name='Ben')
    assert two.wait('joined')['room'] == own != room
    joiner = place.start('c', 'rooms', '--wait', '60', name='Carl')
    joiner.wait('room', id=room)
    joiner.wait('room', id=own)
    assert joiner.terminate() == 0
    status, printed, said = place.run_json('c', 'join', own, stdin=b'to the second', name='Carl')
    assert status == 0, said
    two.wait('message', text='to the second')
    assert one.all('message') == []


def said_id(place, profile):
    """The id of the one room of a profile whose network nobody else is on."""
    port = str(free_port(socket.SOCK_DGRAM))
    status, printed, said = place.run_json(profile, '--group', '239.255.1.1', '--port', port,
                                           'rooms', '--wait', '0')
    assert status == 0 and len(printed) == 1, (printed, said)
    return printed[0]['id']


def test_own_room_hosted_by_another(place):
    """`host` joins a room of ours that somebody hosts; later it hosts it under the same id."""
    first = place.start('a', 'host', 'lunch', '--stay', name='Anna')
    room = first.wait('joined')['room']
    assert place.run('b', 'join', 'lunch', name='Ben')[0] == 0
    second = place.start('b', 'host', 'lunch', '--stay', name='Ben')
    assert second.wait('joined')['room'] == room
    second.wait('host', name='Anna', self=False)
    assert second.terminate() == 0 and first.terminate() == 0
    second = place.start('b', 'host', 'lunch', '--stay', name='Ben')
    assert second.wait('joined')['room'] == room
    second.wait('host', name='Ben', self=True)


def test_host_killed(place):
    """The host is killed: the one who is left hosts, and what it wrote alone is kept for all."""
    host = place.start('h', 'host', 'lunch', '--stay', name='Mina')
    room = host.wait('joined')['room']
    guest = place.start('g', 'join', 'lunch', '--stay', name='Jin')
    guest.wait('joined')
    host.wait('member', name='Jin')
    host.kill()
    guest.wait('connection', room=room, state='dialling')
    guest.wait('host', room=room, name='Jin', self=True)
    guest.wait('connection', room=room, state='live')
    guest.say('for later')
    ident = guest.wait('message', text='for later')['id']
    guest.wait('state', id=ident, state='stored')
    assert guest.terminate() == 0, guest.said
    assert guest.all('left', room=room)

    again = place.start('h', 'host', 'lunch', '--stay', name='Mina')
    again.wait('joined', room=room)
    status, printed, said = place.run_json('g', 'join', 'lunch', name='Jin')
    assert status == 0 and texts(printed) == [], (printed, said)
    again.wait('message', id=ident, text='for later')


def test_host_killed_for_people(place):
    """Whoever reads lines is told what happens to the room, each thing in a line of its own."""
    host = place.start('h', 'host', 'lunch', '--stay', name='Mina')
    host.wait('joined')
    with subprocess.Popen([running.PROGRAM, *place.options('g', 'Jin'), 'join', 'lunch', '--stay'],
                          env=STRICT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as guest:
        patience = threading.Timer(SECONDS, guest.kill)
        patience.start()
        lines = []
        for awaited in (' * Mina hosts the room', ' * connected again'):
            while not lines or not lines[-1].endswith(awaited):
                line = guest.stdout.readline().decode('utf-8')
                assert line, (lines, guest.stderr.read())
                lines.append(line.rstrip())
            host.kill()
        guest.terminate()
        assert guest.wait(SECONDS) == 0, guest.stderr.read()
        patience.cancel()
    told = [line.partition(' * ')[2] for line in lines if ' * ' in line]
    assert told.index('Mina hosts the room') < told.index('reconnecting…') \
        < told.index('Jin hosts the room now') < told.index('connected again'), lines


def test_host_frozen_and_signal(place):
    """A host that does not answer any more: what is written stays, and the status says so."""
    host = place.start('h', 'host', 'lunch', '--stay', name='Mina')
    room = host.wait('joined')['room']
    guest = place.start('g', 'join', 'lunch', '--stay', name='Jin')
    guest.wait('joined')
    host.process.send_signal(signal.SIGSTOP)
    guest.say('for later')
    guest.wait('queued', text='for later')
    assert guest.terminate(signal.SIGINT) == 1
    guest.wait_said('1 message is not acknowledged yet')
    assert guest.all('left', room=room)

    host.process.send_signal(signal.SIGCONT)
    status, printed, said = place.run_json('g', 'join', room, name='Jin')
    assert status == 0, (printed, said)
    host.wait('message', text='for later')
    assert texts(host) == ['for later']


def test_service_hands_over(place):
    """SIGTERM is a clean end of `host --stay`: the room goes on at somebody else's."""
    host = place.start('h', 'host', 'lunch', '--stay', name='Mina')
    room = host.wait('joined')['room']
    guest = place.start('g', 'join', 'lunch', '--stay', name='Jin')
    other = place.start('o', 'join', 'lunch', '--stay', name='Ona')
    for program in (guest, other):
        program.wait('joined')
        program.wait('host', name='Mina')
    host.wait('member', name='Ona')
    host.say('before')
    for program in (guest, other):
        program.wait('message', text='before')
    host.wait('state', state='sent')
    assert host.terminate() == 0, host.said
    for program in (guest, other):
        program.wait('host', 2, room=room)
        assert not program.all('error'), program.events
    assert sum(bool(program.all('host', self=True)) for program in (guest, other)) == 1
    other.say('after')
    guest.wait('message', text='after')
    other.wait('state', state='sent')
    # The service comes back, to a room that somebody else hosts now.
    host = place.start('h', 'host', 'lunch', '--stay', name='Mina')
    assert host.wait('joined')['room'] == room
    assert host.wait('host')['self'] is False
    host.wait('message', text='after')
    histories = [texts(place.run_json(profile, 'history', room)[1]) for profile in 'hgo']
    assert histories == [['before', 'after']] * 3, histories


def test_leave_is_heard(place):
    """Whoever leaves tells the others, and is in the room no more; joining again is possible."""
    host = place.start('h', 'host', 'lunch', '--stay', name='Mina')
    room = host.wait('joined')['room']
    assert place.run('g', 'join', 'lunch', stdin=b'one', name='Jin')[0] == 0
    status, printed, said = place.run_json('g', 'leave', 'lunch', name='Jin')
    assert status == 0 and printed == [{'event': 'left', 'room': room}], (printed, said)
    status, printed, said = place.run('h', 'history', room)
    assert status == 0 and printed.endswith(' left the room for good\n'), (printed, said)
    status, printed, said = place.run_json('g', 'join', 'lunch', stdin=b'two', name='Jin')
    assert status == 0, said
    host.wait('message', text='two')


def test_reopens_off(place):
    """A room whose switch is off is not hosted by a program that is there for something else."""
    status, printed, said = place.run_json('h', 'host', 'lunch', name='Mina')
    assert status == 0, said
    room = [item['room'] for item in printed if item['event'] == 'joined'][0]
    watcher = place.start('w', 'rooms', '--wait', '600', name='Wren')
    for word, hosted in (('off', 0), ('on', 1)):
        assert place.run('h', 'reopens', 'lunch', word)[0] == 0
        heard = len(watcher.all('room', id=room))
        assert place.run('h', 'people', '--wait', '4')[0] == 0
        if hosted:
            watcher.wait('room', heard + 1, id=room)
        else:
            assert len(watcher.all('room', id=room)) == heard, watcher.events


def test_only_since_joining(place):
    """Of a room with --history joined a newcomer gets what is said from then on."""
    host = place.start('h', 'host', 'lunch', '--history', 'joined', '--stay', name='Mina')
    room = host.wait('joined')['room']
    host.say('long ago')
    host.wait('state', state='stored')
    guest = place.start('g', 'join', 'lunch', '--stay', name='Jin')
    guest.wait('joined')
    host.wait('member', name='Jin')
    host.say('and now')
    guest.wait('message', text='and now')
    assert texts(place.run_json('g', 'history', room)[1]) == ['and now']
    assert texts(place.run_json('h', 'history', room)[1]) == ['long ago', 'and now']


def test_more_than_the_limit(place):
    """Whoever writes faster than a room takes it is slowed down, and loses nothing."""
    host = place.start('h', 'host', 'log', '--stay', name='Mina')
    host.wait('joined')
    lines = [f'line {n}' for n in range(60)]
    status, _, said = place.run('g', 'join', 'log', stdin='\n'.join(lines).encode(), name='Jin',
                                seconds=60)
    assert status == 0, said
    host.wait('message', 60)
    assert texts(host) == lines


if __name__ == '__main__':
    running.main()
