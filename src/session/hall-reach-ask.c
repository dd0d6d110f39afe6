/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-reach-ask.c: a few people who are around are asked to dial us.
 *
 * Part of HallReach. All at once; the first who reached us decides, else the first who says why
 * not.
 */

#define G_LOG_DOMAIN "hall-reach-ask"

#include "config.h"

#include "hall-limits.h"

#include "hall-reach-private.h"

#define ASKED_MAX 3
/* Until somebody is linked, has dialled and answered. */
#define ASK_MS (HALL_DIAL_TIMEOUT_MS + HALL_TLS_TIMEOUT_MS + HALL_REACH_MS)

typedef struct
{
  HallLink *link;
  HallPerson *person;
  GTask *task;               /* whose data owns it */
} HallAsked;

typedef struct
{
  GPtrArray *asked;          /* (element-type HallAsked) */
  HallTimer *timer;
  HallReachOutcome outcome;
  char *why;                 /* (nullable) */
  HallPerson *person;        /* (nullable) */
} HallReachQuestion;

static void
hall_asked_free (gpointer data)
{
  HallAsked *asked = data;

  g_signal_handlers_disconnect_by_data (asked->link, asked);
  hall_link_close (asked->link);
  g_object_unref (asked->link);
  g_object_unref (asked->person);
  g_free (asked);
}

static void
hall_reach_question_free (gpointer data)
{
  HallReachQuestion *question = data;

  g_ptr_array_unref (question->asked);
  hall_timer_free (question->timer);
  g_free (question->why);
  g_clear_object (&question->person);
  g_free (question);
}

/* It is known, or nobody will say it. */
static void
finish (GTask *task)
{
  g_autoptr (GTask) kept = g_object_ref (task);
  HallReach *self = g_task_get_source_object (task);
  HallReachQuestion *question = g_task_get_task_data (task);

  hall_timer_stop (question->timer);
  g_ptr_array_set_size (question->asked, 0);
  if (self->questions != NULL && g_ptr_array_remove_fast (self->questions, task))
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
}

static void
on_timer (gpointer user_data)
{
  finish (user_data);
}

/* Frees @asked. */
static void
end_asked (HallAsked *asked)
{
  g_autoptr (GTask) task = g_object_ref (asked->task);
  HallReachQuestion *question = g_task_get_task_data (task);

  g_ptr_array_remove_fast (question->asked, asked);
  if (question->asked->len == 0 || question->outcome == HALL_REACH_YES)
    finish (task);
}

static void
on_packet (HallLink   *link,
           HallPacket *packet,
           HallAsked  *asked)
{
  HallReachQuestion *question = g_task_get_task_data (asked->task);

  if (packet->type != HALL_PACKET_REACH || packet->question)
    return;
  /* Who has not tried knows nothing. */
  if (packet->ok || (question->outcome == HALL_REACH_NOBODY
                     && g_strcmp0 (packet->code, "rate") != 0))
    {
      question->outcome = packet->ok ? HALL_REACH_YES : HALL_REACH_NO;
      g_free (question->why);
      question->why = g_strdup (packet->code);
      g_set_object (&question->person, asked->person);
    }
  end_asked (asked);
}

static void
on_ready (HallLink  *link,
          HallAsked *asked)
{
  HallReach *self = g_task_get_source_object (asked->task);
  g_autoptr (HallPacket) packet = hall_packet_new (HALL_PACKET_REACH);

  packet->question = TRUE;
  packet->tcp_port = hall_network_get_tcp_port (self->network);
  hall_link_send (link, packet, HALL_LINK_BACKGROUND);
}

static void
on_closed (HallLink     *link,
           const GError *error,
           HallAsked    *asked)
{
  end_asked (asked);
}

/* (transfer container): those who may be asked, whom we hear ourselves first. */
static GPtrArray *
list_people (HallReach *self)
{
  HallDirectory *directory = self->context->directory;
  GListModel *model = hall_directory_get_people (directory);
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  GPtrArray *people = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint told = 0; told < 2; told++)
    for (guint i = 0; i < g_list_model_get_n_items (model); i++)
      {
        g_autoptr (HallPerson) person = g_list_model_get_item (model, i);

        if (hall_person_get_online (person) && !hall_person_get_blocked (person)
            && !hall_person_get_older_version (person)
            && hall_directory_is_told (directory, hall_person_get_id (person), now) == (told == 1))
          g_ptr_array_add (people, g_steal_pointer (&person));
      }
  return people;
}

