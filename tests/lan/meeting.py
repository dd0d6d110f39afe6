# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""meeting.py: two or three people on some network see each other and chat; how long that took.

Seconds are printed as comments of TAP. They decide nothing: the deadline is laxer than what is
wanted, which is 5 s.
"""

import time

from waiting import until

WANTED = 5
DEADLINE = 15


def tell(what, seconds):
    """One line for whoever measures."""
    late = '' if seconds <= WANTED else f'  (more than {WANTED} s)'
    print(f'# {seconds:6.2f} s  {what}{late}')


class Meeting:
    """Anna hosts a room on one host; Ben joins it on another one; both stay."""

    def __init__(self, context, anna=1, ben=2, arguments=((), ()), environments=(None, None)):
        self.context = context
        self.places = {'anna': anna, 'ben': ben}
        self.said = 0
        self.anna = context.cli(anna, 'anna', '--name', 'Anna', *arguments[0], 'host', 'den',
                                '--stay', environment=environments[0])
        self.anna.wait('joined')
        self.begin = time.monotonic()
        self.ben = context.cli(ben, 'ben', '--name', 'Ben', *arguments[1], '--wait', '60', 'join',
                               'den', '--stay', environment=environments[1])

    def see(self, deadline=DEADLINE):
        """They see each other and are in the room, a message goes either way."""
        seen = [self.anna.wait('person', deadline, name='Ben')['heard'],
                self.ben.wait('person', deadline, name='Anna')['heard']]
        tell('each sees the other after the start', max(seen) - self.begin)
        self.ben.wait('joined', deadline)
        heard = self.talk(deadline)
        tell('a message went either way in the room after the start', heard - self.begin)
        return self

    def talk(self, deadline=DEADLINE):
        """A message from each, which the other one gets; returns when the later one came."""
        self.said += 1
        pairs = (('Ben', self.ben, self.anna), ('Anna', self.anna, self.ben))
        for name, speaker, _ in pairs:
            speaker.say(f'{name} says {self.said}')
        return max(listener.wait('message', deadline, text=f'{name} says {self.said}')['heard']
                   for name, _, listener in pairs)

    def go_on(self, what, change, deadline=DEADLINE):
        """After @change () they talk on."""
        begin = time.monotonic()
        change()
        tell(f'a message went either way after {what}', self.talk(deadline) - begin)

    def see_again(self, begin):
        """Each sees the other, as far as it was ever gone."""
        def find(cli, name):
            ident = cli.find('person', name=name)['id']
            last = [item for item in cli.events if item['event'] in ('person', 'person-gone')
                    and item['id'] == ident][-1]
            return last if last['event'] == 'person' else None
        both = until(lambda: [find(self.anna, 'Ben'), find(self.ben, 'Anna')]
                     if find(self.anna, 'Ben') and find(self.ben, 'Anna') else None, DEADLINE,
                     lambda: f'each to see the other; {self.anna.events[-8:]}, '
                             f'{self.ben.events[-8:]}')
        tell('each saw the other again', max(begin, *(item['heard'] for item in both)) - begin)

    def write(self, index, profile, name, *arguments, to='Anna', environment=None):
        """Somebody else starts, and writes to one of them privately; it is delivered."""
        begin = time.monotonic()
        text = f'from {name}'
        writer = self.context.cli(index, profile, '--name', name, *arguments, 'dm', to, text,
                                  '--wait', str(2 * DEADLINE), environment=environment)
        writer.wait('state', 2 * DEADLINE, state='sent')
        tell(f'a private message was delivered after its writer started', time.monotonic() - begin)
        until(lambda: writer.process.poll() is not None, 10, 'it to end')
        assert writer.process.poll() == 0, writer.said()
        place = self.places[to.lower()]
        def kept():
            code, items, _ = self.context.ask(place, to.lower(), 'history', name)
            return code == 0 and [item['text'] for item in items if item.get('text')]
        until(kept, 10, f'what {name} wrote to be on the disk of {to}')
        assert kept() == [text], kept()

    def open_room(self, index, profile, name):
        """Somebody else starts and hosts another room; both see it."""
        host = self.context.cli(index, profile, '--name', name, 'host', f'den of {name}', '--stay')
        begin = host.wait('joined')['heard']
        seen = [cli.wait('room', DEADLINE, name=f'den of {name}')['heard']
                for cli in (self.anna, self.ben)]
        tell('both saw a room after it was made', max(seen) - begin)
        return host
