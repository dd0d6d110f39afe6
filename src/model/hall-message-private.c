/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-private.c: makes rows, signs them, and sets what depends on their neighbours.
 *
 * For HallTimeline alone. It never decides where a row stands.
 */

#define G_LOG_DOMAIN "hall-message-private"

#include "config.h"

#include "hall-limits.h"
#include "hall-string.h"
#include "hall-text.h"

#include "hall-message-private.h"

static void
set_time (HallMessage *self,
          gint64       time_ms)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time_ms / 1000);

  self->time = time_ms;
  /* Years above 9999 are no dates for GLib; such a clock is refused long before, but not here. */
  if (local != NULL)
    self->day = g_date_time_get_year (local) * 366LL + g_date_time_get_day_of_year (local);
  else
    self->day = time_ms / HALL_DAY_MS;
}

static HallMessageKind
kind_of_state (HallStateChange change)
{
  switch (change)
    {
    case HALL_STATE_JOINED:
      return HALL_MESSAGE_JOINED;
    case HALL_STATE_RENAMED:
      return HALL_MESSAGE_RENAMED;
    case HALL_STATE_LEFT:
      return HALL_MESSAGE_LEFT;
    default:
      return HALL_MESSAGE_UNKNOWN;
    }
}

/* One event may change several things: the one that says most. */
static HallMessageKind
kind_of_change (const HallEvent *event)
{
  if (event->name != NULL)
    return HALL_MESSAGE_ROOM_NAMED;
  if (event->secret != NULL)
    return HALL_MESSAGE_NEW_PASSPHRASE;
  if (event->closed >= 0)
    return event->closed ? HALL_MESSAGE_CLOSED : HALL_MESSAGE_REOPENED;
  if (event->topic != NULL)
    return HALL_MESSAGE_TOPIC;

  return HALL_MESSAGE_UNKNOWN;
}

static HallMessageKind
kind_of_event (const HallEvent *event)
{
  switch (event->kind)
    {
    case HALL_EVENT_TEXT:
      return HALL_MESSAGE_TEXT;
    case HALL_EVENT_GENESIS:
      return HALL_MESSAGE_CREATED;
    case HALL_EVENT_STATE:
      return kind_of_state (event->change);
    case HALL_EVENT_ADMIT:
      return HALL_MESSAGE_ADMITTED;
    case HALL_EVENT_ROLE:
      return event->moderator ? HALL_MESSAGE_MODERATOR : HALL_MESSAGE_NO_MODERATOR;
    case HALL_EVENT_KICK:
      return HALL_MESSAGE_KICKED;
    case HALL_EVENT_BAN:
      return event->off ? HALL_MESSAGE_UNBANNED : HALL_MESSAGE_BANNED;
    case HALL_EVENT_ROOM:
      return kind_of_change (event);
    case HALL_EVENT_INVITE:
      return HALL_MESSAGE_INVITATION;
    case HALL_EVENT_DELETE:
    case HALL_EVENT_EDIT:
    case HALL_EVENT_REACT:
    case HALL_EVENT_PIN:
    case HALL_EVENT_UNKNOWN:
    default:
      return HALL_MESSAGE_UNKNOWN;
    }
}

/*
 * hall_message_is_shown:
 * @event: an event
 *
 * What a room was made with is told by the line that says who made it: the passphrase's secret
 * comes in an event of its own, whose predecessor is the genesis. Who may invite is no news to
 * those who may not.
 *
 * Returns: whether there is a row for it
 */
gboolean
hall_message_is_shown (const HallEvent *event)
{
  /* Nobody made a standing room, at no time. */
  if (hall_event_is_annotation (event) || event->standing)
    return FALSE;
  if (event->kind != HALL_EVENT_ROOM)
    return TRUE;

  switch ((guint) kind_of_change (event))
    {
    case HALL_MESSAGE_NEW_PASSPHRASE:
      return g_strcmp0 (event->previous, event->room) != 0 || event->closed >= 0 ||
             event->topic != NULL || event->moderators_invite >= 0;
    case HALL_MESSAGE_UNKNOWN:
      return event->moderators_invite < 0;
    default:
      return TRUE;
    }
}

