/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-directory-age.c: how long what was told counts: after a restart, beside what we hear
 * ourselves, after a sleep.
 */

#define G_LOG_DOMAIN "test-directory-age"

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

static HallHeard
tell (HallDirectory    *directory,
      HallDatagramType  type,
      guint64           seq,
      guint             age_ms,
      gint64            now_us)
{
  static const char *const addresses[] = { ADDRESS_B, NULL };
  g_autoptr (HallDatagram) datagram = make_datagram (type, 1, 1, seq);

  datagram->name = g_strdup ("Person 1");
  datagram->signed_bytes = g_bytes_new_static ("HALL1", 5);
  if (type == HALL_DATAGRAM_ROOM)
    {
      datagram->room = make_room_id (1);
      datagram->lock = g_strdup ("open");
      datagram->creator = make_id (1);
    }
  return hall_directory_hear_relayed (directory, datagram, addresses, age_ms, now_us);
}

static gboolean
is_online (HallDirectory *directory)
{
  return hall_person_get_online (lookup (directory, 1));
}

/* What was heard last before a restart is no news, but whoever has heard it since says that its
 * sender is there. Once: what has ended is not brought back by it. */
static void
test_restart (Test          *test,
              gconstpointer  unused)
{
  HallDirectory *directory = test->directory;

  hall_directory_remember_person (directory, ensure (directory, 1), 1, 7);
  hear_hello (directory, 1, 7, ADDRESS_A, 0);
  g_assert_false (is_online (directory));
  g_assert_cmpint (tell (directory, HALL_DATAGRAM_HELLO, 7, TTL_MS, 1), ==, HALL_HEARD_EXPIRED);
  g_assert_false (is_online (directory));
  g_assert_cmpint (tell (directory, HALL_DATAGRAM_HELLO, 7, 8000, 1), ==, HALL_HEARD_NEW);
  g_assert_true (is_online (directory));

  hall_directory_expire (directory, 11 * SECOND_US, NULL);
  g_assert_false (is_online (directory));
  g_assert_cmpint (tell (directory, HALL_DATAGRAM_HELLO, 7, 0, 11 * SECOND_US), ==,
                   HALL_HEARD_KNOWN);
  g_assert_false (is_online (directory));
}

/* Neither an older one, nor one of whom it is known that it went. */
static void
test_restart_older (Test          *test,
                    gconstpointer  unused)
{
  HallDirectory *directory = test->directory;

  hall_directory_remember_person (directory, ensure (directory, 1), 1, 7);
  g_assert_cmpint (tell (directory, HALL_DATAGRAM_HELLO, 6, 0, 1), ==, HALL_HEARD_REPLAYED);
  g_assert_false (is_online (directory));
  tell (directory, HALL_DATAGRAM_HELLO, 8, 0, 2);
  tell (directory, HALL_DATAGRAM_BYE, 9, 0, 3);
  g_assert_cmpint (tell (directory, HALL_DATAGRAM_HELLO, 8, 0, 4), ==, HALL_HEARD_REPLAYED);
  g_assert_false (is_online (directory));
}

/* Nobody ends it by saying that something newer is nearly over. */
static void
test_not_shortened (Test          *test,
                    gconstpointer  unused)
{
  HallDirectory *directory = test->directory;

  hear_hello (directory, 1, 1, ADDRESS_A, 0);
  hear_room (directory, 1, 1, "Lunch", 0, 1, 0);
  tell (directory, HALL_DATAGRAM_HELLO, 2, TTL_MS - 1, 1);
  tell (directory, HALL_DATAGRAM_ROOM, 2, TTL_MS - 1, 1);
  g_assert_cmpint (hall_directory_get_deadline (directory), ==, TTL_US);
  /* Nobody else is told for longer, though. */
  {
    g_autoptr (GPtrArray) notices = hall_directory_list_notices (directory, SECOND_US);

    g_assert_cmpuint (notices->len, ==, 0);
  }

  /* What we are only told ends when that is over. */
  tell (directory, HALL_DATAGRAM_HELLO, 3, 0, 2 * SECOND_US);
  tell (directory, HALL_DATAGRAM_ROOM, 3, 0, 2 * SECOND_US);
  g_assert_cmpint (hall_directory_get_deadline (directory), ==, 2 * SECOND_US + TTL_US);
}

/* The clock stood still: nobody knows how old that is now. */
static void
test_slept (Test          *test,
            gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) later = NULL;

  tell (directory, HALL_DATAGRAM_HELLO, 1, 0, 0);
  tell (directory, HALL_DATAGRAM_ROOM, 1, 0, 0);
  before = hall_directory_list_notices (directory, 1);
  hall_directory_stop_telling (directory, 1);
  after = hall_directory_list_notices (directory, 1);
  g_assert_true (is_online (directory));
  tell (directory, HALL_DATAGRAM_HELLO, 2, 0, 2);
  later = hall_directory_list_notices (directory, 3);
  g_assert_cmpuint (before->len, ==, 2);
  g_assert_cmpuint (after->len, ==, 0);
  g_assert_cmpuint (later->len, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/model/directory-age/" name, Test, NULL, set_up, function, tear_down)
  ADD ("restart", test_restart);
  ADD ("restart-older", test_restart_older);
  ADD ("not-shortened", test_not_shortened);
  ADD ("slept", test_slept);
#undef ADD

  return g_test_run ();
}
