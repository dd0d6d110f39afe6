/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-exchange-pull.c: whom we ask what it has heard, and when.
 *
 * Whoever says in its HELLO that it knows more; whoever told us of somebody who is not heard here
 * and would soon be forgotten; whom DNS-SD names. Few at a time, after a while that is drawn, so
 * that not everybody asks the same one.
 */

#define G_LOG_DOMAIN "hall-exchange-pull"

#include "config.h"

#include "hall-limits.h"

#include "hall-exchange-private.h"

/* A HELLO of so long ago is no offer any more. */
#define OFFER_US (30 * G_USEC_PER_SEC)
#define OFFERS_MAX 256
#define RESTS_MAX 1024
/* How often is looked whether somebody is about to be forgotten whom we do not hear. */
#define FADE_CHECK_MS 2000
/* In hundredths of the time to live. */
#define FADE_PERCENT 60

typedef struct
{
  char *address;
  guint16 port;
  guint count;
  char *digest;
  gint64 heard_us;
} HallOffer;

typedef struct
{
  char *digest;     /* (nullable): any */
  gint64 until_us;
} HallRest;

static void
hall_offer_free (gpointer data)
{
  HallOffer *offer = data;

  g_free (offer->address);
  g_free (offer->digest);
  g_free (offer);
}

static void
hall_rest_free (gpointer data)
{
  HallRest *rest = data;

  g_free (rest->digest);
  g_free (rest);
}

static gint64
get_now (HallExchange *self)
{
  return hall_clock_get_monotonic (self->context->clock);
}

static gboolean
is_new (HallExchange *self)
{
  return get_now (self) < self->new_until;
}

/* Whoever is invisible calls on nobody for this. */
static gboolean
may_ask (HallExchange *self)
{
  return !self->closed && !self->context->invisible && !self->context->stopped
         && self->context->identity != NULL && hall_announcer_is_running (self->announcer);
}

static gboolean
rests (HallExchange *self,
       const char   *id,
       const char   *digest)
{
  const HallRest *rest = g_hash_table_lookup (self->rests, id);

  return rest != NULL && get_now (self) < rest->until_us
         && (rest->digest == NULL || g_strcmp0 (rest->digest, digest) == 0);
}

static gboolean
is_over (gpointer key,
         gpointer value,
         gpointer user_data)
{
  return ((HallRest *) value)->until_us <= *(gint64 *) user_data;
}

/* @digest: (nullable): whatever it says. */
static void
set_rest (HallExchange *self,
          const char   *id,
          const char   *digest,
          guint         ms)
{
  gint64 now = get_now (self);
  HallRest *rest;

  if (g_hash_table_size (self->rests) >= RESTS_MAX)
    g_hash_table_foreach_remove (self->rests, is_over, &now);
  if (g_hash_table_size (self->rests) >= RESTS_MAX)
    return;
  rest = g_new0 (HallRest, 1);
  rest->digest = g_strdup (digest);
  rest->until_us = now + ms * 1000LL;
  g_hash_table_replace (self->rests, g_strdup (id), rest);
}

/* Whether that one knows more than we do, as far as its count and digest tell. */
static gboolean
knows_more (HallExchange *self,
            const char   *id,
            guint         count,
            const char   *digest)
{
  g_autofree char *own_digest = NULL;
  guint own_count = hall_announcer_get_known (self->announcer, &own_digest);

  if (g_str_equal (own_digest, digest))
    return FALSE;
  return count > own_count || (count == own_count && strcmp (self->context->own_id, id) < 0);
}

static gboolean
is_good (HallExchange *self,
         const char   *id)
{
  HallPerson *person = hall_directory_lookup_person (self->context->directory, id);

  return person != NULL && !hall_person_get_blocked (person)
         && !hall_person_get_older_version (person) && hall_exchange_find (self, id) == NULL;
}

static void
plan (HallExchange *self)
{
  gint64 now = get_now (self);
  guint delay = hall_clock_pick (self->context->clock, 0,
                                 is_new (self) ? HALL_PULL_DELAY_NEW_MS : HALL_PULL_DELAY_MAX_MS);

  if (!hall_timer_is_running (self->pull_timer))
    hall_timer_start_at (self->pull_timer, MAX (now + delay * 1000LL, self->next_pull));
}

/**
 * hall_exchange_hear:
 * @self: an exchange
 * @hello: a HELLO that we heard ourselves
 * @address: where it came from
 *
 * Asks its sender in a while, if it knows more than we do.
 */
