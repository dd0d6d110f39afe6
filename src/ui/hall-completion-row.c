/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-completion-row.c: one line of what can be chosen.
 *
 * A picture or an emoji, a name, and what tells it from others. Plain labels only: names are
 * written by others.
 */

#define G_LOG_DOMAIN "hall-completion-row"

#include "config.h"

#include "hall-avatar.h"

#include "hall-completion-row.h"

#define AVATAR_SIZE 24
#define TITLE_CHARACTERS 40

static GtkWidget *
make_picture (const HallProposal *proposal)
{
  GtkWidget *picture;

  if (proposal->person != NULL)
    {
      picture = hall_avatar_new (AVATAR_SIZE);
      hall_avatar_set_person (HALL_AVATAR (picture), proposal->person);
      return picture;
    }
  if (proposal->emoji == NULL)
    {
      picture = gtk_image_new_from_icon_name ("system-users-symbolic");
      gtk_widget_set_size_request (picture, AVATAR_SIZE, AVATAR_SIZE);
      return picture;
    }
  picture = gtk_label_new (proposal->emoji);
  gtk_widget_add_css_class (picture, "completion-emoji");
  return picture;
}

static GtkWidget *
make_label (const char *text,
            const char *style)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (text));

  gtk_label_set_xalign (label, 0.0);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (label, TITLE_CHARACTERS);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (label), style);
  return GTK_WIDGET (label);
}

/**
 * hall_completion_row_describe:
 * @proposal: what it is for
 *
 * Returns: (transfer full): what a screen reader says of it
 */
char *
hall_completion_row_describe (const HallProposal *proposal)
{
  if (*proposal->detail == '\0')
    return g_strdup (proposal->title);
  return g_strdup_printf ("%s, %s", proposal->title, proposal->detail);
}

/**
 * hall_completion_row_new:
 * @proposal: what it is for
 *
 * Returns: (transfer floating): a GtkListBoxRow that does not take the keyboard
 */
GtkWidget *
hall_completion_row_new (const HallProposal *proposal)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *name = hall_completion_row_describe (proposal);

  if (proposal->person != NULL || *proposal->text != '/')
    gtk_box_append (GTK_BOX (box), make_picture (proposal));
  gtk_box_append (GTK_BOX (box), make_label (proposal->title, NULL));
  if (*proposal->detail != '\0')
    gtk_box_append (GTK_BOX (box), make_label (proposal->detail,
                                               proposal->person != NULL ? "key-tag"
                                                                        : "dim-label"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}
