#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""with-display.py: runs a command on a virtual display and a session bus of its own.

    with-display.py [--wm] [--size WxHxD] COMMAND [ARGUMENT...]

Home and all XDG folders are a temporary one, so nothing of the person who runs the tests is read
or written. --wm adds a window manager (focus, sizes and window states are its work). Ends with the
command's exit status and ends what it started; where the display cannot be had it fails, with a
reason.
"""

import argparse
import os
import select
import subprocess
import sys
import tempfile
from pathlib import Path

DEADLINE = 60


def fail(message):
    print(f'Bail out! with-display: {message}', flush=True)
    sys.exit(99)


def read_line(descriptor, what):
    """One line that a program writes when it is ready."""
    line = b''
    while not line.endswith(b'\n'):
        if not select.select([descriptor], [], [], DEADLINE)[0]:
            fail(f'{what} said nothing for {DEADLINE} s')
        part = os.read(descriptor, 4096)
        if not part:
            fail(f'{what} did not start')
        line += part
    return line.decode().strip()


def start(children, log, command, environment, descriptors=()):
    try:
        child = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=log,
                                 stderr=log, pass_fds=descriptors)
    except FileNotFoundError:
        fail(f'{command[0]} is not installed (tests/tools/setup.sh test)')
    children.append(child)
    return child


def start_window_manager(children, log, environment, fifo):
    """Returns when it does its work: a window that comes while openbox starts is never shown."""
    os.mkfifo(fifo)
    ready = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    start(children, log, ['openbox', '--sm-disable', '--startup', f"sh -c 'echo > {fifo}'"],
          environment)
    read_line(ready, 'openbox')
    os.close(ready)


def prepare(folder):
    """The environment of somebody who has just logged in for the first time."""
    environment = {name: value for name, value in os.environ.items()
                   if name not in ('WAYLAND_DISPLAY', 'XAUTHORITY', 'SESSION_MANAGER',
                                   'AT_SPI_BUS_ADDRESS', 'DESKTOP_SESSION')}
    places = {'HOME': 'home', 'XDG_RUNTIME_DIR': 'run', 'XDG_DATA_HOME': 'data',
              'XDG_CONFIG_HOME': 'config', 'XDG_CACHE_HOME': 'cache', 'XDG_STATE_HOME': 'state'}
    for variable, name in places.items():
        Path(folder, name).mkdir(mode=0o700)
        environment[variable] = str(Path(folder, name))
    environment.update(GDK_BACKEND='x11', GSK_RENDERER='cairo', LIBGL_ALWAYS_SOFTWARE='1',
                       GTK_USE_PORTAL='0', ADW_DISABLE_PORTAL='1', NO_AT_BRIDGE='1')
    environment.setdefault('GTK_A11Y', 'none')
    return environment


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--wm', action='store_true', help='with openbox')
    parser.add_argument('--size', default='1280x1024x24', help='of the display')
    parser.add_argument('command', nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    children, status = [], 99
    with tempfile.TemporaryDirectory(prefix='hallway-display-', ignore_cleanup_errors=True) \
            as folder, open(Path(folder, 'log'), 'wb') as log:
        environment = prepare(folder)
        try:
            ready, write = os.pipe()
            start(children, log, ['Xvfb', '-displayfd', str(write), '-nolisten', 'tcp', '-noreset',
                                  '-screen', '0', arguments.size], environment, [write])
            os.close(write)
            environment['DISPLAY'] = f':{read_line(ready, "Xvfb")}'
            ready, write = os.pipe()
            start(children, log, ['dbus-daemon', '--session', '--nofork', '--nopidfile',
                                  f'--address=unix:path={folder}/run/bus',
                                  f'--print-address={write}'], environment, [write])
            os.close(write)
            environment['DBUS_SESSION_BUS_ADDRESS'] = read_line(ready, 'dbus-daemon')
            if arguments.wm:
                start_window_manager(children, log, environment, f'{folder}/managed')
            # In the middle it would lie on windows; see tests/lan/desktop.py.
            subprocess.run(['xdotool', 'mousemove', *arguments.size.split('x')[:2]],
                           env=environment, check=True)
            status = subprocess.run(arguments.command, env=environment).returncode
        finally:
            for child in reversed(children):
                child.terminate()
            for child in children:
                child.wait()
    # A program that a signal ended: as a shell says it.
    sys.exit(status if status >= 0 else 128 - status)


if __name__ == '__main__':
    main()
