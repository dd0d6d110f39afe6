/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-pull.c: the state machine that fetches what a peer has and we have not: what to ask next.
 *
 * have (theirs) → the parts that differ → for each: ids? → what is missing → want → evs → verified.
 * The next want goes out as soon as the answer is complete and most of it is verified, so that the
 * peer reads while we verify. Lists are in hall-pull-plan.c, answers in hall-pull-answers.c.
 */

#define G_LOG_DOMAIN "hall-pull"

#include "config.h"

#include "hall-limits.h"

#include "hall-pull-private.h"

/* Lists that are on their way or not yet used up, unless they are long. */
#define OPEN_SPANS_MAX 8
#define MISSING_ENOUGH (2 * HALL_SYNC_EVENTS_MAX)
/* Of the last want, when the next may go out. */
#define JUDGING_MAX (HALL_SYNC_EVENTS_MAX / 2)
#define JUDGING_BYTES_MAX (1024 * 1024)
/* So many are as good as the newest day for whoever waits for something to see. */
#define NEWEST_EVENTS 1000
#define BAD_MAX 10000

enum
{
  EVENTS,
  PROGRESS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallPull, hall_pull, G_TYPE_OBJECT)

static void
hall_pull_dispose (GObject *object)
{
  HallPull *self = HALL_PULL (object);

  hall_pull_close (self);
  g_clear_object (&self->verifier);
  g_clear_object (&self->link);
  g_clear_pointer (&self->scope, hall_sync_scope_unref);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_pull_parent_class)->dispose (object);
}

static void
clear_plan (HallPull *self)
{
  g_queue_clear_full (&self->asked, (GDestroyNotify) hall_span_unref);
  g_queue_clear_full (&self->spans, (GDestroyNotify) hall_span_unref);
  g_hash_table_remove_all (self->wanted);
  g_hash_table_remove_all (self->judging);
  g_ptr_array_set_size (self->gathered, 0);
  g_clear_pointer (&self->incoming, hall_offer_free);
  g_clear_pointer (&self->waiting, hall_offer_free);
  g_clear_pointer (&self->current, hall_offer_free);
}

static void
hall_pull_finalize (GObject *object)
{
  HallPull *self = HALL_PULL (object);

  clear_plan (self);
  g_hash_table_unref (self->wanted);
  g_hash_table_unref (self->judging);
  g_ptr_array_unref (self->gathered);
  g_hash_table_unref (self->refused);
  g_free (self->room_id);
  G_OBJECT_CLASS (hall_pull_parent_class)->finalize (object);
}

static void
hall_pull_class_init (HallPullClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_pull_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_pull_finalize;
  signals[EVENTS] = g_signal_new ("events", HALL_TYPE_PULL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[PROGRESS] = g_signal_new ("progress", HALL_TYPE_PULL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
}

static GHashTable *
new_spans_by_id (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) hall_span_unref);
}

