/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* net-room.c: a hosted room and its members, for the tests of HallHost.
 *
 * Owned by the tests.
 */

#include "config.h"

#include "net-room.h"

static void
on_visitor_packet (HallLink   *link,
                   HallPacket *packet,
                   NetRoom    *room)
{
  g_signal_handlers_disconnect_by_data (link, room);
  g_assert_cmpint (packet->type, ==, HALL_PACKET_JOIN);
  hall_host_admit (room->host, link, packet);
  g_ptr_array_remove (room->visitors, link);
}

static void
on_link (HallListener *listener,
         HallLink     *link,
         NetRoom      *room)
{
  g_ptr_array_add (room->visitors, g_object_ref (link));
  g_signal_connect (link, "packet", G_CALLBACK (on_visitor_packet), room);
}

static void
on_event (HallHost   *host,
          HallEvent  *event,
          const char *member_id,
          NetRoom    *room)
{
  g_assert_cmpstr (member_id, ==, event->author);
  g_ptr_array_add (room->events, hall_event_ref (event));
  if (room->acknowledge)
    hall_host_acknowledge (host, member_id, event->id, HALL_ACK_STORED);
}

static void
on_packet (HallHost   *host,
           HallLink   *link,
           HallPacket *packet,
           NetRoom    *room)
{
  g_ptr_array_add (room->packets, hall_packet_ref (packet));
}

static void
on_member_added (HallHost   *host,
                 const char *id,
                 const char *name,
                 NetRoom    *room)
{
  g_assert_nonnull (hall_host_get_link (host, id));
  room->added++;
}

static void
on_member_removed (HallHost   *host,
                   const char *id,
                   NetRoom    *room)
{
  g_assert_null (hall_host_get_link (host, id));
  room->removed++;
}

gint64
net_now_ms (void)
{
  return g_get_real_time () / 1000;
}

static HallEvent *
new_genesis (HallIdentity *identity)
{
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new_genesis (hall_identity_get_key (identity), net_now_ms (),
                                             net_now_ms (), "Kitchen", NULL, HALL_HISTORY_ALL,
                                             &error);

  g_assert_no_error (error);

  return event;
}

void
net_room_set_up (NetRoom       *room,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  room->identity = net_new_identity ();
  net_turn ();
  room->descriptors = net_count_descriptors ();
  room->counters = hall_counters_new ();
  room->genesis = new_genesis (room->identity);
  room->host = hall_host_new (room->identity, room->counters, net_clock (), room->genesis,
                              "Ben");
  hall_host_set_epoch (room->host, 7);
  g_signal_connect (room->host, "event", G_CALLBACK (on_event), room);
  g_signal_connect (room->host, "packet", G_CALLBACK (on_packet), room);
  g_signal_connect (room->host, "member-added", G_CALLBACK (on_member_added), room);
  g_signal_connect (room->host, "member-removed", G_CALLBACK (on_member_removed), room);
  room->visitors = g_ptr_array_new_with_free_func (g_object_unref);
  room->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  room->packets = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_packet_unref);
  room->acknowledge = TRUE;
  room->listener = hall_listener_new (room->identity, room->counters, net_clock ());
  g_signal_connect (room->listener, "link", G_CALLBACK (on_link), room);
  hall_listener_open (room->listener, 0, TRUE, &error);
  g_assert_no_error (error);
  net_snapshot (room->counters, &room->before);
}

void
net_room_tear_down (NetRoom       *room,
                    gconstpointer  data)
{
  g_clear_object (&room->listener);
  hall_host_close (room->host);
  g_clear_object (&room->host);
  g_ptr_array_unref (room->visitors);
  g_ptr_array_unref (room->events);
  g_ptr_array_unref (room->packets);
  hall_event_unref (room->genesis);
  net_wait_until (net_count_descriptors () == room->descriptors);
  hall_counters_unref (room->counters);
  g_object_unref (room->identity);
}

HallPacket *
net_new_join (const char *room,
              const char *name)
{
  HallPacket *packet = hall_packet_new (HALL_PACKET_JOIN);

  packet->room = g_strdup (room);
  packet->name = g_strdup (name);

  return packet;
}

NetMember *
net_member_join_as (NetRoom      *room,
                    HallIdentity *identity,
                    const char   *name)
{
  NetMember *member = g_new0 (NetMember, 1);
  g_autoptr (HallPacket) join = net_new_join (room->genesis->id, name);
  HallLink *link;

  member->identity = g_object_ref (identity);
  member->counters = hall_counters_new ();
  link = net_dial ("127.0.0.1", hall_listener_get_port (room->listener),
                   hall_identity_get_id (room->identity), HALL_PURPOSE_ROOM, member->identity,
                   member->counters);
  member->record = net_record_new (link);
  net_wait_until (member->record->ready == 1);
  hall_link_send (member->record->link, join, HALL_LINK_CHAT);
  net_wait_until (net_record_count (member->record, HALL_PACKET_WELCOME) == 1);

  return member;
}

NetMember *
net_member_join (NetRoom    *room,
                 const char *name)
{
  g_autoptr (HallIdentity) identity = net_new_identity ();

  return net_member_join_as (room, identity, name);
}

void
net_member_free (NetMember *member)
{
  net_record_free (member->record);
  hall_counters_unref (member->counters);
  g_object_unref (member->identity);
  g_free (member);
}

HallEvent *
net_new_text (HallIdentity *author,
              const char   *room,
              gint64        lc,
              const char   *text)
{
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new_text (hall_identity_get_key (author), room, lc, net_now_ms (),
                                          NULL, NULL, text, &error);

  g_assert_no_error (error);

  return event;
}

void
net_send_event (HallLink  *link,
                HallEvent *event)
{
  g_autoptr (HallPacket) packet = hall_packet_new_event (event);

  hall_link_send (link, packet, HALL_LINK_CHAT);
}
