/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-two-cards.c: a computer with two cards, of which one dies, is the same person at another
 * address: what was said arrives long before a link is silent for too long.
 */

#define G_LOG_DOMAIN "test-two-cards"

#include "config.h"

#include "fake-pair.h"
#include "fake-wraps.h"
#include "hall-limits.h"

#define SECOND "10.9.0.101"
/* A sign of life is asked for, and a link made; HALL_SILENCE_MS are 15 s. */
#define SOON (HALL_HOST_PING_MS * 1000 + S)

/* The first card is dead: the others hear @machine from the second one. */
static void
lose_card (FakeMachine *machine)
{
  fake_lan_lose_card (machine->lan, machine->node, SECOND);
  hall_transport_emit_changed (HALL_TRANSPORT (machine->node->transport));
}

static HallPerson *
find_other (FakePair *pair,
            guint     i)
{
  return hall_directory_lookup_person (hall_session_get_directory (pair->machines[i]->session),
                                       pair->machines[1 - i]->id);
}

/* Either the one who writes has lost a card, or the other one. */
static void
test_private (void)
{
  for (guint seed = 1; seed <= 10; seed++)
    for (guint loser = 0; loser < 2; loser++)
      {
        FakePair pair;

        pair_begin (&pair, seed, 0);
        pair_say (&pair, 0, "one");
        pair_settle (&pair);
        pair_run_for (&pair, S);
        lose_card (pair.machines[loser]);
        pair_run_for (&pair, S / 10);
        pair_say (&pair, 0, "two");
        pair_run_for (&pair, SOON);
        g_assert_cmpuint (pair_count_unsent (&pair, 0), ==, 0);
        pair_say (&pair, 1, "three");
        pair_settle (&pair);
        pair_check_same (&pair, 3);
        pair_end (&pair);
      }
}

/* The address that leads nowhere stands first. */
static void
test_dead_address (void)
{
  for (guint seed = 20; seed <= 40; seed++)
    {
      FakePair pair;

      pair_begin (&pair, seed, 0);
      hall_person_add_address (find_other (&pair, 0), "10.9.0.201");
      hall_person_add_address (find_other (&pair, 0), "10.9.0.202");
      pair_say (&pair, 0, "one");
      /* Each of the two would take HALL_DIAL_TIMEOUT_MS by itself. */
      pair_run_for (&pair, S);
      g_assert_cmpuint (pair_count_unsent (&pair, 0), ==, 0);
      pair_settle (&pair);
      pair_check_same (&pair, 1);
      pair_end (&pair);
    }
}

/* The dead address alone is known, until the next hello. */
static void
test_all_dead (void)
{
  FakePair pair;

  pair_begin (&pair, 30, 0);
  fake_lan_lose_card (pair.lan, pair.machines[1]->node, SECOND);
  pair_say (&pair, 0, "one");
  pair_run_for (&pair, 60 * S);
  g_assert_cmpuint (pair_count_unsent (&pair, 0), ==, 0);
  pair_check_same (&pair, 1);
  pair_end (&pair);
}

/* In a room: the member goes back to the host that it had, and hosts nothing meanwhile. */
static void
test_room (void)
{
  for (guint seed = 40; seed <= 45; seed++)
    for (guint loser = 0; loser < 2; loser++)
      {
        FakeLan *lan = fake_lan_new (seed);
        FakeMachine *machines[2];

        fake_wraps_begin (lan, seed);
        for (guint i = 0; i < 2; i++)
          {
            machines[i] = fake_machine_new (lan, 0);
            fake_machine_start (machines[i]);
          }
        fake_lan_run_until (lan, lan->now + 3 * S);
        fake_machine_create (machines[0], FALSE, HALL_LOCK_OPEN, NULL);
        fake_lan_run_until (lan, lan->now + 3 * S);
        g_assert_true (fake_machine_join (machines[1], machines[0]->room_id, NULL));
        fake_lan_run_until (lan, lan->now + 3 * S);
        g_assert_true (machines[1]->linked);

        lose_card (machines[loser]);
        g_assert_true (fake_machine_send (machines[0]) && fake_machine_send (machines[1]));
        for (gint64 end = lan->now + SOON; lan->now < end;)
          {
            fake_lan_run_until (lan, lan->now + S / 10);
            g_assert_true (machines[0]->hosting && !machines[1]->hosting);
          }
        g_assert_cmpuint (fake_machine_count_unsent (machines[1]), ==, 0);
        g_assert_cmpuint (fake_machine_count_unsent (machines[0]), ==, 0);
        for (guint i = 0; i < 2; i++)
          fake_machine_free (machines[i]);
        fake_lan_free (lan);
        fake_wraps_end ();
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/two-cards/private", test_private);
  g_test_add_func ("/two-cards/dead-address", test_dead_address);
  g_test_add_func ("/two-cards/all-dead", test_all_dead);
  g_test_add_func ("/two-cards/room", test_room);
  return g_test_run ();
}
