/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-fact-row.c: one fact in a boxed list.
 *
 * Values are often somebody else's words: plain labels (an AdwActionRow of libadwaita 1.2 would
 * parse them as markup). A value stands at the end of the line where there is room for it beside
 * the whole title, and else, with large text or long words, below the title.
 */

#define G_LOG_DOMAIN "hall-fact-row"

#include "config.h"

#include "hall-fact-row.h"

#define SPACING 12
#define LINES_BESIDE 2 /* of a value, at most */

#define HALL_TYPE_FACT_BOX (hall_fact_box_get_type ())
G_DECLARE_FINAL_TYPE (HallFactBox, hall_fact_box, HALL, FACT_BOX, GtkWidget)

struct _HallFactBox
{
  GtkWidget parent_instance;

  GtkWidget *title;
  GtkWidget *value;
};

G_DEFINE_FINAL_TYPE (HallFactBox, hall_fact_box, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
hall_fact_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Returns the width of the value, 0 if it goes below. */
static int
divide (HallFactBox *self,
        int          width)
{
  int title, rest, least, wanted;

  gtk_widget_measure (self->title, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &title, NULL, NULL);
  gtk_widget_measure (self->value, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
  if (width < 0)
    return wanted;
  rest = width - SPACING - title;
  return rest >= least && rest * LINES_BESIDE >= wanted ? MIN (wanted, rest) : 0;
}

static void
hall_fact_box_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *least,
                       int            *wanted,
                       int            *least_baseline,
                       int            *wanted_baseline)
{
  HallFactBox *self = HALL_FACT_BOX (widget);
  int beside = orientation == GTK_ORIENTATION_VERTICAL ? divide (self, for_size) : -1;
  int title_size = beside > 0 && for_size >= 0 ? for_size - SPACING - beside : for_size;
  int value_size = beside > 0 && for_size >= 0 ? beside : for_size;
  int title_least, title_wanted, value_least, value_wanted;

  gtk_widget_measure (self->title, orientation, title_size, &title_least, &title_wanted, NULL,
                      NULL);
  gtk_widget_measure (self->value, orientation, value_size, &value_least, &value_wanted, NULL,
                      NULL);
  *least = beside == 0 ? title_least + value_least : MAX (title_least, value_least);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *wanted = title_wanted + SPACING + value_wanted;
  else
    *wanted = beside == 0 ? title_wanted + value_wanted : MAX (title_wanted, value_wanted);
}

static void
allocate (GtkWidget *child,
          int        x,
          int        y,
          int        width,
          int        height)
{
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, width, height }, -1);
}

static void
hall_fact_box_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  HallFactBox *self = HALL_FACT_BOX (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int beside = divide (self, width), above;

  gtk_label_set_xalign (GTK_LABEL (self->value), beside > 0 ? 1.0 : 0.0);
  if (beside > 0)
    {
      int rest = width - beside - SPACING;

      allocate (self->title, mirrored ? beside + SPACING : 0, 0, rest, height);
      allocate (self->value, mirrored ? 0 : rest + SPACING, 0, beside, height);
      return;
    }
  gtk_widget_measure (self->title, GTK_ORIENTATION_VERTICAL, width, &above, NULL, NULL, NULL);
  allocate (self->title, 0, 0, width, above);
  allocate (self->value, 0, above, width, height - above);
}

static void
hall_fact_box_dispose (GObject *object)
{
  HallFactBox *self = HALL_FACT_BOX (object);

  g_clear_pointer (&self->title, gtk_widget_unparent);
  g_clear_pointer (&self->value, gtk_widget_unparent);
  G_OBJECT_CLASS (hall_fact_box_parent_class)->dispose (object);
}

static void
hall_fact_box_class_init (HallFactBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_fact_box_dispose;
  widget_class->get_request_mode = hall_fact_box_get_request_mode;
  widget_class->measure = hall_fact_box_measure;
  widget_class->size_allocate = hall_fact_box_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "box");
}

static void
hall_fact_box_init (HallFactBox *self)
{
}

static GtkWidget *
create_box (const char *title,
            const char *value)
{
  HallFactBox *self = g_object_new (HALL_TYPE_FACT_BOX, NULL);

  self->title = g_object_new (GTK_TYPE_LABEL, "label", title, "xalign", 0.0, "wrap", TRUE,
                              "wrap-mode", PANGO_WRAP_WORD_CHAR, "width-chars", 6, NULL);
  self->value = g_object_new (GTK_TYPE_LABEL, "label", value, "xalign", 1.0, "selectable", TRUE,
                              "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "width-chars", 9,
                              NULL);
  gtk_widget_add_css_class (self->value, "dim-label");
  gtk_widget_set_parent (self->title, GTK_WIDGET (self));
  gtk_widget_set_parent (self->value, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

static GtkWidget *
create_label (const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", title, "xalign", 0.0, "hexpand", TRUE,
                                   "ellipsize", PANGO_ELLIPSIZE_END, NULL);

  gtk_box_append (GTK_BOX (box), label);
  return box;
}

/**
 * hall_fact_row_new:
 * @title: what it is
 * @value: (nullable): its value, which can be selected and copied
 *
 * Returns: (transfer floating): a row for a #GtkListBox; without a value it can be activated
 */
GtkWidget *
hall_fact_row_new (const char *title,
                   const char *value)
{
  GtkWidget *box = value != NULL ? create_box (title, value) : create_label (title);
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", box, "activatable",
                                 value == NULL, NULL);
  g_autofree char *name = value != NULL ? g_strdup_printf ("%s: %s", title, value)
                                        : g_strdup (title);

  gtk_widget_add_css_class (box, "fact");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

/**
 * hall_fact_row_clear:
 * @box: a list
 *
 * Takes all rows out of it.
 */
void
hall_fact_row_clear (GtkListBox *box)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (box, 0)) != NULL)
    gtk_list_box_remove (box, GTK_WIDGET (row));
}
