/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-leave.c: the commands leave and reopens: what one is to a room.
 *
 * Leaving waits a moment for somebody who hears of it, not for whether it can be undone; the end of
 * the run finishes it. Never deletes anything.
 */

#define G_LOG_DOMAIN "hall-cli-leave"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-cli-commands.h"

#define HALL_TYPE_CLI_LEAVE (hall_cli_leave_get_type ())
G_DECLARE_FINAL_TYPE (HallCliLeave, hall_cli_leave, HALL, CLI_LEAVE, GObject)

struct _HallCliLeave
{
  GObject parent_instance;

  HallCli *cli;          /* owns this */
  HallRoom *room;
  guint deadline_source;
  gboolean left;
};

G_DEFINE_FINAL_TYPE (HallCliLeave, hall_cli_leave, G_TYPE_OBJECT)

static void
hall_cli_leave_dispose (GObject *object)
{
  HallCliLeave *self = HALL_CLI_LEAVE (object);

  g_clear_handle_id (&self->deadline_source, g_source_remove);
  g_clear_object (&self->room);

  G_OBJECT_CLASS (hall_cli_leave_parent_class)->dispose (object);
}

static void
hall_cli_leave_class_init (HallCliLeaveClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_cli_leave_dispose;
}

static void
hall_cli_leave_init (HallCliLeave *self)
{
}

/* The room that is meant, if it is one of ours; else the run has failed. */
static HallRoom *
find_own_room (HallCli *cli)
{
  const char *name = hall_cli_get_options (cli)->room;
  g_autoptr (GError) error = NULL;
  HallRoom *room = hall_session_find_room (hall_cli_get_session (cli), name, &error);

  if (room != NULL && !hall_room_get_is_member (room))
    {
      g_set_error (&error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND,
                   _("You are not in “%s”."), hall_room_get_name (room));
      room = NULL;
    }
  if (room == NULL)
    hall_cli_fail (cli, error);

  return room;
}

static void
leave (HallCliLeave *self)
{
  HallCliPrinter *printer = hall_cli_get_printer (self->cli);

  if (self->left || g_cancellable_is_cancelled (hall_cli_get_cancellable (self->cli)))
    return;

  self->left = TRUE;
  hall_session_leave_room (hall_cli_get_session (self->cli), self->room);
  hall_cli_printer_left (printer, self->room);
  if (!hall_cli_printer_get_json (printer))
    hall_cli_say (_("You have left “%s”."), hall_room_get_name (self->room));
  hall_cli_finish (self->cli, HALL_CLI_DONE);
}

/* Whether there is somebody to be told. */
static void
on_room_changed (HallCliLeave *self)
{
  HallMembership membership = hall_room_get_membership (self->room);

  if (membership == HALL_MEMBERSHIP_LIVE ||
      (membership == HALL_MEMBERSHIP_HOSTING &&
       g_list_model_get_n_items (hall_room_get_members (self->room)) > 1))
    leave (self);
}

static gboolean
on_deadline (gpointer user_data)
{
  HallCliLeave *self = user_data;

  self->deadline_source = 0;
  leave (self);

  return G_SOURCE_REMOVE;
}

/**
 * hall_cli_leave_new:
 * @cli: the run
 *
 * Begins to leave a room for good.
 *
 * Returns: (transfer full) (nullable): the command; %NULL if it has failed already
 */
GObject *
hall_cli_leave_new (HallCli *cli)
{
  HallRoom *room = find_own_room (cli);
  HallCliLeave *self;

  if (room == NULL)
    return NULL;

  self = g_object_new (HALL_TYPE_CLI_LEAVE, NULL);
  self->cli = cli;
  self->room = g_object_ref (room);
  g_signal_connect_object (room, "notify::membership", G_CALLBACK (on_room_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hall_room_get_members (room), "items-changed",
                           G_CALLBACK (on_room_changed), self, G_CONNECT_SWAPPED);
  self->deadline_source = g_timeout_add (hall_cli_get_options (cli)->wait_ms, on_deadline, self);
  on_room_changed (self);

  return G_OBJECT (self);
}

/**
 * hall_cli_reopens_new:
 * @cli: the run
 *
 * Switches whether a room opens here by itself; that is all.
 *
 * Returns: (nullable): %NULL, there is nothing to keep
 */
GObject *
hall_cli_reopens_new (HallCli *cli)
{
  gboolean reopens = hall_cli_get_options (cli)->reopens;
  HallRoom *room = find_own_room (cli);

  if (room == NULL)
    return NULL;

  hall_session_set_reopens (hall_cli_get_session (cli), room, reopens);
  hall_cli_printer_reopens (hall_cli_get_printer (cli), room, reopens);
  hall_cli_finish (cli, HALL_CLI_DONE);

  return NULL;
}
