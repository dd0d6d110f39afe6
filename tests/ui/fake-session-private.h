/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session-private.h: what the files of the fake share.
 */

#pragma once

#include "hall-diagnosis.h"
#include "hall-key.h"
#include "hall-manual-address.h"

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
  gboolean fails_banned; /* it is BANNED, not REFUSED */
  char *last_sent;
  guint n_sent, n_open_at, n_mark_read, n_load_older, n_joins, n_reopens, n_leaves, n_forgets;
  guint n_mark_unread;
  gboolean asleep;

  /* fake-session-people.c */
  GListStore *directs;   /* of HallRoom */
  HallPerson *last_wanted; /* (nullable) */
  HallPresence presence;
  gboolean idle, typing, copied, moved;
  char *passphrase;      /* (nullable) */
  guint n_wanted, n_typing, n_renewals;

  /* fake-session-diagnosis.c */
  HallDiagnosis *diagnosis;
  GListStore *addresses; /* of HallManualAddress */
  guint n_looking, n_repeats;

  /* fake-session-preferences.c */
  guint n_deletions;
  gint64 deleted_before;
};

HallKey   *fake_session_get_key        (HallSession         *self,
                                        HallPerson          *person);
GPtrArray *fake_session_get_archive    (HallSession         *self,
                                        HallRoom            *room);
/* Answers a request in the next turn of the main loop, with a reference to @value. */
void       fake_session_answer         (HallSession         *self,
                                        gpointer             value,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
gboolean   fake_session_finish_boolean (gpointer             self,
                                        GAsyncResult        *result,
                                        GError             **error);

G_END_DECLS
