/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-launcher.c: how many messages are unread, on the program's icon in the dock.
 *
 * Owned by HallApplication. Says it on the session bus, as com.canonical.Unity.LauncherEntry, which
 * several desktops listen to; where nobody does, nothing happens. Muted conversations do not count.
 * The icon asks for attention when one is mentioned, unless one does not want to be disturbed. It
 * says something only when that has changed, once for all the changes of one turn of the main loop.
 */

#define G_LOG_DOMAIN "hall-launcher"

#include "config.h"

#include "hall-session-people.h"
#include "hall-session-talk.h"

#include "hall-launcher.h"

#define INTERFACE "com.canonical.Unity.LauncherEntry"
#define PATH_PREFIX "/com/canonical/unity/launcherentry/"

struct _HallLauncher
{
  GObject parent_instance;

  GDBusConnection *connection; /* (nullable) */
  HallSession *session;
  char *address;        /* of the desktop file */
  char *path;
  GListModel *models[2]; /* of HallRoom */
  GPtrArray *watched[2]; /* the same, as they were when we last looked */
  guint idle;
  guint count;
  gboolean urgent;
};

G_DEFINE_FINAL_TYPE (HallLauncher, hall_launcher, G_TYPE_OBJECT)

static void
say (HallLauncher *self,
     guint         count,
     gboolean      urgent)
{
  GVariantBuilder properties;
  g_autoptr (GError) error = NULL;

  if (count == self->count && urgent == self->urgent)
    return;
  self->count = count;
  self->urgent = urgent;
  if (self->connection == NULL)
    return;
  g_variant_builder_init (&properties, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&properties, "{sv}", "count", g_variant_new_int64 (count));
  g_variant_builder_add (&properties, "{sv}", "count-visible", g_variant_new_boolean (count > 0));
  g_variant_builder_add (&properties, "{sv}", "urgent", g_variant_new_boolean (urgent));
  if (!g_dbus_connection_emit_signal (self->connection, NULL, self->path, INTERFACE, "Update",
                                      g_variant_new ("(sa{sv})", self->address, &properties),
                                      &error))
    g_debug ("The launcher cannot be told: %s", error->message);
}

static gboolean
counts (HallLauncher *self,
        HallRoom     *room)
{
  HallPerson *person = hall_room_get_person (room);

  if (hall_session_get_notify (self->session, room) == HALL_NOTIFY_NOTHING)
    return FALSE;
  return person != NULL ? !hall_person_get_blocked (person)
                        : hall_room_get_is_member (room) && !hall_room_get_leaving (room);
}

static gboolean
on_idle (gpointer user_data)
{
  HallLauncher *self = user_data;
  guint count = 0, mentions = 0;

  self->idle = 0;
  for (guint i = 0; i < G_N_ELEMENTS (self->watched); i++)
    for (guint j = 0; j < self->watched[i]->len; j++)
      {
        HallRoom *room = g_ptr_array_index (self->watched[i], j);

        if (!counts (self, room))
          continue;
        count += hall_room_get_unread (room);
        mentions += hall_room_get_mentions (room);
      }
  say (self, count,
       mentions > 0 && hall_session_get_presence (self->session) != HALL_PRESENCE_BUSY);
  return G_SOURCE_REMOVE;
}

static void
update_soon (HallLauncher *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (on_idle, self);
}

static const char *const watched_properties[] = {
  "notify::unread", "notify::mentions", "notify::notify", "notify::leaving", "notify::is-member",
};

static void
watch (HallLauncher *self,
       HallRoom     *room)
{
  HallPerson *person = hall_room_get_person (room);

  for (guint i = 0; i < G_N_ELEMENTS (watched_properties); i++)
    g_signal_connect_object (room, watched_properties[i], G_CALLBACK (update_soon), self,
                             G_CONNECT_SWAPPED);
  if (person != NULL)
    g_signal_connect_object (person, "notify::blocked", G_CALLBACK (update_soon), self,
                             G_CONNECT_SWAPPED);
}

static void
unwatch (HallLauncher *self,
         HallRoom     *room)
{
  HallPerson *person = hall_room_get_person (room);

  g_signal_handlers_disconnect_by_func (room, update_soon, self);
  if (person != NULL)
    g_signal_handlers_disconnect_by_func (person, update_soon, self);
}

static void
on_items_changed (HallLauncher *self,
                  guint         position,
                  guint         removed,
                  guint         added,
                  GListModel   *model)
{
  GPtrArray *watched = self->watched[model == self->models[0] ? 0 : 1];

  for (guint i = 0; i < removed; i++)
    unwatch (self, g_ptr_array_index (watched, position + i));
  if (removed > 0)
    g_ptr_array_remove_range (watched, position, removed);
  for (guint i = 0; i < added; i++)
    {
      HallRoom *room = g_list_model_get_item (model, position + i);

      watch (self, room);
      g_ptr_array_insert (watched, (int) (position + i), room);
    }
  update_soon (self);
}

static void
hall_launcher_dispose (GObject *object)
{
  HallLauncher *self = HALL_LAUNCHER (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (self->models); i++)
    {
      for (guint j = 0; self->watched[i] != NULL && j < self->watched[i]->len; j++)
        unwatch (self, g_ptr_array_index (self->watched[i], j));
      if (self->models[i] != NULL)
        g_signal_handlers_disconnect_by_func (self->models[i], on_items_changed, self);
      g_clear_object (&self->models[i]);
      g_clear_pointer (&self->watched[i], g_ptr_array_unref);
    }
  /* A count would stay on the icon of a program that has ended. */
  if (self->path != NULL)
    say (self, 0, FALSE);
  g_clear_object (&self->connection);
  g_clear_object (&self->session);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (hall_launcher_parent_class)->dispose (object);
}

static void
hall_launcher_class_init (HallLauncherClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_launcher_dispose;
}

static void
hall_launcher_init (HallLauncher *self)
{
}

/**
 * hall_launcher_new:
 * @application: registered; its id is that of the desktop file
 * @session: whose messages are counted
 *
 * Returns: (transfer full): a launcher, which has said nothing yet
 */
HallLauncher *
hall_launcher_new (GApplication *application,
                   HallSession  *session)
{
  HallLauncher *self = g_object_new (HALL_TYPE_LAUNCHER, NULL);
  GDBusConnection *connection = g_application_get_dbus_connection (application);
  HallPerson *person = hall_session_get_self (session);

  if (connection != NULL)
    self->connection = g_object_ref (connection);
  self->session = g_object_ref (session);
  self->address = g_strdup_printf ("application://%s.desktop",
                                   g_application_get_application_id (application));
  self->path = g_strdup_printf (PATH_PREFIX "%u", g_str_hash (self->address));
  self->models[0] = g_object_ref (hall_directory_get_rooms (hall_session_get_directory (session)));
  self->models[1] = g_object_ref (hall_session_get_directs (session));
  for (guint i = 0; i < G_N_ELEMENTS (self->models); i++)
    {
      self->watched[i] = g_ptr_array_new_with_free_func (g_object_unref);
      g_signal_connect_object (self->models[i], "items-changed", G_CALLBACK (on_items_changed),
                               self, G_CONNECT_SWAPPED);
      on_items_changed (self, 0, 0, g_list_model_get_n_items (self->models[i]), self->models[i]);
    }
  if (person != NULL)
    g_signal_connect_object (person, "notify::presence", G_CALLBACK (update_soon), self,
                             G_CONNECT_SWAPPED);
  return self;
}
