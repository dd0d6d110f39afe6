/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-direct-lan.c: private conversations of two machines whose network, clocks, disks and chance
 * are known.
 *
 * Both writing at the same moment, clocks that are hours apart, lost power, a long absence, links
 * of both that meet, and how often somebody is dialled.
 */

#define G_LOG_DOMAIN "test-direct-lan"

#include "config.h"

#include "fake-machine.h"
#include "fake-wraps.h"
#include "hall-limits.h"

#define S G_USEC_PER_SEC

typedef struct
{
  FakeLan *lan;
  FakeMachine *machines[2];
} Fixture;

static void
start (Fixture *fixture,
       guint    i)
{
  fake_machine_start (fixture->machines[i]);
  /* It follows one room; here there is none. */
  g_signal_handlers_disconnect_by_data (fixture->machines[i]->session, fixture->machines[i]);
}

static void
run_for (Fixture *fixture,
         gint64   microseconds)
{
  fake_lan_run_until (fixture->lan, fixture->lan->now + microseconds);
}

static void
begin (Fixture *fixture,
       guint64  seed,
       gint64   skew_ms)
{
  fixture->lan = fake_lan_new (seed);
  fake_wraps_begin (fixture->lan, seed);
  for (guint i = 0; i < 2; i++)
    fixture->machines[i] = fake_machine_new (fixture->lan, i * skew_ms);
  for (guint i = 0; i < 2; i++)
    start (fixture, i);
  run_for (fixture, 12 * S);
}

static void
end (Fixture *fixture)
{
  for (guint i = 0; i < 2; i++)
    fake_machine_free (fixture->machines[i]);
  fake_lan_free (fixture->lan);
  fake_wraps_end ();
}

static HallRoom *
get_direct (Fixture *fixture,
            guint    i)
{
  HallSession *session = fixture->machines[i]->session;

  return hall_session_get_direct (session, hall_directory_ensure_person (
                                    hall_session_get_directory (session),
                                    fixture->machines[1 - i]->id));
}

static void
say (Fixture    *fixture,
     guint       i,
     const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (hall_session_send (fixture->machines[i]->session, get_direct (fixture, i),
                                       text, &error));
  g_assert_no_error (error);
}

static guint
count_unsent (Fixture *fixture,
              guint    i)
{
  return hall_session_count_unsent (fixture->machines[i]->session, get_direct (fixture, i));
}

static guint64
get_counter (Fixture    *fixture,
             guint       i,
             HallCounter counter)
{
  return hall_counters_get (hall_session_get_context (fixture->machines[i]->session)->counters,
                            counter);
}

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* (transfer full) (element-type utf8): the texts, in order */
static GPtrArray *
load (Fixture *fixture,
      guint    i)
{
  HallSession *session = fixture->machines[i]->session;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  gint64 deadline = fixture->lan->now + 60 * S;

  hall_session_load_history_async (session, get_direct (fixture, i), 100000, NULL, keep_result,
                                   &result);
  while (result == NULL && fixture->lan->now < deadline)
    run_for (fixture, S / 10);
  g_assert_nonnull (result);
  messages = hall_session_load_history_finish (session, result, NULL);
  for (guint j = 0; j < messages->len; j++)
    {
      HallMessage *message = g_ptr_array_index (messages, j);

      g_ptr_array_add (texts, g_strdup (hall_message_get_text (message)));
    }
  return texts;
}

/* Both have the same in the same order, each text once. */
static void
check_same (Fixture *fixture,
            guint    n_texts)
{
  g_autoptr (GPtrArray) first = load (fixture, 0);
  g_autoptr (GPtrArray) second = load (fixture, 1);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (first->len, ==, n_texts);
  g_assert_cmpuint (second->len, ==, n_texts);
  for (guint i = 0; i < n_texts; i++)
    {
      g_assert_cmpstr (g_ptr_array_index (first, i), ==, g_ptr_array_index (second, i));
      g_assert_true (g_hash_table_add (seen, g_ptr_array_index (first, i)));
    }
}

static void
settle (Fixture *fixture)
{
  gint64 deadline = fixture->lan->now + 180 * S;

  while (fixture->lan->now < deadline
         && (count_unsent (fixture, 0) > 0 || count_unsent (fixture, 1) > 0))
    run_for (fixture, S);
  g_assert_cmpuint (count_unsent (fixture, 0), ==, 0);
  g_assert_cmpuint (count_unsent (fixture, 1), ==, 0);
}

