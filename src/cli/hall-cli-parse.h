/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-parse.h: values out of what was typed, for hall-cli-options.c.
 *
 * FALSE with HALL_CLI_USAGE_ERROR_BAD: what is wrong, as a sentence. A text of NULL was not given:
 * it is right, and changes nothing. @what is the option or argument, for the sentence.
 */

#pragma once

#include "hall-cli-options.h"

G_BEGIN_DECLS

/* Always FALSE. */
gboolean hall_cli_set_usage_error (GError     **error,
                                   const char  *format,
                                   ...) G_GNUC_PRINTF (2, 3);
/* UTF-8, and something in it. */
gboolean hall_cli_check_text      (const char  *what,
                                   const char  *text,
                                   GError     **error);
gboolean hall_cli_check_texts     (const char  *what,
                                   char       **texts,
                                   GError     **error);
gboolean hall_cli_parse_number    (const char  *what,
                                   const char  *text,
                                   guint64      low,
                                   guint64      high,
                                   guint       *number,
                                   GError     **error);
gboolean hall_cli_parse_seconds   (const char  *text,
                                   gint64      *wait_ms,
                                   GError     **error);
/* One of two words. */
gboolean hall_cli_parse_choice    (const char  *what,
                                   const char  *text,
                                   const char  *no,
                                   const char  *yes,
                                   gboolean    *value,
                                   GError     **error);
/* One in 64 ids begins with "-", as options do. Masked ones do not; values of options are left. */
void     hall_cli_mask_ids        (char       **arguments);
void     hall_cli_unmask_ids      (char       **arguments);

G_END_DECLS
