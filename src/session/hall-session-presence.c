/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-presence.c: how one appears: available, away, busy, or not at all.
 *
 * Going invisible gives hosted rooms away first, then says goodbye once; from then on the transport
 * is muted, whoever may ask it for something.
 */

#define G_LOG_DOMAIN "hall-session-presence"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-limits.h"
#include "hall-text.h"

#include "hall-session-private.h"

static const char *const words[] = {
  [HALL_PRESENCE_OFFLINE] = "invisible",
  [HALL_PRESENCE_AVAILABLE] = "available",
  [HALL_PRESENCE_AWAY] = "away",
  [HALL_PRESENCE_BUSY] = "dnd",
  [HALL_PRESENCE_INVISIBLE] = "invisible",
};

static gboolean
is_idle (HallSession *self)
{
  return self->idle_by_window
         || (self->idle_watch != NULL && hall_idle_watch_get_idle (self->idle_watch));
}

static HallPresence
get_shown (HallSession *self)
{
  HallPresence chosen = hall_session_get_presence (self);

  return chosen == HALL_PRESENCE_AVAILABLE && is_idle (self) ? HALL_PRESENCE_AWAY : chosen;
}

/* TRUE: nothing may leave by datagram, whatever one appears as. */
static gboolean
is_silent (HallSession *self)
{
  return self->context->invisible || self->elsewhere || self->offline;
}

static void
set_muted (HallSession *self,
           gboolean     muted)
{
  hall_transport_set_muted (self->context->transport, muted);
  if (self->discovery != NULL)
    hall_discovery_update (self->discovery);
}

/* Tells the models, and others with the next hello. */
void
hall_session_show_presence (HallSession *self)
{
  HallPerson *own = hall_context_get_self (self->context);
  const char *text = hall_settings_get_status_text (self->settings);
  HallPresence shown = get_shown (self);

  if (self->mode != HALL_SESSION_ACTIVE)
    return;
  hall_person_set_status_text (own, *text != '\0' ? text : NULL);
  if (self->running)
    hall_person_set_presence (own, shown);
  if (self->announcer != NULL && shown != HALL_PRESENCE_INVISIBLE)
    hall_announcer_set_appearance (self->announcer, words[shown], *text != '\0' ? text : NULL,
                                   self->own_picture_digest);
}

void
hall_session_tell_reach (HallSession *self)
{
  GHashTableIter iter;
  gpointer conversation;

  g_hash_table_iter_init (&iter, self->conversations);
  while (g_hash_table_iter_next (&iter, NULL, &conversation))
    hall_conversation_tell_reach (conversation);
}

static void
finish_vanishing (HallSession *self)
{
  self->vanishing = FALSE;
  if (self->announcer == NULL || self->stopped)
    return;
  if (hall_announcer_is_running (self->announcer))
    hall_announcer_say_goodbye (self->announcer);
  hall_announcer_stop (self->announcer);
  set_muted (self, TRUE);
  hall_session_tell_reach (self);   /* those who host our rooms now, too */
}

static void
end_one (HallSession *self)
{
  if (--self->n_vanishing == 0 && self->vanishing)
    finish_vanishing (self);
}

static void
handed_over_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  HallConversation *conversation = HALL_CONVERSATION (source);
  g_autoptr (HallSession) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!hall_conversation_hand_over_finish (conversation, result, &error))
    g_debug ("a room is not handed over: %s", error->message);
  /* Nobody is there who could: it waits until it may be hosted again. */
  if (self->vanishing && !self->stopped && hall_conversation_is_hosting (conversation))
    {
      hall_conversation_pause (conversation);
      hall_conversation_begin (conversation);
    }
  end_one (self);
}

static void
vanish (HallSession *self)
{
  g_autoptr (GList) all = g_hash_table_get_values (self->conversations);

  g_debug ("invisible from now on");
  self->context->invisible = TRUE;
  self->vanishing = TRUE;
  self->n_vanishing++;
  for (GList *next = all; next != NULL; next = next->next)
    {
      if (!hall_conversation_is_hosting (next->data))
        continue;
      self->n_vanishing++;
      hall_conversation_hand_over_async (next->data, handed_over_cb, g_object_ref (self));
    }
  hall_session_tell_reach (self);
  end_one (self);
}

/* Falling silent the announcer has forgotten what is hosted here. */
static void
announce_rooms (HallSession *self)
{
  GHashTableIter iter;
  gpointer conversation;

  g_hash_table_iter_init (&iter, self->conversations);
  while (g_hash_table_iter_next (&iter, NULL, &conversation))
    {
      g_autoptr (HallDatagram) announcement = hall_conversation_make_announcement (conversation);

      if (announcement != NULL && announcement->type == HALL_DATAGRAM_ROOM)
        hall_announcer_set_room (self->announcer, announcement);
    }
}

/* Whoever appears again, or is the only one of its key again. */
static void
speak_again (HallSession *self)
{
  set_muted (self, FALSE);
  if (self->context->name == NULL || self->sleep_state != HALL_AWAKE || self->stopped)
    return;
  hall_announcer_appear (self->announcer);
  announce_rooms (self);
}

static void
appear (HallSession *self)
{
  g_autoptr (GList) all = g_hash_table_get_values (self->conversations);

  g_debug ("visible again");
  self->context->invisible = FALSE;
  self->vanishing = FALSE;
  if (is_silent (self))
    return;
  speak_again (self);
  hall_session_tell_reach (self);
  if (self->sleep_state != HALL_AWAKE)
    return;
  for (GList *next = all; next != NULL; next = next->next)
    {
      HallRoom *room = hall_conversation_get_room (next->data);

      if (hall_conversation_get_stored (next->data)->hosted
          && hall_room_get_connection (room) != HALL_CONNECTION_LIVE)
        {
          hall_conversation_pause (next->data);
          hall_conversation_begin (next->data);
        }
      else
        hall_conversation_nudge (next->data);
    }
}

