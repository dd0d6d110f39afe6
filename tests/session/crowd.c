/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* crowd.c: many HallDiscovery on one FakeLan.
 */

#define G_LOG_DOMAIN "crowd"

#include "config.h"

#include "fake-link.h"
#include "fake-wraps.h"
#include "hall-limits.h"

#include "crowd.h"

#define S G_USEC_PER_SEC
#define NAME_LENGTH 32
#define STEP_MS 10
#define BYE_AGAIN_US (100 * 1000)

/* One datagram on the air: everybody hears it at the same moment, or not. */
typedef struct
{
  Crowd *crowd;
  FakeNode *from;
  FakeNode *to;            /* NULL: all */
  HallDatagram *datagram;
  guint way;
} CrowdFlight;

static guint datagram_signal;

static void
land (CrowdFlight *flight,
      CrowdPerson *person)
{
  Crowd *crowd = flight->crowd;

  if (person->node == flight->from || person->node->transport == NULL || !person->node->powered
      || fake_random_chance (&crowd->lan->random, crowd->loss))
    return;
  if (!hall_rate_take (&person->rate, 1, crowd->lan->now))
    {
      crowd->traffic.limited++;
      return;
    }
  /* What the transport tells, the network tells: one signal of two saves a third of the time. */
  g_signal_emit (person->network, datagram_signal, 0, flight->datagram, flight->from->address,
                 (guint) HALL_DEFAULT_PORT, flight->way);
}

static void
on_flight (gpointer user_data)
{
  CrowdFlight *flight = user_data;
  GPtrArray *people = flight->crowd->people;

  if (flight->to != NULL)
    land (flight, g_ptr_array_index (people, flight->to->index));
  else
    for (guint i = 0; i < people->len; i++)
      land (flight, g_ptr_array_index (people, i));
  hall_datagram_unref (flight->datagram);
  g_free (flight);
}

/* The verdict is everybody's. */
static void
on_air (FakeNode *from,
        FakeNode *to,
        gpointer  data,
        guint     way,
        gsize     size,
        gpointer  user_data)
{
  Crowd *self = user_data;
  HallDatagram *datagram = data;
  CrowdFlight *flight;

  self->traffic.datagrams[way]++;
  self->traffic.bytes[way] += size;
  if (way == HALL_WAY_UNICAST && datagram->question)
    self->traffic.questions++;
  if (self->deaf[way] || !hall_datagram_verify (datagram, NULL))
    return;
  flight = g_new0 (CrowdFlight, 1);
  flight->crowd = self;
  flight->from = from;
  flight->to = to;
  flight->datagram = hall_datagram_ref (datagram);
  flight->way = way;
  fake_lan_plan_once (self->lan, self->lan->now + fake_lan_pick_delay (self->lan), on_flight,
                      flight);
}

static void
on_people_changed (GListModel  *people,
                   guint        position,
                   guint        removed,
                   guint        added,
                   CrowdPerson *person)
{
  person->n_vanished += removed;
}

static void
on_link (HallNetwork *network,
         HallLink    *link,
         CrowdPerson *person)
{
  g_assert_cmpint (hall_link_get_purpose (link), ==, HALL_PURPOSE_DIRECTORY);
  hall_exchange_take_link (hall_discovery_get_exchange (person->discovery), link);
}

Crowd *
crowd_new (guint   n,
           guint64 seed)
{
  Crowd *self = g_new0 (Crowd, 1);

  self->lan = fake_lan_new (seed);
  fake_wraps_begin (self->lan, seed);
  self->lan->air = on_air;
  self->lan->air_data = self;
  self->people = g_ptr_array_new ();
  self->settings = hall_settings_new (fake_wraps_get_folder ());
  for (guint i = 0; i < n; i++)
    crowd_add (self);
  crowd_count_anew (self);
  return self;
}

CrowdPerson *
crowd_add (Crowd *self)
{
  CrowdPerson *person = g_new0 (CrowdPerson, 1);

  person->crowd = self;
  person->index = self->people->len;
  person->node = fake_lan_add_node (self->lan);
  g_ptr_array_add (self->people, person);
  return person;
}

