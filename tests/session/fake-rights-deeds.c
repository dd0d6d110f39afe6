/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-rights-deeds.c: what people do to one another: moderation, invitations, and what they have
 * no right to.
 *
 * The window asks the session; but somebody may have another program, which says what it likes in
 * its own name. That is FAKE_DEED_OVERREACH: the event is signed and sent like any other.
 */

#define G_LOG_DOMAIN "fake-rights-deeds"

#include "config.h"

#include "hall-session-rights.h"

#include "fake-run.h"

static gboolean
is_writer (FakeMachine *machine)
{
  return machine->running && !machine->stopping && !machine->asleep && machine->member
         && machine->joined && fake_machine_find_conversation (machine) != NULL;
}

static gboolean
is_ruler (FakeMachine *machine)
{
  return is_writer (machine) && hall_room_get_moderator (fake_machine_find_room (machine));
}

static gboolean
is_creator (FakeMachine *machine)
{
  return is_writer (machine) && hall_room_get_own_room (fake_machine_find_room (machine));
}

static gboolean
is_up (FakeMachine *machine)
{
  return machine->running && !machine->stopping && !machine->asleep;
}

/* Anybody but @machine, the liar included. */
static const char *
pick_other_id (FakeRun     *self,
               FakeMachine *machine)
{
  guint n = self->machines->len;
  guint choice;

  if (self->liar != NULL && fake_random_chance (&self->dice, 350))
    return fake_liar_get_id (self->liar);
  choice = (guint) fake_random_pick (&self->dice, 0, n - 2);
  return ((FakeMachine *) g_ptr_array_index (self->machines, choice < machine->index
                                                               ? choice : choice + 1))->id;
}

static HallPerson *
get_person (FakeMachine *machine,
            const char  *id)
{
  return hall_directory_ensure_person (hall_session_get_directory (machine->session), id);
}

/* Those of the room first: they are who can be put out. */
static HallPerson *
pick_subject (FakeRun     *self,
              FakeMachine *machine,
              HallRights   right)
{
  HallRoom *room = fake_machine_find_room (machine);

  for (guint i = 0; i < 4; i++)
    {
      HallPerson *person = get_person (machine, pick_other_id (self, machine));

      if ((hall_session_get_rights (machine->session, room, person) & right) != 0)
        return person;
    }
  return NULL;
}

static void
trace (FakeMachine *machine,
       FakeDeed     deed,
       const char  *what)
{
  fake_lan_trace (machine->lan, "%u: %s %s", machine->index, fake_deed_get_name (deed), what);
}

static void
treat (FakeRun    *self,
       FakeDeed    deed,
       HallRights  right)
{
  FakeMachine *machine = fake_run_pick (self, right == HALL_RIGHT_INVITE ? is_writer : is_ruler);
  HallPerson *person = machine != NULL ? pick_subject (self, machine, right) : NULL;
  HallRoom *room = machine != NULL ? fake_machine_find_room (machine) : NULL;
  g_autoptr (GError) error = NULL;
  gboolean good;

  if (person == NULL)
    return;
  trace (machine, deed, hall_person_get_id (person));
  if (right == HALL_RIGHT_KICK)
    good = hall_session_kick (machine->session, room, person, &error);
  else if (right == HALL_RIGHT_BAN || right == HALL_RIGHT_UNBAN)
    good = hall_session_ban (machine->session, room, person, right == HALL_RIGHT_BAN, &error);
  else if (right == HALL_RIGHT_INVITE)
    good = hall_session_invite (machine->session, room, person, &error);
  else
    good = hall_session_set_moderator (machine->session, room, person,
                                       right == HALL_RIGHT_APPOINT, &error);
  if (!good)
    fake_machine_complain (machine, "has a right that it has not: %s", error->message);
}

