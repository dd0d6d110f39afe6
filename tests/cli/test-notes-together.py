#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What hallway-cli says about messages and finds among them: answers, edits, reactions, pins,
search and export, beside a program that uses the profile."""

import json
import os
import pty
import subprocess

import running
from running import STRICT


def gather(place):
    """Jin made the room and is away; Mina hosts it. Returns (Mina's program, room)."""
    jin = place.start('j', 'host', 'lunch', '--stay', name='Jin')
    room = jin.wait('joined')['room']
    mina = place.start('m', 'join', 'lunch', '--stay', name='Mina')
    mina.wait('joined')
    mina.say('soup at noon?')
    jin.wait('message', text='soup at noon?')
    mina.wait('state', state='sent')
    assert jin.terminate() == 0
    mina.wait('host', room=room, self=True)
    return mina, room


def test_notes(place):
    """Each is an object at once, and history has it; what one has no right to is refused."""
    mina, room = gather(place)
    soup = mina.all('message')[0]
    assert soup['reply_to'] == '' and soup['edited'] == 0 and soup['reactions'] == [], soup

    status, items, said = place.run_json('j', 'send', '--reply', soup['id'], 'lunch', 'Yes, @Mina')
    assert status == 0, said
    answer = mina.wait('message', text='Yes, @Mina')
    assert answer['reply_to'] == soup['id'] and answer['mentions_me'] is True, answer
    status, _, said = place.run('j', 'edit', 'lunch', answer['id'], 'Yes')
    assert status == 0, said
    edited = mina.wait('edited', id=answer['id'])
    assert edited['author'] == answer['author'], edited
    assert edited['text'] == 'Yes' and edited['room'] == room, edited
    # As a picker may write it, with a selector that it does not need.
    status, _, said = place.run('j', 'react', 'lunch', soup['id'], '\U0001f44d\ufe0f')
    assert status == 0, said
    reacted = mina.wait('reacted', id=soup['id'])
    assert reacted['off'] is False and reacted['emoji'] == '\U0001f44d', reacted
    status, _, said = place.run('j', 'pin', 'lunch', soup['id'])
    assert status == 0, said
    assert mina.wait('pinned', id=soup['id'])['off'] is False

    status, items, said = place.run_json('m', 'history', 'lunch')
    assert status == 0, said
    texts = [item for item in items if item['event'] == 'message']
    assert [item['text'] for item in texts] == ['soup at noon?', 'Yes'], texts
    assert texts[0]['pinned'] is True and texts[0]['reactions'][0]['count'] == 1, texts
    assert texts[1]['edited'] > 0 and texts[1]['reply_to'] == soup['id'], texts

    status, _, said = place.run('j', 'react', 'lunch', soup['id'], '\U0001f44d', '--off')
    assert status == 0, said
    assert mina.wait('reacted', 2, id=soup['id'])['off'] is True
    for command in (('edit', 'lunch', soup['id'], 'Mine'), ('react', 'lunch', soup['id'], 'text'),
                    ('pin', 'lunch', 'AAAAAAAAAAAAAAAAAAAAAA')):
        status, items, said = place.run_json('j', *command)
        assert status == 1 and [item for item in items if item['event'] == 'error'], (command, said)
    assert mina.terminate() == 0


def test_private_notes(place):
    """Said about a private message, too; while the other is away it waits, and is said to."""
    jin = place.start('j', 'people', '--wait', str(running.SECONDS), name='Jin')
    status, items, said = place.run_json('m', 'dm', 'Jin', 'soup at noon?', name='Mina')
    assert status == 0, said
    soup = [item['id'] for item in items if item['event'] == 'state'][-1]
    for command in (('edit', 'Jin', soup, 'soup at one?'), ('react', 'Jin', soup, '\U0001f44d'),
                    ('pin', 'Jin', soup)):
        status, _, said = place.run('m', *command)
        assert status == 0, (command, said)
    ident = jin.wait('person', name='Mina')['id']
    jin.terminate()
    _, items, said = place.run_json('j', 'history', ident)
    texts = [item for item in items if item['event'] == 'message']
    assert [(item['text'], item['pinned']) for item in texts] == [('soup at one?', True)], items
    assert [reaction['emoji'] for reaction in texts[0]['reactions']] == ['\U0001f44d'], items
    status, _, said = place.run('m', 'pin', 'Jin', soup, '--off', '--wait', '0.5')
    assert status == 1 and 'when you are both here' in said, said
    for command in (('pin', 'Jin', 'AAAAAAAAAAAAAAAAAAAAAA'), ('pin', 'Nobody', soup)):
        status, items, said = place.run_json('m', *command)
        assert status == 1 and items[-1]['code'] == 'not-found', (command, items, said)


def test_search_and_export(place):
    """Both read beside the program that uses the profile."""
    mina, _ = gather(place)
    mina.say('한글 검색도 된다', 'soup" OR "noon', 'see https://example.org')
    mina.wait('message', text='see https://example.org')
    for query, found in (('검색', ['한글 검색도 된다']), ('soup" OR', ['soup" OR "noon']),
                         ('from:me has:link', ['see https://example.org']),
                         ('soup in:lunch', ['soup" OR "noon', 'soup at noon?']),
                         ('soup before:yesterday', [])):
        status, items, said = place.run_json('m', 'search', query)
        assert status == 0, said
        assert [item['text'] for item in items] == found, (query, items)
    status, items, said = place.run_json('m', 'search', 'soup', '--room', 'lunch', '--limit', '1')
    assert [item['text'] for item in items] == ['soup" OR "noon'], items
    status, printed, said = place.run('m', 'search', 'noon?')
    assert status == 0 and printed.startswith('[lunch] '), (printed, said)
    assert printed.endswith(' Mina: soup at noon?\n'), printed
    status, items, _ = place.run_json('m', 'search', 'from:nobody')
    assert status == 1 and items[0]['code'] == 'not-found', items

    path = f'{place.folder}/lunch.jsonl'
    status, _, said = place.run('m', 'export', 'lunch', path)
    assert status == 0, said
    with open(path, encoding='utf-8') as file:
        texts = [json.loads(line)['text'] for line in file]
    assert texts == ['soup at noon?', '한글 검색도 된다', 'soup" OR "noon',
                     'see https://example.org'], texts
    status, printed, said = place.run('m', 'export', 'lunch', '-')
    assert status == 0, said
    assert printed.startswith('lunch\n') and ' Mina: soup at noon?\n' in printed, printed
    assert mina.terminate() == 0


def test_typed_commands(place):
    """A command is one only if it was typed; what comes through a pipe is text."""
    mina, _ = gather(place)
    mina.say('/topic piped')
    mina.wait('message', text='/topic piped')
    ours, theirs = pty.openpty()
    command = [running.PROGRAM, *place.options('j'), '--json', 'join', 'lunch', '--stay']
    with subprocess.Popen(command, env=STRICT, stdin=theirs, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as program:
        os.close(theirs)
        mina.wait('member', 2, name='Jin')
        os.write(ours, b'/topic soups\n/me waves\n/nonsense\n')
        waves = mina.wait('message', text='waves')
        assert waves['action'] is True, waves
        assert mina.wait('deed', deed='topic')['text'] == 'soups'
        program.terminate()
        program.wait(running.SECONDS)
    os.close(ours)
    assert not [item for item in mina.all('message') if 'nonsense' in item['text']]
    assert mina.terminate() == 0


if __name__ == '__main__':
    running.main()
