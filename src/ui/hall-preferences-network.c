/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-preferences-network.c: group, ports, interfaces, addresses by hand.
 *
 * Part of HallPreferences. What is typed holds when it is applied; what cannot be used is refused
 * where it stands, and nothing is saved. What is allowed the settings say.
 */

#define G_LOG_DOMAIN "hall-preferences-network"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-announce.h"
#include "hall-network-addresses.h"
#include "hall-network-dialog.h"
#include "hall-preferences-interfaces.h"
#include "hall-ui.h"

#include "hall-preferences-network.h"

#define PORT_MAX 65535
#define N_ENTRIES 3

typedef struct
{
  const char *setting;
  const char *sentence;  /* to be translated: what may be typed */
  gboolean is_number;
  gboolean may_be_empty; /* which is 0 */
  gboolean parts;        /* those who have another one are met no more */
} HallEntryKind;

static const HallEntryKind kinds[N_ENTRIES] = {
  { "group", N_("The group is an IPv4 multicast address, from 224.0.0.0 to 239.255.255.255."),
    FALSE, FALSE, TRUE },
  { "port", N_("The UDP port is a number from 1 to 65535."), TRUE, FALSE, TRUE },
  { "tcp-port", N_("The TCP port is a number from 1 to 65535, or nothing."), TRUE, TRUE, FALSE },
};

struct _HallPreferencesNetwork
{
  AdwPreferencesPage parent_instance;

  HallSession *session; /* (nullable): until set */
  gboolean showing;     /* what is in the entries is no typing */

  AdwEntryRow *group;
  AdwEntryRow *port;
  AdwEntryRow *tcp_port;
  GtkLabel *group_problem;
  GtkLabel *port_problem;
  GtkLabel *tcp_port_problem;
  GtkLabel *moved;
  GtkLabel *trouble;
  HallPreferencesInterfaces *interfaces;
  HallNetworkAddresses *addresses;
  AdwActionRow *check;
};

G_DEFINE_FINAL_TYPE (HallPreferencesNetwork, hall_preferences_network, ADW_TYPE_PREFERENCES_PAGE)

static AdwEntryRow *
get_entry (HallPreferencesNetwork *self,
           guint                   position)
{
  AdwEntryRow *const entries[N_ENTRIES] = { self->group, self->port, self->tcp_port };

  return entries[position];
}

/* @problem: (nullable) */
static void
say (HallPreferencesNetwork *self,
     guint                   position,
     const char             *problem)
{
  GtkLabel *const labels[N_ENTRIES] = { self->group_problem, self->port_problem,
                                        self->tcp_port_problem };
  GtkWidget *entry = GTK_WIDGET (get_entry (self, position));

  gtk_label_set_text (labels[position], problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (labels[position]), problem != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (problem != NULL)
    gtk_widget_add_css_class (entry, "error");
  else
    gtk_widget_remove_css_class (entry, "error");
}

static guint
find_position (HallPreferencesNetwork *self,
               AdwEntryRow            *entry)
{
  guint position = 0;

  while (get_entry (self, position) != entry)
    position++;
  return position;
}

/* (transfer full): a setting as it is typed. */
static char *
make_text (HallPreferencesNetwork *self,
           const HallEntryKind    *kind)
{
  HallSettings *settings = hall_session_get_settings (self->session);
  guint number;

  if (!kind->is_number)
    return g_strdup (hall_settings_get_group (settings));
  g_object_get (settings, kind->setting, &number, NULL);
  return kind->may_be_empty && number == 0 ? g_strdup ("") : g_strdup_printf ("%u", number);
}

/* The apply button belongs to what somebody types, and not to what is shown. */
static void
show (HallPreferencesNetwork *self,
      guint                   position)
{
  AdwEntryRow *entry = get_entry (self, position);
  g_autofree char *text = make_text (self, &kinds[position]);

  say (self, position, NULL);
  if (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (entry)), text))
    return;
  self->showing = TRUE;
  adw_entry_row_set_show_apply_button (entry, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  adw_entry_row_set_show_apply_button (entry, TRUE);
  self->showing = FALSE;
}

static void
show_all (HallPreferencesNetwork *self)
{
  for (guint i = 0; i < N_ENTRIES; i++)
    show (self, i);
}

static void
on_changed (HallPreferencesNetwork *self,
            AdwEntryRow            *entry)
{
  if (self->session != NULL && !self->showing)
    say (self, find_position (self, entry), NULL);
}

