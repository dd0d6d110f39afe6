#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The threats of the design, one test each, where whole programs are the right place to try them.

Passive sniffer; spoofed, forged and replayed datagrams; somebody in the middle; a false host; a
flooder. Elsewhere: members and hosts that lie are peers written in C (tests/session/raw-peer.c:
test-invariants*, test-rights*, test-locks, test-sync), hostile names and texts test-text in
tests/wire and tests/ui, single bad datagrams test-bad-input.py here.
"""

import base64
import contextlib
import os
import socket
import sqlite3
import struct
import time

import suite
from keys import Key, event_id, text_of
from peer import Dialler, Trap, greeting
from sniffer import TCP, UDP, Sniffer, inside, spoof
from waiting import until

GROUP = '239.1.2.3'
PHRASE = 'correct horse battery staple'
# A point of the curve, from the protocol's examples.
SHARE = 'BJlFWkSNmba4i_O-44FzqZ7V3h9E7nGS3eqd2qeuViIroaLBY9akzTPmmklC7b3dCnoYhO6bQvdDFiMMiiFSAeQ'
PLAIN = b'a line that is sent in the clear'


def counters(context, index, profile):
    """The counters of a profile."""
    code, items, errors = context.ask(index, profile, 'stats')
    assert code == 0, errors
    return items[-1]['counters']


def wait_counted(context, index, profile, name, more_than=0):
    """Waits until a refusal was counted that often."""
    until(lambda: counters(context, index, profile)[name] > more_than, 20,
          lambda: f'{name}; {counters(context, index, profile)}')


def host(context, index, name, room, *options):
    """Somebody who hosts a room."""
    cli = context.cli(index, name.lower(), '--name', name, 'host', room, '--stay', *options)
    cli.wait('joined')
    return cli


def write_phrase(context):
    """A file with the passphrase."""
    path = f'{context.folder}/phrase'
    with open(path, 'w', encoding='utf-8') as file:
        file.write(PHRASE)
    return path


def send_in_the_clear(context):
    """One line over plain TCP, which proves that the sniffer sees what there is to see."""
    with inside(context.lan[5]):
        listener = socket.create_server(('', 7))
    with inside(context.lan[4]):
        sender = socket.create_connection((context.lan[5].address, 7))
    sender.sendall(PLAIN)
    listener.accept()[0].recv(100)
    sender.close()
    listener.close()


def spellings(text):
    """How a text might stand in a frame."""
    data = text.encode()
    return [data, base64.b64encode(data)[:-4], data.hex().encode(), text.encode('utf-16-le')]


def test_sniffer(context):
    """Every cable is listened to: nothing that was written is on the wire, nor what rooms hold."""
    sniffer = Sniffer()
    phrase = write_phrase(context)
    context.ask(1, 'anna', 'status', 'away', 'gone-fishing')
    anna = host(context, 1, 'Anna', 'vault', '--topic', 'secret-topic', '--passphrase-file', phrase)
    room = anna.find('joined')['room']
    open_host = host(context, 3, 'Cleo', 'lunch', '--topic', 'open-topic')
    ben = context.cli(2, 'ben', '--name', 'Ben', 'join', room, '--passphrase-file', phrase,
                      '--stay')
    ben.wait('joined')
    dan = context.cli(4, 'dan', '--name', 'Dan', 'join', 'lunch', '--stay')
    dan.wait('joined')
    for here, there, text in ((anna, ben, 'behind-the-lock'), (ben, anna, 'the-answer-to-it'),
                              (dan, open_host, 'in-the-open')):
        here.say(text)
        there.wait('message', text=text)
    assert ben.terminate() == 0
    code, items, errors = context.ask(2, 'ben', '--name', 'Ben', 'dm', 'Cleo', 'between-us-two')
    assert code == 0, (items, errors)
    # A successor takes over, and it all goes over the wire once more.
    assert dan.terminate() == 0 and open_host.terminate() == 0
    ben = context.cli(2, 'ben', '--name', 'Ben', 'join', room, '--stay')
    ben.wait('joined')
    assert anna.terminate() == 0
    ben.wait('host', 20, self=True)
    send_in_the_clear(context)
    until(lambda: sniffer.holding(PLAIN), 10, 'the sniffer to see what was sent in the clear')
    sniffer.close()
    for text in ('behind-the-lock', 'the-answer-to-it', 'in-the-open', 'between-us-two', PHRASE):
        for spelling in spellings(text):
            assert not sniffer.holding(spelling), f'{text} is on the wire'
    seen = {text: [packet for packet in sniffer.packets() if text in packet.payload]
            for text in (b'gone-fishing', b'secret-topic', b'open-topic')}
    for text, kind in ((b'gone-fishing', b'HELLO'), (b'secret-topic', b'ROOM'),
                       (b'open-topic', b'ROOM')):
        assert seen[text], f'{text} was never announced'
        for packet in seen[text]:
            assert packet.protocol == UDP and packet.payload.startswith(b'HALL1 ' + kind + b' '), \
                packet


def datagrams_of(sniffer, source, kind):
    """The datagrams of a kind that came from an address."""
    return [packet.payload for packet in sniffer.packets(protocol=UDP, source=source)
            if packet.payload.startswith(b'HALL1 ' + kind + b' ')]


def test_forged_and_replayed_datagrams(context):
    """Somebody else's name, status, goodbye or room: none of it can be said for them."""
    anna = host(context, 1, 'Anna', 'den')
    sniffer = Sniffer(context.lan[4])
    ben = host(context, 2, 'Benjamin', 'old room')
    ident = anna.wait('person', name='Benjamin')['id']
    anna.wait('room', name='old room')
    assert ben.terminate() == 0
    anna.wait('person-gone', id=ident)
    old = {kind: datagrams_of(sniffer, context.lan[2].address, kind)
           for kind in (b'HELLO', b'ROOM', b'BYE', b'ROOMBYE')}
    assert all(old.values()), old
    context.ask(2, 'benjamin', 'forget', 'old room', '--yes')
    context.ask(2, 'benjamin', 'status', 'dnd', 'busy')
    ben = context.cli(2, 'benjamin', '--name', 'Ben', 'join', 'den', '--stay')
    ben.wait('joined')
    anna.wait('person', id=ident, name='Ben', status='busy')
    since = len(anna.events)

    # Replayed: from his own address, as somebody sends who controls the network.
    for kind, payloads in old.items():
        for target in (context.lan[1].address, GROUP):
            spoof(context.lan[4], context.lan[2].address, target, payloads[-1])
    wait_counted(context, 1, 'anna', 'datagram-replayed', 3)
    # Forged: newer than all he has said, signed by another key.
    mallory = Key()
    boot = int(time.time() * 1000) + 10 ** 6
    for kind, fields in (('HELLO', {'name': 'Fool', 'status': 'away', 'tcp': 9, 'ttl': 60,
                                    'v': [1, 1]}), ('BYE', {})):
        payload = mallory.datagram(kind, boot=boot, seq=1, **fields)
        payload = payload.replace(mallory.id.encode(), ident.encode())
        spoof(context.lan[4], context.lan[2].address, context.lan[1].address, payload)
    wait_counted(context, 1, 'anna', 'datagram-bad-signature', 1)
    # Changed on the way: his own words, but for one.
    hello = datagrams_of(sniffer, context.lan[2].address, b'HELLO')[-1]
    spoof(context.lan[4], context.lan[2].address, context.lan[1].address,
          hello.replace(b'"dnd"', b'"bye"'))
    wait_counted(context, 1, 'anna', 'datagram-bad-signature', 2)
    ben.say('I am still here')
    anna.wait('message', text='I am still here', name='Ben')
    sniffer.close()
    news = [item for item in list(anna.events)[since:] if item.get('id') == ident
            and item['event'] in ('person', 'person-gone') or item['event'] == 'room-gone'
            or item.get('name') == 'old room']
    assert not [item for item in news if item.get('name') != 'Ben'
                or item.get('status') != 'busy'], news


