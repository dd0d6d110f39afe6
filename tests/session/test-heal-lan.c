/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-heal-lan.c: a network in two halves, each of which gets a newcomer and leaves the room to
 * it: two hosts that never heard of each other become one when the halves meet.
 */

#define G_LOG_DOMAIN "test-heal-lan"

#include "config.h"

#include <string.h>

#include "fake-machine.h"
#include "fake-wraps.h"

#define S G_USEC_PER_SEC
#define N 4

enum
{
  ANNA,   /* created the room */
  BEN,
  CARL,   /* knows Anna alone */
  DORA,   /* knows Ben alone */
};

static void
run_for (FakeLan *lan,
         gint64   seconds)
{
  fake_lan_run_until (lan, lan->now + seconds * S);
}

/* (transfer full): ids of all events on its disk, in order. */
static char *
list_events (FakeMachine *machine)
{
  g_autoptr (GPtrArray) events = fake_machine_load_events (machine);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < events->len; i++)
    g_string_append_printf (ids, "%s ", ((HallEvent *) g_ptr_array_index (events, i))->id);
  return g_string_free (ids, FALSE);
}

static gboolean
knows (FakeMachine *machine,
       FakeMachine *other)
{
  HallCensus *census = hall_conversation_get_census (fake_machine_find_conversation (machine));

  return hall_census_contains (census, other->id);
}

static void
join (FakeMachine *machine,
      FakeMachine *creator)
{
  g_assert_true (fake_machine_join (machine, creator->room_id, NULL));
  run_for (machine->lan, 3);
  g_assert_true (machine->linked);
}

/* @data: the seed */
static void
test_unknown (gconstpointer data)
{
  guint seed = GPOINTER_TO_UINT (data);
  FakeLan *lan = fake_lan_new (seed);
  FakeMachine *machines[N];
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  fake_wraps_begin (lan, seed);
  for (guint i = 0; i < N; i++)
    {
      machines[i] = fake_machine_new (lan, 0);
      fake_machine_start (machines[i]);
    }
  run_for (lan, 3);
  fake_machine_create (machines[ANNA], FALSE, HALL_LOCK_OPEN, NULL);
  run_for (lan, 3);
  join (machines[BEN], machines[ANNA]);
  run_for (lan, 3);
  fake_lan_set_group (lan, machines[BEN]->node, 1);
  fake_lan_set_group (lan, machines[DORA]->node, 1);
  run_for (lan, 40);
  g_assert_true (machines[ANNA]->hosting && machines[BEN]->hosting);
  join (machines[CARL], machines[ANNA]);
  join (machines[DORA], machines[ANNA]);
  run_for (lan, 3);
  fake_machine_quit (machines[ANNA]);
  fake_machine_quit (machines[BEN]);
  run_for (lan, 15);
  g_assert_true (machines[CARL]->hosting && machines[DORA]->hosting);
  g_assert_false (knows (machines[CARL], machines[DORA]) || knows (machines[DORA], machines[CARL]));
  g_assert_true (fake_machine_send (machines[CARL]) && fake_machine_send (machines[DORA]));
  run_for (lan, 3);

  for (guint i = 0; i < N; i++)
    fake_lan_set_group (lan, machines[i]->node, 0);
  run_for (lan, 60);
  g_assert_cmpint (machines[CARL]->hosting, !=, machines[DORA]->hosting);
  g_assert_true (machines[CARL]->linked && machines[DORA]->linked);
  g_assert_true (knows (machines[CARL], machines[DORA]) && knows (machines[DORA], machines[CARL]));
  first = list_events (machines[CARL]);
  second = list_events (machines[DORA]);
  g_assert_cmpstr (first, ==, second);
  for (guint i = CARL; i <= DORA; i++)
    {
      FakeText *text = g_ptr_array_index (machines[i]->texts, 0);

      g_assert_true (text->sent);
      g_assert_nonnull (strstr (first, text->id));
    }
  for (guint i = 0; i < N; i++)
    fake_machine_free (machines[i]);
  fake_lan_free (lan);
  fake_wraps_end ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint seed = 1; seed <= 5; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/session/heal-lan/unknown/%u", seed);

      g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_unknown);
    }
  return g_test_run ();
}
