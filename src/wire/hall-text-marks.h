/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-text-marks.h: a message without the signs by which it was marked, private to this folder.
 *
 * Each byte of the plain text knows how it looks; hall-text-show.c makes markup of that.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  HALL_LOOK_BOLD = 1 << 0,
  HALL_LOOK_ITALIC = 1 << 1,
  HALL_LOOK_STRIKE = 1 << 2,
  HALL_LOOK_CODE = 1 << 3,
  HALL_LOOK_QUOTE = 1 << 4,
  HALL_LOOK_LINK = 1 << 5,
  HALL_LOOK_LINK_OTHER = 1 << 6,  /* every second link: neighbours differ */
  HALL_LOOK_MENTION = 1 << 7,
  HALL_LOOK_OWN = 1 << 8,
  HALL_LOOK_FOUND = 1 << 9,
} HallLook;

#define HALL_LOOK_LINKS (HALL_LOOK_LINK | HALL_LOOK_LINK_OTHER)

typedef struct
{
  GString *plain;
  GArray *looks;         /* (element-type guint16): of each byte of plain */
  guint n_marks;
  guint n_links;
} HallMarkedText;

/* A label with thousands of links or looks is slow to lay out; the rest of such a text is shown as
 * it was typed. */
#define HALL_TEXT_LINKS_MAX 100
#define HALL_TEXT_MARKS_MAX 200

/* hall-text-marks.c: @valid: UTF-8. */
void hall_marked_text_init        (HallMarkedText *self,
                                   const char     *valid);
void hall_marked_text_clear       (HallMarkedText *self);
void hall_marked_text_append      (HallMarkedText *self,
                                   const char     *text,
                                   gsize           length,
                                   guint           look);
/* hall-text-inline.c: appends a line, or the part of one, without the signs within it. */
void hall_marked_text_append_line (HallMarkedText *self,
                                   const char     *start,
                                   const char     *end,
                                   guint           look);
/* Of a script that does not part words, or adds particles to them: a word may end before it. */
gboolean hall_character_is_east_asian (gunichar    c);

G_END_DECLS
