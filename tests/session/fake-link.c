/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-link.c: a HallLink over a FakeWire, and how it is dialled.
 */

#define G_LOG_DOMAIN "fake-link"

#include "config.h"

#include <string.h>

#include "hall-limits.h"

#include "fake-wire.h"

#define CLOSING_US G_USEC_PER_SEC

G_DEFINE_FINAL_TYPE (FakeLink, fake_link, HALL_TYPE_LINK)

static void
fake_link_send_frame (HallLink         *link,
                      GBytes           *frame,
                      HallLinkPriority  priority)
{
  FakeEnd *end = FAKE_LINK (link)->end;

  if (end == NULL)
    return;
  if (end->wire->lan->watch != NULL && end->wire->purpose == HALL_PURPOSE_ROOM
      && hall_link_get_peer_id (link) != NULL)
    end->wire->lan->watch (end->node, hall_link_get_peer_id (link), frame,
                           end->wire->lan->watch_data);
  g_queue_push_tail (priority == HALL_LINK_CHAT ? &end->chat : &end->background,
                     g_bytes_ref (frame));
  end->turn_bytes += g_bytes_get_size (frame);
  fake_wire_mark_dirty (end->wire);
}

static gsize
fake_link_get_queued (HallLink *link)
{
  FakeEnd *end = FAKE_LINK (link)->end;

  if (end == NULL)
    return 0;
  return end->turn_bytes + (end->wire->up ? 0 : end->pipe_bytes);
}

static void
on_closing (gpointer user_data)
{
  FakeEnd *end = user_data;
  FakeLink *link = end->link;

  fake_event_clear (&end->closing);
  if (link != NULL)
    hall_link_end (HALL_LINK (link), g_steal_pointer (&link->close_error));
}

static gboolean
on_nobody (gpointer user_data)
{
  FakeLink *self = user_data;

  hall_link_end (HALL_LINK (self), g_steal_pointer (&self->close_error));
  return G_SOURCE_REMOVE;
}

static void
fake_link_finish (HallLink   *link,
                  HallPacket *last,
                  GError     *error)
{
  FakeLink *self = FAKE_LINK (link);
  FakeEnd *end = self->end;
  GBytes *frame = last != NULL ? hall_packet_encode (last, NULL) : NULL;
  gint64 patience = CLOSING_US;
  FakeLan *lan;

  self->close_error = error;
  if (end == NULL)
    {
      g_clear_pointer (&frame, g_bytes_unref);
      g_idle_add_full (G_PRIORITY_DEFAULT, on_nobody, g_object_ref (self), g_object_unref);
      return;
    }
  lan = end->wire->lan;
  if (frame != NULL)
    g_queue_push_tail (&end->background, frame);
  self->finishing = TRUE;
  g_object_ref (self);
  fake_event_clear (&end->silence);
  if (end->wire->up)
    patience = 2 * fake_lan_pick_delay (lan);
  end->closing = fake_lan_plan (lan, lan->now + patience, on_closing, end);
  fake_wire_mark_dirty (end->wire);
}

/* The same at both ends, and of no other connection. */
static gboolean
fake_link_export (HallLink   *link,
                  const char *label,
                  guint8     *bytes,
                  gsize       length)
{
  FakeLink *self = FAKE_LINK (link);

  for (gsize done = 0; done < length;)
    {
      g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
      g_autofree char *text = NULL;
      guint8 digest[32];
      gsize size = sizeof digest;

      text = g_strdup_printf ("%" G_GUINT64_FORMAT " %zu %s", self->wire->number, done, label);
      g_checksum_update (checksum, (const guint8 *) text, -1);
      g_checksum_get_digest (checksum, digest, &size);
      size = MIN (size, length - done);
      memcpy (bytes + done, digest, size);
      done += size;
    }

  return TRUE;
}

