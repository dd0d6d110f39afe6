/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-firewall-nft.c: whether the rules of nftables, as `nft -j list ruleset` prints them, keep
 * two ports out, and where to put the rule that lets them in.
 *
 * It walks the chains with the hook "input" and those that they jump to, and heeds rules about our
 * ports, about a whole protocol, and about everything; whom others are for it does not know.
 */

#define G_LOG_DOMAIN "hall-firewall-nft"

#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "hall-firewall.h"

#define DEPTH_MAX 4
#define STEPS_MAX 2000

typedef struct
{
  JsonArray *rules;            /* of the whole ruleset */
  guint udp_port;
  guint tcp_port;
  guint n_steps;               /* that were taken: a ruleset may be of any size */
} Ruleset;

typedef enum
{
  VERDICT_NONE,                /* the next rule, at last the policy, decides */
  VERDICT_ACCEPT,
  VERDICT_DROP,
} Verdict;

typedef struct
{
  gboolean accept;
  gboolean drop;
  const char *target;          /* (nullable): of a jump */
  guint n_conditions;
  gboolean protocols;          /* one of them is our protocol */
  gboolean ours;               /* it applies to our port */
} Rule;

static const char *
get_string (JsonObject *object,
            const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/* (nullable) */
static JsonObject *
get_object (JsonObject *object,
            const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object,
           const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* (nullable): what the n-th entry is about: "chain", "rule". */
static JsonObject *
get_entry (JsonArray  *entries,
           guint       n,
           const char *kind)
{
  JsonNode *node = json_array_get_element (entries, n);

  return JSON_NODE_HOLDS_OBJECT (node) ? get_object (json_node_get_object (node), kind) : NULL;
}

/* A number, {"range": [a, b]}, or {"set": [those]}. */
static gboolean
value_covers (JsonNode *value,
              guint     port)
{
  JsonArray *parts = NULL;

  if (JSON_NODE_HOLDS_VALUE (value))
    return json_node_get_value_type (value) == G_TYPE_INT64 && json_node_get_int (value) == port;
  if (!JSON_NODE_HOLDS_OBJECT (value))
    return FALSE;
  parts = get_array (json_node_get_object (value), "range");
  if (parts != NULL)
    {
      if (json_array_get_length (parts) != 2
          || !JSON_NODE_HOLDS_VALUE (json_array_get_element (parts, 0))
          || !JSON_NODE_HOLDS_VALUE (json_array_get_element (parts, 1)))
        return FALSE;
      return port >= json_array_get_int_element (parts, 0)
             && port <= json_array_get_int_element (parts, 1);
    }
  parts = get_array (json_node_get_object (value), "set");
  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++)
    {
      JsonNode *part = json_array_get_element (parts, i);

      /* Sets in sets are nobody's. */
      if (JSON_NODE_HOLDS_OBJECT (part) && get_array (json_node_get_object (part), "set") != NULL)
        continue;
      if (value_covers (part, port))
        return TRUE;
    }

  return FALSE;
}

/* Whether a condition is "PROTOCOL dport …our port…". */
static gboolean
is_about_port (JsonObject *match,
               const char *protocol,
               guint       port)
{
  JsonObject *left = get_object (match, "left");
  JsonObject *payload = left != NULL ? get_object (left, "payload") : NULL;
  JsonNode *right = json_object_get_member (match, "right");
  const char *name = payload != NULL ? get_string (payload, "protocol") : NULL;

  return payload != NULL && right != NULL && name != NULL
         && (g_str_equal (name, protocol) || g_str_equal (name, "th"))
         && g_strcmp0 (get_string (payload, "field"), "dport") == 0
         && g_strcmp0 (get_string (match, "op"), "==") == 0 && value_covers (right, port);
}

/* "meta l4proto udp", "ip protocol udp" */
static gboolean
is_about_protocol (JsonObject *match,
                   const char *protocol)
{
  JsonObject *left = get_object (match, "left");
  JsonObject *payload = left != NULL ? get_object (left, "payload") : NULL;
  JsonObject *meta = left != NULL ? get_object (left, "meta") : NULL;
  gboolean about = (payload != NULL && g_strcmp0 (get_string (payload, "field"), "protocol") == 0)
                   || (meta != NULL && g_strcmp0 (get_string (meta, "key"), "l4proto") == 0);

  return about && g_strcmp0 (get_string (match, "op"), "==") == 0
         && g_strcmp0 (get_string (match, "right"), protocol) == 0;
}

/* "ct state new": whoever wants something of us is that. */
static gboolean
is_about_new (JsonObject *match)
{
  JsonObject *left = get_object (match, "left");
  JsonObject *ct = left != NULL ? get_object (left, "ct") : NULL;

  return ct != NULL && g_strcmp0 (get_string (ct, "key"), "state") == 0
         && g_strcmp0 (get_string (match, "right"), "new") == 0;
}

static void
read_rule (JsonObject *object,
           const char *protocol,
           guint       port,
           Rule       *rule)
{
  JsonArray *parts = get_array (object, "expr");

  memset (rule, 0, sizeof *rule);
  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++)
    {
      JsonNode *node = json_array_get_element (parts, i);
      JsonObject *part = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      JsonObject *match = part != NULL ? get_object (part, "match") : NULL;
      JsonObject *jump = NULL;

      if (part == NULL)
        continue;
      rule->accept = rule->accept || json_object_has_member (part, "accept");
      rule->drop = rule->drop || json_object_has_member (part, "drop")
                   || json_object_has_member (part, "reject");
      jump = get_object (part, "jump");
      jump = jump != NULL ? jump : get_object (part, "goto");
      rule->target = jump != NULL ? get_string (jump, "target") : rule->target;
      rule->n_conditions += (match != NULL && !is_about_new (match))
                            || json_object_has_member (part, "xt");
      rule->ours = rule->ours || (match != NULL && is_about_port (match, protocol, port));
      rule->protocols = rule->protocols || (match != NULL && is_about_protocol (match, protocol));
    }
  rule->ours = rule->ours || rule->n_conditions == 0
               || (rule->protocols && rule->n_conditions == 1);
}

