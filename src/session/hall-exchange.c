/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-exchange.c: the links over which peers tell one another whom they have heard.
 *
 * It owns them all, those that others dialled and our own, and bounds their number. What is said on
 * one is in hall-exchange-talk.c.
 */

#define G_LOG_DOMAIN "hall-exchange"

#include "config.h"

#include "hall-limits.h"

#include "hall-exchange-private.h"

/* Of who asked lately. */
#define SERVED_MAX 1024
/* The list of all others is not made more often than that for links that stay. */
#define SHARED_US (HALL_EXCHANGE_ADD_MS / 2 * 1000LL)

enum
{
  TOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallExchange, hall_exchange, G_TYPE_OBJECT)

static void
hall_exchange_dispose (GObject *object)
{
  HallExchange *self = HALL_EXCHANGE (object);

  if (self->talks != NULL)
    hall_exchange_close (self, NULL);
  g_clear_pointer (&self->talks, g_ptr_array_unref);
  g_clear_pointer (&self->stays, g_ptr_array_unref);
  g_clear_pointer (&self->served, g_hash_table_unref);
  g_clear_pointer (&self->heard, g_ptr_array_unref);
  g_clear_pointer (&self->intake_timer, hall_timer_free);
  hall_exchange_clear_pull (self);
  g_clear_object (&self->announcer);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_exchange_parent_class)->dispose (object);
}

static void
hall_exchange_class_init (HallExchangeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_exchange_dispose;

  signals[TOLD] = g_signal_new ("told", HALL_TYPE_EXCHANGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 3, HALL_TYPE_DATAGRAM | G_SIGNAL_TYPE_STATIC_SCOPE,
                                G_TYPE_UINT, G_TYPE_UINT);
}

static void
hall_exchange_init (HallExchange *self)
{
  self->talks = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_talk_free);
  self->stays = g_ptr_array_new ();
  self->served = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_queue_init (&self->intake);
}

/**
 * hall_exchange_new:
 * @context: shared parts
 * @announcer: what says how much we know, and what is said of us
 *
 * Returns: (transfer full): an exchange with nobody
 */
HallExchange *
hall_exchange_new (HallContext   *context,
                   HallAnnouncer *announcer)
{
  HallExchange *self = g_object_new (HALL_TYPE_EXCHANGE, NULL);

  self->context = hall_context_ref (context);
  self->announcer = g_object_ref (announcer);
  self->intake_timer = hall_timer_new (context->clock, hall_exchange_on_intake, self);
  hall_exchange_init_pull (self);
  return self;
}

guint
hall_exchange_count (HallExchange *self,
                     gboolean      dialled,
                     gboolean      stays)
{
  guint n = 0;

  for (guint i = 0; i < self->talks->len; i++)
    {
      const HallTalk *talk = g_ptr_array_index (self->talks, i);

      n += talk->dialled == dialled && talk->stays == stays;
    }
  return n;
}

HallTalk *
hall_exchange_find (HallExchange *self,
                    const char   *person_id)
{
  for (guint i = 0; i < self->talks->len; i++)
    {
      HallTalk *talk = g_ptr_array_index (self->talks, i);

      if (g_strcmp0 (hall_link_get_peer_id (talk->link), person_id) == 0
          || g_strcmp0 (talk->expected_id, person_id) == 0)
        return talk;
    }
  return NULL;
}

static gboolean
is_long_ago (gpointer key,
             gpointer value,
             gpointer user_data)
{
  return *(gint64 *) value + HALL_EXCHANGE_AGAIN_MS * 1000LL <= *(gint64 *) user_data;
}

gboolean
hall_exchange_note_asked (HallExchange *self,
                          const char   *person_id)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  const gint64 *last = g_hash_table_lookup (self->served, person_id);

  if (last != NULL && now < *last + HALL_EXCHANGE_AGAIN_MS * 1000LL)
    return FALSE;
  if (g_hash_table_size (self->served) >= SERVED_MAX)
    g_hash_table_foreach_remove (self->served, is_long_ago, &now);
  /* Keys cost nothing: when so many ask in two seconds, some wait. */
  if (last == NULL && g_hash_table_size (self->served) >= SERVED_MAX)
    return FALSE;
  g_hash_table_replace (self->served, g_strdup (person_id), g_memdup2 (&now, sizeof now));
  return TRUE;
}

GPtrArray *
hall_exchange_list (HallExchange *self)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  GPtrArray *notices = hall_announcer_list_said (self->announcer);
  GPtrArray *others = hall_directory_list_notices (self->context->directory, now);

  g_ptr_array_extend_and_steal (notices, others);
  return notices;
}

