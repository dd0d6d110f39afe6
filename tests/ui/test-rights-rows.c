/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-rights-rows.c: rows that tell who did what to whom, what is known of an author's key, and
 * deleting messages.
 */

#define G_LOG_DOMAIN "test-rights-rows"

#include "config.h"

#include <string.h>

#include "hall-message-row.h"
#include "hall-message-text.h"
#include "hall-name-marks.h"

#include "fake-session-rights.h"
#include "rights-fixture.h"
#include "ui-test.h"

#define TEXT "the build is green"

static gint64
now (void)
{
  return g_get_real_time () / 1000;
}

typedef struct
{
  HallEventKind kind;
  gboolean flag;        /* moderator, or off */
  const char *name;
  const char *topic;
  int closed;
  gboolean passphrase;
  const char *by_you;
  const char *to_you;   /* NULL: it is done to nobody */
  const char *others;
} Case;

static const Case cases[] = {
  { HALL_EVENT_ADMIT, FALSE, NULL, NULL, -1, FALSE, "You let <b>Jin in", "Mina let you in",
    "Mina let <b>Jin in" },
  { HALL_EVENT_ROLE, TRUE, NULL, NULL, -1, FALSE, "You made <b>Jin a moderator",
    "Mina made you a moderator", "Mina made <b>Jin a moderator" },
  { HALL_EVENT_ROLE, FALSE, NULL, NULL, -1, FALSE, "You took the moderator role from <b>Jin",
    "Mina took the moderator role from you", "Mina took the moderator role from <b>Jin" },
  { HALL_EVENT_KICK, FALSE, NULL, NULL, -1, FALSE, "You removed <b>Jin", "Mina removed you",
    "Mina removed <b>Jin" },
  { HALL_EVENT_BAN, FALSE, NULL, NULL, -1, FALSE, "You banned <b>Jin", "Mina banned you",
    "Mina banned <b>Jin" },
  { HALL_EVENT_BAN, TRUE, NULL, NULL, -1, FALSE, "You lifted the ban of <b>Jin",
    "Mina lifted your ban", "Mina lifted the ban of <b>Jin" },
  { HALL_EVENT_ROOM, FALSE, "<i>ops", NULL, -1, FALSE, "You called this room “<i>ops”", NULL,
    "Mina called this room “<i>ops”" },
  { HALL_EVENT_ROOM, FALSE, NULL, "a & b", -1, FALSE, "You changed the topic to “a & b”", NULL,
    "Mina changed the topic to “a & b”" },
  { HALL_EVENT_ROOM, FALSE, NULL, "", -1, FALSE, "You removed the topic", NULL,
    "Mina removed the topic" },
  { HALL_EVENT_ROOM, FALSE, NULL, NULL, 1, FALSE, "You closed this room to newcomers", NULL,
    "Mina closed this room to newcomers" },
  { HALL_EVENT_ROOM, FALSE, NULL, NULL, 0, FALSE, "You opened this room to newcomers", NULL,
    "Mina opened this room to newcomers" },
  { HALL_EVENT_ROOM, FALSE, NULL, NULL, -1, TRUE, "You set a new passphrase", NULL,
    "Mina set a new passphrase" },
};

/* Many lines are one otherwise. */
static void
unfold (HallTimeline *timeline)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (timeline)); i++)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (G_LIST_MODEL (timeline), i);

      if (hall_message_get_fold (message) == HALL_FOLD_HEAD)
        hall_timeline_set_unfolded (timeline, message, TRUE);
    }
}

static void
expect (RightsFixture *fixture,
        const Case    *expected,
        HallPerson    *author,
        HallPerson    *subject,
        const char    *sentence)
{
  static gint64 time;
  HallEventBody body;
  HallMessage *message;
  g_autofree char *described = NULL;

  time = MAX (time + 1, now ());
  hall_event_body_init (&body, expected->kind);
  body.name = expected->name;
  body.topic = expected->topic;
  body.closed = expected->closed;
  body.person = subject != NULL ? hall_person_get_id (subject) : NULL;
  body.moderator = expected->kind == HALL_EVENT_ROLE && expected->flag;
  body.off = expected->kind == HALL_EVENT_BAN && expected->flag;
  if (expected->passphrase)
    {
      body.salt = "AAAAAAAAAAAAAAAAAAAAAA";
      body.secret = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE";
    }
  message = fake_session_do (fixture->session, fixture->room, author, &body, time);
  g_assert_nonnull (message);
  described = hall_message_text_describe (message);
  g_assert_cmpstr (described, ==, sentence);
  unfold (hall_room_get_timeline (fixture->room));
  if (!rights_shows (fixture->window, sentence))
    g_error ("The room does not show: %s", sentence);
}

/* A whole sentence each, by who did it and to whom, as it was written. */
static void
test_sentences (RightsFixture *fixture,
                gconstpointer  data)
{
  HallPerson *own = hall_session_get_self (fixture->session);

  rights_enter (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HallPerson *subject = cases[i].kind != HALL_EVENT_ROOM ? fixture->jin : NULL;

      expect (fixture, &cases[i], own, subject, cases[i].by_you);
      expect (fixture, &cases[i], fixture->mina, subject, cases[i].others);
      if (cases[i].to_you != NULL)
        expect (fixture, &cases[i], fixture->mina, own, cases[i].to_you);
    }
}

static GtkWidget *
find_row (RightsFixture *fixture,
          const char    *text)
{
  GtkLabel *label = ui_test_find_label (GTK_WIDGET (fixture->window), text);

  g_assert_nonnull (label);
  return gtk_widget_get_ancestor (GTK_WIDGET (label), HALL_TYPE_MESSAGE_ROW);
}

