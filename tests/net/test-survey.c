/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-survey.c: what whoever looks for a fault asks of a transport, on loopback.
 */

#include "config.h"

#include "hall-transport.h"

#include "net-test.h"

typedef struct
{
  HallTransport *transport;
  HallIdentity *identity;
  guint n_heard;
} Side;

static void
on_datagram (HallTransport *transport,
             HallDatagram  *datagram,
             const char    *address,
             guint          port,
             guint          way,
             Side          *side)
{
  side->n_heard++;
}

static Side *
side_new (guint16     port,
          const char *group)
{
  g_autoptr (HallCounters) counters = hall_counters_new ();
  g_autoptr (GError) error = NULL;
  Side *side = g_new0 (Side, 1);

  side->identity = net_new_identity ();
  side->transport = hall_transport_new (net_clock (), counters, TRUE);
  g_signal_connect (side->transport, "datagram", G_CALLBACK (on_datagram), side);
  g_assert_null (hall_transport_survey (side->transport));
  g_assert_false (hall_transport_overhear (side->transport, 9));
  hall_transport_start (side->transport, NULL, &error);
  g_assert_no_error (error);
  hall_transport_open_beacon (side->transport, hall_identity_get_id (side->identity), group, port,
                              NULL, &error);
  g_assert_no_error (error);

  return side;
}

static void
side_free (Side *side)
{
  g_object_unref (side->transport);
  g_object_unref (side->identity);
  g_free (side);
}

static GBytes *
new_datagram (Side             *side,
              HallDatagramType  type,
              guint64           seq)
{
  g_autoptr (HallDatagram) datagram = hall_datagram_new (type);
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  datagram->id = g_strdup (hall_identity_get_id (side->identity));
  datagram->boot = 1;
  datagram->seq = seq;
  if (type == HALL_DATAGRAM_HELLO)
    {
      datagram->name = g_strdup ("Anna");
      datagram->status = g_strdup ("available");
      datagram->tcp_port = 12345;
      datagram->ttl_ms = HALL_TTL_MIN_MS;
      datagram->version_min = HALL_PROTOCOL_VERSION_MIN;
      datagram->version_max = HALL_PROTOCOL_VERSION_MAX;
    }
  bytes = hall_datagram_encode (datagram, hall_identity_get_key (side->identity), &error);
  g_assert_no_error (error);

  return bytes;
}

/* (transfer full): of loopback. */
static HallSurveyedInterface *
survey_loopback (Side       *side,
                 GPtrArray **survey)
{
  HallSurveyedInterface *found = NULL;

  *survey = hall_transport_survey (side->transport);
  g_assert_nonnull (*survey);
  for (guint i = 0; i < (*survey)->len; i++)
    {
      HallSurveyedInterface *interface = g_ptr_array_index (*survey, i);

      g_assert_cmpint (interface->used, ==, interface->reason == HALL_INTERFACE_USED);
      if (g_str_equal (interface->name, "lo"))
        found = interface;
      else
        g_assert_false (interface->used);
    }
  g_assert_nonnull (found);

  return found;
}

static guint
count_own_back (Side    *side,
                HallWay  way)
{
  g_autoptr (GPtrArray) survey = NULL;

  return survey_loopback (side, &survey)->own_back[way];
}

static void
test_survey (void)
{
  Side *anna = side_new (0, "239.1.2.3");
  Side *ben = side_new (hall_transport_get_udp_port (anna->transport), "239.1.2.3");
  g_autoptr (GBytes) hello = new_datagram (ben, HALL_DATAGRAM_HELLO, 1);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) sent = NULL;
  g_autoptr (GPtrArray) heard = NULL;
  HallSurveyedInterface *loopback = survey_loopback (ben, &before);

  g_assert_true (g_strv_contains ((const char *const *) loopback->addresses, "127.0.0.1/8"));
  g_assert_true (loopback->joined);
  g_assert_false (loopback->is_wireless);
  g_assert_cmpuint (loopback->sent[HALL_WAY_MULTICAST], ==, 0);

  hall_transport_multicast (ben->transport, hello);
  hall_transport_broadcast (ben->transport, hello);
  hall_transport_unicast (ben->transport, hello, "127.0.0.1", 9);
  net_wait_until (anna->n_heard == 2);
  net_wait_until (count_own_back (ben, HALL_WAY_MULTICAST) == 1
                  && count_own_back (ben, HALL_WAY_BROADCAST) == 1);

  loopback = survey_loopback (ben, &sent);
  for (guint way = 0; way < HALL_N_WAYS; way++)
    {
      g_assert_cmpuint (loopback->sent[way], ==, 1);
      g_assert_cmpuint (loopback->failed[way], ==, 0);
      g_assert_cmpuint (loopback->heard[way], ==, 0);
    }
  g_assert_cmpint (loopback->last_error, ==, 0);

  loopback = survey_loopback (anna, &heard);
  g_assert_cmpuint (loopback->heard[HALL_WAY_MULTICAST], ==, 1);
  g_assert_cmpuint (loopback->heard[HALL_WAY_BROADCAST], ==, 1);
  g_assert_cmpuint (loopback->own_back[HALL_WAY_MULTICAST], ==, 0);

  side_free (anna);
  side_free (ben);
}

/* Anna's port is wrong and her group too; Ben and Carl are where everybody is. */
static void
test_overhear (void)
{
  Side *anna = side_new (0, "239.9.9.9");
  Side *ben = side_new (0, HALL_DEFAULT_GROUP);
  guint16 port = hall_transport_get_udp_port (ben->transport);
  Side *carl = side_new (port, HALL_DEFAULT_GROUP);
  guint descriptors = net_count_descriptors ();
  g_autoptr (GBytes) bens = new_datagram (ben, HALL_DATAGRAM_HELLO, 1);
  g_autoptr (GBytes) carls = new_datagram (carl, HALL_DATAGRAM_HELLO, 1);
  g_autoptr (GBytes) goodbye = new_datagram (carl, HALL_DATAGRAM_BYE, 2);

  g_assert_cmpuint (hall_transport_count_overheard (anna->transport), ==, 0);
  g_assert_true (hall_transport_overhear (anna->transport, port));
  g_assert_true (hall_transport_overhear (anna->transport, port));
  hall_transport_multicast (ben->transport, bens);
  hall_transport_multicast (ben->transport, bens);
  hall_transport_broadcast (ben->transport, bens);
  hall_transport_broadcast (carl->transport, carls);
  net_wait_until (hall_transport_count_overheard (anna->transport) == 2);
  hall_transport_multicast (carl->transport, goodbye);
  net_wait_until (hall_transport_count_overheard (anna->transport) == 1);

  /* None of it is handed on or counted as heard. */
  g_assert_cmpuint (anna->n_heard, ==, 0);
  g_assert_cmpuint (hall_counters_get (hall_transport_get_counters (anna->transport),
                                       HALL_COUNTER_DATAGRAM_ACCEPTED), ==, 0);

  g_assert_true (hall_transport_overhear (anna->transport, 0));
  g_assert_cmpuint (hall_transport_count_overheard (anna->transport), ==, 0);
  g_assert_cmpuint (net_count_descriptors (), ==, descriptors);
  hall_transport_overhear (anna->transport, port);
  hall_transport_close_beacon (anna->transport);
  g_assert_false (hall_transport_overhear (anna->transport, port));

  side_free (anna);
  side_free (ben);
  side_free (carl);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/survey/survey", test_survey);
  g_test_add_func ("/survey/overhear", test_overhear);

  return g_test_run ();
}
