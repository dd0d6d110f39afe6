#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""lint.py: the rules of this project that a compiler cannot see.

    lint.py [--tap] [--root DIR] [--build DIR] [CHECK...]
    lint.py --write-potfiles

Every check is a generator of (path, line, message) over the files of the work tree; selftest.py
proves for each that it catches what it is there for. It reads the sources as text: it knows the
project's layout, not C. With --build it also validates the files that the build made in data/.
"""

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# These are found by their names, as those below.
from storefront import check_icons, check_storefront  # pylint: disable=unused-import

FOLDERS = {
    'wire': {'wire'},
    'model': {'model', 'wire'},
    'store': {'store', 'wire'},
    'net': {'net', 'wire'},
    'session': {'session', 'store', 'net', 'model', 'wire'},
    'cli': {'cli', 'session', 'model'},
    'ui': {'ui', 'session', 'model'},
    'main': {'ui'},
}
HIDDEN_FROM_PROGRAMS = {'wire', 'net', 'store'}
LIBRARY_OWNERS = {
    'gtk/': {'ui', 'main'}, 'gdk/': {'ui', 'main'}, 'gsk/': {'ui', 'main'},
    'adwaita.h': {'ui', 'main'}, 'sqlite3.h': {'store'}, 'gnutls/': {'wire', 'net'},
}
SOURCE_ROOTS = ('src', 'tests', 'data', 'po', 'flatpak', '.ci')
TEXT_SUFFIXES = {'.c', '.h', '.py', '.sh', '.ui', '.css', '.xml', '.in', '.build', '.svg', '.md',
                 '.txt', '.1', '.json', '.po', '.service'}
FILE_LINES = 500
FUNCTION_LINES = 80
FUNCTION_LINES_WARN = 60
COLUMNS = 100
SPDX = ('SPDX-FileCopyrightText: 2026 The Hallway developers',
        'SPDX-License-Identifier: GPL-3.0-or-later')
SHOWN_PROPERTIES = {'label', 'title', 'subtitle', 'description', 'tooltip-text', 'tooltip_text',
                    'placeholder-text', 'placeholder_text', 'heading', 'body', 'text'}
KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'g_dngettext:2,3', 'ngettext:1,2',
            'g_dpgettext2:2c,3']


class Tree:
    """The files of a work tree, read once."""

    def __init__(self, root, build=None):
        self.root = Path(root)
        self.build = Path(build) if build else None
        self.texts = {}
        for path in self._walk():
            try:
                self.texts[path] = (self.root / path).read_text(encoding='utf-8')
            except UnicodeDecodeError:
                self.texts[path] = None

    def _walk(self):
        for name in sorted(os.listdir(self.root)):
            if (self.root / name).is_file() and self._is_text(name):
                yield name
        for top in SOURCE_ROOTS:
            for folder, names, files in os.walk(self.root / top):
                names[:] = sorted(n for n in names if n not in ('__pycache__', 'screenshots'))
                for name in sorted(files):
                    path = str((Path(folder) / name).relative_to(self.root))
                    if self._is_text(path):
                        yield path

    @staticmethod
    def _is_text(path):
        return (Path(path).suffix in TEXT_SUFFIXES or path.startswith('.ci/')
                or Path(path).name in ('Makefile', 'LINGUAS'))

    def files(self, *suffixes, under=''):
        for path, text in self.texts.items():
            if path.startswith(under) and (not suffixes or path.endswith(suffixes)):
                if text is not None:
                    yield path, text


def folder_of(path):
    """The folder of the architecture that a path belongs to, or None."""
    parts = Path(path).parts
    if path == 'src/main.c':
        return 'main'
    if len(parts) > 2 and parts[0] == 'src' and parts[1] in FOLDERS:
        return parts[1]
    return None


def without_comments(text):
    """The C text with comments and the inside of strings blanked, line breaks kept."""
    def blank(match):
        found = match.group(0)
        if found[0] == '"':
            return '""'
        return re.sub(r'[^\n]', ' ', found)
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', blank, text, flags=re.S)


def numbered(text):
    return enumerate(text.split('\n'), start=1)


def includes(text):
    for line, content in numbered(text):
        match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', content)
        if match:
            yield line, match.group(1) == '"', match.group(2)


def project_headers(tree):
    return {Path(path).name: path for path, _ in tree.files('.h', under='src/')}


def check_arrows(tree):
    """A folder includes only the folders that its arrows lead to."""
    headers = project_headers(tree)
    for path, text in tree.files('.c', '.h', under='src/'):
        folder = folder_of(path)
        for line, quoted, name in includes(text):
            for library, owners in LIBRARY_OWNERS.items():
                if name.startswith(library) and folder not in owners:
                    yield path, line, f'<{name}> is for {", ".join(sorted(owners))} only'
            if quoted and '/' in name:
                yield path, line, f'"{name}": name the header alone, without a path'
            if folder is None or Path(name).name not in headers:
                continue
            target = folder_of(headers[Path(name).name])
            if target and target not in FOLDERS[folder]:
                yield path, line, f'no arrow leads from {folder} to {target} ("{name}")'


def check_hidden(tree):
    """No header that ui or cli reach may bring in wire, net or store, however indirectly."""
    headers = project_headers(tree)
    for path, _ in tree.files('.c', '.h', under='src/'):
        if folder_of(path) not in ('ui', 'cli', 'main'):
            continue
        pending, seen = [(path, [path])], {path}
        while pending:
            current, chain = pending.pop()
            for line, _, name in includes(tree.texts[current]):
                target = headers.get(Path(name).name)
                if target is None or target in seen:
                    continue
                seen.add(target)
                if folder_of(target) in HIDDEN_FROM_PROGRAMS:
                    yield current, line, f'{target} reaches {path} through {" → ".join(chain)}'
                else:
                    pending.append((target, chain + [target]))


def check_heads(tree):
    """The SPDX lines, then a comment that says what the file is."""
    for path, text in tree.files():
        head = '\n'.join(text.split('\n')[:8])
        if path.endswith(('.c', '.h')):
            start = f'/* {SPDX[0]}\n * {SPDX[1]}\n'
            if not text.startswith(start):
                yield path, 1, 'does not begin with the two SPDX lines'
            elif not re.match(r'(?: \*/\s*/\*| \*\n \*) \S', text[len(start):]):
                yield path, 4, 'no comment after the SPDX lines says what the file is'
            if path.endswith('.h') and '#pragma once' not in text:
                yield path, 1, 'no #pragma once'
        elif path.endswith(('.py', '.sh', '.css', '.ui', '.xml', '.svg', '.build', '.xml.in', '.1',
                            'Makefile')) or path.startswith('.ci/'):
            if not all(line in head for line in SPDX):
                yield path, 1, 'the two SPDX lines are not in its head'
            if path.endswith('.py') and not (ast.get_docstring(ast.parse(text)) or ''):
                yield path, 1, 'no docstring says what the file is'


def check_domains(tree):
    """G_LOG_DOMAIN is the file's name; config.h comes first, the own header last."""
    for path, text in tree.files('.c', under='src/'):
        stem = 'hallway' if path == 'src/main.c' else Path(path).stem
        found = re.search(r'^#define G_LOG_DOMAIN "([^"]*)"', text, flags=re.M)
        if not found or found.group(1) != stem:
            yield path, 1, f'G_LOG_DOMAIN is not "{stem}"'
        names = [name for _, _, name in includes(text)]
        if not names or names[0] != 'config.h':
            yield path, 1, 'config.h is not the first include'
        own = f'{stem}.h'
        if own in names and names[-1] != own:
            yield path, 1, f'the own header "{own}" is not the last include'


