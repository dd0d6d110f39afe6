# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""waiting.py: waits for a condition with a deadline; the one place of the suite that sleeps."""

import time

STEP = 0.05


class TookTooLong(AssertionError):
    """What was waited for did not come."""


def until(condition, seconds, what):
    """Returns the first true value of condition (). @what: a text, or a function that makes one."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            words = what() if callable(what) else what
            raise TookTooLong(f'waited {seconds} s for {words}')
        time.sleep(STEP)


def wait_between_faults(seconds):
    """Lets a fault stand alone for a while. Not for waiting until something has happened."""
    time.sleep(seconds)
