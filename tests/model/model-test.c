/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* model-test.c: what the tests of src/model share.
 *
 * The rules about neighbours are written down here a second time, in the plainest way, over all
 * rows.
 */

#include "config.h"

#include <string.h>
#include <time.h>

#include "model-test.h"

struct _HallShadow
{
  HallTimeline *timeline;
  GPtrArray *rows;
  guint changes;
  gboolean has_marker;
  gint64 marker_lc;
  guint8 marker_id[HALL_EVENT_ID_SIZE];
};

void
model_test_set_up (ModelTest     *test,
                   gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < MODEL_TEST_PEOPLE; i++)
    {
      test->keys[i] = hall_key_new_generated (&error);
      g_assert_no_error (error);
    }
  test->genesis = hall_event_new_genesis (test->keys[1], MODEL_TEST_NOON - 1000,
                                          MODEL_TEST_NOON - 1000, "Lunch", NULL,
                                          HALL_HISTORY_ALL, &error);
  g_assert_no_error (error);
  test->directory = hall_directory_new (hall_key_get_id (test->keys[0]));
  test->timeline = hall_timeline_new (test->directory);
}

void
model_test_tear_down (ModelTest     *test,
                      gconstpointer  unused)
{
  g_assert_finalize_object (test->timeline);
  g_assert_finalize_object (test->directory);
  hall_event_unref (test->genesis);
  for (guint i = 0; i < MODEL_TEST_PEOPLE; i++)
    hall_key_unref (test->keys[i]);
}

HallPerson *
model_test_person (ModelTest *test,
                   guint      who)
{
  return hall_directory_ensure_person (test->directory, hall_key_get_id (test->keys[who]));
}

HallEvent *
model_test_text (ModelTest  *test,
                 guint       who,
                 gint64      lc,
                 const char *token,
                 const char *text)
{
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new_text (test->keys[who], test->genesis->id, lc, lc - 7, NULL,
                                          token, text, &error);

  g_assert_no_error (error);

  return event;
}

HallEvent *
model_test_state (ModelTest       *test,
                  guint            who,
                  gint64           lc,
                  HallStateChange  change,
                  const char      *name)
{
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new_state (test->keys[who], test->genesis->id, lc, lc, NULL,
                                           change, name, &error);

  g_assert_no_error (error);

  return event;
}

HallEvent *
model_test_event (ModelTest           *test,
                  guint                who,
                  gint64               lc,
                  const char          *previous,
                  const HallEventBody *body)
{
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new (test->keys[who], test->genesis->id, lc, lc, previous, NULL,
                                     body, &error);

  g_assert_no_error (error);

  return event;
}

GPtrArray *
model_test_events (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
}

GPtrArray *
model_test_run (ModelTest *test,
                guint      who,
                guint      n,
                gint64     lc,
                gint64     step)
{
  GPtrArray *events = model_test_events ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u of %u", i, n);

      g_ptr_array_add (events, model_test_text (test, who, lc + i * step, NULL, text));
    }

  return events;
}

void
model_test_shuffle (GPtrArray *array)
{
  for (guint i = array->len; i > 1; i--)
    {
      guint j = g_test_rand_int_range (0, i);
      gpointer swapped = array->pdata[i - 1];

      array->pdata[i - 1] = array->pdata[j];
      array->pdata[j] = swapped;
    }
}

HallMessage *
model_test_row (HallTimeline *timeline,
                guint         position)
{
  g_autoptr (HallMessage) message = g_list_model_get_item (G_LIST_MODEL (timeline), position);

  g_assert_nonnull (message);

  return message;
}

guint
model_test_n_rows (HallTimeline *timeline)
{
  return g_list_model_get_n_items (G_LIST_MODEL (timeline));
}

static gboolean
is_same_day (HallMessage *a,
             HallMessage *b)
{
  time_t seconds[] = { hall_message_get_time (a) / 1000, hall_message_get_time (b) / 1000 };
  struct tm one, two;

  localtime_r (&seconds[0], &one);
  localtime_r (&seconds[1], &two);

  return one.tm_year == two.tm_year && one.tm_yday == two.tm_yday;
}

static gboolean
is_read (HallShadow *self,
         gint64      lc,
         const char *id)
{
  guint8 raw[HALL_EVENT_ID_SIZE];

  if (lc != self->marker_lc)
    return lc < self->marker_lc;
  g_assert_true (hall_base64url_decode (id, raw, sizeof raw));

  return memcmp (raw, self->marker_id, sizeof raw) <= 0;
}

