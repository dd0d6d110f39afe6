/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-sync-scope.c: the census' answer, and what stands in its place while it has none.
 *
 * Whoever has not joined yet gets what is said from its welcome on. It does not know by which clock
 * that is, so for ourselves it is the peer that decides.
 */

#define G_LOG_DOMAIN "hall-sync-scope"

#include "config.h"

#include "hall-sync-scope.h"

struct _HallSyncScope
{
  grefcount ref_count;
  HallCensus *census;     /* not owned; NULL when closed */
  char *own_id;
  char *peer_id;
  gint64 welcomed_ms;
  gint64 peer_said;       /* from when on the peer itself counts; 0: it did not say */
};

/**
 * hall_sync_scope_new:
 * @context: shared parts
 * @census: who belongs to the room; must outlive all use but that after hall_sync_scope_close ()
 * @peer_id: with whom we synchronise
 *
 * Takes the present as the moment from which on a peer that has not joined may have everything.
 *
 * Returns: (transfer full): the scope
 */
HallSyncScope *
hall_sync_scope_new (HallContext *context,
                     HallCensus  *census,
                     const char  *peer_id)
{
  HallSyncScope *self = g_new0 (HallSyncScope, 1);

  g_ref_count_init (&self->ref_count);
  self->census = census;
  self->own_id = g_strdup (context->own_id);
  self->peer_id = g_strdup (peer_id);
  self->welcomed_ms = hall_clock_get_wall (context->clock);
  return self;
}

HallSyncScope *
hall_sync_scope_ref (HallSyncScope *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
hall_sync_scope_unref (HallSyncScope *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  g_free (self->own_id);
  g_free (self->peer_id);
  g_free (self);
}

/**
 * hall_sync_scope_close:
 * @self: a scope
 *
 * Lets go of the census.
 */
void
hall_sync_scope_close (HallSyncScope *self)
{
  self->census = NULL;
}

/**
 * hall_sync_scope_is_open:
 * @self: a scope
 *
 * Nobody outside learns anything by synchronising: neither who was banned or put out meanwhile, nor
 * somebody who announces a room with a lock and is not known to belong to it.
 *
 * Returns: whether the peer may have anything
 */
gboolean
hall_sync_scope_is_open (HallSyncScope *self)
{
  return self->census != NULL && hall_census_is_admitted (self->census, self->peer_id);
}

/**
 * hall_sync_scope_get_own_from:
 * @self: a scope
 *
 * Returns: from which logical clock on we keep what was said, in ms; 0 while we have not joined
 */
gint64
hall_sync_scope_get_own_from (HallSyncScope *self)
{
  if (self->census == NULL)
    return 0;
  return MAX (hall_census_get_from (self->census, self->own_id),
              hall_census_get_own_from (self->census));
}

/**
 * hall_sync_scope_is_deleted:
 * @self: a scope
 * @event: of the room
 *
 * Returns: whether it is of what was deleted here
 */
gboolean
hall_sync_scope_is_deleted (HallSyncScope *self,
                            HallEvent     *event)
{
  return self->census != NULL && !hall_event_is_control (event)
         && event->lc < hall_census_get_own_from (self->census);
}

/**
 * hall_sync_scope_get_peer_from:
 * @self: a scope
 *
 * Returns: from which logical clock on the peer may have what was said, in ms
 */
gint64
hall_sync_scope_get_peer_from (HallSyncScope *self)
{
  gint64 from;

  if (self->census == NULL)
    return G_MAXINT64;
  from = hall_census_get_from (self->census, self->peer_id);
  return from >= 0 ? from : self->welcomed_ms;
}

/**
 * hall_sync_scope_get_from:
 * @self: an open scope
 *
 * Returns: from which logical clock on both have what was said, in ms
 */
gint64
hall_sync_scope_get_from (HallSyncScope *self)
{
  return MAX (hall_sync_scope_get_own_from (self), hall_sync_scope_get_peer_from (self));
}

/**
 * hall_sync_scope_set_peer_said:
 * @self: a scope
 * @from: of the peer's `have`, a logical clock in ms
 *
 * The peer may count from later on than we think it may: it does not keep what is older.
 */
void
hall_sync_scope_set_peer_said (HallSyncScope *self,
                               gint64         from)
{
  self->peer_said = from;
}

/**
 * hall_sync_scope_get_answer_from:
 * @self: an open scope
 *
 * Returns: from which logical clock on the peer is answered, in ms: where its own lists begin
 */
gint64
hall_sync_scope_get_answer_from (HallSyncScope *self)
{
  return MAX (hall_sync_scope_get_from (self), self->peer_said);
}

/**
 * hall_sync_scope_may_give:
 * @self: a scope
 * @event: of the room
 *
 * Returns: whether the room's policy lets the peer have it
 */
gboolean
hall_sync_scope_may_give (HallSyncScope *self,
                          HallEvent     *event)
{
  if (!hall_sync_scope_is_open (self))
    return FALSE;
  return hall_event_is_control (event) || event->lc >= hall_sync_scope_get_peer_from (self);
}

/**
 * hall_sync_scope_may_take:
 * @self: a scope
 * @event: of the room
 *
 * Returns: whether the room's policy lets us have it
 */
gboolean
hall_sync_scope_may_take (HallSyncScope *self,
                          HallEvent     *event)
{
  return hall_event_is_control (event) || event->lc >= hall_sync_scope_get_own_from (self);
}
