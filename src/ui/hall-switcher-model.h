/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-switcher-model.h: what the switcher offers, and which row Enter opens.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_SWITCHER_MODEL (hall_switcher_model_get_type ())
G_DECLARE_FINAL_TYPE (HallSwitcherModel, hall_switcher_model, HALL, SWITCHER_MODEL, GObject)

HallSwitcherModel *hall_switcher_model_new          (void);
/* (element-type GObject); the first one is selected. */
void               hall_switcher_model_set_items    (HallSwitcherModel *self,
                                                     GPtrArray         *items);
/* What is gone goes, and what is new comes last, while there are fewer than @max. */
void               hall_switcher_model_update_items (HallSwitcherModel *self,
                                                     GPtrArray         *items,
                                                     guint              max);
/* GTK_INVALID_LIST_POSITION: there are none. */
guint              hall_switcher_model_get_selected (HallSwitcherModel *self);
void               hall_switcher_model_step         (HallSwitcherModel *self,
                                                     int                step);

G_END_DECLS
