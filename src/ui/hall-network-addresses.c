/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-network-addresses.c: "Addresses by Hand": those that somebody typed, and a box for more.
 *
 * Part of the dialog. The session says what an address is, and connects; here it is only typed.
 */

#define G_LOG_DOMAIN "hall-network-addresses"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-announce.h"
#include "hall-beside-box.h"
#include "hall-network-address.h"
#include "hall-ui.h"

#include "hall-network-addresses.h"

struct _HallNetworkAddresses
{
  AdwBin parent_instance;

  HallSession *session; /* (nullable): until set */

  GtkListBox *list;
  GtkWidget *more; /* the box for more */
  GtkEntry *entry;
  GtkWidget *add;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (HallNetworkAddresses, hall_network_addresses, ADW_TYPE_BIN)

/* @problem: (nullable) */
static void
say (HallNetworkAddresses *self,
     const char           *problem)
{
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
on_changed (HallNetworkAddresses *self)
{
  say (self, NULL);
  gtk_widget_set_sensitive (self->add,
                            *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0');
}

static void
on_add (HallNetworkAddresses *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_autoptr (GError) error = NULL;

  if (*g_strstrip (text) == '\0')
    return;
  if (hall_session_add_manual_address (self->session, text, &error))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  else
    {
      say (self, error->message);
      hall_announce (GTK_WIDGET (self->entry), error->message);
    }
  /* The button may be insensitive now; and often there is more to type. */
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_remove (HallNetworkAddresses *self,
           HallNetworkAddress   *row)
{
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  GtkListBoxRow *beside = gtk_list_box_get_row_at_index (self->list, index + 1);

  if (beside == NULL && index > 0)
    beside = gtk_list_box_get_row_at_index (self->list, index - 1);
  if (beside != NULL)
    hall_network_address_focus (HALL_NETWORK_ADDRESS (beside));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  hall_session_remove_manual_address (self->session, hall_network_address_get_address (row));
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  GtkWidget *row = hall_network_address_new (item);

  g_signal_connect_object (row, "remove", G_CALLBACK (on_remove), user_data, G_CONNECT_SWAPPED);
  return row;
}

static void
update_list (HallNetworkAddresses *self)
{
  GListModel *addresses = hall_session_get_manual_addresses (self->session);

  gtk_widget_set_visible (GTK_WIDGET (self->list), g_list_model_get_n_items (addresses) > 0);
}

static void
hall_network_addresses_dispose (GObject *object)
{
  g_clear_object (&HALL_NETWORK_ADDRESSES (object)->session);
  G_OBJECT_CLASS (hall_network_addresses_parent_class)->dispose (object);
}

static void
hall_network_addresses_class_init (HallNetworkAddressesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_network_addresses_dispose;

  g_type_ensure (HALL_TYPE_BESIDE_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-network-addresses"));
  gtk_widget_class_bind_template_child (widget_class, HallNetworkAddresses, list);
  gtk_widget_class_bind_template_child (widget_class, HallNetworkAddresses, more);
  gtk_widget_class_bind_template_child (widget_class, HallNetworkAddresses, entry);
  gtk_widget_class_bind_template_child (widget_class, HallNetworkAddresses, add);
  gtk_widget_class_bind_template_child (widget_class, HallNetworkAddresses, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
}

static void
hall_network_addresses_init (HallNetworkAddresses *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_network_addresses_set_session:
 * @self: a new one
 * @session: whose addresses they are
 */
void
hall_network_addresses_set_session (HallNetworkAddresses *self,
                                    HallSession          *session)
{
  HallSettings *settings;
  GListModel *addresses;

  g_return_if_fail (HALL_IS_NETWORK_ADDRESSES (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  addresses = hall_session_get_manual_addresses (session);
  gtk_list_box_bind_model (self->list, addresses, create_row, self, NULL);
  g_signal_connect_object (addresses, "items-changed", G_CALLBACK (update_list), self,
                           G_CONNECT_SWAPPED);
  update_list (self);
  settings = hall_session_get_settings (session);
  gtk_widget_set_sensitive (self->more, !hall_settings_is_fixed (settings, "addresses"));
}