static void
make_context (CrowdPerson *person)
{
  char name[NAME_LENGTH];
  HallContext *context;

  g_snprintf (name, sizeof name, "Person %u", person->index);
  person->clock = fake_clock_new (person->crowd->lan, 0);
  person->transport = fake_transport_new (person->node, HALL_CLOCK (person->clock));
  context = person->context = hall_context_new (HALL_CLOCK (person->clock));
  hall_transport_set_counters (HALL_TRANSPORT (person->transport), context->counters);
  context->transport = g_object_ref (HALL_TRANSPORT (person->transport));
  context->identity = fake_wraps_get_identity (name);
  context->own_id = g_strdup (hall_identity_get_id (context->identity));
  context->directory = hall_directory_new (context->own_id);
  context->name = g_strdup (name);
  context->settings = g_object_ref (person->crowd->settings);
}

void
crowd_person_start (CrowdPerson *person)
{
  Crowd *crowd = person->crowd;

  g_assert_null (person->discovery);
  make_context (person);
  person->network = hall_network_new (person->context, crowd->settings, FALSE, FALSE);
  datagram_signal = g_signal_lookup ("datagram", HALL_TYPE_NETWORK);
  person->discovery = hall_discovery_new (person->context, person->network,
                                          (guint64) hall_clock_get_wall (person->context->clock),
                                          TRUE);
  g_signal_connect (hall_directory_get_people (person->context->directory), "items-changed",
                    G_CALLBACK (on_people_changed), person);
  g_signal_connect (person->network, "link", G_CALLBACK (on_link), person);
  hall_rate_init (&person->rate, HALL_DATAGRAMS_PER_SECOND, HALL_DATAGRAMS_BURST,
                  crowd->lan->now);
  g_assert_true (hall_network_open (person->network, NULL));
  hall_announcer_start (hall_discovery_get_announcer (person->discovery));
  person->present = TRUE;
  crowd->n_present++;
}

static void
on_start (gpointer user_data)
{
  crowd_person_start (user_data);
}

void
crowd_start_all (Crowd *self,
                 guint  ms)
{
  for (guint i = 0; i < self->people->len; i++)
    fake_lan_plan_once (self->lan,
                        self->lan->now + fake_random_pick (&self->lan->random, 0, ms * 1000),
                        on_start, g_ptr_array_index (self->people, i));
}

static void
crowd_person_end (CrowdPerson *person)
{
  if (person->discovery == NULL)
    return;
  g_signal_handlers_disconnect_by_data (
    hall_directory_get_people (person->context->directory), person);
  g_signal_handlers_disconnect_by_data (person->network, person);
  fake_link_abandon (person->node, TRUE);
  fake_transport_detach (person->transport);
  hall_discovery_close (person->discovery);
  hall_announcer_stop (hall_discovery_get_announcer (person->discovery));
  hall_network_close (person->network);
  fake_clock_stop (person->clock);
  g_clear_object (&person->discovery);
  g_clear_object (&person->network);
  g_clear_pointer (&person->context, hall_context_unref);
  g_clear_object (&person->transport);
  g_clear_object (&person->clock);
}

static void
on_second_bye (gpointer user_data)
{
  CrowdPerson *person = user_data;

  hall_announcer_say_goodbye (hall_discovery_get_announcer (person->discovery));
  crowd_person_end (person);
}

static void
crowd_person_go (CrowdPerson *person)
{
  g_assert_true (person->present);
  person->present = FALSE;
  person->crowd->n_present--;
}

void
crowd_person_leave (CrowdPerson *person)
{
  crowd_person_go (person);
  hall_announcer_say_goodbye (hall_discovery_get_announcer (person->discovery));
  fake_lan_plan_once (person->crowd->lan, person->crowd->lan->now + BYE_AGAIN_US, on_second_bye,
                      person);
}

void
crowd_person_crash (CrowdPerson *person)
{
  crowd_person_go (person);
  crowd_person_end (person);
}

void
crowd_free (Crowd *self)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      CrowdPerson *person = g_ptr_array_index (self->people, i);

      crowd_person_end (person);
      g_free (person);
    }
  g_ptr_array_unref (self->people);
  g_object_unref (self->settings);
  fake_lan_free (self->lan);
  fake_wraps_end ();
  g_free (self);
}

gboolean
crowd_person_knows (CrowdPerson *person,
                    CrowdPerson *other)
{
  g_autofree char *name = g_strdup_printf ("Person %u", other->index);
  g_autoptr (HallIdentity) identity = fake_wraps_get_identity (name);
  HallPerson *known = hall_directory_lookup_person (person->context->directory,
                                                    hall_identity_get_id (identity));

  return known != NULL && hall_person_get_online (known);
}

