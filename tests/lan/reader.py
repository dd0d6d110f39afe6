# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""reader.py: reads the accessibility tree of the desktop it runs on, as a screen reader does.

One JSON question a line on standard input, one JSON answer a line on standard output. It runs in a
process of its own per desktop; desktop.py talks to it.

It speaks D-Bus itself. libatspi asks for every property of every accessible by a call of its own,
which keeps the program under test busy for most of a second; a program tells all that it has in one
answer as well (GetItems), and then only texts are left to be asked for, all at once. With newer
versions of GTK what is told so can be something that was freed, and the program ends: there
everything is asked for, of all that stand at one depth at once.
"""

import functools
import json
import sys
import time

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

A11Y = 'org.a11y.atspi.'
ACCESSIBLE, ACTION, TEXT = A11Y + 'Accessible', A11Y + 'Action', A11Y + 'Text'
PROPERTIES = 'org.freedesktop.DBus.Properties'
ROOT, CACHE = '/org/a11y/atspi/accessible/root', '/org/a11y/atspi/cache'
COMPONENT = A11Y + 'Component'
APPLICATION = A11Y + 'Application'
LABEL, FRAME = int(Atspi.Role.LABEL), int(Atspi.Role.FRAME)
LIST_ITEM = int(Atspi.Role.LIST_ITEM)
WINDOW_COORDINATES = GLib.Variant('(u)', (int(Atspi.CoordType.WINDOW),))
PATIENCE = 5000  # ms for one call
TELLS_ALL = (4, 18)  # the last GTK that is asked for all at once
FRESH_S = 1.0    # how long what was read is believed while nothing else is told
ROUNDS = 30      # what was never shown is told only after its parent was asked for it


class Vanished(Exception):
    """Something went away while it was being read."""


class Bus:
    """The accessibility bus of this desktop."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        [address] = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress',
                                      None, None, Gio.DBusCallFlags.NONE, -1, None).unpack()
        flags = (Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
                 Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self.programs = {}
        self.connection = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)

    def gather(self, calls, unpack=lambda answer: answer.unpack()):
        """The answers to many calls, each (name, path, interface, method, arguments or None);
        None where there is none. All are asked before the first answer is awaited."""
        answers = [None] * len(calls)
        left = [len(calls)]

        def on_answer(connection, result, index):
            left[0] -= 1
            try:
                answers[index] = unpack(connection.call_finish(result))
            except GLib.Error:
                pass  # it went away
        for index, (name, path, interface, method, arguments) in enumerate(calls):
            self.connection.call(name, path, interface, method, arguments, None,
                                 Gio.DBusCallFlags.NONE, PATIENCE, None, on_answer, index)
        while left[0]:
            GLib.MainContext.default().iteration(True)
        return answers

    def call(self, *call):
        """One answer; Vanished without."""
        [answer] = self.gather([call])
        if answer is None:
            raise Vanished(call[3])
        return answer

    def children(self, name, path):
        """The (name, path) of all children, in order."""
        return self.call(name, path, ACCESSIBLE, 'GetChildren', None)[0]

    def get(self, name, path, interface, prop):
        """The call that asks for a property."""
        return (name, path, PROPERTIES, 'Get', GLib.Variant('(ss)', (interface, prop)))


@functools.lru_cache(maxsize=None)
def role_name(role):
    """The name of a role; that of a button was another one once."""
    name = Atspi.role_get_name(Atspi.Role(role))
    return 'push button' if name == 'button' else name


@functools.lru_cache(maxsize=None)
def state_names(low, high):
    """The names of a set of states."""
    bits = low | high << 32
    return [Atspi.StateType(bit).value_nick for bit in range(64) if bits >> bit & 1]


class Item:
    """One accessible as its program tells it."""

    def __init__(self, told):
        (self.bus_name, self.path), _, (_, self.parent), self.index, self.n_children = told[:5]
        self.interfaces, self.name, self.role, self.description, self.states = told[5:]
        self.depth = 0
        self.text = ''

    def to_json(self):
        """As desktop.py wants it."""
        return {
            'depth': self.depth, 'role': role_name(self.role), 'name': self.name,
            'description': self.description, 'text': self.text, 'states': state_names(*self.states),
        }


