/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-printer-private.h: how HallCliPrinter's files put objects together.
 */

#pragma once

#include <json-glib/json-glib.h>

#include "hall-cli-printer.h"

G_BEGIN_DECLS

JsonBuilder *hall_cli_printer_begin      (const char     *event);
void         hall_cli_printer_add_text   (JsonBuilder    *builder,
                                          const char     *name,
                                          const char     *text);
void         hall_cli_printer_add_number (JsonBuilder    *builder,
                                          const char     *name,
                                          gint64          number);
void         hall_cli_printer_add_flag   (JsonBuilder    *builder,
                                          const char     *name,
                                          gboolean        flag);
/* (transfer full) of @builder */
void         hall_cli_printer_end        (HallCliPrinter *self,
                                          JsonBuilder    *builder);

G_END_DECLS
