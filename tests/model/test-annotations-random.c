/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-annotations-random.c: texts, edits, reactions, pins and deletes in every order of arrival,
 * while rows are paged out and in; an answer shows the same as the row that it answers.
 *
 * What a session does is done here: a row that comes gets what is known about it, and what is
 * answered is given when it is asked for.
 */

#include "config.h"

#include "model-test.h"

typedef struct
{
  ModelTest *test;
  HallTimeline *timeline;
  GPtrArray *known;       /* (element-type HallEvent), not owned: what has arrived */
} Session;

static gboolean
is_deleted (Session    *self,
            const char *id)
{
  for (guint i = 0; i < self->known->len; i++)
    {
      HallEvent *event = g_ptr_array_index (self->known, i);

      if (event->kind == HALL_EVENT_DELETE && g_str_equal (event->target, id))
        return TRUE;
    }

  return FALSE;
}

static HallEvent *
find_known (Session    *self,
            const char *id)
{
  for (guint i = 0; i < self->known->len; i++)
    {
      HallEvent *event = g_ptr_array_index (self->known, i);

      if (g_str_equal (event->id, id))
        return event;
    }

  return NULL;
}

static void
answer (Session *self)
{
  g_auto (GStrv) ids = hall_timeline_list_unanswered (self->timeline);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      HallEvent *event = find_known (self, ids[i]);

      if (is_deleted (self, ids[i]))
        hall_timeline_set_answered (self->timeline, ids[i], NULL, NULL, TRUE);
      else if (event != NULL)
        hall_timeline_set_answered (self->timeline, ids[i], event, self->known, FALSE);
    }
}

static void
deliver (Session   *self,
         HallEvent *event)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (self->known, event);
  g_ptr_array_add (one, event);
  if (event->kind == HALL_EVENT_DELETE)
    {
      const char *ids[] = { event->target, NULL };

      hall_timeline_set_hidden (self->timeline, ids, TRUE);
    }
  else if (event->kind == HALL_EVENT_TEXT)
    {
      hall_timeline_add (self->timeline, one);
      hall_timeline_annotate (self->timeline, self->known);
    }
  else
    hall_timeline_annotate (self->timeline, one);
  answer (self);
}

static void
check_message (Session     *self,
               HallMessage *message,
               const char  *id)
{
  g_autofree char *said = model_test_describe (message);
  g_autofree char *expected = model_test_expect (self->test, find_known (self, id), self->known);

  g_assert_cmpstr (said, ==, expected);
}

/* Every row says what follows from what has arrived, whatever the order. */
static void
check (Session *self)
{
  guint n_shown = 0;

  for (guint i = 0; i < self->known->len; i++)
    {
      HallEvent *event = g_ptr_array_index (self->known, i);
      HallMessage *row = hall_timeline_lookup (self->timeline, event->id);

      if (event->kind != HALL_EVENT_TEXT)
        continue;
      g_assert_true (row == NULL || !is_deleted (self, event->id));
      if (row == NULL)
        continue;
      n_shown++;
      check_message (self, row, event->id);
      if (event->reply == NULL)
        continue;

      g_assert_cmpint (hall_message_get_reply_gone (row), ==, is_deleted (self, event->reply));
      g_assert_cmpint (hall_message_get_reply (row) != NULL, ==,
                       !is_deleted (self, event->reply) &&
                       find_known (self, event->reply) != NULL);
      if (hall_message_get_reply (row) != NULL)
        {
          g_assert_true (hall_message_get_reply (row)
                         != hall_timeline_lookup (self->timeline, event->reply));
          check_message (self, hall_message_get_reply (row), event->reply);
        }
    }
  g_assert_cmpuint (model_test_n_rows (self->timeline), ==, n_shown);
}

static Session *
session_new (ModelTest *test)
{
  g_autoptr (GPtrArray) nothing = model_test_events ();
  Session *self = g_new0 (Session, 1);

  self->test = test;
  self->timeline = hall_timeline_new (test->directory);
  self->known = g_ptr_array_new ();
  hall_timeline_reset (self->timeline, nothing, TRUE, TRUE);

  return self;
}

static void
session_free (Session *self)
{
  g_assert_finalize_object (self->timeline);
  g_ptr_array_unref (self->known);
  g_free (self);
}

