#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""People before two windows: private messages, locks, invitations, bans, warnings, presence."""

import suite
from sniffer import UDP, Sniffer
from waiting import until
from windows import choose_presence, enabled, keep_picture, open_person, start_notifications


def notifications(person):
    """Everything that was shown as a notification on this desktop."""
    with open(f'{person.desktop.folder}/notifications.log', encoding='utf-8') as log:
        return [line for line in log if 'Notify' in line]


def test_private_conversation(context):
    """Click a person, write: delivered, read, answered; who writes is shown to be writing."""
    mina = context.person(1, 'Mina').start()
    jin = context.person(2, 'Jin').start()
    open_person(mina, 'Jin')
    mina.say('hello there')
    mina.reader.wait_text('hello there. Delivered')
    assert not mina.reader.shows('hello there. Read'), 'read before it was looked at'
    open_person(jin, 'Mina')
    jin.reader.wait_text('hello there')
    mina.reader.wait_text('hello there. Read')
    jin.desktop.type('I am')
    mina.reader.wait_text('Jin is typing…')
    keep_picture(mina, 'typing')
    jin.desktop.key('Return')
    mina.reader.wait_text(': I am')
    mina.reader.wait_gone('Jin is typing…', 5)
    # Away, one writes all the same; it is told, and delivered later.
    assert jin.quit() == 0
    mina.reader.wait_text('Jin is not here')
    mina.say('see you later')
    mina.reader.wait_text('see you later. Waiting to be delivered')
    keep_picture(mina, 'not-here')
    jin.start()
    mina.reader.wait_text('see you later. Delivered', 30)
    open_person(jin, 'Mina')
    jin.reader.wait_text('see you later')


def test_locked_room(context):
    """The passphrase dialog: a wrong one is said to be wrong, the right one opens the room."""
    phrase = f'{context.folder}/phrase'
    with open(phrase, 'w', encoding='utf-8') as file:
        file.write('correct horse battery staple')
    host = context.cli(2, 'host', '--name', 'Anna', 'host', 'vault', '--passphrase-file', phrase,
                       '--stay')
    host.wait('joined')
    host.say('behind the lock')
    mina = context.person(1, 'Mina').start()
    mina.reader.wait_text('vault')
    mina.open_room('vault')
    mina.reader.wait_text('This room has a passphrase.')
    assert not mina.reader.shows('behind the lock')
    mina.reader.wait_focus('Join')
    mina.desktop.key('Return')
    mina.reader.wait_text('“vault” has a passphrase')
    mina.say('correct horse')
    mina.reader.wait_text('The passphrase is wrong. You can try 4 times more.')
    keep_picture(mina, 'wrong-passphrase')

    def try_again():
        mina.desktop.key('ctrl+a')
        mina.say('correct horse battery staple')
        return until(lambda: mina.reader.shows('Message vault') and 'in'
                     or mina.reader.shows('Try again in') and 'early', 20, 'an answer') == 'in'
    until(try_again, 30, lambda: f'the room to open; {mina.reader.texts()}')
    mina.reader.wait_text('behind the lock')
    mina.say('I am in')
    host.wait('message', text='I am in', name='Mina')


def test_invitation(context):
    """Somebody is invited: a notification, a row, a button; one press and one is in the room."""
    mina = context.person(1, 'Mina')
    start_notifications(mina)
    mina.start()
    mina.reader.wait_text('Nobody else is here yet')
    mina.desktop.start('other', ['xmessage', '-name', 'other', 'x'])
    mina.desktop.run('xdotool', 'search', '--sync', '--onlyvisible', '--classname', 'other',
                     'windowactivate', '--sync')
    host = context.cli(2, 'host', '--name', 'Anna', 'host', 'surprise', '--invite', 'Mina',
                       '--stay')
    host.wait('joined')
    host.say('for Mina only')
    until(lambda: any('Invites you to “surprise”' in line for line in notifications(mina)), 20,
          lambda: f'the notification; {notifications(mina)}')
    mina.desktop.focus('Hallway')
    open_person(mina, 'Anna')
    mina.reader.wait_text('Anna invites you to “surprise”')
    keep_picture(mina, 'invitation')
    mina.reader.press('Join')
    mina.reader.wait_text('Message surprise')
    mina.reader.wait_text('for Mina only')
    mina.say('thank you')
    host.wait('message', text='thank you', name='Mina')


