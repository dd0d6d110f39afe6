/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-exchange-bounds.c: how many links for the directory one serves, how fast one may tell news,
 * and what of it is believed on another computer; how many are dialled for who asks.
 *
 * On a network whose time is virtual, over links whose other end is made by hand.
 */

#define G_LOG_DOMAIN "test-exchange-bounds"

#include "config.h"

#include "bounds-scene.h"
#include "hall-exchange-private.h"
#include "hall-session-people.h"

static HallExchange *
get_exchange (Lan *test)
{
  return hall_discovery_get_exchange (test->machines[0]->session->discovery);
}

/* Those that nobody asks anything over. */
static void
test_links (void)
{
  Lan test;

  begin (&test, 2);
  for (guint i = 0; i < HALL_EXCHANGE_LINKS_MAX; i++)
    dial (&test, 1);
  run_for (&test, S);
  for (guint i = 0; i < HALL_EXCHANGE_LINKS_MAX; i++)
    g_assert_false (((End *) g_ptr_array_index (test.ends, i))->closed);
  g_assert_cmpuint (count (&test, HALL_COUNTER_EXCHANGE_FULL), ==, 0);
  dial (&test, 1);
  run_for (&test, S);
  g_assert_true (((End *) g_ptr_array_index (test.ends, HALL_EXCHANGE_LINKS_MAX))->closed);
  g_assert_cmpuint (count (&test, HALL_COUNTER_EXCHANGE_FULL), ==, 1);

  /* Nobody takes a place for long. */
  run_for (&test, HALL_EXCHANGE_MS * 1000);
  for (guint i = 0; i < HALL_EXCHANGE_LINKS_MAX; i++)
    g_assert_true (((End *) g_ptr_array_index (test.ends, i))->closed);
  end (&test);
}

static void
test_stays (void)
{
  Lan test;

  begin (&test, 2);
  for (guint i = 0; i <= HALL_STAY_LINKS_MAX; i++)
    {
      End *one = dial (&test, 1);

      run_for (&test, HALL_EXCHANGE_AGAIN_MS * 1000);
      ask (&test, one, TRUE, NULL);
      g_assert_true (one->closed == (i == HALL_STAY_LINKS_MAX));
    }
  g_assert_cmpuint (count (&test, HALL_COUNTER_EXCHANGE_FULL), ==, 1);
  g_assert_cmpuint (count (&test, HALL_COUNTER_EXCHANGE_RATE), ==, 0);
  for (guint i = 0; i < HALL_STAY_LINKS_MAX; i++)
    g_assert_false (((End *) g_ptr_array_index (test.ends, i))->closed);
  end (&test);
}

/* (transfer full): @n times the same, that is not looked at any closer. */
static HallPacket *
make_page (HallDatagram *datagram,
           guint         n,
           const char   *const *addresses)
{
  HallPacket *page = hall_packet_new (HALL_PACKET_DIRECTORY);

  page->relayed = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_relayed_free);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (page->relayed, hall_relayed_new (datagram, 0, addresses));
  return page;
}

static const HallRelayed *
find_told (End        *one,
           const char *id)
{
  for (guint i = 0; i < one->packets->len; i++)
    {
      const HallPacket *packet = g_ptr_array_index (one->packets, i);

      for (guint j = 0; packet->relayed != NULL && j < packet->relayed->len; j++)
        {
          const HallRelayed *relayed = g_ptr_array_index (packet->relayed, j);

          if (g_str_equal (relayed->datagram->id, id))
            return relayed;
        }
    }
  return NULL;
}

/* Of a link that stays: so many at once as there may be people, and then some hundreds a second. */
static void
test_news (void)
{
  const guint n = 64;
  Lan test;
  HallDatagram *hello;
  End *one;

  begin (&test, 2);
  one = dial (&test, 1);
  run_for (&test, S / 10);
  ask (&test, one, TRUE, NULL);
  g_assert_nonnull (find_told (one, test.machines[0]->id));
  hello = find_told (one, test.machines[0]->id)->datagram;
  run_for (&test, 12 * S);
  for (guint sent = 0; sent < HALL_PEOPLE_MAX; sent += n)
    send (one, make_page (hello, n, NULL));
  run_for (&test, S / 10);
  g_assert_false (one->closed);
  /* As fast as they may, for a while. */
  for (guint i = 0; i < 40; i++)
    {
      run_for (&test, S);
      for (guint sent = 0; sent + n < 400; sent += n)
        send (one, make_page (hello, n, NULL));
    }
  run_for (&test, S / 10);
  g_assert_false (one->closed);
  g_assert_cmpuint (count (&test, HALL_COUNTER_EXCHANGE_BAD), ==, 0);

  for (guint i = 0; i < 5; i++)
    {
      for (guint sent = 0; sent < HALL_PEOPLE_MAX; sent += n)
        send (one, make_page (hello, n, NULL));
      run_for (&test, S);
    }
  g_assert_true (one->closed);
  g_assert_cmpstr (hall_link_get_error_code (one->link), ==, "size");
  g_assert_cmpuint (count (&test, HALL_COUNTER_EXCHANGE_BAD), ==, 1);
  end (&test);
}

