/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-talk.c: the pages of screens.c that are about what can be said and done with messages:
 * lively, message-menu (then press Menu), pinned, forward, long, message-details, reply, edit,
 * completion, emoji-completion, commands, emoji-picker.
 */

#define G_LOG_DOMAIN "screens-talk"

#include "config.h"

#include <string.h>

#include "hall-composer-text.h"
#include "hall-composer.h"
#include "hall-forward-dialog.h"
#include "hall-message-details.h"
#include "hall-message-row.h"
#include "hall-pinned-bar.h"
#include "hall-reaction-chip.h"

#include "fake-session-private.h"
#include "fake-session-rights.h"
#include "screens-talk.h"
#include "screens-stay.h"

#define SECOND 1000LL

static const char *const composer_pages[] = {
  "reply", "edit", "completion", "emoji-completion", "commands", "emoji-picker", NULL,
};

typedef struct
{
  HallSession *session;
  HallRoom *room;
  HallWindow *window;
  HallPerson *own, *mina, *jin, *sora;
  HallMessage *said; /* by oneself */
  gint64 time;
  gboolean korean;
} Talk;

static HallPerson *
get_person (HallSession *session,
            guint        position)
{
  GListModel *people = hall_directory_get_people (hall_session_get_directory (session));
  g_autoptr (HallPerson) person = g_list_model_get_item (people, position);

  return person;
}

static const char *
word (Talk       *talk,
      const char *english,
      const char *korean)
{
  return talk->korean ? korean : english;
}

static HallMessage *
say (Talk       *talk,
     HallPerson *author,
     const char *english,
     const char *korean)
{
  talk->time += 20 * SECOND;
  return fake_session_say (talk->session, talk->room, author, word (talk, english, korean),
                           talk->time, TRUE);
}

static HallMessage *
answer (Talk        *talk,
        HallPerson  *author,
        HallMessage *original,
        const char  *english,
        const char  *korean)
{
  HallEventBody body;

  talk->time += 20 * SECOND;
  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = word (talk, english, korean);
  return fake_session_reply_to (talk->session, talk->room, author, &body, original, talk->time);
}

static void
react (Talk        *talk,
       HallMessage *message,
       HallPerson  *person,
       const char  *emoji)
{
  fake_session_react (talk->session, talk->room, person, message, emoji, talk->time++);
}

static void
edit (Talk        *talk,
      HallMessage *message,
      const char  *text)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_EDIT);
  body.target = hall_message_get_id (message);
  body.text = text;
  fake_session_annotate (talk->session, talk->room, hall_message_get_author (message), &body,
                         talk->time++);
}

static void
pin (Talk        *talk,
     HallMessage *message,
     GPtrArray   *pinned)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_PIN);
  body.target = hall_message_get_id (message);
  fake_session_annotate (talk->session, talk->room, hall_room_get_creator (talk->room), &body,
                         talk->time++);
  g_ptr_array_add (pinned, message);
}

static void
come_and_go (Talk *talk)
{
  for (guint i = 0; i < 5; i++)
    {
      HallEventBody body;
      HallPerson *person = get_person (talk->session, i % 4);

      hall_event_body_init (&body, HALL_EVENT_BAN);
      talk->time += SECOND;
      hall_timeline_add_notice (hall_room_get_timeline (talk->room), HALL_MESSAGE_HOST_CHANGED,
                                person, talk->time);
    }
}

/* What names somebody, what somebody does, and what many said about it. */
static void
show_marks (Talk *talk)
{
  HallEventBody body;
  HallMessage *message;
  g_autofree char *text = g_strconcat ("@", hall_person_get_name (talk->own),
                                       word (talk, ", is the tag there?", ", 태그 붙였나요?"), NULL);

  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = text;
  body.mentions = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_mention_free);
  g_ptr_array_add (body.mentions, hall_mention_new (hall_person_get_id (talk->own),
                                                    hall_person_get_name (talk->own)));
  talk->time += 20 * SECOND;
  fake_session_do (talk->session, talk->room, talk->jin, &body, talk->time);
  g_ptr_array_unref (body.mentions);
  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = word (talk, "waves from the train", "기차에서 손을 흔듭니다");
  body.action = TRUE;
  talk->time += 20 * SECOND;
  fake_session_do (talk->session, talk->room, talk->sora, &body, talk->time);
  message = say (talk, talk->mina, "🎉🎉", "🎉🎉");
  react (talk, message, talk->own, "❤️");
  react (talk, message, talk->jin, "❤️");
  react (talk, message, talk->sora, "👍");
}