static void
hall_pull_init (HallPull *self)
{
  g_queue_init (&self->spans);
  g_queue_init (&self->asked);
  self->wanted = new_spans_by_id ();
  self->judging = new_spans_by_id ();
  self->gathered = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
hall_pull_report_progress (HallPull *self)
{
  g_signal_emit (self, signals[PROGRESS], 0);
}

void
hall_pull_refuse (HallPull   *self,
                  HallSpan   *span,
                  const char *id)
{
  span->n_bad++;
  self->n_bad++;
  if (g_hash_table_size (self->refused) < BAD_MAX)
    g_hash_table_add (self->refused, g_strdup (id));
}

void
hall_pull_give_up (HallPull *self)
{
  g_debug ("synchronisation with %s is given up", hall_link_get_peer_id (self->link));
  hall_counters_add (self->context->counters, HALL_COUNTER_SYNC_GIVEN_UP);
  self->given_up = TRUE;
  self->fetching = FALSE;
  self->control_done = self->newest_done = TRUE;
  clear_plan (self);
  hall_verifier_close (self->verifier);
  hall_pull_report_progress (self);
}

/* What was gathered goes up together, so that the store is asked once for many. */
static void
give_out (HallPull *self)
{
  g_autoptr (GPtrArray) events = NULL;

  if (self->gathered->len == 0)
    return;
  events = g_steal_pointer (&self->gathered);
  self->gathered = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  self->n_fetched += events->len;
  g_signal_emit (self, signals[EVENTS], 0, events);
}

static void
ask (HallPull *self,
     HallSpan *span)
{
  g_autoptr (HallPacket) question = NULL;

  span->state = HALL_SPAN_ASKED;
  g_queue_push_tail (&self->asked, hall_span_ref (span));
  question = hall_packet_new (span->by_hours ? HALL_PACKET_HAVE : HALL_PACKET_IDS);
  question->room = g_strdup (self->room_id);
  question->day = span->day;
  question->day_only = span->by_hours;
  question->hour = span->hour;
  question->question = TRUE;
  if (span->by_hours)
    hall_pull_read_hours (self, span);
  hall_link_send (self->link, question, HALL_LINK_BACKGROUND);
}

/* A few lists ahead, so that there is always something to want. */
static void
ask_ahead (HallPull *self)
{
  guint n_open = 0, n_missing = 0;

  for (GList *link = self->spans.head; link != NULL; link = link->next)
    {
      HallSpan *span = link->data;

      if (n_open++ >= OPEN_SPANS_MAX || n_missing >= MISSING_ENOUGH)
        return;
      if (span->state == HALL_SPAN_PLANNED)
        ask (self, span);
      else if (span->missing != NULL)
        n_missing += span->missing->len;
    }
}

static gboolean
is_listed (HallSpan *span)
{
  return span->state == HALL_SPAN_LISTED && span->n_sifting == 0;
}

/* Moves ids into @ids, the newest first, until there are enough; returns how many there are. */
static guint
choose (HallPull *self,
        char    **ids)
{
  guint n_ids = 0;

  for (GList *link = self->spans.head; link != NULL && is_listed (link->data); link = link->next)
    {
      HallSpan *span = link->data;

      while (span->missing != NULL && span->missing->len > 0 && n_ids < HALL_SYNC_EVENTS_MAX)
        {
          const char *id = g_ptr_array_steal_index (span->missing, span->missing->len - 1);

          /* A peer that lists an id twice would never be done with the one place of the two. */
          if (g_hash_table_contains (self->judging, id)
              || g_hash_table_contains (self->wanted, id))
            continue;
          ids[n_ids] = g_strdup (id);
          g_hash_table_insert (self->wanted, g_strdup (id), hall_span_ref (span));
          span->n_out++;
          n_ids++;
        }
    }
  return n_ids;
}

static void
send_want (HallPull *self)
{
  g_autoptr (HallPacket) want = NULL;

  if (self->want_out || g_hash_table_size (self->judging) > JUDGING_MAX
      || hall_verifier_get_queued_bytes (self->verifier) > JUDGING_BYTES_MAX)
    return;
  want = hall_packet_new (HALL_PACKET_WANT);
  want->room = g_strdup (self->room_id);
  want->ids = g_new0 (char *, HALL_SYNC_EVENTS_MAX + 1);
  if (choose (self, want->ids) == 0)
    return;
  self->want_out = TRUE;
  hall_link_send (self->link, want, HALL_LINK_BACKGROUND);
}

static void
let_rest (HallPull *self,
          HallSpan *span)
{
  if (span->n_hours == 0 && !span->cut && (span->n_gained == 0 || span->n_bad > 0))
    hall_sync_rest_add (self->rest, hall_link_get_peer_id (self->link), span->day, span->hour,
                        span->digest, span->n_bad > 0);
}

static gboolean
is_finished (HallSpan *span)
{
  return is_listed (span) && span->n_out == 0
         && (span->missing == NULL || span->missing->len == 0);
}

/* Takes what is exhausted from the head; TRUE: somebody should be told. */
static gboolean
finish_spans (HallPull *self)
{
  gboolean control_was_done = self->control_done;
  gboolean newest_was_done = self->newest_done;
  HallSpan *head;

  while ((head = g_queue_peek_head (&self->spans)) != NULL && is_finished (head))
    {
      g_autoptr (HallSpan) span = g_queue_pop_head (&self->spans);

      let_rest (self, span);
      if (span->day != HALL_CONTROL_DAY && span->n_hours == 0)
        self->newest_done = TRUE;
    }
  if (head == NULL || head->day != HALL_CONTROL_DAY)
    self->control_done = TRUE;
  if (head == NULL || self->n_gained >= NEWEST_EVENTS)
    self->newest_done = TRUE;
  return self->control_done != control_was_done || self->newest_done != newest_was_done;
}

static void
finish_plan (HallPull *self)
{
  self->fetching = FALSE;
  hall_pull_report_progress (self);
  if (!self->closed)
    hall_pull_plan_next (self);
}

void
hall_pull_pump (HallPull *self)
{
  if (self->closed || !self->fetching)
    return;
  if (self->n_bad >= BAD_MAX)
    {
      hall_pull_give_up (self);
      return;
    }
  if (g_hash_table_size (self->judging) == 0)
    give_out (self);
  if (!self->closed && self->fetching && finish_spans (self))
    {
      give_out (self);
      if (!self->closed)
        hall_pull_report_progress (self);
    }
  if (self->closed || !self->fetching)
    return;
  if (!self->held)
    {
      ask_ahead (self);
      send_want (self);
    }
  if (g_queue_is_empty (&self->spans) && !self->want_out)
    finish_plan (self);
}

void
hall_pull_begin (HallPull *self)
{
  self->planned = self->fetching = TRUE;
  self->n_listed = self->n_gained = 0;
  hall_pull_pump (self);
}

static void
on_refused (HallVerifier *verifier,
            const char   *event_id,
            HallPull     *self)
{
  HallSpan *span = g_hash_table_lookup (self->judging, event_id);

  if (span == NULL)
    return;
  span->n_out--;
  hall_pull_refuse (self, span, event_id);
  g_hash_table_remove (self->judging, event_id);
}

static void
on_verified (HallVerifier *verifier,
             GPtrArray    *events,
             HallPull     *self)
{
  if (self->closed)
    return;
  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);
      HallSpan *span = g_hash_table_lookup (self->judging, event->id);

      if (span == NULL)
        continue;
      span->n_out--;
      span->n_gained++;
      self->n_gained++;
      g_hash_table_remove (self->judging, event->id);
      g_ptr_array_add (self->gathered, hall_event_ref (event));
    }
  if (self->gathered->len >= HALL_SYNC_EVENTS_MAX)
    give_out (self);
  hall_pull_pump (self);
}

