/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-liar.c: it listens, joins like anybody, lets itself be dialled, and waits for its turn.
 */

#define G_LOG_DOMAIN "fake-liar"

#include "config.h"

#include "fake-link.h"
#include "fake-wraps.h"
#include "hall-limits.h"

#include "fake-liar-private.h"

#define GUESTS_MAX 8
#define HEARD_MAX 50
#define PROVE "fake-liar-prove"

static void
hear_of (FakeLiar   *self,
         const char *id)
{
  if (id != NULL && self->people->len < HEARD_MAX
      && !g_ptr_array_find_with_equal_func (self->people, id, g_str_equal, NULL))
    g_ptr_array_add (self->people, g_strdup (id));
}

static void
on_datagram (FakeTransport *transport,
             HallDatagram  *datagram,
             const char    *address,
             guint          port,
             guint          way,
             FakeLiar      *self)
{
  hear_of (self, datagram->id);
  if (datagram->type != HALL_DATAGRAM_ROOM || g_strcmp0 (datagram->room, self->room_id) != 0)
    return;
  g_free (self->host_id);
  self->host_id = g_strdup (datagram->id);
  g_free (self->host_address);
  self->host_address = g_strdup (address);
  self->host_port = datagram->tcp_port;
}

static void
hear_packet (FakeLiar   *self,
             HallLink   *link,
             HallPacket *packet)
{
  for (guint i = 0; packet->entries != NULL && i < packet->entries->len; i++)
    hear_of (self, ((HallRosterEntry *) g_ptr_array_index (packet->entries, i))->id);
  for (guint i = 0; packet->events != NULL && i < packet->events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (packet->events, i);

      hear_of (self, event->author);
      if (!g_str_equal (event->author, hall_link_get_peer_id (link)))
        self->n_heard++;
      if (self->heard->len < HEARD_MAX)
        g_ptr_array_add (self->heard, hall_event_ref (event));
    }
}

/* Whoever wants a proof must not go on without. */
static void
note_trust (FakeLiar   *self,
            HallLink   *link,
            HallPacket *packet)
{
  if (packet->type == HALL_PACKET_JOIN && packet->prove)
    g_object_set_data (G_OBJECT (link), PROVE, GUINT_TO_POINTER (1));
  else if (g_object_get_data (G_OBJECT (link), PROVE) != NULL
           && (packet->type == HALL_PACKET_HAVE || packet->type == HALL_PACKET_EV
               || packet->type == HALL_PACKET_IDS || packet->type == HALL_PACKET_EVS))
    {
      fake_lan_trace (self->lan, "%u: FOOLED %s", self->node->index, hall_link_get_peer_id (link));
      self->n_fooled++;
    }
}

static void
on_packet (HallLink   *link,
           HallPacket *packet,
           FakeLiar   *self)
{
  hear_packet (self, link, packet);
  note_trust (self, link, packet);
  if (packet->type == HALL_PACKET_JOIN && packet->prove && fake_random_chance (&self->dice, 700))
    fake_liar_pretend (self, link, HALL_PACKET_PAKE1);
  else if (packet->type == HALL_PACKET_JOIN)
    fake_liar_welcome (self, link, packet);
  else if (packet->type == HALL_PACKET_PAKE1)
    fake_liar_pretend (self, link, HALL_PACKET_PAKE2);
  else if (packet->type == HALL_PACKET_PAKE2)
    {
      if (fake_random_chance (&self->dice, 500))
        fake_liar_pretend (self, link, HALL_PACKET_PAKE3);
      fake_liar_welcome (self, link, packet);
    }
  else if (packet->type == HALL_PACKET_WELCOME && link == self->link && !self->welcomed)
    {
      self->welcomed = TRUE;
      if (self->genesis == NULL && packet->genesis != NULL)
        self->genesis = hall_event_ref (packet->genesis);
      fake_liar_say_joined (self);
    }
  else if (packet->type == HALL_PACKET_HAVE || packet->type == HALL_PACKET_IDS
           || packet->type == HALL_PACKET_WANT || packet->type == HALL_PACKET_EV)
    fake_liar_answer (self, link, packet);
}

static void
on_closed (HallLink     *link,
           const GError *error,
           FakeLiar     *self)
{
  g_signal_handlers_disconnect_by_data (link, self);
  if (link == self->door)
    g_clear_object (&self->door);
  else if (link == self->link)
    {
      g_clear_object (&self->link);
      self->welcomed = FALSE;
    }
  else
    g_ptr_array_remove (self->guests, link);
}

static void
on_ready (HallLink *link,
          FakeLiar *self)
{
  g_autoptr (HallPacket) join = hall_packet_new (HALL_PACKET_JOIN);

  join->room = g_strdup (self->room_id);
  join->name = g_strdup ("Honest Abe");
  join->tcp_port = HALL_DEFAULT_PORT;
  join->fit = 3;
  if (fake_random_chance (&self->dice, 200))
    {
      join->yield = TRUE;
      join->epoch = fake_random_chance (&self->dice, 500) ? HALL_NUMBER_MAX : 3;
      join->members = 500;
    }
  else if (fake_random_chance (&self->dice, 150))
    join->compare = TRUE;
  else if (self->locked && fake_random_chance (&self->dice, 500))
    join->prove = TRUE;
  hall_link_send (link, join, HALL_LINK_CHAT);
}

static void
watch (FakeLiar *self,
       HallLink *link)
{
  g_signal_connect (link, "packet", G_CALLBACK (on_packet), self);
  g_signal_connect (link, "closed", G_CALLBACK (on_closed), self);
}

