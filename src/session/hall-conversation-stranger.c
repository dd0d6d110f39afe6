/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-stranger.c: somebody else hosts this room, and our set does not say that it
 * belongs to it: perhaps both of us joined while the network was in two.
 *
 * Part of HallConversation. It is compared with, as anybody who joins an open room would be
 * synchronised with. If the sets are the same afterwards and know both, they heal like any two
 * hosts; if not, it is a stranger, and left alone. It never decides who hosts.
 */

#define G_LOG_DOMAIN "hall-conversation-stranger"

#include "config.h"

#include <string.h>

#include "hall-limits.h"

#include "hall-conversation-private.h"

#define PAUSE_MS 10000
/* The smaller key dials; the other only if nothing came of it. */
#define SECOND_MS 1500
/* As often in a row, and then not for a while. */
#define ASKED_MAX 3
#define REST_MS 300000

static gboolean
may_ask (HallConversation *self)
{
  return self->host != NULL && self->handover == NULL && !self->closed && !self->context->stopped;
}

/* Where it announces the room, and nowhere else. */
static void
on_timer (gpointer user_data)
{
  HallConversation *self = user_data;
  g_autoptr (GPtrArray) announcements = NULL;
  g_autoptr (HallProof) proof = NULL;

  if (!may_ask (self) || hall_census_contains (self->census, self->stranger)
      || hall_compare_is_with (self->compare, self->stranger))
    return;
  announcements = hall_directory_get_announcements (self->context->directory, self->stored->id);
  for (guint i = 0; i < announcements->len; i++)
    {
      const HallAnnouncement *announcement = g_ptr_array_index (announcements, i);

      if (!g_str_equal (announcement->host_id, self->stranger))
        continue;
      g_debug ("room %s: %s hosts it, too: who is that?", self->stored->id, self->stranger);
      self->stranger_asked = hall_clock_get_monotonic (self->context->clock);
      /* Where there is a passphrase we know what it gives, and so does whoever belongs. But it may
       * have been changed on one side, and then only who knows the other can ask. */
      if (self->n_stranger_asked++ % 2 == 0)
        proof = hall_conversation_make_proof (self);
      hall_compare_ask (self->compare, self->stranger, announcement->address,
                        announcement->tcp_port, proof);
      return;
    }
}

void
hall_conversation_init_stranger (HallConversation *self)
{
  self->stranger_timer = hall_timer_new (self->context->clock, on_timer, self);
}

void
hall_conversation_clear_stranger (HallConversation *self)
{
  g_clear_pointer (&self->stranger_timer, hall_timer_free);
  g_clear_pointer (&self->stranger, g_free);
}

static gboolean
rests (HallConversation *self,
       const char       *id)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  gboolean again = g_strcmp0 (self->stranger, id) == 0;
  gint64 pause_ms = again && self->n_stranger_asked >= ASKED_MAX ? REST_MS : PAUSE_MS;

  return self->stranger_asked != 0 && now - self->stranger_asked < pause_ms * 1000;
}

void
hall_conversation_hear_stranger (HallConversation *self,
                                 const char       *id)
{
  guint delay;

  if (!may_ask (self) || hall_timer_is_running (self->stranger_timer) || rests (self, id))
    return;
  if (g_strcmp0 (self->stranger, id) != 0 || self->n_stranger_asked >= ASKED_MAX)
    self->n_stranger_asked = 0;
  g_free (self->stranger);
  self->stranger = g_strdup (id);
  delay = hall_clock_pick (self->context->clock, 0, HALL_HEAL_DELAY_MAX_MS);
  if (strcmp (self->context->own_id, id) > 0)
    delay += SECOND_MS;
  hall_timer_start (self->stranger_timer, delay);
}

void
hall_conversation_check_stranger (HallConversation *self,
                                  const char       *id)
{
  if (self->host != NULL && g_strcmp0 (self->stranger, id) == 0
      && hall_census_contains (self->census, id))
    hall_conversation_hear_rival (self, id);
}
