/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-probe.c: dial, join without a room, and see who says welcome.
 */

#define G_LOG_DOMAIN "hall-probe"

#include "config.h"

#include "hall-limits.h"
#include "hall-reason.h"

#include "hall-probe.h"

struct _HallProbe
{
  GObject parent_instance;

  HallContext *context;
  HallLink *link;
  HallTimer *timer;
};

enum
{
  WELCOMED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallProbe, hall_probe, G_TYPE_OBJECT)

static HallLink *
release_link (HallProbe *self)
{
  HallLink *link = g_steal_pointer (&self->link);

  if (link != NULL)
    g_signal_handlers_disconnect_by_data (link, self);
  if (self->timer != NULL)
    hall_timer_stop (self->timer);
  return link;
}

static void
hall_probe_dispose (GObject *object)
{
  HallProbe *self = HALL_PROBE (object);

  hall_probe_cancel (self);
  g_clear_pointer (&self->timer, hall_timer_free);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_probe_parent_class)->dispose (object);
}

static void
hall_probe_class_init (HallProbeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_probe_dispose;
  signals[WELCOMED] = g_signal_new ("welcomed", HALL_TYPE_PROBE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 2, HALL_TYPE_LINK, HALL_TYPE_PACKET);
  signals[FAILED] = g_signal_new ("failed", HALL_TYPE_PROBE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
hall_probe_init (HallProbe *self)
{
}

static void
fail (HallProbe *self,
      GError    *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
  g_error_free (error);
}

static void
on_ready (HallLink  *link,
          HallProbe *self)
{
  g_autoptr (HallPacket) join = hall_packet_new (HALL_PACKET_JOIN);

  join->name = g_strdup (self->context->name);
  hall_link_send (link, join, HALL_LINK_CHAT);
}

static void
on_packet (HallLink   *link,
           HallPacket *packet,
           HallProbe  *self)
{
  g_autoptr (HallProbe) kept = g_object_ref (self);
  g_autoptr (HallLink) released = release_link (self);

  if (packet->type == HALL_PACKET_WELCOME)
    g_signal_emit (self, signals[WELCOMED], 0, released, packet);
  else
    {
      hall_link_close (released);
      fail (self, hall_reason_no_host ());
    }
}

static void
on_closed (HallLink     *link,
           const GError *error,
           HallProbe    *self)
{
  g_autoptr (HallProbe) kept = g_object_ref (self);
  g_autoptr (HallLink) released = release_link (self);

  fail (self, error != NULL ? hall_reason_for_link (released, error) : hall_reason_no_host ());
}

static void
on_timeout (gpointer user_data)
{
  g_autoptr (HallProbe) self = g_object_ref (user_data);
  g_autoptr (HallLink) released = release_link (self);

  hall_link_abort (released);
  fail (self, hall_reason_for_link (released, NULL));
}

/**
 * hall_probe_new:
 * @context: shared parts
 *
 * Returns: (transfer full): a probe
 */
HallProbe *
hall_probe_new (HallContext *context)
{
  HallProbe *self = g_object_new (HALL_TYPE_PROBE, NULL);

  self->context = hall_context_ref (context);
  self->timer = hall_timer_new (context->clock, on_timeout, self);
  return self;
}

/**
 * hall_probe_start:
 * @self: a probe
 * @address: numeric
 * @port: TCP
 *
 * The answer is one of the signals.
 */
void
hall_probe_start (HallProbe  *self,
                  const char *address,
                  guint16     port)
{
  self->link = hall_context_dial (self->context, address, port, NULL, HALL_PURPOSE_ROOM);
  g_signal_connect_object (self->link, "ready", G_CALLBACK (on_ready), self, 0);
  g_signal_connect_object (self->link, "packet", G_CALLBACK (on_packet), self, 0);
  g_signal_connect_object (self->link, "closed", G_CALLBACK (on_closed), self, 0);
  hall_timer_start (self->timer, HALL_JOIN_TIMEOUT_MS);
}

/**
 * hall_probe_cancel:
 * @self: a probe
 */
void
hall_probe_cancel (HallProbe *self)
{
  g_autoptr (HallLink) released = release_link (self);

  if (released != NULL)
    hall_link_abort (released);
}
