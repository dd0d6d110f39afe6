/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-service-directory.c: what is published and found through Avahi, with a daemon that restarts,
 * names that are taken, and services that lie.
 *
 * The daemon is a fake on a bus of the test's own; nothing reaches a network.
 */

#define G_LOG_DOMAIN "test-service-directory"

#include "config.h"

#include <string.h>

#include "hall-avahi.h"
#include "hall-service-browser.h"
#include "hall-service-directory.h"
#include "net-held-clock.h"
#include "net-test.h"

#include "fake-avahi.h"

#define PORT 4711

static const char *bus_address;

typedef struct
{
  HallServiceDirectory *directory;
  HallCounters *counters;
  NetHeldClock *clock;
  char *own_id;
  GPtrArray *told;       /* "found ID ADDRESS PORT", "lost ID ADDRESS PORT" */
} Fixture;

static char *
new_id (void)
{
  g_autoptr (HallKey) key = hall_key_new_generated (NULL);

  return g_strdup (hall_key_get_id (key));
}

static void
on_found (HallServiceDirectory *directory,
          const char           *id,
          const char           *address,
          guint                 port,
          Fixture              *self)
{
  g_ptr_array_add (self->told, g_strdup_printf ("found %s %s %u", id, address, port));
}

static void
on_lost (HallServiceDirectory *directory,
         const char           *id,
         const char           *address,
         guint                 port,
         Fixture              *self)
{
  g_ptr_array_add (self->told, g_strdup_printf ("lost %s %s %u", id, address, port));
}

static Fixture *
fixture_new (void)
{
  Fixture *self = g_new0 (Fixture, 1);

  self->counters = hall_counters_new ();
  self->clock = net_held_clock_new ();
  self->own_id = new_id ();
  self->told = g_ptr_array_new_with_free_func (g_free);
  self->directory = hall_service_directory_new (HALL_CLOCK (self->clock), self->counters,
                                                self->own_id, bus_address);
  g_signal_connect (self->directory, "found", G_CALLBACK (on_found), self);
  g_signal_connect (self->directory, "lost", G_CALLBACK (on_lost), self);

  return self;
}

static void
fixture_free (Fixture *self)
{
  hall_service_directory_close (self->directory);
  net_settle ();
  g_assert_finalize_object (self->directory);
  hall_counters_unref (self->counters);
  g_object_unref (self->clock);
  g_ptr_array_unref (self->told);
  g_free (self->own_id);
  g_free (self);
}

/* Up to two interfaces; 0: none. */
static void
set (Fixture *self,
     guint    first,
     guint    second,
     guint16  port)
{
  g_autoptr (GArray) interfaces = g_array_new (FALSE, FALSE, sizeof (guint));

  if (first != 0)
    g_array_append_val (interfaces, first);
  if (second != 0)
    g_array_append_val (interfaces, second);
  hall_service_directory_set (self->directory, interfaces, port);
}

static G_GNUC_PRINTF (2, 3) guint
count_told (Fixture    *self,
            const char *format,
            ...)
{
  g_autofree char *line = NULL;
  va_list arguments;
  guint n = 0;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  for (guint i = 0; i < self->told->len; i++)
    n += g_str_equal (g_ptr_array_index (self->told, i), line);

  return n;
}

static gboolean
is_published (FakeAvahi  *avahi,
              Fixture    *self,
              gint32      interface,
              guint16     port,
              const char *suffix)
{
  FakeService *service = fake_avahi_find (avahi, interface);
  g_autofree char *name = g_strdup_printf ("Hallway %.8s%s", self->own_id, suffix);
  g_autofree char *id = g_strdup_printf ("id=%s", self->own_id);

  return service != NULL && service->port == port && g_str_equal (service->name, name)
         && g_strv_length (service->texts) == 2 && g_str_equal (service->texts[0], "v=1")
         && g_str_equal (service->texts[1], id);
}

/* As a proper program says it. */
static void
say (FakeAvahi  *avahi,
     gint32      interface,
     const char *id,
     const char *address,
     guint16     port)
{
  g_autofree char *name = g_strdup_printf ("Hallway %.8s", id);
  g_autofree char *text = g_strdup_printf ("id=%s", id);
  const char *texts[] = { "v=1", text, NULL };

  fake_avahi_say (avahi, interface, name, address, port, texts);
}

