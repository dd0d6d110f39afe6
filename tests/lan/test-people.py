#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""People without windows: private messages, names that clash, blocking, presence, invisibility."""

import contextlib
import glob
import os
import shutil
import sqlite3

import suite
from keys import Key
from lan import run
from programs import BUILD
from sniffer import UDP, Sniffer
from waiting import until

MINA = ['--name', 'Mina Kim']
JIN = ['--name', 'Jin Park']


def be_here(context, index, profile, name):
    """A program that keeps a room of its own, so that its person is here."""
    cli = context.cli(index, profile, '--name', name, 'host', f'den of {profile}', '--stay')
    cli.wait('joined')
    return cli


def history(context, index, profile, person):
    """The (id, text, state) of what that profile has of its conversation with @person."""
    code, items, errors = context.ask(index, profile, 'history', person)
    assert code == 0, errors
    return [(item['id'], item['text'], item['state']) for item in items
            if item['event'] == 'message']


def wait_history(context, index, profile, person, texts, seconds=20):
    """Waits until that conversation holds exactly these texts, and returns it."""
    def get():
        code, items, _ = context.ask(index, profile, 'history', person)
        return [(item['id'], item['text'], item['state']) for item in items] if code == 0 else None
    return until(lambda: [text for _, text, _ in get() or []] == texts and get(), seconds,
                 lambda: f"{texts} in {profile}: {context.ask(index, profile, 'history', person)}")


def outbox(context, profile):
    """The texts that wait on the disk of a profile."""
    path = f'{context.folder}/{profile}/hallway.db'
    with contextlib.closing(sqlite3.connect(f'file:{path}?mode=ro', uri=True)) as database:
        return [text for text, in database.execute('SELECT text FROM outbox')]


def tell(context, index, profile, *arguments):
    """Runs a command that must succeed; returns the objects it printed."""
    code, items, errors = context.ask(index, profile, *arguments)
    assert code == 0, (arguments, items, errors)
    return items


def codes(items):
    """The codes of the errors among these objects."""
    return [item['code'] for item in items if item['event'] == 'error']


def test_private_message_is_delivered(context):
    """dm returns when it was delivered; both have it, once, with the same id; and the answer."""
    jin = be_here(context, 2, 'jin', 'Jin Park')
    items = tell(context, 1, 'mina', *MINA, 'dm', 'Jin Park', 'Lunch at one?')
    sent = [item['id'] for item in items if item['event'] == 'state' and item['state'] == 'sent']
    assert len(set(sent)) == 1, items
    assert wait_history(context, 2, 'jin', 'Mina Kim', ['Lunch at one?']) == [
        (sent[0], 'Lunch at one?', 'received')]
    assert history(context, 1, 'mina', 'Jin Park') == [(sent[0], 'Lunch at one?', 'sent')]

    assert jin.terminate() == 0
    be_here(context, 1, 'mina', 'Mina Kim')
    tell(context, 2, 'jin', *JIN, 'dm', 'Mina Kim', 'Make it two.')
    both = wait_history(context, 1, 'mina', 'Jin Park', ['Lunch at one?', 'Make it two.'])
    assert [item[:2] for item in history(context, 2, 'jin', 'Mina Kim')] == \
        [item[:2] for item in both]


def test_message_waits_over_crashes_of_both(context):
    """Written while the other one is away; both are killed, twice; it comes once, when it can."""
    jin = be_here(context, 2, 'jin', 'Jin Park')
    mina = be_here(context, 1, 'mina', 'Mina Kim')
    ident = mina.wait('person', name='Jin Park')['id']
    mina.kill()
    tell(context, 1, 'mina', *MINA, 'dm', ident, 'Are you leaving?')
    jin.kill()
    writer = context.cli(1, 'mina', *MINA, 'dm', ident, 'Call me when you are back', '--wait', '60')
    until(lambda: outbox(context, 'mina') == ['Call me when you are back'], 10, 'it to be kept')
    writer.kill()
    mina = be_here(context, 1, 'mina', 'Mina Kim')
    mina.kill()
    assert outbox(context, 'mina') == ['Call me when you are back']
    assert [item[1] for item in history(context, 1, 'mina', ident)] == ['Are you leaving?']
    jin = be_here(context, 2, 'jin', 'Jin Park')
    jin.kill()

    mina = be_here(context, 1, 'mina', 'Mina Kim')
    jin = be_here(context, 2, 'jin', 'Jin Park')
    texts = ['Are you leaving?', 'Call me when you are back']
    arrived = wait_history(context, 2, 'jin', 'Mina Kim', texts, 40)
    until(lambda: history(context, 1, 'mina', ident)[1][2] == 'sent', 20, 'it to be delivered')
    mina.kill()
    jin.kill()
    # And once more both: nothing is sent anew, nothing is lost.
    mina = be_here(context, 1, 'mina', 'Mina Kim')
    jin = be_here(context, 2, 'jin', 'Jin Park')
    assert jin.terminate() == 0
    tell(context, 2, 'jin', *JIN, 'dm', 'Mina Kim', 'I am')
    texts.append('I am')
    for index, profile, person in ((1, 'mina', ident), (2, 'jin', 'Mina Kim')):
        now = wait_history(context, index, profile, person, texts)
        assert [item[0] for item in now[:2]] == [item[0] for item in arrived], now


