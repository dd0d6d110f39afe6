/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-announcer-questions.c: hellos that ask one person alone whether it is there.
 *
 * Part of HallAnnouncer. Asked are those who have been silent for most of their time, and those who
 * were here before and are not heard: by unicast, which passes where multicast and broadcast don't.
 * Nobody is asked off our own subnets.
 */

#define G_LOG_DOMAIN "hall-announcer-questions"

#include "config.h"

#include "hall-limits.h"

#include "hall-announcer-private.h"

#define SILENT_CHECK_MS 5000
/* Of all who are silent at once; among many each asks fewer. */
#define SILENT_QUESTIONS_MAX 8
#define SILENT_QUESTIONS_TOGETHER 64
#define SILENT_EVERY_MS 1000

/* At a start or a change of the network. */
#define REMEMBERED_MAX 32
#define REMEMBERED_SPREAD_MS 2000
/* Afterwards, of those who were here last: so many in so long, fewer when there are many to ask,
 * since each question is a large datagram: all together an eighth of what the LAN may spend. */
#define REMEMBERED_AGAIN_MS 60000
#define REMEMBERED_AGAIN 8
#define REMEMBERED_AGAIN_TOGETHER \
  (HALL_LAN_BYTES_PER_SECOND / 8 * (REMEMBERED_AGAIN_MS / 1000) / HALL_DATAGRAM_MAX)

/* Returns: how many addresses it was sent to */
static guint
ask_person (HallAnnouncer *self,
            HallPerson    *person,
            guint          most)
{
  const char *const *addresses = hall_person_get_addresses (person);
  HallTransport *transport = self->context->transport;
  g_autoptr (HallDatagram) hello = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint n = 0;

  if (!hall_announcer_can_speak (self) || self->context->name == NULL || addresses[0] == NULL)
    return 0;
  hello = hall_announcer_make_hello (self, TRUE);
  bytes = hall_announcer_encode (self, hello, FALSE);
  for (guint i = 0; bytes != NULL && addresses[i] != NULL && n < most; i++)
    {
      if (!hall_transport_is_on_link (transport, addresses[i]))
        continue;
      hall_transport_unicast (transport, bytes, addresses[i],
                              hall_network_get_port (self->network));
      n++;
    }
  return n;
}

/**
 * hall_announcer_ask_address:
 * @self: an announcer
 * @address: a numeric one
 *
 * Says hello to whoever is there, and asks for an answer; not off our own subnets.
 */
void
hall_announcer_ask_address (HallAnnouncer *self,
                            const char    *address)
{
  g_autoptr (HallDatagram) hello = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!self->running || !hall_announcer_can_speak (self) || self->context->name == NULL
      || !hall_transport_is_on_link (self->context->transport, address))
    return;
  hello = hall_announcer_make_hello (self, TRUE);
  bytes = hall_announcer_encode (self, hello, FALSE);
  if (bytes != NULL)
    hall_transport_unicast (self->context->transport, bytes, address,
                            hall_network_get_port (self->network));
}

/* Asks those who have been silent, and sleeps until somebody else will have been. */
static void
on_silent (gpointer user_data)
{
  HallAnnouncer *self = user_data;
  HallDirectory *directory = self->context->directory;
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  guint most = SILENT_QUESTIONS_TOGETHER / (hall_directory_count_people_online (directory) + 1);
  g_autoptr (GPtrArray) silent = hall_directory_take_silent (directory, now);
  gint64 deadline;

  most = CLAMP (most, 1, SILENT_QUESTIONS_MAX);
  for (guint i = 0; i < MIN (silent->len, most); i++)
    {
      HallPerson *person = hall_directory_lookup_person (directory,
                                                         g_ptr_array_index (silent, i));

      if (person != NULL)
        ask_person (self, person, 1);
    }
  deadline = hall_directory_get_silence_deadline (directory);
  if (deadline != G_MAXINT64)
    hall_timer_start_at (self->silent_timer, MAX (deadline, now + SILENT_EVERY_MS * 1000));
}

/* Whether there is an address of an absent person that can be asked. */
static gboolean
can_be_asked (HallAnnouncer *self,
              HallPerson    *person)
{
  const char *const *addresses = hall_person_get_addresses (person);

  if (hall_person_get_online (person))
    return FALSE;
  for (guint i = 0; addresses[i] != NULL; i++)
    {
      if (hall_transport_is_on_link (self->context->transport, addresses[i]))
        return TRUE;
    }
  return FALSE;
}

/* Who was seen last comes first; never a tie, so that equal networks do equal things. */
static int
compare_seen (gconstpointer a,
              gconstpointer b)
{
  HallPerson *first = *(HallPerson *const *) a;
  HallPerson *second = *(HallPerson *const *) b;
  gint64 first_seen = hall_person_get_last_seen (first);
  gint64 second_seen = hall_person_get_last_seen (second);

  if (first_seen != second_seen)
    return first_seen > second_seen ? -1 : 1;
  return g_strcmp0 (hall_person_get_id (first), hall_person_get_id (second));
}

