/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-handover.c: a host that goes gives its room to the best member there is, and
 * tells the others; and the member that is given one.
 *
 * Part of HallConversation. From the moment somebody is asked nothing is relayed to it any more:
 * its link is taken out of the host, and both sides synchronise once it is a member's link the
 * other way round.
 */

#define G_LOG_DOMAIN "hall-conversation-handover"

#include "config.h"

#include "hall-fields.h"
#include "hall-limits.h"
#include "hall-session.h"

#include "hall-conversation-private.h"

/* In all, however many are asked. */
#define HANDOVER_MS 1500

typedef struct _HallHandover
{
  HallConversation *conversation;   /* its owner */
  GPtrArray *tasks;                 /* (element-type GTask) */
  GPtrArray *entries;               /* (element-type HallRosterEntry) still to be asked */
  HallLink *link;                   /* (nullable) of whom is asked */
  HallTimer *timer;
  gint64 deadline;                  /* monotonic µs */
} HallHandover;

static void ask_next (HallHandover *handover);

/* (transfer full) (nullable) */
static HallLink *
release_link (HallHandover *handover)
{
  if (handover->link != NULL)
    g_signal_handlers_disconnect_by_data (handover->link, handover);
  return g_steal_pointer (&handover->link);
}

static void
return_task (GTask   *task,
             gboolean given)
{
  if (given)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, HALL_SESSION_ERROR, HALL_SESSION_ERROR_UNREACHABLE,
                             "nobody else can host the room");
}

/* @handover: (transfer full): ends, and says how. */
static void
finish (HallHandover *handover,
        gboolean      given)
{
  g_autoptr (GPtrArray) tasks = g_steal_pointer (&handover->tasks);
  g_autoptr (HallLink) link = release_link (handover);

  handover->conversation->handover = NULL;
  if (link != NULL)
    hall_link_close (link);
  hall_timer_free (handover->timer);
  g_ptr_array_unref (handover->entries);
  g_free (handover);
  for (guint i = 0; i < tasks->len; i++)
    return_task (g_ptr_array_index (tasks, i), given);
}

void
hall_conversation_clear_handover (HallConversation *self)
{
  if (self->handover != NULL)
    finish (self->handover, FALSE);
}

void
hall_conversation_abort_handover (HallConversation *self)
{
  if (self->handover != NULL && self->handover->link != NULL)
    {
      g_autoptr (HallLink) link = release_link (self->handover);

      hall_link_abort (link);
    }
}

void
hall_conversation_give_up_hosting (HallConversation *self,
                                   HallLink         *link,
                                   HallPacket       *welcome,
                                   gboolean          dialled)
{
  g_autoptr (HallPacket) moved = hall_packet_new (HALL_PACKET_MOVED);
  const char *id = hall_link_get_peer_id (link);
  const char *const addresses[] = { hall_link_get_address (link), NULL };
  HallPerson *person = hall_directory_lookup_person (self->context->directory, id);

  moved->room = g_strdup (self->stored->id);
  moved->epoch = welcome->epoch;
  moved->host = g_strdup (id);
  if (hall_address_is_valid (addresses[0]))
    moved->addresses = g_strdupv ((char **) addresses);
  if (dialled)
    moved->tcp_port = hall_link_get_port (link);
  for (guint i = 0; welcome->entries != NULL && i < welcome->entries->len; i++)
    {
      const HallRosterEntry *entry = g_ptr_array_index (welcome->entries, i);

      if (!dialled && g_str_equal (entry->id, id))
        moved->tcp_port = entry->tcp_port;
    }
  if (moved->tcp_port == 0 && person != NULL)
    moved->tcp_port = (guint16) hall_person_get_tcp_port (person);
  hall_host_send_all (self->host, moved, NULL);
  g_free (self->next_host);
  self->next_host = g_strdup (id);
  hall_conversation_stop_hosting (self);
  g_clear_pointer (&self->next_host, g_free);
  hall_outbox_set_mode (self->outbox, HALL_OUTBOX_WAITING);
  hall_conversation_follow (self, link, welcome, dialled);
}

