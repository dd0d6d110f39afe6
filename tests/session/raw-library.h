/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* raw-library.h: what a RawPeer has of a room, or says it has: it answers the other side's
 * questions, truly or as the test wants it.
 *
 * Made after the link is ready; freed before the peer.
 */

#pragma once

#include "raw-peer.h"

G_BEGIN_DECLS

typedef struct
{
  RawPeer *peer;
  char *room_id;
  GPtrArray *events;      /* (element-type HallEvent) what it has, and lists truly */
  GPtrArray *strays;      /* (element-type HallEvent) has, and lists under @stray_day */
  gint64 stray_day;
  guint n_fakes;          /* ids of each day that nobody ever made */
  guint n_copies;         /* how often each true id is listed; 0 is once */
  gboolean mute;          /* answers nothing */
  guint n_days_asked;     /* ids of whole days, with the control events */
  guint n_hours_asked;    /* hours of a day */
  guint n_hour_ids_asked;
  guint n_wants;
  guint n_wanted;         /* ids, all wants together */
  GPtrArray *hours;       /* (element-type HallPacket) the answers to questions for hours */
  gulong handler;
} RawLibrary;

RawLibrary *raw_library_new         (RawPeer        *peer,
                                     const char     *room_id);
void        raw_library_free        (RawLibrary     *self);
/* (transfer full) event. */
void        raw_library_add         (RawLibrary     *self,
                                     HallEvent      *event);
/* Says what it has from @from on; a day with fakes or strays, too. */
void        raw_library_say_have    (RawLibrary     *self,
                                     gint64          from);
/* As HallStore counts it: 11 characters. */
char       *raw_library_make_digest (GPtrArray      *events);
/* Says `have` with a single day. @digest: (nullable). */
void        raw_library_promise     (RawLibrary     *self,
                                     gint64          day,
                                     guint           count,
                                     const char     *digest);
void        raw_library_ask_again   (RawLibrary     *self);
/* An id that is no event's. (transfer full) */
char       *raw_library_make_id     (guint           number);

G_END_DECLS
