/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-rights-deletes.c: what was deleted, by whom, and whether that was for them to
 * do.
 *
 * Part of HallConversation. A delete and what it is about come in any order, and rights can turn
 * out to be others later on; so all deletes of the room are kept here.
 */

#define G_LOG_DOMAIN "hall-conversation-rights-deletes"

#include "config.h"

#include "hall-conversation-private.h"

typedef struct
{
  char *target;
  HallEvent *event;        /* (nullable) the target, once it is known */
  GHashTable *deletes;     /* id → HallEvent */
  gboolean hidden;
} HallDeletion;

static void
hall_deletion_free (gpointer data)
{
  HallDeletion *deletion = data;

  g_free (deletion->target);
  g_clear_pointer (&deletion->event, hall_event_unref);
  g_hash_table_unref (deletion->deletes);
  g_free (deletion);
}

void
hall_conversation_init_deletions (HallConversation *self)
{
  self->deletions = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, hall_deletion_free);
}

void
hall_conversation_clear_deletions (HallConversation *self)
{
  g_clear_pointer (&self->deletions, g_hash_table_unref);
}

static gboolean
is_deleted (HallConversation *self,
            HallDeletion     *deletion)
{
  GHashTableIter iter;
  gpointer delete;

  g_hash_table_iter_init (&iter, deletion->deletes);
  while (g_hash_table_iter_next (&iter, NULL, &delete))
    if (hall_census_permits (self->census, delete, deletion->event))
      return TRUE;
  return FALSE;
}

static void
set_deleted (HallConversation *self,
             HallDeletion     *deletion,
             gboolean          deleted)
{
  const char *const ids[] = { deletion->target, NULL };

  if (deletion->hidden == deleted)
    return;
  deletion->hidden = deleted;
  hall_conversation_hide (self, ids, HALL_HIDDEN_DELETED, deleted);
}

static void
check (HallConversation *self,
       HallDeletion     *deletion)
{
  set_deleted (self, deletion, is_deleted (self, deletion));
}

void
hall_conversation_check_deletions (HallConversation *self)
{
  GHashTableIter iter;
  gpointer deletion;

  g_hash_table_iter_init (&iter, self->deletions);
  while (g_hash_table_iter_next (&iter, NULL, &deletion))
    check (self, deletion);
}

typedef struct
{
  HallConversation *conversation;
  char *target;
} HallLookup;

static void
get_target_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  HallLookup *lookup = user_data;
  g_autoptr (HallConversation) self = lookup->conversation;
  g_autofree char *target = lookup->target;
  g_autoptr (GPtrArray) events = NULL;
  HallDeletion *deletion;

  g_free (lookup);
  events = hall_store_get_events_finish (HALL_STORE (source), result, NULL);
  if (self->closed)
    return;
  deletion = g_hash_table_lookup (self->deletions, target);
  if (events != NULL && events->len == 1 && deletion != NULL && deletion->event == NULL)
    hall_conversation_meets_deletion (self, g_ptr_array_index (events, 0));
}

static void
look_up (HallConversation *self,
         HallDeletion     *deletion)
{
  const char *const ids[] = { deletion->target, NULL };
  HallLookup *lookup = g_new0 (HallLookup, 1);

  lookup->conversation = g_object_ref (self);
  lookup->target = g_strdup (deletion->target);
  hall_store_get_events_async (self->context->store, self->stored->id, ids,
                               self->context->cancellable, get_target_cb, lookup);
}

static HallDeletion *
ensure_deletion (HallConversation *self,
                 const char       *target)
{
  HallDeletion *deletion = g_hash_table_lookup (self->deletions, target);

  if (deletion != NULL)
    return deletion;
  deletion = g_new0 (HallDeletion, 1);
  deletion->target = g_strdup (target);
  deletion->deletes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                             (GDestroyNotify) hall_event_unref);
  g_hash_table_insert (self->deletions, deletion->target, deletion);
  return deletion;
}

/**
 * hall_conversation_take_delete:
 * @self: a conversation
 * @event: a delete, in any order
 *
 * However many deletes there are of one target, each is judged when it comes; its target is looked
 * for with the first, the second, the fourth and so on, as long as it is not known.
 */
void
hall_conversation_take_delete (HallConversation *self,
                               HallEvent        *event)
{
  HallDeletion *deletion = ensure_deletion (self, event->target);
  guint n_deletes;

  if (g_hash_table_contains (deletion->deletes, event->id))
    return;
  g_hash_table_insert (deletion->deletes, event->id, hall_event_ref (event));
  if (!deletion->hidden && hall_census_permits (self->census, event, deletion->event))
    set_deleted (self, deletion, TRUE);
  n_deletes = g_hash_table_size (deletion->deletes);
  if (deletion->event == NULL && (n_deletes & (n_deletes - 1)) == 0)
    look_up (self, deletion);
}

gboolean
hall_conversation_has_deleted (HallConversation *self,
                               const char       *event_id)
{
  HallDeletion *deletion = g_hash_table_lookup (self->deletions, event_id);

  return deletion != NULL && deletion->hidden;
}

/**
 * hall_conversation_meets_deletion:
 * @self: a conversation
 * @event: that is on disk now
 *
 * Returns: whether it was deleted before it came
 */
gboolean
hall_conversation_meets_deletion (HallConversation *self,
                                  HallEvent        *event)
{
  HallDeletion *deletion = g_hash_table_lookup (self->deletions, event->id);
  const char *const ids[] = { event->id, NULL };
  gboolean deleted;

  if (deletion == NULL)
    return FALSE;
  if (deletion->event == NULL)
    deletion->event = hall_event_ref (event);
  deleted = is_deleted (self, deletion);
  if (deletion->hidden && !deleted)
    set_deleted (self, deletion, FALSE);   /* a control event, that nobody deletes */
  else if (deleted)
    {
      deletion->hidden = TRUE;
      hall_conversation_hide (self, ids, HALL_HIDDEN_DELETED, TRUE);
    }
  return deletion->hidden;
}

static void
list_deletes_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (HallConversation) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;

  events = hall_store_list_deletes_finish (HALL_STORE (source), result, &error);
  if (events == NULL)
    g_debug ("room %s: deletes cannot be read: %s", self->stored->id, error->message);
  for (guint i = 0; events != NULL && i < events->len && !self->closed; i++)
    hall_conversation_take_delete (self, g_ptr_array_index (events, i));
}

void
hall_conversation_load_deletions (HallConversation *self)
{
  hall_store_list_deletes_async (self->context->store, self->stored->id,
                                 self->context->cancellable, list_deletes_cb, g_object_ref (self));
}
