# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""screens.py: every page and dialog of the window, one after another, on a screen of its own.

It drives tests/ui/screens --stay (screens-stay.c): the real window over a session out of nothing.
A test shows a page and asks what stands there: the widgets as the program knows them, and the
accessibility tree as a screen reader does.
"""

import concurrent.futures
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.environ.get('HALLWAY_BUILD', 'build')
sys.path[1:1] = [f'{HERE}/../lan', f'{HERE}/../tools']

import language  # noqa: E402
import sandbox  # noqa: E402
from desktop import Desktop  # noqa: E402

PATIENCE = 60  # s for one answer
A_MOMENT = 2   # s for a key
ATTEMPTS = 5
PAGES = sys.argv[1:]

NARROW, LOW = 360, 680  # pixels, of a window
# AdwAboutWindow and GtkEmojiChooser are as wide as libadwaita and GTK make them.
NOT_OURS = {'about', 'emoji-picker'}


def all_pages():
    """The names of all pages, from the program that takes pictures of them."""
    import importlib
    return importlib.import_module('take-screens').PAGES


class Screens:
    """The program that shows pages. @folder is for the desktop's files."""

    def __init__(self, folder, *options, **environment):
        self.desktop = Desktop(folder, size='1280x1024', extra_environment={
            'GSETTINGS_SCHEMA_DIR': f'{BUILD}/data', 'GSETTINGS_BACKEND': 'memory',
            'G_DEBUG': 'fatal-criticals', 'LSAN_OPTIONS': 'detect_leaks=0', **environment})
        self.folder = folder
        self.reader = self.desktop.reader
        self.keys = None
        self.said = b''
        self.program = self.desktop.start(
            'screens', [f'{BUILD}/tests/ui/screens', '--stay', *options], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, bufsize=0)
        self._wait_settled('start')

    def _read(self, what, patience=PATIENCE):
        """One line of the program, or None after so many seconds."""
        while b'\n' not in self.said:
            if not select.select([self.program.stdout], [], [], patience)[0]:
                return None
            part = os.read(self.program.stdout.fileno(), 1 << 20)
            if not part:
                with open(f'{self.folder}/screens.log', encoding='utf-8') as log:
                    raise RuntimeError(f'{what}: the program ended; {log.read()[-2000:]}')
            self.said += part
        line, _, self.said = self.said.partition(b'\n')
        return line.decode('utf-8')

    def _say(self, line):
        self.program.stdin.write(line.encode() + b'\n')

    def _wait_settled(self, what):
        """Waits for that word; returns the last line before it, the focus after a key."""
        line, before = self._read(what), None
        while line != 'settled':
            if line is None:
                raise RuntimeError(f'{what}: no answer in {PATIENCE} s')
            line, before = self._read(what), line
        return before

    def show(self, page):
        """Closes what is open and shows that page."""
        self._say(f'page {page}')
        self._wait_settled(page)

    def set_text_size(self, percent):
        """The size of text, of the usual one."""
        self._say(f'dpi {96 * percent // 100}')
        self._wait_settled('dpi')

    def set_dark(self, dark):
        """Whether light stands on dark."""
        self._say(f'dark {int(dark)}')
        self._wait_settled('dark')

    def _ask(self, question):
        self._say(question)
        return json.loads(self._read(question) or 'null')

    def widgets(self):
        """Everything that is mapped, in the order of the tree; see screens-widgets.c."""
        return self._ask('widgets')

    def frames(self):
        """How many are drawn while nothing is done."""
        return self._ask('frames')

    def contrast(self):
        """Which colours stand on which; see screens-contrast.c."""
        return self._ask('contrast')

    def focus(self):
        """How what has the keyboard differs from what has not; None if nothing has it."""
        return self._ask('focus')

    def content(self):
        """What people said and called themselves in the sample."""
        return self._ask('content')

    def key(self, name):
        """Presses a key and returns what has the keyboard then, and all around it."""
        if self.keys is None:
            self.keys = self.desktop.start('keys', ['xdotool', '-'], stdin=subprocess.PIPE,
                                           text=True, bufsize=1)
        for _ in range(ATTEMPTS):
            self.keys.stdin.write(f'key {name}\n')
            line = self._read(name, A_MOMENT)
            if line is None:
                # The window manager has taken the keyboard away with the window before this one.
                self._say('keyboard')
                line = self._wait_settled(name)
            if line is not None:
                return json.loads(line)
        raise RuntimeError(f'{name} did not come to the window')

    def close(self):
        """Ends it all."""
        self.program.stdin.close()
        self.program.wait(20)
        self.desktop.close()