static void
test_publish (void)
{
  Fixture *fixture = fixture_new ();
  FakeAvahi *avahi = fake_avahi_start (bus_address);

  net_wait_until (hall_service_directory_has_daemon (fixture->directory));
  set (fixture, 3, 5, PORT);
  net_wait_until (is_published (avahi, fixture, 3, PORT, "")
                  && is_published (avahi, fixture, 5, PORT, ""));
  g_assert_cmpuint (fake_avahi_count (avahi), ==, 2);
  /* One that Avahi has nothing to do with keeps nobody from the other. */
  set (fixture, 99, 5, PORT);
  net_wait_until (is_published (avahi, fixture, 5, PORT, "") && fake_avahi_count (avahi) == 1);
  set (fixture, 5, 0, 0);
  net_wait_until (fake_avahi_count (avahi) == 0);
  set (fixture, 5, 0, PORT);
  net_held_clock_advance (fixture->clock, 3000);
  net_wait_until (is_published (avahi, fixture, 5, PORT, ""));
  hall_service_directory_close (fixture->directory);
  net_wait_until (fake_avahi_count (avahi) == 0 && avahi->n_groups_freed == 1);
  fixture_free (fixture);
  fake_avahi_stop (avahi);
}

/* Whoever browses must see the old port go, before the new one comes. */
static void
test_port_changes (void)
{
  Fixture *fixture = fixture_new ();
  FakeAvahi *avahi = fake_avahi_start (bus_address);

  set (fixture, 3, 0, PORT);
  net_wait_until (is_published (avahi, fixture, 3, PORT, ""));
  set (fixture, 3, 0, PORT + 1);
  net_wait_until (fake_avahi_count (avahi) == 0);
  net_held_clock_advance (fixture->clock, 1000);
  net_settle ();
  g_assert_cmpuint (fake_avahi_count (avahi), ==, 0);
  net_held_clock_advance (fixture->clock, 1000);
  net_wait_until (is_published (avahi, fixture, 3, PORT + 1, ""));
  fixture_free (fixture);
  fake_avahi_stop (avahi);
}

static void
test_daemon_restarts (void)
{
  Fixture *fixture = fixture_new ();
  FakeAvahi *avahi = fake_avahi_start (bus_address);
  g_autofree char *id = new_id ();

  set (fixture, 3, 0, PORT);
  net_wait_until (is_published (avahi, fixture, 3, PORT, ""));
  say (avahi, 3, id, "10.0.0.7", 99);
  net_wait_until (count_told (fixture, "found %s 10.0.0.7 99", id) == 1);
  fake_avahi_stop (avahi);
  net_wait_until (!hall_service_directory_has_daemon (fixture->directory));
  g_assert_cmpuint (count_told (fixture, "lost %s 10.0.0.7 99", id), ==, 1);
  set (fixture, 4, 0, PORT);   /* meanwhile */

  avahi = fake_avahi_start (bus_address);
  say (avahi, 4, id, "10.0.0.7", 99);
  net_wait_until (is_published (avahi, fixture, 4, PORT, ""));
  net_wait_until (count_told (fixture, "found %s 10.0.0.7 99", id) == 2);
  /* It looks for another name of the computer: nothing may be published, and later all again. */
  fake_avahi_set_state (avahi, 3);
  net_wait_until (fake_avahi_count (avahi) == 0);
  fake_avahi_set_state (avahi, HALL_AVAHI_SERVER_RUNNING);
  net_wait_until (is_published (avahi, fixture, 4, PORT, ""));
  fixture_free (fixture);
  fake_avahi_stop (avahi);
}

