# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""windows.py: what people do in windows that more than one file of tests needs."""

import os
import re

from desktop import SYSTEM_PYTHON
from programs import BUILD
from waiting import TookTooLong, until

QUICK_REACTIONS = ['Thumbs up', 'Heart', 'Laughing', 'Party', 'Looking', 'Done']
PRESENCES = ['Available', 'Away', 'Do not disturb', 'Invisible']


def start_notifications(person):
    """Something on this desktop that shows notifications, and writes down which."""
    person.desktop.start('notifications', [SYSTEM_PYTHON, '-m', 'dbusmock', '--template',
                                           'notification_daemon'])
    until(lambda: 'org.freedesktop.Notifications' in person.desktop.run(
        'dbus-send', '--session', '--print-reply', '--dest=org.freedesktop.DBus',
        '/org/freedesktop/DBus', 'org.freedesktop.DBus.ListNames'), 10, 'the notification daemon')


def keep_picture(person, name):
    """A screenshot for whoever wants to look."""
    folder = os.path.join(BUILD, 'lan', 'pictures')
    os.makedirs(folder, exist_ok=True)
    person.desktop.picture(f'{folder}/{name}.png')


def meet(context, *names, **options):
    """The first of them makes the room "ops", and the others join it; everybody sees everybody."""
    people = [context.person(number, name, **options).start()
              for number, name in enumerate(names, 1)]
    people[0].create_room('ops')
    for person in people[1:]:
        person.join_room('ops')
    for person in people:
        person.reader.wait_text(f'{len(people)} members')
    return people


def enabled(reader, name):
    """Whether something of this name can be used: all that it is inside of can, too."""
    above = []
    for node in reader.tree():
        above = above[:node['depth']] + ['sensitive' in node['states']]
        if node['name'] == name and all(above[1:]):
            return True
    return False


def is_checked(reader, name):
    """Whether a switch of this name is on."""
    return any(node['name'] == name and 'checked' in node['states'] for node in reader.tree())


def open_person(person, name):
    """Finds somebody with the sidebar's search and opens the conversation, by keyboard."""
    person.reader.wait_text(name)
    person.open_room(name)
    person.reader.wait_text(f'Message {name}')


def open_member_menu(person, name):
    """Opens what one may do to a member of the open room."""
    if not person.reader.shows(f'More about {name}'):
        person.reader.press('Members')
    person.reader.press(f'More about {name}')
    person.reader.wait_text('Profile')


def open_settings(person):
    """Opens the settings of the open room."""
    person.reader.press('Room Menu')
    person.reader.wait_text('Room Settings')
    person.reader.press('Room Settings')
    person.reader.wait_text('Bring this room back by itself')


def choose_presence(person, before, after):
    """Opens the menu under one's own picture and chooses how to appear."""
    person.reader.press(f'You are {person.name}, {before}')
    person.reader.wait_focus('Status')
    person.reader.wait_text(after)
    person.desktop.key('Tab')
    person.reader.wait_focus(before)
    first, last = PRESENCES.index(before), PRESENCES.index(after)
    for place in range(first, last, 1 if first < last else -1):
        down = first < last
        person.desktop.key('Down' if down else 'Up')
        person.reader.wait_focus(PRESENCES[place + (1 if down else -1)])
    person.desktop.key('Escape')
    person.reader.wait_text(f'You are {person.name}, {after}')


def open_profile(person, presence='Available'):
    """Opens the profile by the menu under one's own picture."""
    person.reader.press(f'You are {person.name}, {presence}')
    person.reader.wait_focus('Status')
    person.reader.press('_Profile… Profile…')
    person.reader.wait_text('Your Link')


def choose_file(person, path):
    """Types a path into GTK's own file dialog, which is open or about to be. What newer versions of
    GTK complete it to is not always replaced by what is typed next."""
    person.reader.wait_text('Other Locations')
    person.desktop.key('ctrl+l', 'ctrl+a')
    person.desktop.type(path)

    def is_all():
        if any(node['text'] == path for node in person.reader.tree()):
            return True
        person.desktop.key('shift+End', 'Delete')
        return False
    until(is_all, 15, lambda: f'{path} in the dialog, which shows: {person.reader.texts()}')
    person.desktop.key('Return')
    person.reader.wait_gone('Other Locations')


