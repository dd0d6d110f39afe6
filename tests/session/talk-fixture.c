/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* talk-fixture.c: what stands on the screen, as a text that can be compared.
 */

#define G_LOG_DOMAIN "talk-fixture"

#include "config.h"

#include "hall-reaction.h"
#include "hall-session-rights.h"
#include "hall-session-talk.h"
#include "hall-store-talk.h"

#include "talk-fixture.h"

void
talk_open (TestPeer   *peer,
           const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hall_session_open_room_async (peer->session, test_peer_find_room (peer, id), NULL,
                                test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  hall_session_open_room_finish (peer->session, result, &error);
  g_assert_no_error (error);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
append_reactions (GString     *line,
                  HallMessage *message)
{
  GListModel *reactions = hall_message_get_reactions (message);

  for (guint i = 0; i < g_list_model_get_n_items (reactions); i++)
    {
      g_autoptr (HallReaction) reaction = g_list_model_get_item (reactions, i);
      GPtrArray *people = hall_reaction_get_people (reaction);
      g_autoptr (GPtrArray) names = g_ptr_array_new ();

      for (guint k = 0; k < people->len; k++)
        g_ptr_array_add (names, (gpointer) hall_person_get_name (g_ptr_array_index (people, k)));
      g_assert_cmpuint (hall_reaction_get_count (reaction), ==, people->len);
      g_ptr_array_sort (names, compare_names);
      g_string_append_printf (line, " [%s", hall_reaction_get_emoji (reaction));
      for (guint k = 0; k < names->len; k++)
        g_string_append_printf (line, "%s %s", k > 0 ? "," : "",
                                (char *) g_ptr_array_index (names, k));
      g_string_append_c (line, ']');
    }
}

static void
append_message (GString     *view,
                HallMessage *message)
{
  HallMessage *reply = hall_message_get_reply (message);

  if (view->len > 0)
    g_string_append_c (view, '\n');
  g_string_append_printf (view, "%s: %s",
                          hall_person_get_name (hall_message_get_author (message)),
                          hall_message_get_text (message));
  if (hall_message_get_edited (message) != 0)
    g_string_append (view, " (edited)");
  if (hall_message_get_pinned (message))
    g_string_append (view, " (pinned)");
  if (hall_message_get_action (message))
    g_string_append (view, " (me)");
  if (hall_message_get_mentions_me (message))
    g_string_append (view, " (to me)");
  if (hall_message_get_reply_to (message) != NULL)
    g_string_append_printf (view, " (answers: %s)",
                            hall_message_get_reply_gone (message) ? "gone"
                            : reply != NULL ? hall_message_get_text (reply) : "?");
  append_reactions (view, message);
}

char *
talk_view (TestPeer   *peer,
           const char *id)
{
  GListModel *rows = G_LIST_MODEL (hall_room_get_timeline (test_peer_find_room (peer, id)));
  GString *view = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (rows, i);

      if (hall_message_get_kind (message) == HALL_MESSAGE_TEXT)
        append_message (view, message);
    }
  return g_string_free (view, FALSE);
}

static HallMessage *
find_text (TestPeer   *peer,
           const char *id,
           const char *text)
{
  GListModel *rows = G_LIST_MODEL (hall_room_get_timeline (test_peer_find_room (peer, id)));

  for (guint i = g_list_model_get_n_items (rows); i > 0; i--)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (rows, i - 1);

      if (hall_message_get_kind (message) == HALL_MESSAGE_TEXT
          && hall_message_get_id (message) != NULL
          && g_str_equal (hall_message_get_text (message), text))
        return message;
    }
  return NULL;
}

HallMessage *
talk_find (TestPeer   *peer,
           const char *id,
           const char *text)
{
  TEST_WAIT_UNTIL (find_text (peer, id, text) != NULL);
  return find_text (peer, id, text);
}

char *
talk_view_pins (TestPeer   *peer,
                const char *id)
{
  GListModel *pins = hall_room_get_pinned (test_peer_find_room (peer, id));
  GString *view = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (pins); i++)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (pins, i);

      g_string_append_printf (view, "%s%s", i > 0 ? ", " : "", hall_message_get_text (message));
    }
  return g_string_free (view, FALSE);
}

