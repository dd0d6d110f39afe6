/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-link-private.h: the inside of a HallLink, shared by the two files that make one.
 *
 * hall-link.c is the object and what is known of it, hall-link-talk.c what it says and hears by
 * itself, from "ready" to "closed". Classes derived from it use hall-link.h alone.
 */

#pragma once

#include "hall-link.h"

G_BEGIN_DECLS

typedef enum
{
  HALL_LINK_NEW,
  HALL_LINK_READY,
  HALL_LINK_CLOSING,   /* the last words are on their way */
  HALL_LINK_CLOSED,
} HallLinkState;

typedef struct
{
  HallLinkState state;
  gboolean incoming;
  char *address;
  guint16 port;
  HallPurpose purpose;
  char *peer_id;
  gint64 offset;
  guint version;           /* 0: not known */
  char *error_code;
  int error_tries;
  guint error_retry_ms;
  gint64 last_heard;
  guint64 ping_number;
} HallLinkPrivate;

HallLinkPrivate *hall_link_get_private (HallLink     *self);
void             hall_link_emit_ready  (HallLink     *self);
void             hall_link_emit_packet (HallLink     *self,
                                        HallPacket   *packet);
void             hall_link_emit_closed (HallLink     *self,
                                        const GError *error);

G_END_DECLS
