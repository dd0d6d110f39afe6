/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-wraps.h: what the linker puts in the place of a few functions (ld --wrap, see meson.build).
 *
 * Random bytes follow from the seed, keys from the name of the profile's folder, and the clock of
 * this computer stands still; a signature that was checked once is not checked again. All else is
 * the product's own code.
 */

#pragma once

#include "fake-lan.h"
#include "hall-identity.h"

G_BEGIN_DECLS

/* For all that follows, until the next. */
void          fake_wraps_begin        (FakeLan     *lan,
                                       guint64      seed);
void          fake_wraps_end          (void);
/* Of a profile's folder, which need not exist. (transfer full) */
HallIdentity *fake_wraps_get_identity (const char  *directory);
/* A folder for as many profiles as there are machines, removed when the process ends. */
const char   *fake_wraps_get_folder   (void);

G_END_DECLS
