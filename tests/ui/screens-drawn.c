/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-drawn.c: reads what GTK has drawn, from the render nodes of the last frame: style sheets,
 * opacity, attributes of a text and whatever else decides a colour are done with there. It judges
 * nothing.
 */

#define G_LOG_DOMAIN "screens-drawn"

#include "config.h"

#include "screens-drawn.h"

/* What is around a node. */
typedef struct {
  GArray *found;
  GskTransform *transform; /* nullable: the identity */
  graphene_rect_t clip;
  double opacity;
} Around;

/* Less of it is half scrolled away. */
#define MOST_OF_IT 0.7

static void walk (GskRenderNode *node,
                  Around         around);

/*
 * screens_drawn_node:
 * @native: a window or popover that has been drawn
 *
 * Returns: (transfer full) (nullable): what was drawn of it
 */
GskRenderNode *
screens_drawn_node (GtkWidget *native)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (native);
  g_autoptr (GdkPaintable) now = gdk_paintable_get_current_image (paintable);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  graphene_rect_t bounds;

  /* A paintable begins at the border of its widget. */
  if (gtk_widget_compute_bounds (native, native, &bounds))
    gtk_snapshot_translate (snapshot, &bounds.origin);
  gdk_paintable_snapshot (now, snapshot, gdk_paintable_get_intrinsic_width (now),
                          gdk_paintable_get_intrinsic_height (now));
  return gtk_snapshot_free_to_node (snapshot);
}

static void
add (const Around    *around,
     graphene_rect_t *bounds,
     GdkRGBA          color,
     double           size,
     gboolean         bold)
{
  ScreensInk ink = { .color = color, .size = size, .bold = bold };
  graphene_rect_t place;

  gsk_transform_transform_bounds (around->transform, bounds, &place);
  ink.color.alpha *= around->opacity;
  if (ink.color.alpha > 0 &&
      graphene_rect_intersection (&place, &around->clip, &ink.place) &&
      graphene_rect_get_area (&ink.place) > MOST_OF_IT * graphene_rect_get_area (&place))
    g_array_append_val (around->found, ink);
}

static void
add_text (const Around  *around,
          GskRenderNode *node)
{
  PangoFont *font = gsk_text_node_get_font (node);
  g_autoptr (PangoFontDescription) description =
    pango_font_describe_with_absolute_size (font);
  graphene_rect_t bounds;

  /* Emoji bring their colours with them. */
  if (gsk_text_node_has_color_glyphs (node))
    return;
  gsk_render_node_get_bounds (node, &bounds);
  add (around, &bounds, *gsk_text_node_get_color (node),
       pango_font_description_get_size (description) / (double) PANGO_SCALE,
       pango_font_description_get_weight (description) >= PANGO_WEIGHT_BOLD);
}

/* GTK colours a symbolic icon by a matrix that makes its black the foreground (GtkIconPaintable).
 * A filter of a style sheet is such a node, too, but has more than one picture in it. */
static gboolean
add_icon (const Around  *around,
          GskRenderNode *node)
{
  GskRenderNode *child = gsk_color_matrix_node_get_child (node);
  const graphene_vec4_t *offset = gsk_color_matrix_node_get_color_offset (node);
  const graphene_matrix_t *matrix = gsk_color_matrix_node_get_color_matrix (node);
  GdkRGBA color;
  graphene_rect_t bounds;

  while (gsk_render_node_get_node_type (child) == GSK_TRANSFORM_NODE)
    child = gsk_transform_node_get_child (child);
  if (gsk_render_node_get_node_type (child) != GSK_TEXTURE_NODE)
    return FALSE;
  color.red = graphene_vec4_get_x (offset);
  color.green = graphene_vec4_get_y (offset);
  color.blue = graphene_vec4_get_z (offset);
  color.alpha = graphene_matrix_get_value (matrix, 3, 3);
  gsk_render_node_get_bounds (node, &bounds);
  add (around, &bounds, color, 0, FALSE);
  return TRUE;
}

