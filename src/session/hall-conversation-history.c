/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-history.c: from the store to the screen: opening a room, and paging.
 *
 * Part of HallConversation. One page is read at a time; nothing it loads is signalled as a message.
 */

#define G_LOG_DOMAIN "hall-conversation-history"

#include "config.h"

#include "hall-conversation-private.h"

/* Rows shown above the first unread one. */
#define ROWS_ABOVE (HALL_TIMELINE_OPENING_ROWS / 3)
#define PREVIEW_ROWS 10

typedef enum
{
  OPENING_END,      /* reading the newest */
  OPENING_BEFORE,   /* reading up to the read mark, or another place */
  OPENING_AFTER,    /* reading what comes after it */
} HallOpeningState;

typedef struct
{
  HallConversation *conversation;
  GTask *task;             /* (nullable) */
  HallOpeningState state;
  guint number;            /* of the openings of the conversation */
  guint above;             /* rows above the place */
  gint64 lc;               /* the rows below are those after (lc, id) */
  char *id;                /* (nullable) */
  gboolean at_place;       /* which is wherever those above end */
  GPtrArray *events;
  GArray *acknowledged;
  gboolean at_start;
} HallOpening;

static void
hall_opening_free (HallOpening *opening)
{
  g_clear_object (&opening->task);
  g_clear_pointer (&opening->events, g_ptr_array_unref);
  g_clear_pointer (&opening->acknowledged, g_array_unref);
  g_object_unref (opening->conversation);
  g_free (opening->id);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallOpening, hall_opening_free)

static void
set_states (HallConversation *self,
            GPtrArray        *events,
            GArray           *acknowledged)
{
  HallTimeline *timeline = hall_room_get_timeline (self->room);

  for (guint i = 0; acknowledged != NULL && i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);
      guint marks = g_array_index (acknowledged, guint8, i);

      if (marks & HALL_STORED_LATE)
        hall_timeline_set_late (timeline, event->id);
      if (g_str_equal (event->author, self->context->own_id))
        hall_timeline_set_state (timeline, event->id, hall_outbox_get_state (marks));
    }
}

static void
note_loaded (HallConversation *self,
             GPtrArray        *events)
{
  for (guint i = 0; i < events->len; i++)
    if (!hall_event_is_annotation (g_ptr_array_index (events, i)))
      hall_conversation_note_event (self, g_ptr_array_index (events, i));
}

static void
preview_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (HallConversation) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) acknowledged = NULL;
  g_autoptr (GPtrArray) events = NULL;

  events = hall_store_list_finish (HALL_STORE (source), result, &acknowledged, &error);
  if (self->closed)
    return;
  if (events == NULL)
    {
      g_debug ("room %s: no preview: %s", self->stored->id, error->message);
      return;
    }
  note_loaded (self, events);
  if (self->last_text != NULL)
    hall_conversation_refresh_last (self);
  else if (events->len == PREVIEW_ROWS)
    hall_conversation_refresh_preview (self);   /* people have come and gone since */
  for (guint i = 0; i < events->len; i++)
    hall_conversation_note_stored (self, g_ptr_array_index (events, i));
}

static void
list_control_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (HallConversation) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;

  events = hall_store_list_control_finish (HALL_STORE (source), result, &error);
  if (events == NULL)
    g_debug ("room %s: who belongs to it cannot be read: %s", self->stored->id, error->message);
  if (self->closed)
    return;
  for (guint i = 0; events != NULL && i < events->len; i++)
    hall_conversation_note_control (self, g_ptr_array_index (events, i));
  hall_conversation_load_talk (self);
  hall_conversation_note_loaded (self);
}

/**
 * hall_conversation_load:
 * @self: a conversation that the store knows
 *
 * Reads who belongs to it, what the sidebar shows and what is to be offered again.
 */
void
hall_conversation_load (HallConversation *self)
{
  hall_store_list_control_async (self->context->store, self->stored->id,
                                 self->context->cancellable, list_control_cb,
                                 g_object_ref (self));
  hall_conversation_load_deletions (self);
  if (self->context->identity != NULL)
    hall_outbox_load (self->outbox);
  hall_store_list_before_async (self->context->store, self->stored->id, G_MAXINT64, NULL,
                                PREVIEW_ROWS, self->context->cancellable, preview_cb,
                                g_object_ref (self));
}

/* Rows are seen when what is said about them is there, too. */
static void
load_all_notes (HallOpening *opening,
                GPtrArray   *newer)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  for (guint i = 0; i < opening->events->len; i++)
    g_ptr_array_add (events, g_ptr_array_index (opening->events, i));
  for (guint i = 0; newer != NULL && i < newer->len; i++)
    g_ptr_array_add (events, g_ptr_array_index (newer, i));
  hall_conversation_load_notes (opening->conversation, events, g_steal_pointer (&opening->task));
}

