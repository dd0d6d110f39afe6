/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-expiry.c: what is so old that it was deleted here, or soon will be.
 *
 * Part of HallConversation. From stored->kept_from on everything is as ever. What comes and is
 * older is treated as if it had been here and was deleted: it is acknowledged, so that nobody goes
 * on offering it, and neither stored nor shown. Nobody else is kept from having it.
 */

#define G_LOG_DOMAIN "hall-conversation-expiry"

#include "config.h"

#include "hall-limits.h"

#include "hall-conversation-expiry.h"

typedef struct _HallExpiry
{
  gboolean expired;       /* some of it was deleted as it was old */
  gint64 before;          /* lc: what somebody wants to be deleted, of what */
  guint64 mark;           /* was in the intake then */
  gboolean passing;       /* what is given out now may be of that */
  GHashTable *withheld;   /* ids of what was deleted while nothing gave a right to it */
} HallExpiry;

static void
apply (HallConversation *self)
{
  gint64 from = self->stored->kept_from;

  /* See hall-session-forget.c. */
  if (self->direct != NULL)
    from = MAX (from, self->stored->joined_ms);
  hall_census_set_own_from (self->census, from);
}

void
hall_conversation_init_expiry (HallConversation *self)
{
  self->expiry = g_new0 (HallExpiry, 1);
  self->expiry->withheld = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->stored->kept_from = MAX (self->stored->kept_from, self->context->history_from);
  apply (self);
}

void
hall_conversation_clear_expiry (HallConversation *self)
{
  g_hash_table_unref (self->expiry->withheld);
  g_clear_pointer (&self->expiry, g_free);
}

