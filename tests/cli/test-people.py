#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What hallway-cli says of people: trust, who was put out, what waits; and it keeps no phrase."""

import mmap
import os
import re

import running
from running import SECONDS

PHRASE = 'correct horse battery staple over and over again, and 7319'
# The beginning is overwritten where memory was merely given back.
LOOKED_FOR = PHRASE[24:]


def test_trust_asks(place):
    """On a terminal the number is compared first, and anything but yes marks nothing."""
    other = place.start('b', 'people', '--wait', str(SECONDS), name='Ben')
    seen = place.start('a', 'people', '--wait', str(SECONDS), name='Anna')
    ident = seen.wait('person', name='Ben')['id']
    seen.terminate()
    for answer in (b'\n', b'n\n', b'yesterday\n', b'\x04'):
        status, said = place.ask('a', 'trust', ident, answer=answer)
        assert status == 1 and 'Nothing was marked.' in said, (answer, said)
        assert place.run_json('a', 'trust', ident)[1][-1]['trust'] == 'stranger', answer
    status, said = place.ask('a', 'trust', ident, answer=b'Yes\n')
    assert status == 0 and 'Ben' in said and 'Nothing' not in said, said
    assert place.run_json('a', 'trust', ident)[1][-1]['trust'] == 'verified'
    other.terminate()


def test_put_out(place):
    """Kicked, banned and taken back are three different things to read."""
    host = place.start('a', 'host', 'lunch', '--stay', name='Anna')
    room = host.wait('joined')['room']
    guests = [place.start(profile, 'join', 'lunch', '--stay', name=name)
              for profile, name in (('b', 'Ben'), ('c', 'Cleo'))]
    guests[0].wait('member', name='Cleo')
    guests[1].wait('member', name='Ben')
    assert host.terminate() == 0
    for guest in guests:
        guest.wait('host', 2)
    for arguments, sentence in (
            (('ban', room, 'Cleo'), 'Cleo is banned from the room.'),
            (('ban', room, 'Cleo', 'off'), 'Cleo may come in again.'),
            (('kick', room, 'Ben'), 'Ben is out of the room, and may come in again as anybody '
                                    'may.')):
        status, printed, said = place.run('a', *arguments)
        assert status == 0 and said.splitlines()[-1] == sentence, (arguments, printed, said)
    for guest in guests:
        guest.terminate()


def test_history_of_what_waits(place):
    """What is in the outbox comes last; it is counted by --limit, and is said to be not sent."""
    host = place.start('h', 'host', 'box', '--stay', name='Mina')
    room = host.wait('joined')['room']
    assert place.run('s', 'send', 'box', 'sent', name='Sora')[0] == 0
    assert host.terminate() == 0
    for text in ('waits', 'waits, too'):
        status, printed, said = place.run_json('s', 'send', room, text, '--wait', '0.2')
        assert status == 1, said
        assert [item['text'] for item in printed if item['event'] == 'queued'][-1] == text, printed
    status, printed, said = place.run_json('s', 'history', room)
    assert status == 0, said
    kinds = [(item['event'], item['text']) for item in printed if item['event'] != 'deed']
    assert kinds == [('message', 'sent'), ('queued', 'waits'), ('queued', 'waits, too')], kinds
    assert all(item['room'] == room and item['token'] for item in printed[-2:]), printed
    for limit, texts in ((1, ['waits, too']), (2, ['waits', 'waits, too']),
                         (3, ['sent', 'waits', 'waits, too'])):
        printed = place.run_json('s', 'history', room, '--limit', str(limit))[1]
        assert [item['text'] for item in printed if 'text' in item] == texts, (limit, printed)
    printed = place.run('s', 'history', room, name='Sora')[1].splitlines()
    assert printed[-1].endswith('Sora (not sent yet): waits, too'), printed
    assert printed[-2].endswith('Sora (not sent yet): waits'), printed


def read_memory(memory, start, end):
    """What stands there; zeros for pages that guard others, which newer ones have inside."""
    try:
        memory.seek(start)
        return memory.read(end - start)
    except OSError:
        if end - start <= mmap.PAGESIZE:
            return bytes(end - start)
    middle = start + (end - start) // 2 // mmap.PAGESIZE * mmap.PAGESIZE
    return read_memory(memory, start, middle) + read_memory(memory, middle, end)


def count_in_memory(program, text):
    """How often a text stands in what a running program can write to."""
    found = 0
    with open(f'/proc/{program.process.pid}/maps', encoding='utf-8') as maps, \
            open(f'/proc/{program.process.pid}/mem', 'rb', buffering=0) as memory:
        for line in maps:
            start, end, rights, what = re.match(r'(\S+)-(\S+) (\S+) \S+ \S+ \S+ *(.*)',
                                                line).groups()
            if not rights.startswith('rw') or what.startswith('[v'):
                continue
            found += read_memory(memory, int(start, 16), int(end, 16)).count(text.encode())
    return found


def test_passphrase_is_forgotten(place):
    """Once one is in the room, the passphrase is nowhere in memory, at the host or the guest."""
    path = f'{place.folder}/phrase'
    with open(path, 'w', encoding='utf-8') as phrase:
        phrase.write(PHRASE + '\n')
    os.chmod(path, 0o600)
    host = place.start('h', 'host', 'vault', '--passphrase-file', path, '--stay', name='Mina')
    host.wait('joined')
    guest = place.start('g', 'join', 'vault', '--passphrase-file', path, '--stay', name='Jin')
    guest.wait('joined')
    host.wait('member', name='Jin')
    assert count_in_memory(host, 'vault') > 0, 'the memory cannot be read'
    for program in (host, guest):
        assert count_in_memory(program, LOOKED_FOR) == 0, program.process.args
    assert guest.terminate() == 0 and host.terminate() == 0


if __name__ == '__main__':
    running.main()
