#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page and dialog in a language made up for it (pseudo.py), written from right to left: what
is shown without that language's marks was never given to gettext, and everything stands mirrored.
"""

import glob
import os
import re
import shutil
import tempfile

import pseudo
import screens

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
MARKUP = str.maketrans('', '', '*_~`')
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


def is_content(text, content):
    """Whether nothing is left of it without the marked parts, and what the sample has."""
    while MARKED.search(text):
        text = MARKED.sub('', text)
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


def check_mirrored(program, page):
    """The sidebar stands at the right of the conversation."""
    places = {widget['type']: widget['x'] for widget in program.widgets()
              if widget['type'] in ('HallSidebar', 'HallRoomPage')}
    if len(places) == 2 and places['HallSidebar'] <= places['HallRoomPage']:
        yield f'not mirrored: {places}'


if __name__ == '__main__':
    screens.sandbox.enter()
    folder = tempfile.mkdtemp(prefix='hallway-pseudo-')
    try:
        pseudo.make(SOURCE, folder)
        screens.main('--language', pseudo.LANGUAGE, '--mirrored', HALLWAY_LOCALE_DIR=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
