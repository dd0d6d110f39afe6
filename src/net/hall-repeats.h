/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-repeats.h: the last datagrams that were found to be well signed, so that the same bytes need
 * not be verified again.
 *
 * Private to net/; HallBeacon's. What goes out by multicast and by broadcast arrives twice. It
 * forgets the oldest and what is some seconds old, and never grows beyond its size.
 */

#pragma once

#include "hall-datagram.h"

G_BEGIN_DECLS

#define HALL_REPEATS_MAX 512
#define HALL_REPEATS_SECONDS 10

typedef struct _HallRepeats HallRepeats;

HallRepeats  *hall_repeats_new    (void);
void          hall_repeats_free   (HallRepeats  *self);
/* (transfer none) (nullable): what exactly these bytes were. @now: monotonic, us. */
HallDatagram *hall_repeats_lookup (HallRepeats  *self,
                                   gconstpointer data,
                                   gsize         length,
                                   gint64        now);
/* @datagram: verified. */
void          hall_repeats_add    (HallRepeats  *self,
                                   gconstpointer data,
                                   gsize         length,
                                   HallDatagram *datagram,
                                   gint64        now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallRepeats, hall_repeats_free)

G_END_DECLS
