/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-text-layout.c: one child below the other; of labels that wrap, each text is shaped once.
 *
 * Owned by the widget that it lays out. Asked for its size, a GtkLabel that wraps breaks its text
 * for no width, for every width and for the width that it gets, each time anew: that was the
 * greater part of what a row of a conversation costs. Here such a label is never asked: its text
 * fits into any width, and the layout that it will draw says how high that is. So such a label has
 * to fill its place, without margins or padding. Anything else is asked as always.
 */

#define G_LOG_DOMAIN "hall-text-layout"

#include "config.h"

#include "hall-text-layout.h"

/* About six characters, and a short line. */
#define TEXT_MIN_WIDTH 48
#define TEXT_NATURAL_WIDTH 240

struct _HallTextLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (HallTextLayout, hall_text_layout, GTK_TYPE_LAYOUT_MANAGER)

static G_DEFINE_QUARK (hall-text-layout-placed, placed)

/* Of the text that was placed last. The next one will probably be as wide. */
static int usual_width = -1;

static gboolean
is_text (GtkWidget *child)
{
  return GTK_IS_LABEL (child) && gtk_label_get_wrap (GTK_LABEL (child));
}

static int
get_layout_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return PANGO_PIXELS_CEIL (height);
}

/* A label makes a new layout for a new text, and then a place will be given to it. Before that its
 * layout may get another width; later it is what is seen, and a copy is tried with another one. */
static int
measure_text (GtkLabel *label,
              int       width)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  g_autoptr (PangoLayout) copy = NULL;

  if (g_object_get_qdata (G_OBJECT (layout), placed_quark ()) == NULL)
    pango_layout_set_width (layout, width * PANGO_SCALE);
  else if (pango_layout_get_width (layout) != width * PANGO_SCALE)
    {
      copy = pango_layout_copy (layout);
      pango_layout_set_width (copy, width * PANGO_SCALE);
    }
  return get_layout_height (copy != NULL ? copy : layout);
}

/* The height that it has at its place, or will probably have: asked for without a width, a label
 * may say more than it needs where it is wider, but not less. */
static int
measure_usual (GtkLabel *label)
{
  PangoLayout *layout = gtk_label_get_layout (label);

  if (gtk_widget_get_width (GTK_WIDGET (label)) <= 0 &&
      g_object_get_qdata (G_OBJECT (layout), placed_quark ()) == NULL)
    pango_layout_set_width (layout, usual_width);
  return get_layout_height (layout);
}

static void
measure_child (GtkWidget      *child,
               GtkOrientation  orientation,
               int             for_size,
               int            *minimum,
               int            *natural)
{
  if (!is_text (child))
    {
      gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
    }
  else if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = TEXT_MIN_WIDTH;
      *natural = TEXT_NATURAL_WIDTH;
    }
  else
    {
      *minimum = *natural = for_size >= 0 ? measure_text (GTK_LABEL (child), for_size)
                                          : measure_usual (GTK_LABEL (child));
    }
}

static GtkSizeRequestMode
hall_text_layout_get_request_mode (GtkLayoutManager *manager,
                                   GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hall_text_layout_measure (GtkLayoutManager *manager,
                          GtkWidget        *widget,
                          GtkOrientation    orientation,
                          int               for_size,
                          int              *minimum,
                          int              *natural,
                          int              *minimum_baseline,
                          int              *natural_baseline)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      measure_child (child, orientation,
                     orientation == GTK_ORIENTATION_VERTICAL ? for_size : -1, &child_minimum,
                     &child_natural);
      if (orientation == GTK_ORIENTATION_HORIZONTAL)
        {
          *minimum = MAX (*minimum, child_minimum);
          *natural = MAX (*natural, child_natural);
        }
      else
        {
          *minimum += child_minimum;
          *natural += child_natural;
        }
    }
}

static void
hall_text_layout_allocate (GtkLayoutManager *manager,
                           GtkWidget        *widget,
                           int               width,
                           int               height,
                           int               baseline)
{
  int y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum, natural;

      if (!gtk_widget_should_layout (child))
        continue;
      measure_child (child, GTK_ORIENTATION_VERTICAL, width, &minimum, &natural);
      gtk_widget_size_allocate (child, &(GtkAllocation) { 0, y, width, natural }, -1);
      y += natural;
      if (is_text (child))
        {
          PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (child));

          usual_width = width * PANGO_SCALE;
          pango_layout_set_width (layout, usual_width);
          g_object_set_qdata (G_OBJECT (layout), placed_quark (), GINT_TO_POINTER (TRUE));
        }
    }
}

static void
hall_text_layout_class_init (HallTextLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = hall_text_layout_get_request_mode;
  layout_class->measure = hall_text_layout_measure;
  layout_class->allocate = hall_text_layout_allocate;
}

static void
hall_text_layout_init (HallTextLayout *self)
{
}
