/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-avahi.h: what Avahi's D-Bus interface calls things, as far as we use it.
 *
 * Shared by HallServiceDirectory, HallServicePublisher and HallServiceBrowser, and by the fake that
 * they are tested against.
 */

#pragma once

#define HALL_AVAHI_NAME "org.freedesktop.Avahi"
#define HALL_AVAHI_PATH "/"
#define HALL_AVAHI_SERVER "org.freedesktop.Avahi.Server"
#define HALL_AVAHI_GROUP "org.freedesktop.Avahi.EntryGroup"
#define HALL_AVAHI_BROWSER "org.freedesktop.Avahi.ServiceBrowser"
#define HALL_AVAHI_COLLISION "org.freedesktop.Avahi.CollisionError"

#define HALL_AVAHI_SERVER_RUNNING 2
#define HALL_AVAHI_GROUP_COLLISION 3

/* Over IPv6 Avahi knows of a computer's IPv4 address only if it is set up to. */
#define HALL_AVAHI_IPV4 0
#define HALL_AVAHI_FLAG_OUR_OWN 16   /* of what is browsed: this connection published it */

#define HALL_SERVICE_TYPE "_hallway._tcp"
#define HALL_SERVICE_DOMAIN "local"
#define HALL_SERVICE_NAME_MAX 63     /* bytes, by RFC 6763 */
