/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-pair.c: starting the two, and asking them what they have.
 */

#define G_LOG_DOMAIN "fake-pair"

#include "config.h"

#include "fake-wraps.h"

#include "fake-pair.h"

void
pair_start (FakePair *pair,
            guint    i)
{
  fake_machine_start (pair->machines[i]);
  /* It follows one room; here there is none. */
  g_signal_handlers_disconnect_by_data (pair->machines[i]->session, pair->machines[i]);
}

void
pair_run_for (FakePair *pair,
              gint64   microseconds)
{
  fake_lan_run_until (pair->lan, pair->lan->now + microseconds);
}

void
pair_begin (FakePair *pair,
            guint64  seed,
            gint64   skew_ms)
{
  pair->lan = fake_lan_new (seed);
  fake_wraps_begin (pair->lan, seed);
  for (guint i = 0; i < 2; i++)
    pair->machines[i] = fake_machine_new (pair->lan, i * skew_ms);
  for (guint i = 0; i < 2; i++)
    pair_start (pair, i);
  pair_run_for (pair, 12 * S);
}

void
pair_end (FakePair *pair)
{
  for (guint i = 0; i < 2; i++)
    fake_machine_free (pair->machines[i]);
  fake_lan_free (pair->lan);
  fake_wraps_end ();
}

HallRoom *
pair_get_direct (FakePair *pair,
                 guint    i)
{
  HallSession *session = pair->machines[i]->session;

  return hall_session_get_direct (session, hall_directory_ensure_person (
                                    hall_session_get_directory (session),
                                    pair->machines[1 - i]->id));
}

void
pair_say (FakePair    *pair,
          guint       i,
          const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (hall_session_send (pair->machines[i]->session, pair_get_direct (pair, i),
                                       text, &error));
  g_assert_no_error (error);
}

guint
pair_count_unsent (FakePair *pair,
                   guint    i)
{
  return hall_session_count_unsent (pair->machines[i]->session, pair_get_direct (pair, i));
}

guint64
pair_get_counter (FakePair    *pair,
                  guint       i,
                  HallCounter counter)
{
  return hall_counters_get (hall_session_get_context (pair->machines[i]->session)->counters,
                            counter);
}

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* (transfer full) (element-type utf8): the texts, in order */
GPtrArray *
pair_load (FakePair *pair,
           guint    i)
{
  HallSession *session = pair->machines[i]->session;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  gint64 deadline = pair->lan->now + 60 * S;

  hall_session_load_history_async (session, pair_get_direct (pair, i), 100000, NULL, keep_result,
                                   &result);
  while (result == NULL && pair->lan->now < deadline)
    pair_run_for (pair, S / 10);
  g_assert_nonnull (result);
  messages = hall_session_load_history_finish (session, result, NULL);
  for (guint j = 0; j < messages->len; j++)
    {
      HallMessage *message = g_ptr_array_index (messages, j);

      g_ptr_array_add (texts, g_strdup (hall_message_get_text (message)));
    }
  return texts;
}

/* Both have the same in the same order, each text once. */
void
pair_check_same (FakePair *pair,
                 guint    n_texts)
{
  g_autoptr (GPtrArray) first = pair_load (pair, 0);
  g_autoptr (GPtrArray) second = pair_load (pair, 1);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (first->len, ==, n_texts);
  g_assert_cmpuint (second->len, ==, n_texts);
  for (guint i = 0; i < n_texts; i++)
    {
      g_assert_cmpstr (g_ptr_array_index (first, i), ==, g_ptr_array_index (second, i));
      g_assert_true (g_hash_table_add (seen, g_ptr_array_index (first, i)));
    }
}

void
pair_settle (FakePair *pair)
{
  gint64 deadline = pair->lan->now + 180 * S;

  while (pair->lan->now < deadline
         && (pair_count_unsent (pair, 0) > 0 || pair_count_unsent (pair, 1) > 0))
    pair_run_for (pair, S);
  g_assert_cmpuint (pair_count_unsent (pair, 0), ==, 0);
  g_assert_cmpuint (pair_count_unsent (pair, 1), ==, 0);
}
