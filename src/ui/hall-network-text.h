/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-network-text.h: the words and icons of what is found out about the network.
 */

#pragma once

#include "hall-types.h"

G_BEGIN_DECLS

#define HALL_NETWORK_TEXT_TOPICS (HALL_TOPIC_OTHER + 1)

const char *hall_network_text_severity       (HallSeverity severity);
const char *hall_network_text_severity_icon  (HallSeverity severity);
/* A style class of libadwaita: "success", "warning", "error", "dim-label". */
const char *hall_network_text_severity_class (HallSeverity severity);
const char *hall_network_text_topic          (HallTopic    topic);

G_END_DECLS
