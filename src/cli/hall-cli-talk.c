/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-talk.c: follows one room for host, join and send.
 *
 * Owned by those commands. Acknowledged means stored on two machines, or on this one where nobody
 * else is in the room that it hosts. Decides nothing: the command says when to leave.
 */

#define G_LOG_DOMAIN "hall-cli-talk"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-cli-acks.h"
#include "hall-cli-early.h"
#include "hall-cli-roster.h"
#include "hall-session-talk.h"

#include "hall-cli-talk.h"

struct _HallCliTalk
{
  GObject parent_instance;

  HallSession *session;
  HallCliPrinter *printer;
  HallRoom *room;

  HallCliEarly *early;    /* NULL once one is in the room */
  HallCliAcks *acks;
  GHashTable *own_ids;    /* set of ids: ours, whose states are printed */
  HallCliRoster *roster;
  char *host_id;          /* as printed */
  HallConnection connection; /* as printed */
  gboolean own_only;
  gboolean joined;
  gboolean said_host;
  gboolean said_lost;     /* that nobody hosts, since the room was reached last */
  gboolean said_alone;
};

G_DEFINE_FINAL_TYPE (HallCliTalk, hall_cli_talk, G_TYPE_OBJECT)

enum
{
  PROGRESS,
  PROBLEM,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
hall_cli_talk_dispose (GObject *object)
{
  HallCliTalk *self = HALL_CLI_TALK (object);

  g_clear_pointer (&self->early, hall_cli_early_free);
  g_clear_object (&self->room);
  g_clear_object (&self->printer);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (hall_cli_talk_parent_class)->dispose (object);
}

static void
hall_cli_talk_finalize (GObject *object)
{
  HallCliTalk *self = HALL_CLI_TALK (object);

  hall_cli_acks_free (self->acks);
  g_hash_table_unref (self->own_ids);
  hall_cli_roster_free (self->roster);
  g_free (self->host_id);

  G_OBJECT_CLASS (hall_cli_talk_parent_class)->finalize (object);
}

static void
hall_cli_talk_class_init (HallCliTalkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hall_cli_talk_dispose;
  object_class->finalize = hall_cli_talk_finalize;

  signals[PROGRESS] = g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PROBLEM] = g_signal_new ("problem", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 2, HALL_TYPE_ROOM, G_TYPE_ERROR);
}

static void
hall_cli_talk_init (HallCliTalk *self)
{
  self->early = hall_cli_early_new ();
  self->acks = hall_cli_acks_new ();
  self->own_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->roster = hall_cli_roster_new ();
}

/* Nobody but us could acknowledge anything. */
static gboolean
is_alone (HallCliTalk *self)
{
  return hall_room_get_membership (self->room) == HALL_MEMBERSHIP_HOSTING &&
         g_list_model_get_n_items (hall_room_get_members (self->room)) <= 1;
}

static void
report_progress (HallCliTalk *self)
{
  /* What only counts because nobody else is there: whoever reads should know. */
  if (!self->said_alone && is_alone (self) &&
      hall_cli_acks_count (self->acks, TRUE) < hall_cli_acks_count (self->acks, FALSE))
    {
      self->said_alone = TRUE;
      hall_cli_say (_("Nobody else is here: stored on this machine only."));
    }

  g_signal_emit (self, signals[PROGRESS], 0);
}

/* Our own message is signed: from now on its acknowledgement is waited for. */
static void
note_signed (HallCliTalk *self,
             HallMessage *message)
{
  if (hall_message_get_is_own (message) && hall_message_get_kind (message) == HALL_MESSAGE_TEXT)
    hall_cli_acks_note_signed (self->acks, hall_message_get_token (message),
                               hall_message_get_id (message), hall_message_get_state (message));
}

/* Only texts are messages to whoever reads objects, so only their states are told. */
static void
print_message (HallCliTalk *self,
               HallMessage *message)
{
  gboolean is_own = hall_message_get_is_own (message);

  if (self->own_only && !is_own)
    return;

  hall_cli_printer_message (self->printer, self->room, message, FALSE);
  if (is_own && hall_message_get_kind (message) == HALL_MESSAGE_TEXT)
    g_hash_table_add (self->own_ids, g_strdup (hall_message_get_id (message)));
}

static void
on_message (HallCliTalk *self,
            HallRoom    *room,
            HallMessage *message)
{
  if (self->room != NULL && room != self->room)
    return;

  if (self->joined)
    print_message (self, message);
  else if (self->early != NULL)
    hall_cli_early_add (self->early, room, message);

  if (self->room != NULL)
    {
      note_signed (self, message);
      report_progress (self);
    }
}