def test_ban(context):
    """Put out from the list of members: the other window says so and lets nothing be written."""
    mina = context.person(1, 'Mina').start()
    mina.create_room('ops')
    jin = context.person(2, 'Jin').start()
    jin.join_room('ops')
    jin.say('buy my things')
    mina.reader.wait_text('buy my things')
    mina.reader.press('Members')
    mina.reader.press('More about Jin')
    mina.reader.wait_text('Ban…')
    keep_picture(mina, 'member-menu')
    mina.reader.press('Ban…')
    mina.reader.wait_text('Ban Jin?')
    keep_picture(mina, 'ban')
    mina.desktop.key('alt+b')
    jin.reader.wait_text('You are banned from this room.')
    mina.reader.wait_text('You banned Jin')
    keep_picture(jin, 'banned')
    mina.reader.wait_gone('Ban Jin?')
    mina.open_room('ops')
    mina.reader.wait_focus('Message ops')
    mina.say('peace')
    mina.reader.wait_text(': peace')
    assert not jin.reader.shows('peace')
    assert not enabled(jin.reader, 'Message ops'), 'somebody who is banned may write'
    # Nor does a restart help: it is known what happened, and there is nothing to join.
    assert jin.quit() == 0
    jin.start()
    jin.reader.wait_text('You are banned')
    jin.open_room('ops')
    jin.reader.wait_text('banned from this room.')
    assert not enabled(jin.reader, 'Join'), 'somebody who is banned is offered to join'
    assert not jin.reader.shows('peace')


def test_name_of_somebody_else(context):
    """The name of a contact under another key: red, nothing can be sent, until one has answered."""
    mina = context.person(1, 'Mina').start()
    true = context.cli(2, 'true', '--name', 'Jin', 'host', 'true den', '--stay')
    true.wait('joined')
    open_person(mina, 'Jin')
    mina.say('are you well?')
    mina.reader.wait_text('are you well?. Delivered')
    assert true.terminate() == 0
    # A Cyrillic "і": it looks the same.
    false = context.cli(3, 'false', '--name', 'Jіn', 'host', 'false den', '--stay')
    false.wait('joined')
    mina.reader.wait_text('May be somebody else')
    names = [name for name in mina.reader.texts() if name.startswith('Jіn, ')]
    assert any('may be somebody else' in name for name in names), names
    assert false.terminate() == 0
    code, items, errors = context.ask(3, 'false', '--name', 'Jіn', 'dm', 'Mina', 'send me money')
    assert code == 0, (items, errors)
    false = context.cli(3, 'false', '--name', 'Jіn', 'host', 'false den', '--stay')
    false.wait('joined')
    open_person(mina, 'Jіn')
    mina.reader.wait_text('Another “Jin” you know has a different key.')
    mina.reader.wait_text('send me money')
    keep_picture(mina, 'warning')
    assert not enabled(mina.reader, 'Message Jіn'), 'one may write to somebody who may be another'
    mina.reader.wait_text('They Are Two People')
    mina.desktop.key('alt+t')
    mina.reader.wait_gone('has a different key')
    until(lambda: enabled(mina.reader, 'Message Jіn'), 10, 'the composer')
    mina.desktop.key('Escape')
    mina.reader.wait_focus('Message Jіn')
    mina.say('no')
    mina.reader.wait_text('no. Delivered')


def test_status_menu(context):
    """Do not disturb is seen by others; invisible is not seen at all, and sends no datagram."""
    mina = context.person(1, 'Mina').start()
    mina.create_room('ops')
    watcher = context.cli(2, 'watcher', '--name', 'Watcher', 'join', 'ops', '--stay')
    watcher.wait('joined')
    ident = watcher.wait('person', name='Mina', status='available')['id']
    choose_presence(mina, 'Available', 'Do not disturb')
    watcher.wait('person', name='Mina', status='busy')
    mina.reader.press('You are Mina, Do not disturb')
    mina.reader.wait_focus('Status')
    keep_picture(mina, 'status-menu')
    mina.say('In a meeting')
    watcher.wait('person', name='Mina', text='In a meeting')
    sniffer = Sniffer(context.lan[1])
    choose_presence(mina, 'Do not disturb', 'Invisible')
    watcher.wait('person-gone', id=ident)
    watcher.wait('host', name='Watcher')
    kinds = [packet.payload.split(b' ')[1]
             for packet in sniffer.packets(outgoing=True, protocol=UDP)]
    # By multicast and by broadcast.
    assert kinds[-1] == b'BYE' and kinds.count(b'BYE') == 2, kinds
    mina.desktop.key('Escape')
    mina.reader.wait_focus('Message ops')
    mina.say('nobody sees me')
    watcher.wait('message', text='nobody sees me')
    watcher.say('but we read you')
    mina.reader.wait_text('but we read you')
    other = context.cli(3, 'other', '--name', 'Other', 'host', 'den', '--stay')
    other.wait('joined')
    mina.reader.wait_text('Other')
    mina.join_room('den')
    mina.say('here, too')
    other.wait('message', text='here, too')
    sniffer.close()
    after = sniffer.packets(outgoing=True, protocol=UDP)[len(kinds):]
    assert not after, after
    assert not other.find('person', id=ident)
    keep_picture(mina, 'invisible')


if __name__ == '__main__':
    suite.main(hosts=3)
