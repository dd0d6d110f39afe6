#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page and dialog for a screen reader and for the keyboard: each control has a name and a
role, and Tab comes to each.

GTK 4.8 names a widget that nobody named by its class ("GtkBox"), which here is no name; newer ones
give it none.
"""

import re

import screens

# What does something, and what a screen reader says by itself when it comes.
TO_BE_NAMED = {
    'push button', 'toggle button', 'check box', 'radio button', 'combo box', 'entry', 'text',
    'password text', 'spin button', 'slider', 'switch', 'link', 'menu item', 'check menu item',
    'radio menu item', 'list item', 'table cell', 'page tab', 'alert', 'dialog', 'frame', 'list',
}
CLASS = re.compile(r'(Gtk|Adw|Hall)[A-Z]\w*$')
ICON = re.compile(r'.*-symbolic$|(dialog|edit|emblem|list|go|view|user|system|open|window|mail|'
                  r'network|document|avatar|pan|process|object|changes|face|hall)(-[a-z]+)+$')
# What a screen reader is not to be troubled with, each with the reason: role, name, and a role or
# name of what it is inside of.
KNOWN = [
    # GtkEmojiChooser is GTK's; it names no emoji before 4.10.
    (None, None, 'GtkEmojiChooser'),
    # What AdwComboRow opens, and the search that AdwPreferencesWindow could have, are libadwaita's.
    (None, None, 'combo box'),
    ('entry', 'GtkSearchEntry', 'Preferences'),
    # A list of settings without a heading; its rows are named, and it takes no keyboard itself.
    ('list', 'GtkListBox', None),
    # The pencil and the eye of an entry row of libadwaita's are for the pointer; with the keyboard
    # one is in the entry already. Their tooltips tell them.
    ('push button', 'GtkImage', None),
    # It stands behind the introduction of a room that one is not in: GTK 4.8 tells of what is
    # hidden, too. With a room it has the room's name (test-window's).
    ('text', 'HallComposerText', None),
]
# A click there only does what the keyboard does elsewhere.
CLICKED = {
    'HallMessageView': 'a line between two days opens the calendar, as an action does',
}
# The parts of such have gestures of their own.
OF_GTK = {'GtkText', 'GtkEntry', 'GtkSearchEntry', 'GtkTextView', 'GtkEmojiChooser'}
# GTK's own tree of a few thousand emoji, which takes longer to read than all the rest, and
# libadwaita's own window about the program, with nothing of ours in it but what it is to say.
NOT_READ = {'emoji-picker', 'about'}

# Tab comes to each of these by itself; to rows, radio buttons and items of menus come the arrows.
ROLES_OF_TAB = {'BUTTON', 'TOGGLE_BUTTON', 'CHECKBOX', 'SWITCH', 'TEXT_BOX', 'SEARCH_BOX',
                'COMBO_BOX'}
NOT_BY_TAB = {
    'GtkListItemWidget': 'GTK 4.8: Tab goes through what is inside of one row only',
    'GtkWindowControls': 'the window manager has keys for them',
    'GtkPopover': 'it is closed, or all that has the keyboard',
    'GtkPopoverMenu': 'the same',
    'AdwEntryRow': 'the text in it has the keyboard, and its buttons come with a change',
    'AdwPasswordEntryRow': 'the same',
    'HallPhraseRow': 'the same',
}
# A list without rows leaves the keyboard to what it scrolls in; where there are rows, they have it.
SCROLLS = 'GtkScrolledWindow'
ALL_AROUND = 120  # key presses


def is_known(node, parents):
    """Whether it is one of those."""
    around = {value for parent in parents for value in (parent['role'], parent['name'])}
    return any(role in (None, node['role']) and
               (name in (None, node['name']) or (not node['name'] and CLASS.match(name))) and
               (place is None or place in around) for role, name, place in KNOWN)


def check_named(program, page):
    """No control without a name, or with that of its class or its icon."""
    if page in NOT_READ:
        return
    for node, parents in screens.with_parents(program.reader.ask(op='tree', text=False)):
        name = node['name']
        wrong = not name.strip() or CLASS.match(name) or ICON.match(name)
        if not wrong or is_known(node, parents):
            continue
        focusable = 'focusable' in node['states']
        if node['role'] in TO_BE_NAMED and (focusable or node['role'] not in ('list item',
                                                                              'table cell')):
            yield (f'{node["role"]} "{name}" in '
                   + ' / '.join(f'{parent["role"]} "{parent["name"]}"' for parent in parents[-4:]))


def check_roles(program, page):
    """What a click does something to is a control, and can have the keyboard."""
    for widget, parents in screens.with_parents(program.widgets()):
        if not widget['clicked'] or widget['type'] in CLICKED:
            continue
        if OF_GTK & {parent['type'] for parent in parents}:
            continue
        if widget['role'] in ('WIDGET', 'GENERIC', 'GROUP', 'NONE', 'IMG', 'PRESENTATION'):
            yield (f'a click on {widget["type"]} ({widget["role"]}) in '
                   + ' / '.join(parent['type'] for parent in parents[-4:]))


def go_around(program):
    """Everything that Tab comes to, until it comes round, each with what is around it."""
    stops, been = [], set()
    while len(stops) < ALL_AROUND:
        stop = program.key('Tab')
        stops.append(stop)
        if not stop or stop[0]['id'] in been:
            break
        # A row that has gone out of view becomes another one.
        if not any(widget['type'] == 'GtkListItemWidget' for widget in stop):
            been.add(stop[0]['id'])
    return stops


def name_of(stop):
    """How to find it."""
    return ' in '.join(widget['type'] for widget in stop[:6])


def check_told(program, page):
    """A screen reader that is started by now is told of everything. GTK 4.24 crashes where it would
    tell of a link without a name, of a label that is gone."""
    told = program.reader.ask(op='told-at-once')
    if not any(told):
        yield f'it does not tell what it has: {told}'


def left_out(widgets, reached, around):
    """The controls beside those with these ids, in the window with @around the keyboard."""
    if any(parent['type'].startswith('GtkPopover') for parent in around):
        return
    roots = {widget['id'] for widget in around}
    for widget, parents in screens.with_parents(widgets):
        if widget['id'] in reached or not widget['focusable'] or not widget['sensitive'] \
                or widget['role'] not in ROLES_OF_TAB or parents[0]['id'] not in roots \
                or any(parent['type'] in NOT_BY_TAB for parent in [widget, *parents]):
            continue
        yield name_of([widget, *reversed(parents)])


def check_keyboard(program, page):
    """Tab goes on from each to the next, is never lost, and comes round; nothing is left out."""
    if page in NOT_READ:
        return
    stops = go_around(program)
    widgets = program.widgets()
    if not stops[-1]:
        yield 'after Tab nothing has the keyboard'
        return
    if len(stops) == ALL_AROUND:
        yield f'Tab does not come round in {ALL_AROUND} presses: {name_of(stops[-1])}'
    rows = {parent['id'] for widget, parents in screens.with_parents(widgets)
            if widget['role'] == 'LIST_ITEM' for parent in parents}
    for stop in stops:
        # A row that is scrolled to gets its place only after the keyboard.
        hidden = not stop[0]['mapped'] and stop[0]['role'] != 'LIST_ITEM'
        if hidden or (stop[0]['type'] == SCROLLS and stop[0]['id'] in rows):
            yield f'the keyboard is on what cannot be used: {name_of(stop)}'
    reached = {stop[0]['id'] for stop in stops}
    if list(left_out(widgets, reached, stops[-1])):
        # On a very busy machine a key may have been pressed twice.
        reached |= {stop[0]['id'] for stop in go_around(program) if stop}
    for names in left_out(widgets, reached, stops[-1]):
        yield f'Tab never comes to {names}'


if __name__ == '__main__':
    screens.main()