def focused(person):
    """The names of what has the keyboard, outermost first."""
    return [node['name'] for node in person.reader.tree() if 'focused' in node['states']]


def wait_key(person, key, wanted, seconds=15):
    """Presses a key again and again until what has the keyboard has a name that is wanted."""
    def is_there():
        if any(wanted(name) for name in focused(person)):
            return True
        person.desktop.key(key)
        return False
    until(is_there, seconds, lambda: f'{key} to lead there; the keyboard is on {focused(person)}')


def go_to_composer(person):
    """Goes back to where one writes; a menu may be closed by that first."""
    wait_key(person, 'Escape', lambda name: name.startswith('Message '))


def say_all(person, texts):
    """Types many messages of letters and digits, one after the other without a pause."""
    keys = [key for text in texts for key in [*text, 'Return']]
    person.reader.wait_ready()
    person.desktop.run('xdotool', 'key', '--delay', '8', *keys)


def says(name, text):
    """Whether a row of that name is a message that begins so, and not one that answers it."""
    return re.search(r', \d\d:\d\d: ' + re.escape(text), name)


def leaves_box(person):
    """Whether the keyboard has left the composer. It comes back from the button that ends an answer
    if that goes just then."""
    person.desktop.key('shift+Tab')
    try:
        until(lambda: not any(name.startswith('Message ') for name in focused(person)), 2, '')
    except TookTooLong:
        return False
    return True


def go_to_message(person, text):
    """Goes from the composer to the row of that text, which is told of, by keyboard."""
    person.reader.wait_text(f': {text}')
    climb_to_message(person, text)


def climb_to_message(person, text, rows=0):
    """The same to a row that may be so far up that newer versions of GTK do not tell of it yet;
    over so many rows at once, without looking where one is."""
    go_to_composer(person)
    until(lambda: leaves_box(person), 15, 'the keyboard to leave the box')

    def is_on_row():
        if any(node['role'] == 'list item' and 'focused' in node['states']
               for node in person.reader.tree()):
            return True
        # It comes to a text that can be selected, for which "End" is its own; or back to the box.
        in_box = any(name.startswith('Message ') for name in focused(person))
        person.desktop.key('shift+Tab' if in_box else 'Up')
        return False
    until(is_on_row, 10, lambda: f'the keyboard on a message; it is on {focused(person)}')
    person.desktop.key('End', *['Up'] * rows)
    wait_key(person, 'Up', lambda name: says(name, text))


def choose_in_menu(person, text, item, key='Menu'):
    """Chooses something in the menu of the message of that text, by keyboard."""
    go_to_message(person, text)
    person.desktop.key(key)
    person.reader.wait_focus('Thumbs up')
    wait_key(person, 'Right' if item in QUICK_REACTIONS else 'Down', lambda name: name == item)
    person.desktop.key('Return')


def is_in_view(person, text):
    """Whether a message of that text can be seen as a whole in the open conversation; None while
    that is not there."""
    lists = [(y, y + height) for name, (_, y, _, height)
             in person.reader.ask(op='places', role='list') if name == 'Messages']
    if not lists:
        return None
    [(top, bottom)] = lists
    return any(says(name, text) and top <= y and y + height <= bottom
               for name, (_, y, _, height) in person.reader.ask(op='places', role='list item'))


def wait_in_view(person, text):
    """Waits until a message of that text can be seen."""
    until(lambda: is_in_view(person, text), 15, lambda: f'"{text}" in view; rows: '
          f'{person.reader.ask(op="places", role="list item")}')


def wait_out_of_view(person, text):
    """Waits until no message of that text can be seen: a list tells places a little late."""
    until(lambda: is_in_view(person, text) is False, 15, lambda: f'"{text}" out of view; rows: '
          f'{person.reader.ask(op="places", role="list item")}')
