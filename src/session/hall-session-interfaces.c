/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-interfaces.c: choosing network interfaces one by one.
 *
 * What is chosen becomes patterns in the settings, which HallNetwork follows. Where the settings
 * name the only interfaces to use, one more is one more name; else one that is not wanted is left
 * out, and one that is left out otherwise is taken back in.
 */

#define G_LOG_DOMAIN "hall-session-interfaces"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "hall-interface.h"

#include "hall-session-private.h"

#include "hall-session-interfaces.h"

/**
 * hall_interface_choice_free:
 * @self: (transfer full): a choice
 */
void
hall_interface_choice_free (HallInterfaceChoice *self)
{
  g_strfreev (self->addresses);
  g_free (self->name);
  g_free (self);
}

/* (nullable) (transfer full): nothing of one that cannot be chosen, or that nobody would. */
static HallInterfaceChoice *
make_choice (const HallSurveyedInterface *surveyed)
{
  HallInterfaceChoice *choice;
  HallInterfaceState state;

  switch (surveyed->reason)
    {
    case HALL_INTERFACE_USED:
      state = HALL_INTERFACE_STATE_USED;
      break;
    case HALL_INTERFACE_DOWN:
    case HALL_INTERFACE_NO_ADDRESS:
      state = HALL_INTERFACE_STATE_DISCONNECTED;
      break;
    case HALL_INTERFACE_NO_MULTICAST:
      state = HALL_INTERFACE_STATE_UNFIT;
      break;
    case HALL_INTERFACE_EXCLUDED:
      state = HALL_INTERFACE_STATE_LEFT_OUT;
      break;
    case HALL_INTERFACE_SET_ASIDE:
      /* The many that belong to containers have none of their own. */
      if (surveyed->addresses[0] == NULL || strchr (surveyed->addresses[0], '.') == NULL)
        return NULL;
      state = HALL_INTERFACE_STATE_SET_ASIDE;
      break;
    case HALL_INTERFACE_LOOPBACK:
    case HALL_INTERFACE_POINT_TO_POINT:
    default:
      return NULL;
    }
  choice = g_new0 (HallInterfaceChoice, 1);
  choice->name = g_strdup (surveyed->name);
  choice->addresses = g_strdupv (surveyed->addresses);
  choice->state = state;
  choice->chosen = state < HALL_INTERFACE_STATE_LEFT_OUT;
  return choice;
}

/**
 * hall_session_list_interfaces:
 * @self: a session
 *
 * Returns: (transfer full) (element-type HallInterfaceChoice): the interfaces of this computer that
 *   can be chosen; none before the start
 */
GPtrArray *
hall_session_list_interfaces (HallSession *self)
{
  GPtrArray *choices;
  g_autoptr (GPtrArray) survey = NULL;

  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);

  choices = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_interface_choice_free);
  if (self->context->transport != NULL)
    survey = hall_transport_survey (self->context->transport);
  for (guint i = 0; survey != NULL && i < survey->len; i++)
    {
      HallInterfaceChoice *choice = make_choice (g_ptr_array_index (survey, i));

      if (choice != NULL)
        g_ptr_array_add (choices, choice);
    }
  return choices;
}

static gboolean
is_allowed (HallSession *self,
            const char  *name)
{
  g_auto (GStrv) patterns = hall_settings_build_interface_patterns (self->settings);

  return hall_interface_judge_name (name, (const char *const *) patterns) == HALL_INTERFACE_USED;
}

/* (transfer full) (array zero-terminated=1): without @left_out, with @added at the end. */
static char **
edit_list (const char *const *list,
           const char        *left_out,
           const char        *added)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; list[i] != NULL; i++)
    if (g_strcmp0 (list[i], left_out) != 0 && g_strcmp0 (list[i], added) != 0)
      g_strv_builder_add (builder, list[i]);
  if (added != NULL)
    g_strv_builder_add (builder, added);
  return g_strv_builder_end (builder);
}

