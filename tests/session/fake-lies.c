/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-lies.c: forged events, digests of nothing, rosters of nobody, handovers without right.
 *
 * What the liar says under its own name begins with “liar”; what it puts into other people's mouths
 * begins with “forged” and must never be seen.
 */

#define G_LOG_DOMAIN "fake-lies"

#include "config.h"

#include <string.h>

#include "hall-limits.h"

#include "fake-liar-private.h"

#define EVENT_PREFIX "hallway/v1/event\n"
#define HOUR_MS 3600000
#define IDS_MAX 1000
#define FORGERIES_MAX 12

static gint64
pick_clock (FakeLiar *self)
{
  gint64 now = hall_clock_get_wall (HALL_CLOCK (self->clock));

  switch (fake_random_pick (&self->dice, 0, 5))
    {
    case 0:
      return now + 20 * HOUR_MS;
    case 1:
      return now + 30 * 24 * (gint64) HOUR_MS;
    case 2:
      return HALL_NUMBER_MAX - 1;
    case 3:
      return now - 400 * 24 * (gint64) HOUR_MS;
    default:
      return now;
    }
}

/* Anybody but itself. */
static const char *
pick_person (FakeLiar *self)
{
  const char *id;

  if (self->people->len == 0)
    return hall_identity_get_id (self->stranger);
  id = g_ptr_array_index (self->people,
                          fake_random_pick (&self->dice, 0, self->people->len - 1));
  return g_str_equal (id, hall_identity_get_id (self->identity))
           ? hall_identity_get_id (self->stranger) : id;
}

static HallEvent *
make_text (FakeLiar     *self,
           HallIdentity *identity,
           const char   *word,
           gint64        lc)
{
  g_autofree char *text = g_strdup_printf ("%s %u", word, ++self->n_lies);
  g_autofree char *token = hall_token_new ();

  return hall_event_new_text (hall_identity_get_key (identity), self->room_id, lc, lc, NULL, token,
                              text, NULL);
}

static HallEvent *
sign_as (FakeLiar   *self,
         const char *text)
{
  guint8 signature[HALL_SIGNATURE_SIZE];
  g_autofree char *encoded = NULL;

  hall_key_sign (hall_identity_get_key (self->identity), EVENT_PREFIX, text, strlen (text),
                 signature);
  encoded = hall_base64url_encode (signature, sizeof signature);
  return hall_event_decode (text, strlen (text), encoded, NULL);
}

/* In somebody else's name, signed by the liar. */
static HallEvent *
forge_author (FakeLiar *self)
{
  gint64 now = hall_clock_get_wall (HALL_CLOCK (self->clock));
  g_autoptr (HallEvent) own = make_text (self, self->identity, "forged", now);
  g_autofree char *text = g_strndup (g_bytes_get_data (own->bytes, NULL),
                                     g_bytes_get_size (own->bytes));
  g_auto (GStrv) parts = g_strsplit (text, own->author, 2);
  g_autofree char *forged = g_strjoinv (pick_person (self), parts);

  return sign_as (self, forged);
}

/* Somebody's own event, with another text. */
static HallEvent *
forge_text (FakeLiar *self)
{
  g_autoptr (HallEvent) original = NULL;
  g_autofree char *text = NULL;
  g_autofree char *signature = NULL;
  char *letter;

  if (self->heard->len == 0)
    return forge_author (self);
  original = hall_event_ref (g_ptr_array_index (
                               self->heard,
                               fake_random_pick (&self->dice, 0, self->heard->len - 1)));
  if (original->kind != HALL_EVENT_TEXT)
    return forge_author (self);
  text = g_strndup (g_bytes_get_data (original->bytes, NULL), g_bytes_get_size (original->bytes));
  letter = strstr (text, original->text);
  if (letter == NULL)
    return forge_author (self);
  *letter = *letter == '9' ? '8' : (char) (*letter + 1);
  signature = hall_base64url_encode (original->signature, HALL_SIGNATURE_SIZE);
  return hall_event_decode (text, strlen (text), signature, NULL);
}