static void
test_collision (void)
{
  Fixture *fixture = fixture_new ();
  FakeAvahi *avahi = fake_avahi_start (bus_address);
  g_autofree char *name = g_strdup_printf ("Hallway %.8s", fixture->own_id);
  g_autofree char *second = g_strdup_printf ("%s #2", name);

  g_hash_table_add (avahi->taken, g_strdup (name));   /* by another program on this computer */
  set (fixture, 3, 5, PORT);
  net_wait_until (is_published (avahi, fixture, 3, PORT, " #2")
                  && is_published (avahi, fixture, 5, PORT, " #2"));
  g_assert_cmpuint (fake_avahi_count (avahi), ==, 2);
  fake_avahi_collide (avahi, second);                 /* with somebody on the network */
  net_wait_until (is_published (avahi, fixture, 3, PORT, " #2 #2")
                  && is_published (avahi, fixture, 5, PORT, " #2 #2"));
  g_assert_cmpuint (fake_avahi_count (avahi), ==, 2);
  fixture_free (fixture);
  fake_avahi_stop (avahi);
}

static void
test_browse (void)
{
  Fixture *fixture = fixture_new ();
  FakeAvahi *avahi = fake_avahi_start (bus_address);
  g_autofree char *anna = new_id ();
  g_autofree char *ben = new_id ();
  g_autofree char *name = g_strdup_printf ("Hallway %.8s", anna);

  say (avahi, 3, anna, "10.0.0.7", 99);     /* before we look */
  say (avahi, 7, ben, "172.17.0.2", 99);    /* where we do not */
  set (fixture, 3, 5, 0);
  net_wait_until (count_told (fixture, "found %s 10.0.0.7 99", anna) == 1);
  avahi->n_to_lose = 2;
  say (avahi, 5, ben, "10.1.0.8", 98);
  net_wait_until (count_told (fixture, "found %s 10.1.0.8 98", ben) == 1);
  say (avahi, 5, ben, "10.1.0.8", 98);      /* once more */
  say (avahi, 5, fixture->own_id, "10.1.0.9", 98);
  /* She is on both networks, and leaves one of them after the other. */
  say (avahi, 5, anna, "10.1.0.7", 99);
  net_wait_until (count_told (fixture, "found %s 10.1.0.7 99", anna) == 1);
  fake_avahi_unsay (avahi, 3, name);
  net_wait_until (count_told (fixture, "lost %s 10.0.0.7 99", anna) == 1);
  fake_avahi_unsay (avahi, 5, name);
  net_wait_until (count_told (fixture, "lost %s 10.1.0.7 99", anna) == 1);
  set (fixture, 3, 0, 0);
  g_assert_cmpuint (count_told (fixture, "lost %s 10.1.0.8 98", ben), ==, 1);
  net_wait_until (g_hash_table_size (avahi->browsers) == 1);
  g_assert_cmpuint (fixture->told->len, ==, 6);
  fixture_free (fixture);
  net_wait_until (g_hash_table_size (avahi->browsers) == 0);
  fake_avahi_stop (avahi);
}

/* None of these is found, each is counted, and the one good service among them is. */
static void
test_lies (void)
{
  Fixture *fixture = fixture_new ();
  FakeAvahi *avahi = fake_avahi_start (bus_address);
  g_autofree char *id = new_id ();
  g_autofree char *good = g_strdup_printf ("id=%s", id);
  g_autofree char *long_id = g_strdup_printf ("id=%sA", id);
  g_autofree char *short_id = g_strndup (good, strlen (good) - 1);
  g_autofree char *flood = g_strnfill (60000, 'x');
  const char *const texts[][4] = {
    { "v=1", NULL },
    { "v=1", "id", NULL },
    { "v=1", "id=", NULL },
    { "v=1", "id=hello", NULL },
    { "v=1", long_id, NULL },
    { "v=1", short_id, NULL },
    { "v=1", "id=\xff\xfe" "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", NULL },
    { "v=1", flood, NULL },
    { "v=2", good, NULL },
    { good, NULL },
  };

  set (fixture, 3, 0, 0);
  net_wait_until (g_hash_table_size (avahi->browsers) == 1);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *name = g_strdup_printf ("lie %u", i);

      fake_avahi_say (avahi, 3, name, "10.0.0.7", 99, texts[i]);
    }
  say (avahi, 3, id, "10.0.0.7", 0);
  net_wait_until (hall_counters_get (fixture->counters, HALL_COUNTER_SERVICE_REFUSED)
                  >= G_N_ELEMENTS (texts) + 1);
  for (guint i = 0; i < 3; i++)
    {
      const char *addresses[] = { "fe80::1", "somewhere", "" };
      const char *const proper[] = { "v=1", good, NULL };
      g_autofree char *name = g_strdup_printf ("place %u", i);

      fake_avahi_say (avahi, 3, name, addresses[i], 99, proper);
    }
  net_wait_until (hall_counters_get (fixture->counters, HALL_COUNTER_SERVICE_REFUSED)
                  >= G_N_ELEMENTS (texts) + 4);
  g_assert_cmpuint (fixture->told->len, ==, 0);
  fake_avahi_unsay (avahi, 3, "nobody");   /* of whom nothing was heard */
  say (avahi, 3, id, "10.0.0.8", 99);
  net_wait_until (count_told (fixture, "found %s 10.0.0.8 99", id) == 1);
  g_assert_cmpuint (fixture->told->len, ==, 1);
  fixture_free (fixture);
  fake_avahi_stop (avahi);
}