static void
on_packet (HallLink     *link,
           HallPacket   *packet,
           HallHandover *handover)
{
  HallConversation *self = handover->conversation;
  g_autoptr (HallLink) released = NULL;
  g_autoptr (HallConversation) kept = g_object_ref (self);

  /* What was on its way when it was asked: both synchronise afterwards. */
  if (packet->type != HALL_PACKET_WELCOME)
    return;
  released = release_link (handover);
  if (!hall_dial_check_welcome (self->context, packet, self->stored->id))
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_FRAME_OUT_OF_PLACE);
      hall_link_refuse (released, "unsupported", "that is not this room's welcome");
      ask_next (handover);
      return;
    }
  g_debug ("room %s: %s takes it over", self->stored->id, hall_link_get_peer_id (released));
  /* Those who knock are answered when it is known who hosts. */
  self->handover = NULL;
  hall_conversation_give_up_hosting (self, released, packet, FALSE);
  self->handover = handover;
  finish (handover, TRUE);
}

static void
on_closed (HallLink     *link,
           const GError *error,
           HallHandover *handover)
{
  g_autoptr (HallLink) released = release_link (handover);

  ask_next (handover);
}

static void
on_timer (gpointer user_data)
{
  HallHandover *handover = user_data;
  g_autoptr (HallLink) released = release_link (handover);

  if (released != NULL)
    hall_link_close (released);
  ask_next (handover);
}

/* Nobody took it: we host until we are gone. */
static void
fail (HallHandover *handover)
{
  HallConversation *self = handover->conversation;
  g_autoptr (HallConversation) kept = g_object_ref (self);

  finish (handover, FALSE);
  hall_conversation_answer_knocks (self);
}

static void
ask (HallHandover *handover,
     HallLink     *link)
{
  HallConversation *self = handover->conversation;
  g_autoptr (HallPacket) handoff = hall_packet_new (HALL_PACKET_HANDOFF);
  gint64 now = hall_clock_get_monotonic (self->context->clock);

  handover->link = g_object_ref (link);
  /* Disconnected in release_link (), which comes before the handover goes. */
  g_signal_connect (link, "packet", G_CALLBACK (on_packet), handover);
  g_signal_connect (link, "closed", G_CALLBACK (on_closed), handover);
  handoff->room = g_strdup (self->stored->id);
  handoff->epoch = self->stored->epoch;
  /* In the background: after everything else that is on its way there. */
  hall_link_send (link, handoff, HALL_LINK_BACKGROUND);
  hall_timer_start_at (handover->timer, MIN (handover->deadline,
                                             now + HALL_HANDOFF_MS * (gint64) 1000));
}

static void
ask_next (HallHandover *handover)
{
  HallConversation *self = handover->conversation;
  gint64 now = hall_clock_get_monotonic (self->context->clock);

  hall_timer_stop (handover->timer);
  while (handover->entries->len > 0 && self->host != NULL && now < handover->deadline)
    {
      HallRosterEntry *entry = g_ptr_array_index (handover->entries, 0);
      g_autofree char *id = g_strdup (entry->id);
      HallPerson *person = hall_directory_lookup_person (self->context->directory, id);
      g_autoptr (HallLink) link = NULL;

      g_ptr_array_remove_index (handover->entries, 0);
      g_hash_table_remove (self->syncs, id);
      link = hall_host_release (self->host, id);
      if (person != NULL)
        hall_room_remove_member (self->room, person);
      if (link == NULL)
        continue;
      ask (handover, link);
      return;
    }
  fail (handover);
}

/* Those who may host: they belong to the room, can be dialled, and have not said good-bye. */
static GPtrArray *
list_successors (HallConversation *self)
{
  GPtrArray *entries = hall_host_list_entries (self->host);

  for (guint i = entries->len; i > 0; i--)
    {
      HallRosterEntry *entry = g_ptr_array_index (entries, i - 1);

      if (entry->tcp_port == 0 || g_str_equal (entry->id, self->context->own_id)
          || !hall_census_contains (self->census, entry->id)
          || g_hash_table_contains (self->departed, entry->id))
        g_ptr_array_remove_index (entries, i - 1);
    }
  hall_roster_sort (entries);
  return entries;
}