typedef char * (* View) (TestPeer   *peer,
                         const char *id);

static gboolean
sees (TestPeer   *peer,
      const char *id,
      View        view,
      const char *expected)
{
  g_autofree char *seen = view (peer, id);

  return g_str_equal (seen, expected);
}

static void
await (Band       *band,
       View        view,
       const char *expected)
{
  for (guint i = 0; i < band->n_peers; i++)
    {
      TestPeer *peer = band->peers[i];
      gint64 deadline = test_begin_waiting ();

      while (peer->session != NULL && !sees (peer, band->id, view, expected))
        {
          g_autofree char *seen = view (peer, band->id);
          g_autofree char *text = g_strdup_printf ("%s sees\n%s\nas\n%s", peer->name, seen,
                                                   expected);

          test_wait_a_turn (deadline, text);
        }
    }
}

void
talk_await (Band       *band,
            const char *expected)
{
  await (band, talk_view, expected);
}

void
talk_await_pins (Band       *band,
                 const char *expected)
{
  await (band, talk_view_pins, expected);
}

void
talk_edit (TestPeer   *peer,
           const char *id,
           const char *text,
           const char *new_text)
{
  g_autoptr (GError) error = NULL;
  gboolean done = hall_session_edit_message (peer->session, test_peer_find_room (peer, id),
                                             talk_find (peer, id, text), new_text, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

void
talk_react (TestPeer   *peer,
            const char *id,
            const char *text,
            const char *emoji,
            gboolean    on)
{
  g_autoptr (GError) error = NULL;
  gboolean done = hall_session_react (peer->session, test_peer_find_room (peer, id),
                                      talk_find (peer, id, text), emoji, on, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

void
talk_pin (TestPeer   *peer,
          const char *id,
          const char *text,
          gboolean    pinned)
{
  g_autoptr (GError) error = NULL;
  gboolean done = hall_session_pin_message (peer->session, test_peer_find_room (peer, id),
                                            talk_find (peer, id, text), pinned, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

void
talk_reply (TestPeer   *peer,
            const char *id,
            const char *text,
            const char *answer)
{
  g_autoptr (GError) error = NULL;
  HallMessage *message = hall_session_reply (peer->session, test_peer_find_room (peer, id),
                                             answer, talk_find (peer, id, text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (message);
}

void
talk_delete (TestPeer   *peer,
             const char *id,
             const char *text)
{
  g_autoptr (GError) error = NULL;
  gboolean done = hall_session_delete_message (peer->session, test_peer_find_room (peer, id),
                                               talk_find (peer, id, text), &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

guint
talk_count_notes (TestPeer   *peer,
                  const char *id)
{
  GListModel *rows = G_LIST_MODEL (hall_room_get_timeline (test_peer_find_room (peer, id)));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_auto (GStrv) ids = NULL;
  HallStore *store = hall_session_get_context (peer->session)->store;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (rows, i);

      if (hall_message_get_id (message) != NULL)
        g_strv_builder_add (builder, hall_message_get_id (message));
    }
  ids = g_strv_builder_end (builder);
  hall_store_list_annotations_async (store, id, (const char *const *) ids, NULL, test_keep_result,
                                     &result);
  TEST_WAIT_UNTIL (result != NULL);
  events = hall_store_list_annotations_finish (store, result, &error);
  g_assert_no_error (error);
  return events->len;
}

void
talk_settle (Band *band)
{
  for (guint i = 0; i < band->n_peers; i++)
    TEST_WAIT_UNTIL (band->peers[i]->session == NULL
                     || test_peer_count_unsent (band->peers[i], band->id) == 0);
}

HallRoom *
talk_get_direct (TestPeer   *peer,
                 const char *person_id)
{
  HallDirectory *directory = hall_session_get_directory (peer->session);

  return hall_session_get_direct (peer->session,
                                  hall_directory_ensure_person (directory, person_id));
}

void
talk_say_to (TestPeer   *peer,
             const char *person_id,
             const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (hall_session_send (peer->session, talk_get_direct (peer, person_id), text,
                                       &error));
  g_assert_no_error (error);
}
