/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-name.c: the name one goes by: chosen, kept, and told to others.
 */

#define G_LOG_DOMAIN "hall-session-name"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-limits.h"
#include "hall-text.h"

#include "hall-session-private.h"

static void
take_name (HallSession *self)
{
  const char *name = hall_settings_get_name (self->settings);
  g_autofree char *clean = name != NULL ? hall_text_clean_name (name, HALL_NAME_MAX) : NULL;

  g_free (self->context->name);
  self->context->name = g_steal_pointer (&clean);
  if (self->context->name != NULL)
    hall_person_set_name (hall_context_get_self (self->context), self->context->name);
}

void
hall_session_save_name (HallSession *self)
{
  if (self->context->name != NULL)
    hall_context_set_value (self->context, HALL_SESSION_NAME_KEY, self->context->name);
}

static void
on_name (HallSession *self)
{
  gboolean had_name = self->context->name != NULL;
  g_autofree char *old = g_strdup (self->context->name);
  GHashTableIter iter;
  gpointer conversation;

  /* The name of who this will be is not that of who it still is. */
  if (self->replaced)
    return;
  take_name (self);
  if (!self->running || self->mode != HALL_SESSION_ACTIVE || self->context->name == NULL
      || g_strcmp0 (old, self->context->name) == 0)
    return;
  hall_session_save_name (self);
  if (!had_name)
    {
      hall_session_begin (self);
      return;
    }
  hall_announcer_hello_soon (self->announcer);
  g_hash_table_iter_init (&iter, self->conversations);
  while (g_hash_table_iter_next (&iter, NULL, &conversation))
    hall_conversation_rename_self (conversation);
}

/* Follows the settings. */
void
hall_session_init_name (HallSession *self)
{
  take_name (self);
  g_signal_connect_object (self->settings, "notify::name", G_CALLBACK (on_name), self,
                           G_CONNECT_SWAPPED);
}

/**
 * hall_session_get_has_name:
 * @self: a session
 *
 * Returns: whether a name was chosen; before that nothing is sent
 */
gboolean
hall_session_get_has_name (HallSession *self)
{
  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);

  return self->context->name != NULL;
}

/**
 * hall_session_set_name:
 * @self: a session
 * @name: as typed
 * @error: return location for #HALL_SESSION_ERROR_NAME
 *
 * Cleans and keeps it, and tells everybody.
 *
 * Returns: whether it is a name
 */
gboolean
hall_session_set_name (HallSession *self,
                       const char  *name,
                       GError     **error)
{
  g_autofree char *clean = NULL;

  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  clean = hall_text_clean_name (name, HALL_NAME_MAX);
  if (clean == NULL)
    {
      g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NAME,
                           _("Enter a name that others can see."));
      return FALSE;
    }
  hall_settings_set_name (self->settings, clean);
  if (g_strcmp0 (self->context->name, clean) != 0)
    on_name (self);   /* an overridden setting does not notify */
  return TRUE;
}

/**
 * hall_session_suggest_name:
 * @self: a session
 *
 * Returns: (transfer full): the account's real name, else its login name
 */
char *
hall_session_suggest_name (HallSession *self)
{
  const char *names[] = { g_get_real_name (), g_get_user_name (), "Hallway" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      char *clean = NULL;

      if (names[i] != NULL && !g_str_equal (names[i], "Unknown")
          && g_utf8_validate (names[i], -1, NULL))
        clean = hall_text_clean_name (names[i], HALL_NAME_MAX);
      if (clean != NULL)
        return clean;
    }
  g_return_val_if_reached (NULL);
}
