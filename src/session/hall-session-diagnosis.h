/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-diagnosis.h: what HallSession offers "Check the Network" and `hallway-cli doctor`.
 */

#pragma once

#include "hall-diagnosis.h"
#include "hall-manual-address.h"
#include "hall-session.h"

G_BEGIN_DECLS

/* From now on the network is examined, until hall_session_end_diagnosis () was called as often; the
 * findings follow what happens. (transfer none) */
HallDiagnosis *hall_session_begin_diagnosis       (HallSession        *self);
void           hall_session_end_diagnosis         (HallSession        *self);
/* Asks again what is only asked now and then: the firewall, and whether a peer reaches us. */
void           hall_session_repeat_diagnosis      (HallSession        *self);
/* Version, system, sandbox, for the head of a report: (transfer full) */
char          *hall_session_describe_program      (HallSession        *self);

/* (element-type HallManualAddress) (transfer none): typed here or fixed by the administrator. */
GListModel    *hall_session_get_manual_addresses  (HallSession        *self);
/* "name-or-ip" or "name-or-ip:port". FALSE with HALL_SESSION_ERROR_NAME when it is neither, or one
 * that is there already. */
gboolean       hall_session_add_manual_address    (HallSession        *self,
                                                   const char         *address,
                                                   GError            **error);
void           hall_session_remove_manual_address (HallSession        *self,
                                                   HallManualAddress  *address);

G_END_DECLS
