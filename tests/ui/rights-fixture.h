/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* rights-fixture.h: a room of somebody else's, its people, and the window that shows it;
 * dialogs and buttons to be found and pressed.
 */

#pragma once

#include "hall-window.h"

G_BEGIN_DECLS

typedef struct
{
  HallSession *session;
  HallPerson *mina, *jin, *tae; /* Mina created the room, Jin is in it, Tae is not */
  HallRoom *room;
  HallWindow *window;
} RightsFixture;

void       rights_set_up         (RightsFixture *fixture,
                                  gconstpointer  data);
void       rights_tear_down      (RightsFixture *fixture,
                                  gconstpointer  data);
/* Into the room, which is open then. */
void       rights_enter          (RightsFixture *fixture);
/* As its "Join" button does. */
void       rights_join           (RightsFixture *fixture);
/* The active window of that type, when it is there. */
GtkWindow *rights_wait_dialog    (GType          type);
void       rights_wait_no_dialog (GType          type);
/* (nullable) */
GtkButton *rights_find_button    (GtkWidget     *root,
                                  const char    *label);
void       rights_click          (gpointer       window,
                                  const char    *label);
gboolean   rights_shows          (gpointer       window,
                                  const char    *text);

G_END_DECLS