/* (transfer full) */
static HallDatagram *
make_hello (HallKey *key)
{
  g_autoptr (HallDatagram) hello = hall_datagram_new (HALL_DATAGRAM_HELLO);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  hello->boot = hello->seq = 1;
  hello->name = g_strdup ("Carl");
  hello->tcp_port = 4711;
  hello->ttl_ms = HALL_TTL_MIN_MS;
  hello->version_min = hello->version_max = 1;
  bytes = hall_datagram_encode (hello, key, &error);
  g_assert_no_error (error);
  return hall_datagram_decode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);
}

/* Of somebody else on this computer another one is told our address. */
static void
test_neighbour (void)
{
  static const char *const addresses[] = { "127.0.0.9", NULL };
  g_autoptr (HallKey) carl = hall_key_new_generated (NULL);
  g_autoptr (HallDatagram) hello = make_hello (carl);
  const HallRelayed *told;
  HallContext *context;
  End *one;
  Lan test;

  begin (&test, 2);
  context = hall_session_get_context (test.machines[0]->session);
  hall_directory_hear_relayed (context->directory, hello, addresses, 0,
                               hall_clock_get_monotonic (context->clock));
  one = dial (&test, 1);
  run_for (&test, S / 10);
  ask (&test, one, FALSE, NULL);
  told = find_told (one, hall_key_get_id (carl));
  g_assert_nonnull (told);
  g_assert_nonnull (told->addresses);
  g_assert_cmpstr (told->addresses[0], ==, test.machines[0]->node->address);
  g_assert_null (told->addresses[1]);
  end (&test);
}

/* Whoever slept for an hour does not say that somebody was heard just now. */
static void
test_slept (void)
{
  g_autoptr (HallKey) carl = hall_key_new_generated (NULL);
  g_autoptr (HallDatagram) hello = make_hello (carl);
  HallContext *context;
  End *one;
  Lan test;

  begin (&test, 2);
  context = hall_session_get_context (test.machines[0]->session);
  hall_directory_hear_relayed (context->directory, hello, NULL, 0,
                               hall_clock_get_monotonic (context->clock));
  fake_machine_sleep (test.machines[0], HALL_HOUR_MS * 1000);
  run_for (&test, HALL_HOUR_MS * 1000 + 8 * S);
  g_assert_true (hall_person_get_online (
                   hall_directory_lookup_person (context->directory, hall_key_get_id (carl))));
  one = dial (&test, 1);
  run_for (&test, S / 10);
  ask (&test, one, FALSE, NULL);
  g_assert_nonnull (find_told (one, test.machines[0]->id));
  g_assert_null (find_told (one, hall_key_get_id (carl)));
  end (&test);
}

/* Loopback is this computer's: another one cannot mean that. */
static void
test_loopback (void)
{
  static const char *const addresses[] = { "127.0.0.9", "10.1.2.3", NULL };
  g_autoptr (HallKey) carl = hall_key_new_generated (NULL);
  g_autoptr (HallDatagram) hello = make_hello (carl);
  g_autofree char *token = hall_datagram_make_token (hello);
  HallPerson *person;
  End *one;
  Lan test;

  begin (&test, 2);
  one = dial (&test, 1);
  run_for (&test, S / 10);
  ask (&test, one, FALSE, token);
  send (one, make_page (hello, 1, addresses));
  run_for (&test, S / 10);
  person = hall_directory_lookup_person (hall_session_get_directory (test.machines[0]->session),
                                         hall_key_get_id (carl));
  g_assert_nonnull (person);
  g_assert_true (hall_person_get_online (person));
  g_assert_cmpstr (hall_person_get_addresses (person)[0], ==, "10.1.2.3");
  g_assert_null (hall_person_get_addresses (person)[1]);
  g_assert_cmpuint (count (&test, HALL_COUNTER_EXCHANGE_BAD_ADDRESS), ==, 1);
  end (&test);
}

