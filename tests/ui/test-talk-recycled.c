/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-talk-recycled.c: a row that serves one message after the other has nothing left of the one
 * before, and follows what changes of the one that it shows.
 */

#define G_LOG_DOMAIN "test-talk-recycled"

#include "config.h"

#include "hall-code-box.h"
#include "hall-message-row.h"
#include "hall-reaction-bar.h"
#include "hall-reaction-chip.h"

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
  char *activated; /* (nullable): the link that was to be opened */
} Fixture;

static void
on_open_link (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  Fixture *fixture = user_data;

  g_free (fixture->activated);
  fixture->activated = g_variant_dup_string (parameter, NULL);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const GActionEntry actions[] = { { "open-link", on_open_link, "s", NULL, NULL } };
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  fixture->session = fake_session_new ("Hana");
  fixture->mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  fixture->jin = fake_session_add_person (fixture->session, "Jin", HALL_PRESENCE_AVAILABLE);
  fixture->room = fake_session_add_room (fixture->session, "room", fixture->mina);
  fixture->time = g_get_real_time () / 1000;
  fake_session_enter_room (fixture->session, fixture->room, HALL_MEMBERSHIP_LIVE);
  hall_timeline_reset (hall_room_get_timeline (fixture->room), nothing, TRUE, TRUE);
  fixture->row = HALL_MESSAGE_ROW (hall_message_row_new ());
  fixture->window = ui_test_show (GTK_WIDGET (fixture->row), 500, 400);
  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), fixture);
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->window), "message", G_ACTION_GROUP (group));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_close (fixture->window);
  g_clear_object (&fixture->session);
  g_clear_pointer (&fixture->activated, g_free);
}

static void
settle (Fixture *fixture)
{
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
}

static void
show (Fixture     *fixture,
      HallMessage *message)
{
  hall_message_row_set_item (fixture->row, message);
  settle (fixture);
}

static HallMessage *
do_event (Fixture       *fixture,
          HallPerson    *author,
          HallEventBody *body)
{
  return fake_session_do (fixture->session, fixture->room, author, body, fixture->time++);
}

static HallMessage *
say (Fixture    *fixture,
     HallPerson *author,
     const char *text)
{
  return fake_session_say (fixture->session, fixture->room, author, text, fixture->time++, TRUE);
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
  body.text = kind == HALL_EVENT_EDIT ? said : NULL;
  body.emoji = kind == HALL_EVENT_REACT ? said : NULL;
  fake_session_annotate (fixture->session, fixture->room, author, &body, fixture->time++);
  settle (fixture);
}

static gboolean
shows (Fixture    *fixture,
       const char *text)
{
  return ui_test_shows (GTK_WIDGET (fixture->row), text);
}

static GtkLabel *
find_label (Fixture    *fixture,
            const char *text)
{
  GtkLabel *label = ui_test_find_label (GTK_WIDGET (fixture->row), text);

  g_assert_nonnull (label);
  return label;
}

/* (nullable): the mapped icon of that name */
static GtkWidget *
find_icon (GtkWidget  *root,
           const char *name)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (GTK_IS_IMAGE (root) && g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (root)), name) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_icon (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_flash (Fixture       *fixture,
            gconstpointer  data)
{
  show (fixture, say (fixture, fixture->mina, "one"));
  hall_message_row_flash (fixture->row);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fixture->row), "flash"));
  show (fixture, say (fixture, fixture->mina, "two"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (fixture->row), "flash"));
}

/* What is answered can be changed, and whoever said it can be blocked. */
static void
test_original (Fixture       *fixture,
               gconstpointer  data)
{
  HallMessage *original = say (fixture, fixture->jin, "before");
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = "answer";
  body.reply = hall_message_get_id (original);
  show (fixture, do_event (fixture, fixture->mina, &body));
  g_assert_true (shows (fixture, "before"));
  annotate (fixture, fixture->jin, HALL_EVENT_EDIT, original, "after");
  g_assert_true (shows (fixture, "after"));
  hall_person_set_name (fixture->jin, "Jin Park");
  settle (fixture);
  g_assert_true (shows (fixture, "Jin Park"));
  hall_person_set_blocked (fixture->jin, TRUE);
  settle (fixture);
  g_assert_false (shows (fixture, "after"));
  g_assert_true (shows (fixture, "Message by somebody you blocked"));
  show (fixture, say (fixture, fixture->mina, "another"));
  g_assert_false (shows (fixture, "Message by somebody you blocked"));
}

