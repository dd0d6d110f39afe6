/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-loss.c: the host is gone: whom to ask who hosts now, and what becomes of the
 * answer.
 *
 * Part of HallConversation. The roster says in which order members host; every member that is here
 * comes to the same one. Whom the census does not know is neither dialled nor followed, and nobody
 * is dialled outside our own subnets because somebody else said so.
 */

#define G_LOG_DOMAIN "hall-conversation-loss"

#include "config.h"

#include "hall-limits.h"

#include "hall-conversation-private.h"

static void
end_succession (HallConversation *self)
{
  g_autoptr (HallSuccession) succession = g_steal_pointer (&self->succession);

  if (succession != NULL)
    g_signal_handlers_disconnect_by_data (succession, self);
}

static void
on_group (HallSuccession   *succession,
          guint             group,
          HallConversation *self)
{
  hall_conversation_show_connection (self);
}

static void
on_alive (HallSuccession   *succession,
          const char       *id,
          HallConversation *self)
{
  hall_conversation_check_crossing (self, id);
}

static void
on_redirected (HallSuccession   *succession,
               HallPacket       *packet,
               HallConversation *self)
{
  g_auto (GStrv) addresses = NULL;
  guint16 port = packet->tcp_port;

  if (g_str_equal (packet->host, self->context->own_id))
    return;
  if (!hall_census_contains (self->census, packet->host))
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_ROSTER_REFUSED);
      return;
    }
  addresses = hall_conversation_pick_addresses (self, packet->host,
                                                (const char *const *) packet->addresses, &port);
  if (addresses != NULL)
    hall_succession_follow (succession, packet->host, (const char *const *) addresses, port);
  else
    hall_succession_note_living (succession);
}

static void
on_welcomed (HallSuccession   *succession,
             HallLink         *link,
             HallPacket       *welcome,
             HallConversation *self)
{
  end_succession (self);
  hall_conversation_follow (self, link, welcome, TRUE);
}

/* Whoever relies on us as the host now would be left alone soon. */
gboolean
hall_conversation_is_ending (HallConversation *self)
{
  return self->closed || self->put_out || self->context->settling || self->context->stopped
         || hall_room_get_leaving (self->room);
}

/* Not while nobody could join us; nor before somebody has told us who belongs to the room, and we
 * have said that we do: the others would not know us, nor we them. */
gboolean
hall_conversation_may_take_over (HallConversation *self)
{
  return !hall_conversation_is_ending (self) && self->acquainted
         && hall_census_contains (self->census, self->context->own_id)
         && (self->context->transport == NULL || hall_conversation_get_own_port (self) != 0);
}

static void
on_exhausted (HallSuccession   *succession,
              gboolean          living,
              HallConversation *self)
{
  end_succession (self);
  g_debug ("room %s: %s", self->stored->id, living ? "its host is out of reach" : "we are to host");
  if (living)
    {
      self->n_stranded = 1;
      hall_conversation_wait (self);
    }
  else if (!hall_conversation_may_take_over (self))
    hall_conversation_wait (self);
  else
    hall_conversation_host (self, NULL, NULL);
}

/* FALSE: there is no way to it that may be gone. */
static gboolean
add_candidate (HallConversation      *self,
               guint                  group,
               const char            *id,
               const HallRosterEntry *entry)
{
  g_auto (GStrv) addresses = NULL;
  const char *const *told = entry != NULL ? (const char *const *) entry->addresses : NULL;
  guint16 port = entry != NULL ? entry->tcp_port : 0;

  addresses = hall_conversation_pick_addresses (self, id, told, &port);
  if (addresses == NULL)
    return FALSE;
  hall_succession_add (self->succession, group, id, (const char *const *) addresses, port);
  return TRUE;
}

/* The old host itself: where it was dialled is known best. */
static void
add_old_host (HallConversation *self)
{
  g_autoptr (HallRoute) route = hall_route_new ();
  g_autoptr (HallHop) hop = NULL;
  g_auto (GStrv) addresses = NULL;

  for (guint i = 0; self->stored->addresses != NULL && self->stored->addresses[i] != NULL; i++)
    hall_route_add_text (route, self->stored->addresses[i], self->stored->host);
  hop = hall_route_take (route);
  if (hop == NULL)
    return;
  addresses = hall_conversation_complete_addresses (self, self->stored->host,
                                                    (const char *const *) hop->addresses);
  hall_succession_add (self->succession, 0, self->stored->host, (const char *const *) addresses,
                       hop->port);
}

static gboolean
may_succeed (HallConversation      *self,
             const HallRosterEntry *entry)
{
  if (!hall_census_contains (self->census, entry->id))
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_ROSTER_REFUSED);
      return FALSE;
    }
  return !g_hash_table_contains (self->departed, entry->id);
}

/* Those who come before us, in groups of 1, 2, 4, 8 … */
static void
add_successors (HallConversation *self)
{
  g_autoptr (GPtrArray) entries = hall_roster_list_successors (self->roster, self->stored->host);
  guint group = 1;
  guint size = 1;
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const HallRosterEntry *entry = g_ptr_array_index (entries, i);

      if (g_str_equal (entry->id, self->context->own_id))
        return;
      if (!may_succeed (self, entry) || !add_candidate (self, group, entry->id, entry)
          || ++n < size)
        continue;
      group++;
      size *= 2;
      n = 0;
    }
}

static void
begin_succession (HallConversation *self,
                  gboolean          host_may_answer)
{
  g_autoptr (HallPacket) join = hall_conversation_make_join (self);

  self->succession = hall_succession_new (self->context, join);
  if (host_may_answer)
    add_old_host (self);
  add_successors (self);
  g_signal_connect_object (self->succession, "group", G_CALLBACK (on_group), self, 0);
  g_signal_connect_object (self->succession, "alive", G_CALLBACK (on_alive), self, 0);
  g_signal_connect_object (self->succession, "redirected", G_CALLBACK (on_redirected), self, 0);
  g_signal_connect_object (self->succession, "welcomed", G_CALLBACK (on_welcomed), self, 0);
  g_signal_connect_object (self->succession, "exhausted", G_CALLBACK (on_exhausted), self, 0);
  hall_succession_start (self->succession);
}

void
hall_conversation_lose_host (HallConversation *self,
                             gboolean          host_may_answer)
{
  g_autoptr (HallConversation) kept = g_object_ref (self);

  hall_conversation_end_membership (self);
  /* It has told us where to go, and we are on the way. */
  if (self->move != NULL)
    return;
  hall_room_set_membership (self->room, HALL_MEMBERSHIP_WAITING);
  self->attempted = hall_clock_get_monotonic (self->context->clock);
  if (!self->begun || self->closed || self->context->stopped || self->context->name == NULL)
    {
      hall_conversation_show_connection (self);
      return;
    }
  hall_conversation_mark_lost (self);
  begin_succession (self, host_may_answer);
  hall_conversation_show_connection (self);
}
