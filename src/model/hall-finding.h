/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-finding.h: one thing that was found out about the network: what is, and what to do.
 *
 * Made by the session's doctor, shown by a row of the page and a line of `hallway-cli doctor`. It
 * never changes: what is found anew is another one. It names no person and no room.
 */

#pragma once

#include "hall-types.h"

G_BEGIN_DECLS

#define HALL_TYPE_FINDING (hall_finding_get_type ())
G_DECLARE_FINAL_TYPE (HallFinding, hall_finding, HALL, FINDING, GObject)

/* @code: a stable word for programs and tests ("firewall-in"); @subject: (nullable): what it is
 * about, the name of an interface or an address that somebody typed: with the code it is unique;
 * @title: a sentence: what is; @advice: (nullable): a sentence: what to do; @command: (nullable):
 * the exact command that does it, to be copied. */
HallFinding  *hall_finding_new          (HallTopic     topic,
                                         HallSeverity  severity,
                                         const char   *code,
                                         const char   *subject,
                                         const char   *title,
                                         const char   *advice,
                                         const char   *command);
HallTopic     hall_finding_get_topic    (HallFinding  *self);
HallSeverity  hall_finding_get_severity (HallFinding  *self);
const char   *hall_finding_get_code     (HallFinding  *self);
const char   *hall_finding_get_subject  (HallFinding  *self);
const char   *hall_finding_get_title    (HallFinding  *self);
const char   *hall_finding_get_advice   (HallFinding  *self);
const char   *hall_finding_get_command  (HallFinding  *self);
gboolean      hall_finding_equal        (HallFinding  *self,
                                         HallFinding  *other);

G_END_DECLS
