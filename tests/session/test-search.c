/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-search.c: what is found by words and filters, page by page, and what is not.
 */

#define G_LOG_DOMAIN "test-search"

#include "config.h"

#include "hall-key.h"
#include "hall-search-query.h"
#include "hall-session-people.h"
#include "hall-session-search.h"

#include "talk-fixture.h"

static GPtrArray *
next_page (HallSearch *search,
           guint       limit)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *hits;

  hall_search_next_async (search, limit, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  hits = hall_search_next_finish (search, result, &error);
  g_assert_no_error (error);
  return hits;
}

static char *
join (GPtrArray *hits)
{
  GString *texts = g_string_new (NULL);

  for (guint i = 0; i < hits->len; i++)
    {
      HallSearchHit *hit = g_ptr_array_index (hits, i);

      g_string_append_printf (texts, "%s%s", i > 0 ? "|" : "",
                              hall_message_get_text (hall_search_hit_get_message (hit)));
    }
  return g_string_free (texts, FALSE);
}

/* Everything that is found, newest first. */
static char *
find (TestPeer   *peer,
      const char *query,
      HallRoom   *room)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallSearch) search = hall_search_new (peer->session, query, room, &error);
  g_autoptr (GPtrArray) hits = NULL;

  g_assert_no_error (error);
  hits = next_page (search, 50);
  g_assert_true (hall_search_get_at_end (search));
  g_assert_false (hall_search_get_partial (search));
  return join (hits);
}

static void
check (TestPeer   *peer,
       const char *query,
       const char *expected)
{
  g_autofree char *found = find (peer, query, NULL);

  g_assert_cmpstr (found, ==, expected);
}

static void
check_refused (TestPeer   *peer,
               const char *query,
               HallRoom   *room,
               int         code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallSearch) search = hall_search_new (peer->session, query, room, &error);

  g_assert_null (search);
  g_assert_error (error, HALL_SESSION_ERROR, code);
  g_assert_cmpuint (strlen (error->message), >, 10);
}

static void
say (TestPeer   *peer,
     const char *id,
     const char *text)
{
  guint n_messages = peer->messages->len;

  test_peer_send (peer, id, text);
  TEST_WAIT_UNTIL (peer->messages->len > n_messages);
}

/* What is no filter is one piece of text, whatever it looks like to others. */
static void
test_words (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  HallRoom *room = test_peer_create_room (anna, "Lunch");
  const char *id = hall_room_get_id (room);
  const char *hostile[] = {
    "\" OR \"1\"=\"1", "soup*", "soup NEAR noon", "text:soup^2", "a AND b", "NOT soup", "{a b}: c",
    "'); DROP TABLE events; --", "-soup", "+soup", "(", "\"", "%", "_", "\\", "\"\"\"\"x",
    "s\001oup*", "soup\" OR \"noon",
  };

  say (anna, id, "Soup at noon");
  say (anna, id, "noon, then soup");
  say (anna, id, "한글 검색도 된다");
  say (anna, id, "he said \"soup NEAR noon\": yes");
  say (anna, id, "see from: nobody");
  check (anna, "SOUP at  noon", "Soup at noon");
  check (anna, "at soup", "");
  check (anna, "soup", "he said \"soup NEAR noon\": yes|noon, then soup|Soup at noon");
  check (anna, "검색", "한글 검색도 된다");
  check (anna, "글 검", "한글 검색도 된다");
  check (anna, "된", "한글 검색도 된다");
  check (anna, "soup NEAR noon", "he said \"soup NEAR noon\": yes");
  check (anna, "noon\":", "he said \"soup NEAR noon\": yes");
  check (anna, "\"from: nobody\"", "see from: nobody");
  check (anna, "see \"from:\" nobody", "see from: nobody");
  check (anna, "http://nowhere", "");
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autoptr (HallSearch) search = hall_search_new (anna->session, hostile[i], NULL, NULL);
      g_autoptr (GPtrArray) hits = NULL;

      g_assert_nonnull (search);
      hits = next_page (search, 10);
      /* Nothing of it is an operator: it is found where it stands, and nowhere else. */
      g_assert_cmpuint (hits->len, ==, g_str_equal (hostile[i], "soup NEAR noon")
                                         || g_str_equal (hostile[i], "\"") ? 1 : 0);
    }
  session_fixture_free (fixture);
}

