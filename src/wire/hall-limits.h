/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-limits.h: every number of the protocol, in one place.
 *
 * Sizes are bytes, times say their unit in the name. PROTOCOL.md quotes this file; a test compares
 * the two.
 */

#pragma once

/* Versions of the protocol that this program speaks. */
#define HALL_PROTOCOL_VERSION_MIN 1
#define HALL_PROTOCOL_VERSION_MAX 1

/* Datagrams */
#define HALL_DEFAULT_GROUP "239.1.2.3"
#define HALL_DEFAULT_PORT 12345
#define HALL_DATAGRAM_MAX 1024
#define HALL_NAME_MAX 64
#define HALL_STATUS_TEXT_MAX 128
#define HALL_WORD_MAX 32 /* status, lock, capability, kind of event, code of an error */
#define HALL_CAPABILITIES_MAX 16
#define HALL_TOPIC_MAX 256
#define HALL_ANNOUNCED_TOPIC_MAX 96
#define HALL_LAN_BYTES_PER_SECOND 4000
#define HALL_INTERVAL_MIN_MS 5000
#define HALL_TTL_MIN_MS 18000
#define HALL_TTL_MAX_MS 7200000
#define HALL_ADDRESS_DATAGRAMS_PER_SECOND 20
#define HALL_ADDRESS_DATAGRAMS_BURST 40
#define HALL_DATAGRAMS_PER_SECOND 200
#define HALL_DATAGRAMS_BURST 400
#define HALL_PEOPLE_MAX 4096
#define HALL_ROOMS_MAX 512
#define HALL_ADDRESSES_PER_PERSON 4
#define HALL_KNOWN_MAX 65535 /* people and announcements that one may claim to know */

/* Frames and links */
#define HALL_FRAME_HEADER 6
#define HALL_FRAME_MAX 65536
#define HALL_PORT_TRIES 10
#define HALL_DIAL_TIMEOUT_MS 3000
#define HALL_TLS_TIMEOUT_MS 3000
#define HALL_HELLO_TIMEOUT_MS 2000
#define HALL_JOIN_TIMEOUT_MS 10000
#define HALL_PING_AFTER_MS 5000
#define HALL_SILENCE_MS 15000
#define HALL_UNAUTHENTICATED_MAX 64
#define HALL_UNAUTHENTICATED_PER_ADDRESS 16
#define HALL_UNAUTHENTICATED_GRACE_MS 250
#define HALL_OTHER_LINKS_PER_ADDRESS 32 /* for anything but a room, dialled by others */
#define HALL_OTHER_LINKS_MAX 256
#define HALL_QUEUE_SOFT_MAX (256 * 1024)
#define HALL_QUEUE_HARD_MAX (1024 * 1024)
#define HALL_QUEUE_STALL_MS 15000
#define HALL_TLS_RECORD_MAX 16384
#define HALL_RECONNECT_MIN_MS 250
#define HALL_RECONNECT_MAX_MS 10000
#define HALL_CLOCK_DIFFERENCE_MAX_MS (12 * 3600 * 1000LL)

/* Events and rooms */
#define HALL_EVENT_MAX (28 * 1024)
#define HALL_TEXT_MAX (16 * 1024)
#define HALL_JSON_DEPTH_MAX 16
#define HALL_JSON_MEMBERS_MAX 64 /* of one object */
#define HALL_NUMBER_MAX 9007199254740991LL /* 2^53 - 1 */
#define HALL_ROOM_MEMBERS_DEFAULT 200
#define HALL_ROOM_MEMBERS_MAX 500
#define HALL_MEMBER_EVENTS_PER_SECOND 10
#define HALL_MEMBER_EVENTS_BURST 30
#define HALL_MEMBER_BYTES_PER_SECOND (64 * 1024)
#define HALL_ROOM_EVENTS_PER_SECOND 200
#define HALL_CLOCK_AHEAD_MAX_MS 60000
#define HALL_CLOCK_DELETED_MS (2 * 24 * 3600 * 1000LL)
#define HALL_CLOCK_AHEAD_SYNC_MS (24 * 3600 * 1000LL)
#define HALL_SYNC_EVENTS_MAX 200
#define HALL_SYNC_BYTES_MAX (48 * 1024)
#define HALL_SYNC_IDS_PER_DAY_MAX 2000
#define HALL_LIST_PAGE_MAX 1000 /* entries of one page of have, ids, want or roster */
#define HALL_ROSTER_PAGE_MAX 200 /* entries that fit into one frame whatever they contain */
#define HALL_ROSTER_BATCH_MS 100
#define HALL_DAY_MS 86400000LL
#define HALL_HOUR_MS 3600000LL
#define HALL_MENTIONS_MAX 32
#define HALL_MENTION_NAME_MAX 80 /* a name, perhaps with "#" and a tag */
#define HALL_EMOJI_MAX 64 /* bytes of a reaction: one grapheme */
#define HALL_REACTIONS_EACH_MAX 40 /* of one person to one message, the newest, that count */

