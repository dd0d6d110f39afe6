#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rooms that outlive their host: kills, cuts, partitions and loss, with eight real members."""

import os
import random

import suite
from crew import Crew
from waiting import wait_between_faults

SIZE = 8
SEED = int(os.environ.get('HALLWAY_SEED', '20261121'))
# A short run is a test; soak-faults sets more.
ROUNDS = int(os.environ.get('HALLWAY_ROUNDS', '12'))


def hear_everywhere(crew, text, seconds, members=None):
    """Waits until all of these have shown a text."""
    for member in members or crew.members:
        member.cli.wait('message', seconds, text=text)


def test_killed_host_is_followed(context):
    """kill -9 of the host: another one hosts, everybody goes on, nothing is missing or doubled."""
    crew = Crew(context, SIZE)
    crew[2].say('before')
    hear_everywhere(crew, 'before', 15)
    crew[1].kill()
    host = crew.wait_for_one_host(15, crew.up())
    for member in crew.up():
        member.say(f'after {member.index}')
    for member in crew.up():
        hear_everywhere(crew, f'after {member.index}', 15, crew.up())
    # It comes back as a member of its own room, and has what was said meanwhile.
    crew[1].start(crew.room)
    crew[1].cli.wait('joined', 30)
    assert crew.wait_for_one_host(15) is host
    crew.check()


def test_host_that_quits_hands_over(context):
    """A clean end leaves no gap: nobody sees the room without a host."""
    crew = Crew(context, 4)
    crew[1].quit()
    crew.wait_for_one_host(15, crew.up())
    for member in crew.up():
        assert not member.cli.all('error', code='host-lost'), f'{member.name} saw a gap'
    crew[2].say('and on')
    hear_everywhere(crew, 'and on', 15, crew.up())
    crew.repair()
    crew.wait_for_one_host(30)
    crew.check()


def test_host_and_first_successor_die(context):
    """The two that everybody looks to are gone at once."""
    crew = Crew(context, 5)
    crew[1].kill()
    crew[2].kill()
    crew.wait_for_one_host(20, crew.up())
    crew[5].say('three are left')
    hear_everywhere(crew, 'three are left', 15, crew.up())
    crew.repair()
    crew.wait_for_one_host(30)
    crew.check()


def test_cut_host_is_replaced_and_comes_home(context):
    """The host's cable is cut: the others go on without it, and it joins them when it is back."""
    crew = Crew(context, 5)
    crew[1].host.cut()
    crew.wait_for_one_host(30, crew.members[1:])
    crew[3].say('without you')
    crew[1].say('alone here')
    hear_everywhere(crew, 'without you', 15, crew.members[1:])
    crew[1].host.heal()
    crew.wait_for_one_host(40)
    crew.check()


def test_partition_in_two_heals(context):
    """Two halves with a host each talk on; healed, they are one room with one timeline."""
    crew = Crew(context, 6)
    left, right = crew.members[:3], crew.members[3:]
    context.lan.split([1, 2, 3], [4, 5, 6])
    crew.wait_for_one_host(40, right)
    crew.wait_for_one_host(5, left)
    left[1].say('left of the wall')
    right[1].say('right of the wall')
    hear_everywhere(crew, 'left of the wall', 15, left)
    hear_everywhere(crew, 'right of the wall', 15, right)
    context.lan.join_up()
    crew.wait_for_one_host(60)
    crew.check()


def test_last_member_leaves_and_two_come_back(context):
    """Nobody hosts any more; when two of its members are around, neither of them its last host, the
    room comes back under the same id."""
    crew = Crew(context, 3)
    crew[1].say('keep this')
    hear_everywhere(crew, 'keep this', 15)
    crew[2].quit()
    crew[3].quit()
    crew[1].quit()
    crew[2].start(crew.room)
    crew[3].start(crew.room)
    crew.wait_for_one_host(40, crew.members[1:])
    crew[2].say('here again')
    crew[3].cli.wait('message', 15, text='here again')
    crew.repair()
    crew.wait_for_one_host(40)
    crew.check()


class Trouble:
    """Random faults, drawn from a seed."""

    def __init__(self, crew, seed):
        self.crew = crew
        self.random = random.Random(seed)
        self.lan = crew.context.lan
        self.log = []

    def note(self, what):
        """For whoever reads a failure."""
        self.log.append(what)
        print(f'# {what}')

    def talk(self):
        """A few members say something."""
        for member in self.random.sample(self.crew.up(), min(3, len(self.crew.up()))):
            member.say(f'{member.index}: {len(member.said)}')

    def kill_host(self):
        """kill -9 of somebody who hosts."""
        hosts = self.crew.hosts()
        if hosts and len(self.crew.up()) > 2:
            host = self.random.choice(hosts)
            self.note(f'kill -9 of the host, {host.name}')
            host.kill()

    def kill_member(self):
        """kill -9 of anybody."""
        if len(self.crew.up()) > 2:
            member = self.random.choice(self.crew.up())
            self.note(f'kill -9 of {member.name}')
            member.kill()

    def quit(self):
        """Somebody ends cleanly."""
        if len(self.crew.up()) > 2:
            member = self.random.choice(self.crew.up())
            self.note(f'{member.name} quits')
            member.quit()

    def restart(self):
        """Who is down comes back."""
        for member in self.crew.members:
            if not member.is_up():
                self.note(f'{member.name} is back')
                member.start(self.crew.room)

    def cut(self):
        """A cable is pulled, another put back."""
        member = self.random.choice(self.crew.members)
        self.note(f'the cable of {member.name} is cut')
        member.host.cut()

    def heal(self):
        """All cables and the network as it was."""
        self.note('the network heals')
        self.lan.join_up()
        for member in self.crew.members:
            member.host.heal()

    def split(self):
        """The network falls into two or three parts."""
        parts = self.random.choice((2, 3))
        groups = [[] for _ in range(parts)]
        for member in self.crew.members:
            self.random.choice(groups).append(member.index)
        self.note(f'partition: {groups}')
        self.lan.join_up()
        self.lan.split(*groups)

    def lose(self):
        """20 to 30 % of what arrives at some members is lost."""
        percent = self.random.randint(20, 30)
        members = self.random.sample(self.crew.members, 3)
        self.note(f'{percent} % loss at {[member.name for member in members]}')
        for member in members:
            member.host.lose(percent)

    def stop_losing(self):
        """Nothing is lost any more."""
        for member in self.crew.members:
            member.host.lose(0)

    def step(self):
        """One fault, with talk before and after it; and a while for it to have consequences."""
        fault = self.random.choices(
            [self.kill_host, self.kill_member, self.quit, self.restart, self.cut, self.heal,
             self.split, self.lose, self.stop_losing],
            [3, 2, 2, 4, 1, 2, 2, 1, 1])[0]
        self.talk()
        fault()
        self.talk()
        wait_between_faults(self.random.choice((0.2, 1, 3, 8)))


def test_random_faults(context):
    """Faults at random for a bounded time; then everything heals, and the promises are checked."""
    print(f'# HALLWAY_SEED={SEED} HALLWAY_ROUNDS={ROUNDS}')
    crew = Crew(context, SIZE)
    trouble = Trouble(crew, SEED)
    for _ in range(ROUNDS):
        trouble.step()
    trouble.note('the end')
    crew.repair()
    crew.wait_for_one_host(120)
    for member in crew.members:
        member.say(f'last words of {member.index}')
    crew.check(120)
    for member in crew.members:
        assert member.acknowledged(), f'nothing of {member.name} was ever acknowledged'


if __name__ == '__main__':
    suite.main(hosts=SIZE)
