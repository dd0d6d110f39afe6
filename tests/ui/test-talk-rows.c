/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-talk-rows.c: what a row shows of answers, reactions, edits, pins, code, long texts, actions
 * and folded runs, and what a screen reader says of it.
 */

#define G_LOG_DOMAIN "test-talk-rows"

#include "config.h"

#include <string.h>

#include "hall-code-box.h"
#include "hall-message-fold.h"
#include "hall-message-markup.h"
#include "hall-message-row.h"
#include "hall-message-text.h"
#include "hall-reaction-chip.h"
#include "hall-reply-preview.h"
#include "hall-time-text.h"
#include "hall-ui.h"

#include "fake-session-private.h"
#include "fake-session-rights.h"
#include "ui-test.h"

typedef struct
{
  HallSession *session;
  HallPerson *mina, *jin;
  HallRoom *room;
  HallMessageRow *row;
  GtkWindow *window;
  gint64 time;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  fixture->session = fake_session_new ("Hana");
  fixture->mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  fixture->jin = fake_session_add_person (fixture->session, "<b>Jin", HALL_PRESENCE_AVAILABLE);
  fixture->room = fake_session_add_room (fixture->session, "room", fixture->mina);
  fixture->time = g_get_real_time () / 1000;
  fake_session_enter_room (fixture->session, fixture->room, HALL_MEMBERSHIP_LIVE);
  hall_timeline_reset (hall_room_get_timeline (fixture->room), nothing, TRUE, TRUE);
  fixture->row = HALL_MESSAGE_ROW (hall_message_row_new ());
  fixture->window = ui_test_show (GTK_WIDGET (fixture->row), 500, 600);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_close (fixture->window);
  g_clear_object (&fixture->session);
}

static void
settle (Fixture *fixture)
{
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
}

static HallMessage *
show (Fixture    *fixture,
      HallPerson *author,
      const char *text)
{
  HallMessage *message = fake_session_say (fixture->session, fixture->room, author, text,
                                           fixture->time++, TRUE);

  hall_message_row_set_item (fixture->row, message);
  settle (fixture);
  return message;
}

static gboolean
shows (Fixture    *fixture,
       const char *text)
{
  return ui_test_shows (GTK_WIDGET (fixture->row), text);
}

static GtkWidget *
find (Fixture *fixture,
      GType    type)
{
  return ui_test_find (GTK_WIDGET (fixture->row), type);
}

static void
annotate (Fixture       *fixture,
          HallPerson    *author,
          HallEventKind  kind,
          HallMessage   *message,
          const char    *said)
{
  HallEventBody body;

  hall_event_body_init (&body, kind);
  body.target = hall_message_get_id (message);
  if (kind == HALL_EVENT_EDIT)
    body.text = said;
  else if (kind == HALL_EVENT_REACT)
    body.emoji = said;
  fake_session_annotate (fixture->session, fixture->room, author, &body, fixture->time++);
  settle (fixture);
}

static HallMessage *
say_body (Fixture       *fixture,
          HallPerson    *author,
          HallEventBody *body)
{
  HallMessage *message = fake_session_do (fixture->session, fixture->room, author, body,
                                          fixture->time++);

  hall_message_row_set_item (fixture->row, message);
  settle (fixture);
  return message;
}

