#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rooms that not everybody may enter: passphrases, invitations, kicks and bans, whoever hosts."""

import json

import suite
from keys import Key
from peer import answers_to_join
from waiting import until

PHRASE = 'correct horse battery staple'


def write_phrase(context, phrase):
    """A file with a passphrase."""
    path = f'{context.folder}/{len(phrase)}.txt'
    with open(path, 'w', encoding='utf-8') as file:
        file.write(phrase + '\n')
    return path


def join(context, index, profile, room, *options):
    """A running member; its name is the profile's, capitalised."""
    return context.cli(index, profile, '--name', profile.capitalize(), 'join', room, '--stay',
                       '--wait', '40', *options)


def join_when_it_may(context, *arguments):
    """The same after a wrong passphrase: until one is listened to again."""
    def attempt():
        cli = join(context, *arguments)
        return until(lambda: cli.find('joined') or cli.find('error'), 30, cli.said) and \
            cli.find('joined') and cli
    return until(attempt, 30, 'the room to open')


def refused(context, index, profile, room, *options):
    """Tries to join in vain; returns (code, text) of the error."""
    code, items, errors = context.ask(index, profile, '--name', profile.capitalize(), 'join', room,
                                      '--wait', '20', *options)
    assert code == 1 and not [item for item in items if item['event'] == 'joined'], (items, errors)
    error = [item for item in items if item['event'] == 'error'][-1]
    return error['code'], error['text']


def moderate(context, index, profile, *arguments):
    """Runs kick or ban to its end: (exit code, the last object printed)."""
    code, items, errors = context.ask(index, profile, '--name', profile.capitalize(), *arguments)
    assert items, errors
    return code, [item for item in items if item['event'] in ('moderated', 'error')][-1]


def texts(context, index, profile, room):
    """The texts that a profile has of a room."""
    code, items, errors = context.ask(index, profile, 'history', room)
    assert code == 0, errors
    return [item['text'] for item in items if item['event'] == 'message']


def check_banned(answers):
    """Told so, and nothing else of the room but what put one out, and by what right."""
    *reasons, answer = answers
    assert answer['code'] == 'banned', answer
    events = [json.loads(event['e']) for packet in reasons for event in packet['events']]
    assert {packet['t'] for packet in reasons} <= {'evs'}, reasons
    assert len(events) <= 16, events
    assert {event['k'] for event in events} <= {'ban', 'role', 'state'}, events


def host_of(members):
    """The one of these that hosts now, once they agree."""
    def find():
        last = [(member.all('host') or [{'self': False, 'id': None}])[-1] for member in members]
        hosts = [member for member, item in zip(members, last) if item['self']]
        return hosts[0] if len(hosts) == 1 and len({item['id'] for item in last}) == 1 else None
    return until(find, 25, lambda: f'one host; {[member.all("host") for member in members]}')


def test_passphrase(context):
    """A wrong phrase says how many tries are left; the right one opens, for good, whoever hosts."""
    right, wrong = write_phrase(context, PHRASE), write_phrase(context, 'correct horse')
    anna = context.cli(1, 'anna', '--name', 'Anna', 'host', 'vault', '--topic', 'Budget',
                       '--passphrase-file', right, '--stay')
    room = anna.wait('joined')['room']
    anna.say('written before')
    code, text = refused(context, 2, 'ben', 'vault')
    assert code == 'locked', (code, text)
    code, text = refused(context, 2, 'ben', 'vault', '--passphrase-file', wrong)
    assert code == 'passphrase' and '4 times' in text, (code, text)
    # Too soon it is not even listened to, and not called wrong.
    ben = join(context, 2, 'ben', 'vault', '--passphrase-file', right)
    early = ben.process.wait(10) == 1 and ben.wait('error')['text']
    assert 'Try again in' in early and 'is wrong' not in early, early
    ben = join_when_it_may(context, 2, 'ben', 'vault', '--passphrase-file', right)
    ben.wait('message', text='written before')
    assert ben.terminate() == 0
    # Once admitted one needs it no more.
    ben = join(context, 2, 'ben', room)
    ben.wait('joined')
    ben.say('in again')
    anna.wait('message', text='in again')

    # The creator is gone. Who was admitted hosts, and lets in who knows the phrase, nobody else.
    anna.kill()
    ben.wait('host', 20, self=True)
    code, text = refused(context, 3, 'cleo', 'vault')
    assert code == 'locked', (code, text)
    code, text = refused(context, 3, 'cleo', 'vault', '--passphrase-file', wrong)
    assert code == 'passphrase', (code, text)
    cleo = join_when_it_may(context, 3, 'cleo', 'vault', '--passphrase-file', right)
    cleo.wait('message', text='written before')
    cleo.say('me too')
    ben.wait('message', text='me too')
    anna = join(context, 1, 'anna', room)
    anna.wait('joined')
    anna.wait('message', text='me too')


def test_nothing_is_learnt_before(context):
    """Whoever is not admitted is told one thing: an error. Neither phrase nor name nor number."""
    right = write_phrase(context, PHRASE)
    anna = context.cli(1, 'anna', '--name', 'Anna', 'host', 'vault', '--passphrase-file', right,
                       '--stay')
    room = anna.wait('joined')['room']
    address = context.lan[1].address
    key = Key()
    for fields in ({}, {'compare': True}, {'yield': {'epoch': 9, 'members': 400}}):
        answers = answers_to_join(context.lan[3], key, address, room, **fields)
        assert [packet['t'] for packet in answers] in (['error'], ['not_host']), answers
        allowed = {'t', 'code', 'text', 'tries', 'retry', 'room'}
        assert set(answers[0]) <= allowed, answers
    [answer] = answers_to_join(context.lan[3], key, address, room)
    assert answer['code'] == 'locked', answer
    # After a member came in it is the same.
    ben = join(context, 2, 'ben', 'vault', '--passphrase-file', right)
    ben.wait('joined')
    [answer] = answers_to_join(context.lan[3], key, address, room)
    assert answer['code'] == 'locked', answer


