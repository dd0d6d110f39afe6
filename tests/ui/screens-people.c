/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-people.c: the pages of screens.c that are about people: their page, the red warning, the
 * dialogs about oneself.
 */

#define G_LOG_DOMAIN "screens-people"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-identity-dialog.h"
#include "hall-identity-warning.h"
#include "hall-main-view.h"
#include "hall-profile-dialog.h"

#include "hall-picture.h"

#include "fake-session-people.h"
#include "screens-people.h"

#define MINUTE (60 * 1000LL)

/* In the order in which sample.c and then screens_add_people () make them. */
typedef enum
{
  MINA,
  JIN,
  SORA,
  TAE,
  BARTHOLOMEW,
  OTHER_MINA,
  VERIFIED,
  TWIN,
  OTHER_TWIN,
  BLOCKED,
} SamplePerson;

static HallPerson *
get (HallSession  *session,
     SamplePerson  which)
{
  g_autoptr (HallPerson) person =
    g_list_model_get_item (hall_directory_get_people (hall_session_get_directory (session)), which);

  return person;
}

/* A face, of sorts. */
static GBytes *
draw_picture (guint8 red,
              guint8 green,
              guint8 blue)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 256, 256);
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);
  int stride = gdk_pixbuf_get_rowstride (pixbuf);

  for (int y = 0; y < 256; y++)
    for (int x = 0; x < 256; x++)
      {
        guint8 *pixel = pixels + y * stride + x * 3;
        int dx = x - 128, dy = y - 104, shoulder = y - 290;
        gboolean head = dx * dx + dy * dy < 52 * 52;
        gboolean body = dx * dx + shoulder * shoulder < 120 * 120;

        pixel[0] = head ? 245 : body ? red / 2 : red - y / 4;
        pixel[1] = head ? 215 : body ? green / 2 : green - y / 4;
        pixel[2] = head ? 190 : body ? blue / 2 : blue - y / 4;
      }
  return hall_picture_encode (pixbuf, NULL);
}

static void
set_picture (HallPerson *person,
             GBytes     *jpeg)
{
  hall_person_set_picture (person, jpeg);
  g_bytes_unref (jpeg);
}

static HallRoom *
find_room (HallSession *session)
{
  g_autoptr (HallRoom) room =
    g_list_model_get_item (hall_directory_get_rooms (hall_session_get_directory (session)), 0);

  return room;
}

void
screens_add_people (HallSession *session,
                    gboolean     korean)
{
  HallPerson *mina = get (session, MINA), *jin = get (session, JIN), *sora = get (session, SORA);
  gint64 now = g_get_real_time () / 1000;
  HallPerson *person;

  hall_person_set_trust (mina, HALL_TRUST_CONTACT);
  hall_person_set_first_seen (mina, now - 90 * 24 * 60 * MINUTE);
  hall_person_add_address (mina, "10.77.0.2");
  set_picture (mina, draw_picture (120, 170, 220));
  person = fake_session_add_person (session, korean ? "김미나" : "Mina Kim",
                                    HALL_PRESENCE_AVAILABLE);
  hall_person_set_first_seen (person, now - 3 * MINUTE);
  hall_person_add_address (person, "10.77.0.66");
  hall_person_set_tagged (person, TRUE);
  hall_person_set_resembles (person, mina);
  person = fake_session_add_person (session, korean ? "정하늘" : "Haneul Jung",
                                    HALL_PRESENCE_AVAILABLE);
  hall_person_set_trust (person, HALL_TRUST_VERIFIED);
  hall_person_set_first_seen (person, now - 400 * 24 * 60 * MINUTE);
  hall_person_add_address (person, "10.77.0.9");
  hall_person_add_address (person, "192.168.40.17");
  hall_person_set_status_text (person, korean ? "배포 준비 중" : "Preparing the release");
  set_picture (person, draw_picture (240, 180, 120));
  hall_room_add_member (find_room (session), person);
  for (guint i = 0; i < 2; i++)
    {
      person = fake_session_add_person (session, korean ? "이준호" : "Kim Lee",
                                        i == 0 ? HALL_PRESENCE_AVAILABLE : HALL_PRESENCE_AWAY);
      hall_person_set_tagged (person, TRUE);
    }
  person = fake_session_add_person (session, korean ? "광고" : "Free Toner!",
                                    HALL_PRESENCE_AVAILABLE);
  hall_person_set_blocked (person, TRUE);

  fake_session_whisper (session, mina, mina, korean ? "점심 먹었어요?" : "Have you had lunch?",
                        now - 50 * MINUTE, TRUE);
  fake_session_whisper (session, mina, hall_session_get_self (session),
                        korean ? "아직요. 같이 갈까요?" : "Not yet. Shall we go together?",
                        now - 48 * MINUTE, TRUE);
  hall_room_set_unread (hall_person_get_conversation (mina), 0);
  fake_session_whisper (session, jin, jin,
                        korean ? "하나 씨, 잠깐 시간 있어요?" : "Do you have a minute?",
                        now - 6 * MINUTE, TRUE);
  fake_session_whisper (session, jin, jin,
                        korean ? "목록이 다시 깜빡이는 것 같아요" : "The list flickers again, I think",
                        now - 5 * MINUTE, TRUE);
  hall_room_set_typing (hall_session_get_direct (session, sora), sora, TRUE);
  fake_session_whisper (session, get (session, TAE), get (session, TAE),
                        korean ? "내일 봐요" : "See you tomorrow", now - 900 * MINUTE, TRUE);
  hall_room_set_unread (hall_person_get_conversation (get (session, TAE)), 0);
  set_picture (hall_session_get_self (session), draw_picture (170, 210, 150));
}