/* (nullable): where that person can be dialled. */
static const char *
find_address (HallReach  *self,
              HallPerson *person)
{
  const char *const *addresses = hall_person_get_addresses (person);

  for (guint i = 0; hall_person_get_tcp_port (person) != 0 && addresses[i] != NULL; i++)
    if (hall_context_is_near (self->context, hall_person_get_id (person), addresses[i]))
      return addresses[i];
  return NULL;
}

static void
ask (GTask      *task,
     HallPerson *person,
     const char *address)
{
  HallReach *self = g_task_get_source_object (task);
  HallReachQuestion *question = g_task_get_task_data (task);
  HallAsked *asked = g_new0 (HallAsked, 1);

  asked->task = task;
  asked->person = g_object_ref (person);
  asked->link = hall_context_dial (self->context, address,
                                   (guint16) hall_person_get_tcp_port (person),
                                   hall_person_get_id (person), HALL_PURPOSE_DIRECTORY);
  g_ptr_array_add (question->asked, asked);
  /* Disconnected in hall_asked_free (). */
  g_signal_connect (asked->link, "ready", G_CALLBACK (on_ready), asked);
  g_signal_connect (asked->link, "packet", G_CALLBACK (on_packet), asked);
  g_signal_connect (asked->link, "closed", G_CALLBACK (on_closed), asked);
}

/**
 * hall_reach_ask_async:
 * @self: what asks
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Asks up to three people who are around whether they can dial us. Nobody is asked while we are
 * invisible, or do not listen.
 */
void
hall_reach_ask_async (HallReach           *self,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  HallReachQuestion *question = g_new0 (HallReachQuestion, 1);
  g_autoptr (GPtrArray) people = NULL;

  g_task_set_source_tag (task, hall_reach_ask_async);
  question->asked = g_ptr_array_new_with_free_func (hall_asked_free);
  question->timer = hall_timer_new (self->context->clock, on_timer, task);
  g_task_set_task_data (task, question, hall_reach_question_free);
  g_ptr_array_add (self->questions, task);
  if (!self->closed && !self->context->invisible && !self->context->stopped
      && self->context->identity != NULL && hall_network_get_tcp_port (self->network) != 0)
    {
      people = list_people (self);
      for (guint i = 0; i < people->len && question->asked->len < ASKED_MAX; i++)
        {
          HallPerson *person = g_ptr_array_index (people, i);
          const char *address = find_address (self, person);

          if (address != NULL)
            ask (task, person, address);
        }
    }
  if (question->asked->len == 0)
    finish (task);
  else
    hall_timer_start (question->timer, ASK_MS);
}

/**
 * hall_reach_ask_finish:
 * @self: what asked
 * @result: what the callback was given
 * @why: (out) (transfer full) (nullable) (optional): a word: "refused", "timeout", "key", "failed"
 * @person: (out) (transfer full) (nullable) (optional): whose answer it is
 * @error: return location for G_IO_ERROR_CANCELLED
 *
 * Returns: whether we can be dialled
 */
HallReachOutcome
hall_reach_ask_finish (HallReach     *self,
                       GAsyncResult  *result,
                       char         **why,
                       HallPerson   **person,
                       GError       **error)
{
  HallReachQuestion *question;

  g_return_val_if_fail (g_task_is_valid (result, self), HALL_REACH_NOBODY);

  question = g_task_get_task_data (G_TASK (result));
  if (why != NULL)
    *why = NULL;
  if (person != NULL)
    *person = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return HALL_REACH_NOBODY;
  if (why != NULL)
    *why = g_strdup (question->why);
  if (person != NULL && question->person != NULL)
    *person = g_object_ref (question->person);
  return question->outcome;
}

void
hall_reach_stop_asking (HallReach *self)
{
  while (self->questions != NULL && self->questions->len > 0)
    finish (g_ptr_array_index (self->questions, 0));
}
