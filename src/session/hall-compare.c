/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-compare.c: links between members that carry one synchronisation, and end when neither side
 * wants anything more.
 *
 * Nobody says that it is done: a side is when it has everything it was told of, and believes the
 * other to be when it has asked for nothing for a moment. Whoever finds both says bye.
 */

#define G_LOG_DOMAIN "hall-compare"

#include "config.h"

#include "hall-limits.h"
#include "hall-sync.h"

#include "hall-compare-private.h"

/* Of members who dial us. One of our own is beside them: nobody can keep us from asking. */
#define INCOMING_MAX 2
/* Of those who dial us and do not belong to the room, beside the others. */
#define STRANGERS_MAX 2
#define LOOK_MS 500
#define QUIET_MS 2000
#define LASTS_MAX_MS 120000
#define STRANGER_LASTS_MAX_MS 30000

struct _HallCompare
{
  GObject parent_instance;

  HallContext *context;
  HallCensus *census;        /* these two are not owned, and of no use when closed */
  HallSyncRest *rest;
  char *room_id;
  HallCandidatesFunc list_candidates;
  gpointer user_data;
  HallTimer *timer;
  GPtrArray *comparisons;    /* (element-type HallComparison) */
  gboolean closed;
};

enum
{
  EVENTS,
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallCompare, hall_compare, G_TYPE_OBJECT)

static void
hall_comparison_free (gpointer data)
{
  HallComparison *self = data;

  g_signal_handlers_disconnect_by_data (self->link, self);
  if (self->admission != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->admission, self);
      hall_admission_close (self->admission);
    }
  g_clear_object (&self->admission);
  g_clear_pointer (&self->proof, hall_proof_unref);
  if (self->sync != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->sync, self);
      hall_sync_close (self->sync);
    }
  g_clear_object (&self->sync);
  hall_timer_free (self->timer);
  g_object_unref (self->link);
  g_free (self);
}

static void
hall_compare_dispose (GObject *object)
{
  HallCompare *self = HALL_COMPARE (object);

  hall_compare_close (self);
  g_clear_pointer (&self->timer, hall_timer_free);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_compare_parent_class)->dispose (object);
}

static void
hall_compare_finalize (GObject *object)
{
  HallCompare *self = HALL_COMPARE (object);

  g_ptr_array_unref (self->comparisons);
  g_free (self->room_id);
  G_OBJECT_CLASS (hall_compare_parent_class)->finalize (object);
}

