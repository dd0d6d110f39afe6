/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room.h: a room: announced on the network, joined, hosted, or remembered.
 *
 * Changed only by HallDirectory and the session; screens bind to the properties.
 */

#pragma once

#include "hall-timeline.h"

G_BEGIN_DECLS

#define HALL_TYPE_ROOM (hall_room_get_type ())
G_DECLARE_FINAL_TYPE (HallRoom, hall_room, HALL, ROOM, GObject)

/* Properties: id, name, topic, lock, creator (HallPerson), host (HallPerson, nullable: nobody),
 * n-members (live or as announced), membership, is-member (membership != NONE), announced (heard
 * on the network now), ambiguous (another shown room has this name: show "by CREATOR"), unread
 * (messages), last-message (HallMessage, nullable), last-time (unix ms), draft (nullable),
 * problem (nullable: a translated sentence on why joining failed or what is being waited for),
 * connection, reopens (hosted here by itself when a member is around and nobody hosts it),
 * leaving (left, and that can still be undone), only-since-joining (newcomers see what was said
 * since they joined), person (HallPerson, nullable, at construction: this is the private
 * conversation with that person, in no list of rooms; name, presence and picture are the person's),
 * moderator (whether we may kick, ban, delete and change the room), own-room (whether we created
 * it), closed (to newcomers), moderators-invite (only they may), banned (we are: read only, for
 * good), removed (we were kicked: read only until joined again), has-passphrase (the lock, and its
 * secret is known here), mentions (how many of the unread messages name oneself), notify
 * (HallNotify, as chosen), n-pinned, standing (an administrator has set it up: nobody created it,
 * and nobody has a right in it)
 * Signal "roles-changed" (): hall_room_is_moderator () may say something else now
 * Signal "receipts-changed" (): hall_room_has_received () and hall_room_has_read () may say
 * something else now */

HallRoom       *hall_room_new              (const char     *id,
                                            HallDirectory  *directory);
const char     *hall_room_get_id           (HallRoom       *self);
const char     *hall_room_get_name         (HallRoom       *self);
gboolean        hall_room_has_name         (HallRoom       *self);
const char     *hall_room_get_topic        (HallRoom       *self);
HallLock        hall_room_get_lock         (HallRoom       *self);
HallPerson     *hall_room_get_creator      (HallRoom       *self);
HallPerson     *hall_room_get_host         (HallRoom       *self);
guint           hall_room_get_n_members    (HallRoom       *self);
HallMembership  hall_room_get_membership   (HallRoom       *self);
gboolean        hall_room_get_is_member    (HallRoom       *self);
gboolean        hall_room_get_announced    (HallRoom       *self);
gboolean        hall_room_get_ambiguous    (HallRoom       *self);
guint           hall_room_get_unread       (HallRoom       *self);
HallMessage    *hall_room_get_last_message (HallRoom       *self);
gint64          hall_room_get_last_time    (HallRoom       *self);
const char     *hall_room_get_draft        (HallRoom       *self);
const char     *hall_room_get_problem      (HallRoom       *self);
HallConnection  hall_room_get_connection   (HallRoom       *self);
gboolean        hall_room_get_reopens      (HallRoom       *self);
gboolean        hall_room_get_leaving      (HallRoom       *self);
gboolean        hall_room_get_only_since_joining (HallRoom *self);
gboolean        hall_room_get_standing     (HallRoom       *self);
/* Whether a member has said that the message, which is signed, is on its disk. Members that came
 * later than the message count as well. */
gboolean        hall_room_has_received     (HallRoom       *self,
                                            HallPerson     *person,
                                            HallMessage    *message);
/* Whether a member has said that it has read up to the message, or further. */
gboolean        hall_room_has_read         (HallRoom       *self,
                                            HallPerson     *person,
                                            HallMessage    *message);
guint           hall_room_get_mentions     (HallRoom       *self);
HallNotify      hall_room_get_notify       (HallRoom       *self);
/* What is pinned, newest pin first, at most HALL_ROOM_PINS_MAX: a GListModel of HallMessage that
 * stand in no timeline, (transfer none). */
#define HALL_ROOM_PINS_MAX 100
GListModel     *hall_room_get_pinned       (HallRoom       *self);
/* The people on the roster, host and oneself included: a GListModel of HallPerson, (transfer
 * none). */
GListModel     *hall_room_get_members      (HallRoom       *self);
HallTimeline   *hall_room_get_timeline     (HallRoom       *self);

HallPerson     *hall_room_get_person       (HallRoom       *self);
gboolean        hall_room_get_moderator    (HallRoom       *self);
gboolean        hall_room_get_own_room     (HallRoom       *self);
gboolean        hall_room_get_closed       (HallRoom       *self);
gboolean        hall_room_get_moderators_invite (HallRoom  *self);
gboolean        hall_room_get_banned       (HallRoom       *self);
gboolean        hall_room_get_removed      (HallRoom       *self);
gboolean        hall_room_get_has_passphrase (HallRoom     *self);
/* Whether the person is a moderator, which the creator always is. */
gboolean        hall_room_is_moderator     (HallRoom       *self,
                                            HallPerson     *person);
