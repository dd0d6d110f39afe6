/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-safety-number.h: two keys as a number that two people can compare.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* 60 digits in twelve groups of five with single spaces, the same for both sides: thirty for each
 * key, from 5,200 rounds of SHA-512, the smaller half first. About 10 ms. (transfer full) */
char *hall_safety_number_new (const char *id,
                              const char *other_id);

G_END_DECLS