def check_layout(tree):
    """Width, tabs, trailing space, length of files."""
    for path, text in tree.files():
        if path.endswith('.po'):
            continue
        is_code = path.endswith(('.c', '.h', '.py', '.sh', '.build', '.css')) \
            or path.startswith('.ci/')
        for line, content in numbered(text):
            if is_code and len(content) > COLUMNS:
                yield path, line, f'{len(content)} columns, {COLUMNS} at most'
            if '\t' in content and not path.endswith('Makefile'):
                yield path, line, 'a tab'
            if content != content.rstrip():
                yield path, line, 'white space at the end of the line'
        if text and not text.endswith('\n'):
            yield path, text.count('\n') + 1, 'no line break at the end of the file'
        if is_code and text.count('\n') > FILE_LINES:
            yield path, 1, f'{text.count(chr(10))} lines, {FILE_LINES} at most: split it'
    for path, text in tree.texts.items():
        if text is None:
            yield path, 1, 'is not UTF-8'


def c_functions(text):
    """(name, first line, number of lines) of each function laid out in the GNU way."""
    lines = without_comments(text).split('\n')
    start = None
    for number, content in enumerate(lines):
        if content == '{' and number and lines[number - 1].rstrip().endswith(')'):
            start = number
        elif content.startswith('}') and start is not None:
            above = start
            while above > 0 and not re.match(r'[A-Za-z_]\w* \(', lines[above]):
                above -= 1
            yield lines[above].split(' (')[0], start + 1, number - start + 1
            start = None


