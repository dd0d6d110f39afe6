/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-reach.c: dials whoever asks whether it can be dialled, and says how that went.
 */

#define G_LOG_DOMAIN "hall-reach"

#include "config.h"

#include "hall-limits.h"

#include "hall-reach-private.h"

#define TRIED_MAX 1024
/* A dial that took so long was ended by its time limit. */
#define LONG_US ((HALL_DIAL_TIMEOUT_MS - 200) * 1000LL)

typedef struct
{
  HallReach *reach;
  HallLink *asker;
  HallLink *link;
  HallTimer *timer;
  gint64 began;
} HallTry;

G_DEFINE_FINAL_TYPE (HallReach, hall_reach, G_TYPE_OBJECT)

static void
hall_try_free (gpointer data)
{
  HallTry *attempt = data;

  g_signal_handlers_disconnect_by_data (attempt->link, attempt);
  hall_link_close (attempt->link);
  g_object_unref (attempt->link);
  g_object_unref (attempt->asker);
  hall_timer_free (attempt->timer);
  g_free (attempt);
}

static void
hall_reach_dispose (GObject *object)
{
  HallReach *self = HALL_REACH (object);

  hall_reach_close (self);
  g_clear_pointer (&self->tries, g_ptr_array_unref);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_pointer (&self->tried, g_hash_table_unref);
  g_clear_object (&self->network);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_reach_parent_class)->dispose (object);
}

static void
hall_reach_class_init (HallReachClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_reach_dispose;
}

static void
hall_reach_init (HallReach *self)
{
  self->tries = g_ptr_array_new_with_free_func (hall_try_free);
  self->questions = g_ptr_array_new ();
  self->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * hall_reach_new:
 * @context: shared parts
 * @network: which knows at which port we listen
 *
 * Returns: (transfer full): one that answers what it is shown
 */
HallReach *
hall_reach_new (HallContext *context,
                HallNetwork *network)
{
  HallReach *self = g_object_new (HALL_TYPE_REACH, NULL);

  self->context = hall_context_ref (context);
  self->network = g_object_ref (network);
  return self;
}

/* @why: NULL: it worked. */
static void
answer (HallLink   *asker,
        const char *why)
{
  g_autoptr (HallPacket) packet = NULL;

  if (hall_link_get_closed (asker))
    return;
  packet = hall_packet_new (HALL_PACKET_REACH);
  packet->ok = why == NULL;
  packet->code = g_strdup (why);
  hall_link_send (asker, packet, HALL_LINK_BACKGROUND);
}

static void
end_try (HallTry    *attempt,
         const char *why)
{
  answer (attempt->asker, why);
  g_ptr_array_remove_fast (attempt->reach->tries, attempt);
}

static void
on_ready (HallLink *link,
          HallTry  *attempt)
{
  end_try (attempt, NULL);
}

static void
on_closed (HallLink     *link,
           const GError *error,
           HallTry      *attempt)
{
  gint64 took = hall_clock_get_monotonic (attempt->reach->context->clock) - attempt->began;

  if (g_error_matches (error, HALL_LINK_ERROR, HALL_LINK_ERROR_WRONG_KEY))
    end_try (attempt, "key");
  else if (!g_error_matches (error, HALL_LINK_ERROR, HALL_LINK_ERROR_UNREACHABLE))
    end_try (attempt, "failed");
  else
    end_try (attempt, took >= LONG_US ? "timeout" : "refused");
}

static void
on_timer (gpointer user_data)
{
  end_try (user_data, "timeout");
}

static gboolean
is_long_ago (gpointer key,
             gpointer value,
             gpointer user_data)
{
  return *(gint64 *) value + HALL_REACH_AGAIN_MS * 1000LL <= *(gint64 *) user_data;
}

/* Whether that address may be dialled now for who asks; notes that it is. */
static gboolean
note_tried (HallReach  *self,
            const char *address)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);

  g_hash_table_foreach_remove (self->tried, is_long_ago, &now);
  if (self->closed || self->context->invisible || self->context->stopped
      || self->tries->len >= HALL_REACH_DIALS_MAX || g_hash_table_contains (self->tried, address)
      || g_hash_table_size (self->tried) >= TRIED_MAX)
    return FALSE;
  g_hash_table_insert (self->tried, g_strdup (address), g_memdup2 (&now, sizeof now));
  return TRUE;
}

static void
on_packet (HallLink   *link,
           HallPacket *packet,
           HallReach  *self)
{
  HallTry *attempt;

  if (packet->type != HALL_PACKET_REACH || !packet->question)
    return;
  if (!note_tried (self, hall_link_get_address (link)))
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_REACH_RATE);
      answer (link, "rate");
      return;
    }
  attempt = g_new0 (HallTry, 1);
  attempt->reach = self;
  attempt->asker = g_object_ref (link);
  attempt->began = hall_clock_get_monotonic (self->context->clock);
  /* Never anywhere else than where the question came from. */
  attempt->link = hall_context_dial (self->context, hall_link_get_address (link),
                                     packet->tcp_port, hall_link_get_peer_id (link),
                                     HALL_PURPOSE_DIRECTORY);
  attempt->timer = hall_timer_new (self->context->clock, on_timer, attempt);
  hall_timer_start (attempt->timer, HALL_REACH_MS);
  g_ptr_array_add (self->tries, attempt);
  /* Disconnected in hall_try_free (). */
  g_signal_connect (attempt->link, "ready", G_CALLBACK (on_ready), attempt);
  g_signal_connect (attempt->link, "closed", G_CALLBACK (on_closed), attempt);
}

/**
 * hall_reach_serve:
 * @self: what answers
 * @link: ready, dialled by somebody else, for the directory
 *
 * Answers questions that come over it; what else comes is left to others.
 */
void
hall_reach_serve (HallReach *self,
                  HallLink  *link)
{
  g_signal_connect_object (link, "packet", G_CALLBACK (on_packet), self, 0);
}

/**
 * hall_reach_update:
 * @self: what asks and answers
 *
 * We became visible or invisible: whoever is invisible calls on nobody, not even if it has begun.
 */
void
hall_reach_update (HallReach *self)
{
  if (self->closed || !self->context->invisible)
    return;
  hall_reach_stop_asking (self);
  g_ptr_array_set_size (self->tries, 0);
}

/**
 * hall_reach_close:
 * @self: what answers
 *
 * Nobody is answered any more, nor asked.
 */
void
hall_reach_close (HallReach *self)
{
  if (self->closed)
    return;
  self->closed = TRUE;
  hall_reach_stop_asking (self);
  g_ptr_array_set_size (self->tries, 0);
}