def test_name_of_a_contact_under_another_key(context):
    """Whoever takes a contact's name, or one that looks like it, is somebody else till told."""
    first = be_here(context, 2, 'jin', 'Jin Park')
    tell(context, 1, 'mina', *MINA, 'dm', 'Jin Park', 'Hello Jin')
    jin = tell(context, 1, 'mina', 'trust', 'Jin Park')[-1]
    assert jin['trust'] == 'contact' and not jin['resembles'], jin
    # The same name; a Cyrillic "і" and "а"; the wide letters of an East Asian font.
    names = ['Jin Park', 'Jіn Pаrk', 'Ｊｉｎ Ｐａｒｋ']
    false = [context.cli(index, f'false{index}', '--name', name, 'host', f'den {index}', '--stay')
             for index, name in enumerate(names, 3)]
    for cli in false:
        cli.wait('joined')
    others = [Key.of_profile(f'{context.folder}/false{index}').id for index in (3, 4, 5)]
    for name, ident in zip(names, others):
        shown = tell(context, 1, 'mina', 'trust', ident)[-1]
        assert (shown['resembles'], shown['trust']) == (jin['id'], 'stranger'), (name, shown)
        code, items, errors = context.ask(1, 'mina', *MINA, 'dm', ident, 'Hello?')
        assert code == 1 and 'unsure' in codes(items), (name, items, errors)
        printed = context.ask(1, 'mina', 'history', ident)[1]
        assert not [item for item in printed if item['event'] == 'message'], printed
    told = tell(context, 1, 'mina', 'trust', others[0], 'distinct')[-1]
    assert not told['resembles'], told
    tell(context, 1, 'mina', *MINA, 'dm', others[0], 'Hello, other Jin')
    wait_history(context, 3, 'false3', 'Mina Kim', ['Hello, other Jin'])
    assert [item[1] for item in history(context, 1, 'mina', jin['id'])] == ['Hello Jin']
    assert first.process.poll() is None


def test_blocked(context):
    """Nothing private comes from somebody who is blocked; rooms go on; it can be taken back."""
    jin = be_here(context, 2, 'jin', 'Jin Park')
    tell(context, 1, 'mina', *MINA, 'dm', 'Jin Park', 'one')
    assert tell(context, 1, 'mina', 'block', 'Jin Park')[-1]['blocked'] is True
    ident = tell(context, 1, 'mina', 'trust', 'Jin Park')[-1]['id']
    mina = be_here(context, 1, 'mina', 'Mina Kim')
    assert jin.terminate() == 0
    code, items, errors = context.ask(2, 'jin', *JIN, 'dm', 'Mina Kim', 'two',
                                      '--wait', '6')
    assert code == 1 and 'kept' in codes(items), (items, errors)
    until(lambda: tell(context, 1, 'mina', 'stats')[-1]['counters']['blocked-refused'] > 0, 20,
          'the refusal to be counted')
    assert [item[1] for item in history(context, 1, 'mina', ident)] == ['one']

    # Who may be in a room is up to those who look after it.
    guest = context.cli(2, 'jin', *JIN, 'join', 'den of mina', '--stay')
    guest.wait('joined')
    guest.say('said to everybody')
    mina.wait('message', text='said to everybody')
    assert guest.terminate() == 0 and mina.terminate() == 0

    assert tell(context, 1, 'mina', 'block', ident, 'off')[-1]['blocked'] is False
    be_here(context, 2, 'jin', 'Jin Park')
    be_here(context, 1, 'mina', 'Mina Kim')
    wait_history(context, 1, 'mina', ident, ['one', 'two'], 40)


def start_mina(context, *arguments):
    """A program that uses GSettings, so that it follows its settings while it runs."""
    schemas = f'{context.folder}/schemas'
    os.makedirs(schemas, exist_ok=True)
    for path in glob.glob(f'{BUILD}/data/*.gschema.xml'):
        shutil.copy(path, schemas)
    run('glib-compile-schemas', schemas)
    tell(context, 1, 'mina', *MINA, 'status')  # a folder that can be watched
    set_appearance(context, 'available')
    return context.cli(1, 'mina', *arguments, environment={
        'G_DEBUG': 'fatal-criticals', 'GSETTINGS_SCHEMA_DIR': schemas})


def set_appearance(context, presence, text=''):
    """Changes Mina's settings, whether her program runs or not."""
    path = f'{context.folder}/mina/settings.ini'
    with open(f'{path}.new', 'w', encoding='utf-8') as file:
        file.write(f"[Hallway]\nname='Mina Kim'\npresence='{presence}'\nstatus-text='{text}'\n")
    os.rename(f'{path}.new', path)


