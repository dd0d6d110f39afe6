/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-rooms.c: the pages of screens.c that are about who may be in a room and do what there,
 * and about private conversations: create-locked, create-invited, passphrase, unlock, members,
 * member-menu, ban, ban-open, moderation, invite, link, invitation, rights, removed, banned,
 * private-here, private-away, private-blocked, private-warned, typing, offer, intro-locked,
 * intro-invited.
 */

#define G_LOG_DOMAIN "screens-rooms"

#include "config.h"

#include "hall-invite-dialog.h"
#include "hall-link-sheet.h"
#include "hall-new-passphrase.h"
#include "hall-passphrase-dialog.h"
#include "hall-room-settings.h"

#include "fake-session-people.h"
#include "fake-session-rights.h"
#include "screens-rooms.h"
#include "screens-stay.h"

#define PHRASE "quiet river seven lamp orbit maple"

static HallPerson *
get_person (HallSession *session,
            guint        position)
{
  GListModel *people = hall_directory_get_people (hall_session_get_directory (session));
  g_autoptr (HallPerson) person = g_list_model_get_item (people, position);

  return person;
}

static HallRoom *
get_room (HallSession *session,
          guint        position)
{
  GListModel *rooms = hall_directory_get_rooms (hall_session_get_directory (session));
  g_autoptr (HallRoom) room = g_list_model_get_item (rooms, position);

  return room;
}

static gint64
now (void)
{
  return g_get_real_time () / 1000;
}

static GtkWidget *
find (GtkWidget *root,
      GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_dialog (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next)
    if (G_OBJECT_TYPE (item->data) == type)
      return item->data;
  return NULL;
}

typedef struct
{
  gboolean by_self;
  HallEventKind kind;
  gboolean on_self;
  gboolean flag;     /* moderator, or off */
  const char *name;
  const char *topic;
  int closed;        /* 0: unchanged, 1: closed, 2: opened */
} Deed;

/* Who did what to whom. */
static void
show_rights (HallSession *session,
             HallRoom    *room)
{
  static const Deed deeds[] = {
    { FALSE, HALL_EVENT_ADMIT, FALSE, FALSE, NULL, NULL, 0 },
    { FALSE, HALL_EVENT_ROLE, TRUE, TRUE, NULL, NULL, 0 },
    { TRUE, HALL_EVENT_KICK, FALSE, FALSE, NULL, NULL, 0 },
    { FALSE, HALL_EVENT_BAN, FALSE, FALSE, NULL, NULL, 0 },
    { TRUE, HALL_EVENT_BAN, FALSE, TRUE, NULL, NULL, 0 },
    { FALSE, HALL_EVENT_ROOM, FALSE, FALSE, "design reviews", NULL, 0 },
    { FALSE, HALL_EVENT_ROOM, FALSE, FALSE, NULL, "Fridays at eleven", 0 },
    { FALSE, HALL_EVENT_ROOM, FALSE, FALSE, NULL, NULL, 1 },
    { TRUE, HALL_EVENT_ROOM, FALSE, FALSE, NULL, NULL, 2 },
    { FALSE, HALL_EVENT_ROLE, TRUE, FALSE, NULL, NULL, 0 },
  };
  HallPerson *mina = get_person (session, 0);
  HallPerson *own = hall_session_get_self (session);
  gint64 time = now () - 60000;

  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      const Deed *deed = &deeds[i];
      HallEventBody body;

      hall_event_body_init (&body, deed->kind);
      body.name = deed->name;
      body.topic = deed->topic;
      if (deed->kind == HALL_EVENT_ROOM && deed->closed != 0)
        body.closed = deed->closed == 1;
      if (deed->kind != HALL_EVENT_ROOM)
        body.person = hall_person_get_id (deed->on_self ? own : get_person (session, 1));
      body.moderator = deed->kind == HALL_EVENT_ROLE && deed->flag;
      body.off = deed->kind == HALL_EVENT_BAN && deed->flag;
      fake_session_do (session, room, deed->by_self ? own : mina, &body, time + i);
    }
}

