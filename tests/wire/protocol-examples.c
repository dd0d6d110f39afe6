/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* protocol-examples.c: one of each datagram, frame and event, as the document shows them; those
 * about admission and people are in protocol-examples-people.c.
 */

#include "config.h"

#include "protocol-examples.h"

#include "hall-known.h"
#include "hall-standing-room.h"

#define NOW EXAMPLES_NOW

void
examples_add_event (Examples  *self,
                    HallEvent *event)
{
  g_autofree char *signature = hall_base64url_encode (event->signature, HALL_SIGNATURE_SIZE);
  gsize length;
  const char *text = g_bytes_get_data (event->bytes, &length);

  g_ptr_array_add (self->examples, g_strdup_printf ("```event\n%.*s\n%s\n%s\n```\n", (int) length,
                                                    text, signature, event->id));
}

static void
add_datagram (Examples     *self,
              HallDatagram *datagram,
              HallKey      *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = hall_datagram_encode (datagram, key, &error);

  g_assert_no_error (error);
  g_ptr_array_add (self->examples,
                   g_strdup_printf ("```datagram\n%.*s\n```\n", (int) g_bytes_get_size (bytes),
                                    (const char *) g_bytes_get_data (bytes, NULL)));
  hall_datagram_unref (datagram);
}

void
examples_add_frame (Examples   *self,
                    HallPacket *packet)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = hall_packet_encode (packet, &error);
  const guint8 *data;
  gsize length;

  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &length);
  g_ptr_array_add (self->examples,
                   g_strdup_printf ("```frame\n%02x %02x %02x %02x %02x %02x\n%.*s\n```\n",
                                    data[0], data[1], data[2], data[3], data[4], data[5],
                                    (int) (length - HALL_FRAME_HEADER),
                                    (const char *) data + HALL_FRAME_HEADER));
  hall_packet_unref (packet);
}

/* A genesis event with the salt that the document shows. */
static HallEvent *
make_genesis (HallKey *key)
{
  guint8 signature[HALL_SIGNATURE_SIZE];
  g_autofree char *signature_text = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  HallEvent *event;

  text = g_strdup_printf ("{\"v\":1,\"r\":\"\",\"a\":\"%s\",\"lc\":%" G_GINT64_FORMAT ",\"ts\":%"
                          G_GINT64_FORMAT ",\"k\":\"genesis\",\"b\":{\"name\":\"Lunch\","
                          "\"topic\":\"Where to today?\",\"policy\":\"all\","
                          "\"salt\":\"AAECAwQFBgcICQoLDA0ODw\"}}",
                          hall_key_get_id (key), (gint64) NOW, (gint64) NOW);
  hall_key_sign (key, "hallway/v1/event\n", text, strlen (text), signature);
  signature_text = hall_base64url_encode (signature, sizeof signature);
  event = hall_event_decode (text, strlen (text), signature_text, &error);
  g_assert_no_error (error);

  return event;
}

static void
add_standing_room (Examples *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEvent) genesis = hall_standing_room_new_genesis ("Lobby", &error);

  g_assert_no_error (error);
  examples_add_event (self, genesis);
}

static void
add_datagrams (Examples *self)
{
  HallDatagram *datagram = hall_datagram_new (HALL_DATAGRAM_HELLO);
  HallKnown known = { 0, };

  datagram->boot = NOW;
  datagram->seq = 1;
  datagram->name = g_strdup ("Anna");
  datagram->status = g_strdup ("away");
  datagram->status_text = g_strdup ("Back at one");
  datagram->picture = g_strdup ("AAECAwQFBgc");
  datagram->tcp_port = 12345;
  datagram->ttl_ms = HALL_TTL_MIN_MS;
  datagram->version_min = HALL_PROTOCOL_VERSION_MIN;
  datagram->version_max = HALL_PROTOCOL_VERSION_MAX;
  hall_known_add (&known, hall_known_of_person (hall_key_get_id (self->anna)));
  hall_known_add (&known, hall_known_of_person (hall_key_get_id (self->ben)));
  hall_known_add (&known, hall_known_of_room (self->genesis->id, hall_key_get_id (self->anna)));
  datagram->known_count = known.count;
  datagram->known_digest = hall_known_to_text (&known);
  add_datagram (self, datagram, self->anna);

  datagram = hall_datagram_new (HALL_DATAGRAM_BYE);
  datagram->boot = NOW;
  datagram->seq = 2;
  add_datagram (self, datagram, self->anna);

  datagram = hall_datagram_new (HALL_DATAGRAM_ROOM);
  datagram->boot = NOW;
  datagram->seq = 3;
  datagram->room = g_strdup (self->genesis->id);
  datagram->name = g_strdup ("Lunch");
  datagram->topic = g_strdup ("Where to today?");
  datagram->members = 2;
  datagram->lock = g_strdup ("open");
  datagram->creator = g_strdup (hall_key_get_id (self->anna));
  datagram->creator_name = g_strdup ("Anna");
  datagram->tcp_port = 12345;
  datagram->ttl_ms = HALL_TTL_MIN_MS;
  datagram->digest = g_strdup ("AAECAwQFBgc");
  add_datagram (self, datagram, self->anna);

  datagram = hall_datagram_new (HALL_DATAGRAM_ROOMBYE);
  datagram->boot = NOW;
  datagram->seq = 4;
  datagram->room = g_strdup (self->genesis->id);
  datagram->next_host = g_strdup (hall_key_get_id (self->ben));
  add_datagram (self, datagram, self->anna);
}