def check_functions(tree):
    """No function is longer than anybody can hold in the head."""
    for path, text in tree.files('.c'):
        for name, line, length in c_functions(text):
            if length > FUNCTION_LINES:
                yield path, line, f'{name} () has {length} lines, {FUNCTION_LINES} at most'
            elif length > FUNCTION_LINES_WARN:
                print(f'# {path}:{line}: warning: {name} () has {length} lines', file=sys.stderr)
    for path, text in tree.files('.py'):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                length = node.end_lineno - node.lineno + 1
                if length > FUNCTION_LINES:
                    yield path, node.lineno, f'{node.name} () has {length} lines'


def check_loops(tree):
    """No nested main loops in product code."""
    for path, text in tree.files('.c', '.h', under='src/'):
        if folder_of(path) in ('cli', 'main'):
            continue
        for line, content in numbered(without_comments(text)):
            if re.search(r'\bg_main_(loop_run|context_iteration)\b', content):
                yield path, line, 'runs a main loop inside the main loop'


def check_sleeps(tree):
    """Nobody waits for luck: wait for a condition."""
    for path, text in tree.files('.c', '.h'):
        for line, content in numbered(without_comments(text)):
            if re.search(r'\b(g_usleep|usleep|sleep|nanosleep|clock_nanosleep)\s*\(', content):
                yield path, line, 'sleeps: wait for a condition instead'
    for path, text in tree.files('.py'):
        parts = ast.parse(text)
        allowed = [range(node.lineno, node.end_lineno + 1) for node in ast.walk(parts)
                   if isinstance(node, ast.FunctionDef)
                   and re.match(r'_*(wait|until|poll)', node.name)]
        for node in ast.walk(parts):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ('time.sleep', 'sleep') \
                    and not any(node.lineno in lines for lines in allowed):
                yield path, node.lineno, 'sleeps outside a wait_, until_ or poll_ function'
    for path, text in tree.files():
        if path.endswith('.sh') or path.startswith('.ci/'):
            for line, content in numbered(text):
                if re.match(r'[^#]*(^|[;&|{]|do|then)\s*sleep\s', content) \
                        and not re.search(r'\b(until|while|for)\b', content):
                    yield path, line, 'sleeps: wait for a condition instead'


def check_skips(tree):
    """A test that cannot run fails; it does not skip itself."""
    pattern = re.compile(r'\bg_test_(skip|incomplete)\b|pytest\.(mark\.)?skip|unittest\.skip'
                         r'|\.skipTest\b|# SKIP\b')
    for path, text in tree.files('.c', '.h', '.py', '.sh', under='tests/'):
        if path.startswith(('tests/lint/', 'tests/tools/')):
            continue
        for line, content in numbered(text):
            if pattern.search(content):
                yield path, line, 'skips a test'


