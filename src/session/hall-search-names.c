/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-search-names.c: whom, and which conversation, somebody means who types a name into a search.
 *
 * Looks at everybody who is known of: who is listed, and who is or was in one of our rooms.
 */

#define G_LOG_DOMAIN "hall-search-names"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "hall-text.h"

#include "hall-session-private.h"

#include "hall-search-query.h"

/* How well somebody, or a room, fits what was typed; only the best are meant. */
typedef enum
{
  FIT_NONE,
  FIT_BEGINNING,
  FIT_NAME,
  FIT_ID,
} Fit;

/* Both folded. */
static Fit
judge_name (const char *folded,
            const char *own)
{
  if (*own == '\0' || *folded == '\0')
    return FIT_NONE;
  if (g_str_equal (own, folded))
    return FIT_NAME;
  return g_str_has_prefix (own, folded) ? FIT_BEGINNING : FIT_NONE;
}

static Fit
judge_person (HallPerson *person,
              const char *typed,
              const char *folded)
{
  if (g_str_equal (hall_person_get_id (person), typed))
    return FIT_ID;
  if (strchr (folded, '#') != NULL)
    {
      g_autofree char *tagged = g_strdup_printf ("%s#%s", hall_person_get_name (person),
                                                 hall_person_get_key_tag (person));
      g_autofree char *own = hall_text_fold (tagged);

      if (g_str_equal (own, folded))
        return FIT_ID;
    }
  return judge_name (folded, hall_person_get_folded_name (person));
}

static void
add_ids (GHashTable *ids,
         GPtrArray  *more)
{
  for (guint i = 0; i < more->len; i++)
    g_hash_table_add (ids, g_strdup (g_ptr_array_index (more, i)));
}

/* (transfer full): set of the ids of all who may have written something that is kept here. */
static GHashTable *
list_people (HallSession *session)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GListModel *people = hall_directory_get_people (session->context->directory);
  GHashTableIter iter;
  gpointer conversation;

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (HallPerson) person = g_list_model_get_item (people, i);

      g_hash_table_add (ids, g_strdup (hall_person_get_id (person)));
    }
  g_hash_table_iter_init (&iter, session->conversations);
  while (g_hash_table_iter_next (&iter, NULL, &conversation))
    {
      HallCensus *census = hall_conversation_get_census (conversation);
      g_autoptr (GPtrArray) members = hall_census_list (census);
      g_autoptr (GPtrArray) former = hall_census_list_former (census);

      add_ids (ids, members);
      add_ids (ids, former);
    }
  g_hash_table_add (ids, g_strdup (session->context->own_id));
  return ids;
}

/**
 * hall_search_find_authors:
 * @session: a session
 * @typed: "me", an id, a name, the beginning of one, or a name and key tag like Ben#1a2b
 * @error: return location for #HALL_SESSION_ERROR NOT_FOUND
 *
 * Several people may have the name: all of them are meant.
 *
 * Returns: (transfer full) (nullable): ids
 */
char **
hall_search_find_authors (HallSession  *session,
                          const char   *typed,
                          GError      **error)
{
  g_autofree char *folded = hall_text_fold (typed);
  /* Translators: typed after "from:" in a search, for what one has written oneself; one word */
  g_autofree char *me = hall_text_fold (g_dpgettext2 (GETTEXT_PACKAGE, "search filter",
                                                      NC_("search filter", "me")));
  g_autoptr (GHashTable) people = list_people (session);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  Fit best = FIT_BEGINNING;
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, people);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      HallPerson *person = hall_directory_ensure_person (session->context->directory, id);
      Fit fit = judge_person (person, typed, folded);

      if (g_str_equal (id, session->context->own_id)
          && (g_str_equal (folded, "me") || g_str_equal (folded, me)))
        fit = MAX (fit, FIT_NAME);
      if (fit < best)
        continue;
      if (fit > best)
        g_ptr_array_set_size (found, 0);
      best = fit;
      g_ptr_array_add (found, g_strdup (id));
    }
  if (found->len == 0)
    {
      g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND,
                   _("There is nobody named “%s”."), typed);
      return NULL;
    }
  g_ptr_array_add (found, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

/* A room that was left, with its history. (transfer none) (nullable) */
static HallRoom *
get_former (HallSession    *session,
            HallStoredRoom *stored)
{
  HallRoom *room;

  if (stored->person != NULL)
    return NULL;
  room = hall_directory_ensure_room (session->context->directory, stored->id);
  if (!hall_room_get_announced (room))
    hall_room_set_name (room, stored->name);
  return room;
}

HallRoom *
hall_search_lookup_room (HallSession *session,
                         const char  *id)
{
  HallConversation *conversation = g_hash_table_lookup (session->conversations, id);
  HallStoredRoom *stored;

  if (conversation != NULL)
    return hall_conversation_get_room (conversation);
  stored = g_hash_table_lookup (session->former, id);
  return stored != NULL ? get_former (session, stored) : NULL;
}

static Fit
judge_room (HallRoom   *room,
            const char *typed,
            const char *folded)
{
  HallPerson *person = hall_room_get_person (room);
  g_autofree char *own = NULL;

  if (g_str_equal (hall_room_get_id (room), typed))
    return FIT_ID;
  if (person != NULL)
    return judge_person (person, typed, folded);
  own = hall_text_fold (hall_room_get_name (room));
  return judge_name (folded, own);
}

typedef struct
{
  const char *typed;
  char *folded;
  Fit best;
  GPtrArray *found;        /* (element-type HallRoom), unowned */
} Finding;

static void
consider (Finding  *self,
          HallRoom *room)
{
  Fit fit = judge_room (room, self->typed, self->folded);

  if (fit < self->best)
    return;
  if (fit > self->best)
    g_ptr_array_set_size (self->found, 0);
  self->best = fit;
  g_ptr_array_add (self->found, room);
}

static HallRoom *
choose (Finding *self,
        GError **error)
{
  GString *ids;

  if (self->found->len == 1)
    return g_ptr_array_index (self->found, 0);
  if (self->found->len == 0)
    {
      g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND,
                   _("There is no room named “%s”."), self->typed);
      return NULL;
    }
  ids = g_string_new (NULL);
  for (guint i = 0; i < self->found->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "",
                            hall_room_get_id (g_ptr_array_index (self->found, i)));
  g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_AMBIGUOUS,
               _("Several rooms are named “%s”. Use the id of one of them: %s"), self->typed,
               ids->str);
  g_string_free (ids, TRUE);
  return NULL;
}

/**
 * hall_search_find_room:
 * @session: a session
 * @typed: the id or the name of a room or of somebody, or the beginning of one
 * @error: return location for #HALL_SESSION_ERROR NOT_FOUND or AMBIGUOUS
 *
 * Those that we are in come before those that were left.
 *
 * Returns: (transfer none) (nullable): the conversation
 */
HallRoom *
hall_search_find_room (HallSession  *session,
                       const char   *typed,
                       GError      **error)
{
  g_autofree char *folded = hall_text_fold (typed);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  Finding finding = { typed, folded, FIT_BEGINNING, found };
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, session->conversations);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    consider (&finding, hall_conversation_get_room (value));
  if (found->len > 0 && finding.best > FIT_BEGINNING)
    return choose (&finding, error);
  g_hash_table_iter_init (&iter, session->former);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HallRoom *room = get_former (session, value);

      if (room != NULL)
        consider (&finding, room);
    }
  return choose (&finding, error);
}
