/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-network-finding.h: a row of "Check the Network": how it is, what to do, and the command.
 */

#pragma once

#include <gtk/gtk.h>

#include "hall-finding.h"

G_BEGIN_DECLS

/* An action that is looked for above the row, for a finding "other-port". */
#define HALL_NETWORK_FINDING_USUAL_PORT "network.use-usual-port"

#define HALL_TYPE_NETWORK_FINDING (hall_network_finding_get_type ())
G_DECLARE_FINAL_TYPE (HallNetworkFinding, hall_network_finding, HALL, NETWORK_FINDING,
                      GtkListBoxRow)

GtkWidget   *hall_network_finding_new          (HallFinding        *finding);
HallFinding *hall_network_finding_get_finding  (HallNetworkFinding *self);
/* Another of the same code and subject: the row stays, with the keyboard in it. */
void         hall_network_finding_set_finding  (HallNetworkFinding *self,
                                                HallFinding        *finding);
gboolean     hall_network_finding_is_about     (HallNetworkFinding *self,
                                                HallFinding        *finding);
/* Its place among the rows of its list. */
guint        hall_network_finding_get_position (HallNetworkFinding *self);
void         hall_network_finding_set_position (HallNetworkFinding *self,
                                                guint               position);

G_END_DECLS