static gboolean
is_said (HallMessage *message)
{
  switch ((guint) hall_message_get_kind (message))
    {
    case HALL_MESSAGE_TEXT:
    case HALL_MESSAGE_INVITATION:
    case HALL_MESSAGE_UNKNOWN:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Of those that are loaded. What else there is, the store says when it has deleted it. */
static char **
list_old_rows (HallConversation *self,
               gint64            before)
{
  GListModel *rows = G_LIST_MODEL (hall_room_get_timeline (self->room));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (rows, i);
      HallMessageState state = hall_message_get_state (message);

      if (hall_message_get_id (message) != NULL && is_said (message)
          && hall_message_get_time (message) < before
          && !hall_message_get_pinned (message)
          && state != HALL_MESSAGE_STATE_PENDING && state != HALL_MESSAGE_STATE_STORED)
        g_strv_builder_add (builder, hall_message_get_id (message));
    }
  return g_strv_builder_end (builder);
}

static gboolean
is_wished_away (HallConversation *self,
                HallEvent        *event)
{
  return event->lc < self->expiry->before
         && !g_str_equal (event->author, self->context->own_id);
}

/* What waits is on disk before anything there is deleted. It is given out after that, though. */
static void
note_wish (HallConversation *self,
           gint64            before)
{
  HallExpiry *expiry = self->expiry;

  if (hall_intake_has_passed (self->intake, expiry->mark))
    expiry->before = before;
  else
    expiry->before = MAX (expiry->before, before);
  expiry->mark = hall_intake_mark (self->intake);
  for (guint i = 0; i < self->withheld->len; i++)
    {
      HallEvent *event = g_ptr_array_index (self->withheld, i);

      if (is_wished_away (self, event))
        g_hash_table_add (expiry->withheld, g_strdup (event->id));
    }
}

void
hall_conversation_begin_passing (HallConversation *self)
{
  self->expiry->passing = hall_intake_is_within (self->intake, self->expiry->mark);
}

void
hall_conversation_end_passing (HallConversation *self)
{
  self->expiry->passing = FALSE;
}

void
hall_conversation_forget_passing (HallConversation *self)
{
  self->expiry->mark = 0;
}

gboolean
hall_conversation_is_passing (HallConversation *self,
                              HallEvent        *event)
{
  return self->expiry->passing && is_wished_away (self, event);
}

void
hall_conversation_note_withheld (HallConversation *self,
                                 HallEvent        *event)
{
  if (hall_conversation_is_passing (self, event))
    g_hash_table_add (self->expiry->withheld, g_strdup (event->id));
}

gboolean
hall_conversation_take_withheld (HallConversation *self,
                                 HallEvent        *event)
{
  return g_hash_table_remove (self->expiry->withheld, event->id);
}

/**
 * hall_conversation_keep_from:
 * @self: a conversation
 * @lc: a logical clock, in ms
 *
 * What is older is not wanted any more, and taken from the screen; whoever calls this has the store
 * delete it after that. Never becomes less.
 */
void
hall_conversation_keep_from (HallConversation *self,
                             gint64            lc)
{
  if (self->closed || lc <= self->stored->kept_from)
    return;
  note_wish (self, lc);
  self->stored->kept_from = lc;
  apply (self);
  hall_conversation_change_rows (self, list_old_rows (self, lc), TRUE);
}

/**
 * hall_conversation_delete_before:
 * @self: a conversation
 * @before_ms: what is older is to be deleted; %G_MAXINT64: everything
 *
 * Takes it from the screen; whoever calls this has the store delete it after that.
 *
 * What others say from now on may bear an earlier time than what was said last: their clock is
 * slow, or that of their host. So not much of what is new here is refused: what was deleted of
 * these days the store knows by its ids.
 *
 * Returns: a logical clock, in ms, from which on the room is kept
 */
gint64
hall_conversation_delete_before (HallConversation *self,
                                 gint64            before_ms)
{
  gint64 now = MIN (hall_clock_get_wall (self->context->clock),
                    hall_outbox_get_highest_lc (self->outbox));
  gint64 from = MIN (before_ms, now - HALL_CLOCK_DELETED_MS);

  if (self->closed)
    return 0;
  note_wish (self, before_ms);
  hall_conversation_change_rows (self, list_old_rows (self, before_ms), TRUE);
  hall_conversation_keep_from (self, from);
  return self->stored->kept_from;
}

/**
 * hall_conversation_take_expired:
 * @self: a conversation
 * @ids: events that the store has deleted
 */
void
hall_conversation_take_expired (HallConversation  *self,
                                const char *const *ids)
{
  if (self->closed || ids[0] == NULL)
    return;
  self->expiry->expired = TRUE;
  /* Own ones that nobody else had are not to be offered any more. */
  hall_outbox_drop (self->outbox, ids);
  hall_conversation_change_rows (self, g_strdupv ((char **) ids), TRUE);
}

/**
 * hall_conversation_finish_expiry:
 * @self: a conversation
 *
 * Nothing more is going to be deleted for now.
 */
void
hall_conversation_finish_expiry (HallConversation *self)
{
  if (self->closed || !self->expiry->expired)
    return;
  self->expiry->expired = FALSE;
  hall_conversation_recount (self);
}

static void
acknowledge (HallConversation *self,
             HallEvent        *event,
             HallOrigin        origin,
             const char       *peer_id)
{
  if (origin == HALL_ORIGIN_SYNC && g_strcmp0 (event->author, peer_id) != 0)
    return;
  if (self->host != NULL && origin != HALL_ORIGIN_HOST)
    hall_host_acknowledge (self->host, peer_id, event->id, HALL_ACK_REPLICATED);
  else
    hall_conversation_confirm (self, event->id);
  /* Others may count our receipts no more, since this turned up below them. */
  if (self->held_id != NULL && event->lc < self->held_lc)
    hall_conversation_note_stored (self, event);
}

/**
 * hall_conversation_take_in:
 * @self: a conversation
 * @event: verified
 * @origin: how it came
 * @peer_id: from whom
 *
 * Has it stored, and then shown; unless it is of what was deleted here.
 */
void
hall_conversation_take_in (HallConversation *self,
                           HallEvent        *event,
                           HallOrigin        origin,
                           const char       *peer_id)
{
  if (hall_event_is_control (event) || event->lc >= hall_census_get_own_from (self->census))
    {
      hall_intake_add (self->intake, event, origin, peer_id);
      return;
    }
  g_debug ("room %s: %s is older than what is kept", self->stored->id, event->id);
  hall_counters_add (self->context->counters, HALL_COUNTER_EVENT_DELETED_HERE);
  acknowledge (self, event, origin, peer_id);
}
