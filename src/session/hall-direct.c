/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-direct.c: which of the links to a person is used, and how long.
 *
 * Dialling is hall-direct-dial.c's. Of two links the one in use is asked for a sign of life before
 * the other goes: a computer that lost its power leaves links behind that only look like some.
 */

#define G_LOG_DOMAIN "hall-direct"

#include "config.h"

#include <string.h>

#include "hall-limits.h"

#include "hall-exchange.h"

#include "hall-direct-private.h"

/* A spare link says what it has to say, and goes. */
#define SPARE_CHECK_MS 100
#define SPARE_MAX_US (5 * G_USEC_PER_SEC)

enum
{
  LIVE,
  CHANGED,
  PACKET,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallDirect, hall_direct, G_TYPE_OBJECT)

static void
hall_direct_dispose (GObject *object)
{
  HallDirect *self = HALL_DIRECT (object);

  hall_direct_close (self);
  g_clear_pointer (&self->dial_timer, hall_timer_free);
  g_clear_pointer (&self->next_timer, hall_timer_free);
  g_clear_pointer (&self->look_timer, hall_timer_free);
  g_clear_pointer (&self->idle_timer, hall_timer_free);
  g_clear_pointer (&self->spare_timer, hall_timer_free);
  g_clear_pointer (&self->dialling, g_ptr_array_unref);
  g_clear_pointer (&self->tried, g_hash_table_unref);
  g_clear_pointer (&self->person_id, g_free);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_direct_parent_class)->dispose (object);
}

