/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-man-in-the-middle.c: somebody between two people, who passes bytes on or speaks to both:
 * what a pin refuses, what one learns, and what a proof over such a link is worth.
 */

#include "config.h"

#include <string.h>

#include "hall-passphrase.h"
#include "hall-spake2.h"

#include "net-proxy.h"

#define LABEL "EXPORTER-hallway-v1-join"
#define SIZE 32
#define WORDS "nobody in between reads this"

/* One of the two honest people. */
typedef struct
{
  HallIdentity *identity;
  HallCounters *counters;
  HallListener *listener;
  GPtrArray *records;      /* (element-type NetRecord) of those who came */
} Side;

static void
on_link (HallListener *listener,
         HallLink     *link,
         Side         *side)
{
  g_ptr_array_add (side->records, net_record_new (g_object_ref (link)));
}

static Side *
side_new (void)
{
  Side *side = g_new0 (Side, 1);
  g_autoptr (GError) error = NULL;

  side->identity = net_new_identity ();
  side->counters = hall_counters_new ();
  side->records = g_ptr_array_new_with_free_func ((GDestroyNotify) net_record_free);
  side->listener = hall_listener_new (side->identity, side->counters, net_clock ());
  g_signal_connect (side->listener, "link", G_CALLBACK (on_link), side);
  hall_listener_open (side->listener, 0, TRUE, &error);
  g_assert_no_error (error);

  return side;
}

static void
side_free (Side *side)
{
  g_object_unref (side->listener);
  g_ptr_array_unref (side->records);
  hall_counters_unref (side->counters);
  g_object_unref (side->identity);
  g_free (side);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Side, side_free)

static guint16
get_port (Side *side)
{
  return hall_listener_get_port (side->listener);
}

/* @pin: (nullable). (transfer full) */
static NetRecord *
dial (Side    *side,
      guint16  port,
      Side    *pin)
{
  return net_record_new (net_dial ("127.0.0.1", port,
                                   pin != NULL ? hall_identity_get_id (pin->identity) : NULL,
                                   HALL_PURPOSE_ROOM, side->identity, side->counters));
}

static void
wait_for_both (NetRecord *near,
               Side      *far)
{
  net_wait_until (near->ready == 1 && far->records->len == 1);
}

static NetRecord *
get_visitor (Side *side)
{
  return g_ptr_array_index (side->records, 0);
}

static void
export (HallLink   *link,
        const char *label,
        guint8      bytes[SIZE])
{
  memset (bytes, 0, SIZE);
  g_assert_true (hall_link_export (link, label, bytes, SIZE));
}

/* Both ends of a connection get the same; another label, and another connection of the same two,
 * something else. */
static void
test_export (void)
{
  static const guint8 nothing[SIZE] = { 0 };
  g_autoptr (Side) anna = side_new ();
  g_autoptr (Side) ben = side_new ();
  g_autoptr (NetRecord) near = dial (anna, get_port (ben), ben);
  g_autoptr (NetRecord) again = NULL;
  guint8 ours[SIZE] = { 0 };
  guint8 theirs[SIZE];
  guint8 other[SIZE];

  g_assert_false (hall_link_export (near->link, LABEL, ours, SIZE));
  g_assert_cmpmem (ours, SIZE, nothing, SIZE);
  wait_for_both (near, ben);
  export (near->link, LABEL, ours);
  export (get_visitor (ben)->link, LABEL, theirs);
  g_assert_cmpmem (ours, SIZE, theirs, SIZE);
  g_assert_cmpint (memcmp (ours, nothing, SIZE), !=, 0);
  export (near->link, LABEL, other);
  g_assert_cmpmem (ours, SIZE, other, SIZE);
  export (near->link, LABEL "x", other);
  g_assert_cmpint (memcmp (ours, other, SIZE), !=, 0);
  g_assert_cmpuint (hall_link_get_version (near->link), ==, HALL_PROTOCOL_VERSION_MAX);
  g_assert_cmpuint (hall_link_get_version (get_visitor (ben)->link), ==,
                    HALL_PROTOCOL_VERSION_MAX);

  again = dial (anna, get_port (ben), ben);
  net_wait_until (again->ready == 1);
  export (again->link, LABEL, other);
  g_assert_cmpint (memcmp (ours, other, SIZE), !=, 0);

  hall_link_close (near->link);
  g_assert_false (hall_link_export (near->link, LABEL, other, SIZE));
  net_wait_until (near->closed == 1);
  g_assert_false (hall_link_export (near->link, LABEL, other, SIZE));
}

