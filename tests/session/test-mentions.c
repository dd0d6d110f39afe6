/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-mentions.c: who is named by a text, what is counted and told of it, what is unread again,
 * who has read, and what begins with a slash.
 */

#define G_LOG_DOMAIN "test-mentions"

#include "config.h"

#include "hall-session-mentions.h"
#include "hall-session-people.h"
#include "hall-session-rights.h"
#include "hall-session-talk.h"

#include "talk-fixture.h"

static HallRoom *
room_of (Band     *band,
         TestPeer *peer)
{
  return test_peer_find_room (peer, band->id);
}

static HallPerson *
add_person (GPtrArray  *people,
            const char *name,
            char        digit)
{
  g_autofree char *id = g_strnfill (42, digit);
  g_autofree char *whole = g_strconcat (id, "A", NULL);
  HallPerson *person = hall_person_new (whole, FALSE);

  hall_person_set_name (person, name);
  g_ptr_array_add (people, person);
  return person;
}

/* "written=digit of the key" for each. */
static char *
find_all (GPtrArray  *people,
          const char *text,
          gboolean    may_all)
{
  gboolean all = may_all;
  g_autoptr (GPtrArray) mentions = hall_session_find_mentions (text, people, &all);
  GString *found = g_string_new (all ? "all" : NULL);

  for (guint i = 0; i < mentions->len; i++)
    {
      HallMention *mention = g_ptr_array_index (mentions, i);

      g_string_append_printf (found, "%s%s=%c", found->len > 0 ? " " : "", mention->name,
                              mention->person[0]);
    }
  return g_string_free (found, FALSE);
}

static void
test_found (void)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *tagged = NULL;
  HallPerson *twin;
  const struct
  {
    const char *text;
    gboolean may_all;
    const char *found;
  } cases[] = {
    { "hello", TRUE, "" },
    { "@Mina", FALSE, "Mina=a" },
    { "hey @mina, and @MINA!", FALSE, "mina=a" },
    { "@Mina Kim", FALSE, "Mina Kim=b" },
    { "@Mina Kimberley", FALSE, "Mina=a" },
    { "@Minas", FALSE, "" },
    { "write to me@Mina", FALSE, "" },
    { "@민수야 @Mina야", FALSE, "민수=c Mina=a" },
    { "(@Mina)", FALSE, "Mina=a" },
    { "@room", FALSE, "" },
    { "@room @Mina", TRUE, "all Mina=a" },
    { "@Twin", FALSE, "" },
    { "@", TRUE, "" },
    { "@@Mina", FALSE, "Mina=a" },
  };

  add_person (people, "Mina", 'a');
  add_person (people, "Mina Kim", 'b');
  add_person (people, "민수", 'c');
  twin = add_person (people, "Twin", 'd');
  add_person (people, "Twin", 'e');
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = find_all (people, cases[i].text, cases[i].may_all);

      g_assert_cmpstr (found, ==, cases[i].found);
    }
  tagged = g_strdup_printf ("@Twin#%s!", hall_person_get_key_tag (twin));
  {
    g_autofree char *found = find_all (people, tagged, FALSE);
    g_autofree char *expected = g_strdup_printf ("Twin#%s=d", hall_person_get_key_tag (twin));

    g_assert_cmpstr (found, ==, expected);
  }
}

