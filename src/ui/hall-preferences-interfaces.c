/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-preferences-interfaces.c: which network interfaces Hallway uses, each with a switch.
 *
 * Part of the preferences. The session knows them and keeps the choice; a row stays the same as
 * long as its interface is there, so that the keyboard does.
 */

#define G_LOG_DOMAIN "hall-preferences-interfaces"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-preferences-row.h"
#include "hall-session-interfaces.h"

#include "hall-preferences-interfaces.h"

struct _HallPreferencesInterfaces
{
  AdwPreferencesGroup parent_instance;

  HallSession *session; /* (nullable): until set */
  GHashTable *rows;     /* name ⇒ AdwActionRow, not owned */
  guint source;         /* 0, or rows may have to go */
  gboolean updating;
  gboolean switching;   /* somebody uses a row just now: none goes before that is done */
};

G_DEFINE_FINAL_TYPE (HallPreferencesInterfaces, hall_preferences_interfaces,
                     ADW_TYPE_PREFERENCES_GROUP)

/* (transfer full) */
static char *
describe (const HallInterfaceChoice *choice)
{
  switch (choice->state)
    {
    case HALL_INTERFACE_STATE_DISCONNECTED:
      return g_strdup (C_("interface", "Not connected"));
    case HALL_INTERFACE_STATE_UNFIT:
      return g_strdup (C_("interface", "Nobody can be found by it"));
    case HALL_INTERFACE_STATE_SET_ASIDE:
      return g_strdup (C_("interface", "Of a VPN, of containers or virtual machines"));
    case HALL_INTERFACE_STATE_USED:
    case HALL_INTERFACE_STATE_LEFT_OUT:
    default:
      return g_strjoinv (", ", choice->addresses);
    }
}

static void update (HallPreferencesInterfaces *self);

static gboolean
on_idle (gpointer user_data)
{
  HallPreferencesInterfaces *self = user_data;

  self->source = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* What is chosen can take the row away, and the switch whose signal this is. */
static void
on_switched (HallPreferencesInterfaces *self,
             GParamSpec                *pspec,
             GtkSwitch                 *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (widget), ADW_TYPE_ACTION_ROW);
  const char *name = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  g_autoptr (GError) error = NULL;

  if (self->updating)
    return;
  self->switching = TRUE;
  if (!hall_session_choose_interface (self->session, name, gtk_switch_get_active (widget), &error))
    hall_preferences_row_tell (GTK_WIDGET (self), error->message);
  update (self);
  self->switching = FALSE;
  if (self->source == 0)
    self->source = g_idle_add (on_idle, self);
}

static AdwActionRow *
add_row (HallPreferencesInterfaces *self,
         const char                *name)
{
  AdwActionRow *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", name, NULL);
  GtkWidget *widget = g_object_new (GTK_TYPE_SWITCH, "valign", GTK_ALIGN_CENTER, NULL);

  g_signal_connect_object (widget, "notify::active", G_CALLBACK (on_switched), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (row, widget);
  adw_action_row_set_activatable_widget (row, widget);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
  g_hash_table_insert (self->rows, g_strdup (name), row);
  return row;
}

static void
update_row (HallPreferencesInterfaces *self,
            const HallInterfaceChoice *choice)
{
  AdwActionRow *row = g_hash_table_lookup (self->rows, choice->name);
  g_autofree char *text = describe (choice);

  if (row == NULL)
    row = add_row (self, choice->name);
  adw_action_row_set_subtitle (row, text);
  gtk_switch_set_active (GTK_SWITCH (adw_action_row_get_activatable_widget (row)), choice->chosen);
  gtk_widget_set_sensitive (GTK_WIDGET (row), !hall_session_interfaces_are_fixed (self->session));
}

static void
drop_rows (HallPreferencesInterfaces *self,
           GPtrArray                 *choices)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer name, row;

  for (guint i = 0; i < choices->len; i++)
    g_hash_table_add (kept, ((HallInterfaceChoice *) g_ptr_array_index (choices, i))->name);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &name, &row))
    {
      if (g_hash_table_contains (kept, name))
        continue;
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
      g_hash_table_iter_remove (&iter);
    }
}

static void
update (HallPreferencesInterfaces *self)
{
  g_autoptr (GPtrArray) choices = hall_session_list_interfaces (self->session);

  self->updating = TRUE;
  if (!self->switching)
    drop_rows (self, choices);
  for (guint i = 0; i < choices->len; i++)
    update_row (self, g_ptr_array_index (choices, i));
  self->updating = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), choices->len > 0);
}

static void
hall_preferences_interfaces_dispose (GObject *object)
{
  HallPreferencesInterfaces *self = HALL_PREFERENCES_INTERFACES (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_preferences_interfaces_parent_class)->dispose (object);
}

static void
hall_preferences_interfaces_class_init (HallPreferencesInterfacesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_preferences_interfaces_dispose;
}

static void
hall_preferences_interfaces_init (HallPreferencesInterfaces *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Network Interfaces"));
}

/**
 * hall_preferences_interfaces_set_session:
 * @self: a new one
 * @session: whose interfaces they are
 */
void
hall_preferences_interfaces_set_session (HallPreferencesInterfaces *self,
                                         HallSession               *session)
{
  static const char *const settings[] = { "notify::interfaces", "notify::excluded-interfaces" };

  g_return_if_fail (HALL_IS_PREFERENCES_INTERFACES (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "interfaces-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    g_signal_connect_object (hall_session_get_settings (session), settings[i],
                             G_CALLBACK (update), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update (self);
  if (hall_session_interfaces_are_fixed (session))
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                           _("Set by the administrator"));
}
