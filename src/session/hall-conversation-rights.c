/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-rights.c: what follows when the census says something else than before: what
 * the room is like, who has to go, and whether that is us.
 *
 * Part of HallConversation; -rights-shown.c takes rows away and brings them back, -rights-deletes.c
 * knows what was deleted. Whoever hosts does the same, as the set says it.
 */

#define G_LOG_DOMAIN "hall-conversation-rights"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-session.h"

#include "hall-conversation-private.h"

static gboolean
judge_arrival (HallEvent *event,
               gpointer   user_data)
{
  HallConversation *self = user_data;

  /* Each of these is judged by itself when all that came with it is known, and again whenever the
   * store is read: see hall_census_take_judged (). Those that were judged before they are written
   * cannot be hidden but now. */
  if (hall_event_is_control (event))
    return !hall_census_was_judged_unpermitted (self->census, event);
  /* From now on it is on disk, or on its way there: what changes for it is told to the store. */
  self->spoken_lc = MAX (self->spoken_lc, event->lc);
  if (!self->census_loaded)
    g_hash_table_add (self->early, g_strdup (event->author));
  return hall_conversation_permits (self, event);
}

static gint64
find_floor (HallEvent *event,
            gpointer   user_data)
{
  HallConversation *self = user_data;

  return hall_census_get_floor (self->census, event);
}

/* A delete shows nothing itself; whether a pin counts is judged apart, as rights change. */
gboolean
hall_conversation_permits (HallConversation *self,
                           HallEvent        *event)
{
  if (event->kind == HALL_EVENT_PIN)
    return hall_census_permits_speech (self->census, event);
  return event->kind == HALL_EVENT_DELETE || hall_census_permits (self->census, event, NULL);
}

const char *
hall_conversation_describe_out (gboolean banned)
{
  return banned ? _("You have been banned from this room.")
                : _("You have been removed from this room.");
}

/**
 * hall_conversation_get_host_time:
 * @self: a conversation
 *
 * Returns: what time it is by the clock of whoever hosts the room, as far as that is known, in unix
 *   ms
 */
gint64
hall_conversation_get_host_time (HallConversation *self)
{
  return hall_clock_get_wall (self->context->clock)
         + (self->link != NULL ? hall_link_get_offset (self->link) : 0);
}

static void
expel (HallConversation *self,
       const char       *id)
{
  gboolean banned = hall_census_is_banned (self->census, id);

  if (banned)
    hall_counters_add (self->context->counters, HALL_COUNTER_BANNED_REFUSED);
  hall_conversation_give_member_reasons (self, id);
  hall_host_expel (self->host, id, banned ? "banned" : "removed", banned ? "banned" : "removed");
}

/* Whoever is linked and was put out, or never had a right to be here. A newcomer belongs only once
 * it has said so. */
static void
check_members (HallConversation *self)
{
  g_autoptr (GPtrArray) entries = NULL;

  if (self->host == NULL)
    return;
  entries = hall_host_list_entries (self->host);
  for (guint i = 0; i < entries->len && self->host != NULL; i++)
    {
      const char *id = ((HallRosterEntry *) g_ptr_array_index (entries, i))->id;

      if (hall_census_contains (self->census, id))
        g_hash_table_add (self->present, g_strdup (id));
      else if (!hall_census_is_admitted (self->census, id)
               || (g_hash_table_contains (self->present, id)
                   && !hall_census_is_insider (self->census, id)))
        expel (self, id);
    }
}

/* The link of a member is gone. */
void
hall_conversation_note_gone (HallConversation *self,
                             const char       *member_id)
{
  g_hash_table_remove (self->present, member_id);
}

static GPtrArray *
list_people (HallConversation *self,
             GPtrArray        *ids)
{
  GPtrArray *people = g_ptr_array_new ();

  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (people, hall_directory_ensure_person (self->context->directory,
                                                           g_ptr_array_index (ids, i)));
  return people;
}

static void
show_people (HallConversation *self)
{
  const char *own_id = self->context->own_id;
  g_autoptr (GPtrArray) moderator_ids = hall_census_list_moderators (self->census);
  g_autoptr (GPtrArray) banned_ids = hall_census_list_banned (self->census);
  g_autoptr (GPtrArray) moderators = list_people (self, moderator_ids);
  g_autoptr (GPtrArray) banned = list_people (self, banned_ids);

  hall_room_set_moderators (self->room, moderators);
  hall_conversation_check_heralds (self);
  hall_room_set_banned_people (self->room, banned);
  hall_room_set_rights (self->room, hall_census_is_moderator (self->census, own_id),
                        g_strcmp0 (hall_census_get_creator (self->census), own_id) == 0);
}

