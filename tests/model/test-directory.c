/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-directory.c: people come, are heard twice, are replayed, fall silent and go.
 *
 * Rooms are in test-directory-rooms.c. Time is a number here.
 */

#include "config.h"

#include "directory-test.h"

#define DAY_US (HALL_DAY_MS * 1000)

typedef struct
{
  HallDirectory *directory;
} Test;

static void
set_up (Test          *test,
        gconstpointer  unused)
{
  test->directory = hall_directory_new (OWN_ID);
}

static void
tear_down (Test          *test,
           gconstpointer  unused)
{
  g_assert_finalize_object (test->directory);
}

static void
test_hello (Test          *test,
            gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  g_autoptr (HallDatagram) datagram = make_datagram (HALL_DATAGRAM_HELLO, 1, 1, 2);
  HallPerson *person;
  guint64 boot, seq;
  g_autofree char *id = make_id (1);

  g_assert_false (hall_directory_get_sequence (directory, id, &boot, &seq));
  g_assert_cmpint (hear_hello (directory, 1, 1, ADDRESS_A, 0), ==, HALL_HEARD_NEW);
  g_assert_cmpuint (count_people (directory), ==, 1);
  person = lookup (directory, 1);
  g_assert_true (hall_person_get_online (person));
  g_assert_cmpstr (hall_person_get_name (person), ==, "Person 1");
  g_assert_cmpuint (hall_person_get_tcp_port (person), ==, 12345);

  datagram->name = g_strdup ("Mina\xe2\x80\xae Kim");
  datagram->status = g_strdup ("dnd");
  datagram->status_text = g_strdup ("In a meeting");
  datagram->tcp_port = 12346;
  g_assert_cmpint (hall_directory_hear (directory, datagram, ADDRESS_B, 5), ==, HALL_HEARD_KNOWN);
  g_assert_true (lookup (directory, 1) == person);
  g_assert_cmpstr (hall_person_get_name (person), ==, "Mina Kim");
  g_assert_cmpint (hall_person_get_presence (person), ==, HALL_PRESENCE_BUSY);
  g_assert_cmpstr (hall_person_get_status_text (person), ==, "In a meeting");
  g_assert_cmpuint (hall_person_get_tcp_port (person), ==, 12346);
  g_assert_cmpuint (count_people (directory), ==, 1);
  g_assert_cmpuint (hall_directory_count_heard (directory), ==, 1);
  g_assert_cmpuint (hall_directory_count_people_online (directory), ==, 1);
  g_assert_true (hall_directory_get_sequence (directory, id, &boot, &seq));
  g_assert_cmpuint (boot, ==, 1);
  g_assert_cmpuint (seq, ==, 2);

  /* A word of a newer version: there, at least. */
  datagram->seq = 3;
  g_free (datagram->status);
  datagram->status = g_strdup ("dancing");
  hall_directory_hear (directory, datagram, ADDRESS_B, 6);
  g_assert_cmpint (hall_person_get_presence (person), ==, HALL_PRESENCE_AVAILABLE);
}

static void
test_self (Test          *test,
           gconstpointer  unused)
{
  g_autoptr (HallDatagram) datagram = make_datagram (HALL_DATAGRAM_HELLO, 1, 9, 9);
  HallPerson *self = hall_directory_get_self (test->directory);

  g_assert_true (hall_person_get_is_self (self));
  g_assert_cmpstr (hall_person_get_id (self), ==, OWN_ID);
  g_assert_true (hall_directory_ensure_person (test->directory, OWN_ID) == self);

  g_free (datagram->id);
  datagram->id = g_strdup (OWN_ID);
  datagram->name = g_strdup ("Me");
  g_assert_cmpint (hall_directory_hear (test->directory, datagram, ADDRESS_A, 0), ==,
                   HALL_HEARD_KNOWN);
  hall_person_set_presence (self, HALL_PRESENCE_AVAILABLE);
  hall_directory_remember_person (test->directory, self, 1, 1);
  g_assert_cmpuint (count_people (test->directory), ==, 0);
  g_assert_cmpuint (hall_directory_count_heard (test->directory), ==, 0);
  g_assert_false (hall_person_has_name (self));
}

