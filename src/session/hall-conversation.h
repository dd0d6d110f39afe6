/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation.h: one room that we are in, joined or hosted: the link or the host, and the
 * HallRoom that shows it.
 *
 * Owned by HallSession, one per room with membership. It reaches the host, keeps trying,
 * synchronises, stores, shows, sends. It sends no datagrams: "announcement" asks the session to.
 */

#pragma once

#include "hall-census.h"
#include "hall-context.h"
#include "hall-datagram.h"
#include "hall-link.h"

G_BEGIN_DECLS

#define HALL_TYPE_CONVERSATION (hall_conversation_get_type ())
G_DECLARE_FINAL_TYPE (HallConversation, hall_conversation, HALL, CONVERSATION, GObject)

/* Signals:
 *  "message" (HallMessage *), "message-state" (const char *id, HallMessageState): as of HallSession
 *  "message-queued" (HallMessage *)   an own one was written; "message-kept": and is on disk
 *  "problem" (const GError *)    joining was refused or failed for good
 *  "met" (HallPerson *)          somebody of the room
 *  "announcement" ()             what hall_conversation_make_announcement () says has changed
 *  "dropped" ()                  a first attempt to join failed: nothing is left of it */

/* @stored: (transfer full). Rows of the outbox are to follow, then hall_conversation_load (). */
HallConversation *hall_conversation_new            (HallContext      *context,
                                                    HallRoom         *room,
                                                    HallStoredRoom   *stored);
void              hall_conversation_restore_row    (HallConversation *self,
                                                    const HallOutboxEntry *entry);
void              hall_conversation_load           (HallConversation *self);
HallRoom         *hall_conversation_get_room       (HallConversation *self);
const HallStoredRoom *hall_conversation_get_stored (HallConversation *self);
HallCensus       *hall_conversation_get_census     (HallConversation *self);
/* Somebody was blocked. */
void              hall_conversation_recount        (HallConversation *self);
/* Where somebody said that its host may be: each (nullable). */
void              hall_conversation_set_hint       (HallConversation *self,
                                                    const char       *host_id,
                                                    const char       *address,
                                                    guint16           port,
                                                    gboolean          typed);
/* What to prove with at the next attempt to join; NULL: nothing. */
void              hall_conversation_unlock         (HallConversation *self,
                                                    const char       *passphrase,
                                                    gboolean          remember);
/* Anything but a text: it waits in the outbox like one. */
/* unix ms */
gint64            hall_conversation_get_host_time  (HallConversation *self);
void              hall_conversation_note_invited   (HallConversation *self);
void              hall_conversation_say            (HallConversation *self,
                                                    const HallEventBody *body);

/* The network is there and we have a name: rejoins, or hosts what we hosted last. */
void              hall_conversation_begin          (HallConversation *self);
/* Finishes @task with the room, or with an error. */
void              hall_conversation_join           (HallConversation *self,
                                                    GTask            *task);
/* A link that somebody else dialled and that was welcomed. */
void              hall_conversation_adopt          (HallConversation *self,
                                                    HallLink         *link,
                                                    HallPacket       *welcome);
/* @genesis: (nullable): read from the store. Finishes @task (nullable) with the room. */
void              hall_conversation_host           (HallConversation *self,
                                                    HallEvent        *genesis,
                                                    GTask            *task);
/* A new room of ours, its events just stored, the genesis first: shown, and hosted. @task:
 * (transfer full). */
void              hall_conversation_create         (HallConversation *self,
                                                    GPtrArray        *events,
                                                    GTask            *task);
gboolean          hall_conversation_is_hosting     (HallConversation *self);
/* Somebody who dialled us wants into this room: let in, sent to the host, or kept until it is known
 * who hosts. */
void              hall_conversation_take_join      (HallConversation *self,
                                                    HallLink         *link,
                                                    HallPacket       *join);
/* Lets in whom we host it for. */
void              hall_conversation_admit          (HallConversation *self,
                                                    HallLink         *link,
                                                    HallPacket       *join);
/* If we host: gives the room to a member, and tells the others; then we are a member. @callback is
 * called within 1.5 seconds. */
void              hall_conversation_hand_over_async (HallConversation   *self,
                                                    GAsyncReadyCallback callback,
                                                    gpointer            user_data);
gboolean          hall_conversation_hand_over_finish (HallConversation *self,
                                                    GAsyncResult     *result,
                                                    GError          **error);