/* Who hosts */
#define HALL_SUCCESSION_GROUP_MS 2000 /* given to the ranks that are tried side by side */
#define HALL_HOST_PING_MS 2000 /* a member asks whether its host lives before it says not_host */
#define HALL_HANDOFF_MS 1000 /* given to a successor to answer `handoff` */
#define HALL_EPOCH_JUMP_MAX 1000
#define HALL_HEAL_DELAY_MAX_MS 1000 /* before one host dials another host of its room */
#define HALL_REVIVE_MIN_MS 3000 /* members are around and nobody hosts: one of them does */
#define HALL_REVIVE_MAX_MS 6000
#define HALL_COMPARE_MIN_MS (5 * 60 * 1000) /* between two comparisons with another member */
#define HALL_COMPARE_MAX_MS (10 * 60 * 1000)
#define HALL_SYNC_REST_MS (10 * 60 * 1000) /* of a day that still differs */
#define HALL_RECEIPT_DELAY_MS 1000
#define HALL_RECEIPT_MEMBERS_MAX 50 /* in larger rooms nobody says up to where */

/* Admission. Argon2id's figures are part of the protocol: both sides must get the same secret. */
#define HALL_PASSPHRASE_MAX 256 /* bytes, after NFC */
#define HALL_ARGON2_PASSES 3
#define HALL_ARGON2_KIB 65536
#define HALL_ARGON2_LANES 1
#define HALL_INVITATIONS_PER_HOUR 5 /* of strangers, that are told; of each of them one */
#define HALL_PROOFS_PER_MINUTE 5 /* failed, of one address */
#define HALL_PROOFS_PER_ROOM 20 /* failed, a minute, of all who are not admitted */
#define HALL_PROOF_DELAY_MS 1000 /* after a failure, doubling */
#define HALL_PROOF_DELAY_MAX_MS 60000
#define HALL_PROOF_TIMEOUT_MS 20000 /* given to the other side to compute its secret */

/* People */
#define HALL_PICTURE_MAX 65536
#define HALL_PICTURE_PIECE 32768
#define HALL_PICTURE_SIDE_MAX 256 /* pixels */
#define HALL_TYPING_EVERY_MS 3000 /* said again that often while it lasts */
#define HALL_TYPING_GONE_MS 7000 /* nobody types that long without saying so again */
#define HALL_TYPING_MEMBERS_MAX 50
#define HALL_AWAY_AFTER_MS (10 * 60 * 1000)
#define HALL_DIRECT_DELAY_MAX_MS 5000 /* before one dials who was just heard, for what waits */
#define HALL_DIRECT_IDLE_MS (5 * 60 * 1000) /* an unused private link is closed */

/* Finding one another over links */
#define HALL_EXCHANGE_LINKS_MAX 64 /* links that others dialled for an exchange */
#define HALL_STAY_LINKS_MAX 64 /* of these that stay */
#define HALL_EXCHANGE_MS 10000 /* given to an exchange, unless it stays */
#define HALL_EXCHANGE_AGAIN_MS 2000 /* the same peer asks again */
#define HALL_EXCHANGE_TOKENS_MAX 16384 /* in all pages of one `have` or `want` */
#define HALL_EXCHANGE_ADD_MS 1000 /* between two `add` on a link that stays */
#define HALL_PULL_DELAY_MAX_MS 5000 /* before one pulls from whoever knows more */
#define HALL_PULL_DELAY_NEW_MS 200 /* the same of one that has just come */
#define HALL_PULL_NEW_MS 10000 /* that long one has just come */
#define HALL_PULL_EVERY_MS 5000
#define HALL_PULLS_NEW 3 /* at once, of one that has just come */
#define HALL_PULL_REST_MS (2 * 60 * 1000) /* of a sender whose exchange brought nothing */
#define HALL_STAY_RECONNECT_MAX_MS 60000
#define HALL_REACH_AGAIN_MS 10000 /* between two dials to one address for who asked */
#define HALL_REACH_DIALS_MAX 4 /* of these at once */
#define HALL_REACH_MS 4000 /* given to such a dial */
