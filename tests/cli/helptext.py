# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""helptext.py: what hallway-cli says of itself, to be compared with what others say of it."""

import functools
import re

from running import run

GENERAL = ('profile', 'name', 'json', 'group', 'port', 'broadcast', 'tcp-port', 'debug', 'version',
           'help', 'exclude-interface', 'interface', 'peer')


class Help:
    """What --help says: commands with their arguments and sentences, and options."""

    def __init__(self):
        status, text, said = run('--help')
        assert status == 0, said
        commands, options = re.search(r'\nCommands:\n(.*?)\n\n.*?:\n(.*?)\n\n', text, re.S).groups()
        self.commands = {}
        self.options = {}
        name = None
        for line in commands.splitlines():
            row = re.fullmatch(r'  (\S+)((?: \S+)*)(?:  +(\S.*))?', line)
            if row:
                name = row[1]
                self.commands[name] = [row[2].split(), row[3] or '']
            else:
                sentence = self.commands[name][1]
                self.commands[name][1] = f'{sentence} {line.strip()}'.strip()
        for line in options.splitlines():
            row = re.fullmatch(r'  (?:-h, )?--([a-z-]+)(?:=(\S+))?  +(\S.*)', line)
            self.options[row[1]] = (row[2], row[3])
        assert len(self.commands) >= 22 and len(self.options) >= 24, text

    def arguments(self, command):
        """What stands for each argument, as one would type it."""
        return [argument.strip('[]').split('|')[0] for argument in self.commands[command][0]]

    @functools.cache
    def with_command(self, command):
        """The options that the program takes with a command; nothing is begun by asking."""
        taken = set(GENERAL)
        for option in self.options:
            if option not in GENERAL:
                value = {None: [], 'N': ['1'], 'SECONDS': ['1'], 'all|joined': ['all']}.get(
                    self.options[option][0], ['x'])
                status, _, said = run('--port', '0', command, *self.arguments(command),
                                      f'--{option}', *value)
                assert status == 2 and ('does not go' in said) != ('“0”' in said), said
                if 'does not go' not in said:
                    taken.add(option)
        return taken


@functools.cache
def ask_help():
    """What --help says, asked once."""
    return Help()
