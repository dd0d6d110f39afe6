/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-service-hints.c: when somebody is asked whom DNS-SD names, with whom a link is kept, and
 * when nothing is published.
 *
 * On a network of virtual time that carries no datagram, with an Avahi that the test speaks for:
 * the linker puts it in the place of HallServiceDirectory's (see meson.build).
 */

#define G_LOG_DOMAIN "test-service-hints"

#include "config.h"

#include <string.h>

#include "fake-machine.h"
#include "fake-wraps.h"
#include "hall-exchange-private.h"
#include "hall-limits.h"
#include "hall-service-directory.h"
#include "hall-session-people.h"

#define S (gint64) G_USEC_PER_SEC
#define N_MACHINES (HALL_SERVICE_STAYS_MAX + 2)

typedef struct
{
  FakeLan *lan;
  FakeMachine *machines[N_MACHINES];   /* in the order of their keys */
  HallServiceHints *hints;             /* of @me */
  HallSession *me;
  HallContext *context;
} Lan;

static HallServiceDirectory *avahi;
static guint16 published;

HallServiceDirectory *__wrap_hall_service_directory_new   (HallClock            *clock,
                                                           HallCounters         *counters,
                                                           const char           *own_id,
                                                           const char           *bus_address);
void                  __wrap_hall_service_directory_set   (HallServiceDirectory *self,
                                                           GArray               *interfaces,
                                                           guint16               port);
void                  __wrap_hall_service_directory_close (HallServiceDirectory *self);
GArray *__wrap_hall_service_directory_find_interfaces     (const char *const    *addresses);

HallServiceDirectory *
__wrap_hall_service_directory_new (HallClock    *clock,
                                   HallCounters *counters,
                                   const char   *own_id,
                                   const char   *bus_address)
{
  avahi = g_object_new (HALL_TYPE_SERVICE_DIRECTORY, NULL);
  return avahi;
}

void
__wrap_hall_service_directory_set (HallServiceDirectory *self,
                                   GArray               *interfaces,
                                   guint16               port)
{
  published = interfaces->len > 0 ? port : 0;
}

void
__wrap_hall_service_directory_close (HallServiceDirectory *self)
{
  published = 0;
}

/* An address is an interface. */
GArray *
__wrap_hall_service_directory_find_interfaces (const char *const *addresses)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++)
    g_array_append_val (found, i);
  return found;
}

static void
lose_datagram (FakeNode *from,
               FakeNode *to,
               gpointer  datagram,
               guint     way,
               gsize     size,
               gpointer  user_data)
{
}

static void
run_for (Lan    *test,
         gint64  microseconds)
{
  fake_lan_run_until (test->lan, test->lan->now + microseconds);
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  return strcmp ((*(FakeMachine *const *) a)->id, (*(FakeMachine *const *) b)->id);
}

/* @me: whose hints are looked at */
static void
begin (Lan   *test,
       guint  me)
{
  test->lan = fake_lan_new (1);
  test->lan->air = lose_datagram;
  fake_wraps_begin (test->lan, 1);
  for (guint i = 0; i < N_MACHINES; i++)
    test->machines[i] = fake_machine_new (test->lan, 0);
  qsort (test->machines, N_MACHINES, sizeof test->machines[0], compare_keys);
  for (guint i = 0; i < N_MACHINES; i++)
    {
      fake_machine_start (test->machines[i]);
      /* It follows one room; here there is none. */
      g_signal_handlers_disconnect_by_data (test->machines[i]->session, test->machines[i]);
    }
  run_for (test, 12 * S);
  test->me = test->machines[me]->session;
  test->context = hall_session_get_context (test->me);
  test->hints = hall_service_hints_new (test->context, test->me->network,
                                        hall_discovery_get_exchange (test->me->discovery), NULL);
}

static void
end (Lan *test)
{
  hall_service_hints_close (test->hints);
  g_assert_finalize_object (test->hints);
  for (guint i = 0; i < N_MACHINES; i++)
    fake_machine_free (test->machines[i]);
  fake_lan_free (test->lan);
  fake_wraps_end ();
}

static void
find_at (Lan        *test,
         guint       i,
         const char *address)
{
  g_signal_emit_by_name (avahi, "found", test->machines[i]->id, address, HALL_DEFAULT_PORT);
}

static void
find (Lan   *test,
      guint  i)
{
  find_at (test, i, test->machines[i]->node->address);
}

static void
lose (Lan   *test,
      guint  i)
{
  g_signal_emit_by_name (avahi, "lost", test->machines[i]->id, test->machines[i]->node->address,
                         HALL_DEFAULT_PORT);
}

static guint64
count_dialled (Lan *test)
{
  return hall_counters_get (test->context->counters, HALL_COUNTER_EXCHANGE_DIALED);
}

static guint
count_stays (Lan *test)
{
  return hall_discovery_get_exchange (test->me->discovery)->stays->len;
}

static HallPerson *
get_person (Lan   *test,
            guint  i)
{
  return hall_directory_lookup_person (test->context->directory, test->machines[i]->id);
}

static gboolean
is_online (Lan   *test,
           guint  i)
{
  return get_person (test, i) != NULL && hall_person_get_online (get_person (test, i));
}

