/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* packet-test.h: a packet there and back, for the tests of HallPacket.
 */

#pragma once

#include "wire-test.h"

static inline HallPacket *
there_and_back (HallPacket *sent)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = hall_packet_encode (sent, &error);
  g_autoptr (GBytes) again = NULL;
  HallPacket *received;

  g_assert_no_error (error);
  received = test_decode_frame (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpint (received->type, ==, sent->type);
  g_assert_cmpstr (received->room, ==, sent->room);

  /* Nothing was lost on the way. */
  again = hall_packet_encode (received, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (again, bytes));

  return received;
}

static inline HallPacket *
new_in_room (HallPacketType type)
{
  HallPacket *self = hall_packet_new (type);

  self->room = g_strdup (TEST_ROOM);

  return self;
}
