/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session-rights.c: locks, invitations and moderation in the fake session.
 *
 * What is done changes the models at once, and is remembered in words for the test; events come
 * only when a test says so. Who may do what follows the real rules, as far as a window sees them.
 */

#define G_LOG_DOMAIN "fake-session-rights"

#include "config.h"

#include "fake-session-private.h"
#include "fake-session-rights.h"

#define TRIES 5

typedef struct
{
  GHashTable *phrases; /* id of a room → the right one */
  GHashTable *kept;    /* id of a room → what is in the keyring */
  char *deed;
  char *refusal;       /* (nullable) */
  HallSessionError refusal_code;
  guint n_deeds;
  guint n_suggested;
  guint n_wrong;
} Rights;

static void
free_rights (gpointer data)
{
  Rights *rights = data;

  g_hash_table_unref (rights->phrases);
  g_hash_table_unref (rights->kept);
  g_free (rights->deed);
  g_free (rights->refusal);
  g_free (rights);
}

static Rights *
get_rights (HallSession *self)
{
  Rights *rights = g_object_get_data (G_OBJECT (self), "fake-rights");

  if (rights != NULL)
    return rights;
  rights = g_new0 (Rights, 1);
  rights->phrases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  rights->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  rights->deed = g_strdup ("");
  g_object_set_data_full (G_OBJECT (self), "fake-rights", rights, free_rights);
  return rights;
}

static gboolean
contains (GListModel *people,
          HallPerson *person)
{
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (HallPerson) other = g_list_model_get_item (people, i);

      if (other == person)
        return TRUE;
    }
  return FALSE;
}

/* Remembers what is done; FALSE when the test wants it to fail. */
static gboolean
do_deed (HallSession  *self,
         const char   *verb,
         const char   *object,
         GError      **error)
{
  Rights *rights = get_rights (self);

  if (self->failure != NULL)
    {
      g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED, self->failure);
      g_clear_pointer (&self->failure, g_free);
      return FALSE;
    }
  g_free (rights->deed);
  rights->deed = object != NULL ? g_strdup_printf ("%s %s", verb, object) : g_strdup (verb);
  rights->n_deeds++;
  return TRUE;
}

char *
hall_session_suggest_passphrase (HallSession *self)
{
  static const char *const phrases[] = {
    "quiet river seven lamp orbit maple", "green stone early piano wide harbor",
  };

  return g_strdup (phrases[get_rights (self)->n_suggested++ % G_N_ELEMENTS (phrases)]);
}

typedef struct
{
  HallRoom *room;
  char *passphrase; /* (nullable) */
  gboolean remember;
} Unlocking;

static void
free_unlocking (gpointer data)
{
  Unlocking *unlocking = data;

  g_object_unref (unlocking->room);
  g_free (unlocking->passphrase);
  g_free (unlocking);
}

/* (nullable): why one may not come in */
static GError *
judge (HallSession *self,
       Unlocking   *unlocking)
{
  Rights *rights = get_rights (self);
  const char *right = g_hash_table_lookup (rights->phrases, hall_room_get_id (unlocking->room));
  GError *error = NULL;

  if (rights->refusal != NULL)
    {
      error = g_error_new_literal (HALL_SESSION_ERROR, rights->refusal_code, rights->refusal);
      g_clear_pointer (&rights->refusal, g_free);
      return error;
    }
  if (hall_room_get_lock (unlocking->room) != HALL_LOCK_PASSPHRASE)
    return NULL;
  if (unlocking->passphrase == NULL)
    return g_error_new_literal (HALL_SESSION_ERROR, HALL_SESSION_ERROR_LOCKED,
                                "This room has a passphrase.");
  if (g_strcmp0 (unlocking->passphrase, right) == 0)
    return NULL;
  rights->n_wrong++;
  return g_error_new (HALL_SESSION_ERROR, HALL_SESSION_ERROR_PASSPHRASE,
                      "The passphrase is wrong. %u tries are left.", TRIES - rights->n_wrong);
}

static gboolean
on_unlock (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HallSession *self = g_task_get_source_object (task);
  Unlocking *unlocking = g_task_get_task_data (task);
  GError *error;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  error = judge (self, unlocking);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return G_SOURCE_REMOVE;
    }
  if (unlocking->remember && unlocking->passphrase != NULL)
    fake_session_keep_passphrase (self, unlocking->room, unlocking->passphrase);
  hall_room_set_removed (unlocking->room, FALSE);
  fake_session_enter_room (self, unlocking->room, HALL_MEMBERSHIP_LIVE);
  g_task_return_pointer (task, g_object_ref (unlocking->room), g_object_unref);
  return G_SOURCE_REMOVE;
}

