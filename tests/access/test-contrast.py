#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page and dialog: texts, icons and dots stand out from what is behind, dark on light and
light on dark, and so does what has the keyboard."""

import contrast
import screens

# libadwaita's own colours; high contrast has ours.
OF_LIBADWAITA = {
    'suggested-action': 'white on its accent, which is the desktop\'s',
    'HallAvatar(avatar': 'initials on the colour of a person, whose name stands beside',
}


def faint(program):
    """What does not stand out. The initials of an avatar are libadwaita's, its dot is ours."""
    found = program.contrast()
    dots = [ink for ink in found if ink['kind'] == 'dot']
    others = [ink for ink in found if ink['kind'] != 'dot']
    yield from contrast.too_faint(dots, contrast.USUAL)
    yield from contrast.too_faint(others, contrast.USUAL, OF_LIBADWAITA)


def check_light(program, page):
    """Dark on light."""
    program.set_dark(False)
    yield from faint(program)


def check_dark(program, page):
    """Light on dark."""
    program.set_dark(True)
    yield from faint(program)


def check_focus(program, page):
    """What has the keyboard."""
    program.set_dark(False)
    if page not in contrast.NOT_OURS:
        yield from contrast.unseen_focus(program)


if __name__ == '__main__':
    screens.main()