static HallPacket *
new_in_room (Examples       *self,
             HallPacketType  type)
{
  HallPacket *packet = hall_packet_new (type);

  packet->room = g_strdup (self->genesis->id);

  return packet;
}

static HallRosterEntry *
new_entry (HallKey    *key,
           const char *name,
           guint       rank,
           const char *address)
{
  HallRosterEntry *entry = hall_roster_entry_new (hall_key_get_id (key), name);

  entry->rank = rank;
  entry->fit = 3;
  entry->addresses = g_strsplit (address, " ", -1);
  entry->tcp_port = 12345;

  return entry;
}

static GPtrArray *
new_entries (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) hall_roster_entry_free);
}

static void
add_opening_frames (Examples *self)
{
  HallPacket *packet = hall_packet_new (HALL_PACKET_HELLO);

  packet->version_min = HALL_PROTOCOL_VERSION_MIN;
  packet->version_max = HALL_PROTOCOL_VERSION_MAX;
  packet->now_ms = NOW + 5000;
  examples_add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_JOIN);
  packet->fit = 3;
  packet->name = g_strdup ("Ben");
  packet->tcp_port = 12345;
  examples_add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_WELCOME);
  packet->genesis = hall_event_ref (self->genesis);
  packet->members = 2;
  packet->roster_version = 2;
  packet->now_ms = NOW + 5003;
  packet->entries = new_entries ();
  g_ptr_array_add (packet->entries, new_entry (self->anna, "Anna", 0, "10.77.0.1"));
  g_ptr_array_add (packet->entries, new_entry (self->ben, "Ben", 1, "10.77.0.2"));
  examples_add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_NOT_HOST);
  packet->host = g_strdup (hall_key_get_id (self->anna));
  packet->addresses = g_strsplit ("10.77.0.1", " ", -1);
  packet->tcp_port = 12345;
  examples_add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_ROSTER);
  packet->roster_version = 3;
  packet->entries = new_entries ();
  packet->gone = g_strsplit (hall_key_get_id (self->ben), " ", -1);
  examples_add_frame (self, packet);
}

/* Who hosts: another host of the room asks, is told that it wins; handing over; a comparison. */
static void
add_host_frames (Examples *self)
{
  HallPacket *packet = new_in_room (self, HALL_PACKET_JOIN);

  packet->name = g_strdup ("Ben");
  packet->tcp_port = 12345;
  packet->compare = TRUE;
  examples_add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_JOIN);
  packet->fit = 3;
  packet->name = g_strdup ("Ben");
  packet->tcp_port = 12345;
  packet->knows = hall_genesis_token (self->genesis, hall_key_get_id (self->ben));
  packet->yield = TRUE;
  packet->epoch = 1;
  packet->members = 5;
  examples_add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_YIELD);
  packet->epoch = 0;
  packet->members = 3;
  examples_add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_HANDOFF);
  packet->epoch = 0;
  examples_add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_MOVED);
  packet->epoch = 1;
  packet->host = g_strdup (hall_key_get_id (self->ben));
  packet->addresses = g_strsplit ("10.77.0.2", " ", -1);
  packet->tcp_port = 12345;
  examples_add_frame (self, packet);
}

static void
add_receipts (Examples *self)
{
  HallPacket *packet = new_in_room (self, HALL_PACKET_RECEIPT);

  packet->lc = self->text->lc;
  packet->event_id = g_strdup (self->text->id);
  examples_add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_RECEIPT);
  packet->host = g_strdup (hall_key_get_id (self->anna));
  packet->lc = self->text->lc;
  packet->event_id = g_strdup (self->text->id);
  packet->read = TRUE;
  examples_add_frame (self, packet);
}

/* The digest of the day, which has one event that is not a control event. */
static void
make_digest (Examples *self,
             char      digest[12])
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 hash[32];
  gsize length = sizeof hash;
  g_autofree char *text = NULL;

  g_checksum_update (checksum, self->text->raw_id, HALL_EVENT_ID_SIZE);
  g_checksum_get_digest (checksum, hash, &length);
  text = hall_base64url_encode (hash, 8);
  g_strlcpy (digest, text, 12);
}