class Program:
    """What one program has on the screen."""

    def __init__(self, bus, name):
        self.bus = bus
        self.name = name
        self.told = None
        self.found = None  # what was read, as long as nothing else is told
        self.found_at = 0.0
        self.items = {}
        self.below = {}
        self.asked = {}
        self.children = {}
        self.version = None

    def _tells_all(self):
        """Whether its GTK can be asked for all at once."""
        if self.version is None:
            [version] = self.bus.call(*self.bus.get(self.name, ROOT, APPLICATION, 'Version'))
            self.version = tuple(map(int, version.split('.')[:2]))
        return self.version <= TELLS_ALL

    def _ask_for(self, places):
        """All there is to know of each (path, parent, index), and its children as such."""
        told, below = [], []
        answers = iter(self.bus.gather([call for path, _, _ in places for call in (
            *((self.name, path, ACCESSIBLE, method, None)
              for method in ('GetChildren', 'GetInterfaces', 'GetRole', 'GetState')),
            *(self.bus.get(self.name, path, ACCESSIBLE, prop)
              for prop in ('Name', 'Description')))]))
        for path, parent, index in places:
            known = [next(answers) for _ in range(6)]
            if None in known:
                continue  # it went away
            [children], [interfaces], [role], [states], [name], [description] = known
            below += [(child, path, number) for number, (_, child) in enumerate(children)]
            told.append(((self.name, path), None, (None, parent), index, len(children),
                         interfaces, name, role, description, states))
        return told, below

    def _ask_for_all(self):
        """What GetItems tells, without what nothing leads to."""
        found, places = [], [(ROOT, None, -1)]
        while places:
            told, places = self._ask_for(places)
            found += told
        return found

    def _learn(self):
        """Has all told; whether that is something else than the last time."""
        if self._tells_all():
            [told] = self.bus.gather([(self.name, CACHE, A11Y + 'Cache', 'GetItems', None)],
                                     unpack=lambda answer: answer)
            if told is None:
                raise Vanished('GetItems')
            same = self.told is not None and told.equal(self.told)
        else:
            told = self._ask_for_all()
            same = told == self.told
        if same:
            return False
        self.told = told
        self.items = {item.path: item for item in
                      map(Item, told if isinstance(told, list) else told.unpack()[0])}
        self.below = {}
        for item in sorted(self.items.values(), key=lambda item: item.index):
            self.below.setdefault(item.parent, []).append(item)
        return True

    def _told_children(self, path):
        """The paths of its children, if it is told which they are. What is hidden now is told,
        too: then they have to be asked for."""
        known = self.below.get(path, [])
        if path in self.items and \
                [child.index for child in known] == list(range(self.items[path].n_children)):
            return [child.path for child in known]
        return self.asked.get(path)

    def _ask_children(self, paths):
        """Asks all of these at once for their children."""
        told = self.bus.gather([(self.name, path, ACCESSIBLE, 'GetChildren', None)
                                for path in paths])
        for path, children in zip(paths, told):
            if children is None and path in self.items:
                raise Vanished('GetChildren')
            self.asked[path] = [child for _, child in children[0]] if children else []

    def _find_children(self):
        """Who is below whom; the paths of those that are not told yet. It goes down level by level,
        also below such: a round for each level would have everything told anew."""
        self.children, missing, level = {}, [], [ROOT]
        while level:
            self._ask_children([path for path in level if self._told_children(path) is None])
            self.children.update((path, self._told_children(path)) for path in level)
            missing += [path for path in level if path not in self.items]
            level = [child for path in level for child in self.children[path]
                     if child not in self.children]
        return missing

    def _walk(self, path, depth):
        item = self.items.get(path)
        if item is not None:
            item.depth = depth
            yield item
            for child in self.children[path]:
                yield from self._walk(child, depth + 1)

    def read(self):
        """Every accessible of it, in order. Who waits for something reads again and again what
        stays as it is: taking that apart anew each time would cost more than all else. Once in a
        while it is done: not all that changes is told by itself."""
        before, now = None, time.monotonic()
        for number in range(ROUNDS):
            changed = self._learn()
            if number == 0 and not changed and self.found is not None and \
                    now < self.found_at + FRESH_S:
                return self.found
            self.found = None
            if number % 2 == 0:
                self.asked = {}  # the round after it may go by it, but no later one
            missing = self._find_children()
            if not missing or missing == before:
                break
            before = missing
        found = list(self._walk(ROOT, 0))
        self.found, self.found_at = None if missing else found, now
        return found


def everything(bus):
    """Everything of every program on this desktop."""
    found, known = [], bus.programs
    bus.programs = {name: known.get(name) or Program(bus, name)
                    for name, _ in bus.children(A11Y + 'Registry', ROOT)}
    for program in bus.programs.values():
        try:
            found += program.read()
        except Vanished:
            continue  # it went away while being read
    return found