static void
test_filters (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *mina = session_fixture_start (fixture, "Mina Kim");
  TestPeer *twin = session_fixture_start (fixture, "mina kim");
  HallRoom *room = test_peer_create_room (anna, "Lunch break");
  g_autofree char *id = g_strdup (hall_room_get_id (room));
  HallRoom *other = test_peer_create_room (anna, "Work");
  g_autofree char *by_tag = NULL;
  g_autofree char *by_id = g_strdup_printf ("from:%s", test_peer_get_id (mina));
  g_autofree char *here = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "after:%Y-%m-%d");
  g_autofree char *before_day = g_date_time_format (now, "before:%Y-%m-%d");
  HallMessage *last;

  test_peer_join (mina, id);
  test_peer_join (twin, id);
  say (anna, id, "one of Anna");
  talk_find (mina, id, "one of Anna");
  say (mina, id, "one of Mina, see https://example.org/one");
  talk_find (anna, id, "one of Mina, see https://example.org/one");
  talk_find (twin, id, "one of Mina, see https://example.org/one");
  say (twin, id, "one of her twin");
  last = talk_find (anna, id, "one of her twin");
  /* What is said at once goes ahead of the clock: the other room's is to be later. */
  TEST_WAIT_UNTIL (g_get_real_time () / 1000 > hall_message_get_clock (last));
  say (anna, hall_room_get_id (other), "one at work");
  by_tag = g_strdup_printf ("one from:\"MINA KIM#%s\"",
                            hall_person_get_key_tag (test_peer_find_person (anna, mina)));

  check (anna, "from:anna one", "one at work|one of Anna");
  check (anna, "one from:me in:lunch", "one of Anna");
  check (anna, "from:\"Mina Kim\"",
         "one of her twin|one of Mina, see https://example.org/one");
  check (anna, "from:mi one", "one of her twin|one of Mina, see https://example.org/one");
  check (anna, by_tag, "one of Mina, see https://example.org/one");
  check (anna, by_id, "one of Mina, see https://example.org/one");
  check (anna, "HAS:link one", "one of Mina, see https://example.org/one");
  check (anna, "in:\"lunch break\" from:anna from:mina one",
         "one of her twin|one of Mina, see https://example.org/one|one of Anna");
  check (anna, "in:Work one", "one at work");
  check (anna, day, "one at work|one of her twin|one of Mina, see https://example.org/one|"
                    "one of Anna");
  check (anna, before_day, "");
  check (anna, "one before:today", "");
  check (anna, "one after:yesterday before:2099-01-01 in:work", "one at work");
  check (anna, "one after:2099-01-01", "");
  here = find (anna, "one", other);
  g_assert_cmpstr (here, ==, "one at work");

  check_refused (anna, "   ", NULL, HALL_SESSION_ERROR_TEXT);
  check_refused (anna, "\"\"", NULL, HALL_SESSION_ERROR_TEXT);
  check_refused (anna, "from: one", NULL, HALL_SESSION_ERROR_TEXT);
  check_refused (anna, "has:soup", NULL, HALL_SESSION_ERROR_TEXT);
  check_refused (anna, "before:tomorrow", NULL, HALL_SESSION_ERROR_TEXT);
  check_refused (anna, "before:2026-02-30", NULL, HALL_SESSION_ERROR_TEXT);
  check_refused (anna, "after:2026-02-03x", NULL, HALL_SESSION_ERROR_TEXT);
  check_refused (anna, "one in:lunch", other, HALL_SESSION_ERROR_TEXT);
  check_refused (anna, "from:nobody one", NULL, HALL_SESSION_ERROR_NOT_FOUND);
  check_refused (anna, "in:nowhere one", NULL, HALL_SESSION_ERROR_NOT_FOUND);
  test_peer_create_room (anna, "work");
  check_refused (anna, "in:work one", NULL, HALL_SESSION_ERROR_AMBIGUOUS);
  session_fixture_free (fixture);
}

