/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-person.h: somebody with a key: seen on the network, met in a room, or oneself.
 *
 * Changed only by HallDirectory and the session; screens bind to the properties.
 */

#pragma once

#include "hall-types.h"

G_BEGIN_DECLS

#define HALL_TYPE_PERSON (hall_person_get_type ())
G_DECLARE_FINAL_TYPE (HallPerson, hall_person, HALL, PERSON, GObject)

/* Properties: id, name, presence, status-text, online (presence != OFFLINE), is-self, initials,
 * color (0 to 13, from the key), last-seen (unix ms, 0: never), addresses (GStrv), tcp-port */

HallPerson        *hall_person_new             (const char *id,
                                                gboolean    is_self);
const char        *hall_person_get_id          (HallPerson *self);
/* The newest signed name, or the last one known, or "Unknown (abcd)" with a short key tag. Never
 * NULL. */
const char        *hall_person_get_name        (HallPerson *self);
gboolean           hall_person_has_name        (HallPerson *self);
HallPresence       hall_person_get_presence    (HallPerson *self);
const char        *hall_person_get_status_text (HallPerson *self);
gboolean           hall_person_get_online      (HallPerson *self);
gboolean           hall_person_get_is_self     (HallPerson *self);
const char        *hall_person_get_initials    (HallPerson *self);
guint              hall_person_get_color       (HallPerson *self);
gint64             hall_person_get_last_seen   (HallPerson *self);
const char *const *hall_person_get_addresses   (HallPerson *self);
guint              hall_person_get_tcp_port    (HallPerson *self);

void               hall_person_set_name        (HallPerson *self,
                                                const char *name);
void               hall_person_set_presence    (HallPerson *self,
                                                HallPresence presence);
void               hall_person_set_status_text (HallPerson *self,
                                                const char *status_text);
void               hall_person_set_last_seen   (HallPerson *self,
                                                gint64      last_seen_ms);
void               hall_person_set_tcp_port    (HallPerson *self,
                                                guint       tcp_port);
/* The newest first, at most HALL_ADDRESSES_PER_PERSON. */
void               hall_person_add_address     (HallPerson *self,
                                                const char *address);

G_END_DECLS
