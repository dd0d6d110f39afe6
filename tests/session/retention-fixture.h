/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* retention-fixture.h: rooms with old messages, for tests of what becomes of those.
 */

#pragma once

#include "hall-limits.h"

#include "talk-fixture.h"

G_BEGIN_DECLS

#define RETENTION_DAYS_OLD(n) (retention_get_now () - (n) * (gint64) HALL_DAY_MS)

gint64  retention_get_now        (void);
/* As if @author had said it then, and only the disk of @at had it. Returns its id. */
char   *retention_put            (TestPeer   *at,
                                  TestPeer   *author,
                                  const char *room,
                                  gint64      lc,
                                  guint       acknowledged,
                                  const char *text);
/* How often the store has "author: text". */
guint   retention_count          (TestPeer   *peer,
                                  const char *id,
                                  const char *text);
/* Until the store has it, which is of what is wanted: fails as soon as anything is refused for
 * being deleted here. */
void    retention_wait_for       (TestPeer   *peer,
                                  const char *id,
                                  const char *text);
void    retention_keep_days      (TestPeer   *peer,
                                  int         days);
/* Until it is over. */
void    retention_compare        (TestPeer   *peer,
                                  const char *id);
/* Nothing was fetched in vain, and nobody took anybody for a liar. */
void    retention_check_peaceful (Band       *band);
/* Anna's room, as she has had it for long: "old" and "pinned", both old, and "recent"; Ben and Carl
 * have all of it. */
void    retention_gather         (Band       *band);
/* "old" as often, and "recent" once. */
void    retention_check_has      (TestPeer   *peer,
                                  const char *id,
                                  guint       n_old);
/* Until it is done. */
void    retention_delete         (TestPeer   *peer,
                                  gint64      before_ms);

G_END_DECLS
