/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* protocol-examples.h: the worked examples of PROTOCOL.md, made from fixed seeds.
 *
 * Anna's seed is 32 bytes of 1, Ben's 32 bytes of 2. Each example is a whole fenced block.
 */

#pragma once

#include "wire-test.h"

#define EXAMPLES_NOW 1700000000000

typedef struct
{
  HallKey *anna;
  HallKey *ben;
  HallEvent *genesis;
  HallEvent *joined;
  HallEvent *text;
  GPtrArray *examples;   /* whole fenced blocks */
} Examples;

void examples_init  (Examples *self);
void examples_clear (Examples *self);

/* For protocol-examples-people.c and -talk.c, which examples_init () calls. */
void examples_add_event  (Examples   *self,
                          HallEvent  *event);
void examples_add_frame  (Examples   *self,
                          HallPacket *packet);
void examples_add_people (Examples   *self);
void examples_add_talk   (Examples   *self);
