#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""take-screenshots.py: the pictures of the README and of the metainfo, from the real window.

    take-screenshots.py BUILD FOLDER

Writes FOLDER/NAME.png for each of PICTURES: the window alone, with round corners and a shadow as
GNOME draws them (there is no compositor here that would), always at the same time of day. FOLDER
is data/screenshots when the window has changed; tests/tools/take-screens.py takes all pages.
"""

import argparse
import glob
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# name: page of tests/ui/screens, size, further options
PICTURES = {
    'hallway': ('readme', '1000x700', []),
    'narrow': ('readme', '360x680', []),
    'network': ('readme-network', '1000x700', []),
    'dark': ('readme-private', '1000x700', ['--dark']),
}
MORNING = '@2026-11-20 10:06:00'
BORDER = 5      # what GTK draws around a window where there is no compositor
RADIUS = 12
SHADOW = '35x12+0+6'
DEADLINE = 20


def build_environment(build):
    """That of the program: another time, and icons that are not installed."""
    fake = glob.glob('/usr/lib/*/faketime/libfaketime.so.1') \
        + glob.glob('/usr/lib*/faketime/libfaketime.so.1')
    if not fake:
        sys.exit('libfaketime is missing: tests/tools/setup.sh test')
    places = os.environ.get('XDG_DATA_DIRS') or '/usr/local/share:/usr/share'
    return {**os.environ, 'G_DEBUG': '', 'TZ': 'Asia/Seoul', 'LD_PRELOAD': fake[0],
            'FAKETIME': MORNING, 'FAKETIME_DONT_FAKE_MONOTONIC': '1', 'DONT_FAKE_MONOTONIC': '1',
            'XDG_DATA_DIRS': f'{build / "data"}:{places}'}


def wait_settled(child):
    """Until the program says that its page has come to rest."""
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        line = child.stdout.readline()
        if not line or b'settled' in line:
            return bool(line)
    return False


def frame(taken, path):
    """Without the border, with round corners and a shadow."""
    size = subprocess.run(['identify', '-format', '%w %h', taken], check=True, text=True,
                          capture_output=True).stdout
    right, bottom = (int(side) - 2 * BORDER - 1 for side in size.split())
    subprocess.run(
        ['convert', taken, '-shave', f'{BORDER}x{BORDER}', '+repage', '-alpha', 'set',
         '(', '+clone', '-alpha', 'transparent', '-fill', 'white', '-draw',
         f'roundrectangle 0,0 {right},{bottom} {RADIUS},{RADIUS}', ')',
         '-compose', 'DstIn', '-composite', '-compose', 'Over',
         '(', '+clone', '-background', 'black', '-shadow', SHADOW, ')',
         '+swap', '-background', 'none', '-layers', 'merge', '+repage',
         '-define', 'png:compression-level=9', '-strip', path], check=True)


def take(build, folder, name):
    """One picture, on the display that this runs on."""
    page, size, options = PICTURES[name]
    with tempfile.TemporaryDirectory() as temporary, \
            subprocess.Popen([build / 'tests/ui/screens', '--size', size, *options, page],
                             stdout=subprocess.PIPE, env=build_environment(build)) as child:
        try:
            if not wait_settled(child):
                sys.exit(f'{name}: the program ended or never came to rest')
            # A finger would be elsewhere: nothing is under the pointer.
            subprocess.run(['xdotool', 'mousemove', '2', '2'], check=True)
            window = subprocess.run(['xdotool', 'getactivewindow'], check=True, text=True,
                                    capture_output=True).stdout.strip()
            taken = str(Path(temporary, 'taken.png'))
            subprocess.run(['import', '-window', window, taken], check=True)
        finally:
            child.terminate()
        frame(taken, str(folder / f'{name}.png'))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--here', choices=PICTURES, help=argparse.SUPPRESS)
    parser.add_argument('build', type=Path)
    parser.add_argument('folder', type=Path)
    arguments = parser.parse_args()
    build, folder = arguments.build.resolve(), arguments.folder.resolve()
    if arguments.here:
        take(build, folder, arguments.here)
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    return max(subprocess.run([sys.executable, Path(__file__).with_name('with-display.py'), '--wm',
                               '--size', '1300x900x24', sys.executable, __file__, '--here', name,
                               build, folder], check=False).returncode for name in PICTURES)


if __name__ == '__main__':
    sys.exit(main())
