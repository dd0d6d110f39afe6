/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* doctor-networks.c: networks of all kinds, as the facts that are known of them.
 *
 * A row is a network: how its facts differ from those of an office where all is well, what all of
 * it comes to, and the findings by code.
 */

#include "config.h"

#include <errno.h>

#include "doctor-networks.h"

static HallDoctorInterface *
get_first (HallDoctorFacts *facts)
{
  return g_ptr_array_index (facts->interfaces, 0);
}

static void
set_ways (guint *ways,
          guint  multicast,
          guint  broadcast,
          guint  unicast)
{
  ways[HALL_DOCTOR_MULTICAST] = multicast;
  ways[HALL_DOCTOR_BROADCAST] = broadcast;
  ways[HALL_DOCTOR_UNICAST] = unicast;
}

HallDoctorFacts *
doctor_make_office (void)
{
  HallDoctorFacts *facts = hall_doctor_facts_new ();
  HallDoctorInterface *card = hall_doctor_facts_add_interface (facts, "eth0", "10.77.0.1");
  gint64 offset = -400;

  card->joined = TRUE;
  set_ways (card->sent, 6, 6, 0);
  set_ways (card->heard, 14, 14, 2);
  set_ways (card->own_back, 6, 6, 0);
  facts->looked_seconds = 60;
  facts->n_online = 3;
  facts->n_known = 4;
  facts->reach = HALL_DOCTOR_REACH_YES;
  g_array_append_val (facts->offsets, offset);

  return facts;
}

static void
make_lonely (HallDoctorFacts *facts)
{
  set_ways (get_first (facts)->heard, 0, 0, 0);
  facts->n_online = 0;
  facts->n_known = 0;
  facts->reach = HALL_DOCTOR_REACH_NOBODY;
  g_array_set_size (facts->offsets, 0);
}

static void
drop_multicast (HallDoctorFacts *facts)
{
  set_ways (get_first (facts)->heard, 0, 14, 2);
}

static void
drop_broadcast (HallDoctorFacts *facts)
{
  set_ways (get_first (facts)->heard, 14, 0, 2);
}

static void
drop_both (HallDoctorFacts *facts)
{
  set_ways (get_first (facts)->heard, 0, 0, 5);
}

/* There is no broadcast in IPv6, so none is missed. */
static void
use_ipv6 (HallDoctorFacts *facts)
{
  drop_broadcast (facts);
  get_first (facts)->by_ipv6 = TRUE;
}

static void
lose_some (HallDoctorFacts *facts)
{
  set_ways (get_first (facts)->heard, 2, 0, 0);
}

static void
isolate (HallDoctorFacts *facts)
{
  facts->reach = HALL_DOCTOR_REACH_UNREACHABLE;
}

static void
isolate_wholly (HallDoctorFacts *facts)
{
  make_lonely (facts);
  facts->n_known = 3;
}

void
doctor_block_input (HallDoctorFacts *facts)
{
  make_lonely (facts);
  set_ways (get_first (facts)->own_back, 0, 0, 0);
  facts->firewall = hall_firewall_facts_new (HALL_FIREWALL_UFW, HALL_FIREWALL_CLOSED,
                                             "sudo ufw allow Hallway");
}

/* A firewall that lets in what answers: people who were asked by unicast. */
static void
block_input_but_answers (HallDoctorFacts *facts)
{
  doctor_block_input (facts);
  set_ways (get_first (facts)->heard, 0, 0, 5);
  facts->n_online = 1;
}

static void
block_output (HallDoctorFacts *facts)
{
  make_lonely (facts);
  set_ways (get_first (facts)->sent, 0, 0, 0);
  set_ways (get_first (facts)->failed, 6, 6, 0);
  set_ways (get_first (facts)->own_back, 0, 0, 0);
  get_first (facts)->error = EPERM;
}

/* The cable was out for a moment: that is no firewall. */
static void
fail_otherwise (HallDoctorFacts *facts)
{
  set_ways (get_first (facts)->failed, 9, 9, 0);
  get_first (facts)->error = ENETUNREACH;
}

static void
block_tcp (HallDoctorFacts *facts)
{
  facts->reach = HALL_DOCTOR_REACH_NO;
  facts->firewall = hall_firewall_facts_new (HALL_FIREWALL_FIREWALLD, HALL_FIREWALL_CLOSED,
                                             "sudo firewall-cmd …");
}

