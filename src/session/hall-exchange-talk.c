/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-exchange-talk.c: one link over which two tell one another whom they have heard.
 *
 * Whoever dialled asks; the other one answers with what the first lacks, and says what it lacks
 * itself. Who does anything else, or more of it, is refused and counted.
 */

#define G_LOG_DOMAIN "hall-exchange-talk"

#include "config.h"

#include "hall-limits.h"

#include "hall-exchange-private.h"

/* Pages of one exchange, empty ones included. */
#define PAGES_MAX 512
/* Of a link that stays: so many entries a second, and so many at once. */
#define ENTRIES_PER_SECOND 400
#define ENTRY_US (G_USEC_PER_SEC / ENTRIES_PER_SECOND)
#define BURST_US (HALL_PEOPLE_MAX * ENTRY_US)

static void
on_timer (gpointer user_data)
{
  HallTalk *self = user_data;

  if (self->stays && self->answered)
    {
      hall_timer_start (self->timer, HALL_EXCHANGE_ADD_MS);
      hall_talk_add_news (self);
      return;
    }
  /* A link over which nothing was asked is nobody's fault: others may have used it. */
  if (self->dialled || (self->asked && !self->told))
    hall_counters_add (self->exchange->context->counters, HALL_COUNTER_EXCHANGE_TIMEOUT);
  hall_talk_end (self);
}

static void
on_ready (HallLink *link,
          HallTalk *self)
{
  hall_timer_start (self->timer, HALL_EXCHANGE_MS);
  hall_talk_ask (self);
}

static void
on_drained (HallLink *link,
            HallTalk *self)
{
  hall_talk_pump (self);
}

/* Frees @self. */
static void
on_closed (HallLink     *link,
           const GError *error,
           HallTalk     *self)
{
  g_autoptr (HallExchange) exchange = g_object_ref (self->exchange);
  HallStay *stay;

  if (error == NULL && !self->ending)
    hall_exchange_take_last (exchange, self);
  if (!g_ptr_array_find (exchange->talks, self, NULL))
    return;
  stay = g_steal_pointer (&self->stay);
  if (self->dialled)
    hall_exchange_note_pulled (exchange, self);
  g_ptr_array_remove_fast (exchange->talks, self);
  if (stay != NULL)
    hall_stay_note_closed (stay, error);
}

void
hall_talk_end (HallTalk *self)
{
  g_autoptr (HallLink) link = g_object_ref (self->link);

  if (self->ending)
    return;
  self->ending = TRUE;
  hall_timer_stop (self->timer);
  hall_exchange_drop (self->exchange, self);
  hall_link_close (link);
}

void
hall_talk_refuse (HallTalk    *self,
                  HallCounter  counter,
                  const char  *code)
{
  g_autoptr (HallLink) link = g_object_ref (self->link);

  if (self->ending)
    return;
  g_debug ("%s: %s", hall_link_get_peer_id (link), hall_counter_get_name (counter));
  hall_counters_add (self->exchange->context->counters, counter);
  self->ending = TRUE;
  hall_timer_stop (self->timer);
  hall_exchange_drop (self->exchange, self);
  hall_link_refuse (link, code, NULL);
}

static void
take_question (HallTalk   *self,
               HallPacket *packet)
{
  guint n = g_strv_length (packet->have);

  if (self->dialled || self->asked)
    {
      hall_talk_refuse (self, HALL_COUNTER_EXCHANGE_BAD, "unsupported");
      return;
    }
  if (self->n_pages == 0
      && !hall_exchange_note_asked (self->exchange, hall_link_get_peer_id (self->link)))
    {
      hall_talk_refuse (self, HALL_COUNTER_EXCHANGE_RATE, "rate");
      return;
    }
  self->n_pages++;
  if (self->claimed->len + n > HALL_EXCHANGE_TOKENS_MAX || self->n_pages > PAGES_MAX)
    {
      hall_talk_refuse (self, HALL_COUNTER_EXCHANGE_BAD, "size");
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      if (g_hash_table_add (self->theirs, g_strdup (packet->have[i])))
        g_ptr_array_add (self->claimed, g_strdup (packet->have[i]));
    }
  if (packet->more)
    return;

  if (packet->stay
      && hall_exchange_count (self->exchange, FALSE, TRUE) >= HALL_STAY_LINKS_MAX)
    {
      hall_talk_refuse (self, HALL_COUNTER_EXCHANGE_FULL, "full");
      return;
    }
  self->stays = packet->stay;
  self->asked = TRUE;
  self->n_pages = 0;
  hall_counters_add (self->exchange->context->counters, HALL_COUNTER_EXCHANGE_SERVED);
  hall_talk_answer (self);
  if (self->stays)
    hall_timer_start (self->timer, HALL_EXCHANGE_ADD_MS);
}