static void
on_message_queued (HallCliTalk *self,
                   HallRoom    *room,
                   HallMessage *message)
{
  if (room == self->room)
    hall_cli_printer_queued (self->printer, room, message);
}

static void
on_message_state (HallCliTalk      *self,
                  HallRoom         *room,
                  const char       *event_id,
                  HallMessageState  state)
{
  if (room != self->room)
    return;

  if (g_hash_table_contains (self->own_ids, event_id))
    hall_cli_printer_state (self->printer, room, event_id, state);

  hall_cli_acks_note_state (self->acks, event_id, state);
  report_progress (self);
}

static void
on_room_problem (HallCliTalk  *self,
                 HallRoom     *room,
                 const GError *error)
{
  g_signal_emit (self, signals[PROBLEM], 0, room, error);
}

/**
 * hall_cli_talk_new:
 * @session: a session
 * @printer: where to print
 *
 * Returns: (transfer full): a talk in no room yet
 */
HallCliTalk *
hall_cli_talk_new (HallSession    *session,
                   HallCliPrinter *printer)
{
  HallCliTalk *self = g_object_new (HALL_TYPE_CLI_TALK, NULL);

  self->session = g_object_ref (session);
  self->printer = g_object_ref (printer);

  g_signal_connect_object (session, "message", G_CALLBACK (on_message), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "message-queued", G_CALLBACK (on_message_queued), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "message-state", G_CALLBACK (on_message_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "room-problem", G_CALLBACK (on_room_problem), self,
                           G_CONNECT_SWAPPED);

  return self;
}

static void
sync_members (HallCliTalk *self)
{
  if (!self->own_only)
    hall_cli_roster_sync (self->roster, self->room, self->printer);
}

static void
on_members_changed (HallCliTalk *self)
{
  HallMembership membership = hall_room_get_membership (self->room);

  if (!self->joined)
    return;

  /* Without a host the roster is empty, and nobody has gone for all we know. */
  if (membership == HALL_MEMBERSHIP_LIVE || membership == HALL_MEMBERSHIP_HOSTING)
    sync_members (self);
  /* Who is alone now has nobody to wait for. */
  report_progress (self);
}

static void
on_host_changed (HallCliTalk *self)
{
  HallPerson *host = hall_room_get_host (self->room);

  if (!self->joined)
    return;

  if (host != NULL && !self->own_only &&
      g_strcmp0 (hall_person_get_id (host), self->host_id) != 0)
    {
      hall_cli_printer_host (self->printer, self->room, host, self->said_host);
      self->said_host = TRUE;
    }
  g_free (self->host_id);
  self->host_id = host != NULL ? g_strdup (hall_person_get_id (host)) : NULL;
}

static void
say_lost (HallCliTalk *self)
{
  g_autofree char *text =
      g_strdup_printf (_("The host of “%s” is no longer reachable; what is written now goes out "
                         "when the room is back."), hall_room_get_name (self->room));

  self->said_lost = TRUE;
  g_clear_pointer (&self->host_id, g_free);
  hall_cli_printer_error (self->printer, "host-lost", text);
}

/* The host can be lost, and somebody else host; the session sees to that, here it is only told.
 * That the link changes, as when a host hands over, is no loss yet. */
static void
on_connection_changed (HallCliTalk *self)
{
  HallConnection connection = hall_room_get_connection (self->room);

  if (!self->joined || connection == HALL_CONNECTION_NONE || connection == self->connection)
    return;

  self->connection = connection;
  if (!self->own_only)
    hall_cli_printer_connection (self->printer, self->room, connection);
  if (connection == HALL_CONNECTION_LIVE)
    {
      self->said_lost = FALSE;
      on_host_changed (self);
      on_members_changed (self);
    }
  else if (connection != HALL_CONNECTION_DIALLING && !self->said_lost)
    say_lost (self);
}

/* What is in the outbox since an earlier run: it goes out in this one. */
static void
note_waiting (HallCliTalk *self)
{
  GListModel *timeline = G_LIST_MODEL (hall_room_get_timeline (self->room));

  for (guint i = 0; i < g_list_model_get_n_items (timeline); i++)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (timeline, i);

      if (hall_message_get_id (message) != NULL || hall_message_get_token (message) == NULL)
        continue;
      hall_cli_acks_note_queued (self->acks, hall_message_get_token (message));
      on_message_queued (self, self->room, message);
    }
}

/**
 * hall_cli_talk_set_own_only:
 * @self: a talk
 * @own_only: whether what others write and who they are is left out
 *
 * Leaves out what somebody who only sends does not want to know.
 */
void
hall_cli_talk_set_own_only (HallCliTalk *self,
                            gboolean     own_only)
{
  g_return_if_fail (HALL_IS_CLI_TALK (self));

  self->own_only = own_only;
}