static void
hall_compare_class_init (HallCompareClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_compare_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_compare_finalize;
  signals[EVENTS] = g_signal_new ("events", HALL_TYPE_COMPARE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_PTR_ARRAY, G_TYPE_STRING);
  signals[DONE] = g_signal_new ("done", HALL_TYPE_COMPARE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
}

static void
hall_compare_init (HallCompare *self)
{
  self->comparisons = g_ptr_array_new_with_free_func (hall_comparison_free);
}

static void
plan_next (HallCompare *self)
{
  hall_timer_start (self->timer, hall_clock_pick (self->context->clock, HALL_COMPARE_MIN_MS,
                                                  HALL_COMPARE_MAX_MS));
}

static void
on_timer (gpointer user_data)
{
  HallCompare *self = user_data;

  plan_next (self);
  hall_compare_run (self);
}

/* Its link is gone, or goes now. */
static void
finish (HallComparison *comparison)
{
  g_autoptr (HallCompare) self = g_object_ref (comparison->owner);
  guint n_events = 0;
  g_autofree char *peer_id = g_strdup (hall_link_get_peer_id (comparison->link));

  if (comparison->sync != NULL)
    n_events = (guint) hall_sync_get_n_fetched (comparison->sync);
  g_ptr_array_remove (self->comparisons, comparison);
  if (!self->closed && peer_id != NULL)
    g_signal_emit (self, signals[DONE], 0, peer_id, n_events);
}

static void
end (HallComparison *comparison)
{
  g_autoptr (HallLink) link = g_object_ref (comparison->link);

  finish (comparison);
  hall_link_close (link);
}

static void
on_look (gpointer user_data)
{
  HallComparison *comparison = user_data;
  gint64 now = hall_clock_get_monotonic (comparison->owner->context->clock);
  gint64 lasts_ms = comparison->stranger ? STRANGER_LASTS_MAX_MS : LASTS_MAX_MS;

  if (comparison->sync == NULL || now - comparison->began >= lasts_ms * 1000
      || (hall_sync_get_done (comparison->sync)
          && hall_sync_get_quiet_ms (comparison->sync) >= QUIET_MS))
    end (comparison);
  else
    hall_timer_start (comparison->timer, LOOK_MS);
}

static void
on_synced (HallSync       *sync,
           GPtrArray      *events,
           HallComparison *comparison)
{
  g_signal_emit (comparison->owner, signals[EVENTS], 0, events,
                 hall_link_get_peer_id (comparison->link));
}

static void
start (HallComparison *comparison)
{
  HallCompare *self = comparison->owner;

  comparison->sync = hall_sync_new (self->context, comparison->link, self->room_id, self->census,
                                    self->rest);
  /* Disconnected in hall_comparison_free (), which comes before the comparison is gone. */
  g_signal_connect (comparison->sync, "events", G_CALLBACK (on_synced), comparison);
  hall_sync_start (comparison->sync);
  hall_timer_start (comparison->timer, LOOK_MS);
}

static void
on_ready (HallLink       *link,
          HallComparison *comparison)
{
  HallContext *context = comparison->owner->context;
  g_autoptr (HallPacket) join = NULL;

  if (!comparison->outgoing)
    return;
  join = hall_packet_new (HALL_PACKET_JOIN);
  join->room = g_strdup (comparison->owner->room_id);
  join->name = g_strdup (context->name);
  join->compare = TRUE;
  join->prove = comparison->proof != NULL;
  join->knows = hall_census_make_token (comparison->census, context->own_id);
  hall_link_send (link, join, HALL_LINK_CHAT);
}

static void
on_packet (HallLink       *link,
           HallPacket     *packet,
           HallComparison *comparison)
{
  g_autoptr (HallCompare) self = g_object_ref (comparison->owner);

  if (hall_comparison_take_proof (comparison, packet)
      || hall_comparison_take_reasons (comparison, packet))
    return;
  switch ((guint) packet->type)
    {
    case HALL_PACKET_HAVE:
    case HALL_PACKET_IDS:
    case HALL_PACKET_WANT:
    case HALL_PACKET_EVS:
      /* That the peer says what it has is its welcome. */
      if (comparison->sync == NULL)
        start (comparison);
      hall_sync_handle (comparison->sync, packet);
      break;
    case HALL_PACKET_NOT_HOST:
      end (comparison);
      break;
    case HALL_PACKET_UNKNOWN:
      break;
    default:
      hall_counters_add (self->context->counters, HALL_COUNTER_FRAME_OUT_OF_PLACE);
      hall_link_refuse (link, "unsupported", "this link only compares");
      break;
    }
}

static void
on_closed (HallLink       *link,
           const GError   *error,
           HallComparison *comparison)
{
  g_debug ("comparing with %s ended: %s", hall_link_get_address (link),
           error != NULL ? error->message : "bye");
  finish (comparison);
}

static HallComparison *
add (HallCompare *self,
     HallLink    *link,
     gboolean     outgoing,
     gboolean     stranger)
{
  HallComparison *comparison = g_new0 (HallComparison, 1);

  comparison->owner = self;
  comparison->context = self->context;
  comparison->census = self->census;
  comparison->room_id = self->room_id;
  comparison->link = g_object_ref (link);
  comparison->outgoing = outgoing;
  comparison->stranger = stranger;
  comparison->began = hall_clock_get_monotonic (self->context->clock);
  comparison->timer = hall_timer_new (self->context->clock, on_look, comparison);
  g_signal_connect (link, "ready", G_CALLBACK (on_ready), comparison);
  g_signal_connect (link, "packet", G_CALLBACK (on_packet), comparison);
  g_signal_connect (link, "closed", G_CALLBACK (on_closed), comparison);
  g_ptr_array_add (self->comparisons, comparison);
  return comparison;
}

/**
 * hall_compare_new:
 * @context: shared parts
 * @room_id: the room
 * @census: who belongs to it
 * @rest: what need not be gone through again
 * @list_candidates: says who can be asked
 * @user_data: for @list_candidates
 *
 * The first comparison comes some minutes from now.
 *
 * Returns: (transfer full): a comparer
 */
HallCompare *
hall_compare_new (HallContext        *context,
                  const char         *room_id,
                  HallCensus         *census,
                  HallSyncRest       *rest,
                  HallCandidatesFunc  list_candidates,
                  gpointer            user_data)
{
  HallCompare *self = g_object_new (HALL_TYPE_COMPARE, NULL);

  self->context = hall_context_ref (context);
  self->room_id = g_strdup (room_id);
  self->census = census;
  self->rest = rest;
  self->list_candidates = list_candidates;
  self->user_data = user_data;
  self->timer = hall_timer_new (context->clock, on_timer, self);
  plan_next (self);
  return self;
}

static guint
count (HallCompare *self,
       gboolean     outgoing,
       gboolean     stranger)
{
  guint n = 0;

  for (guint i = 0; i < self->comparisons->len; i++)
    {
      HallComparison *comparison = g_ptr_array_index (self->comparisons, i);

      if (comparison->outgoing == outgoing && comparison->stranger == stranger)
        n++;
    }
  return n;
}

/**
 * hall_compare_accept:
 * @self: a comparer
 * @link: ready; of somebody who wants to compare
 *
 * Synchronises over it; or closes it, if there is enough of that already. Strangers do not stand in
 * the way of members. Whether they are let in at all is the owner's decision.
 */
void
hall_compare_accept (HallCompare *self,
                     HallLink    *link)
{
  gboolean stranger = !self->closed
                      && !hall_census_contains (self->census, hall_link_get_peer_id (link));

  if (self->closed
      || count (self, FALSE, stranger) >= (stranger ? STRANGERS_MAX : INCOMING_MAX))
    hall_link_close (link);
  else
    start (add (self, link, FALSE, stranger));
}

/* Never beyond our own subnets, whatever a roster says. */
static const char *
find_address (HallCompare     *self,
              HallRosterEntry *entry)
{
  HallTransport *transport = self->context->transport;

  if (g_str_equal (entry->id, self->context->own_id) || entry->tcp_port == 0 || transport == NULL)
    return NULL;
  for (guint i = 0; entry->addresses != NULL && entry->addresses[i] != NULL; i++)
    if (hall_context_is_near (self->context, entry->id, entry->addresses[i]))
      return entry->addresses[i];
  return NULL;
}

static void
dial (HallCompare *self,
      const char  *id,
      const char  *address,
      guint16      port,
      gboolean     stranger,
      HallProof   *proof)
{
  g_autoptr (HallLink) link = hall_context_dial (self->context, address, port, id,
                                                 HALL_PURPOSE_ROOM);
  HallComparison *comparison = add (self, link, TRUE, stranger);

  comparison->proof = proof != NULL ? hall_proof_ref (proof) : NULL;
  hall_timer_start (comparison->timer, HALL_JOIN_TIMEOUT_MS);
}

/**
 * hall_compare_ask:
 * @self: a comparer
 * @id: whose key must answer: somebody who hosts the room as well, and whom we do not know
 * @address: numeric
 * @port: TCP
 * @proof: (nullable): what both have to know
 *
 * Compares with it, unless that is being done with another one, or it is not in our subnets.
 */
void
hall_compare_ask (HallCompare *self,
                  const char  *id,
                  const char  *address,
                  guint16      port,
                  HallProof   *proof)
{
  HallTransport *transport = self->context->transport;

  if (self->closed || self->context->stopped || transport == NULL || port == 0
      || count (self, TRUE, TRUE) > 0 || !hall_context_is_near (self->context, id, address))
    return;
  dial (self, id, address, port, TRUE, proof);
}

/**
 * hall_compare_is_with:
 * @self: a comparer
 * @id: a key
 *
 * Returns: whether a comparison with it is under way
 */
gboolean
hall_compare_is_with (HallCompare *self,
                      const char  *id)
{
  for (guint i = 0; i < self->comparisons->len; i++)
    {
      HallComparison *comparison = g_ptr_array_index (self->comparisons, i);

      if (comparison->sync != NULL
          && g_strcmp0 (hall_link_get_peer_id (comparison->link), id) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * hall_compare_run:
 * @self: a comparer
 *
 * Dials one of the candidates, by chance.
 */
void
hall_compare_run (HallCompare *self)
{
  g_autoptr (GPtrArray) candidates = NULL;

  if (self->closed || self->context->stopped || count (self, TRUE, FALSE) > 0)
    return;
  candidates = self->list_candidates (self->user_data);
  while (candidates != NULL && candidates->len > 0)
    {
      guint index = hall_clock_pick (self->context->clock, 0, candidates->len - 1);
      HallRosterEntry *entry = g_ptr_array_index (candidates, index);
      const char *address = find_address (self, entry);

      if (address != NULL)
        {
          dial (self, entry->id, address, entry->tcp_port, FALSE, NULL);
          return;
        }
      g_ptr_array_remove_index_fast (candidates, index);
    }
}

/**
 * hall_compare_get_n_links:
 * @self: a comparer
 *
 * Returns: how many comparisons are under way
 */
guint
hall_compare_get_n_links (HallCompare *self)
{
  return self->comparisons->len;
}

/**
 * hall_compare_close:
 * @self: a comparer
 *
 * Ends what is under way; signals no more.
 */
void
hall_compare_close (HallCompare *self)
{
  self->closed = TRUE;
  if (self->timer != NULL)
    hall_timer_stop (self->timer);
  while (self->comparisons->len > 0)
    end (g_ptr_array_index (self->comparisons, 0));
}
