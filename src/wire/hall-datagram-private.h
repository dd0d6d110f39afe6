/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-datagram-private.h: what the two halves of HallDatagram share, private to this folder.
 */

#pragma once

#include "hall-datagram.h"

G_BEGIN_DECLS

#define HALL_DATAGRAM_MAGIC "HALL1 "
#define HALL_DATAGRAM_PREFIX "hallway/v1/datagram\n"

const char *hall_datagram_type_to_word   (HallDatagramType  type);
gboolean    hall_datagram_type_from_word (const char       *word,
                                          gsize             length,
                                          HallDatagramType *type);

G_END_DECLS