/* Blocked while it is on the screen. */
static void
test_blocked (Fixture       *fixture,
              gconstpointer  data)
{
  show (fixture, say (fixture, fixture->jin, "hello"));
  g_assert_true (shows (fixture, "hello"));
  hall_person_set_blocked (fixture->jin, TRUE);
  settle (fixture);
  g_assert_false (shows (fixture, "hello"));
  g_assert_false (shows (fixture, "Jin"));
  g_assert_true (shows (fixture, "Message by somebody you blocked"));
  hall_person_set_blocked (fixture->jin, FALSE);
  settle (fixture);
  g_assert_true (shows (fixture, "hello"));
  g_assert_false (shows (fixture, "Message by somebody you blocked"));
}

/* In a private conversation what is on one computer has not been delivered. */
static void
test_private (Fixture       *fixture,
              gconstpointer  data)
{
  HallMessage *message = hall_session_send (fixture->session, fixture->room, "hello", NULL);

  fake_session_sign (fixture->session, fixture->room, message, HALL_MESSAGE_STATE_STORED);
  show (fixture, message);
  g_assert_nonnull (find_icon (GTK_WIDGET (fixture->row), "hall-stored-symbolic"));
  hall_message_row_set_private (fixture->row, TRUE);
  settle (fixture);
  g_assert_null (find_icon (GTK_WIDGET (fixture->row), "hall-stored-symbolic"));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (find_icon (GTK_WIDGET (fixture->row),
                                                           "hall-pending-symbolic")),
                   ==, "Waiting to be delivered");
}

static void
test_accents (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) mentions = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                   hall_mention_free);
  HallMessage *message;
  HallEventBody body;
  GtkWidget *box;

  g_ptr_array_add (mentions, hall_mention_new (
                               hall_person_get_id (hall_session_get_self (fixture->session)),
                               "Hana"));
  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = "@Hana?";
  body.mentions = mentions;
  message = do_event (fixture, fixture->mina, &body);
  show (fixture, message);
  box = gtk_widget_get_ancestor (gtk_widget_get_ancestor (
          GTK_WIDGET (find_label (fixture, "@Hana?")), GTK_TYPE_BOX), GTK_TYPE_BOX);
  while (box != NULL && !gtk_widget_has_css_class (box, "message"))
    box = gtk_widget_get_parent (box);
  g_assert_nonnull (box);
  g_assert_true (gtk_widget_has_css_class (box, "mentions-me"));
  g_assert_null (find_icon (GTK_WIDGET (fixture->row), "view-pin-symbolic"));
  annotate (fixture, fixture->mina, HALL_EVENT_PIN, message, NULL);
  g_assert_nonnull (find_icon (GTK_WIDGET (fixture->row), "view-pin-symbolic"));
  show (fixture, say (fixture, fixture->mina, "another"));
  g_assert_false (gtk_widget_has_css_class (box, "mentions-me"));
  g_assert_null (find_icon (GTK_WIDGET (fixture->row), "view-pin-symbolic"));
}

/* What is said of a key is said of the one whose name stands there. */
static void
test_marks (Fixture       *fixture,
            gconstpointer  data)
{
  HallMessage *first = say (fixture, fixture->mina, "one");
  HallMessage *second = say (fixture, fixture->jin, "two");

  hall_person_set_tagged (fixture->mina, TRUE);
  hall_person_set_tagged (fixture->jin, TRUE);
  show (fixture, first);
  g_assert_true (shows (fixture, hall_person_get_key_tag (fixture->mina)));
  show (fixture, second);
  g_assert_true (shows (fixture, hall_person_get_key_tag (fixture->jin)));
  g_assert_false (shows (fixture, hall_person_get_key_tag (fixture->mina)));
  hall_person_set_tagged (fixture->jin, FALSE);
  settle (fixture);
  g_assert_false (shows (fixture, hall_person_get_key_tag (fixture->jin)));
}

