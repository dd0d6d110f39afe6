/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-pull-answers.c: what the peer says when it is asked, and what it must not say.
 *
 * Part of HallPull. What a peer can make us remember is bounded: so many days, so many ids of one
 * day at a time, so many refused ones.
 */

#define G_LOG_DOMAIN "hall-pull-answers"

#include "config.h"

#include "hall-limits.h"

#include "hall-pull-private.h"

#define DAYS_MAX 40000
#define IDS_MAX 200000
#define REFUSED_MAX 10000

static gboolean
out_of_place (HallPull   *self,
              const char *what)
{
  g_debug ("synchronisation: %s", what);
  hall_counters_add (self->context->counters, HALL_COUNTER_FRAME_OUT_OF_PLACE);
  return FALSE;
}

void
hall_pull_insert_day (GHashTable *days,
                      gint64      day,
                      const char *digest)
{
  g_hash_table_insert (days, g_memdup2 (&day, sizeof day), g_strdup (digest));
}

void
hall_pull_refuse (HallPull   *self,
                  const char *id)
{
  if (g_hash_table_size (self->refused) < REFUSED_MAX)
    g_hash_table_add (self->refused, g_strdup (id));
}

static void
list_missing_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (HallPull) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) missing = hall_store_list_missing_finish (HALL_STORE (source), result, &error);

  self->n_sifting--;
  if (self->closed)
    return;
  if (missing == NULL)
    g_debug ("what is missing could not be found out: %s", error->message);
  for (guint i = 0; missing != NULL && missing[i] != NULL; i++)
    if (!g_hash_table_contains (self->refused, missing[i]))
      g_ptr_array_add (self->missing, g_strdup (missing[i]));
  hall_pull_choose (self);
}

static gboolean
handle_have (HallPull   *self,
             HallPacket *packet)
{
  gint64 latest = (hall_clock_get_wall (self->context->clock) + HALL_CLOCK_AHEAD_SYNC_MS)
                  / HALL_DAY_MS + 1;

  if (self->theirs_complete)
    return out_of_place (self, "a second have");
  if (packet->control != NULL && self->their_control == NULL)
    self->their_control = g_strdup (packet->control);
  for (guint i = 0; packet->days != NULL && i < packet->days->len; i++)
    {
      HallDayDigest *day = &g_array_index (packet->days, HallDayDigest, i);

      if (day->day >= 0 && day->day <= latest && day->count > 0)
        hall_pull_insert_day (self->their_days, day->day, day->digest);
    }
  if (g_hash_table_size (self->their_days) > DAYS_MAX)
    return out_of_place (self, "have names too many days");
  self->theirs_complete = !packet->more;
  hall_pull_make_plan (self);
  return TRUE;
}

static gboolean
handle_ids (HallPull   *self,
            HallPacket *packet)
{
  if (self->state != PULL_ASKING || packet->day != self->day)
    return out_of_place (self, "ids that were not asked for");
  if (packet->ids != NULL && packet->ids[0] != NULL)
    {
      self->n_ids += g_strv_length (packet->ids);
      if (self->n_ids > IDS_MAX)
        return out_of_place (self, "too many ids of one day");
      self->n_sifting++;
      hall_store_list_missing_async (self->context->store, self->room_id,
                                     (const char *const *) packet->ids,
                                     self->context->cancellable, list_missing_cb,
                                     g_object_ref (self));
    }
  if (!packet->more)
    {
      self->state = PULL_CHOOSING;
      hall_pull_choose (self);
    }
  return TRUE;
}

void
hall_pull_finish_want (HallPull *self)
{
  GHashTableIter iter;
  gpointer id;

  if (self->closed || self->state != PULL_VERIFYING || !hall_verifier_is_idle (self->verifier))
    return;
  /* What was promised and did not come. */
  g_hash_table_iter_init (&iter, self->wanted);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    hall_pull_refuse (self, id);
  g_hash_table_remove_all (self->wanted);
  self->state = PULL_CHOOSING;
  hall_pull_choose (self);
}

static gboolean
handle_evs (HallPull   *self,
            HallPacket *packet)
{
  for (guint i = 0; packet->events != NULL && i < packet->events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (packet->events, i);

      if (self->state != PULL_WANTING || !g_hash_table_remove (self->wanted, event->id))
        {
          hall_counters_add (self->context->counters, HALL_COUNTER_EVENTS_UNSOLICITED);
          g_debug ("event %s was not asked for", event->id);
          return FALSE;
        }
      hall_counters_add (self->context->counters, HALL_COUNTER_EVENT_RECEIVED);
      hall_verifier_add (self->verifier, event);
    }
  if (self->state != PULL_WANTING)
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_EVENTS_UNSOLICITED);
      return FALSE;
    }
  if (!packet->more)
    {
      self->state = PULL_VERIFYING;
      hall_pull_finish_want (self);
    }
  return TRUE;
}

/**
 * hall_pull_handle:
 * @self: a pull
 * @packet: have, ids without question, or evs
 *
 * Returns: %FALSE when the peer sent what it must not; the reason is counted
 */
gboolean
hall_pull_handle (HallPull   *self,
                  HallPacket *packet)
{
  if (self->closed)
    return TRUE;
  if (packet->type == HALL_PACKET_HAVE)
    return handle_have (self, packet);
  if (packet->type == HALL_PACKET_IDS)
    return handle_ids (self, packet);
  if (packet->type == HALL_PACKET_EVS)
    return handle_evs (self, packet);
  return out_of_place (self, "no answer of a synchronisation");
}
