/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-private.h: what the two files of HallRoom share.
 *
 * Private to this folder.
 */

#pragma once

#include "hall-room.h"

G_BEGIN_DECLS

struct _HallRoom
{
  GObject parent_instance;

  HallDirectory *directory;    /* weak */
  char *id;
  char *name;                  /* what is shown, never NULL */
  char *topic;                 /* (nullable) */
  char *draft;                 /* (nullable) */
  char *problem;               /* (nullable) */
  HallPerson *creator;         /* (nullable) */
  HallPerson *host;            /* (nullable) */
  HallMessage *last_message;   /* (nullable) */
  GListStore *members;         /* (element-type HallPerson) */
  HallTimeline *timeline;      /* (nullable): until asked for */
  gint64 last_time;
  guint announced_members;
  guint n_members;
  guint unread;
  HallLock lock;
  HallMembership membership;
  gboolean has_name;
  gboolean announced;
  gboolean ambiguous;
};

gboolean  hall_room_has_name              (HallRoom *self);
gboolean  hall_room_is_live               (HallRoom *self);
char     *hall_room_make_placeholder_name (HallRoom *self);

G_END_DECLS
