/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-ear.h: who speaks on another port: counts people, and tells nobody who they are.
 *
 * Private to net/; HallTransport's, for whoever looks for a fault: a wrong port in the settings is
 * found by hearing the others on the usual one. It sends nothing, and what it hears reaches no
 * directory.
 */

#pragma once

#include "hall-interfaces.h"

G_BEGIN_DECLS

#define HALL_EAR_SECONDS 60

typedef struct _HallEar HallEar;

HallEar *hall_ear_new      (HallInterfaces  *interfaces,
                            const char      *own_id,
                            guint16          port,
                            GError         **error);
void     hall_ear_free     (HallEar         *self);
guint16  hall_ear_get_port (HallEar         *self);
/* @now: monotonic, us. */
guint    hall_ear_count    (HallEar         *self,
                            gint64           now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallEar, hall_ear_free)

G_END_DECLS
