/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-compare-proof.c: of a stranger that hosts our room nothing is taken before it has proved
 * that it knows the room's passphrase, but that we were put out: that is proved by itself.
 *
 * Part of HallCompare; we are the joiner of that proof.
 */

#define G_LOG_DOMAIN "hall-compare-proof"

#include "config.h"

#include "hall-compare-private.h"
#include "hall-dial.h"

static void
on_proved (HallAdmission  *admission,
           HallComparison *comparison)
{
  comparison->proved = TRUE;
}

static void
on_not_proved (HallAdmission  *admission,
               gboolean        guessed,
               HallComparison *comparison)
{
  hall_counters_add (comparison->context->counters, HALL_COUNTER_HOST_UNPROVED);
  hall_link_refuse (comparison->link, "unsupported", "that was not proved");
}

/* TRUE: it was about the proof, before which nothing else is taken. */
gboolean
hall_comparison_take_proof (HallComparison *comparison,
                            HallPacket     *packet)
{
  if (comparison->proof == NULL || comparison->proved || packet->type == HALL_PACKET_UNKNOWN
      || packet->type == HALL_PACKET_NOT_HOST)
    return FALSE;
  if (packet->type == HALL_PACKET_PAKE1 && comparison->admission == NULL)
    {
      comparison->admission = hall_admission_new_joiner (comparison->context, comparison->link,
                                                         comparison->room_id,
                                                         comparison->proof);
      /* Disconnected in hall_comparison_free (). */
      g_signal_connect (comparison->admission, "proved", G_CALLBACK (on_proved), comparison);
      g_signal_connect (comparison->admission, "failed", G_CALLBACK (on_not_proved), comparison);
    }
  if (comparison->admission != NULL)
    hall_admission_take (comparison->admission, packet);
  else
    on_not_proved (NULL, TRUE, comparison);
  return TRUE;
}

/* Before anything is synchronised, and once. */
gboolean
hall_comparison_take_reasons (HallComparison *comparison,
                              HallPacket     *packet)
{
  g_autoptr (GPtrArray) reasons = NULL;

  if (packet->type != HALL_PACKET_EVS || comparison->sync != NULL || !comparison->outgoing)
    return FALSE;
  if (comparison->told_why)
    {
      hall_counters_add (comparison->context->counters, HALL_COUNTER_FRAME_OUT_OF_PLACE);
      hall_link_refuse (comparison->link, "unsupported", "that was said already");
      return TRUE;
    }
  comparison->told_why = TRUE;
  reasons = hall_dial_pick_reasons (comparison->context, comparison->census, packet,
                                    comparison->room_id);
  if (reasons->len > 0)
    g_signal_emit_by_name (comparison->owner, "events", reasons,
                           hall_link_get_peer_id (comparison->link));
  return TRUE;
}
