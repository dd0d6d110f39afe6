/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session-search.h: searching and exporting in the fake, as a test wants it.
 */

#pragma once

#include "fake-session.h"
#include "hall-session-search.h"

G_BEGIN_DECLS

guint       fake_session_count_searches (void);
/* Searches made from now on say that older messages are still being indexed. */
void        fake_session_set_partial    (gboolean partial);
/* Exports wait from now on; FALSE lets the one that waits go on. */
void        fake_session_hold_export    (gboolean held);
HallExportFormat fake_session_get_export_format (void);

G_END_DECLS
