/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fuzz-markup.c: hall_text_to_markup () and the cleaning of texts on anything.
 *
 * Markup read back gives the visible text, only links occur, cleaning twice changes nothing.
 */

#include "config.h"

#include "../wire/markup-reader.h"

#include "hall-limits.h"
#include "hall-text.h"

#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *markup = hall_text_to_markup (text, NULL);
  g_autofree char *name = hall_text_clean_name (text, HALL_NAME_MAX);
  g_autofree char *name_again = hall_text_clean_name (name, HALL_NAME_MAX);
  g_autofree char *message = hall_text_clean_message (text);
  g_autofree char *message_again = hall_text_clean_message (message);
  g_autofree char *visible = NULL;

  markup_read (markup, &visible, NULL, NULL);
  g_assert_cmpstr (visible, ==, valid);
  g_assert_cmpstr (name, ==, name_again);
  g_assert_cmpstr (message, ==, message_again);
  g_assert_true (name == NULL || hall_text_is_acceptable (name, HALL_NAME_MAX, FALSE));
  g_assert_true (message == NULL || hall_text_is_acceptable (message, HALL_TEXT_MAX, TRUE));

  return 0;
}
