# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""sandbox.py: runs a test script in namespaces of its own, so that it needs no clean-up.

The script is started again inside new network, mount and process namespaces (for an ordinary user
inside a user namespace as well). When it ends, however it ends, the kernel ends every process it
started and removes every interface it made. Nothing reaches the machine's own network.
"""

import os
import subprocess
import sys

# Set in the environment, it has is_possible() say no, as on a machine without namespaces.
FORBIDDEN = 'HALLWAY_NO_NAMESPACES'
MARK = 'HALLWAY_SANDBOX'


def command():
    """What makes the namespaces."""
    user = [] if os.geteuid() == 0 else ['--user', '--map-root-user']
    return ['unshare', '--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', *user]


def enter():
    """Returns inside the sandbox; outside it replaces this process and does not return."""
    if os.environ.get(MARK):
        return
    environment = dict(os.environ, **{MARK: 'inside'})
    # A shell as process 1 takes in orphans; and some daemons (ibus) end when their parent is 1.
    # And what is on the machine's own system bus (Avahi) is none of our business.
    script = 'test ! -d /run/dbus || mount -t tmpfs none /run/dbus || exit 1; "$@"; exit $?'
    shell = ['sh', '-c', script, 'sh']
    os.execvpe('unshare', [*command(), *shell, sys.executable, *sys.argv], environment)


def is_possible():
    """Whether this machine lets us make network namespaces (never with HALLWAY_NO_NAMESPACES)."""
    if os.environ.get(FORBIDDEN):
        return False
    done = subprocess.run([*command(), 'true'], stderr=subprocess.DEVNULL, check=False)
    return done.returncode == 0
