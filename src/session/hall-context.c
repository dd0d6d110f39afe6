/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-context.c: the shared parts of a session, and writes that nobody waits for.
 */

#define G_LOG_DOMAIN "hall-context"

#include "config.h"

#include "hall-pictures.h"
#include "hall-trust.h"

#include "hall-context.h"

/**
 * hall_context_new:
 * @clock: time and chance
 *
 * Returns: (transfer full): a context with counters, a cancellable and a store that is not open yet
 */
HallContext *
hall_context_new (HallClock *clock)
{
  HallContext *self = g_rc_box_new0 (HallContext);

  self->clock = g_object_ref (clock);
  self->counters = hall_counters_new ();
  self->cancellable = g_cancellable_new ();
  self->store = hall_store_new ();
  self->offsets = hall_offsets_new ();
  self->member_rate = HALL_CONTEXT_DEFAULT_RATE;
  self->room_rate = HALL_CONTEXT_DEFAULT_RATE;
  return self;
}

/**
 * hall_context_ref:
 * @self: a context
 *
 * Returns: (transfer full): the same
 */
HallContext *
hall_context_ref (HallContext *self)
{
  return g_rc_box_acquire (self);
}

static void
hall_context_clear (gpointer data)
{
  HallContext *self = data;

  g_clear_object (&self->clock);
  g_clear_object (&self->transport);
  g_clear_pointer (&self->counters, hall_counters_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->identity);
  g_clear_object (&self->directory);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->offsets, hall_offsets_free);
  g_clear_pointer (&self->own_id, g_free);
  g_clear_pointer (&self->name, g_free);
}

/**
 * hall_context_unref:
 * @self: (transfer full): a context
 */
void
hall_context_unref (HallContext *self)
{
  g_rc_box_release_full (self, hall_context_clear);
}

/**
 * hall_context_get_key:
 * @self: a context of an active session
 *
 * Returns: (transfer none): what we sign with
 */
HallKey *
hall_context_get_key (HallContext *self)
{
  return hall_identity_get_key (self->identity);
}

/**
 * hall_context_get_self:
 * @self: a context
 *
 * Returns: (transfer none): ourselves as a person
 */
HallPerson *
hall_context_get_self (HallContext *self)
{
  return hall_directory_get_self (self->directory);
}

static void
release_context (gpointer  data,
                 GClosure *closure)
{
  hall_context_unref (data);
}

/* It was refused before its owner heard of it: that hears "closed". */
static void
on_ready (HallLink    *link,
          HallContext *self)
{
  hall_offsets_note (self->offsets, link);
  self->n_reached++;
  if (self->trust != NULL && !hall_trust_admit_link (self->trust, link))
    g_signal_stop_emission_by_name (link, "ready");
  else if (self->pictures != NULL && hall_link_get_purpose (link) == HALL_PURPOSE_DIRECT)
    hall_pictures_serve (self->pictures, link);
}

static void
on_closed (HallLink     *link,
           const GError *error,
           HallContext  *self)
{
  self->n_unreachable += g_error_matches (error, HALL_LINK_ERROR, HALL_LINK_ERROR_UNREACHABLE);
  if (g_error_matches (error, HALL_LINK_ERROR, HALL_LINK_ERROR_CLOCK))
    hall_offsets_note (self->offsets, link);
}

/**
 * hall_context_dial:
 * @self: shared parts
 * @address: numeric
 * @port: TCP
 * @expected_id: (nullable): the pin; %NULL only for an address that a person typed
 * @purpose: what the link is for
 *
 * Returns: (transfer full): a link that is being made
 */
HallLink *
hall_context_dial (HallContext *self,
                   const char  *address,
                   guint16      port,
                   const char  *expected_id,
                   HallPurpose  purpose)
{
  HallLink *link = hall_transport_dial (self->transport, address, port, expected_id, purpose,
                                        self->identity);

  /* Before whoever asked for the link connects to it. The context is not an object: it is the
   * link's while this handler is. */
  g_signal_connect_data (link, "ready", G_CALLBACK (on_ready), hall_context_ref (self),
                         release_context, 0);
  g_signal_connect_data (link, "closed", G_CALLBACK (on_closed), hall_context_ref (self),
                         release_context, 0);
  return link;
}

/**
 * hall_context_is_near:
 * @self: shared parts
 * @person_id: (nullable): whom we want
 * @address: numeric: where that is said to be
 *
 * Returns: whether it may be dialled there when there is a reason, without anybody having typed it
 */
gboolean
hall_context_is_near (HallContext *self,
                      const char  *person_id,
                      const char  *address)
{
  if (self->transport == NULL || *address == '\0')
    return FALSE;
  return hall_transport_is_on_link (self->transport, address)
         || (person_id != NULL
             && hall_directory_has_hint (self->directory, person_id, address));
}

/**
 * hall_context_report_store:
 * @self: a context
 * @error: (nullable): why a write failed; %NULL after one that did not
 *
 * The session turns it into its property store-problem. Being cancelled is no trouble.
 */
void
hall_context_report_store (HallContext  *self,
                           const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    {
      g_debug ("storing failed: %s", error->message);
      hall_counters_add (self->counters, HALL_COUNTER_STORE_FAILED);
    }
  if (self->store_reported != NULL)
    self->store_reported (error, self->store_user_data);
}

static void
report (HallContext *self,
        GError      *error)
{
  hall_context_report_store (self, error);
  g_clear_error (&error);
  hall_context_unref (self);
}

static void
save_room_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GError *error = NULL;

  hall_store_save_room_finish (HALL_STORE (source), result, &error);
  report (user_data, error);
}

/**
 * hall_context_save_room:
 * @self: a context
 * @room: what to remember
 */
void
hall_context_save_room (HallContext          *self,
                        const HallStoredRoom *room)
{
  hall_store_save_room_async (self->store, room, NULL, save_room_cb, hall_context_ref (self));
}

static void
save_person_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GError *error = NULL;

  hall_store_save_person_finish (HALL_STORE (source), result, &error);
  report (user_data, error);
}

/**
 * hall_context_save_person:
 * @self: a context
 * @person: what to remember
 */
void
hall_context_save_person (HallContext            *self,
                          const HallStoredPerson *person)
{
  hall_store_save_person_async (self->store, person, NULL, save_person_cb,
                                hall_context_ref (self));
}

static void
set_value_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GError *error = NULL;

  hall_store_set_value_finish (HALL_STORE (source), result, &error);
  report (user_data, error);
}

/**
 * hall_context_set_value:
 * @self: a context
 * @key: its name
 * @value: its text
 */
void
hall_context_set_value (HallContext *self,
                        const char  *key,
                        const char  *value)
{
  hall_store_set_value_async (self->store, key, value, NULL, set_value_cb,
                              hall_context_ref (self));
}

static void
acknowledge_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GError *error = NULL;

  hall_store_acknowledge_finish (HALL_STORE (source), result, &error);
  report (user_data, error);
}

/**
 * hall_context_acknowledge:
 * @self: a context
 * @event_ids: own events
 * @acknowledged: 1 on one disk, 2 on two
 */
void
hall_context_acknowledge (HallContext       *self,
                          const char *const *event_ids,
                          guint              acknowledged)
{
  hall_store_acknowledge_async (self->store, event_ids, acknowledged, NULL, acknowledge_cb,
                                hall_context_ref (self));
}
