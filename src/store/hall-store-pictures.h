/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-pictures.h: which pictures people's records name.
 *
 * Private to the store; worker thread.
 */

#pragma once

#include "hall-database.h"

G_BEGIN_DECLS

/* Of those that no record names, so many of the newest stay: the record may be about to come. */
#define HALL_STORE_PICTURES_LOOSE 32

/* The digest in a person's record; NULL when there is none. */
gboolean hall_store_get_picture_of (HallDatabase *database,
                                    const char   *person,
                                    char        **digest,
                                    GError      **error);
/* If no record names it. */
gboolean hall_store_drop_picture   (HallDatabase *database,
                                    const char   *digest,
                                    GError      **error);

G_END_DECLS
