#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Korean and Japanese are typed with real input methods: nothing is lost, doubled or sent half."""

import os

import suite
from waiting import until

WIDTH, HEIGHT = 700, 600
SEND = (WIDTH - 32, HEIGHT - 32)  # the button, in the corner of the window


def start_ibus(person, engine):
    """ibus on this desktop. Hangul's keys are Dubeolsik: gksrmf is 한글."""
    desktop = person.desktop
    desktop.environment.update(GTK_IM_MODULE='ibus', XMODIFIERS='@im=ibus')
    desktop.run('gsettings', 'set', 'org.freedesktop.ibus.engine.hangul', 'initial-input-mode',
                'hangul')
    desktop.run('gsettings', 'set', 'org.freedesktop.ibus.general', 'preload-engines',
                f"['{engine}']")
    desktop.run('gsettings', 'set', 'org.freedesktop.ibus.general', 'use-global-engine', 'true')
    # A socket with a path: abstract ones do not cross network namespaces.
    desktop.start('ibus', ['ibus-daemon', '--address', f'unix:path={desktop.folder}/run/ibus.sock',
                           '--panel', 'disable', '--config', 'default', '--cache', 'none', '--xim'])
    until(lambda: 'ibus.sock' in desktop.run('ibus', 'address'), 15, 'the ibus daemon')


def start_fcitx(person, engine):
    """fcitx5 on this desktop, with nothing but that engine, which is always on: from use () on."""
    desktop = person.desktop
    desktop.environment.update(GTK_IM_MODULE='fcitx', XMODIFIERS='@im=fcitx')
    folder = f'{desktop.folder}/config/fcitx5'
    os.makedirs(f'{folder}/conf')
    with open(f'{folder}/profile', 'w', encoding='utf-8') as file:
        file.write(f'[Groups/0]\nName=Default\nDefault Layout=us\nDefaultIM={engine}\n'
                   f'[Groups/0/Items/0]\nName={engine}\nLayout=\n[GroupOrder]\n0=Default\n')
    with open(f'{folder}/conf/hangul.conf', 'w', encoding='utf-8') as file:
        file.write('Keyboard=Dubeolsik\nWordCommit=False\n')


def use(person, engine):
    """What is typed goes through that engine from now on; of ibus: in the focused field."""
    desktop = person.desktop
    if desktop.environment['GTK_IM_MODULE'] == 'ibus':
        until(lambda: choose(desktop, engine), 15, f'the engine {engine}')
    elif not is_running(desktop):
        desktop.start('fcitx', ['fcitx5', '--disable', 'wayland,xim,notifications,kimpanel'])
        until(lambda: is_running(desktop), 15, 'fcitx5')
        until(lambda: composes(person), 15, 'fcitx5 in the box')


def choose(desktop, engine):
    """Whether the engine could be chosen: the daemon needs a moment after a field got the focus."""
    try:
        desktop.run('ibus', 'engine', engine)
        return desktop.run('ibus', 'engine').strip() == engine
    except RuntimeError:
        return False


def composes(person):
    """Whether a key that is pressed in the empty box is composed, not typed; the box is empty then
    as before."""
    person.desktop.key('a')
    until(lambda: can_send(person), 15, 'a key in the box')
    typed = 'a' in person.reader.texts()
    person.desktop.key('BackSpace')
    until(lambda: not can_send(person), 15, 'the box to be empty')
    return not typed


def can_send(person):
    """Whether the button can be pressed. Half a second after the mouse came to rest on it there is
    a tooltip of the same name, which is never grey."""
    return any(node['name'] == 'Send' and node['role'] == 'push button' and
               'sensitive' in node['states'] for node in person.reader.tree())


def is_running(desktop):
    """Whether fcitx5 is on the bus."""
    return 'org.fcitx.Fcitx5' in desktop.run(
        'dbus-send', '--session', '--print-reply', '--dest=org.freedesktop.DBus', '/',
        'org.freedesktop.DBus.ListNames')


def meet(context, start, engine):
    """Mina, who types with that engine, and Jin, who reads it, in one room."""
    mina = context.person(1, 'Mina Kim')
    start(mina, engine)
    jin = context.person(2, 'Jin Park').start()
    mina.start()
    mina.create_room('lunch')
    jin.join_room('lunch')
    mina.desktop.place('Hallway', WIDTH, HEIGHT)
    return mina, jin


def type_keys(person, keys):
    """Presses keys as somebody types who knows where they are."""
    person.desktop.run('xdotool', 'type', '--delay', '80', keys)


def click(person, place):
    """A click of the mouse."""
    person.desktop.run('xdotool', 'mousemove', str(place[0]), str(place[1]), 'click', '1')


def heard(person):
    """What is on the screen in Hangul or Kana, each once."""
    return {text for text in person.reader.texts()
            if any('\u3040' <= letter <= '\u30ff' or '가' <= letter <= '힣' for letter in text)}


def test_enter_while_a_syllable_is_composed(context):
    """Enter in the middle of a syllable finishes it; nothing half is ever sent."""
    mina, jin = meet(context, start_ibus, 'hangul')
    use(mina, 'hangul')
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
    expect_heard(jin, '안녕하세요', '한글\n좀')