def check_translatable(tree):
    """Every text that a template shows can be translated."""
    for path, text in tree.files('.ui', under='src/'):
        for match in re.finditer(r'<(property|attribute) name="([a-z_-]+)"([^>]*)>([^<]*)<', text):
            _, name, rest, value = match.groups()
            if name in SHOWN_PROPERTIES and re.search(r'[^\W\d_]', value) \
                    and 'translatable="yes"' not in rest:
                line = text.count('\n', 0, match.start()) + 1
                yield path, line, f'"{value.strip()}" is not translatable="yes"'


def has_messages(path, text):
    if path.endswith(('.c', '.h')):
        return re.search(r'(?<![\w])(_|C_|N_|NC_|ngettext|g_dngettext|g_dpgettext2?) ?\(',
                         without_comments(re.sub(r'(?m)^#define .*$', '', text)))
    if path.endswith('.ui'):
        return 'translatable="yes"' in text
    return re.search(r'\.(desktop|metainfo\.xml|gschema\.xml)(\.in)+$', path)


def listed_potfiles(tree):
    return [line for line in tree.texts.get('po/POTFILES.in', '').split('\n')
            if line and not line.startswith('#')]


def needed_potfiles(tree):
    return {path for path, text in tree.files() if path.startswith(('src/', 'data/'))
            and has_messages(path, text)}


def write_potfiles(tree):
    """Lists the files with messages; the comments at the head stay."""
    head = [line for line in tree.texts['po/POTFILES.in'].split('\n') if line.startswith('#')]
    (tree.root / 'po/POTFILES.in').write_text(
        '\n'.join(head + sorted(needed_potfiles(tree))) + '\n', encoding='utf-8')


def check_potfiles(tree):
    """po/POTFILES.in lists exactly the files with messages."""
    listed, needed = listed_potfiles(tree), needed_potfiles(tree)
    for path in sorted(needed - set(listed)):
        yield 'po/POTFILES.in', 1, f'lacks {path}'
    for path in sorted(set(listed) - needed):
        yield 'po/POTFILES.in', listed.index(path) + 1, f'{path} is gone or has no messages'
    if listed != sorted(listed) or len(listed) != len(set(listed)):
        yield 'po/POTFILES.in', 1, 'is not sorted, or names a file twice'


def run(*command, **options):
    if shutil.which(command[0]) is None:
        return 127, f'{command[0]} is not installed (tests/tools/setup.sh test)'
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env={**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'C'}, **options)
    return done.returncode, done.stdout.strip()


def check_translations(tree):
    """Each language of po/LINGUAS is complete for the messages as they are in the sources now."""
    languages = re.sub(r'#.*', '', tree.texts.get('po/LINGUAS', '')).split()
    potfiles = [path for path in listed_potfiles(tree) if path in tree.texts]
    if not languages or not potfiles:
        return
    with tempfile.TemporaryDirectory() as folder:
        template, merged = f'{folder}/hallway.pot', f'{folder}/merged.po'
        code, said = run('xgettext', '--from-code=UTF-8', '--output', template,
                         *[f'--keyword={word}' for word in KEYWORDS], *potfiles, cwd=tree.root)
        if code:
            yield 'po/POTFILES.in', 1, said
            return
        for language in languages:
            path = f'po/{language}.po'
            code, said = run('msgmerge', '--quiet', '--no-fuzzy-matching', '-o', merged,
                             str(tree.root / path), template)
            if code == 0:
                code, said = run('msgfmt', '--check', '--statistics', '-o', '/dev/null', merged)
            if code or 'untranslated' in said or 'fuzzy' in said:
                yield path, 1, f'{said} (make pot shows which)'


def check_data(tree):
    """The desktop file, the metainfo and the settings schema are valid as they are installed."""
    folder = tree.build / 'data' if tree.build else None
    if folder is None or not folder.is_dir():
        return
    for suffix, command in (
            ('.desktop', ['desktop-file-validate']),
            ('.metainfo.xml', ['appstreamcli', 'validate', '--no-net', '--explain'])):
        found = sorted(folder.glob('*' + suffix))
        if len(found) != 1:
            yield 'data/meson.build', 1, f'the build made {len(found)} files *{suffix}, not one'
        for path in found:
            code, said = run(*command, str(path))
            # The project has no home page yet; only newer versions of appstreamcli mind.
            faults = re.findall(r'^[EW]: .*', said, flags=re.M)
            if code and not (faults and all('url-homepage-missing' in line for line in faults)):
                yield str(path), 1, said
    code, said = run('glib-compile-schemas', '--strict', '--dry-run', str(folder))
    if code or said:
        yield 'data/meson.build', 1, said


