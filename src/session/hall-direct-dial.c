/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-direct-dial.c: when a person is dialled, and where.
 *
 * Part of HallDirect. What somebody does here dials at once. What a datagram sets off waits a
 * moment, and all conversations together dial once per HALL_DIRECT_DELAY_MAX_MS. Only addresses in
 * our own subnets are dialled, pinned to the key. Whoever is invisible is not heard, but may be in
 * a room with us: then it is tried where it was before.
 */

#define G_LOG_DOMAIN "hall-direct-dial"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-limits.h"

#include "hall-direct-private.h"

#define BACKOFF_MIN_MS 2000
#define BACKOFF_MAX_MS 60000
#define PAUSE_US (HALL_DIRECT_DELAY_MAX_MS * 1000LL)
/* After this long the next address is tried beside the ones before (RFC 8305, section 5). */
#define NEXT_ADDRESS_MS 250
/* What somebody does here is tried again soon, but not for ever. */
#define SOON_TIMES 3
/* What was linked until now, and has another way perhaps. */
#define RETURN_MS 250
/* Nobody says when an invisible person comes into a room of ours. */
#define LOOK_MS 15000

static gboolean dial_next (HallDirect *self);

/* In a room that we are in, too: whoever has a link there is here, heard or not. */
static gboolean
is_in_room (HallDirect *self,
            HallPerson *person)
{
  GListModel *rooms = hall_directory_get_rooms (self->context->directory);
  guint n_rooms = g_list_model_get_n_items (rooms);

  for (guint i = 0; i < n_rooms; i++)
    {
      g_autoptr (HallRoom) room = g_list_model_get_item (rooms, i);

      if (hall_room_get_connection (room) == HALL_CONNECTION_LIVE
          && g_list_store_find (G_LIST_STORE (hall_room_get_members (room)), person, NULL))
        return TRUE;
    }
  return FALSE;
}

/* (nullable): somebody who is here, and whom we may speak to */
static HallPerson *
get_person (HallDirect *self)
{
  HallPerson *person = hall_directory_lookup_person (self->context->directory, self->person_id);

  if (person == NULL || hall_person_get_blocked (person) || hall_person_get_older_version (person))
    return NULL;
  return hall_person_get_online (person) || is_in_room (self, person) ? person : NULL;
}

static gboolean
may_dial (HallDirect *self)
{
  return !self->closed && !self->paused && self->link == NULL && self->dialling->len == 0
         && !self->context->stopped && get_person (self) != NULL;
}

/* It is dialled sooner than any datagram would make us. */
static gboolean
is_sooner (HallDirect *self)
{
  return self->returning && hall_timer_is_running (self->dial_timer);
}

/* By itself, not before @delay_ms are over. */
static void
plan (HallDirect *self,
      guint       delay_ms)
{
  gint64 at = hall_clock_get_monotonic (self->context->clock) + delay_ms * 1000LL;

  self->returning = FALSE;
  hall_timer_start_at (self->dial_timer, MAX (at, self->context->direct_pause_end));
}

void
hall_direct_plan_retry (HallDirect *self)
{
  if (!self->wanted || !may_dial (self))
    return;
  self->backoff_ms = CLAMP (self->backoff_ms * 2, BACKOFF_MIN_MS, BACKOFF_MAX_MS);
  plan (self, hall_clock_pick (self->context->clock, self->backoff_ms / 2, self->backoff_ms));
}

/* What somebody did here was in vain: some packet was lost perhaps. */
static void
plan_soon (HallDirect *self)
{
  guint delay_ms = HALL_RECONNECT_MIN_MS << (SOON_TIMES - self->n_soon);

  if (self->n_soon == 0 || self->problem != NULL)
    {
      hall_direct_plan_retry (self);
      return;
    }
  self->n_soon--;
  if (!self->wanted || !may_dial (self))
    return;
  self->returning = TRUE;
  hall_timer_start (self->dial_timer,
                    hall_clock_pick (self->context->clock, delay_ms / 2, delay_ms));
}

