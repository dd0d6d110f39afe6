/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-succession.c: groups of dials, one group after the other.
 *
 * A candidate that does not even greet costs its group HALL_SUCCESSION_GROUP_MS; one that greeted
 * is asking its own host, or waits for its own succession, and is given the time for that.
 */

#define G_LOG_DOMAIN "hall-succession"

#include "config.h"

#include "hall-limits.h"
#include "hall-reason.h"

#include "hall-succession.h"

#define REDIRECTS_MAX 3
/* For whoever has greeted, from the beginning of its group. */
#define ALIVE_MS (HALL_HOST_PING_MS + HALL_SUCCESSION_GROUP_MS + 1000)

typedef struct
{
  HallSuccession *succession;
  guint group;
  char *id;
  char **addresses;
  guint16 port;
  gboolean named;        /* as the host, by somebody who should know */
  HallDial *dial;        /* while it is asked */
} HallCandidate;

struct _HallSuccession
{
  GObject parent_instance;

  HallContext *context;
  HallPacket *join;
  GQueue waiting;        /* (element-type HallCandidate) of the groups to come */
  GPtrArray *asked;      /* (element-type HallCandidate) of this group and before */
  guint group;
  guint n_redirects;
  HallTimer *timer;      /* of the group; then of those in it who greeted */
  HallTimer *alive_timer;
  gboolean living;
  gboolean over;
};

enum
{
  GROUP,
  ALIVE,
  REDIRECTED,
  WELCOMED,
  EXHAUSTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallSuccession, hall_succession, G_TYPE_OBJECT)

static void go_on (HallSuccession *self);

/* (transfer full) (nullable): its dial, disconnected. */
static HallDial *
release_dial (HallCandidate *candidate)
{
  if (candidate->dial != NULL)
    g_signal_handlers_disconnect_by_data (candidate->dial, candidate);
  return g_steal_pointer (&candidate->dial);
}

static void
hall_candidate_free (gpointer data)
{
  HallCandidate *candidate = data;
  g_autoptr (HallDial) dial = release_dial (candidate);

  if (dial != NULL)
    hall_dial_abort (dial);
  g_free (candidate->id);
  g_strfreev (candidate->addresses);
  g_free (candidate);
}

static void
hall_succession_dispose (GObject *object)
{
  HallSuccession *self = HALL_SUCCESSION (object);

  hall_succession_abort (self);
  g_clear_pointer (&self->timer, hall_timer_free);
  g_clear_pointer (&self->alive_timer, hall_timer_free);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_succession_parent_class)->dispose (object);
}

static void
hall_succession_finalize (GObject *object)
{
  HallSuccession *self = HALL_SUCCESSION (object);

  g_queue_clear_full (&self->waiting, hall_candidate_free);
  g_ptr_array_unref (self->asked);
  hall_packet_unref (self->join);
  G_OBJECT_CLASS (hall_succession_parent_class)->finalize (object);
}