/* Who passes bytes on is nobody: the pin holds, the ends are the same, and nothing can be read. */
static void
test_bytes_passed_on (void)
{
  g_autoptr (Side) anna = side_new ();
  g_autoptr (Side) ben = side_new ();
  g_autoptr (NetWire) wire = net_wire_new (get_port (ben));
  g_autoptr (NetRecord) near = dial (anna, net_wire_get_port (wire), ben);
  g_autoptr (HallPacket) packet = hall_packet_new (HALL_PACKET_JOIN);
  guint8 ours[SIZE];
  guint8 theirs[SIZE];

  wait_for_both (near, ben);
  export (near->link, LABEL, ours);
  export (get_visitor (ben)->link, LABEL, theirs);
  g_assert_cmpmem (ours, SIZE, theirs, SIZE);

  packet->name = g_strdup (WORDS);
  hall_link_send (near->link, packet, HALL_LINK_CHAT);
  net_wait_until (net_record_count (get_visitor (ben), HALL_PACKET_JOIN) == 1);
  g_assert_cmpstr (net_record_find (get_visitor (ben), HALL_PACKET_JOIN)->name, ==, WORDS);
  g_assert_cmpuint (net_wire_count (wire), >, strlen (WORDS));
  g_assert_false (net_wire_saw (wire, WORDS, strlen (WORDS)));
  g_assert_false (net_wire_saw (wire, "join", strlen ("join")));
  g_assert_false (net_wire_saw (wire, ours, SIZE));
}

/* Nor does it get far by changing them. */
static void
test_bytes_changed (void)
{
  g_autoptr (Side) anna = side_new ();
  g_autoptr (Side) ben = side_new ();
  g_autoptr (NetWire) wire = net_wire_new (get_port (ben));
  g_autoptr (NetRecord) near = dial (anna, net_wire_get_port (wire), ben);
  g_autoptr (HallPacket) packet = hall_packet_new (HALL_PACKET_JOIN);

  wait_for_both (near, ben);
  net_settle ();
  net_wire_spoil (wire);
  packet->name = g_strdup (WORDS);
  hall_link_send (near->link, packet, HALL_LINK_CHAT);
  net_wait_until (near->closed == 1 && get_visitor (ben)->closed == 1);
  g_assert_error (get_visitor (ben)->error, HALL_LINK_ERROR, HALL_LINK_ERROR_LOST);
  g_assert_cmpuint (get_visitor (ben)->packets->len, ==, 0);
}

/* Mallory under her own key, where Ben's is expected, gets nothing but the end. */
static void
test_pinned (void)
{
  g_autoptr (Side) anna = side_new ();
  g_autoptr (Side) ben = side_new ();
  g_autoptr (NetMiddle) mallory = net_middle_new (get_port (ben));
  g_autoptr (NetRecord) near = NULL;
  NetSnapshot before;

  net_snapshot (anna->counters, &before);
  near = dial (anna, net_middle_get_port (mallory), ben);
  net_wait_until (near->closed == 1);
  g_assert_cmpuint (near->ready, ==, 0);
  g_assert_error (near->error, HALL_LINK_ERROR, HALL_LINK_ERROR_WRONG_KEY);
  net_assert_only_moved (anna->counters, &before, HALL_COUNTER_LINK_WRONG_KEY, 1);
  net_settle ();
  g_assert_cmpuint (mallory->links->len, ==, 0);
  g_assert_cmpuint (ben->records->len, ==, 0);
}

/* At an address that somebody typed, without a pin, it is Mallory who is there, under her own key;
 * and the two between whom she stands get different bytes out of their connections. */
static void
test_not_pinned (void)
{
  g_autoptr (Side) anna = side_new ();
  g_autoptr (Side) ben = side_new ();
  g_autoptr (NetMiddle) mallory = net_middle_new (get_port (ben));
  g_autoptr (NetRecord) near = dial (anna, net_middle_get_port (mallory), NULL);
  g_autoptr (HallPacket) packet = hall_packet_new (HALL_PACKET_JOIN);
  const char *id = hall_identity_get_id (mallory->identity);
  guint8 ours[SIZE];
  guint8 theirs[SIZE];

  wait_for_both (near, ben);
  g_assert_cmpstr (hall_link_get_peer_id (near->link), ==, id);
  g_assert_cmpstr (hall_link_get_peer_id (get_visitor (ben)->link), ==, id);
  /* She does pass on what is said. */
  packet->name = g_strdup (WORDS);
  hall_link_send (near->link, packet, HALL_LINK_CHAT);
  net_wait_until (net_record_count (get_visitor (ben), HALL_PACKET_JOIN) == 1);
  g_assert_cmpuint (mallory->passed, ==, 1);

  export (near->link, LABEL, ours);
  export (get_visitor (ben)->link, LABEL, theirs);
  g_assert_cmpint (memcmp (ours, theirs, SIZE), !=, 0);
}

/* A proof of one side, over a link. The ids are the honest ones' in every case: let Mallory have
 * found a way around them, there still is the connection. */
