/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-directory-relay.c: people and rooms that somebody else has heard, what others may be told,
 * and the count and digest of what is known.
 */

#include "config.h"

#include "directory-test.h"

#include "hall-known.h"

#define TOLD_STRANGERS_MAX 3072

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
tell_hello (HallDirectory *directory,
            guint          sender,
            guint64        seq,
            const char    *addresses,
            guint          age_ms,
            gint64         now_us)
{
  g_autoptr (HallDatagram) datagram = make_datagram (HALL_DATAGRAM_HELLO, sender, 1, seq);
  g_auto (GStrv) list = addresses != NULL ? g_strsplit (addresses, " ", -1) : NULL;

  datagram->name = g_strdup_printf ("Person %u", sender);
  datagram->status = g_strdup ("available");

  return hall_directory_hear_relayed (directory, datagram, (const char *const *) list, age_ms,
                                      now_us);
}

static HallHeard
tell_bye (HallDirectory *directory,
          guint          sender,
          guint64        seq,
          gint64         now_us)
{
  g_autoptr (HallDatagram) datagram = make_datagram (HALL_DATAGRAM_BYE, sender, 1, seq);

  return hall_directory_hear_relayed (directory, datagram, NULL, 0, now_us);
}

static HallHeard
tell_room (HallDirectory *directory,
           guint          sender,
           guint          room,
           guint64        seq,
           const char    *addresses,
           guint          age_ms,
           gint64         now_us)
{
  g_autoptr (HallDatagram) datagram = make_datagram (HALL_DATAGRAM_ROOM, sender, 1, seq);
  g_auto (GStrv) list = addresses != NULL ? g_strsplit (addresses, " ", -1) : NULL;

  datagram->room = make_room_id (room);
  datagram->name = g_strdup ("Lunch");
  datagram->lock = g_strdup ("open");
  datagram->creator = make_id (sender);

  return hall_directory_hear_relayed (directory, datagram, (const char *const *) list, age_ms,
                                      now_us);
}

static gboolean
is_told (HallDirectory *directory,
         guint          number,
         gint64         now_us)
{
  g_autofree char *id = make_id (number);

  return hall_directory_is_told (directory, id, now_us);
}

static void
assert_addresses (HallDirectory *directory,
                  guint          number,
                  const char    *expected)
{
  g_autofree char *addresses = join_addresses (lookup (directory, number));

  g_assert_cmpstr (addresses, ==, expected);
}

/* It counts from when it was heard by whoever told us. */
static void
test_age (Test          *test,
          gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  gint64 now = 100 * SECOND_US;
  g_autofree char *id = make_id (1);
  gint64 heard, deadline;

  g_assert_cmpint (tell_hello (directory, 1, 5, "10.1.0.1 10.2.0.1", 8000, now), ==,
                   HALL_HEARD_NEW);
  g_assert_true (hall_person_get_online (lookup (directory, 1)));
  g_assert_true (is_told (directory, 1, now));
  assert_addresses (directory, 1, "10.1.0.1 10.2.0.1");
  g_assert_true (hall_directory_get_span (directory, id, &heard, &deadline));
  g_assert_cmpint (heard, ==, now - 8 * SECOND_US);
  g_assert_cmpint (deadline, ==, now + 10 * SECOND_US);
  g_assert_cmpint (hall_directory_get_deadline (directory), ==, deadline);

  hall_directory_expire (directory, now + 10 * SECOND_US - 1, NULL);
  g_assert_true (hall_person_get_online (lookup (directory, 1)));
  hall_directory_expire (directory, now + 10 * SECOND_US, NULL);
  g_assert_cmpuint (count_people (directory), ==, 0);
  g_assert_false (hall_directory_get_span (directory, id, &heard, &deadline));

  /* Told the same once more, as if it were fresh: it stays gone. */
  g_assert_cmpint (tell_hello (directory, 1, 5, "10.1.0.1", 0, now + 11 * SECOND_US), ==,
                   HALL_HEARD_KNOWN);
  g_assert_cmpuint (count_people (directory), ==, 0);
}

