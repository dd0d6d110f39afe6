/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-window-conversation.c: the window's actions on conversations: find something in them, go to
 * another one, read and unread.
 *
 * Their targets are ids: a menu or a notification outlives what it was made for. What is gone
 * meanwhile is passed over in silence.
 */

#define G_LOG_DOMAIN "hall-window-conversation"

#include "config.h"

#include "hall-search-dialog.h"
#include "hall-session-people.h"
#include "hall-session-talk.h"
#include "hall-switcher.h"

#include "hall-window-private.h"

static HallRoom *
look_up (HallWindow *self,
         GVariant   *parameter)
{
  return hall_window_find_room (self, g_variant_get_string (parameter, NULL));
}

static void
on_mark_read (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);
  HallRoom *room = look_up (self, parameter);

  if (room != NULL)
    hall_session_mark_read (self->session, room);
}

/* What is open would be read again at once: it is put away first. */
static void
on_mark_unread (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);
  HallRoom *room = look_up (self, parameter);

  if (room == NULL || self->main_view == NULL)
    return;
  if (hall_main_view_get_room (self->main_view) == room)
    hall_main_view_put_away (self->main_view);
  hall_session_mark_room_unread (self->session, room);
}

/* (nullable): of the room that is open */
static HallRoomPage *
get_page (HallWindow *self)
{
  return self->main_view != NULL ? hall_main_view_get_room_page (self->main_view) : NULL;
}

static void
on_find (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);
  HallRoomPage *page = get_page (self);

  if (page != NULL)
    hall_room_page_find (page);
}

static void
on_go_to_date (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);
  HallRoomPage *page = get_page (self);

  if (page != NULL)
    hall_message_view_ask_date (hall_room_page_get_messages (page));
}

static void
on_show_pinned (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);
  HallRoomPage *page = get_page (self);

  if (page != NULL)
    hall_room_page_show_pinned (page);
}

static void
on_hit_chosen (HallWindow    *self,
               HallSearchHit *hit)
{
  const char *id = hall_message_get_id (hall_search_hit_get_message (hit));
  HallRoomPage *page;

  hall_window_open_room (self, hall_search_hit_get_room (hit));
  page = get_page (self);
  if (page != NULL && id != NULL)
    hall_message_view_jump_to_event (hall_room_page_get_messages (page), id);
}

static void
on_find_everywhere (GtkWidget  *widget,
                    const char *action,
                    GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);
  GtkWidget *dialog = hall_search_dialog_new (self->session, GTK_WINDOW (self));

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_hit_chosen), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_item_chosen (HallWindow *self,
                GObject    *item)
{
  if (self->main_view != NULL)
    hall_main_view_open (self->main_view, item, TRUE);
}

/* In the switcher, as in the sidebar, a private conversation is the person. */
static void
on_switch (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);
  HallRoom *room = self->main_view != NULL ? hall_main_view_get_room (self->main_view) : NULL;
  HallPerson *person = room != NULL ? hall_room_get_person (room) : NULL;
  GtkWidget *switcher = hall_switcher_new (self->session,
                                           person != NULL ? G_OBJECT (person) : G_OBJECT (room),
                                           GTK_WINDOW (self));

  g_signal_connect_object (switcher, "chosen", G_CALLBACK (on_item_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (switcher));
}

/**
 * hall_window_install_conversation_actions:
 * @widget_class: of the window
 */
void
hall_window_install_conversation_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.find", NULL, on_find);
  gtk_widget_class_install_action (widget_class, "win.find-everywhere", NULL, on_find_everywhere);
  gtk_widget_class_install_action (widget_class, "win.go-to-date", NULL, on_go_to_date);
  gtk_widget_class_install_action (widget_class, "win.show-pinned", NULL, on_show_pinned);
  gtk_widget_class_install_action (widget_class, "win.switch", NULL, on_switch);
  gtk_widget_class_install_action (widget_class, "win.mark-read", "s", on_mark_read);
  gtk_widget_class_install_action (widget_class, "win.mark-unread", "s", on_mark_unread);
}

/**
 * hall_window_find_room:
 * @self: the window
 * @id: of a room or a private conversation
 *
 * Returns: (transfer none) (nullable): it
 */
HallRoom *
hall_window_find_room (HallWindow *self,
                       const char *id)
{
  GListModel *directs;
  guint n_directs;

  g_return_val_if_fail (HALL_IS_WINDOW (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  directs = hall_session_get_directs (self->session);
  n_directs = g_list_model_get_n_items (directs);
  for (guint i = 0; i < n_directs; i++)
    {
      g_autoptr (HallRoom) room = g_list_model_get_item (directs, i);

      if (g_str_equal (hall_room_get_id (room), id))
        return room; /* its person holds it */
    }
  return hall_directory_lookup_room (hall_session_get_directory (self->session), id);
}
