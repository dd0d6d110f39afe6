#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""selftest.py: proves that lint.py catches each thing that it is there for.

A small tree without faults is written to a temporary folder; then one fault at a time is put in,
and the check of that name has to find it, in that file, while the clean tree stays without a word.
"""

import tempfile
from pathlib import Path

import lint

C_HEAD = f'/* {lint.SPDX[0]}\n * {lint.SPDX[1]}\n */\n\n'
HASH_HEAD = f'# {lint.SPDX[0]}\n# {lint.SPDX[1]}\n'
XML_HEAD = f'<?xml version="1.0"?>\n<!-- {lint.SPDX[0]}\n     {lint.SPDX[1]} -->\n'


def source(stem, *lines, includes=()):
    return (f'{C_HEAD}/* {stem}: a file. */\n\n#define G_LOG_DOMAIN "{stem}"\n\n'
            '#include "config.h"\n\n'
            + ''.join(f'#include "{name}"\n' for name in includes) + ''.join(
                f'{line}\n' for line in lines))


def header(stem, *lines):
    return f'{C_HEAD}/* {stem}: a file. */\n\n#pragma once\n' + ''.join(
        f'{line}\n' for line in lines)


def function(name, length):
    return ['', 'int', f'{name} (void)', '{', *['  work ();'] * (length - 2), '}']


CLEAN = {
    'meson.build': HASH_HEAD + "application_id = 'org.example.Id'\n",
    'src/wire/hall-text.h': header('hall-text'),
    'src/wire/hall-text.c': source('hall-text', includes=['hall-text.h']),
    'src/model/hall-room.h': header('hall-room', '#include <gio/gio.h>'),
    'src/model/hall-room.c': source('hall-room', '/* g_main_loop_run () and sleep (1) */',
                                    *function('hall_room_new', 60),
                                    includes=['hall-text.h', 'hall-room.h']),
    'src/ui/hall-row.c': source('hall-row', 'char *shown = _("Room");', includes=['hall-room.h']),
    'src/ui/hall-row.ui': XML_HEAD + '<interface>\n<property name="label" translatable="yes">'
                                     'Room</property>\n</interface>\n',
    'src/main.c': source('hallway'),
    'po/POTFILES.in': 'data/hallway.metainfo.xml.in.in\nsrc/ui/hall-row.c\nsrc/ui/hall-row.ui\n',
    'po/LINGUAS': 'ko\n',
    'po/ko.po': 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
                'msgid "Room"\nmsgstr "방"\n\nmsgid "Talk"\nmsgstr "말"\n',
    'tests/wire/test-text.c': C_HEAD + '/* test-text: a file. */\n',
    'tests/lan/lan.py': HASH_HEAD + '"""A file."""\nimport time\n\n\ndef wait_for(condition):\n'
                                    '    while not condition():\n        time.sleep(0.02)\n',
    'tests/tools/setup.sh': '#!/bin/bash\n' + HASH_HEAD + 'echo "$1"\n',
    'data/hallway.1': f'.\\" {lint.SPDX[0]}\n.\\" {lint.SPDX[1]}\n.B \\-\\-profile\n',
    'data/hallway-cli.1': f'.\\" {lint.SPDX[0]}\n.\\" {lint.SPDX[1]}\n',
    'tests/expected-tests.txt': 'wire/text\nwire/words\n',
}

ROW = 'src/ui/hall-row.c'
ROOM = 'src/model/hall-room.c'
TEXT = 'src/wire/hall-text.c'

ICON = (XML_HEAD + '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" '
        'viewBox="0 0 16 16"><path fill="#2e3436"/></svg>\n')
STOREFRONT = (XML_HEAD + '<component><summary>Talk</summary><image>@SCREENSHOTS_URL@/a.png</image>'
              '<release version="@VERSION@"/></component>\n')
CLEAN['data/icons/a-symbolic.svg'] = ICON
CLEAN['data/hallway.metainfo.xml.in.in'] = STOREFRONT
CLEAN['data/screenshots/a.png'] = ''

# (check, file, its text with the fault in it)
FAULTS = [
    ('arrows', ROW, source('hall-row', includes=['hall-text.h'])),
    ('arrows', TEXT, source('hall-text', includes=['hall-room.h', 'hall-text.h'])),
    ('arrows', ROOM, source('hall-room', includes=['../wire/hall-text.h', 'hall-room.h'])),
    ('arrows', ROOM, source('hall-room', '#include <gtk/gtk.h>')),
    ('arrows', ROW, source('hall-row', '#include <sqlite3.h>')),
    ('hidden', 'src/model/hall-room.h', header('hall-room', '#include "hall-text.h"')),
    ('heads', ROOM, '#include "config.h"\n'),
    ('heads', ROOM, C_HEAD + '#include "config.h"\n'),
    ('heads', 'src/model/hall-room.h', C_HEAD + '/* A file. */\n'),
    ('heads', 'src/ui/hall-row.ui', '<interface/>\n'),
    ('heads', 'tests/lan/lan.py', HASH_HEAD + 'import time\n'),
    ('heads', 'tests/tools/setup.sh', '#!/bin/bash\n'),
    ('domains', ROOM, source('hall-rom')),
    ('domains', ROOM, source('hall-room').replace('config.h', 'hall-room.h')),
    ('domains', ROOM, source('hall-room', includes=['hall-room.h', 'hall-text.h'])),
    ('layout', ROOM, source('hall-room', '/* ' + 'x' * 100 + ' */')),
    ('layout', ROOM, source('hall-room', '\tint x;')),
    ('layout', ROOM, source('hall-room', 'int x; ')),
    ('layout', ROOM, source('hall-room', *['int x;'] * 500)),
    ('layout', ROOM, source('hall-room', 'int x;').rstrip()),
    ('layout', ROOM, b'\xff\xfe'),
    ('functions', ROOM, source('hall-room', *function('hall_room_new', 81))),
    ('functions', 'tests/lan/lan.py', 'def long():\n' + '    work()\n' * 81),
    ('loops', ROOM, source('hall-room', '  g_main_loop_run (loop);')),
    ('loops', ROOM, source('hall-room', '  g_main_context_iteration (NULL, TRUE);')),
    ('sleeps', ROOM, source('hall-room', '  g_usleep (1000);')),
    ('sleeps', 'tests/wire/test-text.c', '  sleep (1);\n'),
    ('sleeps', 'tests/lan/lan.py', 'import time\ntime.sleep(1)\n'),
    ('sleeps', 'tests/tools/setup.sh', 'true\nsleep 1\n'),
    ('skips', 'tests/wire/test-text.c', '  g_test_skip ("not today");\n'),
    ('skips', 'tests/lan/lan.py', 'self.skipTest("not root")\n'),
    ('translatable', 'src/ui/hall-row.ui', '<property name="label">Room</property>\n'),
    ('translatable', 'src/ui/hall-row.ui', '<attribute name="label">Quit</attribute>\n'),
    ('potfiles', 'po/POTFILES.in', 'src/ui/hall-row.c\n'),
    ('potfiles', 'po/POTFILES.in', 'src/main.c\nsrc/ui/hall-row.c\nsrc/ui/hall-row.ui\n'),
    ('potfiles', 'po/POTFILES.in', 'src/ui/hall-row.ui\nsrc/ui/hall-row.c\n'),
    ('translations', 'po/ko.po', 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'),
    ('translations', ROW, source('hall-row', 'char *shown = _("People");')),
    ('application-id', ROOM, source('hall-room', 'char *id = "org.example.Id";')),
    ('application-id', 'meson.build', HASH_HEAD),
    ('shell', 'tests/tools/setup.sh', '#!/bin/bash\necho $1\n'),
    ('test-list', 'tests/expected-tests.txt', 'wire/words\nwire/text\n'),
    ('manual', 'build/src/hallway', '#!/bin/sh\necho "  --profile=DIR  --loud"\n'),
    ('manual', 'data/hallway.1', CLEAN['data/hallway.1'] + '.B \\-\\-loud\n'),
    ('manual', 'build/src/cli/hallway-cli', '#!/bin/sh\nexit 1\n'),
    ('icons', 'data/icons/a.svg', ICON),
    ('icons', 'data/icons/a-symbolic.svg', ICON.replace('16 16', '24 24')),
    ('icons', 'data/icons/a-symbolic.svg', ICON.replace('<path', '<path stroke="#fff"/><path')),
    ('icons', 'data/icons/a-symbolic.svg', ICON.replace('<path', '<linearGradient/><path')),
    ('storefront', 'data/hallway.metainfo.xml.in.in', STOREFRONT.replace('a.png', 'b.png')),
    ('storefront', 'data/hallway.metainfo.xml.in.in', STOREFRONT.replace('Talk', 'Talk ' * 9)),
    ('storefront', 'data/hallway.metainfo.xml.in.in', STOREFRONT.replace('@VERSION@', '0')),
    ('data', 'build/data/a.desktop', '[Desktop Entry]\nType=Nonsense\n'),
    ('data', 'build/data/a.metainfo.xml', '<component/>\n'),
    ('data', 'build/data/a.gschema.xml', '<schemalist><schema/></schemalist>\n'),
]

BUILT = {
    'build/src/hallway': '#!/bin/sh\necho "  -h, --help  --profile=DIR"\n',
    'build/src/cli/hallway-cli': '#!/bin/sh\necho "  -h, --help"\n',
    'build/data/a.desktop': '[Desktop Entry]\nType=Application\nName=A\nExec=a\nCategories=GTK;'
                            'Network;Chat;\n',
    'build/data/a.metainfo.xml': (Path(__file__).parent / 'valid.metainfo.xml').read_text(),
    'build/data/a.gschema.xml': '<schemalist><schema id="a" path="/a/"/></schemalist>\n',
}


def found_by(check, changes):
    """The paths that a check complains about in the clean tree with some files changed."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in {**CLEAN, **BUILT, **changes}.items():
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text if isinstance(text, bytes) else text.encode())
            target.chmod(0o755)
        tree = lint.Tree(folder, Path(folder, 'build'))
        return [(path, message) for path, _, message in lint.CHECKS[check](tree)]


def main():
    print(f'1..{len(lint.CHECKS) + len(FAULTS) + 1}')
    number = 0

    def result(good, name, detail=''):
        nonlocal number
        number += 1
        print(f'{"" if good else "not "}ok {number} /lint/self/{name}', flush=True)
        if not good:
            print(''.join(f'# {line}\n' for line in str(detail).split('\n')), end='')

    for check in lint.CHECKS:
        found = found_by(check, {})
        result(not found, f'{check}/clean', found)
    places = {}
    for check, path, text in FAULTS:
        places[check] = places.get(check, 0) + 1
        found = found_by(check, {path: text})
        result(found, f'{check}/{places[check]}', f'nothing found in {path}')
    unproved = set(lint.CHECKS) - set(places)
    result(not unproved, 'every-check-has-a-fault', unproved)


if __name__ == '__main__':
    main()
