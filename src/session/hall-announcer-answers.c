/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-announcer-answers.c: unicast answers to those who ask who is there.
 *
 * Part of HallAnnouncer. Few of many answer, after a random moment, and never with more bytes than
 * the question had. Who was asked alone answers always.
 */

#define G_LOG_DOMAIN "hall-announcer-answers"

#include "config.h"

#include "hall-limits.h"

#include "hall-announcer-private.h"

#define ANSWERERS 4
#define ANSWER_DELAY_MAX_MS 500
#define ANSWER_DELAY_STEP_MS 10
#define PENDING_MAX 64

typedef struct
{
  char *address;
  guint port;
  gint64 due;        /* monotonic µs */
  gboolean hello;    /* FALSE: rooms alone */
} HallAnswer;

static void
hall_answer_free (gpointer data)
{
  HallAnswer *answer = data;

  g_free (answer->address);
  g_free (answer);
}

static void
send_answer (HallAnnouncer *self,
             HallAnswer    *answer)
{
  HallTransport *transport = self->context->transport;
  gsize left = HALL_DATAGRAM_MAX;
  g_autoptr (GPtrArray) rooms = NULL;

  if (!hall_announcer_can_speak (self) || !self->running || self->context->name == NULL)
    return;
  if (answer->hello)
    {
      g_autoptr (HallDatagram) hello = hall_announcer_make_hello (self, FALSE);
      g_autoptr (GBytes) bytes = hall_announcer_encode (self, hello, TRUE);

      if (bytes == NULL)
        return;
      left -= MIN (left, g_bytes_get_size (bytes));
      hall_transport_unicast (transport, bytes, answer->address, (guint16) answer->port);
    }
  rooms = hall_announcer_encode_rooms (self, left);
  for (guint i = 0; i < rooms->len; i++)
    hall_transport_unicast (transport, g_ptr_array_index (rooms, i), answer->address,
                            (guint16) answer->port);
}

static void
on_answer (gpointer user_data)
{
  HallAnnouncer *self = user_data;
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  HallAnswer *answer;

  while ((answer = g_queue_peek_head (&self->answers)) != NULL && answer->due <= now)
    {
      g_queue_pop_head (&self->answers);
      send_answer (self, answer);
      hall_answer_free (answer);
    }
  if (answer != NULL)
    hall_timer_start_at (self->answer_timer, answer->due);
}

static int
compare_due (gconstpointer a,
             gconstpointer b,
             gpointer      user_data)
{
  const HallAnswer *first = a;
  const HallAnswer *second = b;

  return (first->due > second->due) - (first->due < second->due);
}

void
hall_announcer_init_answers (HallAnnouncer *self)
{
  g_queue_init (&self->answers);
  self->answer_timer = hall_timer_new (self->context->clock, on_answer, self);
}

void
hall_announcer_clear_answers (HallAnnouncer *self)
{
  g_queue_clear_full (&self->answers, hall_answer_free);
  if (self->answer_timer != NULL)
    hall_timer_stop (self->answer_timer);
}

void
hall_announcer_queue_answer (HallAnnouncer *self,
                             const char    *address,
                             guint          port,
                             gboolean       always)
{
  guint people = hall_directory_count_people_online (self->context->directory);
  guint delay = MIN (ANSWER_DELAY_MAX_MS, ANSWER_DELAY_STEP_MS * (people + 1));
  gboolean hello = always || people <= ANSWERERS
                   || hall_clock_pick (self->context->clock, 1, people) <= ANSWERERS;
  HallAnswer *answer;

  delay = hall_clock_pick (self->context->clock, 0, delay);
  hall_announcer_hasten_rooms (self, delay);
  if (!hello && g_hash_table_size (self->rooms) == 0)
    return;
  if (g_queue_get_length (&self->answers) >= PENDING_MAX)
    return;
  for (GList *link = self->answers.head; link != NULL; link = link->next)
    {
      HallAnswer *pending = link->data;

      if (pending->port == port && g_str_equal (pending->address, address))
        return;
    }
  answer = g_new0 (HallAnswer, 1);
  answer->address = g_strdup (address);
  answer->port = port;
  answer->hello = hello;
  answer->due = hall_clock_get_monotonic (self->context->clock) + (gint64) delay * 1000;
  g_queue_insert_sorted (&self->answers, answer, compare_due, NULL);
  answer = g_queue_peek_head (&self->answers);
  hall_timer_start_at (self->answer_timer, answer->due);
}