static void
set_moderator (Band     *band,
               TestPeer *peer,
               gboolean  moderator)
{
  TestPeer *first = band->peers[0];
  HallPerson *person = test_peer_find_person (first, peer);
  g_autoptr (GError) error = NULL;

  g_assert_true (hall_session_set_moderator (first->session, room_of (band, first), person,
                                             moderator, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    TEST_WAIT_UNTIL (hall_room_is_moderator (room_of (band, band->peers[i]),
                                             test_peer_find_person (band->peers[i], peer))
                     == moderator);
}

/* Counted while it is unread, also from the disk; told of as the room is set. */
static void
test_counted (void)
{
  Band band = { 0 };
  TestPeer **peers = band.peers;
  g_autofree char *named = NULL;
  HallMessage *message;
  HallRoom *room;

  band_gather (&band, 3);
  room = room_of (&band, peers[1]);
  named = g_strdup_printf ("@%s soup?", peers[1]->name);
  test_peer_send (peers[2], band.id, "nobody");
  test_peer_send (peers[2], band.id, "@room is not for me to say");
  test_peer_send (peers[2], band.id, named);
  TEST_WAIT_UNTIL (hall_room_get_unread (room) == 3
                   && hall_room_get_unread (room_of (&band, peers[0])) == 3);
  test_peer_send (peers[0], band.id, "@room come");
  TEST_WAIT_UNTIL (hall_room_get_unread (room) == 4);
  g_assert_cmpuint (hall_room_get_mentions (room), ==, 2);
  TEST_WAIT_UNTIL (hall_room_get_mentions (room_of (&band, peers[2])) == 1);
  talk_open (peers[1], band.id);
  message = talk_find (peers[1], band.id, named);
  g_assert_true (hall_message_get_mentions_me (message));
  g_assert_cmpint (hall_session_get_notify (peers[1]->session, room), ==, HALL_NOTIFY_MENTIONS);
  g_assert_true (hall_session_wants_notice (peers[1]->session, room, message));
  g_assert_false (hall_session_wants_notice (peers[1]->session, room,
                                             talk_find (peers[1], band.id, "nobody")));
  hall_session_set_notify (peers[1]->session, room, HALL_NOTIFY_ALL);
  g_assert_true (hall_session_wants_notice (peers[1]->session, room,
                                            talk_find (peers[1], band.id, "nobody")));
  g_object_set (peers[1]->settings, "notifications", FALSE, NULL);
  g_assert_false (hall_session_wants_notice (peers[1]->session, room, message));
  g_object_set (peers[1]->settings, "notifications", TRUE, NULL);
  g_assert_true (hall_session_wants_notice (peers[1]->session, room, message));
  hall_session_set_presence (peers[1]->session, HALL_PRESENCE_BUSY);
  g_assert_false (hall_session_wants_notice (peers[1]->session, room, message));
  hall_session_set_notify (peers[1]->session, room, HALL_NOTIFY_NOTHING);
  test_peer_stop (peers[1]);
  test_peer_start (peers[1], HALL_SESSION_ACTIVE);
  room = room_of (&band, peers[1]);
  g_assert_cmpuint (hall_room_get_unread (room), ==, 4);
  g_assert_cmpuint (hall_room_get_mentions (room), ==, 2);
  g_assert_cmpint (hall_session_get_notify (peers[1]->session, room), ==, HALL_NOTIFY_NOTHING);
  hall_session_mark_read (peers[1]->session, room);
  g_assert_cmpuint (hall_room_get_mentions (room), ==, 0);
  talk_open (peers[1], band.id);
  hall_session_mark_unread (peers[1]->session, room, talk_find (peers[1], band.id, named));
  TEST_WAIT_UNTIL (hall_room_get_unread (room) == 2 && hall_room_get_mentions (room) == 2);
  hall_session_mark_read (peers[1]->session, room);
  g_assert_true (hall_session_mark_room_unread (peers[1]->session, room));
  TEST_WAIT_UNTIL (hall_room_get_unread (room) == 1 && hall_room_get_mentions (room) == 1);
  /* An edit neither counts nor names anew. */
  talk_open (peers[2], band.id);
  talk_edit (peers[2], band.id, "nobody", named);
  talk_find (peers[1], band.id, "@room come");
  talk_settle (&band);
  test_run_for (200);
  g_assert_cmpuint (hall_room_get_unread (room), ==, 1);
  g_assert_cmpuint (hall_room_get_mentions (room), ==, 1);
  band_free (&band);
}

/* Everybody is named by whoever is a moderator now: live, and as counted from the disk. */
static void
test_heralds (void)
{
  Band band = { 0 };
  TestPeer **peers = band.peers;
  g_autofree char *named = NULL;
  HallRoom *room;

  band_gather (&band, 3);
  room = room_of (&band, peers[1]);
  named = g_strdup_printf ("@%s soup?", peers[1]->name);
  set_moderator (&band, peers[2], TRUE);
  test_peer_send (peers[2], band.id, "@room come");
  test_peer_send (peers[2], band.id, named);
  TEST_WAIT_UNTIL (hall_room_get_mentions (room) == 2);
  test_peer_stop (peers[1]);
  test_peer_start (peers[1], HALL_SESSION_ACTIVE);
  room = room_of (&band, peers[1]);
  g_assert_cmpuint (hall_room_get_mentions (room), ==, 2);
  talk_settle (&band);
  test_run_for (200);
  g_assert_cmpuint (hall_room_get_mentions (room), ==, 2);
  set_moderator (&band, peers[2], FALSE);
  TEST_WAIT_UNTIL (hall_room_get_mentions (room) == 1);
  test_peer_stop (peers[1]);
  test_peer_start (peers[1], HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (hall_room_get_mentions (room_of (&band, peers[1])) == 1);
  g_assert_cmpuint (hall_room_get_unread (room_of (&band, peers[1])), ==, 2);
  band_free (&band);
}

/* In a small room everybody hears up to where somebody has read, who allows it. */
static void
test_read (void)
{
  Band band = { 0 };
  TestPeer **peers = band.peers;
  HallMessage *message;

  band_gather (&band, 3);
  talk_open (peers[2], band.id);
  talk_open (peers[0], band.id);
  test_peer_send (peers[2], band.id, "read this");
  message = talk_find (peers[2], band.id, "read this");
  TEST_WAIT_UNTIL (hall_room_get_unread (room_of (&band, peers[0])) == 1
                   && hall_room_get_unread (room_of (&band, peers[1])) == 1);
  hall_settings_set_read_marks (peers[0]->settings, FALSE);
  hall_session_mark_read (peers[0]->session, room_of (&band, peers[0]));
  hall_session_mark_read (peers[1]->session, room_of (&band, peers[1]));
  TEST_WAIT_UNTIL (hall_room_has_read (room_of (&band, peers[2]),
                                       test_peer_find_person (peers[2], peers[1]), message));
  g_assert_true (hall_room_has_read (room_of (&band, peers[0]),
                                     test_peer_find_person (peers[0], peers[1]),
                                     talk_find (peers[0], band.id, "read this")));
  g_assert_false (hall_room_has_read (room_of (&band, peers[2]),
                                      test_peer_find_person (peers[2], peers[0]), message));
  hall_settings_set_read_marks (peers[0]->settings, TRUE);
  hall_session_mark_read (peers[0]->session, room_of (&band, peers[0]));
  test_peer_send (peers[1], band.id, "and this");
  TEST_WAIT_UNTIL (hall_room_get_unread (room_of (&band, peers[0])) == 1);
  hall_session_mark_read (peers[0]->session, room_of (&band, peers[0]));
  TEST_WAIT_UNTIL (hall_room_has_read (room_of (&band, peers[2]),
                                       test_peer_find_person (peers[2], peers[0]), message));
  band_free (&band);
}

static char *
run (Band       *band,
     TestPeer   *peer,
     const char *line,
     int         code)
{
  g_autoptr (GError) error = NULL;
  char *answer = NULL;
  gboolean done = hall_session_run_command (peer->session, room_of (band, peer), line, &answer,
                                            &error);

  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, HALL_SESSION_ERROR, code);
  g_assert_cmpint (done, ==, code < 0);
  return answer;
}

static void
do_run (Band       *band,
        TestPeer   *peer,
        const char *line,
        int         code)
{
  g_free (run (band, peer, line, code));
}

static void
test_commands (void)
{
  Band band = { 0 };
  TestPeer **peers = band.peers;
  g_autofree char *help = NULL;
  g_autofree char *topic = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *kick = NULL;
  guint n_commands;
  const HallCommand *commands = hall_session_list_commands (&n_commands);

  g_assert_true (hall_session_is_command ("/me waves"));
  g_assert_true (hall_session_is_command ("/ME"));
  g_assert_false (hall_session_is_command ("//me"));
  g_assert_false (hall_session_is_command ("/usr/bin"));
  g_assert_false (hall_session_is_command ("/"));
  g_assert_false (hall_session_is_command ("/ me"));
  g_assert_false (hall_session_is_command ("me"));
  band_gather (&band, 2);
  talk_open (peers[0], band.id);
  talk_open (peers[1], band.id);
  help = run (&band, peers[0], "/help", -1);
  for (guint i = 0; i < n_commands; i++)
    g_assert_nonnull (strstr (help, commands[i].name));
  do_run (&band, peers[0], "/me", HALL_SESSION_ERROR_TEXT);
  do_run (&band, peers[0], "/dance", HALL_SESSION_ERROR_NOT_FOUND);
  do_run (&band, peers[0], "/me waves", -1);
  talk_find (peers[1], band.id, "waves");
  test_peer_send (peers[0], band.id, "//me is a command");
  talk_find (peers[1], band.id, "/me is a command");
  test_peer_send (peers[0], band.id, "// is not");
  expected = g_strdup_printf ("%s: waves (me)\n%s: /me is a command\n%s: // is not",
                              peers[0]->name, peers[0]->name, peers[0]->name);
  talk_await (&band, expected);
  do_run (&band, peers[1], "/topic mine", HALL_SESSION_ERROR_REFUSED);
  do_run (&band, peers[0], "/topic  Soup ", -1);
  TEST_WAIT_UNTIL (g_strcmp0 (hall_room_get_topic (room_of (&band, peers[1])), "Soup") == 0);
  topic = run (&band, peers[1], "/topic", -1);
  g_assert_cmpstr (topic, ==, "Soup");
  do_run (&band, peers[1], "/nick Benjamin", -1);
  TEST_WAIT_UNTIL (g_str_equal (hall_person_get_name (test_peer_find_person (peers[0], peers[1])),
                                "Benjamin"));
  do_run (&band, peers[0], "/kick Nobody", HALL_SESSION_ERROR_NOT_FOUND);
  do_run (&band, peers[1], "/kick Anna", HALL_SESSION_ERROR_REFUSED);
  do_run (&band, peers[0], "/kick @Benjamin", -1);
  TEST_WAIT_UNTIL (hall_room_get_removed (room_of (&band, peers[1])));
  kick = run (&band, peers[0], "/invite Benjamin", -1);
  g_assert_nonnull (strstr (kick, "Benjamin"));
  do_run (&band, peers[0], "/leave", -1);
  TEST_WAIT_UNTIL (!hall_room_get_is_member (room_of (&band, peers[0]))
                   || hall_room_get_leaving (room_of (&band, peers[0])));
  band_free (&band);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/mentions/found", test_found);
  g_test_add_func ("/session/mentions/counted", test_counted);
  g_test_add_func ("/session/mentions/heralds", test_heralds);
  g_test_add_func ("/session/mentions/read", test_read);
  g_test_add_func ("/session/mentions/commands", test_commands);
  return g_test_run ();
}
