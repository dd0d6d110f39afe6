/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-person.c: what the person in front of a FakeMachine does, and what the window would show.
 *
 * Every signal is checked as it comes: a message given out twice, or a row that loses its state, is
 * complained of at once.
 */

#define G_LOG_DOMAIN "fake-person"

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hall-store-private.h"

#include "fake-liar.h"
#include "fake-machine.h"
#include "hall-session-rights.h"

#define ROOM_NAME "Kitchen"
#define ALL_ROWS 100000
/* µs that an answer of the store may take. */
#define PATIENCE_US (60 * G_USEC_PER_SEC)

void
fake_machine_complain (FakeMachine *self,
                       const char  *format,
                       ...)
{
  g_autofree char *sentence = NULL;
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (self->complain != NULL)
    self->complain (self, sentence, self->user_data);
  else
    g_error ("machine %u: %s", self->index, sentence);
}

int
fake_compare_keys (gint64      first_lc,
                   const char *first_id,
                   gint64      second_lc,
                   const char *second_id)
{
  guint8 first[HALL_EVENT_ID_SIZE], second[HALL_EVENT_ID_SIZE];

  if (first_lc != second_lc)
    return first_lc < second_lc ? -1 : 1;
  g_assert_true (hall_base64url_decode (first_id, first, sizeof first));
  g_assert_true (hall_base64url_decode (second_id, second, sizeof second));
  return memcmp (first, second, sizeof first);
}

static FakeText *
find_text (FakeMachine *self,
           const char  *text)
{
  guint n;

  if (text == NULL || sscanf (text, "%*u-%u", &n) != 1 || n >= self->texts->len)
    return NULL;
  return g_ptr_array_index (self->texts, n);
}

/* What a liar says does not bind anybody to come after it. */
static void
note_seen (FakeMachine *self,
           HallMessage *message)
{
  const char *id = hall_message_get_id (message);
  gint64 lc = hall_message_get_time (message);

  if (hall_message_get_kind (message) != HALL_MESSAGE_TEXT
      || g_str_has_prefix (hall_message_get_text (message), FAKE_LIAR_OWN_WORD)
      || (self->seen_lc >= 0 && fake_compare_keys (lc, id, self->seen_lc, self->seen_id) <= 0))
    return;
  self->seen_lc = lc;
  g_free (self->seen_id);
  self->seen_id = g_strdup (id);
}

static void
note_signed (FakeMachine *self,
             FakeText    *text,
             HallMessage *message)
{
  if (text->id != NULL && !g_str_equal (text->id, hall_message_get_id (message)))
    fake_machine_complain (self, "has signed “%s” twice", text->text);
  else if (text->id == NULL)
    {
      text->id = g_strdup (hall_message_get_id (message));
      g_hash_table_insert (self->by_id, text->id, text);
    }
}

static void
note_own (FakeMachine *self,
          HallMessage *message)
{
  FakeText *text = find_text (self, hall_message_get_text (message));

  if (text == NULL)
    fake_machine_complain (self, "has signed what nobody wrote");
  else
    note_signed (self, text, message);
}

static void
note_whisper (FakeMachine *self,
              HallMessage *message)
{
  FakeText *text;

  if (hall_message_get_kind (message) != HALL_MESSAGE_TEXT || !hall_message_get_is_own (message))
    return;
  text = fake_machine_find_whisper (self, hall_message_get_text (message));
  if (text == NULL)
    fake_machine_complain (self, "has whispered what nobody wrote");
  else
    note_signed (self, text, message);
}

static void
on_message (HallSession *session,
            HallRoom    *room,
            HallMessage *message,
            FakeMachine *self)
{
  const char *id = hall_message_get_id (message);
  gboolean is_text = hall_message_get_kind (message) == HALL_MESSAGE_TEXT;

  fake_lan_trace (self->lan, "%u: shows %s %s", self->index, id,
                  is_text ? hall_message_get_text (message) : "");
  if (!g_hash_table_add (self->shown, g_strdup (id)))
    fake_machine_complain (self, "I3: gives out %s twice", id);
  if (g_hash_table_contains (self->gone, id))
    fake_machine_complain (self, "H1: shows %s again, which was deleted", id);
  if (hall_room_get_person (room) != NULL)
    {
      note_whisper (self, message);
      return;
    }
  if (is_text && hall_message_get_is_own (message))
    note_own (self, message);
  note_seen (self, message);
}

