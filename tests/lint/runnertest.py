#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""runnertest.py: proves that tests/tools/run-tests.py counts what happened and misses nothing.

It is given logs such as meson writes, of runs that went well and of runs that did not.
"""

import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path

PLACE = Path(__file__).resolve().parents[1] / 'tools/run-tests.py'
SPEC = importlib.util.spec_from_file_location('run_tests', PLACE)
RUN = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(RUN)

GOOD = 'TAP version 13\n# random seed: 1\n1..2\n# Start of text tests\nok 1 /text/a\nok 2 /text/b\n'

# (name, result and output of the program, outcomes expected)
RUNS = [
    ('passed', 'OK', GOOD, ['passed', 'passed']),
    ('failed', 'FAIL', 'not ok 1 /text/a\nok 2 /text/b\n1..2\n', ['failed', 'passed']),
    ('skipped', 'SKIP', 'ok 1 /text/a # SKIP no network\n1..1\n', ['skipped']),
    ('dash', 'OK', '1..1\nok 1 - /text/a\n', ['passed']),
    ('crashed-midway', 'ERROR', '1..2\nok 1 /text/a\n', ['passed', 'failed']),
    ('timed-out', 'TIMEOUT', '1..2\nok 1 /text/a\n', ['passed', 'failed']),
    ('failed-after-all', 'FAIL', GOOD, ['passed', 'passed', 'failed']),
    ('silent', 'ERROR', '', ['failed']),
    ('without-tap', 'OK', 'some words\n', ['passed']),
]


def name_is_kept():
    """A test has the same name whether it passes or aborts."""
    test = {'result': 'ERROR', 'returncode': -6,
            'stdout': '1..1\nnot ok /text/a - text:ERROR:../a.c:2:test_a: failed\nBail out!\n'}
    return RUN.outcomes_of(test, 'wire/text') == [('wire/text /text/a', 'failed')]


def logs_are_read():
    """Suites come from meson's list, names in either of its two styles, from each of the logs."""
    with tempfile.TemporaryDirectory() as folder:
        logs = []
        for name in ('hallway:wire / text', 'wire - hallway:words'):
            line = {'name': name, 'result': 'OK', 'stdout': GOOD, 'returncode': 0}
            logs.append(Path(folder, f'{len(logs)}.json'))
            logs[-1].write_text(json.dumps(line) + '\n')
        RUN.suites = lambda _: {'text': 'wire', 'words': 'wire', 'lost': 'net'}
        found, ran, known = RUN.read_outcomes(Path(folder), logs)
        return (known - ran == {'lost'} and len(found) == 4
                and found[0] == ('wire/text /text/a', 'passed')
                and found[3] == ('wire/words /text/b', 'passed'))


def list_is_compared():
    """A test that is not listed, and a listed one that did not run, are both seen."""
    with tempfile.TemporaryDirectory() as folder:
        RUN.LIST = Path(folder, 'list')
        RUN.LIST.write_text('# words\nwire/a\nwire/b\n')
        return (not RUN.compare(['wire/a', 'wire/b'])
                and any(line == '-wire/b' for line in RUN.compare(['wire/a']))
                and any(line == '+wire/c' for line in RUN.compare(['wire/a', 'wire/b', 'wire/c'])))


def both_parts_count():
    """Of two that run at once, one that fails is seen, whichever it is and whichever ends first,
    and what the second says stands whole behind what the first says."""
    part = 'print({words!r}); import time; time.sleep({seconds}); raise SystemExit({status})'

    def outcome_of(first, second):
        code = (f'import importlib.util as u; s = u.spec_from_file_location("r", {str(PLACE)!r}); '
                'r = u.module_from_spec(s); s.loader.exec_module(r); '
                f'raise SystemExit(r.run_beside({first!r}, {second!r}))')
        done = subprocess.run([sys.executable, '-c', code], stdout=subprocess.PIPE, text=True)
        return done.returncode, done.stdout

    def command(words, seconds, status):
        return [sys.executable, '-c', part.format(words=words, seconds=seconds, status=status)]
    return (outcome_of(command('a', 0.2, 0), command('b', 0, 3)) == (3, 'a\nb\n')
            and outcome_of(command('a', 0, 2), command('b', 0.2, 0)) == (2, 'a\nb\n')
            and outcome_of(command('a', 0, 0), command('b', 0.2, 0)) == (0, 'a\nb\n'))


def main():
    results = []
    for name, result, output, expected in RUNS:
        test = {'result': result, 'stdout': output, 'returncode': 1}
        found = [outcome for _, outcome in RUN.outcomes_of(test, 'wire/text')]
        results.append((f'counts/{name}', found == expected))
    results += [('name', name_is_kept()), ('log', logs_are_read()), ('list', list_is_compared()),
                ('beside', both_parts_count())]
    print(f'1..{len(results)}')
    for number, (name, good) in enumerate(results, start=1):
        print(f'{"" if good else "not "}ok {number} /lint/runner/{name}')


if __name__ == '__main__':
    main()
