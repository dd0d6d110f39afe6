#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page and dialog for who wants no animations: nothing moves by itself, but a newer GTK's
spinners. What is done is tests/ui/test-motion.c's."""

import screens

# A page may come to rest later than it says, on a busy machine; what moves draws each time.
ATTEMPTS = 20
NOT_OURS = {'emoji-picker'}  # GTK's; it fills its lists by and by


def check_still(program, page):
    """No frame is drawn where nothing is done; something that moves draws one after another."""
    if page not in NOT_OURS and all(program.frames() for _ in range(ATTEMPTS)):
        yield 'it goes on moving'


if __name__ == '__main__':
    screens.main()
