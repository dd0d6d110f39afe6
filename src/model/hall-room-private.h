/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-private.h: what the files of HallRoom share.
 *
 * Private to this folder.
 */

#pragma once

#include "hall-held.h"
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
  HallHeld *held;              /* (nullable): until somebody says what it has */
  HallHeld *read;              /* (nullable): until somebody says up to where it has read */
  GListStore *pinned;          /* (element-type HallMessage) */
  HallPerson *person;          /* (nullable): with whom, of a private conversation */
  GHashTable *moderators;      /* (nullable) (element-type HallPerson): set, each owned */
  GListStore *banned_people;   /* (element-type HallPerson) */
  GListStore *typing;          /* (element-type HallPerson) */
  gint64 last_time;
  guint announced_members;
  guint n_members;
  guint unread;
  guint mentions;
  HallNotify notify;
  HallLock lock;
  HallMembership membership;
  HallConnection connection;
  gboolean has_name;
  gboolean announced;
  gboolean ambiguous;
  gboolean reopens;
  gboolean leaving;
  gboolean only_since_joining;
  gboolean standing;
  gboolean moderator;
  gboolean own_room;
  gboolean closed;
  gboolean moderators_invite;
  gboolean banned;
  gboolean removed;
  gboolean has_passphrase;
};

gboolean  hall_room_is_live               (HallRoom *self);
char     *hall_room_make_placeholder_name (HallRoom *self);
void      hall_room_emit_receipts_changed (HallRoom *self);
void      hall_room_emit_roles_changed    (HallRoom *self);

G_END_DECLS
