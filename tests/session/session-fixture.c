/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* session-fixture.c: profiles, sessions, and what their signals said.
 */

#define G_LOG_DOMAIN "session-fixture"

#include "config.h"

#include <glib/gstdio.h>

#include "session-fixture.h"

#define DEADLINE_S 120
#define FIRST_PORT 21000
#define N_PORTS 30000

static gboolean
is_free (guint16 port)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                                             G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GInetAddress) any = g_inet_address_new_any (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (any, port);

  g_assert_nonnull (socket);
  return g_socket_bind (socket, address, FALSE, NULL);
}

static guint16
pick_port (void)
{
  for (guint i = 0; i < 1000; i++)
    {
      guint16 port = (guint16) (FIRST_PORT + g_random_int_range (0, N_PORTS));

      if (is_free (port))
        return port;
    }
  g_assert_not_reached ();
}

SessionFixture *
session_fixture_new (void)
{
  SessionFixture *self = g_new0 (SessionFixture, 1);
  g_autoptr (GError) error = NULL;

  self->root = g_dir_make_tmp ("hallway-session-XXXXXX", &error);
  g_assert_no_error (error);
  self->port = pick_port ();
  self->peers = g_ptr_array_new ();
  return self;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
test_peer_free (TestPeer *peer)
{
  if (peer->session != NULL)
    test_peer_stop (peer);
  g_clear_object (&peer->settings);
  g_clear_object (&peer->profile);
  g_ptr_array_unref (peer->messages);
  g_ptr_array_unref (peer->queued);
  g_ptr_array_unref (peer->problems);
  g_hash_table_unref (peer->states);
  g_free (peer->name);
  g_free (peer->directory);
  g_free (peer);
}

void
session_fixture_free (SessionFixture *self)
{
  for (guint i = 0; i < self->peers->len; i++)
    test_peer_free (g_ptr_array_index (self->peers, i));
  g_ptr_array_unref (self->peers);
  remove_tree (self->root);
  g_free (self->root);
  g_free (self);
}

static void
override_uint (HallSettings *settings,
               const char   *property,
               guint         number)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_UINT);
  g_value_set_uint (&value, number);
  hall_settings_override (settings, property, &value);
}

TestPeer *
session_fixture_add (SessionFixture *self,
                     const char     *name)
{
  TestPeer *peer = g_new0 (TestPeer, 1);

  peer->fixture = self;
  peer->name = g_strdup (name);
  peer->directory = g_build_filename (self->root, name, NULL);
  peer->messages = g_ptr_array_new_with_free_func (g_free);
  peer->queued = g_ptr_array_new_with_free_func (g_free);
  peer->problems = g_ptr_array_new_with_free_func (g_free);
  peer->states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  peer->member_rate = peer->room_rate = HALL_CONTEXT_DEFAULT_RATE;
  g_ptr_array_add (self->peers, peer);
  return peer;
}

TestPeer *
session_fixture_start (SessionFixture *self,
                       const char     *name)
{
  TestPeer *peer = session_fixture_add (self, name);

  test_peer_start (peer, HALL_SESSION_ACTIVE);
  return peer;
}

static void
on_message (HallSession *session,
            HallRoom    *room,
            HallMessage *message,
            TestPeer    *peer)
{
  const char *id = hall_message_get_id (message);

  g_assert_nonnull (id);
  g_assert_false (g_ptr_array_find_with_equal_func (peer->messages, id, g_str_equal, NULL));
  g_ptr_array_add (peer->messages, g_strdup (id));
}

static void
on_message_queued (HallSession *session,
                   HallRoom    *room,
                   HallMessage *message,
                   TestPeer    *peer)
{
  g_assert_null (hall_message_get_id (message));
  g_assert_cmpint (hall_message_get_state (message), ==, HALL_MESSAGE_STATE_PENDING);
  g_ptr_array_add (peer->queued, g_strdup (hall_message_get_token (message)));
}

static void
on_message_state (HallSession     *session,
                  HallRoom        *room,
                  const char      *id,
                  HallMessageState state,
                  TestPeer        *peer)
{
  g_hash_table_replace (peer->states, g_strdup (id), GINT_TO_POINTER (state));
}

static void
on_room_problem (HallSession  *session,
                 HallRoom     *room,
                 const GError *error,
                 TestPeer     *peer)
{
  g_ptr_array_add (peer->problems, g_strdup (error->message));
}

