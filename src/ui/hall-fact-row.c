/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-fact-row.c: one fact in a boxed list.
 *
 * Values are often somebody else's words: plain labels (an AdwActionRow of libadwaita 1.2 would
 * parse them as markup).
 */

#define G_LOG_DOMAIN "hall-fact-row"

#include "config.h"

#include "hall-fact-row.h"

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
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", box, "activatable",
                                 value == NULL, NULL);
  g_autofree char *name = value != NULL ? g_strdup_printf ("%s: %s", title, value)
                                        : g_strdup (title);

  gtk_widget_add_css_class (box, "fact");
  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  if (value == NULL)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  else
    g_object_set (label, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "width-chars", 6, NULL);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (value != NULL)
    {
      GtkWidget *text = g_object_new (GTK_TYPE_LABEL, "label", value, "xalign", 1.0, "selectable",
                                      TRUE, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                      "justify", GTK_JUSTIFY_RIGHT, "width-chars", 9, NULL);

      gtk_widget_add_css_class (text, "dim-label");
      gtk_box_append (GTK_BOX (box), text);
    }
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
