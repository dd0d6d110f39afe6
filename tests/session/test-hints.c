/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-hints.c: where somebody may be dialled because somebody else said so.
 */

#define G_LOG_DOMAIN "test-hints"

#include "config.h"

#include "hall-conversation-private.h"
#include "hall-session-rights.h"

#include "session-fixture.h"

/* For somebody who was never heard. */
static gboolean
picks (HallConversation *conversation,
       const char       *address)
{
  g_autoptr (HallKey) key = hall_key_new_generated (NULL);
  const char *const addresses[] = { address, NULL };
  guint16 port = 12345;
  g_auto (GStrv) picked = hall_conversation_pick_addresses (conversation, hall_key_get_id (key),
                                                            addresses, &port);

  return picked != NULL;
}

/* Even when the host is beyond our subnets: no hint leads to what listens on this machine alone, or
 * to more than one. */
static void
test_addresses (void)
{
  static const char *const bad[] = { "0.0.0.0", "127.0.0.1", "127.8.8.8", "224.0.0.1", "239.1.2.3",
                                     "255.255.255.255", "somewhere", "" };
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  HallConversation *conversation;
  HallContext *context;
  g_autoptr (HallTransport) transport = NULL;

  conversation = hall_session_get_conversation (ben->session, test_peer_join (ben, id));
  context = conversation->context;
  g_assert_true (picks (conversation, "127.0.0.1"));   /* all of this is on one machine */
  g_assert_false (picks (conversation, "198.51.100.7"));

  transport = g_steal_pointer (&context->transport);
  context->transport = hall_transport_new (context->clock, context->counters, FALSE);
  conversation->host_off_link = TRUE;
  g_free (conversation->stored->addresses[0]);
  conversation->stored->addresses[0] = g_strdup ("198.51.100.1:12345");
  g_assert_true (picks (conversation, "198.51.100.7"));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (picks (conversation, bad[i]));
  g_object_unref (context->transport);
  context->transport = g_steal_pointer (&transport);
  session_fixture_free (fixture);
}

/* Where a link says that the host is, as far as that is dialled. */
static gboolean
leads (TestPeer   *peer,
       const char *address,
       gboolean    typed)
{
  g_autoptr (HallKey) host = hall_key_new_generated (NULL);
  g_autofree char *id = hall_token_new ();
  g_autofree char *link = g_strdup_printf ("hallway:room/%s?host=%s&at=%s:12345", id,
                                           hall_key_get_id (host), address);
  g_autoptr (HallStoredRoom) stored = hall_stored_room_new (id);
  g_autoptr (HallRoute) route = hall_route_new ();
  g_autoptr (HallConversation) conversation = NULL;
  g_autoptr (HallHop) hop = NULL;
  g_autoptr (GError) error = NULL;
  HallRoom *room;
  HallPerson *person;

  if (typed)
    g_assert_true (hall_session_resolve_typed_link (peer->session, link, &room, &person, &error));
  else
    g_assert_true (hall_session_resolve_link (peer->session, link, &room, &person, &error));
  g_assert_no_error (error);
  conversation = hall_conversation_new (hall_session_get_context (peer->session), room,
                                        g_steal_pointer (&stored));
  hall_session_pass_hint (peer->session, conversation);
  hall_conversation_add_hint (conversation, route);
  hop = hall_route_take (route);
  hall_conversation_close (conversation);
  return hop != NULL && g_str_equal (hop->address, address)
         && g_str_equal (hop->host_id, hall_key_get_id (host));
}

/* A web page can make a link: it leads nowhere but to our own subnets. */
static void
test_links (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");

  g_assert_true (leads (anna, "127.0.0.1", FALSE));   /* all of this is on one machine */
  g_assert_false (leads (anna, "198.51.100.7", FALSE));
  g_assert_true (leads (anna, "198.51.100.7", TRUE));
  session_fixture_free (fixture);
}

/* Whether somebody is asked about the person as about one who is known. */
static gboolean
reads_known (TestPeer   *peer,
             const char *id,
             const char *called)
{
  g_autofree char *link = g_strdup_printf ("hallway:person/%s?name=Boss", id);
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  HallRoom *room;
  HallPerson *person;
  gboolean is_room = TRUE;

  hall_session_read_link (peer->session, link, &is_room, &room, &person, &name, &error);
  g_assert_no_error (error);
  g_assert_false (is_room);
  g_assert_null (room);
  g_assert_cmpstr (name, ==, called);
  return person != NULL;
}

/* A link that was followed makes nobody known who never was heard: whoever made it could say more
 * with the next one. */
static void
test_people (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autoptr (HallKey) key = hall_key_new_generated (NULL);
  g_autofree char *link = g_strdup_printf ("hallway:person/%s?name=Boss", hall_key_get_id (key));
  g_autoptr (GError) error = NULL;
  HallRoom *room;
  HallPerson *person = NULL;

  TEST_WAIT_UNTIL (test_peer_find_person (anna, ben) != NULL);
  g_assert_true (reads_known (anna, test_peer_get_id (ben), "Ben"));
  g_assert_true (reads_known (anna, test_peer_get_id (anna), "Anna"));
  g_assert_false (reads_known (anna, hall_key_get_id (key), "Boss"));
  g_assert_true (hall_session_resolve_link (anna->session, link, &room, &person, &error));
  g_assert_no_error (error);
  g_assert_nonnull (person);
  g_assert_false (reads_known (anna, hall_key_get_id (key), "Boss"));
  session_fixture_free (fixture);
}

