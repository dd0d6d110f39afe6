/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-main-view-private.h: what the files of HallMainView share.
 */

#pragma once

#include "hall-person-page.h"
#include "hall-sidebar.h"

#include "hall-main-view.h"

G_BEGIN_DECLS

struct _HallMainView
{
  AdwBin parent_instance;

  HallSession *session;
  HallRoom *room;              /* (nullable): the one that is open */
  HallRoom *before;            /* (nullable): what was open before the person's page */
  HallRoomPage *room_page;     /* (nullable) */
  HallPersonPage *person_page; /* (nullable) */

  AdwLeaflet *leaflet;
  HallSidebar *sidebar;
  GtkStack *content;
  GtkWidget *pick;  /* what its page "nothing" says */
  GtkWidget *empty; /* and while there is nobody and no room */
};

G_END_DECLS