HallSession *
test_peer_make_session (TestPeer       *peer,
                        HallSessionMode mode)
{
  g_autoptr (GError) error = NULL;

  g_ptr_array_set_size (peer->messages, 0);
  g_ptr_array_set_size (peer->queued, 0);
  g_hash_table_remove_all (peer->states);
  g_clear_object (&peer->profile);
  g_clear_object (&peer->settings);
  peer->profile = hall_profile_new (peer->directory);
  if (mode == HALL_SESSION_ACTIVE)
    hall_profile_lock (peer->profile, &error);
  g_assert_no_error (error);
  peer->settings = hall_settings_new (peer->directory);
  override_uint (peer->settings, "port", peer->fixture->port);
  if (mode == HALL_SESSION_ACTIVE && *hall_settings_get_name (peer->settings) == '\0')
    hall_settings_set_name (peer->settings, peer->name);
  peer->session = hall_session_new (peer->profile, peer->settings, mode);
  hall_session_set_only_loopback (peer->session, TRUE);
  hall_session_set_any_tcp_port (peer->session, TRUE);
  hall_session_set_rates (peer->session, peer->member_rate, peer->room_rate);
  hall_session_set_undo_ms (peer->session, peer->undo_ms);
  g_signal_connect (peer->session, "message", G_CALLBACK (on_message), peer);
  g_signal_connect (peer->session, "message-queued", G_CALLBACK (on_message_queued), peer);
  g_signal_connect (peer->session, "message-state", G_CALLBACK (on_message_state), peer);
  g_signal_connect (peer->session, "room-problem", G_CALLBACK (on_room_problem), peer);
  return peer->session;
}

void
test_keep_result (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  g_assert_null (*kept);
  *kept = g_object_ref (result);
}

void
test_note_finished (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  *(gboolean *) user_data = TRUE;
}

