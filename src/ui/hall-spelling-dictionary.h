/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-spelling-dictionary.h: whether a word is in a dictionary of this computer.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HALL_TYPE_SPELLING_DICTIONARY (hall_spelling_dictionary_get_type ())
G_DECLARE_FINAL_TYPE (HallSpellingDictionary, hall_spelling_dictionary, HALL, SPELLING_DICTIONARY,
                      GObject)

/* Those of the person's language, and English. Fails with G_IO_ERROR_NOT_SUPPORTED where there are
 * none. */
void                    hall_spelling_dictionary_load_async     (GCancellable        *cancellable,
                                                                 GAsyncReadyCallback  callback,
                                                                 gpointer             user_data);
HallSpellingDictionary *hall_spelling_dictionary_load_finish    (GAsyncResult        *result,
                                                                 GError             **error);
/* Nothing else can be asked meanwhile. */
void                    hall_spelling_dictionary_suggest_async  (HallSpellingDictionary *self,
                                                                 const char          *word,
                                                                 GCancellable        *cancellable,
                                                                 GAsyncReadyCallback  callback,
                                                                 gpointer             user_data);
GStrv                   hall_spelling_dictionary_suggest_finish (HallSpellingDictionary *self,
                                                                 GAsyncResult        *result,
                                                                 GError             **error);
gboolean                hall_spelling_dictionary_is_busy        (HallSpellingDictionary *self);
gboolean                hall_spelling_dictionary_check          (HallSpellingDictionary *self,
                                                                 const char             *word);
/* For good, or as long as this program runs. */
void                    hall_spelling_dictionary_learn          (HallSpellingDictionary *self,
                                                                 const char             *word,
                                                                 gboolean                for_good);

G_END_DECLS
