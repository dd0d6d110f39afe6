# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""programs.py: the programs under test: hallway-cli as a stream of events, windows on desktops."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

from desktop import Desktop
from waiting import until

BUILD = os.environ.get('HALLWAY_BUILD', os.path.join(os.getcwd(), 'build'))
CLI = os.path.join(BUILD, 'src', 'cli', 'hallway-cli')
WINDOW = os.path.join(BUILD, 'src', 'hallway')
if not os.path.exists(WINDOW):
    sys.exit(f'{WINDOW} is not there: make build, or set HALLWAY_BUILD')

# What this computer's administrator has fixed is not to matter.
ALONE = {'HALLWAY_SYSTEM_CONFIG': ''}


class Cli:
    """A running `hallway-cli --json`; its events are collected as they come."""

    def __init__(self, host, profile, *arguments, environment=None):
        os.makedirs(os.path.dirname(profile), exist_ok=True)
        self.address = host.address
        self.log = f'{profile}.log'
        self.events = []
        with open(self.log, 'ab') as log:
            self.process = subprocess.Popen(
                [*host.prefix, CLI, '--json', '--profile', profile, *arguments],
                env={**ALONE, **(environment or {'G_DEBUG': 'fatal-criticals'})},
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
                encoding='utf-8', bufsize=1)
        self.thread = threading.Thread(target=self._collect, daemon=True)
        self.thread.start()

    def _collect(self):
        for line in self.process.stdout:
            # When it came, for benches.
            self.events.append({**json.loads(line), 'heard': time.monotonic()})

    def find(self, event, /, **fields):
        """The first event of that name with these fields, or None."""
        for item in list(self.events):
            if item.get('event') == event and all(item.get(k) == v for k, v in fields.items()):
                return item
        return None

    def all(self, event, /, **fields):
        """Every event of that name with these fields."""
        return [item for item in list(self.events) if item.get('event') == event
                and all(item.get(k) == v for k, v in fields.items())]

    def wait(self, event, seconds=15, /, **fields):
        """Waits for an event of that name with these fields and returns it."""
        return until(lambda: self.find(event, **fields), seconds,
                     lambda: f'{event} {fields}; heard: {self.events[-20:]}; '
                             f'it said: {self.said()}')

    def say(self, *lines):
        """Writes lines to its standard input."""
        self.process.stdin.write(''.join(line + '\n' for line in lines))
        self.process.stdin.flush()

    def said(self):
        """What it wrote to standard error so far."""
        with open(self.log, encoding='utf-8', errors='replace') as log:
            return log.read()

    def kill(self):
        """kill -9."""
        self.process.kill()
        self.process.wait(10)

    def finish(self, seconds=30):
        """Ends its input and waits for it to end by itself; returns the exit code."""
        self.process.stdin.close()
        return self.process.wait(seconds)

    def terminate(self, seconds=10):
        """SIGTERM; returns the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)


def ask_cli(host, profile, *arguments, environment=None):
    """Runs `hallway-cli --json` to its end: (exit code, objects printed, standard error)."""
    done = subprocess.run([*host.prefix, CLI, '--json', '--profile', profile, *arguments],
                          env={**ALONE, **(environment or {})}, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          encoding='utf-8', check=False, timeout=60)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


class Person:
    """Somebody at a desktop with a Hallway window."""

    def __init__(self, host, folder, name, arguments=(), **desktop_options):
        self.name = name
        self.arguments = list(arguments)
        self.profile = f'{folder}/profile'
        os.makedirs(folder, exist_ok=True)
        self.desktop = Desktop(folder, host.prefix, **desktop_options)
        self.reader = self.desktop.reader
        self.process = None

    def start(self):
        """Opens the window; on the first start goes through the welcome page by keyboard."""
        first = not os.path.exists(f'{self.profile}/identity.pem')
        self.process = self.desktop.start('hallway', [WINDOW, '--profile', self.profile,
                                                      *self.arguments])
        self.desktop.focus('Hallway')
        if first:
            self.reader.wait_text('Start')
            self.desktop.key('ctrl+a')
            self.desktop.type(self.name)
            self.desktop.key('Return')
        return self

    def create_room(self, name, topic=''):
        """Creates a room by keyboard."""
        self.desktop.key('ctrl+n')
        self.reader.wait_text('Create a Room')
        self.desktop.type(name)
        if topic:
            self.desktop.key('Tab')
            self.desktop.type(topic)
        self.desktop.key('Return')
        self.reader.wait_text(f'Message {name}')

    def join_room(self, name):
        """Waits for a room in the sidebar, opens its page and joins, all by keyboard."""
        self.reader.wait_text(name)
        self.open_room(name)
        self.reader.wait_focus('Join')
        self.desktop.key('Return')
        self.reader.wait_text(f'Message {name}')

    def open_room(self, name):
        """Finds a room by typing into the sidebar's search and opens the first hit."""
        self.desktop.key('ctrl+k')
        self.desktop.type(name)
        self.desktop.key('Return')

    def say(self, text):
        """Types a message into the composer and sends it."""
        self.desktop.type(text)
        self.desktop.key('Return')

    def quit(self, seconds=10):
        """Quits by keyboard; returns the exit code."""
        self.desktop.key('ctrl+q')
        return self.process.wait(seconds)