void
hall_direct_plan_return (HallDirect *self)
{
  if (self->backoff_ms != 0)
    {
      hall_direct_plan_retry (self);   /* it was of no use */
      return;
    }
  if (!self->wanted || !may_dial (self))
    return;
  /* No datagram has led to this, so the pause between those that do is not its own. */
  self->backoff_ms = BACKOFF_MIN_MS;
  self->returning = TRUE;
  hall_timer_start (self->dial_timer, hall_clock_pick (self->context->clock, 0, RETURN_MS));
}

static void
set_problem (HallDirect   *self,
             const GError *error)
{
  const char *problem = NULL;

  if (g_error_matches (error, HALL_LINK_ERROR, HALL_LINK_ERROR_CLOCK))
    problem = _("The clocks of this computer and of the other one differ by more than 12 hours. "
                "Check the date and time; what you wrote is kept.");
  else if (g_error_matches (error, HALL_LINK_ERROR, HALL_LINK_ERROR_VERSION))
    problem = _("The other computer uses another version of Hallway. Update the older of the "
                "two.");
  g_free (self->problem);
  self->problem = g_strdup (problem);
}

/* Nothing is being made any more; cuts what was, but for @except. */
static void
end_attempts (HallDirect *self,
              HallLink   *except)
{
  g_autoptr (GPtrArray) links = g_steal_pointer (&self->dialling);

  self->dialling = g_ptr_array_new_with_free_func (g_object_unref);
  if (self->next_timer != NULL)
    hall_timer_stop (self->next_timer);
  for (guint i = 0; i < links->len; i++)
    {
      HallLink *link = g_ptr_array_index (links, i);

      g_signal_handlers_disconnect_by_data (link, self);
      if (link != except)
        hall_link_abort (link);
    }
}

/* The first of several. */
static void
on_ready (HallLink   *link,
          HallDirect *self)
{
  g_autoptr (HallDirect) kept = g_object_ref (self);
  g_autoptr (HallLink) ready = g_object_ref (link);

  self->n_soon = 0;
  end_attempts (self, ready);
  hall_direct_add_link (self, ready);
  hall_direct_emit_changed (self);
}

static void
on_closed (HallLink     *link,
           const GError *error,
           HallDirect   *self)
{
  g_autoptr (HallDirect) kept = g_object_ref (self);

  g_signal_handlers_disconnect_by_data (link, self);
  set_problem (self, error);
  g_ptr_array_remove (self->dialling, link);
  if (self->dialling->len > 0)
    return;   /* those that are tried beside it decide */
  if (!may_dial (self) || !dial_next (self))
    plan_soon (self);
  hall_direct_emit_changed (self);
}

static void
add_attempt (HallDirect *self,
             const char *address,
             guint16     port)
{
  HallLink *link;

  g_debug ("dialling %s at %s:%u", self->person_id, address, port);
  link = hall_context_dial (self->context, address, port, self->person_id, HALL_PURPOSE_DIRECT);
  g_ptr_array_add (self->dialling, link);
  g_signal_connect_object (link, "ready", G_CALLBACK (on_ready), self, 0);
  g_signal_connect_object (link, "closed", G_CALLBACK (on_closed), self, 0);
  hall_timer_start (self->next_timer, NEXT_ADDRESS_MS);
}

/* TRUE: one more link is being made, to the next address of this round. */
static gboolean
dial_next (HallDirect *self)
{
  HallPerson *person = get_person (self);
  const char *const *addresses;
  guint16 port;

  if (person == NULL)
    return FALSE;
  addresses = hall_person_get_addresses (person);
  port = (guint16) hall_person_get_tcp_port (person);
  for (guint i = 0; port != 0 && addresses != NULL && addresses[i] != NULL; i++)
    {
      /* A datagram may bring them into another order at any time. */
      if (!hall_context_is_near (self->context, self->person_id, addresses[i])
          || !g_hash_table_add (self->tried, g_strdup (addresses[i])))
        continue;
      add_attempt (self, addresses[i], port);
      return TRUE;
    }
  return FALSE;
}

void
hall_direct_on_next_timer (gpointer user_data)
{
  HallDirect *self = user_data;

  if (self->dialling->len > 0 && self->link == NULL)
    dial_next (self);
}

