#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page and dialog in a window 360 pixels wide, with text as usual and twice as large: nothing
needs more than that."""

import screens

NARROW = 360


def too_wide(program, most):
    """The windows whose content needs more than @most, each with the innermost part that does."""
    widgets = list(screens.with_parents(program.widgets()))
    for window in [widget for widget, parents in widgets if not parents]:
        # The window itself counts its shadow, too; and deeper down some parts give way to others.
        parts = [widget for widget, parents in widgets
                 if parents and parents[0] is window and widget['least'] > most]
        if any(part['depth'] == 1 for part in parts):
            yield f'{window["type"]} needs {parts[0]["least"]}, by {parts[-1]["type"]}'


def check_usual(program, page):
    """Text at 100 %."""
    if page not in NOT_OURS:
        yield from too_wide(program, NARROW)


def check_large(program, page):
    """Text at 200 %."""
    if page in NOT_OURS:
        return
    program.set_text_size(200)
    yield from too_wide(program, NARROW)
    program.set_text_size(100)


# AdwAboutWindow and GtkEmojiChooser are as wide as libadwaita and GTK make them.
NOT_OURS = {'about', 'emoji-picker'}

if __name__ == '__main__':
    screens.main('--size', f'{NARROW}x680')
