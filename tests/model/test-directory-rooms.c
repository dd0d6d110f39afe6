/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-directory-rooms.c: rooms are announced, by several, expire, end, share names, and are ours.
 *
 * People are in test-directory.c. Time is a number here.
 */

#include "config.h"

#include "directory-test.h"

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
test_announced (Test          *test,
                gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  HallRoom *room;

  g_assert_cmpint (hear_room (directory, 1, 1, "lunch", 1, 1, 0), ==, HALL_HEARD_NEW);
  g_assert_cmpuint (count_rooms (directory), ==, 1);
  room = lookup_room (directory, 1);
  g_assert_true (hall_room_get_announced (room));
  g_assert_false (hall_room_get_is_member (room));
  g_assert_cmpstr (hall_room_get_name (room), ==, "lunch");
  g_assert_cmpstr (hall_room_get_topic (room), ==, "By 1");
  g_assert_cmpuint (hall_room_get_n_members (room), ==, 4);
  g_assert_true (hall_room_get_host (room) == lookup (directory, 1));
  g_assert_true (hall_room_get_creator (room) == lookup (directory, 1001));
  g_assert_cmpstr (hall_person_get_name (hall_room_get_creator (room)), ==, "The creator");
  g_assert_cmpuint (hall_person_get_tcp_port (hall_room_get_host (room)), ==, 12345);

  /* An announcement is no presence, and a host's word is no name once there is one. */
  g_assert_cmpuint (count_people (directory), ==, 0);
  hear_hello (directory, 1001, 1, ADDRESS_A, 0);
  g_assert_cmpint (hear_room (directory, 1, 1, "Lunch!", 1, 2, 1), ==, HALL_HEARD_KNOWN);
  g_assert_cmpstr (hall_person_get_name (hall_room_get_creator (room)), ==, "Person 1001");
  g_assert_cmpstr (hall_room_get_name (room), ==, "Lunch!");
  g_assert_cmpuint (hall_directory_count_heard (directory), ==, 2);

  g_assert_cmpint (hear_room (directory, 1, 1, "Old", 1, 1, 2), ==, HALL_HEARD_REPLAYED);
  g_assert_cmpint (hear_room (directory, 1, 1, "Same", 1, 2, 2), ==, HALL_HEARD_KNOWN);
  g_assert_cmpstr (hall_room_get_name (room), ==, "Lunch!");
  g_assert_cmpint (hall_directory_get_deadline (directory), ==, TTL_US);
}

static void
test_streams (Test          *test,
              gconstpointer  unused)
{
  HallDirectory *directory = test->directory;

  /* Presence and each room count for themselves. */
  g_assert_cmpint (hear_hello (directory, 1, 50, ADDRESS_A, 0), ==, HALL_HEARD_NEW);
  g_assert_cmpint (hear_room (directory, 1, 1, "a", 1, 40, 0), ==, HALL_HEARD_NEW);
  g_assert_cmpint (hear_room (directory, 1, 2, "b", 1, 30, 0), ==, HALL_HEARD_NEW);
  g_assert_cmpint (hear_room (directory, 2, 1, "a", 1, 20, 0), ==, HALL_HEARD_NEW);
  g_assert_cmpint (hear_room (directory, 1, 2, "b", 1, 29, 0), ==, HALL_HEARD_REPLAYED);
  g_assert_cmpint (hear_room_bye (directory, 1, 2, 29, 0), ==, HALL_HEARD_REPLAYED);
  g_assert_cmpint (hear_hello (directory, 1, 49, ADDRESS_A, 0), ==, HALL_HEARD_REPLAYED);
}

