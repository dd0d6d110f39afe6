/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session.c: a HallSession without store and network, for tests of the window.
 *
 * What hall-session.h declares and the window calls, over the real model. Answers come in the next
 * turn of the main loop, as the real one's do.
 */

#define G_LOG_DOMAIN "fake-session"

#include "config.h"

#include <string.h>

#include "hall-key.h"
#include "hall-limits.h"

#include "fake-session.h"

struct _HallSession
{
  GObject parent_instance;

  HallDirectory *directory;
  HallSettings *settings;
  HallKey *own_key;
  GHashTable *keys;      /* id of a person → HallKey */
  GHashTable *archives;  /* id of a room → GPtrArray of HallEvent, in order */
  gboolean has_name;
  char *network_problem;
  char *failure;         /* (nullable): the next request's error */
  char *last_sent;
  guint n_sent, n_mark_read, n_load_older, n_joins;
};

typedef enum
{
  PROP_RUNNING = 1,
  PROP_NETWORK_PROBLEM,
  PROP_STORE_PROBLEM,
} HallSessionProperty;

static GParamSpec *properties[PROP_STORE_PROBLEM + 1];

G_DEFINE_FINAL_TYPE (HallSession, hall_session, G_TYPE_OBJECT)
G_DEFINE_QUARK (hall-session-error-quark, hall_session_error)

static void
hall_session_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  HallSession *self = HALL_SESSION (object);

  switch ((HallSessionProperty) id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, TRUE);
      break;
    case PROP_NETWORK_PROBLEM:
      g_value_set_string (value, self->network_problem);
      break;
    case PROP_STORE_PROBLEM:
      g_value_set_string (value, NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_session_finalize (GObject *object)
{
  HallSession *self = HALL_SESSION (object);

  g_clear_object (&self->directory);
  g_clear_object (&self->settings);
  g_hash_table_unref (self->keys);
  g_hash_table_unref (self->archives);
  hall_key_unref (self->own_key);
  g_free (self->network_problem);
  g_free (self->failure);
  g_free (self->last_sent);
  G_OBJECT_CLASS (hall_session_parent_class)->finalize (object);
}

static void
hall_session_class_init (HallSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hall_session_get_property;
  object_class->finalize = hall_session_finalize;
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, TRUE, flags);
  properties[PROP_NETWORK_PROBLEM] =
    g_param_spec_string ("network-problem", NULL, NULL, NULL, flags);
  properties[PROP_STORE_PROBLEM] = g_param_spec_string ("store-problem", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_signal_new ("message", HALL_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                2, HALL_TYPE_ROOM, HALL_TYPE_MESSAGE);
}

static void
hall_session_init (HallSession *self)
{
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) hall_key_unref);
  self->archives = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) g_ptr_array_unref);
}

HallSession *
fake_session_new (const char *own_name)
{
  HallSession *self = g_object_new (HALL_TYPE_SESSION, NULL);

  self->own_key = hall_key_new_generated (NULL);
  self->directory = hall_directory_new (hall_key_get_id (self->own_key));
  self->settings = hall_settings_new (NULL);
  g_hash_table_insert (self->keys, g_strdup (hall_key_get_id (self->own_key)),
                       hall_key_ref (self->own_key));
  if (own_name != NULL)
    g_assert_true (hall_session_set_name (self, own_name, NULL));
  return self;
}

HallPerson *
fake_session_add_person (HallSession  *self,
                         const char   *name,
                         HallPresence  presence)
{
  HallKey *key = hall_key_new_generated (NULL);
  HallPerson *person = hall_directory_ensure_person (self->directory, hall_key_get_id (key));

  g_hash_table_insert (self->keys, g_strdup (hall_key_get_id (key)), key);
  hall_person_set_name (person, name);
  hall_person_set_presence (person, presence);
  hall_person_set_last_seen (person, g_get_real_time () / 1000);
  hall_directory_remember_person (self->directory, person, 0, 0);
  hall_person_set_presence (person, presence);
  return person;
}

static HallKey *
get_key (HallSession *self,
         HallPerson  *person)
{
  HallKey *key = g_hash_table_lookup (self->keys, hall_person_get_id (person));

  g_assert_nonnull (key);
  return key;
}

