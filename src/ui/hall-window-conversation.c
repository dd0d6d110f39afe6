/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-window-conversation.c: the window's actions on conversations: read and unread.
 *
 * Their targets are ids: a menu or a notification outlives what it was made for. What is gone
 * meanwhile is passed over in silence.
 */

#define G_LOG_DOMAIN "hall-window-conversation"

#include "config.h"

#include "hall-session-people.h"
#include "hall-session-talk.h"

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

/**
 * hall_window_install_conversation_actions:
 * @widget_class: of the window
 */
void
hall_window_install_conversation_actions (GtkWidgetClass *widget_class)
{
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
