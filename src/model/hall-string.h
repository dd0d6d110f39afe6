/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-string.h: what g_set_str () will be once GLib 2.76 is the oldest that we run on.
 *
 * Private to this folder.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sets a string property's field; returns whether it was another one before. */
static inline gboolean
hall_set_string (char       **field,
                 const char  *value)
{
  char *copy;

  if (g_strcmp0 (*field, value) == 0)
    return FALSE;

  copy = g_strdup (value);
  g_free (*field);
  *field = copy;

  return TRUE;
}

G_END_DECLS