static void
show_private (HallSession *session,
              HallWindow  *window,
              const char  *page)
{
  HallPerson *person = get_person (session, g_str_equal (page, "private-away") ? 3 : 0);
  HallPerson *own = hall_session_get_self (session);
  HallRoom *direct = hall_session_get_direct (session, person);
  HallMessage *message;
  HallEventBody body;
  gint64 time = now () - 600000;

  fake_session_whisper (session, person, person, "Do you have a minute?", time, TRUE);
  hall_window_open_room (window, direct);
  message = hall_session_send (session, direct, "Of course. What is it?", NULL);
  message = fake_session_sign (session, direct, message, HALL_MESSAGE_STATE_SENT);
  hall_timeline_set_state (hall_room_get_timeline (direct), hall_message_get_id (message),
                           HALL_MESSAGE_STATE_READ);
  hall_event_body_init (&body, HALL_EVENT_INVITE);
  body.invited_room = hall_room_get_id (get_room (session, 3));
  body.name = "releases";
  fake_session_do (session, direct, person, &body, now () + 1000);
  body.name = "lunch";
  fake_session_do (session, direct, own, &body, now () + 2000);
  message = hall_session_send (session, direct, "I come to yours first.", NULL);
  fake_session_sign (session, direct, message, HALL_MESSAGE_STATE_SENT);
  hall_session_send (session, direct, "In ten minutes.", NULL);
  hall_session_mark_read (session, direct);
  if (g_str_equal (page, "private-here"))
    {
      hall_person_set_trust (person, HALL_TRUST_VERIFIED);
      hall_room_set_typing (direct, person, TRUE);
    }
  else if (g_str_equal (page, "private-blocked"))
    {
      hall_person_set_blocked (person, TRUE);
    }
  else if (g_str_equal (page, "private-warned"))
    {
      hall_person_set_resembles (person, get_person (session, 2));
    }
}

