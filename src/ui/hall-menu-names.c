/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-menu-names.c: what a screen reader calls the items of menus.
 *
 * GTK says that an item is labelled by the label in it, and by 4.24 it leaves that label out of
 * what it tells: the item has no name then, nor would one be heard that it is given besides. So
 * each item gets its text for a name, instead of that relation, whenever it is shown; GTK's own
 * menus of texts, too. 4.18 tells the names, and older ones: there nothing is done.
 */

#define G_LOG_DOMAIN "hall-menu-names"

#include "config.h"

#include "hall-menu-names.h"

#if GTK_CHECK_VERSION (4, 20, 0)

/* GTK keeps the class to itself; the property is how its own menus are built. */
#define ITEM_TYPE "GtkModelButton"

static void
name_item (GtkWidget *item)
{
  g_autofree char *text = NULL;

  g_object_get (item, "text", &text, NULL);
  if (text == NULL || *text == '\0')
    return;
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static gboolean
on_mapped (GSignalInvocationHint *hint,
           guint                  n_values,
           const GValue          *values,
           gpointer               user_data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);

  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), ITEM_TYPE))
    {
      /* With another text GTK brings its relation back. */
      g_signal_handlers_disconnect_by_func (widget, name_item, NULL);
      g_signal_connect (widget, "notify::text", G_CALLBACK (name_item), NULL);
      name_item (widget);
    }
  return G_SOURCE_CONTINUE;
}

#endif

/**
 * hall_menu_names_watch:
 *
 * From now on a screen reader is told what the items of all menus of this process are called.
 * Once, after GTK was initialised.
 */
void
hall_menu_names_watch (void)
{
#if GTK_CHECK_VERSION (4, 20, 0)
  g_autoptr (GTypeClass) widget_class = g_type_class_ref (GTK_TYPE_WIDGET);

  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, on_mapped, NULL, NULL);
#endif
}