static void
test_bye_is_its_senders (Test          *test,
                         gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  g_autoptr (HallRoom) room = NULL;

  hear_room (directory, 1, 1, "lunch", 1, 1, 0);
  hear_room (directory, 2, 1, "lunch", 1, 1, 0);
  room = g_object_ref (lookup_room (directory, 1));
  g_assert_true (hall_room_get_host (room) == lookup (directory, 1));

  /* Nobody can end what another one announces. */
  hear_room_bye (directory, 3, 1, 9, 1);
  g_assert_true (hall_room_get_host (room) == lookup (directory, 1));
  hear_room_bye (directory, 1, 1, 2, 1);
  g_assert_true (hall_room_get_announced (room));
  g_assert_true (hall_room_get_host (room) == lookup (directory, 2));
  g_assert_cmpstr (hall_room_get_topic (room), ==, "By 2");
  hear_room_bye (directory, 2, 1, 2, 1);
  g_assert_false (hall_room_get_announced (room));
  g_assert_null (hall_room_get_host (room));
  g_assert_cmpuint (count_rooms (directory), ==, 0);

  /* What was said before does not bring it back; something new does, as the same object. */
  g_assert_cmpint (hear_room (directory, 1, 1, "lunch", 1, 1, 2), ==, HALL_HEARD_REPLAYED);
  g_assert_cmpint (hear_room (directory, 1, 1, "lunch", 1, 2, 2), ==, HALL_HEARD_KNOWN);
  g_assert_cmpuint (count_rooms (directory), ==, 0);
  g_assert_cmpint (hear_room (directory, 1, 1, "lunch", 1, 3, 2), ==, HALL_HEARD_NEW);
  g_assert_true (lookup_room (directory, 1) == room);
  g_assert_cmpuint (count_rooms (directory), ==, 1);
}

static void
test_expiry (Test          *test,
             gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  g_autoptr (GHashTable) live = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  hear_room (directory, 1, 1, "lunch", 1, 1, 10);
  g_assert_cmpint (hall_directory_get_deadline (directory), ==, 10 + TTL_US);
  hall_directory_expire (directory, 10 + TTL_US - 1, NULL);
  g_assert_cmpuint (count_rooms (directory), ==, 1);
  g_hash_table_add (live, make_id (1));
  hall_directory_expire (directory, 10 + TTL_US, live);
  g_assert_cmpuint (count_rooms (directory), ==, 1);
  g_assert_cmpint (hall_directory_get_deadline (directory), >=, TTL_US + SECOND_US);
  hall_directory_expire (directory, 2 * TTL_US, NULL);
  g_assert_cmpuint (count_rooms (directory), ==, 0);
  g_assert_cmpuint (hall_directory_count_heard (directory), ==, 0);
  /* Nobody holds it: nothing is left of it but its pair. */
  g_assert_null (lookup_room (directory, 1));
  g_assert_cmpint (hear_room (directory, 1, 1, "lunch", 1, 1, 2 * TTL_US), ==, HALL_HEARD_KNOWN);
  g_assert_cmpuint (count_rooms (directory), ==, 0);
}

static void
test_host_says_bye (Test          *test,
                    gconstpointer  unused)
{
  HallDirectory *directory = test->directory;

  hear_hello (directory, 1, 1, ADDRESS_A, 0);
  hear_room (directory, 1, 1, "a", 1, 1, 0);
  hear_room (directory, 1, 2, "b", 1, 1, 0);
  hear_room (directory, 2, 2, "b", 1, 1, 0);
  hear_bye (directory, 1, 2, 1);
  g_assert_cmpuint (count_people (directory), ==, 0);
  g_assert_cmpuint (count_rooms (directory), ==, 1);
  g_assert_true (hall_room_get_host (lookup_room (directory, 2)) == lookup (directory, 2));
}

static void
test_best (Test          *test,
           gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  g_autofree char *room_id = make_room_id (1);
  g_autofree char *unknown_id = make_room_id (2);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) nobody = hall_directory_get_announcements (directory, unknown_id);
  const guint expected[] = { 4, 2, 3, 5 };

  g_assert_cmpuint (nobody->len, ==, 0);
  hear_room (directory, 5, 1, "lunch", 1, 1, 0);
  hear_room (directory, 3, 1, "lunch", 2, 1, 0);
  hear_room (directory, 2, 1, "lunch", 2, 1, 0);
  hear_room (directory, 4, 1, "lunch", 7, 1, 0);

  list = hall_directory_get_announcements (directory, room_id);
  g_assert_cmpuint (list->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < list->len; i++)
    {
      const HallAnnouncement *announcement = g_ptr_array_index (list, i);
      g_autofree char *id = make_id (expected[i]);

      g_assert_cmpstr (announcement->host_id, ==, id);
      g_assert_cmpstr (announcement->address, ==, ADDRESS_A);
      g_assert_cmpuint (announcement->tcp_port, ==, 12345);
      g_assert_cmpuint (announcement->members, ==, expected[i] + 3);
    }
  g_assert_true (hall_room_get_host (lookup_room (directory, 1)) == lookup (directory, 4));
}