static HallMessage *
pick_message (FakeRun     *self,
              FakeMachine *machine)
{
  GListModel *rows = G_LIST_MODEL (hall_room_get_timeline (fake_machine_find_room (machine)));
  guint n = g_list_model_get_n_items (rows);
  g_autoptr (HallMessage) row = NULL;

  if (n == 0)
    return NULL;
  row = g_list_model_get_item (rows, (guint) fake_random_pick (&self->dice, 0, n - 1));
  return hall_message_get_kind (row) == HALL_MESSAGE_TEXT && hall_message_get_id (row) != NULL
           ? g_steal_pointer (&row) : NULL;
}

static void
delete_one (FakeRun *self)
{
  FakeMachine *machine = fake_run_pick (self, is_writer);
  g_autoptr (HallMessage) message = machine != NULL ? pick_message (self, machine) : NULL;
  HallEventBody body;

  if (message == NULL)
    return;
  trace (machine, FAKE_DEED_DELETE, hall_message_get_text (message));
  if (hall_session_delete_message (machine->session, fake_machine_find_room (machine), message,
                                   NULL))
    return;
  /* It has no right to, and tries. */
  hall_event_body_init (&body, HALL_EVENT_DELETE);
  body.target = hall_message_get_id (message);
  hall_conversation_say (fake_machine_find_conversation (machine), &body);
}

static void
change (FakeRun  *self,
        FakeDeed  deed)
{
  FakeMachine *machine = fake_run_pick (self, is_ruler);
  HallRoom *room = machine != NULL ? fake_machine_find_room (machine) : NULL;
  g_autofree char *word = g_strdup_printf ("%u", ++self->n_changes);
  g_autoptr (GError) error = NULL;
  gboolean good;

  if (machine == NULL)
    return;
  trace (machine, deed, word);
  if (deed == FAKE_DEED_CLOSE)
    good = hall_session_set_closed (machine->session, room, !hall_room_get_closed (room), &error);
  else if (fake_random_chance (&self->dice, 500))
    good = hall_session_change_room (machine->session, room, word, NULL, &error);
  else
    good = hall_session_change_room (machine->session, room, NULL,
                                     fake_random_chance (&self->dice, 300) ? "" : word, &error);
  if (!good)
    fake_machine_complain (machine, "cannot change the room: %s", error->message);
}

static void
set_passphrase_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!hall_session_set_passphrase_finish (HALL_SESSION (source), result, &error))
    g_debug ("no new passphrase: %s", error->message);
}

static void
set_passphrase (FakeRun *self)
{
  FakeMachine *machine = fake_run_pick (self, is_ruler);
  char *passphrase;

  if (machine == NULL || self->lock != HALL_LOCK_PASSPHRASE)
    return;
  passphrase = g_strdup_printf ("phrase %u", self->phrases->len);
  g_ptr_array_add (self->phrases, passphrase);
  trace (machine, FAKE_DEED_PASSPHRASE, passphrase);
  hall_session_set_passphrase_async (machine->session, fake_machine_find_room (machine), passphrase,
                                     NULL, set_passphrase_cb, NULL);
}

/* (nullable): the newest more often than not; now and then a wrong one, or none. */
const char *
fake_run_pick_passphrase (FakeRun *self)
{
  gint64 choice;

  if (self->lock != HALL_LOCK_PASSPHRASE)
    return NULL;
  choice = fake_random_pick (&self->dice, 0, 99);
  if (choice < 65)
    return g_ptr_array_index (self->phrases, self->phrases->len - 1);
  if (choice < 80)
    return g_ptr_array_index (self->phrases,
                              fake_random_pick (&self->dice, 0, self->phrases->len - 1));
  return choice < 92 ? "a wrong one" : NULL;
}

