/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-news.c: what is said about messages, told as it happens.
 */

#define G_LOG_DOMAIN "hall-session-news"

#include "config.h"

#include "hall-session-private.h"

#include "hall-session-news.h"

static void
tell (HallRoom       *room,
      const HallNews *news,
      gpointer        user_data)
{
  g_signal_emit_by_name (user_data, "news", room, news);
}

/**
 * hall_session_set_tells_news:
 * @self: a session
 * @tells_news: whether the signal "news" is emitted from now on
 */
void
hall_session_set_tells_news (HallSession *self,
                             gboolean     tells_news)
{
  g_return_if_fail (HALL_IS_SESSION (self));

  self->context->tell_news = tells_news ? tell : NULL;
  self->context->tell_news_data = self;
}