/* Red with a warning, the mark of the verified, the tag; for a screen reader in words. */
static void
test_marks (RightsFixture *fixture,
            gconstpointer  data)
{
  HallMessage *message;
  GtkWidget *row, *author;
  g_autofree char *warned = NULL;
  g_autofree char *tagged = NULL;

  rights_enter (fixture);
  message = fake_session_say (fixture->session, fixture->room, fixture->mina, TEXT, now (), TRUE);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  row = find_row (fixture, TEXT);
  author = GTK_WIDGET (ui_test_find_label (row, "Mina"));
  g_assert_null (ui_test_find (row, HALL_TYPE_NAME_MARKS));

  hall_person_set_trust (fixture->mina, HALL_TRUST_VERIFIED);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 3);
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (
                     ui_test_find (ui_test_find (row, HALL_TYPE_NAME_MARKS), GTK_TYPE_IMAGE))),
                   ==, "hall-verified-symbolic");
  hall_person_set_resembles (fixture->mina, fixture->tae);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 3);
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (
                     ui_test_find (ui_test_find (row, HALL_TYPE_NAME_MARKS), GTK_TYPE_IMAGE))),
                   ==, "dialog-warning-symbolic");
  g_assert_true (gtk_widget_has_css_class (gtk_widget_get_parent (author), "resembles"));
  warned = hall_message_text_summarize (message, FALSE);
  g_assert_true (g_str_has_prefix (warned, "Mina, who may be somebody else,"));

  hall_person_set_resembles (fixture->mina, NULL);
  hall_person_set_tagged (fixture->mina, TRUE);
  g_assert_true (rights_shows (row, hall_person_get_key_tag (fixture->mina)));
  g_assert_false (gtk_widget_has_css_class (gtk_widget_get_parent (author), "resembles"));
  tagged = hall_message_text_summarize (message, FALSE);
  g_assert_nonnull (strstr (tagged, hall_person_get_key_tag (fixture->mina)));
}

/* What somebody blocked said is not shown, not told, and has no menu that copies it. */
static void
test_blocked (RightsFixture *fixture,
              gconstpointer  data)
{
  HallMessage *message;
  g_autofree char *summary = NULL;
  GtkWidget *row;

  rights_enter (fixture);
  message = fake_session_say (fixture->session, fixture->room, fixture->jin, TEXT, now (), TRUE);
  g_assert_true (rights_shows (fixture->window, TEXT));
  hall_person_set_blocked (fixture->jin, TRUE);
  g_assert_true (rights_shows (fixture->window, "Message by somebody you blocked"));
  g_assert_false (rights_shows (fixture->window, TEXT));
  summary = hall_message_text_summarize (message, FALSE);
  g_assert_cmpstr (summary, ==, "Message by somebody you blocked");
  row = find_row (fixture, "Message by somebody you blocked");
  gtk_widget_grab_focus (gtk_widget_get_parent (row));
  ui_test_press ("Menu");
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  g_assert_null (ui_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_POPOVER_MENU));
  hall_person_set_blocked (fixture->jin, FALSE);
  g_assert_true (rights_shows (fixture->window, TEXT));
}

static gboolean
has_menu (gpointer data)
{
  return ui_test_find (data, GTK_TYPE_POPOVER_MENU) != NULL;
}

static gboolean
has_no_menu (gpointer data)
{
  return !has_menu (data);
}

static GtkWidget *
open_menu (RightsFixture *fixture,
           const char    *text)
{
  gtk_widget_grab_focus (gtk_widget_get_parent (find_row (fixture, text)));
  ui_test_press ("Menu");
  ui_test_wait (has_menu, fixture->window);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 3);
  return ui_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_POPOVER_MENU);
}

static void
close_menu (RightsFixture *fixture)
{
  ui_test_press ("Escape");
  ui_test_wait (has_no_menu, fixture->window);
}

/* One's own, once it is signed; a moderator anybody's; and only after it was asked. */
static void
test_delete (RightsFixture *fixture,
             gconstpointer  data)
{
  HallMessage *own;
  GtkWindow *dialog;

  rights_enter (fixture);
  fake_session_say (fixture->session, fixture->room, fixture->jin, TEXT, now () - 10, TRUE);
  own = hall_session_send (fixture->session, fixture->room, "mine", NULL);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  g_assert_false (rights_shows (open_menu (fixture, "mine"), "Delete…"));
  close_menu (fixture);
  fake_session_sign (fixture->session, fixture->room, own, HALL_MESSAGE_STATE_SENT);
  g_assert_true (rights_shows (open_menu (fixture, "mine"), "Delete…"));
  close_menu (fixture);
  g_assert_false (rights_shows (open_menu (fixture, TEXT), "Delete…"));
  close_menu (fixture);

  fake_session_set_role (fixture->session, fixture->room, TRUE, FALSE);
  g_assert_true (rights_shows (open_menu (fixture, TEXT), "Delete…"));
  ui_test_press ("l");
  dialog = rights_wait_dialog (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_true (rights_shows (dialog, "Delete This Message?"));
  g_assert_cmpuint (fake_session_count_deeds (fixture->session), ==, 0);
  rights_click (dialog, "_Delete");
  rights_wait_no_dialog (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_cmpstr (fake_session_get_deed (fixture->session), ==, "delete " TEXT);
  g_assert_false (rights_shows (fixture->window, TEXT));
  g_assert_true (rights_shows (fixture->window, "mine"));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/rights-rows/" name, RightsFixture, NULL, rights_set_up, function, \
              rights_tear_down)
  ADD ("sentences", test_sentences);
  ADD ("marks", test_marks);
  ADD ("blocked", test_blocked);
  ADD ("delete", test_delete);
#undef ADD
  return g_test_run ();
}