/* Of all links together only so much waits to be verified. */
static void
test_intake (void)
{
  const guint n = 64;
  static const char token[] = "AAECAwQFBgc";
  Lan test;
  HallDatagram *hello;
  End *ends[5];

  begin (&test, G_N_ELEMENTS (ends) + 1);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    ends[i] = dial (&test, i + 1);
  run_for (&test, S / 10);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    ask (&test, ends[i], FALSE, token);
  g_assert_nonnull (find_told (ends[0], test.machines[0]->id));
  hello = find_told (ends[0], test.machines[0]->id)->datagram;
  test.lan->delay_min = test.lan->delay_max = S / 100;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    for (guint sent = 0; sent < HALL_EXCHANGE_TOKENS_MAX; sent += n)
      {
        HallPacket *page = make_page (hello, n, NULL);

        page->more = TRUE;
        send (ends[i], page);
      }
  run_for (&test, S / 50);
  for (guint i = 0; i + 1 < G_N_ELEMENTS (ends); i++)
    g_assert_false (ends[i]->closed);
  run_for (&test, S / 10);
  g_assert_true (ends[G_N_ELEMENTS (ends) - 1]->closed);
  g_assert_cmpstr (hall_link_get_error_code (ends[G_N_ELEMENTS (ends) - 1]->link), ==, "full");
  g_assert_cmpuint (count (&test, HALL_COUNTER_EXCHANGE_FULL), ==, 1);
  end (&test);
}

/* A typed address where nobody is: less and less often, and at once when the network is new. */
static void
test_stay_pauses (void)
{
  g_autoptr (HallStay) stay = NULL;
  guint64 before;
  Lan test;

  begin (&test, 1);
  stay = hall_exchange_stay (get_exchange (&test), "10.9.0.200", HALL_DEFAULT_PORT);
  run_for (&test, 30 * S);
  g_assert_cmpuint (count (&test, HALL_COUNTER_EXCHANGE_DIALED), >=, 4);
  run_for (&test, 270 * S);
  g_assert_cmpuint (count (&test, HALL_COUNTER_EXCHANGE_DIALED), <=, 20);
  before = count (&test, HALL_COUNTER_EXCHANGE_DIALED);
  run_for (&test, 600 * S);
  /* From 30 to 60 s each. */
  g_assert_cmpuint (count (&test, HALL_COUNTER_EXCHANGE_DIALED), >=, before + 9);
  g_assert_cmpuint (count (&test, HALL_COUNTER_EXCHANGE_DIALED), <=, before + 20);
  before = count (&test, HALL_COUNTER_EXCHANGE_DIALED);
  hall_exchange_refresh (get_exchange (&test));
  g_assert_cmpuint (count (&test, HALL_COUNTER_EXCHANGE_DIALED), ==, before + 1);
  run_for (&test, 30 * S);
  g_assert_cmpuint (count (&test, HALL_COUNTER_EXCHANGE_DIALED), >=, before + 4);
  hall_stay_close (stay);
  end (&test);
}

/* Somebody new says at @address that it knows more. */
static void
say_more (Lan        *test,
          const char *address)
{
  HallSession *session = test->machines[0]->session;
  HallContext *context = hall_session_get_context (session);
  g_autoptr (HallKey) key = hall_key_new_generated (NULL);
  g_autoptr (HallDatagram) hello = make_hello (key);

  hello->known_count = 100;
  hello->known_digest = g_strdup ("AAECAwQFBgc");
  hall_directory_hear (context->directory, hello, address,
                       hall_clock_get_monotonic (context->clock));
  hall_exchange_hear (hall_discovery_get_exchange (session->discovery), hello, address);
}

/* Nobody is dialled far away for what a datagram says, and only some at once near by. */
static void
test_pulls (void)
{
  guint64 before;
  Lan test;

  begin (&test, 2);
  hall_exchange_refresh (get_exchange (&test));
  before = count (&test, HALL_COUNTER_EXCHANGE_DIALED);
  say_more (&test, "10.8.0.1");
  run_for (&test, 2 * HALL_PULL_DELAY_NEW_MS * 1000);
  g_assert_cmpuint (count (&test, HALL_COUNTER_EXCHANGE_DIALED), ==, before);
  for (guint i = 0; i < HALL_PULLS_NEW + 3; i++)
    {
      g_autofree char *address = g_strdup_printf ("10.9.0.%u", 100 + i);

      say_more (&test, address);
    }
  run_for (&test, 2 * S);
  g_assert_cmpuint (count (&test, HALL_COUNTER_EXCHANGE_DIALED), ==, before + HALL_PULLS_NEW);
  end (&test);
}

