/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-reason.h: why a room cannot be reached, as a sentence for people.
 *
 * Pure functions; what a peer sent as text never gets into a sentence.
 */

#pragma once

#include <glib.h>

#include "hall-link.h"

G_BEGIN_DECLS

/* From how a link ended: HALL_SESSION_ERROR REFUSED or UNREACHABLE. */
GError  *hall_reason_for_link   (HallLink     *link,
                                 const GError *error);
GError  *hall_reason_no_host    (void);
/* Whoever answers knows nothing of the passphrase. */
GError  *hall_reason_unproved   (void);
/* @tries: how often it may be tried now, -1: not said. */
GError  *hall_reason_wrong_passphrase (int   tries,
                                 guint        retry_ms);
/* Whether trying again soon makes no sense. */
gboolean hall_reason_is_refusal (const GError *error);
/* @code: (nullable): of an `error`. */
gboolean hall_reason_is_of_host (const char   *code);

G_END_DECLS
