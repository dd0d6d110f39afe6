#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""demo.py: shows Hallway on one machine: three people, three windows, one room, a talk.

It makes a small LAN in network namespaces (loopback with three profiles where those are not
allowed), opens three real windows on virtual displays, lets them find each other, host, join and
talk by keyboard, checks that each shows a sentence typed in another, and leaves a screenshot of
each in BUILD/demo, or in the folder that is named on the command line. Prints TAP, so that it is a
test as well.
"""

import os
import shutil
import sys
import tempfile

import sandbox
from programs import BUILD, Person

OUT = sys.argv[1] if len(sys.argv) > 1 else os.path.join(BUILD, 'demo')
SIZE = (1000, 680)
TALK = [
    (0, 'Good morning! Is the build green again?'),
    (1, 'It is. I will tag the release after lunch.'),
    (2, 'I can proofread the notes: https://notes.example/7'),
    (0, 'Please do. See you both at noon.'),
]


class Machine:
    """Where there are no namespaces: this machine, on loopback."""

    prefix = ()


def open_windows(folder):
    """Three people, each at a desktop; returns them with their windows open."""
    if sandbox.is_possible():
        from lan import Lan
        lan = Lan(3)
        machines, arguments = [lan[i] for i in (1, 2, 3)], []
        print('# three machines on a LAN of network namespaces')
    else:
        machines, arguments = [Machine()] * 3, ['--loopback']
        print('# network namespaces are not allowed here: three profiles on loopback')
    people = []
    for machine, name in zip(machines, ('Mina Kim', 'Jin Park', 'Sora Lee')):
        person = Person(machine, f'{folder}/{name.split()[0]}', name, arguments,
                        size=f'{SIZE[0]}x{SIZE[1]}')
        people.append(person.start())
        person.desktop.place('Hallway', *SIZE)
    return people


def talk(people):
    """One hosts, the others join, everybody says something."""
    people[0].create_room('design review', 'Fridays at ten, bring a cup')
    for person in people[1:]:
        person.join_room('design review')
    for speaker, sentence in TALK:
        people[speaker].say(sentence)
        for person in people:
            person.reader.wait_text(sentence)


def main():
    """The whole demonstration; exit code 0 if each window showed what the others typed."""
    if sandbox.is_possible():
        sandbox.enter()
    shutil.rmtree(OUT, ignore_errors=True)
    os.makedirs(OUT)
    folder = tempfile.mkdtemp(prefix='hallway-demo-')
    print('1..3', flush=True)
    people = []
    failed = True
    try:
        people = open_windows(folder)
        talk(people)
        failed = False
    finally:
        for number, person in enumerate(people, 1):
            path = os.path.join(OUT, f'{person.name.lower().replace(" ", "-")}.png')
            person.desktop.picture(path)
            said = [text for speaker, text in TALK if people[speaker] is not person]
            fine = not failed and all(person.reader.shows(text) for text in said)
            failed = failed or not fine
            result = 'ok' if fine else 'not ok'
            print(f'{result} {number} - {person.name} reads what the others typed')
            print(f'# picture: {path}', flush=True)
        for person in people:
            person.desktop.close()
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
