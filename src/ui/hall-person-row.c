/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-person-row.c: a person in the sidebar or in a room's member list.
 *
 * Avatar with presence, name, status. Plain labels only.
 */

#define G_LOG_DOMAIN "hall-person-row"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-avatar.h"
#include "hall-presence-text.h"
#include "hall-row-name.h"
#include "hall-ui.h"

#include "hall-person-row.h"

struct _HallPersonRow
{
  AdwBin parent_instance;

  HallPerson *person;
  GSignalGroup *person_signals;
  char *note;

  GtkLabel *details;
};

typedef enum
{
  PROP_PERSON = 1,
} HallPersonRowProperty;

static GParamSpec *properties[PROP_PERSON + 1];

G_DEFINE_FINAL_TYPE (HallPersonRow, hall_person_row, ADW_TYPE_BIN)

static void
hall_person_row_update (HallPersonRow *self)
{
  g_autofree char *details = NULL;
  g_autofree char *name = NULL;
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (self->person == NULL)
    return;
  details = self->note != NULL ? g_strdup (self->note) : hall_presence_text_of (self->person);
  gtk_label_set_text (self->details, details);
  if (hall_person_get_online (self->person) || hall_person_get_is_self (self->person))
    gtk_widget_remove_css_class (GTK_WIDGET (self), "offline");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "offline");

  name = g_strdup_printf ("%s, %s", hall_person_get_name (self->person), details);
  if (parent == NULL)
    return;
  /* In the sidebar a HallSidebarRow stands between this and the list's own widget. */
  hall_row_name_set (ADW_IS_BIN (parent) ? parent : GTK_WIDGET (self), name);
}

static void
hall_person_row_dispose (GObject *object)
{
  HallPersonRow *self = HALL_PERSON_ROW (object);

  g_clear_object (&self->person_signals);
  g_clear_object (&self->person);
  g_clear_pointer (&self->note, g_free);
  G_OBJECT_CLASS (hall_person_row_parent_class)->dispose (object);
}

static void
hall_person_row_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((HallPersonRowProperty) id)
    {
    case PROP_PERSON:
      g_value_set_object (value, HALL_PERSON_ROW (object)->person);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_person_row_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch ((HallPersonRowProperty) id)
    {
    case PROP_PERSON:
      hall_person_row_set_person (HALL_PERSON_ROW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_person_row_class_init (HallPersonRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_person_row_dispose;
  object_class->get_property = hall_person_row_get_property;
  object_class->set_property = hall_person_row_set_property;

  properties[PROP_PERSON] =
    g_param_spec_object ("person", NULL, NULL, HALL_TYPE_PERSON,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (HALL_TYPE_AVATAR);
  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-person-row"));
  gtk_widget_class_bind_template_child (widget_class, HallPersonRow, details);
}

static void
hall_person_row_init (HallPersonRow *self)
{
  static const char *const watched[] = {
    "notify::name", "notify::presence", "notify::status-text",
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->person_signals = g_signal_group_new (HALL_TYPE_PERSON);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_group_connect_swapped (self->person_signals, watched[i],
                                    G_CALLBACK (hall_person_row_update), self);
}

/**
 * hall_person_row_new:
 *
 * Returns: (transfer floating): a row of nobody yet
 */
GtkWidget *
hall_person_row_new (void)
{
  return g_object_new (HALL_TYPE_PERSON_ROW, NULL);
}

/**
 * hall_person_row_get_person:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): who is shown
 */
HallPerson *
hall_person_row_get_person (HallPersonRow *self)
{
  g_return_val_if_fail (HALL_IS_PERSON_ROW (self), NULL);

  return self->person;
}

/**
 * hall_person_row_set_person:
 * @self: a row
 * @person: (nullable): who to show from now on
 */
void
hall_person_row_set_person (HallPersonRow *self,
                            HallPerson    *person)
{
  g_return_if_fail (HALL_IS_PERSON_ROW (self));

  if (!g_set_object (&self->person, person))
    return;
  g_signal_group_set_target (self->person_signals, person);
  hall_person_row_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON]);
}

/**
 * hall_person_row_set_note:
 * @self: a row
 * @note: (nullable): what to say below the name in place of the status
 */
void
hall_person_row_set_note (HallPersonRow *self,
                          const char    *note)
{
  g_return_if_fail (HALL_IS_PERSON_ROW (self));

  if (g_strcmp0 (self->note, note) == 0)
    return;
  g_free (self->note);
  self->note = g_strdup (note);
  hall_person_row_update (self);
}