static GPtrArray *
get_archive (HallSession *self,
             HallRoom    *room)
{
  return g_hash_table_lookup (self->archives, hall_room_get_id (room));
}

HallRoom *
fake_session_add_room (HallSession *self,
                       const char  *name,
                       HallPerson  *creator)
{
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_real_time () / 1000 - 40 * HALL_DAY_MS;
  g_autoptr (HallEvent) genesis = hall_event_new_genesis (get_key (self, creator), now, now, name,
                                                          NULL, HALL_HISTORY_ALL, &error);
  GPtrArray *archive = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  HallRoom *room;

  g_assert_no_error (error);
  room = hall_directory_ensure_room (self->directory, genesis->id);
  hall_room_set_name (room, name);
  hall_room_set_creator (room, creator);
  hall_room_set_host (room, creator);
  hall_room_set_announced (room, TRUE);
  hall_room_set_announced_members (room, 1);
  g_ptr_array_add (archive, hall_event_ref (genesis));
  hall_timeline_reset (hall_room_get_timeline (room), nothing, FALSE, TRUE);
  g_hash_table_insert (self->archives, g_strdup (genesis->id), archive);
  return room;
}

void
fake_session_enter_room (HallSession    *self,
                         HallRoom       *room,
                         HallMembership  membership)
{
  hall_room_set_membership (room, membership);
  hall_room_add_member (room, hall_directory_get_self (self->directory));
}

static HallMessage *
take_event (HallSession *self,
            HallRoom    *room,
            HallEvent   *event,
            gboolean     live)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  HallMessage *message;

  g_ptr_array_add (get_archive (self, room), event);
  if (!live)
    return NULL;
  g_ptr_array_add (events, event);
  hall_timeline_add (hall_room_get_timeline (room), events);
  message = hall_timeline_lookup (hall_room_get_timeline (room), event->id);
  if (message == NULL)
    return NULL;
  if (event->kind == HALL_EVENT_TEXT && !hall_message_get_is_own (message))
    hall_room_set_unread (room, hall_room_get_unread (room) + 1);
  hall_room_set_last_message (room, message);
  g_signal_emit_by_name (self, "message", room, message);
  return message;
}

HallMessage *
fake_session_say (HallSession *self,
                  HallRoom    *room,
                  HallPerson  *author,
                  const char  *text,
                  gint64       time_ms,
                  gboolean     live)
{
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new_text (get_key (self, author), hall_room_get_id (room), time_ms,
                                          time_ms, NULL, NULL, text, &error);

  g_assert_no_error (error);
  return take_event (self, room, event, live);
}

void
fake_session_tell (HallSession     *self,
                   HallRoom        *room,
                   HallPerson      *author,
                   HallStateChange  change,
                   const char      *name,
                   gint64           time_ms)
{
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new_state (get_key (self, author), hall_room_get_id (room),
                                           time_ms, time_ms, NULL, change, name, &error);

  g_assert_no_error (error);
  take_event (self, room, event, FALSE);
}

void
fake_session_set_read (HallSession *self,
                       HallRoom    *room,
                       HallMessage *message)
{
  hall_timeline_set_read_marker (hall_room_get_timeline (room), hall_message_get_time (message),
                                 hall_message_get_id (message));
}

HallMessage *
fake_session_sign (HallSession      *self,
                   HallRoom         *room,
                   HallMessage      *pending,
                   HallMessageState  state)
{
  gint64 time = hall_message_get_written (pending);
  g_autoptr (HallEvent) event =
    hall_event_new_text (self->own_key, hall_room_get_id (room), time, time, NULL,
                         hall_message_get_token (pending), hall_message_get_text (pending), NULL);
  HallMessage *message = hall_timeline_set_signed (hall_room_get_timeline (room), event);

  g_ptr_array_add (get_archive (self, room), hall_event_ref (event));
  hall_timeline_set_state (hall_room_get_timeline (room), event->id, state);
  return message;
}

guint
fake_session_count_sent (HallSession *self)
{
  return self->n_sent;
}

const char *
fake_session_get_last_sent (HallSession *self)
{
  return self->last_sent;
}

