/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-search-bar.h: the search in the conversation that is open.
 */

#pragma once

#include "hall-message-view.h"

G_BEGIN_DECLS

#define HALL_TYPE_SEARCH_BAR (hall_search_bar_get_type ())
G_DECLARE_FINAL_TYPE (HallSearchBar, hall_search_bar, HALL, SEARCH_BAR, AdwBin)

/* Signals:
 *  "closed" ()   by Esc or its button: back to where one writes */

/* @view: where hits are shown; it has the same room. Not kept alive. */
void     hall_search_bar_set_session (HallSearchBar   *self,
                                      HallSession     *session,
                                      HallMessageView *view);
/* (nullable): closes it */
void     hall_search_bar_set_room    (HallSearchBar   *self,
                                      HallRoom        *room);
/* Shows it, with the keyboard in it. */
void     hall_search_bar_open        (HallSearchBar   *self);
gboolean hall_search_bar_get_shown   (HallSearchBar   *self);

G_END_DECLS
