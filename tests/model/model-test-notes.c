/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* model-test-notes.c: edits, reactions, pins and answers, for the tests of src/model.
 *
 * What follows from them is written down here a second time, in the plainest way.
 */

#include "config.h"

#include <string.h>

#include "hall-reaction.h"
#include "model-test.h"

static HallEvent *
make (ModelTest     *test,
      guint          who,
      gint64         lc,
      HallEventBody *body)
{
  return model_test_event (test, who, lc, NULL, body);
}

HallEvent *
model_test_edit (ModelTest       *test,
                 guint            who,
                 gint64           lc,
                 const HallEvent *target,
                 const char      *text,
                 int              mention)
{
  g_autoptr (GPtrArray) mentions = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                   hall_mention_free);
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_EDIT);
  body.target = target->id;
  body.text = text;
  if (mention >= 0)
    {
      g_ptr_array_add (mentions, hall_mention_new (hall_key_get_id (test->keys[mention]), "Mina"));
      body.mentions = mentions;
    }

  return make (test, who, lc, &body);
}

HallEvent *
model_test_react (ModelTest       *test,
                  guint            who,
                  gint64           lc,
                  const HallEvent *target,
                  const char      *emoji,
                  gboolean         on)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_REACT);
  body.target = target->id;
  body.emoji = emoji;
  body.off = !on;

  return make (test, who, lc, &body);
}

HallEvent *
model_test_pin (ModelTest       *test,
                guint            who,
                gint64           lc,
                const HallEvent *target,
                gboolean         on)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_PIN);
  body.target = target->id;
  body.off = !on;

  return make (test, who, lc, &body);
}

HallEvent *
model_test_delete (ModelTest       *test,
                   guint            who,
                   gint64           lc,
                   const HallEvent *target)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_DELETE);
  body.target = target->id;

  return make (test, who, lc, &body);
}

HallEvent *
model_test_reply (ModelTest       *test,
                  guint            who,
                  gint64           lc,
                  const HallEvent *target,
                  const char      *text)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = text;
  body.reply = target->id;

  return make (test, who, lc, &body);
}

char *
model_test_describe (HallMessage *message)
{
  GString *said = g_string_new (hall_message_get_text (message));
  GListModel *reactions = hall_message_get_reactions (message);
  guint n = g_list_model_get_n_items (reactions);

  g_string_append_printf (said, " edited %" G_GINT64_FORMAT "%s%s",
                          hall_message_get_edited (message),
                          hall_message_get_pinned (message) ? " pinned" : "",
                          hall_message_get_mentions_me (message) ? " me" : "");
  g_assert_cmpint (hall_message_get_has_reactions (message), ==, n > 0);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HallReaction) reaction = g_list_model_get_item (reactions, i);
      GPtrArray *people = hall_reaction_get_people (reaction);
      gboolean own = FALSE;

      g_string_append_printf (said, " %s:", hall_reaction_get_emoji (reaction));
      g_assert_cmpuint (people->len, ==, hall_reaction_get_count (reaction));
      g_assert_cmpuint (people->len, >, 0);
      for (guint j = 0; j < people->len; j++)
        {
          HallPerson *person = g_ptr_array_index (people, j);

          g_string_append_printf (said, " %.6s", hall_person_get_id (person));
          own = own || hall_person_get_is_self (person);
        }
      g_assert_cmpint (hall_reaction_get_own (reaction), ==, own);
    }

  return g_string_free (said, FALSE);
}

static gboolean
is_about (const HallEvent *event,
          const HallEvent *target,
          HallEventKind    kind)
{
  return event->kind == kind && g_str_equal (event->target, target->id);
}

/* (nullable): the last of that kind, an edit by the author alone */
static HallEvent *
find_last (GPtrArray       *events,
           const HallEvent *target,
           HallEventKind    kind)
{
  HallEvent *last = NULL;

  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);

      if (!is_about (event, target, kind) ||
          (kind == HALL_EVENT_EDIT && !g_str_equal (event->author, target->author)))
        continue;
      if (last == NULL || hall_event_compare (event, last) > 0)
        last = event;
    }

  return last;
}

static gboolean
is_replaced (GPtrArray       *events,
             const HallEvent *reaction)
{
  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);

      if (event->kind == HALL_EVENT_REACT && g_str_equal (event->target, reaction->target) &&
          g_str_equal (event->author, reaction->author) &&
          g_str_equal (event->emoji, reaction->emoji) && hall_event_compare (event, reaction) > 0)
        return TRUE;
    }

  return FALSE;
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  return hall_event_compare (*(HallEvent *const *) a, *(HallEvent *const *) b);
}

static void
expect_reactions (HallEvent *target,
                  GPtrArray *events,
                  GString   *said)
{
  g_autoptr (GPtrArray) standing = g_ptr_array_new ();

  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);

      /* The same one may be in there twice. */
      if (is_about (event, target, HALL_EVENT_REACT) && !event->off &&
          !is_replaced (events, event) && !g_ptr_array_find_with_equal_func (standing, event,
                                                                             g_direct_equal, NULL))
        g_ptr_array_add (standing, event);
    }
  g_ptr_array_sort (standing, compare_events);

  while (standing->len > 0)
    {
      const char *emoji = ((HallEvent *) standing->pdata[0])->emoji;

      g_string_append_printf (said, " %s:", emoji);
      for (guint i = 0; i < standing->len;)
        {
          HallEvent *event = g_ptr_array_index (standing, i);

          if (!g_str_equal (event->emoji, emoji))
            {
              i++;
              continue;
            }
          g_string_append_printf (said, " %.6s", event->author);
          g_ptr_array_remove_index (standing, i);
        }
    }
}

char *
model_test_expect (ModelTest *test,
                   HallEvent *target,
                   GPtrArray *events)
{
  HallEvent *edit = find_last (events, target, HALL_EVENT_EDIT);
  HallEvent *pin = find_last (events, target, HALL_EVENT_PIN);
  const char *own = hall_key_get_id (test->keys[0]);
  GString *said = g_string_new (edit != NULL ? edit->text : target->text);

  g_string_append_printf (said, " edited %" G_GINT64_FORMAT "%s%s", edit != NULL ? edit->lc : 0,
                          pin != NULL && !pin->off ? " pinned" : "",
                          !g_str_equal (target->author, own) &&
                          hall_event_mentions (edit != NULL ? edit : target, own) ? " me" : "");
  expect_reactions (target, events, said);

  return g_string_free (said, FALSE);
}
