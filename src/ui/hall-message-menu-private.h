/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-menu-private.h: what the files of HallMessageMenu share.
 */

#pragma once

#include "hall-reaction-chooser.h"
#include "hall-row-menu.h"

#include "hall-message-menu.h"

G_BEGIN_DECLS

struct _HallMessageMenu
{
  GObject parent_instance;

  GtkWidget *view;      /* not owned: it owns us */
  GtkWidget *list;      /* not owned: it is in the view */
  HallSession *session; /* (nullable): until set */
  HallRoom *room;       /* (nullable) */
  HallMessage *message; /* (nullable): of which the menu is, or was last */
  char *text;           /* (nullable): what "Copy" copies */
  char *link;           /* (nullable) */
  HallRowMenu *menu;
  HallReactionChooser *chooser;
};

/* hall-message-deeds.c */
void hall_message_menu_add_deeds (HallMessageMenu *self,
                                  GActionMap      *actions);

G_END_DECLS
