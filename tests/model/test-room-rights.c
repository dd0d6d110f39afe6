/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-room-rights.c: who may do what in a room, private conversations, and who is typing.
 */

#include "config.h"

#include <string.h>

#include "directory-test.h"
#include "model-test.h"

static void
on_notify (GObject    *object,
           GParamSpec *pspec,
           GString    *seen)
{
  g_string_append_printf (seen, "%s ", g_param_spec_get_name (pspec));
}

static void
on_roles_changed (HallRoom *room,
                  GString  *seen)
{
  g_string_append (seen, "roles ");
}

#define assert_seen(expected) \
  G_STMT_START { \
    g_assert_cmpstr (seen->str, ==, expected); \
    g_string_truncate (seen, 0); \
  } G_STMT_END

static void
test_rights (ModelTest     *test,
             gconstpointer  unused)
{
  g_autoptr (HallRoom) room = hall_room_new ("abcdefghijklmnopqrstuv", test->directory);
  g_autoptr (GString) seen = g_string_new (NULL);

  g_signal_connect (room, "notify", G_CALLBACK (on_notify), seen);
  g_assert_null (hall_room_get_person (room));
  for (guint i = 0; i < 2; i++)
    {
      hall_room_set_rights (room, 2, 4);
      hall_room_set_closed (room, 2);
      hall_room_set_moderators_invite (room, 2);
      hall_room_set_banned (room, 2);
      hall_room_set_removed (room, 2);
      hall_room_set_has_passphrase (room, 2);
    }
  assert_seen ("moderator own-room closed moderators-invite banned removed has-passphrase ");
  g_assert_cmpint (hall_room_get_moderator (room), ==, TRUE);
  g_assert_cmpint (hall_room_get_own_room (room), ==, TRUE);
  g_assert_cmpint (hall_room_get_closed (room), ==, TRUE);
  g_assert_cmpint (hall_room_get_moderators_invite (room), ==, TRUE);
  g_assert_cmpint (hall_room_get_banned (room), ==, TRUE);
  g_assert_cmpint (hall_room_get_removed (room), ==, TRUE);
  g_assert_cmpint (hall_room_get_has_passphrase (room), ==, TRUE);

  hall_room_set_rights (room, TRUE, FALSE);
  assert_seen ("own-room ");
  g_assert_true (hall_room_get_moderator (room));
  hall_room_set_rights (room, FALSE, FALSE);
  assert_seen ("moderator ");
}

static void
test_moderators (ModelTest     *test,
                 gconstpointer  unused)
{
  g_autoptr (HallRoom) room = hall_room_new ("abcdefghijklmnopqrstuv", test->directory);
  g_autoptr (GPtrArray) people = g_ptr_array_new ();
  g_autoptr (GString) seen = g_string_new (NULL);
  HallPerson *creator = model_test_person (test, 1);
  HallPerson *second = model_test_person (test, 2);
  HallPerson *third = model_test_person (test, 3);

  g_signal_connect (room, "roles-changed", G_CALLBACK (on_roles_changed), seen);
  g_assert_false (hall_room_is_moderator (room, creator));
  hall_room_set_moderators (room, people);
  assert_seen ("");
  hall_room_set_creator (room, creator);
  assert_seen ("roles ");
  g_assert_true (hall_room_is_moderator (room, creator));

  g_ptr_array_add (people, second);
  hall_room_set_moderators (room, people);
  assert_seen ("roles ");
  g_assert_true (hall_room_is_moderator (room, second));
  g_assert_false (hall_room_is_moderator (room, third));
  g_ptr_array_add (people, second);
  hall_room_set_moderators (room, people);
  assert_seen ("");

  /* As many, but another. */
  g_ptr_array_set_size (people, 0);
  g_ptr_array_add (people, third);
  hall_room_set_moderators (room, people);
  assert_seen ("roles ");
  g_assert_false (hall_room_is_moderator (room, second));
  g_assert_true (hall_room_is_moderator (room, third));
  g_assert_true (hall_room_is_moderator (room, creator));
}

