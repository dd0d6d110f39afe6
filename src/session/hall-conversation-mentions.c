/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-mentions.c: what of the unread names us, what is made unread again, and what
 * one wants to be told of.
 *
 * Part of HallConversation. A mention counts as long as its text is unread; an edit changes nothing
 * of that.
 */

#define G_LOG_DOMAIN "hall-conversation-mentions"

#include "config.h"

#include "hall-conversation-private.h"

/* An id after every other. */
#define LAST_ID "_____________________w"

/**
 * hall_conversation_names_us:
 * @self: a conversation
 * @event: a text or an edit
 *
 * Returns: whether it names us, or everybody, said by somebody who is a moderator now
 */
gboolean
hall_conversation_names_us (HallConversation *self,
                            HallEvent        *event)
{
  if (hall_event_mentions (event, self->context->own_id))
    return TRUE;
  return event->mentions_all && self->direct == NULL
         && hall_census_is_moderator (self->census, event->author);
}

void
hall_conversation_count_mention (HallConversation *self,
                                 HallEvent        *event)
{
  if (hall_conversation_names_us (self, event))
    hall_room_set_mentions (self->room, hall_room_get_mentions (self->room) + 1);
}

void
hall_conversation_discount_mention (HallConversation *self,
                                    HallEvent        *event)
{
  guint mentions = hall_room_get_mentions (self->room);

  if (mentions > 0 && hall_conversation_names_us (self, event))
    hall_room_set_mentions (self->room, mentions - 1);
}

/**
 * hall_conversation_count_unread:
 * @self: a conversation
 * @callback: ended by hall_store_count_unread_mentions_finish ()
 * @user_data: for @callback
 *
 * Counts what is unread, and names us by what is known of moderators now.
 */
void
hall_conversation_count_unread (HallConversation    *self,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GPtrArray) heralds = NULL;

  heralds = self->direct == NULL ? hall_census_list_moderators (self->census) : g_ptr_array_new ();
  g_ptr_array_add (heralds, NULL);
  hall_store_count_unread_by_async (self->context->store, self->stored->id, self->context->own_id,
                                    (const char *const *) heralds->pdata,
                                    self->context->cancellable, callback, user_data);
}

/* Whoever is a moderator now may name everybody, others did not name us; whoever it was when they
 * did. What the store said at the start takes everybody for one. */
void
hall_conversation_check_heralds (HallConversation *self)
{
  HallTalk *talk = self->talk;
  g_autoptr (GPtrArray) heralds = NULL;
  g_autofree char *joined = NULL;

  heralds = self->direct == NULL ? hall_census_list_moderators (self->census) : g_ptr_array_new ();
  g_ptr_array_add (heralds, NULL);
  joined = g_strjoinv (" ", (char **) heralds->pdata);
  if (g_strcmp0 (joined, talk->heralds) == 0)
    return;
  g_free (talk->heralds);
  talk->heralds = g_steal_pointer (&joined);
  talk->other_heralds = TRUE;
  hall_conversation_recount (self);
}

typedef struct
{
  HallConversation *conversation;
  gint64 read_lc;          /* of which mark it is counted */
} HallCounting;

static void
count_unread_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autofree HallCounting *counting = user_data;
  g_autoptr (HallConversation) self = counting->conversation;
  guint unread = 0, mentions = 0;

  if (!hall_store_count_unread_mentions_finish (HALL_STORE (source), result, &unread, &mentions,
                                                NULL)
      || self->closed || self->stored->read_lc != counting->read_lc)
    return;
  hall_room_set_unread (self->room, unread);
  hall_room_set_mentions (self->room, mentions);
}

/**
 * hall_conversation_mark_unread:
 * @self: a conversation
 * @lc: logical clock of a message, in ms
 * @event_id: its id
 *
 * It, and everything after it, is unread again. What others were told of our reading stays so.
 */
void
hall_conversation_mark_unread (HallConversation *self,
                               gint64            lc,
                               const char       *event_id)
{
  HallCounting *counting;

  if (self->closed || lc <= 0)
    return;
  g_debug ("room %s: unread from %s on", self->stored->id, event_id);
  self->late_lc = 0;
  g_hash_table_remove_all (self->talk->late_unread);
  self->stored->read_lc = lc - 1;
  g_free (self->stored->read_id);
  self->stored->read_id = g_strdup (LAST_ID);
  hall_conversation_save (self);
  hall_conversation_show_unread_mark (self);
  counting = g_new0 (HallCounting, 1);
  counting->conversation = g_object_ref (self);
  counting->read_lc = self->stored->read_lc;
  hall_conversation_count_unread (self, count_unread_cb, counting);
}

/**
 * hall_conversation_mark_last_unread:
 * @self: a conversation
 *
 * Returns: whether somebody else has said something, which is unread now
 */
gboolean
hall_conversation_mark_last_unread (HallConversation *self)
{
  HallEvent *last = self->talk->last_other;

  if (last == NULL)
    return FALSE;
  hall_conversation_mark_unread (self, last->lc, last->id);
  return TRUE;
}

/**
 * hall_conversation_set_notify:
 * @self: a conversation
 * @notify: what one wants to be told of
 */
void
hall_conversation_set_notify (HallConversation *self,
                              HallNotify        notify)
{
  hall_room_set_notify (self->room, notify);
  if (self->stored->notify == (guint) notify)
    return;
  self->stored->notify = (guint) notify;
  hall_conversation_save (self);
}
