/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-way.h: how a datagram went, or came.
 *
 * Of one that was received the destination address tells it: the same bytes may come by each way.
 * It says nothing about who sends, and decides about no signature.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  HALL_WAY_MULTICAST,
  HALL_WAY_BROADCAST,
  HALL_WAY_UNICAST,
} HallWay;

#define HALL_N_WAYS (HALL_WAY_UNICAST + 1)

G_END_DECLS