static void
show_opening (HallOpening *opening,
              GPtrArray   *newer,
              GArray      *newer_acknowledged,
              gboolean     at_end)
{
  HallConversation *self = opening->conversation;
  HallTimeline *timeline = hall_room_get_timeline (self->room);

  hall_conversation_show_unread_mark (self);
  hall_timeline_reset (timeline, opening->events, opening->at_start, newer == NULL && at_end);
  set_states (self, opening->events, opening->acknowledged);
  note_loaded (self, opening->events);
  if (newer != NULL)
    {
      hall_timeline_add_newer (timeline, newer, at_end);
      set_states (self, newer, newer_acknowledged);
      note_loaded (self, newer);
    }
  load_all_notes (opening, newer);
}

/* Whether another place was asked for since. */
static gboolean
is_superseded (HallOpening *opening)
{
  return opening->number != opening->conversation->n_openings;
}

static void
end_paging (HallConversation *self)
{
  self->paging = FALSE;
  if (!self->talk->reload_due)
    return;
  self->talk->reload_due = FALSE;
  if (hall_timeline_get_at_end (hall_room_get_timeline (self->room)))
    hall_conversation_reload (self);
}

static void
finish_opening (HallOpening *opening,
                GError      *error)
{
  if (!is_superseded (opening))
    end_paging (opening->conversation);
  if (opening->task == NULL)
    return;   /* or what is said about the rows is still being read */
  if (error != NULL)
    g_task_return_error (opening->task, g_error_copy (error));
  else
    g_task_return_boolean (opening->task, TRUE);
}

static void
opening_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (HallOpening) opening = user_data;
  HallConversation *self = opening->conversation;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) acknowledged = NULL;
  g_autoptr (GPtrArray) events = NULL;

  events = hall_store_list_finish (HALL_STORE (source), result, &acknowledged, &error);
  if (events == NULL || self->closed || is_superseded (opening))
    {
      finish_opening (opening, error);
      return;
    }
  if (opening->state == OPENING_AFTER)
    {
      show_opening (opening, events, acknowledged, events->len < HALL_TIMELINE_OPENING_ROWS);
      finish_opening (opening, NULL);
      return;
    }
  opening->events = g_ptr_array_ref (events);
  opening->acknowledged = g_steal_pointer (&acknowledged);
  if (opening->state == OPENING_END)
    {
      opening->at_start = events->len < HALL_TIMELINE_OPENING_ROWS;
      show_opening (opening, NULL, NULL, TRUE);
      finish_opening (opening, NULL);
      return;
    }
  opening->at_start = events->len < opening->above;
  opening->state = OPENING_AFTER;
  if (opening->at_place && events->len > 0)
    {
      HallEvent *last = g_ptr_array_index (events, events->len - 1);

      opening->lc = last->lc;
      opening->id = g_strdup (last->id);
    }
  hall_store_list_after_async (self->context->store, self->stored->id, opening->lc, opening->id,
                               HALL_TIMELINE_OPENING_ROWS, self->context->cancellable, opening_cb,
                               opening);
  opening = NULL;
}

/* @task: (transfer full) (nullable) */
static HallOpening *
new_opening (HallConversation *self,
             GTask            *task,
             HallOpeningState  state,
             guint             above)
{
  HallOpening *opening = g_new0 (HallOpening, 1);

  self->paging = TRUE;
  opening->number = ++self->n_openings;
  opening->conversation = g_object_ref (self);
  opening->task = task;
  opening->state = state;
  opening->above = above;
  return opening;
}

static void
start_opening (HallConversation *self,
               GTask            *task,
               gboolean          at_end)
{
  /* What a newcomer finds was said before: that is history, nothing of it is new. */
  gboolean unread = !at_end && !self->first_join && hall_room_get_unread (self->room) > 0;
  HallOpening *opening = new_opening (self, task, unread ? OPENING_BEFORE : OPENING_END,
                                      ROWS_ABOVE);
  const char *event_id;

  if (!unread)
    {
      hall_store_list_before_async (self->context->store, self->stored->id, G_MAXINT64, NULL,
                                    HALL_TIMELINE_OPENING_ROWS, self->context->cancellable,
                                    opening_cb, opening);
      return;
    }
  /* The read mark's own row is the last one above; what shares its clock and is unread comes twice,
   * which the timeline ignores. */
  hall_conversation_get_unread_mark (self, &opening->lc, &event_id);
  opening->id = g_strdup (event_id);
  hall_store_list_before_async (self->context->store, self->stored->id, opening->lc + 1, NULL,
                                ROWS_ABOVE, self->context->cancellable, opening_cb, opening);
}

