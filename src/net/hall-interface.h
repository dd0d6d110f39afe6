/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-interface.h: one network interface as the kernel tells it, and the rules which are used.
 *
 * Private to net/ and its tests: pure functions over plain structs. HallInterfaces owns the list
 * and follows its changes.
 */

#pragma once

#include "hall-interfaces.h"

G_BEGIN_DECLS

HallInterface *hall_interface_new              (const char                 *name,
                                                guint                       index);
void           hall_interface_free             (HallInterface              *self);
void           hall_interface_add_address      (HallInterface              *self,
                                                guint32                     ip,
                                                guint32                     netmask,
                                                guint32                     broadcast);
/* @raw: 16 bytes. */
void           hall_interface_add_address6     (HallInterface              *self,
                                                const guint8               *raw,
                                                guint                       prefix);
/* @flags: IFF_…; sets used and reason. */
void           hall_interface_judge            (HallInterface              *self,
                                                guint                       flags,
                                                const char *const          *patterns);
/* HALL_INTERFACE_USED, SET_ASIDE or EXCLUDED. */
HallInterfaceReason hall_interface_judge_name  (const char                 *name,
                                                const char *const          *patterns);
gboolean       hall_interface_address_contains (const HallInterfaceAddress *self,
                                                guint32                     ip);
/* The same, without the addresses that mean everybody. */
gboolean       hall_interface_address_has_neighbour (const HallInterfaceAddress *self,
                                                     guint32                     ip);
/* (element-type HallInterface) (transfer full) */
GPtrArray     *hall_interface_enumerate        (const char *const          *patterns,
                                                gboolean                    only_loopback,
                                                GError                    **error);
/* What a change of which matters to sockets: names, indices, use, addresses. */
char          *hall_interface_describe_list    (GPtrArray                  *list);

G_END_DECLS
