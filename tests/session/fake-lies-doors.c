/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-lies-doors.c: lies at private doors, and proofs of what the liar does not know.
 */

#define G_LOG_DOMAIN "fake-lies-doors"

#include "config.h"

#include <string.h>

#include "fake-machine.h"
#include "hall-passphrase.h"

#include "fake-liar-private.h"

/* Valid in form, by somebody who guesses. */
static void
make_share (FakeLiar       *self,
            HallSpake2Role  role,
            guint8          share[HALL_SPAKE2_SHARE_SIZE])
{
  guint8 secret[HALL_SPAKE2_SECRET_SIZE];
  g_autoptr (GBytes) context = g_bytes_new_static ("", 0);
  g_autoptr (HallSpake2) spake = NULL;

  fake_random_fill (&self->dice, secret, sizeof secret);
  secret[0] &= 0x7f;
  spake = hall_spake2_new (role, secret, "a", "b", context, NULL);
  g_assert_nonnull (spake);
  memcpy (share, hall_spake2_get_share (spake), HALL_SPAKE2_SHARE_SIZE);
}

/* As a host that knows no passphrase, or as a joiner that guesses. */
void
fake_liar_pretend (FakeLiar       *self,
                   HallLink       *link,
                   HallPacketType  type)
{
  g_autoptr (HallPacket) packet = hall_packet_new (type);

  packet->room = g_strdup (self->room_id);
  if (type == HALL_PACKET_PAKE1)
    packet->salt = g_strdup ("AAECAwQFBgcICQoLDA0ODw");
  if (type != HALL_PACKET_PAKE3)
    make_share (self, type == HALL_PACKET_PAKE1 ? HALL_SPAKE2_HOST : HALL_SPAKE2_JOINER,
                packet->share);
  if (type != HALL_PACKET_PAKE1)
    fake_random_fill (&self->dice, packet->confirmation, sizeof packet->confirmation);
  hall_link_send (link, packet, HALL_LINK_CHAT);
}

/* Anybody but the one whose door it is. */
static const char *
pick_third (FakeLiar *self)
{
  for (guint i = 0; i < 8; i++)
    {
      guint place = (guint) fake_random_pick (&self->dice, 0, self->lan->nodes->len - 1);
      FakeNode *node = g_ptr_array_index (self->lan->nodes, place);

      if (node->owner != NULL && node != self->target)
        return ((FakeMachine *) node->owner)->id;
    }
  return hall_identity_get_id (self->stranger);
}

/* Of its own conversation in its own name, which it may; and all that it may not. */
void
fake_liar_whisper (FakeLiar *self)
{
  const char *own_id = hall_identity_get_id (self->identity);
  const char *target_id = ((FakeMachine *) self->target->owner)->id;
  gint64 choice = fake_random_pick (&self->dice, 0, 3);
  gint64 now = hall_clock_get_wall (HALL_CLOCK (self->clock));
  g_autofree char *text = g_strdup_printf (FAKE_LIAR_OWN_WORD " whispers %u", ++self->n_lies);
  g_autofree char *token = hall_token_new ();
  g_autofree char *room_id = NULL;
  g_autoptr (HallEvent) event = NULL;
  g_autoptr (HallPacket) packet = NULL;
  HallIdentity *signer = choice == 1 ? self->stranger : self->identity;

  room_id = hall_direct_room_id (target_id, choice == 2 ? pick_third (self) : own_id);
  if (choice == 3)
    event = hall_event_new_state (hall_identity_get_key (signer), room_id, now, now, NULL,
                                  HALL_STATE_JOINED, "Abe", NULL);
  else
    event = hall_event_new_text (hall_identity_get_key (signer), room_id, now, now, NULL, token,
                                 text, NULL);
  fake_lan_trace (self->lan, "%u: whispers a lie (%d) to %u", self->node->index, (int) choice,
                  self->target->index);
  packet = hall_packet_new_event (event);
  hall_link_send (self->door, packet, HALL_LINK_CHAT);
}
