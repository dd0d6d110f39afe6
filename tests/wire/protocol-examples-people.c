/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* protocol-examples-people.c: admission, rights and people, as the document shows them.
 *
 * The proof is a real one: the passphrase "correct horse battery staple" with the salt 00 … 0f, the
 * scalars of the RFC's first vector, and 00 … 1f for what the TLS connection exports.
 */

#include "config.h"

#include "protocol-examples.h"

#include "hall-address-link.h"
#include "hall-passphrase.h"
#include "hall-safety-number.h"
#include "hall-spake2-private.h"

#define NOW EXAMPLES_NOW
#define PASSPHRASE "correct horse battery staple"
#define EXPORTED_SIZE 32

static const guint8 joiner_scalar[] = {
  0x43, 0xdd, 0x0f, 0xd7, 0x21, 0x5b, 0xdc, 0xb4, 0x82, 0x87, 0x9f, 0xca, 0x32, 0x20, 0xc6, 0xa9,
  0x68, 0xe6, 0x6d, 0x70, 0xb1, 0x35, 0x6c, 0xac, 0x18, 0xbb, 0x26, 0xc8, 0x4a, 0x78, 0xd7, 0x29,
};
static const guint8 host_scalar[] = {
  0xdc, 0xb6, 0x01, 0x06, 0xf2, 0x76, 0xb0, 0x26, 0x06, 0xd8, 0xef, 0x0a, 0x32, 0x8c, 0x02, 0xe4,
  0xb6, 0x29, 0xf8, 0x4f, 0x89, 0x78, 0x6a, 0xf5, 0xbe, 0xfb, 0x0b, 0xc7, 0x5b, 0x6e, 0x66, 0xbe,
};

G_STATIC_ASSERT (sizeof joiner_scalar == HALL_SPAKE2_SECRET_SIZE);
G_STATIC_ASSERT (sizeof host_scalar == HALL_SPAKE2_SECRET_SIZE);

typedef struct
{
  guint8 salt[HALL_SALT_SIZE];
  guint8 secret[HALL_SPAKE2_SECRET_SIZE];
  char *salt_text;
  char *secret_text;
} Lock;

static void
lock_init (Lock *lock)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < sizeof lock->salt; i++)
    lock->salt[i] = i;
  hall_passphrase_derive (PASSPHRASE, lock->salt, lock->secret, &error);
  g_assert_no_error (error);
  lock->salt_text = hall_base64url_encode (lock->salt, sizeof lock->salt);
  lock->secret_text = hall_base64url_encode (lock->secret, sizeof lock->secret);
}

static void
lock_clear (Lock *lock)
{
  g_free (lock->salt_text);
  g_free (lock->secret_text);
}

static void
add_event (Examples            *self,
           const char          *room,
           gint64               lc,
           const HallEventBody *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEvent) event = hall_event_new (self->anna, room, lc, lc, NULL, NULL, body, &error);

  g_assert_no_error (error);
  examples_add_event (self, event);
}

static void
add_rights (Examples   *self,
            const Lock *lock)
{
  const char *room = self->genesis->id;
  const char *ben = hall_key_get_id (self->ben);
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_ADMIT);
  body.person = ben;
  add_event (self, room, NOW + 20000, &body);

  hall_event_body_init (&body, HALL_EVENT_ROLE);
  body.person = ben;
  body.moderator = TRUE;
  add_event (self, room, NOW + 21000, &body);

  hall_event_body_init (&body, HALL_EVENT_KICK);
  body.person = ben;
  add_event (self, room, NOW + 22000, &body);

  hall_event_body_init (&body, HALL_EVENT_BAN);
  body.person = ben;
  body.until_lc = NOW + HALL_DAY_MS;
  add_event (self, room, NOW + 23000, &body);

  hall_event_body_init (&body, HALL_EVENT_BAN);
  body.person = ben;
  body.off = TRUE;
  add_event (self, room, NOW + 24000, &body);

  hall_event_body_init (&body, HALL_EVENT_ROOM);
  body.topic = "Soup";
  body.closed = 0;
  body.moderators_invite = 1;
  body.salt = lock->salt_text;
  body.secret = lock->secret_text;
  add_event (self, room, NOW + 25000, &body);

  hall_event_body_init (&body, HALL_EVENT_DELETE);
  body.target = self->text->id;
  add_event (self, room, NOW + 26000, &body);
}