/**
 * hall_pull_new:
 * @context: shared parts
 * @link: ready; the owner routes packets and closes this when it closes
 * @room_id: the room of the link
 * @scope: what both may have
 * @rest: what need not be gone through again
 *
 * Returns: (transfer full): waits for what the peer has
 */
HallPull *
hall_pull_new (HallContext   *context,
               HallLink      *link,
               const char    *room_id,
               HallSyncScope *scope,
               HallSyncRest  *rest)
{
  HallPull *self = g_object_new (HALL_TYPE_PULL, NULL);

  self->context = hall_context_ref (context);
  self->link = g_object_ref (link);
  self->room_id = g_strdup (room_id);
  self->scope = hall_sync_scope_ref (scope);
  self->rest = rest;
  self->verifier = hall_verifier_new (context, room_id);
  hall_verifier_set_offset (self->verifier, hall_link_get_offset (link));
  g_signal_connect_object (self->verifier, "refused", G_CALLBACK (on_refused), self, 0);
  g_signal_connect_object (self->verifier, "verified", G_CALLBACK (on_verified), self, 0);
  return self;
}

/**
 * hall_pull_get_control_done:
 * @self: a pull
 *
 * Returns: whether the control events have been fetched
 */
gboolean
hall_pull_get_control_done (HallPull *self)
{
  return self->control_done;
}

/**
 * hall_pull_get_newest_done:
 * @self: a pull
 *
 * Returns: whether the newest part that differed, or enough of it, has been fetched
 */
gboolean
hall_pull_get_newest_done (HallPull *self)
{
  return self->newest_done;
}

/**
 * hall_pull_get_done:
 * @self: a pull
 *
 * Returns: whether everything is fetched that the peer said it has
 */
gboolean
hall_pull_get_done (HallPull *self)
{
  return self->given_up
         || (self->planned && !self->fetching && !self->listing && self->waiting == NULL
             && self->incoming == NULL);
}

/**
 * hall_pull_get_n_fetched:
 * @self: a pull
 *
 * Returns: how many events it has given out
 */
guint64
hall_pull_get_n_fetched (HallPull *self)
{
  return self->n_fetched;
}

/**
 * hall_pull_set_held:
 * @self: a pull
 * @held: whether to wait
 *
 * Keeps it from asking for events, as long as those it brought can't be passed on.
 */
void
hall_pull_set_held (HallPull *self,
                    gboolean  held)
{
  if (self->held == held)
    return;
  self->held = held;
  hall_pull_pump (self);
}

/**
 * hall_pull_close:
 * @self: a pull
 *
 * Asks and signals no more.
 */
void
hall_pull_close (HallPull *self)
{
  self->closed = TRUE;
  if (self->verifier != NULL)
    hall_verifier_close (self->verifier);
}
