/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fuzz-json.c: the strict scanner on anything; what it passes json-glib takes, and comes back.
 */

#include "config.h"

#include <string.h>

#include "hall-json.h"

#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GError) error = NULL;
  gboolean passed = hall_json_check ((const char *) data, size, &error);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonObject) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;
  gsize length;

  g_assert_true (passed == (error == NULL));
  if (!passed)
    return 0;

  object = hall_json_parse ((const char *) data, size, &error);
  g_assert_no_error (error);
  g_assert_nonnull (object);
  text = hall_json_to_text (object, &length);
  g_assert_cmpuint (length, ==, strlen (text));
  again = hall_json_parse (text, length, &error);
  g_assert_no_error (error);
  text_again = hall_json_to_text (again, NULL);
  g_assert_cmpstr (text, ==, text_again);

  return 0;
}