def test_enter_with_fcitx(context):
    """There one Enter finishes the syllable and sends it."""
    mina, jin = meet(context, start_fcitx, 'hangul')
    use(mina, 'hangul')
    type_keys(mina, 'dkssudgktpdy')
    mina.reader.wait_text('안녕하세')
    mina.desktop.key('Return')
    jin.reader.wait_text('안녕하세요')
    type_keys(mina, 'gksrmf')
    mina.reader.wait_text('한')
    mina.desktop.key('Return')
    jin.reader.wait_text('한글')
    expect_heard(jin, '안녕하세요', '한글')


def click_while_composing(context, start, engine, keys, text):
    """Twice the same, so that a syllable that comes late would be seen in the second."""
    mina, jin = meet(context, start, engine)
    use(mina, engine)
    for count in (1, 2):
        type_keys(mina, keys)
        until(lambda: can_send(mina), 15, 'something to send')
        click(mina, SEND)
        until(lambda: jin.reader.texts().count(text) == count, 15,
              lambda: f'"{text}" {count} times; it shows {heard(jin)}')
        until(lambda: not can_send(mina), 15, 'the box to be empty')
    expect_heard(jin, text)
    return mina, jin


def test_click_on_send_with_ibus(context):
    """A click on Send takes the syllable that is being composed with it, once."""
    click_while_composing(context, start_ibus, 'hangul', 'dkssud', '안녕')


def test_click_on_send_with_fcitx(context):
    """The same with fcitx5, which hands the syllable over by itself when it is told to stop."""
    click_while_composing(context, start_fcitx, 'hangul', 'dkssud', '안녕')


def test_japanese(context):
    """A whole word is being composed; Enter finishes it, the next one sends; so does a click."""
    mina, jin = click_while_composing(context, start_fcitx, 'anthy', 'nihongo', 'にほんご')
    type_keys(mina, 'neko')
    until(lambda: can_send(mina), 15, 'something to send')
    mina.desktop.key('Return')
    mina.reader.wait_text('ねこ')
    assert 'ねこ' not in jin.reader.texts()
    mina.desktop.key('Return')
    jin.reader.wait_text('ねこ')
    expect_heard(jin, 'にほんご', 'ねこ')


def type_again(context, start, engine, keys, text):
    """The same is typed at once after a click on Send and after Enter, which looks like what the
    input method hands over late: each is sent, once, and nothing else."""
    mina, jin = meet(context, start, engine)
    use(mina, engine)
    count = 0
    for _ in range(3):
        # No pause: the keys come while the input method may still have what was sent in hand.
        mina.desktop.run('xdotool', 'mousemove', str(SEND[0]), str(SEND[1]),
                         'type', '--delay', '25', keys)
        until(lambda: can_send(mina), 15, 'something to send')
        mina.desktop.run('xdotool', 'click', '1', 'type', '--delay', '25', keys)
        count = wait_count(jin, text, count + 1)
        until(lambda: can_send(mina), 15, 'something to send again')
        click(mina, SEND)
        count = wait_count(jin, text, count + 1)
        until(lambda: not can_send(mina), 15, 'the box to be empty')
    return mina, jin, count


def wait_count(person, text, count):
    """Waits until exactly that was said that often; returns how often."""
    until(lambda: person.reader.texts().count(text) == count, 15,
          lambda: f'"{text}" {count} times; it shows {person.reader.texts()}')
    said = {heard_text.rpartition(': ')[2] for heard_text in heard(person)}
    assert said == {text}, said
    return count


def test_same_syllables_with_ibus(context):
    """하하하 again and again."""
    type_again(context, start_ibus, 'hangul', 'gkgkgk', '하하하')


def test_same_syllables_with_fcitx(context):
    """The same with fcitx5, and with Enter: there it sends at once, and the next syllables come."""
    mina, jin, count = type_again(context, start_fcitx, 'hangul', 'gkgkgk', '하하하')
    for _ in range(3):
        mina.desktop.run('xdotool', 'key', '--delay', '25', *2 * (*'gkgkgk', 'Return'))
        count = wait_count(jin, '하하하', count + 2)


def test_same_word_in_japanese(context):
    """A whole word that is composed again and again."""
    type_again(context, start_fcitx, 'anthy', 'neko', 'ねこ')


def test_search_field(context):
    """Enter in the search field while a syllable is composed keeps it, and opens nothing else."""
    mina, _ = meet(context, start_ibus, 'hangul')
    mina.desktop.key('ctrl+k')
    use(mina, 'hangul')
    type_keys(mina, 'dkssud')
    mina.reader.wait_text('안')
    mina.desktop.key('Return')
    mina.reader.wait_text('안녕')
    mina.reader.wait_text('Message lunch')


def test_completion_while_composing(context):
    """The list goes by the syllable that is being composed, but a key finishes the syllable."""
    mina, jin = meet(context, start_fcitx, 'hangul')
    mina.desktop.type('@')
    mina.reader.wait_text('Completions')
    mina.desktop.key('BackSpace')
    use(mina, 'hangul')
    # Shift+2 is "@" there, too; no one is called 뷁.
    type_keys(mina, '@qnpfr')
    until(lambda: can_send(mina), 15, 'something in the box')
    mina.desktop.key('Return')
    jin.reader.wait_text('@뷁')
    expect_heard(jin, '@뷁')


def expect_heard(person, *texts):
    """Nothing but these was ever sent: nothing half, nothing twice as long."""
    for text in heard(person):
        assert any(text.endswith(end) for end in texts), heard(person)


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
