/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-network-address.c: a row of "Addresses by Hand": where it leads, and a way to remove it.
 *
 * Owned by HallNetworkAddresses, which removes. It follows the address and never changes it. Plain
 * labels: what was typed, and the name of whoever answers there, are anybody's words.
 */

#define G_LOG_DOMAIN "hall-network-address"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-message-line.h"
#include "hall-network-text.h"
#include "hall-wrapping.h"

#include "hall-network-address.h"

struct _HallNetworkAddress
{
  GtkListBoxRow parent_instance;

  HallManualAddress *address;

  GtkStack *signs; /* an icon, or a spinner */
  GtkImage *icon;
  GtkSpinner *spinner;
  GtkLabel *name;
  GtkLabel *state;
  GtkLabel *fixed;
  GtkWidget *remove;
};

enum
{
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallNetworkAddress, hall_network_address, GTK_TYPE_LIST_BOX_ROW)

/* (transfer full) */
static char *
describe_state (HallManualAddress *address)
{
  HallPerson *person = hall_manual_address_get_person (address);
  const char *problem = hall_manual_address_get_problem (address);

  switch (hall_manual_address_get_state (address))
    {
    case HALL_REACH_CONNECTED:
      if (person == NULL)
        return g_strdup (C_("address", "Connected"));
      /* Translators: %s is a person. */
      return g_strdup_printf (C_("address", "Connected to %s"), hall_person_get_name (person));
    case HALL_REACH_FAILED:
      return g_strdup (problem != NULL ? problem : _("Nobody answers there."));
    case HALL_REACH_CONNECTING:
    default:
      return g_strdup (C_("address", "Connecting…"));
    }
}

static void
update (HallNetworkAddress *self)
{
  HallReachState state = hall_manual_address_get_state (self->address);
  HallSeverity severity = state == HALL_REACH_CONNECTED ? HALL_SEVERITY_GOOD
                                                        : HALL_SEVERITY_CAUTION;
  gboolean connecting = state == HALL_REACH_CONNECTING;
  g_autofree char *text = describe_state (self->address);
  g_autofree char *name = g_strdup_printf (C_("network", "%s: %s"),
                                           hall_manual_address_get_address (self->address), text);
  const char *const classes[] = { "finding-icon", hall_network_text_severity_class (severity),
                                  NULL };

  gtk_image_set_from_icon_name (self->icon, hall_network_text_severity_icon (severity));
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char **) classes);
  gtk_stack_set_visible_child (self->signs, connecting ? GTK_WIDGET (self->spinner)
                                                       : GTK_WIDGET (self->icon));
  gtk_spinner_set_spinning (self->spinner, connecting);
  gtk_label_set_text (self->state, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
on_remove (HallNetworkAddress *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
hall_network_address_dispose (GObject *object)
{
  g_clear_object (&HALL_NETWORK_ADDRESS (object)->address);
  G_OBJECT_CLASS (hall_network_address_parent_class)->dispose (object);
}

static void
hall_network_address_class_init (HallNetworkAddressClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_network_address_dispose;

  signals[REMOVE] = g_signal_new ("remove", HALL_TYPE_NETWORK_ADDRESS, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
create_signs (HallNetworkAddress *self,
              GtkWidget          *box)
{
  self->signs = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->signs), GTK_ALIGN_START);
  self->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role",
                             GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->spinner = g_object_new (GTK_TYPE_SPINNER, "accessible-role",
                                GTK_ACCESSIBLE_ROLE_PRESENTATION, "valign", GTK_ALIGN_CENTER,
                                NULL);
  gtk_stack_add_child (self->signs, GTK_WIDGET (self->icon));
  gtk_stack_add_child (self->signs, GTK_WIDGET (self->spinner));
  gtk_widget_set_parent (GTK_WIDGET (self->signs), box);
}

static void
hall_network_address_init (HallNetworkAddress *self)
{
  /* A GtkBox would ask how wide the lines are for a height, and complain about what labels say. */
  GtkWidget *box = g_object_new (HALL_TYPE_MESSAGE_LINE, NULL);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_add_css_class (box, "fact");
  create_signs (self, box);
  gtk_widget_set_hexpand (lines, TRUE);
  self->name = hall_wrapping_label_new (lines, NULL);
  self->state = hall_wrapping_label_new (lines, "dim-label");
  self->fixed = hall_wrapping_label_new (lines, "dim-label");
  gtk_label_set_text (self->fixed, C_("address", "Set by the administrator"));
  gtk_widget_set_parent (lines, box);
  self->remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_set_valign (self->remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->remove, "flat");
  g_signal_connect_object (self->remove, "clicked", G_CALLBACK (on_remove), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->remove, box);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

/**
 * hall_network_address_new:
 * @address: an address
 *
 * Returns: (transfer floating): a row for a #GtkListBox
 */
GtkWidget *
hall_network_address_new (HallManualAddress *address)
{
  HallNetworkAddress *self = g_object_new (HALL_TYPE_NETWORK_ADDRESS, NULL);
  static const char *const watched[] = { "notify::state", "notify::problem", "notify::person" };
  gboolean fixed = hall_manual_address_get_fixed (address);
  /* Translators: %s is an address that somebody typed. */
  g_autofree char *remove = g_strdup_printf (C_("address", "Remove %s"),
                                             hall_manual_address_get_address (address));

  self->address = g_object_ref (address);
  gtk_label_set_text (self->name, hall_manual_address_get_address (address));
  gtk_widget_set_visible (GTK_WIDGET (self->fixed), fixed);
  gtk_widget_set_visible (self->remove, !fixed);
  gtk_widget_set_tooltip_text (self->remove, remove);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  remove, -1);
  if (fixed)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    C_("address", "Set by the administrator"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (address, watched[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * hall_network_address_get_address:
 * @self: a row
 *
 * Returns: (transfer none): what it shows
 */
HallManualAddress *
hall_network_address_get_address (HallNetworkAddress *self)
{
  g_return_val_if_fail (HALL_IS_NETWORK_ADDRESS (self), NULL);

  return self->address;
}

/**
 * hall_network_address_focus:
 * @self: a row
 *
 * Puts the keyboard on its button, or on the row where there is none.
 */
void
hall_network_address_focus (HallNetworkAddress *self)
{
  g_return_if_fail (HALL_IS_NETWORK_ADDRESS (self));

  if (gtk_widget_get_visible (self->remove))
    gtk_widget_grab_focus (self->remove);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self));
}