static void
fill (Talk *talk)
{
  g_autoptr (GPtrArray) pinned = g_ptr_array_new ();
  HallMessage *green, *message;

  green = say (talk, talk->mina,
               "The build is *green* again, see https://ci.example.org/build/4711",
               "빌드가 다시 *초록색* 입니다: https://ci.example.org/build/4711");
  react (talk, green, talk->jin, "👍");
  react (talk, green, talk->own, "👍");
  react (talk, green, talk->sora, "🚀");
  pin (talk, green, pinned);
  message = answer (talk, talk->jin, green, "Great. I'll _tag_ it.", "좋아요. 태그를 붙일게요.");
  edit (talk, message, word (talk, "Great. I'll _tag_ it tonight.",
                             "좋아요. 오늘 밤에 태그를 붙일게요."));
  message = say (talk, talk->jin,
                 "Like this:\n```\ngit tag --sign v1.2\ngit push origin v1.2\n```\n"
                 "and then `make dist`.",
                 "이렇게요:\n```\ngit tag --sign v1.2\ngit push origin v1.2\n```\n"
                 "그다음 `make dist`.");
  pin (talk, message, pinned);
  talk->said = say (talk, talk->own, "> and then `make dist`\nThat needs the new key.",
                    "> 그다음 `make dist`\n새 열쇠가 필요해요.");
  answer (talk, talk->sora, NULL, "I have ~one~ two questions", "질문이 ~하나~ 둘 있어요");
  come_and_go (talk);
  show_marks (talk);
  hall_room_set_pinned (talk->room, pinned);
}

static GtkWidget *
find (GtkWidget  *root,
      GType       type,
      const char *text)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && gtk_widget_get_mapped (root) &&
      (text == NULL || (HALL_IS_MESSAGE_ROW (root) &&
                        hall_message_row_get_item (HALL_MESSAGE_ROW (root)) != NULL &&
                        strstr (hall_message_get_text (
                                  hall_message_row_get_item (HALL_MESSAGE_ROW (root))),
                                text) != NULL)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What one is about to write. */
static void
show_composer (Talk        *talk,
               const char  *page,
               HallMessage *message)
{
  GtkWidget *composer = find (GTK_WIDGET (talk->window), HALL_TYPE_COMPOSER, NULL);
  GtkWidget *text = find (composer, HALL_TYPE_COMPOSER_TEXT, NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));

  hall_composer_focus (HALL_COMPOSER (composer));
  if (g_str_equal (page, "reply"))
    hall_composer_reply (HALL_COMPOSER (composer), message);
  else if (g_str_equal (page, "edit"))
    hall_composer_edit (HALL_COMPOSER (composer), talk->said);
  else if (g_str_equal (page, "completion"))
    gtk_text_buffer_insert_at_cursor (buffer, "@", -1);
  else if (g_str_equal (page, "emoji-completion"))
    gtk_text_buffer_insert_at_cursor (buffer, ":smi", -1);
  else if (g_str_equal (page, "commands"))
    gtk_text_buffer_insert_at_cursor (buffer, "/", -1);
  else if (g_str_equal (page, "emoji-picker"))
    gtk_menu_button_popup (GTK_MENU_BUTTON (find (composer, GTK_TYPE_MENU_BUTTON, NULL)));
}

static gboolean
on_ready (gpointer user_data)
{
  g_autofree Talk *talk = user_data;
  const char *page = g_object_get_data (G_OBJECT (talk->window), "page");
  GtkWidget *window = GTK_WIDGET (talk->window);
  GtkWidget *row = find (window, HALL_TYPE_MESSAGE_ROW, "make dist");
  GListModel *pinned = hall_room_get_pinned (talk->room);
  g_autoptr (HallMessage) message = g_list_model_get_item (pinned, 0);

  if (g_str_equal (page, "pinned"))
    gtk_menu_button_popup (GTK_MENU_BUTTON (
      gtk_widget_get_first_child (find (window, HALL_TYPE_PINNED_BAR, NULL))));
  else if (g_str_equal (page, "forward"))
    gtk_window_present (GTK_WINDOW (hall_forward_dialog_new (talk->session, message,
                                                             GTK_WINDOW (talk->window))));
  else if (g_str_equal (page, "message-details"))
    gtk_window_present (GTK_WINDOW (hall_message_details_new (talk->room, message,
                                                              GTK_WINDOW (talk->window))));
  else if (g_strv_contains (composer_pages, page))
    show_composer (talk, page, message);
  else if (row != NULL)
    gtk_widget_grab_focus (gtk_widget_get_parent (row));
  return G_SOURCE_REMOVE;
}

void
screens_show_talk (HallSession *session,
                   HallRoom    *room,
                   HallWindow  *window,
                   const char  *page,
                   gboolean     korean)
{
  static const char *const pages[] = {
    "lively", "message-menu", "pinned", "forward", "long", "message-details", "reply", "edit",
    "completion", "emoji-completion", "commands", "emoji-picker", NULL,
  };
  Talk *talk;

  if (!g_strv_contains (pages, page))
    return;
  talk = g_new0 (Talk, 1);
  talk->session = session;
  talk->room = room;
  talk->window = window;
  talk->korean = korean;
  talk->own = hall_session_get_self (session);
  talk->mina = get_person (session, 0);
  talk->jin = get_person (session, 1);
  talk->sora = get_person (session, 2);
  talk->time = g_get_real_time () / 1000 - 600 * SECOND;
  hall_window_open_room (window, room);
  hall_room_set_rights (room, TRUE, FALSE);
  fill (talk);
  if (g_str_equal (page, "long"))
    {
      g_autoptr (GString) text = g_string_new ("Everything:");

      for (guint i = 0; i < 60; i++)
        g_string_append_printf (text, "\n%u. see https://example.org/%u", i, i);
      say (talk, talk->jin, text->str, text->str);
    }
  g_object_set_data (G_OBJECT (window), "page", (gpointer) page);
  screens_later (600, on_ready, talk);
}
