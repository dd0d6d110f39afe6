/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-announcements-private.h: the table of announcements, for hall-announcements.c, which fills
 * it, and hall-announcements-list.c, which reads it.
 */

#pragma once

#include "hall-announcements.h"
#include "hall-sequence.h"

G_BEGIN_DECLS

typedef struct
{
  HallAnnouncement shown;      /* must be first; points into what follows */
  HallDatagram *datagram;      /* (nullable): the last ROOM; NULL once gone */
  HallDatagram *farewell;      /* (nullable): the ROOMBYE that ended it */
  char *token;                 /* (nullable) of either, made when it is asked for */
  char **addresses;            /* where the host is, as was said with it */
  gint64 heard_us;
  gint64 told_until_us;        /* after this nobody is told of it */
  gboolean told;               /* we did not hear it ourselves */
  char *key;
  char *room;
  char *host;
  HallSequence sequence;
  gint64 deadline_us;
  gint64 gone_us;
  gboolean favored;
  GList link;                  /* in the queue of gone ones */
} HallRecord;

struct _HallAnnouncements
{
  GHashTable *records;         /* key ⇒ record, owned */
  GHashTable *rooms;           /* room id ⇒ GPtrArray of live records, not owned */
  GQueue gone;                 /* of records, first gone first */
  guint n_live;
  HallKnown known;             /* the live ones */
};

/* (element-type HallRecord) (transfer container): a copy, since what is done to them
 * changes the table. */
GPtrArray *hall_announcements_copy_live (HallAnnouncements *self);

G_END_DECLS
