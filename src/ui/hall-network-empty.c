/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-network-empty.c: what is shown while there is nobody and no room: what one could do.
 *
 * Whoever shows it knows when; its buttons are actions of the window.
 */

#define G_LOG_DOMAIN "hall-network-empty"

#include "config.h"

#include "hall-ui.h"
#include "hall-wrapping.h"

#include "hall-network-empty.h"

struct _HallNetworkEmpty
{
  AdwBin parent_instance;

  GtkButton *create;
  GtkButton *check;
};

G_DEFINE_FINAL_TYPE (HallNetworkEmpty, hall_network_empty, ADW_TYPE_BIN)

static void
hall_network_empty_class_init (HallNetworkEmptyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-network-empty"));
  gtk_widget_class_bind_template_child (widget_class, HallNetworkEmpty, create);
  gtk_widget_class_bind_template_child (widget_class, HallNetworkEmpty, check);
}

static void
hall_network_empty_init (HallNetworkEmpty *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_wrap_button (self->create);
  hall_wrap_button (self->check);
}

/**
 * hall_network_empty_is:
 * @directory: who and what is there
 *
 * Returns: whether it is neither a person nor a room
 */
gboolean
hall_network_empty_is (HallDirectory *directory)
{
  g_return_val_if_fail (HALL_IS_DIRECTORY (directory), FALSE);

  return g_list_model_get_n_items (hall_directory_get_people (directory)) == 0 &&
         g_list_model_get_n_items (hall_directory_get_rooms (directory)) == 0;
}
