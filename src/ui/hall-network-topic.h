/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-network-topic.h: a part of "Check the Network": a heading and what was found out about it.
 */

#pragma once

#include <adwaita.h>

#include "hall-finding.h"

G_BEGIN_DECLS

#define HALL_TYPE_NETWORK_TOPIC (hall_network_topic_get_type ())
G_DECLARE_FINAL_TYPE (HallNetworkTopic, hall_network_topic, HALL, NETWORK_TOPIC, AdwBin)

GtkWidget *hall_network_topic_new    (HallTopic         topic);
/* @findings: (element-type HallFinding): of all topics; the others are passed over. */
void       hall_network_topic_update (HallNetworkTopic *self,
                                      GListModel       *findings);

G_END_DECLS
