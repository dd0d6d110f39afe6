/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-liar.h: a machine of a FakeLan without a session, whose every word may be a lie.
 */

#pragma once

#include "fake-lan.h"
#include "hall-event.h"

G_BEGIN_DECLS

/* What it says in its own name begins with this. */
#define FAKE_LIAR_OWN_WORD "liar"

typedef struct _FakeLiar FakeLiar;

FakeLiar *fake_liar_new   (FakeLan    *lan,
                           guint64     seed);
void      fake_liar_free  (FakeLiar   *self);
void      fake_liar_start (FakeLiar   *self,
                           const char *room_id);
/* One more lie. */
void      fake_liar_lie   (FakeLiar   *self);
void      fake_liar_stop  (FakeLiar   *self);

const char *fake_liar_get_id      (FakeLiar  *self);
/* Events of the room that it was told. */
guint     fake_liar_count_heard   (FakeLiar  *self);
/* Who wanted a proof of it, and took its word. */
guint     fake_liar_count_fooled  (FakeLiar  *self);
/* Somebody who was in once has told it how the room began. */
void      fake_liar_tell_genesis  (FakeLiar  *self,
                                   HallEvent *genesis);
/* Who comes in proves something. */
void      fake_liar_set_locked    (FakeLiar  *self,
                                   gboolean   locked);
/* It also calls at people's private doors. */
void      fake_liar_set_whispers  (FakeLiar  *self,
                                   gboolean   whispers);

G_END_DECLS
