/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-tls-link-close.c: how a link says its last words: bye, or error.
 *
 * Part of HallTlsLink. They follow everything that is queued; then the peer has a second to take
 * them, and the link holds itself for that long.
 */

#define G_LOG_DOMAIN "hall-tls-link-close"

#include "config.h"

#include "hall-tls-link-private.h"
#include "hall-tls-link.h"

void
hall_tls_link_say_last (HallLink   *link,
                        HallPacket *last,
                        GError     *error)
{
  HallTlsLink *self = HALL_TLS_LINK (link);
  g_autoptr (GBytes) frame = NULL;

  /* Behind everything, be it background. */
  frame = hall_packet_encode (last, NULL);
  if (frame != NULL)
    hall_tls_link_push (self, frame, HALL_LINK_BACKGROUND);

  self->state = HALL_TLS_LINK_CLOSING;
  self->close_error = error;
  self->self_reference = TRUE;
  g_object_ref (self);
  hall_watch_set_deadline (self->watch, g_get_monotonic_time ()
                                        + (gint64) hall_tls_link_get_timers ()->closing_ms * 1000);
  hall_watch_flush (self->watch);
}

void
hall_tls_link_refuse_peer (HallTlsLink   *self,
                           HallCounter    counter,
                           HallLinkError  code,
                           const char    *word,
                           const char    *text)
{
  g_autoptr (HallPacket) packet = hall_packet_new_error (word, text, 0);

  hall_counters_add (self->counters, counter);
  hall_link_say_last (HALL_LINK (self), packet, g_error_new_literal (HALL_LINK_ERROR, code, text));
}
