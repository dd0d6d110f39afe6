/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-printer-private.h: how HallCliPrinter's files put objects together.
 */

#pragma once

#include "hall-cli-printer.h"
#include "hall-transcript.h"

G_BEGIN_DECLS

/* (transfer full) of @builder */
void hall_cli_printer_end (HallCliPrinter *self,
                           JsonBuilder    *builder);

G_END_DECLS
