/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-readme.c: the pages readme, readme-network and readme-private of screens.c: an ordinary
 * morning, for the README and software stores.
 *
 * Nothing in it tries to break a layout; sample.c does. The same people have the same colors each
 * time. tests/tools/take-screenshots.py makes the pictures in data/screenshots of it.
 */

#define G_LOG_DOMAIN "screens-readme"

#include "config.h"

#include "hall-network-dialog.h"

#include "fake-session-diagnosis.h"
#include "fake-session-people.h"
#include "fake-session-private.h"
#include "fake-session-rights.h"
#include "screens-readme.h"
#include "screens-stay.h"

#define MINUTE (60 * 1000LL)
#define FIRST_SEED 1 /* one with which no two people who talk look alike */

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

/*
 * screens_readme_prepare:
 *
 * Before there is a session: what does not differ from one picture to the next.
 */
void
screens_readme_prepare (void)
{
  fake_session_use_seeds (FIRST_SEED);
  /* As GNOME has it; elsewhere there are three buttons, which need more place. */
  g_object_set (gtk_settings_get_default (), "gtk-decoration-layout", ":close",
                "gtk-cursor-blink", FALSE, NULL);
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
  hall_person_set_trust (people[TAE], HALL_TRUST_VERIFIED);
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

/* A firewall that is in the way: what one would have looked for for hours. */
static void
show_network (HallSession *session,
              HallWindow  *window)
{
  static const FakeFinding findings[] = {
    { HALL_TOPIC_PEOPLE, HALL_SEVERITY_GOOD, "people", NULL,
      "5 people are here, found by: multicast, broadcast", NULL, NULL },
    { HALL_TOPIC_INTERFACE, HALL_SEVERITY_GOOD, "interface", "wlp2s0",
      "wlp2s0 · 192.168.1.20/24: 14 sent, 61 heard in the last minute", NULL, NULL },
    { HALL_TOPIC_FIREWALL, HALL_SEVERITY_BAD, "firewall-in", "ufw",
      "The firewall ufw does not let Hallway in.", "This command allows it, in a terminal.",
      "sudo ufw allow Hallway" },
    { HALL_TOPIC_OTHER, HALL_SEVERITY_GOOD, "clock", NULL,
      "The clock of this computer agrees with the others'.", NULL, NULL },
  };

  fake_session_find (session, findings, G_N_ELEMENTS (findings),
                     "The firewall ufw does not let Hallway in.");
  gtk_window_present (GTK_WINDOW (hall_network_dialog_new (session, GTK_WINDOW (window))));
}

/* Two people who have compared their numbers. */
static gboolean
on_private (gpointer user_data)
{
  static const struct {
    gboolean own;
    const char *text;
  } lines[] = {
    { TRUE, "You are welcome! The blue one is nearly there." },
    { TRUE, "I only moved the door a little to the left." },
    { FALSE, "Yes, much better. Do you have five minutes before the review?" },
    { TRUE, "Sure. In the small room, at *half past ten*?" },
    { FALSE, "Perfect. I bring coffee ☕" },
  };
  HallSession *session = user_data;
  HallPerson *tae = get_person (session, TAE);
  HallPerson *own = hall_session_get_self (session);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      HallMessage *message = fake_session_whisper (session, tae, lines[i].own ? own : tae,
                                                   lines[i].text, minutes_ago (6 - i), TRUE);

      if (lines[i].own)
        hall_timeline_set_state (hall_room_get_timeline (hall_person_get_conversation (tae)),
                                 hall_message_get_id (message), HALL_MESSAGE_STATE_READ);
    }
  return G_SOURCE_REMOVE;
}

/*
 * screens_readme_show:
 * @session: a session that screens_readme_fill () filled
 * @window: the window
 * @page: the page's name
 */
void
screens_readme_show (HallSession *session,
                     HallWindow  *window,
                     const char  *page)
{
  GListModel *rooms = hall_directory_get_rooms (hall_session_get_directory (session));
  g_autoptr (HallRoom) room = g_list_model_get_item (rooms, 0);
  Morning *morning;

  /* With the conversation before one's eyes nothing is unread. */
  if (g_str_equal (page, "readme-private"))
    {
      hall_window_open_room (window, hall_person_get_conversation (get_person (session, TAE)));
      screens_later (400, on_private, session);
      return;
    }
  morning = g_new0 (Morning, 1);
  morning->session = session;
  morning->room = room;
  morning->own = hall_session_get_self (session);
  morning->time = minutes_ago (14);
  hall_window_open_room (window, room);
  screens_later (400, on_open, morning);
  if (g_str_equal (page, "readme-network"))
    show_network (session, window);
}