/* What is found is what is seen now; what blocked people say is not. */
static void
test_as_seen (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  HallRoom *room = test_peer_create_room (anna, "Lunch");
  g_autofree char *id = g_strdup (hall_room_get_id (room));
  g_autoptr (HallSearch) search = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  HallSearchHit *hit;

  test_peer_join (ben, id);
  talk_open (anna, id);
  talk_open (ben, id);
  say (anna, id, "soup at noon");
  say (anna, id, "soup that is gone");
  say (ben, id, "soup of Ben");
  talk_find (anna, id, "soup of Ben");
  talk_edit (anna, id, "soup at noon", "bread at noon");
  talk_delete (anna, id, "soup that is gone");
  TEST_WAIT_UNTIL (test_peer_count_unsent (anna, id) == 0);
  check (anna, "soup", "soup of Ben");
  check (anna, "noon", "bread at noon");

  search = hall_search_new (anna->session, "Bread", NULL, NULL);
  g_assert_cmpstr (hall_search_get_needle (search), ==, "bread");
  hits = next_page (search, 1);
  hit = g_ptr_array_index (hits, 0);
  g_assert_true (hall_search_hit_get_room (hit) == room);
  g_assert_cmpint (hall_message_get_edited (hall_search_hit_get_message (hit)), >, 0);
  /* It is not the row that is on the screen. */
  g_assert_true (hall_search_hit_get_message (hit) != talk_find (anna, id, "bread at noon"));

  hall_session_set_blocked (anna->session, test_peer_find_person (anna, ben), TRUE);
  check (anna, "soup", "");
  hall_session_set_blocked (anna->session, test_peer_find_person (anna, ben), FALSE);
  check (anna, "soup", "soup of Ben");
  /* A room that was left has its history; one that is forgotten has none. */
  hall_session_leave_room (anna->session, room);
  TEST_WAIT_UNTIL (!hall_room_get_is_member (room));
  check (anna, "in:lunch noon", "bread at noon");
  session_fixture_free (fixture);
}

