# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""contrast.py: how well what is shown stands out, by WCAG 2.1: relative luminance and contrast
ratio as its glossary defines them, the least of texts by 1.4.3 (usual) and 1.4.6 (high contrast),
of icons, dots and the place of the keyboard by 1.4.11. What cannot be used is exempt there."""

import collections

USUAL = {'text': 4.5, 'large': 3, 'icon': 3, 'dot': 3}
HIGH = {**USUAL, 'text': 7, 'large': 4.5}
LARGE, LARGE_BOLD = 24, 18.66  # pixels: 18 and 14 points
NEAR_ENOUGH = 0.01

# The line around what has the keyboard, or the mark at its side, has at least so many pixels.
FOCUS, FOCUS_PIXELS = 3, 40
ALL_AROUND = 60  # key presses
OFTEN_ENOUGH = 3  # of widgets in the same place of a page, of which there are many like it
# A list of GTK's own, of thousands, and a window of libadwaita's.
NOT_OURS = {'about', 'emoji-picker'}
# Parts of libadwaita's and GTK's own, each with the reason.
EXEMPT = {
    'AdwAboutWindow': 'libadwaita made it',
    'GtkEmojiChooser': 'GTK made it',
    'GtkSwitch': 'a switch tells by its place, too, and in high contrast by an icon',
    'intro-icon': 'a picture that says nothing (1.4.11 is about what one needs)',
}


def luminance(color):
    """Of 0 to 255 each, to 0 to 1."""
    parts = [part / 255 for part in color]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
              for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one, other):
    """From 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def shown(ink):
    """The colour that it has on what is behind."""
    return [front * ink['alpha'] + back * (1 - ink['alpha'])
            for front, back in zip(ink['color'], ink['behind'])]


def kind(ink):
    """By which of the limits above."""
    if ink['kind'] == 'text' and ink['size'] >= (LARGE_BOLD if ink['bold'] else LARGE):
        return 'large'
    return ink['kind']


def too_faint(inks, limits, exempt=()):
    """What does not stand out, each once."""
    told = set()
    for ink in inks:
        found, least = ratio(shown(ink), ink['behind']), limits[kind(ink)]
        place = ' '.join(ink['path'].split()[:3])
        if found >= least - NEAR_ENOUGH or not ink['sensitive'] or place in told or \
                any(word in ink['path'] for word in [*EXEMPT, *exempt]):
            continue
        told.add(place)
        yield (f'{kind(ink)} {found:.2f} < {least}: "{ink["text"][:24]}" {ink["color"]} at '
               f'{ink["alpha"]:.2f} on {ink["behind"]} {place}')


def too_dim(focus):
    """What is wrong with how it is shown that it has the keyboard."""
    if not focus or any(word in focus['path'] for word in EXEMPT):
        return None
    ratios = [(ratio(change['before'], change['after']), change['pixels'])
              for change in focus['changes']]
    seen = sum(pixels for found, pixels in ratios if found >= FOCUS)
    if seen >= FOCUS_PIXELS:
        return None
    return (f'focus: {seen:.0f} pixels, at best {max(ratios, default=(1, 0))[0]:.2f}: '
            + ' '.join(focus['path'].split()[:4]))


def unseen_focus(program):
    """Where the keyboard is without that being seen."""
    been, seen_places = set(), program.__dict__.setdefault('seen_places', collections.Counter())
    for _ in range(ALL_AROUND):
        stop = program.key('Tab')
        if not stop or stop[0]['id'] in been:
            return
        been.add(stop[0]['id'])
        place = ' '.join(widget['type'] for widget in stop)
        if seen_places[place] == OFTEN_ENOUGH:
            continue
        # What just comes or goes is asked twice.
        problem = too_dim(program.focus()) and too_dim(program.focus())
        if problem:
            yield problem
        seen_places[place] += 1
