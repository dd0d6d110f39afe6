/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation.c: the object, what is remembered of its room, and its end.
 */

#define G_LOG_DOMAIN "hall-conversation"

#include "config.h"

#include "hall-limits.h"
#include "hall-text.h"

#include "hall-conversation-expiry.h"

/* An id after every other: with it a mark is "everything up to this clock". */
#define LAST_ID "_____________________w"

enum
{
  MESSAGE,
  MESSAGE_QUEUED,
  MESSAGE_STATE,
  PROBLEM,
  MET,
  ANNOUNCEMENT,
  DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallConversation, hall_conversation, G_TYPE_OBJECT)

static void
hall_conversation_dispose (GObject *object)
{
  HallConversation *self = HALL_CONVERSATION (object);

  hall_conversation_close (self);
  hall_conversation_clear_direct (self);
  g_clear_pointer (&self->typing, hall_typing_free);
  hall_conversation_clear_link (self);
  hall_conversation_clear_member (self);
  hall_conversation_clear_host (self);
  hall_conversation_clear_sync (self);
  hall_conversation_clear_receipts (self);
  hall_conversation_clear_talk (self);
  hall_conversation_clear_rights (self);
  g_clear_pointer (&self->marker_timer, hall_timer_free);
  g_clear_pointer (&self->check_timer, hall_timer_free);
  g_clear_object (&self->outbox);
  g_clear_object (&self->intake);
  g_clear_object (&self->room);
  G_OBJECT_CLASS (hall_conversation_parent_class)->dispose (object);
}

static void
hall_conversation_finalize (GObject *object)
{
  HallConversation *self = HALL_CONVERSATION (object);

  g_ptr_array_unref (self->joiners);
  g_ptr_array_unref (self->late_ids);
  hall_conversation_clear_expiry (self);
  hall_census_free (self->census);
  g_clear_pointer (&self->receipts, hall_receipts_free);
  g_free (self->held_id);
  g_clear_pointer (&self->genesis, hall_event_unref);
  g_clear_pointer (&self->last_text, hall_event_unref);
  g_clear_pointer (&self->newest, hall_event_unref);
  hall_stored_room_free (self->stored);
  hall_context_unref (self->context);
  G_OBJECT_CLASS (hall_conversation_parent_class)->finalize (object);
}

static guint
new_signal (const char *name,
            guint       n_params,
            GType       first,
            GType       second)
{
  return g_signal_new (name, HALL_TYPE_CONVERSATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, n_params, first, second);
}

static void
hall_conversation_class_init (HallConversationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_conversation_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_conversation_finalize;
  signals[MESSAGE] = new_signal ("message", 1, HALL_TYPE_MESSAGE, 0);
  signals[MESSAGE_QUEUED] = new_signal ("message-queued", 1, HALL_TYPE_MESSAGE, 0);
  new_signal ("message-kept", 1, HALL_TYPE_MESSAGE, 0);
  signals[MESSAGE_STATE] = new_signal ("message-state", 2, G_TYPE_STRING, G_TYPE_UINT);
  signals[PROBLEM] = new_signal ("problem", 1, G_TYPE_ERROR, 0);
  signals[MET] = new_signal ("met", 1, HALL_TYPE_PERSON, 0);
  signals[ANNOUNCEMENT] = new_signal ("announcement", 0, 0, 0);
  signals[DROPPED] = new_signal ("dropped", 0, 0, 0);
}

static void
hall_conversation_init (HallConversation *self)
{
  self->joiners = g_ptr_array_new_with_free_func (g_object_unref);
  self->census = hall_census_new ();
  self->late_ids = g_ptr_array_new_with_free_func (g_free);
}

static void
on_outbox_state (HallOutbox       *outbox,
                 const char       *event_id,
                 guint             state,
                 HallConversation *self)
{
  hall_timeline_set_state (hall_room_get_timeline (self->room), event_id,
                           (HallMessageState) state);
  g_signal_emit (self, signals[MESSAGE_STATE], 0, event_id, state);
}

static void
show_divider (gpointer user_data)
{
  HallConversation *self = user_data;

  if (hall_room_get_unread (self->room) > 0)
    hall_conversation_show_unread_mark (self);
}

/**
 * hall_conversation_new:
 * @context: shared parts
 * @room: what shows it
 * @stored: (transfer full): what is remembered of it
 *
 * Returns: (transfer full): a conversation that does nothing yet
 */
