/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-announcer.c: when to say hello and goodbye.
 *
 * The regular hello follows the interval rule and is reconsidered when its timer fires, so that a
 * LAN that grew meanwhile is not flooded.
 */

#define G_LOG_DOMAIN "hall-announcer"

#include "config.h"

#include "hall-limits.h"

#include "hall-announcer-private.h"

#define LISTEN_MIN_MS 50
#define LISTEN_MAX_MS 250
#define FEW_HEARD 10
/* What goes out with the last hello of a burst counts as part of it. */
#define BURST_SLACK_US (100 * 1000)

G_DEFINE_FINAL_TYPE (HallAnnouncer, hall_announcer, G_TYPE_OBJECT)

static const guint start_burst_ms[] = { 500, 1000, 2000 };
static const guint refresh_burst_ms[] = { 0, 1000, 3000 };

static void
hall_announcer_dispose (GObject *object)
{
  HallAnnouncer *self = HALL_ANNOUNCER (object);

  self->running = FALSE;
  g_clear_pointer (&self->hello_timer, hall_timer_free);
  g_clear_pointer (&self->burst_timer, hall_timer_free);
  g_clear_pointer (&self->early_timer, hall_timer_free);
  hall_announcer_clear_questions (self);
  g_clear_pointer (&self->burst, g_array_unref);
  g_clear_pointer (&self->rooms, g_hash_table_unref);
  g_clear_pointer (&self->said, g_hash_table_unref);
  hall_announcer_clear_answers (self);
  g_clear_pointer (&self->answer_timer, hall_timer_free);
  g_clear_pointer (&self->status, g_free);
  g_clear_pointer (&self->status_text, g_free);
  g_clear_pointer (&self->picture, g_free);
  g_clear_object (&self->network);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_announcer_parent_class)->dispose (object);
}

static void
hall_announcer_class_init (HallAnnouncerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_announcer_dispose;
}

static void
hall_announcer_init (HallAnnouncer *self)
{
  hall_interval_init (&self->interval);
  self->hello_by = G_MAXINT64;
  self->burst = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->status = g_strdup ("available");
}

gboolean
hall_announcer_can_speak (HallAnnouncer *self)
{
  return hall_transport_get_udp_port (self->context->transport) != 0;
}

guint
hall_announcer_count_known (HallAnnouncer *self)
{
  return hall_directory_count_heard (self->context->directory) + 1
         + g_hash_table_size (self->rooms);
}

guint
hall_announcer_vary_interval (HallAnnouncer *self)
{
  return hall_interval_vary_ms (&self->interval, hall_announcer_count_known (self),
                                hall_announcer_count_copies (self),
                                hall_clock_pick (self->context->clock, 0, 1000));
}

/* Whoever hears this one, perhaps alone, is to hear another one in time: however many come
 * meanwhile, and make the interval longer. */
static void
promise_hello (HallAnnouncer *self,
               guint          ttl_ms)
{
  guint limit_ms = hall_interval_get_limit_ms (ttl_ms);
  gint64 by = hall_clock_get_monotonic (self->context->clock) + (gint64) limit_ms * 1000;

  self->hello_by = MIN (self->hello_by, by);
  if (self->running && !self->listening)
    hall_timer_hasten (self->hello_timer, limit_ms);
}

GBytes *
hall_announcer_encode (HallAnnouncer *self,
                       HallDatagram  *datagram,
                       gboolean       measure)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  g_free (datagram->id);
  datagram->id = g_strdup (self->context->own_id);
  datagram->boot = self->boot;
  datagram->seq = ++self->seq;
  datagram->tcp_port = hall_network_get_tcp_port (self->network);
  datagram->ttl_ms = hall_interval_get_ttl_ms (&self->interval, hall_announcer_count_known (self),
                                               hall_announcer_count_copies (self));
  bytes = hall_datagram_encode (datagram, hall_context_get_key (self->context), &error);
  if (bytes == NULL)
    g_debug ("a datagram could not be made: %s", error->message);
  else if (measure)
    hall_interval_measure (&self->interval, g_bytes_get_size (bytes));
  if (datagram->type == HALL_DATAGRAM_HELLO)
    promise_hello (self, datagram->ttl_ms);
  return bytes;
}

HallDatagram *
hall_announcer_make_hello (HallAnnouncer *self,
                           gboolean       question)
{
  HallDatagram *hello = hall_datagram_new (HALL_DATAGRAM_HELLO);

  hello->name = g_strdup (self->context->name);
  hello->status = g_strdup (self->status);
  hello->status_text = g_strdup (self->status_text);
  hello->picture = g_strdup (self->picture);
  hello->version_min = HALL_PROTOCOL_VERSION_MIN;
  hello->version_max = HALL_PROTOCOL_VERSION_MAX;
  hello->question = question;
  hello->known_count = hall_announcer_get_known (self, &hello->known_digest);
  return hello;
}

