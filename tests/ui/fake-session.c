/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session.c: a HallSession without store and network, for tests of the window.
 *
 * What a test does with it: people, rooms and messages out of nothing. fake-session-api.c answers
 * the window.
 */

#define G_LOG_DOMAIN "fake-session"

#include "config.h"

#include "hall-limits.h"

#include "fake-session-private.h"
#include "fake-session-rights.h"

typedef enum
{
  PROP_RUNNING = 1,
  PROP_NETWORK_PROBLEM,
  PROP_STORE_PROBLEM,
} HallSessionProperty;

static GParamSpec *properties[PROP_STORE_PROBLEM + 1];

G_DEFINE_FINAL_TYPE (HallSession, hall_session, G_TYPE_OBJECT)

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

  g_assert_cmpuint (self->n_looking, ==, 0);
  g_clear_object (&self->diagnosis);
  g_clear_object (&self->addresses);
  g_clear_object (&self->directs);
  g_clear_object (&self->last_wanted);
  g_clear_object (&self->directory);
  g_clear_object (&self->settings);
  g_hash_table_unref (self->keys);
  g_hash_table_unref (self->archives);
  hall_key_unref (self->own_key);
  g_free (self->network_problem);
  g_free (self->failure);
  g_free (self->last_sent);
  g_free (self->passphrase);
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
  g_signal_new ("message-queued", HALL_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 2, HALL_TYPE_ROOM, HALL_TYPE_MESSAGE);
  g_signal_new ("invited", HALL_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                3, HALL_TYPE_ROOM, HALL_TYPE_PERSON, HALL_TYPE_MESSAGE);
  g_signal_new ("interfaces-changed", HALL_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

static void
hall_session_init (HallSession *self)
{
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) hall_key_unref);
  self->archives = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) g_ptr_array_unref);
  self->directs = g_list_store_new (HALL_TYPE_ROOM);
  self->diagnosis = hall_diagnosis_new ();
  self->addresses = g_list_store_new (HALL_TYPE_MANUAL_ADDRESS);
  self->presence = HALL_PRESENCE_AVAILABLE;
}

static guint8 next_seed;

void
fake_session_use_seeds (guint8 first)
{
  next_seed = first;
}

static HallKey *
create_key (void)
{
  guint8 seed[HALL_SEED_SIZE] = { 0 };

  if (next_seed == 0)
    return hall_key_new_generated (NULL);
  seed[0] = next_seed++;
  return hall_key_new_from_seed (seed, NULL);
}

HallSession *
fake_session_new (const char *own_name)
{
  HallSession *self = g_object_new (HALL_TYPE_SESSION, NULL);

  self->own_key = create_key ();
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
  HallKey *key = create_key ();
  HallPerson *person = hall_directory_ensure_person (self->directory, hall_key_get_id (key));

  g_hash_table_insert (self->keys, g_strdup (hall_key_get_id (key)), key);
  hall_person_set_name (person, name);
  hall_person_set_presence (person, presence);
  hall_person_set_last_seen (person, g_get_real_time () / 1000);
  hall_directory_remember_person (self->directory, person, 0, 0);
  hall_person_set_presence (person, presence);
  return person;
}

HallKey *
fake_session_get_key (HallSession *self,
         HallPerson  *person)
{
  HallKey *key = g_hash_table_lookup (self->keys, hall_person_get_id (person));

  g_assert_nonnull (key);
  return key;
}

GPtrArray *
fake_session_get_archive (HallSession *self,
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
  HallKey *key = fake_session_get_key (self, creator);
  g_autoptr (HallEvent) genesis = hall_event_new_genesis (key, now, now, name,
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
  hall_room_set_connection (room, membership == HALL_MEMBERSHIP_WAITING
                                  ? HALL_CONNECTION_WAITING : HALL_CONNECTION_LIVE);
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

  g_ptr_array_add (fake_session_get_archive (self, room), event);
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
fake_session_do (HallSession         *self,
                 HallRoom            *room,
                 HallPerson          *author,
                 const HallEventBody *body,
                 gint64               time_ms)
{
  g_autoptr (GError) error = NULL;
  HallKey *key = fake_session_get_key (self, author);
  HallEvent *event = hall_event_new (key, hall_room_get_id (room), time_ms,
                                     time_ms, NULL, NULL, body, &error);

  g_assert_no_error (error);
  return take_event (self, room, event, TRUE);
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
  HallKey *key = fake_session_get_key (self, author);
  HallEvent *event = hall_event_new_text (key, hall_room_get_id (room), time_ms,
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
  HallKey *key = fake_session_get_key (self, author);
  HallEvent *event = hall_event_new_state (key, hall_room_get_id (room),
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

  g_ptr_array_add (fake_session_get_archive (self, room), hall_event_ref (event));
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

guint
fake_session_count_reopens (HallSession *self)
{
  return self->n_reopens;
}

guint
fake_session_count_leaves (HallSession *self)
{
  return self->n_leaves;
}

guint
fake_session_count_forgets (HallSession *self)
{
  return self->n_forgets;
}

void
fake_session_end_leaving (HallSession *self,
                          HallRoom    *room)
{
  g_assert_true (hall_room_get_leaving (room));
  hall_room_set_leaving (room, FALSE);
  hall_room_clear_members (room);
  hall_room_set_membership (room, HALL_MEMBERSHIP_NONE);
  hall_room_set_connection (room, HALL_CONNECTION_NONE);
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
