/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fuzz-name.c: hall_text_skeleton (), hall_passphrase_clean () and hall_address_link_parse () on
 * anything.
 */

#include "config.h"

#include <string.h>

#include "hall-address-link.h"
#include "hall-limits.h"
#include "hall-passphrase.h"
#include "hall-text.h"

#include "fuzz-target.h"

static void
try_link (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallAddressLink) link = hall_address_link_parse (text, &error);
  g_autoptr (HallAddressLink) again = NULL;
  g_autofree char *written = NULL;

  g_assert_true ((link == NULL) == (error != NULL));
  if (link == NULL)
    return;

  written = hall_address_link_format (link);
  again = hall_address_link_parse (written, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->kind, ==, link->kind);
  g_assert_cmpstr (again->id, ==, link->id);
  g_assert_cmpstr (again->host, ==, link->host);
  g_assert_cmpstr (again->name, ==, link->name);
  g_assert_cmpstr (again->address, ==, link->address);
  g_assert_cmpuint (again->port, ==, link->port);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autofree char *name = hall_text_clean_name (text, HALL_NAME_MAX);
  g_autofree char *skeleton = hall_text_skeleton (text);
  g_autofree char *of_name = hall_text_skeleton (name);
  g_autofree char *phrase = hall_passphrase_clean (text);
  g_autofree char *phrase_again = hall_passphrase_clean (phrase);

  g_assert_true (skeleton == NULL ||
                 (*skeleton != '\0' && g_utf8_validate (skeleton, -1, NULL)));
  g_assert_true (of_name == NULL || name != NULL);
  g_assert_cmpstr (phrase, ==, phrase_again);
  g_assert_true (phrase == NULL || strlen (phrase) <= HALL_PASSPHRASE_MAX);
  try_link (text);

  return 0;
}
