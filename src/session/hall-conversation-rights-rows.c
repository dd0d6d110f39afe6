/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-rights-rows.c: what is hidden, or shown again, on disk becomes so for the
 * timeline, the unread count and the preview.
 *
 * Part of HallConversation. Somebody may have said very much: then that is done in pieces, in the
 * order in which it was asked for, and between them the main loop does what else there is.
 */

#define G_LOG_DOMAIN "hall-conversation-rights-rows"

#include "config.h"

#include <string.h>

#include "hall-conversation-private.h"

#define PIECE_MAX 500
/* The last text is enough; of somebody else there may be one among some. */
#define PREVIEW_TEXTS 10

typedef struct
{
  char **ids;
  guint n_ids;
  guint done;
  gboolean hidden;
  gboolean missing;        /* some that are to be shown have no row */
  gboolean previewed;      /* what the sidebar shows is among them */
} HallChange;

static void
hall_change_free (HallChange *change)
{
  g_strfreev (change->ids);
  g_free (change);
}

static void
preview_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (HallConversation) self = user_data;
  g_autoptr (GPtrArray) events = NULL;

  events = hall_store_list_finish (HALL_STORE (source), result, NULL, NULL);
  if (events == NULL || self->closed)
    return;
  if (self->last_text == NULL)
    hall_room_set_last_message (self->room, NULL);
  for (guint i = 0; i < events->len; i++)
    hall_conversation_note_event (self, g_ptr_array_index (events, i));
  hall_conversation_refresh_last (self);
}

/* The room's last message is hidden, or another one. However much has happened since, it is the
 * last that somebody said. */
void
hall_conversation_refresh_preview (HallConversation *self)
{
  g_clear_pointer (&self->last_text, hall_event_unref);
  hall_store_list_said_async (self->context->store, self->stored->id, PREVIEW_TEXTS,
                              self->context->cancellable, preview_cb, g_object_ref (self));
}

typedef struct
{
  HallConversation *conversation;
  gint64 read_lc;
  char *read_id;
} HallRecount;

static void recount (HallConversation *self);

/**
 * hall_conversation_recount:
 * @self: a conversation
 *
 * Fewer of its messages may be unread than it seems, as the store knows.
 */
void
hall_conversation_recount (HallConversation *self)
{
  if (!self->closed)
    recount (self);
}

static void
count_unread_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  HallRecount *counted = user_data;
  g_autoptr (HallConversation) self = counted->conversation;
  gboolean read_since = self->stored->read_lc != counted->read_lc
                        || g_strcmp0 (self->stored->read_id, counted->read_id) != 0;
  guint unread = 0, mentions = 0;
  gboolean known;

  g_free (counted->read_id);
  g_free (counted);
  known = hall_store_count_unread_mentions_finish (HALL_STORE (source), result, &unread, &mentions,
                                                   NULL);
  self->recounting = FALSE;
  if (self->closed)
    return;
  if (self->recount_again)
    recount (self);
  else if (known && !read_since)
    {
      guint known_mentions = hall_room_get_mentions (self->room);

      unread = MIN (unread, hall_room_get_unread (self->room));
      hall_room_set_unread (self->room, unread);
      g_hash_table_remove_all (self->talk->late_unread);
      hall_room_set_mentions (self->room, MIN (mentions, self->talk->other_heralds
                                                           ? unread : known_mentions));
      self->talk->other_heralds = FALSE;
    }
}

/* It may only have become less: what is shown again is no news. But it may name us now. */
static void
recount (HallConversation *self)
{
  HallRecount *counted;

  self->recount_again = self->recounting;
  if (self->recounting || hall_room_get_unread (self->room) == 0)
    return;
  self->recounting = TRUE;
  counted = g_new0 (HallRecount, 1);
  counted->conversation = g_object_ref (self);
  counted->read_lc = self->stored->read_lc;
  counted->read_id = g_strdup (self->stored->read_id);
  hall_conversation_count_unread (self, count_unread_cb, counted);
}

