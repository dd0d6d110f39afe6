/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-watch.h: prints people and rooms as objects as they come, change and go.
 *
 * For --json only; several changes of one turn of the main loop are one object.
 */

#pragma once

#include "hall-cli-printer.h"
#include "hall-directory.h"

G_BEGIN_DECLS

#define HALL_TYPE_CLI_WATCH (hall_cli_watch_get_type ())
G_DECLARE_FINAL_TYPE (HallCliWatch, hall_cli_watch, HALL, CLI_WATCH, GObject)

HallCliWatch *hall_cli_watch_new  (HallCliPrinter *printer);
/* Watches a list of HallPerson or of HallRoom. */
void          hall_cli_watch_add  (HallCliWatch   *self,
                                   GListModel     *list);
/* Prints what has changed and was not printed yet. */
void          hall_cli_watch_sync (HallCliWatch   *self);

/* Whether a person is here, or a room can be joined now: what the watch prints. */
gboolean      hall_cli_is_person_shown (HallPerson *person);
gboolean      hall_cli_is_room_shown   (HallRoom   *room);

G_END_DECLS