static HallSpake2 *
new_proof (HallSpake2Role  role,
           HallLink       *link,
           Side           *joiner,
           Side           *host,
           const guint8    secret[HALL_SPAKE2_SECRET_SIZE])
{
  g_autoptr (GByteArray) context = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  guint8 exported[SIZE];
  HallSpake2 *proof;

  export (link, LABEL, exported);
  g_byte_array_append (context, (const guint8 *) "room", 4);
  g_byte_array_append (context, exported, SIZE);
  bytes = g_bytes_new (context->data, context->len);
  proof = hall_spake2_new (role, secret, hall_identity_get_id (joiner->identity),
                           hall_identity_get_id (host->identity), bytes, &error);
  g_assert_no_error (error);

  return proof;
}

static void
say (HallLink       *link,
     HallPacketType  type,
     HallSpake2     *proof)
{
  static const guint8 salt[HALL_SALT_SIZE] = { 1 };
  g_autoptr (HallPacket) packet = hall_packet_new (type);

  packet->room = g_strnfill (22, 'A');
  packet->salt = hall_base64url_encode (salt, sizeof salt);
  memcpy (packet->share, hall_spake2_get_share (proof), sizeof packet->share);
  if (type != HALL_PACKET_PAKE1)
    hall_spake2_get_confirmation (proof, packet->confirmation);
  hall_link_send (link, packet, HALL_LINK_CHAT);
}

static HallPacket *
hear (NetRecord      *record,
      HallPacketType  type)
{
  net_wait_until (net_record_count (record, type) == 1);

  return net_record_find (record, type);
}

static void
take (HallSpake2 *proof,
      HallPacket *packet)
{
  g_autoptr (GError) error = NULL;

  hall_spake2_take_share (proof, packet->share, &error);
  g_assert_no_error (error);
}

/* The whole exchange, both knowing the same phrase. Whether the joiner's and the host's proofs were
 * right. */
static void
run_proof (Side      *anna,
           NetRecord *near,
           Side      *ben,
           gboolean  *joiner_is_right,
           gboolean  *host_is_right)
{
  static const guint8 secret[HALL_SPAKE2_SECRET_SIZE] = { 0, 1, 2, 3 };
  NetRecord *far = get_visitor (ben);
  g_autoptr (HallSpake2) joiner = new_proof (HALL_SPAKE2_JOINER, near->link, anna, ben, secret);
  g_autoptr (HallSpake2) host = new_proof (HALL_SPAKE2_HOST, far->link, anna, ben, secret);
  HallPacket *packet;

  say (far->link, HALL_PACKET_PAKE1, host);
  take (joiner, hear (near, HALL_PACKET_PAKE1));
  say (near->link, HALL_PACKET_PAKE2, joiner);
  packet = hear (far, HALL_PACKET_PAKE2);
  take (host, packet);
  *joiner_is_right = hall_spake2_check_confirmation (host, packet->confirmation);
  say (far->link, HALL_PACKET_PAKE3, host);
  packet = hear (near, HALL_PACKET_PAKE3);
  *host_is_right = hall_spake2_check_confirmation (joiner, packet->confirmation);
}

static void
test_proof (void)
{
  g_autoptr (Side) anna = side_new ();
  g_autoptr (Side) ben = side_new ();
  g_autoptr (NetWire) wire = net_wire_new (get_port (ben));
  g_autoptr (NetRecord) near = dial (anna, net_wire_get_port (wire), ben);
  gboolean joiner_is_right = FALSE;
  gboolean host_is_right = FALSE;

  wait_for_both (near, ben);
  run_proof (anna, near, ben, &joiner_is_right, &host_is_right);
  g_assert_true (joiner_is_right);
  g_assert_true (host_is_right);
}

static void
test_proof_in_the_middle (void)
{
  g_autoptr (Side) anna = side_new ();
  g_autoptr (Side) ben = side_new ();
  g_autoptr (NetMiddle) mallory = net_middle_new (get_port (ben));
  g_autoptr (NetRecord) near = dial (anna, net_middle_get_port (mallory), NULL);
  gboolean joiner_is_right = TRUE;
  gboolean host_is_right = TRUE;

  wait_for_both (near, ben);
  run_proof (anna, near, ben, &joiner_is_right, &host_is_right);
  g_assert_cmpuint (mallory->passed, ==, 3);
  g_assert_false (joiner_is_right);
  g_assert_false (host_is_right);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/man-in-the-middle/export", test_export);
  g_test_add_func ("/man-in-the-middle/bytes-passed-on", test_bytes_passed_on);
  g_test_add_func ("/man-in-the-middle/bytes-changed", test_bytes_changed);
  g_test_add_func ("/man-in-the-middle/pinned", test_pinned);
  g_test_add_func ("/man-in-the-middle/not-pinned", test_not_pinned);
  g_test_add_func ("/man-in-the-middle/proof", test_proof);
  g_test_add_func ("/man-in-the-middle/proof-in-the-middle", test_proof_in_the_middle);

  return g_test_run ();
}
