/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-welcome-page.h: the first start: what is your name?
 */

#pragma once

#include <adwaita.h>

#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_WELCOME_PAGE (hall_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (HallWelcomePage, hall_welcome_page, HALL, WELCOME_PAGE, AdwBin)

/* Signals:
 *  "done"   the session has a name now
 */

GtkWidget *hall_welcome_page_new   (HallSession     *session);
void       hall_welcome_page_focus (HallWelcomePage *self);

G_END_DECLS
