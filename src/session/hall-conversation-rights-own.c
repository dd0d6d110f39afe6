/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-rights-own.c: that we ourselves were put out of the room, and how that ends.
 *
 * Part of HallConversation. It is remembered beside the events: whoever is put out is told nothing
 * more of the room, so nothing in the set may say it. It ends when a host lets us in whose events
 * say nothing against it, or when somebody invites us; a ban that has an end leaves us removed.
 */

#define G_LOG_DOMAIN "hall-conversation-rights-own"

#include "config.h"

#include "hall-limits.h"

#include "hall-session.h"

#include "hall-conversation-private.h"

/* No timer has to run for longer than that. */
#define LOOK_AGAIN_MS (60 * 60 * 1000)
/* How long somebody who leaves lets the host ask for what it has. */
#define GIVE_MS 10000
#define GIVE_LOOK_MS 500
#define GIVE_QUIET_MS 2000

static gboolean
is_banned (HallConversation *self)
{
  return self->stored->put_out
         && self->stored->banned_until > hall_clock_get_wall (self->context->clock);
}

void
hall_conversation_show_own (HallConversation *self)
{
  gboolean banned = is_banned (self);
  gboolean was_banned = hall_room_get_banned (self->room);

  hall_room_set_banned (self->room, banned);
  hall_room_set_removed (self->room, self->stored->put_out && !banned);
  if (was_banned && !banned && hall_room_get_membership (self->room) == HALL_MEMBERSHIP_NONE)
    hall_room_set_problem (self->room, self->stored->put_out
                                         ? hall_conversation_describe_out (FALSE) : NULL);
}

/* What the room has become for us: it stays as it is on the screen, but nothing is live. */
static void
stay_out (HallConversation *self)
{
  hall_conversation_pause (self);
  self->put_out = FALSE;
  hall_room_set_membership (self->room, HALL_MEMBERSHIP_NONE);
  hall_room_set_connection (self->room, HALL_CONNECTION_NONE);
  hall_room_set_problem (self->room, hall_conversation_describe_out (is_banned (self)));
  hall_conversation_show_own (self);
}

static void
finish_out (HallConversation *self)
{
  HallStoredRoom *stored = self->stored;

  if (self->closed || !self->put_out)
    return;
  stored->member = FALSE;
  stored->hosted = FALSE;
  stored->joined_ms = 0;
  self->join_queued = FALSE;
  hall_conversation_save (self);
  stay_out (self);
}

/* An attempt to come in again is over. */
void
hall_conversation_stay_out (HallConversation *self)
{
  if (!self->closed && !self->put_out)
    stay_out (self);
}

static void
hand_over_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  HallConversation *self = HALL_CONVERSATION (source);
  g_autoptr (GError) error = NULL;

  if (!hall_conversation_hand_over_finish (self, result, &error))
    g_debug ("room %s: nobody else hosts it: %s", self->stored->id, error->message);
  finish_out (self);
}

/* Who hosted the room elsewhere may be the only one who can tell that others joined it there. A
 * host that lets it in takes that, and does not know them without. */
static gboolean
is_giving (HallConversation *self)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);

  return self->welcomed && self->sync != NULL && !self->closed
         && now - self->out_since < GIVE_MS * (gint64) 1000
         && (!hall_sync_get_control_done (self->sync)
             || hall_sync_get_quiet_ms (self->sync) < GIVE_QUIET_MS);
}

static void
on_out (gpointer user_data)
{
  HallConversation *self = user_data;
  g_autoptr (HallConversation) kept = g_object_ref (self);
  g_autoptr (GError) error = NULL;
  gboolean banned = is_banned (self);

  if (is_giving (self))
    {
      hall_timer_start (self->out_timer, GIVE_LOOK_MS);
      return;
    }
  error = g_error_new_literal (HALL_SESSION_ERROR,
                               banned ? HALL_SESSION_ERROR_BANNED : HALL_SESSION_ERROR_REFUSED,
                               hall_conversation_describe_out (banned));
  hall_conversation_emit_problem (self, error);
  hall_conversation_finish_joiners (self, error);
  if (self->host != NULL && !self->closed)
    hall_conversation_hand_over_async (self, hand_over_cb, NULL);
  else
    finish_out (self);
}

