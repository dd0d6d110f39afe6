# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""running.py: runs hallway-cli with an empty environment on loopback, and reads what it prints.

A test waits for objects with a deadline and never for time to pass. Every test has a folder, a
multicast group and a UDP port of its own, so that tests run side by side.
"""

import json
import os
import pty
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else None
SECONDS = 30
PASSED_ON = ('ASAN_OPTIONS', 'LSAN_OPTIONS', 'UBSAN_OPTIONS')
EMPTY = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
STRICT = {**EMPTY, 'G_DEBUG': 'fatal-warnings'}


def free_port(kind):
    """A port of this machine that nobody uses now."""
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def run(*arguments, stdin=b'', env=None, seconds=SECONDS):
    """Runs the program to its end; returns (status, standard output, standard error)."""
    done = subprocess.run([PROGRAM, *arguments], input=stdin, env=STRICT if env is None else env,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=seconds,
                          check=False)
    return done.returncode, done.stdout.decode('utf-8'), done.stderr.decode('utf-8')


class Running:
    """A program that runs, and the objects that it has printed."""

    def __init__(self, arguments, env=None):
        self.events = []
        self.said = b''
        self.changed = threading.Condition()
        self.process = subprocess.Popen([PROGRAM, *arguments], env=STRICT if env is None else env,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE)
        self.readers = [threading.Thread(target=reader, daemon=True)
                        for reader in (self._read_events, self._read_errors)]
        for reader in self.readers:
            reader.start()

    def _read_events(self):
        for line in self.process.stdout:
            with self.changed:
                self.events.append(json.loads(line.decode('utf-8')))
                self.changed.notify_all()

    def _read_errors(self):
        for line in self.process.stderr:
            with self.changed:
                self.said += line
                self.changed.notify_all()

    def all(self, event, /, **fields):
        """Every object of that event with these fields."""
        with self.changed:
            return [item for item in self.events if item['event'] == event
                    and all(item.get(key) == value for key, value in fields.items())]

    def wait_until(self, condition, what, seconds=SECONDS):
        """Waits until condition () is true after something was printed."""
        deadline = time.monotonic() + seconds
        with self.changed:
            while not condition():
                left = deadline - time.monotonic()
                if left <= 0:
                    raise AssertionError(f'waited {seconds} s for {what}; '
                                         f'printed: {self.events[-10:]}; said: {self.said!r}')
                self.changed.wait(left)

    def wait(self, event, count=1, seconds=SECONDS, /, **fields):
        """Waits for an object; returns the one that made the count full."""
        self.wait_until(lambda: len(self.all(event, **fields)) >= count, f'{event} {fields}',
                        seconds)
        return self.all(event, **fields)[count - 1]

    def wait_said(self, text):
        """Waits for a text on standard error."""
        self.wait_until(lambda: text.encode() in self.said, text)

    def say(self, *lines):
        """Writes lines to its standard input: text, or bytes as they are."""
        for line in lines:
            self.process.stdin.write(line if isinstance(line, bytes) else line.encode() + b'\n')
        self.process.stdin.flush()

    def end(self, seconds=SECONDS):
        """Waits for its end; returns its status."""
        status = self.process.wait(seconds)
        for reader in self.readers:
            reader.join(seconds)
        return status

    def finish(self, seconds=SECONDS):
        """Ends its input and waits for its end; returns its status."""
        self.process.stdin.close()
        return self.end(seconds)

    def terminate(self, kind=signal.SIGTERM):
        """Tells it to end; returns its status."""
        self.process.send_signal(kind)
        return self.end()

    def kill(self):
        """kill -9."""
        self.process.kill()
        self.process.wait()


class Place:
    """A folder, a network of its own on loopback, and the programs that run there."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix='hallway-cli-')
        self.group = f'239.{random.randint(1, 254)}.{random.randint(1, 254)}.7'
        self.port = free_port(socket.SOCK_DGRAM)
        self.running = []

    def options(self, profile, name=None):
        """The options of somebody here."""
        named = ['--name', name] if name else []
        return ['--loopback', '--group', self.group, '--port', str(self.port),
                '--profile', f'{self.folder}/{profile}', *named]

    def start(self, profile, *arguments, name=None, env=None):
        """Starts the program with --json as somebody here."""
        program = Running([*self.options(profile, name), '--json', *arguments], env)
        self.running.append(program)
        return program

    def run(self, profile, *arguments, name=None, **how):
        """Runs the program to its end as somebody here."""
        return run(*self.options(profile, name), *arguments, **how)

    def ask(self, profile, *arguments, answer, letters=b'[y/N] ', env=None):
        """Runs the program with a terminal, and answers; returns (status, standard error)."""
        ours, theirs = pty.openpty()
        with subprocess.Popen([PROGRAM, *self.options(profile), *arguments],
                              env=STRICT if env is None else env, stdin=theirs,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as program:
            os.close(theirs)
            asked = b''
            while letters not in asked:
                piece = os.read(program.stderr.fileno(), 1000)
                assert piece, asked
                asked += piece
            os.write(ours, answer)
            said = asked + program.stderr.read()
            status = program.wait(SECONDS)
        os.close(ours)
        return status, said.decode('utf-8')

    def run_json(self, profile, *arguments, **how):
        """The same with --json; returns (status, objects, standard error)."""
        status, printed, said = self.run(profile, '--json', *arguments, **how)
        return status, [json.loads(line) for line in printed.splitlines()], said

    def close(self):
        """Ends what still runs and removes the folder."""
        for program in self.running:
            if program.process.poll() is None:
                program.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def main():
    """Runs every test_ function of the calling script and prints TAP; names choose some."""
    sys.stdout.reconfigure(line_buffering=True, encoding='utf-8')
    script = sys.modules['__main__']
    tests = [value for name, value in vars(script).items() if name.startswith('test_')]
    if sys.argv[2:]:
        tests = [test for test in tests if test.__name__ in sys.argv[2:]]
    prefix = os.path.basename(script.__file__).removeprefix('test-').removesuffix('.py')
    print(f'1..{len(tests)}')
    failures = 0
    for number, test in enumerate(tests, 1):
        place = Place()
        began = time.monotonic()
        passed = False
        try:
            test(place)
            passed = True
        except Exception:  # whatever went wrong is this test's result
            for line in traceback.format_exc().splitlines():
                print(f'# {line}')
        place.close()
        failures += not passed
        name = test.__name__.removeprefix('test_').replace('_', '-')
        print(f'# {time.monotonic() - began:.1f} s')
        print(f'{"ok" if passed else "not ok"} {number} /cli/{prefix}/{name}')
    sys.exit(1 if failures else 0)