def test_status_is_seen_by_others(context):
    """away, do not disturb, available, each with a text: everybody sees it, at once."""
    watchers = [be_here(context, index, f'watcher{index}', f'Watcher {index}')
                for index in (2, 3)]
    mina = start_mina(context, 'host', 'ops', '--stay')
    mina.wait('joined')
    for watcher in watchers:
        watcher.wait('person', name='Mina Kim', status='available')
    for presence, word, text in (('away', 'away', 'Back at one'),
                                 ('dnd', 'busy', 'In a meeting'),
                                 ('available', 'available', '')):
        set_appearance(context, presence, text)
        for watcher in watchers:
            watcher.wait('person', name='Mina Kim', status=word, text=text)
    assert mina.terminate() == 0
    # What was chosen is kept, and said again.
    assert tell(context, 1, 'mina', 'status', 'dnd', 'Do not wake')[-1] == {
        'event': 'status', 'status': 'busy', 'text': 'Do not wake'}
    be_here(context, 1, 'mina', 'Mina Kim')
    for watcher in watchers:
        watcher.wait('person', name='Mina Kim', status='busy', text='Do not wake')


def kinds_of(packets):
    """The types of datagrams."""
    return [packet.payload.split(b' ')[1].decode() for packet in packets]


def test_invisible_says_goodbye_and_no_more(context):
    """It hands its room over and says goodbye; then no datagram leaves it, whatever it does."""
    mina = start_mina(context, 'host', 'ops', '--stay')
    mina.wait('joined')
    jin = context.cli(2, 'jin', *JIN, 'join', 'ops', '--stay')
    jin.wait('joined')
    other = be_here(context, 3, 'sora', 'Sora Lee')
    ident = other.wait('person', name='Mina Kim')['id']
    sniffer = Sniffer(context.lan[1])
    set_appearance(context, 'invisible')
    jin.wait('host', name='Jin Park')
    other.wait('person-gone', id=ident)

    def sent():
        return sniffer.packets(outgoing=True, protocol=UDP)

    assert kinds_of(sent())[-1] == 'BYE', kinds_of(sent())
    # From here on nothing: it writes, hears, is asked by newcomers, and joins another room.
    before = len(sent())
    mina.say('nobody sees me')
    jin.wait('message', text='nobody sees me')
    jin.say('we do')
    mina.wait('message', text='we do')
    newcomer = be_here(context, 4, 'tae', 'Tae Oh')
    newcomer.wait('room', name='ops')
    newcomer.wait('person', name='Sora Lee')
    assert mina.terminate() == 0
    mina = context.cli(1, 'mina', *MINA, 'join', 'den of tae', '--stay')
    mina.wait('joined')
    mina.say('here, too')
    newcomer.wait('message', text='here, too')
    newcomer.wait('member', name='Mina Kim')
    assert mina.terminate() == 0
    sniffer.close()
    after = sent()[before:]
    assert not after, [(packet.target, packet.payload) for packet in after]
    # By multicast and by broadcast.
    assert kinds_of(sent()).count('BYE') == 2, kinds_of(sent())
    assert not newcomer.find('person', id=ident)
    code, items, _ = context.ask(1, 'mina', 'host', 'secret club')
    assert code == 1 and 'invisible' in codes(items), items


def hosted(cli):
    """Whether this program has ever hosted its room."""
    return any(item['self'] for item in cli.all('host'))


def test_invisible_never_succeeds(context):
    """The host is killed: who is invisible does not host, though it came first; nor when alone."""
    host = context.cli(1, 'host', '--name', 'Host', 'host', 'ops', '--stay')
    room = host.wait('joined')['room']
    tell(context, 2, 'mina', *MINA, 'status', 'invisible')
    mina = context.cli(2, 'mina', *MINA, 'join', 'ops', '--stay')
    mina.wait('joined')
    jin = context.cli(3, 'jin', *JIN, 'join', 'ops', '--stay')
    jin.wait('joined')
    jin.wait('member', name='Mina Kim')
    sniffer = Sniffer(context.lan[2])
    host.kill()
    for member in (mina, jin):
        member.wait('host', 20, name='Jin Park')
    mina.say('still here')
    jin.wait('message', text='still here')
    jin.kill()
    until(lambda: mina.all('connection')[-1]['state'] in ('nobody', 'waiting'), 20,
          lambda: f'nobody to be left; {mina.all("connection")}')
    mina.say('kept for later')
    mina.wait('queued', text='kept for later')
    assert not hosted(mina), mina.all('host')
    # Somebody else brings it back, and has it all.
    host = context.cli(1, 'host', 'host', room, '--stay')
    host.wait('joined', 40)
    host.wait('message', 30, text='kept for later')
    assert not hosted(mina), mina.all('host')
    sniffer.close()
    assert not sniffer.packets(outgoing=True, protocol=UDP), 'an invisible one sent a datagram'


if __name__ == '__main__':
    suite.main(hosts=5)