static void
on_items_changed (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GString    *seen)
{
  g_string_append_printf (seen, "%u-%u+%u ", position, removed, added);
}

static void
test_banned_people (ModelTest     *test,
                    gconstpointer  unused)
{
  g_autoptr (HallRoom) room = hall_room_new ("abcdefghijklmnopqrstuv", test->directory);
  g_autoptr (GPtrArray) people = g_ptr_array_new ();
  g_autoptr (GString) seen = g_string_new (NULL);
  GListModel *banned = hall_room_get_banned_people (room);
  g_autoptr (HallPerson) first = NULL;

  g_signal_connect (banned, "items-changed", G_CALLBACK (on_items_changed), seen);
  g_ptr_array_add (people, model_test_person (test, 1));
  g_ptr_array_add (people, model_test_person (test, 2));
  hall_room_set_banned_people (room, people);
  hall_room_set_banned_people (room, people);
  assert_seen ("0-0+1 1-0+1 ");

  g_ptr_array_set_size (people, 0);
  g_ptr_array_add (people, model_test_person (test, 3));
  g_ptr_array_add (people, model_test_person (test, 2));
  hall_room_set_banned_people (room, people);
  assert_seen ("0-1+0 1-0+1 ");
  first = g_list_model_get_item (banned, 0);
  g_assert_true (first == model_test_person (test, 2));
}

static void
test_typing (ModelTest     *test,
             gconstpointer  unused)
{
  g_autoptr (HallRoom) room = hall_room_new ("abcdefghijklmnopqrstuv", test->directory);
  GListModel *typing = hall_room_get_typing (room);

  hall_room_set_typing (room, hall_directory_get_self (test->directory), TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (typing), ==, 0);
  for (guint i = 0; i < 2; i++)
    hall_room_set_typing (room, model_test_person (test, 1), TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (typing), ==, 1);
  hall_room_set_typing (room, model_test_person (test, 2), FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (typing), ==, 1);
  hall_room_set_typing (room, model_test_person (test, 1), FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (typing), ==, 0);

  for (guint i = 0; i < 2 * HALL_TYPING_MEMBERS_MAX; i++)
    hall_room_set_typing (room, ensure (test->directory, i), TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (typing), ==, HALL_TYPING_MEMBERS_MAX);
}

/* It is called as the person is, and is in no list of rooms. */
static void
test_direct (ModelTest     *test,
             gconstpointer  unused)
{
  HallPerson *person = model_test_person (test, 1);
  g_autoptr (HallRoom) room = hall_room_new_direct ("abcdefghijklmnopqrstuv", person,
                                                    test->directory);
  g_autoptr (GString) seen = g_string_new (NULL);

  g_assert_true (hall_room_get_person (room) == person);
  g_assert_cmpstr (hall_room_get_name (room), ==, hall_person_get_name (person));
  g_signal_connect (room, "notify::name", G_CALLBACK (on_notify), seen);
  hall_person_set_name (person, "Mina");
  g_assert_cmpstr (hall_room_get_name (room), ==, "Mina");
  assert_seen ("name ");
  hall_room_set_name (room, "Somebody else");
  g_assert_cmpstr (hall_room_get_name (room), ==, "Mina");
  assert_seen ("");

  hall_room_set_membership (room, HALL_MEMBERSHIP_LIVE);
  g_assert_cmpuint (count_rooms (test->directory), ==, 0);
  g_assert_null (hall_directory_lookup_room (test->directory, "abcdefghijklmnopqrstuv"));
}

