/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-outbox-rows.c: what is written, before it is signed.
 *
 * Part of HallOutbox. A text is on disk as a row as soon as it is written; a state is not, it
 * follows from what the room is told next time anyway.
 */

#define G_LOG_DOMAIN "hall-outbox-rows"

#include "config.h"

#include "hall-outbox-private.h"

static HallEvent *
sign (HallOutbox         *self,
      const HallUnsigned *row,
      gint64              lc,
      GError            **error)
{
  HallKey *key = hall_context_get_key (self->context);
  const char *previous = self->previous != NULL ? self->previous->id : NULL;

  if (row->kind != NULL)
    return hall_event_new_from_body_text (key, self->room_id, lc, row->written_ms, previous,
                                          row->token, row->kind, row->text, error);
  if (row->token != NULL)
    return hall_event_new_text (key, self->room_id, lc, row->written_ms, previous, row->token,
                                row->text, error);
  return hall_event_new_state (key, self->room_id, lc, row->written_ms, previous, row->change,
                               row->name, error);
}

HallEvent *
hall_outbox_sign_row (HallOutbox         *self,
                      const HallUnsigned *row,
                      GError            **error)
{
  gint64 now = hall_clock_get_wall (self->context->clock);
  gint64 lc = hall_logical_clock_next (now, self->offset_ms, self->highest_lc);
  HallEvent *event = sign (self, row, lc, error);
  gint64 floor = event != NULL && self->floor != NULL ? self->floor (event, self->floor_data) : 0;

  if (event == NULL || event->lc > floor)
    return event;
  hall_event_unref (event);
  return sign (self, row, floor + 1, error);
}

/**
 * hall_outbox_set_floor:
 * @self: an outbox
 * @floor: (scope forever): asked with each event that was signed but not stored
 * @user_data: for @floor; must be there until the outbox is closed
 */
void
hall_outbox_set_floor (HallOutbox     *self,
                       HallOutboxFloor floor,
                       gpointer        user_data)
{
  self->floor = floor;
  self->floor_data = user_data;
}

/**
 * hall_outbox_restore_row:
 * @self: an outbox
 * @entry: of the store
 *
 * Takes back what an earlier run did not get to sign.
 */
void
hall_outbox_restore_row (HallOutbox            *self,
                         const HallOutboxEntry *entry)
{
  HallUnsigned *row = g_new0 (HallUnsigned, 1);

  row->token = g_strdup (entry->token);
  if (entry->body != NULL
      || (entry->kind != NULL
          && !g_str_equal (entry->kind, hall_event_kind_get_name (HALL_EVENT_TEXT))))
    row->kind = g_strdup (entry->kind);
  row->text = g_strdup (entry->body != NULL ? entry->body : entry->text);
  row->written_ms = entry->written_ms;
  g_queue_push_tail (&self->rows, row);
  hall_timer_start (self->timer, 0);
}

typedef struct
{
  HallOutbox *outbox;
  char *token;
} HallAddition;

static HallAddition *
hall_addition_new (HallOutbox *outbox,
                   const char *token)
{
  HallAddition *addition = g_new0 (HallAddition, 1);

  addition->outbox = g_object_ref (outbox);
  addition->token = g_strdup (token);
  return addition;
}

static void
hall_addition_free (HallAddition *addition)
{
  g_object_unref (addition->outbox);
  g_free (addition->token);
  g_free (addition);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallAddition, hall_addition_free)

static void
add_outbox_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (HallAddition) addition = user_data;
  g_autoptr (GError) error = NULL;

  hall_store_add_outbox_finish (HALL_STORE (source), result, &error);
  hall_context_report_store (addition->outbox->context, error);
  if (error == NULL && !addition->outbox->closed)
    g_signal_emit_by_name (addition->outbox, "stored", addition->token);
}

