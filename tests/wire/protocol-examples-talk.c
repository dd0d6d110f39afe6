/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* protocol-examples-talk.c: what people say about what was said, as the document shows it.
 */

#include "config.h"

#include "protocol-examples.h"

#define NOW EXAMPLES_NOW

static HallEvent *
add_event (Examples            *self,
           HallKey             *key,
           gint64               lc,
           const HallEventBody *body)
{
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new (key, self->genesis->id, lc, lc, NULL, NULL, body, &error);

  g_assert_no_error (error);
  examples_add_event (self, event);

  return event;
}

static void
add_reply (Examples *self)
{
  g_autoptr (GPtrArray) mentions = NULL;
  g_autoptr (HallEvent) reply = NULL;
  g_autoptr (HallEvent) edit = NULL;
  HallEventBody body;

  mentions = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_mention_free);
  g_ptr_array_add (mentions, hall_mention_new (hall_key_get_id (self->ben), "Ben"));

  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = "@Ben *Soup*, @room!";
  body.reply = self->text->id;
  body.mentions = mentions;
  body.mentions_all = TRUE;
  reply = add_event (self, self->anna, NOW + 10000, &body);

  hall_event_body_init (&body, HALL_EVENT_EDIT);
  body.target = reply->id;
  body.text = "@Ben *Soup* it is";
  body.mentions = mentions;
  edit = add_event (self, self->anna, NOW + 12000, &body);
}

void
examples_add_talk (Examples *self)
{
  g_autoptr (HallEvent) action = NULL;
  g_autoptr (HallEvent) reaction = NULL;
  g_autoptr (HallEvent) pin = NULL;
  HallEventBody body;

  add_reply (self);

  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = "is hungry";
  body.action = TRUE;
  action = add_event (self, self->ben, NOW + 11000, &body);

  hall_event_body_init (&body, HALL_EVENT_REACT);
  body.target = self->text->id;
  body.emoji = "\xe2\x9d\xa4\xef\xb8\x8f";
  reaction = add_event (self, self->anna, NOW + 13000, &body);

  hall_event_body_init (&body, HALL_EVENT_PIN);
  body.target = self->text->id;
  body.off = TRUE;
  pin = add_event (self, self->anna, NOW + 14000, &body);
}
