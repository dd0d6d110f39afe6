/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-trust.h: what is known of keys apart from their names, and who bears somebody else's name.
 *
 * Owned by HallSession. Keeps "trust", "blocked", "resembles", "tagged" and "older-version" of all
 * people right as they come, go and rename themselves, and the records of HallRoll with them. It
 * opens no connection; links are shown to it.
 */

#pragma once

#include "hall-context.h"
#include "hall-roll.h"

G_BEGIN_DECLS

#define HALL_TYPE_TRUST_BOOK (hall_trust_book_get_type ())
G_DECLARE_FINAL_TYPE (HallTrustBook, hall_trust_book, HALL, TRUST_BOOK, GObject)

/* Signals:
 *  "blocked" (HallPerson *)    from now on: what is open with it is to be closed */

HallTrustBook *hall_trust_book_new         (HallContext   *context,
                                            HallRoll      *roll);
/* After hall_roll_restore (): what the records say is shown. */
void           hall_trust_restore          (HallTrustBook *self);

/* Something was written to the person privately: a contact from now on. */
void           hall_trust_note_contact     (HallTrustBook *self,
                                            HallPerson    *person);
void           hall_trust_set_verified     (HallTrustBook *self,
                                            HallPerson    *person,
                                            gboolean       verified);
void           hall_trust_set_blocked      (HallTrustBook *self,
                                            HallPerson    *person,
                                            gboolean       blocked);
/* The answers to "resembles". */
void           hall_trust_declare_distinct (HallTrustBook *self,
                                            HallPerson    *person);
void           hall_trust_declare_same     (HallTrustBook *self,
                                            HallPerson    *person);

/* (transfer none) (nullable): the known person who is not @person, and whose name @name may be
 * taken for. @person: (nullable): who bears it, if it is listed */
HallPerson    *hall_trust_find_namesake    (HallTrustBook *self,
                                            HallPerson    *person,
                                            const char    *name);

/* A person's HELLO, or its link, says which version it speaks at most; 0: not said. */
void           hall_trust_note_version     (HallTrustBook *self,
                                            const char    *id,
                                            guint          version);
void           hall_trust_allow_version    (HallTrustBook *self,
                                            HallPerson    *person);

/* Whether this ready link may be used: HALL_LINK_ERROR_VERSION, or HALL_LINK_ERROR_REFUSED: it is
 * private and its peer is blocked. */
gboolean       hall_trust_check_link       (HallTrustBook *self,
                                            HallLink      *link,
                                            GError       **error);
/* The same; a link that may not be used is counted and refused. */
gboolean       hall_trust_admit_link       (HallTrustBook *self,
                                            HallLink      *link);

G_END_DECLS
