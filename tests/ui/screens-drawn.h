/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-drawn.h: what GTK has drawn of a window: its pixels, and the texts and icons of it with
 * their colours; see screens-drawn.c.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A run of text of one colour, or a symbolic icon. */
typedef struct {
  graphene_rect_t place; /* of what is seen of it, in the window */
  GdkRGBA color;         /* with all that fades it */
  double size;           /* of the font in pixels, 0 for an icon */
  gboolean bold;
} ScreensInk;

GskRenderNode   *screens_drawn_node   (GtkWidget       *native);
GArray          *screens_drawn_find   (GskRenderNode   *node);
cairo_surface_t *screens_drawn_paint  (GtkWidget       *native,
                                       GskRenderNode   *node);
guint32          screens_drawn_pixel  (cairo_surface_t *surface,
                                       int              x,
                                       int              y);

G_END_DECLS