/* What a bar lies over is not seen. */
static void
cover (const Around  *around,
       GskRenderNode *node)
{
  graphene_rect_t bounds, place;

  if (around->opacity * gsk_color_node_get_color (node)->alpha < 1)
    return;
  gsk_render_node_get_bounds (node, &bounds);
  gsk_transform_transform_bounds (around->transform, &bounds, &place);
  if (!graphene_rect_intersection (&place, &around->clip, &place))
    return;
  for (guint i = around->found->len; i > 0; i--)
    {
      const ScreensInk *ink = &g_array_index (around->found, ScreensInk, i - 1);
      graphene_point_t middle;

      graphene_rect_get_center (&ink->place, &middle);
      if (graphene_rect_contains_point (&place, &middle))
        g_array_remove_index (around->found, i - 1);
    }
}

static void
walk_clip (GskRenderNode         *child,
           Around                 around,
           const graphene_rect_t *clip)
{
  graphene_rect_t place;

  gsk_transform_transform_bounds (around.transform, clip, &place);
  if (graphene_rect_intersection (&place, &around.clip, &around.clip))
    walk (child, around);
}

static void
walk_transform (GskRenderNode *node,
                Around         around)
{
  g_autoptr (GskTransform) transform =
    gsk_transform_transform (gsk_transform_ref (around.transform),
                             gsk_transform_node_get_transform (node));

  around.transform = transform;
  walk (gsk_transform_node_get_child (node), around);
}

static void
walk_container (GskRenderNode *node,
                Around         around)
{
  for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
    walk (gsk_container_node_get_child (node, i), around);
}

static void
walk (GskRenderNode *node,
      Around         around)
{
  GskRenderNodeType type = gsk_render_node_get_node_type (node);

  if (type == GSK_OPACITY_NODE)
    around.opacity *= gsk_opacity_node_get_opacity (node);
  if (type == GSK_CONTAINER_NODE)
    walk_container (node, around);
  else if (type == GSK_TRANSFORM_NODE)
    walk_transform (node, around);
  else if (type == GSK_OPACITY_NODE)
    walk (gsk_opacity_node_get_child (node), around);
  else if (type == GSK_COLOR_MATRIX_NODE && !add_icon (&around, node))
    walk (gsk_color_matrix_node_get_child (node), around);
  else if (type == GSK_CLIP_NODE)
    walk_clip (gsk_clip_node_get_child (node), around, gsk_clip_node_get_clip (node));
  else if (type == GSK_ROUNDED_CLIP_NODE)
    walk_clip (gsk_rounded_clip_node_get_child (node), around,
               &gsk_rounded_clip_node_get_clip (node)->bounds);
  else if (type == GSK_SHADOW_NODE)
    walk (gsk_shadow_node_get_child (node), around);
  else if (type == GSK_CROSS_FADE_NODE)
    walk (gsk_cross_fade_node_get_end_child (node), around);
  else if (type == GSK_DEBUG_NODE)
    walk (gsk_debug_node_get_child (node), around);
  else if (type == GSK_COLOR_NODE)
    cover (&around, node);
  else if (type == GSK_TEXT_NODE)
    add_text (&around, node);
}

/*
 * screens_drawn_find:
 * @node: what was drawn
 *
 * Returns: (transfer full) (element-type ScreensInk): the texts and icons of it that are seen
 */
GArray *
screens_drawn_find (GskRenderNode *node)
{
  Around around = { .found = g_array_new (FALSE, FALSE, sizeof (ScreensInk)), .opacity = 1 };

  gsk_render_node_get_bounds (node, &around.clip);
  walk (node, around);
  return around.found;
}

/*
 * screens_drawn_paint:
 * @native: the window or popover
 * @node: what was drawn of it
 *
 * Returns: (transfer full): the pixels
 */
cairo_surface_t *
screens_drawn_paint (GtkWidget     *native,
                     GskRenderNode *node)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24,
                                                         gtk_widget_get_width (native),
                                                         gtk_widget_get_height (native));
  cairo_t *cairo = cairo_create (surface);

  gsk_render_node_draw (node, cairo);
  cairo_destroy (cairo);
  cairo_surface_flush (surface);
  return surface;
}

/*
 * screens_drawn_pixel:
 * @surface: what screens_drawn_paint() gave
 * @x: from the left
 * @y: from the top
 *
 * Returns: red, green and blue as 0xrrggbb
 */
guint32
screens_drawn_pixel (cairo_surface_t *surface,
                     int              x,
                     int              y)
{
  const guint8 *line = cairo_image_surface_get_data (surface) +
                       (gsize) y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) line)[x] & 0xffffff;
}
