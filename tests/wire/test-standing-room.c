/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-standing-room.c: the first event of a standing room follows from its name, whoever computes
 * it. The vectors were computed by another program.
 */

#define G_LOG_DOMAIN "test-standing-room"

#include "config.h"

#include <string.h>

#include "hall-error.h"
#include "hall-limits.h"
#include "hall-standing-room.h"

typedef struct
{
  const char *name;
  const char *author;
  const char *id;
  const char *signature;
} Vector;

static const Vector vectors[] = {
  { "Lobby", "7dl_SJAHe0zVLlf76U3LYuGerw5_IeVJzQCg4E4VpJc",
    "JoTxZRcqAH55_GvRkKkbfg",
    "OXM5ppLlQ6Daa-87utCWg_T08mFDLSQ6ZrWsXC2w4eE"
    "bUevfd95VlEPEjbOTaBnEteOBDsEaf3HwVogB5SQxBQ" },
  { "지원 팀", "APEbDPPdqELz2f_NaKRb_hQhrAp_3Uqo_SZuX65DWdk",
    "zke10S_0p4yvTO4EYhuj4A",
    "5CerO99wuRvFTJmEe38HDHLg_VBdSxo6n2Lnn6qBawV"
    "Ls9tvoRuvQZFFuddWr90GwiK4p144A1JweY0EbzNRAw" },
  { "Room 304", "YY8FpyDaMfsCwtvifolUCFrFrTcYKsdR5nrRVhMhXvU",
    "1EUy7wORBQQDnuEyiIbSzw",
    "7mYv22TBg_0iZZHNmcX0zEXnlgSOsWXzOaSe7a5qh1f"
    "XFYwKDyOU0ZHnGzo5887TZH2GrJ42tlCwebbi6KAKBA" },
};

static HallEvent *
make (const char *name)
{
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_standing_room_new_genesis (name, &error);

  g_assert_no_error (error);
  g_assert_nonnull (event);

  return event;
}

static void
test_vectors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr (HallEvent) event = make (vectors[i].name);
      g_autofree char *signature =
          hall_base64url_encode (event->signature, HALL_SIGNATURE_SIZE);
      g_autoptr (HallEvent) decoded = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;
      const char *text = g_bytes_get_data (event->bytes, &length);

      g_test_message ("%.*s", (int) length, text);
      g_assert_cmpstr (event->author, ==, vectors[i].author);
      g_assert_cmpstr (event->id, ==, vectors[i].id);
      g_assert_cmpstr (signature, ==, vectors[i].signature);
      g_assert_true (hall_event_verify (event, NULL));

      decoded = hall_event_decode (text, length, signature, &error);
      g_assert_no_error (error);
      g_assert_true (decoded->standing);
      g_assert_cmpint (decoded->entry, ==, HALL_ENTRY_OPEN);
      g_assert_cmpint (decoded->policy, ==, HALL_HISTORY_ALL);
      g_assert_cmpstr (decoded->name, ==, vectors[i].name);
    }
}

/* However it was typed; and another name is another room. */
static void
test_names (void)
{
  g_autoptr (HallEvent) plain = make ("Caf\u00e9 Lobby");
  g_autoptr (HallEvent) typed = make ("  Cafe\u0301\t Lobby ");
  g_autoptr (HallEvent) other = make ("caf\u00e9 lobby");

  g_assert_cmpstr (plain->id, ==, typed->id);
  g_assert_true (g_bytes_equal (plain->bytes, typed->bytes));
  g_assert_cmpmem (plain->signature, HALL_SIGNATURE_SIZE, typed->signature, HALL_SIGNATURE_SIZE);
  g_assert_cmpstr (plain->id, !=, other->id);
  g_assert_cmpstr (plain->author, !=, other->author);
}

/* No command line takes an id for an option: one in 64 has another salt for that. */
static void
test_dash (void)
{
  guint n_salted = 0;

  for (guint i = 0; i < 512; i++)
    {
      g_autofree char *name = g_strdup_printf ("Room %u", i);
      g_autoptr (HallEvent) event = make (name);
      gsize length;
      const char *text = g_bytes_get_data (event->bytes, &length);

      g_assert_cmpint (event->id[0], !=, '-');
      n_salted += g_strstr_len (text, (gssize) length, "AAAAAAAAAAAAAAAAAAAAAA") == NULL;
    }
  g_assert_cmpuint (n_salted, >, 0);
  g_assert_cmpuint (n_salted, <, 64);
}

static void
test_bad (void)
{
  g_autofree char *long_name = g_strnfill (HALL_NAME_MAX + 1, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_null (hall_standing_room_new_genesis (" \t", &error));
  g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD);
  g_clear_error (&error);
  g_assert_null (hall_standing_room_new_genesis (long_name, &error));
  g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_TOO_BIG);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/standing-room/vectors", test_vectors);
  g_test_add_func ("/wire/standing-room/names", test_names);
  g_test_add_func ("/wire/standing-room/dash", test_dash);
  g_test_add_func ("/wire/standing-room/bad", test_bad);

  return g_test_run ();
}
