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


def hear(folder):
    """Makes that locale in a folder, once; the environment in which LANGUAGE is heard."""
    if not os.path.exists(f'{folder}/{NAME}'):
        subprocess.run(['localedef', '--no-archive', '-i', 'en_US', '-f', 'UTF-8',
                        f'{folder}/{NAME}'], check=True)
    return {'LOCPATH': folder, 'LC_ALL': '', 'LANG': 'C.UTF-8', 'LC_MESSAGES': NAME}