def test_datagrams_cause_no_connections_and_no_flood(context):
    """Rightly signed by a stranger, in somebody else's name: no TCP, no more bytes than came."""
    anna = host(context, 1, 'Anna', 'den')
    victim, second, target = [context.lan[index].address for index in (3, 5, 1)]
    sniffer = Sniffer(context.lan[1])
    key = Key()
    boot = int(time.time() * 1000)
    room = {'room': text_of(os.urandom(16)), 'name': 'free pictures', 'members': 3,
            'lock': 'open', 'creator': key.id, 'epoch': 0, 'tcp': 80, 'ttl': 60}
    for number in range(12):
        for source, payload in (
                (second, key.datagram('HELLO', boot=boot, seq=4 * number + 1, name='Mallory',
                                      tcp=80, ttl=60, v=[1, 1], q=True)),
                (victim, key.question(boot, 4 * number + 2, tcp=80)),
                (victim, key.datagram('ROOM', boot=boot, seq=4 * number + 3, **room))):
            spoof(context.lan[4], source, target, payload)
    anna.wait('room', name='free pictures')
    anna.wait('person', id=key.id)
    wait_counted(context, 1, 'anna', 'datagram-accepted', 30)
    # By the time that a newcomer is in, whatever there is to be answered is answered.
    ben = context.cli(2, 'ben', '--name', 'Ben', 'join', 'den', '--stay')
    ben.wait('joined')
    ben.wait('person', name='Anna')
    sniffer.close()
    for source in (victim, second):
        assert not sniffer.packets(outgoing=True, protocol=TCP, target=source), 'it was dialled'
    assert not sniffer.packets(outgoing=True, target=second), 'a short question was answered'
    arrived = sum(len(packet.payload) for packet in sniffer.packets(protocol=UDP, source=victim))
    answered = sniffer.packets(outgoing=True, protocol=UDP, target=victim)
    assert answered, 'not even the honest question was answered'
    assert sum(len(packet.payload) for packet in answered) <= arrived, (len(answered), arrived)


