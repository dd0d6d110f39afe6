/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* wire-test.h: what the tests of src/wire share.
 *
 * Keys from fixed seeds, so that a failure can be repeated, and the names of the error codes as the
 * data files spell them.
 */

#pragma once

#include <string.h>

#include "hall-counters.h"
#include "hall-datagram.h"
#include "hall-error.h"
#include "hall-event.h"
#include "hall-framer.h"
#include "hall-json.h"
#include "hall-key.h"
#include "hall-limits.h"
#include "hall-packet.h"
#include "hall-text.h"

/* Right in form: 22 characters, 86 characters. */
#define TEST_ROOM "AAECAwQFBgcICQoLDA0ODw"
#define TEST_SIGNATURE                                                                             \
  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

static inline HallKey *
test_key (guint8 number)
{
  guint8 seed[HALL_SEED_SIZE];
  g_autoptr (GError) error = NULL;
  HallKey *key;

  memset (seed, number, sizeof seed);
  key = hall_key_new_from_seed (seed, &error);
  g_assert_no_error (error);

  return key;
}

static inline const char *
test_error_name (int code)
{
  switch ((HallWireError) code)
    {
    case HALL_WIRE_ERROR_EMPTY:
      return "empty";
    case HALL_WIRE_ERROR_TOO_BIG:
      return "too-big";
    case HALL_WIRE_ERROR_NOT_UTF8:
      return "not-utf8";
    case HALL_WIRE_ERROR_NOT_HALLWAY:
      return "not-hallway";
    case HALL_WIRE_ERROR_UNSIGNED:
      return "unsigned";
    case HALL_WIRE_ERROR_BAD_SIGNATURE:
      return "bad-signature";
    case HALL_WIRE_ERROR_NOT_JSON:
      return "not-json";
    case HALL_WIRE_ERROR_TOO_DEEP:
      return "too-deep";
    case HALL_WIRE_ERROR_BAD_NUMBER:
      return "bad-number";
    case HALL_WIRE_ERROR_DUPLICATE_KEY:
      return "duplicate-key";
    case HALL_WIRE_ERROR_BAD_FIELD:
      return "bad-field";
    case HALL_WIRE_ERROR_UNKNOWN_TYPE:
      return "unknown-type";
    case HALL_WIRE_ERROR_BAD_LENGTH:
      return "bad-length";
    }

  return "?";
}

/* The packet in a whole frame as hall_packet_encode () makes it. */
static inline HallPacket *
test_decode_frame (GBytes  *bytes,
                   GError **error)
{
  g_autoptr (HallFramer) framer = hall_framer_new ();
  HallFrame frame;
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  hall_framer_feed (framer, data, length);
  g_assert_true (hall_framer_next (framer, &frame, NULL));

  return hall_packet_decode (&frame, error);
}

static inline HallPacket *
test_decode_text (const char  *text,
                  guint8       flags,
                  GError     **error)
{
  HallFrame frame = { HALL_FRAME_JSON, flags, (const guint8 *) text, strlen (text) };

  return hall_packet_decode (&frame, error);
}
