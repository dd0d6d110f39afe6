/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* told-application.h: the real application, with the fake session, in its own main loop.
 *
 * A fixture of several tests. A story begins once it has been activated, and makes it quit.
 */

#pragma once

#include "hall-application.h"

G_BEGIN_DECLS

typedef void (*ToldApplicationStory) (HallApplication *application);

/* Fails unless the story was told to its end. */
void told_application_run (ToldApplicationStory story);

G_END_DECLS