HallConversation *
hall_conversation_new (HallContext    *context,
                       HallRoom       *room,
                       HallStoredRoom *stored)
{
  HallConversation *self = g_object_new (HALL_TYPE_CONVERSATION, NULL);

  self->context = hall_context_ref (context);
  self->room = g_object_ref (room);
  self->stored = stored;
  self->newest_lc = stored->last_lc;
  self->marker_timer = hall_timer_new (context->clock, show_divider, self);
  self->typing = hall_typing_new (context, room);
  hall_conversation_init_direct (self);
  hall_conversation_init_expiry (self);
  /* Ours are not said before what was deleted here. */
  hall_conversation_init_events (self, MAX (stored->last_lc, stored->kept_from - 1));
  g_signal_connect_object (self->outbox, "state", G_CALLBACK (on_outbox_state), self, 0);
  hall_conversation_init_link (self);
  hall_conversation_init_member (self);
  hall_conversation_init_host (self);
  hall_conversation_init_sync (self);
  hall_conversation_init_receipts (self);
  hall_conversation_init_end (self);
  hall_conversation_init_rights (self);
  hall_conversation_init_talk (self);
  hall_room_set_reopens (room, stored->reopens);
  if (stored->member || stored->put_out)
    {
      if (stored->person == NULL)
        {
          hall_room_set_name (room, stored->name);
          hall_room_set_topic (room, stored->topic);
        }
      if (stored->creator != NULL)
        hall_room_set_creator (room, hall_directory_ensure_person (context->directory,
                                                                   stored->creator));
      hall_room_set_unread (room, stored->unread);
      hall_room_set_draft (room, stored->draft);
      if (stored->member)
        hall_room_set_membership (room, HALL_MEMBERSHIP_WAITING);
    }
  hall_conversation_connect_direct (self);
  hall_conversation_show_other_mark (self);
  return self;
}

/**
 * hall_conversation_restore_row:
 * @self: a conversation
 * @entry: of the outbox
 *
 * Shows what an earlier run did not get to sign.
 */
void
hall_conversation_restore_row (HallConversation      *self,
                               const HallOutboxEntry *entry)
{
  hall_outbox_restore_row (self->outbox, entry);
  hall_conversation_restore_note (self, entry);
}

HallRoom *
hall_conversation_get_room (HallConversation *self)
{
  return self->room;
}

const HallStoredRoom *
hall_conversation_get_stored (HallConversation *self)
{
  return self->stored;
}

HallCensus *
hall_conversation_get_census (HallConversation *self)
{
  return self->census;
}

/**
 * hall_conversation_say:
 * @self: a conversation
 * @body: of any kind but genesis, text and state
 *
 * Says it as soon as the room is live.
 */
void
hall_conversation_say (HallConversation    *self,
                       const HallEventBody *body)
{
  if (self->direct != NULL)
    hall_conversation_send_direct (self, body);
  else
    hall_outbox_add_event (self->outbox, body, hall_clock_get_wall (self->context->clock));
}

void
hall_conversation_save (HallConversation *self)
{
  HallStoredRoom *gone;

  if (!self->said_left)
    {
      hall_context_save_room (self->context, self->stored);
      return;
    }
  gone = hall_stored_room_copy (self->stored);
  gone->member = FALSE;
  gone->hosted = FALSE;
  hall_context_save_room (self->context, gone);
  hall_stored_room_free (gone);
}

void
hall_conversation_set_genesis (HallConversation *self,
                               HallEvent        *genesis)
{
  HallStoredRoom *stored = self->stored;

  g_clear_pointer (&self->genesis, hall_event_unref);
  self->genesis = hall_event_ref (genesis);
  g_free (stored->creator);
  stored->creator = g_strdup (genesis->author);
  hall_conversation_note_control (self, genesis);
  hall_room_set_creator (self->room, hall_directory_ensure_person (self->context->directory,
                                                                   genesis->author));
  hall_conversation_show_room (self);
}

void
hall_conversation_finish_joiners (HallConversation *self,
                                  const GError     *error)
{
  g_autoptr (GPtrArray) joiners = g_steal_pointer (&self->joiners);

  self->joiners = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < joiners->len; i++)
    {
      GTask *task = g_ptr_array_index (joiners, i);

      if (g_task_return_error_if_cancelled (task))
        continue;
      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_pointer (task, g_object_ref (self->room), g_object_unref);
    }
}

HallPerson *
hall_conversation_meet (HallConversation *self,
                        const char       *id,
                        const char       *name)
{
  HallPerson *person = hall_directory_ensure_person (self->context->directory, id);

  if (!hall_person_get_is_self (person))
    {
      g_autofree char *clean = NULL;

      if (name != NULL && !hall_person_has_name (person))
        clean = hall_text_clean_name (name, HALL_NAME_MAX);
      if (clean != NULL)
        hall_person_set_name (person, clean);
      g_signal_emit (self, signals[MET], 0, person);
    }
  return person;
}