static const char *
add_row (HallOutbox *self,
         const char *kind,
         const char *text,
         const char *body,
         gint64      written_ms)
{
  g_autofree char *token = hall_token_new ();
  HallOutboxEntry *entry = hall_outbox_entry_new_event (self->room_id, token, kind, text,
                                                        written_ms);
  HallUnsigned *row;

  entry->body = g_strdup (body);
  hall_store_add_outbox_async (self->context->store, entry, NULL, add_outbox_cb,
                               hall_addition_new (self, token));
  hall_outbox_restore_row (self, entry);
  hall_outbox_entry_free (entry);
  row = g_queue_peek_tail (&self->rows);
  return row->token;
}

/**
 * hall_outbox_add_text:
 * @self: an outbox
 * @text: clean
 * @written_ms: unix ms
 *
 * Stores a row and sends it as soon as it may go.
 *
 * Returns: (transfer none): the row's token, valid until it is signed
 */
const char *
hall_outbox_add_text (HallOutbox *self,
                      const char *text,
                      gint64      written_ms)
{
  return add_row (self, hall_event_kind_get_name (HALL_EVENT_TEXT), text, NULL, written_ms);
}

/**
 * hall_outbox_add_text_body:
 * @self: an outbox
 * @body: a text and what else is said with it
 * @written_ms: unix ms
 *
 * Returns: (transfer none): the row's token, valid until it is signed
 */
const char *
hall_outbox_add_text_body (HallOutbox          *self,
                           const HallEventBody *body,
                           gint64               written_ms)
{
  g_autofree char *json = NULL;

  if (body->reply != NULL || body->action || body->mentions_all
      || (body->mentions != NULL && body->mentions->len > 0))
    json = hall_event_body_to_text (body);
  return add_row (self, hall_event_kind_get_name (HALL_EVENT_TEXT), body->text, json, written_ms);
}

/**
 * hall_outbox_sketch:
 * @self: an outbox
 * @token: of a row that waits
 * @lc: what it is to stand above
 *
 * Returns: (transfer full) (nullable): the row as an event that is to be forgotten
 */
HallEvent *
hall_outbox_sketch (HallOutbox *self,
                    const char *token,
                    gint64      lc)
{
  gint64 now = hall_clock_get_wall (self->context->clock);

  lc = MAX (lc + 1, hall_logical_clock_next (now, self->offset_ms, self->highest_lc));
  for (GList *next = self->rows.head; next != NULL; next = next->next)
    {
      const HallUnsigned *row = next->data;

      if (row->token != NULL && g_strcmp0 (row->token, token) == 0)
        return sign (self, row, lc, NULL);
    }
  return NULL;
}

/**
 * hall_outbox_add_event:
 * @self: an outbox
 * @body: of any kind but genesis, text and state
 * @written_ms: unix ms
 *
 * The same for another kind of event: it waits its turn like a text, also after a restart.
 *
 * Returns: (transfer none): the row's token, valid until it is signed
 */
const char *
hall_outbox_add_event (HallOutbox          *self,
                       const HallEventBody *body,
                       gint64               written_ms)
{
  g_autofree char *text = hall_event_body_to_text (body);

  return add_row (self, hall_event_kind_get_name (body->kind), text, NULL, written_ms);
}

/**
 * hall_outbox_add_state:
 * @self: an outbox
 * @change: what to say of ourselves
 * @name: the name we go by
 */
void
hall_outbox_add_state (HallOutbox     *self,
                       HallStateChange change,
                       const char     *name)
{
  HallUnsigned *row = g_new0 (HallUnsigned, 1);

  row->change = change;
  row->name = g_strdup (name);
  row->written_ms = hall_clock_get_wall (self->context->clock);
  /* The head may be being committed. */
  g_queue_push_nth (&self->rows, row,
                    change == HALL_STATE_JOINED ? (self->committing ? 1 : 0) : -1);
  hall_timer_start (self->timer, 0);
}

typedef struct
{
  HallOutbox *outbox;
  HallEvent *event;
} HallSaying;

static void
hall_saying_free (HallSaying *saying)
{
  hall_event_unref (saying->event);
  g_object_unref (saying->outbox);
  g_free (saying);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallSaying, hall_saying_free)