/*
 * hall_conversation_open_place:
 * @self: a conversation
 * @lc: a clock
 * @event_id: (nullable): the rows around (lc, id) are shown; NULL for the first of that clock
 * @task: (transfer full): finished with %TRUE when the rows are in the timeline
 */
void
hall_conversation_open_place (HallConversation *self,
                              gint64            lc,
                              const char       *event_id,
                              GTask            *task)
{
  HallOpening *opening = new_opening (self, task, OPENING_BEFORE, HALL_TIMELINE_OPENING_ROWS / 2);

  self->talk->n_places++;
  opening->at_place = TRUE;
  hall_store_list_before_async (self->context->store, self->stored->id, lc, event_id,
                                opening->above, self->context->cancellable, opening_cb, opening);
}

/**
 * hall_conversation_open_async:
 * @self: a conversation
 * @task: (transfer full): finished with %TRUE when the rows are in the timeline
 */
void
hall_conversation_open_async (HallConversation *self,
                              GTask            *task)
{
  self->talk->n_places++;
  start_opening (self, task, FALSE);
}

/* What somebody waits to see goes first. */
void
hall_conversation_reload (HallConversation *self)
{
  if (self->n_openings == 0 || self->closed)
    return;
  if (self->paging)
    self->talk->reload_due = TRUE;
  else
    start_opening (self, NULL, TRUE);
}

typedef struct
{
  HallConversation *conversation;
  guint opening;           /* which it is a page of */
  gboolean newer;
} HallPage;

static void
page_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree HallPage *page = user_data;
  g_autoptr (HallConversation) self = page->conversation;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) acknowledged = NULL;
  g_autoptr (GPtrArray) events = NULL;
  HallTimeline *timeline = hall_room_get_timeline (self->room);

  events = hall_store_list_finish (HALL_STORE (source), result, &acknowledged, &error);
  if (page->opening != self->n_openings)
    return;   /* the room was opened anew elsewhere meanwhile */
  if (events == NULL || self->closed)
    {
      end_paging (self);
      g_debug ("room %s: no page: %s", self->stored->id, error != NULL ? error->message : "closed");
      return;
    }
  if (page->newer)
    hall_timeline_add_newer (timeline, events, events->len < HALL_TIMELINE_STEP);
  else
    hall_timeline_add_older (timeline, events, events->len < HALL_TIMELINE_STEP);
  set_states (self, events, acknowledged);
  hall_conversation_load_notes (self, events, NULL);
  end_paging (self);
}

static HallPage *
start_page (HallConversation *self,
            gboolean          newer)
{
  HallPage *page = g_new0 (HallPage, 1);

  page->conversation = g_object_ref (self);
  page->opening = self->n_openings;
  page->newer = newer;
  self->paging = TRUE;
  return page;
}

/**
 * hall_conversation_load_older:
 * @self: a conversation
 *
 * Adds HALL_TIMELINE_STEP rows above, unless a page is being read.
 */
void
hall_conversation_load_older (HallConversation *self)
{
  HallTimeline *timeline = hall_room_get_timeline (self->room);
  const char *id = NULL;
  gint64 lc = G_MAXINT64;

  if (self->paging || self->closed || hall_timeline_get_at_start (timeline))
    return;
  hall_timeline_get_first (timeline, &lc, &id);
  hall_store_list_before_async (self->context->store, self->stored->id, lc, id,
                                HALL_TIMELINE_STEP, self->context->cancellable, page_cb,
                                start_page (self, FALSE));
}

/**
 * hall_conversation_load_newer:
 * @self: a conversation
 *
 * Adds HALL_TIMELINE_STEP rows below, unless a page is being read.
 */
void
hall_conversation_load_newer (HallConversation *self)
{
  HallTimeline *timeline = hall_room_get_timeline (self->room);
  const char *id = NULL;
  gint64 lc = 0;

  if (self->paging || self->closed || hall_timeline_get_at_end (timeline)
      || !hall_timeline_get_last (timeline, &lc, &id))
    return;
  hall_store_list_after_async (self->context->store, self->stored->id, lc, id,
                               HALL_TIMELINE_STEP, self->context->cancellable, page_cb,
                               start_page (self, TRUE));
}

/**
 * hall_conversation_load_end:
 * @self: a conversation
 *
 * Shows the newest rows, wherever the view was.
 */
void
hall_conversation_load_end (HallConversation *self)
{
  if (self->paging || self->closed
      || hall_timeline_get_at_end (hall_room_get_timeline (self->room)))
    return;
  self->talk->n_places++;
  start_opening (self, NULL, TRUE);
}