@contextlib.contextmanager
def arp_spoofed(context, dialler, host_index, attacker):
    """@dialler takes @attacker's machine for that of @host_index, which answers in its name."""
    address = context.lan[host_index].address
    there = context.lan[attacker]
    there.run('sh', '-c', 'echo 1 > /proc/sys/net/ipv4/conf/all/arp_ignore')
    there.run('ip', 'address', 'add', f'{address}/32', 'dev', 'lo')
    shown = there.run('ip', '-o', 'link', 'show', 'dev', 'eth0')
    hardware = shown.split('link/ether ')[1].split()[0]
    context.lan[dialler].run('ip', 'neigh', 'replace', address, 'lladdr', hardware, 'dev', 'eth0',
                             'nud', 'permanent')
    try:
        yield
    finally:
        context.lan[dialler].run('ip', 'neigh', 'del', address, 'dev', 'eth0')
        there.run('ip', 'address', 'del', f'{address}/32', 'dev', 'lo')


def test_somebody_in_the_middle(context):
    """ARP is spoofed, TLS ended with another key: the pin refuses, nothing is said to it."""
    anna = host(context, 1, 'Anna', 'den')
    first = context.cli(2, 'ben', '--name', 'Ben', 'join', 'den', '--stay')
    first.wait('joined')
    assert first.terminate() == 0
    code, items, errors = context.ask(2, 'ben', '--name', 'Ben', 'dm', 'Anna', 'who am I?')
    assert code == 0, (items, errors)
    heard = []

    def serve(link):
        link.say(greeting())
        heard.extend(link.read_all())

    with arp_spoofed(context, 2, 1, 3):
        trap = Trap(context.lan[3], Key(), serve, context.lan[1].address, 12345)
        ben = context.cli(2, 'ben', '--name', 'Ben', 'join', 'den', '--stay', '--wait', '60')
        trap.wait_tried(1)
        assert ben.terminate() == 0 or not ben.find('joined')
        tried = trap.accepted
        code, items, errors = context.ask(2, 'ben', '--name', 'Ben', 'dm', 'Anna', 'my salary',
                                          '--wait', '8')
        assert code == 1, (items, errors)
        assert trap.accepted > tried, 'the private message was not even tried'
        assert not ben.find('joined') and not ben.find('host'), ben.events
        wait_counted(context, 2, 'ben', 'link-wrong-key', 1)
        trap.close()
    assert heard == [], heard
    # The network is honest again, and everything arrives.
    ben = context.cli(2, 'ben', '--name', 'Ben', 'join', 'den', '--stay', '--wait', '60')
    ben.wait('joined', 30)
    ben.say('at last')
    anna.wait('message', text='at last')
    until(lambda: 'my salary' in [item.get('text') for item in
                                  context.ask(1, 'anna', 'history', 'Ben')[1]], 30, 'the message')


class Impostor:
    """Announces a room of somebody else, under its own key, wherever @host is."""

    def __init__(self, lan_host, key, port, room, **fields):
        self.host, self.key, self.seq = lan_host, key, 0
        self.boot = int(time.time() * 1000)
        self.fields = {'room': room, 'members': 9, 'lock': 'open', 'creator': key.id, 'epoch': 900,
                       'tcp': port, 'ttl': 60, **fields}
        with inside(lan_host):
            self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)

    def announce(self):
        """Says that it is here, and hosts."""
        for kind, fields in (('HELLO', {'name': 'Mallory', 'tcp': self.fields['tcp'], 'ttl': 60,
                                        'v': [1, 1]}), ('ROOM', self.fields)):
            self.seq += 1
            self.socket.sendto(self.key.datagram(kind, boot=self.boot, seq=self.seq, **fields),
                               ('10.77.0.255', 12345))