guint
fake_session_count_mark_read (HallSession *self)
{
  return self->n_mark_read;
}

guint
fake_session_count_load_older (HallSession *self)
{
  return self->n_load_older;
}

guint
fake_session_count_joins (HallSession *self)
{
  return self->n_joins;
}

void
fake_session_fail_next (HallSession *self,
                        const char  *sentence)
{
  g_free (self->failure);
  self->failure = g_strdup (sentence);
}

void
fake_session_set_network_problem (HallSession *self,
                                  const char  *sentence)
{
  g_free (self->network_problem);
  self->network_problem = g_strdup (sentence);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NETWORK_PROBLEM]);
}

/* From here on: hall-session.h. */

static gboolean
take_failure (HallSession  *self,
              GError      **error)
{
  if (self->failure == NULL)
    return FALSE;
  g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED, self->failure);
  g_clear_pointer (&self->failure, g_free);
  return TRUE;
}

static gboolean
on_answer (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HallSession *self = g_task_get_source_object (task);
  GObject *value = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (take_failure (self, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, value != NULL ? g_object_ref (value) : NULL, g_object_unref);
  return G_SOURCE_REMOVE;
}

static void
answer (HallSession         *self,
        gpointer             value,
        GCancellable        *cancellable,
        GAsyncReadyCallback  callback,
        gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  if (value != NULL)
    g_task_set_task_data (task, g_object_ref (value), g_object_unref);
  g_idle_add (on_answer, task);
}

static gboolean
finish_boolean (gpointer       self,
                GAsyncResult  *result,
                GError       **error)
{
  g_autoptr (GObject) value = g_task_propagate_pointer (G_TASK (result), error);

  return value != NULL;
}

HallSession *
hall_session_new (HallProfile     *profile,
                  HallSettings    *settings,
                  HallSessionMode  mode)
{
  const char *name = hall_settings_get_name (settings);
  HallSession *self = fake_session_new (*name != '\0' ? name : NULL);

  g_set_object (&self->settings, settings);
  return self;
}

void
hall_session_start_async (HallSession         *self,
                          gboolean             need_network,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  answer (self, self, cancellable, callback, user_data);
}

gboolean
hall_session_start_finish (HallSession   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return finish_boolean (self, result, error);
}

void
hall_session_stop_async (HallSession         *self,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  answer (self, self, NULL, callback, user_data);
}

gboolean
hall_session_stop_finish (HallSession   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return finish_boolean (self, result, error);
}

HallDirectory *
hall_session_get_directory (HallSession *self)
{
  return self->directory;
}

HallSettings *
hall_session_get_settings (HallSession *self)
{
  return self->settings;
}

HallPerson *
hall_session_get_self (HallSession *self)
{
  return hall_directory_get_self (self->directory);
}

gboolean
hall_session_get_has_name (HallSession *self)
{
  return self->has_name;
}

gboolean
hall_session_set_name (HallSession  *self,
                       const char   *name,
                       GError      **error)
{
  if (strspn (name, " ") == strlen (name))
    {
      g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NAME,
                           "A name needs at least one letter.");
      return FALSE;
    }
  hall_person_set_name (hall_session_get_self (self), name);
  self->has_name = TRUE;
  return TRUE;
}

char *
hall_session_suggest_name (HallSession *self)
{
  return g_strdup ("Mina Kim");
}

void
hall_session_create_room_async (HallSession         *self,
                                const char          *name,
                                const char          *topic,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  HallRoom *room = NULL;

  if (self->failure == NULL)
    {
      room = fake_session_add_room (self, name, hall_session_get_self (self));
      hall_room_set_topic (room, topic);
      fake_session_enter_room (self, room, HALL_MEMBERSHIP_HOSTING);
    }
  answer (self, room, cancellable, callback, user_data);
}

