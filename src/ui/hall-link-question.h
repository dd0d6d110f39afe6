/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-link-question.h: asking before a link from outside of Hallway is followed.
 */

#pragma once

#include <adwaita.h>

#include "hall-session.h"

G_BEGIN_DECLS

/* @link: by anybody. What is answered becomes an action of @parent, which is the main window. To be
 * presented. (transfer none) */
GtkWindow *hall_link_question_ask (HallSession *session,
                                   const char  *link,
                                   GtkWindow   *parent);

G_END_DECLS
