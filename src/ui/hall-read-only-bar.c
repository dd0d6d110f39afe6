/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-read-only-bar.c: in the place of the composer, where one cannot write.
 *
 * Banned from the room, removed from it, or the person is blocked: says so, and offers the way back
 * where there is one.
 */

#define G_LOG_DOMAIN "hall-read-only-bar"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-beside-box.h"
#include "hall-keep-words.h"
#include "hall-ui.h"
#include "hall-wrapping.h"

#include "hall-read-only-bar.h"

struct _HallReadOnlyBar
{
  AdwBin parent_instance;

  HallRoom *room; /* (nullable) */
  GSignalGroup *room_signals;
  GSignalGroup *person_signals;
  gboolean shown;

  GtkImage *icon;
  GtkLabel *label;
  GtkButton *action;
};

typedef enum
{
  PROP_SHOWN = 1,
} HallReadOnlyBarProperty;

static GParamSpec *properties[PROP_SHOWN + 1];

G_DEFINE_FINAL_TYPE (HallReadOnlyBar, hall_read_only_bar, ADW_TYPE_BIN)

static void
show (HallReadOnlyBar *self,
      const char      *icon_name,
      const char      *text,
      const char      *label,
      const char      *action,
      const char      *target)
{
  gboolean shown = text != NULL;

  if (shown)
    {
      gtk_image_set_from_icon_name (self->icon, icon_name);
      gtk_label_set_text (self->label, text);
    }
  if (label != NULL)
    {
      gtk_button_set_label (self->action, label);
      /* The target first: an action that takes one complains about a button without. */
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->action), "s", target);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->action), action);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->action), label != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), shown);
  if (shown == self->shown)
    return;
  self->shown = shown;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
}

static void
update (HallReadOnlyBar *self)
{
  HallPerson *person = self->room != NULL ? hall_room_get_person (self->room) : NULL;

  if (person != NULL && hall_person_get_blocked (person))
    {
      /* Translators: %s is a person. */
      g_autofree char *text = g_strdup_printf (_("You blocked %s. Neither of you can write to the "
                                                 "other."), hall_person_get_name (person));

      show (self, "action-unavailable-symbolic", text, _("Unblock"), "win.unblock-person",
            hall_person_get_id (person));
    }
  else if (self->room != NULL && hall_room_get_banned (self->room))
    {
      show (self, "action-unavailable-symbolic",
            _("You are banned from this room. You can read what was said while you were in it."),
            _("Try Again"), "win.join-room", hall_room_get_id (self->room));
    }
  else if (self->room != NULL && hall_room_get_removed (self->room))
    {
      show (self, "system-users-symbolic", _("You were removed from this room."),
            C_("room", "Join"), "win.join-room", hall_room_get_id (self->room));
    }
  else
    {
      show (self, NULL, NULL, NULL, NULL, NULL);
    }
}

static void
hall_read_only_bar_dispose (GObject *object)
{
  HallReadOnlyBar *self = HALL_READ_ONLY_BAR (object);

  g_clear_object (&self->room_signals);
  g_clear_object (&self->person_signals);
  g_clear_object (&self->room);
  G_OBJECT_CLASS (hall_read_only_bar_parent_class)->dispose (object);
}

static void
hall_read_only_bar_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((HallReadOnlyBarProperty) id)
    {
    case PROP_SHOWN:
      g_value_set_boolean (value, HALL_READ_ONLY_BAR (object)->shown);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_read_only_bar_class_init (HallReadOnlyBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_read_only_bar_dispose;
  object_class->get_property = hall_read_only_bar_get_property;

  properties[PROP_SHOWN] =
    g_param_spec_boolean ("shown", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (HALL_TYPE_BESIDE_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-read-only-bar"));
  gtk_widget_class_bind_template_child (widget_class, HallReadOnlyBar, icon);
  gtk_widget_class_bind_template_child (widget_class, HallReadOnlyBar, label);
  gtk_widget_class_bind_template_child (widget_class, HallReadOnlyBar, action);
}

static void
hall_read_only_bar_init (HallReadOnlyBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_keep_words (GTK_WIDGET (self));
  hall_wrap_button (self->action);
  self->room_signals = g_signal_group_new (HALL_TYPE_ROOM);
  g_signal_group_connect_swapped (self->room_signals, "notify::banned", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->room_signals, "notify::removed", G_CALLBACK (update),
                                  self);
  self->person_signals = g_signal_group_new (HALL_TYPE_PERSON);
  g_signal_group_connect_swapped (self->person_signals, "notify::blocked", G_CALLBACK (update),
                                  self);
  g_signal_group_connect_swapped (self->person_signals, "notify::name", G_CALLBACK (update), self);
}

/**
 * hall_read_only_bar_set_room:
 * @self: a bar
 * @room: (nullable): what is open from now on
 */
void
hall_read_only_bar_set_room (HallReadOnlyBar *self,
                             HallRoom        *room)
{
  g_return_if_fail (HALL_IS_READ_ONLY_BAR (self));

  g_set_object (&self->room, room);
  g_signal_group_set_target (self->room_signals, room);
  g_signal_group_set_target (self->person_signals,
                             room != NULL ? hall_room_get_person (room) : NULL);
  update (self);
}

/**
 * hall_read_only_bar_get_shown:
 * @self: a bar
 *
 * Returns: whether there is a reason why one cannot write
 */
gboolean
hall_read_only_bar_get_shown (HallReadOnlyBar *self)
{
  g_return_val_if_fail (HALL_IS_READ_ONLY_BAR (self), FALSE);

  return self->shown;
}

/**
 * hall_read_only_bar_focus:
 * @self: a bar
 *
 * Puts the keyboard on its button, if it has one.
 */
void
hall_read_only_bar_focus (HallReadOnlyBar *self)
{
  g_return_if_fail (HALL_IS_READ_ONLY_BAR (self));

  if (gtk_widget_get_visible (GTK_WIDGET (self->action)))
    gtk_widget_grab_focus (GTK_WIDGET (self->action));
}
