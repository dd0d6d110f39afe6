/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-typing.c: saying that one writes, and who else does; the host passes it on.
 *
 * Part of HallConversation. Nothing of it is kept, and in rooms of more than
 * HALL_TYPING_MEMBERS_MAX nobody says it.
 */

#define G_LOG_DOMAIN "hall-conversation-typing"

#include "config.h"

#include "hall-limits.h"
#include "hall-settings.h"

#include "hall-conversation-private.h"

static guint
count_here (HallConversation *self)
{
  if (self->direct != NULL)
    return 2;
  return g_list_model_get_n_items (hall_room_get_members (self->room));
}

static HallPacket *
make_packet (HallConversation *self,
             const char       *person_id,
             gboolean          typing)
{
  HallPacket *packet = hall_packet_new (HALL_PACKET_TYPING);

  packet->room = g_strdup (self->stored->id);
  packet->person = g_strdup (person_id);
  packet->typing = typing;
  return packet;
}

/**
 * hall_conversation_set_typing:
 * @self: a conversation
 * @typing: whether something stands in the composer that was changed just now
 *
 * Tells the others, unless that is not wanted.
 */
void
hall_conversation_set_typing (HallConversation *self,
                              gboolean          typing)
{
  HallSettings *settings = self->context->settings;
  g_autoptr (HallPacket) packet = NULL;

  if (self->closed || (self->host == NULL && !self->welcomed)
      || count_here (self) > HALL_TYPING_MEMBERS_MAX
      || (settings != NULL && !hall_settings_get_typing_notices (settings))
      || !hall_typing_set_own (self->typing, typing))
    return;
  packet = make_packet (self, self->host != NULL ? self->context->own_id : NULL, typing);
  if (self->host != NULL)
    hall_host_send_all (self->host, packet, NULL);
  else
    hall_link_send (self->link, packet, HALL_LINK_CHAT);
  if (self->direct != NULL)
    hall_direct_touch (self->direct);
}

/* What was written was sent: whoever sees it need not be told that nobody writes any more. */
void
hall_conversation_end_typing (HallConversation *self)
{
  hall_typing_set_own (self->typing, FALSE);
}

/* Who speaks here, or of whom the host speaks; NULL: nobody that may be meant. */
static const char *
find_typist (HallConversation *self,
             HallLink         *link,
             HallPacket       *packet)
{
  const char *peer_id = hall_link_get_peer_id (link);

  if (self->host != NULL || self->direct != NULL)
    return packet->person == NULL || g_str_equal (packet->person, peer_id) ? peer_id : NULL;
  if (packet->person == NULL || g_str_equal (packet->person, peer_id))
    return peer_id;
  return hall_census_contains (self->census, packet->person) ? packet->person : NULL;
}

/**
 * hall_conversation_take_typing:
 * @self: a conversation
 * @link: of the host, of a member, or of the other one
 * @packet: a `typing`
 *
 * Shows it for a while; while we host, the others are told.
 */
void
hall_conversation_take_typing (HallConversation *self,
                               HallLink         *link,
                               HallPacket       *packet)
{
  const char *person_id = find_typist (self, link, packet);
  HallPerson *person;

  if (person_id == NULL)
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_FRAME_OUT_OF_PLACE);
      return;
    }
  if (g_str_equal (person_id, self->context->own_id)
      || !hall_typing_admit (self->typing, person_id))
    return;
  if (self->host != NULL && count_here (self) <= HALL_TYPING_MEMBERS_MAX)
    {
      g_autoptr (HallPacket) relayed = make_packet (self, person_id, packet->typing);

      hall_host_send_all (self->host, relayed, person_id);
    }
  person = hall_directory_lookup_person (self->context->directory, person_id);
  if (person != NULL && !hall_person_get_blocked (person))
    hall_typing_take (self->typing, person, packet->typing);
}

/* What somebody wrote has come. */
void
hall_conversation_note_typed (HallConversation *self,
                              HallEvent        *event)
{
  HallPerson *person = hall_directory_lookup_person (self->context->directory, event->author);

  if (person != NULL && event->kind == HALL_EVENT_TEXT)
    hall_typing_take (self->typing, person, FALSE);
}
