/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* composer-fixture.h: a composer in a window of its own, with two rooms to write to.
 */

#pragma once

#include "hall-composer-actions.h"

#include "ui-test.h"

G_BEGIN_DECLS

typedef struct
{
  HallSession *session;
  HallPerson *mina;
  HallRoom *room;
  HallRoom *other;
  HallComposer *composer;
  GtkWindow *window;
} ComposerFixture;

void           composer_set_up       (ComposerFixture *fixture,
                                      gconstpointer    data);
void           composer_tear_down    (ComposerFixture *fixture,
                                      gconstpointer    data);
GtkTextBuffer *composer_get_buffer   (ComposerFixture *fixture);
/* (transfer full) */
char          *composer_get_text     (ComposerFixture *fixture);
/* Waits until exactly that is in the box, or that many were sent. */
void           composer_expect_text  (ComposerFixture *fixture,
                                      const char      *text);
void           composer_expect_sent  (ComposerFixture *fixture,
                                      guint            n_sent);
/* Waits until a label with exactly that text is (or is not) to be seen. */
void           composer_expect_shown (ComposerFixture *fixture,
                                      const char      *text,
                                      gboolean         shown);

G_END_DECLS