/**
 * hall_cli_talk_set_room:
 * @self: a talk
 * @room: its room
 *
 * Says which room it is; only once.
 */
void
hall_cli_talk_set_room (HallCliTalk *self,
                        HallRoom    *room)
{
  g_autoptr (GPtrArray) early = NULL;

  g_return_if_fail (HALL_IS_CLI_TALK (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  if (self->room == room)
    return;
  g_return_if_fail (self->room == NULL);

  self->room = g_object_ref (room);
  g_signal_connect_object (room, "notify::host", G_CALLBACK (on_host_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (room, "notify::membership", G_CALLBACK (on_members_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (room, "notify::connection", G_CALLBACK (on_connection_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hall_room_get_members (room), "items-changed",
                           G_CALLBACK (on_members_changed), self, G_CONNECT_SWAPPED);

  note_waiting (self);
  early = hall_cli_early_list (self->early, room);
  for (guint i = 0; i < early->len; i++)
    note_signed (self, g_ptr_array_index (early, i));
}

/**
 * hall_cli_talk_get_room:
 * @self: a talk
 *
 * Returns: (transfer none) (nullable): its room, if it is known
 */
HallRoom *
hall_cli_talk_get_room (HallCliTalk *self)
{
  g_return_val_if_fail (HALL_IS_CLI_TALK (self), NULL);

  return self->room;
}

static void
print_early (HallCliTalk *self)
{
  g_autoptr (HallCliEarly) early = g_steal_pointer (&self->early);
  g_autoptr (GPtrArray) messages = hall_cli_early_list (early, self->room);

  for (guint i = 0; i < messages->len; i++)
    print_message (self, g_ptr_array_index (messages, i));
}

/**
 * hall_cli_talk_join:
 * @self: a talk whose room is known
 *
 * Prints that one is in the room, who else is, and what was said since the session began; from now
 * on everything as it happens.
 */
void
hall_cli_talk_join (HallCliTalk *self)
{
  g_return_if_fail (HALL_IS_CLI_TALK (self));
  g_return_if_fail (HALL_IS_ROOM (self->room));

  if (self->joined)
    return;

  self->joined = TRUE;
  self->connection = HALL_CONNECTION_LIVE;
  hall_cli_printer_joined (self->printer, self->room);
  on_host_changed (self);
  sync_members (self);
  print_early (self);
}

/**
 * hall_cli_talk_leave:
 * @self: a talk
 *
 * Prints that one is in the room no more, if one was.
 */
void
hall_cli_talk_leave (HallCliTalk *self)
{
  g_return_if_fail (HALL_IS_CLI_TALK (self));

  if (self->joined)
    hall_cli_printer_left (self->printer, self->room);
  self->joined = FALSE;
}

/**
 * hall_cli_talk_send:
 * @self: a talk whose room is known
 * @text: what to say
 * @reply_to: (nullable): a message that it answers
 * @error: return location for an error of HALL_SESSION_ERROR
 *
 * Returns: whether the text is in the outbox
 */
gboolean
hall_cli_talk_send (HallCliTalk  *self,
                    const char   *text,
                    HallMessage  *reply_to,
                    GError      **error)
{
  HallMessage *message;

  g_return_val_if_fail (HALL_IS_CLI_TALK (self), FALSE);
  g_return_val_if_fail (HALL_IS_ROOM (self->room), FALSE);

  message = hall_session_reply (self->session, self->room, text, reply_to, error);
  if (message != NULL)
    hall_cli_acks_note_queued (self->acks, hall_message_get_token (message));
  return message != NULL;
}

/**
 * hall_cli_talk_count_unacknowledged:
 * @self: a talk
 *
 * Returns: how many of our messages that were written or went out in this run are not
 *   acknowledged
 */
guint
hall_cli_talk_count_unacknowledged (HallCliTalk *self)
{
  g_return_val_if_fail (HALL_IS_CLI_TALK (self), 0);

  return self->room != NULL ? hall_cli_acks_count (self->acks, is_alone (self)) : 0;
}

/**
 * hall_cli_talk_is_settled:
 * @self: a talk
 *
 * Returns: whether nothing of ours is waited for, what earlier runs left included
 */
gboolean
hall_cli_talk_is_settled (HallCliTalk *self)
{
  g_return_val_if_fail (HALL_IS_CLI_TALK (self), FALSE);

  if (self->room == NULL)
    return TRUE;
  if (hall_cli_talk_count_unacknowledged (self) > 0)
    return FALSE;

  /* What a host has from before may wait long for somebody who has room for it all. */
  return hall_room_get_membership (self->room) == HALL_MEMBERSHIP_HOSTING ||
         hall_session_count_unsent (self->session, self->room) == 0;
}
