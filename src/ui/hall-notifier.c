/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-notifier.c: a notification for a message or an invitation that is not on screen.
 *
 * One notification a conversation, replaced by the newest message, withdrawn when it is read; and
 * one for an invitation. Many messages at once (a room that catches up) make one. Of which messages
 * one is told the session says: none while one does not want to be disturbed or wants none at all,
 * none of those who are blocked, none of what is muted. Nothing that a sender wrote is
 * markup, also not for notification servers that parse the body as such. Where the desktop has no
 * such server nothing is sent: GIO would warn each time.
 */

#define G_LOG_DOMAIN "hall-notifier"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-session-people.h"
#include "hall-session-rights.h"
#include "hall-session-talk.h"

#include "hall-notifier.h"

/* How long to collect messages before showing the newest. */
#define COLLECT_MS 150
/* Characters of a message that a notification shows. */
#define BODY_MAX 300
#define WORD_JOINER "\342\201\240"
/* Before the id of the private conversation in which the invitation came. */
#define INVITATION_PREFIX "invitation-"

static const char *const services[] = {
  "org.freedesktop.Notifications", "org.gtk.Notifications", "org.freedesktop.portal.Desktop",
};

#define N_SERVICES G_N_ELEMENTS (services)

struct _HallNotifier
{
  GObject parent_instance;

  GApplication *application; /* not owned: it owns us */
  HallSession *session;
  HallNotifierSeenFunc seen;
  gpointer seen_data;

  GHashTable *waiting;       /* HallRoom → HallMessage: to be shown when the time is up */
  GHashTable *invitations;   /* the same, of HALL_MESSAGE_INVITATION */
  GHashTable *watched;       /* set of HallRoom with a notification, or soon with one */
  guint timeout;
  guint watches[N_SERVICES];
  gboolean asked[N_SERVICES];   /* whether the bus has answered */
  gboolean present[N_SERVICES];
};

G_DEFINE_FINAL_TYPE (HallNotifier, hall_notifier, G_TYPE_OBJECT)

/* Some servers parse the body as markup: no tag begins with a word joiner. */
static char *
make_inert (const char *text)
{
  GString *body = g_string_new (NULL);
  glong left = BODY_MAX;
  const char *c;

  for (c = text; *c != '\0' && left > 0; c = g_utf8_next_char (c), left--)
    {
      g_string_append_unichar (body, g_utf8_get_char (c));
      if (*c == '<')
        g_string_append (body, WORD_JOINER);
    }
  if (*c != '\0')
    g_string_append (body, "…");
  return g_string_free (body, FALSE);
}

/* Read, here or by another action, or left. */
static void
on_room_changed (HallNotifier *self,
                 GParamSpec   *pspec,
                 HallRoom     *room)
{
  if (hall_room_get_unread (room) == 0 || hall_room_get_leaving (room))
    hall_notifier_withdraw (self, room);
}

