/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-firewall-rules.c: what the rules of ufw and nftables say of two ports, and the commands that
 * change them.
 *
 * It understands what programs and handbooks write, not every rule there can be: what it does not
 * understand it takes for no help, as who is told a command too many is better off than who is told
 * one too few.
 */

#define G_LOG_DOMAIN "hall-firewall-rules"

#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "hall-limits.h"

#include "hall-firewall.h"

/* As data/ installs them: UDP, and the TCP ports that are tried one after the other. */
#define SERVICE_NAME "hallway"
#define PROFILE_NAME "Hallway"

/**
 * hall_firewall_facts_new:
 * @kind: which one
 * @state: whether it lets Hallway in
 * @command: (nullable): what makes it do so
 *
 * Returns: (transfer full): facts
 */
HallFirewallFacts *
hall_firewall_facts_new (HallFirewallKind  kind,
                         HallFirewallState state,
                         const char       *command)
{
  HallFirewallFacts *self = g_new0 (HallFirewallFacts, 1);

  self->kind = kind;
  self->state = state;
  self->command = g_strdup (command);

  return self;
}

/**
 * hall_firewall_facts_copy:
 * @self: (nullable): facts
 *
 * Returns: (transfer full) (nullable): a copy
 */
HallFirewallFacts *
hall_firewall_facts_copy (const HallFirewallFacts *self)
{
  HallFirewallFacts *copy;

  if (self == NULL)
    return NULL;
  copy = hall_firewall_facts_new (self->kind, self->state, self->command);
  copy->sure = self->sure;

  return copy;
}

/**
 * hall_firewall_facts_free:
 * @self: (transfer full) (nullable): facts
 */
void
hall_firewall_facts_free (HallFirewallFacts *self)
{
  if (self == NULL)
    return;
  g_free (self->command);
  g_free (self);
}

/**
 * hall_firewall_make_command:
 * @kind: firewalld or ufw
 * @udp_port: ours
 * @tcp_port: ours; 0: none
 * @service_installed: whether the firewall knows Hallway by name
 *
 * Returns: (transfer full) (nullable): what to type in a terminal; %NULL for another kind
 */
char *
hall_firewall_make_command (HallFirewallKind kind,
                            guint            udp_port,
                            guint            tcp_port,
                            gboolean         service_installed)
{
  gboolean usual = udp_port == HALL_DEFAULT_PORT
                   && (tcp_port == 0 || (tcp_port >= HALL_DEFAULT_PORT
                                         && tcp_port < HALL_DEFAULT_PORT + HALL_PORT_TRIES));
  g_autofree char *tcp = NULL;

  switch (kind)
    {
    case HALL_FIREWALL_FIREWALLD:
      if (usual && service_installed)
        return g_strdup ("sudo firewall-cmd --permanent --add-service=" SERVICE_NAME
                         " && sudo firewall-cmd --reload");
      tcp = tcp_port != 0 ? g_strdup_printf (" --add-port=%u/tcp", tcp_port) : g_strdup ("");
      return g_strdup_printf ("sudo firewall-cmd --permanent --add-port=%u/udp%s"
                              " && sudo firewall-cmd --reload", udp_port, tcp);
    case HALL_FIREWALL_UFW:
      if (usual && service_installed)
        return g_strdup ("sudo ufw allow " PROFILE_NAME);
      tcp = tcp_port != 0 ? g_strdup_printf (" && sudo ufw allow %u/tcp", tcp_port)
                          : g_strdup ("");
      return g_strdup_printf ("sudo ufw allow %u/udp%s", udp_port, tcp);
    case HALL_FIREWALL_NFTABLES:
    case HALL_FIREWALL_NONE:
    default:
      return NULL;
    }
}

/**
 * hall_firewall_covers:
 * @ports: "12345", "12345-12354" or "12345:12354", several with commas between them; "any"
 * @port: a port
 *
 * Returns: whether it is one of them
 */
gboolean
hall_firewall_covers (const char *ports,
                      guint       port)
{
  g_auto (GStrv) parts = g_strsplit (ports, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) ends = g_strsplit_set (parts[i], "-:", 2);
      guint64 first = 0;
      guint64 last = 0;

      if (g_str_equal (parts[i], "any"))
        return TRUE;
      if (ends[0] == NULL
          || !g_ascii_string_to_unsigned (ends[0], 10, 1, G_MAXUINT16, &first, NULL))
        continue;
      last = first;
      if (ends[1] != NULL && !g_ascii_string_to_unsigned (ends[1], 10, 1, G_MAXUINT16, &last, NULL))
        continue;
      if (port >= first && port <= last)
        return TRUE;
    }

  return FALSE;
}

/* "### tuple ### allow udp 12345 0.0.0.0/0 any 0.0.0.0/0 [Hallway -] in": what ufw itself reads its
 * rules from again. Only what comes from anywhere helps with everybody. */
static gboolean
ufw_allows (char      **lines,
            const char *protocol,
            guint       port)
{
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = NULL;

      if (!g_str_has_prefix (lines[i], "### tuple ### "))
        continue;
      words = g_strsplit (lines[i] + strlen ("### tuple ### "), " ", 16);
      if (g_strv_length (words) < 7)
        continue;
      if (!g_str_has_prefix (words[0], "allow") && !g_str_has_prefix (words[0], "limit"))
        continue;
      if (!g_str_equal (words[1], "any") && !g_str_equal (words[1], protocol))
        continue;
      if (hall_firewall_covers (words[2], port))
        return TRUE;
    }

  return FALSE;
}

/**
 * hall_firewall_judge_ufw:
 * @rules: the text of user.rules
 * @udp_port: ours
 * @tcp_port: ours; 0: none
 *
 * Returns: whether both ports are allowed
 */
HallFirewallState
hall_firewall_judge_ufw (const char *rules,
                         guint       udp_port,
                         guint       tcp_port)
{
  g_auto (GStrv) lines = g_strsplit (rules, "\n", -1);

  if (ufw_allows (lines, "udp", udp_port)
      && (tcp_port == 0 || ufw_allows (lines, "tcp", tcp_port)))
    return HALL_FIREWALL_OPEN;

  return HALL_FIREWALL_CLOSED;
}