static void
on_presence (HallSession *self)
{
  gboolean invisible = hall_session_get_presence (self) == HALL_PRESENCE_INVISIBLE;

  hall_session_show_presence (self);
  if (self->mode != HALL_SESSION_ACTIVE || self->context->invisible == invisible)
    return;
  if (self->announcer == NULL || self->stopped)
    self->context->invisible = invisible;   /* opening the network will see */
  else if (invisible)
    vanish (self);
  else
    appear (self);
}

static void
on_idle (HallSession *self)
{
  hall_session_show_presence (self);
}

/* As soon as there is something to be muted. */
void
hall_session_apply_silence (HallSession *self)
{
  set_muted (self, is_silent (self) && !self->vanishing);
  hall_session_show_presence (self);
}

/* Says hello, if anything may be said. */
void
hall_session_begin_to_speak (HallSession *self)
{
  if (!is_silent (self))
    hall_announcer_start (self->announcer);
}

void
hall_session_fall_silent (HallSession *self)
{
  hall_announcer_stop (self->announcer);
  set_muted (self, TRUE);
}

void
hall_session_speak_again (HallSession *self)
{
  if (!is_silent (self))
    speak_again (self);
}

void
hall_session_init_presence (HallSession *self)
{
  self->context->invisible = self->mode == HALL_SESSION_ACTIVE
                             && hall_session_get_presence (self) == HALL_PRESENCE_INVISIBLE;
  g_signal_connect_object (self->settings, "notify::presence", G_CALLBACK (on_presence), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "notify::status-text", G_CALLBACK (on_idle), self,
                           G_CONNECT_SWAPPED);
  hall_session_show_presence (self);
}

/* Before anything is opened. What was chosen stays saved, and holds again with the next choice; an
 * administrator's choice is nobody's to take back, and so it isn't shadowed. */
void
hall_session_begin_presence (HallSession *self)
{
  g_auto (GValue) value = G_VALUE_INIT;

  if (self->mode != HALL_SESSION_ACTIVE || !hall_settings_get_start_invisible (self->settings)
      || hall_settings_is_fixed (self->settings, "presence"))
    return;
  g_value_init (&value, G_TYPE_STRING);
  g_value_set_static_string (&value, words[HALL_PRESENCE_INVISIBLE]);
  hall_settings_override (self->settings, "presence", &value);
}

/* It runs: from now on it matters whether somebody sits here. */
void
hall_session_watch_idle (HallSession *self)
{
  if (self->mode != HALL_SESSION_ACTIVE || (self->only_loopback && !self->watches_idle))
    return;
  self->idle_watch = hall_idle_watch_new (self->context->clock, HALL_AWAY_AFTER_MS);
  g_signal_connect_object (self->idle_watch, "changed", G_CALLBACK (on_idle), self,
                           G_CONNECT_SWAPPED);
}

void
hall_session_clear_idle (HallSession *self)
{
  if (self->idle_watch != NULL)
    hall_idle_watch_close (self->idle_watch);
  g_clear_object (&self->idle_watch);
}

void
hall_session_set_watches_idle (HallSession *self,
                               gboolean     watches_idle)
{
  self->watches_idle = watches_idle;
}

/**
 * hall_session_get_presence:
 * @self: a session
 *
 * Returns: what was chosen: AVAILABLE, AWAY, BUSY or INVISIBLE
 */
HallPresence
hall_session_get_presence (HallSession *self)
{
  const char *word;

  g_return_val_if_fail (HALL_IS_SESSION (self), HALL_PRESENCE_AVAILABLE);

  word = hall_settings_get_presence (self->settings);
  for (guint i = HALL_PRESENCE_AVAILABLE; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i], word))
      return (HallPresence) i;
  return HALL_PRESENCE_AVAILABLE;
}

/**
 * hall_session_set_presence:
 * @self: a session
 * @presence: how to appear from now on: AVAILABLE, AWAY, BUSY or INVISIBLE
 *
 * Others see it at once; invisible, they see somebody go. Kept over restarts.
 */
void
hall_session_set_presence (HallSession *self,
                           HallPresence presence)
{
  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (presence > HALL_PRESENCE_OFFLINE && presence < G_N_ELEMENTS (words));

  hall_settings_set_presence (self->settings, words[presence]);
}

/**
 * hall_session_set_status_text:
 * @self: a session
 * @text: as typed; "" for none
 * @error: return location for #HALL_SESSION_ERROR_TEXT
 *
 * Cleans and keeps it, and tells everybody.
 *
 * Returns: %FALSE if it is too long
 */
gboolean
hall_session_set_status_text (HallSession *self,
                              const char  *text,
                              GError     **error)
{
  g_autofree char *clean = NULL;

  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  clean = hall_text_clean_name (text, strlen (text) + 1);
  if (clean != NULL && strlen (clean) > HALL_STATUS_TEXT_MAX)
    {
      g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TEXT,
                           _("The status is too long. Make it shorter."));
      return FALSE;
    }
  hall_settings_set_status_text (self->settings, clean != NULL ? clean : "");
  return TRUE;
}

/**
 * hall_session_set_idle:
 * @self: a session
 * @idle: whether the window knows that nobody sits here
 *
 * Shows as AWAY while AVAILABLE is chosen.
 */
void
hall_session_set_idle (HallSession *self,
                       gboolean     idle)
{
  g_return_if_fail (HALL_IS_SESSION (self));

  if (self->idle_by_window == idle)
    return;
  self->idle_by_window = idle;
  on_idle (self);
}