/* What the genesis said of a room of ours stands; who hosts it is heard while we are not live. */
static void
test_ours (Test          *test,
           gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  HallRoom *room = ensure_room (directory, 1);

  g_assert_cmpuint (count_rooms (directory), ==, 0);
  hall_room_set_name (room, "Lunch");
  hall_room_set_topic (room, "Where?");
  hall_room_set_creator (room, ensure (directory, 7));
  hall_room_set_membership (room, HALL_MEMBERSHIP_WAITING);
  g_assert_cmpuint (count_rooms (directory), ==, 1);
  g_assert_null (hall_room_get_host (room));

  hear_room (directory, 1, 1, "Lies", 1, 1, 0);
  g_assert_true (hall_room_get_announced (room));
  g_assert_cmpstr (hall_room_get_name (room), ==, "Lunch");
  g_assert_cmpstr (hall_room_get_topic (room), ==, "Where?");
  g_assert_true (hall_room_get_creator (room) == lookup (directory, 7));
  g_assert_true (hall_room_get_host (room) == lookup (directory, 1));
  g_assert_cmpuint (hall_room_get_n_members (room), ==, 4);

  hall_room_set_membership (room, HALL_MEMBERSHIP_LIVE);
  hall_room_set_host (room, ensure (directory, 2));
  hall_room_add_member (room, ensure (directory, 2));
  hear_room (directory, 1, 1, "Lies", 9, 2, 0);
  g_assert_true (hall_room_get_host (room) == lookup (directory, 2));
  g_assert_cmpuint (hall_room_get_n_members (room), ==, 1);
  hear_room_bye (directory, 1, 1, 3, 0);
  g_assert_true (hall_room_get_host (room) == lookup (directory, 2));
  g_assert_cmpuint (count_rooms (directory), ==, 1);

  /* Not live any more: back to what is heard, which is nothing. */
  hall_room_set_membership (room, HALL_MEMBERSHIP_WAITING);
  g_assert_null (hall_room_get_host (room));
  hall_room_set_membership (room, HALL_MEMBERSHIP_NONE);
  g_assert_cmpuint (count_rooms (directory), ==, 0);
  g_assert_true (lookup_room (directory, 1) == room);
  hall_directory_release_room (directory, room);
  g_assert_null (lookup_room (directory, 1));
}

static void
test_ambiguous (Test          *test,
                gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  HallRoom *first, *second, *third;

  hear_room (directory, 1, 1, "Lunch", 1, 1, 0);
  hear_room (directory, 2, 2, "Other", 1, 1, 0);
  first = lookup_room (directory, 1);
  second = lookup_room (directory, 2);
  g_assert_false (hall_room_get_ambiguous (first));

  hear_room (directory, 2, 2, " lUNCH\xe2\x80\xae ", 1, 2, 0);
  g_assert_true (hall_room_get_ambiguous (first));
  g_assert_true (hall_room_get_ambiguous (second));

  /* One that is not listed is no matter. */
  third = ensure_room (directory, 3);
  hall_room_set_name (third, "lunch");
  g_assert_false (hall_room_get_ambiguous (third));
  hall_room_set_membership (third, HALL_MEMBERSHIP_HOSTING);
  g_assert_true (hall_room_get_ambiguous (third));

  hear_room_bye (directory, 1, 1, 2, 0);
  g_assert_true (hall_room_get_ambiguous (second));
  hall_room_set_name (third, "Dinner");
  g_assert_false (hall_room_get_ambiguous (second));
  g_assert_false (hall_room_get_ambiguous (third));

  /* Without a name there is nothing to mistake. */
  hall_room_set_membership (ensure_room (directory, 4), HALL_MEMBERSHIP_JOINING);
  hall_room_set_membership (ensure_room (directory, 5), HALL_MEMBERSHIP_JOINING);
  g_assert_false (hall_room_get_ambiguous (lookup_room (directory, 4)));
}

