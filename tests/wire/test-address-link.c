/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-address-link.c: hallway: links written, read, and refused.
 */

#include "config.h"

#include "wire-test.h"

#include "hall-address-link.h"

#define ANNA "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w"

static const struct
{
  const char *link;
  HallAddressLinkKind kind;
  const char *id;
  const char *host;
  const char *name;
  const char *address;
  guint16 port;
  gboolean canonical;   /* what hall_address_link_format () writes */
} good[] = {
  { "hallway:room/" TEST_ROOM, HALL_ADDRESS_LINK_ROOM, TEST_ROOM, NULL, NULL, NULL, 0, TRUE },
  { "hallway:room/" TEST_ROOM "?host=" ANNA "&name=Lunch%20%26%20tea&at=10.77.0.1:12345",
    HALL_ADDRESS_LINK_ROOM, TEST_ROOM, ANNA, "Lunch & tea", "10.77.0.1", 12345, TRUE },
  { "hallway:room/" TEST_ROOM "?name=%EC%A0%90%EC%8B%AC", HALL_ADDRESS_LINK_ROOM, TEST_ROOM, NULL,
    "점심", NULL, 0, TRUE },
  { "hallway:person/" ANNA "?name=Anna", HALL_ADDRESS_LINK_PERSON, ANNA, NULL, "Anna", NULL, 0,
    TRUE },
  { "hallway:person/" ANNA, HALL_ADDRESS_LINK_PERSON, ANNA, NULL, NULL, NULL, 0, TRUE },

  { "HALLWAY:room/" TEST_ROOM, HALL_ADDRESS_LINK_ROOM, TEST_ROOM, NULL, NULL, NULL, 0, FALSE },
  { " \nhallway:room/" TEST_ROOM "\r\n", HALL_ADDRESS_LINK_ROOM, TEST_ROOM, NULL, NULL, NULL, 0,
    FALSE },
  { "hallway:room/" TEST_ROOM "?", HALL_ADDRESS_LINK_ROOM, TEST_ROOM, NULL, NULL, NULL, 0, FALSE },
  { "hallway:room/" TEST_ROOM "?later=1&&x&name=A+B", HALL_ADDRESS_LINK_ROOM, TEST_ROOM, NULL,
    "A+B", NULL, 0, FALSE },
  { "hallway:room/" TEST_ROOM "?at=10.77.0.1:1&host=" ANNA, HALL_ADDRESS_LINK_ROOM, TEST_ROOM,
    ANNA, NULL, "10.77.0.1", 1, FALSE },
  { "hallway:room/" TEST_ROOM "?at=10.77.0.1%3A65535", HALL_ADDRESS_LINK_ROOM, TEST_ROOM, NULL,
    NULL, "10.77.0.1", 65535, FALSE },
  /* cleaned, or left out */
  { "hallway:person/" ANNA "?name=%20An%E2%80%AEna%0A", HALL_ADDRESS_LINK_PERSON, ANNA, NULL,
    "Anna", NULL, 0, FALSE },
  { "hallway:person/" ANNA "?name=%E2%80%8B", HALL_ADDRESS_LINK_PERSON, ANNA, NULL, NULL, NULL, 0,
    FALSE },
  { "hallway:person/" ANNA "?name=점심", HALL_ADDRESS_LINK_PERSON, ANNA, NULL, "점심", NULL, 0,
    FALSE },
  /* a room's, which mean nothing for a person */
  { "hallway:person/" ANNA "?host=x&at=y", HALL_ADDRESS_LINK_PERSON, ANNA, NULL, NULL, NULL, 0,
    FALSE },
};

