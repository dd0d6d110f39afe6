/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-end.c: leaving for good, pausing while the computer sleeps, closing, and
 * finding out which links are dead.
 *
 * Part of HallConversation. What waits to be stored is always stored.
 */

#define G_LOG_DOMAIN "hall-conversation-end"

#include "config.h"

#include "hall-limits.h"

#include "hall-conversation-private.h"

static GPtrArray *
list_links (HallConversation *self)
{
  GPtrArray *links = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer sync;

  if (self->link != NULL)
    g_ptr_array_add (links, g_object_ref (self->link));
  g_hash_table_iter_init (&iter, self->syncs);
  while (g_hash_table_iter_next (&iter, NULL, &sync))
    g_ptr_array_add (links, g_object_ref (hall_sync_get_link (sync)));
  return links;
}

/* Who did not answer has not been heard since we asked. */
static void
on_check (gpointer user_data)
{
  HallConversation *self = user_data;
  g_autoptr (HallConversation) kept = g_object_ref (self);
  g_autoptr (GPtrArray) links = list_links (self);

  for (guint i = 0; i < links->len && !self->closed; i++)
    {
      HallLink *link = g_ptr_array_index (links, i);

      if (!hall_link_get_ready (link) || hall_link_get_last_heard (link) >= self->check_began)
        continue;
      g_debug ("room %s: a link did not survive", self->stored->id);
      hall_link_abort (link);
    }
}

void
hall_conversation_init_end (HallConversation *self)
{
  self->check_timer = hall_timer_new (self->context->clock, on_check, self);
}

/**
 * hall_conversation_check_links:
 * @self: a conversation
 *
 * Asks everybody for a sign of life; links on which none came within HALL_HOST_PING_MS are cut. To
 * be used when something happened that links seldom survive.
 */
void
hall_conversation_check_links (HallConversation *self)
{
  g_autoptr (GPtrArray) links = NULL;

  if (self->closed)
    return;
  links = list_links (self);
  if (links->len == 0)
    return;
  self->check_began = hall_clock_get_monotonic (self->context->clock);
  for (guint i = 0; i < links->len; i++)
    if (hall_link_get_ready (g_ptr_array_index (links, i)))
      hall_link_ping (g_ptr_array_index (links, i));
  hall_timer_start (self->check_timer, HALL_HOST_PING_MS);
}

/**
 * hall_conversation_say_left:
 * @self: a conversation
 *
 * Signs and stores that we left, and then tells whoever is there.
 *
 * Returns: (transfer full) (nullable): the id of that event, if somebody live is to confirm that it
 *   is stored there; "message-state" says so
 */
char *
hall_conversation_say_left (HallConversation *self)
{
  g_autoptr (HallEvent) event = NULL;

  if (self->closed || self->stored->joined_ms == 0 || self->direct != NULL)
    return NULL;
  event = hall_outbox_sign_state (self->outbox, HALL_STATE_LEFT, self->context->name);
  if (event == NULL)
    return NULL;
  /* It is not said again, whatever happens until we are gone. */
  self->stored->joined_ms = 0;
  self->join_queued = TRUE;
  /* With it, in one transaction: after a crash we are not in a room that others know we left. */
  self->said_left = TRUE;
  hall_conversation_save (self);
  if (self->host != NULL ? g_hash_table_size (self->syncs) > 0 : self->welcomed)
    return g_strdup (event->id);
  return NULL;
}

/**
 * hall_conversation_leave:
 * @self: a conversation
 *
 * Remembers that it is left, and ends it. hall_conversation_say_left () is to be called before.
 */
void
hall_conversation_leave (HallConversation *self)
{
  self->stored->member = FALSE;
  self->stored->hosted = FALSE;
  self->stored->joined_ms = 0;
  hall_conversation_save (self);
  hall_conversation_close (self);
  hall_room_set_problem (self->room, NULL);
  hall_room_set_unread (self->room, 0);
}

/**
 * hall_conversation_pause:
 * @self: a conversation
 *
 * Ends what is live, as if it had not begun: links are closed with bye, nothing is dialled. What
 * was written stays, and hall_conversation_begin () goes on.
 */
void
hall_conversation_pause (HallConversation *self)
{
  g_autoptr (GError) error = NULL;

  if (self->closed || !self->begun)
    return;
  self->begun = FALSE;
  if (self->direct != NULL)
    {
      hall_conversation_pause_direct (self);
      return;
    }
  hall_intake_flush (self->intake);
  hall_timer_stop (self->check_timer);
  hall_conversation_clear_handover (self);
  hall_conversation_stop_healing (self);
  hall_conversation_stop_hosting (self);
  hall_conversation_stop_dialling (self);
  if (self->link != NULL)
    {
      g_autoptr (HallLink) link = g_object_ref (self->link);

      hall_conversation_drop_link (self);
      hall_link_close (link);
      hall_conversation_end_membership (self);
    }
  hall_timer_stop (self->lost_timer);
  hall_outbox_set_mode (self->outbox, HALL_OUTBOX_WAITING);
  hall_room_clear_members (self->room);
  hall_room_set_host (self->room, NULL);
  hall_room_set_problem (self->room, NULL);
  if (self->stored->member)
    hall_room_set_membership (self->room, HALL_MEMBERSHIP_WAITING);
  hall_conversation_show_connection (self);
  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "asleep");
  hall_conversation_finish_joiners (self, error);
}

/**
 * hall_conversation_abort:
 * @self: a conversation
 *
 * Cuts its links without a word.
 */
void
hall_conversation_abort (HallConversation *self)
{
  g_autoptr (HallLink) link = self->link != NULL ? g_object_ref (self->link) : NULL;
  g_autoptr (GList) syncs = NULL;

  if (self->closed)
    return;
  if (self->direct != NULL)
    hall_direct_abort (self->direct);
  syncs = g_hash_table_get_values (self->syncs);
  for (GList *next = syncs; next != NULL; next = next->next)
    g_object_ref (next->data);
  hall_conversation_abort_search (self);
  hall_conversation_drop_link (self);
  if (link != NULL)
    hall_link_abort (link);
  for (GList *next = syncs; next != NULL; next = next->next)
    {
      hall_link_abort (hall_sync_get_link (next->data));
      g_object_unref (next->data);
    }
}

/**
 * hall_conversation_close:
 * @self: a conversation
 *
 * Ends it: links are closed with bye, what waits to be stored is stored, tasks are finished.
 */
void
hall_conversation_close (HallConversation *self)
{
  g_autoptr (GError) error = NULL;

  if (self->closed)
    return;
  self->closed = TRUE;
  hall_intake_close (self->intake);
  hall_outbox_close (self->outbox);
  hall_timer_stop (self->marker_timer);
  hall_timer_stop (self->check_timer);
  hall_timer_stop (self->out_timer);
  hall_timer_stop (self->ban_timer);
  hall_timer_stop (self->receipt_timer);
  hall_conversation_clear_direct (self);
  hall_typing_clear (self->typing);
  if (self->link != NULL)
    {
      g_autoptr (HallLink) link = g_object_ref (self->link);

      hall_conversation_drop_link (self);
      hall_link_close (link);
    }
  hall_conversation_clear_link (self);
  hall_conversation_clear_member (self);
  hall_conversation_clear_host (self);
  hall_conversation_clear_sync (self);
  hall_room_clear_members (self->room);
  hall_room_set_membership (self->room, self->stored->member ? HALL_MEMBERSHIP_WAITING
                                                             : HALL_MEMBERSHIP_NONE);
  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "closed");
  hall_conversation_finish_joiners (self, error);
}
