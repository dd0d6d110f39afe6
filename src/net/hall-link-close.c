/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-link-close.c: how a link ends by the wish of this side: bye, error, or nothing said.
 *
 * Part of HallLink. The last words follow everything that is queued; then the peer has a second to
 * take them.
 */

#define G_LOG_DOMAIN "hall-link-close"

#include "config.h"

#include "hall-link-private.h"
#include "hall-link.h"

void
hall_link_say_last (HallLink   *self,
                    HallPacket *last,
                    GError     *error)
{
  g_autoptr (GBytes) frame = NULL;

  if (self->state < HALL_LINK_GREETING)
    {
      hall_link_finish (self, error);
      return;
    }
  if (self->state >= HALL_LINK_CLOSING)
    {
      g_clear_error (&error);
      return;
    }

  /* Behind everything, be it background. */
  frame = hall_packet_encode (last, NULL);
  if (frame != NULL)
    hall_link_push (self, frame, HALL_LINK_BACKGROUND);

  self->state = HALL_LINK_CLOSING;
  self->close_error = error;
  self->self_reference = TRUE;
  g_object_ref (self);
  hall_watch_set_deadline (self->watch, g_get_monotonic_time ()
                                        + (gint64) hall_link_get_timers ()->closing_ms * 1000);
  hall_watch_flush (self->watch);
}

void
hall_link_refuse_peer (HallLink      *self,
                       HallCounter    counter,
                       HallLinkError  code,
                       const char    *word,
                       const char    *text)
{
  g_autoptr (HallPacket) packet = hall_packet_new_error (word, text, 0);

  hall_counters_add (self->counters, counter);
  hall_link_say_last (self, packet, g_error_new_literal (HALL_LINK_ERROR, code, text));
}

/**
 * hall_link_close:
 *
 * Says bye, writes what is queued, for at most a second, and closes. A link that is not ready yet
 * is closed at once.
 */
void
hall_link_close (HallLink *self)
{
  g_autoptr (HallPacket) packet = NULL;

  g_return_if_fail (HALL_IS_LINK (self));

  packet = hall_packet_new (HALL_PACKET_BYE);
  hall_link_say_last (self, packet, NULL);
}

static HallLinkError
error_for_word (const char *word)
{
  if (g_strcmp0 (word, "slow") == 0)
    return HALL_LINK_ERROR_SLOW;
  if (g_strcmp0 (word, "clock") == 0)
    return HALL_LINK_ERROR_CLOCK;
  if (g_strcmp0 (word, "version") == 0)
    return HALL_LINK_ERROR_VERSION;

  return HALL_LINK_ERROR_PROTOCOL;
}

/**
 * hall_link_refuse:
 * @code: a word of the protocol: "full", "banned", …
 * @text: for a person
 *
 * Says `error`, writes what is queued, for at most a second, and closes.
 */
void
hall_link_refuse (HallLink   *self,
                  const char *code,
                  const char *text)
{
  g_autoptr (HallPacket) packet = NULL;

  g_return_if_fail (HALL_IS_LINK (self));

  packet = hall_packet_new_error (code, text, 0);
  hall_link_say_last (self, packet, g_error_new (HALL_LINK_ERROR, error_for_word (code),
                                                 "Refused (%s): %s", code, text));
}

/**
 * hall_link_abort:
 *
 * Closes at once, saying nothing; "closed" comes within this call, with HALL_LINK_ERROR_LOST.
 */
void
hall_link_abort (HallLink *self)
{
  g_return_if_fail (HALL_IS_LINK (self));

  hall_link_finish (self, g_error_new_literal (HALL_LINK_ERROR, HALL_LINK_ERROR_LOST,
                                               "Closed at once by this side"));
}