static const char * const bad[] = {
  "",
  "hallway:",
  "hallway",
  "http://hallway/room/" TEST_ROOM,
  "hallways:room/" TEST_ROOM,
  "hallway:room",
  "hallway:room/",
  "hallway:room/lobby",
  "hallway:room/" TEST_ROOM "/",
  "hallway:room/" TEST_ROOM "#x",
  "hallway:room/" TEST_ROOM "A",
  "hallway:room/AAECAwQFBgcICQoLDA0ODx",
  "hallway:ROOM/" TEST_ROOM,
  "hallway://room/" TEST_ROOM,
  "hallway:/room/" TEST_ROOM,
  "hallway:room/" ANNA,
  "hallway:person/" TEST_ROOM,
  "hallway:person/Anna",
  "hallway:file/" TEST_ROOM,
  "hallway:room/" TEST_ROOM "?host=Anna",
  "hallway:room/" TEST_ROOM "?host=",
  "hallway:room/" TEST_ROOM "?host=" ANNA "&host=" ANNA,
  "hallway:room/" TEST_ROOM "?name=a&name=b",
  "hallway:room/" TEST_ROOM "?name=%00",
  "hallway:room/" TEST_ROOM "?name=%",
  "hallway:room/" TEST_ROOM "?name=%2",
  "hallway:room/" TEST_ROOM "?name=%zz",
  "hallway:room/" TEST_ROOM "?name=%ff",
  "hallway:room/" TEST_ROOM "?name=\xff",
  "hallway:room/" TEST_ROOM "?at=",
  "hallway:room/" TEST_ROOM "?at=10.77.0.1",
  "hallway:room/" TEST_ROOM "?at=10.77.0.1:",
  "hallway:room/" TEST_ROOM "?at=10.77.0.1:0",
  "hallway:room/" TEST_ROOM "?at=10.77.0.1:012345",
  "hallway:room/" TEST_ROOM "?at=10.77.0.1:65536",
  "hallway:room/" TEST_ROOM "?at=10.77.0.1:+5",
  "hallway:room/" TEST_ROOM "?at=10.77.0.1:5x",
  "hallway:room/" TEST_ROOM "?at=10.77.0.1:%205",
  "hallway:room/" TEST_ROOM "?at=10.77.0.256:5",
  "hallway:room/" TEST_ROOM "?at=localhost:5",
  "hallway:room/" TEST_ROOM "?at=[::1]:5",
  "hallway:room/" TEST_ROOM "?at=::1:5",
  "hallway:room/" TEST_ROOM "?at=1.1.1.1:5&at=1.1.1.1:5",
};

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HallAddressLink) link = hall_address_link_parse (good[i].link, &error);
      g_autoptr (HallAddressLink) again = NULL;
      g_autofree char *text = NULL;

      g_test_message ("%s", good[i].link);
      g_assert_no_error (error);
      g_assert_cmpint (link->kind, ==, good[i].kind);
      g_assert_cmpstr (link->id, ==, good[i].id);
      g_assert_cmpstr (link->host, ==, good[i].host);
      g_assert_cmpstr (link->name, ==, good[i].name);
      g_assert_cmpstr (link->address, ==, good[i].address);
      g_assert_cmpuint (link->port, ==, good[i].port);

      text = hall_address_link_format (link);
      if (good[i].canonical)
        g_assert_cmpstr (text, ==, good[i].link);
      again = hall_address_link_parse (text, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (again->name, ==, link->name);
      g_assert_cmpstr (again->host, ==, link->host);
      g_assert_cmpuint (again->port, ==, link->port);
    }
}

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_null (hall_address_link_parse (bad[i], &error));
      g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD);
    }
}

static void
test_long (void)
{
  g_autofree char *spaces = g_strnfill (HALL_ADDRESS_LINK_MAX, ' ');
  g_autofree char *link = g_strconcat ("hallway:room/" TEST_ROOM, spaces, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HallAddressLink) longest = NULL;

  g_assert_null (hall_address_link_parse (link, &error));
  g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_TOO_BIG);
  g_clear_error (&error);

  link[HALL_ADDRESS_LINK_MAX] = '\0';
  longest = hall_address_link_parse (link, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (longest->id, ==, TEST_ROOM);
}

/* The longest name that there may be fits, whatever it is written in. */
static void
test_longest_name (void)
{
  HallAddressLink link = { HALL_ADDRESS_LINK_ROOM, (char *) TEST_ROOM, (char *) ANNA, NULL,
                           (char *) "255.255.255.255", 65535 };
  GString *name = g_string_new (NULL);
  g_autoptr (HallAddressLink) received = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < HALL_NAME_MAX / 4; i++)
    g_string_append (name, "\U0001f600");
  link.name = name->str;
  text = hall_address_link_format (&link);
  g_assert_cmpuint (strlen (text), <, HALL_ADDRESS_LINK_MAX);
  received = hall_address_link_parse (text, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (received->name, ==, name->str);
  g_string_free (name, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/address-link/good", test_good);
  g_test_add_func ("/wire/address-link/bad", test_bad);
  g_test_add_func ("/wire/address-link/long", test_long);
  g_test_add_func ("/wire/address-link/longest-name", test_longest_name);

  return g_test_run ();
}