static void
set_list (HallSession *self,
          const char  *setting,
          char       **list)
{
  g_object_set (self->settings, setting, list, NULL);
  g_strfreev (list);
}

/* Among the only ones. */
static void
choose_only (HallSession *self,
             const char  *name,
             gboolean     chosen)
{
  const char *const *only = hall_settings_get_interfaces (self->settings);
  g_autoptr (GPtrArray) choices = hall_session_list_interfaces (self);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  if (chosen)
    {
      set_list (self, "interfaces", edit_list (only, NULL, name));
      return;
    }
  names = edit_list (only, name, NULL);
  if (!g_strv_contains (only, name) && is_allowed (self, name))
    {
      /* By a pattern, which cannot say "but that one". */
      for (guint i = 0; i < choices->len; i++)
        {
          const HallInterfaceChoice *choice = g_ptr_array_index (choices, i);

          if (choice->chosen && !g_str_equal (choice->name, name))
            g_strv_builder_add (builder, choice->name);
        }
      g_strfreev (names);
      names = g_strv_builder_end (builder);
    }
  /* None at all would mean each. */
  if (names[0] != NULL)
    g_object_set (self->settings, "interfaces", names, NULL);
}

/* Among all. One setting is set once: each change is a goodbye and a hello. */
static void
choose_among_all (HallSession *self,
                  const char  *name,
                  gboolean     chosen)
{
  const char *const *excluded = hall_settings_get_excluded_interfaces (self->settings);
  g_autofree char *taken_in = g_strconcat ("+", name, NULL);
  const char *undone = chosen ? name : taken_in;
  g_auto (GStrv) without = edit_list (excluded, undone, NULL);
  gboolean allowed = hall_interface_judge_name (name, (const char *const *) without)
                     == HALL_INTERFACE_USED;

  if (allowed != chosen)
    set_list (self, "excluded-interfaces", edit_list (excluded, undone, chosen ? taken_in : name));
  else
    g_object_set (self->settings, "excluded-interfaces", without, NULL);
}

static gboolean
is_last (HallSession *self,
         const char  *name)
{
  g_autoptr (GPtrArray) choices = hall_session_list_interfaces (self);

  for (guint i = 0; i < choices->len; i++)
    {
      const HallInterfaceChoice *choice = g_ptr_array_index (choices, i);

      if (choice->chosen && !g_str_equal (choice->name, name))
        return FALSE;
    }
  return choices->len > 0;
}

/**
 * hall_session_choose_interface:
 * @self: a session
 * @name: an interface
 * @chosen: whether it is to be used
 * @error: return location for #HALL_SESSION_ERROR_NETWORK; the message is for people
 *
 * Saves it, and it holds at once.
 *
 * Returns: whether it is so now
 */
gboolean
hall_session_choose_interface (HallSession *self,
                               const char  *name,
                               gboolean     chosen,
                               GError     **error)
{
  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  if (is_allowed (self, name) == chosen)
    return TRUE;
  if (!chosen && is_last (self, name))
    {
      g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NETWORK,
                           _("At least one network interface has to be used."));
      return FALSE;
    }
  if (hall_settings_get_interfaces (self->settings)[0] != NULL)
    choose_only (self, name, chosen);
  else
    choose_among_all (self, name, chosen);
  if (is_allowed (self, name) == chosen)
    return TRUE;
  g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NETWORK,
                       _("This network interface cannot be chosen."));
  return FALSE;
}

/**
 * hall_session_interfaces_are_fixed:
 * @self: a session
 *
 * Returns: whether choosing changes nothing, since an administrator has chosen
 */
gboolean
hall_session_interfaces_are_fixed (HallSession *self)
{
  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);

  if (hall_settings_get_interfaces (self->settings)[0] != NULL)
    return hall_settings_is_fixed (self->settings, "interfaces");
  return hall_settings_is_fixed (self->settings, "excluded-interfaces");
}
