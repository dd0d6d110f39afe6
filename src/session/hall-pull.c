/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-pull.c: the state machine that fetches what a peer has and we have not: what to ask next.
 *
 * have (theirs) → the days that differ → for each: ids? → what is missing → want → evs → verified.
 * What the peer answers is handled in hall-pull-answers.c.
 */

#define G_LOG_DOMAIN "hall-pull"

#include "config.h"

#include "hall-limits.h"

#include "hall-pull-private.h"

#define CONTROL_DAY (-1)

enum
{
  EVENTS,
  PROGRESS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallPull, hall_pull, G_TYPE_OBJECT)

static void pull_next_day (HallPull *self);

static void
hall_pull_dispose (GObject *object)
{
  HallPull *self = HALL_PULL (object);

  hall_pull_close (self);
  g_clear_object (&self->verifier);
  g_clear_object (&self->link);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_pull_parent_class)->dispose (object);
}

static void
hall_pull_finalize (GObject *object)
{
  HallPull *self = HALL_PULL (object);

  g_clear_pointer (&self->own_days, g_hash_table_unref);
  g_clear_pointer (&self->their_days, g_hash_table_unref);
  g_clear_pointer (&self->own_control, g_free);
  g_clear_pointer (&self->their_control, g_free);
  g_clear_pointer (&self->room_id, g_free);
  g_array_unref (self->plan);
  g_ptr_array_unref (self->missing);
  g_hash_table_unref (self->wanted);
  g_hash_table_unref (self->refused);
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

static void
hall_pull_init (HallPull *self)
{
  self->their_days = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->plan = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->missing = g_ptr_array_new_with_free_func (g_free);
  self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static void
report_progress (HallPull *self)
{
  g_signal_emit (self, signals[PROGRESS], 0);
}

/* Both sides' digests are known: what differs is the plan. */
void
hall_pull_make_plan (HallPull *self)
{
  GHashTableIter iter;
  gpointer day, digest;
  gint64 control = CONTROL_DAY;

  if (self->own_days == NULL || !self->theirs_complete || self->state != PULL_COLLECTING)
    return;
  g_hash_table_iter_init (&iter, self->their_days);
  while (g_hash_table_iter_next (&iter, &day, &digest))
    if (g_strcmp0 (digest, g_hash_table_lookup (self->own_days, day)) != 0)
      g_array_append_vals (self->plan, day, 1);
  g_array_sort (self->plan, compare_days);
  if (self->their_control != NULL && g_strcmp0 (self->their_control, self->own_control) != 0)
    g_array_append_val (self->plan, control);
  g_hash_table_remove_all (self->their_days);
  pull_next_day (self);
}

static void
pull_next_day (HallPull *self)
{
  g_autoptr (HallPacket) question = NULL;

  if (self->plan->len == 0)
    {
      self->state = PULL_DONE;
      self->control_done = self->newest_done = TRUE;
      report_progress (self);
      return;
    }
  self->day = g_array_index (self->plan, gint64, self->plan->len - 1);
  g_array_set_size (self->plan, self->plan->len - 1);
  self->state = PULL_ASKING;
  self->n_ids = 0;
  if (self->day != CONTROL_DAY && !self->control_done)
    {
      self->control_done = TRUE;
      report_progress (self);
      if (self->closed)
        return;
    }
  question = hall_packet_new (HALL_PACKET_IDS);
  question->room = g_strdup (self->room_id);
  question->day = self->day;
  question->question = TRUE;
  hall_link_send (self->link, question, HALL_LINK_BACKGROUND);
}

static void
finish_day (HallPull *self)
{
  if (self->day == CONTROL_DAY)
    self->control_done = TRUE;
  else
    self->newest_done = TRUE;
  if (self->plan->len > 0)
    report_progress (self);
  if (!self->closed)
    pull_next_day (self);
}

/* Of the newest @HALL_SYNC_EVENTS_MAX ids that are missing. */
void
hall_pull_choose (HallPull *self)
{
  g_autoptr (HallPacket) want = NULL;
  guint length;

  if (self->closed || self->held || self->state != PULL_CHOOSING || self->n_sifting > 0)
    return;
  if (self->missing->len == 0)
    {
      finish_day (self);
      return;
    }
  self->state = PULL_WANTING;
  length = MIN (self->missing->len, HALL_SYNC_EVENTS_MAX);
  want = hall_packet_new (HALL_PACKET_WANT);
  want->room = g_strdup (self->room_id);
  want->ids = g_new0 (char *, length + 1);
  for (guint i = 0; i < length; i++)
    {
      want->ids[i] = g_ptr_array_steal_index (self->missing, self->missing->len - 1);
      g_hash_table_add (self->wanted, g_strdup (want->ids[i]));
    }
  hall_link_send (self->link, want, HALL_LINK_BACKGROUND);
}

static void
on_refused (HallVerifier *verifier,
            const char   *event_id,
            HallPull     *self)
{
  hall_pull_refuse (self, event_id);
}

static void
on_verified (HallVerifier *verifier,
             GPtrArray    *events,
             HallPull     *self)
{
  if (self->closed)
    return;
  if (events->len > 0)
    g_signal_emit (self, signals[EVENTS], 0, events);
  hall_pull_finish_want (self);
}

/**
 * hall_pull_new:
 * @context: shared parts
 * @link: ready; the owner routes packets and closes this when it closes
 * @room_id: the room of the link
 *
 * Returns: (transfer full): waits for both sides' digests
 */
HallPull *
hall_pull_new (HallContext *context,
               HallLink    *link,
               const char  *room_id)
{
  HallPull *self = g_object_new (HALL_TYPE_PULL, NULL);

  self->context = hall_context_ref (context);
  self->link = g_object_ref (link);
  self->room_id = g_strdup (room_id);
  self->verifier = hall_verifier_new (context, room_id);
  hall_verifier_set_offset (self->verifier, hall_link_get_offset (link));
  g_signal_connect_object (self->verifier, "refused", G_CALLBACK (on_refused), self, 0);
  g_signal_connect_object (self->verifier, "verified", G_CALLBACK (on_verified), self, 0);
  return self;
}

/**
 * hall_pull_set_own:
 * @self: a pull
 * @days: (element-type HallStoredDay): what we hold
 * @control: digest over our control events
 *
 * Begins as soon as the peer's digests are complete, too.
 */
void
hall_pull_set_own (HallPull    *self,
                   GArray      *days,
                   const guint8 control[8])
{
  g_clear_pointer (&self->own_control, g_free);
  self->own_control = hall_base64url_encode (control, 8);
  g_clear_pointer (&self->own_days, g_hash_table_unref);
  self->own_days = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < days->len; i++)
    {
      HallStoredDay *day = &g_array_index (days, HallStoredDay, i);
      g_autofree char *digest = hall_base64url_encode (day->digest, sizeof day->digest);

      hall_pull_insert_day (self->own_days, day->day, digest);
    }
  hall_pull_make_plan (self);
}

/**
 * hall_pull_get_control_done:
 * @self: a pull
 *
 * Returns: whether the control events are fetched
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
 * Returns: whether the newest day that differed is fetched
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
 * Returns: whether everything is fetched
 */
gboolean
hall_pull_get_done (HallPull *self)
{
  return self->state == PULL_DONE;
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
  self->held = held;
  hall_pull_choose (self);
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