/* Sent means: on two machines' disks, now. */
static void
check_copies (FakeMachine *self,
              const char  *id)
{
  guint n_copies = 0;

  for (guint i = 0; n_copies < 2 && i < self->lan->nodes->len; i++)
    {
      FakeMachine *machine = ((FakeNode *) g_ptr_array_index (self->lan->nodes, i))->owner;

      n_copies += machine != NULL && fake_reader_has_event (machine->reader, id) ? 1 : 0;
    }
  if (n_copies < 2)
    fake_machine_complain (self, "I1: calls %s sent, which is on %u disk(s)", id, n_copies);
}

static void
on_message_state (HallSession     *session,
                  HallRoom        *room,
                  const char      *id,
                  HallMessageState state,
                  FakeMachine     *self)
{
  FakeText *text = g_hash_table_lookup (self->by_id, id);

  fake_lan_trace (self->lan, "%u: %s is %s", self->index, id,
                  hall_message_state_get_word (state));
  /* Whatever it was, two have it: and so that it joined. */
  if (state == HALL_MESSAGE_STATE_SENT && self->joined)
    self->settled = TRUE;
  if (text == NULL)
    return;
  if (state == HALL_MESSAGE_STATE_STORED || state == HALL_MESSAGE_STATE_SENT)
    text->stored = TRUE;
  if (state != HALL_MESSAGE_STATE_SENT)
    return;
  text->sent = TRUE;
  /* Whoever keeps a month only says of what is older that it has it, and has not. */
  if (!self->lan->has_liar && !text->old)
    check_copies (self, id);
}

static void
on_room_problem (HallSession  *session,
                 HallRoom     *room,
                 const GError *error,
                 FakeMachine  *self)
{
  fake_lan_trace (self->lan, "%u: problem: %s", self->index, error->message);
}

static void
on_store_problem (FakeMachine *self)
{
  g_autofree char *problem = NULL;

  g_object_get (self->session, "store-problem", &problem, NULL);
  if (problem != NULL)
    fake_machine_complain (self, "the store: %s", problem);
}

void
fake_person_watch (FakeMachine *self)
{
  g_signal_connect (self->session, "message", G_CALLBACK (on_message), self);
  g_signal_connect (self->session, "message-state", G_CALLBACK (on_message_state), self);
  g_signal_connect (self->session, "room-problem", G_CALLBACK (on_room_problem), self);
  g_signal_connect_swapped (self->session, "notify::store-problem",
                            G_CALLBACK (on_store_problem), self);
}

HallRoom *
fake_machine_find_room (FakeMachine *self)
{
  if (self->session == NULL || self->room_id == NULL)
    return NULL;
  return hall_directory_lookup_room (hall_session_get_directory (self->session), self->room_id);
}

HallConversation *
fake_machine_find_conversation (FakeMachine *self)
{
  HallRoom *room = fake_machine_find_room (self);

  return room != NULL ? hall_session_get_conversation (self->session, room) : NULL;
}

static void
create_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  FakeMachine *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRoom) room = NULL;

  room = hall_session_create_room_finish (HALL_SESSION (source), result, &error);
  if ((gpointer) source != self->session)
    return;
  if (room == NULL)
    fake_machine_complain (self, "no room: %s", error->message);
  else
    self->room_id = g_strdup (hall_room_get_id (room));
  self->settled = room != NULL;
}

void
fake_machine_create (FakeMachine *self,
                     gboolean     only_since_joining,
                     HallLock     lock,
                     const char  *passphrase)
{
  HallRoomDraft draft = {
    .name = ROOM_NAME, .lock = lock, .passphrase = passphrase,
    .only_since_joining = only_since_joining,
  };

  self->joined = TRUE;
  hall_session_create_room_async (self->session, &draft, NULL, create_cb, self);
}

