/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session.c: the object that window and command line talk to.
 *
 * It brings store, models and network together and has no protocol of its own: see
 * hall-session-private.h for who does what.
 */

#define G_LOG_DOMAIN "hall-session"

#include "config.h"

#include "hall-session-private.h"

G_DEFINE_QUARK (hall-session-error-quark, hall_session_error)
G_DEFINE_FINAL_TYPE (HallSession, hall_session, G_TYPE_OBJECT)

typedef enum
{
  PROP_RUNNING = 1,
  PROP_NETWORK_PROBLEM,
  PROP_STORE_PROBLEM,
} HallSessionProperty;

static GParamSpec *properties[PROP_STORE_PROBLEM + 1];

static void
set_sentence (HallSession         *self,
              char               **field,
              const char          *sentence,
              HallSessionProperty  property)
{
  if (g_strcmp0 (*field, sentence) == 0)
    return;
  g_free (*field);
  *field = g_strdup (sentence);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
hall_session_set_network_problem (HallSession *self,
                                  const char  *sentence)
{
  set_sentence (self, &self->network_problem, sentence, PROP_NETWORK_PROBLEM);
}

static void
on_store_report (const GError *error,
                 gpointer      user_data)
{
  HallSession *self = user_data;

  set_sentence (self, &self->store_problem, error != NULL ? error->message : NULL,
                PROP_STORE_PROBLEM);
}

void
hall_session_set_running (HallSession *self,
                          gboolean     running)
{
  if (self->running == running)
    return;
  self->running = running;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

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
      g_value_set_boolean (value, self->running);
      break;
    case PROP_NETWORK_PROBLEM:
      g_value_set_string (value, self->network_problem);
      break;
    case PROP_STORE_PROBLEM:
      g_value_set_string (value, self->store_problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_session_dispose (GObject *object)
{
  HallSession *self = HALL_SESSION (object);
  GHashTableIter iter;
  gpointer conversation;

  if (self->context != NULL)
    {
      self->context->stopped = TRUE;
      self->context->store_reported = NULL;
    }
  g_hash_table_iter_init (&iter, self->conversations);
  while (g_hash_table_iter_next (&iter, NULL, &conversation))
    {
      g_signal_handlers_disconnect_by_data (conversation, self);
      hall_conversation_close (conversation);
    }
  g_hash_table_remove_all (self->leaves);
  g_hash_table_remove_all (self->conversations);
  hall_session_clear_probes (self);
  hall_session_clear_sleep (self);
  hall_session_clear_people (self);
  hall_session_clear_diagnosis (self);
  hall_session_clear_retention (self);
  hall_session_close_network (self);
  if (self->context != NULL)
    g_cancellable_cancel (self->context->cancellable);
  g_clear_pointer (&self->resume_timer, hall_timer_free);
  hall_session_drop_people (self);
  g_clear_object (&self->announcer);
  g_clear_object (&self->discovery);
  g_clear_object (&self->network);
  g_clear_object (&self->door);
  g_clear_object (&self->roll);
  g_clear_object (&self->tally);
  g_clear_object (&self->settings);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (hall_session_parent_class)->dispose (object);
}

static void
hall_session_finalize (GObject *object)
{
  HallSession *self = HALL_SESSION (object);

  g_hash_table_unref (self->leaves);
  g_hash_table_unref (self->hints);
  g_hash_table_unref (self->inviters);
  g_ptr_array_unref (self->sleepers);
  g_hash_table_unref (self->conversations);
  g_hash_table_unref (self->former);
  g_ptr_array_unref (self->probes);
  hall_session_finalize_standing (self);
  g_object_unref (self->directs);
  g_clear_error (&self->identity_error);
  g_clear_pointer (&self->own_picture, g_bytes_unref);
  g_free (self->own_picture_digest);
  g_free (self->machine);
  g_free (self->network_problem);
  g_free (self->store_problem);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_session_parent_class)->finalize (object);
}

static void
add_signal (const char *name,
            GType       first,
            GType       second,
            GType       third)
{
  guint n_params = third != 0 ? 3 : 2;

  g_signal_new (name, HALL_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                n_params, first, second, third);
}

static void
hall_session_class_init (HallSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = hall_session_get_property;
  object_class->dispose = hall_session_dispose;
  object_class->finalize = hall_session_finalize;
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  properties[PROP_NETWORK_PROBLEM] = g_param_spec_string ("network-problem", NULL, NULL, NULL,
                                                          flags);
  properties[PROP_STORE_PROBLEM] = g_param_spec_string ("store-problem", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  add_signal ("message", HALL_TYPE_ROOM, HALL_TYPE_MESSAGE, 0);
  add_signal ("message-queued", HALL_TYPE_ROOM, HALL_TYPE_MESSAGE, 0);
  add_signal ("message-state", HALL_TYPE_ROOM, G_TYPE_STRING, G_TYPE_UINT);
  add_signal ("news", HALL_TYPE_ROOM, G_TYPE_POINTER, 0);   /* see hall-session-news.h */
  add_signal ("invited", HALL_TYPE_ROOM, HALL_TYPE_PERSON, HALL_TYPE_MESSAGE);
  add_signal ("room-problem", HALL_TYPE_ROOM, G_TYPE_ERROR, 0);
  g_signal_new ("interfaces-changed", HALL_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);   /* see hall-session-interfaces.h */
}

static void
hall_session_init (HallSession *self)
{
  self->conversations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->former = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                        (GDestroyNotify) hall_stored_room_free);
  self->probes = g_ptr_array_new_with_free_func (g_object_unref);
  self->directs = g_list_store_new (HALL_TYPE_ROOM);
  hall_session_init_standing (self);
  hall_session_init_leaves (self);
  hall_session_init_hints (self);
  hall_session_init_sleep (self);
}

/* An id that is nobody's: for looking at a profile that has no key yet. */
static char *
make_placeholder_id (void)
{
  g_autoptr (HallKey) key = hall_key_new_generated (NULL);

  return g_strdup (key != NULL ? hall_key_get_id (key) : "");
}

static void
load_identity (HallSession *self)
{
  HallContext *context = self->context;
  g_autofree char *path = hall_profile_build_path (self->profile, "identity.pem");
  gboolean load = self->mode == HALL_SESSION_ACTIVE || g_file_test (path, G_FILE_TEST_EXISTS);
  g_autoptr (HallIdentity) identity = NULL;

  if (load)
    identity = hall_identity_load (hall_profile_get_directory (self->profile),
                                   &self->identity_error);
  context->own_id = identity != NULL ? g_strdup (hall_identity_get_id (identity))
                                     : make_placeholder_id ();
  if (self->mode == HALL_SESSION_ACTIVE)
    context->identity = g_steal_pointer (&identity);
  context->directory = hall_directory_new (context->own_id);
}

/**
 * hall_session_new:
 * @profile: where everything is kept; locked for %HALL_SESSION_ACTIVE
 * @settings: followed from now on
 * @mode: whether to take part or only to look
 *
 * Makes a session that does nothing until it is started; its models exist at once.
 *
 * Returns: (transfer full): the session
 */
HallSession *
hall_session_new (HallProfile    *profile,
                  HallSettings   *settings,
                  HallSessionMode mode)
{
  HallSession *self;
  g_autoptr (HallClock) clock = hall_clock_new ();

  g_return_val_if_fail (HALL_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (HALL_IS_SETTINGS (settings), NULL);

  self = g_object_new (HALL_TYPE_SESSION, NULL);
  self->profile = g_object_ref (profile);
  self->settings = g_object_ref (settings);
  self->mode = mode;
  self->context = hall_context_new (clock);
  self->context->store_reported = on_store_report;
  self->context->store_user_data = self;
  self->context->settings = g_object_ref (settings);
  load_identity (self);
  hall_session_init_name (self);
  hall_session_init_people (self);
  return self;
}

/**
 * hall_session_get_directory:
 * @self: a session
 *
 * Returns: (transfer none): people and rooms
 */
HallDirectory *
hall_session_get_directory (HallSession *self)
{
  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);

  return self->context->directory;
}

/**
 * hall_session_get_settings:
 * @self: a session
 *
 * Returns: (transfer none): its settings
 */
HallSettings *
hall_session_get_settings (HallSession *self)
{
  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);

  return self->settings;
}

/**
 * hall_session_get_self:
 * @self: a session
 *
 * Returns: (transfer none): ourselves
 */
HallPerson *
hall_session_get_self (HallSession *self)
{
  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);

  return hall_context_get_self (self->context);
}

