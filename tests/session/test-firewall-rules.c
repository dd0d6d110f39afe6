/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-firewall-rules.c: what rules of firewalls, as text, are taken to mean, and what is offered
 * against them.
 */

#include "config.h"

#include <string.h>

#include "hall-firewall.h"

#define CHAIN(family, table, name, policy)                                                         \
  "{\"chain\": {\"family\": \"" family "\", \"table\": \"" table "\", \"name\": \"" name "\","    \
  "\"type\": \"filter\", \"hook\": \"input\", \"prio\": 0, \"policy\": \"" policy "\"}},"
#define RULE(chain, expressions)                                                                   \
  "{\"rule\": {\"family\": \"inet\", \"table\": \"filter\", \"chain\": \"" chain "\","            \
  "\"expr\": [" expressions "]}},"
#define PORT(protocol, right)                                                                      \
  "{\"match\": {\"op\": \"==\", \"left\": {\"payload\": {\"protocol\": \"" protocol "\","         \
  "\"field\": \"dport\"}}, \"right\": " right "}},"
#define ESTABLISHED                                                                                \
  "{\"match\": {\"op\": \"in\", \"left\": {\"ct\": {\"key\": \"state\"}},"                        \
  "\"right\": [\"established\", \"related\"]}},"
#define PROTOCOL(name)                                                                             \
  "{\"match\": {\"op\": \"==\", \"left\": {\"meta\": {\"key\": \"l4proto\"}}, \"right\": \"" name \
  "\"}},"
#define ACCEPT "{\"accept\": null}"
#define DROP "{\"drop\": null}"
#define JUMP(name) "{\"jump\": {\"target\": \"" name "\"}}"
#define RULESET(entries) "{\"nftables\": [{\"metainfo\": {}}," entries "{\"map\": {}}]}"

#define INSERT "sudo nft insert rule inet filter input "
#define BOTH INSERT "udp dport 12345 accept && " INSERT "tcp dport 12346 accept"

typedef struct
{
  const char *name;
  const char *json;
  HallFirewallKind kind;
  HallFirewallState state;
  const char *command;
} NftRow;

