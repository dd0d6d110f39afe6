# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""storefront.py: what lint.py says about icons, and about pictures and words for software stores.

Generators of (path, line, message) as lint.py has them; selftest.py tries them.
"""

import re
from xml.etree import ElementTree

METAINFO = 'data/hallway.metainfo.xml.in.in'
SUMMARY = 35
SIZES = {True: 16, False: 128}
NOT_SYMBOLIC = ('Gradient', 'filter', 'image', 'text', 'style')


def check_icons(tree):
    """An icon fills its grid of 16 or 128; a symbolic one has a single color, which GTK changes."""
    for path, text in tree.files('.svg'):
        symbolic = path.endswith('-symbolic.svg')
        size = SIZES[symbolic]
        try:
            root = ElementTree.fromstring(text)
        except ElementTree.ParseError as error:
            yield path, 1, f'is no SVG: {error}'
            continue
        if (root.get('width'), root.get('height'), root.get('viewBox')) \
                != (f'{size}', f'{size}', f'0 0 {size} {size}'):
            yield path, 1, f'is not {size}×{size}'
        if not symbolic:
            continue
        colors = set(re.findall(r'(?:fill|stroke|color)="(?!none|url)([^"]*)"', text))
        if len(colors) > 1:
            yield path, 1, f'has more than one color: {", ".join(sorted(colors))}'
        for node in root.iter():
            if node.tag.endswith(NOT_SYMBOLIC):
                yield path, 1, f'has a {node.tag.split("}")[-1]}: a symbolic icon is flat'


def check_storefront(tree):
    """The pictures that the metainfo names are there, and none that it does not name."""
    text = tree.texts.get(METAINFO)
    if text is None:
        return
    named = re.findall(r'<image>@SCREENSHOTS_URL@/([^<]+)</image>', text)
    there = {path.name for path in (tree.root / 'data/screenshots').glob('*')}
    for name in sorted(set(named) ^ there):
        yield METAINFO, 1, f'data/screenshots/{name} is ' \
            + ('not there' if name in named else 'not among the screenshots')
    if len(re.findall(r'<image', text)) != len(named):
        yield METAINFO, 1, 'an image is not at @SCREENSHOTS_URL@'
    for summary in re.findall(r'<summary>([^<]*)</summary>', text):
        if len(summary) > SUMMARY or summary.endswith('.'):
            yield METAINFO, 1, f'"{summary}": {SUMMARY} characters at most, without a full stop'
    if re.findall(r'<release version="([^"]*)"', text)[:1] != ['@VERSION@']:
        yield METAINFO, 1, 'the newest release is not this version'