/* Both write, and so dial, at the same moment: one link stays, and nothing is lost. */
static void
test_same_moment (void)
{
  for (guint64 seed = 1; seed <= 20; seed++)
    {
      Fixture fixture;

      begin (&fixture, seed, 0);
      for (guint i = 0; i < 5; i++)
        {
          g_autofree char *first = g_strdup_printf ("first %u", i);
          g_autofree char *second = g_strdup_printf ("second %u", i);

          say (&fixture, 0, first);
          say (&fixture, 1, second);
          run_for (&fixture, (gint64) seed * 1000);
        }
      settle (&fixture);
      run_for (&fixture, 10 * S);
      for (guint i = 0; i < 2; i++)
        {
          HallLink *link = hall_session_find_direct_link (fixture.machines[i]->session,
                                                          fixture.machines[1 - i]->id);
          gboolean is_smaller = strcmp (fixture.machines[i]->id, fixture.machines[1 - i]->id) < 0;

          g_assert_nonnull (link);
          g_assert_cmpint (hall_link_get_incoming (link), ==, !is_smaller);
        }
      check_same (&fixture, 10);
      end (&fixture);
    }
}

/* One more link between two that have one. */
static void
dial_again (Fixture *fixture,
            guint    i)
{
  HallSession *session = fixture->machines[i]->session;
  HallContext *context = hall_session_get_context (session);
  HallPerson *other = hall_directory_lookup_person (context->directory,
                                                    fixture->machines[1 - i]->id);
  g_autoptr (HallLink) link = NULL;

  link = hall_context_dial (context, hall_person_get_addresses (other)[0],
                            (guint16) hall_person_get_tcp_port (other),
                            hall_person_get_id (other), HALL_PURPOSE_DIRECT);
  run_for (fixture, S);
  g_assert_true (hall_link_get_ready (link));
  hall_session_take_direct_link (session, link);
}

/* Of two links the one that the smaller key dialled stays, whichever was first. */
static void
test_two_links (void)
{
  for (guint first = 0; first < 2; first++)
    {
      Fixture fixture;

      begin (&fixture, 30 + first, 0);
      say (&fixture, first, "one");
      settle (&fixture);
      dial_again (&fixture, 1 - first);
      say (&fixture, 0, "two");
      say (&fixture, 1, "three");
      run_for (&fixture, 10 * S);
      for (guint i = 0; i < 2; i++)
        {
          HallLink *link = hall_session_find_direct_link (fixture.machines[i]->session,
                                                          fixture.machines[1 - i]->id);

          g_assert_nonnull (link);
          g_assert_cmpint (hall_link_get_incoming (link), ==,
                           strcmp (fixture.machines[i]->id, fixture.machines[1 - i]->id) > 0);
        }
      settle (&fixture);
      check_same (&fixture, 3);
      end (&fixture);
    }
}

#define N_FRIENDS 5

/* Somebody for whom friends wait comes back: they are not all dialled at once. */
static void
test_one_by_one (void)
{
  FakeLan *lan = fake_lan_new (21);
  FakeMachine *machines[N_FRIENDS];
  gint64 first = 0;
  guint n_served = 0;

  fake_wraps_begin (lan, 21);
  for (guint i = 0; i < N_FRIENDS; i++)
    {
      machines[i] = fake_machine_new (lan, 0);
      fake_machine_start (machines[i]);
      g_signal_handlers_disconnect_by_data (machines[i]->session, machines[i]);
    }
  fake_lan_run_until (lan, lan->now + 12 * S);
  for (guint i = 1; i < N_FRIENDS; i++)
    {
      HallDirectory *directory = hall_session_get_directory (machines[0]->session);
      HallPerson *friend = hall_directory_ensure_person (directory, machines[i]->id);

      fake_machine_quit (machines[i]);
      fake_lan_run_until (lan, lan->now + 5 * S);
      g_assert_nonnull (hall_session_send (machines[0]->session,
                                           hall_session_get_direct (machines[0]->session, friend),
                                           "when you are back", NULL));
    }
  for (guint i = 1; i < N_FRIENDS; i++)
    {
      fake_machine_start (machines[i]);
      g_signal_handlers_disconnect_by_data (machines[i]->session, machines[i]);
    }
  for (guint i = 0; i < 600 && n_served < N_FRIENDS - 1; i++)
    {
      fake_lan_run_until (lan, lan->now + S / 10);
      n_served = 0;
      for (guint j = 1; j < N_FRIENDS; j++)
        n_served += hall_session_find_direct_link (machines[0]->session, machines[j]->id) != NULL
                      ? 1 : 0;
      if (n_served > 0 && first == 0)
        first = lan->now;
    }
  g_assert_cmpuint (n_served, ==, N_FRIENDS - 1);
  g_assert_cmpint (lan->now - first, >=, (N_FRIENDS - 2) * 5 * S - S / 2);
  for (guint i = 0; i < N_FRIENDS; i++)
    fake_machine_free (machines[i]);
  fake_lan_free (lan);
  fake_wraps_end ();
}

