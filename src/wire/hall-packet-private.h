/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-packet-private.h: the words that stand for the enumerations of HallPacket on the wire, and
 * the parts of its decoder; private to this folder.
 */

#pragma once

#include "hall-json.h"
#include "hall-packet.h"

G_BEGIN_DECLS

#define HALL_FIT_MAX 3
#define HALL_ERROR_TEXT_MAX 256
#define HALL_RETRY_MAX_MS 3600000
#define HALL_TRIES_MAX 1000

const char     *hall_packet_type_to_word   (HallPacketType  type);
/* HALL_PACKET_UNKNOWN for a word that is not known. */
HallPacketType  hall_packet_type_from_word (const char     *word);
const char     *hall_purpose_to_word       (HallPurpose     purpose);
/* -1 for a word that is not known. */
int             hall_purpose_from_word     (const char     *word);
const char     *hall_ack_level_to_word     (HallAckLevel    level);
int             hall_ack_level_from_word   (const char     *word);

/* hall-packet-decode.c: fields that several types have. */
gboolean        hall_packet_take_event     (JsonObject     *object,
                                            HallEvent     **event,
                                            GError        **error);
gboolean        hall_packet_take_room      (HallPacket     *self,
                                            JsonObject     *object,
                                            GError        **error);
gboolean        hall_packet_take_more      (HallPacket     *self,
                                            JsonObject     *object,
                                            GError        **error);
gboolean        hall_packet_take_event_ids (HallPacket     *self,
                                            JsonObject     *object,
                                            GError        **error);

/* hall-packet-decode-sync.c */
gboolean        hall_packet_take_have      (HallPacket     *self,
                                            JsonObject     *object,
                                            GError        **error);
gboolean        hall_packet_take_ids       (HallPacket     *self,
                                            JsonObject     *object,
                                            GError        **error);
gboolean        hall_packet_take_want      (HallPacket     *self,
                                            JsonObject     *object,
                                            GError        **error);
gboolean        hall_packet_take_evs       (HallPacket     *self,
                                            JsonObject     *object,
                                            GError        **error);

/* hall-packet-decode-hosts.c */
gboolean        hall_packet_take_join      (HallPacket     *self,
                                            JsonObject     *object,
                                            GError        **error);
gboolean        hall_packet_take_not_host  (HallPacket     *self,
                                            JsonObject     *object,
                                            GError        **error);
gboolean        hall_packet_take_moved     (HallPacket     *self,
                                            JsonObject     *object,
                                            GError        **error);
gboolean        hall_packet_take_handoff   (HallPacket     *self,
                                            JsonObject     *object,
                                            GError        **error);
gboolean        hall_packet_take_yield     (HallPacket     *self,
                                            JsonObject     *object,
                                            GError        **error);
gboolean        hall_packet_take_receipt   (HallPacket     *self,
                                            JsonObject     *object,
                                            GError        **error);

/* hall-packet-decode-people.c */
gboolean        hall_packet_take_pake1     (HallPacket     *self,
                                            JsonObject     *object,
                                            GError        **error);
gboolean        hall_packet_take_pake2     (HallPacket     *self,
                                            JsonObject     *object,
                                            GError        **error);
gboolean        hall_packet_take_pake3     (HallPacket     *self,
                                            JsonObject     *object,
                                            GError        **error);
gboolean        hall_packet_take_typing    (HallPacket     *self,
                                            JsonObject     *object,
                                            GError        **error);
gboolean        hall_packet_take_picture   (HallPacket     *self,
                                            JsonObject     *object,
                                            GError        **error);
gboolean        hall_packet_take_tries     (HallPacket     *self,
                                            JsonObject     *object,
                                            GError        **error);

/* hall-packet-directory.c */
gboolean        hall_packet_take_directory (HallPacket     *self,
                                            JsonObject     *object,
                                            GError        **error);
gboolean        hall_packet_take_reach     (HallPacket     *self,
                                            JsonObject     *object,
                                            GError        **error);
/* `dir` and `reach`. */
void            hall_packet_append_directory (GString          *json,
                                              const HallPacket *self);

G_END_DECLS