static void
test_pages (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  HallRoom *room = test_peer_create_room (anna, "Lunch");
  g_autoptr (HallSearch) search = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  guint sizes[] = { 10, 10, 5, 0, 0 };
  guint left = 25;

  for (guint i = 1; i <= left; i++)
    {
      g_autofree char *text = g_strdup_printf ("bun %u", i);

      say (anna, hall_room_get_id (room), text);
    }
  search = hall_search_new (anna->session, "bun", NULL, NULL);
  /* One page at a time; and a page that was cancelled is not lost. */
  hall_search_next_async (search, 10, cancellable, test_keep_result, &first);
  hall_search_next_async (search, 10, NULL, test_keep_result, &second);
  g_cancellable_cancel (cancellable);
  TEST_WAIT_UNTIL (first != NULL && second != NULL);
  g_assert_null (hall_search_next_finish (search, first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (hall_search_next_finish (search, second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_clear_object (&first);
  g_clear_object (&second);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GPtrArray) hits = next_page (search, 10);

      g_assert_cmpuint (hits->len, ==, sizes[i]);
      for (guint k = 0; k < hits->len; k++)
        {
          g_autofree char *text = g_strdup_printf ("bun %u", left--);
          HallSearchHit *hit = g_ptr_array_index (hits, k);

          g_assert_cmpstr (hall_message_get_text (hall_search_hit_get_message (hit)), ==, text);
        }
    }
  g_assert_true (hall_search_get_at_end (search));
  /* Nor does one come again that was cancelled after the last. */
  g_clear_error (&error);
  hall_search_next_async (search, 10, cancellable, test_keep_result, &first);
  TEST_WAIT_UNTIL (first != NULL);
  g_assert_null (hall_search_next_finish (search, first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&first);
  g_assert_true (hall_search_get_at_end (search));
  {
    g_autoptr (GPtrArray) hits = next_page (search, 10);

    g_assert_cmpuint (hits->len, ==, 0);
  }
  session_fixture_free (fixture);
}

static void
create_and_say (TestPeer   *peer,
                const char *name)
{
  HallRoom *room = test_peer_create_room (peer, name);
  g_autofree char *text = g_strdup_printf ("bun in %s", name);

  say (peer, hall_room_get_id (room), text);
}

/* So is a room's, and one that we are in before one of the same name that was left. */
static void
test_whole_room_names (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  HallRoom *left = test_peer_create_room (anna, "Tea");

  say (anna, hall_room_get_id (left), "bun of before");
  hall_session_leave_room (anna->session, left);
  TEST_WAIT_UNTIL (!hall_room_get_is_member (left));
  check (anna, "bun in:tea", "bun of before");
  for (guint i = 0; i < 21; i++)
    {
      g_autofree char *name = i == 10 ? g_strdup ("Tea") : g_strdup_printf ("Tea %u", i);

      create_and_say (anna, name);
    }
  check (anna, "bun in:tea", "bun in Tea");
  check (anna, "bun in:\"TEA 7\"", "bun in Tea 7");
  check_refused (anna, "bun in:te", NULL, HALL_SESSION_ERROR_AMBIGUOUS);
  session_fixture_free (fixture);
}

/* Somebody's whole name is meant before all the names that begin with it. */
static void
test_whole_names (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  HallDirectory *directory = hall_session_get_directory (ben->session);
  g_autofree char *ann = NULL;
  g_auto (GStrv) found = NULL;
  g_auto (GStrv) all = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 41; i++)
    {
      g_autoptr (HallKey) key = hall_key_new_generated (NULL);
      g_autofree char *name = i == 20 ? g_strdup ("Ann") : g_strdup_printf ("Ann %u", i);
      HallPerson *person = hall_directory_ensure_person (directory, hall_key_get_id (key));

      hall_person_set_name (person, name);
      hall_directory_remember_person (directory, person, 0, 0);
      if (i == 20)
        ann = g_strdup (hall_key_get_id (key));
    }
  found = hall_search_find_authors (ben->session, "ann", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (found), ==, 1);
  g_assert_cmpstr (found[0], ==, ann);
  all = hall_search_find_authors (ben->session, "AN", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (all), ==, 41);
  session_fixture_free (fixture);
}

/* A page is made of many slices where much of it is left out: wherever it is cancelled, the next
 * one begins where it did. */
static void
test_cancelled_slices (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  HallRoom *room = test_peer_create_room (anna, "Lunch");
  g_autofree char *id = g_strdup (hall_room_get_id (room));
  gboolean completed = FALSE;

  test_peer_join (ben, id);
  say (anna, id, "bun below");
  for (guint i = 0; i < 12; i++)
    say (ben, id, "bun of Ben");
  talk_open (anna, id);
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0);
  say (anna, id, "bun above");
  hall_session_set_blocked (anna->session, test_peer_find_person (anna, ben), TRUE);
  for (guint steps = 1; !completed; steps++)
    {
      g_autoptr (HallSearch) search = hall_search_new (anna->session, "bun", NULL, NULL);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) hits = NULL;
      g_autofree char *texts = NULL;

      hall_search_next_async (search, 2, cancellable, test_keep_result, &result);
      for (guint i = 0; i < steps && result == NULL; i++)
        g_main_context_iteration (NULL, TRUE);
      completed = result != NULL;
      g_cancellable_cancel (cancellable);
      TEST_WAIT_UNTIL (result != NULL);
      hits = hall_search_next_finish (search, result, NULL);
      if (hits == NULL)
        hits = next_page (search, 2);
      texts = join (hits);
      g_assert_cmpstr (texts, ==, "bun above|bun below");
    }
  session_fixture_free (fixture);
}

/* Whoever asked lets go of it, and the session ends: nothing goes on. */
static void
test_dropped (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  HallRoom *room = test_peer_create_room (anna, "Lunch");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  HallSearch *search;
  gboolean finished = FALSE;

  say (anna, hall_room_get_id (room), "bun");
  search = hall_search_new (anna->session, "bun", NULL, NULL);
  g_object_add_weak_pointer (G_OBJECT (search), (gpointer *) &search);
  hall_search_next_async (search, 10, cancellable, test_note_finished, &finished);
  g_object_unref (search);
  g_cancellable_cancel (cancellable);
  TEST_WAIT_UNTIL (finished);
  TEST_WAIT_UNTIL (search == NULL);

  /* Beside the program that uses the profile. */
  test_peer_stop (anna);
  test_peer_start (anna, HALL_SESSION_LISTENING);
  check (anna, "bun from:me in:lunch", "bun");
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/search/words", test_words);
  g_test_add_func ("/session/search/filters", test_filters);
  g_test_add_func ("/session/search/as-seen", test_as_seen);
  g_test_add_func ("/session/search/pages", test_pages);
  g_test_add_func ("/session/search/whole-names", test_whole_names);
  g_test_add_func ("/session/search/whole-room-names", test_whole_room_names);
  g_test_add_func ("/session/search/cancelled-slices", test_cancelled_slices);
  g_test_add_func ("/session/search/dropped", test_dropped);
  return g_test_run ();
}
