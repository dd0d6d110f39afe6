/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-direct-links.c: which link two people use, of two; when one is dialled, and how long it is
 * kept.
 */

#define G_LOG_DOMAIN "test-direct-links"

#include "config.h"

#include "fake-pair.h"
#include "fake-wraps.h"
#include "hall-limits.h"

/* Both write, and so dial, at the same moment: one link stays, and nothing is lost. */
static void
test_same_moment (void)
{
  for (guint64 seed = 1; seed <= 20; seed++)
    {
      FakePair pair;

      pair_begin (&pair, seed, 0);
      for (guint i = 0; i < 5; i++)
        {
          g_autofree char *first = g_strdup_printf ("first %u", i);
          g_autofree char *second = g_strdup_printf ("second %u", i);

          pair_say (&pair, 0, first);
          pair_say (&pair, 1, second);
          pair_run_for (&pair, (gint64) seed * 1000);
        }
      pair_settle (&pair);
      pair_run_for (&pair, 10 * S);
      for (guint i = 0; i < 2; i++)
        {
          HallLink *link = hall_session_find_direct_link (pair.machines[i]->session,
                                                          pair.machines[1 - i]->id);
          gboolean is_smaller = strcmp (pair.machines[i]->id, pair.machines[1 - i]->id) < 0;

          g_assert_nonnull (link);
          g_assert_cmpint (hall_link_get_incoming (link), ==, !is_smaller);
        }
      pair_check_same (&pair, 10);
      pair_end (&pair);
    }
}

/* One more link between two that have one. */
static void
dial_again (FakePair *pair,
            guint    i)
{
  HallSession *session = pair->machines[i]->session;
  HallContext *context = hall_session_get_context (session);
  HallPerson *other = hall_directory_lookup_person (context->directory,
                                                    pair->machines[1 - i]->id);
  g_autoptr (HallLink) link = NULL;

  link = hall_context_dial (context, hall_person_get_addresses (other)[0],
                            (guint16) hall_person_get_tcp_port (other),
                            hall_person_get_id (other), HALL_PURPOSE_DIRECT);
  pair_run_for (pair, S);
  g_assert_true (hall_link_get_ready (link));
  hall_session_take_direct_link (session, link);
}

/* Of two links the one that the smaller key dialled stays, whichever was first. */
static void
test_two_links (void)
{
  for (guint first = 0; first < 2; first++)
    {
      FakePair pair;

      pair_begin (&pair, 30 + first, 0);
      pair_say (&pair, first, "one");
      pair_settle (&pair);
      dial_again (&pair, 1 - first);
      pair_say (&pair, 0, "two");
      pair_say (&pair, 1, "three");
      pair_run_for (&pair, 10 * S);
      for (guint i = 0; i < 2; i++)
        {
          HallLink *link = hall_session_find_direct_link (pair.machines[i]->session,
                                                          pair.machines[1 - i]->id);

          g_assert_nonnull (link);
          g_assert_cmpint (hall_link_get_incoming (link), ==,
                           strcmp (pair.machines[i]->id, pair.machines[1 - i]->id) > 0);
        }
      pair_settle (&pair);
      pair_check_same (&pair, 3);
      pair_end (&pair);
    }
}