void
hall_session_unlock_room_async (HallSession         *self,
                                HallRoom            *room,
                                const char          *passphrase,
                                gboolean             remember,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Unlocking *unlocking = g_new (Unlocking, 1);

  self->n_joins++;
  unlocking->room = g_object_ref (room);
  unlocking->passphrase = g_strdup (passphrase);
  unlocking->remember = remember;
  g_task_set_task_data (task, unlocking, free_unlocking);
  g_idle_add (on_unlock, task);
}

void
hall_session_lookup_passphrase_async (HallSession         *self,
                                      HallRoom            *room,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  fake_session_answer (self, room, cancellable, callback, user_data);
}

char *
hall_session_lookup_passphrase_finish (HallSession   *self,
                                       GAsyncResult  *result,
                                       GError       **error)
{
  g_autoptr (HallRoom) room = g_task_propagate_pointer (G_TASK (result), error);

  return room != NULL ? g_strdup (fake_session_get_kept (self, room)) : NULL;
}

gboolean
hall_session_needs_passphrase (HallSession *self,
                               HallRoom    *room)
{
  return hall_room_get_lock (room) == HALL_LOCK_PASSPHRASE && !hall_room_get_is_member (room);
}

gboolean
hall_session_invite (HallSession  *self,
                     HallRoom     *room,
                     HallPerson   *person,
                     GError      **error)
{
  return do_deed (self, "invite", hall_person_get_name (person), error);
}

gboolean
hall_session_kick (HallSession  *self,
                   HallRoom     *room,
                   HallPerson   *person,
                   GError      **error)
{
  if (!do_deed (self, "kick", hall_person_get_name (person), error))
    return FALSE;
  hall_room_remove_member (room, person);
  return TRUE;
}

static GPtrArray *
copy_without (GListModel *people,
              HallPerson *person)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (HallPerson) other = g_list_model_get_item (people, i);

      if (other != person)
        g_ptr_array_add (copy, g_steal_pointer (&other));
    }
  return copy;
}

gboolean
hall_session_ban (HallSession  *self,
                  HallRoom     *room,
                  HallPerson   *person,
                  gboolean      banned,
                  GError      **error)
{
  g_autoptr (GPtrArray) people = NULL;

  if (!do_deed (self, banned ? "ban" : "unban", hall_person_get_name (person), error))
    return FALSE;
  people = copy_without (hall_room_get_banned_people (room), person);
  if (banned)
    {
      g_ptr_array_add (people, g_object_ref (person));
      hall_room_remove_member (room, person);
    }
  hall_room_set_banned_people (room, people);
  return TRUE;
}

gboolean
hall_session_set_moderator (HallSession  *self,
                            HallRoom     *room,
                            HallPerson   *person,
                            gboolean      moderator,
                            GError      **error)
{
  GListModel *members = hall_room_get_members (room);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);

  if (!do_deed (self, moderator ? "appoint" : "dismiss", hall_person_get_name (person), error))
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (HallPerson) member = g_list_model_get_item (members, i);

      if (member == person ? moderator : hall_room_is_moderator (room, member))
        g_ptr_array_add (people, g_steal_pointer (&member));
    }
  hall_room_set_moderators (room, people);
  return TRUE;
}

gboolean
hall_session_delete_message (HallSession  *self,
                             HallRoom     *room,
                             HallMessage  *message,
                             GError      **error)
{
  const char *ids[] = { hall_message_get_id (message), NULL };

  if (!do_deed (self, "delete", hall_message_get_text (message), error))
    return FALSE;
  hall_timeline_set_hidden (hall_room_get_timeline (room), ids, TRUE);
  return TRUE;
}

gboolean
hall_session_change_room (HallSession  *self,
                          HallRoom     *room,
                          const char   *name,
                          const char   *topic,
                          GError      **error)
{
  g_autofree char *what = g_strdup_printf ("%s|%s", name != NULL ? name : "-",
                                           topic != NULL ? topic : "-");

  if (!do_deed (self, "change", what, error))
    return FALSE;
  if (name != NULL)
    hall_room_set_name (room, name);
  if (topic != NULL)
    hall_room_set_topic (room, topic);
  return TRUE;
}

