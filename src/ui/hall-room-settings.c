/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-settings.c: what is known of a room, and what one may decide about it.
 *
 * The facts are somebody else's words: plain labels. The switch is this computer's own, and takes
 * effect at once.
 */

#define G_LOG_DOMAIN "hall-room-settings"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-fact-row.h"
#include "hall-ui.h"

#include "hall-room-settings.h"

struct _HallRoomSettings
{
  AdwWindow parent_instance;

  HallSession *session;
  HallRoom *room;

  GtkListBox *facts;
  GtkSwitch *reopens;
};

G_DEFINE_FINAL_TYPE (HallRoomSettings, hall_room_settings, ADW_TYPE_WINDOW)

static void
add_fact (HallRoomSettings *self,
          const char       *title,
          const char       *value)
{
  if (value != NULL && *value != '\0')
    gtk_list_box_append (self->facts, hall_fact_row_new (title, value));
}

static const char *
describe_person (HallPerson *person)
{
  if (person == NULL)
    return NULL;
  return hall_person_get_is_self (person) ? _("You") : hall_person_get_name (person);
}

static void
update_facts (HallRoomSettings *self)
{
  hall_fact_row_clear (self->facts);
  add_fact (self, C_("room", "Name"), hall_room_get_name (self->room));
  add_fact (self, C_("room", "Topic"), hall_room_get_topic (self->room));
  add_fact (self, C_("room", "Created by"), describe_person (hall_room_get_creator (self->room)));
  add_fact (self, C_("room", "Hosted by"), describe_person (hall_room_get_host (self->room)));
  /* Translators: what people who join a room later can read of what was said before. */
  add_fact (self, _("History for newcomers"),
            hall_room_get_only_since_joining (self->room)
            ? C_("history", "Only from when they joined") : C_("history", "Everything"));
}

static void
update_reopens (HallRoomSettings *self)
{
  gtk_switch_set_active (self->reopens, hall_room_get_reopens (self->room));
}

static void
on_reopens_switched (HallRoomSettings *self)
{
  gboolean reopens = gtk_switch_get_active (self->reopens);

  if (self->room != NULL && reopens != hall_room_get_reopens (self->room))
    hall_session_set_reopens (self->session, self->room, reopens);
}

static void
hall_room_settings_dispose (GObject *object)
{
  HallRoomSettings *self = HALL_ROOM_SETTINGS (object);

  g_clear_object (&self->room);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_room_settings_parent_class)->dispose (object);
}

static void
hall_room_settings_class_init (HallRoomSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_room_settings_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-room-settings"));
  gtk_widget_class_bind_template_child (widget_class, HallRoomSettings, facts);
  gtk_widget_class_bind_template_child (widget_class, HallRoomSettings, reopens);
  gtk_widget_class_bind_template_callback (widget_class, on_reopens_switched);
}

static void
hall_room_settings_init (HallRoomSettings *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_room_settings_new:
 * @session: who is told what was decided
 * @room: a room that one is in
 * @parent: (nullable): the window below
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWidget *
hall_room_settings_new (HallSession *session,
                        HallRoom    *room,
                        GtkWindow   *parent)
{
  static const char *const watched[] = {
    "notify::name", "notify::topic", "notify::creator", "notify::host",
    "notify::only-since-joining",
  };
  HallRoomSettings *self;

  g_return_val_if_fail (HALL_IS_SESSION (session), NULL);
  g_return_val_if_fail (HALL_IS_ROOM (room), NULL);

  self = g_object_new (HALL_TYPE_ROOM_SETTINGS, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->room = g_object_ref (room);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (room, watched[i], G_CALLBACK (update_facts), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (room, "notify::reopens", G_CALLBACK (update_reopens), self,
                           G_CONNECT_SWAPPED);
  update_facts (self);
  update_reopens (self);
  return GTK_WIDGET (self);
}
