/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-match.h: how well a few typed letters fit a name, for switching and completing.
 *
 * Pure functions. Letters fit at the beginning of the name, at the beginning of its words, inside,
 * or one after the other with gaps; Hangul also by initial consonants ("ㅎㄱ" fits "한글") and by a
 * syllable that is not finished ("하" and "한ㄱ" fit "한글").
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* 0: does not fit; else the higher the better. An empty @typed fits everything with 1. Case, width
 * and accents do not matter. */
guint hall_match_score (const char *typed,
                        const char *name);

G_END_DECLS