static void
dial (HallDirect *self)
{
  hall_timer_stop (self->dial_timer);
  g_hash_table_remove_all (self->tried);
  if (may_dial (self) && dial_next (self))
    hall_direct_emit_changed (self);
}

void
hall_direct_on_dial_timer (gpointer user_data)
{
  HallDirect *self = user_data;
  gint64 now = hall_clock_get_monotonic (self->context->clock);

  if (!self->wanted || !may_dial (self))
    return;
  if (!self->returning)
    {
      if (now < self->context->direct_pause_end)
        {
          plan (self, 0);   /* another one was first */
          return;
        }
      self->context->direct_pause_end = now + PAUSE_US;
    }
  self->returning = FALSE;
  dial (self);
}

void
hall_direct_on_look_timer (gpointer user_data)
{
  HallDirect *self = user_data;

  if (!self->wanted || self->closed)
    return;
  hall_timer_start (self->look_timer, LOOK_MS);
  hall_direct_hear (self);
}

void
hall_direct_stop_dialling (HallDirect *self)
{
  gboolean was_dialling = self->dialling->len > 0;

  if (self->dial_timer != NULL)
    hall_timer_stop (self->dial_timer);
  end_attempts (self, NULL);
  if (was_dialling)
    hall_direct_emit_changed (self);
}

/**
 * hall_direct_begin:
 * @self: a way to a person
 *
 * The network is open and we have a name: links are taken and dialled.
 */
void
hall_direct_begin (HallDirect *self)
{
  if (self->closed || !self->paused)
    return;
  self->paused = FALSE;
  self->backoff_ms = 0;
  hall_direct_hear (self);
}

/**
 * hall_direct_set_wanted:
 * @self: a way to a person
 * @wanted: whether something waits for the person
 *
 * Dials when the person is heard next.
 */
void
hall_direct_set_wanted (HallDirect *self,
                        gboolean    wanted)
{
  self->wanted = wanted;
  if (!wanted)
    {
      hall_timer_stop (self->dial_timer);
      hall_timer_stop (self->look_timer);
    }
  else if (!hall_timer_is_running (self->look_timer))
    hall_timer_start (self->look_timer, LOOK_MS);
}

/**
 * hall_direct_open:
 * @self: a way to a person
 *
 * Somebody looks at the conversation, or wrote: dials at once, if the person is here; and soon
 * again, if that fails and something waits.
 */
void
hall_direct_open (HallDirect *self)
{
  if (self->link != NULL)
    hall_direct_touch (self);
  else if (may_dial (self))
    {
      self->n_soon = SOON_TIMES;
      dial (self);
    }
}

/**
 * hall_direct_hear:
 * @self: a way to a person
 *
 * The person was heard, or has gone. If something waits, it is dialled soon; a program that was
 * started anew sooner than one that did not answer.
 */
void
hall_direct_hear (HallDirect *self)
{
  guint64 boot = 0, seq;
  gboolean anew;

  if (self->closed || self->paused)
    return;
  hall_directory_get_sequence (self->context->directory, self->person_id, &boot, &seq);
  anew = boot != self->boot;
  self->boot = boot;
  if (anew)
    self->backoff_ms = 0;
  if (!self->wanted || !may_dial (self) || is_sooner (self))
    return;
  if (anew || !hall_timer_is_running (self->dial_timer))
    plan (self, hall_clock_pick (self->context->clock, 0, HALL_DIRECT_DELAY_MAX_MS));
}

/**
 * hall_direct_nudge:
 * @self: a way to a person
 *
 * The network has changed: what failed may be possible now.
 */
void
hall_direct_nudge (HallDirect *self)
{
  self->backoff_ms = 0;
  if (is_sooner (self))
    return;
  hall_timer_stop (self->dial_timer);
  hall_direct_hear (self);
}

/**
 * hall_direct_is_dialling:
 * @self: a way to a person
 *
 * Returns: whether a link is being made
 */
gboolean
hall_direct_is_dialling (HallDirect *self)
{
  return self->dialling->len > 0;
}