/**
 * hall_conversation_hand_over_async:
 * @self: a conversation
 * @callback: called within 1.5 seconds
 * @user_data: for @callback
 *
 * If we host, gives the room to the best of its members. Afterwards we are a member like the
 * others.
 */
void
hall_conversation_hand_over_async (HallConversation   *self,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  HallHandover *handover = self->handover;

  g_task_set_source_tag (task, hall_conversation_hand_over_async);
  if (self->host == NULL || self->closed)
    {
      return_task (task, FALSE);
      return;
    }
  if (handover != NULL)
    {
      g_ptr_array_add (handover->tasks, g_steal_pointer (&task));
      return;
    }
  hall_conversation_stop_healing (self);
  hall_intake_flush (self->intake);
  handover = g_new0 (HallHandover, 1);
  self->handover = handover;
  handover->conversation = self;
  handover->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (handover->tasks, g_steal_pointer (&task));
  handover->entries = list_successors (self);
  handover->timer = hall_timer_new (self->context->clock, on_timer, handover);
  handover->deadline = hall_clock_get_monotonic (self->context->clock)
                       + HANDOVER_MS * (gint64) 1000;
  ask_next (handover);
}

/**
 * hall_conversation_hand_over_finish:
 * @self: a conversation
 * @result: of the callback
 * @error: return location for #HALL_SESSION_ERROR_UNREACHABLE: we did not host, or nobody else was
 *   there
 *
 * Returns: whether somebody else hosts now
 */
gboolean
hall_conversation_hand_over_finish (HallConversation *self,
                                    GAsyncResult     *result,
                                    GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
may_take (HallConversation *self,
          HallPacket       *packet)
{
  guint64 known = MAX (self->stored->epoch, self->link_epoch);

  if (packet->epoch <= known || packet->epoch - known <= HALL_EPOCH_JUMP_MAX)
    return TRUE;
  hall_counters_add (self->context->counters, HALL_COUNTER_HANDOFF_REFUSED);
  hall_link_refuse (self->link, "unsupported", "the epoch leaps");
  return FALSE;
}

/* What the old host would say if it dialled us. (transfer full) */
static HallPacket *
make_join_of_host (HallConversation *self,
                   HallLink         *link)
{
  HallPacket *join = hall_packet_new (HALL_PACKET_JOIN);
  const char *id = hall_link_get_peer_id (link);
  HallPerson *person = hall_conversation_meet (self, id, NULL);
  const HallRosterEntry *entry = hall_roster_lookup (self->roster, id);

  join->name = g_strdup (hall_person_get_name (person));
  if (entry != NULL)
    join->fit = entry->fit;
  if (entry != NULL && entry->tcp_port != 0)
    join->tcp_port = entry->tcp_port;
  else
    join->tcp_port = (guint16) hall_person_get_tcp_port (person);
  return join;
}

/* The host wants us to host the room. */
void
hall_conversation_take_handoff (HallConversation *self,
                                HallPacket       *packet)
{
  g_autoptr (HallLink) link = g_object_ref (self->link);
  g_autoptr (HallPacket) join = NULL;

  if (self->context->stopped || !self->begun
      || !hall_conversation_may_take_over (self))
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_HANDOFF_REFUSED);
      hall_link_close (link);   /* so that it asks the next at once */
      return;
    }
  if (!may_take (self, packet))
    return;
  join = make_join_of_host (self, link);
  hall_conversation_end_membership (self);
  hall_conversation_drop_link (self);
  hall_conversation_take_epoch (self, packet->epoch);
  hall_conversation_host (self, NULL, NULL);
  if (self->host != NULL)
    hall_conversation_admit (self, link, join);
  else
    hall_link_close (link);
}
