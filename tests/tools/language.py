# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""language.py: a locale for a program that is to speak the language that LANGUAGE names.

The C.UTF-8 that all tests run in does not do: newer versions of glibc look for no translation in
it. Machines for tests have no other locale, so one is made, for messages alone: dates and numbers
stay as they are everywhere else.
"""

import os
import subprocess

NAME = 'en_US.UTF-8'


def make(folder, name):
    """Makes a locale, such as ko_KR.UTF-8, in a folder, once; to be found there by LOCPATH."""
    if not os.path.exists(f'{folder}/{name}'):
        subprocess.run(['localedef', '--no-archive', '-i', name.partition('.')[0], '-f', 'UTF-8',
                        f'{folder}/{name}'], check=True)


def hear(folder):
    """Makes the locale for messages in a folder; the environment in which LANGUAGE is heard."""
    make(folder, NAME)
    return {'LOCPATH': folder, 'LC_ALL': '', 'LANG': 'C.UTF-8', 'LC_MESSAGES': NAME}