def add_texts(bus, items):
    """Asks for the texts of those that have one, but of labels: those are named what they say."""
    items = [item for item in items if TEXT in item.interfaces and item.role != LABEL]
    for item in items:
        item.text = ''
    lengths = bus.gather([bus.get(item.bus_name, item.path, TEXT, 'CharacterCount')
                          for item in items])
    filled = [(item, length[0]) for item, length in zip(items, lengths) if length and length[0]]
    texts = bus.gather([(item.bus_name, item.path, TEXT, 'GetText', GLib.Variant('(ii)', (0, n)))
                        for item, n in filled])
    for (item, _), text in zip(filled, texts):
        item.text = text[0] if text else ''


def tree(bus, with_text):
    """The whole tree as a list of plain values."""
    items = everything(bus)
    if with_text:
        add_texts(bus, items)
    return [item.to_json() for item in items]


def plain_name(name):
    """What newer versions of GTK call what older ones call by its label twice: "_Quit Quit"."""
    for index, letter in enumerate(name):
        if letter == ' ' and name[:index].replace('_', '') == name[index + 1:]:
            return name[index + 1:]
    return name


def press(bus, name, role):
    """Does the first action of the first accessible of that name (and role) that has one. A plain
    name may be another one's, too: then the newest window comes first, and neither a row nor a
    label is meant, which have always been called so."""
    items, windows = [], 0
    for item in everything(bus):
        windows += item.depth == 1
        if ACTION in item.interfaces and role in (None, role_name(item.role)):
            items.append((-windows, item))
    plain = [entry for entry in sorted(items, key=lambda entry: entry[0])
             if entry[1].role not in (LIST_ITEM, LABEL)]
    for called, entries in ((name, items), (plain_name(name), plain)):
        for _, item in entries:
            if item.name != called:
                continue
            [count] = bus.gather([bus.get(item.bus_name, item.path, ACTION, 'NActions')])
            if count and count[0] > 0:
                return bus.call(item.bus_name, item.path, ACTION, 'DoAction',
                                GLib.Variant('(i)', (0,)))[0]
    return False


def places(bus, role):
    """Name and [x, y, width, height], in its window, of everything of that role."""
    items = [item for item in everything(bus) if role_name(item.role) == role]
    told = bus.gather([(item.bus_name, item.path, COMPONENT, 'GetExtents', WINDOW_COORDINATES)
                       for item in items])
    return [(item.name, list(place[0])) for item, place in zip(items, told) if place]


def is_ready(bus):
    """Whether the newest window of some program has the keyboard; also without any window.

    A window of libadwaita's that is no main window never says so: then no other one may have it.
    Neither is it ready while a program is too busy to answer."""
    try:
        tops = [bus.children(name, ROOT) for name, _ in bus.children(A11Y + 'Registry', ROOT)]
    except Vanished:
        return False
    windows = [window for windows in tops for window in windows]
    newest = [windows[-1] for windows in tops if windows]
    told = bus.gather([(*window, ACCESSIBLE, 'GetState', None) for window in windows])
    active = [window for window, states in zip(windows, told)
              if states and 'active' in state_names(*states[0])]
    if active or not windows:
        return not windows or any(window in newest for window in active)
    roles = bus.gather([(*window, ACCESSIBLE, 'GetRole', None) for window in newest])
    return any(role and role[0] != FRAME for role in roles)


def told_at_once(bus):
    """How much each program tells when asked for all it has, as a screen reader does that is
    started later; None where it does not answer."""
    told = bus.gather([(name, CACHE, A11Y + 'Cache', 'GetItems', None)
                       for name, _ in bus.children(A11Y + 'Registry', ROOT)])
    return [items and len(items[0]) for items in told]


def answer(bus, question):
    """Answers one question."""
    if question['op'] == 'tree':
        return tree(bus, question.get('text', True))
    if question['op'] == 'ready':
        return is_ready(bus)
    if question['op'] == 'press':
        return press(bus, question['name'], question['role'])
    if question['op'] == 'told-at-once':
        return told_at_once(bus)
    if question['op'] == 'places':
        return places(bus, question['role'])
    raise ValueError(f"unknown question {question['op']}")


def main():
    """Answers until standard input ends."""
    bus = Bus()
    for line in sys.stdin:
        try:
            reply = {'value': answer(bus, json.loads(line))}
        except (Vanished, ValueError, KeyError) as error:
            reply = {'error': str(error)}
        print(json.dumps(reply), flush=True)


if __name__ == '__main__':
    main()
