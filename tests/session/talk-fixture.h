/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* talk-fixture.h: a room as somebody sees it on the screen: what texts say now, who put what to
 * them, what is pinned.
 */

#pragma once

#include "band.h"

G_BEGIN_DECLS

/* Opens the room, as if it came on the screen. */
void         talk_open          (TestPeer   *peer,
                                 const char *id);
/* The loaded texts, a line each: "Anna: hello", and then of "(edited)", "(pinned)", "(me)",
 * "(to me)", "(answers: hello)", "(answers: gone)", "(answers: ?)", "[👍 Anna, Ben]" what
 * applies. */
char        *talk_view          (TestPeer   *peer,
                                 const char *id);
/* Waits until the loaded row says that; it must have been said once. */
HallMessage *talk_find          (TestPeer   *peer,
                                 const char *id,
                                 const char *text);
/* What is pinned, newest first: "one, two". */
char        *talk_view_pins     (TestPeer   *peer,
                                 const char *id);
/* Waits until all who run have opened it and see the same, which is @expected. */
void         talk_await         (Band       *band,
                                 const char *expected);
void         talk_await_pins    (Band       *band,
                                 const char *expected);

/* Each of these must succeed. */
void         talk_edit          (TestPeer   *peer,
                                 const char *id,
                                 const char *text,
                                 const char *new_text);
void         talk_react         (TestPeer   *peer,
                                 const char *id,
                                 const char *text,
                                 const char *emoji,
                                 gboolean    on);
void         talk_pin           (TestPeer   *peer,
                                 const char *id,
                                 const char *text,
                                 gboolean    pinned);
void         talk_reply         (TestPeer   *peer,
                                 const char *id,
                                 const char *text,
                                 const char *answer);
void         talk_delete        (TestPeer   *peer,
                                 const char *id,
                                 const char *text);
/* How many edits, reactions and pins of the loaded texts are on the disk. */
guint        talk_count_notes   (TestPeer   *peer,
                                 const char *id);
/* The private conversation with that person, which need not be known. */
HallRoom    *talk_get_direct    (TestPeer   *peer,
                                 const char *person_id);
void         talk_say_to        (TestPeer   *peer,
                                 const char *person_id,
                                 const char *text);
/* Until nothing of anybody waits to be sent. */
void         talk_settle        (Band       *band);

G_END_DECLS
