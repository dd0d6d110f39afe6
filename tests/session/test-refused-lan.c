/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-refused-lan.c: somebody takes itself for a member, and no host knows it: it asks again and
 * again, but not each time that the host announces the room; or it is told why it is none.
 */

#define G_LOG_DOMAIN "test-refused-lan"

#include "config.h"

#include "fake-machine.h"
#include "fake-wraps.h"
#include "hall-session-rights.h"

#define S G_USEC_PER_SEC
#define MINUTES 4
/* Most of the attempts come within the first half minute; then every 5 s on average. */
#define ATTEMPTS_MAX 80
#define ATTEMPTS_MIN 20

static void
run_for (FakeLan *lan,
         gint64   duration)
{
  fake_lan_run_until (lan, lan->now + duration);
}

static guint64
count_refusals (FakeMachine *host)
{
  return hall_counters_get (hall_session_get_context (host->session)->counters,
                            HALL_COUNTER_JOIN_REFUSED);
}

/* It has been let in, but nobody has heard it say that it joined when its power fails; and then the
 * room is closed. */
static void
shut_out (FakeMachine *host,
          FakeMachine *guest)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fake_machine_join (guest, host->room_id, NULL));
  while (!guest->linked)
    run_for (host->lan, 1000);
  run_for (host->lan, 15 * 1000);
  fake_machine_cut_power (guest);
  run_for (host->lan, 3 * S);
  hall_session_set_closed (host->session, fake_machine_find_room (host), TRUE, &error);
  g_assert_no_error (error);
  run_for (host->lan, S);
  fake_machine_start (guest);
}

/* @data: the seed */
static void
test_not_permitted (gconstpointer data)
{
  guint seed = GPOINTER_TO_UINT (data);
  FakeLan *lan = fake_lan_new (seed);
  FakeMachine *host, *guest;
  guint64 n_before, n_attempts;

  fake_wraps_begin (lan, seed);
  host = fake_machine_new (lan, 0);
  guest = fake_machine_new (lan, 0);
  fake_machine_start (host);
  fake_machine_start (guest);
  run_for (lan, 3 * S);
  fake_machine_create (host, FALSE, HALL_LOCK_OPEN, NULL);
  run_for (lan, 3 * S);
  shut_out (host, guest);
  n_before = count_refusals (host);
  run_for (lan, MINUTES * 60 * S);
  n_attempts = count_refusals (host) - n_before;
  g_test_message ("%" G_GUINT64_FORMAT " attempts", n_attempts);
  g_assert_cmpuint (n_attempts, >=, ATTEMPTS_MIN);
  g_assert_cmpuint (n_attempts, <=, ATTEMPTS_MAX);

  /* Let in again, it comes by itself. */
  hall_session_set_closed (host->session, fake_machine_find_room (host), FALSE, NULL);
  run_for (lan, 15 * S);
  g_assert_true (guest->linked);
  fake_machine_free (host);
  fake_machine_free (guest);
  fake_lan_free (lan);
  fake_wraps_end ();
}

static void
begin (FakeLan      *lan,
       FakeMachine **machines,
       HallLock      lock)
{
  for (guint i = 0; i < 3; i++)
    {
      machines[i] = fake_machine_new (lan, 0);
      fake_machine_start (machines[i]);
    }
  run_for (lan, 3 * S);
  fake_machine_create (machines[0], FALSE, lock, lock == HALL_LOCK_OPEN ? NULL : "phrase");
  run_for (lan, 3 * S);
}

static void
end (FakeLan      *lan,
     FakeMachine **machines)
{
  for (guint i = 0; i < 3; i++)
    fake_machine_free (machines[i]);
  fake_lan_free (lan);
  fake_wraps_end ();
}

static void
set_phrase (FakeMachine *machine,
            const char  *phrase)
{
  g_autofree char *salt = NULL;
  HallCensus *census = hall_conversation_get_census (fake_machine_find_conversation (machine));

  salt = g_strdup (hall_census_get_salt (census));
  hall_session_set_passphrase_async (machine->session, fake_machine_find_room (machine), phrase,
                                     NULL, NULL, NULL);
  while (g_strcmp0 (hall_census_get_salt (census), salt) == 0)
    run_for (machine->lan, 1000);
}

