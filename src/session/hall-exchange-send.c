/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-exchange-send.c: the pages of one exchange that we fill.
 *
 * Only so much is queued at a time; the rest follows when the link has drained.
 */

#define G_LOG_DOMAIN "hall-exchange-send"

#include "config.h"

#include "hall-limits.h"

#include "hall-exchange-private.h"

/* `theirs` is made anew when there is so much more in it than counts. */
#define STALE_MAX 2048

static char **
take_texts (GPtrArray *texts,
            guint      n)
{
  char **list = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    list[i] = g_strdup (g_ptr_array_index (texts, i));
  g_ptr_array_remove_range (texts, 0, n);
  return list;
}

/* Asks with a token for each datagram that we have. */
void
hall_talk_ask (HallTalk *self)
{
  g_autoptr (GPtrArray) notices = hall_exchange_list (self->exchange);
  g_autoptr (GPtrArray) tokens = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < MIN (notices->len, HALL_EXCHANGE_TOKENS_MAX); i++)
    {
      const HallNotice *notice = g_ptr_array_index (notices, i);

      g_ptr_array_add (tokens, g_strdup (notice->token));
      g_hash_table_add (self->theirs, g_strdup (notice->token));
    }
  self->asked = TRUE;
  do
    {
      g_autoptr (HallPacket) question = hall_packet_new (HALL_PACKET_DIRECTORY);

      question->question = TRUE;
      question->stay = self->stays;
      question->have = take_texts (tokens, MIN (tokens->len, HALL_LIST_PAGE_MAX));
      question->more = tokens->len > 0;
      hall_link_send (self->link, question, HALL_LINK_BACKGROUND);
    }
  while (tokens->len > 0);
}

/* Those of IPv6 mean something on one link alone. */
static gboolean
is_relayable (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return address != NULL && g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4;
}

/* Whoever is on another computer can't use our loopback; of others here it gets our addresses. */
static char **
list_addresses (HallTalk         *self,
                const HallNotice *notice)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean near = g_str_has_prefix (hall_link_get_address (self->link), "127.");
  gboolean here = FALSE;
  guint n = 0;

  for (guint i = 0; notice->addresses != NULL && notice->addresses[i] != NULL; i++)
    {
      if (!is_relayable (notice->addresses[i]) || n == HALL_ADDRESSES_PER_PERSON)
        continue;
      if (g_str_has_prefix (notice->addresses[i], "127.") && !near)
        {
          here = TRUE;
          continue;
        }
      g_strv_builder_add (builder, notice->addresses[i]);
      n++;
    }
  if (n == 0 && here)
    {
      g_auto (GStrv) own = hall_transport_list_addresses (self->exchange->context->transport);

      for (guint i = 0; own != NULL && own[i] != NULL && i < HALL_ADDRESSES_PER_PERSON; i++)
        if (is_relayable (own[i]))
          g_strv_builder_add (builder, own[i]);
    }
  return g_strv_builder_end (builder);
}

static HallRelayed *
make_relayed (HallTalk         *self,
              const HallNotice *notice)
{
  gint64 age = hall_clock_get_monotonic (self->exchange->context->clock) - notice->heard_us;
  g_auto (GStrv) addresses = list_addresses (self, notice);

  return hall_relayed_new (notice->datagram, (guint) CLAMP (age / 1000, 0, HALL_TTL_MAX_MS),
                           addresses[0] != NULL ? (const char *const *) addresses : NULL);
}

/* As much as a page holds, from the end of what waits. */
static void
send_page (HallTalk *self)
{
  g_autoptr (HallPacket) page = hall_packet_new (HALL_PACKET_DIRECTORY);
  gsize size = 0;

  page->relayed = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_relayed_free);
  while (self->outgoing->len > 0 && page->relayed->len < HALL_LIST_PAGE_MAX)
    {
      HallRelayed *relayed = make_relayed (self, g_ptr_array_index (self->outgoing,
                                                                    self->outgoing->len - 1));

      size += hall_packet_measure_relayed (relayed);
      if (size > HALL_SYNC_BYTES_MAX)
        {
          hall_relayed_free (relayed);
          break;
        }
      g_ptr_array_add (page->relayed, relayed);
      g_ptr_array_set_size (self->outgoing, (int) self->outgoing->len - 1);
    }
  if (self->outgoing->len == 0 && self->wanting != NULL && self->wanting->len > 0)
    page->wanted = take_texts (self->wanting, MIN (self->wanting->len, HALL_LIST_PAGE_MAX));
  page->more = self->outgoing->len > 0 || (self->wanting != NULL && self->wanting->len > 0);
  self->sending = page->more;
  hall_link_send (self->link, page, HALL_LINK_BACKGROUND);
}

