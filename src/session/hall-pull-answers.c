/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-pull-answers.c: what the peer says when it is asked, and what it must not say.
 *
 * Part of HallPull. What a peer can make us remember is bounded: so many days, so many ids of one
 * part at a time, so many refused ones. Who promises more and more that it does not give is let
 * alone.
 */

#define G_LOG_DOMAIN "hall-pull-answers"

#include "config.h"

#include "hall-limits.h"

#include "hall-pull-private.h"

#define DAYS_MAX 40000
#define PAGES_MAX 100
#define IDS_MAX 200000
/* Ids of one plan that we have already: each costs a look into the store. */
#define VAIN_IDS_MAX 1000000

typedef struct
{
  HallPull *pull;
  HallSpan *span;
} HallSifting;

static void
hall_sifting_free (HallSifting *sifting)
{
  g_object_unref (sifting->pull);
  hall_span_unref (sifting->span);
  g_free (sifting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallSifting, hall_sifting_free)

static gboolean
out_of_place (HallPull   *self,
              const char *what)
{
  g_debug ("synchronisation: %s", what);
  hall_counters_add (self->context->counters, HALL_COUNTER_FRAME_OUT_OF_PLACE);
  return FALSE;
}

static gboolean
unsolicited (HallPull   *self,
             const char *what)
{
  g_debug ("synchronisation: not asked for: %s", what);
  hall_counters_add (self->context->counters, HALL_COUNTER_EVENTS_UNSOLICITED);
  return FALSE;
}

/* What was asked first is answered first. */
static HallSpan *
find_asked (HallPull *self,
            gint64    day,
            int       hour,
            gboolean  by_hours)
{
  HallSpan *span = g_queue_peek_head (&self->asked);

  if (span == NULL || span->day != day || span->hour != hour || span->by_hours != by_hours)
    return NULL;
  return span;
}

static gboolean
take_hours (HallPull   *self,
            HallPacket *packet)
{
  g_autoptr (HallSpan) span = NULL;

  if (find_asked (self, packet->day, -1, TRUE) == NULL)
    return out_of_place (self, "hours that were not asked for");
  span = g_queue_pop_head (&self->asked);
  span->hours = packet->days != NULL ? g_array_ref (packet->days)
                                     : g_array_new (FALSE, FALSE, sizeof (HallDayDigest));
  hall_pull_plan_hours (self, span);
  return TRUE;
}

static void
add_days (HallPull   *self,
          HallOffer  *offer,
          HallPacket *packet)
{
  gint64 latest = (hall_clock_get_wall (self->context->clock) + hall_link_get_offset (self->link)
                   + HALL_CLOCK_AHEAD_SYNC_MS) / HALL_DAY_MS + 1;

  for (guint i = 0; packet->days != NULL && i < packet->days->len; i++)
    {
      HallDayDigest *day = &g_array_index (packet->days, HallDayDigest, i);
      HallDayDigest *kept;

      if (day->day < 0 || day->day > latest || day->count == 0
          || g_hash_table_contains (offer->days, &day->day))
        continue;
      kept = g_memdup2 (day, sizeof *day);
      g_hash_table_insert (offer->days, &kept->day, kept);
    }
}

static gboolean
take_have (HallPull   *self,
           HallPacket *packet)
{
  if (self->incoming == NULL)
    {
      self->incoming = hall_offer_new (packet->from_lc);
      self->incoming->control = g_strdup (packet->control);
      hall_sync_scope_set_peer_said (self->scope, packet->from_lc);
    }
  add_days (self, self->incoming, packet);
  if (++self->incoming->n_pages > PAGES_MAX
      || g_hash_table_size (self->incoming->days) > DAYS_MAX)
    return out_of_place (self, "have goes on and on");
  if (!packet->more)
    hall_pull_take_offer (self, g_steal_pointer (&self->incoming));
  return TRUE;
}

static void
list_missing_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (HallSifting) sifting = user_data;
  HallPull *self = sifting->pull;
  HallSpan *span = sifting->span;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) missing = hall_store_list_missing_finish (HALL_STORE (source), result, &error);

  span->n_sifting--;
  if (self->closed)
    return;
  if (missing == NULL)
    g_debug ("what is missing could not be found out: %s", error->message);
  for (guint i = 0; missing != NULL && missing[i] != NULL; i++)
    if (g_hash_table_contains (self->refused, missing[i]))
      span->n_bad++;
    else if (!g_hash_table_contains (span->ids, missing[i]))
      {
        char *id = g_strdup (missing[i]);

        g_hash_table_add (span->ids, id);
        g_ptr_array_add (span->missing, id);
      }
  hall_pull_pump (self);
}

