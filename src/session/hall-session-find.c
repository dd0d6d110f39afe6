/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-find.c: a room by what a person types.
 */

#define G_LOG_DOMAIN "hall-session-find"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-limits.h"
#include "hall-text.h"

#include "hall-session-private.h"

/* Left, but its history is here: shown under its name. */
static HallRoom *
find_former (HallSession *self,
             const char  *name_or_id)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->former);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HallStoredRoom *stored = value;
      HallRoom *room;

      if (g_strcmp0 (stored->id, name_or_id) != 0 && g_strcmp0 (stored->name, name_or_id) != 0)
        continue;
      room = hall_directory_ensure_room (self->context->directory, stored->id);
      if (!hall_room_get_announced (room))
        hall_room_set_name (room, stored->name);
      return room;
    }
  return NULL;
}

static HallRoom *
refuse_ambiguous (GPtrArray  *found,
                  const char *name,
                  GError    **error)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "",
                            hall_room_get_id (g_ptr_array_index (found, i)));
  g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_AMBIGUOUS,
               _("Several rooms are named “%s”. Use the id of one of them: %s"), name, ids->str);
  g_string_free (ids, TRUE);
  return NULL;
}

/**
 * hall_session_find_room:
 * @self: a session
 * @name_or_id: the name or the id of a room
 * @error: return location for #HALL_SESSION_ERROR NOT_FOUND or AMBIGUOUS
 *
 * Looks among the rooms that are announced or ours, then among those we left.
 *
 * Returns: (transfer none) (nullable): the room
 */
HallRoom *
hall_session_find_room (HallSession *self,
                        const char  *name_or_id,
                        GError     **error)
{
  GListModel *rooms;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *name = NULL;
  HallRoom *former;

  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);
  g_return_val_if_fail (name_or_id != NULL, NULL);

  rooms = hall_directory_get_rooms (self->context->directory);
  name = hall_text_clean_name (name_or_id, HALL_NAME_MAX);
  for (guint i = 0; i < g_list_model_get_n_items (rooms); i++)
    {
      g_autoptr (HallRoom) room = g_list_model_get_item (rooms, i);

      if (g_str_equal (hall_room_get_id (room), name_or_id))
        return room;   /* the model keeps it */
      if (name != NULL && g_strcmp0 (hall_room_get_name (room), name) == 0)
        g_ptr_array_add (found, g_steal_pointer (&room));
    }
  if (found->len > 1)
    return refuse_ambiguous (found, name, error);
  if (found->len == 1)
    return g_ptr_array_index (found, 0);
  former = find_former (self, name != NULL ? name : name_or_id);
  if (former == NULL)
    g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND,
                 _("There is no room named “%s”."), name != NULL ? name : name_or_id);
  return former;
}