/* The two sides of one proof, as packets. */
static void
add_proof (Examples   *self,
           const Lock *lock)
{
  const char *anna = hall_key_get_id (self->anna);
  const char *ben = hall_key_get_id (self->ben);
  GByteArray *bytes = g_byte_array_new ();
  g_autoptr (GBytes) context = NULL;
  g_autoptr (HallSpake2) joiner = NULL;
  g_autoptr (HallSpake2) host = NULL;
  HallPacket *packet;

  g_byte_array_append (bytes, (const guint8 *) self->genesis->id, strlen (self->genesis->id));
  for (guint8 i = 0; i < EXPORTED_SIZE; i++)
    g_byte_array_append (bytes, &i, 1);
  context = g_byte_array_free_to_bytes (bytes);
  joiner = hall_spake2_new_with_scalar (HALL_SPAKE2_JOINER, lock->secret, joiner_scalar, ben, anna,
                                        context, NULL);
  host = hall_spake2_new_with_scalar (HALL_SPAKE2_HOST, lock->secret, host_scalar, ben, anna,
                                      context, NULL);
  g_assert_true (hall_spake2_take_share (joiner, hall_spake2_get_share (host), NULL));
  g_assert_true (hall_spake2_take_share (host, hall_spake2_get_share (joiner), NULL));

  packet = hall_packet_new (HALL_PACKET_PAKE1);
  packet->room = g_strdup (self->genesis->id);
  packet->salt = g_strdup (lock->salt_text);
  memcpy (packet->share, hall_spake2_get_share (host), HALL_SPAKE2_SHARE_SIZE);
  examples_add_frame (self, packet);

  packet = hall_packet_new (HALL_PACKET_PAKE2);
  packet->room = g_strdup (self->genesis->id);
  memcpy (packet->share, hall_spake2_get_share (joiner), HALL_SPAKE2_SHARE_SIZE);
  hall_spake2_get_confirmation (joiner, packet->confirmation);
  g_assert_true (hall_spake2_check_confirmation (host, packet->confirmation));
  examples_add_frame (self, packet);

  packet = hall_packet_new (HALL_PACKET_PAKE3);
  packet->room = g_strdup (self->genesis->id);
  hall_spake2_get_confirmation (host, packet->confirmation);
  g_assert_true (hall_spake2_check_confirmation (joiner, packet->confirmation));
  examples_add_frame (self, packet);
}

static void
add_admission (Examples   *self,
               const Lock *lock)
{
  HallPacket *packet = hall_packet_new (HALL_PACKET_JOIN);

  packet->room = g_strdup (self->genesis->id);
  packet->fit = 3;
  packet->name = g_strdup ("Ben");
  packet->tcp_port = 12345;
  packet->prove = TRUE;
  examples_add_frame (self, packet);

  add_proof (self, lock);

  packet = hall_packet_new_error ("locked", NULL, HALL_PROOF_DELAY_MS);
  packet->tries = HALL_PROOFS_PER_MINUTE - 1;
  examples_add_frame (self, packet);
}

static void
add_typing (Examples *self)
{
  HallPacket *packet = hall_packet_new (HALL_PACKET_TYPING);

  packet->room = g_strdup (self->genesis->id);
  packet->typing = TRUE;
  examples_add_frame (self, packet);

  packet = hall_packet_new (HALL_PACKET_TYPING);
  packet->room = g_strdup (self->genesis->id);
  packet->person = g_strdup (hall_key_get_id (self->ben));
  examples_add_frame (self, packet);
}

/* The beginning of a JPEG, which is all that there is of this one. */
static void
add_picture (Examples *self)
{
  static const guint8 picture[] = { 0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10 };
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *digest = NULL;
  HallPacket *packet;
  guint8 hash[32];
  gsize length = sizeof hash;

  g_checksum_update (checksum, picture, sizeof picture);
  g_checksum_get_digest (checksum, hash, &length);
  digest = hall_base64url_encode (hash, 8);

  packet = hall_packet_new (HALL_PACKET_PICTURE);
  packet->digest = g_strdup (digest);
  packet->question = TRUE;
  examples_add_frame (self, packet);

  packet = hall_packet_new (HALL_PACKET_PICTURE);
  packet->digest = g_strdup (digest);
  packet->size = sizeof picture;
  packet->data = g_bytes_new_static (picture, sizeof picture);
  examples_add_frame (self, packet);

  packet = hall_packet_new (HALL_PACKET_PICTURE);
  packet->digest = g_strdup (digest);
  examples_add_frame (self, packet);
}