/* Of text and of code; a row with nothing selected has none. */
static void
test_selection (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *nothing = NULL;
  g_autofree char *word = NULL;
  g_autofree char *code = NULL;

  show (fixture, say (fixture, fixture->mina, "한글 one\n```\nif (a < b)\n```"));
  nothing = hall_message_row_get_selection (fixture->row);
  g_assert_null (nothing);
  gtk_label_select_region (find_label (fixture, "한글 one"), 1, 4);
  word = hall_message_row_get_selection (fixture->row);
  g_assert_cmpstr (word, ==, "글 o");
  gtk_label_select_region (find_label (fixture, "한글 one"), 0, 0);
  gtk_label_select_region (find_label (fixture, "if (a < b)"), 3, 10);
  code = hall_message_row_get_selection (fixture->row);
  g_assert_cmpstr (code, ==, "(a < b)");
}

static void
on_text (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
is_there (gpointer data)
{
  return *(gpointer *) data != NULL;
}

/* The whole block as it was written, also where less of it is shown. */
static void
test_code (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GString) code = g_string_new ("a < b && \"c\"");
  g_autofree char *text = NULL;
  g_autofree char *copied = NULL;

  for (guint i = 0; i < 30; i++)
    g_string_append_printf (code, "\n%u", i);
  text = g_strdup_printf ("```\n%s\n```", code->str);
  show (fixture, say (fixture, fixture->mina, text));
  g_assert_false (shows (fixture, code->str));
  g_signal_emit_by_name (ui_test_find (ui_test_find (GTK_WIDGET (fixture->row), HALL_TYPE_CODE_BOX),
                                       GTK_TYPE_BUTTON), "clicked");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->window)), NULL,
                                 on_text, &copied);
  ui_test_wait (is_there, &copied);
  g_assert_cmpstr (copied, ==, code->str);
}

/* A message becomes a line: neither code nor large emoji nor a button stays. */
static void
test_sentence (Fixture       *fixture,
               gconstpointer  data)
{
  HallMessage *code = say (fixture, fixture->mina, "see\n```\ncode\n```");
  HallMessage *emoji = say (fixture, fixture->mina, "🎉");
  HallMessage *invitation;
  HallEventBody body;
  const char *sentence = "Mina invites you to “ops”";

  hall_event_body_init (&body, HALL_EVENT_INVITE);
  body.invited_room = hall_room_get_id (fixture->room);
  body.name = "ops";
  invitation = do_event (fixture, fixture->mina, &body);
  show (fixture, code);
  g_assert_nonnull (ui_test_find (GTK_WIDGET (fixture->row), HALL_TYPE_CODE_BOX));
  show (fixture, invitation);
  g_assert_true (shows (fixture, sentence));
  g_assert_null (ui_test_find (GTK_WIDGET (fixture->row), HALL_TYPE_CODE_BOX));
  g_assert_nonnull (ui_test_find_button (GTK_WIDGET (fixture->row), "Join"));
  show (fixture, emoji);
  g_assert_null (ui_test_find_button (GTK_WIDGET (fixture->row), "Join"));
  show (fixture, invitation);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (find_label (fixture, sentence)),
                                            "emoji-only"));
}

