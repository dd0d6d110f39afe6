/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-contrast.c: tells a test which colour every text, icon and dot on the screen has, and
 * which is behind it; and how the place changes that gets the keyboard. The colour of a text is the
 * one that it is drawn with, as antialiased pixels have hardly any of it; what is behind is
 * measured in pixels. It judges nothing: tests/access does.
 */

#define G_LOG_DOMAIN "screens-contrast"

#include "config.h"

#include "screens-contrast.h"
#include "screens-drawn.h"

#define NEARBY 3      /* pixels around a text that count as behind it */
#define ALIKE 12      /* of 255: the same colour, for the eye */
#define FOCUS (GTK_STATE_FLAG_FOCUSED | GTK_STATE_FLAG_FOCUS_VISIBLE | \
               GTK_STATE_FLAG_FOCUS_WITHIN)
#define DOT "presence" /* what a style sheet alone draws */

static cairo_surface_t *kept; /* nullable: without the keyboard */

static gboolean
is_alike (guint32 one,
          guint32 other)
{
  for (guint shift = 0; shift < 24; shift += 8)
    if (ABS ((int) (one >> shift & 0xff) - (int) (other >> shift & 0xff)) > ALIKE)
      return FALSE;
  return TRUE;
}

static guint32
pack (const GdkRGBA *color)
{
  return (guint32) (CLAMP (color->red, 0, 1) * 255 + 0.5) << 16 |
         (guint32) (CLAMP (color->green, 0, 1) * 255 + 0.5) << 8 |
         (guint32) (CLAMP (color->blue, 0, 1) * 255 + 0.5);
}

/* The colour that most pixels of a place have that are not alike to @but; @but if all are. */
static guint32
find_most (cairo_surface_t       *surface,
           const graphene_rect_t *place,
           guint32                but)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  int left = MAX (place->origin.x, 0), top = MAX (place->origin.y, 0);
  int right = MIN (place->origin.x + place->size.width,
                   cairo_image_surface_get_width (surface));
  int bottom = MIN (place->origin.y + place->size.height,
                    cairo_image_surface_get_height (surface));
  guint most = 0;
  guint32 found = but;

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      {
        guint32 pixel = screens_drawn_pixel (surface, x, y);
        guint count;

        if (is_alike (pixel, but))
          continue;
        count = 1 + GPOINTER_TO_UINT (g_hash_table_lookup (counts, GUINT_TO_POINTER (pixel)));
        g_hash_table_insert (counts, GUINT_TO_POINTER (pixel), GUINT_TO_POINTER (count));
        if (count > most)
          {
            most = count;
            found = pixel;
          }
      }
  return found;
}

static void
add_color (JsonBuilder *builder,
           const char  *key,
           guint32      color)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
  for (int shift = 16; shift >= 0; shift -= 8)
    json_builder_add_int_value (builder, color >> shift & 0xff);
  json_builder_end_array (builder);
}

static void
add_string (JsonBuilder *builder,
            const char  *key,
            const char  *value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, value != NULL ? value : "");
}

static void
add_number (JsonBuilder *builder,
            const char  *key,
            double       value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_double_value (builder, value);
}

/* Which it is, and its classes and its parents'. */
static void
add_widget (JsonBuilder *builder,
            GtkWidget   *widget)
{
  g_autoptr (GString) path = g_string_new (NULL);

  add_string (builder, "text", GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget))
                                                     : gtk_widget_get_tooltip_text (widget));
  add_number (builder, "sensitive", gtk_widget_is_sensitive (widget));
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      g_auto (GStrv) classes = gtk_widget_get_css_classes (widget);
      g_autofree char *joined = g_strjoinv (".", classes);

      g_string_append_printf (path, "%s(%s%s%s) ", G_OBJECT_TYPE_NAME (widget),
                              gtk_widget_get_css_name (widget), *joined != '\0' ? "." : "",
                              joined);
    }
  add_string (builder, "path", path->str);
}

static void
tell_ink (JsonBuilder      *builder,
          GtkWidget        *native,
          cairo_surface_t  *surface,
          const ScreensInk *ink)
{
  graphene_rect_t around = ink->place;
  GtkWidget *widget = gtk_widget_pick (native, ink->place.origin.x + ink->place.size.width / 2,
                                       ink->place.origin.y + ink->place.size.height / 2,
                                       GTK_PICK_INSENSITIVE | GTK_PICK_NON_TARGETABLE);

  graphene_rect_inset (&around, -NEARBY, -NEARBY);
  json_builder_begin_object (builder);
  add_string (builder, "kind", ink->size > 0 ? "text" : "icon");
  add_color (builder, "color", pack (&ink->color));
  add_number (builder, "alpha", ink->color.alpha);
  add_color (builder, "behind", find_most (surface, &around, pack (&ink->color)));
  add_number (builder, "size", ink->size);
  add_number (builder, "bold", ink->bold);
  add_widget (builder, widget != NULL ? widget : native);
  json_builder_end_object (builder);
}

/* The dot of an avatar: what most of it is that is not like the ring around it. */
static void
tell_dot (JsonBuilder     *builder,
          GtkWidget       *native,
          cairo_surface_t *surface,
          GtkWidget       *dot)
{
  graphene_rect_t place, middle;
  guint32 behind;

  if (!gtk_widget_compute_bounds (dot, native, &place) ||
      gtk_widget_pick (native, place.origin.x + place.size.width / 2,
                       place.origin.y + place.size.height / 2,
                       GTK_PICK_INSENSITIVE | GTK_PICK_NON_TARGETABLE) != dot)
    return;
  graphene_rect_inset_r (&place, place.size.width / 4, place.size.height / 4, &middle);
  behind = screens_drawn_pixel (surface, place.origin.x + place.size.width / 2,
                                place.origin.y + 1);
  json_builder_begin_object (builder);
  add_string (builder, "kind", "dot");
  add_color (builder, "color", find_most (surface, &middle, behind));
  add_number (builder, "alpha", 1);
  add_color (builder, "behind", behind);
  add_number (builder, "size", 0);
  add_number (builder, "bold", 0);
  add_widget (builder, dot);
  json_builder_end_object (builder);
}

