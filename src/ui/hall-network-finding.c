/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-network-finding.c: a row of "Check the Network": how it is, what to do, and the command.
 *
 * Owned by a HallNetworkTopic. Plain labels: names of interfaces come from the computer, and an
 * AdwActionRow of libadwaita 1.2 would parse them as markup. What is found anew about the same
 * thing changes the words of the row and nothing else.
 */

#define G_LOG_DOMAIN "hall-network-finding"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-copy-button.h"
#include "hall-network-text.h"
#include "hall-wrapping.h"

#include "hall-network-finding.h"

struct _HallNetworkFinding
{
  GtkListBoxRow parent_instance;

  HallFinding *finding;
  guint position;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *advice;
  GtkWidget *usual; /* a button for the one thing that Hallway can do itself */
  GtkWidget *deed;  /* the command and its button */
  GtkLabel *command;
  HallCopyButton *copy;
};

G_DEFINE_FINAL_TYPE (HallNetworkFinding, hall_network_finding, GTK_TYPE_LIST_BOX_ROW)

static void
create_deed (HallNetworkFinding *self,
             GtkWidget          *lines)
{
  self->deed = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_margin_top (self->deed, 4);
  self->command = hall_wrapping_label_new (self->deed, "monospace");
  gtk_widget_add_css_class (GTK_WIDGET (self->command), "command");
  gtk_label_set_selectable (self->command, TRUE);
  /* What a shell reads goes from left to right in every language. */
  gtk_widget_set_direction (GTK_WIDGET (self->command), GTK_TEXT_DIR_LTR);
  self->copy = HALL_COPY_BUTTON (hall_copy_button_new (_("Copy Command")));
  gtk_widget_set_halign (GTK_WIDGET (self->copy), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->copy), "pill-small");
  gtk_box_append (GTK_BOX (self->deed), GTK_WIDGET (self->copy));
  gtk_box_append (GTK_BOX (lines), self->deed);
}

static void
create_usual (HallNetworkFinding *self,
              GtkWidget          *lines)
{
  self->usual = gtk_button_new_with_label (_("Use the Usual Port"));
  hall_wrap_button (GTK_BUTTON (self->usual));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->usual),
                                  HALL_NETWORK_FINDING_USUAL_PORT);
  gtk_widget_set_halign (self->usual, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->usual, 4);
  gtk_widget_add_css_class (self->usual, "pill-small");
  gtk_box_append (GTK_BOX (lines), self->usual);
}

static void
show_severity (HallNetworkFinding *self)
{
  HallSeverity severity = hall_finding_get_severity (self->finding);
  const char *const classes[] = { "finding-icon", hall_network_text_severity_class (severity),
                                  NULL };

  gtk_image_set_from_icon_name (self->icon, hall_network_text_severity_icon (severity));
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char **) classes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  hall_network_text_severity (severity), -1);
}