/* Not at once: whoever found that out may be in the middle of something. */
void
hall_conversation_put_out (HallConversation *self,
                           gint64            banned_until)
{
  if (self->closed)
    return;
  self->stored->put_out = TRUE;
  self->stored->banned_until = banned_until;
  hall_conversation_show_own (self);
  if (self->put_out)
    return;
  g_debug ("room %s: we are %s", self->stored->id, banned_until > 0 ? "banned" : "removed");
  self->put_out = TRUE;
  self->out_since = hall_clock_get_monotonic (self->context->clock);
  hall_timer_start (self->out_timer, 0);
}

/* Whoever says that we are banned does not say until when. */
static gint64
get_ban_end (HallConversation *self)
{
  gint64 end = hall_census_get_banned_until (self->census, self->context->own_id);

  return end > 0 ? end : G_MAXINT64;
}

/* What somebody who is in the room, and hosts it, says to us who want in: if we were put out while
 * we were not there, we hear of it only now, and so that we are not banned any more. But that a
 * member was put out takes the signed reasons, which came before if it is true: any other member
 * could say it. */
void
hall_conversation_take_refusal (HallConversation *self,
                                const char       *code)
{
  gboolean banned = g_strcmp0 (code, "banned") == 0;
  gboolean removed = g_strcmp0 (code, "removed") == 0;

  if (self->stored->member && hall_census_contains (self->census, self->context->own_id))
    return;
  if (banned)
    hall_conversation_put_out (self, get_ban_end (self));
  else if (removed && self->stored->member)
    hall_conversation_put_out (self, 0);
  else if ((removed || g_strcmp0 (code, "locked") == 0 || g_strcmp0 (code, "not-permitted") == 0)
           && self->stored->put_out && self->stored->banned_until > 0)
    {
      self->stored->banned_until = 0;
      hall_conversation_show_own (self);
      hall_conversation_save (self);
    }
}

/* What we were put out for is over. */
static void
forgive (HallConversation *self)
{
  if (!self->stored->put_out)
    return;
  g_debug ("room %s: we are not put out any more", self->stored->id);
  self->stored->put_out = FALSE;
  self->stored->banned_until = 0;
  hall_conversation_save (self);
  hall_conversation_show_own (self);
}

/**
 * hall_conversation_note_invited:
 * @self: a conversation
 *
 * Somebody invites us: if we were put out, that may be over, which a host will tell.
 */
void
hall_conversation_note_invited (HallConversation *self)
{
  if (self->closed || self->put_out || self->stored->member)
    return;
  forgive (self);
}

/* Whether all is known that may have happened while we were out. */
static gboolean
is_told (HallConversation *self)
{
  return self->host != NULL
         || (self->welcomed && self->sync != NULL && hall_sync_get_control_done (self->sync));
}

void
hall_conversation_check_own (HallConversation *self)
{
  HallStoredRoom *stored = self->stored;
  const char *own_id = self->context->own_id;
  gint64 banned_until = hall_census_get_banned_until (self->census, own_id);

  /* The set may not know that we were put out, nor that it was taken back. */
  if (self->put_out || ((stored->put_out || self->first_join) && !is_told (self)))
    {
      hall_conversation_show_own (self);
      return;
    }
  if (banned_until > 0)
    {
      if (stored->member)
        hall_conversation_put_out (self, banned_until);
    }
  else if (hall_census_contains (self->census, own_id))
    forgive (self);
  else if (stored->joined_ms != 0)
    hall_conversation_put_out (self, 0);
}

/* A ban may end by itself: ours, or that of somebody else. */
static void
on_ban_end (gpointer user_data)
{
  HallConversation *self = user_data;

  self->rights_due = TRUE;
  hall_conversation_check_rights (self);
}

void
hall_conversation_await_ban_end (HallConversation *self)
{
  gint64 now = hall_clock_get_wall (self->context->clock);
  gint64 end = hall_census_get_next_ban_end (self->census);

  if (is_banned (self))
    end = MIN (end, self->stored->banned_until);
  if (end == G_MAXINT64)
    hall_timer_stop (self->ban_timer);
  else
    hall_timer_start (self->ban_timer, (guint) CLAMP (end - now, 1, LOOK_AGAIN_MS));
}

void
hall_conversation_init_own (HallConversation *self)
{
  self->out_timer = hall_timer_new (self->context->clock, on_out, self);
  self->ban_timer = hall_timer_new (self->context->clock, on_ban_end, self);
  hall_conversation_show_own (self);
  if (self->stored->put_out)
    hall_room_set_problem (self->room, hall_conversation_describe_out (is_banned (self)));
}

void
hall_conversation_clear_own (HallConversation *self)
{
  g_clear_pointer (&self->out_timer, hall_timer_free);
  g_clear_pointer (&self->ban_timer, hall_timer_free);
}
