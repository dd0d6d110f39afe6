/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-manual-addresses.c: addresses that somebody typed lead to people whom no datagram reaches.
 *
 * Two fixtures on loopback have UDP ports of their own: as two networks with a router between them.
 * Names are looked up in a list of the test's own.
 */

#define G_LOG_DOMAIN "test-manual-addresses"

#include "config.h"

#include <string.h>

#include "hall-session-diagnosis.h"

#include "raw-peer.h"

/* The computers of the test: name → addresses, with blanks between them; "" is no answer at all. */
static GHashTable *names;
static guint n_look_ups;

#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GResolver)

struct _TestResolver
{
  GResolver parent_instance;
};

G_DEFINE_FINAL_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static void
test_resolver_look_up (GResolver           *resolver,
                       const char          *name,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);
  const char *text = g_hash_table_lookup (names, name);
  g_auto (GStrv) addresses = text != NULL ? g_strsplit (text, " ", -1) : NULL;
  GList *list = NULL;

  n_look_ups++;
  if (text == NULL)
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "no such name");
  else if (*text == '\0')
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE, "no");
  else
    {
      for (guint i = 0; addresses[i] != NULL; i++)
        list = g_list_append (list, g_inet_address_new_from_string (addresses[i]));
      g_task_return_pointer (task, list, (GDestroyNotify) g_resolver_free_addresses);
    }
}

static GList *
test_resolver_finish (GResolver     *resolver,
                      GAsyncResult  *result,
                      GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  G_RESOLVER_CLASS (klass)->lookup_by_name_async = test_resolver_look_up;
  G_RESOLVER_CLASS (klass)->lookup_by_name_finish = test_resolver_finish;
}

static void
test_resolver_init (TestResolver *self)
{
}

static guint16
get_tcp_port (TestPeer *peer)
{
  return hall_network_get_tcp_port (hall_session_get_network (peer->session));
}

/* (transfer none): as typed, which it stays. */
static HallManualAddress *
type (TestPeer   *peer,
      const char *host,
      guint16     port)
{
  g_autofree char *text = g_strdup_printf ("%s:%u", host, port);
  GListModel *list = hall_session_get_manual_addresses (peer->session);
  g_autoptr (HallManualAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  hall_session_add_manual_address (peer->session, text, &error);
  g_assert_no_error (error);
  address = g_list_model_get_item (list, g_list_model_get_n_items (list) - 1);
  g_assert_cmpstr (hall_manual_address_get_address (address), ==, text);
  return address;
}

static gboolean
is_connected (HallManualAddress *address,
              TestPeer          *to)
{
  HallPerson *person = hall_manual_address_get_person (address);

  return hall_manual_address_get_state (address) == HALL_REACH_CONNECTED && person != NULL
         && g_str_equal (hall_person_get_id (person), test_peer_get_id (to));
}

/* With a sentence that has these words. */
static gboolean
has_failed (HallManualAddress *address,
            const char        *words)
{
  const char *problem = hall_manual_address_get_problem (address);

  return hall_manual_address_get_state (address) == HALL_REACH_FAILED && problem != NULL
         && strstr (problem, words) != NULL && hall_manual_address_get_person (address) == NULL;
}

/* One address: everybody and every room on the one side is known on the other; one can join. */
static void
test_two_networks (void)
{
  SessionFixture *here = session_fixture_new ();
  SessionFixture *there = session_fixture_new ();
  TestPeer *anna = session_fixture_start (here, "Anna");
  TestPeer *carl = session_fixture_start (here, "Carl");
  TestPeer *ben = session_fixture_start (there, "Ben");
  TestPeer *dora = session_fixture_start (there, "Dora");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (dora, "Lunch")));
  HallManualAddress *address;
  HallPerson *carls;

  TEST_WAIT_UNTIL (test_peer_sees (anna, carl) && test_peer_sees (ben, dora));
  g_assert_false (test_peer_sees (anna, ben));
  address = type (anna, "127.0.0.1", get_tcp_port (ben));
  TEST_WAIT_UNTIL (is_connected (address, ben));
  TEST_WAIT_UNTIL (test_peer_sees (anna, ben) && test_peer_sees (anna, dora));
  TEST_WAIT_UNTIL (test_peer_sees (ben, anna) && test_peer_sees (ben, carl));
  TEST_WAIT_UNTIL (test_peer_sees (carl, ben) && test_peer_sees (carl, dora));
  TEST_WAIT_UNTIL (test_peer_sees (dora, anna) && test_peer_sees (dora, carl));
  test_peer_join (carl, id);
  test_peer_send (carl, id, "from over there");
  TEST_WAIT_UNTIL (test_peer_count_unsent (carl, id) == 0);
  TEST_WAIT_UNTIL (test_peer_count_members (dora, id) == 2);
  carls = test_peer_find_person (ben, carl);
  test_peer_stop (carl);
  TEST_WAIT_UNTIL (!hall_person_get_online (carls));   /* his goodbye went along the link */
  session_fixture_free (here);
  session_fixture_free (there);
}

