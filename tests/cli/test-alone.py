#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""hallway-cli by itself: the command line, profiles, streams, and a room with nobody else in it."""

import json
import os
import socket
import subprocess
import sys

sys.path[1:1] = [os.path.join(os.path.dirname(os.path.abspath(__file__)), '../tools')]

import language  # noqa: E402
import running  # noqa: E402
from running import EMPTY, SECONDS, STRICT, free_port, run  # noqa: E402


def test_help_and_version(place):
    """Both go to standard output, with an empty environment and nothing else."""
    status, printed, said = run('--version', env=EMPTY)
    assert status == 0 and said == '' and printed.startswith('hallway-cli '), (printed, said)
    status, printed, said = run('--help', env=EMPTY)
    assert status == 0 and said == '' and 'send ROOM TEXT' in printed, (printed, said)
    assert run('people', '-h')[0] == 0


def test_usage_errors(place):
    """Status 2, a sentence and where to read more on standard error, nothing on the other."""
    rows = [(), ('dance',), ('host',), ('send', 'a'), ('people', 'x'), ('people', '--wait', 'x'),
            ('people', '--port', '0'), ('people', '--nonsense'), ('stats', '--stay'),
            ('leave',), ('forget',), ('reopens', 'a'), ('reopens', 'a', 'maybe'),
            ('host', 'a', '--history', 'none'), ('dm', 'a'), ('trust', 'a', 'maybe'),
            ('ban', 'a'), ('status', 'offline'), ('leave', 'a', '--yes'),
            ('--name', '', 'people'), ('--name', ' \t', 'people'), ('--name', '\u200b', 'people'),
            ('--group', '10.0.0.1', 'people'), ('--group', 'x', 'people'),
            ('--broadcast', '239.1.2.3', 'people'), ('--exclude-interface', 'a/b', 'people'),
            ('--interface', '+eth0', 'people'), ('--peer', 'host:0', 'people')]
    for row in rows:
        status, printed, said = run('--profile', f'{place.folder}/p', *row, env=EMPTY)
        assert status == 2, (row, status, said)
        assert printed == '', (row, printed)
        lines = said.splitlines()
        assert len(lines) == 2 and lines[1] == "Try 'hallway-cli --help'.", (row, said)
    assert not os.path.exists(f'{place.folder}/p'), 'a usage error made a profile'


def test_no_home(place):
    """Without HOME and without a profile's folder the program says what it does not find."""
    env = {**EMPTY, 'XDG_DATA_HOME': f'{place.folder}/data'}
    status, printed, said = run('history', 'lunch', env=env)
    assert status == 1 and printed == '' and '“lunch”' in said, (status, printed, said)
    status, printed, said = run('stats', env=env)
    assert status == 0 and 'datagram-accepted' in printed, (status, printed, said)
    assert os.listdir(place.folder) == [], 'looking made a profile'


def test_profile_variable(place):
    """HALLWAY_PROFILE names the folder as --profile does."""
    env = {**STRICT, 'HALLWAY_PROFILE': f'{place.folder}/var'}
    status, _, said = run('--loopback', '--port', str(place.port), 'people', '--wait', '0', env=env)
    assert status == 0, said
    assert os.path.exists(f'{place.folder}/var/hallway.db')
    assert os.stat(f'{place.folder}/var').st_mode & 0o777 == 0o700


def test_unwritable_folder(place):
    """A folder that cannot be made is named, and so is what to do."""
    with open(f'{place.folder}/file', 'w', encoding='utf-8') as file:
        file.write('x')
    for command in (('people',), ('host', 'a'), ('join', 'a'), ('send', 'a', 'b'), ('leave', 'a'),
                    ('forget', 'a', '--yes'), ('reopens', 'a', 'on')):
        status, printed, said = place.run_json('file/below', *command)
        assert status == 1, (command, status)
        assert f'{place.folder}/file/below' in said and '--profile' in said, said
        assert [(item['event'], item['code']) for item in printed] == [('error', 'folder')], printed