static void
test_table_full (Test          *test,
                 gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  HallRoom *ours = ensure_room (directory, 100000);

  hall_room_set_membership (ours, HALL_MEMBERSHIP_WAITING);
  for (guint i = 0; i < HALL_ROOMS_MAX; i++)
    g_assert_cmpint (hear_room (directory, 1, i, "lunch", 1, 1, 0), ==, HALL_HEARD_NEW);
  g_assert_cmpint (hear_room (directory, 1, 5000, "one more", 1, 1, 0), ==,
                   HALL_HEARD_TABLE_FULL);
  g_assert_null (lookup_room (directory, 5000));
  g_assert_cmpint (hear_room (directory, 1, 3, "lunch", 1, 2, 0), ==, HALL_HEARD_KNOWN);
  g_assert_cmpint (hear_room (directory, 2, 100000, "ours", 1, 1, 0), ==, HALL_HEARD_NEW);
  hear_room_bye (directory, 1, 0, 2, 0);
  hear_room_bye (directory, 1, 1, 2, 0);
  g_assert_cmpint (hear_room (directory, 1, 5000, "one more", 1, 1, 0), ==, HALL_HEARD_NEW);
}

/* A thousand keys that say they host a room: those we know come through. */
static void
test_hosts_are_bounded (Test          *test,
                        gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  g_autofree char *room_id = make_room_id (1);
  g_autoptr (GPtrArray) list = NULL;
  guint n_new = 0;

  hall_directory_remember_person (directory, ensure (directory, 50000), 0, 0);
  hall_room_set_membership (ensure_room (directory, 1), HALL_MEMBERSHIP_WAITING);
  for (guint i = 0; i < 1000; i++)
    {
      HallHeard heard = hear_room (directory, i, 1, "lunch", 1, 1, 0);

      g_assert_true (heard == HALL_HEARD_NEW || heard == HALL_HEARD_TABLE_FULL);
      n_new += heard == HALL_HEARD_NEW;
    }
  g_assert_cmpuint (n_new, <=, 16);
  g_assert_cmpint (hear_room (directory, 50000, 1, "lunch", 1, 1, 0), ==, HALL_HEARD_NEW);
  list = hall_directory_get_announcements (directory, room_id);
  g_assert_cmpuint (list->len, ==, n_new);
}

/* Announcing and ending, over and over, by always others. */
static void
test_gone_are_bounded (Test          *test,
                       gconstpointer  unused)
{
  HallDirectory *directory = test->directory;

  for (guint i = 0; i < 10 * HALL_ROOMS_MAX; i++)
    {
      g_assert_cmpint (hear_room (directory, i, i, "lunch", 1, 1, 0), ==, HALL_HEARD_NEW);
      hear_room_bye (directory, i, i, 2, 0);
      g_assert_null (lookup_room (directory, i));
    }
  g_assert_cmpuint (hall_directory_count_heard (directory), ==, 0);
  /* The newest are remembered, the oldest are not. */
  g_assert_cmpint (hear_room (directory, 10 * HALL_ROOMS_MAX - 1, 10 * HALL_ROOMS_MAX - 1, "lunch",
                              1, 1, 0), ==, HALL_HEARD_REPLAYED);
  g_assert_cmpint (hear_room (directory, 0, 0, "lunch", 1, 1, 0), ==, HALL_HEARD_NEW);
}

int
main (int   argc,
      char *argv[])
{
#define ADD(path, function) \
  g_test_add ("/model/directory-rooms/" path, Test, NULL, set_up, function, tear_down)

  g_test_init (&argc, &argv, NULL);
  ADD ("announced", test_announced);
  ADD ("streams", test_streams);
  ADD ("bye-is-its-senders", test_bye_is_its_senders);
  ADD ("expiry", test_expiry);
  ADD ("host-says-bye", test_host_says_bye);
  ADD ("best", test_best);
  ADD ("ours", test_ours);
  ADD ("ambiguous", test_ambiguous);
  ADD ("table-full", test_table_full);
  ADD ("hosts-are-bounded", test_hosts_are_bounded);
  ADD ("gone-are-bounded", test_gone_are_bounded);

  return g_test_run ();
}
