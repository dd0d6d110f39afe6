/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-joining.c: the way into a room: at once, or by its passphrase.
 *
 * Asks for a passphrase where the session needs one, also when that turns out only on the way: the
 * lock of a room that was never announced here is not known. Every other failure is said on the
 * room's own page: the session sets its "problem". Whoever was banned, and asks whether that is
 * over, sees nothing change there, and is answered in words.
 */

#define G_LOG_DOMAIN "hall-joining"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-passphrase-dialog.h"
#include "hall-window.h"

#include "hall-joining.h"

/* What the answer needs to know. */
typedef struct
{
  HallRoom *room;
  GWeakRef parent;
  gboolean was_banned;
} Joining;

static void
free_joining (Joining *joining)
{
  g_object_unref (joining->room);
  g_weak_ref_clear (&joining->parent);
  g_free (joining);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Joining, free_joining)

static void
ask (HallSession *session,
     HallRoom    *room,
     GtkWindow   *parent)
{
  gtk_window_present (GTK_WINDOW (hall_passphrase_dialog_new (session, room, parent)));
}

/* What the host said, or that there is none. */
static void
answer (GtkWindow    *parent,
        const GError *error)
{
  if (g_error_matches (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_BANNED))
    hall_window_show_toast (HALL_WINDOW (parent), _("You are still banned from this room."));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    hall_window_show_toast (HALL_WINDOW (parent), error->message);
}

static void
join_room_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Joining) joining = user_data;
  g_autoptr (GtkWindow) parent = g_weak_ref_get (&joining->parent);
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRoom) room = hall_session_join_finish (HALL_SESSION (source), result, &error);

  if (room != NULL)
    return;
  g_debug ("Cannot join: %s", error->message);
  if (parent != NULL && (g_error_matches (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_LOCKED) ||
                         g_error_matches (error, HALL_SESSION_ERROR,
                                          HALL_SESSION_ERROR_PASSPHRASE)))
    ask (HALL_SESSION (source), joining->room, parent);
  else if (parent != NULL && joining->was_banned && HALL_IS_WINDOW (parent))
    answer (parent, error);
}

/**
 * hall_joining_start:
 * @session: who joins
 * @room: a room that one is not in, or was put out of
 * @parent: the window that shows the room
 * @cancellable: (nullable): of the window
 *
 * Joins it, after asking for the passphrase where one is needed.
 */
void
hall_joining_start (HallSession  *session,
                    HallRoom     *room,
                    GtkWindow    *parent,
                    GCancellable *cancellable)
{
  Joining *joining;

  g_return_if_fail (HALL_IS_SESSION (session));
  g_return_if_fail (HALL_IS_ROOM (room));
  g_return_if_fail (GTK_IS_WINDOW (parent));

  /* Whether the ban is over is the first question. */
  if (!hall_room_get_banned (room) && hall_session_needs_passphrase (session, room))
    {
      ask (session, room, parent);
      return;
    }
  joining = g_new0 (Joining, 1);
  joining->room = g_object_ref (room);
  joining->was_banned = hall_room_get_banned (room);
  g_weak_ref_init (&joining->parent, parent);
  hall_session_join_room_async (session, room, cancellable, join_room_cb, joining);
}
