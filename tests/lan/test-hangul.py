#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Korean is typed with a real input method: no syllable is lost, doubled or sent half."""

import suite
from waiting import until


def start_hangul(person):
    """ibus with the Hangul engine on this desktop; keys are then Dubeolsik: gksrmf is 한글."""
    desktop = person.desktop
    desktop.environment.update(GTK_IM_MODULE='ibus', XMODIFIERS='@im=ibus')
    desktop.run('gsettings', 'set', 'org.freedesktop.ibus.engine.hangul', 'initial-input-mode',
                'hangul')
    desktop.run('gsettings', 'set', 'org.freedesktop.ibus.general', 'preload-engines', "['hangul']")
    desktop.run('gsettings', 'set', 'org.freedesktop.ibus.general', 'use-global-engine', 'true')
    # A socket with a path: abstract ones do not cross network namespaces.
    desktop.start('ibus', ['ibus-daemon', '--address', f'unix:path={desktop.folder}/run/ibus.sock',
                           '--panel', 'disable', '--config', 'default', '--cache', 'none', '--xim'])
    until(lambda: 'ibus.sock' in desktop.run('ibus', 'address'), 15, 'the ibus daemon')


def use_hangul(person):
    """Switches the focused field to the Hangul engine."""
    until(lambda: switch(person), 15, 'the Hangul engine')


def switch(person):
    """Whether the engine could be chosen: the daemon needs a moment after a field got the focus."""
    try:
        person.desktop.run('ibus', 'engine', 'hangul')
        return person.desktop.run('ibus', 'engine').strip() == 'hangul'
    except RuntimeError:
        return False


def test_enter_while_a_syllable_is_composed(context):
    """Enter in the middle of a syllable finishes it; nothing half is ever sent."""
    mina = context.person(1, 'Mina Kim')
    start_hangul(mina)
    jin = context.person(2, 'Jin Park').start()
    mina.start()
    mina.create_room('lunch')
    jin.join_room('lunch')
    use_hangul(mina)
    # 안녕하세요: the last syllable is still being composed, and not in the text yet, when Enter comes.
    type_keys(mina, 'dkssudgktpdy')
    mina.reader.wait_text('안녕하세')
    press_enter(mina, jin, '안녕하세요')
    # Shift+Enter in the middle of a syllable keeps it, too.
    type_keys(mina, 'gksrmf')
    mina.reader.wait_text('한')
    mina.desktop.key('shift+Return')
    until(lambda: '한글\n' in mina.reader.texts() or mina.desktop.key('shift+Return'), 10,
          'a line break after the syllable')
    type_keys(mina, 'wha')
    press_enter(mina, jin, '한글\n좀')
    sent = [text for text in jin.reader.texts() if any('가' <= letter <= '힣' for letter in text)]
    whole = ('안녕하세요', '한글\n좀')
    assert all(any(text.endswith(end) for end in whole) for text in sent), sent


def type_keys(person, keys):
    """Presses keys as somebody types who knows where they are."""
    person.desktop.run('xdotool', 'type', '--delay', '80', keys)


def press_enter(person, other, text):
    """Enter sends the whole text. Debian 12's ibus-hangul swallows the one that ends a syllable:
    then the syllable is in the box, nothing was sent, and the next Enter sends."""
    person.desktop.key('Return')
    until(lambda: other.reader.shows(text) or text in person.reader.texts(), 10,
          lambda: f'"{text}" sent, or whole in the box: {person.reader.texts()}')
    if text in person.reader.texts() and not other.reader.shows(text):
        person.desktop.key('Return')
    other.reader.wait_text(text)


if __name__ == '__main__':
    suite.main(hosts=2)