static void
join_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  FakeMachine *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRoom) room = NULL;

  room = hall_session_join_finish (HALL_SESSION (source), result, &error);
  if ((gpointer) source != self->session)
    return;
  fake_lan_trace (self->lan, "%u: joined: %s", self->index, room != NULL ? "yes" : error->message);
}

gboolean
fake_machine_join (FakeMachine *self,
                   const char  *room_id,
                   const char  *passphrase)
{
  HallRoom *room;

  if (self->room_id == NULL)
    self->room_id = g_strdup (room_id);
  room = fake_machine_find_room (self);
  if (!self->running || self->stopping || room == NULL)
    return FALSE;
  fake_lan_trace (self->lan, "%u: JOINS%s%s", self->index, passphrase != NULL ? " with " : "",
                  passphrase != NULL ? passphrase : "");
  self->joined = TRUE;
  if (passphrase != NULL)
    hall_session_unlock_room_async (self->session, room, passphrase, FALSE, NULL, join_cb, self);
  else
    hall_session_join_room_async (self->session, room, NULL, join_cb, self);
  return TRUE;
}

void
fake_machine_leave (FakeMachine *self)
{
  HallRoom *room = fake_machine_find_room (self);

  if (!self->running || self->stopping || room == NULL || !self->member)
    return;
  fake_lan_trace (self->lan, "%u: LEAVES", self->index);
  self->joined = self->settled = FALSE;
  self->has_left = TRUE;
  hall_session_leave_room (self->session, room);
}

gboolean
fake_machine_send (FakeMachine *self)
{
  HallRoom *room = fake_machine_find_room (self);
  FakeText *text;
  g_autoptr (GError) error = NULL;

  if (!self->running || self->stopping || room == NULL || !self->member || !self->joined
      || hall_room_get_banned (room) || hall_room_get_removed (room))
    return FALSE;
  text = g_new0 (FakeText, 1);
  text->n = self->texts->len;
  text->text = g_strdup_printf ("%u-%u", self->index, text->n);
  text->disk_runs = self->disk_runs;
  text->seen_lc = self->seen_lc;
  text->seen_id = g_strdup (self->seen_id);
  g_ptr_array_add (self->texts, text);
  fake_lan_trace (self->lan, "%u: WRITES %s", self->index, text->text);
  if (hall_session_send (self->session, room, text->text, &error) == NULL)
    fake_machine_complain (self, "cannot write: %s", error->message);
  return TRUE;
}

guint
fake_machine_count_unsent (FakeMachine *self)
{
  HallRoom *room = fake_machine_find_room (self);

  return room != NULL ? hall_session_count_unsent (self->session, room) : 0;
}

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_for (FakeMachine   *self,
          GAsyncResult **result)
{
  gint64 end = self->lan->now + PATIENCE_US;

  fake_lan_settle (self->lan);
  while (*result == NULL)
    if (!fake_lan_step (self->lan, end))
      g_error ("machine %u: the store does not answer", self->index);
}

GPtrArray *
fake_machine_load_events (FakeMachine *self)
{
  return fake_machine_load_events_of (self, self->room_id);
}

GPtrArray *
fake_machine_load_events_of (FakeMachine *self,
                             const char  *room_id)
{
  return fake_reader_load_events (self->reader, room_id);
}

GPtrArray *
fake_machine_load_history (FakeMachine *self)
{
  return fake_machine_load_history_of (self, fake_machine_find_room (self));
}

GPtrArray *
fake_machine_load_history_of (FakeMachine *self,
                              HallRoom    *room)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *messages;

  hall_session_load_history_async (self->session, room, ALL_ROWS, NULL,
                                   keep_result, &result);
  wait_for (self, &result);
  messages = hall_session_load_history_finish (self->session, result, &error);
  g_assert_no_error (error);
  return messages;
}