/* The smaller key's clock counts. */
static void
test_skew (void)
{
  const gint64 hours[] = { -11, -3, 3, 11 };

  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    {
      Fixture fixture;

      begin (&fixture, 100 + i, hours[i] * HALL_HOUR_MS);
      say (&fixture, 0, "a question");
      settle (&fixture);
      say (&fixture, 1, "an answer");
      settle (&fixture);
      say (&fixture, 0, "thanks");
      settle (&fixture);
      {
        g_autoptr (GPtrArray) texts = load (&fixture, 1);

        g_assert_cmpuint (texts->len, ==, 3);
        g_assert_cmpstr (g_ptr_array_index (texts, 0), ==, "a question");
        g_assert_cmpstr (g_ptr_array_index (texts, 1), ==, "an answer");
        g_assert_cmpstr (g_ptr_array_index (texts, 2), ==, "thanks");
      }
      check_same (&fixture, 3);
      end (&fixture);
    }
}

/* Beyond twelve hours there is no link, a sentence says why, and nothing is lost. */
static void
test_far_clocks (void)
{
  Fixture fixture;

  begin (&fixture, 7, 13 * HALL_HOUR_MS);
  say (&fixture, 0, "it waits");
  run_for (&fixture, 30 * S);
  g_assert_cmpuint (count_unsent (&fixture, 0), ==, 1);
  g_assert_nonnull (hall_room_get_problem (get_direct (&fixture, 0)));
  fake_clock_set_skew (fixture.machines[1]->clock, 0);
  settle (&fixture);
  g_assert_null (hall_room_get_problem (get_direct (&fixture, 0)));
  check_same (&fixture, 1);
  end (&fixture);
}

/* One of the two loses its power while both write; what was confirmed is on both disks. */
static void
test_power (void)
{
  for (guint64 seed = 1; seed <= 20; seed++)
    {
      Fixture fixture;
      guint victim = seed % 2;

      begin (&fixture, 1000 + seed, 0);
      for (guint i = 0; i < 6; i++)
        {
          g_autofree char *first = g_strdup_printf ("first %u", i);
          g_autofree char *second = g_strdup_printf ("second %u", i);

          say (&fixture, 0, first);
          say (&fixture, 1, second);
          run_for (&fixture, (gint64) seed * 3000 + i * 7000);
        }
      settle (&fixture);
      fake_machine_cut_power (fixture.machines[victim]);
      say (&fixture, 1 - victim, "into the dark");
      run_for (&fixture, (gint64) seed * S);
      start (&fixture, victim);
      run_for (&fixture, 12 * S);
      settle (&fixture);
      say (&fixture, victim, "back");
      settle (&fixture);
      check_same (&fixture, 14);
      end (&fixture);
    }
}

/* One restarts so quickly that the other still has its old link, which is dead; whichever of the
 * two dialled that. */
static void
test_dead_link (void)
{
  for (guint i = 0; i < 4; i++)
    {
      Fixture fixture;
      guint victim = i % 2;
      gint64 begun;

      begin (&fixture, 55 + i, 0);
      say (&fixture, i / 2, "before");
      settle (&fixture);
      fake_machine_cut_power (fixture.machines[victim]);
      run_for (&fixture, S / 2);
      start (&fixture, victim);
      run_for (&fixture, 2 * S);
      begun = fixture.lan->now;
      say (&fixture, victim, "here again");
      settle (&fixture);
      g_assert_cmpint (fixture.lan->now - begun, <, 10 * S);
      check_same (&fixture, 2);
      end (&fixture);
    }
}

/* Ten thousand messages that wait for somebody. */
static void
test_many_wait (void)
{
  Fixture fixture;
  const guint n_texts = 10000;

  begin (&fixture, 3, 0);
  fake_machine_quit (fixture.machines[1]);
  run_for (&fixture, 5 * S);
  for (guint i = 0; i < n_texts; i++)
    {
      g_autofree char *text = g_strdup_printf ("line %u", i);

      say (&fixture, 0, text);
    }
  g_assert_cmpuint (count_unsent (&fixture, 0), ==, n_texts);
  run_for (&fixture, 60 * S);
  start (&fixture, 1);
  settle (&fixture);
  check_same (&fixture, n_texts);
  g_assert_cmpuint (hall_room_get_unread (get_direct (&fixture, 1)), ==, n_texts);
  end (&fixture);
}

/* A new disk with the old identity: what it had said itself comes back, too. */
static void
replace_disk (FakeMachine *machine)
{
  g_autofree char *path = g_build_filename (machine->directory, "hallway.db", NULL);

  fake_machine_kill (machine);
  fake_reader_free (machine->reader);
  power_vfs_free (machine->disk);
  machine->disk = fake_disk_new ();
  machine->reader = fake_reader_new (machine->disk, path);
}

