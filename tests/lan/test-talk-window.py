#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A conversation before windows: answers, edits, reactions, pins, deleting, mentions, commands."""

import re
import time

import suite
from waiting import until
from windows import (choose_in_menu, climb_to_message, focused, go_to_composer, keep_picture, meet,
                     open_person, say_all, says, start_notifications, wait_in_view, wait_key,
                     wait_out_of_view)


def test_answers_edits_reactions_and_pins(context):
    """What is done with a message in one window is seen in the other, and led back to."""
    anna, ben = meet(context, 'Anna', 'Ben')
    anna.say('the build is green')
    choose_in_menu(ben, 'the build is green', 'Reply')
    ben.reader.wait_text('Reply to Anna: the build is green')
    ben.say('then I tag it')
    anna.reader.wait_text('then I tag it. Answers Anna: the build is green')
    keep_picture(anna, 'answer')
    anna.desktop.key('Up')
    anna.reader.wait_text('Edit message')
    anna.desktop.key('ctrl+a')
    anna.say('the build is red')
    ben.reader.wait_text(': the build is red. Edited')
    ben.reader.wait_text('Answers Anna: the build is red')
    choose_in_menu(anna, 'then I tag it', 'Thumbs up', 'shift+F10')
    for person in (anna, ben):
        person.reader.wait_text('👍 by 1 person')
    ben.reader.press('👍 by 1 person')
    for person in (anna, ben):
        person.reader.wait_text('👍 by 2 people')
    keep_picture(ben, 'reactions')
    ben.reader.press('👍 by 2 people')
    choose_in_menu(anna, 'then I tag it', 'Thumbs up')
    for person in (anna, ben):
        person.reader.wait_gone('👍 by')
    choose_in_menu(anna, 'the build is red', 'Pin')
    for person in (anna, ben):
        person.reader.wait_text('1 pinned message')
    # Both the pin and the answer lead back to what is far above by now.
    go_to_composer(anna)
    say_all(anna, [f'n{number}' for number in range(30)])
    ben.reader.wait_text(': n29')
    wait_in_view(ben, 'n29')
    wait_out_of_view(ben, 'the build is red')
    ben.reader.press('1 pinned message')
    until(lambda: any(says(name, 'the build is red') for name in focused(ben)), 10,
          lambda: f'the keyboard in the list of pins; it is on {focused(ben)}')
    # There is but one.
    ben.desktop.key('Tab')
    wait_key(ben, 'Tab', lambda name: says(name, 'the build is red'))
    ben.desktop.key('Return')
    wait_in_view(ben, 'the build is red')
    # Just so far up that the answer is there, as newer versions of GTK tell nothing of what is not.
    climb_to_message(anna, 'then I tag it', rows=25)
    wait_in_view(anna, 'then I tag it')
    wait_out_of_view(anna, 'the build is red')
    anna.reader.press('Answers Anna: the build is red')
    wait_in_view(anna, 'the build is red')


def delete(person, text):
    """Deletes one's own message by keyboard."""
    choose_in_menu(person, text, 'Delete…')
    person.reader.wait_text('Delete This Message?')
    person.reader.wait_text('Copies of it stay on the disks')
    person.desktop.key('alt+d')
    person.reader.wait_gone('Delete This Message?')


def edit_last(person, text):
    """Says something else instead of what one said last."""
    go_to_composer(person)
    person.desktop.key('Up')
    person.reader.wait_text('Edit message')
    person.desktop.key('ctrl+a')
    person.say(text)


def test_who_was_away_sees_what_was_changed(context):
    """Deleted, edited, reacted to while somebody was away, and again after a change of host."""
    anna, ben, carl = meet(context, 'Anna', 'Ben', 'Carl')
    say_all(anna, ['first', 'second', 'third'])
    ben.say('mine')
    carl.reader.wait_text(': third')
    carl.reader.wait_text(': mine')
    assert carl.quit() == 0
    delete(anna, 'first')
    edit_last(anna, 'third time lucky')
    choose_in_menu(ben, 'second', 'Heart')
    for person in (anna, ben):
        person.reader.wait_gone('first')
        person.reader.wait_text(': third time lucky. Edited')
        person.reader.wait_text('❤️ by 1 person')
    carl.start()
    carl.reader.wait_text('ops')
    carl.open_room('ops')
    for text in (': third time lucky. Edited', ': second. 1 ❤️', ': mine'):
        carl.reader.wait_text(text)
    assert not carl.reader.shows('first'), 'what was deleted is shown to who was away'

    assert anna.quit() == 0
    until(lambda: any(person.reader.shows('You host the room now') for person in (ben, carl)), 20,
          lambda: f'a new host; {ben.reader.texts()}')
    edit_last(ben, 'ours')
    choose_in_menu(carl, 'second', 'Heart')
    choose_in_menu(carl, 'third time lucky', 'Party')
    ben.reader.wait_text('❤️ by 2 people')
    anna.start()
    anna.reader.wait_text('ops')
    anna.open_room('ops')
    for text in (': ours. Edited', '❤️ by 2 people', '🎉 by 1 person', ': third time lucky. Edited'):
        anna.reader.wait_text(text)
    assert not anna.reader.shows('first') and not anna.reader.shows('mine'), anna.reader.texts()