void
test_peer_start (TestPeer       *peer,
                 HallSessionMode mode)
{
  HallSession *session = test_peer_make_session (peer, mode);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hall_session_start_async (session, TRUE, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  hall_session_start_finish (session, result, &error);
  g_assert_no_error (error);
}

static void
drop_session (TestPeer *peer)
{
  gpointer session = peer->session;

  g_signal_handlers_disconnect_by_data (peer->session, peer);
  g_object_add_weak_pointer (G_OBJECT (session), &session);
  g_clear_object (&peer->session);
  TEST_WAIT_UNTIL (session == NULL);
  g_clear_object (&peer->profile);   /* gives the lock back */
  g_clear_object (&peer->settings);
}

void
test_peer_stop (TestPeer *peer)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hall_session_stop_async (peer->session, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  hall_session_stop_finish (peer->session, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  drop_session (peer);
}

void
test_peer_kill (TestPeer *peer)
{
  hall_session_abort (peer->session);
  drop_session (peer);
}

const char *
test_peer_get_id (TestPeer *peer)
{
  return hall_person_get_id (hall_session_get_self (peer->session));
}

HallPerson *
test_peer_find_person (TestPeer *peer,
                       TestPeer *other)
{
  return hall_directory_lookup_person (hall_session_get_directory (peer->session),
                                       test_peer_get_id (other));
}

gboolean
test_peer_sees (TestPeer *peer,
                TestPeer *other)
{
  HallPerson *person = test_peer_find_person (peer, other);

  return person != NULL && hall_person_get_online (person);
}

HallRoom *
test_peer_find_room (TestPeer   *peer,
                     const char *id)
{
  return hall_directory_lookup_room (hall_session_get_directory (peer->session), id);
}

HallRoom *
test_peer_create_room (TestPeer   *peer,
                       const char *name)
{
  HallRoomDraft draft = { .name = name, .topic = "a topic" };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRoom) room = NULL;

  hall_session_create_room_async (peer->session, &draft, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  room = hall_session_create_room_finish (peer->session, result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (room);
  return test_peer_find_room (peer, hall_room_get_id (room));
}

HallRoom *
test_peer_join (TestPeer   *peer,
                const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRoom) room = NULL;

  TEST_WAIT_UNTIL (test_peer_find_room (peer, id) != NULL);
  hall_session_join_room_async (peer->session, test_peer_find_room (peer, id), NULL,
                                test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  room = hall_session_join_finish (peer->session, result, &error);
  g_assert_no_error (error);
  g_assert_true (room == test_peer_find_room (peer, id));
  return test_peer_find_room (peer, id);
}

void
test_peer_send (TestPeer   *peer,
                const char *id,
                const char *text)
{
  g_autoptr (GError) error = NULL;
  HallMessage *message = hall_session_send (peer->session, test_peer_find_room (peer, id), text,
                                            &error);

  g_assert_no_error (error);
  g_assert_nonnull (message);
}

guint
test_peer_count_unsent (TestPeer   *peer,
                        const char *id)
{
  return hall_session_count_unsent (peer->session, test_peer_find_room (peer, id));
}

HallMembership
test_peer_get_membership (TestPeer   *peer,
                          const char *id)
{
  HallRoom *room = test_peer_find_room (peer, id);

  return room != NULL ? hall_room_get_membership (room) : HALL_MEMBERSHIP_NONE;
}

guint
test_peer_count_members (TestPeer   *peer,
                         const char *id)
{
  HallRoom *room = test_peer_find_room (peer, id);

  return room != NULL ? g_list_model_get_n_items (hall_room_get_members (room)) : 0;
}

guint64
test_peer_get_counter (TestPeer   *peer,
                       HallCounter counter)
{
  guint64 value = 0;

  g_assert_nonnull (hall_session_get_counter (peer->session, counter, &value));
  return value;
}

static GPtrArray *
load_messages (TestPeer   *peer,
               const char *id,
               guint       limit)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *messages;

  hall_session_load_history_async (peer->session, test_peer_find_room (peer, id), limit, NULL,
                                   test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  messages = hall_session_load_history_finish (peer->session, result, &error);
  g_assert_no_error (error);
  return messages;
}

GPtrArray *
test_peer_load_history (TestPeer   *peer,
                        const char *id,
                        guint       limit)
{
  g_autoptr (GPtrArray) messages = load_messages (peer, id, limit);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < messages->len; i++)
    {
      HallMessage *message = g_ptr_array_index (messages, i);
      const char *author = hall_person_get_name (hall_message_get_author (message));

      if (hall_message_get_kind (message) == HALL_MESSAGE_TEXT)
        g_ptr_array_add (lines, g_strdup_printf ("%s: %s", author,
                                                 hall_message_get_text (message)));
      else
        g_ptr_array_add (lines, g_strdup_printf ("* %s %d", author,
                                                 (int) hall_message_get_kind (message)));
    }
  return lines;
}

GPtrArray *
test_peer_load_ids (TestPeer   *peer,
                    const char *id)
{
  g_autoptr (GPtrArray) messages = load_messages (peer, id, 100000);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < messages->len; i++)
    g_ptr_array_add (ids, g_strdup (hall_message_get_id (g_ptr_array_index (messages, i))));
  return ids;
}

guint
test_count_text (GPtrArray  *history,
                 const char *text)
{
  guint count = 0;

  for (guint i = 0; i < history->len; i++)
    if (g_str_has_suffix (g_ptr_array_index (history, i), text))
      count++;
  return count;
}

void
test_assert_same (GPtrArray *first,
                  GPtrArray *second)
{
  g_assert_cmpuint (first->len, ==, second->len);
  for (guint i = 0; i < first->len; i++)
    g_assert_cmpstr (g_ptr_array_index (first, i), ==, g_ptr_array_index (second, i));
}

gint64
test_begin_waiting (void)
{
  return g_get_monotonic_time () + DEADLINE_S * G_USEC_PER_SEC;
}

static gboolean
on_tick (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

void
test_wait_a_turn (gint64      deadline,
                  const char *condition)
{
  guint tick = g_timeout_add (20, on_tick, NULL);

  g_main_context_iteration (NULL, TRUE);
  if (g_main_context_find_source_by_id (NULL, tick) != NULL)
    g_source_remove (tick);
  if (g_get_monotonic_time () > deadline)
    g_error ("not within %d s: %s", DEADLINE_S, condition);
}

void
test_run_for (guint ms)
{
  gint64 end = g_get_monotonic_time () + (gint64) ms * 1000;
  gint64 deadline = test_begin_waiting ();

  while (g_get_monotonic_time () < end)
    test_wait_a_turn (deadline, "time");
}