/* A ROOM or ROOMBYE of this room, after the directory heard it. */
void              hall_conversation_hear           (HallConversation *self,
                                                    HallDatagram     *datagram);
/* A HELLO or BYE of anybody, after the directory heard it. */
void              hall_conversation_hear_person    (HallConversation *self,
                                                    HallDatagram     *datagram);
/* People have gone from the directory. */
void              hall_conversation_check_company  (HallConversation *self);
void              hall_conversation_nudge          (HallConversation *self);
/* A ROOM while we host; a ROOMBYE while it is said who hosts after us; else NULL. */
HallDatagram     *hall_conversation_make_announcement (HallConversation *self);
/* Where we can be dialled has changed. */
void              hall_conversation_tell_reach     (HallConversation *self);
gboolean          hall_conversation_has_member     (HallConversation *self,
                                                    const char       *id);
/* Adds the keys that we have live links with. */
void              hall_conversation_list_live      (HallConversation *self,
                                                    GHashTable       *ids);

/* Of a private conversation: a link that the other one dialled. */
void              hall_conversation_take_direct_link (HallConversation *self,
                                                    HallLink         *link);
/* (nullable): that is ready */
HallLink         *hall_conversation_get_direct_link (HallConversation *self);
/* It comes on the screen: a private one is dialled. */
void              hall_conversation_look           (HallConversation *self);
/* See hall-conversation-expiry.c. */
void              hall_conversation_keep_from      (HallConversation *self,
                                                    gint64            lc);
gint64            hall_conversation_delete_before  (HallConversation *self,
                                                    gint64            before_ms);
void              hall_conversation_take_expired   (HallConversation *self,
                                                    const char *const *ids);
void              hall_conversation_finish_expiry  (HallConversation *self);
/* Of the newest event held; 0 for none. */
gint64            hall_conversation_get_newest_lc  (HallConversation *self);
/* Whether there is something in a private conversation; one that is read from the store is told. */
gboolean          hall_conversation_get_kept       (HallConversation *self);
void              hall_conversation_set_kept       (HallConversation *self);
/* Somebody here uses a private conversation, though nothing may be in it yet. */
void              hall_conversation_hold           (HallConversation *self);
/* Whether anybody uses it; else it ends with the link that somebody dialled for it. */
gboolean          hall_conversation_is_used        (HallConversation *self);
/* Anything but a text, into the outbox of a private conversation. */
void              hall_conversation_send_direct    (HallConversation *self,
                                                    const HallEventBody *body);
/* The other was blocked. */
void              hall_conversation_block          (HallConversation *self);
/* The composer was changed, emptied or sent. */
void              hall_conversation_set_typing     (HallConversation *self,
                                                    gboolean          typing);
/* Into the outbox: (transfer none) (nullable): its row, if it has one before it is signed. */
HallMessage      *hall_conversation_send           (HallConversation *self,
                                                    const char       *text);
void              hall_conversation_rename_self    (HallConversation *self);
guint             hall_conversation_count_unsent   (HallConversation *self);
void              hall_conversation_mark_read      (HallConversation *self);
void              hall_conversation_set_draft      (HallConversation *self,
                                                    const char       *draft);
void              hall_conversation_set_reopens    (HallConversation *self,
                                                    gboolean          reopens);
/* "left": its id, if somebody is to confirm it. (transfer full) (nullable) */
char             *hall_conversation_say_left       (HallConversation *self);
/* Away, for good. */
void              hall_conversation_leave          (HallConversation *self);
/* Before sleeping: nothing is live any more, until hall_conversation_begin (). */
void              hall_conversation_pause          (HallConversation *self);
/* Links that do not answer within HALL_HOST_PING_MS are cut. */
void              hall_conversation_check_links    (HallConversation *self);
/* Ends links with bye and stores what waits. */
void              hall_conversation_close          (HallConversation *self);
/* Cuts all links at once; hall_conversation_close () is to follow. */
void              hall_conversation_abort          (HallConversation *self);

/* Shows the newest rows, or those around the first unread. */
void              hall_conversation_open_async     (HallConversation *self,
                                                    GTask            *task);
void              hall_conversation_load_older     (HallConversation *self);
void              hall_conversation_load_newer     (HallConversation *self);
void              hall_conversation_load_end       (HallConversation *self);

G_END_DECLS