static void
test_too_old (Test          *test,
              gconstpointer  unused)
{
  HallDirectory *directory = test->directory;

  g_assert_cmpint (tell_hello (directory, 1, 1, ADDRESS_A, TTL_MS, 0), ==, HALL_HEARD_EXPIRED);
  g_assert_null (lookup (directory, 1));
  g_assert_cmpint (tell_room (directory, 1, 1, 1, ADDRESS_A, TTL_MS, 0), ==, HALL_HEARD_EXPIRED);
  g_assert_cmpuint (count_rooms (directory), ==, 0);

  /* Nor does it end what is younger. */
  hear_hello (directory, 1, 1, ADDRESS_A, 0);
  g_assert_cmpint (tell_hello (directory, 1, 2, ADDRESS_B, HALL_TTL_MAX_MS, 1), ==,
                   HALL_HEARD_EXPIRED);
  g_assert_true (hall_person_get_online (lookup (directory, 1)));
  g_assert_false (is_told (directory, 1, 1));
}

/* However often one is told, whatever age is claimed. */
static void
test_no_refresh (Test          *test,
                 gconstpointer  unused)
{
  HallDirectory *directory = test->directory;

  tell_hello (directory, 1, 1, ADDRESS_A, 1000, 0);
  for (guint i = 1; i < 17; i++)
    g_assert_cmpint (tell_hello (directory, 1, 1, ADDRESS_B, 0, i * SECOND_US), ==,
                     HALL_HEARD_KNOWN);
  assert_addresses (directory, 1, ADDRESS_A " " ADDRESS_B);
  g_assert_cmpint (hall_directory_get_deadline (directory), ==, 17 * SECOND_US);

  /* A later one of the person itself does. */
  g_assert_cmpint (tell_hello (directory, 1, 2, ADDRESS_B, 0, 16 * SECOND_US), ==,
                   HALL_HEARD_KNOWN);
  g_assert_cmpint (hall_directory_get_deadline (directory), ==, 34 * SECOND_US);
  assert_addresses (directory, 1, ADDRESS_B " " ADDRESS_A);
  g_assert_cmpint (tell_hello (directory, 1, 1, ADDRESS_B, 0, 17 * SECOND_US), ==,
                   HALL_HEARD_REPLAYED);
}

static void
test_heard_wins (Test          *test,
                 gconstpointer  unused)
{
  HallDirectory *directory = test->directory;

  /* First told, then heard: the same datagram. */
  tell_hello (directory, 1, 1, "10.1.0.1", 9000, 0);
  g_assert_cmpint (hear_hello (directory, 1, 1, ADDRESS_A, SECOND_US), ==, HALL_HEARD_KNOWN);
  g_assert_false (is_told (directory, 1, SECOND_US));
  assert_addresses (directory, 1, ADDRESS_A " 10.1.0.1");
  g_assert_cmpint (hall_directory_get_deadline (directory), ==, SECOND_US + TTL_US);
  /* Only once: a copy of it is no sign of life. */
  hear_hello (directory, 1, 1, ADDRESS_A, 2 * SECOND_US);
  g_assert_cmpint (hall_directory_get_deadline (directory), ==, SECOND_US + TTL_US);

  /* Told of a newer one while heard: it lives longer, and is where we hear it. */
  tell_hello (directory, 1, 2, "10.3.0.1 10.4.0.1 10.5.0.1", 0, 3 * SECOND_US);
  assert_addresses (directory, 1, ADDRESS_A " 10.3.0.1 10.4.0.1 10.1.0.1");
  g_assert_false (is_told (directory, 1, 3 * SECOND_US));
  g_assert_cmpint (hall_directory_get_deadline (directory), ==, 3 * SECOND_US + TTL_US);

  /* Not heard ourselves for as long as its own word counted: only told. */
  g_assert_true (is_told (directory, 1, SECOND_US + TTL_US));
  tell_hello (directory, 1, 3, "10.9.0.1", 0, 20 * SECOND_US);
  g_assert_cmpstr (hall_person_get_addresses (lookup (directory, 1))[0], ==, "10.9.0.1");
}

static void
test_bye (Test          *test,
          gconstpointer  unused)
{
  HallDirectory *directory = test->directory;

  hear_hello (directory, 1, 3, ADDRESS_A, 0);
  tell_room (directory, 1, 1, 2, ADDRESS_A, 0, 0);
  g_assert_cmpint (tell_bye (directory, 1, 2, 1), ==, HALL_HEARD_REPLAYED);
  g_assert_true (hall_person_get_online (lookup (directory, 1)));
  g_assert_cmpint (tell_bye (directory, 1, 4, 1), ==, HALL_HEARD_KNOWN);
  g_assert_cmpuint (count_people (directory), ==, 0);
  g_assert_cmpuint (count_rooms (directory), ==, 0);
  g_assert_cmpint (tell_hello (directory, 1, 3, ADDRESS_A, 0, 2), ==, HALL_HEARD_REPLAYED);
}

