/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-name-marks.c: what is known of a key, beside a person's name.
 *
 * A warning where the name is somebody else's, the mark of the verified, and the key tag where two
 * people bear one name. It shows; whoever holds it colours the name.
 */

#define G_LOG_DOMAIN "hall-name-marks"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-name-marks.h"

struct _HallNameMarks
{
  GtkBox parent_instance;

  HallPerson *person; /* (nullable) */
  GSignalGroup *person_signals;

  GtkWidget *resembles;
  GtkWidget *verified;
  GtkWidget *tag;
};

G_DEFINE_FINAL_TYPE (HallNameMarks, hall_name_marks, GTK_TYPE_BOX)

static void
update (HallNameMarks *self)
{
  gboolean resembles;

  if (self->person == NULL)
    return;
  resembles = hall_person_get_resembles (self->person) != NULL;
  gtk_widget_set_visible (self->resembles, resembles);
  gtk_widget_set_visible (self->verified, !resembles && hall_person_get_trust (self->person) ==
                                                        HALL_TRUST_VERIFIED);
  gtk_widget_set_visible (self->tag, hall_person_get_tagged (self->person));
  gtk_label_set_text (GTK_LABEL (self->tag), hall_person_get_key_tag (self->person));
}

static void
hall_name_marks_dispose (GObject *object)
{
  HallNameMarks *self = HALL_NAME_MARKS (object);

  g_clear_object (&self->person_signals);
  g_clear_object (&self->person);
  G_OBJECT_CLASS (hall_name_marks_parent_class)->dispose (object);
}

static void
hall_name_marks_class_init (HallNameMarksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_name_marks_dispose;
}

static GtkWidget *
create_icon (const char *icon_name,
             const char *class_name,
             const char *tooltip)
{
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "pixel-size", 14,
                                  "tooltip-text", tooltip, "visible", FALSE, NULL);

  gtk_widget_add_css_class (icon, class_name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  return icon;
}

static void
hall_name_marks_init (HallNameMarks *self)
{
  static const char *const watched[] = {
    "notify::resembles", "notify::trust", "notify::tagged",
  };

  gtk_box_set_spacing (GTK_BOX (self), 5);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  self->resembles = create_icon ("dialog-warning-symbolic", "error", _("May be somebody else"));
  self->verified = create_icon ("hall-verified-symbolic", "verified", C_("person", "Verified"));
  self->tag = g_object_new (GTK_TYPE_LABEL, "visible", FALSE, "valign", GTK_ALIGN_CENTER,
                            "tooltip-text", _("Tells people of one name apart"), NULL);
  gtk_widget_set_direction (self->tag, GTK_TEXT_DIR_LTR); /* "_a1-" is not "-a1_" */
  gtk_widget_add_css_class (self->tag, "key-tag");
  gtk_box_append (GTK_BOX (self), self->resembles);
  gtk_box_append (GTK_BOX (self), self->verified);
  gtk_box_append (GTK_BOX (self), self->tag);
  self->person_signals = g_signal_group_new (HALL_TYPE_PERSON);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_group_connect_swapped (self->person_signals, watched[i], G_CALLBACK (update), self);
}

/**
 * hall_name_marks_are_needed:
 * @person: (nullable): a person
 *
 * Returns: whether there is anything to show beside its name
 */
gboolean
hall_name_marks_are_needed (HallPerson *person)
{
  return person != NULL && (hall_person_get_resembles (person) != NULL ||
                            hall_person_get_tagged (person) ||
                            hall_person_get_trust (person) == HALL_TRUST_VERIFIED);
}

/**
 * hall_name_marks_new:
 *
 * Returns: (transfer floating): marks of nobody yet
 */
GtkWidget *
hall_name_marks_new (void)
{
  return g_object_new (HALL_TYPE_NAME_MARKS, NULL);
}

/**
 * hall_name_marks_set_person:
 * @self: marks
 * @person: (nullable): whose they are from now on
 */
void
hall_name_marks_set_person (HallNameMarks *self,
                            HallPerson    *person)
{
  g_return_if_fail (HALL_IS_NAME_MARKS (self));

  if (!g_set_object (&self->person, person))
    return;
  g_signal_group_set_target (self->person_signals, person);
  update (self);
}