static HallEvent *
make_event (FakeLiar *self)
{
  switch (fake_random_pick (&self->dice, 0, 5))
    {
    case 0:
      return make_text (self, self->identity, FAKE_LIAR_OWN_WORD, pick_clock (self));
    case 1:
      return make_text (self, self->identity, "liar",
                        hall_clock_get_wall (HALL_CLOCK (self->clock)));
    case 2:
      return make_text (self, self->stranger, FAKE_LIAR_OWN_WORD " stranger", pick_clock (self));
    case 3:
      return forge_text (self);
    default:
      return forge_author (self);
    }
}

static HallPacket *
new_packet (FakeLiar       *self,
            HallPacketType  type)
{
  HallPacket *packet = hall_packet_new (type);

  packet->room = g_strdup (self->room_id);
  return packet;
}

static char **
make_ids (FakeLiar *self,
          guint     n)
{
  char **ids = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      guint8 raw[HALL_EVENT_ID_SIZE];

      fake_random_fill (&self->dice, raw, sizeof raw);
      ids[i] = hall_base64url_encode (raw, sizeof raw);
    }
  return ids;
}

static char **
make_addresses (FakeLiar *self)
{
  char *addresses[] = { NULL, NULL };
  char **copy;

  addresses[0] = g_strdup_printf ("10.9.0.%d", (int) fake_random_pick (&self->dice, 1, 9));
  copy = g_strdupv (addresses);
  g_free (addresses[0]);
  return copy;
}

static void
add_people (FakeLiar   *self,
            HallPacket *packet,
            guint       n)
{
  packet->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_roster_entry_free);
  for (guint i = 0; i < n; i++)
    {
      guint8 raw[32];
      g_autofree char *id = NULL;
      HallRosterEntry *entry;

      fake_random_fill (&self->dice, raw, sizeof raw);
      id = i % 4 == 0 ? g_strdup (pick_person (self)) : hall_id_from_public_key (raw);
      entry = hall_roster_entry_new (id, "Somebody");
      entry->rank = (guint) fake_random_pick (&self->dice, 0, 3);
      entry->fit = 3;
      entry->addresses = make_addresses (self);
      entry->tcp_port = HALL_DEFAULT_PORT;
      g_ptr_array_add (packet->entries, entry);
    }
}

static guint64
pick_epoch (FakeLiar *self)
{
  switch (fake_random_pick (&self->dice, 0, 2))
    {
    case 0:
      return HALL_NUMBER_MAX;
    case 1:
      return 900;
    default:
      return (guint64) fake_random_pick (&self->dice, 0, 5);
    }
}

static void
send_events (FakeLiar      *self,
             HallLink      *link,
             HallPacketType type,
             guint          n)
{
  g_autoptr (HallPacket) packet = new_packet (self, type);

  packet->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  for (guint i = 0; i < n; i++)
    {
      HallEvent *event = make_event (self);

      if (event != NULL)
        g_ptr_array_add (packet->events, event);
    }
  if (packet->events->len > 0)
    hall_link_send (link, packet, HALL_LINK_CHAT);
}

/* @theirs: (nullable): what the peer has; then only a day or two differ from it. */
static void
send_have (FakeLiar   *self,
           HallLink   *link,
           HallPacket *theirs)
{
  g_autoptr (HallPacket) packet = new_packet (self, HALL_PACKET_HAVE);
  gint64 today = hall_clock_get_wall (HALL_CLOCK (self->clock)) / HALL_DAY_MS;
  guint n = (guint) fake_random_pick (&self->dice, 0, 3) * 300;

  if (theirs != NULL && fake_random_chance (&self->dice, 700))
    n = 0;
  packet->control = g_strdup (theirs != NULL && n == 0 ? theirs->control : "AAAAAAAAAAA");
  packet->days = g_array_new (FALSE, TRUE, sizeof (HallDayDigest));
  for (guint i = 0; i <= n; i++)
    {
      HallDayDigest day = { today - n + i, 2000000, "AAAAAAAAAAE" };

      g_array_append_val (packet->days, day);
    }
  hall_link_send (link, packet, HALL_LINK_BACKGROUND);
}