HallRoom *
hall_session_create_room_finish (HallSession   *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
hall_session_join_room_async (HallSession         *self,
                              HallRoom            *room,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  self->n_joins++;
  if (self->failure == NULL)
    fake_session_enter_room (self, room, HALL_MEMBERSHIP_LIVE);
  else
    hall_room_set_problem (room, self->failure);
  answer (self, room, cancellable, callback, user_data);
}

HallRoom *
hall_session_join_finish (HallSession   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

HallMessage *
hall_session_send (HallSession  *self,
                   HallRoom     *room,
                   const char   *text,
                   GError      **error)
{
  g_autofree char *token = hall_token_new ();

  if (strlen (text) > HALL_TEXT_MAX)
    {
      g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TEXT,
                   "The message is too long: %zu bytes of %d.", strlen (text), HALL_TEXT_MAX);
      return NULL;
    }
  self->n_sent++;
  g_free (self->last_sent);
  self->last_sent = g_strdup (text);
  return hall_timeline_add_pending (hall_room_get_timeline (room), token, text,
                                    g_get_real_time () / 1000);
}

static void
load (HallSession *self,
      HallRoom    *room,
      guint        first,
      guint        n)
{
  GPtrArray *archive = get_archive (self, room);
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  for (guint i = first; i < MIN (first + n, archive->len); i++)
    g_ptr_array_add (events, g_ptr_array_index (archive, i));
  hall_timeline_reset (hall_room_get_timeline (room), events, first == 0,
                       first + n >= archive->len);
}

/* Position in the archive of the first or last event that is loaded. */
static guint
find_loaded (HallSession *self,
             HallRoom    *room,
             gboolean     last)
{
  GPtrArray *archive = get_archive (self, room);
  HallTimeline *timeline = hall_room_get_timeline (room);
  const char *id = NULL;
  gint64 lc;

  if (!(last ? hall_timeline_get_last (timeline, &lc, &id)
             : hall_timeline_get_first (timeline, &lc, &id)))
    return 0;
  for (guint i = 0; i < archive->len; i++)
    {
      HallEvent *event = g_ptr_array_index (archive, i);

      if (g_str_equal (event->id, id))
        return i;
    }
  g_assert_not_reached ();
}

void
hall_session_open_room_async (HallSession         *self,
                              HallRoom            *room,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GPtrArray *archive = get_archive (self, room);
  guint unread = MIN (hall_room_get_unread (room), archive->len);
  guint back = MAX (HALL_TIMELINE_OPENING_ROWS, unread + HALL_TIMELINE_OPENING_ROWS / 2);

  load (self, room, archive->len > back ? archive->len - back : 0,
        MAX (HALL_TIMELINE_OPENING_ROWS, back));
  answer (self, room, cancellable, callback, user_data);
}

gboolean
hall_session_open_room_finish (HallSession   *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  return finish_boolean (self, result, error);
}

void
hall_session_load_older (HallSession *self,
                         HallRoom    *room)
{
  GPtrArray *archive = get_archive (self, room);
  guint first = find_loaded (self, room, FALSE);
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  guint start = first > HALL_TIMELINE_STEP ? first - HALL_TIMELINE_STEP : 0;

  self->n_load_older++;
  for (guint i = start; i < first; i++)
    g_ptr_array_add (events, g_ptr_array_index (archive, i));
  hall_timeline_add_older (hall_room_get_timeline (room), events, start == 0);
}

void
hall_session_load_newer (HallSession *self,
                         HallRoom    *room)
{
  GPtrArray *archive = get_archive (self, room);
  guint next = find_loaded (self, room, TRUE) + 1;
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  guint end = MIN (next + HALL_TIMELINE_STEP, archive->len);

  for (guint i = next; i < end; i++)
    g_ptr_array_add (events, g_ptr_array_index (archive, i));
  hall_timeline_add_newer (hall_room_get_timeline (room), events, end == archive->len);
}

void
hall_session_load_end (HallSession *self,
                       HallRoom    *room)
{
  GPtrArray *archive = get_archive (self, room);
  guint n = HALL_TIMELINE_OPENING_ROWS;

  load (self, room, archive->len > n ? archive->len - n : 0, n);
}

void
hall_session_mark_read (HallSession *self,
                        HallRoom    *room)
{
  self->n_mark_read++;
  hall_room_set_unread (room, 0);
}

void
hall_session_set_draft (HallSession *self,
                        HallRoom    *room,
                        const char  *draft)
{
  hall_room_set_draft (room, draft);
}
