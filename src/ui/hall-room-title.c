/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-title.c: what the header says of the conversation below it.
 *
 * Of a room its name, how many are in it and who hosts it; of a private conversation the person: a
 * button that leads to the person's page. It follows both.
 */

#define G_LOG_DOMAIN "hall-room-title"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-connection-text.h"
#include "hall-private-header.h"

#include "hall-room-title.h"

struct _HallRoomTitle
{
  AdwBin parent_instance;

  HallRoom *room; /* (nullable) */
  gboolean open;
  gboolean narrow;
  GSignalGroup *room_signals;
  GSignalGroup *host_signals;

  AdwWindowTitle *title;
  HallPrivateHeader *header; /* (nullable): made when first needed */
};

G_DEFINE_FINAL_TYPE (HallRoomTitle, hall_room_title, ADW_TYPE_BIN)

static char *
describe (HallRoom *room)
{
  HallConnection connection = hall_connection_of (room);
  HallPerson *host = hall_room_get_host (room);
  guint n_members = hall_room_get_n_members (room);
  g_autofree char *members = g_strdup_printf (ngettext ("%u member", "%u members", n_members),
                                              n_members);

  /* What is not known any more is not said; the bar below says why. */
  if (n_members == 0 || connection == HALL_CONNECTION_WAITING ||
      connection == HALL_CONNECTION_NOBODY || hall_room_get_banned (room) ||
      hall_room_get_removed (room))
    return g_strdup ("");
  if (host == NULL || connection == HALL_CONNECTION_TAKING_OVER)
    return g_steal_pointer (&members);
  if (hall_person_get_is_self (host) && n_members == 1)
    return g_strdup (_("Nobody else is here"));
  if (hall_person_get_is_self (host))
    /* Translators: below a room's name: how many are in it, and that one hosts it oneself. */
    return g_strdup_printf (C_("room", "%s · hosted by you"), members);
  return g_strdup_printf (C_("room", "%s · hosted by %s"), members, hall_person_get_name (host));
}

static void
update_title (HallRoomTitle *self)
{
  g_autofree char *details = NULL;

  if (self->room == NULL || hall_room_get_person (self->room) != NULL)
    return;
  g_signal_group_set_target (self->host_signals, hall_room_get_host (self->room));
  details = describe (self->room);
  /* A room that one is not in says it all in large letters below. */
  adw_window_title_set_title (self->title, self->open ? hall_room_get_name (self->room) : "");
  adw_window_title_set_subtitle (self->title, self->open ? details : "");
}

static void
show_person (HallRoomTitle *self,
             HallPerson    *person)
{
  if (self->header == NULL)
    {
      self->header = g_object_ref_sink (HALL_PRIVATE_HEADER (hall_private_header_new ()));
      hall_private_header_set_narrow (self->header, self->narrow);
    }
  hall_private_header_set_person (self->header, person);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->header));
}

static void
hall_room_title_dispose (GObject *object)
{
  HallRoomTitle *self = HALL_ROOM_TITLE (object);

  g_clear_object (&self->room_signals);
  g_clear_object (&self->host_signals);
  g_clear_object (&self->room);
  g_clear_object (&self->title);
  g_clear_object (&self->header);
  G_OBJECT_CLASS (hall_room_title_parent_class)->dispose (object);
}

static void
hall_room_title_class_init (HallRoomTitleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_room_title_dispose;
}

static void
hall_room_title_init (HallRoomTitle *self)
{
  static const char *const watched[] = {
    "notify::name", "notify::n-members", "notify::host", "notify::connection",
    "notify::membership", "notify::banned", "notify::removed",
  };

  self->title = g_object_ref_sink (ADW_WINDOW_TITLE (adw_window_title_new ("", "")));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->title));
  self->room_signals = g_signal_group_new (HALL_TYPE_ROOM);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_group_connect_swapped (self->room_signals, watched[i], G_CALLBACK (update_title),
                                    self);
  self->host_signals = g_signal_group_new (HALL_TYPE_PERSON);
  g_signal_group_connect_swapped (self->host_signals, "notify::name", G_CALLBACK (update_title),
                                  self);
}

/**
 * hall_room_title_set_narrow:
 * @self: a title
 * @narrow: whether the window shows one side at a time, and there is little place for a name
 */
void
hall_room_title_set_narrow (HallRoomTitle *self,
                            gboolean       narrow)
{
  g_return_if_fail (HALL_IS_ROOM_TITLE (self));

  self->narrow = narrow;
  if (self->header != NULL)
    hall_private_header_set_narrow (self->header, narrow);
}

/**
 * hall_room_title_set_room:
 * @self: a title
 * @room: (nullable): what is open from now on
 * @open: whether its conversation is shown
 */
void
hall_room_title_set_room (HallRoomTitle *self,
                          HallRoom      *room,
                          gboolean       open)
{
  HallPerson *person = room != NULL ? hall_room_get_person (room) : NULL;

  g_return_if_fail (HALL_IS_ROOM_TITLE (self));

  g_set_object (&self->room, room);
  self->open = open;
  g_signal_group_set_target (self->room_signals, room);
  if (person != NULL)
    {
      show_person (self, person);
      return;
    }
  if (self->header != NULL)
    hall_private_header_set_person (self->header, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->title));
  update_title (self);
}
