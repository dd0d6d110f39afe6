/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-firewall.c: looks for firewalld, then ufw, then nftables, each only if the one before is not
 * there, without ever waiting for one of them.
 *
 * firewalld is asked over the system bus, with no authorisation and no start of the service; ufw's
 * files are read if they may be; nftables is asked by those alone whom the kernel answers.
 */

#define G_LOG_DOMAIN "hall-firewall"

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "hall-firewall.h"

#define FIREWALLD_NAME "org.fedoraproject.FirewallD1"
#define FIREWALLD_PATH "/org/fedoraproject/FirewallD1"
#define FIREWALLD_ZONE FIREWALLD_NAME ".zone"
#define CALL_TIMEOUT_MS 2000
/* More rules than that are read by no page. */
#define RULESET_MAX (256 * 1024)
#define NFT_TIMEOUT_MS 3000

typedef struct
{
  guint udp_port;
  guint tcp_port;
  char *interface;
  char *root;
  char *nft;                   /* (nullable) */
  GDBusConnection *bus;        /* (nullable) */
  char *ufw_policy;            /* (nullable) the text of /etc/default/ufw */
  guint nft_timeout;
  GSubprocess *process;        /* (nullable) */
} Look;

static void look_at_ufw (GTask *task);
static void look_at_nft (GTask *task);

static void
look_free (gpointer data)
{
  Look *self = data;

  g_clear_handle_id (&self->nft_timeout, g_source_remove);
  g_clear_object (&self->process);
  g_clear_object (&self->bus);
  g_free (self->interface);
  g_free (self->root);
  g_free (self->nft);
  g_free (self->ufw_policy);
  g_free (self);
}

static gboolean
has_file (Look       *self,
          const char *path)
{
  g_autofree char *full = g_build_filename (self->root, path, NULL);

  return g_file_test (full, G_FILE_TEST_EXISTS);
}

static void
finish (GTask             *task,
        HallFirewallFacts *facts)
{
  g_task_return_pointer (task, facts, (GDestroyNotify) hall_firewall_facts_free);
  g_object_unref (task);
}

static void
finish_with (GTask            *task,
             HallFirewallKind  kind,
             HallFirewallState state)
{
  Look *self = g_task_get_task_data (task);
  gboolean installed = kind == HALL_FIREWALL_UFW
                       ? has_file (self, "etc/ufw/applications.d/hallway")
                       : has_file (self, "usr/lib/firewalld/services/hallway.xml")
                         || has_file (self, "etc/firewalld/services/hallway.xml");
  g_autofree char *command = hall_firewall_make_command (kind, self->udp_port, self->tcp_port,
                                                         installed);

  finish (task, hall_firewall_facts_new (kind, state,
                                         state != HALL_FIREWALL_OPEN ? command : NULL));
}

/* firewalld */

static gboolean
lists_port (GVariant   *settings,
            const char *protocol,
            guint       port)
{
  g_autoptr (GVariant) ports = g_variant_lookup_value (settings, "ports",
                                                       G_VARIANT_TYPE ("a(ss)"));
  GVariantIter iter;
  const char *range;
  const char *name;

  if (ports == NULL)
    return FALSE;
  g_variant_iter_init (&iter, ports);
  while (g_variant_iter_next (&iter, "(&s&s)", &range, &name))
    if (g_str_equal (name, protocol) && hall_firewall_covers (range, port))
      return TRUE;

  return FALSE;
}

static HallFirewallState
judge_zone (Look     *self,
            GVariant *settings)
{
  g_autofree const char **services = NULL;
  const char *target = NULL;

  /* A zone that trusts everybody. */
  if (g_variant_lookup (settings, "target", "&s", &target) && g_str_equal (target, "ACCEPT"))
    return HALL_FIREWALL_OPEN;
  if (g_variant_lookup (settings, "services", "^a&s", &services)
      && g_strv_contains (services, "hallway"))
    {
      g_autofree char *command = hall_firewall_make_command (HALL_FIREWALL_FIREWALLD,
                                                             self->udp_port, self->tcp_port, TRUE);

      /* The service is for the usual ports; for others the command names them. */
      if (strstr (command, "--add-service") != NULL)
        return HALL_FIREWALL_OPEN;
    }
  if (lists_port (settings, "udp", self->udp_port)
      && (self->tcp_port == 0 || lists_port (settings, "tcp", self->tcp_port)))
    return HALL_FIREWALL_OPEN;

  return HALL_FIREWALL_CLOSED;
}