/* By the interval, but not later than is promised. */
static void
plan_hello (HallAnnouncer *self)
{
  gint64 due = hall_clock_get_monotonic (self->context->clock)
               + (gint64) hall_announcer_vary_interval (self) * 1000;

  hall_timer_start_at (self->hello_timer, MIN (due, self->hello_by));
}

static void
say_hello (HallAnnouncer *self,
           gboolean       question)
{
  g_autoptr (HallDatagram) hello = NULL;

  if (self->context->name == NULL)
    return;
  hello = hall_announcer_make_hello (self, question);
  self->hello_by = G_MAXINT64;
  hall_announcer_say (self, hello, HALL_WAY_MULTICAST, !question, FALSE);
  self->hello_sent = hall_clock_get_monotonic (self->context->clock);
  if (!self->listening)
    plan_hello (self);
}

/* @insist: also where many are known, though then without a question. */
static void
start_burst (HallAnnouncer *self,
             const guint   *delays_ms,
             guint          n_delays,
             gboolean       insist)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);

  self->burst_insists = insist;
  g_array_set_size (self->burst, 0);
  for (guint i = 0; i < n_delays; i++)
    {
      gint64 deadline = now + (gint64) delays_ms[i] * 1000;

      g_array_append_val (self->burst, deadline);
    }
  self->both_ways_until = g_array_index (self->burst, gint64, n_delays - 1) + BURST_SLACK_US;
  hall_timer_start_at (self->burst_timer, g_array_index (self->burst, gint64, 0));
}

static void
on_burst (gpointer user_data)
{
  HallAnnouncer *self = user_data;
  gboolean few;

  if (self->burst->len == 0)
    return;
  g_array_remove_index (self->burst, 0);
  if (self->burst->len > 0)
    hall_timer_start_at (self->burst_timer, g_array_index (self->burst, gint64, 0));
  few = hall_directory_count_people_online (self->context->directory) <= HALL_FEW_KNOWN;
  if (few || self->burst_insists)
    say_hello (self, few);
}

static void
finish_listening (HallAnnouncer *self)
{
  self->listening = FALSE;
  hall_announcer_ask_remembered (self);
  if (self->heard_while_listening > FEW_HEARD)
    {
      plan_hello (self);
      return;
    }
  start_burst (self, start_burst_ms, G_N_ELEMENTS (start_burst_ms), FALSE);
  say_hello (self, TRUE);
}

static void
on_hello (gpointer user_data)
{
  HallAnnouncer *self = user_data;
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  gint64 due;

  if (self->listening)
    {
      finish_listening (self);
      return;
    }
  due = self->hello_sent + (gint64) hall_announcer_vary_interval (self) * 1000;
  due = MIN (due, self->hello_by);
  if (self->hello_sent != 0 && due > now)
    hall_timer_start_at (self->hello_timer, due);
  else
    say_hello (self, self->hello_sent == 0);
}

static void
on_early (gpointer user_data)
{
  HallAnnouncer *self = user_data;

  say_hello (self, FALSE);
  if (self->early_again)
    hall_timer_start (self->early_timer, HALL_HELLO_AGAIN_MS);
  self->early_again = FALSE;
}

/**
 * hall_announcer_new:
 * @context: shared parts
 * @network: what it speaks through
 * @boot: the stored counter of this run
 *
 * Returns: (transfer full): an announcer that is silent until it is started
 */
HallAnnouncer *
hall_announcer_new (HallContext *context,
                    HallNetwork *network,
                    guint64      boot)
{
  HallAnnouncer *self = g_object_new (HALL_TYPE_ANNOUNCER, NULL);

  self->context = hall_context_ref (context);
  self->network = g_object_ref (network);
  self->boot = boot;
  self->hello_timer = hall_timer_new (context->clock, on_hello, self);
  self->burst_timer = hall_timer_new (context->clock, on_burst, self);
  self->early_timer = hall_timer_new (context->clock, on_early, self);
  hall_announcer_init_rooms (self);
  hall_announcer_init_answers (self);
  hall_announcer_init_questions (self);
  hall_announcer_init_own (self);
  return self;
}

/**
 * hall_announcer_start:
 * @self: an announcer
 *
 * Begins; does nothing if it has begun.
 */
void
hall_announcer_start (HallAnnouncer *self)
{
  if (self->running)
    return;
  self->running = TRUE;
  self->listening = TRUE;
  self->heard_while_listening = 0;
  hall_timer_start (self->hello_timer,
                    hall_clock_pick (self->context->clock, LISTEN_MIN_MS, LISTEN_MAX_MS));
  hall_announcer_hasten_rooms (self, 0);
}

/**
 * hall_announcer_is_running:
 * @self: an announcer
 *
 * Returns: whether it was started and not stopped
 */
gboolean
hall_announcer_is_running (HallAnnouncer *self)
{
  return self->running;
}

