# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""suite.py: runs the test functions of a file inside a sandbox with a LAN and prints TAP.

A file calls main (hosts=N) at its end; every function whose name begins with "test_" gets a fresh
LAN of that size and a folder of its own. What failed leaves its folder (logs, screenshots) behind.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import traceback

import sandbox
from lan import Lan, run


class Context:
    """What a test gets: lan, folder, and things to be closed at its end."""

    def __init__(self, lan, folder):
        self.lan = lan
        self.folder = folder
        self.people = []

    def person(self, index, name, **options):
        """A person at host @index's own desktop; the window is not open yet."""
        from programs import Person
        person = Person(self.lan[index], f'{self.folder}/{name.replace(" ", "-")}', name, **options)
        self.people.append(person)
        return person

    def cli(self, index, profile, *arguments, **options):
        """A running hallway-cli on host @index, with a profile of that name."""
        from programs import Cli
        return Cli(self.lan[index], f'{self.folder}/{profile}', *arguments, **options)

    def cli_of(self, user, profile, *arguments, **options):
        """The same of an account (faults.User) there, @profile being the path of a folder."""
        from programs import Cli
        return Cli(user, profile, *arguments, **options)

    def ask(self, index, profile, *arguments):
        """Runs hallway-cli there to its end: (exit code, objects printed, standard error)."""
        from programs import ask_cli
        return ask_cli(self.lan[index], f'{self.folder}/{profile}', *arguments)

    def close(self, failed):
        """Ends the desktops; after a failure with a picture of each screen."""
        for person in self.people:
            if failed:
                try:
                    person.desktop.picture(f'{self.folder}/{person.name}.png')
                except RuntimeError as error:
                    print(f'# no picture: {error}')
            person.desktop.close()


def remove_lan(lan):
    """Ends the hosts and the switch."""
    for host in lan.hosts:
        host.holder.kill()
        host.holder.wait()
    for line in run('ip', '-o', 'link').splitlines():
        name = line.split(':')[1].strip().split('@')[0]
        if name.startswith(('port', 'br', 'net')):
            # It goes by itself with its host, sooner or later.
            subprocess.run(['ip', 'link', 'del', name], stderr=subprocess.DEVNULL, check=False)


def run_one(function, hosts, results):
    """Runs one test; returns whether it passed."""
    folder = tempfile.mkdtemp(prefix='hallway-')
    lan = Lan(hosts)
    context = Context(lan, folder)
    failed = True
    try:
        function(context)
        failed = False
    except Exception:  # whatever went wrong is this test's result
        for line in traceback.format_exc().splitlines():
            print(f'# {line}')
    try:
        context.close(failed)
        remove_lan(lan)
    finally:
        if failed:
            kept = f'{results}/{function.__name__}'
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(folder, kept, ignore_dangling_symlinks=True,
                            ignore=lambda _, names: [n for n in names if n in ('run', 'cache')])
            print(f'# logs and pictures: {kept}')
        shutil.rmtree(folder, ignore_errors=True)
    return not failed


def main(hosts):
    """Runs every test_ function of the calling script; names on the command line choose some."""
    sandbox.enter()
    sys.stdout.reconfigure(line_buffering=True)
    script = sys.modules['__main__']
    results = os.path.join(os.environ.get('HALLWAY_BUILD', 'build'), 'lan',
                           os.path.basename(script.__file__).removesuffix('.py'))
    tests = [value for name, value in vars(script).items() if name.startswith('test_')]
    if sys.argv[1:]:
        tests = [test for test in tests if test.__name__ in sys.argv[1:]]
    print(f'1..{len(tests)}')
    failures = 0
    for number, test in enumerate(tests, 1):
        passed = run_one(test, hosts, results)
        failures += not passed
        print(f"{'ok' if passed else 'not ok'} {number} - {test.__name__}")
    sys.exit(1 if failures else 0)
