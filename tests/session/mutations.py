#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""mutations.py: product code that is broken in one line must turn the invariants red.

    mutations.py [--all] [--only NAME] [--count SEEDS] [--jobs N] BUILD

Each entry of mutations.json names a file of src/, one line of it and another in its place ("after":
the first such line behind that text). The file is compiled as the build folder does, with that one
line changed, and test-invariants is linked with it; nothing else is built, and nothing outside a
temporary folder is written. What stays green for all seeds is a hole in the suite, and fails here.
Where "seed" names a story that noticed it before, that one is tried first: only when it does not
notice it any more, because stories became others, all are told until one does.
Without --all only those are tried that the issue names. The output is TAP.
"""

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PROGRAM = 'tests/session/test-invariants'
# For so many stories a hang: they take a few seconds.
TIMEOUT_S = 240
PORTION = 50
FAILURE = re.compile(r'^# seed (\d+): (.*)$', re.M)


def mutate(mutation):
    """The file's text with exactly one line changed."""
    text = (ROOT / mutation['file']).read_text(encoding='utf-8')
    start = 0
    if 'after' in mutation:
        if text.count(mutation['after']) < 1:
            raise ValueError(f'“{mutation["after"]}” is not in {mutation["file"]}')
        start = text.index(mutation['after'])
    lines = text[start:].split('\n')
    places = [number for number, line in enumerate(lines) if line == mutation['old']]
    if not places or ('after' not in mutation and len(places) != 1):
        raise ValueError(f'{mutation["file"]} has {len(places)} lines “{mutation["old"].strip()}”')
    lines[places[0]] = mutation['new']
    return text[:start] + '\n'.join(lines)


def replace_argument(command, option, value):
    command[command.index(option) + 1] = value


class Builder:
    """How the build folder compiles a file and links the program."""

    def __init__(self, build):
        self.build = build
        listed = json.loads((build / 'compile_commands.json').read_text(encoding='utf-8'))
        self.compiling = {(build / entry['file']).resolve(): shlex.split(entry['command'])
                          for entry in listed if '/src/' in str((build / entry['file']).resolve())}
        said = subprocess.run(['ninja', '-C', str(build), '-t', 'commands', PROGRAM], check=True,
                              stdout=subprocess.PIPE, text=True).stdout
        self.linking = shlex.split([line for line in said.split('\n') if line][-1])

    def make(self, mutation, folder):
        """The program with that mutation."""
        source = folder / Path(mutation['file']).name
        source.write_text(mutate(mutation), encoding='utf-8')
        command = list(self.compiling[(ROOT / mutation['file']).resolve()])
        replace_argument(command, '-c', str(source))
        replace_argument(command, '-o', str(folder / 'mutated.o'))
        replace_argument(command, '-MF', str(folder / 'mutated.d'))
        self.run(command)
        command = list(self.linking)
        replace_argument(command, '-o', str(folder / 'mutant'))
        # Before the archive that has the file as it is: the linker takes what it sees first.
        command.insert(command.index('-o') + 2, str(folder / 'mutated.o'))
        self.run(command)
        return folder / 'mutant'

    def run(self, command):
        result = subprocess.run(command, cwd=self.build, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True, check=False)
        if result.returncode != 0:
            raise ValueError(f'{" ".join(command)}\n{result.stdout}')


def tell(program, *options):
    """What is wrong in these stories; None if nothing is."""
    try:
        result = subprocess.run([program, *map(str, options)], stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True, check=False,
                                timeout=TIMEOUT_S)
    except subprocess.TimeoutExpired:
        return f'it hangs, for {TIMEOUT_S} s at least'
    if result.returncode == 0:
        return None
    found = FAILURE.search(result.stdout)
    if found:
        return f'seed {found[1]}: {found[2]}'
    return f'it dies: {result.stdout.strip().splitlines()[-1]}'


def attempt(builder, mutation, count):
    """(whether it was caught, what is to be said about it)"""
    with tempfile.TemporaryDirectory(prefix='hallway-mutation-') as name:
        try:
            program = builder.make(mutation, Path(name))
        except (ValueError, KeyError) as error:
            return False, f'it cannot be made: {error}'
        wrong, remark = None, ''
        if 'seed' in mutation:
            wrong = tell(program, '--seed', mutation['seed'])
            if not wrong:
                remark = f'\nits "seed" is to be changed: {mutation["seed"]} does not notice it'
        for first in range(1, count + 1, PORTION):
            wrong = wrong or tell(program, '--first', first,
                                  '--count', min(PORTION, count + 1 - first))
            if wrong:
                return True, wrong + remark
    return False, f'nothing is wrong in {count} runs'


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--all', action='store_true')
    parser.add_argument('--only')
    parser.add_argument('--count', type=int, default=1000)
    parser.add_argument('--jobs', type=int, default=os.cpu_count() or 1)
    parser.add_argument('build', type=Path)
    options = parser.parse_args()
    mutations = json.loads((HERE / 'mutations.json').read_text(encoding='utf-8'))
    if options.only:
        mutations = [mutation for mutation in mutations if mutation['name'] == options.only]
    elif not options.all:
        mutations = [mutation for mutation in mutations if mutation.get('named')]
    builder = Builder(options.build.resolve())
    failed = 0
    print(f'1..{len(mutations)}', flush=True)
    with ThreadPoolExecutor(options.jobs) as pool:
        outcomes = pool.map(lambda mutation: attempt(builder, mutation, options.count), mutations)
        for number, (mutation, (caught, said)) in enumerate(zip(mutations, outcomes), 1):
            failed += not caught
            print(f'{"ok" if caught else "not ok"} {number} {mutation["name"]}')
            print('\n'.join(f'# {line}' for line in said.splitlines()), flush=True)
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
