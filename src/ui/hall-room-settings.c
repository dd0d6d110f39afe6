/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-settings.c: what is known of a room, and what one may decide about it.
 *
 * The facts are somebody else's words: plain labels. A moderator changes name and topic; the switch
 * is this computer's own. Everything takes effect at once.
 */

#define G_LOG_DOMAIN "hall-room-settings"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-deed.h"
#include "hall-fact-row.h"
#include "hall-room-moderation.h"
#include "hall-ui.h"
#include "hall-wrapping.h"

#include "hall-room-settings.h"

struct _HallRoomSettings
{
  AdwWindow parent_instance;

  HallSession *session;
  HallRoom *room;

  GtkWidget *words;
  AdwEntryRow *name;
  AdwEntryRow *topic;
  GtkListBox *facts;
  GtkSwitch *reopens;
  HallRoomModeration *moderation;
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

static const char *
describe_lock (HallLock lock)
{
  switch (lock)
    {
    case HALL_LOCK_PASSPHRASE:
      return C_("lock", "With a passphrase");
    case HALL_LOCK_INVITED:
      return C_("lock", "Only invited people");
    case HALL_LOCK_OPEN:
    default:
      return C_("lock", "Everyone here");
    }
}

static void
update_facts (HallRoomSettings *self)
{
  hall_fact_row_clear (self->facts);
  if (!hall_room_get_moderator (self->room))
    {
      add_fact (self, C_("room", "Name"), hall_room_get_name (self->room));
      add_fact (self, C_("room", "Topic"), hall_room_get_topic (self->room));
    }
  if (hall_room_get_standing (self->room))
    add_fact (self, C_("room", "Created by"), _("The administrator of this network"));
  else
    add_fact (self, C_("room", "Created by"), describe_person (hall_room_get_creator (self->room)));
  add_fact (self, C_("room", "Hosted by"), describe_person (hall_room_get_host (self->room)));
  add_fact (self, _("Who may join"),
            hall_room_get_closed (self->room) ? C_("lock", "Nobody new")
                                              : describe_lock (hall_room_get_lock (self->room)));
  /* Translators: what people who join a room later can read of what was said before. */
  add_fact (self, _("History for newcomers"),
            hall_room_get_only_since_joining (self->room)
            ? C_("history", "Only from when they joined") : C_("history", "Everything"));
}

/* Not while it is being changed. */
static void
show_words (AdwEntryRow *row,
            const char  *words)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (row));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (words == NULL)
    words = "";
  if ((focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (row))) ||
      g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), words))
    return;
  /* Or it would offer to apply what is so already. */
  adw_entry_row_set_show_apply_button (row, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (row), words);
  adw_entry_row_set_show_apply_button (row, TRUE);
}

static void
update_words (HallRoomSettings *self)
{
  gtk_widget_set_visible (self->words, hall_room_get_moderator (self->room));
  show_words (self->name, hall_room_get_name (self->room));
  show_words (self->topic, hall_room_get_topic (self->room));
}

static void
on_words_changed (HallRoomSettings *self)
{
  update_words (self);
  update_facts (self);
}

static void
on_name_applied (HallRoomSettings *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  g_autoptr (GError) error = NULL;

  if (*name != '\0' &&
      !hall_session_change_room (self->session, self->room, name, NULL, &error))
    hall_deed_tell (GTK_WIDGET (self), error);
  if (*name == '\0' || error != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->name), hall_room_get_name (self->room));
}

static void
on_topic_applied (HallRoomSettings *self)
{
  const char *topic = gtk_editable_get_text (GTK_EDITABLE (self->topic));
  g_autoptr (GError) error = NULL;

  if (!hall_session_change_room (self->session, self->room, NULL, topic, &error))
    hall_deed_tell (GTK_WIDGET (self), error);
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

  g_type_ensure (HALL_TYPE_ROOM_MODERATION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-room-settings"));
  gtk_widget_class_bind_template_child (widget_class, HallRoomSettings, words);
  gtk_widget_class_bind_template_child (widget_class, HallRoomSettings, name);
  gtk_widget_class_bind_template_child (widget_class, HallRoomSettings, topic);
  gtk_widget_class_bind_template_child (widget_class, HallRoomSettings, facts);
  gtk_widget_class_bind_template_child (widget_class, HallRoomSettings, reopens);
  gtk_widget_class_bind_template_child (widget_class, HallRoomSettings, moderation);
  gtk_widget_class_bind_template_callback (widget_class, on_name_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_topic_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_reopens_switched);
}

static void
hall_room_settings_init (HallRoomSettings *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_wrap_title (GTK_WINDOW (self));
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
    "notify::only-since-joining", "notify::lock", "notify::closed", "notify::moderator",
  };
  HallRoomSettings *self;

  g_return_val_if_fail (HALL_IS_SESSION (session), NULL);
  g_return_val_if_fail (HALL_IS_ROOM (room), NULL);

  self = g_object_new (HALL_TYPE_ROOM_SETTINGS, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->room = g_object_ref (room);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (room, watched[i], G_CALLBACK (on_words_changed), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (room, "notify::reopens", G_CALLBACK (update_reopens), self,
                           G_CONNECT_SWAPPED);
  hall_room_moderation_set_room (self->moderation, session, room);
  on_words_changed (self);
  update_reopens (self);
  /* Not on an entry: who looks does not want to change. */
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->reopens));
  return GTK_WIDGET (self);
}
