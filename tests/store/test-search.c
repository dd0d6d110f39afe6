/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-search.c: what is found by which words and filters, in which order, whatever came first.
 *
 * Everything is asked twice: while it waits to be indexed, and once it is.
 */

#include "config.h"

#include "hall-text.h"

#include "search-test.h"

/* The texts whose numbers are in @expected are found, in that order, and no other. */
static void
expect (StoreTest  *test,
        const char *text,
        const char *expected)
{
  HallStoredQuery query;

  hall_stored_query_init (&query);
  query.text = g_strdup (text);
  search_expect (test, &query, expected);
  hall_stored_query_clear (&query);
}

static void
say (StoreTest  *test,
     HallKey    *key,
     const char *room,
     gint64      lc,
     const char *text)
{
  g_autoptr (HallEvent) event = event_text (key, room, lc, text);

  store_add_one (test->store, event, 2);
}

static void
test_words (StoreTest     *test,
            gconstpointer  data)
{
  const char *texts[] = {
    "Hello World",                        /* 1 */
    "점심 먹으러 갈까요",                 /* 2 */
    "밥 먹자",                            /* 3 */
    "ＨＥＬＬＯ full width",              /* 4 */
    "100% \"quoted\" AND (not) OR* NEAR", /* 5 */
    "x",                                  /* 6 */
    "line\none\ttwo   three",             /* 7 */
    "café Straße ﬁne",                    /* 8 */
    "abcabc",                             /* 9 */
    "바나나 점 심",                       /* 10 */
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    say (test, test->key, test->room, (i + 1) * 10000, texts[i]);

  for (guint round = 0; round < 2; round++)
    {
      expect (test, "hello", "4 1");
      expect (test, "HELLO WORLD", "1");
      expect (test, "lo wo", "1");
      expect (test, "점심", "2");
      expect (test, "먹", "3 2");
      expect (test, "밥", "3");
      expect (test, "심 먹으", "2");
      expect (test, "점 심", "10");
      expect (test, "ｈｅｌｌｏ", "4 1");
      expect (test, "x", "6");
      expect (test, "100%", "5");
      expect (test, "\"quoted\"", "5");
      expect (test, "or*", "5");
      expect (test, "\"", "5");
      expect (test, "line one two three", "7");
      expect (test, "CAFÉ", "8");
      expect (test, "strasse fine", "8");
      expect (test, "abcabc", "9");
      expect (test, "cabcab", "");
      expect (test, "bcabca", "");
      expect (test, "ab bc ca", "");
      expect (test, "nothing like that", "");
      expect (test, "한글", "");
      expect (test, "한", "");
      expect (test, "", "10 9 8 7 6 5 4 3 2 1");
      expect (test, NULL, "10 9 8 7 6 5 4 3 2 1");
      search_index_all (test);
    }
}

/* What is found does not depend on how JSON wrote it down: escaped or not, first or last in it. */
static void
test_bytes (StoreTest     *test,
            gconstpointer  data)
{
  const char *texts[] = {
    " two  spaces ",             /* 1 */
    "back\\slash",               /* 2 */
    "\u0301accent first",        /* 3 */
    "last \u1112\u1161",         /* 4 */
    "tab\there",                 /* 5 */
    "\"text\":\"k\"",            /* 6 */
    "A\u00adB",                  /* 7 */
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    say (test, test->key, test->room, (i + 1) * 10000, texts[i]);

  for (guint round = 0; round < 2; round++)
    {
      expect (test, "two spaces", "1");
      expect (test, "TWO  spaces", "1");
      expect (test, "k\\s", "2");
      expect (test, "\u0301acc", "3");
      expect (test, "하", "4");
      expect (test, "tab here", "5");
      expect (test, "\"text\":\"k\"", "6");
      expect (test, "\"k\":\"text\"", "");
      expect (test, "ab", "7 5");
      search_index_all (test);
    }
}

static HallEvent *
edit (HallKey    *key,
      const char *room,
      gint64      lc,
      const char *target,
      const char *text)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_EDIT);
  body.target = target;
  body.text = text;
  return event_of (key, room, lc, &body);
}

/* A text, two edits by its author and one by somebody else, in each order, the index made after
 * each or at the end. */