static void
try_order (ModelTest *test,
           GPtrArray *order)
{
  Session *session = session_new (test);

  for (guint i = 0; i < order->len; i++)
    {
      deliver (session, g_ptr_array_index (order, i));
      check (session);
    }
  session_free (session);
}

static guint
try_all_orders (ModelTest *test,
                GPtrArray *events,
                guint      first)
{
  guint n = 0;

  if (first == events->len)
    {
      try_order (test, events);
      return 1;
    }

  for (guint i = first; i < events->len; i++)
    {
      gpointer chosen = events->pdata[i];

      events->pdata[i] = events->pdata[first];
      events->pdata[first] = chosen;
      n += try_all_orders (test, events, first + 1);
      events->pdata[first] = events->pdata[i];
      events->pdata[i] = chosen;
    }

  return n;
}

/* Two edits of one time, which the id puts into order, and an answer. */
static void
test_edits (ModelTest     *test,
            gconstpointer  unused)
{
  g_autoptr (GPtrArray) events = model_test_events ();
  HallEvent *target = model_test_text (test, 1, MODEL_TEST_NOON, NULL, "First");

  g_ptr_array_add (events, target);
  g_ptr_array_add (events, model_test_reply (test, 2, MODEL_TEST_NOON + 1, target, "Answer"));
  g_ptr_array_add (events, model_test_edit (test, 1, MODEL_TEST_NOON + 5, target, "One", -1));
  g_ptr_array_add (events, model_test_edit (test, 1, MODEL_TEST_NOON + 5, target, "Two", 0));
  g_ptr_array_add (events, model_test_edit (test, 1, MODEL_TEST_NOON + 4, target, "Earlier", -1));
  g_ptr_array_add (events, model_test_edit (test, 2, MODEL_TEST_NOON + 9, target, "Mine", -1));
  g_assert_cmpuint (try_all_orders (test, events, 0), ==, 720);
}

static void
test_reactions (ModelTest     *test,
                gconstpointer  unused)
{
  g_autoptr (GPtrArray) events = model_test_events ();
  HallEvent *target = model_test_text (test, 1, MODEL_TEST_NOON, NULL, "First");

  g_ptr_array_add (events, target);
  g_ptr_array_add (events, model_test_react (test, 0, MODEL_TEST_NOON + 5, target, "👍", TRUE));
  g_ptr_array_add (events, model_test_react (test, 0, MODEL_TEST_NOON + 6, target, "👍", FALSE));
  g_ptr_array_add (events, model_test_react (test, 0, MODEL_TEST_NOON + 7, target, "👍", TRUE));
  g_ptr_array_add (events, model_test_react (test, 2, MODEL_TEST_NOON + 6, target, "👍", TRUE));
  g_ptr_array_add (events, model_test_react (test, 2, MODEL_TEST_NOON + 6, target, "🎉", TRUE));
  g_ptr_array_add (events, model_test_reply (test, 2, MODEL_TEST_NOON + 1, target, "Answer"));
  g_assert_cmpuint (try_all_orders (test, events, 0), ==, 5040);
}

/* The text goes, for those who answer it as well, whenever that becomes known. */
static void
test_deletes (ModelTest     *test,
              gconstpointer  unused)
{
  g_autoptr (GPtrArray) events = model_test_events ();
  HallEvent *target = model_test_text (test, 1, MODEL_TEST_NOON, NULL, "First");

  g_ptr_array_add (events, target);
  g_ptr_array_add (events, model_test_reply (test, 2, MODEL_TEST_NOON + 1, target, "Answer"));
  g_ptr_array_add (events, model_test_edit (test, 1, MODEL_TEST_NOON + 5, target, "One", -1));
  g_ptr_array_add (events, model_test_react (test, 2, MODEL_TEST_NOON + 6, target, "👍", TRUE));
  g_ptr_array_add (events, model_test_pin (test, 1, MODEL_TEST_NOON + 6, target, TRUE));
  g_ptr_array_add (events, model_test_delete (test, 1, MODEL_TEST_NOON + 7, target));
  g_assert_cmpuint (try_all_orders (test, events, 0), ==, 720);
}

static HallEvent *
pick_text (GPtrArray *events)
{
  HallEvent *event;

  do
    event = g_ptr_array_index (events, g_test_rand_int_range (0, events->len));
  while (event->kind != HALL_EVENT_TEXT);

  return event;
}