static void
test_two_addresses (Test          *test,
                    gconstpointer  unused)
{
  g_autofree char *addresses = NULL;
  HallPerson *person;

  /* One hello, heard on two interfaces, and once more: all the same person, who is heard once. */
  hear_hello (test->directory, 1, 5, ADDRESS_A, 0);
  g_assert_cmpint (hear_hello (test->directory, 1, 5, ADDRESS_B, 1), ==, HALL_HEARD_KNOWN);
  g_assert_cmpint (hear_hello (test->directory, 1, 5, ADDRESS_A, 2), ==, HALL_HEARD_KNOWN);
  person = lookup (test->directory, 1);
  addresses = join_addresses (person);
  g_assert_cmpstr (addresses, ==, ADDRESS_A " " ADDRESS_B);
  g_assert_cmpint (hall_directory_get_deadline (test->directory), ==, TTL_US);

  /* A copy from elsewhere never takes the place of an address. */
  for (guint i = 10; i < 20; i++)
    {
      g_autofree char *address = g_strdup_printf ("10.0.0.%u", i);

      hear_hello (test->directory, 1, 5, address, 3);
    }
  g_free (addresses);
  addresses = join_addresses (person);
  g_assert_cmpstr (addresses, ==, "10.0.0.1 10.0.0.11 10.0.0.10 10.0.0.2");
}

static void
test_replay (Test          *test,
             gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  g_autoptr (HallDatagram) old_boot = make_datagram (HALL_DATAGRAM_HELLO, 1, 0, 99);
  g_autofree char *addresses = NULL;

  hear_hello (directory, 1, 5, ADDRESS_A, 0);
  g_assert_cmpint (hear_hello (directory, 1, 4, ADDRESS_B, 1), ==, HALL_HEARD_REPLAYED);
  old_boot->name = g_strdup ("Old");
  g_assert_cmpint (hall_directory_hear (directory, old_boot, ADDRESS_B, 1), ==,
                   HALL_HEARD_REPLAYED);
  g_assert_cmpint (hear_bye (directory, 1, 3, 2), ==, HALL_HEARD_REPLAYED);
  g_assert_true (hall_person_get_online (lookup (directory, 1)));
  addresses = join_addresses (lookup (directory, 1));
  g_assert_cmpstr (addresses, ==, ADDRESS_A);

  /* Hello and goodbye are one stream: what was said before the goodbye brings nobody back. */
  g_assert_cmpint (hear_bye (directory, 1, 6, 3), ==, HALL_HEARD_KNOWN);
  g_assert_cmpint (hear_bye (directory, 1, 6, 3), ==, HALL_HEARD_KNOWN);
  g_assert_cmpuint (count_people (directory), ==, 0);
  g_assert_cmpint (hear_hello (directory, 1, 5, ADDRESS_A, 4), ==, HALL_HEARD_REPLAYED);
  g_assert_cmpint (hear_hello (directory, 1, 6, ADDRESS_A, 4), ==, HALL_HEARD_KNOWN);
  g_assert_cmpuint (count_people (directory), ==, 0);
  g_assert_cmpint (hear_hello (directory, 1, 7, ADDRESS_A, 4), ==, HALL_HEARD_NEW);
  g_assert_cmpuint (count_people (directory), ==, 1);
}

static void
test_pair_outlives_by_a_day (Test          *test,
                             gconstpointer  unused)
{
  HallDirectory *directory = test->directory;

  hear_hello (directory, 1, 5, ADDRESS_A, 0);
  hear_hello (directory, 2, 5, ADDRESS_A, 0);
  hear_bye (directory, 2, 6, 0);
  hall_directory_expire (directory, TTL_US, NULL);
  g_assert_cmpuint (count_people (directory), ==, 0);

  /* The last hello again, by somebody who recorded it. */
  g_assert_cmpint (hear_hello (directory, 1, 5, ADDRESS_B, TTL_US + 1), ==, HALL_HEARD_KNOWN);
  g_assert_cmpuint (count_people (directory), ==, 0);
  g_assert_cmpint (hear_hello (directory, 1, 4, ADDRESS_A, TTL_US + DAY_US), ==,
                   HALL_HEARD_REPLAYED);
  g_assert_cmpint (hear_hello (directory, 1, 4, ADDRESS_A, TTL_US + DAY_US + 1), ==,
                   HALL_HEARD_NEW);
  g_assert_cmpint (hear_hello (directory, 2, 4, ADDRESS_A, DAY_US + 2), ==, HALL_HEARD_NEW);
}

