/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* net-pipe.c: a HallLink that carries encoded frames in memory.
 *
 * Owned by the tests. It uses of HallLink what hall-link.h offers to every derived class, and
 * nothing else.
 */

#include "config.h"

#include "net-pipe.h"

G_DEFINE_FINAL_TYPE (NetPipe, net_pipe, HALL_TYPE_LINK)

static void schedule (NetPipe *self);

static HallPacket *
decode (GBytes *bytes)
{
  HallFramer *framer = hall_framer_new ();
  g_autoptr (GError) error = NULL;
  HallPacket *packet;
  HallFrame frame;

  hall_framer_feed (framer, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_true (hall_framer_next (framer, &frame, &error));
  packet = hall_packet_decode (&frame, &error);
  g_assert_no_error (error);
  hall_framer_free (framer);

  return packet;
}

static void
count (NetPipe *self,
       GBytes  *frame)
{
  g_autoptr (HallPacket) packet = decode (frame);
  guint entries = packet->entries != NULL ? packet->entries->len : 0;

  self->sent[packet->type]++;
  self->sent_bytes[packet->type] += g_bytes_get_size (frame);
  if (packet->type != HALL_PACKET_ROSTER)
    return;

  self->sent_entries += entries;
  self->sent_entries_most = MAX (self->sent_entries_most, entries);
}

static void
push (NetPipe *self,
      GBytes  *frame)
{
  count (self, frame);
  if (self->other == NULL)
    return;

  g_queue_push_tail (&self->other->incoming, g_bytes_ref (frame));
  self->other->incoming_bytes += g_bytes_get_size (frame);
  schedule (self->other);
}

static void
net_pipe_send_frame (HallLink         *link,
                     GBytes           *frame,
                     HallLinkPriority  priority)
{
  push (NET_PIPE (link), frame);
}

static gsize
net_pipe_get_queued (HallLink *link)
{
  NetPipe *self = NET_PIPE (link);

  return self->other != NULL ? self->other->incoming_bytes : 0;
}

static void
net_pipe_finish (HallLink   *link,
                 HallPacket *last,
                 GError     *error)
{
  NetPipe *self = NET_PIPE (link);
  g_autoptr (GBytes) frame = hall_packet_encode (last, NULL);

  g_assert_true (hall_link_get_closed (link));
  push (self, frame);
  self->finishes++;
  self->finishing = TRUE;
  self->error = error;
  schedule (self);
}

static void
net_pipe_abort (HallLink *link)
{
  NET_PIPE (link)->aborts++;
}

static void
part (NetPipe *self)
{
  NetPipe *other = g_steal_pointer (&self->other);

  g_queue_clear_full (&self->incoming, (GDestroyNotify) g_bytes_unref);
  g_clear_handle_id (&self->source, g_source_remove);
  if (other == NULL)
    return;

  other->other = NULL;
  other->lost = TRUE;
  schedule (other);
}

static void
net_pipe_ended (HallLink *link)
{
  NET_PIPE (link)->ends++;
  part (NET_PIPE (link));
}

static void
net_pipe_dispose (GObject *object)
{
  part (NET_PIPE (object));

  G_OBJECT_CLASS (net_pipe_parent_class)->dispose (object);
}

static void
net_pipe_finalize (GObject *object)
{
  NetPipe *self = NET_PIPE (object);

  g_clear_error (&self->error);
  g_object_unref (self->clock);

  G_OBJECT_CLASS (net_pipe_parent_class)->finalize (object);
}

static void
net_pipe_class_init (NetPipeClass *class)
{
  HallLinkClass *link_class = HALL_LINK_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = net_pipe_dispose;
  G_OBJECT_CLASS (class)->finalize = net_pipe_finalize;
  link_class->send_frame = net_pipe_send_frame;
  link_class->get_queued = net_pipe_get_queued;
  link_class->finish = net_pipe_finish;
  link_class->abort = net_pipe_abort;
  link_class->ended = net_pipe_ended;
}

static void
net_pipe_init (NetPipe *self)
{
  g_queue_init (&self->incoming);
}

static void
take_frames (NetPipe *self)
{
  GBytes *frame;

  while ((frame = g_queue_pop_head (&self->incoming)) != NULL)
    {
      g_autoptr (HallPacket) packet = decode (frame);

      self->incoming_bytes -= g_bytes_get_size (frame);
      g_bytes_unref (frame);
      hall_link_note_heard (HALL_LINK (self), hall_clock_get_monotonic (self->clock));
      hall_link_take_packet (HALL_LINK (self), packet);
    }
}

static gboolean
on_turn (gpointer user_data)
{
  g_autoptr (NetPipe) self = g_object_ref (NET_PIPE (user_data));

  self->source = 0;
  take_frames (self);
  if (self->finishing)
    hall_link_end (HALL_LINK (self), g_steal_pointer (&self->error));
  else if (self->lost)
    hall_link_end (HALL_LINK (self), g_error_new_literal (HALL_LINK_ERROR, HALL_LINK_ERROR_LOST,
                                                          "The other end is over"));

  return G_SOURCE_REMOVE;
}

static void
schedule (NetPipe *self)
{
  if (self->source == 0 && self->ends == 0)
    self->source = g_idle_add_full (G_PRIORITY_DEFAULT, on_turn, self, NULL);
}

void
net_pipe_new_pair (HallClock   *clock,
                   const char  *near_id,
                   const char  *far_id,
                   HallLink   **near,
                   HallLink   **far)
{
  NetPipe *first = g_object_new (NET_TYPE_PIPE, NULL);
  NetPipe *second = g_object_new (NET_TYPE_PIPE, NULL);

  first->clock = g_object_ref (clock);
  second->clock = g_object_ref (clock);
  first->other = second;
  second->other = first;
  *near = HALL_LINK (first);
  *far = HALL_LINK (second);
  hall_link_set_way (*near, TRUE, "10.77.0.2", 40000, HALL_PURPOSE_ROOM);
  hall_link_set_way (*far, FALSE, "10.77.0.1", 7300, HALL_PURPOSE_DIRECT);
  hall_link_set_peer (*near, far_id);
  hall_link_set_peer (*far, near_id);
}

void
net_pipe_begin (HallLink *near,
                HallLink *far)
{
  hall_link_begin (near, HALL_PURPOSE_DIRECT, 5);
  hall_link_begin (far, HALL_PURPOSE_DIRECT, -5);
}