static void
sift (HallPull   *self,
      HallSpan   *span,
      char      **ids)
{
  HallSifting *sifting = g_new0 (HallSifting, 1);

  if (span->ids == NULL)
    {
      span->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      span->missing = g_ptr_array_new ();
    }
  sifting->pull = g_object_ref (self);
  sifting->span = hall_span_ref (span);
  span->n_sifting++;
  hall_store_list_missing_async (self->context->store, self->room_id, (const char *const *) ids,
                                 self->context->cancellable, list_missing_cb, sifting);
}

static gboolean
take_ids (HallPull   *self,
          HallPacket *packet)
{
  guint n_ids = packet->ids != NULL ? g_strv_length (packet->ids) : 0;
  HallSpan *span = find_asked (self, packet->day, packet->hour, FALSE);

  if (span == NULL)
    return out_of_place (self, "ids that were not asked for");
  span->n_ids += n_ids;
  self->n_listed += n_ids;
  if (span->n_ids > IDS_MAX || (n_ids == 0 && packet->more))
    return out_of_place (self, "ids go on and on");
  if (self->n_listed > self->n_gained + VAIN_IDS_MAX)
    {
      hall_pull_give_up (self);
      return TRUE;
    }
  if (n_ids > 0)
    sift (self, span, packet->ids);
  if (packet->more)
    return TRUE;
  span->state = HALL_SPAN_LISTED;
  hall_span_unref (g_queue_pop_head (&self->asked));
  hall_pull_pump (self);
  return TRUE;
}

/* Whether an event is of the part under which its id was listed. */
static gboolean
is_in_span (HallEvent *event,
            HallSpan  *span)
{
  if (hall_event_is_control (event))
    return span->day == HALL_CONTROL_DAY;
  return event->lc / HALL_DAY_MS == span->day
         && (span->hour < 0 || event->lc % HALL_DAY_MS / HALL_HOUR_MS == span->hour);
}

static void
judge (HallPull  *self,
       HallSpan  *span,
       HallEvent *event)
{
  if (is_in_span (event, span) && hall_sync_scope_may_take (self->scope, event)
      && hall_verifier_add (self->verifier, event))
    {
      g_hash_table_insert (self->judging, g_strdup (event->id), hall_span_ref (span));
      return;
    }
  span->n_out--;
  if (hall_sync_scope_is_deleted (self->scope, event))
    return;   /* since it was asked for, or the peer has not heard yet from when on we keep */
  g_debug ("event %s is not of the part it was listed in", event->id);
  hall_counters_add (self->context->counters, HALL_COUNTER_EVENT_NOT_PERMITTED);
  hall_pull_refuse (self, span, event->id);
}

/* What was promised and did not come. */
static void
drop_wanted (HallPull *self)
{
  GHashTableIter iter;
  gpointer id, span;

  g_hash_table_iter_init (&iter, self->wanted);
  while (g_hash_table_iter_next (&iter, &id, &span))
    {
      ((HallSpan *) span)->n_out--;
      hall_pull_refuse (self, span, id);
    }
  g_hash_table_remove_all (self->wanted);
}

static gboolean
take_events (HallPull   *self,
             HallPacket *packet)
{
  guint n_events = packet->events != NULL ? packet->events->len : 0;

  if (!self->want_out)
    return unsolicited (self, "events");
  if (n_events == 0 && packet->more)
    return out_of_place (self, "events go on and on");
  for (guint i = 0; i < n_events; i++)
    {
      HallEvent *event = g_ptr_array_index (packet->events, i);
      HallSpan *found = g_hash_table_lookup (self->wanted, event->id);
      g_autoptr (HallSpan) span = NULL;

      if (found == NULL)
        return unsolicited (self, event->id);
      span = hall_span_ref (found);
      g_hash_table_remove (self->wanted, event->id);
      hall_counters_add (self->context->counters, HALL_COUNTER_EVENT_RECEIVED);
      judge (self, span, event);
    }
  if (packet->more)
    return TRUE;
  self->want_out = FALSE;
  drop_wanted (self);
  hall_pull_pump (self);
  return TRUE;
}

/**
 * hall_pull_handle:
 * @self: a pull
 * @packet: have or ids without question, or evs
 *
 * Returns: %FALSE when the peer sent what it must not; the reason is counted
 */
gboolean
hall_pull_handle (HallPull   *self,
                  HallPacket *packet)
{
  if (self->closed || self->given_up)
    return TRUE;
  if (packet->type == HALL_PACKET_HAVE)
    return packet->day_only ? take_hours (self, packet) : take_have (self, packet);
  if (packet->type == HALL_PACKET_IDS)
    return take_ids (self, packet);
  if (packet->type == HALL_PACKET_EVS)
    return take_events (self, packet);
  return out_of_place (self, "no answer of a synchronisation");
}
