/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-background-file.h: the file that starts us at login, for HallBackground.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  HALL_BACKGROUND_FILE_OFF,  /* there is none, or it is switched off */
  HALL_BACKGROUND_FILE_ON,
  HALL_BACKGROUND_FILE_LOST, /* its program was moved or removed */
} HallBackgroundFile;

char               *hall_background_file_make_path (void);
/* What stands in it. */
GBytes             *hall_background_file_make      (void);
HallBackgroundFile  hall_background_file_read      (const char *path);

G_END_DECLS
