/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-link-keeper.c: links end with the network they go over, and no others do.
 *
 * The links are real, on loopback; the interfaces are what the test says. */

#include "config.h"

#include <net/if.h>

#include "hall-interface.h"
#include "hall-link-keeper.h"

#include "net-test.h"

#define GOOD (IFF_UP | IFF_RUNNING | IFF_MULTICAST | IFF_BROADCAST)
#define LOOPBACK 0x7f000001
#define WIRED 0x0a4d0001
#define MASK 0xffffff00

typedef struct
{
  HallLinkKeeper *keeper;
  HallCounters *counters;
  HallIdentity *ours;
  HallIdentity *theirs;
  HallListener *listener;
  NetRecord *dialled;
  NetRecord *taken;
} Fixture;

static void
on_link (HallListener *listener,
         HallLink     *link,
         Fixture      *fixture)
{
  fixture->taken = net_record_new (g_object_ref (link));
}

static Fixture *
fixture_new (void)
{
  Fixture *fixture = g_new0 (Fixture, 1);
  g_autoptr (GError) error = NULL;

  fixture->keeper = hall_link_keeper_new ();
  fixture->counters = hall_counters_new ();
  fixture->ours = net_new_identity ();
  fixture->theirs = net_new_identity ();
  fixture->listener = hall_listener_new (fixture->theirs, fixture->counters, net_clock ());
  g_signal_connect (fixture->listener, "link", G_CALLBACK (on_link), fixture);
  hall_listener_open (fixture->listener, 0, TRUE, &error);
  g_assert_no_error (error);
  fixture->dialled = net_record_new (net_dial ("127.0.0.1",
                                               hall_listener_get_port (fixture->listener),
                                               hall_identity_get_id (fixture->theirs),
                                               HALL_PURPOSE_ROOM, fixture->ours,
                                               fixture->counters));
  net_wait_until (fixture->dialled->ready == 1 && fixture->taken != NULL);
  return fixture;
}

static void
fixture_free (Fixture *fixture)
{
  net_record_free (fixture->dialled);
  net_record_free (fixture->taken);
  hall_link_keeper_free (fixture->keeper);
  hall_listener_close (fixture->listener);
  g_object_unref (fixture->listener);
  g_object_unref (fixture->ours);
  g_object_unref (fixture->theirs);
  hall_counters_unref (fixture->counters);
  g_free (fixture);
}

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) hall_interface_free);
}

static void
add (GPtrArray  *list,
     const char *name,
     guint32     ip,
     guint       flags)
{
  HallInterface *interface = hall_interface_new (name, list->len + 1);

  hall_interface_add_address (interface, ip, MASK, ip | ~MASK);
  hall_interface_judge (interface, flags, NULL);
  g_ptr_array_add (list, interface);
}

static void
test_network_is_there (void)
{
  Fixture *fixture = fixture_new ();
  g_autoptr (GPtrArray) list = new_list ();

  hall_link_keeper_add (fixture->keeper, fixture->dialled->link);
  hall_link_keeper_add (fixture->keeper, fixture->taken->link);
  add (list, "lo", LOOPBACK, GOOD | IFF_LOOPBACK);
  add (list, "eth0", WIRED, GOOD);
  hall_link_keeper_review (fixture->keeper, list);
  net_settle ();
  g_assert_cmpuint (fixture->dialled->closed + fixture->taken->closed, ==, 0);
  /* What is left out, as tunnels are, carries links that were asked for. */
  g_ptr_array_set_size (list, 0);
  add (list, "wg0", LOOPBACK, GOOD);
  add (list, "eth0", WIRED, GOOD);
  hall_link_keeper_review (fixture->keeper, list);
  net_settle ();
  g_assert_cmpuint (fixture->dialled->closed + fixture->taken->closed, ==, 0);
  fixture_free (fixture);
}

static void
test_address_is_gone (void)
{
  Fixture *fixture = fixture_new ();
  g_autoptr (GPtrArray) list = new_list ();

  hall_link_keeper_add (fixture->keeper, fixture->dialled->link);
  add (list, "eth0", WIRED, GOOD);
  hall_link_keeper_review (fixture->keeper, list);
  g_assert_cmpuint (fixture->dialled->closed, ==, 1);
  g_assert_error (fixture->dialled->error, HALL_LINK_ERROR, HALL_LINK_ERROR_LOST);
  fixture_free (fixture);
}

static void
test_cable_is_cut (void)
{
  Fixture *fixture = fixture_new ();
  g_autoptr (GPtrArray) list = new_list ();

  hall_link_keeper_add (fixture->keeper, fixture->taken->link);
  add (list, "eth1", LOOPBACK, GOOD & ~(guint) IFF_RUNNING);
  add (list, "eth0", WIRED, GOOD);
  hall_link_keeper_review (fixture->keeper, list);
  g_assert_cmpuint (fixture->taken->closed, ==, 1);
  fixture_free (fixture);
}

/* A cable that is out for a moment costs nothing where there is no other way. */
static void
test_no_other_network (void)
{
  Fixture *fixture = fixture_new ();
  g_autoptr (GPtrArray) list = new_list ();

  hall_link_keeper_add (fixture->keeper, fixture->dialled->link);
  add (list, "eth0", LOOPBACK, GOOD & ~(guint) IFF_RUNNING);
  hall_link_keeper_review (fixture->keeper, list);
  net_settle ();
  g_assert_cmpuint (fixture->dialled->closed, ==, 0);
  fixture_free (fixture);
}

static void
test_links_that_are_no_more (void)
{
  Fixture *fixture = fixture_new ();
  g_autoptr (GPtrArray) list = new_list ();
  HallLink *link = net_dial ("127.0.0.1", hall_listener_get_port (fixture->listener), NULL,
                             HALL_PURPOSE_ROOM, fixture->ours, fixture->counters);

  hall_link_keeper_add (fixture->keeper, link);
  hall_link_keeper_add (fixture->keeper, link);
  hall_link_abort (link);
  add (list, "eth0", WIRED, GOOD);
  hall_link_keeper_review (fixture->keeper, list);
  g_assert_finalize_object (link);
  hall_link_keeper_review (fixture->keeper, list);
  hall_link_keeper_add (fixture->keeper, fixture->dialled->link);
  /* The keeper goes first. */
  g_clear_pointer (&fixture->keeper, hall_link_keeper_free);
  fixture->keeper = hall_link_keeper_new ();
  fixture_free (fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/link-keeper/network-is-there", test_network_is_there);
  g_test_add_func ("/link-keeper/address-is-gone", test_address_is_gone);
  g_test_add_func ("/link-keeper/cable-is-cut", test_cable_is_cut);
  g_test_add_func ("/link-keeper/no-other-network", test_no_other_network);
  g_test_add_func ("/link-keeper/links-that-are-no-more", test_links_that_are_no_more);

  return g_test_run ();
}
