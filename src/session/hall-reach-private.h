/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-reach-private.h: what the files of HallReach share.
 *
 * hall-reach.c answers others, hall-reach-ask.c asks them.
 */

#pragma once

#include "hall-reach.h"

G_BEGIN_DECLS

struct _HallReach
{
  GObject parent_instance;

  HallContext *context;
  HallNetwork *network;
  gboolean closed;
  GPtrArray *tries;          /* (element-type HallTry): dialled for others */
  GHashTable *tried;         /* address → gint64: monotonic µs: when it was dialled last */
  GPtrArray *questions;      /* (element-type GTask): being asked; not owned */
};

/* hall-reach-ask.c: nobody is asked any more. */
void hall_reach_stop_asking (HallReach *self);

G_END_DECLS
