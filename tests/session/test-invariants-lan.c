/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-invariants-lan.c: the network, clocks and disks that the invariants are tested on.
 *
 * What they promise in fake-*.h: time that comes in order, streams that lose nothing, cuts that are
 * noticed by silence, kills that are noticed at once, disks that keep what was synced.
 */

#define G_LOG_DOMAIN "test-invariants-lan"

#include "config.h"

#include <string.h>

#include "fake-link.h"
#include "fake-machine.h"
#include "fake-wraps.h"
#include "hall-limits.h"

#define S G_USEC_PER_SEC

typedef struct
{
  FakeLan *lan;
  FakeNode *nodes[2];
  FakeClock *clocks[2];
  HallTransport *transports[2];
  HallIdentity *identities[2];
  HallLink *links[2];       /* who dialled; who was dialled */
  GString *heard;           /* texts of `error` with ids, in order */
  GError *errors[2];
  gboolean closed[2];
  gboolean ready;
  guint n_datagrams;
} Fixture;

static void
on_closed (HallLink     *link,
           const GError *error,
           Fixture      *fixture)
{
  guint side = link == fixture->links[0] ? 0 : 1;

  g_assert_false (fixture->closed[side]);
  fixture->closed[side] = TRUE;
  if (error != NULL)
    fixture->errors[side] = g_error_copy (error);
}

static void
on_packet (HallLink   *link,
           HallPacket *packet,
           Fixture    *fixture)
{
  g_string_append (fixture->heard, packet->text);
}

static void
on_ready (HallLink *link,
          Fixture  *fixture)
{
  fixture->ready = TRUE;
}

static void
on_link (HallTransport *transport,
         HallLink      *link,
         Fixture       *fixture)
{
  fixture->links[1] = g_object_ref (link);
  g_signal_connect (link, "closed", G_CALLBACK (on_closed), fixture);
  g_signal_connect (link, "packet", G_CALLBACK (on_packet), fixture);
}

static void
on_datagram (HallTransport *transport,
             HallDatagram  *datagram,
             const char    *address,
             guint          port,
             guint          way,
             Fixture       *fixture)
{
  g_assert_cmpstr (address, ==, fixture->nodes[0]->address);
  g_assert_cmpstr (datagram->id, ==, hall_identity_get_id (fixture->identities[0]));
  fixture->n_datagrams++;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->lan = fake_lan_new (7);
  fake_wraps_begin (fixture->lan, 7);
  fixture->heard = g_string_new (NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("lan-%u", i);

      fixture->nodes[i] = fake_lan_add_node (fixture->lan);
      fixture->clocks[i] = fake_clock_new (fixture->lan, i * 1000);
      fixture->identities[i] = fake_wraps_get_identity (name);
      fixture->transports[i] = HALL_TRANSPORT (
        fake_transport_new (fixture->nodes[i], HALL_CLOCK (fixture->clocks[i])));
      hall_transport_open_beacon (fixture->transports[i],
                                  hall_identity_get_id (fixture->identities[i]), NULL,
                                  HALL_DEFAULT_PORT, NULL, NULL);
      hall_transport_open_listener (fixture->transports[i], fixture->identities[i], 0, FALSE, NULL);
    }
  g_signal_connect (fixture->transports[1], "link", G_CALLBACK (on_link), fixture);
  g_signal_connect (fixture->transports[1], "datagram", G_CALLBACK (on_datagram), fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      if (fixture->links[i] != NULL)
        g_signal_handlers_disconnect_by_data (fixture->links[i], fixture);
      g_clear_object (&fixture->links[i]);
      g_clear_error (&fixture->errors[i]);
      g_object_unref (fixture->transports[i]);
      g_object_unref (fixture->clocks[i]);
      g_object_unref (fixture->identities[i]);
    }
  g_string_free (fixture->heard, TRUE);
  fake_lan_free (fixture->lan);
  fake_wraps_end ();
}

static void
run_for (Fixture *fixture,
         gint64   microseconds)
{
  fake_lan_run_until (fixture->lan, fixture->lan->now + microseconds);
}