static void
watch (HallNotifier *self,
       HallRoom     *room)
{
  if (!g_hash_table_add (self->watched, g_object_ref (room)))
    return;
  g_signal_connect_object (room, "notify::unread", G_CALLBACK (on_room_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (room, "notify::leaving", G_CALLBACK (on_room_changed), self,
                           G_CONNECT_SWAPPED);
}

static gboolean
hides_content (HallNotifier *self)
{
  return hall_settings_get_hide_content (hall_session_get_settings (self->session));
}

/* Who bears somebody else's name does not borrow it here either. */
static char *
make_name (HallPerson *person)
{
  if (hall_person_get_resembles (person) == NULL)
    return g_strdup (hall_person_get_name (person));
  /* Translators: a name, which is also the name of somebody else who is known. */
  return g_strdup_printf (_("%s (may be somebody else)"), hall_person_get_name (person));
}

static char *
make_title (HallRoom *room)
{
  HallPerson *person = hall_room_get_person (room);

  return person != NULL ? make_name (person) : g_strdup (hall_room_get_name (room));
}

static char *
make_body (HallNotifier *self,
           HallRoom     *room,
           HallMessage  *message)
{
  g_autofree char *text = make_inert (hall_message_get_text (message));
  g_autofree char *name = make_name (hall_message_get_author (message));
  g_autofree char *author = make_inert (name);

  if (hides_content (self))
    return g_strdup (_("New message"));
  if (hall_room_get_person (room) != NULL)
    return g_steal_pointer (&text);
  /* Translators: in a notification: who wrote what. */
  return g_strdup_printf (C_("notification", "%s: %s"), author, text);
}

static void
send (HallNotifier  *self,
      HallRoom      *room,
      const char    *id,
      GNotification *notification)
{
  g_notification_set_default_action_and_target (notification, "app.open-room", "s",
                                                hall_room_get_id (room));
  g_application_send_notification (self->application, id, notification);
}

static void
show (HallNotifier *self,
      HallRoom     *room,
      HallMessage  *message)
{
  g_autofree char *title = make_title (room);
  g_autofree char *body = make_body (self, room, message);
  g_autoptr (GNotification) notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  /* Where one opens it, one writes. */
  g_notification_add_button_with_target (notification, C_("notification", "Reply"),
                                         "app.open-room", "s", hall_room_get_id (room));
  g_notification_add_button_with_target (notification, C_("notification", "Mark as Read"),
                                         "app.mark-read", "s", hall_room_get_id (room));
  send (self, room, hall_room_get_id (room), notification);
}

static void
show_invitation (HallNotifier *self,
                 HallRoom     *conversation,
                 HallMessage  *message)
{
  HallRoom *room = hall_session_get_invited_room (self->session, message);
  g_autofree char *title = make_title (conversation);
  g_autofree char *name = make_inert (hall_message_get_name (message) != NULL
                                      ? hall_message_get_name (message) : "");
  g_autofree char *id = g_strconcat (INVITATION_PREFIX, hall_room_get_id (conversation), NULL);
  g_autofree char *body = NULL;
  g_autoptr (GNotification) notification = g_notification_new (title);

  if (room == NULL || hall_room_get_is_member (room))
    return;
  /* Translators: in a notification; its title is who does. */
  body = hides_content (self) ? g_strdup (_("Invites you to a room"))
                              : g_strdup_printf (_("Invites you to “%s”"), name);
  g_notification_set_body (notification, body);
  g_notification_add_button_with_target (notification, C_("room", "Join"), "app.join-room", "s",
                                         hall_room_get_id (room));
  send (self, conversation, id, notification);
}

static void
set_present (HallNotifier *self,
             const char   *name,
             gboolean      present)
{
  for (guint i = 0; i < N_SERVICES; i++)
    {
      if (!g_str_equal (services[i], name))
        continue;
      self->asked[i] = TRUE;
      self->present[i] = present;
    }
}

static void
on_service_appeared (GDBusConnection *connection,
                     const char      *name,
                     const char      *owner,
                     gpointer         user_data)
{
  set_present (user_data, name, TRUE);
}

static void
on_service_vanished (GDBusConnection *connection,
                     const char      *name,
                     gpointer         user_data)
{
  set_present (user_data, name, FALSE);
}

static gboolean
is_any (const gboolean flags[N_SERVICES],
        gboolean       wanted)
{
  for (guint i = 0; i < N_SERVICES; i++)
    {
      if (flags[i] == wanted)
        return TRUE;
    }
  return FALSE;
}

typedef void (*ShowFunc) (HallNotifier *self,
                          HallRoom     *room,
                          HallMessage  *message);

static void
show_all (HallNotifier *self,
          GHashTable   *waiting,
          ShowFunc      function)
{
  GHashTableIter iter;
  gpointer room, message;

  g_hash_table_iter_init (&iter, waiting);
  while (g_hash_table_iter_next (&iter, &room, &message))
    {
      /* Somebody may have opened the room meanwhile. */
      if (!self->seen (room, self->seen_data))
        function (self, room, message);
    }
  g_hash_table_remove_all (waiting);
}

static gboolean
on_timeout (gpointer user_data)
{
  HallNotifier *self = user_data;

  if (!is_any (self->present, TRUE) && is_any (self->asked, FALSE))
    return G_SOURCE_CONTINUE;
  self->timeout = 0;
  if (!is_any (self->present, TRUE))
    {
      g_hash_table_remove_all (self->waiting);
      g_hash_table_remove_all (self->invitations);
    }
  show_all (self, self->waiting, show);
  show_all (self, self->invitations, show_invitation);
  return G_SOURCE_REMOVE;
}

static void
wait (HallNotifier *self,
      GHashTable   *waiting,
      HallRoom     *room,
      HallMessage  *message)
{
  g_hash_table_insert (waiting, g_object_ref (room), g_object_ref (message));
  watch (self, room);
  if (self->timeout == 0)
    self->timeout = g_timeout_add (COLLECT_MS, on_timeout, self);
}

static void
on_message (HallNotifier *self,
            HallRoom     *room,
            HallMessage  *message)
{
  if (hall_message_get_kind (message) == HALL_MESSAGE_TEXT &&
      !self->seen (room, self->seen_data) &&
      hall_session_wants_notice (self->session, room, message))
    wait (self, self->waiting, room, message);
}

static void
on_invited (HallNotifier *self,
            HallRoom     *room,
            HallPerson   *person,
            HallMessage  *message)
{
  HallRoom *conversation = hall_session_get_direct (self->session, person);

  if (!self->seen (conversation, self->seen_data) &&
      hall_session_wants_notice (self->session, conversation, message))
    wait (self, self->invitations, conversation, message);
}

/* What was turned off is not left lying about. */
static void
on_notifications (HallNotifier *self)
{
  g_autofree gpointer *rooms = NULL;

  if (hall_settings_get_notifications (hall_session_get_settings (self->session)))
    return;
  rooms = g_hash_table_get_keys_as_array (self->watched, NULL);
  for (guint i = 0; rooms[i] != NULL; i++)
    {
      g_autoptr (HallRoom) room = g_object_ref (rooms[i]);

      hall_notifier_withdraw (self, room);
    }
}

static void
hall_notifier_dispose (GObject *object)
{
  HallNotifier *self = HALL_NOTIFIER (object);
  GHashTableIter iter;
  gpointer room;

  g_clear_handle_id (&self->timeout, g_source_remove);
  for (guint i = 0; i < N_SERVICES; i++)
    g_clear_handle_id (&self->watches[i], g_bus_unwatch_name);
  if (self->watched != NULL)
    {
      g_hash_table_iter_init (&iter, self->watched);
      while (g_hash_table_iter_next (&iter, &room, NULL))
        g_signal_handlers_disconnect_by_func (room, on_room_changed, self);
    }
  g_clear_pointer (&self->waiting, g_hash_table_unref);
  g_clear_pointer (&self->invitations, g_hash_table_unref);
  g_clear_pointer (&self->watched, g_hash_table_unref);
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->session, on_message, self);
      g_signal_handlers_disconnect_by_func (self->session, on_invited, self);
    }
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_notifier_parent_class)->dispose (object);
}

