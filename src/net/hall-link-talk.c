/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-link-talk.c: what every link says and hears by itself: ping and pong, error, bye, its end.
 *
 * Part of HallLink. What a peer says of the protocol's own goes no further; everything else goes up
 * as "packet". It encodes and decodes no frames but its own, and knows no deadline.
 */

#define G_LOG_DOMAIN "hall-link-talk"

#include "config.h"

#include "hall-limits.h"

#include "hall-link-private.h"
#include "hall-link.h"

/**
 * hall_link_ping:
 *
 * Asks for a sign of life; hall_link_get_last_heard () says whether it came. Nothing happens unless
 * the link is ready.
 */
void
hall_link_ping (HallLink *self)
{
  g_autoptr (HallPacket) packet = NULL;

  g_return_if_fail (HALL_IS_LINK (self));

  packet = hall_packet_new (HALL_PACKET_PING);
  packet->n = ++hall_link_get_private (self)->ping_number;
  hall_link_send (self, packet, HALL_LINK_CHAT);
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
 * hall_link_say_last:
 * @last: (transfer none): what is sent behind everything that is queued
 * @error: (transfer full) (nullable): what "closed" comes with
 *
 * For derived classes and the functions below: lets the class send its last words. Nothing happens
 * if that was done before.
 */
void
hall_link_say_last (HallLink   *self,
                    HallPacket *last,
                    GError     *error)
{
  HallLinkPrivate *priv = hall_link_get_private (self);

  if (priv->state >= HALL_LINK_CLOSING)
    {
      g_clear_error (&error);
      return;
    }

  priv->state = HALL_LINK_CLOSING;
  HALL_LINK_GET_CLASS (self)->finish (self, last, error);
}

/* A peer that has not been accepted yet is told nothing. */
static void
finish (HallLink   *self,
        HallPacket *last,
        GError     *error)
{
  if (hall_link_get_private (self)->state == HALL_LINK_NEW)
    hall_link_end (self, error);
  else
    hall_link_say_last (self, last, error);
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
  finish (self, packet, NULL);
}

/**
 * hall_link_refuse:
 * @code: a word of the protocol: "full", "banned", …
 * @text: for a person
 *
 * Says `error`, writes what is queued, for at most a second, and closes. A link that is not ready
 * yet is closed at once.
 */
void
hall_link_refuse (HallLink   *self,
                  const char *code,
                  const char *text)
{
  g_autoptr (HallPacket) packet = NULL;

  g_return_if_fail (HALL_IS_LINK (self));

  packet = hall_packet_new_error (code, text, 0);
  finish (self, packet, g_error_new (HALL_LINK_ERROR, error_for_word (code), "Refused (%s): %s",
                                     code, text));
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

  if (hall_link_get_private (self)->state == HALL_LINK_CLOSED)
    return;

  if (HALL_LINK_GET_CLASS (self)->abort != NULL)
    HALL_LINK_GET_CLASS (self)->abort (self);
  hall_link_end (self, g_error_new_literal (HALL_LINK_ERROR, HALL_LINK_ERROR_LOST,
                                            "Closed at once by this side"));
}

/**
 * hall_link_begin:
 * @purpose: what the one who dialled wants
 * @offset: the peer's clock minus ours, ms
 *
 * For derived classes: the peer's hello was accepted. Emits "ready"; nothing happens unless the
 * link is new.
 */
void
hall_link_begin (HallLink    *self,
                 HallPurpose  purpose,
                 gint64       offset)
{
  HallLinkPrivate *priv = hall_link_get_private (self);

  if (priv->state != HALL_LINK_NEW)
    return;

  priv->state = HALL_LINK_READY;
  priv->purpose = purpose;
  priv->offset = offset;
  if (priv->version == 0)
    priv->version = HALL_PROTOCOL_VERSION_MAX;
  g_debug ("Link with %s (%s) ready", priv->address, priv->peer_id);
  hall_link_emit_ready (self);
}

static void
answer_ping (HallLink   *self,
             HallPacket *ping)
{
  g_autoptr (HallPacket) packet = NULL;

  /* Who asks without reading gets no more answers: what it is sent anyway shows that we live. */
  if (hall_link_get_queued (self) > HALL_QUEUE_SOFT_MAX)
    return;

  packet = hall_packet_new (HALL_PACKET_PONG);
  packet->n = ping->n;
  hall_link_send (self, packet, HALL_LINK_CHAT);
}

static void
take_error (HallLink   *self,
            HallPacket *packet)
{
  HallLinkPrivate *priv = hall_link_get_private (self);

  if (priv->state == HALL_LINK_READY && packet->ids != NULL && packet->ids[0] != NULL)
    {
      hall_link_emit_packet (self, packet);
      return;
    }

  g_free (priv->error_code);
  priv->error_code = g_strdup (packet->code);
  priv->error_tries = packet->tries;
  priv->error_retry_ms = packet->retry_ms;
  hall_link_end (self, g_error_new (HALL_LINK_ERROR, HALL_LINK_ERROR_REFUSED, "%s: %s",
                                    packet->code, packet->text != NULL ? packet->text : ""));
}

/* A hello is the derived class's to take, and to refuse when it is out of place. */
static void
take_ready_packet (HallLink   *self,
                   HallPacket *packet)
{
  if (packet->type == HALL_PACKET_PING)
    answer_ping (self, packet);
  else if (packet->type != HALL_PACKET_PONG && packet->type != HALL_PACKET_HELLO
           && packet->type != HALL_PACKET_UNKNOWN)
    hall_link_emit_packet (self, packet);
}

/**
 * hall_link_take_packet:
 * @packet: (transfer none): decoded, not a hello
 *
 * For derived classes: deals with ping, pong, error and bye, and emits the others as "packet".
 * Handlers may end the link.
 */
void
hall_link_take_packet (HallLink   *self,
                       HallPacket *packet)
{
  HallLinkPrivate *priv = hall_link_get_private (self);

  if (priv->state >= HALL_LINK_CLOSING)
    return;

  if (packet->type == HALL_PACKET_ERROR)
    take_error (self, packet);
  else if (packet->type == HALL_PACKET_BYE)
    hall_link_end (self, NULL);
  else if (priv->state == HALL_LINK_READY)
    take_ready_packet (self, packet);
}

/**
 * hall_link_end:
 * @error: (transfer full) (nullable): what "closed" comes with
 *
 * For derived classes: it is over. Emits "closed"; nothing happens if it was over before.
 */
void
hall_link_end (HallLink *self,
               GError   *error)
{
  HallLinkPrivate *priv = hall_link_get_private (self);
  g_autoptr (HallLink) keep = NULL;
  g_autoptr (GError) reason = error;

  if (priv->state == HALL_LINK_CLOSED)
    return;

  keep = g_object_ref (self);
  priv->state = HALL_LINK_CLOSED;
  g_debug ("Link with %s (%s) closed: %s", priv->address,
           priv->peer_id != NULL ? priv->peer_id : "nobody yet",
           reason != NULL ? reason->message : "bye");
  if (HALL_LINK_GET_CLASS (self)->ended != NULL)
    HALL_LINK_GET_CLASS (self)->ended (self);

  hall_link_emit_closed (self, reason);
}