/**
 * hall_session_get_counter:
 * @self: a session
 * @n: from 0
 * @value: (out): its value
 *
 * Returns: (transfer none) (nullable): the counter's name; %NULL past the last
 */
const char *
hall_session_get_counter (HallSession *self,
                          guint        n,
                          guint64     *value)
{
  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);

  if (n >= HALL_N_COUNTERS)
    return NULL;
  *value = self->tally != NULL ? hall_tally_get (self->tally, (HallCounter) n)
                               : hall_counters_get (self->context->counters, (HallCounter) n);
  return hall_counter_get_name ((HallCounter) n);
}

/**
 * hall_session_set_only_loopback:
 * @self: a session that was not started
 * @only_loopback: whether to use the loopback interface and nothing else
 *
 * For demonstrations and tests.
 */
void
hall_session_set_only_loopback (HallSession *self,
                                gboolean     only_loopback)
{
  self->only_loopback = only_loopback;
}

void
hall_session_set_any_tcp_port (HallSession *self,
                               gboolean     any_tcp_port)
{
  self->any_tcp_port = any_tcp_port;
}

void
hall_session_set_clock (HallSession *self,
                        HallClock   *clock)
{
  g_return_if_fail (!self->started);

  g_set_object (&self->context->clock, clock);
}

void
hall_session_set_transport (HallSession   *self,
                            HallTransport *transport)
{
  g_return_if_fail (!self->started);

  g_set_object (&self->context->transport, transport);
}

void
hall_session_set_rates (HallSession *self,
                        guint        member,
                        guint        room)
{
  self->context->member_rate = member;
  self->context->room_rate = room;
}

HallContext *
hall_session_get_context (HallSession *self)
{
  return self->context;
}

HallNetwork *
hall_session_get_network (HallSession *self)
{
  return self->network;
}
