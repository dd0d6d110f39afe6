# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""reader.py: reads the accessibility tree of the desktop it runs on, as a screen reader does.

One JSON question a line on standard input, one JSON answer a line on standard output. It runs in a
process of its own per desktop; desktop.py talks to it.
"""

import json
import sys

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402


def text_of(accessible):
    """The whole text of an accessible that has one."""
    try:
        text = accessible.get_text_iface()
        return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)) if text else ''
    except GLib.Error:
        return ''


def states_of(accessible):
    """The names of its states."""
    return [state.value_nick for state in accessible.get_state_set().get_states()]


def walk(accessible, depth=0):
    """Yields (depth, accessible) for everything below, without the cache's old news."""
    accessible.clear_cache()
    yield depth, accessible
    for index in range(accessible.get_child_count()):
        try:
            child = accessible.get_child_at_index(index)
        except GLib.Error:
            continue
        if child is not None:
            yield from walk(child, depth + 1)


def everything():
    """Everything of every program on this desktop."""
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    for index in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(index)
        if program is None:
            continue
        try:
            yield from walk(program)
        except GLib.Error:
            continue  # it went away while being read


def tree():
    """The whole tree as a list of plain values."""
    nodes = []
    for depth, accessible in everything():
        try:
            nodes.append({
                'depth': depth, 'role': accessible.get_role_name(), 'name': accessible.get_name(),
                'description': accessible.get_description(), 'text': text_of(accessible),
                'states': states_of(accessible),
            })
        except GLib.Error:
            continue
    return nodes


def press(name, role):
    """Does the first action of the first accessible of that name (and role) that has one."""
    for _, accessible in everything():
        try:
            if accessible.get_name() != name or role not in (None, accessible.get_role_name()):
                continue
            action = accessible.get_action_iface()
            if action and Atspi.Action.get_n_actions(action) > 0:
                return Atspi.Action.do_action(action, 0)
        except GLib.Error:
            continue
    return False


def answer(question):
    """Answers one question."""
    if question['op'] == 'tree':
        return tree()
    if question['op'] == 'press':
        return press(question['name'], question['role'])
    raise ValueError(f"unknown question {question['op']}")


def main():
    """Answers until standard input ends."""
    Atspi.init()
    Atspi.set_timeout(5000, 15000)
    for line in sys.stdin:
        try:
            reply = {'value': answer(json.loads(line))}
        except (GLib.Error, ValueError, KeyError) as error:
            reply = {'error': str(error)}
        print(json.dumps(reply), flush=True)


if __name__ == '__main__':
    main()
