/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-rows.c: what a row says for every kind of message and every state, and that nothing
 * somebody else wrote is ever markup.
 */

#define G_LOG_DOMAIN "test-rows"

#include "config.h"

#include <string.h>

#include "hall-member-list.h"
#include "hall-message-row.h"
#include "hall-message-text.h"
#include "hall-person-page.h"
#include "hall-room-intro.h"
#include "hall-room-page.h"
#include "hall-sidebar.h"
#include "hall-time-text.h"

#include "sample.h"
#include "ui-test.h"

#define HOSTILE_NAME "<b>&amp;</b> <a href='x'>"

typedef struct
{
  HallSession *session;
  HallPerson *mina;
  HallRoom *room;
  HallMessageRow *row;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  fixture->session = fake_session_new ("Hana");
  fixture->mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  fixture->room = fake_session_add_room (fixture->session, "room", fixture->mina);
  fake_session_enter_room (fixture->session, fixture->room, HALL_MEMBERSHIP_LIVE);
  /* Nothing came before: the first message begins a day. */
  hall_timeline_reset (hall_room_get_timeline (fixture->room), nothing, TRUE, TRUE);
  fixture->row = HALL_MESSAGE_ROW (hall_message_row_new ());
  fixture->window = ui_test_show (GTK_WIDGET (fixture->row), 400, 200);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_close (fixture->window);
  g_clear_object (&fixture->session);
}

static void
show (Fixture     *fixture,
      HallMessage *message)
{
  hall_message_row_set_item (fixture->row, message);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
}

static gboolean
shows (Fixture    *fixture,
       const char *text)
{
  return ui_test_shows (GTK_WIDGET (fixture->row), text);
}

static gint64
now (void)
{
  return g_get_real_time () / 1000;
}

static void
test_text (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 time = now ();
  g_autofree char *clock = hall_time_text_clock (time);
  HallMessage *first = fake_session_say (fixture->session, fixture->room, fixture->mina,
                                         "1 < 2 & https://gnome.org", time, TRUE);
  HallMessage *second = fake_session_say (fixture->session, fixture->room, fixture->mina,
                                          "and more", time + 1000, TRUE);

  show (fixture, first);
  g_assert_true (shows (fixture, "1 < 2 & https://gnome.org"));
  g_assert_true (shows (fixture, "Mina"));
  g_assert_true (shows (fixture, clock));
  g_assert_true (shows (fixture, "Today"));
  g_assert_true (gtk_label_get_selectable (ui_test_find_label (GTK_WIDGET (fixture->row),
                                                               "1 < 2 & https://gnome.org")));

  /* The next one of the run has neither name nor day. */
  show (fixture, second);
  g_assert_true (shows (fixture, "and more"));
  g_assert_false (shows (fixture, "Mina"));
  g_assert_false (shows (fixture, "Today"));

  /* A row serves one message after the other, also backwards. */
  show (fixture, first);
  g_assert_true (shows (fixture, "Mina"));
  hall_person_set_name (fixture->mina, "Mina Kim");
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
  g_assert_true (shows (fixture, "Mina Kim"));
}

static GtkImage *
find_state (Fixture *fixture)
{
  return GTK_IMAGE (ui_test_find (GTK_WIDGET (fixture->row), GTK_TYPE_IMAGE));
}

static void
test_states (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct {
    HallMessageState state;
    const char *icon;
    const char *sentence;
  } expected[] = {
    { HALL_MESSAGE_STATE_STORED, "hall-stored-symbolic", "Stored on one computer" },
    { HALL_MESSAGE_STATE_SENT, "hall-sent-symbolic", "Sent: on two computers" },
  };
  HallMessage *message = hall_session_send (fixture->session, fixture->room, "hello", NULL);
  GtkWidget *dim;

  show (fixture, message);
  g_assert_cmpstr (gtk_image_get_icon_name (find_state (fixture)), ==, "hall-pending-symbolic");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (GTK_WIDGET (find_state (fixture))), ==,
                   "Waiting to be sent");
  dim = gtk_widget_get_parent (GTK_WIDGET (find_state (fixture)));
  g_assert_true (gtk_widget_has_css_class (dim, "pending"));

  fake_session_sign (fixture->session, fixture->room, message, HALL_MESSAGE_STATE_PENDING);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *summary = NULL;

      hall_timeline_set_state (hall_room_get_timeline (fixture->room),
                               hall_message_get_id (message), expected[i].state);
      ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
      g_assert_cmpstr (gtk_image_get_icon_name (find_state (fixture)), ==, expected[i].icon);
      g_assert_cmpstr (gtk_widget_get_tooltip_text (GTK_WIDGET (find_state (fixture))), ==,
                       expected[i].sentence);
      g_assert_false (gtk_widget_has_css_class (dim, "pending"));
      summary = hall_message_text_summarize (message, FALSE);
      g_assert_true (g_str_has_suffix (summary, expected[i].sentence));
    }

  /* Other people's have no state. */
  show (fixture, fake_session_say (fixture->session, fixture->room, fixture->mina, "hi",
                                   now () + 5000, TRUE));
  g_assert_null (find_state (fixture));
}

