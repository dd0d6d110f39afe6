#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What bash, zsh and fish offer for hallway-cli, compared with what it says of itself.

The commands, their words and the options come from --help; which option goes with which command is
asked of the program. Real shells are asked what they would offer.
"""

import os
import pty
import re
import shlex
import subprocess

import running
from helptext import ask_help
from running import SECONDS

HERE = os.path.dirname(os.path.abspath(__file__))
COMPLETION = os.path.normpath(f'{HERE}/../../data/completion')
INTERFACES = '/sys/class/net'
# The last ones are allowed to be names, too.
NAMES = ['eth0', 'wlan0', '$(touch${IFS}a)', '`touch${IFS}b`', "it's"]


def ask_bash(place, queries):
    """What bash offers for each line: dictionaries of words; bash has no sentences."""
    script = '''
      source "$COMPLETION/hallway-cli.bash"
      number=0
      while IFS= read -r COMP_LINE; do
        number=$((number + 1))
        read -ra COMP_WORDS <<< "${COMP_LINE//=/ = }"
        [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _hallway_cli
        for word in "${COMPREPLY[@]}"; do printf '%s\\t%s\\t\\n' "$number" "$word"; done
      done'''
    done = subprocess.run(['bash', '--norc', '-c', script], input='\n'.join(queries) + '\n',
                          env={'COMPLETION': place.folder, 'PATH': '/usr/bin:/bin',
                               'HOME': place.folder, 'LC_ALL': 'C.UTF-8'},
                          cwd=place.folder, capture_output=True, text=True, timeout=SECONDS,
                          check=True)
    assert not done.stderr, done.stderr
    return done.stdout


def ask_zsh(place, queries):
    """What an interactive zsh offers for each line."""
    files = {name: f'{place.folder}/{name}' for name in ('queries', 'answers', '.zshrc')}
    with open(files['queries'], 'w', encoding='utf-8') as file:
        file.write('\n'.join(queries) + '\n')
    with open(files['answers'], 'w', encoding='utf-8'):
        pass
    os.symlink(f'{HERE}/completion.zshrc', files['.zshrc'])
    ours, theirs = pty.openpty()
    with subprocess.Popen(['zsh', '-d', '-i'], stdin=theirs, stdout=theirs, stderr=theirs,
                          start_new_session=True, cwd=place.folder,
                          env={'COMPLETION': place.folder, 'ZDOTDIR': place.folder,
                               'QUERIES': files['queries'], 'ANSWERS': files['answers'],
                               'HOME': place.folder, 'PATH': '/usr/bin:/bin', 'TERM': 'xterm',
                               'LC_ALL': 'C.UTF-8'}) as shell:
        os.close(theirs)
        screen = read_to_end(ours)
        assert shell.wait(SECONDS) == 0, screen
    os.close(ours)
    with open(files['answers'], encoding='utf-8') as file:
        return file.read()


def read_to_end(terminal):
    """All that is shown on a terminal until nobody has it open."""
    shown = b''
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            return shown
        if not piece:
            return shown
        shown += piece


def ask_fish(place, queries, features='no-qmark-noglob'):
    """What fish offers for each line."""
    script = '''
      source $COMPLETION/hallway-cli.fish
      set number 0
      while read -l line
        set number (math $number + 1)
        complete -C $line | string replace -r '^' "$number\\t"
      end'''
    done = subprocess.run(['fish', '--no-config', '--features', features, '-c', script],
                          input='\n'.join(queries) + '\n',
                          env={'COMPLETION': place.folder, 'PATH': '/usr/bin:/bin',
                               'HOME': place.folder, 'LC_ALL': 'C.UTF-8'},
                          cwd=place.folder, capture_output=True, text=True, timeout=SECONDS,
                          check=True)
    assert not done.stderr, done.stderr
    return done.stdout


def ask_fish_4(place, queries):
    """The same as fish 4 does it, to which a question mark is a question mark."""
    return ask_fish(place, queries, 'qmark-noglob')


def install(place):
    """What data/completion has, for a computer with certain network interfaces."""
    os.mkdir(f'{place.folder}/net')
    for number, name in enumerate(NAMES):
        os.makedirs(f'{place.folder}/devices/{number}')
        os.symlink(f'{place.folder}/devices/{number}', f'{place.folder}/net/{name}')
    # Is no interface, wherever the kernel can bond some.
    with open(f'{place.folder}/net/bonding_masters', 'w', encoding='utf-8'):
        pass
    for name in ('_hallway-cli', 'hallway-cli.bash', 'hallway-cli.fish'):
        with open(f'{COMPLETION}/{name}', encoding='utf-8') as file:
            text = file.read()
        assert INTERFACES in text, name
        with open(f'{place.folder}/{name}', 'w', encoding='utf-8') as file:
            file.write(text.replace(INTERFACES, f'{place.folder}/net'))


def check(place, ask, has_sentences):
    """Every command, option and word is offered where it belongs, and nowhere else."""
    known = ask_help()
    install(place)
    wanted = {'hallway-cli ': set(known.commands), 'hallway-cli --json --name join ':
              set(known.commands), 'hallway-cli --': {f'--{name}' for name in known.options},
              'hallway-cli host r --history ': {'all', 'joined'},
              'hallway-cli re': {'react', 'reopens'}, 'hallway-cli stats ': set(),
              'hallway-cli people --interface ': set(NAMES),
              'hallway-cli --exclude-interface w': {'wlan0'},
              'hallway-cli search q --room ': set(), 'hallway-cli join r -- --': set()}
    for command, (arguments, _) in known.commands.items():
        given = f'hallway-cli {command} '
        wanted[f'{given}--'] = {f'--{name}' for name in known.with_command(command)}
        for argument, typed in zip(arguments, known.arguments(command)):
            words = argument.strip('[]').split('|')
            if len(words) > 1:
                wanted[given] = set(words)
            elif argument != 'FILE':
                wanted[given] = set()
            given += f'{typed} '
    for option, (value, _) in known.options.items():
        if value is not None:
            wanted[f'hallway-cli --{option} all '] = set(known.commands)
    os.mkdir(f'{place.folder}/inner')
    for name in ('inner/file', 'file'):
        with open(f'{place.folder}/{name}', 'w', encoding='utf-8'):
            pass
    wanted['hallway-cli export r inner/f'] = {'inner/file'}
    offered = {query: {} for query in wanted}
    queries = list(wanted)
    for line in ask(place, queries).splitlines():
        number, word, sentence = (line + '\t').split('\t')[:3]
        query = queries[int(number) - 1]
        # What comes into the line; fish quotes it later.
        if ask in (ask_bash, ask_zsh):
            word, = shlex.split(word)
        offered[query][word] = sentence
    for query, words in offered.items():
        # Only bash lists -h with the long ones; zsh says the last part of a path alone, and options
        # where there is nothing else to say.
        names = {'inner/file' if name == 'file' else name for name in words
                 if name != '-h' and (name[0] != '-' or query.endswith('-'))}
        assert names == wanted[query], (query, names ^ wanted[query])
    assert not {'a', 'b'} & set(os.listdir(place.folder)), 'what a name says was done'
    if has_sentences:
        check_sentences(known, offered)


def check_sentences(known, offered):
    """What is said of commands and options is what --help says."""
    def plain(sentence):
        return re.sub(r'\s+', ' ', sentence).strip()

    for name, (_, sentence) in known.commands.items():
        said = plain(offered['hallway-cli '][name])
        assert said.endswith(sentence), (name, said)
    for name, (_, sentence) in known.options.items():
        said = plain(offered['hallway-cli --'][f'--{name}'])
        assert said.endswith(sentence), (name, said)


def test_bash(place):
    """What bash offers."""
    check(place, ask_bash, False)


def test_zsh(place):
    """What zsh offers, and what it says of it."""
    check(place, ask_zsh, True)


def test_fish(place):
    """What fish offers, and what it says of it."""
    check(place, ask_fish, True)


def test_fish_4(place):
    """The same of a newer fish."""
    check(place, ask_fish_4, True)


if __name__ == '__main__':
    running.main()