static gboolean
replace (char      **old,
         const char *new)
{
  if (g_strcmp0 (*old, new) == 0)
    return FALSE;
  g_free (*old);
  *old = g_strdup (new);
  return TRUE;
}

static HallLock
get_lock (HallConversation *self)
{
  switch (hall_census_get_entry (self->census))
    {
    case HALL_ENTRY_OPEN:
      return HALL_LOCK_OPEN;
    case HALL_ENTRY_PASSPHRASE:
      return HALL_LOCK_PASSPHRASE;
    case HALL_ENTRY_INVITED:
    default:
      return HALL_LOCK_INVITED;
    }
}

const char *
hall_conversation_get_lock_word (HallConversation *self)
{
  static const char *const words[] = {
    [HALL_LOCK_OPEN] = "open",
    [HALL_LOCK_PASSPHRASE] = "passphrase",
    [HALL_LOCK_INVITED] = "invited",
  };

  return words[get_lock (self)];
}

/* What it is called, what it is about, and who comes in. */
void
hall_conversation_show_room (HallConversation *self)
{
  HallStoredRoom *stored = self->stored;
  HallLock lock = get_lock (self);
  gboolean changed = hall_room_get_lock (self->room) != lock;

  if (self->direct != NULL || hall_census_get_creator (self->census) == NULL)
    return;
  changed |= replace (&stored->name, hall_census_get_name (self->census));
  changed |= replace (&stored->topic, hall_census_get_topic (self->census));
  hall_room_set_name (self->room, stored->name);
  hall_room_set_topic (self->room, stored->topic);
  hall_room_set_lock (self->room, lock);
  hall_room_set_closed (self->room, hall_census_get_closed (self->census));
  hall_room_set_moderators_invite (self->room, hall_census_get_moderators_invite (self->census));
  hall_room_set_has_passphrase (self->room, lock == HALL_LOCK_PASSPHRASE
                                            && hall_census_get_secret (self->census) != NULL);
  show_people (self);
  if (!changed)
    return;
  if (stored->member)
    hall_conversation_save (self);
  if (self->host != NULL)
    hall_conversation_emit_announcement (self);
}

/**
 * hall_conversation_check_rights:
 * @self: a conversation
 *
 * Control events may have become known. To be called when nothing is in the middle of being shown.
 */
void
hall_conversation_check_rights (HallConversation *self)
{
  g_autoptr (HallConversation) kept = g_object_ref (self);

  if (!self->rights_due || self->closed || !self->census_loaded || self->direct != NULL)
    return;
  self->rights_due = FALSE;
  hall_conversation_check_shown (self);
  hall_conversation_show_room (self);
  check_members (self);
  hall_conversation_check_scopes (self);
  /* What the host did not permit, it may permit now: it is offered with the whole set. */
  if (self->sync != NULL && hall_outbox_take_gave_up (self->outbox))
    hall_sync_refresh (self->sync);
  hall_conversation_check_own (self);
  hall_conversation_await_ban_end (self);
}

/**
 * hall_conversation_judge_live:
 * @event: what a member of ours says, not verified
 * @user_data: the #HallConversation
 *
 * As long as we do not know from a member what happened while it was not here, it may have rights
 * that we do not know of: what it says is relayed, but nobody shows it who does not know of them
 * either.
 *
 * Returns: whether it is passed on
 */
gboolean
hall_conversation_judge_live (HallEvent *event,
                              gpointer   user_data)
{
  HallConversation *self = user_data;
  HallSync *sync;

  if (hall_census_is_banned (self->census, event->author))
    return FALSE;
  if (event->kind == HALL_EVENT_DELETE ? hall_census_contains (self->census, event->author)
                                       : hall_census_permits (self->census, event, NULL))
    return TRUE;
  sync = g_hash_table_lookup (self->syncs, event->author);
  return sync == NULL || !hall_sync_get_control_done (sync);
}

void
hall_conversation_init_rights (HallConversation *self)
{
  self->spoken_lc = self->stored->last_lc;
  self->withheld = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  self->early = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  hall_conversation_init_rows (self);
  hall_conversation_init_deletions (self);
  hall_conversation_init_lock (self);
  hall_conversation_init_own (self);
  hall_intake_set_judge (self->intake, judge_arrival, self);
  hall_outbox_set_floor (self->outbox, find_floor, self);
  if (self->direct == NULL)
    hall_census_set_clock (self->census, self->context->clock);
}

void
hall_conversation_clear_rights (HallConversation *self)
{
  hall_conversation_clear_own (self);
  g_clear_pointer (&self->withheld, g_ptr_array_unref);
  g_clear_pointer (&self->early, g_hash_table_unref);
  g_clear_pointer (&self->present, g_hash_table_unref);
  hall_conversation_clear_rows (self);
  hall_conversation_clear_deletions (self);
  hall_conversation_clear_lock (self);
}