/* Beside the time, which in the middle of a run stands there for it. */
static void
test_late (Fixture       *fixture,
           gconstpointer  data)
{
  HallTimeline *timeline = hall_room_get_timeline (fixture->room);
  gint64 time = now ();
  g_autofree char *clock = hall_time_text_clock (time + 1);
  g_autofree char *summary = NULL;
  HallMessage *second;

  show (fixture, fake_session_say (fixture->session, fixture->room, fixture->mina, "one", time,
                                   TRUE));
  g_assert_false (shows (fixture, "arrived late"));
  second = fake_session_say (fixture->session, fixture->room, fixture->mina, "two", time + 1,
                             TRUE);
  show (fixture, second);
  g_assert_false (shows (fixture, "arrived late"));
  hall_timeline_set_late (timeline, hall_message_get_id (second));
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
  g_assert_true (shows (fixture, "arrived late"));
  g_assert_true (shows (fixture, clock));
  g_assert_false (shows (fixture, "Mina"));
  summary = hall_message_text_summarize (second, FALSE);
  g_assert_true (g_str_has_suffix (summary, "two. Arrived late"));
}

static HallMessage *
get_last (Fixture *fixture)
{
  GListModel *timeline = G_LIST_MODEL (hall_room_get_timeline (fixture->room));
  g_autoptr (HallMessage) message =
    g_list_model_get_item (timeline, g_list_model_get_n_items (timeline) - 1);

  return message;
}

static void
tell (Fixture         *fixture,
      HallPerson      *author,
      HallStateChange  change,
      const char      *name,
      gint64           time)
{
  fake_session_tell (fixture->session, fixture->room, author, change, name, time);
  hall_session_load_end (fixture->session, fixture->room);
  show (fixture, get_last (fixture));
}

static void
test_sentences (Fixture       *fixture,
                gconstpointer  data)
{
  HallPerson *own = hall_session_get_self (fixture->session);
  HallTimeline *timeline = hall_room_get_timeline (fixture->room);
  gint64 time = now ();

  hall_session_load_end (fixture->session, fixture->room);
  show (fixture, get_last (fixture));
  g_assert_true (shows (fixture, "Mina created this room"));
  tell (fixture, fixture->mina, HALL_STATE_JOINED, "Mina", time);
  g_assert_true (shows (fixture, "Mina joined"));
  g_assert_false (shows (fixture, "Mina"));
  tell (fixture, fixture->mina, HALL_STATE_RENAMED, "Mina Kim", time + 1);
  g_assert_true (shows (fixture, "Mina is now called Mina Kim"));
  hall_person_set_name (fixture->mina, "Mina Kim");
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
  g_assert_true (shows (fixture, "Mina is now called Mina Kim"));
  hall_person_set_name (fixture->mina, "Mina");
  tell (fixture, fixture->mina, HALL_STATE_LEFT, "Mina", time + 2);
  g_assert_true (shows (fixture, "Mina left"));
  tell (fixture, own, HALL_STATE_JOINED, "Hana", time + 3);
  g_assert_true (shows (fixture, "You joined"));
  tell (fixture, own, HALL_STATE_LEFT, "Hana", time + 4);
  g_assert_true (shows (fixture, "You left"));

  hall_timeline_add_notice (timeline, HALL_MESSAGE_HOST_CHANGED, fixture->mina, time + 5);
  show (fixture, get_last (fixture));
  g_assert_true (shows (fixture, "Mina hosts the room now"));
  hall_timeline_add_notice (timeline, HALL_MESSAGE_HOST_CHANGED, own, time + 6);
  show (fixture, get_last (fixture));
  g_assert_true (shows (fixture, "You host the room now"));
  hall_timeline_add_notice (timeline, HALL_MESSAGE_HOST_LOST, fixture->mina, time + 7);
  show (fixture, get_last (fixture));
  g_assert_true (shows (fixture, "Mina is no longer reachable. Messages will be sent when the "
                                 "room is back."));
}

static void
test_unread_divider (Fixture       *fixture,
                     gconstpointer  data)
{
  HallMessage *read = fake_session_say (fixture->session, fixture->room, fixture->mina, "read",
                                        now (), TRUE);
  HallMessage *unread = fake_session_say (fixture->session, fixture->room, fixture->mina,
                                          "unread", now () + 1000, TRUE);

  fake_session_set_read (fixture->session, fixture->room, read);
  show (fixture, read);
  g_assert_false (shows (fixture, "New"));
  show (fixture, unread);
  g_assert_true (shows (fixture, "New"));
}

