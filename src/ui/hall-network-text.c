/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-network-text.c: the words and icons of what is found out about the network.
 *
 * Each severity has a form of its own besides its colour: a disc with a check, a triangle, an
 * octagon, an "i".
 */

#define G_LOG_DOMAIN "hall-network-text"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-network-text.h"

/**
 * hall_network_text_severity:
 * @severity: how something is
 *
 * Returns: a word or two for it
 */
const char *
hall_network_text_severity (HallSeverity severity)
{
  switch (severity)
    {
    case HALL_SEVERITY_GOOD:
      return C_("network", "Good");
    case HALL_SEVERITY_CAUTION:
      return C_("network", "Needs attention");
    case HALL_SEVERITY_BAD:
      return C_("network", "Problem");
    case HALL_SEVERITY_NOTE:
    default:
      return C_("network", "Note");
    }
}

/**
 * hall_network_text_severity_icon:
 * @severity: how something is
 *
 * Returns: the name of an icon
 */
const char *
hall_network_text_severity_icon (HallSeverity severity)
{
  switch (severity)
    {
    case HALL_SEVERITY_GOOD:
      return "hall-good-symbolic";
    case HALL_SEVERITY_CAUTION:
      return "hall-caution-symbolic";
    case HALL_SEVERITY_BAD:
      return "hall-bad-symbolic";
    case HALL_SEVERITY_NOTE:
    default:
      return "hall-note-symbolic";
    }
}

/**
 * hall_network_text_severity_class:
 * @severity: how something is
 *
 * Returns: a style class with its colour
 */
const char *
hall_network_text_severity_class (HallSeverity severity)
{
  switch (severity)
    {
    case HALL_SEVERITY_GOOD:
      return "success";
    case HALL_SEVERITY_CAUTION:
      return "warning";
    case HALL_SEVERITY_BAD:
      return "error";
    case HALL_SEVERITY_NOTE:
    default:
      return "dim-label";
    }
}

/**
 * hall_network_text_topic:
 * @topic: what findings are about
 *
 * Returns: the heading above them
 */
const char *
hall_network_text_topic (HallTopic topic)
{
  switch (topic)
    {
    case HALL_TOPIC_PEOPLE:
      return C_("network", "People");
    case HALL_TOPIC_INTERFACE:
      return C_("network", "Network Interfaces");
    case HALL_TOPIC_CONNECTION:
      return C_("network", "Connections");
    case HALL_TOPIC_FIREWALL:
      return C_("network", "Firewall");
    case HALL_TOPIC_OTHER:
    default:
      return C_("network", "Other");
    }
}
