/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-dialog-bar.c: what stands in the header bar of a dialog that one answers.
 *
 * The title in the middle, the first button at the start, all others at the end, the last of them
 * outermost. Where the title does not fit into a line between them, it goes above, and where the
 * buttons do not fit beside each other, they go one below the other: on a narrow window, with large
 * text, with long words. A template gives it the buttons; see hall_wrap_title().
 */

#define G_LOG_DOMAIN "hall-dialog-bar"

#include "config.h"

#include "hall-wrapping.h"

#include "hall-dialog-bar.h"

#define SPACING 6

struct _HallDialogBar
{
  GtkWidget parent_instance;

  GtkLabel *title; /* the first child */
};

typedef enum
{
  BETWEEN, /* all in a line */
  ABOVE,   /* the title, and the buttons in a line */
  COLUMN,
} Form;

G_DEFINE_FINAL_TYPE (HallDialogBar, hall_dialog_bar, GTK_TYPE_WIDGET)

static int
ask (GtkWidget     *child,
     GtkOrientation orientation,
     int            for_size,
     gboolean       least)
{
  int minimum, natural;

  gtk_widget_measure (child, orientation, for_size, &minimum, &natural, NULL, NULL);
  return least ? minimum : natural;
}

static GtkWidget *
next_button (GtkWidget *child)
{
  do
    child = gtk_widget_get_next_sibling (child);
  while (child != NULL && !gtk_widget_should_layout (child));
  return child;
}

/* Calls for each button that is shown. */
#define FOR_EACH_BUTTON(self, child)                                                          \
  for (GtkWidget *child = next_button (GTK_WIDGET (self->title)); child != NULL;              \
       child = next_button (child))

/* Of all the buttons beside each other. */
static int
get_buttons_width (HallDialogBar *self)
{
  int width = 0;

  FOR_EACH_BUTTON (self, child)
    width += ask (child, GTK_ORIENTATION_HORIZONTAL, -1, FALSE) + SPACING;
  return MAX (0, width - SPACING);
}

static Form
choose_form (HallDialogBar *self,
             int            width)
{
  int title = ask (GTK_WIDGET (self->title), GTK_ORIENTATION_HORIZONTAL, -1, FALSE);
  int buttons = get_buttons_width (self);

  if (width < 0 || title + (buttons > 0 ? SPACING : 0) + buttons <= width)
    return BETWEEN;
  return buttons <= width ? ABOVE : COLUMN;
}

static GtkSizeRequestMode
hall_dialog_bar_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
measure_width (HallDialogBar *self,
               gboolean       least)
{
  GtkWidget *title = GTK_WIDGET (self->title);
  int width = ask (title, GTK_ORIENTATION_HORIZONTAL, -1, least);

  if (!least)
    return width + SPACING + get_buttons_width (self);
  FOR_EACH_BUTTON (self, child)
    width = MAX (width, ask (child, GTK_ORIENTATION_HORIZONTAL, -1, TRUE));
  return width;
}

static int
measure_height (HallDialogBar *self,
                int            width)
{
  Form form = choose_form (self, width);
  GtkWidget *label = GTK_WIDGET (self->title);
  int room = form == BETWEEN ? ask (label, GTK_ORIENTATION_HORIZONTAL, -1, FALSE) : width;
  int title = ask (label, GTK_ORIENTATION_VERTICAL, room, FALSE);
  int highest = 0, all = title;

  FOR_EACH_BUTTON (self, child)
    {
      int height = ask (child, GTK_ORIENTATION_VERTICAL, -1, FALSE);

      highest = MAX (highest, height);
      all += SPACING + height;
    }
  if (form == BETWEEN)
    return MAX (title, highest);
  return form == ABOVE ? title + SPACING + highest : all;
}

static void
hall_dialog_bar_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  HallDialogBar *self = HALL_DIALOG_BAR (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = measure_height (self, for_size);
      return;
    }
  *minimum = measure_width (self, TRUE);
  *natural = measure_width (self, FALSE);
}

static void
allocate (HallDialogBar *self,
          GtkWidget     *child,
          int            x,
          int            y,
          int            width,
          int            height)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - width;
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, width, height }, -1);
}

static void
allocate_column (HallDialogBar *self,
                 int            width,
                 int            y)
{
  FOR_EACH_BUTTON (self, child)
    {
      int height = ask (child, GTK_ORIENTATION_VERTICAL, -1, FALSE);

      allocate (self, child, 0, y, width, height);
      y += height + SPACING;
    }
}

/* The first at the start, the last at the end; @start, @end: (out): what is left between them. */
static void
allocate_line (HallDialogBar *self,
               int            width,
               int            y,
               int            height,
               int           *start,
               int           *end)
{
  GtkWidget *first = next_button (GTK_WIDGET (self->title));

  *start = 0;
  *end = width;
  for (GtkWidget *child = gtk_widget_get_last_child (GTK_WIDGET (self));
       child != GTK_WIDGET (self->title); child = gtk_widget_get_prev_sibling (child))
    {
      int wanted;

      if (!gtk_widget_should_layout (child))
        continue;
      wanted = ask (child, GTK_ORIENTATION_HORIZONTAL, -1, FALSE);
      if (child == first)
        {
          allocate (self, child, 0, y, wanted, height);
          *start = wanted + SPACING;
        }
      else
        {
          *end -= wanted;
          allocate (self, child, *end, y, wanted, height);
          *end -= SPACING;
        }
    }
}

static void
hall_dialog_bar_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  HallDialogBar *self = HALL_DIALOG_BAR (widget);
  GtkWidget *title = GTK_WIDGET (self->title);
  Form form = choose_form (self, width);
  int above, start, end, wanted;

  if (form == BETWEEN)
    {
      allocate_line (self, width, 0, height, &start, &end);
      wanted = MIN (ask (title, GTK_ORIENTATION_HORIZONTAL, -1, FALSE), end - start);
      allocate (self, title, CLAMP ((width - wanted) / 2, start, end - wanted), 0, wanted, height);
      return;
    }
  above = ask (title, GTK_ORIENTATION_VERTICAL, width, FALSE);
  allocate (self, title, 0, 0, width, above);
  above += SPACING;
  if (form == ABOVE)
    allocate_line (self, width, above, height - above, &start, &end);
  else
    allocate_column (self, width, above);
}

static void
hall_dialog_bar_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hall_dialog_bar_parent_class)->dispose (object);
}

static void
hall_dialog_bar_class_init (HallDialogBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_dialog_bar_dispose;
  widget_class->get_request_mode = hall_dialog_bar_get_request_mode;
  widget_class->measure = hall_dialog_bar_measure;
  widget_class->size_allocate = hall_dialog_bar_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "box");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hall_dialog_bar_init (HallDialogBar *self)
{
  self->title = hall_wrapping_title_new ();
  gtk_widget_set_parent (GTK_WIDGET (self->title), GTK_WIDGET (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

/**
 * hall_dialog_bar_get_title:
 * @self: a bar
 *
 * Returns: (transfer none): the label in the middle
 */
GtkLabel *
hall_dialog_bar_get_title (HallDialogBar *self)
{
  g_return_val_if_fail (HALL_IS_DIALOG_BAR (self), NULL);

  return self->title;
}