static void
hall_direct_class_init (HallDirectClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_direct_dispose;
  signals[LIVE] = g_signal_new ("live", HALL_TYPE_DIRECT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", HALL_TYPE_DIRECT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[PACKET] = g_signal_new ("packet", HALL_TYPE_DIRECT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, HALL_TYPE_LINK, HALL_TYPE_PACKET);
}

static void
hall_direct_init (HallDirect *self)
{
  self->paused = TRUE;
  self->dialling = g_ptr_array_new_with_free_func (g_object_unref);
  self->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
hall_direct_emit_changed (HallDirect *self)
{
  if (!self->closed)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
use (HallDirect *self,
     HallLink   *link)
{
  g_set_object (&self->link, link);
  if (link != NULL)
    {
      g_clear_pointer (&self->problem, g_free);
      hall_direct_touch (self);
    }
  else
    hall_timer_stop (self->idle_timer);
  g_signal_emit (self, signals[LIVE], 0);
}

/* Its "closed" is none of our business any more. @quietly: it is thought to be dead. */
static void
let_go (HallDirect *self,
        HallLink  **field,
        gboolean    quietly)
{
  g_autoptr (HallLink) link = g_steal_pointer (field);

  if (link == NULL)
    return;
  g_signal_handlers_disconnect_by_data (link, self);
  if (quietly)
    hall_link_abort (link);
  else
    hall_link_close (link);
}

static void
on_packet (HallLink   *link,
           HallPacket *packet,
           HallDirect *self)
{
  g_autoptr (HallDirect) kept = g_object_ref (self);

  self->backoff_ms = 0;   /* whoever refuses us says nothing else */
  hall_direct_touch (self);
  g_signal_emit (self, signals[PACKET], 0, link, packet);
}

static void
on_closed (HallLink     *link,
           const GError *error,
           HallDirect   *self)
{
  g_autoptr (HallDirect) kept = g_object_ref (self);

  g_signal_handlers_disconnect_by_data (link, self);
  if (link == self->spare)
    {
      hall_timer_stop (self->spare_timer);
      g_clear_object (&self->spare);
      return;
    }
  if (link != self->link)
    return;
  g_debug ("the link to %s ended: %s", self->person_id, error != NULL ? error->message : "bye");
  hall_timer_stop (self->spare_timer);
  if (self->spare != NULL)
    {
      g_autoptr (HallLink) spare = g_steal_pointer (&self->spare);

      use (self, spare);
      return;
    }
  use (self, NULL);
  hall_direct_plan_return (self);
}

static void
on_idle (gpointer user_data)
{
  HallDirect *self = user_data;
  g_autoptr (HallDirect) kept = g_object_ref (self);

  if (self->wanted)
    {
      hall_direct_touch (self);   /* what waits is offered again from time to time */
      return;
    }
  g_debug ("the link to %s is not used", self->person_id);
  hall_timer_stop (self->spare_timer);
  let_go (self, &self->spare, FALSE);
  let_go (self, &self->link, FALSE);
  use (self, NULL);
}

/* Of two links: whether the one in use has answered; then the other may go. */
static void
on_spare (gpointer user_data)
{
  HallDirect *self = user_data;
  g_autoptr (HallDirect) kept = g_object_ref (self);
  gint64 now = hall_clock_get_monotonic (self->context->clock);

  if (self->spare == NULL || self->link == NULL)
    return;
  if (hall_link_get_last_heard (self->link) < self->spare_since)
    {
      g_debug ("the older link to %s did not survive", self->person_id);
      hall_link_abort (self->link);   /* "closed" puts the spare one in its place */
    }
  else if (hall_link_get_queued (self->spare) > 0 && now - self->spare_since < SPARE_MAX_US)
    hall_timer_start (self->spare_timer, SPARE_CHECK_MS);
  else
    let_go (self, &self->spare, FALSE);
}

static gboolean
is_preferred (HallDirect *self,
              HallLink   *link)
{
  return hall_link_get_incoming (link) != hall_direct_is_host (self);
}

void
hall_direct_add_link (HallDirect *self,
                      HallLink   *link)
{
  g_signal_connect_object (link, "packet", G_CALLBACK (on_packet), self, 0);
  g_signal_connect_object (link, "closed", G_CALLBACK (on_closed), self, 0);
  if (self->context->exchange != NULL)
    hall_exchange_introduce (self->context->exchange, link);
  hall_timer_stop (self->dial_timer);
  if (self->link == NULL)
    {
      use (self, link);
      return;
    }
  hall_timer_stop (self->spare_timer);
  /* Who dials again has lost what it dialled before. */
  if (self->spare != NULL
      && hall_link_get_incoming (self->spare) == hall_link_get_incoming (link))
    let_go (self, &self->spare, TRUE);
  if (hall_link_get_incoming (self->link) == hall_link_get_incoming (link))
    {
      let_go (self, &self->link, TRUE);
      use (self, link);
    }
  else if (is_preferred (self, link))
    {
      let_go (self, &self->spare, FALSE);
      self->spare = g_object_ref (self->link);
      use (self, link);
    }
  else
    {
      let_go (self, &self->spare, FALSE);
      self->spare = g_object_ref (link);
    }
  if (self->spare == NULL || self->link == NULL)
    return;
  self->spare_since = hall_clock_get_monotonic (self->context->clock);
  hall_link_ping (self->link);
  hall_timer_start (self->spare_timer, HALL_HOST_PING_MS);
}

/**
 * hall_direct_new:
 * @context: shared parts
 * @person_id: the other one; not ourselves
 *
 * Returns: (transfer full): a way to the person that is not gone before hall_direct_begin ()
 */
HallDirect *
hall_direct_new (HallContext *context,
                 const char  *person_id)
{
  HallDirect *self = g_object_new (HALL_TYPE_DIRECT, NULL);

  self->context = hall_context_ref (context);
  self->person_id = g_strdup (person_id);
  self->dial_timer = hall_timer_new (context->clock, hall_direct_on_dial_timer, self);
  self->next_timer = hall_timer_new (context->clock, hall_direct_on_next_timer, self);
  self->look_timer = hall_timer_new (context->clock, hall_direct_on_look_timer, self);
  self->idle_timer = hall_timer_new (context->clock, on_idle, self);
  self->spare_timer = hall_timer_new (context->clock, on_spare, self);
  return self;
}

/**
 * hall_direct_take_link:
 * @self: a way to a person
 * @link: ready; dialled by that person
 *
 * Uses it, unless it has a better one.
 */
void
hall_direct_take_link (HallDirect *self,
                       HallLink   *link)
{
  if (self->closed || self->paused)
    {
      hall_link_close (link);
      return;
    }
  /* Theirs stays. The smaller key goes on dialling, or both might give up at once. */
  if (!hall_direct_is_host (self))
    hall_direct_stop_dialling (self);
  hall_direct_add_link (self, link);
}

/**
 * hall_direct_touch:
 * @self: a way to a person
 *
 * The idle time begins anew.
 */
void
hall_direct_touch (HallDirect *self)
{
  if (self->link != NULL && !self->closed)
    hall_timer_start (self->idle_timer, HALL_DIRECT_IDLE_MS);
}

/**
 * hall_direct_get_link:
 * @self: a way to a person
 *
 * Returns: (transfer none) (nullable): the link in use, which is ready
 */
HallLink *
hall_direct_get_link (HallDirect *self)
{
  return self->link;
}

/**
 * hall_direct_get_spare:
 * @self: a way to a person
 *
 * Returns: (transfer none) (nullable): another link, while it is not known which of the two lives
 */
HallLink *
hall_direct_get_spare (HallDirect *self)
{
  return self->spare;
}

/**
 * hall_direct_is_host:
 * @self: a way to a person
 *
 * Returns: whether our key is the smaller one: our clock counts, and what we dial stays
 */
gboolean
hall_direct_is_host (HallDirect *self)
{
  return strcmp (self->context->own_id, self->person_id) < 0;
}

/**
 * hall_direct_get_problem:
 * @self: a way to a person
 *
 * Returns: (transfer none) (nullable): a translated sentence on why there can be no link
 */
const char *
hall_direct_get_problem (HallDirect *self)
{
  return self->problem;
}

static void
end_links (HallDirect *self,
           gboolean    quietly)
{
  gboolean had_link = self->link != NULL;

  hall_direct_stop_dialling (self);
  if (self->closed)
    hall_timer_stop (self->look_timer);
  hall_timer_stop (self->idle_timer);
  hall_timer_stop (self->spare_timer);
  let_go (self, &self->spare, quietly);
  let_go (self, &self->link, quietly);
  if (had_link && !self->closed)
    g_signal_emit (self, signals[LIVE], 0);
}

/**
 * hall_direct_refuse:
 * @self: a way to a person
 * @code: a word of the protocol
 * @text: for a person
 *
 * Ends all that is open, and says why. What is dialled or taken afterwards is up to others.
 */
void
hall_direct_refuse (HallDirect *self,
                    const char *code,
                    const char *text)
{
  g_autoptr (HallDirect) kept = g_object_ref (self);
  HallLink **links[] = { &self->spare, &self->link };
  gboolean had_link = self->link != NULL;

  hall_direct_stop_dialling (self);
  hall_timer_stop (self->idle_timer);
  hall_timer_stop (self->spare_timer);
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autoptr (HallLink) link = g_steal_pointer (links[i]);

      if (link == NULL)
        continue;
      g_signal_handlers_disconnect_by_data (link, self);
      hall_link_refuse (link, code, text);
    }
  if (had_link && !self->closed)
    g_signal_emit (self, signals[LIVE], 0);
}

/**
 * hall_direct_pause:
 * @self: a way to a person
 *
 * Says bye and dials no more, until hall_direct_begin ().
 */
void
hall_direct_pause (HallDirect *self)
{
  if (self->closed || self->paused)
    return;
  self->paused = TRUE;
  end_links (self, FALSE);
}

/**
 * hall_direct_close:
 * @self: a way to a person
 *
 * Says bye; nothing is signalled any more.
 */
void
hall_direct_close (HallDirect *self)
{
  if (self->closed)
    return;
  self->closed = TRUE;
  end_links (self, FALSE);
  g_clear_pointer (&self->problem, g_free);
}

/**
 * hall_direct_abort:
 * @self: a way to a person
 *
 * Cuts its links; nothing is signalled any more.
 */
void
hall_direct_abort (HallDirect *self)
{
  if (self->closed)
    return;
  self->closed = TRUE;
  end_links (self, TRUE);
}
