/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-typing.c: a short list of people and until when each of them is shown.
 */

#define G_LOG_DOMAIN "hall-typing"

#include "config.h"

#include "hall-limits.h"
#include "hall-rate.h"

#include "hall-typing.h"

/* Of one person: somebody who begins and stops quickly says so twice each time. */
#define WORDS_PER_SECOND 1
#define WORDS_BURST 6

typedef struct
{
  HallPerson *person;   /* (nullable) while it is not shown */
  gint64 until;         /* monotonic µs */
  HallRate rate;
} HallTypist;

struct _HallTyping
{
  HallContext *context;
  HallRoom *room;
  GHashTable *typists;  /* person's id → HallTypist */
  HallTimer *timer;
  gboolean said;        /* that we are writing */
  gint64 said_at;       /* monotonic µs */
};

static void
hall_typist_free (gpointer data)
{
  HallTypist *typist = data;

  g_clear_object (&typist->person);
  g_free (typist);
}

static void
hide (HallTyping *self,
      HallTypist *typist)
{
  if (typist->person == NULL)
    return;
  hall_room_set_typing (self->room, typist->person, FALSE);
  g_clear_object (&typist->person);
}

static void
on_timer (gpointer user_data)
{
  HallTyping *self = user_data;
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  gint64 next = G_MAXINT64;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->typists);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HallTypist *typist = value;

      if (typist->person != NULL && typist->until <= now)
        hide (self, typist);
      if (typist->person != NULL)
        next = MIN (next, typist->until);
      else if (hall_rate_is_full (&typist->rate, now))
        g_hash_table_iter_remove (&iter);
    }
  if (next != G_MAXINT64)
    hall_timer_start_at (self->timer, next);
  else if (g_hash_table_size (self->typists) > 0)
    hall_timer_start (self->timer, HALL_TYPING_GONE_MS);
}

/**
 * hall_typing_new:
 * @context: shared parts
 * @room: what shows it
 *
 * Returns: (transfer full): nobody writes
 */
HallTyping *
hall_typing_new (HallContext *context,
                 HallRoom    *room)
{
  HallTyping *self = g_new0 (HallTyping, 1);

  self->context = hall_context_ref (context);
  self->room = g_object_ref (room);
  self->typists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, hall_typist_free);
  self->timer = hall_timer_new (context->clock, on_timer, self);
  return self;
}

/**
 * hall_typing_free:
 * @self: (transfer full): who is writing
 */
void
hall_typing_free (HallTyping *self)
{
  hall_typing_clear (self);
  hall_timer_free (self->timer);
  g_hash_table_unref (self->typists);
  g_object_unref (self->room);
  hall_context_unref (self->context);
  g_free (self);
}

/**
 * hall_typing_set_own:
 * @self: who is writing
 * @typing: whether something stands in the composer that was changed just now
 *
 * Returns: whether others are to be told so now
 */
gboolean
hall_typing_set_own (HallTyping *self,
                     gboolean    typing)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);

  if (typing && self->said && now - self->said_at < HALL_TYPING_EVERY_MS * 1000LL)
    return FALSE;
  /* By then it is not shown anywhere. */
  if (!typing && (!self->said || now - self->said_at >= HALL_TYPING_GONE_MS * 1000LL))
    {
      self->said = FALSE;
      return FALSE;
    }
  self->said = typing;
  self->said_at = now;
  return TRUE;
}

static HallTypist *
ensure_typist (HallTyping *self,
               const char *person_id)
{
  HallTypist *typist = g_hash_table_lookup (self->typists, person_id);

  if (typist != NULL || g_hash_table_size (self->typists) >= HALL_TYPING_MEMBERS_MAX)
    return typist;
  typist = g_new0 (HallTypist, 1);
  hall_rate_init (&typist->rate, WORDS_PER_SECOND, WORDS_BURST,
                  hall_clock_get_monotonic (self->context->clock));
  g_hash_table_insert (self->typists, g_strdup (person_id), typist);
  if (!hall_timer_is_running (self->timer))
    hall_timer_start (self->timer, HALL_TYPING_GONE_MS);
  return typist;
}

/**
 * hall_typing_admit:
 * @self: who is writing
 * @person_id: whose word it is
 *
 * Returns: whether it may count, be shown and be passed on
 */
gboolean
hall_typing_admit (HallTyping *self,
                   const char *person_id)
{
  HallTypist *typist = ensure_typist (self, person_id);

  if (typist != NULL
      && hall_rate_take (&typist->rate, 1, hall_clock_get_monotonic (self->context->clock)))
    return TRUE;
  hall_counters_add (self->context->counters, HALL_COUNTER_TYPING_DROPPED);
  return FALSE;
}

/**
 * hall_typing_take:
 * @self: who is writing
 * @person: somebody else
 * @typing: whether it writes; %FALSE also when what it wrote has come
 */
void
hall_typing_take (HallTyping *self,
                  HallPerson *person,
                  gboolean    typing)
{
  HallTypist *typist = typing ? ensure_typist (self, hall_person_get_id (person))
                              : g_hash_table_lookup (self->typists, hall_person_get_id (person));

  if (typist == NULL)
    return;
  if (!typing)
    {
      hide (self, typist);
      return;
    }
  g_set_object (&typist->person, person);
  typist->until = hall_clock_get_monotonic (self->context->clock) + HALL_TYPING_GONE_MS * 1000LL;
  hall_room_set_typing (self->room, person, TRUE);
  hall_timer_hasten (self->timer, HALL_TYPING_GONE_MS);
}

/**
 * hall_typing_clear:
 * @self: who is writing
 *
 * The link is gone: nobody is shown, and nobody was told of us.
 */
void
hall_typing_clear (HallTyping *self)
{
  GHashTableIter iter;
  gpointer typist;

  g_hash_table_iter_init (&iter, self->typists);
  while (g_hash_table_iter_next (&iter, NULL, &typist))
    hide (self, typist);
  self->said = FALSE;
}
