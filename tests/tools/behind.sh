#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# behind.sh: runs a command that lets all others have the processors first, but never starves.
#
#   behind.sh COMMAND [ARGUMENT...]
#
# Being nice alone is not enough: Linux shares the time among sessions first, see sched(7), and
# meson gives every test a session of its own. The number of a session is changed in /proc.

{ echo 10 > /proc/self/autogroup; } 2> /dev/null
exec nice -n 10 "$@"
