#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""run-tests.py: runs all tests of a build folder and says how many there were.

    run-tests.py [--update] [--suite NAME]... BUILD

The numbers come from what meson logged of this run: each TAP line is a test, each test program
without TAP is one. After a run of everything the names are compared with the committed list
tests/expected-tests.txt, so that a test that silently stops running is a failure too; --update
writes that list instead. The last line is "N passed, N failed", with ", N skipped" where some
were; with CI set in the environment a skipped test counts as failed.
"""

import argparse
import difflib
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIST = Path(__file__).resolve().parents[1] / 'expected-tests.txt'
BEHIND = Path(__file__).resolve().with_name('behind.sh')
LIST_HEAD = ('# SPDX-FileCopyrightText: 2026 The Hallway developers\n'
             '# SPDX-License-Identifier: GPL-3.0-or-later\n'
             '# Every test there is, as "suite/program name". After adding one: '
             'make update-test-list\n')
TAP_LINE = re.compile(r'^\s*(not )?ok\b\s*\d*\s*(?:- )?(.*?)\s*(?:# *(SKIP|TODO)\b.*)?$', re.I)
LOOK_S = 0.5
PASSED, FAILED, SKIPPED = 'passed', 'failed', 'skipped'


def suites(build):
    """The suite of each test program, by the program's name."""
    said = subprocess.run(['meson', 'introspect', '--tests', str(build)], check=True,
                          stdout=subprocess.PIPE, text=True).stdout
    belongs = {}
    for test in json.loads(said):
        if test['name'] in belongs:
            sys.exit(f'two tests are called {test["name"]}')
        belongs[test['name']] = test['suite'][0].split(':')[-1]
    return belongs


def outcomes_of(test, program):
    """(name, outcome) of everything that one test program reported, and of the program itself."""
    found = []
    for line in test.get('stdout', '').split('\n'):
        match = TAP_LINE.match(line)
        if match and match.group(2):
            skip = (match.group(3) or '').upper() == 'SKIP'
            outcome = FAILED if match.group(1) else SKIPPED if skip else PASSED
            # GLib appends the assertion to the name of a test that it failed in.
            name = re.sub(r'^(/\S+) - .*', r'\1', match.group(2))
            found.append((f'{program} {name}', outcome))
    result = test['result']
    if not found:
        outcome = {'OK': PASSED, 'EXPECTEDFAIL': PASSED, 'SKIP': SKIPPED}.get(result, FAILED)
        found.append((program, outcome))
    elif result not in ('OK', 'SKIP') and not any(outcome == FAILED for _, outcome in found):
        found.append((f'{program} ({result.lower()}, status {test["returncode"]})', FAILED))
    return found


def read_outcomes(build, logs):
    """(name, outcome) of all that ran, the programs that ran, and all there are."""
    belongs = suites(build)
    found, ran = [], set()
    for log in logs:
        for line in log.read_text(encoding='utf-8').split('\n'):
            if line:
                test = json.loads(line)
                # "project:suite / name"; newer versions of Meson write "suite - project:name".
                name = test['name'].split(' / ')[-1].split(':')[-1]
                ran.add(name)
                found += outcomes_of(test, f'{belongs.get(name, "?")}/{name}')
    return found, ran, set(belongs)


def meson_test(build, name, more_than_cores, *selection, wrapper=None):
    """The command that runs the selected tests, so many more than there are cores at once; and
    the log it writes, which meson names after the wrapper, too."""
    log = build / f'meson-logs/{name}{f"-{wrapper.name}" if wrapper else ""}.json'
    if wrapper:
        selection = (*selection, '--wrapper', shlex.quote(str(wrapper)))
    log.unlink(missing_ok=True)
    return ['meson', 'test', '-C', str(build), '--no-rebuild', '--print-errorlogs', '--logbase',
            name, '--num-processes', str((os.cpu_count() or 1) + more_than_cores), *selection], log


