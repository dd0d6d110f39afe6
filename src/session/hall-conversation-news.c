/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-news.c: what is said about messages, told as it happens to who wants to
 * hear it.
 *
 * Part of HallConversation. What an event about a message has changed is not known from the event:
 * it may be older than another, or by the wrong person, and the message may not be loaded. So the
 * store is asked, which costs nothing where nobody listens.
 */

#define G_LOG_DOMAIN "hall-conversation-news"

#include "config.h"

#include "hall-conversation-private.h"
#include "hall-seen.h"
#include "hall-session-news.h"

typedef struct
{
  HallConversation *conversation;
  GPtrArray *notes;        /* (element-type HallEvent) what came */
} HallTelling;

static void
hall_telling_free (HallTelling *telling)
{
  g_object_unref (telling->conversation);
  g_ptr_array_unref (telling->notes);
  g_free (telling);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallTelling, hall_telling_free)

/* Whether both are about the same thing, so that the later one counts. */
static gboolean
is_same_matter (const HallEvent *a,
                const HallEvent *b)
{
  if (a->kind != b->kind || !g_str_equal (a->target, b->target))
    return FALSE;
  if (a->kind == HALL_EVENT_PIN)
    return TRUE;
  return g_str_equal (a->author, b->author)
         && (a->kind != HALL_EVENT_REACT || g_strcmp0 (a->emoji, b->emoji) == 0);
}

/* @counting: (element-type HallEvent): what is said about the same; of one matter sorted */
static gboolean
counts (HallEvent *note,
        HallEvent *target,
        GPtrArray *counting)
{
  if (note->kind == HALL_EVENT_EDIT && !g_str_equal (note->author, target->author))
    return FALSE;
  for (guint i = counting->len; i > 0; i--)
    {
      HallEvent *other = g_ptr_array_index (counting, i - 1);

      if (is_same_matter (note, other))
        return hall_event_compare (note, other) == 0;
    }
  return FALSE;
}

static void
tell (HallConversation *self,
      HallEvent        *note,
      HallMessage      *message)
{
  HallContext *context = self->context;
  HallNews news = {
    .kind = note->kind == HALL_EVENT_EDIT ? HALL_NEWS_EDITED
            : note->kind == HALL_EVENT_REACT ? HALL_NEWS_REACTED
            : note->kind == HALL_EVENT_PIN ? HALL_NEWS_PINNED
                                           : HALL_NEWS_DELETED,
    .event_id = note->target,
    .person = hall_directory_ensure_person (context->directory, note->author),
    .time = note->lc,
    .message = message,
    .emoji = note->emoji,
    .off = note->off,
  };

  if (context->tell_news != NULL)
    context->tell_news (self->room, &news, context->tell_news_data);
}

static void
tell_note (HallConversation *self,
           HallEvent        *note,
           HallSeen         *seen)
{
  GPtrArray *counting;
  HallEvent *target = hall_seen_lookup (seen, note->target, &counting);
  g_autoptr (HallMessage) message = NULL;

  if (note->kind == HALL_EVENT_DELETE)
    {
      if (hall_conversation_has_deleted (self, note->target))
        tell (self, note, NULL);
      return;
    }
  if (target == NULL || target->kind != HALL_EVENT_TEXT || counting == NULL
      || !counts (note, target, counting))
    return;
  message = hall_timeline_make_copy (hall_room_get_timeline (self->room), target, counting);
  tell (self, note, message);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallTelling) telling = user_data;
  HallConversation *self = telling->conversation;
  g_autoptr (HallSeen) seen = hall_seen_read_finish (result, NULL);

  if (seen == NULL)
    return;
  for (guint i = 0; i < telling->notes->len && !self->closed; i++)
    tell_note (self, g_ptr_array_index (telling->notes, i), seen);
}

void
hall_conversation_tell_news (HallConversation *self,
                             GPtrArray        *events)
{
  g_autoptr (HallTelling) telling = NULL;
  g_autoptr (GStrvBuilder) builder = NULL;
  g_auto (GStrv) targets = NULL;

  if (self->context->tell_news == NULL)
    return;
  telling = g_new0 (HallTelling, 1);
  telling->conversation = g_object_ref (self);
  telling->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  builder = g_strv_builder_new ();
  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);

      if (!hall_event_is_annotation (event))
        continue;
      g_ptr_array_add (telling->notes, hall_event_ref (event));
      g_strv_builder_add (builder, event->target);
    }
  targets = g_strv_builder_end (builder);
  if (telling->notes->len == 0)
    return;
  hall_seen_read_async (self->context, self->stored->id, self, (const char *const *) targets,
                        self->context->cancellable, read_cb, g_steal_pointer (&telling));
}

void
hall_conversation_tell_deleted (HallConversation *self,
                                HallEvent        *event)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  g_ptr_array_add (events, event);
  hall_conversation_tell_news (self, events);
}