/* Markup is cut where text is, and nothing stays open. */
static void
test_cut (void)
{
  static const struct {
    const char *markup;
    guint n_lines;
    guint n_characters;
    const char *cut; /* NULL: it is not longer */
  } cases[] = {
    { "short", 2, 5, NULL },
    { "longer", 2, 5, "longe…" },
    { "a\nb", 2, 9, NULL },
    { "a\nb\nc", 2, 9, "a\nb…" },
    { "&lt;&amp;&gt;", 1, 2, "&lt;&amp;…" },
    { "한글을", 1, 2, "한글…" },
    { "<span weight=\"bold\">bold</span> text", 1, 2, "<span weight=\"bold\">bo</span>…" },
    { "<a href=\"x\"><span style=\"italic\">abc</span></a>", 1, 1,
      "<a href=\"x\"><span style=\"italic\">a</span></a>…" },
    { "<span>ab</span>c", 1, 2, "<span>ab</span>…" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n_lines = cases[i].n_lines;
      guint n_characters = cases[i].n_characters;
      g_autofree char *cut = hall_message_markup_cut (cases[i].markup, &n_lines, &n_characters);

      g_assert_cmpstr (cut, ==, cases[i].cut);
    }
}

static void
test_links (void)
{
  static const char markup[] = "é &lt;<a href=\"https://a/?b&amp;c\">https://a</a>&#13; "
                               "<a href=\"https://d\">d</a>";
  static const char one[] = "<a href=\"https://d\">d</a> and <a href=\"https://d\">again</a>";
  g_autofree char *before = hall_message_markup_find_link (markup, 3);
  g_autofree char *first = hall_message_markup_find_link (markup, 4);
  g_autofree char *last = hall_message_markup_find_link (markup, 12);
  g_autofree char *between = hall_message_markup_find_link (markup, 13);
  g_autofree char *second = hall_message_markup_find_link (markup, 15);
  g_autofree char *behind = hall_message_markup_find_link (markup, 16);
  g_autofree char *several = hall_message_markup_get_only_link (markup);
  g_autofree char *only = hall_message_markup_get_only_link (one);

  g_assert_null (before);
  g_assert_cmpstr (first, ==, "https://a/?b&c");
  g_assert_cmpstr (last, ==, "https://a/?b&c");
  g_assert_null (between);
  g_assert_cmpstr (second, ==, "https://d");
  g_assert_null (behind);
  g_assert_null (several);
  g_assert_cmpstr (only, ==, "https://d");
}

/* Code stands in a box of its own and is copied as it is; a recycled row has none left. */
static void
test_code (Fixture       *fixture,
           gconstpointer  data)
{
  show (fixture, fixture->mina, "see:\n```\nif (a < b)\n  *c* = 1;\n```\n*done*");
  g_assert_true (shows (fixture, "see:"));
  g_assert_true (shows (fixture, "if (a < b)\n  *c* = 1;"));
  g_assert_true (shows (fixture, "done"));
  g_assert_nonnull (find (fixture, HALL_TYPE_CODE_BOX));
  show (fixture, fixture->mina, "plain");
  g_assert_null (find (fixture, HALL_TYPE_CODE_BOX));
  g_assert_false (shows (fixture, "done"));
  show (fixture, fixture->mina, "```\nonly code\n```");
  g_assert_true (shows (fixture, "only code"));
  g_assert_false (shows (fixture, "plain"));
}

static void
test_long (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("first");
  HallMessage *message;

  for (guint i = 0; i < 30; i++)
    g_string_append_printf (text, "\nline %u", i);
  message = show (fixture, fixture->mina, text->str);
  g_assert_false (shows (fixture, text->str));
  g_assert_true (shows (fixture, "Show All"));
  ui_test_click (GTK_WIDGET (fixture->row), "Show All");
  settle (fixture);
  g_assert_true (shows (fixture, text->str));
  /* It stays so when the row comes back. */
  show (fixture, fixture->mina, "short");
  g_assert_false (shows (fixture, "Show Less"));
  hall_message_row_set_item (fixture->row, message);
  settle (fixture);
  g_assert_true (shows (fixture, text->str));
  ui_test_click (GTK_WIDGET (fixture->row), "Show Less");
  settle (fixture);
  g_assert_false (shows (fixture, text->str));
  /* What was searched for is never cut away. */
  hall_message_row_set_needle (fixture->row, "line 29");
  settle (fixture);
  g_assert_true (shows (fixture, text->str));
}

/* Large, and nothing of it lies on what stands above and below. */
static void
test_emoji (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();
  GdkDisplay *display = gdk_display_get_default ();
  PangoRectangle ink;
  GtkLabel *label;
  int height;

  gtk_css_provider_load_from_resource (style, HALL_UI_BASE "/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  show (fixture, fixture->mina, "🎉 🎉");
  label = ui_test_find_label (GTK_WIDGET (fixture->row), "🎉 🎉");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (label), "emoji-only"));
  gtk_widget_measure (GTK_WIDGET (label), GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  pango_layout_get_pixel_extents (gtk_label_get_layout (label), &ink, NULL);
  g_assert_cmpint (ink.height, >, 20);
  g_assert_cmpint (ink.height, <=, height);
  gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (style));
  show (fixture, fixture->mina, "🎉 yes");
  g_assert_false (gtk_widget_has_css_class (
                    GTK_WIDGET (ui_test_find_label (GTK_WIDGET (fixture->row), "🎉 yes")),
                    "emoji-only"));
}