def wait_and_show(process, said):
    """Prints what the process has said to that file, and goes on until it ends."""
    with open(said, 'rb') as reading:
        ended = False
        while not ended:
            ended = process.poll() is not None  # before the last look
            sys.stdout.buffer.write(reading.read())
            sys.stdout.flush()
            if not ended:
                time.sleep(LOOK_S)


def run_beside(first, beside):
    """Runs both commands at once, and what the second says comes after what the first says; the
    first status that is none of success."""
    with tempfile.NamedTemporaryFile(prefix='hallway-tests-') as said:
        other = subprocess.Popen(beside, stdin=subprocess.DEVNULL, stdout=said,
                                 stderr=subprocess.STDOUT)
        try:
            status = subprocess.run(first, stdin=subprocess.DEVNULL).returncode
            wait_and_show(other, said.name)
        finally:
            if other.poll() is None:
                other.terminate()
                other.wait()
    return status or other.returncode


def run_all(build, chosen):
    """Runs the chosen suites, or all; (first status that is none of success, logs)."""
    if chosen:
        command, log = meson_test(build, 'testlog', 2,
                                  *(word for suite in chosen for word in ('--suite', suite)))
        return subprocess.run(command, stdin=subprocess.DEVNULL).returncode, [log]
    # What is done in namespaces mostly waits for time to pass, and is done when it is time; the
    # rest mostly computes, and does so meanwhile: behind the others, since an input method
    # that has to wait mixes up the keys that are typed. It may take longer, then.
    lan, lan_log = meson_test(build, 'testlog-lan', 5, '--suite', 'lan')
    rest, rest_log = meson_test(build, 'testlog', 3, '--no-suite', 'lan',
                                '--timeout-multiplier', '3', wrapper=BEHIND)
    return run_beside(lan, rest), [lan_log, rest_log]


def compare(names):
    """The difference between the committed list and what ran, as lines; none when equal."""
    listed = [line for line in LIST.read_text(encoding='utf-8').split('\n')
              if line and not line.startswith('#')] if LIST.exists() else []
    return list(difflib.unified_diff(listed, names, 'tests/expected-tests.txt', 'this run',
                                     lineterm='', n=0))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('build', type=Path)
    parser.add_argument('--update', action='store_true', help='write tests/expected-tests.txt')
    parser.add_argument('--suite', action='append', default=[], help='only this suite')
    arguments = parser.parse_args()

    status, logs = run_all(arguments.build, arguments.suite)
    if not all(log.exists() for log in logs):
        print('meson ran no test')
        print('0 passed, 1 failed')
        return 1

    found, ran, known = read_outcomes(arguments.build, logs)
    if not arguments.suite:
        found += [(f'{name} (did not run)', FAILED) for name in sorted(known - ran)]
    names = sorted({name for name, _ in found})
    counts = {outcome: sum(1 for _, other in found if other == outcome)
              for outcome in (PASSED, FAILED, SKIPPED)}
    for outcome in (SKIPPED, FAILED):
        for name, _ in filter(lambda pair: pair[1] == outcome, found):
            print(f'{outcome}: {name}')

    if arguments.update and counts[FAILED] == 0:
        LIST.write_text(LIST_HEAD + ''.join(f'{name}\n' for name in names), encoding='utf-8')
        print(f'{LIST.name}: {len(names)} tests')
    elif not arguments.suite:
        difference = compare(names)
        if difference:
            print('The tests that ran are not those of the committed list '
                  '(if that is meant: make update-test-list):')
            print('\n'.join(difference))
        counts[FAILED if difference else PASSED] += 1
    if os.environ.get('CI'):
        counts[FAILED] += counts.pop(SKIPPED)
    if status != 0 and counts[FAILED] == 0:
        print(f'meson test ended with status {status}')
        counts[FAILED] = 1
    skipped = f', {counts[SKIPPED]} skipped' if counts.get(SKIPPED) else ''
    print(f'{counts[PASSED]} passed, {counts[FAILED]} failed{skipped}')
    return 1 if counts[FAILED] else 0


if __name__ == '__main__':
    sys.exit(main())
