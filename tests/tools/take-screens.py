#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""take-screens.py: pictures of the window's pages, to be looked at.

    take-screens.py [--variant NAME]... BUILD FOLDER [PAGE...]

Runs BUILD/tests/ui/screens for each page in each variant on a virtual display and writes
FOLDER/VARIANT/PAGE.png. Without PAGE all of them, without --variant all but those of the other
languages (wide-de, narrow-ja-large, narrow-korean-large). It compares nothing and tests nothing.
"""

import argparse
import os
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import language as locales

WIDE, NARROW = '1000x700', '360x680'
VARIANTS = {
    'wide': (WIDE, []),
    'wide-dark': (WIDE, ['--dark']),
    'wide-korean': (WIDE, ['--korean']),
    'wide-korean-dark': (WIDE, ['--korean', '--dark']),
    'wide-large': (WIDE, ['--large']),
    'wide-mirrored': (WIDE, ['--mirrored']),
    'wide-contrast': (WIDE, ['--contrast']),
    'wide-contrast-dark': (WIDE, ['--contrast', '--dark']),
    'narrow': (NARROW, []),
    'narrow-dark': (NARROW, ['--dark']),
    'narrow-korean': (NARROW, ['--korean']),
    'narrow-korean-dark': (NARROW, ['--korean', '--dark']),
    'narrow-large': (NARROW, ['--large']),
    'narrow-mirrored': (NARROW, ['--mirrored']),
}
USUAL = list(VARIANTS)
VARIANTS['narrow-korean-large'] = (NARROW, ['--korean', '--large'])
for language in ('de', 'es', 'fr', 'ja', 'zh_CN'):
    VARIANTS[f'wide-{language}'] = (WIDE, ['--language', language])
    VARIANTS[f'narrow-{language}'] = (NARROW, ['--language', language])
    VARIANTS[f'narrow-{language}-large'] = (NARROW, ['--language', language, '--large'])
    VARIANTS[f'narrow-{language}-large-dark'] = (NARROW, ['--language', language, '--large',
                                                          '--dark'])
PAGES = '''
readme readme-network readme-private about
welcome empty room states details dialling taking-over unreachable waiting nobody host-here
problem join create sidebar
person verify warning warned-page same older private status profile export import copied elsewhere
create-locked create-invited unlock members member-menu ban ban-open new-passphrase moderation
invite link rights removed banned private-here private-away private-blocked private-warned typing
offer intro-locked intro-invited
lively message-menu pinned forward long message-details reply edit completion commands
emoji-completion emoji-picker
find find-nothing find-problem everywhere everywhere-empty switcher switcher-typed room-menu
notifications badges exporting
network-good network-caution network-bad network-addresses network-looking no-network
preferences-general preferences-privacy preferences-network preferences-history preferences-refused
preferences-interfaces preferences-shorter preferences-delete
'''.split()
# What only a key opens.
KEYS = {'message-menu': 'Menu'}
DEADLINE = 20
KOREAN = 'ko_KR.UTF-8'  # which screens.c asks for


def read_settled(child):
    """Until the program says that its page has come to rest."""
    end, text = time.monotonic() + DEADLINE, b''
    while b'settled' not in text:
        ready, _, _ = select.select([child.stdout], [], [], max(0, end - time.monotonic()))
        part = os.read(child.stdout.fileno(), 4096) if ready else b''
        if not part:
            return False
        text += part
    return True


def take(program, folder, variant, pages, places):
    """All pages of a variant, on the display that this runs on; @places is where locales are."""
    size, options = VARIANTS[variant]
    failed = []
    Path(folder, variant).mkdir(parents=True, exist_ok=True)
    # With the icon, which is not installed.
    shared = os.environ.get('XDG_DATA_DIRS') or '/usr/local/share:/usr/share'
    environment = {**os.environ, 'G_DEBUG': '',
                   'XDG_DATA_DIRS': f'{program.parents[2] / "data"}:{shared}'}
    if '--korean' in options:
        # Without it the pictures would be in English, and nobody told.
        locales.make(places, KOREAN)
        environment['LOCPATH'] = places
    for page in pages:
        with subprocess.Popen([program, '--size', size, *options, page], stdout=subprocess.PIPE,
                              env=environment) as child:
            if read_settled(child):
                if page in KEYS:
                    subprocess.run(['xdotool', 'key', KEYS[page], 'sleep', '0.5'], check=True)
                subprocess.run(['import', '-window', 'root', '-trim', '+repage',
                                str(Path(folder, variant, f'{page}.png'))], check=True)
            else:
                failed.append(f'{variant}/{page}')
            child.terminate()
    for name in failed:
        print(f'{name}: the program ended or never came to rest', file=sys.stderr)
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--variant', action='append', choices=VARIANTS)
    parser.add_argument('--here', action='store_true', help=argparse.SUPPRESS)
    parser.add_argument('build', type=Path)
    parser.add_argument('folder', type=Path)
    parser.add_argument('pages', nargs='*', metavar='PAGE')
    arguments = parser.parse_args()
    variants, pages = arguments.variant or USUAL, arguments.pages or PAGES
    if arguments.here:
        with tempfile.TemporaryDirectory(prefix='hallway-locales-') as places:
            sys.exit(take(arguments.build / 'tests/ui/screens', arguments.folder, variants[0],
                          pages, places))
    status = 0
    for variant in variants:
        width, height = (int(side) for side in VARIANTS[variant][0].split('x'))
        status |= subprocess.run(
            [sys.executable, Path(__file__).with_name('with-display.py'), '--wm',
             '--size', f'{width + 300}x{height + 200}x24', sys.executable, __file__, '--here',
             '--variant', variant, arguments.build.resolve(), arguments.folder.resolve(), *pages],
            check=False).returncode
    sys.exit(status)


if __name__ == '__main__':
    main()