static gboolean
kind_has_name (HallMessageKind kind)
{
  return kind == HALL_MESSAGE_JOINED || kind == HALL_MESSAGE_RENAMED ||
         kind == HALL_MESSAGE_CREATED || kind == HALL_MESSAGE_ROOM_NAMED ||
         kind == HALL_MESSAGE_INVITATION;
}

/*
 * hall_message_new_signed:
 * @event: an event
 * @author: who signed it
 * @subject: (nullable): whom it was done to
 *
 * Makes the row of an event. An own one counts as held on one disk until its acknowledgements say
 * more.
 *
 * Returns: (transfer full): the row
 */
HallMessage *
hall_message_new_signed (HallEvent  *event,
                         HallPerson *author,
                         HallPerson *subject)
{
  HallMessage *self = g_object_new (HALL_TYPE_MESSAGE, NULL);

  self->event = hall_event_ref (event);
  self->author = g_object_ref (author);
  g_set_object (&self->subject, subject);
  self->token = g_strdup (event->token);
  self->kind = kind_of_event (event);
  if (kind_has_name (self->kind) && event->name != NULL)
    self->name = hall_text_clean_name (event->name, HALL_NAME_MAX);
  if (self->kind == HALL_MESSAGE_TOPIC)
    self->text = hall_text_clean_name (event->topic, HALL_TOPIC_MAX);
  self->action = event->action;
  self->reply_to = g_strdup (event->reply);
  self->written = event->ts;
  self->state = hall_person_get_is_self (author) ? HALL_MESSAGE_STATE_STORED
                                                 : HALL_MESSAGE_STATE_RECEIVED;
  set_time (self, event->lc);

  return self;
}

/*
 * hall_message_new_pending:
 * @token: the outbox token
 * @text: a clean text
 * @author: oneself
 * @written_ms: Unix milliseconds
 *
 * Makes the row of a message that is not signed yet.
 *
 * Returns: (transfer full): the row
 */
HallMessage *
hall_message_new_pending (const char *token,
                          const char *text,
                          HallPerson *author,
                          gint64      written_ms)
{
  HallMessage *self = g_object_new (HALL_TYPE_MESSAGE, NULL);

  self->author = g_object_ref (author);
  self->token = g_strdup (token);
  self->kind = HALL_MESSAGE_TEXT;
  self->text = g_strdup (text);
  self->written = written_ms;
  self->state = HALL_MESSAGE_STATE_PENDING;
  set_time (self, written_ms);

  return self;
}

/*
 * hall_message_new_notice:
 * @kind: what the line says
 * @person: whom it is about
 * @time_ms: Unix milliseconds
 *
 * Makes a local line.
 *
 * Returns: (transfer full): the row
 */
HallMessage *
hall_message_new_notice (HallMessageKind  kind,
                         HallPerson      *person,
                         gint64           time_ms)
{
  HallMessage *self = g_object_new (HALL_TYPE_MESSAGE, NULL);

  self->author = g_object_ref (person);
  self->kind = kind;
  self->written = time_ms;
  self->state = HALL_MESSAGE_STATE_RECEIVED;
  set_time (self, time_ms);

  return self;
}

/*
 * hall_message_get_event:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the event that it shows
 */
HallEvent *
hall_message_get_event (HallMessage *self)
{
  return self->event;
}

/*
 * hall_message_get_day:
 * @self: a row
 *
 * Returns: a number that is equal for times of one local day
 */
gint64
hall_message_get_day (HallMessage *self)
{
  return self->day;
}

/*
 * hall_message_compare:
 * @self: a signed row or a notice
 * @lc: the clock of a place in the order
 * @event: (nullable): the event of that place, NULL for a notice
 *
 * Returns: less than 0 if the row stands before that place, 0 if it is that event, else more than 0
 */
int
hall_message_compare (HallMessage     *self,
                      gint64           lc,
                      const HallEvent *event)
{
  if (self->time != lc)
    return self->time < lc ? -1 : 1;
  if (self->event == NULL)
    return -1;
  if (event == NULL)
    return 1;

  return hall_event_compare (self->event, event);
}

/*
 * hall_message_sign:
 * @self: a pending row
 * @event: what was signed
 *
 * Makes a pending row the row of its event. Its state stays: nobody has acknowledged it yet.
 */