/* A goodbye has somebody go before the time of the last hello is over. */
static void
check_goodbye (gboolean dialler_goes)
{
  SessionFixture *here = session_fixture_new ();
  SessionFixture *there = session_fixture_new ();
  TestPeer *anna = session_fixture_start (here, "Anna");
  TestPeer *ben = session_fixture_start (there, "Ben");
  TestPeer *goes = dialler_goes ? anna : ben;
  TestPeer *stays = dialler_goes ? ben : anna;
  HallPerson *person;
  gint64 heard_us, deadline_us, now_us;

  type (anna, "127.0.0.1", get_tcp_port (ben));
  TEST_WAIT_UNTIL (test_peer_sees (anna, ben) && test_peer_sees (ben, anna));
  person = test_peer_find_person (stays, goes);
  g_assert_true (hall_directory_get_span (hall_session_get_directory (stays->session),
                                          test_peer_get_id (goes), &heard_us, &deadline_us));
  test_peer_stop (goes);
  TEST_WAIT_UNTIL (!hall_person_get_online (person));
  now_us = hall_clock_get_monotonic (hall_session_get_context (stays->session)->clock);
  g_assert_cmpint (now_us, <, deadline_us);
  session_fixture_free (here);
  session_fixture_free (there);
}

static void
test_goodbye_of_dialler (void)
{
  check_goodbye (TRUE);
}

static void
test_goodbye_of_dialled (void)
{
  check_goodbye (FALSE);
}

static void
test_comes_back (void)
{
  SessionFixture *here = session_fixture_new ();
  SessionFixture *there = session_fixture_new ();
  TestPeer *anna = session_fixture_start (here, "Anna");
  TestPeer *ben = session_fixture_start (there, "Ben");
  guint16 port = get_tcp_port (ben);
  HallManualAddress *address;

  test_peer_stop (ben);
  address = type (anna, "127.0.0.1", port);
  TEST_WAIT_UNTIL (has_failed (address, "Nobody answers there"));
  test_peer_make_session (ben, HALL_SESSION_ACTIVE);
  g_object_set (ben->settings, "tcp-port", (guint) port, NULL);
  {
    gboolean started = FALSE;

    hall_session_start_async (ben->session, TRUE, NULL, test_note_finished, &started);
    TEST_WAIT_UNTIL (started);
  }
  TEST_WAIT_UNTIL (is_connected (address, ben) && test_peer_sees (anna, ben));
  g_assert_null (hall_manual_address_get_problem (address));
  test_peer_stop (ben);
  TEST_WAIT_UNTIL (has_failed (address, ""));
  session_fixture_free (here);
  session_fixture_free (there);
}

static void
test_own_address (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  HallManualAddress *address = type (anna, "127.0.0.1", get_tcp_port (anna));

  TEST_WAIT_UNTIL (has_failed (address, "this computer"));
  session_fixture_free (fixture);
}

/* A name that means nothing yet, then one computer, of which the first address is dead, then
 * another one. */