static void
test_expiry (Test          *test,
             gconstpointer  unused)
{
  HallDirectory *directory = test->directory;

  g_assert_cmpint (hall_directory_get_deadline (directory), ==, G_MAXINT64);
  hear_hello (directory, 1, 1, ADDRESS_A, 10);
  hear_hello (directory, 2, 1, ADDRESS_A, 20);
  g_assert_cmpint (hall_directory_get_deadline (directory), ==, 10 + TTL_US);

  hall_directory_expire (directory, 10 + TTL_US - 1, NULL);
  g_assert_cmpuint (count_people (directory), ==, 2);
  hall_directory_expire (directory, 10 + TTL_US, NULL);
  g_assert_cmpuint (count_people (directory), ==, 1);
  g_assert_cmpint (hall_directory_get_deadline (directory), ==, 20 + TTL_US);

  /* Being heard again puts it off. */
  hear_hello (directory, 2, 2, ADDRESS_A, 30);
  hall_directory_expire (directory, 20 + TTL_US, NULL);
  g_assert_cmpuint (count_people (directory), ==, 1);
  hall_directory_expire (directory, 30 + TTL_US, NULL);
  g_assert_cmpuint (count_people (directory), ==, 0);
  g_assert_cmpuint (hall_directory_count_heard (directory), ==, 0);
  g_assert_cmpint (hall_directory_get_deadline (directory), ==, G_MAXINT64);
}

static void
test_live_never_expires (Test          *test,
                         gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  g_autoptr (GHashTable) live = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 now_us = TTL_US;

  hear_hello (directory, 1, 1, ADDRESS_A, 0);
  g_hash_table_add (live, make_id (1));
  for (guint i = 0; i < 10; i++)
    {
      hall_directory_expire (directory, now_us, live);
      g_assert_cmpuint (count_people (directory), ==, 1);
      /* The caller is not kept busy. */
      g_assert_cmpint (hall_directory_get_deadline (directory), >=, now_us + SECOND_US);
      now_us = hall_directory_get_deadline (directory);
    }
  hall_directory_expire (directory, now_us, NULL);
  g_assert_cmpuint (count_people (directory), ==, 0);
}

static void
test_silent (Test          *test,
             gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  g_autoptr (GPtrArray) early = NULL;
  g_autoptr (GPtrArray) silent = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) next = NULL;
  g_autofree char *id = make_id (1);
  gint64 silent_us = TTL_US / 100 * 80;
  gint64 second_us = TTL_US / 100 * 87;
  gint64 third_us = TTL_US / 100 * 94;
  g_autoptr (GPtrArray) thrice = NULL;
  g_autoptr (GPtrArray) enough = NULL;

  g_assert_cmpint (hall_directory_get_silence_deadline (directory), ==, G_MAXINT64);
  hear_hello (directory, 1, 1, ADDRESS_A, 0);
  hear_hello (directory, 2, 1, ADDRESS_A, SECOND_US);
  g_assert_cmpint (hall_directory_get_silence_deadline (directory), ==, silent_us);
  early = hall_directory_take_silent (directory, silent_us - 1);
  g_assert_cmpuint (early->len, ==, 0);
  silent = hall_directory_take_silent (directory, silent_us);
  g_assert_cmpuint (silent->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (silent, 0), ==, id);
  g_assert_cmpint (hall_directory_get_silence_deadline (directory), ==,
                   MIN (second_us, silent_us + SECOND_US));
  again = hall_directory_take_silent (directory, silent_us + 1);
  g_assert_cmpuint (again->len, ==, 0);

  /* Once more, and a third time, and no more. */
  hear_hello (directory, 2, 2, ADDRESS_A, silent_us + 2);
  again = (g_ptr_array_unref (again), hall_directory_take_silent (directory, second_us));
  g_assert_cmpuint (again->len, ==, 1);
  thrice = hall_directory_take_silent (directory, third_us);
  g_assert_cmpuint (thrice->len, ==, 1);
  enough = hall_directory_take_silent (directory, TTL_US - 1);
  g_assert_cmpuint (enough->len, ==, 0);

  /* A new silence. */
  hear_hello (directory, 1, 2, ADDRESS_A, silent_us + 1);
  next = hall_directory_take_silent (directory, 2 * silent_us + 1);
  g_assert_cmpuint (next->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (next, 0), ==, id);
}

static void
test_remembered (Test          *test,
                 gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  HallPerson *person = ensure (directory, 1);

  g_assert_cmpuint (count_people (directory), ==, 0);
  hall_person_set_name (person, "Mina");
  hall_directory_remember_person (directory, person, 1, 7);
  hall_directory_remember_person (directory, person, 1, 3);
  g_assert_cmpuint (count_people (directory), ==, 1);
  g_assert_cmpuint (hall_directory_count_people_online (directory), ==, 0);
  g_assert_cmpuint (hall_directory_count_heard (directory), ==, 0);

  /* What was recorded before the restart is refused, for a day. */
  g_assert_cmpint (hear_hello (directory, 1, 6, ADDRESS_A, 5), ==, HALL_HEARD_REPLAYED);
  g_assert_false (hall_person_get_online (person));
  g_assert_cmpint (hear_hello (directory, 1, 8, ADDRESS_A, 6), ==, HALL_HEARD_NEW);
  hear_bye (directory, 1, 9, 7);
  g_assert_cmpuint (count_people (directory), ==, 1);
  g_assert_false (hall_person_get_online (person));
}

