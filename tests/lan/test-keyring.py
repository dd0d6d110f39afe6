#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real keyring keeps a room's passphrase; wrong ones are counted, and only for newcomers."""

import suite
from desktop import SYSTEM_PYTHON
from waiting import until

RIGHT = 'correct horse battery staple'


def write_phrase(context, name, phrase):
    """A file with a passphrase."""
    path = f'{context.folder}/{name}.txt'
    with open(path, 'w', encoding='utf-8') as file:
        file.write(phrase + '\n')
    return path


def host_vault(context, index):
    """A program that keeps a room with a passphrase."""
    phrase = write_phrase(context, 'right', RIGHT)
    host = context.cli(index, 'anna', '--name', 'Anna', 'host', 'vault', '--passphrase-file',
                       phrase, '--stay')
    host.wait('joined')
    return host


def start_keyring(person):
    """gnome-keyring on this desktop, unlocked, as after a login with the password "x"."""
    with open(f'{person.desktop.folder}/password', 'w+', encoding='ascii') as password:
        password.write('x')
        password.seek(0)
        person.desktop.start('keyring', ['gnome-keyring-daemon', '--foreground', '--unlock',
                                         '--components=secrets'], stdin=password)
    until(lambda: 'org.freedesktop.secrets' in person.desktop.run(
        'dbus-send', '--session', '--print-reply', '--dest=org.freedesktop.DBus',
        '/org/freedesktop/DBus', 'org.freedesktop.DBus.ListNames'), 10, 'the keyring')


def kept(person):
    """The labels of all that the keyring has, by another program's eyes."""
    script = ('import gi; gi.require_version("Secret", "1"); from gi.repository import Secret\n'
              'service = Secret.Service.get_sync(Secret.ServiceFlags.LOAD_COLLECTIONS, None)\n'
              'for collection in service.get_collections():\n'
              '    collection.load_items_sync(None)\n'
              '    for item in collection.get_items():\n'
              '        item.load_secret_sync(None)\n'
              '        print(item.get_label(), item.get_secret().get_text(), sep="|")\n')
    return person.desktop.run(SYSTEM_PYTHON, '-c', script).splitlines()


def test_keyring_keeps_the_passphrase(context):
    """Told to remember it, once it was right: the next time it stands there already."""
    host_vault(context, 2)
    mina = context.person(1, 'Mina')
    start_keyring(mina)
    mina.start()
    mina.reader.wait_text('vault')
    mina.open_room('vault')
    mina.reader.wait_focus('Join')
    mina.desktop.key('Return')
    mina.reader.wait_text('“vault” has a passphrase')
    mina.desktop.key('alt+r')
    until(lambda: any('Remember in the keyring' in node['name'] and 'checked' in node['states']
                      for node in mina.reader.tree()), 10, mina.reader.tree)
    mina.say('wrong')
    mina.reader.wait_text('The passphrase is wrong. You can try 4 times more.')
    assert not kept(mina), 'a wrong passphrase was kept'

    def try_again():
        mina.desktop.key('ctrl+a')
        mina.say(RIGHT)
        return until(lambda: mina.reader.shows('Message vault') and 'in'
                     or mina.reader.shows('Try again in') and 'early', 20, 'an answer') == 'in'
    until(try_again, 30, lambda: f'the room to open; {mina.reader.texts()}')
    until(lambda: any('vault' in line and line.endswith(f'|{RIGHT}') for line in kept(mina)), 10,
          lambda: f'the keyring to have it; {kept(mina)}')


def test_limits_of_wrong_passphrases(context):
    """Tries are counted down, one has to wait between; who was admitted is asked nothing."""
    host_vault(context, 1)
    right = write_phrase(context, 'right', RIGHT)
    ben = context.cli(2, 'ben', '--name', 'Ben', 'join', 'vault', '--passphrase-file', right)
    ben.wait('joined')
    assert ben.finish() == 0
    wrong = write_phrase(context, 'wrong', 'wrong')
    said, waits = [], []

    def guess():
        code, items, errors = context.ask(3, 'cleo', '--name', 'Cleo', 'join', 'vault',
                                          '--passphrase-file', wrong)
        assert code == 1, (items, errors)
        text = [item for item in items if item['event'] == 'error'][-1]['text']
        (waits if 'Try again in' in text and 'is wrong' not in text else said).append(text)
        return len(said) >= 3
    until(guess, 40, lambda: f'three wrong guesses; {said}; {waits}')
    for text, left in zip(said, (4, 3, 2)):
        assert f'{left} times' in text, said
    assert waits, 'guesses were listened to one after the other'
    # Whoever is admitted is asked for nothing, whatever others did, even from the same address.
    ben = context.cli(2, 'ben', '--name', 'Ben', 'join', 'vault', '--stay')
    ben.wait('joined')


if __name__ == '__main__':
    suite.main(hosts=3)