static void
test_edits (StoreTest     *test,
            gconstpointer  data)
{
  guint number = GPOINTER_TO_UINT (data);
  gboolean each = number >= 24;
  g_autoptr (GPtrArray) events = event_array ();
  HallEvent *text = event_text (test->key, test->room, 10000, "alpha");

  g_ptr_array_add (events, text);
  g_ptr_array_add (events, edit (test->key, test->room, 500000, text->id, "bravo"));
  g_ptr_array_add (events, edit (test->key, test->room, 900000, text->id, "charlie"));
  g_ptr_array_add (events, edit (test->other, test->room, 990000, text->id, "delta"));
  number %= 24;
  for (guint n = events->len; n > 0; n--)
    {
      guint i = number % n;
      g_autoptr (HallEvent) event = g_ptr_array_steal_index (events, i);

      number /= n;
      store_add_one (test->store, event, 2);
      if (each)
        search_index_all (test);
    }

  for (guint round = 0; round < 2; round++)
    {
      expect (test, "charlie", "1");
      expect (test, "alpha", "");
      expect (test, "bravo", "");
      expect (test, "delta", "");
      expect (test, NULL, "1");
      search_index_all (test);
    }
}

static void
test_hidden (StoreTest     *test,
             gconstpointer  data)
{
  g_autoptr (HallEvent) text = event_text (test->key, test->room, 10000, "alpha");
  g_autoptr (HallEvent) last = edit (test->key, test->room, 20000, text->id, "bravo");
  g_autoptr (HallEvent) gone = event_text (test->key, test->room, 30000, "alpha, too");
  g_autoptr (GPtrArray) events = event_array ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (GError) error = NULL;

  /* Hidden from the beginning. */
  g_ptr_array_add (events, hall_event_ref (gone));
  result = store_await (hall_store_add_hidden_events_async, test->store, events, 2,
                        HALL_HIDDEN_UNPERMITTED);
  added = hall_store_add_events_finish (test->store, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  store_add_one (test->store, last, 2);
  store_add_one (test->store, text, 2);

  for (guint round = 0; round < 2; round++)
    {
      expect (test, "alpha", "");
      expect (test, "bravo", "1");
      store_set_hidden (test->store, last->id, HALL_HIDDEN_UNPERMITTED, TRUE);
      expect (test, "bravo", "");
      expect (test, "alpha", "1");
      store_set_hidden (test->store, text->id, HALL_HIDDEN_DELETED, TRUE);
      expect (test, "alpha", "");
      store_set_hidden (test->store, gone->id, HALL_HIDDEN_UNPERMITTED, FALSE);
      expect (test, "alpha", "3");
      store_set_hidden (test->store, gone->id, HALL_HIDDEN_UNPERMITTED, TRUE);
      store_set_hidden (test->store, text->id, HALL_HIDDEN_DELETED, FALSE);
      store_set_hidden (test->store, last->id, HALL_HIDDEN_UNPERMITTED, FALSE);
      search_index_all (test);
    }
}

static void
expect_filtered (StoreTest  *test,
                 const char *text,
                 const char *room,
                 const char *author,
                 gint64      from_lc,
                 gint64      to_lc,
                 gboolean    has_link,
                 const char *expected)
{
  const char *authors[] = { author, "nobody", NULL };
  HallStoredQuery query;

  hall_stored_query_init (&query);
  query.text = g_strdup (text);
  query.room = g_strdup (room);
  query.authors = author ? g_strdupv ((char **) authors) : NULL;
  query.from_lc = from_lc;
  query.to_lc = to_lc;
  query.has_link = has_link;
  search_expect (test, &query, expected);
  hall_stored_query_clear (&query);
}

static void
test_filters (StoreTest     *test,
              gconstpointer  data)
{
  const char *other_room = "AAAAAAAAAAAAAAAAAAAAAA";
  const char *own = hall_key_get_id (test->key), *other = hall_key_get_id (test->other);

  say (test, test->key, test->room, 10000, "tea at four");
  say (test, test->other, test->room, 20000, "tea: https://example.com/tea");
  say (test, test->key, other_room, 30000, "tea and cake");
  say (test, test->other, other_room, 40000, "coffee http://example.com");
  /* All of one second. */
  say (test, test->key, test->room, 50001, "tea one");
  say (test, test->other, other_room, 50002, "tea two");

  for (guint round = 0; round < 2; round++)
    {
      expect_filtered (test, "tea", NULL, NULL, 0, G_MAXINT64, FALSE, "5 5 3 2 1");
      expect_filtered (test, "tea", test->room, NULL, 0, G_MAXINT64, FALSE, "5 2 1");
      expect_filtered (test, "tea", other_room, NULL, 0, G_MAXINT64, FALSE, "5 3");
      expect_filtered (test, "tea", NULL, own, 0, G_MAXINT64, FALSE, "5 3 1");
      expect_filtered (test, "tea", test->room, other, 0, G_MAXINT64, FALSE, "2");
      expect_filtered (test, "tea", NULL, NULL, 20000, 30000, FALSE, "2");
      expect_filtered (test, "tea", NULL, NULL, 20001, 30001, FALSE, "3");
      expect_filtered (test, "tea", NULL, NULL, 50002, G_MAXINT64, FALSE, "5");
      expect_filtered (test, "two", NULL, NULL, 0, 50002, FALSE, "");
      expect_filtered (test, "tea", NULL, NULL, 0, G_MAXINT64, TRUE, "2");
      expect_filtered (test, NULL, NULL, NULL, 0, G_MAXINT64, TRUE, "4 2");
      expect_filtered (test, NULL, other_room, other, 0, G_MAXINT64, TRUE, "4");
      expect_filtered (test, NULL, NULL, other, 0, G_MAXINT64, FALSE, "5 4 2");
      expect_filtered (test, NULL, test->room, NULL, 0, G_MAXINT64, FALSE, "5 2 1");
      expect_filtered (test, "tea", "no such room", NULL, 0, G_MAXINT64, FALSE, "");
      expect_filtered (test, "tea", NULL, "nobody, too", 0, G_MAXINT64, FALSE, "");
      search_index_all (test);
    }
}

/* Pages of three, of which some end within a second; between them come new ones and late ones. */
static void
test_pages (StoreTest     *test,
            gconstpointer  data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  HallStoredQuery query;
  gint64 last_lc = G_MAXINT64;
  gboolean more = TRUE;

  hall_stored_query_init (&query);
  query.text = g_strdup ("page");
  query.limit = 3;
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *page = g_strdup_printf ("page %u", i);
      g_autofree char *other = g_strdup_printf ("something else %u", i);

      say (test, i % 3 ? test->key : test->other, test->room, 5000 + i / 4 * 300, page);
      say (test, test->key, test->room, 5000 + i / 4 * 300, other);
      if (i == 20)
        search_index_all (test);
    }

  for (guint n = 0; more; n++)
    {
      g_autoptr (GPtrArray) hits = search_page (test, &query, &more);

      for (guint i = 0; i < hits->len; i++)
        {
          HallStoredHit *hit = g_ptr_array_index (hits, i);

          g_assert_cmpint (hit->event->lc, <=, last_lc);
          last_lc = hit->event->lc;
          g_assert_true (g_hash_table_add (seen, g_strdup (hit->event->id)));
        }
      say (test, test->key, test->room, 100000 + n, "a new page");
      if (n == 4)
        search_index_all (test);
    }

  g_assert_cmpuint (g_hash_table_size (seen), ==, 40);
  hall_stored_query_clear (&query);
}

