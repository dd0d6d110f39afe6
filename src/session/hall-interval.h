/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-interval.h: how often to speak on the network (RFC 3550 §6.3 with our constants).
 *
 * A value embedded in HallAnnouncer; it measures datagram sizes and computes, nothing else.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double mean_size;   /* S, bytes */
} HallInterval;

void   hall_interval_init       (HallInterval *self);
void   hall_interval_measure    (HallInterval *self,
                                 gsize         datagram_size);
/* Td for @n_known people and rooms, ourselves included, each said @copies times at once. */
guint  hall_interval_get_ms     (HallInterval *self,
                                 guint         n_known,
                                 guint         copies);
/* Td · U[0.5, 1.5] / 1.21828; @dice: 0 to 1000. */
guint  hall_interval_vary_ms    (HallInterval *self,
                                 guint         n_known,
                                 guint         copies,
                                 guint         dice);
/* After so long it is to be said again, whatever the interval is by then. */
guint  hall_interval_get_limit_ms (guint       ttl_ms);
/* A whole number of seconds. */
guint  hall_interval_get_ttl_ms (HallInterval *self,
                                 guint         n_known,
                                 guint         copies);

G_END_DECLS
