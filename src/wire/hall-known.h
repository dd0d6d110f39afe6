/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-known.h: how many people and announcements of rooms somebody knows, and a digest of which.
 *
 * A value. The digest is the XOR of eight bytes for each of them, so that one more or less costs
 * one step, in whatever order they come. `known` of HELLO is this.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of a digest, and of what a token is made from. */
#define HALL_KNOWN_SIZE 8

typedef struct
{
  guint count;
  guint64 bits;
} HallKnown;

/* The eight bytes of one person, or of one announcement: @host_id announces @room_id. */
guint64  hall_known_of_person (const char      *id);
guint64  hall_known_of_room   (const char      *room_id,
                               const char      *host_id);

void     hall_known_add       (HallKnown       *self,
                               guint64          bits);
void     hall_known_remove    (HallKnown       *self,
                               guint64          bits);
/* 11 characters. (transfer full) */
char    *hall_known_to_text   (const HallKnown *self);

G_END_DECLS