static gboolean
has_tooltip_at (GtkLabel *label,
                int       x)
{
  g_autoptr (GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  int y = gtk_widget_get_height (GTK_WIDGET (label)) / 2;
  gboolean told = FALSE;

  g_signal_emit_by_name (label, "query-tooltip", x, y, FALSE, tooltip, &told);
  return told;
}

/* A link says where it leads, beside it there is nothing to say; Hallway's own are opened here. */
static void
test_links (Fixture       *fixture,
            gconstpointer  data)
{
  const char *text = "https://example.org/ and more";
  GtkLabel *label;
  gboolean handled = FALSE;

  show (fixture, say (fixture, fixture->mina, text));
  label = find_label (fixture, text);
  g_assert_true (gtk_widget_get_has_tooltip (GTK_WIDGET (label)));
  g_assert_true (has_tooltip_at (label, 5));
  g_assert_false (has_tooltip_at (label, gtk_widget_get_width (GTK_WIDGET (label)) - 5));
  g_signal_emit_by_name (label, "activate-link", "hallway:room/x", &handled);
  g_assert_true (handled);
  g_assert_cmpstr (fixture->activated, ==, "hallway:room/x");
  show (fixture, say (fixture, fixture->mina, "see https://example.org/"));
  g_assert_false (has_tooltip_at (find_label (fixture, "see https://example.org/"), 5));
  show (fixture, say (fixture, fixture->mina, "none"));
  g_assert_false (gtk_widget_get_has_tooltip (GTK_WIDGET (find_label (fixture, "none"))));
}

/* As many names as fit, and how many more. */
static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  HallMessage *message = say (fixture, fixture->mina, "hello");
  g_autoptr (HallReaction) reaction = NULL;
  g_autofree char *twelve = NULL;
  g_autofree char *thirteen = NULL;

  show (fixture, message);
  for (guint i = 0; i < 13; i++)
    {
      g_autofree char *name = g_strdup_printf ("p%u", i);
      HallPerson *person = fake_session_add_person (fixture->session, name,
                                                    HALL_PRESENCE_AVAILABLE);

      annotate (fixture, person, HALL_EVENT_REACT, message, "👍");
      if (i == 11)
        {
          reaction = g_list_model_get_item (hall_message_get_reactions (message), 0);
          twelve = hall_reaction_chip_name_people (reaction);
        }
    }
  thirteen = hall_reaction_chip_name_people (reaction);
  g_assert_cmpstr (twelve, ==, "p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11");
  g_assert_cmpstr (thirteen, ==, "p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10 and 2 others");
}

/* Reactions of the message before are not listened to, and their lines wrap. */
static void
test_reactions (Fixture       *fixture,
                gconstpointer  data)
{
  static const char *const emoji[] = { "👍", "🎉", "👀", "✅", "😂", "🚀", "🔥", "👏", "🙏", "💯" };
  HallMessage *first = say (fixture, fixture->mina, "one");
  HallMessage *second = say (fixture, fixture->mina, "two");
  GtkWidget *bar, *chip;
  graphene_rect_t bounds, of_bar;
  int one_line;

  show (fixture, first);
  annotate (fixture, fixture->jin, HALL_EVENT_REACT, first, emoji[0]);
  bar = ui_test_find (GTK_WIDGET (fixture->row), HALL_TYPE_REACTION_BAR);
  one_line = gtk_widget_get_height (bar);
  annotate (fixture, fixture->jin, HALL_EVENT_REACT, second, emoji[1]);
  show (fixture, second);
  g_assert_true (shows (fixture, emoji[1]));
  annotate (fixture, fixture->mina, HALL_EVENT_REACT, first, emoji[2]);
  g_assert_false (shows (fixture, emoji[2]));
  for (guint i = 0; i < G_N_ELEMENTS (emoji); i++)
    annotate (fixture, fixture->jin, HALL_EVENT_REACT, second, emoji[i]);
  g_assert_cmpint (gtk_widget_get_height (bar), >, one_line + one_line / 2);
  gtk_widget_set_direction (bar, GTK_TEXT_DIR_RTL);
  settle (fixture);
  chip = gtk_widget_get_first_child (bar);
  g_assert_true (gtk_widget_compute_bounds (bar, bar, &of_bar));
  g_assert_true (gtk_widget_compute_bounds (chip, bar, &bounds));
  g_assert_cmpfloat (bounds.origin.x, >, of_bar.size.width / 2);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/talk-recycled/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("flash", test_flash);
  ADD ("original", test_original);
  ADD ("blocked", test_blocked);
  ADD ("private", test_private);
  ADD ("accents", test_accents);
  ADD ("marks", test_marks);
  ADD ("selection", test_selection);
  ADD ("code", test_code);
  ADD ("sentence", test_sentence);
  ADD ("links", test_links);
  ADD ("names", test_names);
  ADD ("reactions", test_reactions);
#undef ADD
  return g_test_run ();
}
