# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""portal.py: the part of a desktop that the background portal asks, played by a mock.

The portal itself is the real one. xdg-desktop-portal-gtk has no such part; GNOME's and KDE's need
their whole desktop.
"""

import os

from desktop import SYSTEM_PYTHON
from waiting import until

NAME = 'org.freedesktop.impl.portal.desktop.played'
INTERFACE = 'org.freedesktop.impl.portal.Background'
INSTALLED = '/usr/share/xdg-desktop-portal/portals/gtk.portal'


def write_portals(folder):
    """A folder for XDG_DESKTOP_PORTAL_DIR that names the real parts and this one."""
    os.makedirs(folder)
    os.symlink(INSTALLED, f'{folder}/gtk.portal')
    with open(f'{folder}/played.portal', 'w', encoding='ascii') as file:
        file.write(f'[portal]\nDBusName={NAME}\nInterfaces={INTERFACE};\nUseIn=gnome\n')


def start_background(person):
    """Allows everything, and writes down what was asked for."""
    person.desktop.start('background', [SYSTEM_PYTHON, '-m', 'dbusmock', '--session', NAME,
                                        '/org/freedesktop/portal/desktop', INTERFACE])
    until(lambda: NAME in person.desktop.run(
        'dbus-send', '--session', '--print-reply', '--dest=org.freedesktop.DBus',
        '/org/freedesktop/DBus', 'org.freedesktop.DBus.ListNames'), 10, 'the played portal')
    for method, takes, gives, code in (('GetAppState', '', 'a{sv}', 'ret = {}'),
                                       ('NotifyBackground', 'oss', 'ua{sv}', 'ret = (0, {})'),
                                       ('EnableAutostart', 'sbasu', 'b', 'ret = True')):
        person.desktop.run('gdbus', 'call', '--session', '--dest', NAME, '--object-path',
                           '/org/freedesktop/portal/desktop', '--method',
                           'org.freedesktop.DBus.Mock.AddMethod', INTERFACE, method, takes, gives,
                           code)


def asked_for(person):
    """What the portal passed on about starting at login, one line each."""
    with open(f'{person.desktop.folder}/background.log', encoding='utf-8') as log:
        return [line for line in log if 'EnableAutostart' in line]
