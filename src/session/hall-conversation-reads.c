/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-reads.c: up to where the members of a room have read it, as they say.
 *
 * Part of HallConversation. In small rooms each member says so to the host, who passes it on; the
 * person may keep it to itself. It is believed like what is said about disks, and decides nothing.
 */

#define G_LOG_DOMAIN "hall-conversation-reads"

#include "config.h"

#include "hall-limits.h"
#include "hall-settings.h"

#include "hall-conversation-private.h"

/* An id after every other: with it a mark is a time, and no event. */
#define LAST_ID "_____________________w"

static gboolean
may_tell (HallConversation *self)
{
  HallSettings *settings = self->context->settings;

  return (settings == NULL || hall_settings_get_read_marks (settings))
         && g_list_model_get_n_items (hall_room_get_members (self->room))
              <= HALL_RECEIPT_MEMBERS_MAX;
}

/* The last that we have read. (transfer none) (nullable): it is not known by its name. */
static const char *
get_own (HallConversation *self,
         gint64           *lc)
{
  if (self->stored->read_id == NULL || g_str_equal (self->stored->read_id, LAST_ID))
    return NULL;
  *lc = self->stored->read_lc;
  return self->stored->read_id;
}

static HallPacket *
make_packet (HallConversation *self,
             const char       *person_id)
{
  HallPacket *packet = hall_receipts_make (self->talk->reads, self->stored->id, person_id);

  if (packet != NULL)
    packet->read = TRUE;
  return packet;
}

static void
note (HallConversation *self,
      const char       *person_id,
      gint64            lc,
      const char       *event_id)
{
  if (!hall_receipts_note (self->talk->reads, person_id, lc, event_id))
    return;
  hall_room_set_read (self->room,
                      hall_directory_ensure_person (self->context->directory, person_id), lc,
                      event_id);
  if (self->host != NULL && !hall_timer_is_running (self->talk->reads_timer))
    hall_timer_start (self->talk->reads_timer, HALL_RECEIPT_DELAY_MS);
}

static void
tell_members (HallConversation *self)
{
  g_autoptr (GPtrArray) due = NULL;
  const char *own_id;
  gint64 lc;

  if (may_tell (self) && (own_id = get_own (self, &lc)) != NULL)
    note (self, self->context->own_id, lc, own_id);
  hall_timer_stop (self->talk->reads_timer);
  due = hall_receipts_take_due (self->talk->reads);
  if (hall_host_count_members (self->host) > HALL_RECEIPT_MEMBERS_MAX)
    return;
  for (guint i = 0; i < due->len; i++)
    {
      const char *person_id = g_ptr_array_index (due, i);
      g_autoptr (HallPacket) packet = make_packet (self, person_id);
      GHashTableIter iter;
      gpointer id;

      g_hash_table_iter_init (&iter, self->syncs);
      while (packet != NULL && g_hash_table_iter_next (&iter, &id, NULL))
        if (!g_str_equal (id, person_id))
          hall_host_send (self->host, id, packet, HALL_LINK_BACKGROUND);
    }
}

static void
tell_host (HallConversation *self)
{
  HallTalk *talk = self->talk;
  g_autoptr (HallPacket) packet = NULL;
  gint64 lc = 0;
  const char *id = get_own (self, &lc);

  if (id == NULL || !may_tell (self)
      || (talk->reads_told == self->linked && g_strcmp0 (talk->reads_told_id, id) == 0))
    return;
  talk->reads_told = self->linked;
  g_free (talk->reads_told_id);
  talk->reads_told_id = g_strdup (id);
  packet = hall_packet_new (HALL_PACKET_RECEIPT);
  packet->room = g_strdup (self->stored->id);
  packet->lc = lc;
  packet->event_id = g_strdup (id);
  packet->read = TRUE;
  hall_link_send (self->link, packet, HALL_LINK_BACKGROUND);
}

static void
on_reads (gpointer user_data)
{
  HallConversation *self = user_data;

  if (self->closed || self->direct != NULL)
    return;
  if (self->host != NULL)
    tell_members (self);
  else if (self->welcomed)
    tell_host (self);
}

void
hall_conversation_init_reads (HallConversation *self)
{
  self->talk->reads = hall_receipts_new ();
  self->talk->reads_timer = hall_timer_new (self->context->clock, on_reads, self);
  self->talk->reads_told = -1;
}

void
hall_conversation_clear_reads (HallConversation *self)
{
  g_clear_pointer (&self->talk->reads_timer, hall_timer_free);
  g_clear_pointer (&self->talk->reads, hall_receipts_free);
  g_clear_pointer (&self->talk->reads_told_id, g_free);
}

void
hall_conversation_tell_reads_soon (HallConversation *self)
{
  if (self->direct == NULL && !self->closed && (self->welcomed || self->host != NULL)
      && !hall_timer_is_running (self->talk->reads_timer))
    hall_timer_start (self->talk->reads_timer, HALL_RECEIPT_DELAY_MS);
}

/* Somebody who may speak for @person_id says that it has read up to an event. */
void
hall_conversation_take_read (HallConversation *self,
                             const char       *person_id,
                             HallPacket       *packet)
{
  note (self, person_id, packet->lc, packet->event_id);
}

void
hall_conversation_tell_reads (HallConversation *self,
                              const char       *member_id)
{
  g_autoptr (GPtrArray) ids = hall_receipts_list (self->talk->reads);

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_autoptr (HallPacket) packet = make_packet (self, id);

      if (!g_str_equal (id, member_id) && packet != NULL)
        hall_host_send (self->host, member_id, packet, HALL_LINK_BACKGROUND);
    }
}
