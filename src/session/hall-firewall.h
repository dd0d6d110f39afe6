/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-firewall.h: which firewall this computer has, and whether it lets Hallway in.
 *
 * Looks only: it changes nothing, starts no service and asks nobody for a password. What it may not
 * read it does not know, and says so.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  HALL_FIREWALL_NONE,          /* none was found */
  HALL_FIREWALL_FIREWALLD,
  HALL_FIREWALL_UFW,
  HALL_FIREWALL_NFTABLES,
} HallFirewallKind;

typedef enum
{
  HALL_FIREWALL_UNKNOWN,       /* it runs, but its rules may not be read */
  HALL_FIREWALL_OPEN,          /* both ports are let in */
  HALL_FIREWALL_CLOSED,
} HallFirewallState;

typedef struct
{
  HallFirewallKind kind;
  HallFirewallState state;
  gboolean sure;               /* of NONE: all was looked at that there can be */
  char *command;               /* (nullable): what lets Hallway in */
} HallFirewallFacts;

/* Where things are, for tests. */
typedef struct
{
  const char *root;            /* (nullable): a folder that takes the place of "/" */
  const char *nft;             /* (nullable): the program; NULL: the system's, if it may succeed */
  GDBusConnection *bus;        /* (nullable): the system bus */
} HallFirewallPlaces;

/* @interface: (nullable): the one whose rules count where they differ. @places: (nullable). */
void               hall_firewall_look_async   (guint                     udp_port,
                                               guint                     tcp_port,
                                               const char               *interface,
                                               const HallFirewallPlaces *places,
                                               GCancellable             *cancellable,
                                               GAsyncReadyCallback       callback,
                                               gpointer                  user_data);
/* Never fails but by being cancelled. (transfer full) */
HallFirewallFacts *hall_firewall_look_finish  (GAsyncResult             *result,
                                               GError                  **error);

HallFirewallFacts *hall_firewall_facts_new    (HallFirewallKind          kind,
                                               HallFirewallState         state,
                                               const char               *command);
HallFirewallFacts *hall_firewall_facts_copy   (const HallFirewallFacts  *self);
void               hall_firewall_facts_free   (HallFirewallFacts        *self);

/* What lets Hallway in, for those who know which firewall they have. (transfer full) */
char              *hall_firewall_make_command (HallFirewallKind          kind,
                                               guint                     udp_port,
                                               guint                     tcp_port,
                                               gboolean                  service_installed);

/* Pure parts, for the look and for tests. */
/* "12345" or "12345-12354", perhaps several with commas. */
gboolean           hall_firewall_covers       (const char               *ports,
                                               guint                     port);
/* The text of ufw's user.rules. */
HallFirewallState  hall_firewall_judge_ufw    (const char               *rules,
                                               guint                     udp_port,
                                               guint                     tcp_port);
/* What `nft -j list ruleset` prints: (transfer full) (nullable): it is not that. */
HallFirewallFacts *hall_firewall_judge_nft    (const char               *json,
                                               gsize                     length,
                                               guint                     udp_port,
                                               guint                     tcp_port);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallFirewallFacts, hall_firewall_facts_free)

G_END_DECLS
