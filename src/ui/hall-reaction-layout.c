/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-reaction-layout.c: small widgets one after the other, in as many lines as it takes.
 *
 * The layout of HallReactionBar and of the answers to HallNameWarning. (GtkFlowBox puts its
 * children into columns, and measures itself for another width than it gets where it does not fill
 * its line.) Each widget has its natural size, no more than the line's. From right to left where
 * that is how one reads.
 */

#define G_LOG_DOMAIN "hall-reaction-layout"

#include "config.h"

#include "hall-reaction-layout.h"

#define SPACING 4

struct _HallReactionLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (HallReactionLayout, hall_reaction_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Returns: the height; allocates as well where that is asked for. */
static int
lay_out (GtkWidget *widget,
         int        width,
         gboolean   allocate)
{
  gboolean from_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;
  int y = 0;
  int line_height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum, child_width, child_height;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &child_width, NULL,
                          NULL);
      child_width = MAX (minimum, MIN (child_width, width));
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, NULL, &child_height, NULL,
                          NULL);
      if (x > 0 && x + child_width > width)
        {
          x = 0;
          y += line_height + SPACING;
          line_height = 0;
        }
      if (allocate)
        gtk_widget_size_allocate (child,
                                  &(GtkAllocation) { from_right ? width - x - child_width : x, y,
                                                     child_width, child_height }, -1);
      x += child_width + SPACING;
      line_height = MAX (line_height, child_height);
    }
  return y + line_height;
}

static void
measure_width (GtkWidget *widget,
               int       *minimum,
               int       *natural)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? SPACING : 0);
    }
}

static GtkSizeRequestMode
hall_reaction_layout_get_request_mode (GtkLayoutManager *manager,
                                       GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hall_reaction_layout_measure (GtkLayoutManager *manager,
                              GtkWidget        *widget,
                              GtkOrientation    orientation,
                              int               for_size,
                              int              *minimum,
                              int              *natural,
                              int              *minimum_baseline,
                              int              *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (widget, minimum, natural);
  else
    *minimum = *natural = lay_out (widget, for_size < 0 ? G_MAXINT : for_size, FALSE);
}

static void
hall_reaction_layout_allocate (GtkLayoutManager *manager,
                               GtkWidget        *widget,
                               int               width,
                               int               height,
                               int               baseline)
{
  lay_out (widget, width, TRUE);
}

static void
hall_reaction_layout_class_init (HallReactionLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = hall_reaction_layout_get_request_mode;
  layout_class->measure = hall_reaction_layout_measure;
  layout_class->allocate = hall_reaction_layout_allocate;
}

static void
hall_reaction_layout_init (HallReactionLayout *self)
{
}

/**
 * hall_reaction_layout_new:
 *
 * Returns: (transfer full): a layout
 */
GtkLayoutManager *
hall_reaction_layout_new (void)
{
  return g_object_new (HALL_TYPE_REACTION_LAYOUT, NULL);
}