static void
add_second_card (HallDoctorFacts *facts)
{
  HallDoctorInterface *card = hall_doctor_facts_add_interface (facts, "wlan0", "192.168.1.5");

  card->joined = TRUE;
  card->wireless = TRUE;
  set_ways (card->sent, 6, 6, 0);
  set_ways (card->own_back, 6, 6, 0);
}

static void
add_virtual (HallDoctorFacts *facts)
{
  hall_doctor_facts_add_interface (facts, "docker0", "172.17.0.1")->aside
    = HALL_DOCTOR_ASIDE_VIRTUAL;
  hall_doctor_facts_add_interface (facts, "tun0", "10.8.0.2")->aside
    = HALL_DOCTOR_ASIDE_POINT_TO_POINT;
  hall_doctor_facts_add_interface (facts, "lo", "127.0.0.1")->aside = HALL_DOCTOR_ASIDE_LOOPBACK;
  hall_doctor_facts_add_interface (facts, "eth1", NULL)->aside = HALL_DOCTOR_ASIDE_DOWN;
}

static void
cut_cable (HallDoctorFacts *facts)
{
  HallDoctorInterface *loopback;

  make_lonely (facts);
  get_first (facts)->aside = HALL_DOCTOR_ASIDE_DOWN;
  loopback = hall_doctor_facts_add_interface (facts, "lo", "127.0.0.1");
  loopback->loopback = TRUE;
  loopback->joined = TRUE;
}

static void
lose_address (HallDoctorFacts *facts)
{
  make_lonely (facts);
  get_first (facts)->aside = HALL_DOCTOR_ASIDE_NO_ADDRESS;
}

static void
not_join (HallDoctorFacts *facts)
{
  get_first (facts)->joined = FALSE;
}

void
doctor_mistake_port (HallDoctorFacts *facts)
{
  make_lonely (facts);
  facts->port = 12346;
  facts->n_overheard = 2;
}

static void
choose_port (HallDoctorFacts *facts)
{
  facts->port = 12346;
  facts->n_overheard = 2;
}

static void
take_port (HallDoctorFacts *facts)
{
  make_lonely (facts);
  get_first (facts)->joined = FALSE;
  facts->network_problem = g_strdup ("UDP port 12345 is used by another program.");
  facts->port_taken = TRUE;
}

static void
take_tcp_port (HallDoctorFacts *facts)
{
  facts->tcp_port_problem = g_strdup ("TCP port 4000 is used by another program.");
  facts->port_taken = TRUE;
}

static void
lose_sockets (HallDoctorFacts *facts)
{
  make_lonely (facts);
  facts->network_problem = g_strdup ("There are no sockets.");
}

void
doctor_set_clock (HallDoctorFacts *facts,
                  gint64           offset)
{
  gint64 right = 10;

  g_array_set_size (facts->offsets, 0);
  g_array_append_val (facts->offsets, offset);
  g_array_append_val (facts->offsets, right);
  g_array_append_val (facts->offsets, offset);
}

static void
set_clock_back (HallDoctorFacts *facts)
{
  doctor_set_clock (facts, 2 * HOUR_MS);
}

static void
set_clock_ahead (HallDoctorFacts *facts)
{
  doctor_set_clock (facts, -13 * HOUR_MS);
}

/* One of the others has a wrong clock. */
static void
set_other_clock (HallDoctorFacts *facts)
{
  gint64 right = -20;

  doctor_set_clock (facts, 10);
  g_array_append_val (facts->offsets, right);
  g_array_index (facts->offsets, gint64, 0) = 5 * HOUR_MS;
}

static void
hide (HallDoctorFacts *facts)
{
  facts->invisible = TRUE;
  set_ways (get_first (facts)->sent, 0, 0, 0);
  set_ways (get_first (facts)->own_back, 0, 0, 0);
}

static void
listen (HallDoctorFacts *facts)
{
  make_lonely (facts);
  set_ways (get_first (facts)->sent, 0, 0, 0);
  set_ways (get_first (facts)->own_back, 0, 0, 0);
  facts->listening = TRUE;
  facts->tcp_port = 0;
}

static void
type_addresses (HallDoctorFacts *facts)
{
  hall_doctor_facts_add_address (facts, "10.9.0.1", HALL_REACH_CONNECTED, NULL);
  hall_doctor_facts_add_address (facts, "far.example", HALL_REACH_FAILED, "No such name.");
  hall_doctor_facts_add_address (facts, "10.9.0.3", HALL_REACH_CONNECTING, NULL);
}