def test_false_host(context):
    """Another room under a known room's id: a genesis that is not its own is no welcome."""
    anna = host(context, 1, 'Anna', 'den')
    room = anna.find('joined')['room']
    anna.say('the true room')
    anna.wait('state', state='stored')
    key = Key()
    forged = key.event('', 'genesis', int(time.time() * 1000),
                       {'name': 'den', 'policy': 'all', 'salt': text_of(os.urandom(16))})
    asked = []

    def serve(link):
        link.say(greeting())
        asked.append(link.read_until('join'))
        link.say({'t': 'welcome', 'room': room, 'epoch': 900, 'genesis': forged, 'members': 9,
                  'rv': 1, 'now': int(time.time() * 1000), 'roster': [
                      {'id': key.id, 'name': 'Mallory', 'rank': 0, 'fit': 3, 'tcp': 9}]},
                 {'t': 'ev', **key.event(room, 'text', int(time.time() * 1000),
                                         {'text': 'give me your money'})})
        link.read_all()

    trap = Trap(context.lan[3], key, serve)
    impostor = Impostor(context.lan[3], key, trap.port, room, name='den')
    listener = host(context, 4, 'Dan', 'other')
    impostor.announce()
    listener.wait('person', name='Mallory')
    # Alone: nobody who can be followed. Beside the true host: that one is found.
    anna.kill()
    ben = context.cli(2, 'ben', '--name', 'Ben', 'join', room, '--stay', '--wait', '60')

    def tempted():
        impostor.announce()
        return len(asked) >= 2
    until(tempted, 20, lambda: f'somebody to ask the false host; {vars(trap)} {ben.events}')
    assert not ben.find('joined'), ben.events
    anna = context.cli(1, 'anna', '--name', 'Anna', 'host', room, '--stay')
    anna.wait('joined', 30)
    ben.wait('joined', 40)
    ben.wait('message', text='the true room')
    ben.say('there you are')
    anna.wait('message', text='there you are')
    trap.close()
    assert not ben.find('message', text='give me your money') and \
        not ben.find('host', name='Mallory'), ben.events


def first_event(profile):
    """The genesis of the only room of a profile, out of its store."""
    path = f'file:{profile}/hallway.db?mode=ro'
    with contextlib.closing(sqlite3.connect(path, uri=True)) as base:
        text, signature = base.execute(
            "SELECT bytes, signature FROM events WHERE kind = 'genesis'").fetchone()
    return {'e': text.decode(), 's': text_of(signature)}


