/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-presence-text.h: a person's presence, and what else there is to know, in words.
 */

#pragma once

#include "hall-person.h"

G_BEGIN_DECLS

const char *hall_presence_text_describe (HallPresence  presence);
char       *hall_presence_text_of       (HallPerson   *person);
const char *hall_presence_text_explain  (HallPresence presence);
char       *hall_presence_text_spoken   (HallPerson  *person,
                                         const char  *details);
/* With a separator that translators choose. */
void        hall_presence_text_add      (GString     *text,
                                         const char  *part);

G_END_DECLS
