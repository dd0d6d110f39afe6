/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-reader.h: looks into the database on a disk, beside the program or without it.
 *
 * It sees what is committed and nothing else: what a promise may rest on.
 */

#pragma once

#include "power-vfs.h"

G_BEGIN_DECLS

typedef struct _FakeReader FakeReader;

FakeReader *fake_reader_new        (PowerVfs   *disk,
                                    const char *path);
void        fake_reader_free       (FakeReader *self);
/* Lets go of the file; it is opened again when it is needed. */
void        fake_reader_close      (FakeReader *self);
gboolean    fake_reader_has_event  (FakeReader *self,
                                    const char *event_id);
/* Of a room, in order, shown or not: (element-type HallEvent) (transfer full). */
GPtrArray  *fake_reader_load_events (FakeReader *self,
                                    const char *room_id);

/* The ids of what was said before @before in all rooms, control events apart, to @ids; @readable:
 * without those of which nothing but the id is left. */
void        fake_reader_list_ids   (FakeReader *self,
                                    gint64      before,
                                    gboolean    readable,
                                    GHashTable *ids);
/* Of which only that is left. */
void        fake_reader_list_emptied (FakeReader *self,
                                    GHashTable *ids);

G_END_DECLS
