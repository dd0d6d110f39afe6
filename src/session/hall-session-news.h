/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-news.h: the part of the façade that tells what is said about messages as it happens:
 * for programs that print a conversation instead of showing it.
 *
 * Whoever shows a HallTimeline needs none of this: rows change by themselves.
 */

#pragma once

#include "hall-session.h"

G_BEGIN_DECLS

typedef enum
{
  HALL_NEWS_EDITED,
  HALL_NEWS_REACTED,
  HALL_NEWS_PINNED,
  HALL_NEWS_DELETED,
} HallNewsKind;

/* Valid while it is told. */
typedef struct _HallNews
{
  HallNewsKind kind;
  const char *event_id;      /* of the message that it is about */
  HallPerson *person;        /* who did it */
  gint64 time;               /* unix ms */
  HallMessage *message;      /* as it is seen now; NULL of DELETED */
  const char *emoji;         /* of REACTED */
  gboolean off;              /* REACTED, PINNED: taken back */
} HallNews;

/* From now on HallSession's signal "news" (HallRoom *room, const HallNews *news) is emitted: for
 * each edit, reaction, pin and deletion that counts, when it comes in or, if it is one's own, when
 * it is signed. Of several about one thing only those that still count are told. */
void hall_session_set_tells_news (HallSession *self,
                                  gboolean     tells_news);

G_END_DECLS