/* The machine has nothing of it any more; the peer hears of that. */
static void
fake_link_ended (HallLink *link)
{
  FakeEnd *end = FAKE_LINK (link)->end;
  FakeWire *wire;

  if (end == NULL)
    return;
  wire = end->wire;
  wire->ref_count++;
  fake_lan_trace (wire->lan, "%u: link with %u is over", end->node->index,
                  fake_end_get_other (end)->node->index);
  if (end->side == 0)
    fake_event_clear (&wire->connecting);
  fake_end_abandon (end, TRUE);
  fake_wire_drop_if_over (wire);
  fake_wire_unref (wire);
}

static void
fake_link_dispose (GObject *object)
{
  FakeLink *self = FAKE_LINK (object);

  fake_link_ended (HALL_LINK (self));
  g_clear_error (&self->close_error);
  g_clear_pointer (&self->wire, fake_wire_unref);
  G_OBJECT_CLASS (fake_link_parent_class)->dispose (object);
}

static void
fake_link_class_init (FakeLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fake_link_dispose;
  HALL_LINK_CLASS (klass)->send_frame = fake_link_send_frame;
  HALL_LINK_CLASS (klass)->get_queued = fake_link_get_queued;
  HALL_LINK_CLASS (klass)->finish = fake_link_finish;
  HALL_LINK_CLASS (klass)->export = fake_link_export;
  HALL_LINK_CLASS (klass)->ended = fake_link_ended;
}

static void
fake_link_init (FakeLink *self)
{
}

static FakeLink *
add_link (FakeWire      *wire,
          guint          side,
          FakeTransport *transport,
          guint16        port)
{
  FakeEnd *end = &wire->ends[side];
  FakeLink *link = g_object_new (FAKE_TYPE_LINK, NULL);

  wire->ref_count++;
  link->wire = wire;
  link->end = end;
  end->link = link;
  g_set_object (&end->transport, transport);
  end->open = TRUE;
  end->framer = hall_framer_new ();
  hall_link_set_way (HALL_LINK (link), side == 1, fake_end_get_other (end)->node->address, port,
                     wire->purpose);
  return link;
}

static void
fail (FakeWire      *wire,
      HallLinkError  code,
      const char    *text)
{
  FakeLink *link = wire->ends[0].link;

  fake_event_clear (&wire->connecting);
  if (link != NULL)
    hall_link_end (HALL_LINK (link), g_error_new_literal (HALL_LINK_ERROR, code, text));
}

static void
on_refused (gpointer user_data)
{
  fail (user_data, HALL_LINK_ERROR_UNREACHABLE, "Connection refused");
}

static void
on_dial_timeout (gpointer user_data)
{
  fail (user_data, HALL_LINK_ERROR_UNREACHABLE, "Nobody answered");
}

static void
on_handshake_timeout (gpointer user_data)
{
  fail (user_data, HALL_LINK_ERROR_TLS, "The handshake took too long");
}

static void
on_wrong_key (gpointer user_data)
{
  fail (user_data, HALL_LINK_ERROR_WRONG_KEY, "Somebody else is there");
}

static void
on_clock (gpointer user_data)
{
  fail (user_data, HALL_LINK_ERROR_CLOCK, "The clocks differ by more than twelve hours");
}

static void
plan_step (FakeWire *wire,
           gint64    delay,
           FakeFunc  func)
{
  fake_event_clear (&wire->connecting);
  wire->connecting = fake_lan_plan (wire->lan, wire->lan->now + delay, func, wire);
}

static gint64
get_offset (FakeEnd *end)
{
  HallClock *ours = hall_transport_get_clock (HALL_TRANSPORT (end->transport));
  HallClock *theirs;

  theirs = hall_transport_get_clock (HALL_TRANSPORT (fake_end_get_other (end)->transport));
  return hall_clock_get_wall (theirs) - hall_clock_get_wall (ours);
}

static void
begin (FakeEnd    *end,
       const char *peer_id)
{
  HallClock *clock = hall_transport_get_clock (HALL_TRANSPORT (end->transport));
  HallLink *link = HALL_LINK (end->link);

  fake_lan_trace (end->wire->lan, "%u: link with %u", end->node->index,
                  fake_end_get_other (end)->node->index);
  hall_link_note_heard (link, hall_clock_get_monotonic (clock));
  hall_link_set_peer (link, peer_id);
  hall_link_begin (link, end->wire->purpose, get_offset (end));
}