static void
test_rooms (Test          *test,
            gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  g_autofree char *room_id = make_room_id (1);
  g_autoptr (GPtrArray) announcements = NULL;
  const HallAnnouncement *announcement;

  g_assert_cmpint (tell_room (directory, 1, 1, 1, "10.1.0.1 10.2.0.1", 8000, 0), ==,
                   HALL_HEARD_NEW);
  g_assert_cmpuint (count_rooms (directory), ==, 1);
  announcements = hall_directory_get_announcements (directory, room_id);
  announcement = g_ptr_array_index (announcements, 0);
  g_assert_cmpstr (announcement->address, ==, "10.1.0.1");
  assert_addresses (directory, 1, "10.1.0.1 10.2.0.1");
  g_assert_cmpint (hall_directory_get_deadline (directory), ==, 10 * SECOND_US);

  /* Told again, heard, told of a newer one. */
  g_assert_cmpint (tell_room (directory, 1, 1, 1, ADDRESS_B, 0, 1), ==, HALL_HEARD_KNOWN);
  g_assert_cmpint (hall_directory_get_deadline (directory), ==, 10 * SECOND_US);
  hear_room (directory, 1, 1, "Lunch", 0, 1, 2 * SECOND_US);
  g_assert_cmpstr (announcement->address, ==, ADDRESS_A);
  g_assert_cmpint (hall_directory_get_deadline (directory), ==, 2 * SECOND_US + TTL_US);
  tell_room (directory, 1, 1, 2, ADDRESS_B, 0, 3 * SECOND_US);
  g_assert_cmpstr (announcement->address, ==, ADDRESS_A);
  g_assert_cmpint (hall_directory_get_deadline (directory), ==, 3 * SECOND_US + TTL_US);
  g_assert_cmpint (tell_room (directory, 1, 1, 1, ADDRESS_B, 0, 4 * SECOND_US), ==,
                   HALL_HEARD_REPLAYED);
}

/* Only what is told is a hint, and only the newest four. */
static void
test_hints (Test          *test,
            gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  g_autofree char *id = make_id (1);

  g_assert_false (hall_directory_has_hint (directory, id, ADDRESS_A));
  hear_hello (directory, 1, 1, ADDRESS_A, 0);
  g_assert_false (hall_directory_has_hint (directory, id, ADDRESS_A));
  tell_hello (directory, 1, 2, "10.1.0.1 10.2.0.1", 0, 1);
  g_assert_true (hall_directory_has_hint (directory, id, "10.1.0.1"));
  g_assert_true (hall_directory_has_hint (directory, id, "10.2.0.1"));
  tell_room (directory, 1, 1, 3, "10.3.0.1 10.4.0.1 10.1.0.1", 0, 2);
  g_assert_true (hall_directory_has_hint (directory, id, "10.1.0.1"));
  g_assert_true (hall_directory_has_hint (directory, id, "10.2.0.1"));
  g_assert_true (hall_directory_has_hint (directory, id, "10.4.0.1"));
  tell_hello (directory, 1, 4, "10.5.0.1", 0, 3);
  g_assert_true (hall_directory_has_hint (directory, id, "10.5.0.1"));
  g_assert_false (hall_directory_has_hint (directory, id, "10.2.0.1"));
}

/* Nobody knows where: nothing to dial, and no crash. */
static void
test_nowhere (Test          *test,
              gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  g_autofree char *room_id = make_room_id (1);
  g_autoptr (GPtrArray) announcements = NULL;
  const HallAnnouncement *announcement;

  g_assert_cmpint (tell_hello (directory, 1, 1, NULL, 0, 0), ==, HALL_HEARD_NEW);
  assert_addresses (directory, 1, "");
  tell_room (directory, 1, 1, 2, NULL, 0, 0);
  announcements = hall_directory_get_announcements (directory, room_id);
  announcement = g_ptr_array_index (announcements, 0);
  g_assert_cmpstr (announcement->address, ==, "");
}

