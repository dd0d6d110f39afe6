/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-roll.h: which people are remembered on disk.
 *
 * Owned by HallSession. Everybody met in a room is, and everybody about whom something was said
 * here; of others only what tells a replay from news, a day long and not more than HALL_PEOPLE_MAX
 * of them. Written lazily.
 */

#pragma once

#include "hall-context.h"

G_BEGIN_DECLS

#define HALL_TYPE_ROLL (hall_roll_get_type ())
G_DECLARE_FINAL_TYPE (HallRoll, hall_roll, HALL, ROLL, GObject)

HallRoll *hall_roll_new     (HallContext *context);
/* @people: (element-type HallStoredPerson) of the store. */
void      hall_roll_restore (HallRoll    *self,
                             GPtrArray   *people);
/* In a room: from now on remembered. */
void      hall_roll_meet    (HallRoll    *self,
                             HallPerson  *person);
const HallStoredPerson *hall_roll_lookup (HallRoll    *self,
                             const char  *id);
/* To be remembered from now on, and changed; hall_roll_write () writes it. */
HallStoredPerson *hall_roll_edit (HallRoll    *self,
                             HallPerson  *person);
/* To be changed, of a stranger too; written lazily. (nullable): there are too many. */
HallStoredPerson *hall_roll_note (HallRoll    *self,
                             const char  *id);
void      hall_roll_write   (HallRoll    *self,
                             HallPerson  *person);
/* Begins to write once a minute. */
void      hall_roll_start   (HallRoll    *self);
/* What changed is written now. */
void      hall_roll_save    (HallRoll    *self);

G_END_DECLS
