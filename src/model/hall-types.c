/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-types.c: words for the small enumerations.
 *
 * Their GTypes are generated (hall-enums.c). These words are part of the command line's interface
 * and are never translated.
 */

#define G_LOG_DOMAIN "hall-types"

#include "config.h"

#include "hall-types.h"

/**
 * hall_message_state_get_word:
 * @state: the state of a message
 *
 * Gets the word that the command line prints for a state.
 *
 * Returns: (transfer none): "pending", "stored", "sent", "read" or "received"
 */
const char *
hall_message_state_get_word (HallMessageState state)
{
  switch (state)
    {
    case HALL_MESSAGE_STATE_PENDING:
      return "pending";
    case HALL_MESSAGE_STATE_STORED:
      return "stored";
    case HALL_MESSAGE_STATE_SENT:
      return "sent";
    case HALL_MESSAGE_STATE_READ:
      return "read";
    case HALL_MESSAGE_STATE_RECEIVED:
      return "received";
    default:
      g_return_val_if_reached ("pending");
    }
}