static void
show_dialog (HallSession *session,
             HallRoom    *room,
             GtkWindow   *window,
             const char  *page)
{
  GtkWidget *near = GTK_WIDGET (window);
  GtkWidget *dialog = NULL;

  if (g_str_equal (page, "ban"))
    fake_session_lock_room (session, room, HALL_LOCK_PASSPHRASE, PHRASE);
  if (g_str_equal (page, "ban") || g_str_equal (page, "ban-open"))
    dialog = hall_ban_dialog_new (session, room, get_person (session, 1), near);
  else if (g_str_equal (page, "new-passphrase"))
    dialog = hall_new_passphrase_dialog_new (session, room, near);
  else if (g_str_equal (page, "invite"))
    dialog = hall_invite_dialog_new (session, get_room (session, 1), window);
  else if (g_str_equal (page, "link"))
    dialog = hall_link_sheet_new (session, room, window);
  else if (g_str_equal (page, "moderation"))
    dialog = hall_room_settings_new (session, room, window);
  if (dialog != NULL)
    gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_create (HallWindow *window,
             guint       lock)
{
  GtkWidget *dialog, *row;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.create-room", NULL);
  dialog = find_dialog (g_type_from_name ("HallCreateRoomDialog"));
  row = find (dialog, ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (row), "salaries");
  adw_combo_row_set_selected (ADW_COMBO_ROW (find (dialog, ADW_TYPE_COMBO_ROW)), lock);
}

static void
show_unlock (HallSession *session,
             HallWindow  *window)
{
  HallRoom *room = get_room (session, 3);
  GtkWidget *dialog, *entry;

  fake_session_lock_room (session, room, HALL_LOCK_PASSPHRASE, PHRASE);
  hall_window_open_room (window, room);
  dialog = hall_passphrase_dialog_new (session, room, GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (dialog));
  entry = find (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (entry), "quiet river six lamp");
  g_signal_emit_by_name (entry, "entry-activated");
}

static void
show_offer (HallSession *session,
            HallRoom    *room,
            HallWindow  *window)
{
  GtkWidget *composer = find (GTK_WIDGET (window), g_type_from_name ("HallComposer"));
  HallPerson *gone = get_person (session, 3);
  g_autofree char *text = g_strdup_printf ("@%s, what do you think?", hall_person_get_name (gone));

  hall_room_remove_member (room, gone);
  g_signal_emit_by_name (composer, "sent", text);
}

static void
prepare_moderation (HallSession *session,
                    HallRoom    *room)
{
  g_autoptr (GError) error = NULL;

  fake_session_set_role (session, room, TRUE, TRUE);
  fake_session_lock_room (session, room, HALL_LOCK_PASSPHRASE, PHRASE);
  hall_session_set_moderator (session, room, get_person (session, 1), TRUE, &error);
  hall_session_ban (session, room, get_person (session, 2), TRUE, &error);
  fake_session_lock_room (session, room, HALL_LOCK_OPEN, NULL);
}

static gboolean
on_members (gpointer user_data)
{
  GtkWidget *row = find (user_data, g_type_from_name ("HallMemberList"));
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  /* The third row's button. */
  for (GtkWidget *item = gtk_widget_get_first_child (find (row, GTK_TYPE_LIST_VIEW)); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    g_ptr_array_add (rows, item);
  if (rows->len > 3)
    g_signal_emit_by_name (find (g_ptr_array_index (rows, 3), GTK_TYPE_BUTTON), "clicked");
  return G_SOURCE_REMOVE;
}

static void
show_page (HallSession *session,
           HallRoom    *room,
           HallWindow  *window,
           const char  *page)
{
  if (g_str_equal (page, "rights"))
    show_rights (session, room);
  else if (g_str_equal (page, "removed"))
    hall_room_set_removed (room, TRUE);
  else if (g_str_equal (page, "banned"))
    hall_room_set_banned (room, TRUE);
  else if (g_str_equal (page, "typing"))
    for (guint i = 0; i < 2; i++)
      hall_room_set_typing (room, get_person (session, i), TRUE);
  else if (g_str_equal (page, "members") || g_str_equal (page, "member-menu"))
    gtk_widget_activate_action (GTK_WIDGET (window), "win.members", NULL);
  if (g_str_equal (page, "member-menu"))
    screens_later (400, on_members, window);
}

/*
 * screens_show_rooms:
 * @session: a session that sample_fill () filled
 * @room: the room that it returned
 * @window: the window
 * @page: the page's name
 */
void
screens_show_rooms (HallSession *session,
                    HallRoom    *room,
                    HallWindow  *window,
                    const char  *page)
{
  static const char *const in_room[] = {
    "rights", "removed", "banned", "typing", "members", "member-menu", "ban", "ban-open",
    "new-passphrase", "invite", "link", "moderation", "offer", NULL,
  };

  if (g_strv_contains (in_room, page))
    {
      prepare_moderation (session, room);
      hall_window_open_room (window, room);
      if (g_str_equal (page, "offer"))
        show_offer (session, room, window);
      show_page (session, room, window, page);
      show_dialog (session, room, GTK_WINDOW (window), page);
    }
  else if (g_str_has_prefix (page, "private-"))
    {
      show_private (session, window, page);
    }
  else if (g_str_equal (page, "create-locked") || g_str_equal (page, "create-invited"))
    {
      show_create (window, g_str_equal (page, "create-locked") ? HALL_LOCK_PASSPHRASE
                                                               : HALL_LOCK_INVITED);
    }
  else if (g_str_equal (page, "unlock"))
    {
      show_unlock (session, window);
    }
  else if (g_str_has_prefix (page, "intro-"))
    {
      hall_room_set_lock (get_room (session, 3), g_str_equal (page, "intro-locked")
                                                 ? HALL_LOCK_PASSPHRASE : HALL_LOCK_INVITED);
      hall_window_open_room (window, get_room (session, 3));
    }
}
