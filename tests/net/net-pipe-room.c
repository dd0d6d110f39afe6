/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* net-pipe-room.c: a hosted room whose members are linked by pipes and whose time the test turns.
 *
 * Owned by the tests.
 */

#include "config.h"

#include "net-pipe.h"

static void
on_event (HallHost   *host,
          HallEvent  *event,
          const char *member_id,
          PipeRoom   *room)
{
  g_ptr_array_add (room->events, hall_event_ref (event));
}

static void
on_packet (HallHost   *host,
           HallLink   *link,
           HallPacket *packet,
           PipeRoom   *room)
{
  g_ptr_array_add (room->packets, hall_packet_ref (packet));
  if (packet->type == HALL_PACKET_WELCOME
      && g_strcmp0 (hall_link_get_peer_id (link), room->release_id) == 0)
    room->released = hall_host_release (host, room->release_id);
}

static void
on_member_added (HallHost   *host,
                 const char *id,
                 const char *name,
                 PipeRoom   *room)
{
  room->added++;
}

static void
on_member_removed (HallHost   *host,
                   const char *id,
                   PipeRoom   *room)
{
  room->removed++;
}

void
pipe_room_set_up (PipeRoom      *room,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  room->clock = net_held_clock_new ();
  room->identity = net_new_identity ();
  room->counters = hall_counters_new ();
  room->genesis = hall_event_new_genesis (hall_identity_get_key (room->identity), room->clock->wall,
                                          room->clock->wall, "Kitchen", NULL,
                                          data != NULL ? HALL_HISTORY_JOINED : HALL_HISTORY_ALL,
                                          &error);
  g_assert_no_error (error);
  room->host = hall_host_new (room->identity, room->counters, HALL_CLOCK (room->clock),
                              room->genesis, "Ben");
  hall_host_set_epoch (room->host, 7);
  room->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  room->packets = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_packet_unref);
  g_signal_connect (room->host, "event", G_CALLBACK (on_event), room);
  g_signal_connect (room->host, "packet", G_CALLBACK (on_packet), room);
  g_signal_connect (room->host, "member-added", G_CALLBACK (on_member_added), room);
  g_signal_connect (room->host, "member-removed", G_CALLBACK (on_member_removed), room);
  net_snapshot (room->counters, &room->before);
}

void
pipe_room_tear_down (PipeRoom      *room,
                     gconstpointer  data)
{
  g_clear_object (&room->released);
  hall_host_close (room->host);
  g_assert_finalize_object (room->host);
  net_settle ();
  g_ptr_array_unref (room->events);
  g_ptr_array_unref (room->packets);
  hall_event_unref (room->genesis);
  hall_counters_unref (room->counters);
  g_object_unref (room->identity);
  g_assert_finalize_object (room->clock);
}

PipeMember *
pipe_member_new (PipeRoom *room)
{
  PipeMember *member = g_new0 (PipeMember, 1);
  g_autoptr (GError) error = NULL;
  HallLink *far;

  member->key = hall_key_new_generated (&error);
  g_assert_no_error (error);
  member->id = g_strdup (hall_key_get_id (member->key));
  net_pipe_new_pair (HALL_CLOCK (room->clock), hall_identity_get_id (room->identity), member->id,
                     &member->near, &far);
  member->record = net_record_new (far);
  net_pipe_begin (member->near, far);

  return member;
}

HallPacket *
pipe_room_new_join (PipeRoom   *room,
                    const char *name,
                    guint16     tcp_port,
                    guint       fit)
{
  HallPacket *join = hall_packet_new (HALL_PACKET_JOIN);

  join->room = g_strdup (room->genesis->id);
  join->name = g_strdup (name);
  join->tcp_port = tcp_port;
  join->fit = fit;

  return join;
}

PipeMember *
pipe_member_join (PipeRoom   *room,
                  const char *name,
                  guint16     tcp_port,
                  guint       fit)
{
  PipeMember *member = pipe_member_new (room);
  g_autoptr (HallPacket) join = pipe_room_new_join (room, name, tcp_port, fit);

  g_assert_true (hall_host_admit (room->host, member->near, join));

  return member;
}

void
pipe_member_free (PipeMember *member)
{
  g_free (member->id);
  hall_key_unref (member->key);
  g_object_unref (member->near);
  net_record_free (member->record);
  g_free (member);
}
