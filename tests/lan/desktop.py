# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""desktop.py: a screen, a keyboard and a screen reader for one host.

A Desktop is Xvfb, a session bus, a window manager and folders of its own; what is typed goes
through the X server as key presses. Reader reads the accessibility tree of what runs on it, in a
process of its own (reader.py), because a D-Bus connection belongs to one desktop.
"""

import json
import os
import random
import subprocess
import sys

from waiting import until

HERE = os.path.dirname(os.path.abspath(__file__))
SYSTEM_PYTHON = '/usr/bin/python3'  # the one that Debian's pyatspi belongs to


class Desktop:
    """The screen of one host. @folder is made and holds everything, logs too."""

    def __init__(self, folder, prefix=(), size='1024x768', locale='C.UTF-8', dark=False,
                 extra_environment=None):
        self.folder = folder
        self.prefix = list(prefix)
        self.processes = []
        for name in ('home', 'run', 'data', 'config', 'cache', 'state'):
            os.makedirs(f'{folder}/{name}', mode=0o700, exist_ok=True)
        self.display = self._start_screen(size)
        self.environment = self._make_environment(locale, dark)
        self.environment.update(extra_environment or {})
        self.start('dbus', ['dbus-daemon', '--session', f'--address=unix:path={folder}/run/bus',
                            '--nofork', '--nopidfile'])
        until(lambda: os.path.exists(f'{folder}/run/bus'), 60, 'the session bus')
        # A window that comes while openbox starts, and has said that it is there, is never shown.
        self.start('openbox', ['openbox', '--sm-disable', '--startup', f'touch {folder}/managed'])
        until(lambda: os.path.exists(f'{folder}/managed'), 60, 'the window manager')
        # In the middle it would lie on windows: menus under it take the keyboard, and GTK forgets
        # to stop a tooltip that waits to be shown when its window is destroyed, and crashes.
        self.run('xdotool', 'mousemove', *size.split('x'))
        self.reader = Reader(self)

    def _start_screen(self, size):
        # Left to choose, Xvfb takes :0 from the real screen of this machine: the process that its
        # lock names does not exist in our namespace.
        number = random.SystemRandom().randrange(1000, 60000)
        receive, send = os.pipe()
        os.makedirs('/tmp/.X11-unix', mode=0o1777, exist_ok=True)
        with open(f'{self.folder}/xvfb.log', 'wb') as log:
            self.processes.append(subprocess.Popen(
                # Without -noreset it starts anew when xdotool was the only one and leaves.
                [*self.prefix, 'Xvfb', f':{number}', '-displayfd', str(send), '-screen', '0',
                 f'{size}x24', '-nolisten', 'tcp', '-noreset'], pass_fds=[send],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log))
        os.close(send)
        with os.fdopen(receive) as reply:
            ready = reply.readline().strip()
        if not ready:
            raise RuntimeError(f'Xvfb did not start; see {self.folder}/xvfb.log')
        return f':{number}'

    def _make_environment(self, locale, dark):
        folder = self.folder
        environment = {
            'PATH': '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
            'HOME': f'{folder}/home', 'XDG_RUNTIME_DIR': f'{folder}/run',
            'XDG_DATA_HOME': f'{folder}/data', 'XDG_CONFIG_HOME': f'{folder}/config',
            'XDG_CACHE_HOME': f'{folder}/cache', 'XDG_STATE_HOME': f'{folder}/state',
            'DBUS_SESSION_BUS_ADDRESS': f'unix:path={folder}/run/bus',
            'DISPLAY': self.display, 'GDK_BACKEND': 'x11', 'GSK_RENDERER': 'cairo',
            'GTK_A11Y': 'atspi', 'GTK_USE_PORTAL': '0', 'ADW_DISABLE_PORTAL': '1',
            'GSETTINGS_BACKEND': 'keyfile', 'LIBGL_ALWAYS_SOFTWARE': '1', 'NO_AT_BRIDGE': '0',
            'HALLWAY_SYSTEM_CONFIG': '', 'LANG': locale, 'LC_ALL': locale,
            'G_MESSAGES_DEBUG': os.environ.get('G_MESSAGES_DEBUG', ''),
        }
        for name in ('ASAN_OPTIONS', 'LSAN_OPTIONS', 'UBSAN_OPTIONS'):
            if name in os.environ:
                environment[name] = os.environ[name]
        if dark:
            environment['ADW_DEBUG_COLOR_SCHEME'] = 'prefer-dark'
        return environment

    def start(self, name, command, **options):
        """Starts a program on this desktop; what it prints goes to NAME.log."""
        with open(f'{self.folder}/{name}.log', 'ab') as log:
            options.setdefault('stdin', subprocess.DEVNULL)
            options.setdefault('stdout', log)
            process = subprocess.Popen([*self.prefix, *command], env=self.environment,
                                       stderr=log, **options)
        self.processes.append(process)
        return process

    def run(self, *command):
        """Runs a command on this desktop to its end and returns what it printed."""
        done = subprocess.run([*self.prefix, *command], env=self.environment,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, check=False, timeout=60)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()}")
        return done.stdout

    def key(self, *names):
        """Presses keys, as xdotool names them: 'Return', 'ctrl+n'. F10 goes by its number: with
        newer keymaps xdotool holds Alt with it."""
        self.reader.wait_ready()
        names = [name.replace('F10', '76') for name in names]
        self.run('xdotool', 'key', '--delay', '20', *names)

    def type(self, text):
        """Types a text, key by key; to an input method, which answers one after another, slower."""
        delay = '40' if 'GTK_IM_MODULE' in self.environment else '10'
        self.reader.wait_ready()
        self.run('xdotool', 'type', '--delay', delay, '--', text)

    def focus(self, title):
        """Brings the window whose title contains this to the front and gives it the keyboard."""
        self.run('xdotool', 'search', '--sync', '--onlyvisible', '--name', title,
                 'windowactivate', '--sync')

    def resize(self, title, width, height):
        """Gives the window a size, frame not counted."""
        self.run('xdotool', 'search', '--sync', '--onlyvisible', '--name', title,
                 'windowsize', '--sync', str(width), str(height))

    def place(self, title, width, height):
        """Puts the window into the top left corner with this size."""
        self.resize(title, width, height)
        self.run('xdotool', 'search', '--onlyvisible', '--name', title, 'windowmove', '0', '0')

    def picture(self, path):
        """Takes a screenshot of the whole screen."""
        self.run('import', '-window', 'root', path)

    def close(self):
        """Ends everything that was started here, last first."""
        for process in reversed(self.processes):
            if process.poll() is None:
                process.terminate()
        for process in self.processes:
            process.wait(20)


class Reader:
    """Asks the accessibility tree of one desktop."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.process = desktop.start('reader', [SYSTEM_PYTHON, f'{HERE}/reader.py'],
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                     encoding='utf-8')

    def ask(self, **question):
        """One question, one answer."""
        self.process.stdin.write(json.dumps(question) + '\n')
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f'the reader ended; see {self.desktop.folder}/reader.log')
        answer = json.loads(line)
        if 'error' in answer:
            raise RuntimeError(answer['error'])
        return answer['value']

    def wait_ready(self):
        """Waits until the newest window has the keyboard: on a busy machine a dialog is told to be
        there before the window manager has given it that."""
        until(lambda: self.ask(op='ready'), 15, lambda: f'the keyboard to be in the newest window; '
              f'{[node for node in self.tree() if node["depth"] == 1]}')

    def tree(self):
        """Every accessible as {role, name, description, text, states, depth}."""
        return self.ask(op='tree')

    def texts(self):
        """Every name and text on the screen, in the order of the tree."""
        return [text for node in self.tree() for text in (node['name'], node['text']) if text]

    def shows(self, wanted):
        """Whether some name or text contains this."""
        return any(wanted in text for text in self.texts())

    def wait_text(self, wanted, seconds=15):
        """Waits until some name or text contains this."""
        until(lambda: self.shows(wanted), seconds,
              lambda: f'"{wanted}" on the screen, which shows: {self.texts()}')

    def wait_gone(self, wanted, seconds=15):
        """Waits until no name or text contains this."""
        until(lambda: not self.shows(wanted), seconds,
              lambda: f'"{wanted}" to leave the screen, which shows: {self.texts()}')

    def wait_focus(self, name, seconds=15):
        """Waits until what has the keyboard focus bears this name."""
        until(lambda: any(node['name'] == name and 'focused' in node['states']
                          for node in self.tree()), seconds,
              lambda: f'the focus on "{name}"; focused: '
                      f'{[node for node in self.tree() if "focused" in node["states"]]}')

    def press(self, name, role=None, seconds=15):
        """Presses the accessible of that name, as a screen reader does."""
        until(lambda: self.ask(op='press', name=name, role=role), seconds,
              lambda: f'something to press called "{name}" among: {self.tree()}')


if __name__ == '__main__':
    sys.exit('desktop.py is a module; run one of the test-*.py files')
