/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-trust-private.h: what the files of HallTrustBook share.
 *
 * hall-trust.c holds what is known of keys, hall-trust-names.c finds out who bears whose name.
 */

#pragma once

#include "hall-trust.h"

G_BEGIN_DECLS

struct _HallTrustBook
{
  GObject parent_instance;

  HallContext *context;
  HallRoll *roll;
  GHashTable *lower;       /* id → the version it claims now, below the highest that was seen */

  /* Of hall-trust-names.c */
  GListModel *people;
  GPtrArray *listed;       /* (element-type HallPerson) as @people has them */
  GHashTable *skeletons;   /* HallPerson → its name's, of those who have one */
  GHashTable *bearers;     /* skeleton → GPtrArray of HallPerson */
};

/* Shows what the record says. */
void hall_trust_show          (HallTrustBook *self,
                               HallPerson    *person);

void hall_trust_init_names    (HallTrustBook *self);
void hall_trust_clear_names   (HallTrustBook *self);
/* What is known of the person has changed: so may what others of its name look like. */
void hall_trust_review_names  (HallTrustBook *self,
                               HallPerson    *person);

G_END_DECLS