/* Somebody with a live link who is not heard is online because the session says so. */
static void
test_linked (Test          *test,
             gconstpointer  unused)
{
  HallPerson *person = ensure (test->directory, 1);

  hall_person_set_presence (person, HALL_PRESENCE_AVAILABLE);
  g_assert_cmpuint (count_people (test->directory), ==, 1);
  g_assert_cmpuint (hall_directory_count_people_online (test->directory), ==, 1);
  g_assert_cmpint (hall_directory_get_deadline (test->directory), ==, G_MAXINT64);
  hall_directory_expire (test->directory, 100 * TTL_US, NULL);
  g_assert_cmpuint (count_people (test->directory), ==, 1);
  hall_person_set_presence (person, HALL_PRESENCE_OFFLINE);
  g_assert_cmpuint (count_people (test->directory), ==, 0);
}

static void
test_table_full (Test          *test,
                 gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  HallPerson *friend = ensure (directory, 100001);
  HallPerson *member = ensure (directory, 100002);
  HallRoom *room = ensure_room (directory, 1);

  hall_directory_remember_person (directory, friend, 0, 0);
  hall_room_set_membership (room, HALL_MEMBERSHIP_LIVE);
  hall_room_add_member (room, member);

  for (guint i = 0; i < HALL_PEOPLE_MAX; i++)
    g_assert_cmpint (hear_hello (directory, i, 1, ADDRESS_A, 0), ==, HALL_HEARD_NEW);
  for (guint i = 5000; i < 5100; i++)
    g_assert_cmpint (hear_hello (directory, i, 1, ADDRESS_A, 0), ==, HALL_HEARD_TABLE_FULL);
  g_assert_null (lookup (directory, 5000));

  /* Those inside go on, those we know come in, and a place that is given up is free. */
  g_assert_cmpint (hear_hello (directory, 7, 2, ADDRESS_A, 0), ==, HALL_HEARD_KNOWN);
  g_assert_cmpint (hear_hello (directory, 100001, 1, ADDRESS_A, 0), ==, HALL_HEARD_NEW);
  g_assert_cmpint (hear_hello (directory, 100002, 1, ADDRESS_A, 0), ==, HALL_HEARD_NEW);
  g_assert_cmpint (hear_hello (directory, 5000, 1, ADDRESS_A, 0), ==, HALL_HEARD_TABLE_FULL);
  hear_bye (directory, 7, 3, 0);
  hear_bye (directory, 8, 3, 0);
  g_assert_cmpint (hear_hello (directory, 5000, 1, ADDRESS_A, 0), ==, HALL_HEARD_NEW);
}

/* Strangers who come and go leave nothing behind but the newest of them. */
static void
test_gone_are_bounded (Test          *test,
                       gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  g_autoptr (HallPerson) held = NULL;

  for (guint i = 0; i < 3 * HALL_PEOPLE_MAX; i++)
    {
      hear_hello (directory, i, 1, ADDRESS_A, i);
      if (i == 17)
        held = g_object_ref (lookup (directory, i));
      hear_bye (directory, i, 2, i);
    }
  g_assert_cmpuint (count_people (directory), ==, 0);
  g_assert_null (lookup (directory, 5));
  g_assert_true (lookup (directory, 17) == held);
  g_assert_nonnull (lookup (directory, 3 * HALL_PEOPLE_MAX - 1));
  g_assert_null (lookup (directory, HALL_PEOPLE_MAX));
}

int
main (int   argc,
      char *argv[])
{
#define ADD(path, function) \
  g_test_add ("/model/directory/" path, Test, NULL, set_up, function, tear_down)

  g_test_init (&argc, &argv, NULL);
  ADD ("hello", test_hello);
  ADD ("self", test_self);
  ADD ("two-addresses", test_two_addresses);
  ADD ("replay", test_replay);
  ADD ("pair-outlives-by-a-day", test_pair_outlives_by_a_day);
  ADD ("expiry", test_expiry);
  ADD ("live-never-expires", test_live_never_expires);
  ADD ("silent", test_silent);
  ADD ("remembered", test_remembered);
  ADD ("linked", test_linked);
  ADD ("table-full", test_table_full);
  ADD ("gone-are-bounded", test_gone_are_bounded);

  return g_test_run ();
}