static void
dial (Fixture    *fixture,
      const char *expected_id)
{
  fixture->links[0] = hall_transport_dial (fixture->transports[0], fixture->nodes[1]->address,
                                           HALL_DEFAULT_PORT, expected_id, HALL_PURPOSE_ROOM,
                                           fixture->identities[0]);
  g_signal_connect (fixture->links[0], "ready", G_CALLBACK (on_ready), fixture);
  g_signal_connect (fixture->links[0], "closed", G_CALLBACK (on_closed), fixture);
}

static void
connect_both (Fixture *fixture)
{
  dial (fixture, hall_identity_get_id (fixture->identities[1]));
  run_for (fixture, S);
  g_assert_true (fixture->ready);
  g_assert_nonnull (fixture->links[1]);
}

static void
say (Fixture         *fixture,
     const char      *text,
     HallLinkPriority priority)
{
  g_autoptr (HallPacket) packet = hall_packet_new_error ("rate", text, 0);

  packet->ids = g_strdupv ((char *[]) { (char *) "AAAAAAAAAAAAAAAAAAAAAA", NULL });
  hall_link_send (fixture->links[0], packet, priority);
}

static void
test_stream (Fixture      *fixture,
             gconstpointer data)
{
  connect_both (fixture);
  g_assert_cmpstr (hall_link_get_peer_id (fixture->links[1]), ==,
                   hall_identity_get_id (fixture->identities[0]));
  g_assert_cmpint (hall_link_get_offset (fixture->links[0]), ==, 1000);
  g_assert_cmpint (hall_link_get_offset (fixture->links[1]), ==, -1000);
  say (fixture, "b", HALL_LINK_BACKGROUND);
  say (fixture, "a", HALL_LINK_CHAT);
  run_for (fixture, 0);
  g_assert_cmpstr (fixture->heard->str, ==, "");   /* it takes its time */
  say (fixture, "c", HALL_LINK_CHAT);
  run_for (fixture, S);
  g_assert_cmpstr (fixture->heard->str, ==, "abc");
  g_assert_cmpuint (fake_link_count (fixture->nodes[0]), ==, 1);
  say (fixture, "d", HALL_LINK_BACKGROUND);
  hall_link_close (fixture->links[0]);
  run_for (fixture, S);
  g_assert_cmpstr (fixture->heard->str, ==, "abcd");
  g_assert_true (fixture->closed[0] && fixture->closed[1]);
  g_assert_null (fixture->errors[1]);
  g_assert_cmpuint (fixture->lan->wires->len, ==, 0);
}

static void
test_wrong_key (Fixture      *fixture,
                gconstpointer data)
{
  dial (fixture, hall_identity_get_id (fixture->identities[0]));
  run_for (fixture, S);
  g_assert_error (fixture->errors[0], HALL_LINK_ERROR, HALL_LINK_ERROR_WRONG_KEY);
  g_assert_null (fixture->links[1]);
}

/* A dead process refuses at once; a machine that is cut off never answers. */
static void
test_dial (Fixture      *fixture,
           gconstpointer data)
{
  gint64 begun = fixture->lan->now;

  fake_transport_detach (FAKE_TRANSPORT (fixture->transports[1]));
  dial (fixture, NULL);
  run_for (fixture, S);
  g_assert_error (fixture->errors[0], HALL_LINK_ERROR, HALL_LINK_ERROR_UNREACHABLE);
  g_clear_error (&fixture->errors[0]);
  g_clear_object (&fixture->links[0]);
  fixture->closed[0] = FALSE;
  fake_lan_set_group (fixture->lan, fixture->nodes[1], 1);
  dial (fixture, NULL);
  run_for (fixture, 2 * S);
  g_assert_false (fixture->closed[0]);
  run_for (fixture, 2 * S);
  g_assert_error (fixture->errors[0], HALL_LINK_ERROR, HALL_LINK_ERROR_UNREACHABLE);
  g_assert_cmpint (fixture->lan->now - begun, ==, 5 * S);
}

