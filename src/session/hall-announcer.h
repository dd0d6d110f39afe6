/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-announcer.h: what to say by datagram, to whom, and when.
 *
 * Owned by HallSession. HELLO and BYE for ourselves, ROOM and ROOMBYE for each room we host,
 * answers to questions, questions to the silent. It keeps no list of people: N comes from the
 * directory.
 */

#pragma once

#include "hall-datagram.h"
#include "hall-network.h"

G_BEGIN_DECLS

#define HALL_TYPE_ANNOUNCER (hall_announcer_get_type ())
G_DECLARE_FINAL_TYPE (HallAnnouncer, hall_announcer, HALL, ANNOUNCER, GObject)

HallAnnouncer *hall_announcer_new         (HallContext   *context,
                                           HallNetwork   *network,
                                           guint64        boot);
/* Listens for a moment, then says hello. Needs a name in the context. */
void           hall_announcer_start       (HallAnnouncer *self);
gboolean       hall_announcer_is_running  (HallAnnouncer *self);
/* ROOMBYE for every room and BYE; to be called twice, the second time a little later. */
void           hall_announcer_say_goodbye (HallAnnouncer *self);
void           hall_announcer_stop        (HallAnnouncer *self);

/* Hello at once, without listening first: visible again. */
void           hall_announcer_appear      (HallAnnouncer *self);

/* Our name or a port changed. */
void           hall_announcer_hello_soon  (HallAnnouncer *self);
/* How we appear: a word, (nullable) a line, (nullable) the digest of a picture. */
void           hall_announcer_set_appearance (HallAnnouncer *self,
                                           const char    *status,
                                           const char    *status_text,
                                           const char    *picture);
void           hall_announcer_set_boot    (HallAnnouncer *self,
                                           guint64        boot);
/* Interfaces changed or the machine woke up: at +0, +1 and +3 s. */
void           hall_announcer_refresh     (HallAnnouncer *self);
/* Hello to whoever is at an address, who is to answer; nothing is sent off our own subnets. */
void           hall_announcer_ask_address (HallAnnouncer *self,
                                           const char    *address);
/* A verified datagram of somebody else, after the directory has heard it. */
void           hall_announcer_hear        (HallAnnouncer *self,
                                           HallDatagram  *datagram,
                                           const char    *address,
                                           guint          port,
                                           guint          way);

/* @announcement: a ROOM without id, boot, seq, tcp_port and ttl_ms. A known room's is replaced and
 * goes out early. */
void           hall_announcer_set_room    (HallAnnouncer *self,
                                           HallDatagram  *announcement);
/* With a ROOMBYE. */
void           hall_announcer_remove_room (HallAnnouncer *self,
                                           const char    *room_id);
/* With a ROOMBYE that says who hosts from now on. */
void           hall_announcer_hand_room   (HallAnnouncer *self,
                                           const char    *room_id,
                                           const char    *next_host);

/* What is true of us now, for whoever passes it on: (element-type HallNotice) (transfer full). */
GPtrArray     *hall_announcer_list_said    (HallAnnouncer *self);
/* `known` of HELLO: the count, and @digest: (out) (transfer full) (optional). */
guint          hall_announcer_get_known    (HallAnnouncer *self,
                                            char         **digest);

G_END_DECLS
