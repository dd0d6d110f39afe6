/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* raw-peer.c: a key, a link and what came over it; no session, no rules.
 */

#define G_LOG_DOMAIN "raw-peer"

#include "config.h"

#include "hall-tls-link.h"

#include "raw-peer.h"

RawPeer *
raw_peer_new (HallIdentity *identity)
{
  RawPeer *self = g_new0 (RawPeer, 1);
  g_autoptr (GError) error = NULL;

  if (identity != NULL)
    self->identity = g_object_ref (identity);
  else
    {
      g_autoptr (HallKey) key = hall_key_new_generated (&error);

      g_assert_no_error (error);
      self->identity = hall_identity_new (key, &error);
      g_assert_no_error (error);
    }
  self->counters = hall_counters_new ();
  self->clock = hall_clock_new ();
  self->packets = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_packet_unref);
  return self;
}

void
raw_peer_free (RawPeer *self)
{
  if (self->link != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->link, self);
      hall_link_abort (self->link);
    }
  g_clear_object (&self->link);
  if (self->source != NULL)
    {
      g_source_destroy (self->source);
      g_source_unref (self->source);
    }
  g_clear_object (&self->socket);
  g_ptr_array_unref (self->packets);
  g_free (self->error_code);
  hall_counters_unref (self->counters);
  g_object_unref (self->clock);
  g_object_unref (self->identity);
  g_free (self);
}

const char *
raw_peer_get_id (RawPeer *self)
{
  return hall_identity_get_id (self->identity);
}

HallKey *
raw_peer_get_key (RawPeer *self)
{
  return hall_identity_get_key (self->identity);
}

static void
on_packet (HallLink   *link,
           HallPacket *packet,
           RawPeer    *self)
{
  g_ptr_array_add (self->packets, hall_packet_ref (packet));
}

static void
on_ready (HallLink *link,
          RawPeer  *self)
{
  self->ready = TRUE;
}

static void
on_closed (HallLink     *link,
           const GError *error,
           RawPeer      *self)
{
  self->closed = TRUE;
  g_free (self->error_code);
  self->error_code = g_strdup (hall_link_get_error_code (link));
}

static void
watch (RawPeer  *self,
       HallLink *link)
{
  self->link = link;
  self->closed = FALSE;
  g_ptr_array_set_size (self->packets, 0);
  g_signal_connect (link, "ready", G_CALLBACK (on_ready), self);
  g_signal_connect (link, "packet", G_CALLBACK (on_packet), self);
  g_signal_connect (link, "closed", G_CALLBACK (on_closed), self);
}

void
raw_peer_dial (RawPeer    *self,
               TestPeer   *peer,
               HallPurpose purpose)
{
  guint16 port = hall_network_get_tcp_port (hall_session_get_network (peer->session));

  g_assert_null (self->link);
  self->fixture = peer->fixture;
  watch (self, hall_tls_link_new_outgoing ("127.0.0.1", port, NULL, test_peer_get_id (peer),
                                           purpose, self->identity, self->counters, self->clock));
  TEST_WAIT_UNTIL (self->ready || self->closed);
  g_assert_true (self->ready);
}

HallEvent *
raw_peer_make_joined (RawPeer    *self,
                      const char *room_id)
{
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new_state (raw_peer_get_key (self), room_id, 1, 1, NULL,
                                           HALL_STATE_JOINED, "Mallory", &error);

  g_assert_no_error (error);
  return event;
}

static void
note_member (RawPeer    *self,
             TestPeer   *peer,
             const char *room_id)
{
  g_autoptr (HallEvent) joined = NULL;
  HallConversation *conversation = NULL;
  HallRoom *room = NULL;
  HallCensus *census;

  if (peer->session != NULL)
    room = test_peer_find_room (peer, room_id);
  if (room != NULL)
    conversation = hall_session_get_conversation (peer->session, room);
  if (conversation == NULL)
    return;
  census = hall_conversation_get_census (conversation);
  if (hall_census_get_joined (census, hall_identity_get_id (self->identity)) >= 0)
    return;
  joined = raw_peer_make_joined (self, room_id);
  hall_census_add (census, joined);
}

void
raw_peer_belong (RawPeer    *self,
                 const char *room_id)
{
  for (guint i = 0; self->fixture != NULL && i < self->fixture->peers->len; i++)
    note_member (self, g_ptr_array_index (self->fixture->peers, i), room_id);
}

void
raw_peer_join (RawPeer    *self,
               TestPeer   *peer,
               const char *room_id)
{
  HallPacket *join = hall_packet_new (HALL_PACKET_JOIN);

  raw_peer_dial (self, peer, HALL_PURPOSE_ROOM);
  join->room = g_strdup (room_id);
  join->name = g_strdup ("Mallory");
  raw_peer_send (self, join);
  TEST_WAIT_UNTIL (raw_peer_find (self, HALL_PACKET_WELCOME) != NULL);
}