static void
add_state_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (HallSaying) saying = user_data;
  HallOutbox *self = saying->outbox;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) added = NULL;

  added = hall_store_add_events_finish (HALL_STORE (source), result, &error);
  hall_context_report_store (self->context, error);
  if (!self->closed && self->mode != HALL_OUTBOX_WAITING)
    g_signal_emit_by_name (self, "send", saying->event);
}

/**
 * hall_outbox_sign_state:
 * @self: an outbox
 * @change: what to say of ourselves
 * @name: the name we go by
 *
 * Signs and stores without waiting for anything; what is said is sent once it is on disk, or could
 * not be.
 *
 * Returns: (transfer full) (nullable): the event
 */
HallEvent *
hall_outbox_sign_state (HallOutbox     *self,
                        HallStateChange change,
                        const char     *name)
{
  HallUnsigned row = { .change = change, .name = (char *) name };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  HallSaying *saying;
  HallEvent *event;

  row.written_ms = hall_clock_get_wall (self->context->clock);
  event = hall_outbox_sign_row (self, &row, &error);
  if (event == NULL)
    {
      g_debug ("a state cannot be signed: %s", error->message);
      return NULL;
    }
  hall_outbox_observe (self, event);
  hall_outbox_track (self, event, self->mode == HALL_OUTBOX_HOST ? 1 : 0);
  g_ptr_array_add (events, event);
  saying = g_new0 (HallSaying, 1);
  saying->outbox = g_object_ref (self);
  saying->event = hall_event_ref (event);
  hall_store_add_events_async (self->context->store, events,
                               self->mode == HALL_OUTBOX_HOST ? 1 : 0, NULL, add_state_cb, saying);
  return event;
}

typedef struct
{
  HallOutbox *outbox;
  HallEvent *event;
  HallOutboxDone done;
  gpointer user_data;
} HallSigning;

static void
sign_event_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autofree HallSigning *signing = user_data;
  g_autoptr (HallOutbox) self = signing->outbox;
  g_autoptr (HallEvent) event = signing->event;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) added = NULL;

  added = hall_store_add_events_finish (HALL_STORE (source), result, &error);
  hall_context_report_store (self->context, error);
  if (added == NULL || self->closed)
    {
      signing->done (NULL, signing->user_data);
      return;
    }
  hall_outbox_track (self, event, self->mode == HALL_OUTBOX_HOST ? 1 : 0);
  g_signal_emit_by_name (self, "signed", event);
  if (self->mode != HALL_OUTBOX_WAITING && !self->closed)
    g_signal_emit_by_name (self, "send", event);
  signing->done (event, signing->user_data);
}

/**
 * hall_outbox_sign_event:
 * @self: an outbox
 * @body: of any kind but genesis, text and state
 * @done: (scope async): called once, with the event or with %NULL
 * @user_data: for @done
 *
 * Signs at once, whatever waits; it is lost if we are killed before it is on disk.
 */
void
hall_outbox_sign_event (HallOutbox          *self,
                        const HallEventBody *body,
                        HallOutboxDone       done,
                        gpointer             user_data)
{
  g_autofree char *token = hall_token_new ();
  g_autofree char *text = hall_event_body_to_text (body);
  HallUnsigned row = { .token = token, .text = text };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  HallSigning *signing;

  row.kind = (char *) hall_event_kind_get_name (body->kind);
  row.written_ms = hall_clock_get_wall (self->context->clock);
  signing = g_new0 (HallSigning, 1);
  signing->event = hall_outbox_sign_row (self, &row, &error);
  if (signing->event == NULL)
    {
      g_debug ("it cannot be signed: %s", error->message);
      g_free (signing);
      done (NULL, user_data);
      return;
    }
  hall_outbox_observe (self, signing->event);
  signing->outbox = g_object_ref (self);
  signing->done = done;
  signing->user_data = user_data;
  g_ptr_array_add (events, signing->event);
  hall_store_add_events_async (self->context->store, events,
                               self->mode == HALL_OUTBOX_HOST ? 1 : 0, NULL, sign_event_cb,
                               signing);
}