def check_manual(tree):
    """The manual pages name exactly the options that the built programs name."""
    for page, program in (('data/hallway.1', 'src/hallway'),
                          ('data/hallway-cli.1', 'src/cli/hallway-cli')):
        if tree.build is None:
            continue
        code, said = run(str(tree.build / program), '--help')
        if code:
            yield page, 1, f'{program} --help ended with status {code}: {said}'
            continue
        offered = {option for option in re.findall(r'(?<![\w-])--[a-z][a-z-]+', said)
                   if not option.startswith(('--help', '--gapplication'))}
        text = tree.texts.get(page, '').replace('\\-', '-')
        # What other programs are told.
        text = re.sub(r'(?m)^.*\b(systemctl|journalctl) .*$', '', text)
        written = set(re.findall(r'(?<![\w-])--[a-z][a-z-]+', text)) - {'--help'}
        for option in sorted(offered - written):
            yield page, 1, f'lacks {option}, which {program} --help names'
        for option in sorted(written - offered):
            yield page, 1, f'names {option}, which {program} --help does not'


def check_application_id(tree):
    """The application id is spelled in meson.build alone."""
    found = re.search(r"^application_id = '([^']+)'", tree.texts.get('meson.build', ''), re.M)
    if not found:
        yield 'meson.build', 1, 'sets no application_id'
        return
    for path, text in tree.files():
        if path == 'meson.build' or path.startswith('flatpak/') or path.endswith('.md'):
            continue
        for line, content in numbered(text):
            if found.group(1) in content:
                yield path, line, 'spells the application id: use HALL_APPLICATION_ID, ' \
                    '@APPLICATION_ID@ or $HALLWAY_APPLICATION_ID'


def check_shell(tree):
    """Shell scripts pass shellcheck."""
    scripts = [path for path, text in tree.files() if path.endswith('.sh')
               or re.match(r'#!(/usr)?/bin/(env )?(ba)?sh', text)]
    if scripts:
        code, said = run('shellcheck', '--format=gcc', *scripts, cwd=tree.root)
        if code:
            yield scripts[0], 1, said


def check_test_list(tree):
    """tests/expected-tests.txt is in order, each test once."""
    lines = tree.texts.get('tests/expected-tests.txt', '').split('\n')[:-1]
    names = [line for line in lines if not line.startswith('#')]
    if names != sorted(set(names)):
        yield 'tests/expected-tests.txt', 1, 'is not sorted and unique: make update-test-list'


CHECKS = {name[6:].replace('_', '-'): function for name, function in list(globals().items())
          if name.startswith('check_')}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--tap', action='store_true', help='one TAP line for each check')
    parser.add_argument('--root', default=Path(__file__).resolve().parents[2])
    parser.add_argument('--build', help='the build folder, to validate what it made')
    parser.add_argument('--write-potfiles', action='store_true', help='only po/POTFILES.in')
    parser.add_argument('checks', nargs='*', metavar='CHECK', help=', '.join(CHECKS))
    arguments = parser.parse_args()
    tree = Tree(arguments.root, arguments.build)
    if arguments.write_potfiles:
        return write_potfiles(tree)
    names = arguments.checks or list(CHECKS)
    failed = 0
    if arguments.tap:
        print(f'1..{len(names)}')
    for number, name in enumerate(names, start=1):
        found = list(CHECKS[name](tree))
        failed += bool(found)
        if arguments.tap:
            print(f'{"not " if found else ""}ok {number} /lint/{name}')
        for path, line, message in found:
            for part in message.split('\n'):
                print(f'{"# " if arguments.tap else ""}{path}:{line}: {part}')
    return 1 if failed and not arguments.tap else 0


if __name__ == '__main__':
    sys.exit(main())
