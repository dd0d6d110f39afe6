/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-readme.c: the page "readme" of screens.c: an ordinary morning, for the README's picture.
 *
 * Nothing in it tries to break a layout; sample.c does. In data/screenshots: hallway.png, made by
 *
 *   TZ=Asia/Seoul tests/tools/take-screens.py --variant wide BUILD FOLDER readme
 *   convert FOLDER/wide/readme.png -shave 5x5 -strip data/screenshots/hallway.png
 */

#define G_LOG_DOMAIN "screens-readme"

#include "config.h"

#include "fake-session-people.h"
#include "fake-session-private.h"
#include "fake-session-rights.h"
#include "screens-readme.h"

#define MINUTE (60 * 1000LL)

typedef enum
{
  MINA,
  JIN,
  SORA,
  TAE,
  HANEUL,
  N_PEOPLE,
} Who;

typedef struct
{
  HallSession *session;
  HallRoom *room;
  HallPerson *own;
  gint64 time;
} Morning;

static HallPerson *
get_person (HallSession *session,
            Who          who)
{
  GListModel *people = hall_directory_get_people (hall_session_get_directory (session));
  g_autoptr (HallPerson) person = g_list_model_get_item (people, who);

  return person;
}

static gint64
minutes_ago (guint minutes)
{
  return g_get_real_time () / 1000 - minutes * MINUTE;
}

static void
add_rooms (HallSession  *session,
           HallPerson  **people)
{
  HallRoom *review = fake_session_add_room (session, "design review", people[MINA]);
  HallRoom *lunch = fake_session_add_room (session, "lunch", people[JIN]);
  HallRoom *workshop = fake_session_add_room (session, "workshop", people[HANEUL]);
  HallRoom *budget = fake_session_add_room (session, "budget", people[SORA]);

  hall_room_set_topic (review, "What we draw, and why. Fridays at ten.");
  fake_session_enter_room (session, review, HALL_MEMBERSHIP_LIVE);
  fake_session_enter_room (session, lunch, HALL_MEMBERSHIP_LIVE);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      hall_room_add_member (review, people[i]);
      hall_room_add_member (lunch, people[i]);
    }
  fake_session_say (session, lunch, people[JIN], "Noodles today?", minutes_ago (4), TRUE);
  fake_session_say (session, lunch, people[TAE], "The place by the river!", minutes_ago (3), TRUE);
  hall_room_set_announced_members (workshop, 9);
  hall_room_set_lock (budget, HALL_LOCK_PASSPHRASE);
  hall_room_set_announced_members (budget, 3);
}

void
screens_readme_fill (HallSession *session)
{
  static const struct {
    const char *name;
    HallPresence presence;
    const char *status;
  } known[N_PEOPLE] = {
    { "Mina Kim", HALL_PRESENCE_AVAILABLE, NULL },
    { "Jin Park", HALL_PRESENCE_AVAILABLE, "In the workshop until three" },
    { "Sora Lee", HALL_PRESENCE_AWAY, NULL },
    { "Tae Oh", HALL_PRESENCE_AVAILABLE, NULL },
    { "Haneul Jung", HALL_PRESENCE_BUSY, "Preparing the release" },
  };
  HallPerson *people[N_PEOPLE];

  for (guint i = 0; i < N_PEOPLE; i++)
    {
      people[i] = fake_session_add_person (session, known[i].name, known[i].presence);
      hall_person_set_status_text (people[i], known[i].status);
    }
  hall_person_set_trust (people[MINA], HALL_TRUST_VERIFIED);
  add_rooms (session, people);
  fake_session_whisper (session, people[TAE], people[TAE], "Thank you for the sketches!",
                        minutes_ago (7), TRUE);
}

static HallMessage *
say (Morning     *morning,
     HallPerson  *author,
     HallMessage *original,
     const char  *text)
{
  g_autoptr (GPtrArray) mentions = NULL;
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = text;
  if (g_str_has_prefix (text, "@Hana Choi"))
    {
      mentions = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_mention_free);
      g_ptr_array_add (mentions, hall_mention_new (hall_person_get_id (morning->own),
                                                   "Hana Choi"));
      body.mentions = mentions;
    }
  morning->time += MINUTE;
  if (original != NULL)
    return fake_session_reply_to (morning->session, morning->room, author, &body, original,
                                morning->time);
  return fake_session_do (morning->session, morning->room, author, &body, morning->time);
}

static void
react (Morning     *morning,
       HallMessage *message,
       HallPerson  *person,
       const char  *emoji)
{
  fake_session_react (morning->session, morning->room, person, message, emoji, morning->time++);
}

static void
pin (Morning     *morning,
     HallMessage *message)
{
  g_autoptr (GPtrArray) pinned = g_ptr_array_new ();
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_PIN);
  body.target = hall_message_get_id (message);
  fake_session_annotate (morning->session, morning->room, hall_room_get_creator (morning->room),
                         &body, morning->time++);
  g_ptr_array_add (pinned, message);
  hall_room_set_pinned (morning->room, pinned);
}

static void
talk (Morning *morning)
{
  HallPerson *mina = get_person (morning->session, MINA);
  HallPerson *jin = get_person (morning->session, JIN);
  HallPerson *sora = get_person (morning->session, SORA);
  HallMessage *first, *message;

  first = say (morning, mina, NULL, "Good morning! The new *sidebar* is in the build from last "
               "night: https://notes.example/7");
  pin (morning, first);
  react (morning, first, jin, "👍");
  react (morning, first, sora, "👍");
  react (morning, first, morning->own, "👍");
  react (morning, first, sora, "🚀");
  say (morning, mina, NULL, "Could everybody have a look before ten?");
  say (morning, sora, first, "It is so much calmer now. I would only make the headings a little "
       "quieter.");
  message = say (morning, morning->own, NULL, "Agreed. One line is enough:\n```\n.heading { "
                 "font-size: 0.82em; opacity: 0.6; }\n```");
  react (morning, message, mina, "❤️");
  say (morning, jin, NULL, "@Hana Choi, shall I tag the release after that?");
  say (morning, morning->own, NULL, "Please do. I push it _right now_.");
  message = say (morning, mina, NULL, "🎉🎉");
  react (morning, message, morning->own, "😄");
}

static gboolean
on_open (gpointer user_data)
{
  g_autofree Morning *morning = user_data;

  talk (morning);
  hall_room_set_typing (morning->room, get_person (morning->session, TAE), TRUE);
  return G_SOURCE_REMOVE;
}

void
screens_readme_show (HallSession *session,
                     HallWindow  *window)
{
  GListModel *rooms = hall_directory_get_rooms (hall_session_get_directory (session));
  g_autoptr (HallRoom) room = g_list_model_get_item (rooms, 0);
  Morning *morning = g_new0 (Morning, 1);

  morning->session = session;
  morning->room = room;
  morning->own = hall_session_get_self (session);
  morning->time = minutes_ago (14);
  hall_window_open_room (window, room);
  /* With the conversation before one's eyes nothing is unread. */
  g_timeout_add (400, on_open, morning);
}