/* FALSE: it cannot be used, and nothing has changed. */
static gboolean
apply (HallPreferencesNetwork *self,
       const HallEntryKind    *kind,
       const char             *text)
{
  HallSettings *settings = hall_session_get_settings (self->session);
  guint64 number = 0;
  guint now;

  if (!kind->is_number)
    {
      g_object_set (settings, kind->setting, text, NULL);
      return g_str_equal (hall_settings_get_group (settings), text);
    }
  if (!(kind->may_be_empty && *text == '\0')
      && !g_ascii_string_to_unsigned (text, 10, kind->may_be_empty ? 0 : 1, PORT_MAX, &number,
                                      NULL))
    return FALSE;
  g_object_set (settings, kind->setting, (guint) number, NULL);
  g_object_get (settings, kind->setting, &now, NULL);
  return now == number;
}

/* Else those who were here a moment ago would be offline for no reason that one sees. */
static void
tell_moved (HallPreferencesNetwork *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->moved), TRUE);
  hall_announce (GTK_WIDGET (self), gtk_label_get_text (self->moved));
}

static void
on_applied (HallPreferencesNetwork *self,
            AdwEntryRow            *entry)
{
  guint position = find_position (self, entry);
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));
  g_autofree char *before = make_text (self, &kinds[position]);

  if (apply (self, &kinds[position], g_strstrip (text)))
    {
      g_autofree char *now = make_text (self, &kinds[position]);

      show (self, position);
      if (kinds[position].parts && !g_str_equal (before, now))
        tell_moved (self);
      return;
    }
  say (self, position, _(kinds[position].sentence));
  hall_announce (GTK_WIDGET (entry), _(kinds[position].sentence));
  gtk_widget_grab_focus (GTK_WIDGET (entry));
}

static void
on_check (HallPreferencesNetwork *self)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_WINDOW);

  gtk_window_present (GTK_WINDOW (hall_network_dialog_new (self->session, GTK_WINDOW (window))));
}

/* A port that is taken, no network: said where it may be mended. */
static void
update_trouble (HallPreferencesNetwork *self)
{
  g_autofree char *problem = NULL;

  g_object_get (self->session, "network-problem", &problem, NULL);
  gtk_label_set_text (self->trouble, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), problem != NULL);
}

static void
note_fixed (HallPreferencesNetwork *self)
{
  HallSettings *settings = hall_session_get_settings (self->session);

  for (guint i = 0; i < N_ENTRIES; i++)
    {
      AdwPreferencesRow *row = ADW_PREFERENCES_ROW (get_entry (self, i));
      g_autofree char *title = NULL;

      if (!hall_settings_is_fixed (settings, kinds[i].setting))
        continue;
      /* Translators: %s is a setting, which nobody else can change. */
      title = g_strdup_printf (_("%s (set by the administrator)"),
                               adw_preferences_row_get_title (row));
      adw_preferences_row_set_title (row, title);
      gtk_widget_set_sensitive (GTK_WIDGET (row), FALSE);
    }
}

static void
hall_preferences_network_dispose (GObject *object)
{
  g_clear_object (&HALL_PREFERENCES_NETWORK (object)->session);
  G_OBJECT_CLASS (hall_preferences_network_parent_class)->dispose (object);
}

static void
hall_preferences_network_class_init (HallPreferencesNetworkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_preferences_network_dispose;

  g_type_ensure (HALL_TYPE_NETWORK_ADDRESSES);
  g_type_ensure (HALL_TYPE_PREFERENCES_INTERFACES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-preferences-network"));
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesNetwork, group);
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesNetwork, port);
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesNetwork, tcp_port);
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesNetwork, group_problem);
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesNetwork, port_problem);
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesNetwork, tcp_port_problem);
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesNetwork, moved);
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesNetwork, trouble);
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesNetwork, interfaces);
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesNetwork, addresses);
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesNetwork, check);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_check);
}

/* GTK 4.8 would name libadwaita's own button, which applies, by its icon. */
static void
name_buttons (GtkWidget *widget)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  if (GTK_IS_BUTTON (widget) && tooltip != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    tooltip, -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_buttons (child);
}

static void
hall_preferences_network_init (HallPreferencesNetwork *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_ENTRIES; i++)
    name_buttons (GTK_WIDGET (get_entry (self, i)));
}

/**
 * hall_preferences_network_set_session:
 * @self: a new page
 * @session: whose network it is
 */
void
hall_preferences_network_set_session (HallPreferencesNetwork *self,
                                      HallSession            *session)
{
  HallSettings *settings = hall_session_get_settings (session);

  g_return_if_fail (HALL_IS_PREFERENCES_NETWORK (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  for (guint i = 0; i < N_ENTRIES; i++)
    {
      g_autofree char *signal = g_strconcat ("notify::", kinds[i].setting, NULL);

      g_signal_connect_object (settings, signal, G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
    }
  show_all (self);
  note_fixed (self);
  g_signal_connect_object (session, "notify::network-problem", G_CALLBACK (update_trouble), self,
                           G_CONNECT_SWAPPED);
  update_trouble (self);
  hall_preferences_interfaces_set_session (self->interfaces, session);
  hall_network_addresses_set_session (self->addresses, session);
}