GPtrArray *
hall_exchange_peek_others (HallExchange *self)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);

  if (self->heard == NULL || now >= self->heard_us + SHARED_US)
    {
      g_clear_pointer (&self->heard, g_ptr_array_unref);
      self->heard = hall_directory_list_notices (self->context->directory, now);
      self->heard_us = now;
    }
  return self->heard;
}

HallTalk *
hall_exchange_dial (HallExchange *self,
                    const char   *address,
                    guint16       port,
                    const char   *expected_id)
{
  g_autoptr (HallLink) link = NULL;
  HallTalk *talk;

  if (self->closed || self->context->stopped || self->context->identity == NULL
      || self->context->transport == NULL)
    return NULL;
  g_debug ("asking %s at %s:%u", expected_id != NULL ? expected_id : "whoever is", address, port);
  hall_counters_add (self->context->counters, HALL_COUNTER_EXCHANGE_DIALED);
  link = hall_context_dial (self->context, address, port, expected_id, HALL_PURPOSE_DIRECTORY);
  talk = hall_talk_new (self, link, TRUE);
  talk->expected_id = g_strdup (expected_id);
  g_ptr_array_add (self->talks, talk);
  return talk;
}

/**
 * hall_exchange_take_link:
 * @self: an exchange
 * @link: ready, for the directory, dialled by somebody else
 *
 * Answers what is asked over it about whom we have heard, and keeps it for a while: others may
 * answer other questions over it.
 */
void
hall_exchange_take_link (HallExchange *self,
                         HallLink     *link)
{
  if (self->closed || hall_exchange_count (self, FALSE, FALSE) >= HALL_EXCHANGE_LINKS_MAX)
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_EXCHANGE_FULL);
      hall_link_refuse (link, "full", NULL);
      return;
    }
  g_ptr_array_add (self->talks, hall_talk_new (self, link, FALSE));
}

/**
 * hall_exchange_stay:
 * @self: an exchange
 * @address: numeric, as somebody typed it or its name was resolved
 * @port: TCP
 *
 * Returns: (transfer full): the link there, that is being made, and made again, until it is closed
 */
HallStay *
hall_exchange_stay (HallExchange *self,
                    const char   *address,
                    guint16       port)
{
  HallStay *stay;

  g_return_val_if_fail (HALL_IS_EXCHANGE (self), NULL);
  g_return_val_if_fail (address != NULL, NULL);

  stay = hall_stay_new (self, self->context->clock, address, port);
  g_ptr_array_add (self->stays, stay);
  hall_stay_nudge (stay);
  return stay;
}

void
hall_exchange_forget_stay (HallExchange *self,
                           HallStay     *stay)
{
  if (self->stays != NULL)
    g_ptr_array_remove_fast (self->stays, stay);
  for (guint i = 0; self->talks != NULL && i < self->talks->len; i++)
    {
      HallTalk *talk = g_ptr_array_index (self->talks, i);

      if (talk->stay != stay)
        continue;
      talk->stay = NULL;
      hall_talk_end (talk);
      return;
    }
}

/* What is new goes out before. */
static void
end_talk (HallExchange *self,
          HallTalk     *talk)
{
  if (self->closed && talk->stays && talk->answered && !talk->ending)
    hall_talk_add_news (talk);
  hall_talk_end (talk);
}

/**
 * hall_exchange_close:
 * @self: an exchange
 * @person_id: (nullable): who is blocked; %NULL: it is over
 */
void
hall_exchange_close (HallExchange *self,
                     const char   *person_id)
{
  g_autoptr (GPtrArray) talks = g_ptr_array_new ();

  if (self->closed)
    return;
  if (person_id == NULL)
    {
      self->closed = TRUE;
      g_clear_pointer (&self->heard, g_ptr_array_unref);
      for (guint i = self->stays->len; i > 0; i--)
        hall_stay_abandon (g_ptr_array_index (self->stays, i - 1));
      g_ptr_array_set_size (self->stays, 0);
      if (self->intake_timer != NULL)
        hall_timer_stop (self->intake_timer);
    }
  /* Ending one takes it out of the list. */
  g_ptr_array_extend (talks, self->talks, NULL, NULL);
  for (guint i = 0; i < talks->len; i++)
    {
      HallTalk *talk = g_ptr_array_index (talks, i);

      if (person_id == NULL || g_strcmp0 (hall_link_get_peer_id (talk->link), person_id) == 0
          || g_strcmp0 (talk->expected_id, person_id) == 0)
        end_talk (self, talk);
    }
  if (person_id == NULL)
    {
      hall_exchange_clear_pull (self);
      g_ptr_array_set_size (self->talks, 0);
    }
}