static gboolean
on_accept (GSocket     *socket,
           GIOCondition condition,
           gpointer     user_data)
{
  RawPeer *self = user_data;
  g_autoptr (GSocket) accepted = g_socket_accept (socket, NULL, NULL);

  if (accepted == NULL)
    return G_SOURCE_CONTINUE;
  if (self->link != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->link, self);
      hall_link_abort (self->link);
      g_clear_object (&self->link);
    }
  g_socket_set_blocking (accepted, FALSE);
  watch (self, hall_tls_link_new_incoming (accepted, self->identity, self->counters, self->clock));
  return G_SOURCE_CONTINUE;
}

guint16
raw_peer_listen (RawPeer *self)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) local = NULL;
  g_autoptr (GError) error = NULL;

  self->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                               &error);
  g_assert_no_error (error);
  g_socket_set_blocking (self->socket, FALSE);
  g_socket_bind (self->socket, address, FALSE, &error);
  g_assert_no_error (error);
  g_socket_listen (self->socket, &error);
  g_assert_no_error (error);
  self->source = g_socket_create_source (self->socket, G_IO_IN, NULL);
  g_source_set_callback (self->source, G_SOURCE_FUNC (on_accept), self, NULL);
  g_source_attach (self->source, NULL);
  local = g_socket_get_local_address (self->socket, &error);
  g_assert_no_error (error);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (local));
}

void
raw_peer_send (RawPeer    *self,
               HallPacket *packet)
{
  hall_link_send (self->link, packet, HALL_LINK_CHAT);
  hall_packet_unref (packet);
}

HallPacket *
raw_peer_find (RawPeer       *self,
               HallPacketType type)
{
  for (guint i = 0; i < self->packets->len; i++)
    {
      HallPacket *packet = g_ptr_array_index (self->packets, i);

      if (packet->type == type)
        return packet;
    }
  return NULL;
}

void
raw_peer_bytes (SessionFixture *fixture,
                GBytes         *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                                             G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.255.255.255",
                                                                              fixture->port);
  gsize length = g_bytes_get_size (bytes);

  /* Unicast would reach only the one that was bound last. */
  g_socket_set_broadcast (socket, TRUE);
  g_assert_cmpint (g_socket_send_to (socket, address, g_bytes_get_data (bytes, NULL), length, NULL,
                                     &error), ==, length);
}

void
raw_peer_datagram (RawPeer        *self,
                   SessionFixture *fixture,
                   HallDatagram   *datagram)
{
  static guint64 seq;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  datagram->id = g_strdup (raw_peer_get_id (self));
  datagram->boot = (guint64) g_get_real_time ();
  datagram->seq = ++seq;
  datagram->ttl_ms = 18000;
  bytes = hall_datagram_encode (datagram, raw_peer_get_key (self), &error);
  g_assert_no_error (error);
  hall_datagram_unref (datagram);
  raw_peer_bytes (fixture, bytes);
}

HallEvent *
raw_peer_make_text (RawPeer    *self,
                    const char *room_id,
                    gint64      lc,
                    const char *text)
{
  g_autofree char *token = hall_token_new ();
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new_text (raw_peer_get_key (self), room_id, lc, lc, NULL, token,
                                          text, &error);

  g_assert_no_error (error);
  raw_peer_belong (self, room_id);
  return event;
}

void
raw_peer_plant (TestPeer  *peer,
                HallEvent *event)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  g_ptr_array_add (events, event);
  raw_peer_plant_all (peer, events);
}

void
raw_peer_plant_all (TestPeer  *peer,
                    GPtrArray *events)
{
  g_autofree char *path = g_build_filename (peer->directory, "hallway.db", NULL);
  g_autoptr (HallStore) store = hall_store_new ();
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GPtrArray) new_events = NULL;

  hall_store_open_async (store, path, FALSE, NULL, test_keep_result, &opened);
  TEST_WAIT_UNTIL (opened != NULL);
  g_assert_true (hall_store_open_finish (store, opened, NULL));
  hall_store_add_events_async (store, events, 2, NULL, test_keep_result, &added);
  TEST_WAIT_UNTIL (added != NULL);
  new_events = hall_store_add_events_finish (store, added, NULL);
  g_assert_cmpuint (new_events->len, ==, events->len);
  hall_store_close_async (store, NULL, test_keep_result, &closed);
  TEST_WAIT_UNTIL (closed != NULL);
  g_assert_true (hall_store_close_finish (store, closed, NULL));
}