static void
hall_notifier_class_init (HallNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_notifier_dispose;
}

static void
hall_notifier_init (HallNotifier *self)
{
  self->waiting = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
  self->invitations = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
  self->watched = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

/**
 * hall_notifier_new:
 * @application: whose notifications these are; outlives the notifier
 * @session: whose messages
 * @seen: (scope notified): says whether a room can be seen now
 * @user_data: for @seen
 *
 * Returns: (transfer full): a notifier
 */
HallNotifier *
hall_notifier_new (GApplication         *application,
                   HallSession          *session,
                   HallNotifierSeenFunc  seen,
                   gpointer              user_data)
{
  HallNotifier *self = g_object_new (HALL_TYPE_NOTIFIER, NULL);

  self->application = application;
  self->session = g_object_ref (session);
  self->seen = seen;
  self->seen_data = user_data;
  for (guint i = 0; i < N_SERVICES; i++)
    {
      /* The first one is what a desktop may start when it is asked for. */
      self->watches[i] = g_bus_watch_name (G_BUS_TYPE_SESSION, services[i],
                                           i == 0 ? G_BUS_NAME_WATCHER_FLAGS_AUTO_START
                                                  : G_BUS_NAME_WATCHER_FLAGS_NONE,
                                           on_service_appeared, on_service_vanished, self, NULL);
    }
  g_signal_connect_object (hall_session_get_settings (session), "notify::notifications",
                           G_CALLBACK (on_notifications), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "message", G_CALLBACK (on_message), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "invited", G_CALLBACK (on_invited), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * hall_notifier_withdraw:
 * @self: a notifier
 * @room: a room that was read
 */
void
hall_notifier_withdraw (HallNotifier *self,
                        HallRoom     *room)
{
  g_autofree char *invitation = NULL;

  g_return_if_fail (HALL_IS_NOTIFIER (self));

  g_hash_table_remove (self->waiting, room);
  g_hash_table_remove (self->invitations, room);
  if (!g_hash_table_contains (self->watched, room))
    return;
  g_signal_handlers_disconnect_by_func (room, on_room_changed, self);
  g_application_withdraw_notification (self->application, hall_room_get_id (room));
  if (hall_room_get_person (room) != NULL)
    {
      invitation = g_strconcat (INVITATION_PREFIX, hall_room_get_id (room), NULL);
      g_application_withdraw_notification (self->application, invitation);
    }
  g_hash_table_remove (self->watched, room);
}
