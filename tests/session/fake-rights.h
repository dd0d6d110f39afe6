/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-rights.h: who had a right to what in a room, by the chapter "Rights" of PROTOCOL.md alone.
 *
 * Made anew of a whole set whenever somebody asks, in the plainest way there is: what HallCensus
 * says is compared with it, and so nothing of HallCensus is used here.
 */

#pragma once

#include "hall-event.h"

G_BEGIN_DECLS

typedef struct _FakeRights FakeRights;

/* @events: (element-type HallEvent): all that somebody holds of a room, in order. They must live as
 * long as the result. */
FakeRights *fake_rights_new          (GPtrArray  *events);
void        fake_rights_free         (FakeRights *self);
/* Of one of the events: its author had a right to it at its place. */
gboolean    fake_rights_permits      (FakeRights *self,
                                      HallEvent  *event);
/* And nobody who might has deleted it. */
gboolean    fake_rights_shows        (FakeRights *self,
                                      HallEvent  *event);

/* At the end of the order. */
gboolean    fake_rights_is_member    (FakeRights *self,
                                      const char *id);
gboolean    fake_rights_is_moderator (FakeRights *self,
                                      const char *id);
gboolean    fake_rights_is_banned    (FakeRights *self,
                                      const char *id,
                                      gint64      lc);
/* It was never put out, and never left. */
gboolean    fake_rights_is_constant  (FakeRights *self,
                                      const char *id);
/* It was a member at some place, or somebody said, with a right or not, that it may come in. */
gboolean    fake_rights_was_let_in   (FakeRights *self,
                                      const char *id);
/* Everybody an event speaks of: (element-type utf8) (transfer container). */
GPtrArray  *fake_rights_list_people  (FakeRights *self);
const char *fake_rights_get_name     (FakeRights *self);
const char *fake_rights_get_topic    (FakeRights *self);
gboolean    fake_rights_get_closed   (FakeRights *self);
HallEntry   fake_rights_get_entry    (FakeRights *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeRights, fake_rights_free)

G_END_DECLS
