#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page and dialog in a language made up for it (pseudo.py), written from right to left: what
is shown, or told by a screen reader, without that language's marks was never given to gettext, and
everything stands mirrored.
"""

import glob
import importlib
import os
import re
import shutil
import tempfile

import pseudo
import screens

test_pages = importlib.import_module('test-pages')
SOURCE = os.path.dirname(os.path.dirname(screens.HERE))
LETTERS = re.compile(r'[^\W\d_]{2,}')
MARKED = re.compile(f'{pseudo.OPEN}[^{pseudo.OPEN}{pseudo.CLOSE}]*{pseudo.CLOSE}')
LITERALS = re.compile(r'"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*')
# The words there are GTK's or libadwaita's own.
NOT_OURS = {'GtkEmojiChooser', 'GtkWindowControls', 'AdwAboutWindow'}
# What a person said stands in such; what we say of it is the row's name, which test-pages.py reads.
OF_PEOPLE = {'HallMessageRow', 'AdwAvatar'}
ENTRIES = {'GtkSearchEntry', 'GtkEntry', 'AdwEntryRow', 'AdwPasswordEntryRow'}  # their icons
# What is typed, or comes from somewhere else, and is the same in every language.
NO_WORDS = re.compile(r'(@room|/(me|topic|leave|help)\b)|hallway:room/\S+')
EMOJI_PAGE = 'emoji-completion'  # the names there are of the data that GTK brings
COMPLETIONS = {'GtkPopover', pseudo.wrapped('Completions')}  # GTK 4.8, and newer ones
MARKUP = str.maketrans('', '', '*_~`')
QUOTE = '▎'  # before each line of what is quoted
# GTK's and libadwaita's, which are translated with them, or not at all where those are not.
OF_TOOLKIT = {'Minimize the window', 'Maximize the window', 'Close the window', 'Show Text',
              'Show Password', 'Apply', 'No Results Found', 'Try a different search.'}
SEARCH_PAGE = 'everywhere'
# In each of such, the first begins the line, and the last of the second ends it.
MIRRORED = [
    ('HallMainView', 'HallSidebar', 'HallRoomPage'),
    ('HallMessageLine', 'HallAvatar', 'HallMessageBody'),
    ('HallComposer', 'HallComposerText', 'GtkButton'),
    ('HallPersonRow', 'HallAvatar', 'GtkLabel'),
    ('HallRoomRow', 'GtkImage', 'GtkLabel'),
    ('HallReadOnlyBar', 'GtkImage', 'GtkButton'),
    ('HallConnectionBar', 'GtkLabel', 'GtkButton'),
    ('HallSearchRow', 'HallAvatar', 'GtkLabel'),
    ('AdwHeaderBar', 'GtkLabel', 'GtkWindowControls'),
    ('HallPrivateHeader', 'HallAvatar', 'GtkLabel'),
    ('HallNameWarning', 'GtkImage', 'GtkLabel'),
]
KEY = 43  # characters of a person's id


def one_line(text):
    """Without what only breaks lines."""
    return ' '.join(text.split())


def sample_texts():
    """All that people, rooms and the network say in the sample, by its source."""
    found = set()
    for name in glob.glob(f'{SOURCE}/tests/ui/s*.c') + glob.glob(f'{SOURCE}/tests/ui/fake-*.c'):
        with open(name, encoding='utf-8') as file:
            for literal in LITERALS.findall(file.read()):
                text = ''.join(re.findall(r'"((?:[^"\\\n]|\\.)*)"', literal))
                text = text.replace('\\n', ' ').replace('\\"', '"').replace('```', ' ')
                found.add(one_line(text).translate(MARKUP))
    return found


SAMPLE = sample_texts()


def without_marked(text):
    """What is left without the marked parts."""
    while MARKED.search(text):
        text = MARKED.sub('', text)
    return text


def is_content(text, content):
    """Whether nothing is left of it without the marked parts, and what the sample has."""
    text = without_marked(text)
    text = NO_WORDS.sub('', text)
    plain = one_line(text).translate(MARKUP)
    if plain in SAMPLE or re.sub(r'\d+', '%u', plain) in SAMPLE:
        return True
    # The four letters that tell people of one name apart are of their keys.
    if len(text) == 4 and any(text in words for words in content if len(words) == KEY):
        return True
    for words in content:
        text = text.replace(words, '')
    return not LETTERS.search(text)


def check_texts(program, page):
    """No text without marks that is not a person's."""
    content = sorted(set(program.content()), key=len, reverse=True)
    for widget, parents in screens.with_parents(program.widgets()):
        if page == EMOJI_PAGE and parents and parents[-1]['type'] == 'GtkBox' \
                and 'GtkPopoverContent' in {parent['type'] for parent in parents}:
            continue
        types = {parent['type'] for parent in [widget, *parents]}
        if (NOT_OURS | OF_PEOPLE) & types or (widget['type'] in ('GtkImage', 'GtkButton') and
                                               ENTRIES & types):
            continue
        for key in ('text', 'tooltip'):
            if not is_content(widget.get(key, ''), content):
                yield (f'{key} "{widget[key]}" of {widget["type"]} in '
                       + ' / '.join(parent['type'] for parent in parents[-4:]))


