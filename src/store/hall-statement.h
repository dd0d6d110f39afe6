/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-statement.h: binding and reading the few types that the store's SQL has.
 *
 * Private to the store; worker thread. A cached statement is borrowed from HallDatabase with
 * g_autoptr, which resets it for the next user. Bound texts and blobs are not copied: they have to
 * live until then.
 */

#pragma once

#include "hall-database.h"

G_BEGIN_DECLS

void       hall_statement_bind_integer (HallStatement      *self,
                                        int                 index,
                                        gint64              value);
void       hall_statement_bind_text    (HallStatement      *self,
                                        int                 index,
                                        const char         *text);
void       hall_statement_bind_texts   (HallStatement      *self,
                                        int                 index,
                                        const char *const  *texts);
void       hall_statement_bind_blob    (HallStatement      *self,
                                        int                 index,
                                        gconstpointer       data,
                                        gsize               length);
/* FALSE if @id has not the form of an event's id. NULL is bound as the empty blob. */
gboolean   hall_statement_bind_id      (HallStatement      *self,
                                        int                 index,
                                        const char         *id);

gint64     hall_statement_get_integer  (HallStatement      *self,
                                        int                 column);
char      *hall_statement_dup_text     (HallStatement      *self,
                                        int                 column);
char     **hall_statement_dup_texts    (HallStatement      *self,
                                        int                 column);
/* NULL for an empty blob. */
char      *hall_statement_dup_id       (HallStatement      *self,
                                        int                 column);
void       hall_statement_reset        (HallStatement      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallStatement, hall_statement_reset)

G_END_DECLS