static const NftRow nft_rows[] = {
  { "empty", "{\"nftables\": []}", HALL_FIREWALL_NONE, HALL_FIREWALL_OPEN, NULL },
  { "policy-accept", RULESET (CHAIN ("inet", "filter", "input", "accept")),
    HALL_FIREWALL_NFTABLES, HALL_FIREWALL_OPEN, NULL },
  { "policy-drop",
    RULESET (CHAIN ("inet", "filter", "input", "drop") RULE ("input", ESTABLISHED ACCEPT)),
    HALL_FIREWALL_NFTABLES, HALL_FIREWALL_CLOSED, BOTH },
  { "udp-allowed",
    RULESET (CHAIN ("inet", "filter", "input", "drop")
             RULE ("input", PORT ("udp", "12345") ACCEPT)),
    HALL_FIREWALL_NFTABLES, HALL_FIREWALL_CLOSED, INSERT "tcp dport 12346 accept" },
  { "both-allowed",
    RULESET (CHAIN ("inet", "filter", "input", "drop")
             RULE ("input", PORT ("udp", "{\"set\": [53, 12345]}") ACCEPT)
             RULE ("input", PORT ("tcp", "{\"range\": [12345, 12354]}") ACCEPT)),
    HALL_FIREWALL_NFTABLES, HALL_FIREWALL_OPEN, NULL },
  { "range-in-set",
    RULESET (CHAIN ("inet", "filter", "input", "drop")
             RULE ("input", PORT ("th", "{\"set\": [22, {\"range\": [12345, 12354]}]}") ACCEPT)),
    HALL_FIREWALL_NFTABLES, HALL_FIREWALL_OPEN, NULL },
  { "other-port-allowed",
    RULESET (CHAIN ("inet", "filter", "input", "drop")
             RULE ("input", PORT ("udp", "5353") ACCEPT)),
    HALL_FIREWALL_NFTABLES, HALL_FIREWALL_CLOSED, BOTH },
  { "udp-dropped",
    RULESET (CHAIN ("inet", "filter", "input", "accept")
             RULE ("input", PORT ("udp", "12345") DROP)),
    HALL_FIREWALL_NFTABLES, HALL_FIREWALL_CLOSED, INSERT "udp dport 12345 accept" },
  /* What our own command makes of the one before. */
  { "allowed-before-dropped",
    RULESET (CHAIN ("inet", "filter", "input", "accept")
             RULE ("input", PORT ("udp", "12345") ACCEPT)
             RULE ("input", PORT ("udp", "12345") DROP)),
    HALL_FIREWALL_NFTABLES, HALL_FIREWALL_OPEN, NULL },
  { "protocol-dropped",
    RULESET (CHAIN ("inet", "filter", "input", "accept") RULE ("input", PROTOCOL ("tcp") DROP)),
    HALL_FIREWALL_NFTABLES, HALL_FIREWALL_CLOSED, INSERT "tcp dport 12346 accept" },
  { "new-dropped",
    RULESET (CHAIN ("inet", "filter", "input", "accept")
             RULE ("input", PROTOCOL ("tcp")
                   "{\"match\": {\"op\": \"in\", \"left\": {\"ct\": {\"key\": \"state\"}},"
                   "\"right\": \"new\"}}," DROP)),
    HALL_FIREWALL_NFTABLES, HALL_FIREWALL_CLOSED, INSERT "tcp dport 12346 accept" },
  { "last-rule-drops",
    RULESET (CHAIN ("inet", "filter", "input", "accept") RULE ("input", ESTABLISHED ACCEPT)
             RULE ("input", DROP)),
    HALL_FIREWALL_NFTABLES, HALL_FIREWALL_CLOSED, BOTH },
  { "jump",
    RULESET (CHAIN ("inet", "filter", "input", "drop") RULE ("input", JUMP ("services"))
             RULE ("services", PORT ("udp", "12345") ACCEPT)
             RULE ("services", PORT ("tcp", "12346") ACCEPT)),
    HALL_FIREWALL_NFTABLES, HALL_FIREWALL_OPEN, NULL },
  { "jump-in-circles",
    RULESET (CHAIN ("inet", "filter", "input", "drop") RULE ("input", JUMP ("input"))),
    HALL_FIREWALL_NFTABLES, HALL_FIREWALL_CLOSED, BOTH },
  { "other-table-allows",
    RULESET (CHAIN ("inet", "filter", "input", "drop")
             "{\"rule\": {\"family\": \"ip\", \"table\": \"mine\", \"chain\": \"input\","
             "\"expr\": [" ACCEPT "]}},"),
    HALL_FIREWALL_NFTABLES, HALL_FIREWALL_CLOSED, BOTH },
  { "ipv6-only", RULESET (CHAIN ("ip6", "filter", "input", "drop")),
    HALL_FIREWALL_NONE, HALL_FIREWALL_OPEN, NULL },
  /* What would do something else in a terminal is not offered. */
  { "strange-name", RULESET (CHAIN ("inet", "filter;reboot", "input", "drop")),
    HALL_FIREWALL_NFTABLES, HALL_FIREWALL_CLOSED, NULL },
};

static void
test_nft (gconstpointer data)
{
  const NftRow *row = data;
  g_autoptr (HallFirewallFacts) facts = hall_firewall_judge_nft (row->json, strlen (row->json),
                                                                 12345, 12346);

  g_assert_nonnull (facts);
  g_assert_cmpint (facts->kind, ==, row->kind);
  g_assert_cmpint (facts->state, ==, row->state);
  g_assert_cmpstr (facts->command, ==, row->command);
}

static void
test_nft_nonsense (void)
{
  static const char *const texts[] = {
    "", "null", "[]", "{", "{}", "{\"nftables\": 7}", "{\"nftables\": {}}", "\xff",
  };
  static const char strange[] =
    "{\"nftables\": [7, null, [], {\"chain\": 7}, {\"chain\": {}}, {\"rule\": {\"expr\": 7}},"
    CHAIN ("inet", "filter", "input", "drop")
    RULE ("input", "7, [], {\"match\": 7}, {\"match\": {}}, {\"jump\": 7},"
          "{\"match\": {\"op\": \"==\", \"left\": 7, \"right\": 7}},"
          PORT ("udp", "{\"range\": [1]}") PORT ("udp", "{\"range\": [{}, {}]}")
          PORT ("udp", "{\"set\": 7}") PORT ("udp", "{\"set\": [{\"set\": [12345]}]}")
          PORT ("udp", "\"12345\"") ACCEPT) "7]}";
  g_autoptr (HallFirewallFacts) facts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (hall_firewall_judge_nft (texts[i], strlen (texts[i]), 12345, 12345));
  facts = hall_firewall_judge_nft (strange, strlen (strange), 12345, 12345);
  g_assert_nonnull (facts);
  g_assert_cmpint (facts->state, ==, HALL_FIREWALL_CLOSED);
}

