/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-exchange-lan.c: two networks between which datagrams do not pass, and one link that does.
 *
 * Time is virtual, so that minutes of it can be looked at: nobody flickers, nobody haunts.
 */

#define G_LOG_DOMAIN "test-exchange-lan"

#include "config.h"

#include "fake-pair.h"
#include "fake-wraps.h"
#include "hall-limits.h"
#include "hall-session-private.h"
#include "hall-stay.h"

enum { ANNA, BEN, CARL, DORA, N_PEOPLE };

typedef struct
{
  FakeLan *lan;
  FakeMachine *machines[N_PEOPLE];
  HallStay *stay;
} Lan;

static void
start (Lan   *test,
       guint  i)
{
  fake_machine_start (test->machines[i]);
  /* It follows one room; here there is none. */
  g_signal_handlers_disconnect_by_data (test->machines[i]->session, test->machines[i]);
}

static void
run_for (Lan    *test,
         gint64  microseconds)
{
  fake_lan_run_until (test->lan, test->lan->now + microseconds);
}

static gboolean
sees (Lan   *test,
      guint  i,
      guint  whom)
{
  HallDirectory *directory = hall_session_get_directory (test->machines[i]->session);
  HallPerson *person = hall_directory_lookup_person (directory, test->machines[whom]->id);

  return person != NULL && hall_person_get_online (person);
}

static HallExchange *
get_exchange (Lan   *test,
              guint  i)
{
  return hall_discovery_get_exchange (test->machines[i]->session->discovery);
}

/* Anna and Ben hear each other, and so do Carl and Dora. */
static void
begin (Lan    *test,
       guint64 seed)
{
  test->lan = fake_lan_new (seed);
  fake_wraps_begin (test->lan, seed);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      test->machines[i] = fake_machine_new (test->lan, 0);
      test->machines[i]->node->segment = i >= CARL;
    }
  for (guint i = 0; i < N_PEOPLE; i++)
    start (test, i);
  run_for (test, 12 * S);
  test->stay = NULL;
}

/* Anna has typed where Carl is. */
static void
begin_linked (Lan    *test,
              guint64 seed)
{
  begin (test, seed);
  test->stay = hall_exchange_stay (get_exchange (test, ANNA),
                                   test->machines[CARL]->node->address, HALL_DEFAULT_PORT);
  run_for (test, 20 * S);
  g_assert_cmpint (hall_stay_get_state (test->stay), ==, HALL_REACH_CONNECTED);
}

static void
end (Lan *test)
{
  g_clear_object (&test->stay);
  for (guint i = 0; i < N_PEOPLE; i++)
    fake_machine_free (test->machines[i]);
  fake_lan_free (test->lan);
  fake_wraps_end ();
}

/* Who is known only from what others have heard stays as long as it is there. */
static void
test_nobody_flickers (void)
{
  for (guint seed = 1; seed <= 4; seed++)
    {
      Lan test;

      begin_linked (&test, seed);
      for (guint second = 0; second < 300; second++)
        {
          for (guint i = 0; i < N_PEOPLE; i++)
            for (guint whom = 0; whom < N_PEOPLE; whom++)
              g_assert_true (i == whom || sees (&test, i, whom));
          run_for (&test, S);
        }
      end (&test);
    }
}

/* Those who tell one another of somebody who is gone do not keep each other believing. */
static void
test_nobody_haunts (void)
{
  for (guint seed = 1; seed <= 4; seed++)
    {
      Lan test;

      begin_linked (&test, seed);
      fake_machine_kill (test.machines[DORA]);
      run_for (&test, (HALL_TTL_MIN_MS / 1000 + 2) * S);
      for (guint second = 0; second < 200; second++)
        {
          for (guint i = 0; i < DORA; i++)
            g_assert_false (sees (&test, i, DORA));
          run_for (&test, S);
        }
      g_assert_true (sees (&test, BEN, CARL));
      end (&test);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/exchange-lan/nobody-flickers", test_nobody_flickers);
  g_test_add_func ("/session/exchange-lan/nobody-haunts", test_nobody_haunts);

  return g_test_run ();
}
