/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-composer-text.h: the text that is being written, with what an input method has in hand.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_COMPOSER_TEXT (hall_composer_text_get_type ())
G_DECLARE_FINAL_TYPE (HallComposerText, hall_composer_text, HALL, COMPOSER_TEXT, GtkTextView)

/* Signals:
 *  "edited" ()            the text, or what is being composed, changed; also by set_text ()
 *  "enter" ()             Enter was pressed, and the input method had no use for it
 *  "key" (guint key, GdkModifierType state) → gboolean
 *                         another key, or that Enter before "enter", while nothing is composed;
 *                         TRUE: it is used up
 *  "too-long" ()          more was to be inserted at once than a message can hold; it was not
 */

/* What is being composed is in it, where it is seen. (transfer full) */
char       *hall_composer_text_get_text     (HallComposerText *self);
/* All of it up to the cursor. (transfer full) */
char       *hall_composer_text_get_before   (HallComposerText *self);
/* In its place: what is being composed is over, and nothing of it comes into the new text. */
void        hall_composer_text_set_text     (HallComposerText *self,
                                             const char       *text);
/* What is being composed becomes text. */
void        hall_composer_text_finish       (HallComposerText *self);
gboolean    hall_composer_text_is_composing (HallComposerText *self);
gboolean    hall_composer_text_is_empty     (HallComposerText *self);
/* Whether "edited" comes of set_text (). */
gboolean    hall_composer_text_is_loading   (HallComposerText *self);

G_END_DECLS