static void
test_ufw_rules (void)
{
  static const struct
  {
    const char *rules;
    HallFirewallState state;
  } rows[] = {
    { "*filter\n", HALL_FIREWALL_CLOSED },
    { "### tuple ### allow any 12345:12354 0.0.0.0/0 any 0.0.0.0/0 in\n", HALL_FIREWALL_OPEN },
    { "### tuple ### allow udp 12345 0.0.0.0/0 any 0.0.0.0/0 Hallway - in\n"
      "### tuple ### allow tcp 12345:12354 0.0.0.0/0 any 0.0.0.0/0 Hallway - in\n",
      HALL_FIREWALL_OPEN },
    { "### tuple ### allow udp 12345 0.0.0.0/0 any 0.0.0.0/0 in\n", HALL_FIREWALL_CLOSED },
    { "### tuple ### deny any 12345:12354 0.0.0.0/0 any 0.0.0.0/0 in\n", HALL_FIREWALL_CLOSED },
    { "### tuple ### allow any 22 0.0.0.0/0 any 0.0.0.0/0 in\n### tuple ### allow\n",
      HALL_FIREWALL_CLOSED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].rules);
      g_assert_cmpint (hall_firewall_judge_ufw (rows[i].rules, 12345, 12346), ==, rows[i].state);
    }
}

static void
test_covers (void)
{
  g_assert_true (hall_firewall_covers ("12345", 12345));
  g_assert_true (hall_firewall_covers ("22,12345-12354", 12354));
  g_assert_true (hall_firewall_covers ("12345:12354", 12346));
  g_assert_true (hall_firewall_covers ("any", 1));
  g_assert_false (hall_firewall_covers ("", 12345));
  g_assert_false (hall_firewall_covers ("12346-12354", 12345));
  g_assert_false (hall_firewall_covers ("1234", 12345));
  g_assert_false (hall_firewall_covers ("0-99999", 12345));
}

static void
test_commands (void)
{
  static const struct
  {
    HallFirewallKind kind;
    guint udp;
    guint tcp;
    gboolean installed;
    const char *command;
  } rows[] = {
    { HALL_FIREWALL_FIREWALLD, 12345, 12346, TRUE,
      "sudo firewall-cmd --permanent --add-service=hallway && sudo firewall-cmd --reload" },
    { HALL_FIREWALL_FIREWALLD, 12345, 12345, FALSE,
      "sudo firewall-cmd --permanent --add-port=12345/udp --add-port=12345/tcp"
      " && sudo firewall-cmd --reload" },
    { HALL_FIREWALL_FIREWALLD, 4711, 0, TRUE,
      "sudo firewall-cmd --permanent --add-port=4711/udp && sudo firewall-cmd --reload" },
    { HALL_FIREWALL_UFW, 12345, 12354, TRUE, "sudo ufw allow Hallway" },
    { HALL_FIREWALL_UFW, 12345, 12355, TRUE,
      "sudo ufw allow 12345/udp && sudo ufw allow 12355/tcp" },
    { HALL_FIREWALL_UFW, 4711, 4712, TRUE, "sudo ufw allow 4711/udp && sudo ufw allow 4712/tcp" },
    { HALL_FIREWALL_NFTABLES, 12345, 12345, TRUE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *command = hall_firewall_make_command (rows[i].kind, rows[i].udp,
                                                             rows[i].tcp, rows[i].installed);

      g_assert_cmpstr (command, ==, rows[i].command);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (nft_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/firewall-rules/nft/", nft_rows[i].name, NULL);

      g_test_add_data_func (path, &nft_rows[i], test_nft);
    }
  g_test_add_func ("/firewall-rules/nft-nonsense", test_nft_nonsense);
  g_test_add_func ("/firewall-rules/ufw-rules", test_ufw_rules);
  g_test_add_func ("/firewall-rules/covers", test_covers);
  g_test_add_func ("/firewall-rules/commands", test_commands);

  return g_test_run ();
}
