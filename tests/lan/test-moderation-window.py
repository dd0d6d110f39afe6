#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rooms that are looked after, before windows: moderators, deleting, closing, kicks and bans."""

import suite
from waiting import until
from windows import enabled, keep_picture, meet, open_member_menu, open_settings

CLOSED = 'Close to newcomers Close to newcomers'


def delete_last(person, text):
    """Deletes the newest message, which is somebody else's, by keyboard."""
    person.reader.wait_text(f': {text}')
    person.desktop.key('shift+Tab', 'End', 'Menu')
    person.reader.wait_text('Delete…')
    person.reader.press('Delete…')
    person.reader.wait_text('Delete This Message?')
    person.desktop.key('alt+d')
    person.reader.wait_gone('Delete This Message?')


def try_to_join(context, index, profile):
    """Somebody new asks to be let in; returns the code of the refusal."""
    code, items, errors = context.ask(index, profile, '--name', profile.capitalize(), 'join', 'ops',
                                      '--wait', '20')
    assert code == 1 and not [item for item in items if item['event'] == 'message'], (items, errors)
    return [item for item in items if item['event'] == 'error'][-1]['code']


def hand_over(people):
    """The first of them quits; returns once another one hosts."""
    assert people[0].quit() == 0
    until(lambda: any(person.reader.shows('You host the room now') for person in people[1:]), 20,
          lambda: f'a new host; {people[1].reader.texts()}')


def test_moderator(context):
    """The creator names a moderator, who deletes and closes; it holds whoever hosts."""
    mina, jin, sora = meet(context, 'Mina', 'Jin', 'Sora')
    open_member_menu(jin, 'Sora')
    assert not jin.reader.shows('Remove from Room…'), 'who is no moderator may remove somebody'
    jin.desktop.key('Escape')
    open_member_menu(mina, 'Jin')
    mina.reader.press('Make Moderator')
    jin.reader.wait_text('Mina made you a moderator')
    sora.reader.wait_text('Mina made Jin a moderator')
    sora.say('buy my things')
    jin.reader.press('Message ops')
    delete_last(jin, 'buy my things')
    for person in (mina, jin, sora):
        person.reader.wait_gone('buy my things')
    open_settings(jin)
    keep_picture(jin, 'moderation-settings')
    jin.reader.press(CLOSED)
    mina.reader.wait_text('Jin closed this room to newcomers')
    jin.desktop.key('Escape')
    assert try_to_join(context, 4, 'tae') == 'not-invited'
    hand_over([mina, jin, sora])
    assert try_to_join(context, 4, 'tae') == 'not-invited'
    assert not any(person.reader.shows('buy my things') for person in (jin, sora))
    # Who was in the room all along comes back into it.
    mina.start()
    mina.reader.wait_text('ops')
    mina.open_room('ops')
    mina.reader.wait_text('Jin closed this room to newcomers')
    assert not mina.reader.shows('buy my things'), 'what was deleted came back'


def test_kick(context):
    """Removed: it is said, one may come again."""
    mina, jin = meet(context, 'Mina', 'Jin')
    open_member_menu(mina, 'Jin')
    mina.reader.press('Remove from Room…')
    mina.reader.wait_text('This is no ban: whoever is removed can join again.')
    mina.desktop.key('alt+r')
    jin.reader.wait_text('You were removed from this room.')
    mina.reader.wait_text('You removed Jin')
    assert not enabled(jin.reader, 'Message ops'), 'somebody who was removed may write'
    mina.say('in the meantime')
    jin.reader.press('Join')
    jin.reader.wait_text('in the meantime')
    until(lambda: enabled(jin.reader, 'Message ops'), 10, 'the composer')


def test_ban_and_unban(context):
    """A ban says what it cannot do and offers a passphrase; it holds whoever hosts, till lifted."""
    mina, jin, sora = meet(context, 'Mina', 'Jin', 'Sora')
    open_member_menu(mina, 'Jin')
    mina.reader.press('Make Moderator')
    sora.reader.wait_text('Mina made Jin a moderator')
    open_member_menu(jin, 'Sora')
    jin.reader.press('Ban…')
    jin.reader.wait_text('Ban Sora?')
    jin.reader.wait_text('with a new identity the same person could join again, as a new one.')
    jin.desktop.key('alt+l')
    jin.reader.wait_text('Tell it to those who are to come in')
    keep_picture(jin, 'ban-offers-passphrase')
    jin.desktop.key('alt+b')
    sora.reader.wait_text('You are banned from this room.')
    for person in (jin, mina):
        person.reader.wait_text('set a new passphrase', 30)
    hand_over([mina, jin])
    jin.say('without her')
    assert try_to_join(context, 4, 'tae') == 'locked'
    assert not sora.reader.shows('without her')
    open_settings(jin)
    jin.reader.press('Unban Sora')
    jin.reader.wait_gone('Unban Sora')
    jin.desktop.key('Escape')
    jin.reader.wait_text('You lifted the ban of Sora')


if __name__ == '__main__':
    suite.main(hosts=4)