def test_empty_profile(place):
    """Reading from a profile that is not there makes none."""
    for options in ((), ('--json',)):
        status, printed, said = place.run('none', *options, 'history', 'lunch')
        assert status == 1 and 'There is no room named “lunch”.' in said, (status, said)
        assert ('not-found' in printed) == bool(options), printed
    status, printed, _ = place.run_json('none', 'stats')
    assert status == 0 and set(printed[0]['counters'].values()) == {0}, printed
    assert not os.path.exists(f'{place.folder}/none')


def test_hosting_alone(place):
    """Stored here counts, and that is said; the room is the same one the next time."""
    status, printed, said = place.run_json('a', 'host', 'lunch', name='Anna',
                                           stdin='first\n\n  \nsecond\nno line break'.encode())
    assert status == 0, said
    assert said.count('Nobody else is here: stored on this machine only.') == 1, said
    events = [item['event'] for item in printed]
    room = printed[events.index('joined')]['room']
    assert events.count('joined') == events.count('left') == events.count('host') == 1, events
    assert events.count('queued') == events.count('message') == 3, events
    texts = [item['text'] for item in printed if item['event'] == 'message']
    assert texts == ['first', 'second', 'no line break'], texts
    host = printed[events.index('host')]
    assert host['self'] is True and host['name'] == 'Anna' and host['room'] == room, host
    ids = {item['id'] for item in printed if item['event'] == 'message'}
    for ident in ids:
        states = [item['state'] for item in printed
                  if item['event'] == 'state' and item['id'] == ident]
        assert states == ['stored'], states
    assert {item['id'] for item in printed if item['event'] == 'state'} == ids

    status, printed, said = place.run_json('a', 'host', 'lunch', name='Anna', stdin=b'third\n')
    assert status == 0 and [i['room'] for i in printed if i['event'] == 'joined'] == [room], said
    status, printed, said = place.run_json('a', 'history', room)
    assert status == 0, said
    assert [item['text'] for item in printed] == texts + ['third'], printed
    assert all(set(item) == {'event', 'room', 'id', 'author', 'name', 'text', 'time', 'state',
                             'late', 'reply_to', 'edited', 'action', 'pinned', 'mentions_me',
                             'reactions'} and item['room'] == room and item['state'] == 'stored'
               and item['late'] is False for item in printed), printed
    status, printed, _ = place.run_json('a', 'history', 'lunch', '--limit', '1')
    assert [item['text'] for item in printed] == ['third'], printed
    status, printed, _ = place.run('a', 'history', 'lunch')
    assert printed.splitlines()[-1].endswith(': third'), printed


def test_utf8_whatever_the_locale(place):
    """Names, topics, texts and output are UTF-8 under LC_ALL=C and in a Korean EUC locale."""
    for number, env in enumerate(({}, {'LC_ALL': 'C'}, {'LC_ALL': 'ko_KR.EUC-KR'})):
        env = {**STRICT, **env}
        status, printed, said = place.run_json(f'{number}', 'host', '디자인 회의', '--topic', '매주',
                                               name='민아', stdin='안녕하세요 👋\n'.encode(),
                                               env=env)
        assert status == 0, said
        assert [i['name'] for i in printed if i['event'] == 'joined'] == ['디자인 회의'], printed
        assert [i['name'] for i in printed if i['event'] == 'host'] == ['민아'], printed
        status, printed, said = place.run(f'{number}', '--name', '민아', 'history', '디자인 회의',
                                          env=env)
        assert status == 0 and printed.endswith(': 안녕하세요 👋\n'), (printed, said)


def test_text_for_people(place):
    """Lines, not objects; nothing that a terminal obeys; what goes on is on standard error."""
    text = 'one \x1b[31mred\x07 \u202eback\u202c\rend'
    status, printed, said = place.run('a', 'host', 'lunch', name='Anna\x1b[2J', stdin=text.encode())
    assert status == 0, said
    lines = printed.splitlines()
    assert any(line[2] == ':' and ' Anna[2J: one [31mred' in line for line in lines), lines
    assert any(line[5:].startswith(' * Anna[2J') for line in lines), lines
    assert 'You are in “lunch” now.' in said, said
    assert not [c for c in printed + said if c < ' ' and c != '\n' or '\x7f' <= c <= '\x9f'
                or c in '\u202e\u202c'], (printed, said)