/* The second half of the greeting is back where it began. */
static void
on_greeted (gpointer user_data)
{
  FakeWire *wire = user_data;
  const char *peer_id = wire->ends[1].transport != NULL
                          ? fake_transport_get_own_id (wire->ends[1].transport) : NULL;

  fake_event_clear (&wire->connecting);
  if (!wire->up)
    plan_step (wire, HALL_TLS_TIMEOUT_MS * 1000, on_handshake_timeout);
  else if (!wire->ends[1].open || peer_id == NULL)
    fail (wire, HALL_LINK_ERROR_LOST, "The other side has closed the connection");
  else
    begin (&wire->ends[0], peer_id);
}

static void
on_handshake (gpointer user_data)
{
  FakeWire *wire = user_data;
  FakeLan *lan = wire->lan;
  FakeTransport *transport = wire->ends[1].node->transport;
  gint64 delay = fake_lan_pick_delay (lan);
  const char *own_id = transport != NULL ? fake_transport_get_own_id (transport) : NULL;
  g_autoptr (FakeLink) link = NULL;
  gint64 offset;

  fake_event_clear (&wire->connecting);
  if (!wire->up)
    {
      plan_step (wire, HALL_TLS_TIMEOUT_MS * 1000, on_handshake_timeout);
      return;
    }
  if (own_id == NULL || (wire->expected_id != NULL && !g_str_equal (own_id, wire->expected_id)))
    {
      plan_step (wire, delay, own_id == NULL ? on_refused : on_wrong_key);
      return;
    }
  g_set_object (&wire->ends[1].transport, transport);
  offset = get_offset (&wire->ends[1]);
  if (offset > HALL_CLOCK_DIFFERENCE_MAX_MS || offset < -HALL_CLOCK_DIFFERENCE_MAX_MS)
    {
      plan_step (wire, delay, on_clock);
      return;
    }
  link = add_link (wire, 1, transport, (guint16) fake_random_pick (&lan->random, 32768, 60999));
  wire->ends[1].last_at = lan->now + delay;
  plan_step (wire, delay, on_greeted);
  begin (&wire->ends[1], wire->own_id);
  hall_transport_emit_link (HALL_TRANSPORT (transport), HALL_LINK (link));
}

static void
on_called (gpointer user_data)
{
  FakeWire *wire = user_data;
  FakeTransport *transport = wire->ends[1].node->transport;
  gint64 delay = fake_lan_pick_delay (wire->lan);

  if (!wire->up)
    plan_step (wire, HALL_DIAL_TIMEOUT_MS * 1000, on_dial_timeout);
  else if (transport == NULL
           || hall_transport_get_tcp_port (HALL_TRANSPORT (transport)) != wire->port)
    plan_step (wire, delay, on_refused);
  else
    plan_step (wire, 2 * delay, on_handshake);
}

HallLink *
fake_link_dial (FakeTransport *transport,
                const char    *address,
                guint16        port,
                const char    *expected_id,
                HallPurpose    purpose,
                const char    *own_id)
{
  FakeNode *node = fake_transport_get_node (transport);
  FakeNode *target = fake_lan_find_node (node->lan, address);
  FakeWire *wire = fake_wire_new (node, target != NULL ? target : node);
  FakeLink *link;

  wire->port = port;
  wire->expected_id = g_strdup (expected_id);
  wire->own_id = g_strdup (own_id);
  wire->purpose = purpose;
  link = add_link (wire, 0, transport, port);
  hall_link_set_way (HALL_LINK (link), FALSE, address, port, purpose);
  fake_lan_trace (node->lan, "%u: dials %s:%u", node->index, address, port);
  if (target == NULL)
    plan_step (wire, HALL_DIAL_TIMEOUT_MS * 1000, on_dial_timeout);
  else
    plan_step (wire, fake_lan_pick_delay (node->lan), on_called);
  return HALL_LINK (link);
}