/* A name in Hebrew does not turn the sentence around: it is isolated. */
static void
test_right_to_left_name (Fixture       *fixture,
                         gconstpointer  data)
{
  hall_person_set_name (fixture->mina, "דנה");
  tell (fixture, fixture->mina, HALL_STATE_JOINED, "דנה", now ());
  g_assert_true (shows (fixture, "\342\201\250דנה\342\201\251 joined"));
}

/* What turns text around in secret is gone from names and texts before a label gets them. */
static void
test_direction_override (Fixture       *fixture,
                         gconstpointer  data)
{
  static const char override[] = "\342\200\256";
  HallMessage *message;

  hall_person_set_name (fixture->mina, "Mina\342\200\256gpj.exe");
  message = fake_session_say (fixture->session, fixture->room, fixture->mina, "photo", now (),
                              TRUE);
  show (fixture, message);
  g_assert_null (strstr (hall_person_get_name (fixture->mina), override));
  g_assert_true (shows (fixture, hall_person_get_name (fixture->mina)));
}

static GtkWidget *
create_message_row (Fixture *fixture)
{
  GtkWidget *row = hall_message_row_new ();

  hall_message_row_set_item (HALL_MESSAGE_ROW (row),
                             fake_session_say (fixture->session, fixture->room, fixture->mina,
                                               "<i>x</i> & <a href=\"file:///\">y</a>", now (),
                                               TRUE));
  return row;
}

static GtkWidget *
create_sidebar (Fixture *fixture)
{
  GtkWidget *sidebar = g_object_new (HALL_TYPE_SIDEBAR, NULL);

  hall_sidebar_set_session (HALL_SIDEBAR (sidebar), fixture->session);
  return sidebar;
}

static GtkWidget *
create_room_page (Fixture *fixture)
{
  GtkWidget *page = hall_room_page_new (fixture->session);

  hall_room_page_set_room (HALL_ROOM_PAGE (page), fixture->room);
  return page;
}

static GtkWidget *
create_intro (Fixture *fixture)
{
  GtkWidget *intro = hall_room_intro_new ();

  hall_room_intro_set_room (HALL_ROOM_INTRO (intro), fixture->room);
  return intro;
}

static GtkWidget *
create_members (Fixture *fixture)
{
  GtkWidget *list = hall_member_list_new (fixture->session);

  hall_room_add_member (fixture->room, fixture->mina);
  hall_member_list_set_room (HALL_MEMBER_LIST (list), fixture->room);
  return list;
}

static GtkWidget *
create_person_page (Fixture *fixture)
{
  GtkWidget *page = hall_person_page_new (fixture->session);

  hall_room_add_member (fixture->room, fixture->mina);
  hall_person_page_set_person (HALL_PERSON_PAGE (page), fixture->mina);
  return page;
}

/* A name that is markup is shown as it was written, everywhere; warnings are fatal. */
static void
test_hostile_names (Fixture       *fixture,
                    gconstpointer  data)
{
  static const struct {
    GtkWidget *(*create) (Fixture *fixture);
    const char *shown;
  } places[] = {
    { create_message_row, HOSTILE_NAME },
    { create_message_row, "<i>x</i> & <a href=\"file:///\">y</a>" },
    { create_sidebar, HOSTILE_NAME },
    { create_room_page, HOSTILE_NAME },
    { create_intro, HOSTILE_NAME },
    { create_members, HOSTILE_NAME },
    { create_person_page, HOSTILE_NAME },
  };

  hall_person_set_name (fixture->mina, HOSTILE_NAME);
  hall_person_set_status_text (fixture->mina, HOSTILE_NAME);
  hall_room_set_name (fixture->room, HOSTILE_NAME);
  hall_room_set_topic (fixture->room, HOSTILE_NAME);
  hall_room_set_problem (fixture->room, HOSTILE_NAME);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      GtkWindow *window = ui_test_show (places[i].create (fixture), 500, 500);

      ui_test_wait_frames (GTK_WIDGET (window), 5);
      if (!ui_test_shows (GTK_WIDGET (window), places[i].shown))
        g_error ("Place %u does not show %s", i, places[i].shown);
      ui_test_close (window);
    }
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/rows/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("text", test_text);
  ADD ("states", test_states);
  ADD ("late", test_late);
  ADD ("sentences", test_sentences);
  ADD ("unread-divider", test_unread_divider);
  ADD ("right-to-left-name", test_right_to_left_name);
  ADD ("direction-override", test_direction_override);
  ADD ("hostile-names", test_hostile_names);
#undef ADD
  return g_test_run ();
}