def test_invited(context):
    """Only who was invited gets in; a stranger learns nothing, before and after."""
    ben = context.cli(2, 'ben', '--name', 'Ben', 'host', 'waiting', '--stay')
    ben.wait('joined')
    anna = context.cli(1, 'anna', '--name', 'Anna', 'host', 'surprise', '--invite', 'Ben',
                       '--stay')
    room = anna.wait('joined')['room']
    anna.wait('deed', deed='admit')
    key, address = Key(), context.lan[1].address
    [answer] = answers_to_join(context.lan[3], key, address, room)
    assert (answer['t'], answer['code']) == ('error', 'not-permitted'), answer
    # A phrase opens nothing here.
    [answer] = answers_to_join(context.lan[3], key, address, room, prove=True)
    assert (answer['t'], answer['code']) == ('error', 'not-permitted'), answer
    code, text = refused(context, 3, 'cleo', 'surprise')
    assert code == 'not-invited', (code, text)

    def invitation():
        items = context.ask(2, 'ben', 'history', 'Anna')[1]
        return [item for item in items if item.get('invited-room') == room]
    until(invitation, 20, lambda: f'the invitation; {context.ask(2, "ben", "history", "Anna")}')
    assert ben.terminate() == 0
    ben = join(context, 2, 'ben', 'surprise')
    ben.wait('joined')
    ben.say('thank you')
    anna.wait('message', text='thank you')
    # Whoever hosts.
    anna.kill()
    ben.wait('host', 20, self=True)
    [answer] = answers_to_join(context.lan[3], key, context.lan[2].address, room)
    assert (answer['t'], answer['code']) == ('error', 'not-permitted'), answer
    assert refused(context, 3, 'cleo', 'surprise')[0] == 'not-invited'


def test_ban(context):
    """A banned person is put out, and hears nothing more; under no name, whoever hosts."""
    anna = context.cli(1, 'anna', '--name', 'Anna', 'host', 'ops', '--stay')
    room = anna.wait('joined')['room']
    ben = join(context, 2, 'ben', 'ops')
    ben.wait('joined')
    dan = join(context, 4, 'dan', 'ops')
    dan.wait('joined')
    cleo = join(context, 3, 'cleo', 'ops')
    cleo.wait('joined')
    cleo.say('I sell things')
    for cli in (ben, dan):
        cli.wait('message', text='I sell things')
    assert anna.terminate() == 0
    host = host_of([ben, dan, cleo])
    # Who has no right to it can neither ban nor kick.
    assert dan.terminate() == 0
    for deed in ('ban', 'kick'):
        code, item = moderate(context, 4, 'dan', deed, 'ops', 'Ben')
        assert code == 1 and item['code'] == 'refused', item
    dan = join(context, 4, 'dan', 'ops')
    dan.wait('joined')
    code, item = moderate(context, 1, 'anna', 'ban', room, 'Cleo')
    assert code == 0 and item['deed'] == 'ban', item
    cleo.wait('error', code='banned')
    ben.wait('deed', deed='ban')
    ben.say('good riddance')
    dan.wait('message', text='good riddance')
    cleo.kill()
    assert texts(context, 3, 'cleo', room) == ['I sell things']

    host = host_of([ben, dan])
    key = Key.of_profile(f'{context.folder}/cleo')
    check_banned(answers_to_join(context.lan[5], key, host.address, room, name='Somebody Else'))
    other = context.cli(3, 'cleo', '--name', 'Somebody Else', 'join', room, '--stay')
    other.wait('error', code='banned')
    # Another host is as strict, and nothing she has missed comes over.
    host.kill()
    [left] = [cli for cli in (ben, dan) if cli is not host]
    left.wait('host', 20, self=True)
    left.say('and nobody tells her')
    left.wait('state', state='stored')
    check_banned(answers_to_join(context.lan[5], key, left.address, room))
    other.kill()
    assert refused(context, 3, 'cleo', room)[0] == 'banned'
    assert texts(context, 3, 'cleo', room) == ['I sell things']

    # Until it is taken back.
    code, item = moderate(context, 1, 'anna', 'ban', room, 'Cleo', 'off')
    assert code == 0 and item['deed'] == 'unban', item
    cleo = join(context, 3, 'cleo', room)
    cleo.wait('joined')
    cleo.wait('message', text='and nobody tells her')


def test_kick(context):
    """A kick puts out, and no more: the same person may come again when it wants to."""
    anna = context.cli(1, 'anna', '--name', 'Anna', 'host', 'ops', '--stay')
    room = anna.wait('joined')['room']
    ben = join(context, 2, 'ben', 'ops')
    ben.wait('joined')
    cleo = join(context, 3, 'cleo', 'ops')
    cleo.wait('joined')
    cleo.say('hello')
    ben.wait('message', text='hello')
    assert anna.terminate() == 0
    host_of([ben, cleo])
    code, item = moderate(context, 1, 'anna', 'kick', room, 'Cleo')
    assert code == 0 and item['deed'] == 'kick', item
    cleo.wait('error')
    assert host_of([ben]) is ben
    ben.say('without her')
    ben.wait('state', state='stored')
    assert not cleo.find('message', text='without her'), 'somebody who was kicked came back'
    cleo.kill()
    cleo = join(context, 3, 'cleo', room)
    cleo.wait('joined')
    cleo.wait('message', text='without her')
    cleo.say('sorry')
    ben.wait('message', text='sorry')


if __name__ == '__main__':
    suite.main(hosts=5)
