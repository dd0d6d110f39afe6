/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-network.c: the pages of screens.c that are about what is wrong with the network:
 * network-good, network-caution, network-bad, network-addresses, network-looking, no-network.
 */

#define G_LOG_DOMAIN "screens-network"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-network-addresses.h"
#include "hall-network-dialog.h"

#include "fake-session-diagnosis.h"
#include "screens-network.h"
#include "screens-stay.h"

static const FakeFinding good[] = {
  { HALL_TOPIC_PEOPLE, HALL_SEVERITY_GOOD, "people", NULL,
    "7 people are here, found by: multicast, broadcast", NULL, NULL },
  { HALL_TOPIC_INTERFACE, HALL_SEVERITY_GOOD, "interface", "enp3s0",
    "enp3s0 · 192.168.1.20/24: 14 sent, 61 heard in the last minute", NULL, NULL },
  { HALL_TOPIC_INTERFACE, HALL_SEVERITY_NOTE, "set-aside", "docker0",
    "docker0 is not used: it belongs to a VPN, containers or virtual machines.", NULL, NULL },
  { HALL_TOPIC_INTERFACE, HALL_SEVERITY_NOTE, "set-aside", "tun0",
    "tun0 is not used: it leads to a single place, as a VPN does.",
    "To see people who are there, add the address of one of them.", NULL },
  { HALL_TOPIC_CONNECTION, HALL_SEVERITY_GOOD, "tcp-ok", NULL,
    "Others can connect to this computer, on TCP port 34567.", NULL, NULL },
  { HALL_TOPIC_FIREWALL, HALL_SEVERITY_GOOD, "firewall-open", "firewalld",
    "The firewall firewalld lets Hallway in.", NULL, NULL },
  { HALL_TOPIC_OTHER, HALL_SEVERITY_GOOD, "clock", NULL,
    "The clock of this computer agrees with the others'.", NULL, NULL },
};

static const FakeFinding caution[] = {
  { HALL_TOPIC_PEOPLE, HALL_SEVERITY_CAUTION, "multicast-dropped", NULL,
    "This network drops multicast: others are only heard in other ways.",
    "Hallway works like this. Whoever looks after the switch or access point can allow multicast "
    "(IGMP snooping with a querier).", NULL },
  { HALL_TOPIC_INTERFACE, HALL_SEVERITY_GOOD, "interface", "wlp2s0",
    "wlp2s0 · 10.20.4.117/22: 12 sent, 9 heard in the last minute", NULL, NULL },
  { HALL_TOPIC_CONNECTION, HALL_SEVERITY_NOTE, "tcp-unknown", NULL,
    "Whether others can connect to this computer is being tried.", NULL, NULL },
  { HALL_TOPIC_FIREWALL, HALL_SEVERITY_CAUTION, "firewall-in", "ufw",
    "The firewall ufw is running, but its rules cannot be read.",
    "If others do not see you, allow Hallway with this command, in a terminal.",
    "sudo ufw allow Hallway" },
  { HALL_TOPIC_OTHER, HALL_SEVERITY_CAUTION, "clock", NULL,
    "The clock of this computer is 2 hours behind the others'.",
    "Set date and time, best automatically.", NULL },
};

static const FakeFinding bad[] = {
  { HALL_TOPIC_PEOPLE, HALL_SEVERITY_BAD, "other-port", NULL,
    "Hallway is set to port 23456, but 4 people are heard on port 12345.",
    "If you miss them, change the setting “port” from 23456 to 12345.", NULL },
  { HALL_TOPIC_INTERFACE, HALL_SEVERITY_GOOD, "interface", "enp3s0",
    "enp3s0 · 192.168.1.20/24: 14 sent, 0 heard in the last minute", NULL, NULL },
  { HALL_TOPIC_INTERFACE, HALL_SEVERITY_NOTE, "set-aside", "br-4f1c0a7e9b2d",
    "br-4f1c0a7e9b2d is not used: it belongs to a VPN, containers or virtual machines.", NULL,
    NULL },
  { HALL_TOPIC_CONNECTION, HALL_SEVERITY_BAD, "tcp-in", NULL,
    "Another computer tried to connect to this one, on TCP port 34567, and could not.",
    "Allow Hallway in the firewall with this command, in a terminal.",
    "sudo nft insert rule inet filter input udp dport 12345 accept" },
  { HALL_TOPIC_FIREWALL, HALL_SEVERITY_BAD, "firewall-in", "nftables",
    "The firewall nftables does not let Hallway in.", "This command allows it, in a terminal.",
    "sudo nft insert rule inet filter input udp dport 12345 accept" },
};

static void
add_addresses (HallSession *session)
{
  g_autoptr (HallPerson) person =
    g_list_model_get_item (hall_directory_get_people (hall_session_get_directory (session)), 0);
  HallManualAddress *fixed = fake_session_fix_address (session, "10.1.0.5");

  hall_manual_address_set_state (fixed, HALL_REACH_CONNECTED, NULL, person);
  hall_session_add_manual_address (session, "mina-pc:12345", NULL);
  hall_session_add_manual_address (session, "lab.example.org", NULL);
  hall_manual_address_set_state (fake_session_lookup_address (session, "lab.example.org"),
                                 HALL_REACH_FAILED, "Nobody answers at port 12345. Is Hallway "
                                 "running there, and is this the right address?", NULL);
}

static GtkWidget *
find (GtkWidget *root,
      GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The addresses stand at the end. A wrong one was typed. */
static gboolean
on_shown (gpointer user_data)
{
  GtkWidget *part = find (user_data, HALL_TYPE_NETWORK_ADDRESSES);
  GtkWidget *entry = find (part, GTK_TYPE_ENTRY);
  GtkWidget *scrolled = gtk_widget_get_ancestor (part, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

  gtk_editable_set_text (GTK_EDITABLE (entry), "mina-pc:12345");
  g_signal_emit_by_name (entry, "activate");
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  return G_SOURCE_REMOVE;
}

/*
 * screens_show_network:
 * @session: a session
 * @window: the window
 * @page: the page's name
 */
void
screens_show_network (HallSession *session,
                      HallWindow  *window,
                      const char  *page)
{
  GtkWidget *dialog;

  if (g_str_equal (page, "no-network"))
    fake_session_set_network_problem (session, _("This computer is not connected to a network."));
  if (!g_str_has_prefix (page, "network-"))
    return;
  if (g_str_equal (page, "network-good") || g_str_equal (page, "network-addresses"))
    fake_session_find (session, good, G_N_ELEMENTS (good),
                       "Everything works. 7 other people are here.");
  else if (g_str_equal (page, "network-caution"))
    fake_session_find (session, caution, G_N_ELEMENTS (caution),
                       "This network drops multicast: others are only heard in other ways.");
  else if (g_str_equal (page, "network-bad"))
    fake_session_find (session, bad, G_N_ELEMENTS (bad),
                       "The firewall nftables does not let Hallway in.");
  if (g_str_equal (page, "network-addresses"))
    add_addresses (session);
  if (!g_str_equal (page, "network-good"))
    hall_diagnosis_set_busy (fake_session_get_diagnosis (session), TRUE);
  dialog = hall_network_dialog_new (session, GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (dialog));
  if (g_str_equal (page, "network-addresses"))
    screens_later (900, on_shown, dialog);
}