static GtkWidget *
find (GtkWidget *root,
      GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
click (GtkWidget  *root,
       const char *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_BUTTON (child) &&
          g_strcmp0 (gtk_button_get_label (GTK_BUTTON (child)), label) == 0)
        g_signal_emit_by_name (child, "clicked");
      else
        click (child, label);
    }
}

static void
show_dialog (HallSession *session,
             GtkWindow   *window,
             const char  *page)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/tmp/hallway.identity");
  GtkWidget *dialog = NULL;

  if (g_str_equal (page, "profile"))
    dialog = hall_profile_dialog_new (session, window);
  else if (g_str_equal (page, "export") || g_str_equal (page, "import"))
    dialog = hall_identity_dialog_new (session, window, file, g_str_equal (page, "import"));
  else if (g_str_equal (page, "copied"))
    dialog = hall_identity_warning_ask_copied (session, window);
  else if (g_str_equal (page, "elsewhere"))
    dialog = hall_identity_warning_ask_elsewhere (session, window);
  if (dialog != NULL)
    gtk_window_present (GTK_WINDOW (dialog));
}

void
screens_show_people (HallSession *session,
                     HallWindow  *window,
                     const char  *page)
{
  GtkWidget *view = find (GTK_WIDGET (window), HALL_TYPE_MAIN_VIEW);
  HallPerson *mina = get (session, MINA);
  HallPerson *other = get (session, OTHER_MINA);

  if (g_str_equal (page, "person") || g_str_equal (page, "verify"))
    hall_main_view_show_person (HALL_MAIN_VIEW (view), get (session, VERIFIED),
                                g_str_equal (page, "verify"));
  else if (g_str_equal (page, "private"))
    hall_main_view_open (HALL_MAIN_VIEW (view), G_OBJECT (mina), TRUE);
  else if (g_str_equal (page, "warning"))
    hall_main_view_open (HALL_MAIN_VIEW (view), G_OBJECT (other), TRUE);
  else if (g_str_equal (page, "warned-page") || g_str_equal (page, "same"))
    hall_main_view_show_person (HALL_MAIN_VIEW (view), other, FALSE);
  else if (g_str_equal (page, "older"))
    {
      HallPerson *jin = get (session, JIN);

      hall_person_set_older_version (jin, TRUE);
      hall_main_view_show_person (HALL_MAIN_VIEW (view), jin, FALSE);
    }
  else if (g_str_equal (page, "status"))
    {
      gtk_menu_button_popup (GTK_MENU_BUTTON (find (GTK_WIDGET (window), GTK_TYPE_MENU_BUTTON)));
    }
  if (g_str_equal (page, "same"))
    click (view, _("_Same Person, New Computer…"));
  show_dialog (session, GTK_WINDOW (window), page);
}