/* A row is read as a whole, in one go. */
static void
name_row (HallNetworkFinding *self)
{
  const char *advice = hall_finding_get_advice (self->finding);
  const char *severity = hall_network_text_severity (hall_finding_get_severity (self->finding));
  /* Translators: "Good", "Problem", …, then a sentence. */
  g_autofree char *name = g_strdup_printf (C_("network", "%s: %s"), severity,
                                           hall_finding_get_title (self->finding));
  GtkAccessible *row = GTK_ACCESSIBLE (self);

  gtk_accessible_update_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (advice != NULL)
    gtk_accessible_update_property (row, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, advice, -1);
  else
    gtk_accessible_reset_property (row, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
show_command (HallNetworkFinding *self)
{
  const char *command = hall_finding_get_command (self->finding);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (command == NULL && focus != NULL && gtk_widget_is_ancestor (focus, self->deed))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_set_visible (self->deed, command != NULL);
  hall_copy_button_set_text (self->copy, command);
  if (command == NULL)
    return;
  /* Setting it anew would take away what somebody has selected. */
  if (!g_str_equal (gtk_label_get_text (self->command), command))
    gtk_label_set_text (self->command, command);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, command, -1);
}

static void
hall_network_finding_dispose (GObject *object)
{
  g_clear_object (&HALL_NETWORK_FINDING (object)->finding);
  G_OBJECT_CLASS (hall_network_finding_parent_class)->dispose (object);
}

static void
hall_network_finding_class_init (HallNetworkFindingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_network_finding_dispose;
}

static void
hall_network_finding_init (HallNetworkFinding *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_add_css_class (box, "fact");
  self->icon = g_object_new (GTK_TYPE_IMAGE, "valign", GTK_ALIGN_START, NULL);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  self->title = hall_wrapping_label_new (lines, NULL);
  self->advice = hall_wrapping_label_new (lines, "dim-label");
  create_usual (self, lines);
  create_deed (self, lines);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (box), lines);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

/**
 * hall_network_finding_new:
 * @finding: what to show
 *
 * Returns: (transfer floating): a row for a #GtkListBox
 */
GtkWidget *
hall_network_finding_new (HallFinding *finding)
{
  HallNetworkFinding *self = g_object_new (HALL_TYPE_NETWORK_FINDING, NULL);

  hall_network_finding_set_finding (self, finding);
  return GTK_WIDGET (self);
}

/**
 * hall_network_finding_get_finding:
 * @self: a row
 *
 * Returns: (transfer none): what it shows
 */
HallFinding *
hall_network_finding_get_finding (HallNetworkFinding *self)
{
  g_return_val_if_fail (HALL_IS_NETWORK_FINDING (self), NULL);

  return self->finding;
}

/**
 * hall_network_finding_set_finding:
 * @self: a row
 * @finding: what to show from now on, about the same thing
 */
void
hall_network_finding_set_finding (HallNetworkFinding *self,
                                  HallFinding        *finding)
{
  const char *advice;

  g_return_if_fail (HALL_IS_NETWORK_FINDING (self));
  g_return_if_fail (HALL_IS_FINDING (finding));

  if (!g_set_object (&self->finding, finding))
    return;
  advice = hall_finding_get_advice (finding);
  show_severity (self);
  gtk_label_set_text (self->title, hall_finding_get_title (finding));
  gtk_label_set_text (self->advice, advice != NULL ? advice : "");
  gtk_widget_set_visible (GTK_WIDGET (self->advice), advice != NULL);
  gtk_widget_set_visible (self->usual,
                          g_str_equal (hall_finding_get_code (finding), "other-port"));
  show_command (self);
  name_row (self);
}

/**
 * hall_network_finding_is_about:
 * @self: a row
 * @finding: something that was found out
 *
 * Returns: whether it is about what the row is about, whatever either says of it
 */
gboolean
hall_network_finding_is_about (HallNetworkFinding *self,
                               HallFinding        *finding)
{
  g_return_val_if_fail (HALL_IS_NETWORK_FINDING (self), FALSE);

  return g_str_equal (hall_finding_get_code (self->finding), hall_finding_get_code (finding)) &&
         g_strcmp0 (hall_finding_get_subject (self->finding),
                    hall_finding_get_subject (finding)) == 0;
}

/**
 * hall_network_finding_get_position:
 * @self: a row
 *
 * Returns: its place among the rows of its list
 */
guint
hall_network_finding_get_position (HallNetworkFinding *self)
{
  g_return_val_if_fail (HALL_IS_NETWORK_FINDING (self), 0);

  return self->position;
}

/**
 * hall_network_finding_set_position:
 * @self: a row
 * @position: its place from the next sorting on
 */
void
hall_network_finding_set_position (HallNetworkFinding *self,
                                   guint               position)
{
  g_return_if_fail (HALL_IS_NETWORK_FINDING (self));

  self->position = position;
}
