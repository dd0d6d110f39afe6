/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-pull-plan.c: what the peer says it has, laid beside what we have: the parts that differ.
 *
 * Part of HallPull. Our own list is read when the peer's is complete, and with the same bound, so
 * that the day in which the bound lies is cut alike on both sides.
 */

#define G_LOG_DOMAIN "hall-pull-plan"

#include "config.h"

#include "hall-limits.h"

#include "hall-pull-private.h"

HallSpan *
hall_span_new (gint64      day,
               int         hour,
               const char *digest)
{
  HallSpan *self = g_rc_box_new0 (HallSpan);

  self->day = day;
  self->hour = hour;
  g_strlcpy (self->digest, digest, sizeof self->digest);
  return self;
}

HallSpan *
hall_span_ref (HallSpan *self)
{
  return g_rc_box_acquire (self);
}

static void
hall_span_clear (gpointer data)
{
  HallSpan *self = data;

  g_clear_pointer (&self->hours, g_array_unref);
  g_clear_pointer (&self->own_hours, g_array_unref);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_hash_table_unref);
}

void
hall_span_unref (HallSpan *self)
{
  g_rc_box_release_full (self, hall_span_clear);
}

HallOffer *
hall_offer_new (gint64 from)
{
  HallOffer *self = g_new0 (HallOffer, 1);

  self->from = from;
  self->days = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  return self;
}

void
hall_offer_free (HallOffer *self)
{
  g_free (self->control);
  g_hash_table_unref (self->days);
  g_free (self);
}

static gboolean
is_resting (HallPull   *self,
            gint64      day,
            int         hour,
            const char *digest)
{
  return hall_sync_rest_contains (self->rest, hall_link_get_peer_id (self->link), day, hour,
                                  digest);
}

/* The newest first. */
static int
compare_spans (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const HallSpan *first = a;
  const HallSpan *second = b;

  if (first->day != second->day)
    return first->day < second->day ? 1 : -1;
  return (first->hour < second->hour) - (first->hour > second->hour);
}

static gboolean
is_equal (const HallDayDigest *theirs,
          const HallStoredDay *own)
{
  g_autofree char *digest = hall_base64url_encode (own->digest, sizeof own->digest);

  return g_str_equal (theirs->digest, digest);
}

static HallSpan *
make_day (HallPull            *self,
          const HallDayDigest *theirs,
          const HallStoredDay *own)
{
  HallSpan *span;

  if (theirs->day < self->bound / HALL_DAY_MS)
    return NULL;
  if (own != NULL && is_equal (theirs, own))
    return NULL;
  if (is_resting (self, theirs->day, -1, theirs->digest))
    return NULL;
  span = hall_span_new (theirs->day, -1, theirs->digest);
  /* Lists of the whole day and of a part differ, whatever the events: the hours tell. */
  span->cut = self->current->from < self->bound && self->bound % HALL_DAY_MS != 0
              && theirs->day == self->bound / HALL_DAY_MS;
  span->by_hours = span->cut || theirs->count > HALL_SYNC_IDS_PER_DAY_MAX
                   || (own != NULL && own->count > HALL_SYNC_IDS_PER_DAY_MAX);
  return span;
}

static void
make_plan (HallPull     *self,
           GArray       *days,
           const guint8  control[8])
{
  g_autoptr (GHashTable) own = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree char *own_control = hall_base64url_encode (control, 8);
  HallOffer *offer = self->current;
  GHashTableIter iter;
  gpointer theirs;

  for (guint i = 0; i < days->len; i++)
    {
      HallStoredDay *day = &g_array_index (days, HallStoredDay, i);

      g_hash_table_insert (own, &day->day, day);
    }
  g_hash_table_iter_init (&iter, offer->days);
  while (g_hash_table_iter_next (&iter, NULL, &theirs))
    {
      HallSpan *span = make_day (self, theirs,
                                 g_hash_table_lookup (own, &((HallDayDigest *) theirs)->day));

      if (span != NULL)
        g_queue_push_tail (&self->spans, span);
    }
  g_queue_sort (&self->spans, compare_spans, NULL);
  if (offer->control != NULL && !g_str_equal (offer->control, own_control)
      && !is_resting (self, HALL_CONTROL_DAY, -1, offer->control))
    g_queue_push_head (&self->spans, hall_span_new (HALL_CONTROL_DAY, -1, offer->control));
  g_hash_table_remove_all (offer->days);
}

