/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-door.c: the first packet of an incoming link must be `join`, and soon.
 */

#define G_LOG_DOMAIN "hall-door"

#include "config.h"

#include "hall-limits.h"

#include "hall-door.h"

/* Peers with a key, waiting; beyond this the one that has waited longest goes. */
#define WAITING_MAX HALL_UNAUTHENTICATED_MAX

typedef struct
{
  HallDoor *door;
  HallLink *link;
  HallTimer *timer;
} HallCaller;

struct _HallDoor
{
  GObject parent_instance;

  HallContext *context;
  GQueue callers;   /* (element-type HallCaller) the oldest first */
};

static guint join_signal;

G_DEFINE_FINAL_TYPE (HallDoor, hall_door, G_TYPE_OBJECT)

static void
hall_caller_free (HallCaller *caller)
{
  g_signal_handlers_disconnect_by_data (caller->link, caller);
  hall_timer_free (caller->timer);
  g_object_unref (caller->link);
  g_free (caller);
}

static void
forget (HallCaller *caller)
{
  g_queue_remove (&caller->door->callers, caller);
  hall_caller_free (caller);
}

static void
turn_away (HallCaller *caller,
           const char *code,
           const char *text)
{
  g_autoptr (HallLink) link = g_object_ref (caller->link);

  hall_counters_add (caller->door->context->counters, HALL_COUNTER_JOIN_REFUSED);
  forget (caller);
  hall_link_refuse (link, code, text);
}

static void
on_packet (HallLink   *link,
           HallPacket *packet,
           HallCaller *caller)
{
  HallDoor *self = caller->door;
  g_autoptr (HallLink) kept = g_object_ref (link);

  if (packet->type == HALL_PACKET_UNKNOWN)
    return;
  if (packet->type != HALL_PACKET_JOIN)
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_FRAME_OUT_OF_PLACE);
      turn_away (caller, "unsupported", "join comes first");
      return;
    }
  forget (caller);
  g_signal_emit (self, join_signal, 0, kept, packet);
}

static void
on_closed (HallLink     *link,
           const GError *error,
           HallCaller   *caller)
{
  forget (caller);
}

static void
on_timeout (gpointer user_data)
{
  HallCaller *caller = user_data;
  g_autoptr (HallLink) link = g_object_ref (caller->link);

  hall_counters_add (caller->door->context->counters, HALL_COUNTER_JOIN_TIMEOUT);
  forget (caller);
  hall_link_close (link);
}

static void
hall_door_dispose (GObject *object)
{
  HallDoor *self = HALL_DOOR (object);

  hall_door_close (self);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_door_parent_class)->dispose (object);
}

static void
hall_door_class_init (HallDoorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_door_dispose;
  join_signal = g_signal_new ("join", HALL_TYPE_DOOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 2, HALL_TYPE_LINK, HALL_TYPE_PACKET);
}

static void
hall_door_init (HallDoor *self)
{
  g_queue_init (&self->callers);
}

/**
 * hall_door_new:
 * @context: shared parts
 *
 * Returns: (transfer full): a door at which nobody waits
 */
HallDoor *
hall_door_new (HallContext *context)
{
  HallDoor *self = g_object_new (HALL_TYPE_DOOR, NULL);

  self->context = hall_context_ref (context);
  return self;
}

/**
 * hall_door_enter:
 * @self: a door
 * @link: incoming and ready
 *
 * Waits for what it wants; the outcome is the signal "join" or a closed link.
 */
void
hall_door_enter (HallDoor *self,
                 HallLink *link)
{
  HallCaller *caller;

  if (hall_link_get_purpose (link) != HALL_PURPOSE_ROOM)
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_JOIN_REFUSED);
      hall_link_refuse (link, "unsupported", "only rooms are served here");
      return;
    }
  if (g_queue_get_length (&self->callers) >= WAITING_MAX)
    on_timeout (g_queue_peek_head (&self->callers));
  caller = g_new0 (HallCaller, 1);
  caller->door = self;
  caller->link = g_object_ref (link);
  caller->timer = hall_timer_new (self->context->clock, on_timeout, caller);
  hall_timer_start (caller->timer, HALL_JOIN_TIMEOUT_MS);
  /* Disconnected in hall_caller_free (), which comes before the caller is gone. */
  g_signal_connect (link, "packet", G_CALLBACK (on_packet), caller);
  g_signal_connect (link, "closed", G_CALLBACK (on_closed), caller);
  g_queue_push_tail (&self->callers, caller);
}

/**
 * hall_door_close:
 * @self: a door
 *
 * Sends away whoever waits.
 */
void
hall_door_close (HallDoor *self)
{
  HallCaller *caller;

  while ((caller = g_queue_pop_head (&self->callers)) != NULL)
    {
      g_autoptr (HallLink) link = g_object_ref (caller->link);

      hall_caller_free (caller);   /* first: closing may say "closed" to it */
      hall_link_close (link);
    }
}