def notified(person):
    """What was shown as a notification, and taken away again."""
    with open(f'{person.desktop.folder}/notifications.log', encoding='utf-8') as log:
        return [line for line in log if 'Notify' in line or 'CloseNotification' in line]


def press_in_notification(person, number, words):
    """Presses a button of the newest notification, of which it is the how manieth."""
    line = [line for line in notified(person) if 'Notify' in line][-1]
    action = re.search(r'"([^"]+)", "' + words, line).group(1)
    person.desktop.run('gdbus', 'call', '--session', '--dest', 'org.freedesktop.Notifications',
                       '--object-path', '/org/freedesktop/Notifications', '--method',
                       'org.freedesktop.DBus.Mock.EmitSignal', 'org.freedesktop.Notifications',
                       'ActionInvoked', 'us', f'[<uint32 {number}>, <"{action}">]')


def test_mentions(context):
    """A name that was completed reaches its bearer, as the room's setting wants; and is read."""
    anna = context.person(1, 'Anna').start()
    anna.create_room('ops')
    ben = context.person(2, 'Ben')
    start_notifications(ben)
    ben.start()
    ben.join_room('ops')
    ben.create_room('den')
    anna.say('of no concern')
    ben.reader.wait_text('ops, 2 members, 1 unread')
    anna.desktop.type('@b')
    anna.reader.wait_text('Completions')
    anna.desktop.key('Return')
    until(lambda: '@Ben ' in anna.reader.texts(), 10, lambda: f'the name; {anna.reader.texts()}')
    anna.say('look')
    ben.reader.wait_text('2 unread, 1 mention of you')
    until(lambda: notified(ben), 15, 'the notification')
    assert not any('of no concern' in line for line in notified(ben)), notified(ben)
    press_in_notification(ben, 1, 'Mark as Read')
    ben.reader.wait_gone('1 mention of you')
    until(lambda: 'CloseNotification' in notified(ben)[-1], 10,
          lambda: f'it to go; {notified(ben)}')
    # Muted, it is counted and not told; what is told after it is the proof.
    ben.open_room('ops')
    ben.reader.wait_focus('Message ops')
    mute(ben)
    ben.open_room('den')
    ben.reader.wait_focus('Message den')
    anna.say('@Ben hush')
    ben.reader.wait_text('1 unread, 1 mention of you')
    open_person(anna, 'Ben')
    anna.say('between us')
    until(lambda: any('between us' in line for line in notified(ben)), 15,
          lambda: f'the notification; {notified(ben)}')
    assert not any('hush' in line for line in notified(ben)), notified(ben)


def mute(person):
    """Wants to be told of nothing in the open room, by its menu."""
    person.reader.press('Room Menu')
    person.reader.wait_text('Mark as Unread')
    person.reader.press('Notifications')
    person.reader.wait_text('Mentions Only')
    person.reader.press('Nothing')
    go_to_composer(person)


def test_commands_pastes_and_drafts(context):
    """What begins with a slash; what is too long to be pasted; what was not sent yet."""
    anna, ben = meet(context, 'Anna', 'Ben')
    anna.say('/me waves')
    ben.reader.wait_text(': Anna waves')
    anna.say('/topic shipping today')
    for person in (anna, ben):
        person.reader.wait_text('shipping today')
    anna.say('/nick Annabel')
    anna.reader.wait_text('Your name is “Annabel” now.')
    ben.reader.wait_text('Annabel, Available')
    anna.say('/help ')
    anna.reader.wait_text('/kick NAME — Remove somebody from this room')
    keep_picture(anna, 'help')
    anna.say('/nonsense')
    anna.reader.wait_text('There is no command “/nonsense”')
    anna.desktop.key('ctrl+a', 'Delete')
    paste(anna, 'x' * 1_000_000, context.folder)
    slowest = 0
    while not anna.reader.shows('It is too long for a message.'):
        began = time.monotonic()
        anna.reader.ask(op='ready')
        slowest = max(slowest, time.monotonic() - began)
    # No figure: a text view that takes a million characters is gone for minutes.
    assert slowest < 30, f'the window did not answer for {slowest:.1f} s'
    assert not anna.reader.shows('xxx')
    anna.desktop.type('half a thought')
    anna.reader.wait_text('half a thought')
    assert anna.quit() == 0
    assert not ben.reader.shows('half a thought')
    anna.start()
    anna.reader.wait_text('ops')
    anna.open_room('ops')
    anna.reader.wait_text('half a thought')
    anna.reader.wait_focus('Message ops')
    anna.desktop.key('ctrl+End')
    anna.say(' made whole')
    ben.reader.wait_text(': half a thought made whole')
    for wrong in ('/help', 'nonsense', 'xxx'):
        assert not ben.reader.shows(wrong), ben.reader.texts()


def paste(person, text, folder):
    """Pastes a text that another program has."""
    path = f'{folder}/clipboard'
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    person.desktop.start('xclip', ['xclip', '-quiet', '-selection', 'clipboard', path])

    def is_there():
        try:
            return 'UTF8_STRING' in person.desktop.run('xclip', '-selection', 'clipboard', '-o',
                                                       '-t', 'TARGETS')
        except RuntimeError:
            return False  # nobody has the clipboard yet
    until(is_there, 10, 'the clipboard')
    person.desktop.key('ctrl+v')


if __name__ == '__main__':
    suite.main(hosts=3)