def test_false_host_of_a_locked_room(context):
    """It has the joiner prove, relays the proof, skips its own: one guess, and nothing more."""
    anna = host(context, 1, 'Anna', 'vault', '--passphrase-file', write_phrase(context))
    room = anna.find('joined')['room']
    anna.say('behind the lock')
    anna.wait('state', state='stored')
    # Somebody who was put out may still have the room's first event.
    genesis = first_event(f'{context.folder}/anna')
    assert event_id(genesis['e']) == room, genesis
    key = Key()
    relayed, offered, tempted, mode = [], [], [], ['relay']

    def relay(link):
        """Between the two, ending TLS on both sides."""
        true = Dialler(context.lan[5], key, context.lan[1].address)
        true.ask_to_join(room, prove=True)
        question = true.read_until('pake1')
        link.say(question)
        answer = link.read_until('pake2')
        true.say(answer)
        relayed.extend(true.read_all())
        true.close()
        link.say(*[packet for packet in relayed if packet['t'] != 'bye'])
        offered.extend(link.read_all())

    def guess(link):
        """Without knowing the phrase: a share, then a welcome as if all were well."""
        if mode[0] != 'skip':
            link.say({'t': 'pake1', 'room': room, 'salt': text_of(bytes(16)), 'share': SHARE})
            offered.append(link.read_until('pake2'))
        if mode[0] == 'hang up':
            return
        if mode[0] == 'lie':
            link.say({'t': 'pake3', 'room': room, 'confirm': text_of(os.urandom(32))})
        link.say({'t': 'welcome', 'room': room, 'epoch': 900, 'genesis': genesis, 'members': 9,
                  'rv': 1, 'roster': [], 'now': int(time.time() * 1000)})
        offered.extend(link.read_all())

    def serve(link):
        # The true host asks, too, who that is that hosts its room.
        if link.address != context.lan[2].address:
            return
        tempted.append(mode[0])
        link.say(greeting())
        join = link.read_until('join')
        assert join.get('prove') is True, join
        (relay if mode[0] == 'relay' else guess)(link)

    trap = Trap(context.lan[3], key, serve)
    # The joiner hears the impostor alone, which is what whoever owns the network can do.
    context.lan[2].run('nft', f'add table inet lie {{ chain input {{ type filter hook input '
                       f'priority -300; ip saddr {context.lan[1].address} drop; }}; }}')
    impostor = Impostor(context.lan[3], key, trap.port, room, name='vault', lock='passphrase')
    for kind in ('relay', 'guess', 'lie', 'hang up', 'skip'):
        mode[0] = kind
        ben = context.cli(2, f'ben-{kind}', '--name', 'Ben', 'join', room, '--passphrase-file',
                          f'{context.folder}/phrase', '--stay', '--wait', '20')

        def is_tempted(kind=kind):
            impostor.announce()
            return kind in tempted
        until(is_tempted, 20, lambda: f'the joiner to be tempted; {ben.events}')
        error = ben.wait('error', 30)
        assert not ben.find('joined') and ben.process.wait(10) == 1, ben.events
        shown = (error, tempted, relayed, offered, trap.errors)
        assert error['code'] == ('passphrase' if kind == 'relay' else 'refused'), shown
        assert tempted.count(kind) == 1, shown
        if kind != 'relay':
            wait_counted(context, 2, f'ben-{kind}', 'host-unproved')
    trap.close()
    assert [packet['t'] for packet in relayed if packet['t'] != 'bye'] == ['error'], relayed
    assert relayed[0]['code'] == 'locked', relayed
    # Nothing of the joiner but one share and its confirmation.
    assert {packet['t'] for packet in offered} <= {'pake2', 'error', 'bye'}, offered
    assert trap.errors == [], trap.errors


def memory(cli):
    """Resident bytes of a program."""
    with open(f'/proc/{cli.process.pid}/status', encoding='ascii') as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith('VmRSS'))


def flood(lan_host, address, key):
    """Opens what can be opened; returns what has to be kept open."""
    kept = []
    with inside(lan_host):
        for number in range(150):
            plain = socket.socket()
            plain.setblocking(False)
            plain.connect_ex((address, 12345))
            kept.append(plain)
    for number, plain in enumerate(kept):
        garbage = [b'GET / HTTP/1.1\r\n\r\n', os.urandom(16384), b'\x16\x03\x01\x40\x00' * 3000][
            number % 3]
        with contextlib.suppress(OSError):
            plain.send(garbage)
    for payload in (struct.pack('!IBB', 0xffffffff, 1, 0), struct.pack('!IBB', 65536, 1, 0),
                    b'\0' * 65536):
        with contextlib.suppress(OSError):
            link = Dialler(lan_host, key, address)
            link.say(greeting())
            link.connection.sendall(payload)
            kept.append(link.connection)
    return kept


def test_flooder(context):
    """Connections, garbage, impossible frames: the host serves its members, in bounded memory."""
    anna = host(context, 1, 'Anna', 'den')
    ben = context.cli(2, 'ben', '--name', 'Ben', 'join', 'den', '--stay')
    ben.wait('joined')
    before = memory(anna)
    kept, key = [], Key()
    for round_number in range(5):
        kept += flood(context.lan[3], context.lan[1].address, key)
        kept += flood(context.lan[4], context.lan[1].address, Key())
        ben.say(f'round {round_number}')
        anna.wait('message', text=f'round {round_number}')
        ben.wait('state', state='sent')
    # Newcomers find a place in the crowd, from the flooder's own machine, too.
    cleo = context.cli(4, 'cleo', '--name', 'Cleo', 'join', 'den', '--stay')
    cleo.wait('joined')
    cleo.say('through')
    ben.wait('message', text='through')
    after = memory(anna)
    assert after - before < 48 << 20, (before, after)
    wait_counted(context, 1, 'anna', 'frame-bad-length')
    for item in kept:
        item.close()
    assert anna.process.poll() is None and anna.terminate() == 0, anna.said()


if __name__ == '__main__':
    suite.main(hosts=5)
