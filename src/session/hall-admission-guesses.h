/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-admission-guesses.h: how often a passphrase may be tried: by one address, and in all.
 *
 * Owned by a HallConversation. Monotonic times in µs are given by the caller.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HallGuesses HallGuesses;

HallGuesses *hall_guesses_new     (void);
void         hall_guesses_free    (HallGuesses *self);
/* How many wrong ones the address may say now, while @pending of it and @pending_all in all are on
 * their way; and when the next one, in ms. */
guint        hall_guesses_get_tries (HallGuesses *self,
                                   const char  *address,
                                   guint        pending,
                                   guint        pending_all,
                                   gint64       now,
                                   guint       *retry_ms);
void         hall_guesses_fail    (HallGuesses *self,
                                   const char  *address,
                                   gint64       now);
void         hall_guesses_succeed (HallGuesses *self,
                                   const char  *address);

G_END_DECLS