static void
list_days_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (HallPull) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) days = NULL;
  guint8 control[8] = { 0 };

  days = hall_store_list_days_finish (HALL_STORE (source), result, control, &error);
  self->listing = FALSE;
  if (self->closed || self->given_up)
    return;
  if (days != NULL)
    make_plan (self, days, control);
  else
    g_debug ("what we have could not be listed: %s", error->message);
  hall_pull_begin (self);
}

/* Goes on with the offer that waits, if any. */
void
hall_pull_plan_next (HallPull *self)
{
  if (self->waiting == NULL || self->listing || self->fetching)
    return;
  g_clear_pointer (&self->current, hall_offer_free);
  self->current = g_steal_pointer (&self->waiting);
  self->bound = MAX (hall_sync_scope_get_from (self->scope), self->current->from);
  self->listing = TRUE;
  hall_store_list_days_async (self->context->store, self->room_id, self->bound,
                              self->context->cancellable, list_days_cb, g_object_ref (self));
}

void
hall_pull_take_offer (HallPull  *self,
                      HallOffer *offer)
{
  g_clear_pointer (&self->waiting, hall_offer_free);
  self->waiting = offer;
  hall_pull_plan_next (self);
}

typedef struct
{
  HallPull *pull;
  HallSpan *span;
} HallReading;

static void
hall_reading_free (HallReading *reading)
{
  g_object_unref (reading->pull);
  hall_span_unref (reading->span);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallReading, hall_reading_free)

static void
list_hours_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (HallReading) reading = user_data;
  g_autoptr (GError) error = NULL;
  GArray *hours = hall_store_list_hours_finish (HALL_STORE (source), result, &error);

  if (hours == NULL)
    {
      g_debug ("our hours could not be listed: %s", error->message);
      hours = g_array_new (FALSE, FALSE, sizeof (HallStoredDay));
    }
  reading->span->own_hours = hours;
  hall_pull_plan_hours (reading->pull, reading->span);
}

/* Reads our own hours of a day of which the peer is asked the same. */
void
hall_pull_read_hours (HallPull *self,
                      HallSpan *day)
{
  HallReading *reading = g_new0 (HallReading, 1);

  reading->pull = g_object_ref (self);
  reading->span = hall_span_ref (day);
  hall_store_list_hours_async (self->context->store, self->room_id, day->day, self->bound,
                               self->context->cancellable, list_hours_cb, reading);
}

static const HallStoredDay *
find_hour (GArray *hours,
           gint64  hour)
{
  for (guint i = 0; i < hours->len; i++)
    if (g_array_index (hours, HallStoredDay, i).day == hour)
      return &g_array_index (hours, HallStoredDay, i);
  return NULL;
}

static int
compare_backwards (gconstpointer a,
                   gconstpointer b)
{
  return compare_spans (*(HallSpan *const *) b, *(HallSpan *const *) a, NULL);
}

void
hall_pull_plan_hours (HallPull *self,
                      HallSpan *day)
{
  GList *place = g_queue_find (&self->spans, day);
  g_autoptr (GPtrArray) spans = g_ptr_array_new ();

  if (day->hours == NULL || day->own_hours == NULL || self->closed || place == NULL)
    return;
  for (guint i = 0; i < day->hours->len; i++)
    {
      HallDayDigest *theirs = &g_array_index (day->hours, HallDayDigest, i);
      const HallStoredDay *own = find_hour (day->own_hours, theirs->day);

      if (own != NULL && is_equal (theirs, own))
        continue;
      if (!is_resting (self, day->day, (int) theirs->day, theirs->digest))
        g_ptr_array_add (spans, hall_span_new (day->day, (int) theirs->day, theirs->digest));
    }
  day->n_hours = spans->len;
  day->state = HALL_SPAN_LISTED;
  /* Each goes right behind the day: the one put there last is the next. */
  g_ptr_array_sort (spans, compare_backwards);
  for (guint i = 0; i < spans->len; i++)
    g_queue_insert_after (&self->spans, place, g_ptr_array_index (spans, i));
  hall_pull_pump (self);
}