def test_bad_lines(place):
    """A line that is no text, or too long, is left out; the rest is sent; the status is 1."""
    stdin = (b'good\n\xff\xfe\nnul\0byte\n' + b'x' * 16385 + b'\n' + b'y' * 200000 + b'\n'
             + b'z' * 16384 + b'\nlast\n')
    status, printed, said = place.run_json('a', 'host', 'lunch', stdin=stdin)
    assert status == 1, said
    texts = [item['text'] for item in printed if item['event'] == 'message']
    assert texts == ['good', 'z' * 16384, 'last'], [text[:20] for text in texts]
    assert [i['code'] for i in printed if i['event'] == 'error'] == ['input'] * 4, printed
    assert said.count('is left out') == 4, said


def test_closed_descriptors(place):
    """Without standard input there is nothing to send; without standard error nothing to say."""
    for closing in ('<&-', '2>&-', '<&- 2>&-'):
        done = subprocess.run(['/bin/sh', '-c', f'exec "$@" {closing}', 'sh', running.PROGRAM,
                               *place.options('a', 'Anna'), '--json', 'host', 'lunch'],
                              env=STRICT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=SECONDS, check=False)
        assert done.returncode == 0, (closing, done)
        assert b'"joined"' in done.stdout and b'"left"' in done.stdout, (closing, done)