/* Those who are banned, and those who are typing just now (without oneself): GListModels of
 * HallPerson, (transfer none). */
GListModel     *hall_room_get_banned_people (HallRoom      *self);
GListModel     *hall_room_get_typing       (HallRoom       *self);

HallRoom       *hall_room_new_direct       (const char     *id,
                                            HallPerson     *person,
                                            HallDirectory  *directory);
/* For good: it has no creator from now on. */
void            hall_room_set_standing     (HallRoom       *self);
void            hall_room_set_rights       (HallRoom       *self,
                                            gboolean        moderator,
                                            gboolean        own_room);
/* (element-type HallPerson), the creator left out or not. */
void            hall_room_set_moderators   (HallRoom       *self,
                                            GPtrArray      *moderators);
void            hall_room_set_banned_people (HallRoom      *self,
                                            GPtrArray      *people);
void            hall_room_set_typing       (HallRoom       *self,
                                            HallPerson     *person,
                                            gboolean        typing);
void            hall_room_set_closed       (HallRoom       *self,
                                            gboolean        closed);
void            hall_room_set_moderators_invite (HallRoom  *self,
                                            gboolean        moderators_invite);
void            hall_room_set_banned       (HallRoom       *self,
                                            gboolean        banned);
void            hall_room_set_removed      (HallRoom       *self,
                                            gboolean        removed);
void            hall_room_set_has_passphrase (HallRoom     *self,
                                            gboolean        has_passphrase);
void            hall_room_set_name         (HallRoom       *self,
                                            const char     *name);
void            hall_room_set_topic        (HallRoom       *self,
                                            const char     *topic);
void            hall_room_set_lock         (HallRoom       *self,
                                            HallLock        lock);
void            hall_room_set_creator      (HallRoom       *self,
                                            HallPerson     *creator);
void            hall_room_set_host         (HallRoom       *self,
                                            HallPerson     *host);
/* Used while not live; while live n-members follows the roster. */
void            hall_room_set_announced_members (HallRoom  *self,
                                            guint           n_members);
void            hall_room_set_announced    (HallRoom       *self,
                                            gboolean        announced);
void            hall_room_set_ambiguous    (HallRoom       *self,
                                            gboolean        ambiguous);
void            hall_room_set_membership   (HallRoom       *self,
                                            HallMembership  membership);
void            hall_room_set_unread       (HallRoom       *self,
                                            guint           unread);
/* Sets last-time too. */
void            hall_room_set_last_message (HallRoom       *self,
                                            HallMessage    *message);
void            hall_room_set_last_time    (HallRoom       *self,
                                            gint64          last_time_ms);
void            hall_room_set_draft        (HallRoom       *self,
                                            const char     *draft);
void            hall_room_set_problem      (HallRoom       *self,
                                            const char     *problem);
void            hall_room_set_connection   (HallRoom       *self,
                                            HallConnection  connection);
void            hall_room_set_reopens      (HallRoom       *self,
                                            gboolean        reopens);
void            hall_room_set_leaving      (HallRoom       *self,
                                            gboolean        leaving);
void            hall_room_set_only_since_joining (HallRoom *self,
                                            gboolean        only_since_joining);
/* @person has everything up to (lc, id): it said so. Of a person no less than before. */
void            hall_room_set_received     (HallRoom       *self,
                                            HallPerson     *person,
                                            gint64          lc,
                                            const char     *event_id);
/* @event is new in the room: what was said so far of a later one does not cover it. */
void            hall_room_doubt_received   (HallRoom       *self,
                                            HallEvent      *event);
/* One event is on the disk of @person. Bounded: the oldest of many are forgotten. */
void            hall_room_add_received     (HallRoom       *self,
                                            HallPerson     *person,
                                            const char     *event_id);
/* @person says it has read up to (lc, id). Never less than before. */
void            hall_room_set_read         (HallRoom       *self,
                                            HallPerson     *person,
                                            gint64          lc,
                                            const char     *event_id);
void            hall_room_set_mentions     (HallRoom       *self,
                                            guint           mentions);
void            hall_room_set_notify       (HallRoom       *self,
                                            HallNotify      notify);
/* @messages: (element-type HallMessage), newest pin first. */
void            hall_room_set_pinned       (HallRoom       *self,
                                            GPtrArray      *messages);
void            hall_room_add_member       (HallRoom       *self,
                                            HallPerson     *person);
void            hall_room_remove_member    (HallRoom       *self,
                                            HallPerson     *person);
void            hall_room_clear_members    (HallRoom       *self);

G_END_DECLS