/* In one line with the name, which is never markup. */
static void
test_action (Fixture       *fixture,
             gconstpointer  data)
{
  HallEventBody body;
  g_autofree char *summary = NULL;
  HallMessage *message;

  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = "waves *twice*";
  body.action = TRUE;
  message = say_body (fixture, fixture->jin, &body);
  g_assert_true (shows (fixture, "<b>Jin waves twice"));
  g_assert_false (shows (fixture, "<b>Jin"));
  summary = hall_message_text_summarize (message, FALSE);
  g_assert_true (g_str_has_suffix (summary, "<b>Jin waves twice"));
}

static void
test_edited (Fixture       *fixture,
             gconstpointer  data)
{
  HallMessage *message;
  g_autofree char *summary = NULL;

  show (fixture, fixture->mina, "before");
  message = show (fixture, fixture->mina, "one");
  g_assert_false (shows (fixture, "(edited)"));
  annotate (fixture, fixture->mina, HALL_EVENT_EDIT, message, "two");
  g_assert_true (shows (fixture, "two"));
  g_assert_true (shows (fixture, "(edited)"));
  g_assert_false (shows (fixture, "Mina"));
  summary = hall_message_text_summarize (message, FALSE);
  g_assert_true (g_str_has_suffix (summary, "two. Edited"));
  show (fixture, fixture->mina, "three");
  g_assert_false (shows (fixture, "(edited)"));
}

static void
take_back (Fixture     *fixture,
           HallPerson  *author,
           HallMessage *message,
           const char  *emoji)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_REACT);
  body.target = hall_message_get_id (message);
  body.emoji = emoji;
  body.off = TRUE;
  fake_session_annotate (fixture->session, fixture->room, author, &body, fixture->time++);
  settle (fixture);
}

static void
test_reactions (Fixture       *fixture,
                gconstpointer  data)
{
  HallMessage *message = show (fixture, fixture->mina, "hello");
  HallPerson *own = hall_session_get_self (fixture->session);
  g_autoptr (HallReaction) reaction = NULL;
  g_autofree char *names = NULL;
  g_autofree char *summary = NULL;
  GtkWidget *chip;

  g_assert_null (find (fixture, HALL_TYPE_REACTION_CHIP));
  annotate (fixture, fixture->jin, HALL_EVENT_REACT, message, "👍");
  chip = find (fixture, HALL_TYPE_REACTION_CHIP);
  g_assert_nonnull (chip);
  g_assert_true (ui_test_shows (chip, "1"));
  g_assert_false (gtk_widget_has_css_class (chip, "own"));
  annotate (fixture, own, HALL_EVENT_REACT, message, "👍");
  g_assert_true (find (fixture, HALL_TYPE_REACTION_CHIP) == chip);
  g_assert_true (ui_test_shows (chip, "2"));
  g_assert_true (gtk_widget_has_css_class (chip, "own"));
  reaction = g_list_model_get_item (hall_message_get_reactions (message), 0);
  names = hall_reaction_chip_name_people (reaction);
  g_assert_cmpstr (names, ==, "<b>Jin, You");
  summary = hall_message_text_summarize (message, FALSE);
  g_assert_true (g_str_has_suffix (summary, "hello. 2 👍"));
  take_back (fixture, own, message, "👍");
  g_assert_true (find (fixture, HALL_TYPE_REACTION_CHIP) == chip);
  g_assert_false (gtk_widget_has_css_class (chip, "own"));
  show (fixture, fixture->mina, "another");
  g_assert_null (find (fixture, HALL_TYPE_REACTION_CHIP));
}

static void
test_reply (Fixture       *fixture,
            gconstpointer  data)
{
  HallTimeline *timeline = hall_room_get_timeline (fixture->room);
  HallMessage *original = show (fixture, fixture->jin, "is it *green*?\nreally");
  HallMessage *message;
  HallEventBody body;
  g_autofree char *summary = NULL;
  GtkWidget *preview;

  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = "yes";
  body.reply = hall_message_get_id (original);
  message = say_body (fixture, fixture->mina, &body);
  preview = find (fixture, HALL_TYPE_REPLY_PREVIEW);
  g_assert_true (ui_test_shows (preview, "<b>Jin"));
  g_assert_true (ui_test_shows (preview, "is it green? really"));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (preview)), ==, "message.jump");
  summary = hall_message_text_summarize (message, FALSE);
  g_assert_nonnull (strstr (summary, "yes. Answers <b>Jin: is it green? really"));
  hall_person_set_blocked (fixture->jin, TRUE);
  hall_message_row_set_item (fixture->row, NULL);
  hall_message_row_set_item (fixture->row, message);
  settle (fixture);
  g_assert_true (shows (fixture, "Message by somebody you blocked"));
  hall_timeline_set_answered (timeline, body.reply, NULL, NULL, TRUE);
  settle (fixture);
  g_assert_true (shows (fixture, "Deleted message"));
  g_assert_null (gtk_actionable_get_action_name (GTK_ACTIONABLE (preview)));
  body.reply = "AAAAAAAAAAAAAAAAAAAAAA";
  say_body (fixture, fixture->mina, &body);
  g_assert_true (shows (fixture, "Message not here"));
}

