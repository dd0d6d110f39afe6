/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-actions.c: what the menu of a conversation does, apart from the window's own actions.
 *
 * Owned by HallRoomPage for what is open, and by HallSidebar for the row whose menu is open. An
 * action is enabled while one has the right to it and it would do something; the menu leaves out
 * what is not.
 */

#define G_LOG_DOMAIN "hall-room-actions"

#include "config.h"

#include "hall-export-dialog.h"
#include "hall-invite-dialog.h"
#include "hall-link-sheet.h"
#include "hall-session-talk.h"

#include "hall-room-actions.h"

struct _HallRoomActions
{
  GObject parent_instance;

  GtkWidget *page;      /* not owned: it owns us */
  HallSession *session;
  HallRoom *room;       /* (nullable) */
  GSignalGroup *room_signals;
  GSimpleActionGroup *group;
};

G_DEFINE_FINAL_TYPE (HallRoomActions, hall_room_actions, G_TYPE_OBJECT)

static void update (HallRoomActions *self);

static GtkWindow *
find_window (HallRoomActions *self)
{
  GtkRoot *root = gtk_widget_get_root (self->page);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
on_invite (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  HallRoomActions *self = user_data;

  if (self->room != NULL)
    gtk_window_present (GTK_WINDOW (hall_invite_dialog_new (self->session, self->room,
                                                            find_window (self))));
}

static void
on_link (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  HallRoomActions *self = user_data;

  if (self->room != NULL)
    gtk_window_present (GTK_WINDOW (hall_link_sheet_new (self->session, self->room,
                                                         find_window (self))));
}

/* What is open must not be read again at once: the window sees to that. */
static void
on_mark (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  HallRoomActions *self = user_data;
  gboolean read = g_str_equal (g_action_get_name (G_ACTION (action)), "mark-read");

  if (self->room != NULL)
    gtk_widget_activate_action (self->page, read ? "win.mark-read" : "win.mark-unread", "s",
                                hall_room_get_id (self->room));
}

/* As the action's states say it, by HallNotify. */
static const char *const notify_names[] = { "default", "all", "mentions", "nothing" };

static void
on_notify (GSimpleAction *action,
           GVariant      *value,
           gpointer       user_data)
{
  HallRoomActions *self = user_data;

  for (guint i = HALL_NOTIFY_ALL; i < G_N_ELEMENTS (notify_names) && self->room != NULL; i++)
    if (g_str_equal (notify_names[i], g_variant_get_string (value, NULL)))
      hall_session_set_notify (self->session, self->room, i);
  if (self->room != NULL)
    update (self);
}

static void
on_export (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  HallRoomActions *self = user_data;

  if (self->room != NULL)
    hall_export_dialog_choose (self->session, self->room, find_window (self));
}

static void
on_pinned (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  HallRoomActions *self = user_data;

  gtk_widget_activate_action (self->page, "win.show-pinned", NULL);
}

static const GActionEntry actions[] = {
  { "pinned", on_pinned, NULL, NULL, NULL },
  { "export", on_export, NULL, NULL, NULL },
  { "invite", on_invite, NULL, NULL, NULL },
  { "link", on_link, NULL, NULL, NULL },
  { "mark-read", on_mark, NULL, NULL, NULL },
  { "mark-unread", on_mark, NULL, NULL, NULL },
  { "notify", NULL, "s", "'mentions'", on_notify },
};

static void
enable (HallRoomActions *self,
        const char      *name,
        gboolean         enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->group), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
update_notify (HallRoomActions *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->group), "notify");
  HallNotify notify = hall_session_get_notify (self->session, self->room);

  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_string (notify_names[notify]));
}

static void
update (HallRoomActions *self)
{
  gboolean open = self->room != NULL && hall_room_get_person (self->room) == NULL;
  gboolean unread = self->room != NULL && hall_room_get_unread (self->room) > 0;

  enable (self, "invite", open && hall_invite_dialog_is_allowed (self->room));
  enable (self, "link", open && !hall_room_get_banned (self->room));
  enable (self, "pinned", self->room != NULL &&
          g_list_model_get_n_items (hall_room_get_pinned (self->room)) > 0);
  enable (self, "export", self->room != NULL);
  enable (self, "mark-read", unread);
  enable (self, "mark-unread", self->room != NULL && !unread);
  if (self->room != NULL)
    update_notify (self);
}

static void
hall_room_actions_dispose (GObject *object)
{
  HallRoomActions *self = HALL_ROOM_ACTIONS (object);

  g_clear_object (&self->room_signals);
  g_clear_object (&self->group);
  g_clear_object (&self->room);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_room_actions_parent_class)->dispose (object);
}

static void
hall_room_actions_class_init (HallRoomActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_room_actions_dispose;
}

static void
hall_room_actions_init (HallRoomActions *self)
{
  static const char *const watched[] = {
    "notify::membership", "notify::moderator", "notify::moderators-invite", "notify::closed",
    "notify::banned", "notify::removed", "notify::unread", "notify::notify",
    "notify::n-pinned",
  };

  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), actions, G_N_ELEMENTS (actions),
                                   self);
  self->room_signals = g_signal_group_new (HALL_TYPE_ROOM);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_group_connect_swapped (self->room_signals, watched[i], G_CALLBACK (update), self);
}

/**
 * hall_room_actions_new:
 * @page: what has the menu
 * @session: who does what is asked for
 *
 * Returns: (transfer full): the actions, of no room yet
 */
HallRoomActions *
hall_room_actions_new (GtkWidget   *page,
                       HallSession *session)
{
  HallRoomActions *self = g_object_new (HALL_TYPE_ROOM_ACTIONS, NULL);

  self->page = page;
  self->session = g_object_ref (session);
  gtk_widget_insert_action_group (page, "room", G_ACTION_GROUP (self->group));
  update (self);
  return self;
}

/**
 * hall_room_actions_set_room:
 * @self: actions
 * @room: (nullable): what is open from now on
 */
void
hall_room_actions_set_room (HallRoomActions *self,
                            HallRoom        *room)
{
  g_return_if_fail (HALL_IS_ROOM_ACTIONS (self));

  g_set_object (&self->room, room);
  g_signal_group_set_target (self->room_signals, room);
  update (self);
}

/**
 * hall_room_actions_get_group:
 * @self: actions
 *
 * Returns: (transfer none): them, as they stand below "room"
 */
GActionGroup *
hall_room_actions_get_group (HallRoomActions *self)
{
  g_return_val_if_fail (HALL_IS_ROOM_ACTIONS (self), NULL);

  return G_ACTION_GROUP (self->group);
}