static void
settings_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) settings = NULL;

  answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  if (answer == NULL)
    {
      finish_with (task, HALL_FIREWALL_FIREWALLD, HALL_FIREWALL_UNKNOWN);
      return;
    }
  settings = g_variant_get_child_value (answer, 0);
  finish_with (task, HALL_FIREWALL_FIREWALLD, judge_zone (g_task_get_task_data (task), settings));
}

static void
ask_firewalld (GTask              *task,
               const char         *interface,
               const char         *method,
               GVariant           *parameters,
               const char         *type,
               GAsyncReadyCallback callback)
{
  Look *self = g_task_get_task_data (task);

  g_dbus_connection_call (self->bus, FIREWALLD_NAME, FIREWALLD_PATH, interface, method, parameters,
                          G_VARIANT_TYPE (type), G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_TIMEOUT_MS,
                          g_task_get_cancellable (task), callback, task);
}

static void
default_zone_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GTask *task = user_data;
  g_autoptr (GVariant) answer = NULL;
  const char *zone = NULL;

  answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  if (answer == NULL)
    {
      finish_with (task, HALL_FIREWALL_FIREWALLD, HALL_FIREWALL_UNKNOWN);
      return;
    }
  g_variant_get (answer, "(&s)", &zone);
  ask_firewalld (task, FIREWALLD_ZONE, "getZoneSettings2", g_variant_new ("(s)", zone), "(a{sv})",
                 settings_cb);
}

static void
interface_zone_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GTask *task = user_data;
  g_autoptr (GVariant) answer = NULL;
  const char *zone = NULL;

  answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  if (answer != NULL)
    g_variant_get (answer, "(&s)", &zone);
  if (zone != NULL && *zone != '\0')
    ask_firewalld (task, FIREWALLD_ZONE, "getZoneSettings2", g_variant_new ("(s)", zone),
                   "(a{sv})", settings_cb);
  else
    ask_firewalld (task, FIREWALLD_NAME, "getDefaultZone", NULL, "(s)", default_zone_cb);
}

static void
has_owner_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask *task = user_data;
  Look *self = g_task_get_task_data (task);
  g_autoptr (GVariant) answer = NULL;
  gboolean owned = FALSE;

  answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  if (answer != NULL)
    g_variant_get (answer, "(b)", &owned);
  if (owned)
    ask_firewalld (task, FIREWALLD_ZONE, "getZoneOfInterface",
                   g_variant_new ("(s)", self->interface), "(s)", interface_zone_cb);
  else
    look_at_ufw (task);
}

static void
look_at_firewalld (GTask *task)
{
  Look *self = g_task_get_task_data (task);

  g_dbus_connection_call (self->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", "NameHasOwner",
                          g_variant_new ("(s)", FIREWALLD_NAME), G_VARIANT_TYPE ("(b)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_TIMEOUT_MS,
                          g_task_get_cancellable (task), has_owner_cb, task);
}

static void
bus_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  GTask *task = user_data;
  Look *self = g_task_get_task_data (task);

  self->bus = g_bus_get_finish (result, NULL);
  if (self->bus != NULL)
    look_at_firewalld (task);
  else
    look_at_ufw (task);
}

/* ufw */

static void
load (GTask              *task,
      const char         *path,
      GAsyncReadyCallback callback)
{
  Look *self = g_task_get_task_data (task);
  g_autofree char *full = g_build_filename (self->root, path, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (full);

  g_file_load_contents_async (file, g_task_get_cancellable (task), callback, task);
}

/* (transfer full) (nullable) */
static char *
load_finish (GObject      *source,
             GAsyncResult *result)
{
  char *text = NULL;

  g_file_load_contents_finish (G_FILE (source), result, &text, NULL, NULL, NULL);

  return text;
}

static gboolean
has_line (const char *text,
          const char *line)
{
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    if (g_ascii_strcasecmp (g_strstrip (lines[i]), line) == 0)
      return TRUE;

  return FALSE;
}

static void
ufw_rules_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask *task = user_data;
  Look *self = g_task_get_task_data (task);
  g_autofree char *rules = load_finish (source, result);
  HallFirewallState state = HALL_FIREWALL_UNKNOWN;

  if (has_line (self->ufw_policy, "DEFAULT_INPUT_POLICY=\"ACCEPT\""))
    state = HALL_FIREWALL_OPEN;
  else if (rules != NULL)
    state = hall_firewall_judge_ufw (rules, self->udp_port, self->tcp_port);
  finish_with (task, HALL_FIREWALL_UFW, state);
}

static void
ufw_policy_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  GTask *task = user_data;
  Look *self = g_task_get_task_data (task);

  self->ufw_policy = load_finish (source, result);
  load (task, "etc/ufw/user.rules", ufw_rules_cb);
}