/* Whoever is invisible by the time somebody answers says nothing there. */
static void
test_vanishes (void)
{
  Lan test;

  begin (&test, 2);
  hall_exchange_refresh (get_exchange (&test));
  test.lan->delay_min = test.lan->delay_max = 2 * S;
  say_more (&test, "10.9.0.100");
  run_for (&test, S);
  g_assert_cmpuint (hall_exchange_count (get_exchange (&test), TRUE, FALSE), ==, 1);
  hall_session_set_presence (test.machines[0]->session, HALL_PRESENCE_INVISIBLE);
  run_for (&test, S / 2);
  g_assert_cmpuint (hall_exchange_count (get_exchange (&test), TRUE, FALSE), ==, 0);
  /* The profile is the next test's, too. */
  hall_session_set_presence (test.machines[0]->session, HALL_PRESENCE_AVAILABLE);
  end (&test);
}

static void
on_reach_known (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
test_reach_vanishes (void)
{
  HallReach *reach;
  gboolean known = FALSE;
  Lan test;

  begin (&test, 2);
  run_for (&test, 5 * S);
  reach = hall_discovery_get_reach (test.machines[0]->session->discovery);
  test.lan->delay_min = test.lan->delay_max = 2 * S;
  hall_reach_ask_async (reach, NULL, on_reach_known, &known);
  run_for (&test, S);
  g_assert_false (known);
  hall_session_set_presence (test.machines[0]->session, HALL_PRESENCE_INVISIBLE);
  run_for (&test, S / 2);
  g_assert_true (known);
  hall_session_set_presence (test.machines[0]->session, HALL_PRESENCE_AVAILABLE);
  end (&test);
}

static void
ask_reach (End *one)
{
  HallPacket *question = hall_packet_new (HALL_PACKET_REACH);

  question->question = TRUE;
  question->tcp_port = HALL_DEFAULT_PORT;
  send (one, question);
}

static const HallPacket *
find_answer (End *one)
{
  for (guint i = 0; i < one->packets->len; i++)
    {
      const HallPacket *packet = g_ptr_array_index (one->packets, i);

      if (packet->type == HALL_PACKET_REACH)
        return packet;
    }
  return NULL;
}

/* Five ask at the same moment: four are dialled. */
static void
test_reach_at_once (void)
{
  End *ends[HALL_REACH_DIALS_MAX + 1];
  guint n_rate = 0;
  Lan test;

  begin (&test, G_N_ELEMENTS (ends) + 1);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    ends[i] = dial (&test, i + 1);
  run_for (&test, S);
  test.lan->delay_min = test.lan->delay_max = S / 5;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    ask_reach (ends[i]);
  run_for (&test, 3 * S);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const HallPacket *answer = find_answer (ends[i]);

      g_assert_nonnull (answer);
      g_assert_true (answer->ok || g_str_equal (answer->code, "rate"));
      n_rate += !answer->ok;
    }
  g_assert_cmpuint (n_rate, ==, 1);
  end (&test);
}

/* A cable that is cut while it is dialled: that took too long, which is not being refused. */
static void
test_reach_timeout (void)
{
  const HallPacket *answer;
  Lan test;
  End *one;

  begin (&test, 2);
  one = dial (&test, 1);
  run_for (&test, S);
  test.lan->delay_min = test.lan->delay_max = S / 5;
  ask_reach (one);
  run_for (&test, S / 4);
  /* It is here, and dials: */
  fake_lan_set_group (test.lan, test.machines[1]->node, 1);
  run_for (&test, S);
  fake_lan_set_group (test.lan, test.machines[1]->node, 0);
  run_for (&test, HALL_REACH_MS * 1000);
  answer = find_answer (one);
  g_assert_nonnull (answer);
  g_assert_false (answer->ok);
  g_assert_cmpstr (answer->code, ==, "timeout");
  end (&test);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/exchange-bounds/links", test_links);
  g_test_add_func ("/session/exchange-bounds/stays", test_stays);
  g_test_add_func ("/session/exchange-bounds/news", test_news);
  g_test_add_func ("/session/exchange-bounds/loopback", test_loopback);
  g_test_add_func ("/session/exchange-bounds/neighbour", test_neighbour);
  g_test_add_func ("/session/exchange-bounds/slept", test_slept);
  g_test_add_func ("/session/exchange-bounds/intake", test_intake);
  g_test_add_func ("/session/exchange-bounds/stay-pauses", test_stay_pauses);
  g_test_add_func ("/session/exchange-bounds/pulls", test_pulls);
  g_test_add_func ("/session/exchange-bounds/vanishes", test_vanishes);
  g_test_add_func ("/session/exchange-bounds/reach-vanishes", test_reach_vanishes);
  g_test_add_func ("/session/exchange-bounds/reach-at-once", test_reach_at_once);
  g_test_add_func ("/session/exchange-bounds/reach-timeout", test_reach_timeout);

  return g_test_run ();
}
