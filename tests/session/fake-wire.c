/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-wire.c: carrying frames, and every way in which a connection is broken from outside.
 */

#define G_LOG_DOMAIN "fake-wire"

#include "config.h"

#include "hall-limits.h"

#include "fake-wire.h"

#define PING_US (5 * G_USEC_PER_SEC)
#define RETRANSMIT_MIN_US (200 * 1000)
#define RETRANSMIT_MAX_US (3 * G_USEC_PER_SEC)

typedef struct
{
  GBytes *bytes;     /* NULL: the end of the stream */
  gint64 at;
} FakeParcel;

static void
fake_parcel_free (gpointer data)
{
  FakeParcel *parcel = data;

  g_clear_pointer (&parcel->bytes, g_bytes_unref);
  g_free (parcel);
}

static void
clear_end (FakeEnd *end)
{
  fake_event_clear (&end->delivery);
  fake_event_clear (&end->silence);
  fake_event_clear (&end->reset);
  fake_event_clear (&end->closing);
  g_queue_clear_full (&end->chat, (GDestroyNotify) g_bytes_unref);
  g_queue_clear_full (&end->background, (GDestroyNotify) g_bytes_unref);
  g_queue_clear_full (&end->pipe, fake_parcel_free);
  end->turn_bytes = end->pipe_bytes = 0;
}

void
fake_wire_unref (FakeWire *self)
{
  if (--self->ref_count > 0)
    return;
  for (guint i = 0; i < 2; i++)
    {
      clear_end (&self->ends[i]);
      g_clear_pointer (&self->ends[i].framer, hall_framer_free);
      g_clear_object (&self->ends[i].transport);
    }
  g_free (self->expected_id);
  g_free (self->own_id);
  g_free (self);
}

void
fake_wire_drop (FakeWire *self)
{
  if (self->dropped)
    return;
  self->dropped = TRUE;
  fake_event_clear (&self->connecting);
  for (guint i = 0; i < 2; i++)
    clear_end (&self->ends[i]);
  g_ptr_array_remove (self->lan->wires, self);
  g_ptr_array_remove (self->lan->dirty, self);
  fake_wire_unref (self);
}

FakeWire *
fake_wire_new (FakeNode *from,
               FakeNode *to)
{
  FakeWire *self = g_new0 (FakeWire, 1);
  FakeNode *nodes[] = { from, to };

  self->lan = from->lan;
  self->ref_count = 1;
  self->number = ++self->lan->n_wires;
  self->up = fake_lan_reaches (self->lan, from, to);
  for (guint i = 0; i < 2; i++)
    {
      FakeEnd *end = &self->ends[i];

      end->wire = self;
      end->side = i;
      end->node = nodes[i];
      g_queue_init (&end->chat);
      g_queue_init (&end->background);
      g_queue_init (&end->pipe);
    }
  g_ptr_array_add (self->lan->wires, self);
  return self;
}

FakeEnd *
fake_end_get_other (FakeEnd *self)
{
  return &self->wire->ends[1 - self->side];
}

void
fake_wire_drop_if_over (FakeWire *self)
{
  gboolean waiting = !g_queue_is_empty (&self->ends[0].pipe)
                     || !g_queue_is_empty (&self->ends[1].pipe);

  if (!self->ends[0].open && !self->ends[1].open && self->connecting == NULL && !waiting)
    fake_wire_drop (self);
}

static void
lose (FakeEnd       *end,
      HallLinkError  code,
      const char    *text)
{
  FakeLink *link = end->link;

  if (link == NULL)
    end->open = FALSE;
  else if (link->finishing)
    hall_link_end (HALL_LINK (link), g_steal_pointer (&link->close_error));
  else
    hall_link_end (HALL_LINK (link), g_error_new_literal (HALL_LINK_ERROR, code, text));
}

