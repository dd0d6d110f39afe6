/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-rights-entry.c: locked rooms and the way into them, and invitations.
 */

#define G_LOG_DOMAIN "test-rights-entry"

#include "config.h"

#include "hall-create-room-dialog.h"
#include "hall-invite-dialog.h"
#include "hall-passphrase-dialog.h"
#include "hall-phrase-row.h"

#include "fake-session-rights.h"
#include "rights-fixture.h"
#include "ui-test.h"

static void
on_created (HallRoom **created,
            HallRoom  *room)
{
  g_set_object (created, room);
}

static gboolean
is_set (gpointer data)
{
  return *(gpointer *) data != NULL;
}

/* What is chosen becomes the draft, and what others see of it is said before. */
static void
test_create (RightsFixture *fixture,
             gconstpointer  data)
{
  GtkWidget *dialog = hall_create_room_dialog_new (fixture->session, NULL);
  g_autoptr (HallRoom) created = NULL;
  GtkWidget *phrase, *lock;

  g_signal_connect_swapped (dialog, "created", G_CALLBACK (on_created), &created);
  ui_test_wait_active (GTK_WINDOW (dialog));
  g_assert_true (rights_shows (dialog, "Anyone on this network can see this room’s name and "
                                       "topic, and can join it."));
  g_assert_null (ui_test_find (dialog, HALL_TYPE_PHRASE_ROW));
  ui_test_type ("ops");
  lock = ui_test_find (dialog, ADW_TYPE_COMBO_ROW);
  adw_combo_row_set_selected (ADW_COMBO_ROW (lock), HALL_LOCK_PASSPHRASE);
  g_assert_true (rights_shows (dialog, "Anyone on this network can see this room’s name and "
                                       "topic. Only people who know the passphrase can join "
                                       "it."));
  phrase = ui_test_find (dialog, HALL_TYPE_PHRASE_ROW);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (phrase)), ==,
                   "quiet river seven lamp orbit maple");
  gtk_editable_set_text (GTK_EDITABLE (phrase), " ");
  rights_click (dialog, "C_reate");
  g_assert_true (rights_shows (dialog, "Enter a passphrase, or take the suggested one."));
  gtk_editable_set_text (GTK_EDITABLE (phrase), "open sesame");
  rights_click (dialog, "C_reate");
  ui_test_wait (is_set, &created);
  g_assert_cmpint (hall_room_get_lock (created), ==, HALL_LOCK_PASSPHRASE);

  /* And that phrase is the right one. */
  hall_room_clear_members (created);
  hall_room_set_membership (created, HALL_MEMBERSHIP_NONE);
  hall_session_unlock_room_async (fixture->session, created, "open sesame", FALSE, NULL, NULL,
                                  NULL);
  ui_test_wait_idle ();
  g_assert_cmpint (hall_room_get_membership (created), ==, HALL_MEMBERSHIP_LIVE);
}

static void
test_create_invited (RightsFixture *fixture,
                     gconstpointer  data)
{
  GtkWidget *dialog = hall_create_room_dialog_new (fixture->session, NULL);
  g_autoptr (HallRoom) created = NULL;

  g_signal_connect_swapped (dialog, "created", G_CALLBACK (on_created), &created);
  ui_test_wait_active (GTK_WINDOW (dialog));
  ui_test_type ("ops");
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_test_find (dialog, ADW_TYPE_COMBO_ROW)),
                              HALL_LOCK_INVITED);
  g_assert_true (rights_shows (dialog, "Only moderators invite"));
  gtk_switch_set_active (GTK_SWITCH (ui_test_find (dialog, GTK_TYPE_SWITCH)), TRUE);
  rights_click (dialog, "C_reate");
  ui_test_wait (is_set, &created);
  g_assert_cmpint (hall_room_get_lock (created), ==, HALL_LOCK_INVITED);
  g_assert_true (hall_room_get_moderators_invite (created));
  g_assert_false (hall_room_get_only_since_joining (created));
}

/* What newcomers see is chosen when the room is made, and told to who is about to join. */
static void
test_history (RightsFixture *fixture,
              gconstpointer  data)
{
  static const char told[] = "Newcomers see what is said from when they join.";

  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *dialog = hall_create_room_dialog_new (fixture->session, NULL);
      GObject *history = gtk_widget_get_template_child (dialog, HALL_TYPE_CREATE_ROOM_DIALOG,
                                                        "history");
      g_autoptr (HallRoom) created = NULL;

      g_signal_connect_swapped (dialog, "created", G_CALLBACK (on_created), &created);
      gtk_window_present (GTK_WINDOW (dialog));
      gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_template_child (
                                 dialog, HALL_TYPE_CREATE_ROOM_DIALOG, "name")), "ops");
      g_assert_true (gtk_switch_get_active (GTK_SWITCH (history)));
      gtk_switch_set_active (GTK_SWITCH (history), i == 0);
      rights_click (dialog, "C_reate");
      ui_test_wait (is_set, &created);
      g_assert_cmpint (hall_room_get_only_since_joining (created), ==, i != 0);
    }

  hall_window_open_room (fixture->window, fixture->room);
  g_assert_false (rights_shows (fixture->window, told));
  hall_room_set_only_since_joining (fixture->room, TRUE);
  g_assert_true (rights_shows (fixture->window, told));
}

static gboolean
is_live (gpointer data)
{
  return hall_room_get_membership (data) == HALL_MEMBERSHIP_LIVE;
}