/* Ben asks Anna whom she has heard; she answers with herself, and lacks what he has. */
static void
add_directory (Examples *self)
{
  g_autoptr (HallDatagram) hello = hall_datagram_new (HALL_DATAGRAM_HELLO);
  g_autoptr (HallDatagram) bye = hall_datagram_new (HALL_DATAGRAM_BYE);
  g_autoptr (GBytes) anna = NULL;
  g_autoptr (GBytes) ben = NULL;
  static const char * const addresses[] = { "10.77.0.2", NULL };
  HallPacket *packet;

  hello->boot = NOW;
  hello->seq = 5;
  hello->name = g_strdup ("Anna");
  hello->tcp_port = 12345;
  hello->ttl_ms = HALL_TTL_MIN_MS;
  hello->version_min = HALL_PROTOCOL_VERSION_MIN;
  hello->version_max = HALL_PROTOCOL_VERSION_MAX;
  anna = hall_datagram_encode (hello, self->anna, NULL);
  bye->boot = NOW;
  bye->seq = 9;
  ben = hall_datagram_encode (bye, self->ben, NULL);

  packet = hall_packet_new (HALL_PACKET_DIRECTORY);
  packet->question = TRUE;
  packet->stay = TRUE;
  packet->have = g_new0 (char *, 2);
  packet->have[0] = hall_datagram_make_token (bye);
  examples_add_frame (self, packet);

  packet = hall_packet_new (HALL_PACKET_DIRECTORY);
  packet->relayed = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_relayed_free);
  g_ptr_array_add (packet->relayed, hall_relayed_new (hello, 0, NULL));
  packet->wanted = g_new0 (char *, 2);
  packet->wanted[0] = hall_datagram_make_token (bye);
  examples_add_frame (self, packet);

  packet = hall_packet_new (HALL_PACKET_DIRECTORY);
  packet->relayed = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_relayed_free);
  g_ptr_array_add (packet->relayed, hall_relayed_new (bye, 1500, addresses));
  examples_add_frame (self, packet);

  packet = hall_packet_new (HALL_PACKET_REACH);
  packet->question = TRUE;
  packet->tcp_port = 12345;
  examples_add_frame (self, packet);

  packet = hall_packet_new (HALL_PACKET_REACH);
  packet->ok = TRUE;
  examples_add_frame (self, packet);

  packet = hall_packet_new (HALL_PACKET_REACH);
  packet->code = g_strdup ("timeout");
  examples_add_frame (self, packet);
}

static void
add_private_conversation (Examples *self)
{
  const char *anna = hall_key_get_id (self->anna);
  const char *ben = hall_key_get_id (self->ben);
  g_autofree char *room = hall_direct_room_id (anna, ben);
  HallPacket *packet = hall_packet_new (HALL_PACKET_HELLO);
  HallEventBody body;

  packet->version_min = HALL_PROTOCOL_VERSION_MIN;
  packet->version_max = HALL_PROTOCOL_VERSION_MAX;
  packet->purpose = HALL_PURPOSE_DIRECT;
  packet->now_ms = NOW + 5000;
  examples_add_frame (self, packet);

  hall_event_body_init (&body, HALL_EVENT_INVITE);
  body.invited_room = self->genesis->id;
  body.name = "Lunch";
  body.invited_host = anna;
  add_event (self, room, NOW + 27000, &body);

  g_ptr_array_add (self->examples, g_strdup_printf ("    %s\n", room));
}

/* Lines of their own. */
static void
add_numbers_and_links (Examples *self)
{
  const char *anna = hall_key_get_id (self->anna);
  g_autofree char *number = hall_safety_number_new (anna, hall_key_get_id (self->ben));
  HallAddressLink room = { HALL_ADDRESS_LINK_ROOM, self->genesis->id, (char *) anna,
                           (char *) "Lunch & tea", (char *) "10.77.0.1", 12345 };
  HallAddressLink person = { HALL_ADDRESS_LINK_PERSON, (char *) anna, NULL, (char *) "Anna", NULL,
                             0 };
  g_autofree char *room_text = hall_address_link_format (&room);
  g_autofree char *person_text = hall_address_link_format (&person);

  g_ptr_array_add (self->examples, g_strdup_printf ("    %s\n", number));
  g_ptr_array_add (self->examples, g_strdup_printf ("    %s\n", room_text));
  g_ptr_array_add (self->examples, g_strdup_printf ("    %s\n", person_text));
}

void
examples_add_people (Examples *self)
{
  Lock lock;

  lock_init (&lock);
  add_rights (self, &lock);
  add_admission (self, &lock);
  add_typing (self);
  add_picture (self);
  add_directory (self);
  add_private_conversation (self);
  add_numbers_and_links (self);
  lock_clear (&lock);
}
