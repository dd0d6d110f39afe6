/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-text-show.c: a message as it is seen: as markup, and as plain text.
 */

#define G_LOG_DOMAIN "hall-text-show"
#include "config.h"
#include "hall-text.h"
char *
hall_text_to_markup (const char          *text,
                     const HallTextMarks *marks)
{
  return hall_text_link_markup (text);
}
char *
hall_text_to_plain (const char *text)
{
  return g_utf8_make_valid (text != NULL ? text : "", -1);
}