def with_parents(nodes):
    """Each node with what it is inside of, outermost first."""
    line = []
    for node in nodes:
        line = line[:node['depth']]
        yield node, list(line)
        line.append(node)


def too_wide(program, most):
    """The windows whose content needs more than @most, each with the innermost part that does."""
    widgets = list(with_parents(program.widgets()))
    for window in [widget for widget, parents in widgets if not parents]:
        # The window itself counts its shadow, too; and deeper down some parts give way to others.
        parts = [widget for widget, parents in widgets
                 if parents and parents[0] is window and widget['least'] > most]
        if any(part['depth'] == 1 for part in parts):
            yield f'{window["type"]} needs {parts[0]["least"]}, by {parts[-1]["type"]}'


def too_high(program, most):
    """The windows that are higher than @most, at the width that they have; without a shadow."""
    for widget, parents in with_parents(program.widgets()):
        height = max(widget['least-height'], widget['height'])
        if len(parents) == 1 and height > most:
            yield f'{parents[0]["type"]} is {height} high'
        elif widget['type'].startswith('Hall') and parents and (
                parents[-1]['type'] == 'GtkOverlay' and widget['height'] > parents[-1]['height']):
            yield f'{widget["type"]} is higher than what it lies over'


def look(part):
    """Every second page, or so, looked at by all checks: what is wrong by the check's name."""
    script, options, environment, number, parts = part
    checks = checks_of(script)
    found = {name: [] for name in checks}
    folder = tempfile.mkdtemp(prefix='hallway-access-')
    if '--language' in options:
        environment = {**environment, **language.hear(folder)}
    screens = Screens(folder, *options, **environment)
    try:
        for page in (PAGES or all_pages())[number::parts]:
            screens.show(page)
            for name, check in checks.items():
                found[name] += [f'{page}: {problem}' for problem in check(screens, page)]
        screens.close()
    except Exception:
        print(*(f'# {line}' for line in traceback.format_exc().splitlines()), sep='\n')
        raise
    finally:
        screens.desktop.close()
        shutil.rmtree(folder, ignore_errors=True)
    return found


def checks_of(script):
    """The check_ functions of a script."""
    return {name.removeprefix('check_'): value
            for name, value in vars(script).items() if name.startswith('check_')}


def main(*options, parts=2, **environment):
    """Looks at all pages (or those on the command line) with each check_ function of the calling
    script, which yields what is wrong; prints TAP. The pages are shared among so many processes."""
    sandbox.enter()
    sys.stdout.reconfigure(line_buffering=True)
    script = sys.modules['__main__']
    print(f'1..{len(checks_of(script))}')
    shares = [(script, options, environment, number, parts) for number in range(parts)]
    # A thread can wait as well as a process, and each has a program of its own to talk to.
    with concurrent.futures.ThreadPoolExecutor(parts) as pool:
        found = list(pool.map(look, shares))
    status = 0
    for number, name in enumerate(checks_of(script), 1):
        problems = [problem for share in found for problem in share[name]]
        for problem in problems:
            print(f'# {problem}')
        print(f"{'not ok' if problems else 'ok'} {number} - {name}")
        status |= bool(problems)
    sys.exit(status)
