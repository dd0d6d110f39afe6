/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-find.c: a room, or a person, by what somebody types.
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

      if (stored->person != NULL
          || (g_strcmp0 (stored->id, name_or_id) != 0
              && g_strcmp0 (stored->name, name_or_id) != 0))
        continue;
      room = hall_directory_ensure_room (self->context->directory, stored->id);
      if (!hall_room_get_announced (room))
        hall_room_set_name (room, stored->name);
      return room;
    }
  return NULL;
}

/* We were put out of it, so it stands in no list; its history is here. */
static HallRoom *
find_put_out (HallSession *self,
              const char  *name_or_id)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->conversations);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const HallStoredRoom *stored = hall_conversation_get_stored (value);

      if (stored->put_out && (g_strcmp0 (stored->id, name_or_id) == 0
                              || g_strcmp0 (stored->name, name_or_id) == 0))
        return hall_conversation_get_room (value);
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
 * Looks among the rooms that are announced or ours, then among those we were put out of or left.
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
  former = find_put_out (self, name != NULL ? name : name_or_id);
  if (former == NULL)
    former = find_former (self, name != NULL ? name : name_or_id);
  if (former == NULL)
    g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND,
                 _("There is no room named “%s”."), name != NULL ? name : name_or_id);
  return former;
}

/* "Ben#1a2b": the name, and a tag that tells people of one name apart. */
static gboolean
is_meant (HallPerson *person,
          const char *name,
          const char *typed)
{
  g_autofree char *tagged = NULL;

  if (name != NULL && g_str_equal (hall_person_get_name (person), name))
    return TRUE;
  tagged = g_strdup_printf ("%s#%s", hall_person_get_name (person),
                            hall_person_get_key_tag (person));
  return g_str_equal (tagged, typed);
}

static HallPerson *
choose_person (GPtrArray  *found,
               const char *typed,
               GError    **error)
{
  GString *ids;

  if (found->len == 1)
    return g_ptr_array_index (found, 0);
  if (found->len == 0)
    {
      g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND,
                   _("There is nobody named “%s”."), typed);
      return NULL;
    }
  ids = g_string_new (NULL);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "",
                            hall_person_get_id (g_ptr_array_index (found, i)));
  g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_AMBIGUOUS,
               _("Several people are named “%s”. Use the id of one of them: %s"), typed, ids->str);
  g_string_free (ids, TRUE);
  return NULL;
}

/**
 * hall_session_find_person:
 * @self: a session
 * @name_or_id: an id, a name, or a name and key tag like Ben#1a2b
 * @error: return location for #HALL_SESSION_ERROR NOT_FOUND or AMBIGUOUS
 *
 * Looks among the people that are listed, without oneself.
 *
 * Returns: (transfer none) (nullable): the person
 */
HallPerson *
hall_session_find_person (HallSession *self,
                          const char  *name_or_id,
                          GError     **error)
{
  GListModel *people;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *name = NULL;

  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);
  g_return_val_if_fail (name_or_id != NULL, NULL);

  people = hall_directory_get_people (self->context->directory);
  name = hall_text_clean_name (name_or_id, HALL_NAME_MAX);
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (HallPerson) person = g_list_model_get_item (people, i);

      if (hall_person_get_is_self (person))
        continue;
      if (g_str_equal (hall_person_get_id (person), name_or_id))
        return person;   /* the model keeps it */
      if (is_meant (person, name, name_or_id))
        g_ptr_array_add (found, g_steal_pointer (&person));
    }
  return choose_person (found, name_or_id, error);
}