/* Whether that much may come now. */
static gboolean
take_credit (HallTalk *self,
             guint     n_entries)
{
  gint64 now = hall_clock_get_monotonic (self->exchange->context->clock);
  gint64 cost = (gint64) MAX (n_entries, 1) * ENTRY_US;

  if (!self->stays || !self->told)
    {
      self->n_entries += n_entries;
      self->credit = BURST_US;
      self->credited = now;
      return self->n_entries <= HALL_EXCHANGE_TOKENS_MAX && ++self->n_pages <= PAGES_MAX;
    }
  self->credit = MIN (self->credit + now - self->credited, BURST_US);
  self->credited = now;
  self->credit -= cost;
  return self->credit >= 0;
}

static void
take_add (HallTalk   *self,
          HallPacket *packet)
{
  /* Nobody asked for it, or all that was asked for has come. */
  if (!self->asked || (self->told && !self->stays) || (!self->dialled && packet->wanted != NULL))
    {
      hall_talk_refuse (self, HALL_COUNTER_EXCHANGE_BAD, "unsupported");
      return;
    }
  if (!take_credit (self, packet->relayed->len))
    {
      hall_talk_refuse (self, HALL_COUNTER_EXCHANGE_BAD, "size");
      return;
    }
  if (!hall_exchange_has_place (self->exchange, packet->relayed->len))
    {
      hall_talk_refuse (self, HALL_COUNTER_EXCHANGE_FULL, "full");
      return;
    }
  for (guint i = 0; packet->wanted != NULL && packet->wanted[i] != NULL; i++)
    {
      if (self->told || self->wanted->len >= HALL_EXCHANGE_TOKENS_MAX)
        {
          hall_talk_refuse (self, HALL_COUNTER_EXCHANGE_BAD, "size");
          return;
        }
      g_ptr_array_add (self->wanted, g_strdup (packet->wanted[i]));
    }
  hall_exchange_take_in (self->exchange, self, packet);
  if (packet->more || self->told)
    return;

  self->told = TRUE;
  if (self->dialled)
    {
      hall_talk_add_wanted (self);
      if (self->stays)
        hall_timer_start (self->timer, HALL_EXCHANGE_ADD_MS);
      if (self->stay != NULL)
        hall_stay_note_ready (self->stay, hall_link_get_peer_id (self->link));
    }
  hall_talk_go_on (self);
}

void
hall_talk_go_on (HallTalk *self)
{
  /* The one who dialled says bye, when all was said and looked at. */
  if (self->dialled && self->told && self->answered && !self->stays && !self->sending
      && self->n_pending == 0)
    hall_talk_end (self);
}

static void
on_packet (HallLink   *link,
           HallPacket *packet,
           HallTalk   *self)
{
  if (self->ending || packet->type != HALL_PACKET_DIRECTORY)
    return;
  if (packet->question)
    take_question (self, packet);
  else
    take_add (self, packet);
}

HallTalk *
hall_talk_new (HallExchange *exchange,
               HallLink     *link,
               gboolean      dialled)
{
  HallTalk *self = g_new0 (HallTalk, 1);

  self->exchange = exchange;
  self->link = g_object_ref (link);
  self->dialled = dialled;
  self->credit = BURST_US;
  self->credited = hall_clock_get_monotonic (exchange->context->clock);
  self->theirs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->claimed = g_ptr_array_new_with_free_func (g_free);
  self->wanted = g_ptr_array_new_with_free_func (g_free);
  self->outgoing = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_notice_free);
  self->timer = hall_timer_new (exchange->context->clock, on_timer, self);
  hall_timer_start (self->timer, HALL_EXCHANGE_MS);
  /* Disconnected in hall_talk_free (). */
  g_signal_connect (link, "packet", G_CALLBACK (on_packet), self);
  g_signal_connect (link, "drained", G_CALLBACK (on_drained), self);
  g_signal_connect (link, "closed", G_CALLBACK (on_closed), self);
  if (dialled)
    g_signal_connect (link, "ready", G_CALLBACK (on_ready), self);
  return self;
}

void
hall_talk_free (HallTalk *self)
{
  g_signal_handlers_disconnect_by_data (self->link, self);
  hall_exchange_drop (self->exchange, self);
  if (!self->ending)
    hall_link_close (self->link);
  g_object_unref (self->link);
  hall_timer_free (self->timer);
  g_hash_table_unref (self->theirs);
  g_ptr_array_unref (self->claimed);
  g_ptr_array_unref (self->wanted);
  g_ptr_array_unref (self->outgoing);
  g_clear_pointer (&self->wanting, g_ptr_array_unref);
  g_free (self->expected_id);
  g_free (self->digest);
  g_free (self);
}