static void
configure (HallDoctorFacts *facts)
{
  facts->config_problem = g_strdup ("Line 3 of /etc/hallway.conf is not understood.");
  facts->fixed = g_strsplit ("group,port", ",", -1);
}

static void
copy_identity (HallDoctorFacts *facts)
{
  facts->elsewhere = TRUE;
}

static void
sandbox (HallDoctorFacts *facts)
{
  make_lonely (facts);
  facts->sandboxed = TRUE;
  facts->firewall = hall_firewall_facts_new (HALL_FIREWALL_NONE, HALL_FIREWALL_UNKNOWN, NULL);
}

static void
allow_in_firewall (HallDoctorFacts *facts)
{
  facts->firewall = hall_firewall_facts_new (HALL_FIREWALL_FIREWALLD, HALL_FIREWALL_OPEN, NULL);
}

/* Rules that are not understood: nobody is told that they are good. */
static void
contradict_firewall (HallDoctorFacts *facts)
{
  allow_in_firewall (facts);
  facts->reach = HALL_DOCTOR_REACH_NO;
}

static void
find_no_firewall (HallDoctorFacts *facts)
{
  block_output (facts);
  facts->firewall = hall_firewall_facts_new (HALL_FIREWALL_NONE, HALL_FIREWALL_OPEN, NULL);
  facts->firewall->sure = TRUE;
}

static void
have_unreadable_firewall (HallDoctorFacts *facts)
{
  make_lonely (facts);
  facts->firewall = hall_firewall_facts_new (HALL_FIREWALL_UFW, HALL_FIREWALL_UNKNOWN,
                                             "sudo ufw allow Hallway");
}

/* The rules look closed, but everything gets through: what was tried counts. */
static void
misread_firewall (HallDoctorFacts *facts)
{
  facts->firewall = hall_firewall_facts_new (HALL_FIREWALL_NFTABLES, HALL_FIREWALL_CLOSED,
                                             "sudo nft …");
}

static void
just_begin (HallDoctorFacts *facts)
{
  make_lonely (facts);
  facts->looked_seconds = 0;
  set_ways (get_first (facts)->sent, 1, 1, 0);
  set_ways (get_first (facts)->own_back, 0, 0, 0);
  facts->reach = HALL_DOCTOR_REACH_UNKNOWN;
}

static void
see_avahi (HallDoctorFacts *facts)
{
  facts->avahi = HALL_DOCTOR_SERVICE_RUNNING;
}