/* Keys cost nothing: whoever invents them cannot take the places of those who are heard. */
static void
test_places (Test          *test,
             gconstpointer  unused)
{
  HallDirectory *directory = test->directory;

  for (guint i = 0; i < TOLD_STRANGERS_MAX; i++)
    g_assert_cmpint (tell_hello (directory, i, 1, ADDRESS_B, 0, 0), ==, HALL_HEARD_NEW);
  g_assert_cmpint (tell_hello (directory, 9000, 1, ADDRESS_B, 0, 0), ==, HALL_HEARD_TABLE_FULL);
  g_assert_cmpint (hear_hello (directory, 9000, 1, ADDRESS_A, 0), ==, HALL_HEARD_NEW);
  hall_directory_remember_person (directory, ensure (directory, 9001), 0, 0);
  g_assert_cmpint (tell_hello (directory, 9001, 1, ADDRESS_B, 0, 0), ==, HALL_HEARD_NEW);
}

static void
assert_known (HallDirectory   *directory,
              const HallKnown *expected)
{
  guint64 bits;

  g_assert_cmpuint (hall_directory_get_known (directory, &bits), ==, expected->count);
  g_assert_cmphex (bits, ==, expected->bits);
}

/* Whatever happens in between, it is that of who and what is there. */
static void
test_known (Test          *test,
            gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  g_autofree char *first = make_id (1);
  g_autofree char *second = make_id (2);
  g_autofree char *room_id = make_room_id (7);
  HallKnown expected = { 0, };

  assert_known (directory, &expected);
  hear_hello (directory, 1, 1, ADDRESS_A, 0);
  hear_hello (directory, 1, 2, ADDRESS_A, SECOND_US);
  hall_known_add (&expected, hall_known_of_person (first));
  assert_known (directory, &expected);

  tell_hello (directory, 2, 1, ADDRESS_B, 0, 5 * SECOND_US);
  hear_room (directory, 1, 7, "Lunch", 0, 3, 5 * SECOND_US);
  hear_room (directory, 2, 7, "Lunch", 0, 3, 5 * SECOND_US);
  hear_room (directory, 2, 7, "Lunch", 0, 4, 6 * SECOND_US);
  hall_known_add (&expected, hall_known_of_person (second));
  hall_known_add (&expected, hall_known_of_room (room_id, first));
  hall_known_add (&expected, hall_known_of_room (room_id, second));
  assert_known (directory, &expected);

  hear_room_bye (directory, 2, 7, 5, 7 * SECOND_US);
  hall_known_remove (&expected, hall_known_of_room (room_id, second));
  assert_known (directory, &expected);
  hear_bye (directory, 1, 9, 8 * SECOND_US);
  hall_known_remove (&expected, hall_known_of_room (room_id, first));
  hall_known_remove (&expected, hall_known_of_person (first));
  assert_known (directory, &expected);
  hall_directory_expire (directory, 5 * SECOND_US + TTL_US, NULL);
  hall_known_remove (&expected, hall_known_of_person (second));
  assert_known (directory, &expected);
  g_assert_cmphex (expected.bits, ==, 0);
}

/* Signed, as those that are passed on must be. */
static HallDatagram *
sign (HallDatagramType  type,
      guint8            number,
      guint64           seq)
{
  guint8 seed[HALL_SEED_SIZE];
  g_autoptr (HallKey) key = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  HallDatagram *datagram = hall_datagram_new (type);

  memset (seed, number, sizeof seed);
  key = hall_key_new_from_seed (seed, &error);
  g_assert_no_error (error);
  datagram->id = g_strdup (hall_key_get_id (key));
  datagram->boot = 1;
  datagram->seq = seq;
  datagram->name = g_strdup ("Anna");
  datagram->room = g_strdup ("AAECAwQFBgcICQoLDA0ODw");
  datagram->lock = g_strdup ("open");
  datagram->creator = g_strdup (datagram->id);
  datagram->tcp_port = 12345;
  datagram->ttl_ms = TTL_MS;
  datagram->version_min = datagram->version_max = 1;
  bytes = hall_datagram_encode (datagram, key, &error);
  g_assert_no_error (error);

  return datagram;
}

