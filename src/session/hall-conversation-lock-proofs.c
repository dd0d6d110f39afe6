/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-lock-proofs.c: a host lets those in who prove that they know the passphrase.
 *
 * Part of HallConversation. That somebody is admitted is on our disk, signed, before it is told so:
 * from then on every member knows, and whoever hosts next.
 */

#define G_LOG_DOMAIN "hall-conversation-lock-proofs"

#include "config.h"

#include "hall-limits.h"

#include "hall-conversation-private.h"

/* At the same time. */
#define ATTEMPTS_MAX 16

typedef struct
{
  HallConversation *conversation;   /* its owner */
  HallLink *link;
  HallPacket *join;
  HallAdmission *admission;
  gboolean proved;
} HallAttempt;

static void
hall_attempt_free (gpointer data)
{
  HallAttempt *attempt = data;

  g_signal_handlers_disconnect_by_data (attempt->link, attempt);
  g_signal_handlers_disconnect_by_data (attempt->admission, attempt);
  hall_admission_close (attempt->admission);
  g_object_unref (attempt->admission);
  g_object_unref (attempt->link);
  hall_packet_unref (attempt->join);
  g_free (attempt);
}

void
hall_conversation_init_proofs (HallConversation *self)
{
  self->attempts = g_ptr_array_new_with_free_func (hall_attempt_free);
  self->guesses = hall_guesses_new ();
}

/* Says bye to those who are at it. */
void
hall_conversation_end_proofs (HallConversation *self)
{
  while (self->attempts != NULL && self->attempts->len > 0)
    {
      HallAttempt *attempt = g_ptr_array_index (self->attempts, 0);
      g_autoptr (HallLink) link = g_object_ref (attempt->link);

      g_ptr_array_remove (self->attempts, attempt);
      hall_link_close (link);
    }
}

void
hall_conversation_clear_proofs (HallConversation *self)
{
  hall_conversation_end_proofs (self);
  g_clear_pointer (&self->attempts, g_ptr_array_unref);
  g_clear_pointer (&self->guesses, hall_guesses_free);
}

static guint
get_tries (HallConversation *self,
           HallLink         *link,
           guint            *retry_ms)
{
  const char *address = hall_link_get_address (link);
  guint pending = 0, pending_all = 0;

  for (guint i = 0; i < self->attempts->len; i++)
    {
      HallAttempt *attempt = g_ptr_array_index (self->attempts, i);

      /* These cannot fail any more, or do not count. */
      if (attempt->proved
          || hall_census_is_admitted (self->census, hall_link_get_peer_id (attempt->link)))
        continue;
      pending_all++;
      if (g_strcmp0 (hall_link_get_address (attempt->link), address) == 0)
        pending++;
    }
  return hall_guesses_get_tries (self->guesses, address, pending, pending_all,
                                 hall_clock_get_monotonic (self->context->clock), retry_ms);
}

void
hall_conversation_refuse_locked (HallConversation *self,
                                 HallLink         *link)
{
  g_autoptr (HallPacket) packet = NULL;
  guint retry_ms;
  guint tries = get_tries (self, link, &retry_ms);

  hall_counters_add (self->context->counters, HALL_COUNTER_JOIN_REFUSED);
  packet = hall_packet_new_error ("locked", "a passphrase is needed", retry_ms);
  packet->tries = (int) tries;
  hall_link_send (link, packet, HALL_LINK_CHAT);
  hall_link_close (link);
}

/* (transfer full): its link; the attempt is over. */
static HallLink *
take_link (HallAttempt *attempt)
{
  HallLink *link = g_object_ref (attempt->link);

  g_ptr_array_remove (attempt->conversation->attempts, attempt);
  return link;
}

static void
on_packet (HallLink    *link,
           HallPacket  *packet,
           HallAttempt *attempt)
{
  hall_admission_take (attempt->admission, packet);
}

/* Whoever is admitted may forget the passphrase as often as it likes. */
static void
count_failure (HallConversation *self,
               HallLink         *link)
{
  hall_counters_add (self->context->counters, HALL_COUNTER_PROOF_FAILED);
  if (!hall_census_is_admitted (self->census, hall_link_get_peer_id (link)))
    hall_guesses_fail (self->guesses, hall_link_get_address (link),
                       hall_clock_get_monotonic (self->context->clock));
}

/* What was begun and not ended is a guess as well. */
static void
on_closed (HallLink     *link,
           const GError *error,
           HallAttempt  *attempt)
{
  HallConversation *self = attempt->conversation;
  gboolean proved = attempt->proved;
  g_autoptr (HallLink) kept = take_link (attempt);

  if (!proved)
    count_failure (self, kept);
}