/* What is said into a cut arrives when it is mended in time; else both fall silent for each
 * other. */
static void
test_cut (Fixture      *fixture,
          gconstpointer data)
{
  connect_both (fixture);
  fake_lan_set_group (fixture->lan, fixture->nodes[1], 1);
  say (fixture, "late", HALL_LINK_CHAT);
  run_for (fixture, 8 * S);
  g_assert_cmpstr (fixture->heard->str, ==, "");
  g_assert_cmpuint (hall_link_get_queued (fixture->links[0]), >, 0);
  fake_lan_set_group (fixture->lan, fixture->nodes[1], 0);
  run_for (fixture, 5 * S);
  g_assert_cmpstr (fixture->heard->str, ==, "late");
  fake_lan_set_group (fixture->lan, fixture->nodes[1], 1);
  run_for (fixture, 9 * S);
  g_assert_false (fixture->closed[0] || fixture->closed[1]);
  run_for (fixture, 7 * S);
  for (guint i = 0; i < 2; i++)
    g_assert_error (fixture->errors[i], HALL_LINK_ERROR, HALL_LINK_ERROR_SILENT);
}

static void
test_kill (Fixture      *fixture,
           gconstpointer data)
{
  connect_both (fixture);
  say (fixture, "last", HALL_LINK_CHAT);
  run_for (fixture, 0);
  fake_transport_detach (FAKE_TRANSPORT (fixture->transports[0]));
  fake_link_abandon (fixture->nodes[0], TRUE);
  run_for (fixture, S);
  g_assert_cmpstr (fixture->heard->str, ==, "last");   /* the kernel had it */
  g_assert_error (fixture->errors[1], HALL_LINK_ERROR, HALL_LINK_ERROR_LOST);
  g_assert_false (fixture->closed[0]);   /* nobody is left who could be told */
}

static void
test_power (Fixture      *fixture,
            gconstpointer data)
{
  connect_both (fixture);
  fake_transport_detach (FAKE_TRANSPORT (fixture->transports[0]));
  fake_link_abandon (fixture->nodes[0], FALSE);
  fake_lan_set_powered (fixture->lan, fixture->nodes[0], FALSE);
  run_for (fixture, 9 * S);
  g_assert_false (fixture->closed[1]);
  /* It is on again, and knows nothing of that connection. */
  fake_lan_set_powered (fixture->lan, fixture->nodes[0], TRUE);
  run_for (fixture, 6 * S);
  g_assert_error (fixture->errors[1], HALL_LINK_ERROR, HALL_LINK_ERROR_LOST);
}

static GBytes *
make_hello (Fixture *fixture,
            guint64  boot)
{
  g_autoptr (HallDatagram) hello = hall_datagram_new (HALL_DATAGRAM_HELLO);

  hello->boot = boot;
  hello->seq = 1;
  hello->name = g_strdup ("Ada");
  hello->status = g_strdup ("available");
  hello->tcp_port = HALL_DEFAULT_PORT;
  hello->ttl_ms = HALL_TTL_MIN_MS;
  hello->version_min = hello->version_max = 1;
  return hall_datagram_encode (hello, hall_identity_get_key (fixture->identities[0]), NULL);
}

static void
test_datagrams (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GBytes) hello = make_hello (fixture, 1);

  g_assert_nonnull (hello);
  for (guint i = 0; i < 1000; i++)
    hall_transport_multicast (fixture->transports[0], hello);
  run_for (fixture, S);
  g_assert_cmpuint (fixture->n_datagrams, ==, 1000);
  fixture->lan->loss = 100;
  fixture->lan->duplicates = 500;
  for (guint i = 0; i < 1000; i++)
    hall_transport_broadcast (fixture->transports[0], hello);
  run_for (fixture, S);
  g_assert_cmpuint (fixture->n_datagrams, >, 2200);
  g_assert_cmpuint (fixture->n_datagrams, <, 2500);
  fake_lan_set_group (fixture->lan, fixture->nodes[0], 1);
  fixture->n_datagrams = 0;
  hall_transport_unicast (fixture->transports[0], hello, fixture->nodes[1]->address,
                          HALL_DEFAULT_PORT);
  run_for (fixture, S);
  g_assert_cmpuint (fixture->n_datagrams, ==, 0);
}

