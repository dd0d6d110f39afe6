/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-replies.c: what loaded rows answer is found and given to them.
 *
 * Part of HallConversation. What is answered may be anywhere in the room, come later than the
 * answer, be changed, or be deleted.
 */

#define G_LOG_DOMAIN "hall-conversation-replies"

#include "config.h"

#include "hall-conversation-private.h"
#include "hall-seen.h"

/* More than rows can answer. */
#define AWAITED_MAX 1000

typedef struct
{
  HallConversation *conversation;
  char **ids;
} HallAnswering;

static void
hall_answering_free (HallAnswering *answering)
{
  HallTalk *talk = answering->conversation->talk;

  for (guint i = 0; talk != NULL && answering->ids[i] != NULL; i++)
    g_hash_table_remove (talk->asked, answering->ids[i]);
  g_strfreev (answering->ids);
  g_object_unref (answering->conversation);
  g_free (answering);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallAnswering, hall_answering_free)

void
hall_conversation_init_replies (HallConversation *self)
{
  HallTalk *talk = self->talk;

  talk->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  talk->awaited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
hall_conversation_clear_replies (HallConversation *self)
{
  g_clear_pointer (&self->talk->asked, g_hash_table_unref);
  g_clear_pointer (&self->talk->awaited, g_hash_table_unref);
}

static void
give (HallConversation *self,
      const char       *id,
      HallEvent        *event,
      GPtrArray        *notes)
{
  HallTimeline *timeline = hall_room_get_timeline (self->room);
  gboolean gone = event == NULL || !hall_timeline_has_row (event)
                  || hall_conversation_has_deleted (self, id);   /* while it was read */

  hall_timeline_set_answered (timeline, id, gone ? NULL : event, gone ? NULL : notes, gone);
}

/* Anybody may answer thousands of messages that never were; it matters for loaded rows alone. */
static void
forget_awaited (HallConversation *self)
{
  HallTimeline *timeline = hall_room_get_timeline (self->room);
  GHashTableIter iter;
  gpointer id;

  if (g_hash_table_size (self->talk->awaited) < AWAITED_MAX)
    return;
  g_hash_table_iter_init (&iter, self->talk->awaited);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!hall_timeline_is_answered (timeline, id))
      g_hash_table_iter_remove (&iter);
}

/* What is held and not given must not be shown. */
static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallAnswering) answering = user_data;
  HallConversation *self = answering->conversation;
  g_autoptr (HallSeen) seen = hall_seen_read_finish (result, NULL);

  if (seen == NULL || self->closed)
    return;
  forget_awaited (self);
  for (guint i = 0; answering->ids[i] != NULL; i++)
    {
      const char *id = answering->ids[i];
      GPtrArray *notes;
      HallEvent *event = hall_seen_lookup (seen, id, &notes);

      if (event == NULL && hall_seen_is_missing (seen, id))
        {
          g_hash_table_add (self->talk->awaited, g_strdup (id));
          continue;
        }
      g_hash_table_remove (self->talk->awaited, id);
      give (self, id, event, notes);
    }
}

/* @ids: (transfer full) */
static void
ask (HallConversation *self,
     char            **ids)
{
  HallAnswering *answering;

  if (ids[0] == NULL)
    {
      g_strfreev (ids);
      return;
    }
  answering = g_new0 (HallAnswering, 1);
  answering->conversation = g_object_ref (self);
  answering->ids = ids;
  for (guint i = 0; ids[i] != NULL; i++)
    g_hash_table_add (self->talk->asked, g_strdup (ids[i]));
  hall_seen_read_async (self->context, self->stored->id, self, (const char *const *) ids,
                        self->context->cancellable, read_cb, answering);
}

void
hall_conversation_answer (HallConversation *self)
{
  HallTalk *talk = self->talk;
  g_autoptr (GStrvBuilder) builder = NULL;
  g_auto (GStrv) ids = NULL;

  if (self->closed)
    return;
  ids = hall_timeline_list_unanswered (hall_room_get_timeline (self->room));
  if (ids == NULL)
    return;
  builder = g_strv_builder_new ();
  for (guint i = 0; ids[i] != NULL; i++)
    if (!g_hash_table_contains (talk->asked, ids[i])
        && !g_hash_table_contains (talk->awaited, ids[i]))
      g_strv_builder_add (builder, ids[i]);
  ask (self, g_strv_builder_end (builder));
}

gboolean
hall_conversation_awaits (HallConversation *self,
                          const char       *event_id)
{
  return g_hash_table_contains (self->talk->awaited, event_id)
         || g_hash_table_contains (self->talk->asked, event_id);
}

void
hall_conversation_answer_again (HallConversation  *self,
                                const char *const *ids)
{
  HallTalk *talk = self->talk;
  HallTimeline *timeline = hall_room_get_timeline (self->room);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (self->closed)
    return;
  for (guint i = 0; ids[i] != NULL; i++)
    if (g_hash_table_remove (talk->awaited, ids[i])
        || hall_timeline_is_answered (timeline, ids[i])
        || g_hash_table_contains (talk->asked, ids[i]))
      g_strv_builder_add (builder, ids[i]);
  ask (self, g_strv_builder_end (builder));
}

/* What is being read of them may be what was seen before. */
void
hall_conversation_hide_answered (HallConversation  *self,
                                 const char *const *ids)
{
  HallTalk *talk = self->talk;
  HallTimeline *timeline = hall_room_get_timeline (self->room);
  g_autoptr (GStrvBuilder) asked = g_strv_builder_new ();

  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (g_hash_table_contains (talk->asked, ids[i]))
        g_strv_builder_add (asked, ids[i]);
      else if (!hall_timeline_is_answered (timeline, ids[i]))
        continue;
      give (self, ids[i], NULL, NULL);
    }
  ask (self, g_strv_builder_end (asked));
}