static void
ufw_enabled_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GTask *task = user_data;
  g_autofree char *text = load_finish (source, result);

  if (has_line (text, "ENABLED=yes"))
    load (task, "etc/default/ufw", ufw_policy_cb);
  else
    look_at_nft (task);
}

static void
look_at_ufw (GTask *task)
{
  load (task, "etc/ufw/ufw.conf", ufw_enabled_cb);
}

/* nftables */

static void
nft_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  GTask *task = user_data;
  Look *self = g_task_get_task_data (task);
  g_autoptr (GBytes) output = NULL;
  HallFirewallFacts *facts = NULL;
  gsize length = 0;
  const char *text;

  g_clear_handle_id (&self->nft_timeout, g_source_remove);
  if (g_subprocess_communicate_finish (G_SUBPROCESS (source), result, &output, NULL, NULL)
      && g_subprocess_get_if_exited (G_SUBPROCESS (source))
      && g_subprocess_get_exit_status (G_SUBPROCESS (source)) == 0)
    {
      text = g_bytes_get_data (output, &length);
      if (length > 0 && length <= RULESET_MAX)
        facts = hall_firewall_judge_nft (text, length, self->udp_port, self->tcp_port);
    }
  if (facts != NULL)
    facts->sure = TRUE;
  else
    facts = hall_firewall_facts_new (HALL_FIREWALL_NONE, HALL_FIREWALL_UNKNOWN, NULL);
  /* When it was called off it may still run. */
  g_subprocess_force_exit (self->process);
  finish (task, facts);
}

static gboolean
on_nft_timeout (gpointer user_data)
{
  Look *self = user_data;

  self->nft_timeout = 0;
  g_subprocess_force_exit (self->process);

  return G_SOURCE_REMOVE;
}

static void
look_at_nft (GTask *task)
{
  Look *self = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  if (self->nft != NULL)
    self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                      | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, self->nft, "-j",
                                      "list", "ruleset", NULL);
  if (self->process == NULL)
    {
      /* Only root may read the rules, and a file or a service says nothing of what is loaded. */
      finish (task, hall_firewall_facts_new (HALL_FIREWALL_NONE, HALL_FIREWALL_UNKNOWN, NULL));
      return;
    }
  self->nft_timeout = g_timeout_add (NFT_TIMEOUT_MS, on_nft_timeout, self);
  g_subprocess_communicate_async (self->process, NULL, g_task_get_cancellable (task), nft_cb,
                                  task);
}

/* Nobody but root has /usr/sbin in the path, and root may not have it either. */
static char *
find_nft (void)
{
  static const char *const folders[] = { "/usr/sbin/nft", "/sbin/nft" };
  char *found = g_find_program_in_path ("nft");

  for (guint i = 0; found == NULL && i < G_N_ELEMENTS (folders); i++)
    if (g_file_test (folders[i], G_FILE_TEST_IS_EXECUTABLE))
      found = g_strdup (folders[i]);

  return found;
}

/**
 * hall_firewall_look_async:
 * @udp_port: ours
 * @tcp_port: ours; 0: none
 * @interface: (nullable): the one whose rules count where they differ
 * @places: (nullable): where things are instead, for tests
 * @cancellable: (nullable): ends it
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Looks which firewall there is and whether it lets the ports in. Nothing is changed or started.
 */
void
hall_firewall_look_async (guint                     udp_port,
                          guint                     tcp_port,
                          const char               *interface,
                          const HallFirewallPlaces *places,
                          GCancellable             *cancellable,
                          GAsyncReadyCallback       callback,
                          gpointer                  user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Look *self = g_new0 (Look, 1);

  g_task_set_source_tag (task, hall_firewall_look_async);
  g_task_set_task_data (task, self, look_free);
  self->udp_port = udp_port;
  self->tcp_port = tcp_port;
  self->interface = g_strdup (interface != NULL ? interface : "");
  self->root = g_strdup (places != NULL && places->root != NULL ? places->root : "/");
  if (places == NULL)
    {
      self->nft = geteuid () == 0 ? find_nft () : NULL;
      g_bus_get (G_BUS_TYPE_SYSTEM, cancellable, bus_cb, task);
      return;
    }
  self->nft = g_strdup (places->nft);
  if (places->bus != NULL)
    {
      self->bus = g_object_ref (places->bus);
      look_at_firewalld (task);
    }
  else
    look_at_ufw (task);
}

/**
 * hall_firewall_look_finish:
 * @result: of the callback
 * @error: return location for #GIOErrorEnum CANCELLED
 *
 * Returns: (transfer full): what was found; %NULL when it was cancelled
 */
HallFirewallFacts *
hall_firewall_look_finish (GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
