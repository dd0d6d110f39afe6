# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""crew.py: the members of one room, what they said, what was acknowledged, and what must be true.

Every member is a hallway-cli on a host of its own. Whatever is done to them, check () says what the
room promises: one timeline everywhere, and in it, once, every message that was ever "sent", and
those of each author in the order in which they were said.
"""

from collections import Counter

from waiting import until

LIMIT = '100000'


class Member:
    """One person: a profile that outlives its process."""

    def __init__(self, context, index):
        self.context = context
        self.index = index
        self.name = f'Member {index}'
        self.profile = f'member{index}'
        self.cli = None
        self.said = []
        self.sent = set()   # ids of earlier processes; see acknowledged ()

    @property
    def host(self):
        """The machine it sits at."""
        return self.context.lan[self.index]

    def found(self, room_name):
        """Creates the room and hosts it; returns its id."""
        self.cli = self.context.cli(self.index, self.profile, '--name', self.name, 'host',
                                    room_name, '--stay')
        return self.cli.wait('joined')['room']

    def start(self, room):
        """Starts, and keeps trying to get into the room."""
        self.cli = self.context.cli(self.index, self.profile, '--name', self.name, '--wait',
                                    '3600', 'join', room, '--stay')

    def is_up(self):
        """Whether its process is there."""
        return self.cli is not None and self.cli.process.poll() is None

    def say(self, text):
        """Writes a line; whether it is read before the process dies is another question."""
        self.said.append(text)
        self.cli.say(text)

    def _keep(self):
        self.sent |= {item['id'] for item in self.cli.all('state', state='sent')}

    def kill(self):
        """kill -9."""
        self.cli.kill()
        self._keep()

    def quit(self):
        """A clean end: 0, or 1 where a message of its own is still without an acknowledgement."""
        code = self.cli.terminate()
        self._keep()
        kept = 'acknowledged yet' in self.cli.said()
        assert code == 0 or code == 1 and kept, f'{self.name} ended with {code}: {self.cli.said()}'

    def acknowledged(self):
        """The ids of its own messages that it ever called "sent"."""
        if self.cli is not None:
            self._keep()
        return self.sent

    def last(self, event, **fields):
        """The newest event of that name in this process's life, or None."""
        found = self.cli.all(event, **fields)
        return found[-1] if found else None

    def is_hosting(self):
        """Whether this one hosts, as far as it says."""
        last = self.last('host') if self.is_up() else None
        return last is not None and last['self']

    def history(self, room):
        """(id, author's name, text) of every message on its disk, in order."""
        code, items, errors = self.context.ask(self.index, self.profile, 'history', room,
                                               '--limit', LIMIT)
        assert code == 0, f'{self.name}: {errors}'
        return [(item['id'], item['name'], item['text']) for item in items
                if item['event'] == 'message' and item.get('text')]


class Crew:
    """Everybody of one room."""

    def __init__(self, context, size, room_name='crew'):
        self.context = context
        self.members = [Member(context, index) for index in range(1, size + 1)]
        self.room = self.members[0].found(room_name)
        for member in self.members[1:]:
            member.start(self.room)
        for member in self.members[1:]:
            member.cli.wait('joined', 30)

    def __getitem__(self, index):
        return self.members[index - 1]

    def up(self):
        """Those whose process is there."""
        return [member for member in self.members if member.is_up()]

    def hosts(self):
        """Those who say that they host."""
        return [member for member in self.up() if member.is_hosting()]

    def wait_for_one_host(self, seconds, among=None):
        """Until exactly one of these hosts and the others are with that one; returns it."""
        among = among or self.members

        def settled():
            hosts = [member for member in among if member.is_hosting()]
            if len(hosts) != 1:
                return None
            for member in among:
                last = member.last('host') if member.is_up() else None
                if member.is_up() and (last is None or last['name'] != hosts[0].name):
                    return None
            return hosts[0]

        return until(settled, seconds, lambda: 'one host; ' + '; '.join(
            f'{member.name}: {member.last("host") if member.is_up() else "down"}'
            for member in among))

    def repair(self):
        """Everything heals and everybody is up."""
        self.context.lan.join_up()
        for member in self.members:
            member.host.heal()
            member.host.lose(0)
            if not member.is_up():
                member.start(self.room)

    def check(self, seconds=60):
        """Waits until all timelines are equal and hold what was acknowledged; else says why not."""
        problem = ['']

        def agreed():
            problem[0] = self._find_problem()
            return problem[0] is None

        until(agreed, seconds, lambda: problem[0])

    def _find_problem(self):
        histories = {member.name: member.history(self.room) for member in self.members}
        first = histories[self.members[0].name]
        for name, history in histories.items():
            if history != first:
                missing = set(first) - set(history)
                extra = set(history) - set(first)
                return f'{name} lacks {sorted(missing)[:5]} and has besides {sorted(extra)[:5]} ' \
                       f'({len(history)} and {len(first)} messages)'
        ids = Counter(ident for ident, _, _ in first)
        texts = Counter(text for _, _, text in first)
        for text, count in texts.items():
            if count != 1:
                return f'{text} is there {count} times'
        for member in self.members:
            lost = [ident for ident in member.acknowledged() if ids[ident] != 1 and
                    self._is_text(member, ident)]
            if lost:
                return f'{len(lost)} acknowledged messages of {member.name} are lost: {lost[:5]}'
            heard = [text for _, name, text in first if name == member.name]
            if heard != [text for text in member.said if texts[text]]:
                return f'{member.name} said {member.said}, and is heard with {heard}'
        return None

    @staticmethod
    def _is_text(member, ident):
        message = member.cli.find('message', id=ident)
        return message is None or bool(message.get('text'))
