/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-index-documents.h: what stands in the search index for which events: texts, and edits in the
 * place of the text that they edit.
 *
 * Private to the store; worker thread.
 */

#pragma once

#include "hall-database.h"

G_BEGIN_DECLS

/* A row of events that is a text or an edit. */
typedef struct
{
  gint64 key;
  gint64 lc;
  gint64 room;             /* keys of those */
  gint64 author;
  HallEvent *event;
} HallIndexRow;

/* Tokens by slot, in one order whatever the order of adding. */
typedef struct
{
  GHashTable *slots;       /* gint64 → GString */
} HallIndexDocuments;

HallIndexDocuments *hall_index_documents_new  (void);
void                hall_index_documents_free (HallIndexDocuments *self);
/* (transfer none): what is to be added to a slot's tokens */
GString            *hall_index_documents_get  (HallIndexDocuments *self,
                                               gint64              slot);
/* All of them, by ascending slot: into the index or out of it. */
gboolean            hall_index_documents_put  (HallIndexDocuments *self,
                                               HallDatabase       *database,
                                               gboolean            out,
                                               GError            **error);

void                hall_index_row_clear      (HallIndexRow       *row);
/* Columns: signature, bytes, id, key, lc, room, author. FALSE: damaged. */
gboolean            hall_index_row_read       (HallIndexRow       *row,
                                               HallStatement      *statement);
/* The tokens of a text and of its first edits by its author whose keys are in (low, high]; as it
 * will be without those of @without (element-type gint64) (nullable). */
gboolean            hall_index_add_text       (HallDatabase       *database,
                                               const HallIndexRow *text,
                                               gint64              low,
                                               gint64              high,
                                               GHashTable         *without,
                                               GString            *tokens,
                                               GError            **error);
/* The same of one edit, beside what is there of its text and earlier ones. */
gboolean            hall_index_add_edit       (HallDatabase       *database,
                                               const HallIndexRow *edit,
                                               GString            *tokens,
                                               GError            **error);
/* Finds the text that the edit is of, if it is held and its author's. */
gboolean            hall_index_find_text      (HallDatabase       *database,
                                               const HallIndexRow *edit,
                                               gint64             *key,
                                               gint64             *lc,
                                               gboolean           *found,
                                               GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallIndexDocuments, hall_index_documents_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HallIndexRow, hall_index_row_clear)

G_END_DECLS
