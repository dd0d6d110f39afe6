/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-line.c: what stands beside one another in a message's row.
 *
 * A part of HallMessageRow. The child that expands gets what the others leave. It does what a
 * horizontal GtkBox would do, but for one thing: when a GtkBox is given its place it asks each
 * child how wide it has to be for that height, and a child with text that wraps finds out by trying
 * width after width, with all of the text each time.
 */

#define G_LOG_DOMAIN "hall-message-line"

#include "config.h"

#include "hall-message-line.h"

#define SPACING 10

struct _HallMessageLine
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (HallMessageLine, hall_message_line, GTK_TYPE_WIDGET)

/* Calls for each child that takes part. */
#define FOR_EACH_CHILD(widget, child)                                                   \
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;           \
       child = gtk_widget_get_next_sibling (child))                                     \
    if (gtk_widget_should_layout (child))

static int
get_natural_width (GtkWidget *child)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

/* What is left for the child that expands; less than nothing is not. */
static int
get_rest (GtkWidget *widget,
          int        width)
{
  int n_children = 0;

  FOR_EACH_CHILD (widget, child)
    {
      n_children++;
      if (!gtk_widget_get_hexpand (child))
        width -= get_natural_width (child);
    }
  return MAX (0, width - MAX (0, n_children - 1) * SPACING);
}

static GtkSizeRequestMode
hall_message_line_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (GtkWidget *widget,
               int       *minimum,
               int       *natural)
{
  int n_children = 0;

  FOR_EACH_CHILD (widget, child)
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum += gtk_widget_get_hexpand (child) ? child_minimum : child_natural;
      *natural += child_natural;
      n_children++;
    }
  *minimum += MAX (0, n_children - 1) * SPACING;
  *natural += MAX (0, n_children - 1) * SPACING;
}

static void
hall_message_line_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  int rest = -1;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (widget, minimum, natural);
      return;
    }
  if (for_size >= 0)
    rest = get_rest (widget, for_size);
  FOR_EACH_CHILD (widget, child)
    {
      int width = gtk_widget_get_hexpand (child) || for_size < 0 ? rest : get_natural_width (child);
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

static void
hall_message_line_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int rest = get_rest (widget, width);
  int x = 0;

  FOR_EACH_CHILD (widget, child)
    {
      GtkAllocation place = { x, 0, 0, height };

      place.width = gtk_widget_get_hexpand (child) ? rest : get_natural_width (child);
      x += place.width + SPACING;
      if (mirrored)
        place.x = width - place.x - place.width;
      gtk_widget_size_allocate (child, &place, -1);
    }
}

static void
hall_message_line_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hall_message_line_parent_class)->dispose (object);
}

static void
hall_message_line_class_init (HallMessageLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_message_line_dispose;
  widget_class->get_request_mode = hall_message_line_get_request_mode;
  widget_class->measure = hall_message_line_measure;
  widget_class->size_allocate = hall_message_line_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hall_message_line_init (HallMessageLine *self)
{
}

/**
 * hall_message_line_insert_after:
 * @self: a line
 * @child: what is added
 * @sibling: (nullable): what it goes behind; %NULL: to the beginning
 */
void
hall_message_line_insert_after (HallMessageLine *self,
                                GtkWidget       *child,
                                GtkWidget       *sibling)
{
  g_return_if_fail (HALL_IS_MESSAGE_LINE (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  gtk_widget_insert_after (child, GTK_WIDGET (self), sibling);
}