/* Something about somebody, or about the room, that takes a right it has not. */
static void
overreach (FakeRun *self)
{
  static const HallEventKind kinds[] = {
    HALL_EVENT_ADMIT, HALL_EVENT_ROLE, HALL_EVENT_KICK, HALL_EVENT_BAN, HALL_EVENT_BAN,
    HALL_EVENT_ROOM,
  };
  FakeMachine *machine = fake_run_pick (self, is_writer);
  FakeMachine *creator = g_ptr_array_index (self->machines, 0);
  HallEventBody body;

  if (machine == NULL || (is_creator (machine) && fake_random_chance (&self->dice, 700)))
    return;
  hall_event_body_init (&body, kinds[fake_random_pick (&self->dice, 0, G_N_ELEMENTS (kinds) - 1)]);
  if (body.kind == HALL_EVENT_ROOM)
    body.topic = "Overreached";
  else
    body.person = fake_random_chance (&self->dice, 400) ? creator->id
                                                        : pick_other_id (self, machine);
  body.moderator = body.kind == HALL_EVENT_ROLE && fake_random_chance (&self->dice, 700);
  body.off = body.kind == HALL_EVENT_BAN && fake_random_chance (&self->dice, 300);
  trace (machine, FAKE_DEED_OVERREACH, hall_event_kind_get_name (body.kind));
  hall_conversation_say (fake_machine_find_conversation (machine), &body);
}

static void
whisper (FakeRun *self)
{
  FakeMachine *machine = fake_run_pick (self, is_up);
  FakeMachine *peer = NULL;
  gint64 n = fake_random_chance (&self->dice, 200) ? fake_random_pick (&self->dice, 2, 5) : 1;

  if (machine == NULL)
    return;
  peer = g_ptr_array_index (self->machines,
                            fake_random_pick (&self->dice, 0, self->machines->len - 1));
  for (gint64 i = 0; peer != machine && !peer->lost && i < n; i++)
    fake_machine_whisper (machine, peer);
}

static void
hide (FakeRun *self)
{
  FakeMachine *machine = fake_run_pick (self, is_up);

  if (machine != NULL)
    fake_machine_set_invisible (machine, !machine->invisible);
}

void
fake_run_do_right (FakeRun *self,
                   FakeDeed deed)
{
  switch ((guint) deed)
    {
    case FAKE_DEED_APPOINT:
      treat (self, deed, HALL_RIGHT_APPOINT);
      break;
    case FAKE_DEED_DISMISS:
      treat (self, deed, HALL_RIGHT_DISMISS);
      break;
    case FAKE_DEED_KICK:
      treat (self, deed, HALL_RIGHT_KICK);
      break;
    case FAKE_DEED_BAN:
      treat (self, deed, HALL_RIGHT_BAN);
      break;
    case FAKE_DEED_UNBAN:
      treat (self, deed, HALL_RIGHT_UNBAN);
      break;
    case FAKE_DEED_INVITE:
      treat (self, deed, HALL_RIGHT_INVITE);
      break;
    case FAKE_DEED_DELETE:
      delete_one (self);
      break;
    case FAKE_DEED_CLOSE:
    case FAKE_DEED_RENAME:
      change (self, deed);
      break;
    case FAKE_DEED_PASSPHRASE:
      set_passphrase (self);
      break;
    case FAKE_DEED_OVERREACH:
      overreach (self);
      break;
    case FAKE_DEED_WHISPER:
      whisper (self);
      break;
    case FAKE_DEED_HIDE:
      hide (self);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* How often each of them comes, beside those of fake_run_choose (). */
void
fake_run_weigh_rights (FakeRun *self,
                       guint   *weights)
{
  if (self->talks)
    weights[FAKE_DEED_WHISPER] = 40;
  if (self->hides)
    weights[FAKE_DEED_HIDE] = 6;
  if (!self->moderated)
    return;
  weights[FAKE_DEED_APPOINT] = 6;
  weights[FAKE_DEED_DISMISS] = 2;
  weights[FAKE_DEED_KICK] = 4;
  weights[FAKE_DEED_BAN] = 4;
  weights[FAKE_DEED_UNBAN] = 5;
  weights[FAKE_DEED_DELETE] = 8;
  weights[FAKE_DEED_CLOSE] = 2;
  weights[FAKE_DEED_RENAME] = 4;
  weights[FAKE_DEED_OVERREACH] = 5;
  weights[FAKE_DEED_INVITE] = self->lock == HALL_LOCK_INVITED ? 25 : 4;
  weights[FAKE_DEED_PASSPHRASE] = self->lock == HALL_LOCK_PASSPHRASE ? 3 : 0;
}
