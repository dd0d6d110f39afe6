/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-picture.h: what people look like: the one place where their pictures are decoded, and where
 * one's own is made small.
 */

#pragma once

#include <gtk/gtk.h>

#include "hall-person.h"

G_BEGIN_DECLS

/* What HALL_PICTURE_MAX and HALL_PICTURE_SIDE_MAX of the protocol are; a test compares them. */
#define HALL_PICTURE_BYTES 65536
#define HALL_PICTURE_SIDE 256

/* NULL unless it is exactly one JPEG of a good size. (transfer full) */
GdkTexture *hall_picture_decode      (GBytes              *jpeg);
/* The person's picture, decoded once. (transfer none) (nullable) */
GdkTexture *hall_picture_of          (HallPerson          *person);

/* Any image file of one's own → a square JPEG. */
void        hall_picture_load_async  (GFile               *file,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
GBytes     *hall_picture_load_finish (GAsyncResult        *result,
                                      GError             **error);   /* (transfer full) */
/* (transfer full) (nullable) */
GBytes     *hall_picture_encode      (GdkPixbuf           *pixbuf,
                                      GError             **error);

G_END_DECLS