static void
on_echo (HallTransport *transport,
         HallDatagram  *datagram,
         const char    *address,
         Fixture       *fixture)
{
  g_string_append_printf (fixture->heard, "%u", (guint) datagram->boot);
}

/* Two machines with one key; and one that says nothing while it is muted. */
static void
test_echo (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GBytes) older = make_hello (fixture, 4);
  g_autoptr (GBytes) newer = make_hello (fixture, 5);

  hall_transport_open_beacon (fixture->transports[1],
                              hall_identity_get_id (fixture->identities[0]), NULL,
                              HALL_DEFAULT_PORT, NULL, NULL);
  g_signal_connect (fixture->transports[1], "echo", G_CALLBACK (on_echo), fixture);
  hall_transport_multicast (fixture->transports[0], newer);
  run_for (fixture, 2 * S);
  hall_transport_set_boot (fixture->transports[1], 4);
  hall_transport_multicast (fixture->transports[0], older);
  run_for (fixture, 2 * S);
  g_assert_cmpstr (fixture->heard->str, ==, "");

  hall_transport_set_muted (fixture->transports[0], TRUE);
  g_assert_cmpuint (hall_transport_multicast (fixture->transports[0], newer), ==, 0);
  run_for (fixture, 2 * S);
  g_assert_cmpstr (fixture->heard->str, ==, "");

  hall_transport_set_muted (fixture->transports[0], FALSE);
  for (guint i = 0; i < 100; i++)
    hall_transport_multicast (fixture->transports[0], newer);
  run_for (fixture, 2 * S);
  g_assert_cmpstr (fixture->heard->str, ==, "5");
  g_assert_cmpuint (fixture->n_datagrams, ==, 0);
}

static void
test_export (Fixture      *fixture,
             gconstpointer data)
{
  guint8 bytes[3][40];

  connect_both (fixture);
  for (guint i = 0; i < 2; i++)
    g_assert_true (hall_link_export (fixture->links[i], "EXPORTER-test", bytes[i], 40));
  g_assert_cmpmem (bytes[0], 40, bytes[1], 40);
  g_assert_true (hall_link_export (fixture->links[0], "EXPORTER-other", bytes[2], 40));
  g_assert_cmpint (memcmp (bytes[0], bytes[2], 40), !=, 0);
  g_assert_cmpuint (hall_link_get_version (fixture->links[1]), ==, HALL_PROTOCOL_VERSION_MAX);

  hall_link_close (fixture->links[0]);
  run_for (fixture, S);
  g_assert_false (hall_link_export (fixture->links[0], "EXPORTER-test", bytes[2], 40));
  for (guint i = 0; i < 2; i++)
    {
      g_clear_object (&fixture->links[i]);
      fixture->closed[i] = FALSE;
    }
  connect_both (fixture);
  g_assert_true (hall_link_export (fixture->links[0], "EXPORTER-test", bytes[2], 40));
  g_assert_cmpint (memcmp (bytes[0], bytes[2], 40), !=, 0);
}

static void
on_timer (gpointer user_data)
{
  g_string_append_c (((Fixture *) user_data)->heard, 't');
}