static void
test_catch_up (void)
{
  Fixture fixture;
  const guint n_texts = 10000;

  begin (&fixture, 4, 0);
  for (guint i = 0; i < n_texts; i++)
    {
      g_autofree char *text = g_strdup_printf ("line %u", i);

      say (&fixture, i % 10 == 0 ? 1 : 0, text);
    }
  settle (&fixture);
  replace_disk (fixture.machines[1]);
  run_for (&fixture, 2 * S);
  start (&fixture, 1);
  run_for (&fixture, 12 * S);
  hall_session_open_room_async (fixture.machines[0]->session, get_direct (&fixture, 0), NULL, NULL,
                                NULL);
  run_for (&fixture, 60 * S);
  check_same (&fixture, n_texts);
  g_assert_cmpuint (hall_room_get_unread (get_direct (&fixture, 1)), ==, n_texts - n_texts / 10);
  end (&fixture);
}

/* Something waits for somebody who is here, but does not want it: it is dialled now and then, and
 * after a while seldom. */
static void
test_pace (void)
{
  Fixture fixture;
  HallSession *session;
  HallPerson *caller;
  guint64 refused;

  begin (&fixture, 9, 0);
  session = fixture.machines[1]->session;
  caller = hall_directory_ensure_person (hall_session_get_directory (session),
                                         fixture.machines[0]->id);
  hall_session_set_blocked (session, caller, TRUE);
  say (&fixture, 0, "nobody opens");
  run_for (&fixture, 120 * S);
  refused = get_counter (&fixture, 1, HALL_COUNTER_BLOCKED_REFUSED);
  g_assert_cmpuint (refused, >=, 4);
  g_assert_cmpuint (refused, <=, 12);
  run_for (&fixture, 600 * S);
  refused = get_counter (&fixture, 1, HALL_COUNTER_BLOCKED_REFUSED) - refused;
  g_assert_cmpuint (refused, >=, 9);
  g_assert_cmpuint (refused, <=, 21);
  g_assert_cmpuint (count_unsent (&fixture, 0), ==, 1);
  hall_session_set_blocked (session, caller, FALSE);
  settle (&fixture);
  check_same (&fixture, 1);
  end (&fixture);
}

/* Nothing waits and nobody looks: nobody is dialled, and a link that is not used ends. */
static void
test_idle (void)
{
  Fixture fixture;

  begin (&fixture, 11, 0);
  say (&fixture, 0, "hello");
  settle (&fixture);
  g_assert_cmpint (hall_room_get_connection (get_direct (&fixture, 0)), ==, HALL_CONNECTION_LIVE);
  run_for (&fixture, (HALL_DIRECT_IDLE_MS + 10000) * G_GINT64_CONSTANT (1000));
  for (guint i = 0; i < 2; i++)
    {
      g_assert_null (hall_session_find_direct_link (fixture.machines[i]->session,
                                                    fixture.machines[1 - i]->id));
      g_assert_cmpint (hall_room_get_connection (get_direct (&fixture, i)), ==,
                       HALL_CONNECTION_NONE);
    }
  run_for (&fixture, 60 * S);
  g_assert_null (hall_session_find_direct_link (fixture.machines[0]->session,
                                                fixture.machines[1]->id));
  say (&fixture, 1, "again");
  settle (&fixture);
  check_same (&fixture, 2);
  end (&fixture);
}

/* Asleep and awake again: what was written goes on its way. */
static void
test_sleep (void)
{
  Fixture fixture;

  begin (&fixture, 13, 0);
  say (&fixture, 0, "good night");
  settle (&fixture);
  fake_machine_sleep (fixture.machines[1], 600 * S);
  run_for (&fixture, 10 * S);
  say (&fixture, 0, "good morning");
  run_for (&fixture, 30 * S);
  g_assert_cmpuint (count_unsent (&fixture, 0), ==, 1);
  run_for (&fixture, 570 * S);
  settle (&fixture);
  check_same (&fixture, 2);
  end (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/direct-lan/same-moment", test_same_moment);
  g_test_add_func ("/direct-lan/two-links", test_two_links);
  g_test_add_func ("/direct-lan/one-by-one", test_one_by_one);
  g_test_add_func ("/direct-lan/skew", test_skew);
  g_test_add_func ("/direct-lan/far-clocks", test_far_clocks);
  g_test_add_func ("/direct-lan/power", test_power);
  g_test_add_func ("/direct-lan/dead-link", test_dead_link);
  g_test_add_func ("/direct-lan/many-wait", test_many_wait);
  g_test_add_func ("/direct-lan/catch-up", test_catch_up);
  g_test_add_func ("/direct-lan/pace", test_pace);
  g_test_add_func ("/direct-lan/idle", test_idle);
  g_test_add_func ("/direct-lan/sleep", test_sleep);
  return g_test_run ();
}