static void
hall_succession_class_init (HallSuccessionClass *klass)
{
  GType type = HALL_TYPE_SUCCESSION;

  G_OBJECT_CLASS (klass)->dispose = hall_succession_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_succession_finalize;
  signals[GROUP] = g_signal_new ("group", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[ALIVE] = g_signal_new ("alive", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REDIRECTED] = g_signal_new ("redirected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, HALL_TYPE_PACKET);
  signals[WELCOMED] = g_signal_new ("welcomed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, HALL_TYPE_LINK, HALL_TYPE_PACKET);
  signals[EXHAUSTED] = g_signal_new ("exhausted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
hall_succession_init (HallSuccession *self)
{
  g_queue_init (&self->waiting);
  self->asked = g_ptr_array_new_with_free_func (hall_candidate_free);
}

/* Whoever is asked still is sent away. */
static void
finish (HallSuccession *self,
        gboolean        silently)
{
  self->over = TRUE;
  if (self->timer != NULL)
    hall_timer_stop (self->timer);
  if (self->alive_timer != NULL)
    hall_timer_stop (self->alive_timer);
  for (guint i = 0; i < self->asked->len; i++)
    {
      g_autoptr (HallDial) dial = release_dial (g_ptr_array_index (self->asked, i));

      if (dial != NULL && silently)
        hall_dial_abort (dial);
      else if (dial != NULL)
        hall_dial_close (dial);
    }
}

static void
on_alive (HallDial      *dial,
          HallCandidate *candidate)
{
  g_signal_emit (candidate->succession, signals[ALIVE], 0, candidate->id);
}

static void
on_welcomed (HallDial      *dial,
             HallLink      *link,
             HallPacket    *welcome,
             HallCandidate *candidate)
{
  HallSuccession *self = candidate->succession;
  g_autoptr (HallSuccession) kept = g_object_ref (self);
  g_autoptr (HallDial) released = release_dial (candidate);

  g_debug ("%s hosts", candidate->id);
  finish (self, FALSE);
  g_signal_emit (self, signals[WELCOMED], 0, link, welcome);
}

static void
on_redirected (HallDial      *dial,
               HallPacket    *packet,
               HallCandidate *candidate)
{
  HallSuccession *self = candidate->succession;
  g_autoptr (HallSuccession) kept = g_object_ref (self);
  g_autoptr (HallDial) released = release_dial (candidate);

  g_debug ("%s says that %s hosts", candidate->id, packet->host != NULL ? packet->host : "nobody");
  if (packet->host != NULL)
    g_signal_emit (self, signals[REDIRECTED], 0, packet);
  go_on (self);
}

static void
on_failed (HallDial      *dial,
           const GError  *error,
           HallCandidate *candidate)
{
  HallSuccession *self = candidate->succession;
  g_autoptr (HallSuccession) kept = g_object_ref (self);
  g_autoptr (HallDial) released = release_dial (candidate);

  g_debug ("%s does not host: %s", candidate->id, error->message);
  if (candidate->named || hall_reason_is_of_host (hall_dial_get_refusal (dial)))
    self->living = TRUE;
  go_on (self);
}

/* @candidate: (transfer full) */
static void
ask (HallSuccession *self,
     HallCandidate  *candidate)
{
  HallDial *dial = hall_dial_new (self->context, (const char *const *) candidate->addresses,
                                  candidate->port, candidate->id, self->join);

  candidate->dial = dial;
  g_ptr_array_add (self->asked, candidate);
  /* Disconnected in release_dial (), which comes before the candidate goes. */
  g_signal_connect (dial, "alive", G_CALLBACK (on_alive), candidate);
  g_signal_connect (dial, "welcomed", G_CALLBACK (on_welcomed), candidate);
  g_signal_connect (dial, "redirected", G_CALLBACK (on_redirected), candidate);
  g_signal_connect (dial, "failed", G_CALLBACK (on_failed), candidate);
  hall_dial_start (dial);
}

static guint
count_asked (HallSuccession *self)
{
  guint n = 0;

  for (guint i = 0; i < self->asked->len; i++)
    if (((HallCandidate *) g_ptr_array_index (self->asked, i))->dial != NULL)
      n++;
  return n;
}

static void
ask_group (HallSuccession *self)
{
  HallCandidate *candidate = g_queue_peek_head (&self->waiting);

  self->group = candidate->group;
  hall_timer_start (self->timer, HALL_SUCCESSION_GROUP_MS);
  hall_timer_start (self->alive_timer, ALIVE_MS);
  g_signal_emit (self, signals[GROUP], 0, self->group);
  while (!self->over && (candidate = g_queue_peek_head (&self->waiting)) != NULL
         && candidate->group == self->group)
    ask (self, g_queue_pop_head (&self->waiting));
}

/* The next group, if nobody of this one may still answer. */
static void
go_on (HallSuccession *self)
{
  g_autoptr (HallSuccession) kept = g_object_ref (self);

  if (self->over || count_asked (self) > 0)
    return;
  if (!g_queue_is_empty (&self->waiting))
    {
      ask_group (self);
      return;
    }
  finish (self, FALSE);
  g_signal_emit (self, signals[EXHAUSTED], 0, self->living);
}

/* Ends the dials that were long enough without a result. */
static void
give_up (HallSuccession *self,
         gboolean        also_alive)
{
  for (guint i = 0; i < self->asked->len; i++)
    {
      HallCandidate *candidate = g_ptr_array_index (self->asked, i);
      g_autoptr (HallDial) dial = NULL;

      if (candidate->dial == NULL || (!also_alive && hall_dial_get_alive (candidate->dial)))
        continue;
      dial = release_dial (candidate);
      hall_dial_close (dial);
      if (candidate->named)
        self->living = TRUE;
    }
  go_on (self);
}

static void
on_timer (gpointer user_data)
{
  give_up (user_data, FALSE);
}

static void
on_alive_timer (gpointer user_data)
{
  give_up (user_data, TRUE);
}

/**
 * hall_succession_new:
 * @context: shared parts
 * @join: what to say to each candidate
 *
 * Returns: (transfer full): a succession without candidates
 */
HallSuccession *
hall_succession_new (HallContext *context,
                     HallPacket  *join)
{
  HallSuccession *self = g_object_new (HALL_TYPE_SUCCESSION, NULL);

  self->context = hall_context_ref (context);
  self->join = hall_packet_ref (join);
  self->timer = hall_timer_new (context->clock, on_timer, self);
  self->alive_timer = hall_timer_new (context->clock, on_alive_timer, self);
  return self;
}

static HallCandidate *
new_candidate (HallSuccession    *self,
               const char        *id,
               const char *const *addresses,
               guint16            port)
{
  HallCandidate *candidate = g_new0 (HallCandidate, 1);

  candidate->succession = self;
  candidate->id = g_strdup (id);
  candidate->addresses = g_strdupv ((char **) addresses);
  candidate->port = port;
  return candidate;
}

/**
 * hall_succession_add:
 * @self: a succession that has not begun
 * @group: not smaller than the one before
 * @id: whose key must answer
 * @addresses: numeric; at least one
 * @port: TCP
 *
 * One more to be asked.
 */
void
hall_succession_add (HallSuccession    *self,
                     guint              group,
                     const char        *id,
                     const char *const *addresses,
                     guint16            port)
{
  HallCandidate *candidate = new_candidate (self, id, addresses, port);

  candidate->group = group;
  g_queue_push_tail (&self->waiting, candidate);
}

/**
 * hall_succession_start:
 * @self: a succession
 *
 * Asks the first group. Without candidates it is over at once, before this returns.
 */
void
hall_succession_start (HallSuccession *self)
{
  go_on (self);
}

/* @asking: (out): the candidate of this key that is being asked. Returns whether somebody named it
 * before. */
static gboolean
find (HallSuccession *self,
      const char     *id,
      HallCandidate **asking)
{
  gboolean named = FALSE;

  *asking = NULL;
  for (guint i = 0; i < self->asked->len; i++)
    {
      HallCandidate *candidate = g_ptr_array_index (self->asked, i);

      if (!g_str_equal (candidate->id, id))
        continue;
      named = named || candidate->named;
      if (candidate->dial != NULL)
        *asking = candidate;
    }
  return named;
}

/**
 * hall_succession_follow:
 * @self: a succession
 * @id: who hosts, as somebody says
 * @addresses: numeric; at least one
 * @port: TCP
 *
 * Asks at once, once more if that was in vain before; unless too many were named.
 */
void
hall_succession_follow (HallSuccession    *self,
                        const char        *id,
                        const char *const *addresses,
                        guint16            port)
{
  HallCandidate *candidate;
  gboolean named = find (self, id, &candidate);

  if (self->over)
    return;
  if (candidate != NULL)
    candidate->named = TRUE;
  else if (named || self->n_redirects == REDIRECTS_MAX)
    self->living = TRUE;
  else
    {
      self->n_redirects++;
      candidate = new_candidate (self, id, addresses, port);
      candidate->named = TRUE;
      /* Its time begins now. */
      hall_timer_start (self->timer, HALL_SUCCESSION_GROUP_MS);
      hall_timer_start (self->alive_timer, ALIVE_MS);
      ask (self, candidate);
    }
}

/**
 * hall_succession_note_living:
 * @self: a succession
 *
 * There is a host, as somebody says, but no way to it.
 */
void
hall_succession_note_living (HallSuccession *self)
{
  self->living = TRUE;
}

/**
 * hall_succession_get_group:
 * @self: a succession
 *
 * Returns: the group that is asked now
 */
guint
hall_succession_get_group (HallSuccession *self)
{
  return self->group;
}

/**
 * hall_succession_awaits:
 * @self: a succession
 * @id: a key
 *
 * Returns: whether it has greeted us and owes an answer
 */
gboolean
hall_succession_awaits (HallSuccession *self,
                        const char     *id)
{
  HallCandidate *candidate;

  find (self, id, &candidate);
  return candidate != NULL && hall_dial_get_alive (candidate->dial);
}

/**
 * hall_succession_close:
 * @self: a succession
 *
 * Ends it without a signal.
 */
void
hall_succession_close (HallSuccession *self)
{
  finish (self, FALSE);
}

/**
 * hall_succession_abort:
 * @self: a succession
 *
 * Ends it without a signal, and without a word to those who were asked.
 */
void
hall_succession_abort (HallSuccession *self)
{
  finish (self, TRUE);
}