/* A service goes and comes again while it is being asked about: what is said about the one that
 * went does not count, and whoever is found is lost in the end. */
static void
test_comes_again (void)
{
  Fixture *fixture = fixture_new ();
  FakeAvahi *avahi = fake_avahi_start (bus_address);
  g_autofree char *anna = new_id ();
  g_autofree char *ben = new_id ();
  g_autofree char *annas = g_strdup_printf ("id=%s", anna);
  g_autofree char *bens = g_strdup_printf ("id=%s", ben);
  const char *const texts[][3] = { { "v=1", annas, NULL }, { "v=1", bens, NULL } };

  avahi->hold = TRUE;
  set (fixture, 3, 0, 0);
  net_wait_until (g_hash_table_size (avahi->browsers) == 1);
  fake_avahi_say (avahi, 3, "service", "10.0.0.7", 99, texts[0]);
  net_wait_until (avahi->n_resolved == 1);
  fake_avahi_unsay (avahi, 3, "service");
  fake_avahi_say (avahi, 3, "service", "10.0.0.7", 99, texts[0]);
  net_wait_until (avahi->n_resolved == 2);
  fake_avahi_release_first (avahi);
  fake_avahi_say (avahi, 3, "service", "10.0.0.8", 99, texts[1]);
  fake_avahi_release (avahi);
  net_wait_until (count_told (fixture, "found %s 10.0.0.8 99", ben) == 1);
  fake_avahi_unsay (avahi, 3, "service");
  net_wait_until (count_told (fixture, "lost %s 10.0.0.8 99", ben) == 1);
  g_assert_cmpuint (fixture->told->len, ==, 2);
  g_assert_cmpuint (avahi->n_resolved, ==, 2);
  fixture_free (fixture);
  fake_avahi_stop (avahi);
}

/* Somebody says of one person ever other places: each is lost, though the person is not. */
static void
test_other_places (void)
{
  Fixture *fixture = fixture_new ();
  FakeAvahi *avahi = fake_avahi_start (bus_address);
  g_autofree char *id = new_id ();
  g_autofree char *text = g_strdup_printf ("id=%s", id);
  const char *const texts[] = { "v=1", text, NULL };

  set (fixture, 3, 0, 0);
  net_wait_until (g_hash_table_size (avahi->browsers) == 1);
  fake_avahi_say (avahi, 3, "first", "10.0.0.7", 99, texts);
  fake_avahi_say (avahi, 3, "same", "10.0.0.7", 99, texts);
  net_wait_until (count_told (fixture, "found %s 10.0.0.7 99", id) == 1);
  for (guint i = 0; i < 5; i++)
    {
      fake_avahi_say (avahi, 3, "other", "10.0.0.7", (guint16) (1000 + i), texts);
      net_wait_until (count_told (fixture, "found %s 10.0.0.7 %u", id, 1000 + i) == 1);
      fake_avahi_unsay (avahi, 3, "other");
      net_wait_until (count_told (fixture, "lost %s 10.0.0.7 %u", id, 1000 + i) == 1);
    }
  fake_avahi_unsay (avahi, 3, "first");
  net_settle ();
  g_assert_cmpuint (count_told (fixture, "lost %s 10.0.0.7 99", id), ==, 0);
  fake_avahi_unsay (avahi, 3, "same");
  net_wait_until (count_told (fixture, "lost %s 10.0.0.7 99", id) == 1);
  fixture_free (fixture);
  fake_avahi_stop (avahi);
}

