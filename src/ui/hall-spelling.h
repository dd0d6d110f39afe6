/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-spelling.h: misspelt words of a text that is being written.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _HallSpelling HallSpelling;

/* The name of the tag that marks a misspelt word. */
#define HALL_SPELLING_TAG "misspelt"

HallSpelling *hall_spelling_new       (GtkTextView  *view);
void          hall_spelling_free      (HallSpelling *self);
/* (nullable) (element-type HallPerson): whose names may follow "@" */
void          hall_spelling_set_people (HallSpelling *self,
                                        GListModel   *people);
/* The word at that place, if it is misspelt. (transfer full) (nullable) */
char         *hall_spelling_get_word  (HallSpelling *self,
                                       GtkTextIter  *start,
                                       GtkTextIter  *end);
/* Checks everything anew. */
void          hall_spelling_recheck   (HallSpelling *self);

G_END_DECLS
