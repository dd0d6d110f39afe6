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
 * color (0 to 13, from the key), last-seen (unix ms, 0: never), addresses (GStrv), tcp-port,
 * first-seen (unix ms, 0: never), trust, blocked, key-tag (four characters of the key), tagged
 * (another shown person has a name like this: show the key tag), resembles (HallPerson, nullable:
 * somebody known whose name this key bears, too; to be shown in red, and nothing sent to it, until
 * it was said which it is), older-version (speaks an older protocol than it once did), elsewhere
 * (oneself: another computer uses this identity), picture-digest (nullable: what it says it has),
 * picture (GBytes of a JPEG, nullable: not fetched; never decoded below ui), conversation
 * (HallRoom, nullable: the private one, once there is something in it or it was opened) */

typedef struct _HallRoom HallRoom;

HallPerson        *hall_person_new             (const char *id,
                                                gboolean    is_self);
const char        *hall_person_get_id          (HallPerson *self);
/* The newest signed name, or the last one known, or "Unknown (abcd)" with a short key tag. Never
 * NULL. */
const char        *hall_person_get_name        (HallPerson *self);
/* The same for comparing; made once. */
const char        *hall_person_get_folded_name (HallPerson *self);
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

gint64             hall_person_get_first_seen     (HallPerson *self);
HallTrust          hall_person_get_trust          (HallPerson *self);
gboolean           hall_person_get_blocked        (HallPerson *self);
const char        *hall_person_get_key_tag        (HallPerson *self);
gboolean           hall_person_get_tagged         (HallPerson *self);
HallPerson        *hall_person_get_resembles      (HallPerson *self);
gboolean           hall_person_get_older_version  (HallPerson *self);
gboolean           hall_person_get_elsewhere      (HallPerson *self);
const char        *hall_person_get_picture_digest (HallPerson *self);
GBytes            *hall_person_get_picture        (HallPerson *self);
HallRoom          *hall_person_get_conversation   (HallPerson *self);

void               hall_person_set_first_seen     (HallPerson *self,
                                                   gint64      first_seen_ms);
void               hall_person_set_trust          (HallPerson *self,
                                                   HallTrust   trust);
void               hall_person_set_blocked        (HallPerson *self,
                                                   gboolean    blocked);
void               hall_person_set_tagged         (HallPerson *self,
                                                   gboolean    tagged);
void               hall_person_set_resembles      (HallPerson *self,
                                                   HallPerson *resembles);
void               hall_person_set_older_version  (HallPerson *self,
                                                   gboolean    older_version);
void               hall_person_set_elsewhere      (HallPerson *self,
                                                   gboolean    elsewhere);
/* Another digest takes the picture away. */
void               hall_person_set_picture_digest (HallPerson *self,
                                                   const char *digest);
void               hall_person_set_picture        (HallPerson *self,
                                                   GBytes     *picture);
void               hall_person_set_conversation   (HallPerson *self,
                                                   HallRoom   *conversation);

G_END_DECLS
