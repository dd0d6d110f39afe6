/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-examination-asks.c: what the session does not know by itself: the firewall, whether others
 * can connect to us, whether Avahi runs.
 *
 * While somebody watches all of it is asked again now and then, so that the page follows what was
 * done about it.
 */

#define G_LOG_DOMAIN "hall-examination-asks"

#include "config.h"

#include "hall-avahi.h"
#include "hall-reach.h"

#include "hall-examination-private.h"

#define FIREWALL_INTERVAL_US (15 * G_USEC_PER_SEC)
/* A peer dials an address once in ten seconds. */
#define REACH_INTERVAL_US (12 * G_USEC_PER_SEC)
#define REACH_AGAIN_US (60 * G_USEC_PER_SEC)
#define CALL_TIMEOUT_MS 2000

static gboolean
is_time (HallExamination *self,
         gint64           asked,
         gint64           interval)
{
  return asked == 0
         || hall_clock_get_monotonic (self->session->context->clock) - asked >= interval;
}

static void
show (HallExamination *self)
{
  if (self->session != NULL && self->n_watchers > 0)
    hall_examination_look (self);
}

static void
firewall_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (HallExamination) self = user_data;
  HallFirewallFacts *facts = hall_firewall_look_finish (result, NULL);

  self->asks_firewall = FALSE;
  if (facts == NULL)
    return;
  hall_firewall_facts_free (self->firewall);
  self->firewall = facts;
  show (self);
}

/* The first card that is used: zones of a firewall are by card, and one has one as a rule. */
static void
ask_firewall (HallExamination *self)
{
  HallSession *session = self->session;
  g_autofree char *interface = hall_examination_find_interface (session);

  self->asks_firewall = TRUE;
  self->firewall_asked = hall_clock_get_monotonic (session->context->clock);
  hall_firewall_look_async (hall_settings_get_port (session->settings),
                            session->network != NULL
                            ? hall_network_get_tcp_port (session->network) : 0,
                            interface, NULL, self->cancellable, firewall_cb, g_object_ref (self));
}

static void
reach_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (HallExamination) self = user_data;
  g_autoptr (GError) error = NULL;
  HallReachOutcome outcome = hall_reach_ask_finish (HALL_REACH (source), result, NULL, NULL,
                                                    &error);

  self->asks_reach = FALSE;
  if (error != NULL || self->session == NULL)
    return;
  if (outcome == HALL_REACH_YES)
    self->reach = HALL_DOCTOR_REACH_YES;
  else if (outcome == HALL_REACH_NO)
    self->reach = HALL_DOCTOR_REACH_NO;
  else if (self->session->context->n_unreachable > self->n_unreachable
           && self->session->context->n_reached == self->n_reached)
    self->reach = HALL_DOCTOR_REACH_UNREACHABLE;
  /* Nobody has tried because it was asked too often: what was known before holds. */
  else if (self->reach == HALL_DOCTOR_REACH_UNKNOWN)
    self->reach = HALL_DOCTOR_REACH_NO_ANSWER;
  show (self);
}

static gboolean
is_anybody_here (HallSession *session)
{
  GListModel *people = hall_directory_get_people (session->context->directory);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (HallPerson) person = g_list_model_get_item (people, i);

      if (hall_person_get_online (person))
        return TRUE;
    }

  return FALSE;
}

static void
ask_reach (HallExamination *self)
{
  HallSession *session = self->session;
  HallReach *reach = session->discovery != NULL ? hall_discovery_get_reach (session->discovery)
                                                : NULL;

  if (reach == NULL || session->context->name == NULL || session->context->invisible
      || hall_network_get_tcp_port (session->network) == 0 || !is_anybody_here (session))
    return;
  self->asks_reach = TRUE;
  self->reach_asked = hall_clock_get_monotonic (session->context->clock);
  self->n_unreachable = session->context->n_unreachable;
  self->n_reached = session->context->n_reached;
  hall_reach_ask_async (reach, self->cancellable, reach_cb, g_object_ref (self));
}

/**
 * hall_examination_ask:
 * @self: one that somebody watches
 * @again: whether it was asked for; else only what was asked long ago is asked
 */
void
hall_examination_ask (HallExamination *self,
                      gboolean         again)
{
  gint64 interval = self->reach == HALL_DOCTOR_REACH_YES ? REACH_AGAIN_US : REACH_INTERVAL_US;

  if (!self->asks_firewall && (again || is_time (self, self->firewall_asked, FIREWALL_INTERVAL_US)))
    ask_firewall (self);
  if (!self->asks_reach && (again || is_time (self, self->reach_asked, interval)))
    ask_reach (self);
}

static void
avahi_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (HallExamination) self = user_data;
  g_autoptr (GVariant) answer = NULL;
  gboolean owned = FALSE;

  answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  if (answer == NULL)
    return;
  g_variant_get (answer, "(b)", &owned);
  self->avahi = owned ? HALL_DOCTOR_SERVICE_RUNNING : HALL_DOCTOR_SERVICE_ABSENT;
  show (self);
}

static void
bus_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (HallExamination) self = user_data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (bus == NULL || self->cancellable == NULL)
    return;
  g_dbus_connection_call (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", "NameHasOwner",
                          g_variant_new ("(s)", HALL_AVAHI_NAME), G_VARIANT_TYPE ("(b)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_TIMEOUT_MS, self->cancellable,
                          avahi_cb, g_object_ref (self));
}

/* Also where this session has no use for it: it says what the network would have. */
void
hall_examination_ask_avahi (HallExamination *self)
{
  if (!self->session->only_loopback)
    g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, bus_cb, g_object_ref (self));
}
