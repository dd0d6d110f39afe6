/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-search-query.h: what somebody typed into a search, as a query for the store.
 *
 * Used by HallSearch alone. Nothing that is typed is a pattern: what is no filter is looked for as
 * it stands.
 */

#pragma once

#include "hall-session.h"
#include "hall-store-talk.h"

G_BEGIN_DECLS

/* FALSE with @error of HALL_SESSION_ERROR, @query being whatever it is then; it is to be cleared
 * either way. @room: (nullable) */
gboolean  hall_search_query_parse       (HallSession      *session,
                                         const char       *typed,
                                         HallRoom         *room,
                                         HallStoredQuery  *query,
                                         GError          **error);

/* hall-search-names.c: whom somebody means who types that: one's own and other people's ids. NULL
 * with @error: nobody. (transfer full) */
char    **hall_search_find_authors      (HallSession      *session,
                                         const char       *typed,
                                         GError          **error);
/* A room that something is kept of, or a private conversation. (transfer none) */
HallRoom *hall_search_find_room         (HallSession      *session,
                                         const char       *typed,
                                         GError          **error);
/* The room of that id, if something is kept of it. (transfer none) (nullable) */
HallRoom *hall_search_lookup_room       (HallSession      *session,
                                         const char       *id);

G_END_DECLS
