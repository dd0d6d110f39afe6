/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-manual-addresses.c: every typed address is dialled, for as long as it is in the list.
 *
 * Owned by HallSession. It checks nothing and stores nothing: that is HallTypedAddresses' part.
 */

#define G_LOG_DOMAIN "hall-manual-addresses"

#include "config.h"

#include "hall-manual-dial.h"

#include "hall-manual-addresses.h"

struct _HallManualAddresses
{
  GObject parent_instance;

  HallContext *context;
  HallDiscovery *discovery;
  GListModel *addresses;
  GPtrArray *dials;   /* (element-type HallManualDial), in the order of the list */
};

G_DEFINE_FINAL_TYPE (HallManualAddresses, hall_manual_addresses, G_TYPE_OBJECT)

static void
hall_manual_addresses_dispose (GObject *object)
{
  HallManualAddresses *self = HALL_MANUAL_ADDRESSES (object);

  hall_manual_addresses_close (self);
  g_clear_object (&self->discovery);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_manual_addresses_parent_class)->dispose (object);
}

static void
hall_manual_addresses_finalize (GObject *object)
{
  g_ptr_array_unref (HALL_MANUAL_ADDRESSES (object)->dials);
  G_OBJECT_CLASS (hall_manual_addresses_parent_class)->finalize (object);
}

static void
hall_manual_addresses_class_init (HallManualAddressesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_manual_addresses_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_manual_addresses_finalize;
}

static void
end_dial (gpointer data)
{
  hall_manual_dial_close (data);
  g_object_unref (data);
}

static void
hall_manual_addresses_init (HallManualAddresses *self)
{
  self->dials = g_ptr_array_new_with_free_func (end_dial);
}

static void
on_items_changed (GListModel          *addresses,
                  guint                position,
                  guint                removed,
                  guint                added,
                  HallManualAddresses *self)
{
  if (self->addresses == NULL)
    return;
  if (removed > 0)
    g_ptr_array_remove_range (self->dials, position, removed);
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (HallManualAddress) address = g_list_model_get_item (addresses, i);

      g_ptr_array_insert (self->dials, (int) i,
                          hall_manual_dial_new (self->context, self->discovery, address));
    }
}

/**
 * hall_manual_addresses_new:
 * @context: with clock and directory
 * @discovery: with an exchange
 * @addresses: (element-type HallManualAddress): followed from now on
 *
 * Returns: (transfer full): what has dialled all of them
 */
HallManualAddresses *
hall_manual_addresses_new (HallContext   *context,
                           HallDiscovery *discovery,
                           GListModel    *addresses)
{
  HallManualAddresses *self = g_object_new (HALL_TYPE_MANUAL_ADDRESSES, NULL);

  self->context = hall_context_ref (context);
  self->discovery = g_object_ref (discovery);
  self->addresses = g_object_ref (addresses);
  g_signal_connect_object (addresses, "items-changed", G_CALLBACK (on_items_changed), self, 0);
  on_items_changed (addresses, 0, 0, g_list_model_get_n_items (addresses), self);

  return self;
}

/**
 * hall_manual_addresses_refresh:
 * @self: the addresses
 *
 * Tries again now what failed.
 */
void
hall_manual_addresses_refresh (HallManualAddresses *self)
{
  for (guint i = 0; i < self->dials->len; i++)
    hall_manual_dial_refresh (g_ptr_array_index (self->dials, i));
}

/**
 * hall_manual_addresses_close:
 * @self: the addresses
 *
 * All links end, and nothing is dialled any more.
 */
void
hall_manual_addresses_close (HallManualAddresses *self)
{
  g_clear_object (&self->addresses);
  g_ptr_array_set_size (self->dials, 0);
}