/* A thousand services: so many are asked about at a time, so many are known; and none of them for
 * longer than it is there. */
static void
test_flood (void)
{
  Fixture *fixture = fixture_new ();
  FakeAvahi *avahi = fake_avahi_start (bus_address);
  g_autofree char *id = new_id ();
  g_autofree char *good = g_strdup_printf ("id=%s", id);
  const char *const texts[] = { "v=1", good, NULL };

  avahi->hold = TRUE;
  set (fixture, 3, 0, 0);
  net_wait_until (g_hash_table_size (avahi->browsers) == 1);
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *name = g_strdup_printf ("flood %u", i);

      fake_avahi_say (avahi, 3, name, "10.0.0.7", (guint16) (1000 + i), texts);
    }
  net_wait_until (hall_counters_get (fixture->counters, HALL_COUNTER_SERVICE_REFUSED)
                  == 2 * (1000 - HALL_SERVICES_MAX));
  g_assert_cmpuint (avahi->n_resolved, ==, 16);
  fake_avahi_release (avahi);
  net_wait_until (fixture->told->len == HALL_SERVICES_MAX);
  net_settle ();
  g_assert_cmpuint (avahi->n_resolved, ==, HALL_SERVICES_MAX);
  g_assert_cmpuint (avahi->n_unanswered_most, <=, 16);
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *name = g_strdup_printf ("flood %u", i);

      fake_avahi_unsay (avahi, 3, name);
    }
  for (guint i = 0; i < 1000; i++)
    net_wait_until (count_told (fixture, "lost %s 10.0.0.7 %u", id, 1000 + i)
                    == count_told (fixture, "found %s 10.0.0.7 %u", id, 1000 + i));
  say (avahi, 3, id, "10.0.0.7", 99);
  net_wait_until (count_told (fixture, "found %s 10.0.0.7 99", id) == 1);
  fixture_free (fixture);
  fake_avahi_stop (avahi);
}

static void
test_no_bus (void)
{
  HallCounters *counters = hall_counters_new ();
  g_autoptr (NetHeldClock) clock = net_held_clock_new ();
  g_autofree char *id = new_id ();
  g_autoptr (GArray) interfaces = g_array_new (FALSE, FALSE, sizeof (guint));
  HallServiceDirectory *directory;
  guint index = 3;

  g_array_append_val (interfaces, index);
  directory = hall_service_directory_new (HALL_CLOCK (clock), counters, id,
                                          "unix:path=/nonexistent/bus");
  hall_service_directory_set (directory, interfaces, PORT);
  for (guint i = 0; i < 100; i++)
    net_turn ();
  g_assert_false (hall_service_directory_has_daemon (directory));
  hall_service_directory_close (directory);
  net_settle ();
  g_object_unref (directory);
  hall_counters_unref (counters);
}

int
main (int   argc,
      char *argv[])
{
  GTestDBus *daemon;
  int status;

  g_test_init (&argc, &argv, NULL);
  daemon = g_test_dbus_new (G_TEST_DBUS_NONE);   /* which ends with us, whatever happens */
  g_test_dbus_up (daemon);
  bus_address = g_test_dbus_get_bus_address (daemon);
  g_test_add_func ("/net/service-directory/publish", test_publish);
  g_test_add_func ("/net/service-directory/port-changes", test_port_changes);
  g_test_add_func ("/net/service-directory/daemon-restarts", test_daemon_restarts);
  g_test_add_func ("/net/service-directory/collision", test_collision);
  g_test_add_func ("/net/service-directory/browse", test_browse);
  g_test_add_func ("/net/service-directory/lies", test_lies);
  g_test_add_func ("/net/service-directory/comes-again", test_comes_again);
  g_test_add_func ("/net/service-directory/other-places", test_other_places);
  g_test_add_func ("/net/service-directory/flood", test_flood);
  g_test_add_func ("/net/service-directory/no-bus", test_no_bus);
  status = g_test_run ();
  g_test_dbus_down (daemon);
  g_object_unref (daemon);

  return status;
}