static guint
find_unread (HallShadow *self)
{
  gboolean sure = hall_timeline_get_at_start (self->timeline);
  guint found = G_MAXUINT;
  const char *id;
  gint64 lc;

  if (!self->has_marker)
    return G_MAXUINT;
  /* What is loaded may reach further than the rows do. */
  if (hall_timeline_get_first (self->timeline, &lc, &id) && is_read (self, lc, id))
    sure = TRUE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      HallMessage *message = g_ptr_array_index (self->rows, i);

      if (hall_message_get_id (message) == NULL)
        continue;
      if (is_read (self, hall_message_get_time (message), hall_message_get_id (message)))
        sure = TRUE;
      else if (found == G_MAXUINT && !hall_message_get_is_own (message) &&
               (hall_message_get_kind (message) == HALL_MESSAGE_TEXT ||
                hall_message_get_kind (message) == HALL_MESSAGE_INVITATION))
        found = i;
    }

  return sure ? found : G_MAXUINT;
}

static void
check_row (HallShadow *self,
           guint       i,
           guint       unread)
{
  HallMessage *message = g_ptr_array_index (self->rows, i);
  HallMessage *before = i > 0 ? g_ptr_array_index (self->rows, i - 1) : NULL;
  gboolean starts_day = before != NULL ? !is_same_day (before, message)
                                       : hall_timeline_get_at_start (self->timeline);
  gboolean in_run = before != NULL && is_same_day (before, message) &&
                    hall_message_get_kind (before) == HALL_MESSAGE_TEXT &&
                    hall_message_get_author (before) == hall_message_get_author (message) &&
                    ABS (hall_message_get_time (message) - hall_message_get_time (before))
                    <= HALL_RUN_GAP_MS;
  gboolean starts_run = hall_message_get_kind (message) == HALL_MESSAGE_TEXT && !in_run;

  g_assert_cmpint (hall_message_get_starts_day (message), ==, starts_day);
  g_assert_cmpint (hall_message_get_starts_run (message), ==, starts_run);
  g_assert_cmpint (hall_message_get_starts_unread (message), ==, i == unread);
}

void
hall_shadow_check (HallShadow *self)
{
  GListModel *model = G_LIST_MODEL (self->timeline);
  guint unread = find_unread (self);

  g_assert_cmpuint (self->rows->len, ==, g_list_model_get_n_items (model));
  g_assert_null (g_list_model_get_item (model, self->rows->len));
  g_assert_cmpuint (hall_timeline_find_unread (self->timeline), ==, unread);

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (model, i);

      g_assert_true (message == g_ptr_array_index (self->rows, i));
      check_row (self, i, unread);
    }
}

static void
on_items_changed (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  HallShadow *self)
{
  g_assert_cmpuint (removed + added, >, 0);
  g_assert_cmpuint (position + removed, <=, self->rows->len);

  self->changes++;
  if (removed > 0)
    g_ptr_array_remove_range (self->rows, position, removed);
  for (guint i = position; i < position + added; i++)
    g_ptr_array_insert (self->rows, i, g_list_model_get_item (model, i));

  hall_shadow_check (self);
}

HallShadow *
hall_shadow_new (HallTimeline *timeline)
{
  HallShadow *self = g_new0 (HallShadow, 1);
  guint n = model_test_n_rows (timeline);

  self->timeline = timeline;
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->rows, g_list_model_get_item (G_LIST_MODEL (timeline), i));
  g_signal_connect (timeline, "items-changed", G_CALLBACK (on_items_changed), self);

  return self;
}

void
hall_shadow_free (HallShadow *self)
{
  g_signal_handlers_disconnect_by_data (self->timeline, self);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

guint
hall_shadow_take_changes (HallShadow *self)
{
  guint changes = self->changes;

  self->changes = 0;

  return changes;
}

void
hall_shadow_set_marker (HallShadow *self,
                        gint64      lc,
                        const char *event_id)
{
  self->has_marker = TRUE;
  self->marker_lc = lc;
  memset (self->marker_id, 0, sizeof self->marker_id);
  if (event_id != NULL)
    g_assert_true (hall_base64url_decode (event_id, self->marker_id, sizeof self->marker_id));
  hall_timeline_set_read_marker (self->timeline, lc, event_id);
  hall_shadow_check (self);
}
