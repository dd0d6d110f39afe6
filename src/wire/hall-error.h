/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-error.h: why bytes were refused.
 *
 * HALL_WIRE_ERROR is the error domain of all decoders of this folder. A peer can cause each of
 * these; none is a fault of the program.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HALL_WIRE_ERROR (hall_wire_error_quark ())

typedef enum
{
  HALL_WIRE_ERROR_EMPTY,
  HALL_WIRE_ERROR_TOO_BIG,
  HALL_WIRE_ERROR_NOT_UTF8,
  HALL_WIRE_ERROR_NOT_HALLWAY,   /* the magic word is missing */
  HALL_WIRE_ERROR_UNSIGNED,      /* no signature, or not one in form */
  HALL_WIRE_ERROR_BAD_SIGNATURE,
  HALL_WIRE_ERROR_NOT_JSON,
  HALL_WIRE_ERROR_TOO_DEEP,
  HALL_WIRE_ERROR_BAD_NUMBER,
  HALL_WIRE_ERROR_DUPLICATE_KEY,
  HALL_WIRE_ERROR_BAD_FIELD,     /* missing, of the wrong type, out of range, or unclean text */
  HALL_WIRE_ERROR_UNKNOWN_TYPE,
  HALL_WIRE_ERROR_BAD_LENGTH,    /* a frame's length of 0 or above the limit */
} HallWireError;

GQuark hall_wire_error_quark (void);

G_END_DECLS
