/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-qr.h: a text as a QR code.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_QR (hall_qr_get_type ())
G_DECLARE_FINAL_TYPE (HallQr, hall_qr, HALL, QR, GtkWidget)

/* Properties: text (nullable: nothing is drawn, and it takes no room), size (pixels of a side) */

GtkWidget  *hall_qr_new       (int         size);
const char *hall_qr_get_text  (HallQr     *self);
/* @description: what a screen reader says it is. */
void        hall_qr_set_text  (HallQr     *self,
                               const char *text,
                               const char *description);
/* Modules of a side, without the quiet zone; 0 when there is none. */
guint       hall_qr_get_width (HallQr     *self);

G_END_DECLS