/**
 * hall_announcer_say_goodbye:
 * @self: an announcer
 *
 * Sends ROOMBYE for every room, and BYE.
 */
void
hall_announcer_say_goodbye (HallAnnouncer *self)
{
  g_autoptr (HallDatagram) bye = NULL;

  if (!self->running)
    return;
  hall_announcer_say_roombyes (self);
  bye = hall_datagram_new (HALL_DATAGRAM_BYE);
  hall_announcer_say (self, bye, HALL_WAY_MULTICAST, FALSE, TRUE);
}

/**
 * hall_announcer_stop:
 * @self: an announcer
 *
 * It falls silent, whatever was planned.
 */
void
hall_announcer_stop (HallAnnouncer *self)
{
  self->running = FALSE;
  hall_timer_stop (self->hello_timer);
  hall_timer_stop (self->burst_timer);
  hall_timer_stop (self->early_timer);
  self->early_again = FALSE;
  hall_announcer_stop_questions (self);
  hall_announcer_clear_answers (self);
  hall_announcer_clear_rooms (self);
}

/**
 * hall_announcer_hello_soon:
 * @self: an announcer
 *
 * Brings the next hello forward, though not to less than half a second after the last: what changes
 * meanwhile goes with it. It is said once more a second later.
 */
void
hall_announcer_hello_soon (HallAnnouncer *self)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  gint64 earliest = self->hello_sent + HALL_HELLO_EARLY_MS * 1000;

  if (!self->running || self->listening)
    return;
  earliest = self->hello_sent == 0 ? now : MAX (earliest, now);
  self->early_again = TRUE;
  if (!hall_timer_is_running (self->early_timer)
      || hall_timer_get_deadline (self->early_timer) > earliest)
    hall_timer_start_at (self->early_timer, earliest);
}

/**
 * hall_announcer_set_appearance:
 * @self: an announcer
 * @status: a word: "available", "away" or "dnd"
 * @status_text: (nullable): a line
 * @picture: (nullable): the digest of a picture
 *
 * What hellos say from now on; news go out early.
 */
void
hall_announcer_set_appearance (HallAnnouncer *self,
                               const char    *status,
                               const char    *status_text,
                               const char    *picture)
{
  if (g_strcmp0 (self->status, status) == 0 && g_strcmp0 (self->status_text, status_text) == 0
      && g_strcmp0 (self->picture, picture) == 0)
    return;
  g_free (self->status);
  g_free (self->status_text);
  g_free (self->picture);
  self->status = g_strdup (status);
  self->status_text = g_strdup (status_text);
  self->picture = g_strdup (picture);
  hall_announcer_hello_soon (self);
}

/**
 * hall_announcer_appear:
 * @self: an announcer
 *
 * Starts it without listening first: hello at once, as after a change of the network.
 */
void
hall_announcer_appear (HallAnnouncer *self)
{
  if (self->running)
    return;
  self->running = TRUE;
  self->listening = FALSE;
  hall_announcer_refresh (self);
}

/**
 * hall_announcer_set_boot:
 * @self: an announcer
 * @boot: above what was said before
 *
 * Whoever heard a later run of ours believes this one again.
 */
void
hall_announcer_set_boot (HallAnnouncer *self,
                         guint64        boot)
{
  self->boot = boot;
  hall_announcer_hello_soon (self);
}

/**
 * hall_announcer_refresh:
 * @self: an announcer
 *
 * Says hello and announces rooms again as after a start.
 */
void
hall_announcer_refresh (HallAnnouncer *self)
{
  if (!self->running || self->listening)
    return;
  start_burst (self, refresh_burst_ms, G_N_ELEMENTS (refresh_burst_ms), TRUE);
  hall_announcer_ask_remembered (self);
  hall_announcer_hasten_rooms (self, 0);
}

/**
 * hall_announcer_hear:
 * @self: an announcer
 * @datagram: verified, somebody else's
 * @address: where it came from
 * @port: its source port
 * @way: a #HallWay: how it came
 *
 * Measures it, counts it if we are still listening, and plans the answer to a question. What comes
 * by two ways is one thing that was said.
 */
void
hall_announcer_hear (HallAnnouncer *self,
                     HallDatagram  *datagram,
                     const char    *address,
                     guint          port,
                     guint          way)
{
  if (!hall_announcer_hear_way (self, datagram, way))
    return;
  if (!datagram->question && datagram->signed_bytes != NULL)
    hall_interval_measure (&self->interval, g_bytes_get_size (datagram->signed_bytes)
                                            + HALL_SIGNATURE_TEXT_LENGTH);
  if (!self->running)
    return;
  hall_announcer_watch_silent (self);
  if (self->listening && datagram->type == HALL_DATAGRAM_HELLO)
    self->heard_while_listening++;
  if (datagram->type == HALL_DATAGRAM_HELLO && datagram->question)
    hall_announcer_queue_answer (self, address, port, way == HALL_WAY_UNICAST);
}
