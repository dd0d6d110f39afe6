/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* rights-fixture.h: five people, one room, and short words for what they do there. Everything made
 * is remembered, what is not called "make" or "say" is added to the census as well.
 */

#pragma once

#include "hall-census.h"

G_BEGIN_DECLS

#define N_PEOPLE 5

enum
{
  CARLA,   /* created it */
  ANNA,
  BEN,
  DORA,
  EVE,
};

typedef struct
{
  HallKey *keys[N_PEOPLE];
  HallEvent *genesis;
  GPtrArray *events;
  HallCensus *census;
} RightsFixture;

void rights_set_up (RightsFixture *fixture,
                    HallEntry entry);
void rights_tear_down (RightsFixture *fixture);
const char *rights_id (RightsFixture *fixture,
                       guint who);
HallEvent *rights_make (RightsFixture *fixture,
                        guint author,
                        gint64 lc,
                        const HallEventBody *body);
HallEvent *rights_add (RightsFixture *fixture,
                       HallEvent *event);
HallEvent *rights_make_state (RightsFixture *fixture,
                              guint author,
                              gint64 lc,
                              HallStateChange change);
HallEvent *rights_join (RightsFixture *fixture,
                        guint author,
                        gint64 lc);
HallEvent *rights_make_about (RightsFixture *fixture,
                              guint author,
                              gint64 lc,
                              HallEventKind kind,
                              guint person);
HallEvent *rights_admit (RightsFixture *fixture,
                         guint author,
                         gint64 lc,
                         guint person);
HallEvent *rights_appoint (RightsFixture *fixture,
                           guint author,
                           gint64 lc,
                           guint person);
HallEvent *rights_kick (RightsFixture *fixture,
                        guint author,
                        gint64 lc,
                        guint person);
HallEvent *rights_ban (RightsFixture *fixture,
                       guint author,
                       gint64 lc,
                       guint person);
HallEvent *rights_ban_until (RightsFixture *fixture,
                             guint author,
                             gint64 lc,
                             guint person,
                             gint64 until);
HallEvent *rights_unban (RightsFixture *fixture,
                         guint author,
                         gint64 lc,
                         guint person);
HallEvent *rights_close_room (RightsFixture *fixture,
                              guint author,
                              gint64 lc,
                              gboolean closed);
HallEvent *rights_lock (RightsFixture *fixture,
                        guint author,
                        gint64 lc);
HallEvent *rights_say (RightsFixture *fixture,
                       guint author,
                       gint64 lc);
gboolean rights_permits (RightsFixture *fixture,
                         HallEvent *event);
gboolean rights_is_in (RightsFixture *fixture,
                       guint who);
gboolean rights_may_come (RightsFixture *fixture,
                          guint who);

G_END_DECLS
