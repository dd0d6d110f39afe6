/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-safety.c: a safety number to compare: twelve groups of digits and a QR code.
 *
 * Three lines of four groups, which fit into a narrow window, or six of two with large text; a
 * screen reader makes a pause after each group. It knows no person: whoever shows it says whose
 * number it is.
 */

#define G_LOG_DOMAIN "hall-safety"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-qr.h"

#include "hall-safety.h"

#define GROUPS_PER_LINE 4
#define GROUPS_TOGETHER 2
#define QR_SIZE 164

struct _HallSafety
{
  AdwBin parent_instance;

  char *number; /* (nullable) */
  GtkLabel *digits;
  HallQr *qr;
};

G_DEFINE_FINAL_TYPE (HallSafety, hall_safety, ADW_TYPE_BIN)

static void
hall_safety_finalize (GObject *object)
{
  g_free (HALL_SAFETY (object)->number);
  G_OBJECT_CLASS (hall_safety_parent_class)->finalize (object);
}

static void
hall_safety_class_init (HallSafetyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_safety_finalize;
}

static void
hall_safety_init (HallSafety *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->digits = g_object_new (GTK_TYPE_LABEL, "selectable", TRUE, "wrap", TRUE,
                               "natural-wrap-mode", GTK_NATURAL_WRAP_NONE, "justify",
                               GTK_JUSTIFY_CENTER,
                               "halign", GTK_ALIGN_CENTER, NULL);
  /* Read in one order by both, whatever their languages: a line of numbers has none of its own. */
  gtk_widget_set_direction (GTK_WIDGET (self->digits), GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (GTK_WIDGET (self->digits), "safety-number");
  gtk_widget_add_css_class (GTK_WIDGET (self->digits), "monospace");
  self->qr = HALL_QR (hall_qr_new (QR_SIZE));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->digits));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->qr));
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * hall_safety_new:
 *
 * Returns: (transfer floating): no number yet
 */
GtkWidget *
hall_safety_new (void)
{
  return g_object_new (HALL_TYPE_SAFETY, NULL);
}

/* Where a line is too long it is broken in the middle: three groups and one are hard to compare. */
static PangoAttrList *
keep_together (const char *lines)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  const char *from = lines;
  guint n_groups = 0;

  for (const char *end = lines; *lines != '\0'; end++)
    {
      if (*end != ' ' && *end != '\n' && *end != '\0')
        continue;
      if (++n_groups % GROUPS_TOGETHER == 0)
        {
          PangoAttribute *attribute = pango_attr_allow_breaks_new (FALSE);

          attribute->start_index = from - lines;
          attribute->end_index = end - lines;
          pango_attr_list_insert (attributes, attribute);
          from = end + 1;
        }
      if (*end == '\0')
        break;
    }
  return attributes;
}

/**
 * hall_safety_set_number:
 * @self: where to show it
 * @number: (nullable): groups of digits with single spaces
 */
void
hall_safety_set_number (HallSafety *self,
                        const char *number)
{
  g_auto (GStrv) groups = NULL;
  g_autoptr (GString) lines = NULL;
  g_autoptr (PangoAttrList) attributes = NULL;
  g_autofree char *spoken = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (HALL_IS_SAFETY (self));

  if (g_strcmp0 (self->number, number) == 0)
    return;
  g_free (self->number);
  self->number = g_strdup (number);
  groups = g_strsplit (number != NULL ? number : "", " ", -1);
  lines = g_string_new (NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (lines, i % GROUPS_PER_LINE == 0 ? "\n" : " ");
      g_string_append (lines, groups[i]);
    }
  attributes = keep_together (lines->str);
  gtk_label_set_attributes (self->digits, attributes);
  gtk_label_set_text (self->digits, lines->str);
  spoken = g_strjoinv (", ", groups);
  name = g_strdup_printf (_("Safety number: %s"), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->digits), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  hall_qr_set_text (self->qr, number, _("The safety number as a QR code"));
}

/* Twice: a page that was not shown before has its layout at the end of the first frame. */
static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT);
  guint *n_left = user_data;
  GtkAdjustment *adjustment;
  double x, y;

  if (viewport == NULL || !gtk_widget_get_mapped (widget) || --*n_left > 0)
    return viewport != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport));
  if (gtk_widget_translate_coordinates (widget, viewport, 0, gtk_widget_get_height (widget) / 2.0,
                                        &x, &y))
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + y -
                                          gtk_adjustment_get_page_size (adjustment) / 2);
  return G_SOURCE_REMOVE;
}

/**
 * hall_safety_bring_into_view:
 * @self: a number in something that scrolls
 *
 * Scrolls it into the middle, as soon as there is a layout: moving the keyboard alone does so only
 * if there is one already.
 */
void
hall_safety_bring_into_view (HallSafety *self)
{
  guint *n_left;

  g_return_if_fail (HALL_IS_SAFETY (self));

  n_left = g_new (guint, 1);
  *n_left = 2;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, n_left, g_free);
}

/**
 * hall_safety_get_number:
 * @self: where it is shown
 *
 * Returns: (nullable): the number
 */
const char *
hall_safety_get_number (HallSafety *self)
{
  g_return_val_if_fail (HALL_IS_SAFETY (self), NULL);

  return self->number;
}
