/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-sidebar-section.h: one headed section of the sidebar: sorted, searched, never stale.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_SIDEBAR_SECTION (hall_sidebar_section_get_type ())
G_DECLARE_FINAL_TYPE (HallSidebarSection, hall_sidebar_section, HALL, SIDEBAR_SECTION, GObject)

/* Whether an item is shown at all. */
typedef gboolean (*HallSidebarShows) (gpointer item);

HallSidebarSection *hall_sidebar_section_new        (GListModel          *items,
                                                     const char          *heading,
                                                     const char          *hint,
                                                     GCompareDataFunc     compare,
                                                     HallSidebarShows     shows,
                                                     const char *const   *sort_properties);
void                hall_sidebar_section_watch      (HallSidebarSection  *self,
                                                     GtkExpression       *expression);
GListModel         *hall_sidebar_section_get_rows   (HallSidebarSection  *self);
GListModel         *hall_sidebar_section_get_items  (HallSidebarSection  *self);
void                hall_sidebar_section_set_search (HallSidebarSection  *self,
                                                     const char          *text);

G_END_DECLS
