/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-passphrase.h: a passphrase out of a file: an argument would be seen by everybody who
 * lists processes.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The first line of the file, which may be a pipe. FALSE with HALL_CLI_USAGE_ERROR. @passphrase:
 * (out) (nullable) (transfer full): NULL if @path is. */
gboolean hall_cli_read_passphrase (const char  *path,
                                   char       **passphrase,
                                   GError     **error);
/* (nullable) (transfer full): overwritten before it is freed. */
void     hall_cli_free_passphrase (char        *passphrase);

G_END_DECLS
