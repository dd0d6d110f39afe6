/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-notes-own.c: texts, edits, reactions and pins of ours, from the moment at which
 * they are wanted until they are signed.
 *
 * Part of HallConversation. A note that waits in the outbox is seen at once, by a sketch of what it
 * will become: an event that is signed for the screen alone, never stored or sent. It goes when the
 * note is signed for good, which is judged like everything else.
 */

#define G_LOG_DOMAIN "hall-conversation-notes-own"

#include "config.h"

#include "hall-conversation-private.h"

static HallTimeline *
get_timeline (HallConversation *self)
{
  return hall_room_get_timeline (self->room);
}

/* Of the row of the outbox with that token, if it is a note. */
static void
sketch_row (HallConversation *self,
            const char       *token)
{
  HallTalk *talk = self->talk;
  g_autoptr (HallEvent) sketch = NULL;

  if (self->context->identity == NULL)
    return;
  sketch = hall_outbox_sketch (self->outbox, token, talk->sketch_lc);
  if (sketch == NULL || !hall_event_is_annotation (sketch)
      || sketch->kind == HALL_EVENT_DELETE)
    return;
  talk->sketch_lc = sketch->lc;
  g_ptr_array_add (talk->sketches, hall_event_ref (sketch));
  hall_timeline_annotate_pending (get_timeline (self), sketch);
  if (sketch->kind == HALL_EVENT_PIN)
    hall_conversation_take_pin_sketch (self, sketch);
  else
    hall_conversation_refresh_target (self, sketch->target);
}

static void
show_pending (HallConversation      *self,
              const HallOutboxEntry *entry)
{
  g_autoptr (HallEvent) sketch = NULL;
  const char *reply = NULL;
  gboolean action = FALSE;

  if (entry->body != NULL && self->context->identity != NULL)
    sketch = hall_outbox_sketch (self->outbox, entry->token, 0);
  if (sketch != NULL)
    {
      reply = sketch->reply;
      action = sketch->action;
    }
  hall_timeline_add_pending_text (get_timeline (self), entry->token, entry->text, reply, action,
                                  entry->written_ms);
}

/* What an earlier run did not get to sign; it is in the outbox already. */
void
hall_conversation_restore_note (HallConversation      *self,
                                const HallOutboxEntry *entry)
{
  if (g_strcmp0 (entry->kind, hall_event_kind_get_name (HALL_EVENT_TEXT)) == 0)
    show_pending (self, entry);
  else
    sketch_row (self, entry->token);
}

static void
drop_sketch (HallConversation *self,
             const char       *token)
{
  GPtrArray *sketches = self->talk->sketches;

  for (guint i = 0; i < sketches->len; i++)
    if (g_strcmp0 (((HallEvent *) g_ptr_array_index (sketches, i))->token, token) == 0)
      {
        g_ptr_array_remove_index (sketches, i);
        break;
      }
  hall_timeline_drop_pending_annotation (get_timeline (self), token);
}

static HallEvent *
find_sketch (HallConversation *self,
             const char       *token)
{
  for (guint i = 0; i < self->talk->sketches->len; i++)
    {
      HallEvent *sketch = g_ptr_array_index (self->talk->sketches, i);

      if (g_strcmp0 (sketch->token, token) == 0)
        return sketch;
    }
  return NULL;
}

/* Whoever wrote it finds the text in the composer again, before what stands there. */
static void
take_back (HallConversation *self,
           const char       *text)
{
  const char *draft = hall_room_get_draft (self->room);
  g_autofree char *both = NULL;

  if (draft != NULL && *draft != '\0')
    both = g_strconcat (text, "\n", draft, NULL);
  hall_conversation_set_draft (self, both != NULL ? both : text);
}

/* It can never be signed: nothing of it is shown any more. */
void
hall_conversation_note_failed (HallConversation *self,
                               const char       *token)
{
  g_autoptr (HallMessage) message = hall_timeline_drop_pending (get_timeline (self), token);
  HallEvent *found = find_sketch (self, token);
  g_autoptr (HallEvent) sketch = found != NULL ? hall_event_ref (found) : NULL;

  if (message != NULL)
    take_back (self, hall_message_get_text (message));
  if (sketch == NULL)
    return;
  drop_sketch (self, token);
  hall_conversation_refresh_target (self, sketch->target);
}

/* A note of ours is on disk; the sketch goes after it came, so that nothing flickers. */
void
hall_conversation_note_signed (HallConversation *self,
                               HallEvent        *event)
{
  const char *const ids[] = { event->id, NULL };
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  g_autoptr (GPtrArray) rest = NULL;
  gboolean permitted = hall_conversation_permits (self, event);

  g_ptr_array_add (events, event);
  if (permitted && !hall_conversation_meets_deletion (self, event))
    rest = hall_conversation_take_notes (self, events);
  drop_sketch (self, event->token);
  if (!permitted)
    hall_conversation_hide (self, ids, HALL_HIDDEN_UNPERMITTED, TRUE);   /* meanwhile */
  hall_conversation_refresh_target (self, event->target);
  if (event->kind == HALL_EVENT_PIN)
    hall_conversation_show_pins (self);
}

/**
 * hall_conversation_send_note:
 * @self: a conversation
 * @body: an edit, a reaction or a pin, that is for us to say
 *
 * It waits like a text, and is seen at once.
 */
void
hall_conversation_send_note (HallConversation    *self,
                             const HallEventBody *body)
{
  const char *token;

  if (self->direct != NULL)
    hall_conversation_keep (self);
  token = hall_outbox_add_event (self->outbox, body, hall_clock_get_wall (self->context->clock));
  sketch_row (self, token);
  if (self->direct != NULL)
    hall_conversation_open_direct (self);
}

/**
 * hall_conversation_send_body:
 * @self: a conversation
 * @body: a text, clean, with whatever it answers and whomever it names
 *
 * Returns: (transfer none) (nullable): the pending row
 */
HallMessage *
hall_conversation_send_body (HallConversation    *self,
                             const HallEventBody *body)
{
  gint64 now = hall_clock_get_wall (self->context->clock);
  const char *token;
  HallMessage *message;

  hall_conversation_end_typing (self);
  if (self->direct != NULL)
    hall_conversation_keep (self);   /* before the row: it belongs to something then */
  token = hall_outbox_add_text_body (self->outbox, body, now);
  message = hall_timeline_add_pending_text (get_timeline (self), token, body->text, body->reply,
                                            body->action, now);
  if (message != NULL)
    g_signal_emit_by_name (self, "message-queued", message);
  hall_conversation_answer (self);
  if (self->direct != NULL)
    hall_conversation_open_direct (self);
  return message;
}