static void
get_hidden_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (HallConversation) self = user_data;
  g_autoptr (GPtrArray) events = NULL;

  events = hall_store_get_events_finish (HALL_STORE (source), result, NULL);
  for (guint i = 0; events != NULL && i < events->len && !self->closed; i++)
    hall_conversation_discount (self, g_ptr_array_index (events, i));
}

static void
finish_change (HallConversation *self,
               HallChange       *change)
{
  if (change->previewed)
    hall_conversation_refresh_preview (self);
  if (change->missing && change->n_ids <= PIECE_MAX)
    hall_conversation_show_notes (self, (const char *const *) change->ids);
  else if (change->missing)
    {
      hall_conversation_refresh_preview (self);
      hall_conversation_reload (self);
      hall_conversation_check_pins (self);
    }
  if (!change->hidden || hall_room_get_unread (self->room) == 0)
    return;
  if (change->n_ids > PIECE_MAX)
    recount (self);
  else
    hall_store_get_events_async (self->context->store, self->stored->id,
                                 (const char *const *) change->ids, self->context->cancellable,
                                 get_hidden_cb, g_object_ref (self));
}

/* (transfer full): what was deleted stays away, whatever its author had a right to. */
static char **
copy_piece (HallConversation *self,
            HallChange       *change)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint end = MIN (change->done + PIECE_MAX, change->n_ids);

  for (; change->done < end; change->done++)
    if (change->hidden || !hall_conversation_has_deleted (self, change->ids[change->done]))
      g_strv_builder_add (builder, change->ids[change->done]);
  return g_strv_builder_end (builder);
}

/* Returns: whether there is more of it */
static gboolean
do_piece (HallConversation *self,
          HallChange       *change)
{
  HallTimeline *timeline = hall_room_get_timeline (self->room);
  g_auto (GStrv) ids = copy_piece (self, change);

  hall_timeline_set_hidden (timeline, (const char *const *) ids, change->hidden);
  if (change->hidden)
    hall_conversation_hide_notes (self, (const char *const *) ids);
  if (change->hidden && self->last_text != NULL)
    change->previewed |= g_strv_contains ((const char *const *) ids, self->last_text->id);
  for (guint i = 0; !change->hidden && !change->missing && ids[i] != NULL; i++)
    change->missing = hall_timeline_lookup (timeline, ids[i]) == NULL;
  if (change->done < change->n_ids)
    return TRUE;
  finish_change (self, change);
  return FALSE;
}

static void
on_turn (gpointer user_data)
{
  HallConversation *self = user_data;
  HallChange *change = g_queue_peek_head (&self->changes);

  if (self->closed || change == NULL)
    return;
  if (!do_piece (self, change))
    hall_change_free (g_queue_pop_head (&self->changes));
  if (!g_queue_is_empty (&self->changes))
    hall_timer_start (self->changes_timer, 0);
}

/**
 * hall_conversation_change_rows:
 * @self: a conversation
 * @ids: (nullable) (transfer full): of events that are hidden on disk, or not any more
 * @hidden: which of the two
 *
 * Few of them go or come at once, many a bit later.
 */
void
hall_conversation_change_rows (HallConversation *self,
                               char            **ids,
                               gboolean          hidden)
{
  HallChange *change;

  if (ids == NULL || ids[0] == NULL)
    {
      g_strfreev (ids);
      return;
    }
  change = g_new0 (HallChange, 1);
  change->ids = ids;
  change->n_ids = g_strv_length (ids);
  change->hidden = hidden;
  if (g_queue_is_empty (&self->changes) && !do_piece (self, change))
    {
      hall_change_free (change);
      return;
    }
  g_queue_push_tail (&self->changes, change);
  if (!hall_timer_is_running (self->changes_timer))
    hall_timer_start (self->changes_timer, 0);
}

void
hall_conversation_init_rows (HallConversation *self)
{
  g_queue_init (&self->changes);
  self->changes_timer = hall_timer_new (self->context->clock, on_turn, self);
}

void
hall_conversation_clear_rows (HallConversation *self)
{
  g_clear_pointer (&self->changes_timer, hall_timer_free);
  g_queue_clear_full (&self->changes, (GDestroyNotify) hall_change_free);
}
