/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-interfaces.h: the part of the session's façade that says which network interfaces
 * there are, and chooses among them.
 *
 * The choice is kept in the settings interfaces and excluded-interfaces, whose patterns nobody but
 * an administrator has to see.
 */

#pragma once

#include "hall-session.h"

G_BEGIN_DECLS

typedef enum
{
  HALL_INTERFACE_STATE_USED,
  HALL_INTERFACE_STATE_DISCONNECTED,  /* chosen, but there is no network now */
  HALL_INTERFACE_STATE_UNFIT,         /* chosen, but nobody can be found by it */
  HALL_INTERFACE_STATE_LEFT_OUT,      /* by the settings */
  HALL_INTERFACE_STATE_SET_ASIDE,     /* unless chosen: of a VPN, of containers */
} HallInterfaceState;

typedef struct
{
  char *name;
  char **addresses;           /* "192.168.1.20/24" */
  HallInterfaceState state;
  gboolean chosen;            /* whether it is used whenever there is a network */
} HallInterfaceChoice;

void           hall_interface_choice_free         (HallInterfaceChoice *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallInterfaceChoice, hall_interface_choice_free)

/* Those that can be chosen, as they are now; "interfaces-changed" of the session says that there
 * are others. (transfer full) (element-type HallInterfaceChoice) */
GPtrArray     *hall_session_list_interfaces       (HallSession         *self);
/* FALSE with HALL_SESSION_ERROR_NETWORK: without it there would be none; nothing has changed. */
gboolean       hall_session_choose_interface      (HallSession         *self,
                                                   const char          *name,
                                                   gboolean             chosen,
                                                   GError             **error);
/* Whether an administrator has decided. */
gboolean       hall_session_interfaces_are_fixed  (HallSession         *self);

G_END_DECLS