/* The one notice there is must be of @datagram. */
static void
assert_notice (HallDirectory *directory,
               gint64         now_us,
               HallDatagram  *datagram,
               gint64         heard_us,
               const char    *addresses)
{
  g_autoptr (GPtrArray) notices = hall_directory_list_notices (directory, now_us);
  g_autofree char *token = datagram != NULL ? hall_datagram_make_token (datagram) : NULL;
  g_autofree char *joined = NULL;
  const HallNotice *notice;

  if (datagram == NULL)
    {
      g_assert_cmpuint (notices->len, ==, 0);
      return;
    }
  g_assert_cmpuint (notices->len, ==, 1);
  notice = g_ptr_array_index (notices, 0);
  g_assert_cmpstr (notice->token, ==, token);
  g_assert_true (notice->datagram == datagram);
  g_assert_cmpint (notice->heard_us, ==, heard_us);
  joined = g_strjoinv (" ", notice->addresses);
  g_assert_cmpstr (joined, ==, addresses);
}

static void
test_notices (Test          *test,
              gconstpointer  unused)
{
  static const char *const addresses[] = { "10.1.0.1", "10.2.0.1", NULL };
  HallDirectory *directory = test->directory;
  g_autoptr (HallDatagram) hello = sign (HALL_DATAGRAM_HELLO, 1, 1);
  g_autoptr (HallDatagram) later = sign (HALL_DATAGRAM_HELLO, 1, 2);
  g_autoptr (HallDatagram) bye = sign (HALL_DATAGRAM_BYE, 1, 3);
  g_autoptr (HallDatagram) again = sign (HALL_DATAGRAM_BYE, 1, 4);

  hall_directory_hear (directory, hello, ADDRESS_A, 5);
  assert_notice (directory, 6, hello, 5, ADDRESS_A);
  hall_directory_hear_relayed (directory, later, addresses, 1000, SECOND_US);
  assert_notice (directory, SECOND_US, later, 0, ADDRESS_A " 10.1.0.1 10.2.0.1");
  assert_notice (directory, TTL_US, NULL, 0, NULL);

  /* A goodbye for as long as what it ended would be believed. */
  hall_directory_hear (directory, bye, ADDRESS_A, 2 * SECOND_US);
  assert_notice (directory, 2 * SECOND_US, bye, 0, ADDRESS_A " 10.1.0.1 10.2.0.1");
  hall_directory_hear (directory, again, ADDRESS_A, 3 * SECOND_US);
  assert_notice (directory, TTL_US - 1, again, 0, ADDRESS_A " 10.1.0.1 10.2.0.1");
  assert_notice (directory, TTL_US, NULL, 0, NULL);
}

static void
test_room_notices (Test          *test,
                   gconstpointer  unused)
{
  HallDirectory *directory = test->directory;
  g_autoptr (HallDatagram) room = sign (HALL_DATAGRAM_ROOM, 1, 1);
  g_autoptr (HallDatagram) farewell = sign (HALL_DATAGRAM_ROOMBYE, 1, 2);
  g_autoptr (HallDatagram) again = sign (HALL_DATAGRAM_ROOM, 1, 3);

  hall_directory_hear (directory, room, ADDRESS_A, 5);
  assert_notice (directory, 6, room, 5, ADDRESS_A);
  hall_directory_hear_relayed (directory, farewell, NULL, 0, SECOND_US);
  assert_notice (directory, SECOND_US, farewell, 5, ADDRESS_A);
  assert_notice (directory, TTL_US + 5, NULL, 0, NULL);
  hall_directory_hear (directory, again, ADDRESS_B, 2 * SECOND_US);
  assert_notice (directory, 2 * SECOND_US, again, 2 * SECOND_US, ADDRESS_B);

  /* Whoever falls silent is nobody's news. */
  hall_directory_expire (directory, 2 * SECOND_US + TTL_US, NULL);
  assert_notice (directory, 2 * SECOND_US + TTL_US, NULL, 0, NULL);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/model/directory-relay/" name, Test, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("age", test_age);
  ADD ("too-old", test_too_old);
  ADD ("no-refresh", test_no_refresh);
  ADD ("heard-wins", test_heard_wins);
  ADD ("bye", test_bye);
  ADD ("rooms", test_rooms);
  ADD ("hints", test_hints);
  ADD ("nowhere", test_nowhere);
  ADD ("places", test_places);
  ADD ("known", test_known);
  ADD ("notices", test_notices);
  ADD ("room-notices", test_room_notices);

  return g_test_run ();
}
