/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-firewall.c: which firewall is found: a firewalld on a bus of our own, files in a folder of
 * our own, and a program that prints what nft would.
 */

#include "config.h"

#include <signal.h>
#include <stdlib.h>

#include <glib/gstdio.h>

#include "hall-firewall.h"

#include "fake-bus.h"

#define NAME "org.fedoraproject.FirewallD1"
#define PATH "/org/fedoraproject/FirewallD1"

#define INSERT "sudo nft insert rule inet filter input "
#define BOTH INSERT "udp dport 12345 accept && " INSERT "tcp dport 12346 accept"
#define RULESET                                                                                    \
  "{\"nftables\": [{\"chain\": {\"family\": \"inet\","                                             \
  "\"table\": \"filter\", \"name\": \"input\","                                                    \
  "\"type\": \"filter\", \"hook\": \"input\", \"prio\": 0,"                                        \
  "\"policy\": \"drop\"}}]}"

/* A computer: its files, and perhaps a firewalld. */
typedef struct
{
  char *root;
  GTestDBus *dbus;
  FakeBus service;             /* firewalld's */
  GDBusConnection *client;
  guint name;
  const char *zone_of_interface;
  const char *target;
  const char *const *services;
  gboolean refuses;            /* polkit does not let us ask */
  HallFirewallFacts *facts;    /* what was found */
} Computer;

static void
write_file (Computer   *computer,
            const char *path,
            const char *text,
            int         mode)
{
  g_autofree char *full = g_build_filename (computer->root, path, NULL);
  g_autofree char *folder = g_path_get_dirname (full);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (full, text, -1, NULL));
  g_assert_cmpint (g_chmod (full, mode), ==, 0);
}

static void
look_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Computer *computer = user_data;
  g_autoptr (GError) error = NULL;

  computer->facts = hall_firewall_look_finish (result, &error);
  g_assert_no_error (error);
}