static void
test_names (void)
{
  SessionFixture *here = session_fixture_new ();
  SessionFixture *there = session_fixture_new ();
  TestPeer *anna = session_fixture_start (here, "Anna");
  TestPeer *ben = session_fixture_start (there, "Ben");
  HallManualAddress *address = type (anna, "ben.example", get_tcp_port (ben));
  HallManualAddress *silent;
  guint n;

  TEST_WAIT_UNTIL (has_failed (address, "No computer of this name"));
  g_hash_table_insert (names, (char *) "silent.example", (char *) "");
  silent = type (anna, "silent.example", 4711);
  TEST_WAIT_UNTIL (has_failed (silent, "name server"));
  /* The first one is a broadcast address of loopback: it fails at once, on this machine. The last
   * one holds on one link alone. */
  g_hash_table_insert (names, (char *) "ben.example",
                       (char *) "fe80::1 127.255.255.255 127.0.0.1 127.0.0.1");
  TEST_WAIT_UNTIL (is_connected (address, ben));   /* it was looked up again by itself */
  TEST_WAIT_UNTIL (test_peer_sees (anna, ben));

  /* Another network: who is connected stays so, and the other name is tried at once. */
  n = n_look_ups;
  g_hash_table_insert (names, (char *) "silent.example", (char *) "127.0.0.1");
  hall_session_refresh_typed (anna->session);
  TEST_WAIT_UNTIL (n_look_ups >= n + 2);
  TEST_WAIT_UNTIL (has_failed (silent, "Nobody answers there"));
  g_assert_true (is_connected (address, ben));
  g_hash_table_remove_all (names);
  session_fixture_free (here);
  session_fixture_free (there);
}

/* What is taken out of the list is left, at once; what is in it when we start is dialled. */
static void
test_removal (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *raw = raw_peer_new (NULL);
  HallManualAddress *address = type (anna, "127.0.0.1", raw_peer_listen (raw));
  guint16 port;

  TEST_WAIT_UNTIL (raw->link != NULL && raw->ready);
  g_assert_cmpint (hall_link_get_purpose (raw->link), ==, HALL_PURPOSE_DIRECTORY);
  TEST_WAIT_UNTIL (raw_peer_find (raw, HALL_PACKET_DIRECTORY) != NULL);
  g_assert_true (raw_peer_find (raw, HALL_PACKET_DIRECTORY)->stay);
  hall_session_remove_manual_address (anna->session, address);
  g_assert_cmpuint (g_list_model_get_n_items (hall_session_get_manual_addresses (anna->session)),
                    ==, 0);
  TEST_WAIT_UNTIL (raw->closed);
  raw_peer_free (raw);

  raw = raw_peer_new (NULL);
  port = raw_peer_listen (raw);
  type (anna, "127.0.0.1", port);
  TEST_WAIT_UNTIL (raw->link != NULL && raw->ready);
  test_peer_stop (anna);
  TEST_WAIT_UNTIL (raw->closed);
  raw_peer_free (raw);
  session_fixture_free (fixture);
}

/* It is in the settings, and so dialled by the next session. */
static void
test_kept (void)
{
  SessionFixture *here = session_fixture_new ();
  SessionFixture *there = session_fixture_new ();
  TestPeer *anna = session_fixture_start (here, "Anna");
  TestPeer *ben = session_fixture_start (there, "Ben");

  type (anna, "127.0.0.1", get_tcp_port (ben));
  test_peer_stop (anna);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (test_peer_sees (anna, ben) && test_peer_sees (ben, anna));
  session_fixture_free (here);
  session_fixture_free (there);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GResolver) resolver = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  names = g_hash_table_new (g_str_hash, g_str_equal);
  resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
  g_resolver_set_default (resolver);
  g_test_add_func ("/session/manual-addresses/two-networks", test_two_networks);
  g_test_add_func ("/session/manual-addresses/goodbye-of-dialler", test_goodbye_of_dialler);
  g_test_add_func ("/session/manual-addresses/goodbye-of-dialled", test_goodbye_of_dialled);
  g_test_add_func ("/session/manual-addresses/comes-back", test_comes_back);
  g_test_add_func ("/session/manual-addresses/own-address", test_own_address);
  g_test_add_func ("/session/manual-addresses/names", test_names);
  g_test_add_func ("/session/manual-addresses/removal", test_removal);
  g_test_add_func ("/session/manual-addresses/kept", test_kept);
  status = g_test_run ();
  g_hash_table_unref (names);
  return status;
}
