/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-beside-box.c: a sentence with a button beside it, which goes below the sentence where there
 * is no room for both: on a narrow window, with large text. It has two children; the first gets
 * what the second leaves, and the second all that it wants, so that words on it wrap below only. It
 * knows nothing of what they are.
 */

#define G_LOG_DOMAIN "hall-beside-box"

#include "config.h"

#include "hall-beside-box.h"

#define SPACING 10

struct _HallBesideBox
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (HallBesideBox, hall_beside_box, GTK_TYPE_WIDGET)

/* Of the visible child, how much it needs; nothing if there is none. */
static void
ask (GtkWidget     *child,
     GtkOrientation orientation,
     int            for_size,
     int           *least,
     int           *wanted)
{
  *least = *wanted = 0;
  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_measure (child, orientation, for_size, least, wanted, NULL, NULL);
}

/* A box whose children are all hidden is as good as hidden. */
static gboolean
is_shown (GtkWidget *child)
{
  int least, wanted;

  ask (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted);
  return wanted > 0;
}

static int
get_spacing (HallBesideBox *self)
{
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self));
  GtkWidget *second = gtk_widget_get_last_child (GTK_WIDGET (self));

  return first != second && is_shown (first) && is_shown (second) ? SPACING : 0;
}

/* Returns the width of the second, 0 if it goes below. */
static int
divide (HallBesideBox *self,
        int            width)
{
  int first, least, wanted;

  ask (gtk_widget_get_first_child (GTK_WIDGET (self)), GTK_ORIENTATION_HORIZONTAL, -1, &first,
       &wanted);
  ask (gtk_widget_get_last_child (GTK_WIDGET (self)), GTK_ORIENTATION_HORIZONTAL, -1, &least,
       &wanted);
  return get_spacing (self) > 0 && first + SPACING + wanted <= width ? wanted : 0;
}

static GtkSizeRequestMode
hall_beside_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_height (HallBesideBox *self,
                int            width,
                int           *least,
                int           *wanted)
{
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self));
  GtkWidget *second = gtk_widget_get_last_child (GTK_WIDGET (self));
  int beside = width < 0 ? -1 : divide (self, width);
  int other_least, other_wanted;

  ask (first, GTK_ORIENTATION_VERTICAL, beside > 0 ? width - beside - SPACING : width, least,
       wanted);
  if (first == second)
    return;
  ask (second, GTK_ORIENTATION_VERTICAL, beside > 0 ? beside : width, &other_least,
       &other_wanted);
  if (beside != 0)
    {
      *least = MAX (*least, other_least);
      *wanted = MAX (*wanted, other_wanted);
    }
  else
    {
      *least += get_spacing (self) + other_least;
      *wanted += get_spacing (self) + other_wanted;
    }
}

static void
hall_beside_box_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *least,
                         int           *wanted,
                         int           *least_baseline,
                         int           *wanted_baseline)
{
  HallBesideBox *self = HALL_BESIDE_BOX (widget);
  int other_least, other_wanted;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      measure_height (self, for_size, least, wanted);
      return;
    }
  ask (gtk_widget_get_first_child (widget), orientation, -1, least, wanted);
  if (gtk_widget_get_first_child (widget) == gtk_widget_get_last_child (widget))
    return;
  ask (gtk_widget_get_last_child (widget), orientation, -1, &other_least, &other_wanted);
  *least = MAX (*least, other_least);
  *wanted += get_spacing (self) + other_wanted;
}

static void
allocate (GtkWidget *child,
          int        x,
          int        y,
          int        width,
          int        height)
{
  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, width, height }, -1);
}

static void
hall_beside_box_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  HallBesideBox *self = HALL_BESIDE_BOX (widget);
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = gtk_widget_get_last_child (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int beside = divide (self, width), least, wanted;

  if (beside > 0)
    {
      int rest = width - beside - SPACING;

      allocate (first, mirrored ? beside + SPACING : 0, 0, rest, height);
      allocate (second, mirrored ? 0 : rest + SPACING, 0, beside, height);
      return;
    }
  ask (second, GTK_ORIENTATION_VERTICAL, width, &least, &wanted);
  if (get_spacing (self) == 0)
    least = 0;
  allocate (first, 0, 0, width, height - least - get_spacing (self));
  if (second != first)
    allocate (second, 0, least > 0 ? height - least : 0, width, least > 0 ? least : height);
}

static void
hall_beside_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hall_beside_box_parent_class)->dispose (object);
}

static void
hall_beside_box_class_init (HallBesideBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_beside_box_dispose;
  widget_class->get_request_mode = hall_beside_box_get_request_mode;
  widget_class->measure = hall_beside_box_measure;
  widget_class->size_allocate = hall_beside_box_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "box");
}

static void
hall_beside_box_init (HallBesideBox *self)
{
}

/**
 * hall_beside_box_new:
 * @first: what gets the place that is left
 * @second: what goes below it, if need be
 *
 * Returns: (transfer floating): both
 */
GtkWidget *
hall_beside_box_new (GtkWidget *first,
                     GtkWidget *second)
{
  GtkWidget *self = g_object_new (HALL_TYPE_BESIDE_BOX, NULL);

  gtk_widget_set_parent (first, self);
  gtk_widget_set_parent (second, self);
  return self;
}
