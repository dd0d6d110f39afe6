/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-person.c: names, initials, colours, addresses, and what notifies.
 */

#include "config.h"

#include "hall-initials.h"
#include "hall-limits.h"
#include "hall-directory.h"
#include "hall-person.h"

#define ID "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"

static void
test_initials (void)
{
  static const struct
  {
    const char *name;
    const char *initials;
  } cases[] = {
    { "Mina Kim", "MK" },
    { "mina kim", "MK" },
    { "Mina", "M" },
    { "Mina van der Berg", "MB" },
    { "Jean-Luc Picard", "JP" },
    { "Mina Kim (Design)", "MK" },
    { "[bot] Ben", "B" },
    { "\"Jin\" Park", "JP" },
    { "élodie Ørsted", "ÉØ" },
    { "E\xcc\x81lodie", "E\xcc\x81" },       /* a combining mark stays with its letter */
    { "ǆuro", "ǅ" },
    { "김민아", "민아" },
    { "민아", "민아" },
    { "김", "김" },
    { "남궁민수", "민수" },
    { "김 민아", "민아" },
    { "마케팅팀 김민아", "민아" },
    { "김민아 (개발)", "민아" },
    { "김민아(개발)", "민아" },
    { "王小明", "小明" },
    { "田中太郎", "太郎" },
    { "Kim 민아", "K민" },
    { "김민아 Mina", "김M" },
    { "さくら", "さ" },
    { "Анна Каренина", "АК" },
    { "😀", "😀" },
    { "😀 Sora", "😀S" },
    { "👩‍💻 Ada", "👩‍💻A" },                      /* a joined emoji is one letter */
    { "👍🏽", "👍🏽" },
    { "🇰🇷 Sora", "🇰🇷S" },
    { "🇰🇷🇯🇵", "🇰🇷" },
    { "42", "4" },
    { "...", "?" },
    { "(Design)", "?" },
    { "   ", "?" },
    { "", "?" },
    { NULL, "?" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *initials = hall_initials_from_name (cases[i].name);

      g_assert_cmpstr (initials, ==, cases[i].initials);
    }
}

static void
test_marks_are_bounded (void)
{
  g_autoptr (GString) name = g_string_new ("a");
  g_autofree char *initials = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (name, "\xcc\x81");
  initials = hall_initials_from_name (name->str);
  g_assert_cmpuint (g_utf8_strlen (initials, -1), <=, 10);
  g_assert_true (g_utf8_validate (initials, -1, NULL));
}

static void
on_notify (GObject    *object,
           GParamSpec *pspec,
           GString    *seen)
{
  g_string_append_printf (seen, "%s ", g_param_spec_get_name (pspec));
}

#define assert_seen(expected) \
  G_STMT_START { \
    g_assert_cmpstr (seen->str, ==, expected); \
    g_string_truncate (seen, 0); \
  } G_STMT_END

static void
test_name (void)
{
  g_autoptr (HallPerson) person = hall_person_new (ID, FALSE);
  g_autoptr (GString) seen = g_string_new (NULL);

  g_signal_connect (person, "notify", G_CALLBACK (on_notify), seen);
  g_assert_cmpstr (hall_person_get_name (person), ==, "Unknown (abcd)");
  g_assert_false (hall_person_has_name (person));
  g_assert_cmpstr (hall_person_get_initials (person), ==, "?");

  hall_person_set_name (person, "Mina Kim");
  assert_seen ("name initials ");
  g_assert_true (hall_person_has_name (person));
  hall_person_set_name (person, "Mina Kim");
  assert_seen ("");
  hall_person_set_name (person, "Mona Kim");
  assert_seen ("name ");

  /* It is cleaned here, whoever said it. */
  hall_person_set_name (person, "  Eve\xe2\x80\xae  \n Smith ");
  g_assert_cmpstr (hall_person_get_name (person), ==, "Eve Smith");
  hall_person_set_name (person, "\xe2\x80\xae \n");
  g_assert_cmpstr (hall_person_get_name (person), ==, "Unknown (abcd)");
  g_assert_false (hall_person_has_name (person));
}

static void
test_properties (void)
{
  g_autoptr (HallPerson) person = hall_person_new (ID, TRUE);
  g_autoptr (HallPerson) same = hall_person_new (ID, FALSE);
  g_autoptr (GString) seen = g_string_new (NULL);

  g_signal_connect (person, "notify", G_CALLBACK (on_notify), seen);
  g_assert_true (hall_person_get_is_self (person));
  g_assert_false (hall_person_get_is_self (same));
  g_assert_cmpuint (hall_person_get_color (person), <, 14);
  g_assert_cmpuint (hall_person_get_color (person), ==, hall_person_get_color (same));

  hall_person_set_presence (person, HALL_PRESENCE_AWAY);
  assert_seen ("presence online ");
  g_assert_true (hall_person_get_online (person));
  hall_person_set_presence (person, HALL_PRESENCE_BUSY);
  assert_seen ("presence ");
  hall_person_set_presence (person, HALL_PRESENCE_BUSY);
  assert_seen ("");
  hall_person_set_presence (person, HALL_PRESENCE_OFFLINE);
  assert_seen ("presence online ");

  hall_person_set_status_text (person, "At\nlunch");
  assert_seen ("status-text ");
  g_assert_cmpstr (hall_person_get_status_text (person), ==, "At lunch");
  hall_person_set_status_text (person, NULL);
  g_assert_null (hall_person_get_status_text (person));
  assert_seen ("status-text ");

  hall_person_set_last_seen (person, 17);
  hall_person_set_last_seen (person, 17);
  assert_seen ("last-seen ");
  hall_person_set_tcp_port (person, 12345);
  hall_person_set_tcp_port (person, 12345);
  assert_seen ("tcp-port ");
}

static void
test_addresses (void)
{
  g_autoptr (HallPerson) person = hall_person_new (ID, FALSE);
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autofree char *joined = NULL;
  const char *const *addresses = hall_person_get_addresses (person);

  g_assert_nonnull (addresses);
  g_assert_null (addresses[0]);

  g_signal_connect (person, "notify::addresses", G_CALLBACK (on_notify), seen);
  for (guint i = 1; i <= HALL_ADDRESSES_PER_PERSON + 1; i++)
    {
      g_autofree char *address = g_strdup_printf ("10.0.0.%u", i);

      hall_person_add_address (person, address);
    }
  joined = g_strjoinv (" ", (char **) hall_person_get_addresses (person));
  g_assert_cmpstr (joined, ==, "10.0.0.5 10.0.0.4 10.0.0.3 10.0.0.2");
  g_string_truncate (seen, 0);

  hall_person_add_address (person, "10.0.0.5");
  assert_seen ("");
  hall_person_add_address (person, "10.0.0.3");
  assert_seen ("addresses ");
  g_free (joined);
  joined = g_strjoinv (" ", (char **) hall_person_get_addresses (person));
  g_assert_cmpstr (joined, ==, "10.0.0.3 10.0.0.5 10.0.0.4 10.0.0.2");
}

static void
test_trust (void)
{
  g_autoptr (HallPerson) person = hall_person_new (ID, FALSE);
  g_autoptr (HallPerson) known = hall_person_new ("b" ID, FALSE);
  g_autoptr (GString) seen = g_string_new (NULL);

  g_signal_connect (person, "notify", G_CALLBACK (on_notify), seen);
  g_assert_cmpstr (hall_person_get_key_tag (person), ==, "abcd");
  g_assert_cmpint (hall_person_get_trust (person), ==, HALL_TRUST_STRANGER);
  g_assert_false (hall_person_get_blocked (person));
  g_assert_null (hall_person_get_resembles (person));
  g_assert_null (hall_person_get_conversation (person));

  for (guint i = 0; i < 2; i++)
    {
      hall_person_set_first_seen (person, 5);
      hall_person_set_trust (person, HALL_TRUST_VERIFIED);
      hall_person_set_blocked (person, 8);
      hall_person_set_tagged (person, 4);
      hall_person_set_resembles (person, known);
      hall_person_set_older_version (person, 2);
      hall_person_set_elsewhere (person, 16);
    }
  assert_seen ("first-seen trust blocked tagged resembles older-version elsewhere ");
  g_assert_cmpint (hall_person_get_first_seen (person), ==, 5);
  g_assert_cmpint (hall_person_get_trust (person), ==, HALL_TRUST_VERIFIED);
  g_assert_cmpint (hall_person_get_blocked (person), ==, TRUE);
  g_assert_cmpint (hall_person_get_tagged (person), ==, TRUE);
  g_assert_true (hall_person_get_resembles (person) == known);
  g_assert_cmpint (hall_person_get_older_version (person), ==, TRUE);
  g_assert_cmpint (hall_person_get_elsewhere (person), ==, TRUE);

  hall_person_set_resembles (person, NULL);
  assert_seen ("resembles ");
  g_assert_finalize_object (g_steal_pointer (&known));
}

static void
test_picture (void)
{
  g_autoptr (HallPerson) person = hall_person_new (ID, FALSE);
  g_autoptr (GBytes) picture = g_bytes_new_static ("picture", 7);
  g_autoptr (GBytes) same = g_bytes_new_static ("picture", 7);
  g_autoptr (GString) seen = g_string_new (NULL);

  g_signal_connect (person, "notify", G_CALLBACK (on_notify), seen);
  hall_person_set_picture_digest (person, "aaaaaaaaaaa");
  assert_seen ("picture-digest ");
  hall_person_set_picture (person, picture);
  hall_person_set_picture (person, same);
  assert_seen ("picture ");
  g_assert_true (hall_person_get_picture (person) == picture);
  hall_person_set_picture_digest (person, "aaaaaaaaaaa");
  assert_seen ("");
  g_assert_nonnull (hall_person_get_picture (person));

  /* The old one is not shown for the new one. */
  hall_person_set_picture_digest (person, "bbbbbbbbbbb");
  assert_seen ("picture-digest picture ");
  g_assert_null (hall_person_get_picture (person));
  hall_person_set_picture (person, same);
  hall_person_set_picture_digest (person, NULL);
  g_assert_null (hall_person_get_picture (person));
  g_assert_null (hall_person_get_picture_digest (person));
}

/* Folded once a name, not once a search. */
static void
test_folded_name (void)
{
  g_autoptr (HallDirectory) directory = hall_directory_new ("own");
  HallPerson *person = hall_directory_ensure_person (directory, ID);
  const char *folded;

  hall_person_set_name (person, "Mina KIM");
  folded = hall_person_get_folded_name (person);
  g_assert_cmpstr (folded, ==, "mina kim");
  hall_person_set_name (person, "Mina KIM");
  g_assert_true (hall_person_get_folded_name (person) == folded);
  hall_person_set_name (person, "Mona");
  g_assert_cmpstr (hall_person_get_folded_name (person), ==, "mona");
}

static void
test_words (void)
{
  g_assert_cmpstr (hall_message_state_get_word (HALL_MESSAGE_STATE_PENDING), ==, "pending");
  g_assert_cmpstr (hall_message_state_get_word (HALL_MESSAGE_STATE_STORED), ==, "stored");
  g_assert_cmpstr (hall_message_state_get_word (HALL_MESSAGE_STATE_SENT), ==, "sent");
  g_assert_cmpstr (hall_message_state_get_word (HALL_MESSAGE_STATE_READ), ==, "read");
  g_assert_cmpstr (hall_message_state_get_word (HALL_MESSAGE_STATE_RECEIVED), ==, "received");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/person/initials", test_initials);
  g_test_add_func ("/model/person/marks-are-bounded", test_marks_are_bounded);
  g_test_add_func ("/model/person/name", test_name);
  g_test_add_func ("/model/person/properties", test_properties);
  g_test_add_func ("/model/person/addresses", test_addresses);
  g_test_add_func ("/model/person/trust", test_trust);
  g_test_add_func ("/model/person/picture", test_picture);
  g_test_add_func ("/model/person/folded-name", test_folded_name);
  g_test_add_func ("/model/person/state-words", test_words);

  return g_test_run ();
}
