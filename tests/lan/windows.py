# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""windows.py: what people do in windows that more than one file of tests needs."""

import os

from programs import BUILD
from waiting import until

PRESENCES = ['Available', 'Away', 'Do not disturb', 'Invisible']


def keep_picture(person, name):
    """A screenshot for whoever wants to look."""
    folder = os.path.join(BUILD, 'lan', 'pictures')
    os.makedirs(folder, exist_ok=True)
    person.desktop.picture(f'{folder}/{name}.png')


def meet(context, *names):
    """The first of them makes the room "ops", and the others join it; everybody sees everybody."""
    people = [context.person(number, name).start() for number, name in enumerate(names, 1)]
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
    person.reader.wait_text('What Others Learn')


def choose_file(person, path):
    """Types a path into GTK's own file dialog, which is open or about to be."""
    person.reader.wait_text('Other Locations')
    person.desktop.key('ctrl+l', 'ctrl+a')
    person.desktop.type(path)
    person.desktop.key('Return')
    person.reader.wait_gone('Other Locations')