/* Blocked while there are two: neither stays. */
static void
test_blocked (void)
{
  for (guint i = 0; i < 2; i++)
    {
      FakePair pair;
      HallSession *session;

      pair_begin (&pair, 35 + i, 0);
      session = pair.machines[i]->session;
      pair_say (&pair, 1 - i, "one");
      pair_settle (&pair);
      dial_again (&pair, i);
      hall_session_set_blocked (session,
                                hall_directory_lookup_person (hall_session_get_directory (session),
                                                              pair.machines[1 - i]->id), TRUE);
      pair_run_for (&pair, 10 * S);
      for (guint j = 0; j < 2; j++)
        g_assert_null (hall_session_find_direct_link (pair.machines[j]->session,
                                                      pair.machines[1 - j]->id));
      pair_end (&pair);
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

/* One restarts so quickly that the other still has its old link, which is dead; whichever of the
 * two dialled that. */
static void
test_dead_link (void)
{
  for (guint i = 0; i < 4; i++)
    {
      FakePair pair;
      guint victim = i % 2;
      gint64 begun;

      pair_begin (&pair, 55 + i, 0);
      pair_say (&pair, i / 2, "before");
      pair_settle (&pair);
      fake_machine_cut_power (pair.machines[victim]);
      pair_run_for (&pair, S / 2);
      pair_start (&pair, victim);
      pair_run_for (&pair, 2 * S);
      begun = pair.lan->now;
      pair_say (&pair, victim, "here again");
      pair_settle (&pair);
      g_assert_cmpint (pair.lan->now - begun, <, 10 * S);
      pair_check_same (&pair, 2);
      pair_end (&pair);
    }
}

/* Something waits for somebody who is here, but does not want it: it is dialled now and then, and
 * after a while seldom. */
static void
test_pace (void)
{
  FakePair pair;
  HallSession *session;
  HallPerson *caller;
  guint64 refused;

  pair_begin (&pair, 9, 0);
  session = pair.machines[1]->session;
  caller = hall_directory_ensure_person (hall_session_get_directory (session),
                                         pair.machines[0]->id);
  hall_session_set_blocked (session, caller, TRUE);
  pair_say (&pair, 0, "nobody opens");
  pair_run_for (&pair, 120 * S);
  refused = pair_get_counter (&pair, 1, HALL_COUNTER_BLOCKED_REFUSED);
  g_assert_cmpuint (refused, >=, 4);
  g_assert_cmpuint (refused, <=, 12);
  pair_run_for (&pair, 600 * S);
  refused = pair_get_counter (&pair, 1, HALL_COUNTER_BLOCKED_REFUSED) - refused;
  g_assert_cmpuint (refused, >=, 9);
  g_assert_cmpuint (refused, <=, 21);
  g_assert_cmpuint (pair_count_unsent (&pair, 0), ==, 1);
  hall_session_set_blocked (session, caller, FALSE);
  pair_settle (&pair);
  pair_check_same (&pair, 1);
  pair_end (&pair);
}

/* What somebody writes is dialled for at once, and soon again when that was in vain, whatever is
 * heard meanwhile. */
static void
test_soon_again (void)
{
  for (guint64 seed = 1; seed <= 10; seed++)
    {
      FakePair pair;

      pair_begin (&pair, 90 + seed, 0);
      pair.lan->loss = 1000;
      fake_lan_set_group (pair.lan, pair.machines[1]->node, 1);
      pair_say (&pair, 0, "on the wire");
      pair_run_for (&pair, S);
      g_assert_cmpuint (pair_count_unsent (&pair, 0), ==, 1);
      fake_lan_set_group (pair.lan, pair.machines[1]->node, 0);
      pair_run_for (&pair, (HALL_DIAL_TIMEOUT_MS + HALL_RECONNECT_MIN_MS) * 1000 - S + S / 4);
      g_assert_cmpuint (pair_count_unsent (&pair, 0), ==, 0);
      pair_check_same (&pair, 1);
      pair_end (&pair);
    }
}

/* Nothing waits and nobody looks: nobody is dialled, and a link that is not used ends. */
static void
test_idle (void)
{
  FakePair pair;

  pair_begin (&pair, 11, 0);
  pair_say (&pair, 0, "hello");
  pair_settle (&pair);
  g_assert_cmpint (hall_room_get_connection (pair_get_direct (&pair, 0)), ==, HALL_CONNECTION_LIVE);
  pair_run_for (&pair, (HALL_DIRECT_IDLE_MS + 10000) * G_GINT64_CONSTANT (1000));
  for (guint i = 0; i < 2; i++)
    {
      g_assert_null (hall_session_find_direct_link (pair.machines[i]->session,
                                                    pair.machines[1 - i]->id));
      g_assert_cmpint (hall_room_get_connection (pair_get_direct (&pair, i)), ==,
                       HALL_CONNECTION_NONE);
    }
  pair_run_for (&pair, 60 * S);
  g_assert_null (hall_session_find_direct_link (pair.machines[0]->session,
                                                pair.machines[1]->id));
  pair_say (&pair, 1, "again");
  pair_settle (&pair);
  pair_check_same (&pair, 2);
  pair_end (&pair);
}

/* Looked at for long without a word: it can be written in all the same. Who was called has nothing
 * left of it. */
static void
test_unused (void)
{
  FakePair pair;
  g_autoptr (HallRoom) room = NULL;
  HallPerson *caller;

  pair_begin (&pair, 17, 0);
  room = g_object_ref (pair_get_direct (&pair, 0));
  caller = hall_directory_ensure_person (hall_session_get_directory (pair.machines[1]->session),
                                         pair.machines[0]->id);
  hall_session_open_room_async (pair.machines[0]->session, room, NULL, NULL, NULL);
  pair_run_for (&pair, 5 * S);
  g_assert_cmpint (hall_room_get_connection (room), ==, HALL_CONNECTION_LIVE);
  g_assert_nonnull (hall_person_get_conversation (caller));
  pair_run_for (&pair, (HALL_DIRECT_IDLE_MS + 10000) * G_GINT64_CONSTANT (1000));
  g_assert_cmpint (hall_room_get_connection (room), ==, HALL_CONNECTION_NONE);
  g_assert_null (hall_person_get_conversation (caller));
  g_assert_nonnull (hall_session_send (pair.machines[0]->session, room, "at last", NULL));
  pair_settle (&pair);
  g_assert_nonnull (hall_person_get_conversation (caller));
  pair_check_same (&pair, 1);
  pair_end (&pair);
}

/* Somebody is called who falls asleep before a word was said: nothing of it is left. */
static void
test_asleep (void)
{
  FakePair pair;
  HallPerson *caller;

  pair_begin (&pair, 19, 0);
  caller = hall_directory_ensure_person (hall_session_get_directory (pair.machines[1]->session),
                                         pair.machines[0]->id);
  hall_session_open_room_async (pair.machines[0]->session, pair_get_direct (&pair, 0), NULL, NULL,
                                NULL);
  pair_run_for (&pair, 5 * S);
  g_assert_nonnull (hall_person_get_conversation (caller));
  fake_machine_sleep (pair.machines[1], 30 * S);
  pair_run_for (&pair, 10 * S);
  g_assert_null (hall_person_get_conversation (caller));
  pair_run_for (&pair, 30 * S);
  pair_say (&pair, 0, "good morning");
  pair_settle (&pair);
  pair_check_same (&pair, 1);
  pair_end (&pair);
}

static void
share_room (FakePair *pair)
{
  FakeMachine *first = pair->machines[0];

  fake_machine_create (first, FALSE, HALL_LOCK_OPEN, NULL);
  pair_run_for (pair, 3 * S);
  g_assert_true (fake_machine_join (pair->machines[1], first->room_id, NULL));
  pair_run_for (pair, 10 * S);
  g_assert_cmpuint (g_list_model_get_n_items (hall_room_get_members (fake_machine_find_room
                                                                       (first))), ==, 2);
}

/* Nobody hears who is invisible; but in a room with us it is here, and gets what is written. */
static void
test_invisible (void)
{
  FakePair pair;
  HallPerson *unseen;

  pair_begin (&pair, 23, 0);
  share_room (&pair);
  unseen = hall_directory_lookup_person (hall_session_get_directory (pair.machines[0]->session),
                                         pair.machines[1]->id);
  fake_machine_set_invisible (pair.machines[1], TRUE);
  pair_run_for (&pair, 10 * S);
  g_assert_false (hall_person_get_online (unseen));
  pair_say (&pair, 0, "are you there?");
  pair_run_for (&pair, 10 * S);
  g_assert_cmpuint (pair_count_unsent (&pair, 0), ==, 0);
  pair_check_same (&pair, 1);
  pair_end (&pair);

  /* It comes into the room later. */
  pair_begin (&pair, 24, 0);
  share_room (&pair);
  fake_machine_set_invisible (pair.machines[1], TRUE);
  fake_machine_quit (pair.machines[1]);
  pair_run_for (&pair, 5 * S);
  pair_say (&pair, 0, "when you come");
  pair_run_for (&pair, 60 * S);
  g_assert_cmpuint (pair_count_unsent (&pair, 0), ==, 1);
  pair_start (&pair, 1);
  pair_run_for (&pair, 40 * S);
  g_assert_cmpuint (pair_count_unsent (&pair, 0), ==, 0);
  pair_check_same (&pair, 1);
  pair_end (&pair);
}

static void
on_picture (HallLink   *link,
            HallPacket *packet,
            guint      *n_pieces)
{
  *n_pieces += packet->type == HALL_PACKET_PICTURE && !packet->question;
}

/* Whoever dialled the link: a question for a picture has one answer. */
static void
test_picture (void)
{
  for (guint dialler = 0; dialler < 2; dialler++)
    {
      static const guint8 bytes[] = { 0xff, 0xd8, 0xff, 1, 2, 3 };
      g_autoptr (GBytes) picture = g_bytes_new_static (bytes, sizeof bytes);
      HallPacket *question;
      HallLink *link;
      guint n_pieces = 0;
      FakePair pair;

      pair_begin (&pair, 40 + dialler, 0);
      g_assert_true (hall_session_set_picture (pair.machines[0]->session, picture, NULL));
      pair_say (&pair, dialler, "hello");
      pair_settle (&pair);
      link = hall_session_find_direct_link (pair.machines[1]->session, pair.machines[0]->id);
      g_signal_connect (link, "packet", G_CALLBACK (on_picture), &n_pieces);
      question = hall_packet_new (HALL_PACKET_PICTURE);
      question->digest = hall_picture_make_digest (picture);
      question->question = TRUE;
      hall_link_send (link, question, HALL_LINK_CHAT);
      hall_packet_unref (question);
      pair_run_for (&pair, S);
      g_assert_cmpuint (n_pieces, ==, 1);
      g_signal_handlers_disconnect_by_data (link, &n_pieces);
      pair_end (&pair);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/direct-links/same-moment", test_same_moment);
  g_test_add_func ("/direct-links/two-links", test_two_links);
  g_test_add_func ("/direct-links/blocked", test_blocked);
  g_test_add_func ("/direct-links/one-by-one", test_one_by_one);
  g_test_add_func ("/direct-links/dead-link", test_dead_link);
  g_test_add_func ("/direct-links/pace", test_pace);
  g_test_add_func ("/direct-links/soon-again", test_soon_again);
  g_test_add_func ("/direct-links/idle", test_idle);
  g_test_add_func ("/direct-links/unused", test_unused);
  g_test_add_func ("/direct-links/asleep", test_asleep);
  g_test_add_func ("/direct-links/invisible", test_invisible);
  g_test_add_func ("/direct-links/picture", test_picture);
  return g_test_run ();
}
