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
    # 안녕하세요: the last syllable is still being composed when Enter comes.
    mina.desktop.run('xdotool', 'type', '--delay', '80', 'dkssudgktpdy')
    mina.reader.wait_text('안녕하세요')
    mina.desktop.key('Return')
    # Debian 12's ibus-hangul swallows that Return after committing; newer ones and fcitx5 do not.
    if not jin.reader.shows('안녕하세요'):
        mina.desktop.key('Return')
    jin.reader.wait_text('안녕하세요')
    # The next one follows at once; Shift+Enter breaks the line and keeps the syllable.
    mina.desktop.run('xdotool', 'type', '--delay', '80', 'gksrmf')
    mina.desktop.key('shift+Return')
    mina.desktop.key('shift+Return')
    mina.desktop.run('xdotool', 'type', '--delay', '80', 'gksrmf')
    mina.desktop.key('Return', 'Return')
    jin.reader.wait_text('한글')
    sent = [text for text in jin.reader.texts() if '한' in text or '안' in text]
    assert all(text.replace('\n', '') in ('안녕하세요', '한글한글') or '안녕하세요' in text
               or '한글' in text for text in sent), sent
    halves = [text for text in jin.reader.texts() if text.strip() in ('하', '그', '안녕하세', '한그', '요', '글')]
    assert not halves, halves


if __name__ == '__main__':
    suite.main(hosts=2)