def is_said(text, content):
    """Whether it is a part of what somebody said, as a message shows it."""
    plain = one_line(text.replace(QUOTE, ' ').rstrip('…')).translate(MARKUP)
    return any(plain in one_line(words.replace('>', ' ')).translate(MARKUP) for words in content)


def is_heard(node, parents, page, content):
    """Whether all that a screen reader says of it is translated, or a person's."""
    name = node['name']
    around = {value for parent in parents for value in (parent['role'], parent['name'])}
    if test_pages.CLASS.match(name) or OF_TOOLKIT & {name, node['description']} or \
            (page == EMOJI_PAGE and COMPLETIONS & around):
        return True
    if page == SEARCH_PAGE and node['role'] == 'list item':
        name = name[:name.rfind(pseudo.CLOSE) + 1]  # what follows is what somebody said
    return all(is_content(without_marked(text).strip(' :,'), content) or
               (node['role'] in ('label', 'link') and is_said(text, content))
               for text in (name, node['description']))


def check_names(program, page):
    """No name or description for a screen reader without marks that is not a person's; those of
    messages and of all that stands in them, too."""
    if page in test_pages.NOT_READ:
        return
    content = sorted(set(program.content()), key=len, reverse=True)
    for node, parents in screens.with_parents(program.reader.ask(op='tree', text=False)):
        if not is_heard(node, parents, page, content):
            yield (f'{node["role"]} "{node["name"]}" ({node["description"]}) in '
                   + ' / '.join(f'{parent["role"]} "{parent["name"]}"' for parent in parents[-3:]))


def check_mirrored(program, page):
    """What begins a line stands at the right of what follows, and what ends it at the left."""
    widgets = list(screens.with_parents(program.widgets()))
    for around, first, second in MIRRORED:
        for whole in (widget for widget, _ in widgets if widget['type'] == around):
            inside = [widget for widget, parents in widgets
                      if whole['id'] in {parent['id'] for parent in parents} and 'x' in widget]
            begin, end = ([widget for widget in inside if widget['type'] == kind]
                          for kind in (first, second))
            if begin and end and begin[0]['x'] + begin[0]['width'] / 2 <= \
                    end[-1]['x'] + end[-1]['width'] / 2:
                yield f'not mirrored: {first} and {second} of {around}'


if __name__ == '__main__':
    screens.sandbox.enter()
    folder = tempfile.mkdtemp(prefix='hallway-pseudo-')
    try:
        pseudo.make(SOURCE, folder)
        screens.main('--language', pseudo.LANGUAGE, '--mirrored', HALLWAY_LOCALE_DIR=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
