/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-transport-survey.c: what whoever looks for a fault in the network asks of a transport.
 *
 * Part of HallTransport. It reads what interfaces and beacon know, and lets a second ear listen; it
 * sends nothing, and changes nothing that the session sees.
 */

#define G_LOG_DOMAIN "hall-transport-survey"

#include "config.h"

#include "hall-transport-private.h"
#include "hall-transport.h"

static guint
count_bits (guint32 mask)
{
  guint n = 0;

  for (; mask != 0; mask &= mask - 1)
    n++;

  return n;
}

static char **
list_addresses (const HallInterface *interface)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < interface->addresses->len; i++)
    {
      const HallInterfaceAddress *address = g_ptr_array_index (interface->addresses, i);
      g_autofree char *text = g_strdup_printf ("%s/%u", address->address,
                                               count_bits (address->netmask));

      g_strv_builder_add (builder, text);
    }

  for (guint i = 0; i < interface->addresses6->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (interface->addresses6, i));

  return g_strv_builder_end (builder);
}

static gboolean
is_wireless (const char *name)
{
  g_autofree char *path = g_build_filename ("/sys/class/net", name, "wireless", NULL);

  return g_file_test (path, G_FILE_TEST_IS_DIR);
}

static void
add_traffic (HallSurveyedInterface *surveyed,
             HallBeacon            *beacon)
{
  HallTrafficSums sums;

  hall_beacon_get_traffic (beacon, surveyed->index, &sums);
  surveyed->joined = hall_beacon_has_joined (beacon, surveyed->index);
  surveyed->last_error = sums.last_error;
  for (guint way = 0; way < HALL_N_WAYS; way++)
    {
      surveyed->sent[way] = sums.count[HALL_TRAFFIC_SENT][way];
      surveyed->failed[way] = sums.count[HALL_TRAFFIC_FAILED][way];
      surveyed->heard[way] = sums.count[HALL_TRAFFIC_HEARD][way];
      surveyed->own_back[way] = sums.count[HALL_TRAFFIC_OWN_BACK][way];
    }
}

static GPtrArray *
machine_survey (HallTransport *self)
{
  HallTransportPrivate *priv = hall_transport_get_private (self);
  GPtrArray *survey;
  GPtrArray *list;

  if (priv->interfaces == NULL)
    return NULL;

  survey = hall_survey_new ();
  list = hall_interfaces_get_list (priv->interfaces);
  for (guint i = 0; i < list->len; i++)
    {
      const HallInterface *interface = g_ptr_array_index (list, i);
      HallSurveyedInterface *surveyed = hall_surveyed_interface_new (interface->name,
                                                                     interface->index);

      g_strfreev (surveyed->addresses);
      surveyed->addresses = list_addresses (interface);
      surveyed->used = interface->used;
      surveyed->reason = interface->reason;
      surveyed->by_ipv6 = hall_interface_is_by_ipv6 (interface);
      surveyed->is_wireless = is_wireless (interface->name);
      if (priv->beacon != NULL)
        add_traffic (surveyed, priv->beacon);
      g_ptr_array_add (survey, surveyed);
    }

  return survey;
}

static gboolean
machine_overhear (HallTransport *self,
                  guint16        port)
{
  HallTransportPrivate *priv = hall_transport_get_private (self);
  g_autoptr (GError) error = NULL;

  if (priv->ear != NULL && port != 0 && hall_ear_get_port (priv->ear) == port)
    return TRUE;

  g_clear_pointer (&priv->ear, hall_ear_free);
  if (port == 0)
    return TRUE;
  if (priv->beacon == NULL)
    return FALSE;

  priv->ear = hall_ear_new (priv->interfaces, hall_beacon_get_own_id (priv->beacon), port, &error);
  if (priv->ear == NULL)
    g_debug ("Port %u can't be listened to: %s", port, error->message);

  return priv->ear != NULL;
}

static guint
machine_count_overheard (HallTransport *self)
{
  HallTransportPrivate *priv = hall_transport_get_private (self);

  return priv->ear != NULL ? hall_ear_count (priv->ear, g_get_monotonic_time ()) : 0;
}

void
hall_transport_init_survey (HallTransportClass *class)
{
  class->survey = machine_survey;
  class->overhear = machine_overhear;
  class->count_overheard = machine_count_overheard;
}

/**
 * hall_transport_survey:
 *
 * What is known of each interface, used or not: its addresses, what went and came by it in the last
 * minute.
 *
 * Returns: (transfer full) (nullable) (element-type HallSurveyedInterface): %NULL before the start,
 *   and of a network that has no interfaces
 */
GPtrArray *
hall_transport_survey (HallTransport *self)
{
  g_return_val_if_fail (HALL_IS_TRANSPORT (self), NULL);

  return HALL_TRANSPORT_GET_CLASS (self)->survey (self);
}

/**
 * hall_transport_overhear:
 * @port: UDP; 0 ends it
 *
 * Listens to a second port, with the default group joined, until it is ended or the beacon closed.
 * What is heard there is counted, and handed to nobody.
 *
 * Returns: whether it is as asked; not while the beacon is closed, nor on a port that another
 *   program has
 */
gboolean
hall_transport_overhear (HallTransport *self,
                         guint16        port)
{
  g_return_val_if_fail (HALL_IS_TRANSPORT (self), FALSE);

  return HALL_TRANSPORT_GET_CLASS (self)->overhear (self, port);
}

/**
 * hall_transport_count_overheard:
 *
 * Returns: how many people, oneself apart, were heard in the last minute on the second port
 */
guint
hall_transport_count_overheard (HallTransport *self)
{
  g_return_val_if_fail (HALL_IS_TRANSPORT (self), 0);

  return HALL_TRANSPORT_GET_CLASS (self)->count_overheard (self);
}