void
hall_exchange_hear (HallExchange *self,
                    HallDatagram *hello,
                    const char   *address)
{
  HallOffer *offer;

  if (self->closed || hello->type != HALL_DATAGRAM_HELLO)
    return;
  if (self->new_until == 0)
    self->new_until = get_now (self) + HALL_PULL_NEW_MS * 1000LL;
  g_hash_table_remove (self->offers, hello->id);
  if (hello->known_digest == NULL || !may_ask (self)
      || !knows_more (self, hello->id, hello->known_count, hello->known_digest)
      || rests (self, hello->id, hello->known_digest)
      || g_hash_table_size (self->offers) >= OFFERS_MAX
      || !hall_transport_is_on_link (self->context->transport, address))
    return;
  offer = g_new0 (HallOffer, 1);
  offer->address = g_strdup (address);
  offer->port = hello->tcp_port;
  offer->count = hello->known_count;
  offer->digest = g_strdup (hello->known_digest);
  offer->heard_us = get_now (self);
  g_hash_table_insert (self->offers, g_strdup (hello->id), offer);
  plan (self);
}

/* One of those that still hold, by chance; the others are dropped. (nullable): its id. */
static const char *
choose_offer (HallExchange *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, self->offers);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      const HallOffer *offer = value;

      if (get_now (self) - offer->heard_us > OFFER_US || rests (self, id, offer->digest)
          || !knows_more (self, id, offer->count, offer->digest))
        g_hash_table_iter_remove (&iter);
      else if (is_good (self, id))
        g_ptr_array_add (ids, id);
    }
  if (ids->len == 0)
    return NULL;
  return g_ptr_array_index (ids, hall_clock_pick (self->context->clock, 0, ids->len - 1));
}

static guint
count_pulls (HallExchange *self)
{
  guint n = 0;

  for (guint i = 0; i < self->talks->len; i++)
    n += ((HallTalk *) g_ptr_array_index (self->talks, i))->pull;
  return n;
}

/* (nullable): it cannot be done now. */
static HallTalk *
pull (HallExchange *self,
      const char   *id,
      const char   *address,
      guint16       port,
      const char   *digest)
{
  HallTalk *talk = hall_exchange_dial (self, address, port, id);

  if (talk == NULL)
    return NULL;
  talk->pull = TRUE;
  talk->digest = g_strdup (digest);
  /* It would refuse to be asked again so soon. */
  set_rest (self, id, NULL, HALL_EXCHANGE_AGAIN_MS + HALL_PULL_DELAY_NEW_MS);
  if (!is_new (self))
    self->next_pull = get_now (self) + HALL_PULL_EVERY_MS * 1000LL;
  return talk;
}

static void
on_pull_timer (gpointer user_data)
{
  HallExchange *self = user_data;
  g_autofree char *id = NULL;
  const HallOffer *offer;

  if (!may_ask (self))
    {
      g_hash_table_remove_all (self->offers);
      return;
    }
  if (count_pulls (self) >= (is_new (self) ? HALL_PULLS_NEW : 1u))
    return;   /* when one ends it is looked again */
  id = g_strdup (choose_offer (self));
  if (id == NULL)
    return;
  offer = g_hash_table_lookup (self->offers, id);
  pull (self, id, offer->address, offer->port, offer->digest);
  g_hash_table_remove (self->offers, id);
  if (g_hash_table_size (self->offers) > 0)
    plan (self);
}

void
hall_exchange_note_pulled (HallExchange *self,
                           HallTalk     *talk)
{
  if (self->closed)
    return;
  /* Who answered, but has heard nothing newer of those who fade, may have so in a while. */
  if (talk->pull && talk->again && talk->asked)
    {
      if (!talk->renewed)
        set_rest (self, talk->expected_id, NULL, HALL_PULL_EVERY_MS);
    }
  /* Who was named by DNS-SD has said nothing, and may be there soon. */
  else if (talk->pull && !talk->brought && talk->digest != NULL)
    set_rest (self, talk->expected_id, talk->digest, HALL_PULL_REST_MS);
  talk->pull = FALSE;
  if (g_hash_table_size (self->offers) > 0)
    plan (self);
}

void
hall_exchange_note_source (HallExchange *self,
                           const char   *person_id,
                           const char   *source_id)
{
  if (self->closed || g_str_equal (person_id, source_id)
      || !hall_directory_is_told (self->context->directory, person_id, get_now (self)))
    return;
  g_hash_table_replace (self->sources, g_strdup (person_id), g_strdup (source_id));
  if (!hall_timer_is_running (self->fade_timer))
    hall_timer_start (self->fade_timer, FADE_CHECK_MS);
}

