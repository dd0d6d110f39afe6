/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-emoji.h: emoji by their names.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *text;    /* the emoji itself */
  char *name;    /* in the person's language, or in English */
} HallEmoji;

/* The best first. (transfer container) (element-type HallEmoji) */
GPtrArray *hall_emoji_find (const char *query,
                            guint       n_max);

G_END_DECLS
