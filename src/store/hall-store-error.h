/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-error.h: SQLite's and the system's codes become sentences for people.
 *
 * Private to the store. Chooses the HallStoreError and the wording; never looks at a connection.
 */

#pragma once

#include "hall-store.h"

G_BEGIN_DECLS

void hall_store_set_error      (GError    **error,
                                int         sqlite_code,
                                int         system_code,
                                const char *detail,
                                const char *path);
void hall_store_set_file_error (GError    **error,
                                int         system_code,
                                const char *path);
void hall_store_set_missing_error (GError    **error,
                                   const char *path);

G_END_DECLS