static gboolean
is_in_chain (JsonObject *rule,
             JsonObject *chain,
             const char *name)
{
  return g_strcmp0 (get_string (rule, "family"), get_string (chain, "family")) == 0
         && g_strcmp0 (get_string (rule, "table"), get_string (chain, "table")) == 0
         && g_strcmp0 (get_string (rule, "chain"), name) == 0;
}

/* What the rules of a chain, in their order, and of those that it jumps to, say of our port. A jump
 * on a condition that we do not understand may help, but is not taken to keep us out. */
static Verdict
walk (Ruleset    *self,
      JsonObject *base,
      const char *name,
      const char *protocol,
      guint       port,
      guint       depth)
{
  for (guint i = 0; depth < DEPTH_MAX && i < json_array_get_length (self->rules); i++)
    {
      JsonObject *object = get_entry (self->rules, i, "rule");
      Verdict verdict = VERDICT_NONE;
      Rule rule;

      if (object == NULL || !is_in_chain (object, base, name) || self->n_steps++ > STEPS_MAX)
        continue;
      read_rule (object, protocol, port, &rule);
      if (rule.target != NULL)
        verdict = walk (self, base, rule.target, protocol, port, depth + 1);
      else if (rule.ours)
        verdict = rule.accept ? VERDICT_ACCEPT : rule.drop ? VERDICT_DROP : VERDICT_NONE;
      if (verdict == VERDICT_ACCEPT || (verdict == VERDICT_DROP && rule.ours))
        return verdict;
    }

  return VERDICT_NONE;
}

static gboolean
keeps_out (Ruleset    *self,
           JsonObject *chain,
           const char *protocol,
           guint       port)
{
  Verdict verdict = walk (self, chain, get_string (chain, "name"), protocol, port, 0);

  if (verdict == VERDICT_NONE)
    return g_strcmp0 (get_string (chain, "policy"), "drop") == 0;

  return verdict == VERDICT_DROP;
}

/* Only letters that need no quoting in a terminal. */
static gboolean
is_plain (const char *name)
{
  for (const char *c = name; c != NULL && *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '_' && *c != '-' && *c != '.')
      return FALSE;

  return name != NULL && *name != '\0';
}

static char *
make_command (Ruleset    *self,
              JsonObject *chain,
              gboolean    udp,
              gboolean    tcp)
{
  const char *family = get_string (chain, "family");
  const char *table = get_string (chain, "table");
  const char *name = get_string (chain, "name");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (!is_plain (family) || !is_plain (table) || !is_plain (name))
    return NULL;
  first = g_strdup_printf ("sudo nft insert rule %s %s %s udp dport %u accept", family, table, name,
                           self->udp_port);
  second = g_strdup_printf ("sudo nft insert rule %s %s %s tcp dport %u accept", family, table,
                            name, self->tcp_port);
  if (udp && tcp)
    return g_strdup_printf ("%s && %s", first, second);

  return g_strdup (udp ? first : second);
}

static gboolean
is_input_of_ipv4 (JsonObject *chain)
{
  const char *family = get_string (chain, "family");

  return g_strcmp0 (get_string (chain, "hook"), "input") == 0
         && (g_strcmp0 (family, "inet") == 0 || g_strcmp0 (family, "ip") == 0);
}

static HallFirewallFacts *
judge (Ruleset *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < json_array_get_length (self->rules); i++)
    {
      JsonObject *chain = get_entry (self->rules, i, "chain");
      gboolean udp;
      gboolean tcp;

      if (chain == NULL || !is_input_of_ipv4 (chain))
        continue;
      any = TRUE;
      udp = keeps_out (self, chain, "udp", self->udp_port);
      tcp = self->tcp_port != 0 && keeps_out (self, chain, "tcp", self->tcp_port);
      if (udp || tcp)
        {
          g_autofree char *command = make_command (self, chain, udp, tcp);

          return hall_firewall_facts_new (HALL_FIREWALL_NFTABLES, HALL_FIREWALL_CLOSED, command);
        }
    }
  if (any)
    return hall_firewall_facts_new (HALL_FIREWALL_NFTABLES, HALL_FIREWALL_OPEN, NULL);

  return hall_firewall_facts_new (HALL_FIREWALL_NONE, HALL_FIREWALL_OPEN, NULL);
}

/**
 * hall_firewall_judge_nft:
 * @json: what `nft -j list ruleset` printed
 * @length: its length
 * @udp_port: ours
 * @tcp_port: ours; 0: none
 *
 * Returns: (transfer full) (nullable): what it says of the two ports, with the command for the
 *   chain that keeps them out; of kind NONE when nothing filters what comes in; %NULL when it is no
 *   such print
 */
HallFirewallFacts *
hall_firewall_judge_nft (const char *json,
                         gsize       length,
                         guint       udp_port,
                         guint       tcp_port)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  Ruleset self = { NULL, udp_port, tcp_port };
  JsonNode *root;

  if (!json_parser_load_from_data (parser, json, (gssize) length, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  self.rules = get_array (json_node_get_object (root), "nftables");

  return self.rules != NULL ? judge (&self) : NULL;
}