void
hall_talk_pump (HallTalk *self)
{
  while (self->sending && !self->ending
         && hall_link_get_queued (self->link) <= HALL_QUEUE_SOFT_MAX)
    send_page (self);
  if (!self->sending && !self->ending)
    hall_talk_go_on (self);
}

/* Nobody is told of itself, nor twice of the same. */
static void
queue_notice (HallTalk   *self,
              HallNotice *notice)
{
  if (g_strcmp0 (notice->datagram->id, hall_link_get_peer_id (self->link)) == 0)
    {
      hall_notice_free (notice);
      return;
    }
  g_hash_table_add (self->theirs, g_strdup (notice->token));
  g_ptr_array_add (self->outgoing, notice);
}

/* What whoever dialled lacks, ourselves always; and what we lack. */
void
hall_talk_answer (HallTalk *self)
{
  g_autoptr (GPtrArray) notices = hall_exchange_list (self->exchange);
  g_autoptr (GHashTable) ours = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *own_id = self->exchange->context->own_id;

  for (guint i = 0; i < notices->len; i++)
    {
      HallNotice *notice = g_ptr_array_index (notices, i);

      g_hash_table_add (ours, g_strdup (notice->token));
      if (g_hash_table_contains (self->theirs, notice->token)
          && !g_str_equal (notice->datagram->id, own_id))
        continue;
      queue_notice (self, notice);
      notices->pdata[i] = NULL;
    }
  g_ptr_array_set_free_func (notices, NULL);
  for (guint i = 0; i < notices->len; i++)
    g_clear_pointer ((HallNotice **) &notices->pdata[i], hall_notice_free);

  self->wanting = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->claimed->len; i++)
    {
      const char *token = g_ptr_array_index (self->claimed, i);

      if (!g_hash_table_contains (ours, token))
        g_ptr_array_add (self->wanting, g_strdup (token));
    }
  /* Without a wish there is nothing to wait for. */
  self->told = self->wanting->len == 0;
  g_ptr_array_set_size (self->claimed, 0);
  self->answered = TRUE;
  self->sending = TRUE;
  hall_talk_pump (self);
}

/* What whoever was dialled wants. */
void
hall_talk_add_wanted (HallTalk *self)
{
  g_autoptr (GPtrArray) notices = hall_exchange_list (self->exchange);
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);

  self->answered = TRUE;
  if (self->wanted->len == 0)
    return;
  for (guint i = 0; i < self->wanted->len; i++)
    g_hash_table_add (wanted, g_ptr_array_index (self->wanted, i));
  g_ptr_array_set_free_func (notices, NULL);
  for (guint i = 0; i < notices->len; i++)
    {
      HallNotice *notice = g_ptr_array_index (notices, i);

      if (g_hash_table_contains (wanted, notice->token))
        queue_notice (self, notice);
      else
        hall_notice_free (notice);
    }
  g_ptr_array_set_size (self->wanted, 0);
  self->sending = TRUE;
  hall_talk_pump (self);
}

static void
queue_news (HallTalk  *self,
            GPtrArray *notices)
{
  for (guint i = 0; i < notices->len; i++)
    {
      const HallNotice *notice = g_ptr_array_index (notices, i);

      if (!g_hash_table_contains (self->theirs, notice->token))
        queue_notice (self, hall_notice_copy (notice));
    }
}

/* `theirs` grows with all that ever was. */
static void
forget_stale (HallTalk  *self,
              GPtrArray *own,
              GPtrArray *others)
{
  GHashTable *fresh;

  if (g_hash_table_size (self->theirs) < 2 * (own->len + others->len) + STALE_MAX)
    return;
  fresh = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < own->len + others->len; i++)
    {
      const HallNotice *notice = i < own->len ? g_ptr_array_index (own, i)
                                              : g_ptr_array_index (others, i - own->len);

      if (g_hash_table_contains (self->theirs, notice->token))
        g_hash_table_add (fresh, g_strdup (notice->token));
    }
  g_hash_table_unref (self->theirs);
  self->theirs = fresh;
}

/* On a link that stays: what the other side was not told yet. */
void
hall_talk_add_news (HallTalk *self)
{
  g_autoptr (GPtrArray) own = NULL;
  GPtrArray *others;

  if (self->sending || self->ending)
    return;
  own = hall_announcer_list_said (self->exchange->announcer);
  others = hall_exchange_peek_others (self->exchange);
  forget_stale (self, own, others);
  queue_news (self, own);
  queue_news (self, others);
  self->sending = self->outgoing->len > 0;
  hall_talk_pump (self);
}
