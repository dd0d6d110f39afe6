/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-completion-sources.h: what a beginning can be completed to.
 */

#pragma once

#include "hall-room.h"

#include "hall-completion-word.h"

G_BEGIN_DECLS

typedef struct
{
  char *text;          /* comes in the place of what was typed */
  char *title;
  char *detail;        /* "" */
  char *emoji;         /* (nullable) */
  HallPerson *person;  /* (nullable) */
  guint score;
} HallProposal;

/* The best first; empty where what is typed is complete. (transfer full) (element-type
 * HallProposal) */
GPtrArray *hall_completion_propose      (HallRoom                 *room,
                                         const HallCompletionWord *word);
/* For names without "@": those that begin so. */
GPtrArray *hall_completion_propose_bare (HallRoom                 *room,
                                         const HallCompletionWord *word);

G_END_DECLS