static HallEvent *
make_note (ModelTest *test,
           GPtrArray *events)
{
  static const char *const emoji[] = { "👍", "🎉", "❤️" };
  HallEvent *target = pick_text (events);
  guint who = g_test_rand_int_range (0, MODEL_TEST_PEOPLE);
  gint64 lc = MODEL_TEST_NOON + g_test_rand_int_range (0, 40);

  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
    case 1:
      return model_test_edit (test, who, lc, target, g_test_rand_bit () ? "One" : "Two",
                              g_test_rand_int_range (-1, 2));
    case 2:
      return model_test_pin (test, who, lc, target, g_test_rand_bit ());
    case 3:
      return model_test_reply (test, who, lc, target, "Answer");
    case 4:
      if (g_test_rand_int_range (0, 6) == 0)
        return model_test_delete (test, who, lc, target);
      G_GNUC_FALLTHROUGH;
    default:
      return model_test_react (test, who, lc, target, emoji[g_test_rand_int_range (0, 3)],
                               g_test_rand_bit ());
    }
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  return hall_event_compare (*(HallEvent *const *) a, *(HallEvent *const *) b);
}

/* Everything goes, and comes back from what a store would have. */
static void
page_again (Session *self)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < self->known->len; i++)
    {
      HallEvent *event = g_ptr_array_index (self->known, i);

      if (event->kind == HALL_EVENT_TEXT && !is_deleted (self, event->id))
        g_ptr_array_add (texts, event);
    }
  g_ptr_array_sort (texts, compare_events);

  hall_timeline_reset (self->timeline, nothing, FALSE, FALSE);
  g_assert_cmpuint (model_test_n_rows (self->timeline), ==, 0);
  hall_timeline_reset (self->timeline, texts, TRUE, TRUE);
  hall_timeline_annotate (self->timeline, self->known);
  answer (self);
}

/* Some do not count any more, and count again. */
static void
doubt (Session *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; i < self->known->len; i++)
    {
      HallEvent *event = g_ptr_array_index (self->known, i);

      if (event->kind != HALL_EVENT_TEXT && event->kind != HALL_EVENT_DELETE &&
          g_test_rand_bit ())
        g_strv_builder_add (builder, event->id);
    }
  ids = g_strv_builder_end (builder);
  hall_timeline_unannotate (self->timeline, (const char *const *) ids);

  {
    g_autoptr (GPtrArray) rest = g_ptr_array_new ();
    g_autoptr (GPtrArray) all = g_steal_pointer (&self->known);

    for (guint i = 0; i < all->len; i++)
      {
        HallEvent *event = g_ptr_array_index (all, i);

        if (!g_strv_contains ((const char *const *) ids, event->id))
          g_ptr_array_add (rest, event);
      }
    self->known = g_steal_pointer (&rest);
    check (self);
    g_ptr_array_unref (self->known);
    self->known = g_steal_pointer (&all);
  }
  hall_timeline_annotate (self->timeline, self->known);
}

static void
test_random (ModelTest     *test,
             gconstpointer  unused)
{
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (GPtrArray) events = model_test_events ();
      Session *session = session_new (test);

      for (guint i = 0; i < 4; i++)
        g_ptr_array_add (events, model_test_text (test, i, MODEL_TEST_NOON + i, NULL, "Text"));
      for (guint i = 0; i < 40; i++)
        g_ptr_array_add (events, make_note (test, events));
      model_test_shuffle (events);

      for (guint i = 0; i < events->len; i++)
        {
          HallEvent *event = g_ptr_array_index (events, i);

          if (find_known (session, event->id) == NULL)
            deliver (session, event);
          if (g_test_rand_int_range (0, 10) == 0)
            page_again (session);
          if (g_test_rand_int_range (0, 10) == 0)
            doubt (session);
          check (session);
        }
      session_free (session);
    }
}

#define ADD(name, function) \
  g_test_add ("/model/annotations-random/" name, ModelTest, NULL, \
              model_test_set_up, function, model_test_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("edits", test_edits);
  ADD ("reactions", test_reactions);
  ADD ("deletes", test_deletes);
  ADD ("random", test_random);

  return g_test_run ();
}