void
hall_conversation_emit_problem (HallConversation *self,
                                const GError     *error)
{
  g_signal_emit (self, signals[PROBLEM], 0, error);
}

void
hall_conversation_emit_dropped (HallConversation *self)
{
  /* Whoever was put out of it goes on seeing that. */
  if (self->stored->put_out)
    {
      hall_conversation_stay_out (self);
      return;
    }
  g_signal_emit (self, signals[DROPPED], 0);
}

void
hall_conversation_emit_announcement (HallConversation *self)
{
  g_signal_emit (self, signals[ANNOUNCEMENT], 0);
}

void
hall_conversation_emit_message (HallConversation *self,
                                HallMessage      *message)
{
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

void
hall_conversation_emit_state (HallConversation *self,
                              const char       *event_id,
                              HallMessageState  state)
{
  g_signal_emit (self, signals[MESSAGE_STATE], 0, event_id, (guint) state);
}

/**
 * hall_conversation_list_live:
 * @self: a conversation
 * @ids: a set of keys to add to
 *
 * Those we have a live link with are here, whatever datagrams say.
 */
void
hall_conversation_list_live (HallConversation *self,
                             GHashTable       *ids)
{
  GHashTableIter iter;
  gpointer id;

  if (self->welcomed && hall_link_get_peer_id (self->link) != NULL)
    g_hash_table_add (ids, g_strdup (hall_link_get_peer_id (self->link)));
  if (self->syncs == NULL)
    return;   /* closed */
  g_hash_table_iter_init (&iter, self->syncs);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_add (ids, g_strdup (id));
}

/**
 * hall_conversation_send:
 * @self: a conversation
 * @text: clean
 *
 * Returns: (transfer none) (nullable): the pending row
 */
HallMessage *
hall_conversation_send (HallConversation *self,
                        const char       *text)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = text;
  return hall_conversation_send_body (self, &body);
}

/**
 * hall_conversation_rename_self:
 * @self: a conversation
 *
 * We go by another name; the room is told as soon as it is live.
 */
void
hall_conversation_rename_self (HallConversation *self)
{
  if (self->stored->joined_ms == 0 || self->direct != NULL)
    return;
  if (self->host != NULL || self->settled)
    hall_outbox_add_state (self->outbox, HALL_STATE_RENAMED, self->context->name);
  else
    self->rename_due = TRUE;
}

/**
 * hall_conversation_count_unsent:
 * @self: a conversation
 *
 * Returns: own messages not yet on two disks; on one, while we host and nobody else is there
 */
guint
hall_conversation_count_unsent (HallConversation *self)
{
  gboolean alone = self->host != NULL && g_hash_table_size (self->syncs) == 0;

  return hall_outbox_count_unsent (self->outbox, alone);
}

/**
 * hall_conversation_mark_read:
 * @self: a conversation
 *
 * Everything held is read.
 */
void
hall_conversation_mark_read (HallConversation *self)
{
  const char *id = self->newest != NULL ? self->newest->id : LAST_ID;

  hall_room_set_unread (self->room, 0);
  hall_room_set_mentions (self->room, 0);
  hall_timer_stop (self->marker_timer);
  self->late_lc = 0;
  if (self->talk != NULL)
    g_hash_table_remove_all (self->talk->late_unread);
  if (self->newest_lc == 0
      || (self->stored->read_lc == self->newest_lc && g_strcmp0 (self->stored->read_id, id) == 0))
    return;
  self->stored->read_lc = self->newest_lc;
  g_free (self->stored->read_id);
  self->stored->read_id = g_strdup (id);
  hall_conversation_save (self);
  hall_conversation_tell_read_soon (self);
  hall_conversation_tell_reads_soon (self);
}

/**
 * hall_conversation_set_draft:
 * @self: a conversation
 * @draft: (nullable): what stands in the composer
 */
void
hall_conversation_set_draft (HallConversation *self,
                             const char       *draft)
{
  if (draft != NULL && *draft == '\0')
    draft = NULL;
  if (g_strcmp0 (self->stored->draft, draft) == 0)
    return;
  g_free (self->stored->draft);
  self->stored->draft = g_strdup (draft);
  hall_room_set_draft (self->room, draft);
  hall_conversation_save (self);
}

/**
 * hall_conversation_set_reopens:
 * @self: a conversation
 * @reopens: whether it is hosted here by itself when members are around and nobody hosts it
 */
void
hall_conversation_set_reopens (HallConversation *self,
                               gboolean          reopens)
{
  if (self->stored->reopens == !!reopens)
    return;
  self->stored->reopens = !!reopens;
  hall_room_set_reopens (self->room, reopens);
  hall_conversation_save (self);
}
