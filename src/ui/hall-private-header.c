/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-private-header.c: with whom a private conversation is.
 *
 * Avatar, name, what is known of the key, and presence or status; a button that leads to the
 * person's page. Plain labels only.
 */

#define G_LOG_DOMAIN "hall-private-header"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-avatar.h"
#include "hall-name-marks.h"
#include "hall-presence-text.h"
#include "hall-ui.h"

#include "hall-private-header.h"

struct _HallPrivateHeader
{
  AdwBin parent_instance;

  HallPerson *person; /* (nullable) */
  GSignalGroup *person_signals;

  GtkWidget *button;
  HallAvatar *avatar;
  GtkLabel *name;
  HallNameMarks *marks;
  GtkLabel *details;
};

G_DEFINE_FINAL_TYPE (HallPrivateHeader, hall_private_header, ADW_TYPE_BIN)

/* (transfer full): the presence, and what the person says of it */
static char *
describe (HallPerson *person)
{
  const char *presence = hall_presence_text_describe (hall_person_get_presence (person));
  const char *status = hall_person_get_status_text (person);

  if (hall_person_get_blocked (person))
    return g_strdup (C_("presence", "Blocked"));
  if (status == NULL || *status == '\0' || !hall_person_get_online (person))
    return g_strdup (presence);
  /* Translators: a presence and a status line: "Away · In a meeting". */
  return g_strdup_printf (C_("presence", "%s · %s"), presence, status);
}

static void
update (HallPrivateHeader *self)
{
  g_autofree char *details = NULL;
  g_autofree char *spoken = NULL;

  if (self->person == NULL)
    return;
  details = describe (self->person);
  spoken = hall_presence_text_spoken (self->person, details);
  gtk_label_set_text (self->name, hall_person_get_name (self->person));
  gtk_label_set_text (self->details, details);
  gtk_widget_set_visible (GTK_WIDGET (self->marks), hall_name_marks_are_needed (self->person));
  if (hall_person_get_resembles (self->person) != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "resembles");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "resembles");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _("Shows who this is"), -1);
}

static void
hall_private_header_dispose (GObject *object)
{
  HallPrivateHeader *self = HALL_PRIVATE_HEADER (object);

  g_clear_object (&self->person_signals);
  g_clear_object (&self->person);
  G_OBJECT_CLASS (hall_private_header_parent_class)->dispose (object);
}

static void
hall_private_header_class_init (HallPrivateHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_private_header_dispose;

  g_type_ensure (HALL_TYPE_AVATAR);
  g_type_ensure (HALL_TYPE_NAME_MARKS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-private-header"));
  gtk_widget_class_bind_template_child (widget_class, HallPrivateHeader, button);
  gtk_widget_class_bind_template_child (widget_class, HallPrivateHeader, avatar);
  gtk_widget_class_bind_template_child (widget_class, HallPrivateHeader, name);
  gtk_widget_class_bind_template_child (widget_class, HallPrivateHeader, marks);
  gtk_widget_class_bind_template_child (widget_class, HallPrivateHeader, details);
}

static void
hall_private_header_init (HallPrivateHeader *self)
{
  static const char *const watched[] = {
    "notify::name", "notify::presence", "notify::status-text", "notify::blocked",
    "notify::resembles", "notify::trust", "notify::tagged",
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->person_signals = g_signal_group_new (HALL_TYPE_PERSON);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_group_connect_swapped (self->person_signals, watched[i], G_CALLBACK (update), self);
}

/**
 * hall_private_header_new:
 *
 * Returns: (transfer floating): a header of nobody yet
 */
GtkWidget *
hall_private_header_new (void)
{
  return g_object_new (HALL_TYPE_PRIVATE_HEADER, NULL);
}

/**
 * hall_private_header_set_narrow:
 * @self: a header
 * @narrow: whether there is little place: the name comes before the face then
 */
void
hall_private_header_set_narrow (HallPrivateHeader *self,
                                gboolean           narrow)
{
  g_return_if_fail (HALL_IS_PRIVATE_HEADER (self));

  gtk_widget_set_visible (GTK_WIDGET (self->avatar), !narrow);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
}

/**
 * hall_private_header_set_person:
 * @self: a header
 * @person: (nullable): with whom the conversation is from now on
 */
void
hall_private_header_set_person (HallPrivateHeader *self,
                                HallPerson        *person)
{
  g_return_if_fail (HALL_IS_PRIVATE_HEADER (self));

  if (!g_set_object (&self->person, person))
    return;
  g_signal_group_set_target (self->person_signals, person);
  hall_avatar_set_person (self->avatar, person);
  hall_name_marks_set_person (self->marks, person);
  if (person != NULL)
    {
      /* The target first: an action that takes one complains about a button without. */
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s",
                                        hall_person_get_id (person));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.show-person");
    }
  update (self);
}