static void
add_synchronisation_frames (Examples *self)
{
  HallPacket *packet = new_in_room (self, HALL_PACKET_HAVE);
  HallDayDigest day = { NOW / HALL_DAY_MS, 1, "" };
  g_autoptr (GChecksum) control = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 hash[32];
  gsize length = sizeof hash;

  g_checksum_update (control, self->genesis->raw_id, HALL_EVENT_ID_SIZE);
  g_checksum_update (control, self->joined->raw_id, HALL_EVENT_ID_SIZE);
  g_checksum_get_digest (control, hash, &length);
  packet->control = hall_base64url_encode (hash, 8);
  packet->days = g_array_new (FALSE, TRUE, sizeof day);
  make_digest (self, day.digest);
  g_array_append_val (packet->days, day);
  examples_add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_IDS);
  packet->day = -1;
  packet->question = TRUE;
  examples_add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_IDS);
  packet->day = -1;
  packet->ids = g_new0 (char *, 3);
  packet->ids[0] = g_strdup (self->genesis->id);
  packet->ids[1] = g_strdup (self->joined->id);
  examples_add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_WANT);
  packet->ids = g_strsplit (self->joined->id, " ", -1);
  examples_add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_EVS);
  packet->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  g_ptr_array_add (packet->events, hall_event_ref (self->joined));
  examples_add_frame (self, packet);
}

/* A day of very many messages, hour by hour; and the question what somebody has. */
static void
add_hour_frames (Examples *self)
{
  HallPacket *packet = new_in_room (self, HALL_PACKET_HAVE);
  HallDayDigest hour = { NOW % HALL_DAY_MS / HALL_HOUR_MS, 1, "" };

  packet->question = TRUE;
  examples_add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_HAVE);
  packet->question = TRUE;
  packet->day_only = TRUE;
  packet->day = NOW / HALL_DAY_MS;
  examples_add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_HAVE);
  packet->day_only = TRUE;
  packet->day = NOW / HALL_DAY_MS;
  packet->days = g_array_new (FALSE, TRUE, sizeof hour);
  make_digest (self, hour.digest);
  g_array_append_val (packet->days, hour);
  examples_add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_IDS);
  packet->day = NOW / HALL_DAY_MS;
  packet->hour = (int) hour.day;
  packet->question = TRUE;
  examples_add_frame (self, packet);
}

static void
add_other_frames (Examples *self)
{
  HallPacket *packet;

  examples_add_frame (self, hall_packet_new_event (self->text));

  packet = new_in_room (self, HALL_PACKET_ACK);
  packet->ids = g_strsplit (self->text->id, " ", -1);
  packet->level = HALL_ACK_REPLICATED;
  examples_add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_RACK);
  packet->ids = g_strsplit (self->text->id, " ", -1);
  examples_add_frame (self, packet);

  packet = hall_packet_new (HALL_PACKET_PING);
  packet->n = 1;
  examples_add_frame (self, packet);
  packet = hall_packet_new (HALL_PACKET_PONG);
  packet->n = 1;
  examples_add_frame (self, packet);
  examples_add_frame (self, hall_packet_new_error ("full", "The room is full.", 30000));
  packet = hall_packet_new_error ("rate", "Too fast", 250);
  packet->ids = g_strsplit (self->text->id, " ", -1);
  examples_add_frame (self, packet);
  examples_add_frame (self, hall_packet_new (HALL_PACKET_BYE));
}

void
examples_init (Examples *self)
{
  g_autoptr (GError) error = NULL;

  self->examples = g_ptr_array_new_with_free_func (g_free);
  self->anna = test_key (1);
  self->ben = test_key (2);
  self->genesis = make_genesis (self->anna);
  self->joined = hall_event_new_state (self->ben, self->genesis->id, NOW + 5010, NOW + 5010, NULL,
                                       HALL_STATE_JOINED, "Ben", &error);
  g_assert_no_error (error);
  self->text = hall_event_new_text (self->ben, self->genesis->id, NOW + 9000, NOW + 9000,
                                    self->joined->id, "Dw4NDAsKCQgHBgUEAwIBAA",
                                    "Noodles \"again\"?\n\xeb\xa9\xb4!", &error);
  g_assert_no_error (error);

  examples_add_event (self, self->genesis);
  examples_add_event (self, self->joined);
  examples_add_event (self, self->text);
  add_standing_room (self);
  add_datagrams (self);
  add_opening_frames (self);
  add_host_frames (self);
  add_synchronisation_frames (self);
  add_hour_frames (self);
  add_receipts (self);
  add_other_frames (self);
  examples_add_people (self);
  examples_add_talk (self);
}

void
examples_clear (Examples *self)
{
  g_ptr_array_unref (self->examples);
  hall_event_unref (self->genesis);
  hall_event_unref (self->joined);
  hall_event_unref (self->text);
  hall_key_unref (self->anna);
  hall_key_unref (self->ben);
}
