/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-acks.c: two sets: what waits for a signature, and what waits for a second machine.
 *
 * Owned by HallCliTalk. A message leaves the sets for good when it is on two machines.
 */

#define G_LOG_DOMAIN "hall-cli-acks"

#include "config.h"

#include "hall-cli-acks.h"

struct _HallCliAcks
{
  GHashTable *queued;     /* set of tokens */
  GHashTable *signed_ids; /* id → HallMessageState */
  guint n_stored;         /* of the latter, how many are stored on one machine */
};

/**
 * hall_cli_acks_new:
 *
 * Returns: (transfer full): an empty book
 */
HallCliAcks *
hall_cli_acks_new (void)
{
  HallCliAcks *self = g_new0 (HallCliAcks, 1);

  self->queued = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->signed_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

/**
 * hall_cli_acks_free:
 * @self: (transfer full): a book
 */
void
hall_cli_acks_free (HallCliAcks *self)
{
  g_hash_table_unref (self->queued);
  g_hash_table_unref (self->signed_ids);
  g_free (self);
}

/**
 * hall_cli_acks_note_queued:
 * @self: a book
 * @token: the token of a message of ours in the outbox
 *
 * From now on its signature is waited for.
 */
void
hall_cli_acks_note_queued (HallCliAcks *self,
                           const char  *token)
{
  g_hash_table_add (self->queued, g_strdup (token));
}

static void
forget (HallCliAcks *self,
        const char  *event_id)
{
  gpointer state;

  if (g_hash_table_lookup_extended (self->signed_ids, event_id, NULL, &state) &&
      GPOINTER_TO_INT (state) == HALL_MESSAGE_STATE_STORED)
    self->n_stored--;
  g_hash_table_remove (self->signed_ids, event_id);
}

static void
set_state (HallCliAcks      *self,
           const char       *event_id,
           HallMessageState  state)
{
  g_autofree char *id = g_strdup (event_id);

  forget (self, id);
  if (state == HALL_MESSAGE_STATE_SENT)
    return;
  if (state == HALL_MESSAGE_STATE_STORED)
    self->n_stored++;
  g_hash_table_insert (self->signed_ids, g_steal_pointer (&id), GINT_TO_POINTER (state));
}

/**
 * hall_cli_acks_note_signed:
 * @self: a book
 * @token: (nullable): its token, if it was in the outbox
 * @event_id: its id
 * @state: how far it is
 *
 * From now on its acknowledgement is waited for, unless it is on two machines already.
 */
void
hall_cli_acks_note_signed (HallCliAcks      *self,
                           const char       *token,
                           const char       *event_id,
                           HallMessageState  state)
{
  if (token != NULL)
    g_hash_table_remove (self->queued, token);
  set_state (self, event_id, state);
}

/**
 * hall_cli_acks_note_state:
 * @self: a book
 * @event_id: the id of something of ours
 * @state: how far it is
 *
 * Returns: whether that was waited for
 */
gboolean
hall_cli_acks_note_state (HallCliAcks      *self,
                          const char       *event_id,
                          HallMessageState  state)
{
  if (!g_hash_table_contains (self->signed_ids, event_id))
    return FALSE;

  set_state (self, event_id, state);

  return TRUE;
}

/**
 * hall_cli_acks_count:
 * @self: a book
 * @stored_counts: whether a message that is stored on one machine is acknowledged
 *
 * Returns: how many messages of ours are not acknowledged
 */
guint
hall_cli_acks_count (HallCliAcks *self,
                     gboolean     stored_counts)
{
  return g_hash_table_size (self->queued) + g_hash_table_size (self->signed_ids) -
         (stored_counts ? self->n_stored : 0);
}