/* After a while in which datagrams could have come; and not far away. */
static void
test_asked (void)
{
  Lan test;

  begin (&test, 0);
  find_at (&test, 2, "10.8.0.1");
  run_for (&test, 3 * S);
  g_assert_cmpuint (count_dialled (&test), ==, 0);
  find (&test, 1);
  run_for (&test, S - 1);
  g_assert_cmpuint (count_dialled (&test), ==, 0);
  run_for (&test, 2 * S);
  g_assert_cmpuint (count_dialled (&test), ==, 1);
  g_assert_true (is_online (&test, 1));
  end (&test);
}

/* Avahi names for an hour who is gone: that one is asked ever less often. */
static void
test_gone (void)
{
  guint64 before;
  Lan test;

  begin (&test, 0);
  fake_machine_kill (test.machines[1]);
  find (&test, 1);
  run_for (&test, 60 * S);
  before = count_dialled (&test);
  g_assert_cmpuint (before, >=, 2);
  g_assert_cmpuint (before, <=, 4);
  run_for (&test, 3600 * S);
  g_assert_cmpuint (count_dialled (&test), <=, before + 10);
  before = count_dialled (&test);
  run_for (&test, 610 * S);
  g_assert_cmpuint (count_dialled (&test), >, before);
  before = count_dialled (&test);
  lose (&test, 1);
  run_for (&test, 3600 * S);
  g_assert_cmpuint (count_dialled (&test), ==, before);
  end (&test);
}

/* The one with the smaller key keeps a link, with few, and as long as they are found. */
static void
test_kept (void)
{
  Lan test;

  begin (&test, 0);
  find (&test, 1);
  run_for (&test, 6 * S);
  g_assert_cmpuint (count_stays (&test), ==, 1);
  for (guint i = 2; i < N_MACHINES; i++)
    find (&test, i);
  run_for (&test, 60 * S);
  g_assert_cmpuint (count_stays (&test), ==, HALL_SERVICE_STAYS_MAX);
  for (guint second = 0; second < 60; second++)
    {
      g_assert_true (is_online (&test, 1));
      run_for (&test, S);
    }
  lose (&test, 1);
  run_for (&test, 20 * S);
  /* Another one has its place. */
  g_assert_cmpuint (count_stays (&test), ==, HALL_SERVICE_STAYS_MAX);
  for (guint i = 2; i < N_MACHINES; i++)
    lose (&test, i);
  g_assert_cmpuint (count_stays (&test), ==, 0);
  end (&test);
}

static void
test_larger_key (void)
{
  Lan test;

  begin (&test, N_MACHINES - 1);
  find (&test, 0);
  run_for (&test, 15 * S);
  g_assert_true (is_online (&test, 0));
  g_assert_cmpuint (count_stays (&test), ==, 0);
  end (&test);
}

/* Published, asked and kept is nobody by who is invisible. */
static void
test_invisible (void)
{
  Lan test;
  guint64 before;

  begin (&test, 0);
  g_assert_cmpuint (published, ==, HALL_DEFAULT_PORT);
  find (&test, 1);
  run_for (&test, 6 * S);
  g_assert_cmpuint (count_stays (&test), ==, 1);
  hall_session_set_presence (test.me, HALL_PRESENCE_INVISIBLE);
  run_for (&test, S);
  hall_service_hints_update (test.hints);
  g_assert_cmpuint (published, ==, 0);
  g_assert_cmpuint (count_stays (&test), ==, 0);
  before = count_dialled (&test);
  find (&test, 2);
  hall_service_hints_refresh (test.hints);
  run_for (&test, 60 * S);
  g_assert_cmpuint (count_dialled (&test), ==, before);
  hall_session_set_presence (test.me, HALL_PRESENCE_AVAILABLE);
  run_for (&test, S);
  hall_service_hints_update (test.hints);
  g_assert_cmpuint (published, ==, HALL_DEFAULT_PORT);
  run_for (&test, 60 * S);
  g_assert_cmpuint (count_dialled (&test), >, before);
  end (&test);
}

/* Who is blocked, and goes on being around, is not dialled to be sent away again and again. */
static void
test_blocked (void)
{
  g_autoptr (HallStay) stay = NULL;
  guint64 before;
  Lan test;

  begin (&test, 0);
  stay = hall_exchange_stay (hall_discovery_get_exchange (test.machines[2]->session->discovery),
                             test.machines[1]->node->address, HALL_DEFAULT_PORT);
  find (&test, 1);
  find (&test, 2);
  run_for (&test, 6 * S);
  g_assert_cmpuint (count_stays (&test), ==, 2);
  hall_session_set_blocked (test.me, get_person (&test, 1), TRUE);
  run_for (&test, 20 * S);
  before = count_dialled (&test);
  run_for (&test, 300 * S);
  g_assert_true (is_online (&test, 1));
  g_assert_cmpuint (count_stays (&test), ==, 1);
  g_assert_cmpuint (count_dialled (&test), ==, before);
  hall_session_set_blocked (test.me, get_person (&test, 1), FALSE);
  run_for (&test, 20 * S);
  g_assert_cmpuint (count_stays (&test), ==, 2);
  hall_stay_close (stay);
  end (&test);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/service-hints/asked", test_asked);
  g_test_add_func ("/session/service-hints/gone", test_gone);
  g_test_add_func ("/session/service-hints/kept", test_kept);
  g_test_add_func ("/session/service-hints/larger-key", test_larger_key);
  g_test_add_func ("/session/service-hints/invisible", test_invisible);
  g_test_add_func ("/session/service-hints/blocked", test_blocked);

  return g_test_run ();
}