static void
tell_dots (JsonBuilder     *builder,
           GtkWidget       *native,
           cairo_surface_t *surface,
           GtkWidget       *widget)
{
  if (!gtk_widget_get_mapped (widget) || (GTK_IS_NATIVE (widget) && widget != native))
    return;
  if (g_str_equal (gtk_widget_get_css_name (widget), DOT))
    tell_dot (builder, native, surface, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tell_dots (builder, native, surface, child);
}

static gboolean
tell_native (JsonBuilder *builder,
             GtkWidget   *native)
{
  g_autoptr (GskRenderNode) node = screens_drawn_node (native);
  g_autoptr (GArray) found = NULL;
  cairo_surface_t *surface;

  if (node == NULL)
    return FALSE;
  surface = screens_drawn_paint (native, node);
  found = screens_drawn_find (node);
  for (guint i = 0; i < found->len; i++)
    tell_ink (builder, native, surface, &g_array_index (found, ScreensInk, i));
  tell_dots (builder, native, surface, native);
  cairo_surface_destroy (surface);
  return TRUE;
}

static gboolean
tell_below (JsonBuilder *builder,
            GtkWidget   *widget)
{
  gboolean drawn = TRUE;

  if (!gtk_widget_get_mapped (widget))
    return TRUE;
  if (GTK_IS_NATIVE (widget))
    drawn = tell_native (builder, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); drawn && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    drawn = tell_below (builder, child);
  return drawn;
}

/*
 * screens_contrast_tell:
 *
 * Returns: (transfer full) (nullable): every text, icon and dot that is seen; %NULL while a frame
 *   is still to be drawn
 */
JsonNode *
screens_contrast_tell (void)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  json_builder_begin_array (builder);
  for (GList *item = windows; item != NULL; item = item->next)
    if (!tell_below (builder, item->data))
      return NULL;
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}

static GtkWidget *
get_native (GtkWidget *widget)
{
  return GTK_WIDGET (gtk_widget_get_native (widget));
}

/*
 * screens_contrast_hide_focus:
 * @focus: what has the keyboard
 *
 * Shows it as if it had not, which the next frame draws.
 */
void
screens_contrast_hide_focus (GtkWidget *focus)
{
  for (GtkWidget *widget = focus; widget != NULL; widget = gtk_widget_get_parent (widget))
    gtk_widget_unset_state_flags (widget, FOCUS);
}

/*
 * screens_contrast_keep_focus:
 * @focus: what has the keyboard
 *
 * Keeps the pixels that are drawn without it, and shows it again.
 *
 * Returns: whether that was drawn already; if not, nothing is done
 */
gboolean
screens_contrast_keep_focus (GtkWidget *focus)
{
  g_autoptr (GskRenderNode) node = screens_drawn_node (get_native (focus));

  if (node == NULL)
    return FALSE;
  g_clear_pointer (&kept, cairo_surface_destroy);
  kept = screens_drawn_paint (get_native (focus), node);
  gtk_widget_set_state_flags (focus, FOCUS, FALSE);
  for (GtkWidget *widget = gtk_widget_get_parent (focus); widget != NULL;
       widget = gtk_widget_get_parent (widget))
    gtk_widget_set_state_flags (widget, GTK_STATE_FLAG_FOCUS_WITHIN, FALSE);
  return TRUE;
}

/* How many pixels went from which colour to which. */
static GHashTable *
count_changes (cairo_surface_t *surface)
{
  int width = MIN (cairo_image_surface_get_width (surface), cairo_image_surface_get_width (kept));
  int height = MIN (cairo_image_surface_get_height (surface),
                    cairo_image_surface_get_height (kept));
  GHashTable *counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        gint64 before = screens_drawn_pixel (kept, x, y);
        gint64 pair = before << 32 | screens_drawn_pixel (surface, x, y);

        if (!is_alike (before, pair & 0xffffff))
          g_hash_table_insert (counts, g_memdup2 (&pair, sizeof pair),
                               GUINT_TO_POINTER (1 + GPOINTER_TO_UINT (
                                 g_hash_table_lookup (counts, &pair))));
      }
  return counts;
}

/*
 * screens_contrast_tell_focus:
 * @focus: what has the keyboard
 *
 * Returns: (transfer full) (nullable): which pixels are others now than those that were kept; %NULL
 *   while a frame is still to be drawn
 */
JsonNode *
screens_contrast_tell_focus (GtkWidget *focus)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GskRenderNode) node = screens_drawn_node (get_native (focus));
  g_autoptr (GHashTable) counts = NULL;
  cairo_surface_t *surface;
  GHashTableIter iter;
  gpointer pair, count;

  if (node == NULL)
    return NULL;
  surface = screens_drawn_paint (get_native (focus), node);
  counts = count_changes (surface);
  json_builder_begin_object (builder);
  add_widget (builder, focus);
  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &pair, &count))
    {
      json_builder_begin_object (builder);
      add_color (builder, "before", *(gint64 *) pair >> 32);
      add_color (builder, "after", *(gint64 *) pair);
      add_number (builder, "pixels", GPOINTER_TO_UINT (count));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  cairo_surface_destroy (surface);
  return json_builder_get_root (builder);
}
