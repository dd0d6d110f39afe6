#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual pages say all that the programs understand, nothing else, and are well formed."""

import glob
import os
import re
import subprocess

import running
from helptext import GENERAL, ask_help

ROOT = os.path.normpath(f'{os.path.dirname(os.path.abspath(__file__))}/../..')
BUILD = os.path.normpath(f'{running.PROGRAM}/../../..')
PAGES = [f'{ROOT}/data/hallway.1', f'{ROOT}/data/hallway-cli.1', f'{BUILD}/data/hallway.conf.5']


def read(path):
    """A file's text."""
    with open(path, encoding='utf-8') as file:
        return file.read()


def section(page, name):
    """The source of a section of a page, with plain hyphens."""
    text = read(f'{ROOT}/data/{page}').replace('\\-', '-')
    return re.search(rf'\n\.SH {name}\n(.*?)(?=\n\.SH |\Z)', text, re.S)[1]


def headings(text):
    """What stands at the head of each paragraph of a list, without fonts."""
    return [re.sub(r'\\f.|"', '', line) for line in re.findall(r'\n\.TP\n\.\w+ (.*)', f'\n{text}')]


def documented_options(page):
    """The options of a page, with what stands for their values."""
    found = {}
    for heading in headings(section(page, 'OPTIONS')):
        for option, value in re.findall(r'--([a-z-]+)(?: +([^\s,]+))?', heading):
            assert option not in found, option
            found[option] = value or None
    return found


def compare_options(page, options):
    """Every option that the program knows is there, with its value, and no other."""
    found = documented_options(page)
    # The only one whose value has a part that may be left out.
    found['peer'] = {'ADDRESS[': 'ADDRESS[:PORT]'}.get(found['peer'], found['peer'])
    assert found == options, set(found.items()) ^ set(options.items())


def test_options(_place):
    """All options of hallway-cli."""
    compare_options('hallway-cli.1', {name: value for name, (value, _) in
                                      ask_help().options.items()})


def test_options_of_the_window(_place):
    """All options of hallway."""
    done = subprocess.run([f'{BUILD}/src/hallway', '--help'], env=running.STRICT, check=True,
                          capture_output=True, text=True, timeout=running.SECONDS)
    options = dict(re.findall(r'\n  --([a-z-]+)(?:=(\S+))? ', done.stdout))
    for shown_by_glib in ('help-all', 'help-gapplication'):
        del options[shown_by_glib]
    compare_options('hallway.1', {**{name: value or None for name, value in options.items()},
                                  'help': None})


def test_commands(_place):
    """All commands, in what explains them and in the synopsis, where their arguments stand too."""
    commands = ask_help().commands
    explained = [heading.split()[0].strip('"') for heading in
                 headings(section('hallway-cli.1', 'COMMANDS'))]
    assert sorted(explained) == sorted(commands), set(explained) ^ set(commands)
    shown = {}
    for part in re.split(r'\n?\.SY hallway-cli\n', section('hallway-cli.1', 'SYNOPSIS'))[1:]:
        words = re.sub(r'"|\n\.YS$', '', re.sub(r'(?m)^\.\w+ ', '', part)).split()
        words = words[words.index(']...') + 1:] if ']...' in words else words
        shown[words[0]] = words[1:]
    assert sorted(shown) == sorted(commands), set(shown) ^ set(commands)
    for name, words in shown.items():
        check_synopsis(name, words)


def check_synopsis(name, words):
    """A command's arguments stand there, and the options that go with it and not with all."""
    text = ' '.join(words)
    options = set(re.findall(r'--([a-z-]+)', text))
    assert options == ask_help().with_command(name) - set(GENERAL), (name, options)
    arguments = re.sub(r'\[ ?--.*', '', text)
    plain = re.sub(r'[\[\] ]', '', arguments)
    wanted = re.sub(r'[\[\] ]', '', ''.join(ask_help().commands[name][0]))
    assert plain == wanted, (name, plain, wanted)


def test_events(_place):
    """All objects that --json prints are in the table."""
    table = re.search(r'\.TS\n.*?\.\n(.*?)\.TE', section('hallway-cli.1', 'JSON'), re.S)[1]
    listed = {line.split('|')[0] for line in table.splitlines() if not line.startswith('|')}
    sources = glob.glob(f'{ROOT}/src/cli/*.c') + glob.glob(f'{ROOT}/src/session/hall-transcript*.c')
    printed = {name for path in sources
               for name in re.findall(r'hall_transcript_begin \("([a-z-]+)"\)', read(path))}
    assert len(printed) > 20, printed
    assert printed <= listed, printed - listed


def test_well_formed(_place):
    """Two formatters have nothing to say against them."""
    assert len(PAGES) == 3
    for page in PAGES:
        for command in (['mandoc', '-Tlint', '-Wwarning'],
                        ['groff', '-ww', '-t', '-man', '-Tutf8', '-z', '-rLL=78n']):
            done = subprocess.run([*command, page], capture_output=True, text=True, check=False)
            assert done.returncode == 0 and not done.stdout and not done.stderr, (page, done)


if __name__ == '__main__':
    running.main()
