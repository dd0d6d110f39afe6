/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-person-private.h: what the files of HallPerson share.
 *
 * Private to this folder.
 */

#pragma once

#include "hall-person.h"

G_BEGIN_DECLS

/* Characters of the key. */
#define HALL_KEY_TAG_LENGTH 4

struct _HallPerson
{
  GObject parent_instance;

  char *id;
  char *key_tag;
  char *name;               /* what is shown, never NULL */
  char *folded_name;        /* (nullable): the same for comparing, once it was asked for */
  char *initials;
  char *status_text;
  char **addresses;
  char *picture_digest;     /* (nullable) */
  GBytes *picture;          /* (nullable) */
  HallPerson *resembles;    /* (nullable) */
  HallRoom *conversation;   /* (nullable): holds this person in turn; HallDirectory unties them */
  gint64 first_seen;
  gint64 last_seen;
  HallPresence presence;
  HallTrust trust;
  guint color;
  guint tcp_port;
  gboolean has_name;
  gboolean is_self;
  gboolean blocked;
  gboolean tagged;
  gboolean older_version;
  gboolean elsewhere;
};

char *hall_person_make_placeholder_name (HallPerson *self);

G_END_DECLS