static void
send_garbage (FakeLiar *self,
              HallLink *link)
{
  guint8 bytes[64];
  g_autoptr (GBytes) frame = NULL;

  fake_random_fill (&self->dice, bytes, sizeof bytes);
  if (fake_random_chance (&self->dice, 500))
    memset (bytes, 0, 3);   /* else the length alone is impossible */
  frame = g_bytes_new (bytes, sizeof bytes);
  hall_link_send_frame (link, frame, HALL_LINK_CHAT);
}

static void
send_claim (FakeLiar      *self,
            HallLink      *link,
            HallPacketType type)
{
  g_autoptr (HallPacket) packet = new_packet (self, type);

  packet->epoch = pick_epoch (self);
  packet->members = 500;
  packet->roster_version = HALL_NUMBER_MAX;
  packet->host = g_strdup (pick_person (self));
  packet->addresses = make_addresses (self);
  packet->tcp_port = HALL_DEFAULT_PORT;
  packet->lc = HALL_NUMBER_MAX - 1;
  packet->event_id = g_strdup ("AAAAAAAAAAAAAAAAAAAAAA");
  packet->read = TRUE;
  packet->now_ms = pick_clock (self);
  if (type == HALL_PACKET_ROSTER)
    add_people (self, packet, 150);
  if (type == HALL_PACKET_ACK || type == HALL_PACKET_RACK || type == HALL_PACKET_WANT)
    packet->ids = make_ids (self, 100);
  if (type == HALL_PACKET_WELCOME && self->genesis != NULL)
    {
      packet->genesis = hall_event_ref (self->genesis);
      add_people (self, packet, 150);
    }
  hall_link_send (link, packet, HALL_LINK_CHAT);
}

void
fake_liar_say (FakeLiar *self,
               HallLink *link)
{
  static const HallPacketType claims[] = {
    HALL_PACKET_MOVED, HALL_PACKET_HANDOFF, HALL_PACKET_YIELD, HALL_PACKET_ROSTER,
    HALL_PACKET_ACK, HALL_PACKET_RACK, HALL_PACKET_RECEIPT, HALL_PACKET_NOT_HOST,
    HALL_PACKET_WELCOME, HALL_PACKET_WANT, HALL_PACKET_JOIN,
  };
  gint64 choice = fake_random_pick (&self->dice, 0, 99);

  if (choice < 45)
    send_events (self, link, HALL_PACKET_EV, 1);
  else if (choice < 52)
    send_events (self, link, HALL_PACKET_EVS, 5);
  else if (choice < 60)
    send_have (self, link, NULL);
  else if (choice < 64)
    send_garbage (self, link);
  else
    send_claim (self, link,
                claims[fake_random_pick (&self->dice, 0, G_N_ELEMENTS (claims) - 1)]);
}

void
fake_liar_say_joined (FakeLiar *self)
{
  gint64 now = hall_clock_get_wall (HALL_CLOCK (self->clock));
  g_autoptr (HallEvent) event = NULL;
  g_autoptr (HallPacket) packet = NULL;

  event = hall_event_new_state (hall_identity_get_key (self->identity), self->room_id, now, now,
                                NULL, HALL_STATE_JOINED, "Honest Abe", NULL);
  packet = hall_packet_new_event (event);
  hall_link_send (self->link, packet, HALL_LINK_CHAT);
}

/* Of events that it has made, and so can give to whoever wants them. */
static char **
list_forgeries (FakeLiar *self)
{
  char **ids = g_new0 (char *, FORGERIES_MAX + 1);

  while (self->forgeries->len < FORGERIES_MAX)
    {
      HallEvent *event = make_event (self);

      if (event != NULL)
        g_ptr_array_add (self->forgeries, event);
    }
  for (guint i = 0; i < FORGERIES_MAX; i++)
    ids[i] = g_strdup (((HallEvent *) g_ptr_array_index (self->forgeries, i))->id);
  return ids;
}