/* Both hold one another; neither outlives the directory by that. */
static void
test_conversation (ModelTest     *test,
                   gconstpointer  unused)
{
  g_autoptr (HallDirectory) directory = hall_directory_new (OWN_ID);
  HallPerson *person = ensure (directory, 1);
  HallPerson *other = ensure (directory, 2);
  g_autoptr (HallRoom) room = hall_room_new_direct ("abcdefghijklmnopqrstuv", person, directory);
  g_autoptr (GString) seen = g_string_new (NULL);
  gpointer weak_person = person, weak_other = other, weak_room = room;

  g_signal_connect (person, "notify::conversation", G_CALLBACK (on_notify), seen);
  hall_person_set_conversation (person, room);
  hall_person_set_conversation (person, room);
  assert_seen ("conversation ");
  g_assert_true (hall_person_get_conversation (person) == room);
  hall_person_set_resembles (person, other);
  hall_person_set_resembles (other, person);

  g_object_add_weak_pointer (G_OBJECT (person), &weak_person);
  g_object_add_weak_pointer (G_OBJECT (other), &weak_other);
  g_object_add_weak_pointer (G_OBJECT (room), &weak_room);
  g_clear_object (&room);
  g_assert_nonnull (weak_room);
  g_assert_finalize_object (g_steal_pointer (&directory));
  g_assert_null (weak_room);
  g_assert_null (weak_person);
  g_assert_null (weak_other);
}

/* Anybody can compute the id of a private conversation; nobody can announce it. */
static void
test_announced_private (ModelTest     *test,
                        gconstpointer  unused)
{
  g_autoptr (HallDirectory) directory = hall_directory_new (OWN_ID);
  g_autofree char *id = make_room_id (7);
  g_autofree char *other_id = make_room_id (8);
  g_autoptr (HallRoom) room = NULL;
  g_autoptr (HallRoom) other = NULL;

  g_assert_cmpint (hear_room (directory, 3, 7, "Lunch", 1, 1, SECOND_US), ==, HALL_HEARD_NEW);
  g_assert_cmpuint (count_rooms (directory), ==, 1);
  room = hall_room_new_direct (id, ensure (directory, 1), directory);
  g_assert_cmpuint (count_rooms (directory), ==, 0);
  g_assert_cmpint (hear_room (directory, 3, 7, "Lunch", 1, 2, SECOND_US), ==, HALL_HEARD_REPLAYED);
  g_assert_cmpuint (count_rooms (directory), ==, 0);

  other = hall_room_new_direct (other_id, ensure (directory, 1), directory);
  g_assert_cmpint (hear_room (directory, 3, 8, "Lunch", 1, 3, SECOND_US), ==, HALL_HEARD_REPLAYED);
  g_assert_cmpuint (count_rooms (directory), ==, 0);
  g_assert_cmpint (hear_room (directory, 3, 9, "Lunch", 1, 4, SECOND_US), ==, HALL_HEARD_NEW);
  g_assert_cmpuint (count_rooms (directory), ==, 1);
}

static void
test_picture_heard (ModelTest     *test,
                    gconstpointer  unused)
{
  g_autoptr (HallDatagram) datagram = make_datagram (HALL_DATAGRAM_HELLO, 3, 1, 1);
  g_autoptr (HallDatagram) next = make_datagram (HALL_DATAGRAM_HELLO, 3, 1, 2);

  datagram->name = g_strdup ("Mina");
  datagram->picture = g_strdup ("aaaaaaaaaaa");
  hall_directory_hear (test->directory, datagram, ADDRESS_A, SECOND_US);
  g_assert_cmpstr (hall_person_get_picture_digest (lookup (test->directory, 3)), ==,
                   "aaaaaaaaaaa");
  next->name = g_strdup ("Mina");
  hall_directory_hear (test->directory, next, ADDRESS_A, SECOND_US);
  g_assert_null (hall_person_get_picture_digest (lookup (test->directory, 3)));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/model/room-rights/" path, ModelTest, NULL, \
              model_test_set_up, function, model_test_tear_down)
  ADD ("rights", test_rights);
  ADD ("moderators", test_moderators);
  ADD ("banned-people", test_banned_people);
  ADD ("typing", test_typing);
  ADD ("direct", test_direct);
  ADD ("conversation", test_conversation);
  ADD ("announced-private", test_announced_private);
  ADD ("picture-heard", test_picture_heard);
#undef ADD

  return g_test_run ();
}