static void
test_clock (Fixture      *fixture,
            gconstpointer data)
{
  HallClock *clock = HALL_CLOCK (fixture->clocks[1]);
  g_autoptr (HallTimer) first = hall_timer_new (clock, on_timer, fixture);
  g_autoptr (HallTimer) second = hall_timer_new (clock, on_timer, fixture);
  gint64 began = hall_clock_get_monotonic (clock);

  g_assert_cmpint (hall_clock_get_wall (clock), ==, FAKE_LAN_MIDNIGHT_MS + 1000);
  hall_timer_start (first, 2000);
  hall_timer_start (second, 1000);
  run_for (fixture, 1500 * 1000);
  g_assert_cmpstr (fixture->heard->str, ==, "t");
  g_assert_cmpint (hall_clock_get_monotonic (clock) - began, ==, 1500 * 1000);
  fake_clock_set_asleep (fixture->clocks[1], TRUE);
  run_for (fixture, 10 * S);
  g_assert_cmpstr (fixture->heard->str, ==, "t");
  fake_clock_set_asleep (fixture->clocks[1], FALSE);
  g_assert_cmpint (hall_clock_get_suspended (clock), ==, 10 * S);
  run_for (fixture, 499 * 1000);
  g_assert_cmpstr (fixture->heard->str, ==, "t");
  run_for (fixture, 1000);
  g_assert_cmpstr (fixture->heard->str, ==, "tt");
  g_assert_cmpint (hall_clock_get_wall (clock), ==, FAKE_LAN_MIDNIGHT_MS + 1000 + 12000);
}

static HallRoom *
create_room (FakeMachine *machine)
{
  fake_machine_start (machine);
  fake_lan_run_until (machine->lan, machine->lan->now + 2 * S);
  g_assert_true (machine->running);
  fake_machine_create (machine, FALSE, HALL_LOCK_OPEN, NULL);
  fake_lan_run_until (machine->lan, machine->lan->now + S);
  return fake_machine_find_room (machine);
}

/* A process that is killed leaves what it wrote; one that lost its power what it synced. The store
 * syncs whatever it answers, so both leave the same. */
static void
test_deaths (gconstpointer data)
{
  gboolean power = GPOINTER_TO_INT (data);
  FakeLan *lan = fake_lan_new (3);
  FakeMachine *machine;
  FakeText *text;

  fake_wraps_begin (lan, 3);
  machine = fake_machine_new (lan, 0);
  g_assert_nonnull (create_room (machine));
  fake_lan_run_until (lan, lan->now + S);
  g_assert_true (fake_machine_send (machine));
  fake_lan_run_until (lan, lan->now + S);
  g_assert_true (fake_machine_send (machine));   /* the disk has no time for this one */
  text = g_ptr_array_index (machine->texts, 0);
  g_assert_true (fake_reader_has_event (machine->reader, text->id));
  if (power)
    fake_machine_cut_power (machine);
  else
    fake_machine_kill (machine);
  g_assert_null (machine->session);
  g_assert_false (text->lost);
  g_assert_true (((FakeText *) g_ptr_array_index (machine->texts, 1))->lost);
  fake_machine_start (machine);
  fake_lan_run_until (lan, lan->now + 20 * S);
  g_assert_true (machine->running && machine->member);
  g_assert_true (fake_reader_has_event (machine->reader, text->id));
  fake_machine_free (machine);
  fake_lan_free (lan);
  fake_wraps_end ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/fake-lan/stream", Fixture, NULL, set_up, test_stream, tear_down);
  g_test_add ("/fake-lan/wrong-key", Fixture, NULL, set_up, test_wrong_key, tear_down);
  g_test_add ("/fake-lan/dial", Fixture, NULL, set_up, test_dial, tear_down);
  g_test_add ("/fake-lan/cut", Fixture, NULL, set_up, test_cut, tear_down);
  g_test_add ("/fake-lan/kill", Fixture, NULL, set_up, test_kill, tear_down);
  g_test_add ("/fake-lan/power", Fixture, NULL, set_up, test_power, tear_down);
  g_test_add ("/fake-lan/datagrams", Fixture, NULL, set_up, test_datagrams, tear_down);
  g_test_add ("/fake-lan/echo", Fixture, NULL, set_up, test_echo, tear_down);
  g_test_add ("/fake-lan/export", Fixture, NULL, set_up, test_export, tear_down);
  g_test_add ("/fake-lan/clock", Fixture, NULL, set_up, test_clock, tear_down);
  g_test_add_data_func ("/fake-lan/death/kill", GINT_TO_POINTER (FALSE), test_deaths);
  g_test_add_data_func ("/fake-lan/death/power", GINT_TO_POINTER (TRUE), test_deaths);
  return g_test_run ();
}