static void
on_link (FakeTransport *transport,
         HallLink      *link,
         FakeLiar      *self)
{
  if (self->guests->len >= GUESTS_MAX)
    return;
  g_ptr_array_add (self->guests, g_object_ref (link));
  watch (self, link);
}

FakeLiar *
fake_liar_new (FakeLan *lan,
               guint64  seed)
{
  FakeLiar *self = g_new0 (FakeLiar, 1);

  self->lan = lan;
  fake_random_init (&self->dice, seed);
  self->node = fake_lan_add_node (lan);
  lan->has_liar = TRUE;
  self->identity = fake_wraps_get_identity ("liar");
  self->stranger = fake_wraps_get_identity ("stranger");
  self->guests = g_ptr_array_new_with_free_func (g_object_unref);
  self->people = g_ptr_array_new_with_free_func (g_free);
  self->heard = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  self->forgeries = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  return self;
}

void
fake_liar_free (FakeLiar *self)
{
  fake_liar_stop (self);
  g_ptr_array_unref (self->guests);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->heard);
  g_ptr_array_unref (self->forgeries);
  g_clear_pointer (&self->genesis, hall_event_unref);
  g_object_unref (self->identity);
  g_object_unref (self->stranger);
  g_free (self->room_id);
  g_free (self->host_id);
  g_free (self->host_address);
  g_free (self);
}

void
fake_liar_start (FakeLiar   *self,
                 const char *room_id)
{
  HallTransport *transport;

  self->room_id = g_strdup (room_id);
  self->clock = fake_clock_new (self->lan, 0);
  self->transport = fake_transport_new (self->node, HALL_CLOCK (self->clock));
  transport = HALL_TRANSPORT (self->transport);
  hall_transport_open_beacon (transport, hall_identity_get_id (self->identity), NULL,
                              HALL_DEFAULT_PORT, NULL, NULL);
  hall_transport_open_listener (transport, self->identity, 0, FALSE, NULL);
  g_signal_connect (transport, "datagram", G_CALLBACK (on_datagram), self);
  g_signal_connect (transport, "link", G_CALLBACK (on_link), self);
}

static void
dial (FakeLiar *self)
{
  if (self->host_address == NULL)
    return;
  self->link = hall_transport_dial (HALL_TRANSPORT (self->transport), self->host_address,
                                    self->host_port, self->host_id, HALL_PURPOSE_ROOM,
                                    self->identity);
  g_signal_connect (self->link, "ready", G_CALLBACK (on_ready), self);
  watch (self, self->link);
}

static void
on_door (HallLink *link,
         FakeLiar *self)
{
  fake_liar_whisper (self);
}

/* At anybody's. */
static void
knock (FakeLiar *self)
{
  guint place = (guint) fake_random_pick (&self->dice, 0, self->lan->nodes->len - 1);

  self->target = g_ptr_array_index (self->lan->nodes, place);
  if (self->target->owner == NULL)
    return;
  self->door = hall_transport_dial (HALL_TRANSPORT (self->transport), self->target->address,
                                    HALL_DEFAULT_PORT, NULL, HALL_PURPOSE_DIRECT, self->identity);
  g_signal_connect (self->door, "ready", G_CALLBACK (on_door), self);
  watch (self, self->door);
}

void
fake_liar_lie (FakeLiar *self)
{
  gint64 choice = fake_random_pick (&self->dice, 0, 99);

  self->n_lies++;
  if (self->transport == NULL)
    return;
  if (self->whispers && fake_random_chance (&self->dice, 300))
    {
      if (self->door == NULL)
        knock (self);
      else if (hall_link_get_ready (self->door))
        fake_liar_whisper (self);
    }
  else if (choice < (self->locked ? 50 : 15) && self->genesis != NULL)
    fake_liar_announce (self);
  else if (choice < 30 && self->guests->len > 0)
    fake_liar_say (self, g_ptr_array_index (self->guests,
                                            fake_random_pick (&self->dice, 0,
                                                              self->guests->len - 1)));
  else if (self->link == NULL)
    dial (self);
  else if (self->welcomed)
    fake_liar_say (self, self->link);
}

void
fake_liar_stop (FakeLiar *self)
{
  if (self->transport == NULL)
    return;
  fake_lan_trace (self->lan, "%u: the liar is gone", self->node->index);
  g_signal_handlers_disconnect_by_data (self->transport, self);
  if (self->link != NULL)
    g_signal_handlers_disconnect_by_data (self->link, self);
  if (self->door != NULL)
    g_signal_handlers_disconnect_by_data (self->door, self);
  for (guint i = 0; i < self->guests->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->guests, i), self);
  fake_transport_detach (self->transport);
  fake_link_abandon (self->node, TRUE);
  g_clear_object (&self->link);
  g_clear_object (&self->door);
  g_ptr_array_set_size (self->guests, 0);
  g_clear_object (&self->transport);
  g_clear_object (&self->clock);
}

const char *
fake_liar_get_id (FakeLiar *self)
{
  return hall_identity_get_id (self->identity);
}

guint
fake_liar_count_heard (FakeLiar *self)
{
  return self->n_heard;
}

guint
fake_liar_count_fooled (FakeLiar *self)
{
  return self->n_fooled;
}

void
fake_liar_tell_genesis (FakeLiar  *self,
                        HallEvent *genesis)
{
  self->genesis = hall_event_ref (genesis);
}

void
fake_liar_set_whispers (FakeLiar *self,
                        gboolean  whispers)
{
  self->whispers = whispers;
}

void
fake_liar_set_locked (FakeLiar *self,
                      gboolean  locked)
{
  self->locked = locked;
}