/* What a room is called by a link, until it is known better. */
static char *
read_room_name (TestPeer   *peer,
                const char *id,
                const char *called)
{
  g_autofree char *link = g_strdup_printf ("hallway:room/%s?name=%s", id, called);
  g_autoptr (GError) error = NULL;
  HallRoom *room;
  HallPerson *person;
  gboolean is_room = FALSE;
  char *name = NULL;

  hall_session_read_link (peer->session, link, &is_room, &room, &person, &name, &error);
  g_assert_no_error (error);
  g_assert_true (is_room);
  return name;
}

/* Somebody else's link may bear the name of somebody known, or one that looks like it. */
static void
test_namesakes (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autoptr (HallKey) key = hall_key_new_generated (NULL);
  g_autofree char *own = NULL;
  g_autofree char *other = g_strdup_printf ("hallway:person/%s?name=B%%D0%%B5n",
                                            hall_key_get_id (key));
  g_autofree char *named = g_strdup_printf ("hallway:person/%s?name=Boss", hall_key_get_id (key));
  g_autofree char *room = NULL;
  g_autofree char *id = hall_token_new ();
  g_autoptr (GError) error = NULL;
  HallRoom *none;
  HallPerson *known, *person = NULL;

  TEST_WAIT_UNTIL (test_peer_find_person (anna, ben) != NULL);
  known = test_peer_find_person (anna, ben);
  own = g_strdup_printf ("hallway:person/%s?name=Ben", hall_person_get_id (known));
  room = g_strdup_printf ("hallway:room/%s?name=Ben", id);
  g_assert_null (hall_session_find_namesake (anna->session, other));   /* two strangers */
  hall_session_set_verified (anna->session, known, TRUE);
  g_assert_true (hall_session_find_namesake (anna->session, other) == known);
  g_assert_null (hall_session_find_namesake (anna->session, own));
  g_assert_null (hall_session_find_namesake (anna->session, named));
  g_assert_null (hall_session_find_namesake (anna->session, room));
  /* Once it is followed, the next link may say any name. */
  hall_session_resolve_link (anna->session, other, &none, &person, &error);
  g_assert_no_error (error);
  g_assert_true (hall_session_find_namesake (anna->session, named) == known);
  g_assert_true (hall_person_get_resembles (person) == known);
  hall_session_declare_distinct (anna->session, person);
  g_assert_null (hall_session_find_namesake (anna->session, other));
  g_assert_null (hall_person_get_resembles (person));
  session_fixture_free (fixture);
}

/* A room that was never heard has the name of the link that was followed. */
static void
test_rooms (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  g_autofree char *id = hall_token_new ();
  g_autofree char *link = g_strdup_printf ("hallway:room/%s?name=lunch", id);
  g_autofree char *first = read_room_name (anna, id, "tea");
  g_autofree char *later = NULL;
  g_autoptr (GError) error = NULL;
  HallRoom *room = NULL;
  HallPerson *person;

  g_assert_cmpstr (first, ==, "tea");
  hall_session_resolve_link (anna->session, link, &room, &person, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hall_room_get_name (room), ==, "lunch");
  later = read_room_name (anna, id, "tea");
  g_assert_cmpstr (later, ==, "lunch");
  session_fixture_free (fixture);
}

static HallRoom *
resolve (TestPeer   *peer,
         const char *id,
         const char *address,
         gboolean    typed)
{
  g_autofree char *link = g_strdup_printf ("hallway:room/%s?host=%s&at=%s:12345", id,
                                           test_peer_get_id (peer), address);
  g_autoptr (GError) error = NULL;
  HallRoom *room;
  HallPerson *person;

  if (typed)
    hall_session_resolve_typed_link (peer->session, link, &room, &person, &error);
  else
    hall_session_resolve_link (peer->session, link, &room, &person, &error);
  g_assert_no_error (error);
  return room;
}

static void
resolve_many (TestPeer *peer,
              gboolean  typed)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *id = hall_token_new ();

      resolve (peer, id, "198.51.100.9", typed);
    }
}

/* Links and invitations that come by themselves make nobody forget what was typed, nor where a room
 * is that was joined; and do not take its place. */
static void
test_kept (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  g_autofree char *typed_id = hall_token_new ();
  HallSession *session = ben->session;
  gpointer typed, joined;

  test_peer_join (ben, id);
  resolve (ben, typed_id, "198.51.100.7", TRUE);
  resolve (ben, id, "127.0.0.1", FALSE);
  typed = g_hash_table_lookup (session->hints, typed_id);
  joined = g_hash_table_lookup (session->hints, id);
  g_assert_true (typed != NULL && joined != NULL);
  resolve_many (ben, FALSE);
  resolve (ben, typed_id, "198.51.100.8", FALSE);
  resolve (ben, id, "198.51.100.8", FALSE);
  g_assert_true (g_hash_table_lookup (session->hints, typed_id) == typed);
  g_assert_true (g_hash_table_lookup (session->hints, id) == joined);
  g_assert_cmpuint (g_hash_table_size (session->hints), ==, 64);
  resolve_many (ben, TRUE);
  g_assert_true (g_hash_table_lookup (session->hints, id) == joined);
  g_assert_cmpuint (g_hash_table_size (session->hints), ==, 64);
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/hints/addresses", test_addresses);
  g_test_add_func ("/session/hints/links", test_links);
  g_test_add_func ("/session/hints/people", test_people);
  g_test_add_func ("/session/hints/namesakes", test_namesakes);
  g_test_add_func ("/session/hints/rooms", test_rooms);
  g_test_add_func ("/session/hints/kept", test_kept);
  return g_test_run ();
}
