/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-pull.c: the state machine that fetches what a peer has and we have not.
 *
 * have (theirs) → the days that differ → for each: ids? → what is missing → want → evs → verified.
 * What a peer may make us remember is bounded by HALL_IDS_MAX ids of one day at a time.
 */

#define G_LOG_DOMAIN "hall-pull"

#include "config.h"

#include <string.h>

#include "hall-limits.h"
#include "hall-verifier.h"

#include "hall-pull.h"

#define CONTROL_DAY (-1)
#define DAYS_MAX 40000
#define IDS_MAX 200000
#define REFUSED_MAX 10000

typedef enum
{
  PULL_COLLECTING,   /* their have, or ours, is not complete */
  PULL_ASKING,       /* for ids of a day; pages arrive and are sifted */
  PULL_CHOOSING,     /* all pages are there, some are being sifted */
  PULL_WANTING,      /* one want is out */
  PULL_VERIFYING,    /* its answer is complete */
  PULL_DONE,
} PullState;

struct _HallPull
{
  GObject parent_instance;

  HallContext *context;
  HallLink *link;
  HallVerifier *verifier;
  char *room_id;
  PullState state;
  gboolean held;
  gboolean closed;

  GHashTable *own_days;     /* gint64 → digest text; NULL until set */
  char *own_control;
  GArray *plan;             /* (element-type gint64) differing days, the next one last */
  gboolean theirs_complete;
  char *their_control;
  GHashTable *their_days;   /* gint64 → digest text */
  gint64 day;               /* being fetched */
  gboolean control_done;
  gboolean newest_done;

  guint n_ids;              /* of the day, as answered so far */
  guint n_sifting;
  GPtrArray *missing;       /* ids to want; the next ones last */
  GHashTable *wanted;       /* ids of the want that is out */
  GHashTable *refused;      /* ids not to be asked for again on this link */
};

enum
{
  EVENTS,
  PROGRESS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallPull, hall_pull, G_TYPE_OBJECT)

static void pull_next_day (HallPull *self);
static void pull_wants    (HallPull *self);

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

static gboolean
out_of_place (HallPull   *self,
              const char *what)
{
  g_debug ("synchronisation: %s", what);
  hall_counters_add (self->context->counters, HALL_COUNTER_FRAME_OUT_OF_PLACE);
  return FALSE;
}

static void
insert_day (GHashTable *days,
            gint64      day,
            const char *digest)
{
  g_hash_table_insert (days, g_memdup2 (&day, sizeof day), g_strdup (digest));
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
static void
make_plan (HallPull *self)
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
static void
pull_wants (HallPull *self)
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
refuse (HallPull   *self,
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
  pull_wants (self);
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
        insert_day (self->their_days, day->day, day->digest);
    }
  if (g_hash_table_size (self->their_days) > DAYS_MAX)
    return out_of_place (self, "have names too many days");
  self->theirs_complete = !packet->more;
  make_plan (self);
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
      pull_wants (self);
    }
  return TRUE;
}

static void
finish_want (HallPull *self)
{
  GHashTableIter iter;
  gpointer id;

  if (self->closed || self->state != PULL_VERIFYING || !hall_verifier_is_idle (self->verifier))
    return;
  /* What was promised and did not come. */
  g_hash_table_iter_init (&iter, self->wanted);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    refuse (self, id);
  g_hash_table_remove_all (self->wanted);
  self->state = PULL_CHOOSING;
  pull_wants (self);
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
      finish_want (self);
    }
  return TRUE;
}

static void
on_refused (HallVerifier *verifier,
            const char   *event_id,
            HallPull     *self)
{
  refuse (self, event_id);
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
  finish_want (self);
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

      insert_day (self->own_days, day->day, digest);
    }
  make_plan (self);
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
  pull_wants (self);
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