static void
send_forgeries (FakeLiar   *self,
                HallLink   *link,
                HallPacket *want)
{
  g_autoptr (HallPacket) packet = new_packet (self, HALL_PACKET_EVS);

  packet->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  for (guint i = 0; i < self->forgeries->len; i++)
    {
      HallEvent *event = g_ptr_array_index (self->forgeries, i);

      if (g_strv_contains ((const char *const *) want->ids, event->id))
        g_ptr_array_add (packet->events, hall_event_ref (event));
    }
  if (packet->events->len > 0)
    hall_link_send (link, packet, HALL_LINK_BACKGROUND);
}

static void
answer_ids (FakeLiar   *self,
            HallLink   *link,
            HallPacket *question)
{
  g_autoptr (HallPacket) packet = new_packet (self, HALL_PACKET_IDS);
  gboolean forged = fake_random_chance (&self->dice, 600);

  packet->day = question->day;
  packet->hour = question->hour;
  if (forged && question->day < 0)
    packet->ids = make_ids (self, 0);
  else
    packet->ids = forged ? list_forgeries (self)
                         : make_ids (self, (guint) fake_random_pick (&self->dice, 0, IDS_MAX));
  packet->more = !forged && fake_random_chance (&self->dice, 300);
  hall_link_send (link, packet, HALL_LINK_BACKGROUND);
}

void
fake_liar_answer (FakeLiar   *self,
                  HallLink   *link,
                  HallPacket *packet)
{
  gboolean silent = fake_random_chance (&self->dice, 300);

  if (silent)
    return;
  if (packet->type == HALL_PACKET_HAVE)
    send_have (self, link, packet);
  else if (packet->type == HALL_PACKET_IDS && packet->question)
    answer_ids (self, link, packet);
  else if (packet->type == HALL_PACKET_WANT && fake_random_chance (&self->dice, 700))
    send_forgeries (self, link, packet);
  else if (packet->type == HALL_PACKET_WANT)
    send_events (self, link, HALL_PACKET_EVS, (guint) fake_random_pick (&self->dice, 1, 20));
  else if (packet->type == HALL_PACKET_EV && link != self->link)
    {
      g_autoptr (HallPacket) ack = new_packet (self, HALL_PACKET_ACK);
      HallEvent *event = g_ptr_array_index (packet->events, 0);

      /* It was not kept, and is not given to anybody. */
      ack->ids = g_new0 (char *, 2);
      ack->ids[0] = g_strdup (event->id);
      ack->level = HALL_ACK_REPLICATED;
      hall_link_send (link, ack, HALL_LINK_CHAT);
    }
}

void
fake_liar_welcome (FakeLiar   *self,
                   HallLink   *link,
                   HallPacket *join)
{
  gint64 choice = fake_random_pick (&self->dice, 0, 99);

  if (choice < 50 && self->genesis != NULL)
    send_claim (self, link, HALL_PACKET_WELCOME);
  else if (choice < 70)
    send_claim (self, link, HALL_PACKET_NOT_HOST);
  else if (choice < 85)
    send_claim (self, link, HALL_PACKET_YIELD);
  else if (choice < 95)
    hall_link_refuse (link, "not_host", "go away");
}

void
fake_liar_announce (FakeLiar *self)
{
  g_autoptr (HallDatagram) datagram = hall_datagram_new (HALL_DATAGRAM_ROOM);
  g_autoptr (GBytes) bytes = NULL;

  datagram->id = g_strdup (hall_identity_get_id (self->identity));
  datagram->boot = 1;
  datagram->seq = ++self->seq;
  datagram->room = g_strdup (self->room_id);
  datagram->name = g_strdup ("Kitchen");
  datagram->members = 500;
  datagram->lock = g_strdup (self->locked ? "passphrase" : "open");
  datagram->creator = g_strdup (self->genesis->author);
  datagram->epoch = pick_epoch (self);
  datagram->tcp_port = HALL_DEFAULT_PORT;
  datagram->ttl_ms = HALL_TTL_MIN_MS;
  if (fake_random_chance (&self->dice, 300))
    {
      datagram->type = HALL_DATAGRAM_ROOMBYE;
      datagram->next_host = g_strdup (pick_person (self));
    }
  bytes = hall_datagram_encode (datagram, hall_identity_get_key (self->identity), NULL);
  if (bytes != NULL)
    fake_transport_throw (self->transport, bytes);
}