/* Anything may be typed: it is found where it is, and is never more than a text. */
static void
test_anything (StoreTest     *test,
               gconstpointer  data)
{
  const char *parts[] = {
    "\"", "'", "*", "(", ")", " OR ", "NOT", "AND ", "^", ":", "-", "+", "{", "}", "NEAR(", ",",
    "\\", "a", "가", "\xee\x84\x81", "\xee\x80\xa2", "1", ";--", "%", "_", "tokens:", "é", "🎉", "ß",
    "\t",
  };
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 200; i++)
    {
      GString *text = g_string_new (NULL);
      guint n = g_test_rand_int_range (1, 8);
      g_autofree char *folded = NULL;

      for (guint k = 0; k < n; k++)
        g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      folded = hall_text_fold (text->str);
      if (*folded)
        {
          say (test, test->key, test->room, (texts->len + 1) * 1000, folded);
          g_ptr_array_add (texts, g_steal_pointer (&folded));
        }
      g_string_free (text, TRUE);
    }

  search_index_all (test);
  for (guint i = 0; i < texts->len; i++)
    {
      const char *needle = g_ptr_array_index (texts, i);
      GString *expected = g_string_new (NULL);

      for (guint k = texts->len; k > 0; k--)
        if (strstr (g_ptr_array_index (texts, k - 1), needle))
          g_string_append_printf (expected, "%s%u", expected->len ? " " : "", k);
      search_expect_seconds (test, needle, expected->str, 1000);
      g_string_free (expected, TRUE);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function, data) \
  g_test_add (path, StoreTest, data, search_test_set_up, function, store_test_tear_down)
  ADD ("/search/words", test_words, NULL);
  ADD ("/search/bytes", test_bytes, NULL);
  for (guint i = 0; i < 48; i++)
    {
      g_autofree char *path = g_strdup_printf ("/search/edits/%u", i);

      ADD (path, test_edits, GUINT_TO_POINTER (i));
    }
  ADD ("/search/hidden", test_hidden, NULL);
  ADD ("/search/filters", test_filters, NULL);
  ADD ("/search/pages", test_pages, NULL);
  ADD ("/search/anything", test_anything, NULL);
#undef ADD

  return g_test_run ();
}
