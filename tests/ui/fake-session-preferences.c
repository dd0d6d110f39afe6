/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session-preferences.c: network interfaces and history of the fake session.
 */

#define G_LOG_DOMAIN "fake-session-preferences"

#include "config.h"

#include "fake-session-preferences.h"
#include "fake-session-private.h"

#define INTERFACES_KEY "fake-interfaces"

void
hall_interface_choice_free (HallInterfaceChoice *self)
{
  g_strfreev (self->addresses);
  g_free (self->name);
  g_free (self);
}

/* (element-type HallInterfaceChoice) */
static GPtrArray *
get_interfaces (HallSession *self)
{
  GPtrArray *interfaces = g_object_get_data (G_OBJECT (self), INTERFACES_KEY);

  if (interfaces == NULL)
    {
      interfaces = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_interface_choice_free);
      g_object_set_data_full (G_OBJECT (self), INTERFACES_KEY, interfaces,
                              (GDestroyNotify) g_ptr_array_unref);
    }
  return interfaces;
}

static HallInterfaceChoice *
look_up (HallSession *self,
         const char  *name)
{
  GPtrArray *interfaces = get_interfaces (self);

  for (guint i = 0; i < interfaces->len; i++)
    {
      HallInterfaceChoice *choice = g_ptr_array_index (interfaces, i);

      if (g_str_equal (choice->name, name))
        return choice;
    }
  return NULL;
}

static void
set_state (HallInterfaceChoice *choice,
           HallInterfaceState   state)
{
  choice->state = state;
  choice->chosen = state < HALL_INTERFACE_STATE_LEFT_OUT;
}

void
fake_session_set_interface (HallSession        *self,
                            const char         *name,
                            const char         *address,
                            HallInterfaceState  state)
{
  HallInterfaceChoice *choice = look_up (self, name);

  if (choice == NULL)
    {
      choice = g_new0 (HallInterfaceChoice, 1);
      choice->name = g_strdup (name);
      g_ptr_array_add (get_interfaces (self), choice);
    }
  g_strfreev (choice->addresses);
  choice->addresses = g_strsplit (address, " ", 0);
  set_state (choice, state);
  g_signal_emit_by_name (self, "interfaces-changed");
}

void
fake_session_remove_interface (HallSession *self,
                               const char  *name)
{
  g_ptr_array_remove (get_interfaces (self), look_up (self, name));
  g_signal_emit_by_name (self, "interfaces-changed");
}

GPtrArray *
hall_session_list_interfaces (HallSession *self)
{
  GPtrArray *interfaces = get_interfaces (self);
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_interface_choice_free);

  for (guint i = 0; i < interfaces->len; i++)
    {
      const HallInterfaceChoice *choice = g_ptr_array_index (interfaces, i);
      HallInterfaceChoice *second = g_memdup2 (choice, sizeof *choice);

      second->name = g_strdup (choice->name);
      second->addresses = g_strdupv (choice->addresses);
      g_ptr_array_add (copy, second);
    }
  return copy;
}

gboolean
hall_session_choose_interface (HallSession  *self,
                               const char   *name,
                               gboolean      chosen,
                               GError      **error)
{
  g_autofree char *failure = g_steal_pointer (&self->failure);
  g_autofree char *copy = g_strdup (name);
  HallInterfaceChoice *choice = look_up (self, name);

  if (failure != NULL)
    {
      g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NETWORK, failure);
      return FALSE;
    }
  /* One without an address is of containers, and nobody would choose it. */
  if (!chosen && choice->addresses[0] == NULL)
    g_ptr_array_remove (get_interfaces (self), choice);
  else
    set_state (choice, chosen ? HALL_INTERFACE_STATE_USED : HALL_INTERFACE_STATE_LEFT_OUT);
  g_signal_emit_by_name (self, "interfaces-changed");
  g_assert_cmpstr (name, ==, copy);   /* the caller's, until we return */
  return TRUE;
}

gboolean
hall_session_interfaces_are_fixed (HallSession *self)
{
  return hall_settings_is_fixed (self->settings, "interfaces");
}

void
hall_session_delete_history_async (HallSession         *self,
                                   gint64               before_ms,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  self->n_deletions++;
  self->deleted_before = before_ms;
  fake_session_answer (self, self, cancellable, callback, user_data);
}

gboolean
hall_session_delete_history_finish (HallSession   *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  return fake_session_finish_boolean (self, result, error);
}

guint
fake_session_count_deletions (HallSession *self)
{
  return self->n_deletions;
}

gint64
fake_session_get_deleted_before (HallSession *self)
{
  return self->deleted_before;
}