const DoctorRow doctor_rows[] = {
  { "office", NULL, HALL_SEVERITY_GOOD, "heard:G interface:G:eth0 tcp-ok:G clock:G",
    "nobody-heard isolation firewall multicast-dropped broadcast-dropped not-joined", NULL },
  { "alone", make_lonely, HALL_SEVERITY_CAUTION, "nobody-heard:C interface:G:eth0 tcp-unknown:N",
    "isolation firewall-in firewall-out heard clock", NULL },
  { "beginning", just_begin, HALL_SEVERITY_GOOD, "tcp-unknown:N",
    "nobody-heard isolation firewall-in", NULL },
  { "multicast-dropped", drop_multicast, HALL_SEVERITY_CAUTION, "multicast-dropped:C heard:G",
    "broadcast-dropped firewall-in nobody-heard", "multicast-dropped" },
  { "broadcast-dropped", drop_broadcast, HALL_SEVERITY_CAUTION, "broadcast-dropped:C heard:G",
    "multicast-dropped firewall-in nobody-heard", "broadcast-dropped" },
  { "both-dropped", drop_both, HALL_SEVERITY_CAUTION, "multicast-dropped:C broadcast-dropped:C",
    "firewall-in nobody-heard", "multicast-dropped" },
  { "ipv6", use_ipv6, HALL_SEVERITY_GOOD, "heard:G", "broadcast-dropped", NULL },
  { "loss", lose_some, HALL_SEVERITY_GOOD, "heard:G", "multicast-dropped broadcast-dropped", NULL },
  { "isolation", isolate, HALL_SEVERITY_BAD, "isolation:B heard:G", "nobody-heard tcp-in",
    "isolation" },
  { "isolation-wholly", isolate_wholly, HALL_SEVERITY_CAUTION, "isolation:C nobody-heard:C",
    "firewall-in", NULL },
  { "firewall-in", doctor_block_input, HALL_SEVERITY_BAD, "firewall-in:B firewall:C:ufw",
    "nobody-heard isolation firewall-out", "firewall-in" },
  { "firewall-in-answers", block_input_but_answers, HALL_SEVERITY_BAD, "firewall-in:B",
    "multicast-dropped broadcast-dropped", "firewall-in" },
  { "firewall-out", block_output, HALL_SEVERITY_BAD, "firewall-out:B",
    "firewall-in nobody-heard isolation", "firewall-out" },
  { "unreachable", fail_otherwise, HALL_SEVERITY_GOOD, "heard:G", "firewall-out", NULL },
  { "tcp-in", block_tcp, HALL_SEVERITY_BAD, "tcp-in:B firewall:C:firewalld", "tcp-ok", "tcp-in" },
  { "two-cards", add_second_card, HALL_SEVERITY_GOOD, "interface:G:eth0 interface:G:wlan0",
    "not-joined nobody-heard", NULL },
  { "virtual", add_virtual, HALL_SEVERITY_GOOD,
    "interface:G:eth0 interface:N:docker0 interface:N:tun0 interface:N:lo interface:N:eth1",
    "no-network", NULL },
  { "cable", cut_cable, HALL_SEVERITY_BAD, "no-network:B interface:C:eth0",
    "nobody-heard firewall-in isolation", "no-network" },
  { "no-address", lose_address, HALL_SEVERITY_BAD, "no-network:B interface:C:eth0", "nobody-heard",
    "no-network" },
  { "not-joined", not_join, HALL_SEVERITY_CAUTION, "not-joined:C:eth0", "", "not-joined" },
  { "other-port", doctor_mistake_port, HALL_SEVERITY_BAD, "other-port:B", "nobody-heard",
    "other-port" },
  { "chosen-port", choose_port, HALL_SEVERITY_GOOD, "other-port:N heard:G", "", NULL },
  { "port-taken", take_port, HALL_SEVERITY_BAD, "port-taken:B",
    "network-problem nobody-heard not-joined tcp-ok", "port-taken" },
  { "tcp-port", take_tcp_port, HALL_SEVERITY_CAUTION, "tcp-port:C heard:G tcp-ok:G",
    "network-problem port-taken", "tcp-port" },
  { "network-problem", lose_sockets, HALL_SEVERITY_BAD, "network-problem:B",
    "port-taken nobody-heard", "network-problem" },
  { "clock-back", set_clock_back, HALL_SEVERITY_CAUTION, "clock:C", "", "clock" },
  { "clock-ahead", set_clock_ahead, HALL_SEVERITY_BAD, "clock:B", "", "clock" },
  { "clock-of-another", set_other_clock, HALL_SEVERITY_GOOD, "clock:G", "", NULL },
  { "invisible", hide, HALL_SEVERITY_CAUTION, "invisible:C heard:G",
    "firewall-in tcp-ok tcp-unknown", NULL },
  { "listening", listen, HALL_SEVERITY_CAUTION, "listening:N nobody-heard:C",
    "firewall-in tcp-unknown", NULL },
  { "addresses", type_addresses, HALL_SEVERITY_CAUTION,
    "address:G:10.9.0.1 address:C:far.example address:N:10.9.0.3", "", "address" },
  { "config", configure, HALL_SEVERITY_CAUTION, "config:C config:N:fixed", "", "config" },
  { "identity", copy_identity, HALL_SEVERITY_BAD, "identity:B", "", "identity" },
  { "sandbox", sandbox, HALL_SEVERITY_CAUTION, "sandbox:N sandbox:N:firewalld sandbox:N:ufw",
    "firewall", NULL },
  { "firewall-open", allow_in_firewall, HALL_SEVERITY_GOOD, "firewall:G:firewalld", "", NULL },
  { "firewall-contradicted", contradict_firewall, HALL_SEVERITY_BAD,
    "tcp-in:B firewall:N:firewalld", "", "tcp-in" },
  { "firewall-elsewhere", find_no_firewall, HALL_SEVERITY_BAD, "firewall-out:B", "firewall",
    "firewall-out" },
  { "firewall-unread", have_unreadable_firewall, HALL_SEVERITY_CAUTION,
    "firewall:N:ufw nobody-heard:C", "firewall-in", NULL },
  { "firewall-misread", misread_firewall, HALL_SEVERITY_GOOD, "firewall:N:nftables", "", NULL },
  { "avahi", see_avahi, HALL_SEVERITY_GOOD, "avahi:N", "", NULL },
};

const guint doctor_n_rows = G_N_ELEMENTS (doctor_rows);