/* A wrong phrase stays, selected, with what the session says; a right one joins. */
static void
test_unlock (RightsFixture *fixture,
             gconstpointer  data)
{
  GtkWindow *dialog;
  GtkEditable *entry;
  int start, end;

  fake_session_lock_room (fixture->session, fixture->room, HALL_LOCK_PASSPHRASE, "open sesame");
  rights_join (fixture);
  dialog = rights_wait_dialog (HALL_TYPE_PASSPHRASE_DIALOG);
  g_assert_true (rights_shows (fixture->window, "This room has a passphrase."));
  g_assert_cmpuint (fake_session_count_joins (fixture->session), ==, 0);
  ui_test_type ("sesame");
  ui_test_press ("Return");
  while (!rights_shows (dialog, "The passphrase is wrong. 4 tries are left."))
    g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  entry = GTK_EDITABLE (ui_test_find (GTK_WIDGET (dialog), ADW_TYPE_PASSWORD_ENTRY_ROW));
  g_assert_true (gtk_editable_get_selection_bounds (entry, &start, &end));
  g_assert_cmpint (end - start, ==, 6);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (ui_test_find (GTK_WIDGET (dialog),
                                                               GTK_TYPE_CHECK_BUTTON)), TRUE);
  ui_test_type ("open sesame");
  ui_test_press ("Return");
  ui_test_wait (is_live, fixture->room);
  rights_wait_no_dialog (HALL_TYPE_PASSPHRASE_DIALOG);
  g_assert_cmpstr (fake_session_get_kept (fixture->session, fixture->room), ==, "open sesame");
}

/* What the keyring has stands there already. */
static void
test_keyring (RightsFixture *fixture,
              gconstpointer  data)
{
  fake_session_lock_room (fixture->session, fixture->room, HALL_LOCK_PASSPHRASE, "open sesame");
  fake_session_keep_passphrase (fixture->session, fixture->room, "open sesame");
  rights_join (fixture);
  rights_wait_dialog (HALL_TYPE_PASSPHRASE_DIALOG);
  ui_test_press ("Return");
  ui_test_wait (is_live, fixture->room);
  rights_wait_no_dialog (HALL_TYPE_PASSPHRASE_DIALOG);
}

/* Who is not invited learns whom to ask. */
static void
test_not_invited (RightsFixture *fixture,
                  gconstpointer  data)
{
  fake_session_lock_room (fixture->session, fixture->room, HALL_LOCK_INVITED, NULL);
  hall_window_open_room (fixture->window, fixture->room);
  g_assert_true (rights_shows (fixture->window, "Only invited people can join this room. Ask "
                                                "Mina, who created it, for an invitation."));
  hall_room_set_closed (fixture->room, TRUE);
  g_assert_true (rights_shows (fixture->window, "This room is closed to newcomers."));
}

/* Lists who is not in, finds, and invites all that were chosen. */
static void
test_invite (RightsFixture *fixture,
             gconstpointer  data)
{
  HallPerson *sora = fake_session_add_person (fixture->session, "Sora", HALL_PRESENCE_AVAILABLE);
  GtkWindow *dialog;
  GtkWidget *button;

  rights_enter (fixture);
  g_assert_true (hall_invite_dialog_is_allowed (fixture->room));
  dialog = GTK_WINDOW (hall_invite_dialog_new (fixture->session, fixture->room, NULL));
  ui_test_wait_active (dialog);
  g_assert_true (rights_shows (dialog, "Tae"));
  g_assert_true (rights_shows (dialog, "Sora"));
  g_assert_false (rights_shows (dialog, "Mina"));
  hall_room_add_member (fixture->room, sora);
  g_assert_false (rights_shows (dialog, "Sora"));
  hall_room_remove_member (fixture->room, sora);

  ui_test_type ("ta");
  while (rights_shows (dialog, "Sora"))
    g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  ui_test_press ("Return");
  button = GTK_WIDGET (rights_find_button (GTK_WIDGET (dialog), "_Invite"));
  while (!gtk_widget_get_sensitive (button))
    ui_test_wait_frames (GTK_WIDGET (dialog), 1);
  rights_click (dialog, "_Invite");
  g_assert_cmpstr (fake_session_get_deed (fixture->session), ==, "invite Tae");
  g_assert_cmpuint (fake_session_count_deeds (fixture->session), ==, 1);

  hall_room_set_moderators_invite (fixture->room, TRUE);
  g_assert_false (hall_invite_dialog_is_allowed (fixture->room));
}

static gboolean
offers (gpointer data)
{
  return ui_test_shows (data, "Tae is not in this room and does not see this.");
}

/* Who is spoken to and not there can be invited; who is there, or not to be invited, not. */
static void
test_offer (RightsFixture *fixture,
            gconstpointer  data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  rights_enter (fixture);
  ui_test_type ("@Mina hello");
  ui_test_press ("Return");
  ui_test_type ("@Taegu is far");
  ui_test_press ("Return");
  ui_test_type ("@tae, come");
  ui_test_press ("Return");
  ui_test_wait (offers, window);
  g_assert_cmpuint (fake_session_count_sent (fixture->session), ==, 3);
  rights_click (window, "Invite");
  g_assert_cmpstr (fake_session_get_deed (fixture->session), ==, "invite Tae");
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/rights-entry/" name, RightsFixture, NULL, rights_set_up, function, \
              rights_tear_down)
  ADD ("create", test_create);
  ADD ("create-invited", test_create_invited);
  ADD ("history", test_history);
  ADD ("unlock", test_unlock);
  ADD ("keyring", test_keyring);
  ADD ("not-invited", test_not_invited);
  ADD ("invite", test_invite);
  ADD ("offer", test_offer);
#undef ADD
  return g_test_run ();
}
