/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-probe.c: a dial without a pin and without a room: who says welcome?
 */

#define G_LOG_DOMAIN "hall-probe"

#include "config.h"

#include "hall-dial.h"
#include "hall-fit.h"
#include "hall-reason.h"

#include "hall-probe.h"

struct _HallProbe
{
  GObject parent_instance;

  HallContext *context;
  HallDial *dial;
};

enum
{
  WELCOMED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallProbe, hall_probe, G_TYPE_OBJECT)

/* (transfer full) (nullable) */
static HallDial *
release_dial (HallProbe *self)
{
  if (self->dial != NULL)
    g_signal_handlers_disconnect_by_data (self->dial, self);
  return g_steal_pointer (&self->dial);
}

static void
hall_probe_dispose (GObject *object)
{
  HallProbe *self = HALL_PROBE (object);

  hall_probe_cancel (self);
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
on_welcomed (HallDial   *dial,
             HallLink   *link,
             HallPacket *welcome,
             HallProbe  *self)
{
  g_autoptr (HallProbe) kept = g_object_ref (self);
  g_autoptr (HallDial) released = release_dial (self);

  g_signal_emit (self, signals[WELCOMED], 0, link, welcome);
}

static void
on_redirected (HallDial   *dial,
               HallPacket *packet,
               HallProbe  *self)
{
  g_autoptr (HallProbe) kept = g_object_ref (self);
  g_autoptr (HallDial) released = release_dial (self);
  g_autoptr (GError) error = hall_reason_no_host ();

  g_signal_emit (self, signals[FAILED], 0, error);
}

static void
on_failed (HallDial     *dial,
           const GError *error,
           HallProbe    *self)
{
  g_autoptr (HallProbe) kept = g_object_ref (self);
  g_autoptr (HallDial) released = release_dial (self);

  g_signal_emit (self, signals[FAILED], 0, error);
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
  return self;
}

/**
 * hall_probe_start:
 * @self: a probe
 * @address: numeric
 * @port: TCP
 * @proof: (nullable): of what we know of the passphrase; no other room is entered with it
 *
 * The answer is one of the signals.
 */
void
hall_probe_start (HallProbe  *self,
                  const char *address,
                  guint16     port,
                  HallProof  *proof)
{
  const char *const addresses[] = { address, NULL };
  HallTransport *transport = self->context->transport;
  g_autoptr (HallPacket) join = hall_packet_new (HALL_PACKET_JOIN);

  join->name = g_strdup (self->context->name);
  join->fit = hall_fit_measure ();
  join->prove = proof != NULL;
  if (transport != NULL && !self->context->invisible)
    join->tcp_port = hall_transport_get_tcp_port (transport);
  self->dial = hall_dial_new (self->context, addresses, port, NULL, join);
  hall_dial_set_proof (self->dial, proof);
  g_signal_connect_object (self->dial, "welcomed", G_CALLBACK (on_welcomed), self, 0);
  g_signal_connect_object (self->dial, "redirected", G_CALLBACK (on_redirected), self, 0);
  g_signal_connect_object (self->dial, "failed", G_CALLBACK (on_failed), self, 0);
  hall_dial_start (self->dial);
}

/**
 * hall_probe_cancel:
 * @self: a probe
 */
void
hall_probe_cancel (HallProbe *self)
{
  g_autoptr (HallDial) released = release_dial (self);

  if (released != NULL)
    hall_dial_abort (released);
}
