/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-revive.c: who of the room is around, and hosting it again when somebody is and
 * nobody hosts; what is said of the way to the host.
 *
 * Part of HallConversation. Two who come back at the same time wait for different times; should
 * both host all the same, they become one like any two hosts.
 */

#define G_LOG_DOMAIN "hall-conversation-revive"

#include "config.h"

#include "hall-limits.h"

#include "hall-conversation-private.h"

/* For an answer that somebody owes us. */
#define PATIENCE_MS 1000

static gboolean
may_revive (HallConversation *self)
{
  return self->begun && !self->closed && !self->context->stopped && self->context->name != NULL
         && self->stored->member && self->stored->reopens && self->host == NULL
         && hall_conversation_may_take_over (self)
         && self->link == NULL && self->move == NULL && self->succession == NULL
         && !self->preparing && self->n_stranded == 0
         && !hall_timer_is_running (self->host_timer) && !hall_conversation_has_other_host (self);
}

/* Whether somebody else of the room is online. */
gboolean
hall_conversation_has_company (HallConversation *self)
{
  g_autoptr (GPtrArray) ids = hall_census_list (self->census);

  for (guint i = 0; i < ids->len; i++)
    {
      HallPerson *person = hall_directory_lookup_person (self->context->directory,
                                                         g_ptr_array_index (ids, i));

      if (person != NULL && !hall_person_get_is_self (person) && hall_person_get_online (person))
        return TRUE;
    }
  return FALSE;
}

/* Whether somebody hosts it who was put out, and hears of that only from a host. */
static gboolean
is_usurped (HallConversation *self)
{
  g_autoptr (GPtrArray) announcements = NULL;

  announcements = hall_directory_get_announcements (self->context->directory, self->stored->id);
  for (guint i = 0; i < announcements->len; i++)
    if (hall_census_is_out (self->census,
                            ((HallAnnouncement *) g_ptr_array_index (announcements, i))->host_id))
      return TRUE;
  return FALSE;
}

static void
on_revive (gpointer user_data)
{
  HallConversation *self = user_data;

  if (!may_revive (self) || !(hall_conversation_has_company (self) || is_usurped (self)))
    return;
  if (self->dial != NULL && hall_dial_get_alive (self->dial))
    {
      hall_timer_start (self->revive_timer, PATIENCE_MS);
      return;
    }
  g_debug ("room %s: somebody is here, and nobody hosts it", self->stored->id);
  hall_conversation_host (self, NULL, NULL);
}

void
hall_conversation_init_revive (HallConversation *self)
{
  self->revive_timer = hall_timer_new (self->context->clock, on_revive, self);
}

void
hall_conversation_clear_revive (HallConversation *self)
{
  g_clear_pointer (&self->revive_timer, hall_timer_free);
}

void
hall_conversation_check_revive (HallConversation *self)
{
  if (may_revive (self) && !hall_timer_is_running (self->revive_timer)
      && (hall_conversation_has_company (self) || is_usurped (self)))
    hall_timer_start (self->revive_timer, hall_clock_pick (self->context->clock,
                                                           HALL_REVIVE_MIN_MS,
                                                           HALL_REVIVE_MAX_MS));
  /* Who may not host itself can still ask. */
  if (self->waiting != 0 && self->route == NULL && !hall_timer_is_running (self->retry_timer))
    hall_conversation_retry (self);
}

static HallConnection
get_connection (HallConversation *self)
{
  if (!self->stored->member)
    return HALL_CONNECTION_NONE;
  if (self->host != NULL || self->welcomed || self->move != NULL)
    return HALL_CONNECTION_LIVE;
  if (self->succession != NULL && hall_succession_get_group (self->succession) > 0)
    return HALL_CONNECTION_TAKING_OVER;
  if (self->succession != NULL || self->preparing || hall_timer_is_running (self->host_timer)
      || (self->route != NULL && self->n_failures == 0))
    return HALL_CONNECTION_DIALLING;
  if (!hall_conversation_has_company (self))
    return HALL_CONNECTION_NOBODY;
  return self->route != NULL ? HALL_CONNECTION_DIALLING : HALL_CONNECTION_WAITING;
}

void
hall_conversation_show_connection (HallConversation *self)
{
  hall_room_set_connection (self->room, get_connection (self));
}

/**
 * hall_conversation_check_company:
 * @self: a conversation
 *
 * Some people have gone from the directory; perhaps nobody of the room is here any more.
 */
void
hall_conversation_check_company (HallConversation *self)
{
  if (self->direct != NULL && !self->closed)
    hall_conversation_show_direct (self);
  else if (!self->closed && self->host == NULL && !self->welcomed)
    hall_conversation_show_connection (self);
}

/**
 * hall_conversation_hear_person:
 * @self: a conversation
 * @datagram: a HELLO or BYE of somebody else
 *
 * Somebody has come, is here, or has gone. If that is somebody of the room, it may come back to
 * life.
 */
void
hall_conversation_hear_person (HallConversation *self,
                               HallDatagram     *datagram)
{
  if (self->closed)
    return;
  if (datagram->type == HALL_DATAGRAM_HELLO && self->host == NULL)
    hall_conversation_check_way (self, datagram->id);
  if (self->direct != NULL)
    {
      hall_conversation_hear_direct (self, datagram->id);
      return;
    }
  if (datagram->type == HALL_DATAGRAM_HELLO)
    g_hash_table_remove (self->departed, datagram->id);
  if (!hall_census_contains (self->census, datagram->id))
    return;
  if (datagram->type == HALL_DATAGRAM_BYE)
    g_hash_table_add (self->departed, g_strdup (datagram->id));
  if (self->host != NULL || self->welcomed)
    return;
  hall_conversation_check_revive (self);
  hall_conversation_show_connection (self);
}

/* Somebody hosts, perhaps another one than before. */
void
hall_conversation_note_host (HallConversation *self,
                             HallPerson       *host)
{
  if (self->lost_host != NULL && self->lost_host != host)
    hall_timeline_add_notice (hall_room_get_timeline (self->room), HALL_MESSAGE_HOST_CHANGED, host,
                              hall_clock_get_wall (self->context->clock));
  hall_timer_stop (self->lost_timer);
  g_set_object (&self->lost_host, host);
}