/* Plans to ask, in the order of when they were seen, @n of the first @of. */
static void
plan_questions (HallAnnouncer *self,
                guint          n,
                guint          of)
{
  GListModel *people = hall_directory_get_people (self->context->directory);
  guint n_people = g_list_model_get_n_items (people);
  g_autoptr (GPtrArray) absent = g_ptr_array_new_with_free_func (g_object_unref);

  g_queue_clear_full (&self->remembered, g_free);
  for (guint i = 0; n > 0 && i < n_people; i++)
    {
      g_autoptr (HallPerson) person = g_list_model_get_item (people, i);

      if (can_be_asked (self, person))
        g_ptr_array_add (absent, g_steal_pointer (&person));
    }
  g_ptr_array_sort (absent, compare_seen);
  of = MIN (of, absent->len);
  while (of > 0 && g_queue_get_length (&self->remembered) < MIN (n, of))
    {
      guint place = n < of ? hall_clock_pick (self->context->clock, 0, of - 1)
                           : g_queue_get_length (&self->remembered);

      g_queue_push_tail (&self->remembered,
                         g_strdup (hall_person_get_id (g_ptr_array_index (absent, place))));
    }
}

/* How many we may ask in a minute: a fraction of one is one, now and then. */
static guint
pick_share (HallAnnouncer *self)
{
  guint n_people = hall_directory_count_people_online (self->context->directory) + 1;
  guint share = REMEMBERED_AGAIN_TOGETHER / n_people;
  guint rest = REMEMBERED_AGAIN_TOGETHER % n_people;

  if (rest > 0 && hall_clock_pick (self->context->clock, 1, n_people) <= rest)
    share++;
  return MIN (share, REMEMBERED_AGAIN);
}

static void
ask_next (HallAnnouncer *self)
{
  HallDirectory *directory = self->context->directory;
  gboolean few = hall_directory_count_people_online (directory) <= HALL_FEW_KNOWN;

  while (!g_queue_is_empty (&self->remembered))
    {
      g_autofree char *id = g_queue_pop_head (&self->remembered);
      HallPerson *person = hall_directory_lookup_person (directory, id);

      /* Where many are heard at once, words to all get through. */
      if (!few && self->asking_all)
        continue;
      if (person != NULL && can_be_asked (self, person)
          && ask_person (self, person, HALL_ADDRESSES_PER_PERSON) > 0)
        return;
    }
}

static void
on_remembered (gpointer user_data)
{
  HallAnnouncer *self = user_data;

  if (g_queue_is_empty (&self->remembered))
    {
      self->asking_all = FALSE;
      plan_questions (self, pick_share (self), REMEMBERED_AGAIN);
    }
  ask_next (self);
  if (g_queue_is_empty (&self->remembered))
    hall_timer_start (self->remembered_timer,
                      hall_clock_pick (self->context->clock, REMEMBERED_AGAIN_MS / 4 * 3,
                                       REMEMBERED_AGAIN_MS / 4 * 5));
  else
    hall_timer_start (self->remembered_timer,
                      hall_clock_pick (self->context->clock, 1,
                                       2 * REMEMBERED_SPREAD_MS / REMEMBERED_MAX));
}

void
hall_announcer_init_questions (HallAnnouncer *self)
{
  g_queue_init (&self->remembered);
  self->silent_timer = hall_timer_new (self->context->clock, on_silent, self);
  self->remembered_timer = hall_timer_new (self->context->clock, on_remembered, self);
}

void
hall_announcer_clear_questions (HallAnnouncer *self)
{
  g_clear_pointer (&self->silent_timer, hall_timer_free);
  g_clear_pointer (&self->remembered_timer, hall_timer_free);
  g_queue_clear_full (&self->remembered, g_free);
}

void
hall_announcer_stop_questions (HallAnnouncer *self)
{
  hall_timer_stop (self->silent_timer);
  hall_timer_stop (self->remembered_timer);
  g_queue_clear_full (&self->remembered, g_free);
}

void
hall_announcer_watch_silent (HallAnnouncer *self)
{
  if (!hall_timer_is_running (self->silent_timer))
    hall_timer_start (self->silent_timer, SILENT_CHECK_MS);
}

void
hall_announcer_ask_remembered (HallAnnouncer *self)
{
  self->asking_all = TRUE;
  plan_questions (self, REMEMBERED_MAX, REMEMBERED_MAX);
  hall_timer_start (self->remembered_timer,
                    g_queue_is_empty (&self->remembered)
                      ? REMEMBERED_AGAIN_MS
                      : hall_clock_pick (self->context->clock, 1,
                                         2 * REMEMBERED_SPREAD_MS / REMEMBERED_MAX));
}
