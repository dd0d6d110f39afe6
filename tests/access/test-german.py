#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page and dialog in German, whose words are the longest, in a window 360 pixels wide, with
text as usual and twice as large: nothing needs more than that, nor to be higher than 680 pixels."""

import screens


def check_width(program, page):
    """Text at 100 %."""
    if page not in screens.NOT_OURS:
        yield from screens.too_wide(program, screens.NARROW)


def check_large(program, page):
    """Text at 200 %."""
    if page in screens.NOT_OURS:
        return
    program.set_text_size(200)
    yield from screens.too_wide(program, screens.NARROW)
    yield from screens.too_high(program, screens.LOW)
    program.set_text_size(100)


if __name__ == '__main__':
    screens.main('--language', 'de', '--size', f'{screens.NARROW}x{screens.LOW}')
