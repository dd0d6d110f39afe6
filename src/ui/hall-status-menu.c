/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-status-menu.c: how one appears to others: the popover of one's own avatar.
 *
 * Presence, a status line, and the way to the profile. What is chosen holds at once; the line holds
 * when Enter is pressed or the popover closes.
 */

#define G_LOG_DOMAIN "hall-status-menu"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-avatar.h"
#include "hall-presence-text.h"
#include "hall-ui.h"

#include "hall-status-menu.h"

#define N_CHOICES 4

struct _HallStatusMenu
{
  GtkPopover parent_instance;

  HallSession *session;
  gboolean updating;
  GtkCheckButton *buttons[N_CHOICES];

  GtkWidget *choices;
  HallAvatar *avatar;
  GtkLabel *name;
  GtkEntry *status;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (HallStatusMenu, hall_status_menu, GTK_TYPE_POPOVER)

static const struct
{
  HallPresence presence;
  const char *css_class;
} choices[N_CHOICES] = {
  { HALL_PRESENCE_AVAILABLE, "available" },
  { HALL_PRESENCE_AWAY, "away" },
  { HALL_PRESENCE_BUSY, "busy" },
  { HALL_PRESENCE_INVISIBLE, "invisible" },
};

static void
on_toggled (HallStatusMenu *self,
            GtkCheckButton *button)
{
  if (self->updating || !gtk_check_button_get_active (button))
    return;
  for (guint i = 0; i < N_CHOICES; i++)
    {
      if (self->buttons[i] == button)
        hall_session_set_presence (self->session, choices[i].presence);
    }
}

static GtkWidget *
create_label (const char *text,
              gboolean    dim)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE,
                                   "max-width-chars", 30, NULL);

  if (dim)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
    }
  return label;
}

static void
add_choice (HallStatusMenu *self,
            guint           i)
{
  const char *title = hall_presence_text_describe (choices[i].presence);
  const char *means = hall_presence_text_explain (choices[i].presence);
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *dot = g_object_new (GTK_TYPE_BOX, "css-name", "presence", "valign", GTK_ALIGN_CENTER,
                                 NULL);

  gtk_widget_add_css_class (dot, choices[i].css_class);
  gtk_box_append (GTK_BOX (texts), create_label (title, FALSE));
  gtk_box_append (GTK_BOX (texts), create_label (means, TRUE));
  gtk_box_append (GTK_BOX (line), dot);
  gtk_box_append (GTK_BOX (line), texts);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), line);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), self->buttons[0]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, means, -1);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  self->buttons[i] = GTK_CHECK_BUTTON (button);
  gtk_box_append (GTK_BOX (self->choices), button);
}

static void
update (HallStatusMenu *self)
{
  HallPresence presence = hall_session_get_presence (self->session);
  HallPerson *person = hall_session_get_self (self->session);
  const char *status = hall_person_get_status_text (person);

  self->updating = TRUE;
  for (guint i = 0; i < N_CHOICES; i++)
    gtk_check_button_set_active (self->buttons[i], choices[i].presence == presence);
  self->updating = FALSE;
  hall_avatar_set_person (self->avatar, person);
  gtk_label_set_text (self->name, hall_person_get_name (person));
  gtk_editable_set_text (GTK_EDITABLE (self->status), status != NULL ? status : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
}

/* Returns whether the line is as one wrote it. */
static gboolean
apply_status (HallStatusMenu *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->status));
  const char *before = hall_person_get_status_text (hall_session_get_self (self->session));
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (text, before != NULL ? before : "") == 0 ||
      hall_session_set_status_text (self->session, text, &error))
    return TRUE;
  gtk_label_set_text (self->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  return FALSE;
}

static void
on_status_activated (HallStatusMenu *self)
{
  if (apply_status (self))
    gtk_popover_popdown (GTK_POPOVER (self));
}

static void
on_status_changed (HallStatusMenu *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->status)) == '\0')
    {
      gtk_entry_set_icon_from_icon_name (self->status, GTK_ENTRY_ICON_SECONDARY, NULL);
    }
  else
    {
      gtk_entry_set_icon_from_icon_name (self->status, GTK_ENTRY_ICON_SECONDARY,
                                         "edit-clear-symbolic");
      gtk_entry_set_icon_tooltip_text (self->status, GTK_ENTRY_ICON_SECONDARY,
                                       _("Clear Status"));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
}

static void
on_clear_status (HallStatusMenu *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->status), "");
  apply_status (self);
}

static void
hall_status_menu_map (GtkWidget *widget)
{
  update (HALL_STATUS_MENU (widget));
  GTK_WIDGET_CLASS (hall_status_menu_parent_class)->map (widget);
}

static void
hall_status_menu_closed (GtkPopover *popover)
{
  apply_status (HALL_STATUS_MENU (popover));
}

static void
hall_status_menu_dispose (GObject *object)
{
  g_clear_object (&HALL_STATUS_MENU (object)->session);
  G_OBJECT_CLASS (hall_status_menu_parent_class)->dispose (object);
}

static void
hall_status_menu_class_init (HallStatusMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_status_menu_dispose;
  widget_class->map = hall_status_menu_map;
  GTK_POPOVER_CLASS (klass)->closed = hall_status_menu_closed;

  g_type_ensure (HALL_TYPE_AVATAR);
  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-status-menu"));
  gtk_widget_class_bind_template_child (widget_class, HallStatusMenu, choices);
  gtk_widget_class_bind_template_child (widget_class, HallStatusMenu, avatar);
  gtk_widget_class_bind_template_child (widget_class, HallStatusMenu, name);
  gtk_widget_class_bind_template_child (widget_class, HallStatusMenu, status);
  gtk_widget_class_bind_template_child (widget_class, HallStatusMenu, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_status_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_status_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_status);
}

static void
hall_status_menu_init (HallStatusMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_CHOICES; i++)
    add_choice (self, i);
}

/**
 * hall_status_menu_new:
 * @session: whose person this is
 *
 * Returns: (transfer floating): the popover
 */
GtkWidget *
hall_status_menu_new (HallSession *session)
{
  HallStatusMenu *self;

  g_return_val_if_fail (HALL_IS_SESSION (session), NULL);

  self = g_object_new (HALL_TYPE_STATUS_MENU, NULL);
  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
