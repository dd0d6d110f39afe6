# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""pseudo.py: a catalogue in which every message is the English one, longer and between marks.

    pseudo.py SOURCE FOLDER

What is shown without the marks then was never given to gettext. The template is made anew from the
sources, so that it can't be behind them. Nobody is to read it: it says to be Arabic, as that is
written from right to left.
"""

import ast
import os
import re
import subprocess
import sys

OPEN, CLOSE = '⟦', '⟧'
RIGHT_TO_LEFT = '\u0627'  # a letter, by which text knows its direction
LANGUAGE = 'ar'
HEAD = ('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n')
KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'ngettext:1,2', 'g_dcgettext:2', 'g_dngettext:2,3',
            'g_dpgettext2:2c,3']


def wrapped(text):
    """A message as this language has it: a third longer, arguments and mnemonics kept."""
    return OPEN + RIGHT_TO_LEFT * (1 + len(text) // 3) + ' ' + text + CLOSE


def quoted(text):
    """As a catalogue writes it."""
    for plain, escaped in (('\\', '\\\\'), ('"', '\\"'), ('\n', '\\n'), ('\t', '\\t')):
        text = text.replace(plain, escaped)
    return f'"{text}"'


def messages(template):
    """Every message of a template: {'msgctxt', 'msgid', 'msgid_plural'}, as far as it has them."""
    message, key = {}, None
    for line in [*template.split('\n'), '']:
        match = re.match(r'(msg\w+)(?:\[\d\])? (".*")$', line)
        if match:
            key = match.group(1)
            message[key] = message.get(key, '') + ast.literal_eval(match.group(2))
        elif line.startswith('"'):
            message[key] += ast.literal_eval(line)
        elif not line and message:
            if message['msgid']:
                yield message
            message = {}


def entry(message):
    """A message with its translation."""
    lines = [f'msgctxt {quoted(message["msgctxt"])}'] if 'msgctxt' in message else []
    lines.append(f'msgid {quoted(message["msgid"])}')
    if 'msgid_plural' in message:
        lines += [f'msgid_plural {quoted(message["msgid_plural"])}',
                  f'msgstr[0] {quoted(wrapped(message["msgid"]))}',
                  f'msgstr[1] {quoted(wrapped(message["msgid_plural"]))}']
    else:
        lines.append(f'msgstr {quoted(wrapped(message["msgid"]))}')
    return '\n'.join(lines) + '\n\n'


def make(source, folder):
    """Writes FOLDER/ar/LC_MESSAGES/hallway.mo from the sources."""
    place = f'{folder}/{LANGUAGE}/LC_MESSAGES'
    os.makedirs(place, exist_ok=True)
    with open(f'{source}/po/POTFILES.in', encoding='utf-8') as file:
        files = [line.strip() for line in file if line.strip() and not line.startswith('#')]
    said = subprocess.run(['xgettext', '--from-code=UTF-8', '--output=-', '--language=C',
                           *(f'--keyword={word}' for word in KEYWORDS),
                           *(name for name in files if name.endswith('.c'))],
                          cwd=source, check=True, stdout=subprocess.PIPE, text=True).stdout
    others = [name for name in files if not name.endswith('.c')]
    said += '\n' + subprocess.run(['xgettext', '--from-code=UTF-8', '--output=-', *others],
                                  cwd=source, check=True, stdout=subprocess.PIPE, text=True).stdout
    found = {(message.get('msgctxt'), message['msgid']): message for message in messages(said)}
    with open(f'{folder}/pseudo.po', 'w', encoding='utf-8') as file:
        file.write(HEAD + ''.join(map(entry, found.values())))
    subprocess.run(['msgfmt', '-o', f'{place}/hallway.mo', f'{folder}/pseudo.po'], check=True)
    return len(found)


if __name__ == '__main__':
    print(make(*sys.argv[1:]), 'messages')
