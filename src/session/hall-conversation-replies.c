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

/* More than rows can answer. */
#define AWAITED_MAX 1000

typedef struct
{
  HallConversation *conversation;
  char **ids;
  GPtrArray *events;       /* those of them that may be shown */
} HallAnswering;

static void
hall_answering_free (HallAnswering *answering)
{
  HallTalk *talk = answering->conversation->talk;

  for (guint i = 0; talk != NULL && answering->ids[i] != NULL; i++)
    g_hash_table_remove (talk->asked, answering->ids[i]);
  g_strfreev (answering->ids);
  g_clear_pointer (&answering->events, g_ptr_array_unref);
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
      GHashTable       *groups)
{
  HallTimeline *timeline = hall_room_get_timeline (self->room);
  gboolean gone = event == NULL || !hall_timeline_has_row (event)
                  || hall_conversation_has_deleted (self, id);   /* while it was read */
  GPtrArray *notes = groups != NULL ? g_hash_table_lookup (groups, id) : NULL;

  hall_timeline_set_answered (timeline, id, gone ? NULL : event, gone ? NULL : notes, gone);
}

static gboolean
has_event (GPtrArray  *events,
           const char *id)
{
  for (guint i = 0; i < events->len; i++)
    if (g_str_equal (((HallEvent *) g_ptr_array_index (events, i))->id, id))
      return TRUE;
  return FALSE;
}

static void
list_annotations_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (HallAnswering) answering = user_data;
  HallConversation *self = answering->conversation;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GHashTable) groups = NULL;

  events = hall_store_list_annotations_finish (HALL_STORE (source), result, NULL);
  if (events == NULL || self->closed)
    return;
  notes = hall_conversation_pick_notes (self, events);
  groups = hall_conversation_group_notes (notes);
  for (guint i = 0; i < answering->events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (answering->events, i);

      give (self, event->id, event, groups);
    }
}

static void
get_shown_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (HallAnswering) answering = user_data;
  HallConversation *self = answering->conversation;

  answering->events = hall_store_get_events_finish (HALL_STORE (source), result, NULL);
  if (answering->events == NULL || self->closed)
    return;
  /* What is held and not given must not be shown. */
  for (guint i = 0; answering->ids[i] != NULL; i++)
    if (!has_event (answering->events, answering->ids[i])
        && !g_hash_table_contains (self->talk->awaited, answering->ids[i]))
      give (self, answering->ids[i], NULL, NULL);
  if (answering->events->len == 0)
    return;
  hall_store_list_annotations_async (self->context->store, self->stored->id,
                                     (const char *const *) answering->ids,
                                     self->context->cancellable, list_annotations_cb, answering);
  answering = NULL;
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

/* First, and at once: what comes while the others are read is met by that. */
static void
list_missing_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (HallAnswering) answering = user_data;
  HallConversation *self = answering->conversation;
  g_auto (GStrv) missing = NULL;

  missing = hall_store_list_missing_finish (HALL_STORE (source), result, NULL);
  if (missing == NULL || self->closed)
    return;
  forget_awaited (self);
  for (guint i = 0; missing[i] != NULL; i++)
    g_hash_table_add (self->talk->awaited, g_strdup (missing[i]));
  if (g_strv_length (missing) == g_strv_length (answering->ids))
    return;
  hall_store_get_shown_async (self->context->store, self->stored->id,
                              (const char *const *) answering->ids, self->context->cancellable,
                              get_shown_cb, answering);
  answering = NULL;
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
  hall_store_list_missing_async (self->context->store, self->stored->id,
                                 (const char *const *) ids, self->context->cancellable,
                                 list_missing_cb, answering);
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

void
hall_conversation_hide_answered (HallConversation  *self,
                                 const char *const *ids)
{
  HallTalk *talk = self->talk;
  HallTimeline *timeline = hall_room_get_timeline (self->room);

  for (guint i = 0; ids[i] != NULL; i++)
    if (hall_timeline_is_answered (timeline, ids[i])
        || g_hash_table_contains (talk->asked, ids[i]))
      give (self, ids[i], NULL, NULL);
}
