/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-error.c: the error domain of the decoders.
 *
 * Owns nothing but the quark; what each code means is said in the header.
 */

#define G_LOG_DOMAIN "hall-error"

#include "config.h"

#include "hall-error.h"

G_DEFINE_QUARK (hall-wire-error-quark, hall_wire_error)