gboolean
hall_session_set_closed (HallSession  *self,
                         HallRoom     *room,
                         gboolean      closed,
                         GError      **error)
{
  if (!do_deed (self, closed ? "close" : "open", NULL, error))
    return FALSE;
  hall_room_set_closed (room, closed);
  return TRUE;
}

gboolean
hall_session_set_moderators_invite (HallSession  *self,
                                    HallRoom     *room,
                                    gboolean      moderators_invite,
                                    GError      **error)
{
  if (!do_deed (self, moderators_invite ? "moderators-invite" : "members-invite", NULL, error))
    return FALSE;
  hall_room_set_moderators_invite (room, moderators_invite);
  return TRUE;
}

void
hall_session_set_passphrase_async (HallSession         *self,
                                   HallRoom            *room,
                                   const char          *passphrase,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  if (self->failure == NULL)
    {
      do_deed (self, "passphrase", passphrase, NULL);
      g_hash_table_insert (get_rights (self)->phrases, g_strdup (hall_room_get_id (room)),
                           g_strdup (passphrase));
      hall_room_set_has_passphrase (room, TRUE);
    }
  fake_session_answer (self, room, cancellable, callback, user_data);
}

gboolean
hall_session_set_passphrase_finish (HallSession   *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  return fake_session_finish_boolean (self, result, error);
}

HallRights
hall_session_get_rights (HallSession *self,
                         HallRoom    *room,
                         HallPerson  *person)
{
  gboolean is_member = contains (hall_room_get_members (room), person);
  gboolean is_moderator = hall_room_is_moderator (room, person);
  gboolean may = hall_room_get_moderator (room);
  HallRights rights = 0;

  if (hall_room_get_person (room) != NULL || hall_person_get_is_self (person) ||
      !hall_room_get_is_member (room))
    return 0;
  if (contains (hall_room_get_banned_people (room), person))
    return may ? HALL_RIGHT_UNBAN : 0;
  if (!is_member && (may || !hall_room_get_moderators_invite (room)))
    rights |= HALL_RIGHT_INVITE;
  if (may && person != hall_room_get_creator (room) &&
      (!is_moderator || hall_room_get_own_room (room)))
    rights |= HALL_RIGHT_BAN | (is_member ? HALL_RIGHT_KICK : 0);
  if (hall_room_get_own_room (room) && is_member)
    rights |= is_moderator ? HALL_RIGHT_DISMISS : HALL_RIGHT_APPOINT;
  return rights;
}

void
fake_session_lock_room (HallSession *self,
                        HallRoom    *room,
                        HallLock     lock,
                        const char  *passphrase)
{
  hall_room_set_lock (room, lock);
  if (passphrase != NULL)
    g_hash_table_insert (get_rights (self)->phrases, g_strdup (hall_room_get_id (room)),
                         g_strdup (passphrase));
}

void
fake_session_keep_passphrase (HallSession *self,
                              HallRoom    *room,
                              const char  *passphrase)
{
  g_hash_table_insert (get_rights (self)->kept, g_strdup (hall_room_get_id (room)),
                       g_strdup (passphrase));
}

const char *
fake_session_get_kept (HallSession *self,
                       HallRoom    *room)
{
  return g_hash_table_lookup (get_rights (self)->kept, hall_room_get_id (room));
}

void
fake_session_refuse_join (HallSession      *self,
                          HallSessionError  code,
                          const char       *sentence)
{
  Rights *rights = get_rights (self);

  g_free (rights->refusal);
  rights->refusal = g_strdup (sentence);
  rights->refusal_code = code;
  /* Without a passphrase as well. */
  if (code == HALL_SESSION_ERROR_BANNED)
    {
      fake_session_fail_next (self, sentence);
      self->fails_banned = TRUE;
    }
}

void
fake_session_set_role (HallSession *self,
                       HallRoom    *room,
                       gboolean     moderator,
                       gboolean     own_room)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new ();

  if (own_room)
    hall_room_set_creator (room, hall_session_get_self (self));
  if (moderator)
    g_ptr_array_add (people, hall_session_get_self (self));
  hall_room_set_moderators (room, people);
  hall_room_set_rights (room, moderator, own_room);
}

const char *
fake_session_get_deed (HallSession *self)
{
  return get_rights (self)->deed;
}

guint
fake_session_count_deeds (HallSession *self)
{
  return get_rights (self)->n_deeds;
}
