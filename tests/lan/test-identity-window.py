#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who one is, before windows: pictures, presence, typing, a key on two computers, old versions."""

import shutil
import socket
import subprocess

import suite
from keys import Key
from peer import Trap, greeting
from sniffer import inside
from waiting import until
from windows import choose_file, choose_presence, keep_picture, meet, open_person, open_profile

PHRASE = 'correct horse battery staple'
MOVED = 'This Profile Was Copied or Moved'


def ident_of(person):
    """The id of the key in a person's profile."""
    return Key.of_profile(person.profile).id


def red_pixels(person):
    """How many pixels of pure red the screen shows."""
    path = f'{person.desktop.folder}/screen.png'
    person.desktop.picture(path)
    told = person.desktop.run('convert', path, '-fuzz', '12%', '-fill', 'black', '+opaque',
                              '#ff0000', '-fill', 'white', '-opaque', '#ff0000', '-format',
                              '%[fx:mean*w*h]', 'info:')
    return float(told)


def test_picture_presence_and_typing(context):
    """A picture, a status and that one is writing, set before one window, appear before another."""
    mina, jin = meet(context, 'Mina', 'Jin')
    jin.desktop.type('I am')
    mina.reader.wait_text('Jin is typing…')
    jin.desktop.key('Return')
    mina.reader.wait_text(': I am')
    mina.reader.wait_gone('Jin is typing…', 8)
    before = red_pixels(mina)
    path = f'{context.folder}/red.png'
    subprocess.run(['convert', '-size', '600x400', 'xc:#ff0000', path], check=True)
    open_profile(jin)
    jin.desktop.key('alt+p')
    choose_file(jin, path)
    jin.reader.wait_text('Remove')
    jin.desktop.key('Escape')
    until(lambda: red_pixels(mina) > before + 300, 20, 'the picture before the other window')
    keep_picture(mina, 'picture')
    choose_presence(jin, 'Available', 'Away')
    mina.reader.wait_text('Jin, Away')
    choose_presence(jin, 'Away', 'Do not disturb')
    mina.reader.wait_text('Jin, Do not disturb')
    choose_presence(jin, 'Do not disturb', 'Invisible')
    mina.reader.wait_text('Jin, Offline')
    choose_presence(jin, 'Invisible', 'Available')
    mina.reader.wait_text('Jin, Available')


def test_identity_moves(context):
    """Exported before one window, imported before another: the other is that person then."""
    path = f'{context.folder}/mina.identity'
    mina = context.person(1, 'Mina').start()
    mina.reader.wait_text('Nobody else is here yet')
    ident = ident_of(mina)
    open_profile(mina)
    mina.desktop.key('alt+e')
    choose_file(mina, path)
    mina.reader.wait_text('Choose a passphrase for the file.')
    for _ in range(2):
        mina.desktop.type(PHRASE)
        mina.desktop.key('Return')
    mina.reader.wait_text('Whoever has this file and the passphrase can be you', 30)
    keep_picture(mina, 'exported')
    mina.desktop.key('Escape')
    with open(path, 'rb') as file:
        assert b'PRIVATE KEY' not in file.read().replace(b'ENCRYPTED', b''), 'the key is in clear'
    assert mina.quit() == 0

    jin = context.person(2, 'Jin').start()
    jin.reader.wait_text('Nobody else is here yet')
    assert ident_of(jin) != ident
    open_profile(jin)
    jin.desktop.key('alt+i')
    choose_file(jin, path)
    jin.reader.wait_text('Hallway then starts anew')
    jin.say('wrong')
    jin.reader.wait_text('passphrase', 30)
    until(lambda: any('wrong' in text.lower() or 'not open' in text.lower()
                      for text in jin.reader.texts()), 30, lambda: jin.reader.texts())
    assert ident_of(jin) != ident, 'a wrong passphrase opened it'
    jin.desktop.key('ctrl+a')
    jin.say(PHRASE)
    until(lambda: ident_of(jin) == ident, 30, lambda: f'the identity; {jin.reader.texts()}')
    until(lambda: jin.reader.shows('You are Mina, Available'), 30, jin.reader.texts)


def test_copied_profile(context):
    """A profile of another computer asks; a copy that runs beside the original is noticed."""
    mina = context.person(1, 'Mina').start()
    mina.reader.wait_text('Nobody else is here yet')
    ident = ident_of(mina)
    copy = context.person(2, 'Mina copied')
    assert mina.quit() == 0
    shutil.copytree(mina.profile, copy.profile)
    with open(f'{copy.profile}/machine', 'w', encoding='ascii') as file:
        file.write('0' * 64 + '\n')
    copy.start()
    copy.reader.wait_text(MOVED)
    keep_picture(copy, 'copied')
    watcher = context.cli(3, 'watcher', '--name', 'Watcher', 'host', 'den', '--stay')
    watcher.wait('joined')
    assert not watcher.find('person', id=ident), 'it was on the network before it was answered'
    copy.desktop.key('alt+m')
    watcher.wait('person', id=ident)
    copy.reader.wait_gone(MOVED)
    # The original after all: two of one key.
    mina.start()

    def warned():
        return [person for person in (mina, copy)
                if person.reader.shows('Another Computer Uses This Identity')]
    until(warned, 40, lambda: f'one of them to notice; {mina.reader.texts()}')
    loser = warned()[0]
    keep_picture(loser, 'elsewhere')
    loser.desktop.key('alt+i')
    until(lambda: ident_of(loser) != ident, 20, 'an identity of its own')
    watcher.wait('person', 30, id=ident_of(loser))


def test_older_version(context):
    """Who has spoken a later version is not listened to in an older one, until that is allowed."""
    mina = context.person(1, 'Mina').start()
    mina.reader.wait_text('Nobody else is here yet')
    own, key, host = ident_of(mina), Key(), context.lan[2]
    said = []

    def serve(link):
        link.read_until('hello')
        link.say(greeting('dm'))
        packet = link.read()
        while packet is not None:
            said.append(packet)
            packet = link.read()
    trap = Trap(host, key, serve)

    def say_hello(boot, versions):
        data = key.datagram('HELLO', boot=boot, seq=1, name='Jin', tcp=trap.port, ttl=60,
                            v=versions)
        with inside(host):
            out = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        out.bind((host.address, 0))
        out.sendto(data, (context.lan[1].address, 12345))
        out.close()
    say_hello(1000, [1, 2])
    mina.reader.wait_text('Jin, Available')
    say_hello(2000, [1, 1])
    open_person(mina, 'Jin')
    mina.say('are you older?')
    [header] = [node['name'] for node in mina.reader.tree()
                if node['role'] == 'push button' and node['name'].startswith('Jin')]
    mina.reader.press(header)
    mina.reader.wait_text('has become older than it was')
    keep_picture(mina, 'older-version')
    assert not trap.accepted, 'it was dialled all the same'
    mina.desktop.key('alt+a')
    mina.reader.wait_gone('has become older than it was')
    until(lambda: any('are you older?' in str(packet) for packet in said), 30,
          lambda: f'the message to {own}; {said}; {trap.errors}')


if __name__ == '__main__':
    suite.main(hosts=3)
