/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session-private.h: what the two halves of the fake share.
 */

#pragma once

#include "hall-key.h"

#include "fake-session.h"

G_BEGIN_DECLS

struct _HallSession
{
  GObject parent_instance;

  HallDirectory *directory;
  HallSettings *settings;
  HallKey *own_key;
  GHashTable *keys;      /* id of a person → HallKey */
  GHashTable *archives;  /* id of a room → GPtrArray of HallEvent, in order */
  gboolean has_name;
  char *network_problem;
  char *failure;         /* (nullable): the next request's error */
  char *last_sent;
  guint n_sent, n_mark_read, n_load_older, n_joins;
};

GPtrArray *fake_session_get_archive (HallSession *self,
                                     HallRoom    *room);

G_END_DECLS