/* A run of lines is one, until it is unfolded. */
static void
test_fold (Fixture       *fixture,
           gconstpointer  data)
{
  HallTimeline *timeline = hall_room_get_timeline (fixture->room);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  HallPerson *const people[] = { fixture->mina, fixture->jin, fixture->mina, fixture->jin };
  const HallStateChange changes[] = { HALL_STATE_JOINED, HALL_STATE_JOINED, HALL_STATE_LEFT,
                                      HALL_STATE_LEFT };
  HallMessage *head;

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    g_ptr_array_add (events, hall_event_new_state (
                               fake_session_get_key (fixture->session, people[i]),
                               hall_room_get_id (fixture->room), fixture->time + i,
                               fixture->time + i, NULL, changes[i],
                               hall_person_get_name (people[i]), NULL));
  hall_timeline_add (timeline, events);
  head = hall_timeline_lookup (timeline, ((HallEvent *) events->pdata[0])->id);
  g_assert_cmpint (hall_message_get_fold (head), ==, HALL_FOLD_HEAD);
  hall_message_row_set_timeline (fixture->row, timeline);
  hall_message_row_set_item (fixture->row, head);
  settle (fixture);
  g_assert_true (shows (fixture, "2 people joined, 2 left"));
  g_assert_false (shows (fixture, "Mina joined"));
  hall_timeline_set_unfolded (timeline, head, TRUE);
  settle (fixture);
  g_assert_true (shows (fixture, "2 people joined, 2 left"));
  g_assert_true (shows (fixture, "Mina joined"));
  show (fixture, fixture->mina, "text");
  g_assert_false (shows (fixture, "2 people joined, 2 left"));
}

static void
assert_folded (Fixture               *fixture,
               HallPerson            *person,
               const HallStateChange *changes,
               guint                  n_changes,
               const char            *expected)
{
  HallTimeline *timeline = hall_room_get_timeline (fixture->room);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  g_autofree char *said = NULL;
  HallMessage *head;

  for (guint i = 0; i < n_changes; i++)
    {
      g_ptr_array_add (events, hall_event_new_state (
                                 fake_session_get_key (fixture->session, person),
                                 hall_room_get_id (fixture->room), fixture->time, fixture->time,
                                 NULL, changes[i], hall_person_get_name (person), NULL));
      fixture->time++;
    }
  hall_timeline_add (timeline, events);
  head = hall_timeline_lookup (timeline, ((HallEvent *) events->pdata[0])->id);
  g_assert_cmpint (hall_message_get_fold (head), ==, HALL_FOLD_HEAD);
  said = hall_message_fold_describe (timeline, head);
  g_assert_cmpstr (said, ==, expected);
  show (fixture, fixture->mina, "between two runs");
}

/* One person is named, however often; what is neither is counted. */
static void
test_fold_words (Fixture       *fixture,
                 gconstpointer  data)
{
  static const HallStateChange one[] = { HALL_STATE_JOINED, HALL_STATE_LEFT, HALL_STATE_JOINED,
                                         HALL_STATE_LEFT };
  static const HallStateChange others[] = { HALL_STATE_JOINED, HALL_STATE_RENAMED,
                                            HALL_STATE_RENAMED };

  assert_folded (fixture, fixture->jin, one, G_N_ELEMENTS (one),
                 "<b>Jin joined, <b>Jin left");
  assert_folded (fixture, fixture->jin, others, G_N_ELEMENTS (others),
                 "<b>Jin joined, 2 other changes");
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/talk-rows/cut", test_cut);
  g_test_add_func ("/ui/talk-rows/links", test_links);
#define ADD(name, function) \
  g_test_add ("/ui/talk-rows/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("code", test_code);
  ADD ("long", test_long);
  ADD ("emoji", test_emoji);
  ADD ("action", test_action);
  ADD ("edited", test_edited);
  ADD ("reactions", test_reactions);
  ADD ("reply", test_reply);
  ADD ("fold", test_fold);
  ADD ("fold-words", test_fold_words);
#undef ADD
  return g_test_run ();
}