static void
take_bytes (FakeEnd *end,
            GBytes  *bytes)
{
  HallLink *link = HALL_LINK (end->link);
  g_autoptr (GError) error = NULL;
  HallFrame frame;

  hall_link_note_heard (link, hall_clock_get_monotonic (
                                hall_transport_get_clock (HALL_TRANSPORT (end->transport))));
  hall_framer_feed (end->framer, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  while (end->open && end->link != NULL && !hall_link_get_closed (link)
         && hall_framer_next (end->framer, &frame, &error))
    {
      g_autoptr (HallPacket) packet = hall_packet_decode (&frame, &error);

      if (packet == NULL)
        break;
      fake_lan_trace (end->wire->lan, "%u: packet %d of %u", end->node->index, packet->type,
                      fake_end_get_other (end)->node->index);
      if (packet->type != HALL_PACKET_UNKNOWN)
        hall_link_take_packet (link, packet);
    }
  if (error != NULL)
    hall_link_refuse (link, "unsupported", error->message);
}

static void
on_reset (gpointer user_data)
{
  FakeEnd *end = user_data;

  fake_event_clear (&end->reset);
  if (end->open)
    lose (end, HALL_LINK_ERROR_LOST, "The connection was reset");
}

static void
reset_later (FakeEnd *end,
             gint64   delay)
{
  FakeLan *lan = end->wire->lan;

  if (end->open && end->reset == NULL)
    end->reset = fake_lan_plan (lan, lan->now + delay, on_reset, end);
}

static void
deliver (FakeEnd *from)
{
  FakeWire *wire = from->wire;
  FakeEnd *to = fake_end_get_other (from);
  FakeParcel *parcel;

  while ((parcel = g_queue_peek_head (&from->pipe)) != NULL && parcel->at <= wire->lan->now)
    {
      g_autoptr (GBytes) bytes = g_steal_pointer (&parcel->bytes);
      g_autoptr (FakeLink) link = to->link != NULL ? g_object_ref (to->link) : NULL;

      fake_parcel_free (g_queue_pop_head (&from->pipe));
      if (bytes != NULL)
        from->pipe_bytes -= g_bytes_get_size (bytes);
      if (to->open && bytes == NULL)
        lose (to, HALL_LINK_ERROR_LOST, "The other side has closed the connection");
      else if (to->open && link != NULL && !hall_link_get_closed (HALL_LINK (link)))
        take_bytes (to, bytes);
      else if (!to->open)
        reset_later (from, fake_lan_pick_delay (wire->lan));
    }
}

static void plan_delivery (FakeEnd *from,
                           gint64   earliest);

static void
on_delivery (gpointer user_data)
{
  FakeEnd *from = user_data;
  FakeWire *wire = from->wire;

  fake_event_clear (&from->delivery);
  wire->ref_count++;
  deliver (from);
  if (!wire->dropped)
    plan_delivery (from, 0);
  if (!wire->dropped)
    fake_wire_drop_if_over (wire);
  fake_wire_unref (wire);
}

static void
plan_delivery (FakeEnd *from,
               gint64   earliest)
{
  FakeParcel *parcel = g_queue_peek_head (&from->pipe);

  if (parcel != NULL && from->wire->up && from->delivery == NULL)
    from->delivery = fake_lan_plan (from->wire->lan, MAX (parcel->at, earliest), on_delivery,
                                    from);
}

static void
send_parcel (FakeEnd *from,
             GBytes  *bytes)
{
  FakeLan *lan = from->wire->lan;
  FakeParcel *parcel = g_new0 (FakeParcel, 1);

  parcel->bytes = bytes;
  parcel->at = from->last_at = MAX (from->last_at, lan->now);
  if (bytes != NULL)
    {
      from->pipe_bytes += g_bytes_get_size (bytes);
      lan->n_link_bytes += g_bytes_get_size (bytes);
    }
  g_queue_push_tail (&from->pipe, parcel);
  lan->n_frames++;
}

static void
flush_end (FakeEnd *from)
{
  FakeLan *lan = from->wire->lan;
  GBytes *bytes;

  if (g_queue_is_empty (&from->chat) && g_queue_is_empty (&from->background))
    return;
  from->last_at = MAX (from->last_at, lan->now + fake_lan_pick_delay (lan));
  while ((bytes = g_queue_pop_head (&from->chat)) != NULL
         || (bytes = g_queue_pop_head (&from->background)) != NULL)
    send_parcel (from, bytes);
  from->turn_bytes = 0;
  if (from->link != NULL && from->link->finishing)
    {
      from->shut = TRUE;
      send_parcel (from, NULL);
    }
  plan_delivery (from, 0);
}

void
fake_wire_flush (FakeWire *self)
{
  for (guint i = 0; i < 2; i++)
    flush_end (&self->ends[i]);
}

void
fake_wire_mark_dirty (FakeWire *self)
{
  if (!self->dropped && !g_ptr_array_find (self->lan->dirty, self, NULL))
    g_ptr_array_add (self->lan->dirty, self);
}

static void
on_silence (gpointer user_data)
{
  FakeEnd *end = user_data;

  fake_event_clear (&end->silence);
  if (end->open)
    lose (end, HALL_LINK_ERROR_SILENT, "The other side has fallen silent");
}

/* Either end hears of a cut only by hearing nothing; the last sign of life is up to a ping old. */
static void
go_down (FakeEnd *end)
{
  FakeLan *lan = end->wire->lan;
  gint64 heard = lan->now - fake_random_pick (&lan->random, 0, PING_US);

  fake_event_clear (&end->delivery);
  fake_event_clear (&end->reset);
  if (end->open && end->silence == NULL)
    end->silence = fake_lan_plan (lan, heard + (gint64) HALL_SILENCE_MS * 1000, on_silence, end);
}

static void
go_up (FakeEnd *end)
{
  FakeLan *lan = end->wire->lan;

  fake_event_clear (&end->silence);
  if (!fake_end_get_other (end)->open && end->wire->connecting == NULL)
    reset_later (end, fake_random_pick (&lan->random, 0, PING_US));
  plan_delivery (end, lan->now + fake_random_pick (&lan->random, RETRANSMIT_MIN_US,
                                                   RETRANSMIT_MAX_US));
}

void
fake_wire_lose_card (FakeNode *node)
{
  for (guint i = 0; i < node->lan->wires->len; i++)
    {
      FakeWire *wire = g_ptr_array_index (node->lan->wires, i);

      if (wire->ends[0].node == node || wire->ends[1].node == node)
        wire->dead = TRUE;
    }
}

void
fake_wire_review (FakeWire *self)
{
  gboolean up = !self->dead
                && fake_lan_reaches (self->lan, self->ends[0].node, self->ends[1].node);

  if (self->dropped || up == self->up)
    return;
  self->up = up;
  for (guint i = 0; i < 2; i++)
    {
      if (up)
        go_up (&self->ends[i]);
      else
        go_down (&self->ends[i]);
    }
}

void
fake_end_abandon (FakeEnd *self,
                  gboolean said)
{
  FakeLink *link = g_steal_pointer (&self->link);
  gboolean open = self->open;

  self->open = FALSE;
  g_queue_clear_full (&self->chat, (GDestroyNotify) g_bytes_unref);
  g_queue_clear_full (&self->background, (GDestroyNotify) g_bytes_unref);
  self->turn_bytes = 0;
  fake_event_clear (&self->silence);
  fake_event_clear (&self->reset);
  fake_event_clear (&self->closing);
  if (!said)
    {
      fake_event_clear (&self->delivery);
      g_queue_clear_full (&self->pipe, fake_parcel_free);
    }
  else if (open && !self->shut)
    {
      FakeLan *lan = self->wire->lan;

      self->shut = TRUE;
      self->last_at = MAX (self->last_at, lan->now + fake_lan_pick_delay (lan));
      send_parcel (self, NULL);
      plan_delivery (self, 0);
    }
  if (link == NULL)
    return;
  link->end = NULL;
  if (link->finishing)
    g_object_unref (link);
}

void
fake_link_abandon (FakeNode *node,
                   gboolean  said)
{
  g_autoptr (GPtrArray) wires = g_ptr_array_copy (node->lan->wires, NULL, NULL);

  for (guint i = 0; i < wires->len; i++)
    {
      FakeWire *wire = g_ptr_array_index (wires, i);

      wire->ref_count++;
      for (guint side = 0; side < 2; side++)
        if (wire->ends[side].node == node)
          fake_end_abandon (&wire->ends[side], said);
      if (wire->ends[0].node == node)
        fake_event_clear (&wire->connecting);
      fake_wire_drop_if_over (wire);
      fake_wire_unref (wire);
    }
}

guint
fake_link_count (FakeNode *node)
{
  guint count = 0;

  for (guint i = 0; i < node->lan->wires->len; i++)
    {
      FakeWire *wire = g_ptr_array_index (node->lan->wires, i);

      for (guint side = 0; side < 2; side++)
        if (wire->ends[side].node == node && wire->ends[side].open
            && wire->ends[side].link != NULL)
          count++;
    }
  return count;
}

