/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-framer.h: a byte stream cut into frames.
 *
 * length u32 big-endian (of what follows: kind, flags, payload; 2 to HALL_FRAME_MAX) | kind u8 |
 * flags u8 | payload. Bytes are fed as they come; whole frames are taken out. Memory is bounded by
 * one frame and what was fed with it. After an error the framer stays in error: the stream has no
 * next frame.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define HALL_FRAME_JSON 1
#define HALL_FRAME_FILE 2
#define HALL_FRAME_FLAG_OPTIONAL 0x01

typedef struct _HallFramer HallFramer;

typedef struct
{
  guint8 kind;
  guint8 flags;
  const guint8 *payload;   /* valid until the next call on the framer */
  gsize length;
} HallFrame;

HallFramer *hall_framer_new   (void);
void        hall_framer_free  (HallFramer    *self);
void        hall_framer_feed  (HallFramer    *self,
                               const guint8  *data,
                               gsize          length);
/* TRUE and a frame; FALSE without error when more bytes are needed; FALSE with
 * HALL_WIRE_ERROR_BAD_LENGTH. */
gboolean    hall_framer_next  (HallFramer    *self,
                               HallFrame     *frame,
                               GError       **error);
GBytes     *hall_frame_encode (guint8         kind,
                               guint8         flags,
                               gconstpointer  payload,
                               gsize          length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallFramer, hall_framer_free)

G_END_DECLS