guint
crowd_person_count (CrowdPerson *person)
{
  return hall_directory_count_people_online (person->context->directory);
}

guint
crowd_count_knowing (Crowd       *self,
                     CrowdPerson *person)
{
  guint n = 0;

  for (guint i = 0; i < self->people->len; i++)
    {
      CrowdPerson *other = g_ptr_array_index (self->people, i);

      n += other != person && other->present && crowd_person_knows (other, person);
    }
  return n;
}

guint
crowd_count_vanished (Crowd *self)
{
  guint n = 0;

  for (guint i = 0; i < self->people->len; i++)
    n += ((CrowdPerson *) g_ptr_array_index (self->people, i))->n_vanished;
  return n;
}

void
crowd_forget_vanished (Crowd *self)
{
  for (guint i = 0; i < self->people->len; i++)
    ((CrowdPerson *) g_ptr_array_index (self->people, i))->n_vanished = 0;
}

void
crowd_run_for (Crowd *self,
               guint  ms)
{
  fake_lan_run_until (self->lan, self->lan->now + (gint64) ms * 1000);
}

static gboolean
all_know_all (Crowd *self)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      CrowdPerson *person = g_ptr_array_index (self->people, i);

      if (person->present && crowd_person_count (person) + 1 < self->n_present)
        return FALSE;
    }
  return TRUE;
}

guint
crowd_wait_for_all (Crowd *self,
                    guint  limit_ms)
{
  guint ms = 0;

  while (ms < limit_ms && !all_know_all (self))
    {
      crowd_run_for (self, STEP_MS);
      ms += STEP_MS;
    }
  return ms;
}

guint
crowd_wait_for_list (CrowdPerson *person,
                     guint        limit_ms)
{
  Crowd *self = person->crowd;
  guint ms = 0;

  while (ms < limit_ms && crowd_person_count (person) + 1 < self->n_present)
    {
      crowd_run_for (self, STEP_MS);
      ms += STEP_MS;
    }
  return ms;
}

guint
crowd_wait_for_known (CrowdPerson *person,
                      guint        limit_ms)
{
  Crowd *self = person->crowd;
  guint ms = 0;

  while (ms < limit_ms && crowd_count_knowing (self, person) + 1 < self->n_present)
    {
      crowd_run_for (self, STEP_MS);
      ms += STEP_MS;
    }
  return ms;
}

void
crowd_set_links (Crowd    *self,
                 gboolean  links)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      CrowdPerson *person = g_ptr_array_index (self->people, i);

      fake_lan_set_group (self->lan, person->node, links ? 0 : i + 1);
    }
}

void
crowd_count_anew (Crowd *self)
{
  self->traffic = (CrowdTraffic) { 0, };
  self->traffic.link_bytes = self->lan->n_link_bytes;
  self->counted_from = self->lan->now;
}

double
crowd_get_rate (Crowd *self)
{
  guint64 bytes = 0;

  for (guint way = 0; way < HALL_N_WAYS; way++)
    bytes += self->traffic.bytes[way];
  return (double) bytes * S / MAX (1, self->lan->now - self->counted_from);
}

char *
crowd_describe (Crowd *self)
{
  const CrowdTraffic *traffic = &self->traffic;

  return g_strdup_printf ("%.0f s: %.0f B/s; multicast %" G_GUINT64_FORMAT " (%" G_GUINT64_FORMAT
                          " B), broadcast %" G_GUINT64_FORMAT " (%" G_GUINT64_FORMAT
                          " B), unicast %" G_GUINT64_FORMAT " (%" G_GUINT64_FORMAT
                          " B), of which questions %" G_GUINT64_FORMAT "; limited %"
                          G_GUINT64_FORMAT "; links %" G_GUINT64_FORMAT " B; vanished %u",
                          (double) (self->lan->now - self->counted_from) / S,
                          crowd_get_rate (self), traffic->datagrams[HALL_WAY_MULTICAST],
                          traffic->bytes[HALL_WAY_MULTICAST],
                          traffic->datagrams[HALL_WAY_BROADCAST],
                          traffic->bytes[HALL_WAY_BROADCAST],
                          traffic->datagrams[HALL_WAY_UNICAST], traffic->bytes[HALL_WAY_UNICAST],
                          traffic->questions, traffic->limited,
                          self->lan->n_link_bytes - traffic->link_bytes,
                          crowd_count_vanished (self));
}
