#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page and dialog in high contrast, dark on light and light on dark."""

import contrast
import screens


def check_light(program, page):
    """Dark on light."""
    program.set_dark(False)
    yield from contrast.too_faint(program.contrast(), contrast.HIGH)


def check_dark(program, page):
    """Light on dark."""
    program.set_dark(True)
    yield from contrast.too_faint(program.contrast(), contrast.HIGH)


def check_focus(program, page):
    """What has the keyboard."""
    if page not in contrast.NOT_OURS:
        yield from contrast.unseen_focus(program)


if __name__ == '__main__':
    screens.main('--contrast')