/* It hosts where @host and @banned are not. */
static void
let_in_elsewhere (FakeMachine *host,
                  FakeMachine *banned,
                  FakeMachine *guest,
                  gboolean     new_phrase)
{
  HallDirectory *directory = hall_session_get_directory (host->session);
  FakeLan *lan = host->lan;
  g_autoptr (GError) error = NULL;

  g_assert_true (fake_machine_join (banned, host->room_id, "phrase"));
  run_for (lan, 3 * S);
  fake_lan_set_group (lan, host->node, 1);
  hall_session_ban (host->session, fake_machine_find_room (host),
                    hall_directory_ensure_person (directory, banned->id), TRUE, &error);
  g_assert_no_error (error);
  if (new_phrase)
    set_phrase (host, "another phrase");
  else
    hall_session_set_closed (host->session, fake_machine_find_room (host), TRUE, &error);
  g_assert_no_error (error);
  while (!banned->hosting)
    run_for (lan, S);
  run_for (lan, 3 * S);
  g_assert_true (fake_machine_join (guest, host->room_id, "phrase"));
  run_for (lan, 3 * S);
  g_assert_true (guest->linked);
  fake_machine_kill (banned);
  while (!guest->hosting)
    run_for (lan, S);
}

/* It joined where only somebody was who is gone for good, before the room was closed: it is a
 * member, but nobody knows. So it hosts, too, and then the host asks who that is. */
static void
test_known_to_nobody (void)
{
  FakeLan *lan = fake_lan_new (1);
  FakeMachine *machines[3];
  HallCensus *census;
  g_autoptr (GError) error = NULL;

  fake_wraps_begin (lan, 1);
  begin (lan, machines, HALL_LOCK_OPEN);
  g_assert_true (fake_machine_join (machines[1], machines[0]->room_id, NULL));
  run_for (lan, 3 * S);
  fake_lan_set_group (lan, machines[0]->node, 1);
  while (!machines[1]->hosting)
    run_for (lan, S);
  run_for (lan, 3 * S);
  g_assert_true (fake_machine_join (machines[2], machines[0]->room_id, NULL));
  run_for (lan, 3 * S);
  g_assert_true (machines[2]->settled);
  fake_machine_cut_power (machines[2]);
  fake_machine_lose (machines[1]);
  hall_session_set_closed (machines[0]->session, fake_machine_find_room (machines[0]), TRUE,
                           &error);
  g_assert_no_error (error);
  fake_lan_set_group (lan, machines[0]->node, 0);
  run_for (lan, 10 * S);
  fake_machine_start (machines[2]);
  run_for (lan, 30 * S);

  census = hall_conversation_get_census (fake_machine_find_conversation (machines[0]));
  g_assert_true (hall_census_contains (census, machines[2]->id));
  g_assert_true (machines[0]->linked && machines[2]->linked);
  g_assert_true (machines[0]->hosting != machines[2]->hosting);
  end (lan, machines);
}

/* By somebody who had been banned, which it could not know, and it hosts there now. Nobody else
 * lets it in any more: the room was closed, or there is a new passphrase (@data). */
static void
test_let_in_by_banned (gconstpointer data)
{
  gboolean new_phrase = GPOINTER_TO_INT (data);
  FakeLan *lan = fake_lan_new (1);
  FakeMachine *machines[3];
  HallCensus *census;
  HallRoom *room;

  fake_wraps_begin (lan, 1);
  begin (lan, machines, HALL_LOCK_PASSPHRASE);
  let_in_elsewhere (machines[0], machines[1], machines[2], new_phrase);
  fake_lan_set_group (lan, machines[0]->node, 0);
  run_for (lan, 60 * S);

  census = hall_conversation_get_census (fake_machine_find_conversation (machines[0]));
  room = fake_machine_find_room (machines[2]);
  g_assert_false (hall_census_contains (census, machines[2]->id));
  g_assert_true (machines[0]->hosting);
  g_assert_false (machines[2]->hosting);
  g_assert_true (hall_room_get_removed (room));
  end (lan, machines);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint seed = 1; seed <= 3; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/session/refused-lan/not-permitted/%u", seed);

      g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_not_permitted);
    }
  g_test_add_func ("/session/refused-lan/known-to-nobody", test_known_to_nobody);
  g_test_add_data_func ("/session/refused-lan/let-in-by-banned/closed", GINT_TO_POINTER (FALSE),
                        test_let_in_by_banned);
  g_test_add_data_func ("/session/refused-lan/let-in-by-banned/new-phrase", GINT_TO_POINTER (TRUE),
                        test_let_in_by_banned);
  return g_test_run ();
}
