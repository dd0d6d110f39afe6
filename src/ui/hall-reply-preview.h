/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-reply-preview.h: what a message answers, in one line above it.
 */

#pragma once

#include <gtk/gtk.h>

#include "hall-message.h"

G_BEGIN_DECLS

#define HALL_TYPE_REPLY_PREVIEW (hall_reply_preview_get_type ())
G_DECLARE_FINAL_TYPE (HallReplyPreview, hall_reply_preview, HALL, REPLY_PREVIEW, GtkButton)

GtkWidget *hall_reply_preview_new         (void);
/* @message: the answer, not what it answers. */
void       hall_reply_preview_set_message (HallReplyPreview *self,
                                           HallMessage      *message);
/* What it answers, in words: "Mina: The build is green"; plain, in one line. (transfer full) */
char      *hall_reply_preview_describe    (HallMessage      *message);

G_END_DECLS
