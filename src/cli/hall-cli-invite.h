/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-invite.h: somebody who was named is invited into a room, once it is known who that is.
 */

#pragma once

#include "hall-cli.h"

G_BEGIN_DECLS

/* What goes wrong is printed. */
void     hall_cli_invite_async  (HallCli             *cli,
                                 HallRoom            *room,
                                 const char          *person,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
/* FALSE: it went wrong. */
gboolean hall_cli_invite_finish (GAsyncResult        *result);

G_END_DECLS