def test_reader_goes_away(place):
    """Somebody who closes the pipe has read enough: no complaint, and a clean end."""
    lines = ''.join(f'line {n} {"x" * 4000}\n' for n in range(30))
    assert place.run('a', 'host', 'lunch', name='Anna', stdin=lines.encode())[0] == 0
    program = [running.PROGRAM, *place.options('a'), '--json']
    done = subprocess.run(['/bin/sh', '-c', '"$@" | head -n 1', 'sh', *program, 'history', 'lunch'],
                          env={**STRICT, 'PATH': os.environ['PATH']}, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=SECONDS, check=False)
    assert json.loads(done.stdout)['event'] == 'message' and done.stderr == b'', done

    with subprocess.Popen([*program, 'host', 'lunch', '--stay'], env=STRICT, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as host:
        assert b'"joined"' in host.stdout.readline()
        host.stdout.close()
        host.stdin.write(b'into the void\n')
        host.stdin.flush()
        said = host.stderr.read().decode('utf-8')
        assert host.wait(SECONDS) == 0, said
        assert 'Standard output' not in said, said


def test_full_disk_for_output(place):
    """What cannot be written is a failure that is told, not a silent success."""
    with open('/dev/full', 'wb') as full:
        done = subprocess.run([running.PROGRAM, '--help'], stdout=full, stderr=subprocess.PIPE,
                              env=STRICT, check=False)
    assert done.returncode == 1 and b'Standard output cannot be written' in done.stderr, done


def test_debug(place):
    """--debug speaks on standard error only; objects stay objects."""
    status, printed, said = place.run_json('a', '--debug', 'people', '--wait', '0.1')
    assert status == 0 and 'hall-' in said, said
    assert printed == [], printed


def test_taken_tcp_port(place):
    """A TCP port that somebody else has is named."""
    port = free_port(socket.SOCK_STREAM)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as other:
        other.bind(('0.0.0.0', port))
        other.listen()
        status, printed, said = place.run_json('a', '--tcp-port', str(port), 'host', 'lunch')
    assert status == 1 and str(port) in said, (status, printed, said)
    assert [i['code'] for i in printed] == ['network'], printed


def own_room(place):
    """A room of profile a with two messages in it, in which nobody else ever was; its id."""
    status, printed, said = place.run_json('a', 'host', 'lunch', name='Anna', stdin=b'one\ntwo')
    assert status == 0, said
    return [item['room'] for item in printed if item['event'] == 'joined'][0]


def test_leave(place):
    """A room that is left is none of one's rooms any more; its history is still there."""
    room = own_room(place)
    status, printed, said = place.run_json('a', 'leave', 'lunch', '--wait', '0.1')
    assert status == 0 and printed == [{'event': 'left', 'room': room}], (printed, said)
    status, printed, said = place.run('a', 'rooms', '--wait', '0')
    assert room not in printed, printed
    status, printed, said = place.run_json('a', 'history', room)
    assert status == 0 and [item['text'] for item in printed] == ['one', 'two'], (printed, said)
    status, printed, said = place.run_json('a', 'leave', room)
    assert status == 1 and [item['code'] for item in printed] == ['not-found'], (printed, said)


def test_forget(place):
    """Without a terminal it must be meant; then nothing is left. What there is not fails."""
    room = own_room(place)
    status, printed, said = place.run_json('a', 'forget', 'lunch', stdin=b'y\n')
    assert status == 2 and '--yes' in said and printed == [], (printed, said)
    assert place.run('a', 'history', room)[0] == 0
    status, printed, said = place.run_json('a', 'forget', 'dinner', '--yes')
    assert status == 1 and [item['code'] for item in printed] == ['not-found'], (printed, said)
    status, printed, said = place.run_json('a', 'forget', 'lunch', '--yes')
    assert status == 0 and printed == [{'event': 'forgotten', 'room': room}], (printed, said)
    status, printed, said = place.run_json('a', 'history', room)
    assert status == 1 and [item['code'] for item in printed] == ['not-found'], (printed, said)


def translated(place, number, words):
    """An environment whose language has other words for an answer."""
    folder = f'{place.folder}/locale-{number}/xx/LC_MESSAGES'
    os.makedirs(folder)
    entries = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n']
    entries += [f'msgctxt "answer"\nmsgid "{word}"\nmsgstr "{other}"\n'
                for word, other in words.items()]
    subprocess.run(['msgfmt', '-o', f'{folder}/hallway.mo', '-'], check=True,
                   input='\n'.join(entries).encode())
    return {**running.STRICT, **language.hear(place.folder),
            'LANGUAGE': 'xx', 'HALLWAY_LOCALE_DIR': f'{place.folder}/locale-{number}'}


def test_forget_asks(place):
    """On a terminal it asks, and anything but yes means no."""
    room = own_room(place)
    for answer in (b'\n', b'n\n', b'yesterday\n', b'\x04'):
        status, said = place.ask('a', 'forget', 'lunch', answer=answer)
        assert status == 1 and 'Forget “lunch”?' in said and 'Nothing' in said, (answer, said)
        assert place.run('a', 'history', room)[0] == 0, answer
    status, said = place.ask('a', 'forget', 'lunch', answer=b'Y\n')
    assert status == 0 and '“lunch” is forgotten.' in said, said
    assert place.run('a', 'history', room)[0] == 1


def test_yes_in_another_language(place):
    """The letters are those of the language; "y" goes everywhere, but where it says no."""
    room = own_room(place)
    for number, (yes, no, answer, forgotten) in enumerate(
            (('j', 'N', 'JA', True), ('예', '아니요', '예', True), ('j', 'N', 'y', True),
             ('t', 'Y', 'y', False))):
        env = translated(place, number, {'y': yes, 'N': no, 'yes': 'ja'})
        status, said = place.ask('a', 'forget', room, answer=answer.encode() + b'\n', env=env,
                                 letters=f'[{yes}/{no}] '.encode())
        assert status == (0 if forgotten else 1), (yes, no, answer, said)
        assert place.run('a', 'history', room)[0] == (1 if forgotten else 0), said
        room = own_room(place) if forgotten else room


def test_reopens(place):
    """The switch is kept, and nothing else happens."""
    room = own_room(place)
    for word, value in (('off', False), ('on', True)):
        status, printed, said = place.run_json('a', 'reopens', 'lunch', word)
        assert status == 0, said
        assert printed == [{'event': 'reopens', 'room': room, 'on': value}], printed
    status, printed, said = place.run_json('a', 'reopens', 'dinner', 'on')
    assert status == 1 and [item['code'] for item in printed] == ['not-found'], (printed, said)


def test_stop_while_waiting(place):
    """SIGTERM and SIGINT end a program that waits for a room, or listens, at once and cleanly."""
    for command in (('join', 'nowhere'), ('people', '--wait', '3600'), ('host', 'lunch', '--stay')):
        program = place.start('a', '--debug', *command)
        program.wait_said('Listening on TCP port')
        assert program.terminate() == 0, (command, program.said)


if __name__ == '__main__':
    running.main()