static void
look (Computer   *computer,
      const char *nft)
{
  HallFirewallPlaces places = { computer->root, nft, computer->client };

  g_clear_pointer (&computer->facts, hall_firewall_facts_free);
  hall_firewall_look_async (12345, 12346, "eth0", &places, NULL, look_cb, computer);
  while (computer->facts == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
on_call (GDBusConnection       *connection,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *parameters,
         GDBusMethodInvocation *invocation,
         gpointer               user_data)
{
  Computer *computer = user_data;

  /* Nobody is ever to be asked for a password because of this. */
  g_assert_false (g_dbus_message_get_flags (g_dbus_method_invocation_get_message (invocation))
                  & G_DBUS_MESSAGE_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION);
  if (computer->refuses)
    g_dbus_method_invocation_return_dbus_error (invocation, "org.fedoraproject.FirewallD1.Error",
                                                "NOT_AUTHORIZED");
  else if (g_str_equal (method, "getZoneOfInterface"))
    g_dbus_method_invocation_return_value (invocation,
                                           g_variant_new ("(s)", computer->zone_of_interface));
  else if (g_str_equal (method, "getDefaultZone"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(s)", "public"));
  else
    {
      const char *zone;
      GVariantDict settings;

      g_variant_get (parameters, "(&s)", &zone);
      g_assert_cmpstr (zone, ==, *computer->zone_of_interface != '\0' ? "work" : "public");
      g_variant_dict_init (&settings, NULL);
      g_variant_dict_insert (&settings, "target", "s", computer->target);
      g_variant_dict_insert (&settings, "services", "^as", computer->services);
      g_variant_dict_insert (&settings, "ports", "@a(ss)",
                             g_variant_new_parsed ("[('12345-12400', 'udp'), ('22', 'tcp')]"));
      g_dbus_method_invocation_return_value (invocation,
                                             g_variant_new ("(@a{sv})",
                                                            g_variant_dict_end (&settings)));
    }
}

static const char introspection[] =
  "<node><interface name='org.fedoraproject.FirewallD1'>"
  "<method name='getDefaultZone'><arg type='s' direction='out'/></method></interface>"
  "<interface name='org.fedoraproject.FirewallD1.zone'>"
  "<method name='getZoneOfInterface'><arg type='s' direction='in'/>"
  "<arg type='s' direction='out'/></method>"
  "<method name='getZoneSettings2'><arg type='s' direction='in'/>"
  "<arg type='a{sv}' direction='out'/></method></interface></node>";

static void
start_bus (Computer *computer)
{
  computer->dbus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (computer->dbus);
  computer->client = fake_bus_connect (g_test_dbus_get_bus_address (computer->dbus));
}

static void
start_firewalld (Computer *computer)
{
  static const GDBusInterfaceVTable table = { on_call, NULL, NULL, { NULL } };

  fake_bus_open (&computer->service, g_test_dbus_get_bus_address (computer->dbus), introspection);
  fake_bus_export (&computer->service, PATH, NAME, &table, computer);
  fake_bus_export (&computer->service, PATH, NAME ".zone", &table, computer);
  computer->name = fake_bus_own (&computer->service, NAME);
}

static void
set_up (Computer     *computer,
        gconstpointer data)
{
  static const char *const none[] = { "ssh", NULL };

  computer->root = g_dir_make_tmp ("hallway-firewall-XXXXXX", NULL);
  computer->zone_of_interface = "";
  computer->target = "default";
  computer->services = none;
}

static void
tear_down (Computer     *computer,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char *const arguments[] = { "rm", "-r", computer->root, NULL };

  if (computer->name != 0)
    {
      g_bus_unown_name (computer->name);
      fake_bus_close (&computer->service);
    }
  if (computer->client != NULL)
    g_dbus_connection_close_sync (computer->client, NULL, NULL);
  g_clear_object (&computer->client);
  if (computer->dbus != NULL)
    g_test_dbus_down (computer->dbus);
  g_clear_object (&computer->dbus);
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                &error);
  g_assert_no_error (error);
  g_clear_pointer (&computer->facts, hall_firewall_facts_free);
  g_free (computer->root);
}

static void
check (Computer         *computer,
       HallFirewallKind  kind,
       HallFirewallState state,
       const char       *command)
{
  g_assert_cmpint (computer->facts->kind, ==, kind);
  g_assert_cmpint (computer->facts->state, ==, state);
  g_assert_cmpstr (computer->facts->command, ==, command);
}

static void
test_firewalld (Computer     *computer,
                gconstpointer data)
{
  static const char *const hallway[] = { "ssh", "hallway", NULL };
  const char *command = "sudo firewall-cmd --permanent --add-service=hallway"
                        " && sudo firewall-cmd --reload";

  write_file (computer, "usr/lib/firewalld/services/hallway.xml", "<service/>", 0600);
  /* It is believed before ufw, which may be installed beside it. */
  write_file (computer, "etc/ufw/ufw.conf", "ENABLED=yes\n", 0600);
  start_bus (computer);
  start_firewalld (computer);

  look (computer, NULL);
  check (computer, HALL_FIREWALL_FIREWALLD, HALL_FIREWALL_CLOSED, command);
  computer->zone_of_interface = "work";
  look (computer, NULL);
  check (computer, HALL_FIREWALL_FIREWALLD, HALL_FIREWALL_CLOSED, command);
  computer->services = hallway;
  look (computer, NULL);
  check (computer, HALL_FIREWALL_FIREWALLD, HALL_FIREWALL_OPEN, NULL);
  computer->services = hallway + 2;
  computer->target = "ACCEPT";
  look (computer, NULL);
  check (computer, HALL_FIREWALL_FIREWALLD, HALL_FIREWALL_OPEN, NULL);
  computer->refuses = TRUE;
  look (computer, NULL);
  check (computer, HALL_FIREWALL_FIREWALLD, HALL_FIREWALL_UNKNOWN, command);
}

static void
test_ufw (Computer     *computer,
          gconstpointer data)
{
  start_bus (computer);
  write_file (computer, "etc/ufw/ufw.conf", "# ENABLED=yes\nENABLED=no\n", 0600);
  look (computer, NULL);
  check (computer, HALL_FIREWALL_NONE, HALL_FIREWALL_UNKNOWN, NULL);

  write_file (computer, "etc/ufw/ufw.conf", "# start\nENABLED=yes\nLOGLEVEL=low\n", 0600);
  write_file (computer, "etc/ufw/applications.d/hallway", "[Hallway]\n", 0600);
  look (computer, NULL);
  check (computer, HALL_FIREWALL_UFW, HALL_FIREWALL_UNKNOWN, "sudo ufw allow Hallway");

  write_file (computer, "etc/ufw/user.rules", "*filter\n", 0600);
  look (computer, NULL);
  check (computer, HALL_FIREWALL_UFW, HALL_FIREWALL_CLOSED, "sudo ufw allow Hallway");

  write_file (computer, "etc/ufw/user.rules",
              "### tuple ### allow any 12345:12354 0.0.0.0/0 any 0.0.0.0/0 in\n", 0600);
  look (computer, NULL);
  check (computer, HALL_FIREWALL_UFW, HALL_FIREWALL_OPEN, NULL);

  write_file (computer, "etc/ufw/user.rules", "*filter\n", 0600);
  write_file (computer, "etc/default/ufw", "DEFAULT_INPUT_POLICY=\"ACCEPT\"\n", 0600);
  look (computer, NULL);
  check (computer, HALL_FIREWALL_UFW, HALL_FIREWALL_OPEN, NULL);
}

static void
test_nft_program (Computer     *computer,
                  gconstpointer data)
{
  g_autofree char *nft = g_build_filename (computer->root, "nft", NULL);

  write_file (computer, "nft",
              "#!/bin/sh\n[ \"$*\" = '-j list ruleset' ] || exit 1\ncat <<'END'\n"
              RULESET "\nEND\n", 0700);
  look (computer, nft);
  check (computer, HALL_FIREWALL_NFTABLES, HALL_FIREWALL_CLOSED, BOTH);

  write_file (computer, "nft", "#!/bin/sh\necho '{\"nftables\": []}'\n", 0700);
  look (computer, nft);
  check (computer, HALL_FIREWALL_NONE, HALL_FIREWALL_OPEN, NULL);
  g_assert_true (computer->facts->sure);

  /* Not root, or not there. */
  write_file (computer, "nft", "#!/bin/sh\nexit 1\n", 0700);
  look (computer, nft);
  check (computer, HALL_FIREWALL_NONE, HALL_FIREWALL_UNKNOWN, NULL);
  g_assert_false (computer->facts->sure);
  look (computer, "/nonexistent/nft");
  check (computer, HALL_FIREWALL_NONE, HALL_FIREWALL_UNKNOWN, NULL);
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (hall_firewall_look_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) user_data = TRUE;
}

/* What was called off does not go on. */
static void
test_cancelled (Computer     *computer,
                gconstpointer data)
{
  g_autofree char *nft = g_build_filename (computer->root, "nft", NULL);
  g_autofree char *pid_path = g_build_filename (computer->root, "pid", NULL);
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\necho $$ > '%s.new'\nmv '%s.new' '%s'\n"
                                             "exec sleep 600\n", pid_path, pid_path, pid_path);
  HallFirewallPlaces places = { computer->root, nft, NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *pid = NULL;
  gboolean called = FALSE;

  write_file (computer, "nft", script, 0700);
  hall_firewall_look_async (12345, 12346, "eth0", &places, cancellable, cancelled_cb, &called);
  while (!g_file_get_contents (pid_path, &pid, NULL, NULL))
    g_main_context_iteration (NULL, FALSE);
  g_assert_false (called);
  g_cancellable_cancel (cancellable);
  while (!called)
    g_main_context_iteration (NULL, TRUE);
  while (kill (atoi (pid), 0) == 0)
    g_main_context_iteration (NULL, FALSE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/firewall/firewalld", Computer, NULL, set_up, test_firewalld, tear_down);
  g_test_add ("/firewall/ufw", Computer, NULL, set_up, test_ufw, tear_down);
  g_test_add ("/firewall/nft-program", Computer, NULL, set_up, test_nft_program, tear_down);
  g_test_add ("/firewall/cancelled", Computer, NULL, set_up, test_cancelled, tear_down);

  return g_test_run ();
}