void
hall_message_sign (HallMessage *self,
                   HallEvent   *event)
{
  g_autofree char *pending_text = NULL;

  g_return_if_fail (self->event == NULL);

  g_object_freeze_notify (G_OBJECT (self));

  self->event = hall_event_ref (event);
  g_object_notify (G_OBJECT (self), "id");

  if (self->time != event->lc)
    {
      set_time (self, event->lc);
      g_object_notify (G_OBJECT (self), "time");
    }
  if (self->written != event->ts)
    {
      self->written = event->ts;
      g_object_notify (G_OBJECT (self), "written");
    }

  pending_text = g_steal_pointer (&self->text);
  if (g_strcmp0 (pending_text, event->text) == 0)
    self->text = g_steal_pointer (&pending_text);
  else
    g_object_notify (G_OBJECT (self), "text");
  if (self->text == NULL || event->mentions != NULL || event->mentions_all)
    {
      hall_message_clear_markup (self);
      g_object_notify (G_OBJECT (self), "markup");
    }
  hall_message_set_reply_to (self, event->reply);
  hall_message_set_action (self, event->action);

  g_object_thaw_notify (G_OBJECT (self));
}

/*
 * hall_message_set_state:
 * @self: a row
 * @state: how far an own message has got
 *
 * Sets the state of an own message. On two disks is for good, and so is read: acknowledgements may
 * overtake one another.
 */
void
hall_message_set_state (HallMessage      *self,
                        HallMessageState  state)
{
  if (self->state == state || self->state == HALL_MESSAGE_STATE_READ ||
      (self->state == HALL_MESSAGE_STATE_SENT && state != HALL_MESSAGE_STATE_READ))
    return;

  self->state = state;
  g_object_notify (G_OBJECT (self), "state");
}

/*
 * hall_message_set_read:
 * @self: a signed row
 *
 * Says that its place is within what the other person has read. What was not delivered then was
 * not read.
 */
void
hall_message_set_read (HallMessage *self)
{
  if (self->state == HALL_MESSAGE_STATE_SENT)
    hall_message_set_state (self, HALL_MESSAGE_STATE_READ);
  else if (self->state < HALL_MESSAGE_STATE_SENT)
    self->missed = TRUE;
}

/*
 * hall_message_set_previous_name:
 * @self: a row
 * @previous_name: (nullable): what its author was called before, clean
 */
void
hall_message_set_previous_name (HallMessage *self,
                                const char  *previous_name)
{
  if (hall_set_string (&self->previous_name, previous_name))
    g_object_notify (G_OBJECT (self), "previous-name");
}

/*
 * hall_message_can_be_unread:
 * @self: a row
 *
 * Returns: whether it is something that is said to others, by somebody else
 */
gboolean
hall_message_can_be_unread (HallMessage *self)
{
  return (self->kind == HALL_MESSAGE_TEXT || self->kind == HALL_MESSAGE_INVITATION) &&
         !hall_message_get_is_own (self);
}

/*
 * hall_message_set_late:
 * @self: a row
 *
 * Says that it arrived after newer ones had been read. That is for good.
 */
void
hall_message_set_late (HallMessage *self)
{
  if (self->late)
    return;

  self->late = TRUE;
  g_object_notify (G_OBJECT (self), "late");
}

/*
 * hall_message_set_starts:
 * @self: a row
 * @starts: what the row starts
 * @which: the bits of @starts to be looked at
 *
 * Sets what depends on the row's neighbours.
 */
void
hall_message_set_starts (HallMessage       *self,
                         HallMessageStarts  starts,
                         HallMessageStarts  which)
{
  HallMessageStarts changed = (self->starts ^ starts) & which;

  self->starts ^= changed;
  if (changed & HALL_MESSAGE_STARTS_RUN)
    g_object_notify (G_OBJECT (self), "starts-run");
  if (changed & HALL_MESSAGE_STARTS_DAY)
    g_object_notify (G_OBJECT (self), "starts-day");
  if (changed & HALL_MESSAGE_STARTS_UNREAD)
    g_object_notify (G_OBJECT (self), "starts-unread");
}