/* Asks that one again for news of those who were told, if it is near. */
static gboolean
ask_again (HallExchange *self,
           const char   *source_id)
{
  HallPerson *source = hall_directory_lookup_person (self->context->directory, source_id);
  const char *const *addresses;
  HallTalk *talk;

  if (source == NULL || !hall_person_get_online (source) || !is_good (self, source_id)
      || rests (self, source_id, NULL))
    return FALSE;
  addresses = hall_person_get_addresses (source);
  for (guint i = 0; addresses[i] != NULL; i++)
    {
      if (!hall_transport_is_on_link (self->context->transport, addresses[i]))
        continue;
      talk = pull (self, source_id, addresses[i], (guint16) hall_person_get_tcp_port (source),
                   NULL);
      if (talk != NULL)
        talk->again = TRUE;
      return talk != NULL;
    }
  return FALSE;
}

/* People who are heard nowhere near are news of others, and those do not come by themselves. */
static void
on_fade_timer (gpointer user_data)
{
  HallExchange *self = user_data;
  g_autoptr (GHashTable) sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 now = get_now (self);
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, self->sources);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      gint64 heard, deadline;

      if (!hall_directory_is_told (self->context->directory, id, now)
          || !hall_directory_get_span (self->context->directory, id, &heard, &deadline))
        g_hash_table_iter_remove (&iter);
      else if (now - heard > (deadline - heard) / 100 * FADE_PERCENT
               && !g_hash_table_contains (sources, value))
        g_hash_table_add (sources, g_strdup (value));
    }
  /* The first of them that can be asked: one that is gone itself is in nobody's way. */
  g_hash_table_iter_init (&iter, sources);
  while (now >= self->next_pull && may_ask (self) && count_pulls (self) == 0
         && g_hash_table_iter_next (&iter, &id, NULL))
    if (ask_again (self, id))
      break;
  if (g_hash_table_size (self->sources) > 0)
    hall_timer_start (self->fade_timer, FADE_CHECK_MS);
}

/**
 * hall_exchange_refresh:
 * @self: an exchange
 *
 * The network is another one, or we slept: who knows more is asked at once.
 */
void
hall_exchange_refresh (HallExchange *self)
{
  if (self->closed)
    return;
  self->new_until = get_now (self) + HALL_PULL_NEW_MS * 1000LL;
  self->next_pull = 0;
  g_hash_table_remove_all (self->rests);
  for (guint i = 0; i < self->stays->len; i++)
    hall_stay_nudge (g_ptr_array_index (self->stays, i));
}

/**
 * hall_exchange_update:
 * @self: an exchange
 *
 * We became visible or invisible: whoever is so asks nobody any more, not even who is being
 * dialled.
 */
void
hall_exchange_update (HallExchange *self)
{
  g_autoptr (GPtrArray) talks = g_ptr_array_new ();

  if (!self->context->invisible)
    return;
  /* Ending one takes it out of the list. */
  g_ptr_array_extend (talks, self->talks, NULL, NULL);
  for (guint i = 0; i < talks->len; i++)
    {
      HallTalk *talk = g_ptr_array_index (talks, i);

      if (talk->pull)
        hall_talk_end (talk);
    }
}

/**
 * hall_exchange_hint:
 * @self: an exchange
 * @id: somebody's key
 * @address: numeric
 * @port: TCP
 *
 * Asks once whoever is said to be there, if it is not known to be around; nobody else than the one
 * with that key is told anything.
 */
void
hall_exchange_hint (HallExchange *self,
                    const char   *id,
                    const char   *address,
                    guint16       port)
{
  HallPerson *person;

  g_return_if_fail (HALL_IS_EXCHANGE (self));
  g_return_if_fail (id != NULL && address != NULL);

  person = hall_directory_lookup_person (self->context->directory, id);
  if (!may_ask (self) || port == 0 || g_str_equal (id, self->context->own_id)
      || (person != NULL
          && (hall_person_get_online (person) || hall_person_get_blocked (person)))
      || hall_exchange_find (self, id) != NULL || rests (self, id, NULL)
      || count_pulls (self) >= HALL_PULLS_NEW)
    return;
  if (pull (self, id, address, port, NULL) != NULL)
    set_rest (self, id, NULL, HALL_EXCHANGE_MS);
}

void
hall_exchange_init_pull (HallExchange *self)
{
  self->offers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, hall_offer_free);
  self->rests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, hall_rest_free);
  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->pull_timer = hall_timer_new (self->context->clock, on_pull_timer, self);
  self->fade_timer = hall_timer_new (self->context->clock, on_fade_timer, self);
}

void
hall_exchange_clear_pull (HallExchange *self)
{
  g_clear_pointer (&self->offers, g_hash_table_unref);
  g_clear_pointer (&self->rests, g_hash_table_unref);
  g_clear_pointer (&self->sources, g_hash_table_unref);
  g_clear_pointer (&self->pull_timer, hall_timer_free);
  g_clear_pointer (&self->fade_timer, hall_timer_free);
}