static void
on_failed (HallAdmission *admission,
           gboolean       guessed,
           HallAttempt   *attempt)
{
  HallConversation *self = attempt->conversation;
  g_autoptr (HallLink) link = take_link (attempt);

  count_failure (self, link);
  if (guessed)
    hall_conversation_refuse_locked (self, link);
  else
    hall_link_refuse (link, "unsupported", "that is no proof");
}

static HallAttempt *
find (HallConversation *self,
      const char       *id)
{
  for (guint i = 0; i < self->attempts->len; i++)
    {
      HallAttempt *attempt = g_ptr_array_index (self->attempts, i);

      if (g_strcmp0 (hall_link_get_peer_id (attempt->link), id) == 0)
        return attempt;
    }
  return NULL;
}

/* It is in the set that the person may come in, or was not to be had there. */
static void
finish (HallAttempt *attempt)
{
  HallConversation *self = attempt->conversation;
  g_autoptr (HallPacket) join = hall_packet_ref (attempt->join);
  g_autoptr (HallAdmission) admission = g_object_ref (attempt->admission);
  g_autoptr (HallLink) link = take_link (attempt);
  const char *id = hall_link_get_peer_id (link);

  if (self->host == NULL || self->handover != NULL || hall_census_is_banned (self->census, id)
      || !hall_census_is_admitted (self->census, id))
    {
      hall_link_close (link);
      return;
    }
  hall_admission_confirm (admission);
  if (join->compare)
    hall_conversation_compare (self, link);
  else if (join->yield)
    hall_conversation_meet_rival (self, link, join);
  else
    hall_conversation_admit (self, link, join);
}

static void
on_admitted (HallEvent *event,
             gpointer   user_data)
{
  g_autoptr (HallConversation) self = user_data;
  HallAttempt *attempt = NULL;

  if (!self->closed && event != NULL)
    attempt = find (self, event->person);
  if (attempt != NULL)
    finish (attempt);
}

static void
on_proved (HallAdmission *admission,
           HallAttempt   *attempt)
{
  HallConversation *self = attempt->conversation;
  const char *id = hall_link_get_peer_id (attempt->link);
  HallEventBody body;

  attempt->proved = TRUE;
  hall_guesses_succeed (self->guesses, hall_link_get_address (attempt->link));
  if (hall_census_is_admitted (self->census, id))
    {
      finish (attempt);
      return;
    }
  hall_event_body_init (&body, HALL_EVENT_ADMIT);
  body.person = id;
  hall_outbox_sign_event (self->outbox, &body, on_admitted, g_object_ref (self));
}

/* Whether we may say of somebody that it may come in. */
static gboolean
may_admit (HallConversation *self)
{
  if (!hall_census_contains (self->census, self->context->own_id))
    return FALSE;
  return !hall_census_get_closed (self->census)
         || hall_census_is_moderator (self->census, self->context->own_id);
}

void
hall_conversation_ask_for_proof (HallConversation *self,
                                 HallLink         *link,
                                 HallPacket       *join)
{
  const char *id = hall_link_get_peer_id (link);
  gboolean admitted = hall_census_is_admitted (self->census, id);
  HallAttempt *attempt = find (self, id);
  guint retry_ms;

  if (attempt != NULL)
    {
      gboolean proved = attempt->proved;
      g_autoptr (HallLink) old = take_link (attempt);

      if (!proved)
        count_failure (self, old);
      hall_link_refuse (old, "gone", "there is a newer connection");
    }
  if (!admitted && hall_census_get_closed (self->census))
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_JOIN_REFUSED);
      hall_link_refuse (link, "not-permitted", "closed to newcomers");
      return;
    }
  if (!admitted && (get_tries (self, link, &retry_ms) == 0 || retry_ms > 0 || !may_admit (self)
                    || self->attempts->len >= ATTEMPTS_MAX))
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_PROOF_RATE);
      hall_conversation_refuse_locked (self, link);
      return;
    }
  attempt = g_new0 (HallAttempt, 1);
  attempt->conversation = self;
  attempt->link = g_object_ref (link);
  attempt->join = hall_packet_ref (join);
  attempt->admission = hall_admission_new_host (self->context, link, self->stored->id,
                                                hall_census_get_salt (self->census),
                                                hall_census_get_secret (self->census));
  if (attempt->admission == NULL)
    {
      g_object_unref (attempt->link);
      hall_packet_unref (attempt->join);
      g_free (attempt);
      hall_conversation_refuse_locked (self, link);
      return;
    }
  /* Disconnected in hall_attempt_free (), before the attempt goes. */
  g_signal_connect (attempt->admission, "proved", G_CALLBACK (on_proved), attempt);
  g_signal_connect (attempt->admission, "failed", G_CALLBACK (on_failed), attempt);
  g_signal_connect (link, "packet", G_CALLBACK (on_packet), attempt);
  g_signal_connect (link, "closed", G_CALLBACK (on_closed), attempt);
  g_ptr_array_add (self->attempts, attempt);
}
