/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-window-people.c: the window's actions on people: write to them, look at them, verify, block,
 * invite; and those on oneself.
 *
 * Their targets are ids: a menu outlives what it was made for. Whoever is gone meanwhile is passed
 * over in silence.
 */

#define G_LOG_DOMAIN "hall-window-people"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-identity-dialog.h"
#include "hall-identity-warning.h"
#include "hall-profile-dialog.h"
#include "hall-session-people.h"
#include "hall-session-rights.h"

#include "hall-window-private.h"

static HallPerson *
look_up (HallWindow *self,
         GVariant   *parameter)
{
  return hall_directory_lookup_person (hall_session_get_directory (self->session),
                                       g_variant_get_string (parameter, NULL));
}

static void
on_message_person (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);
  HallPerson *person = look_up (self, parameter);

  if (person != NULL && self->main_view != NULL && !hall_person_get_is_self (person))
    hall_main_view_open (self->main_view, G_OBJECT (person), TRUE);
}

static void
on_show_person (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);
  HallPerson *person = look_up (self, parameter);

  if (person != NULL && self->main_view != NULL)
    hall_main_view_show_person (self->main_view, person,
                                g_str_equal (action, "win.verify-person"));
}

static void
on_block_person (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);
  HallPerson *person = look_up (self, parameter);
  gboolean blocked = g_str_equal (action, "win.block-person");
  g_autofree char *text = NULL;

  if (person == NULL || hall_person_get_blocked (person) == blocked)
    return;
  hall_session_set_blocked (self->session, person, blocked);
  text = g_strdup_printf (blocked ? _("%s is blocked") : _("%s is not blocked any more"),
                          hall_person_get_name (person));
  hall_window_show_toast (self, text);
}

static void
on_invite_person (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);
  HallDirectory *directory = hall_session_get_directory (self->session);
  const char *person_id, *room_id;
  HallPerson *person;
  HallRoom *room;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_variant_get (parameter, "(&s&s)", &room_id, &person_id);
  room = hall_directory_lookup_room (directory, room_id);
  person = hall_directory_lookup_person (directory, person_id);
  if (room == NULL || person == NULL)
    return;
  if (!hall_session_invite (self->session, room, person, &error))
    {
      hall_window_show_toast (self, error->message);
      return;
    }
  /* Translators: a person, then a room. */
  text = g_strdup_printf (_("%s is invited to “%s”"), hall_person_get_name (person),
                          hall_room_get_name (room));
  hall_window_show_toast (self, text);
}

static void
on_want_picture (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);
  HallPerson *person = look_up (self, parameter);

  if (person != NULL)
    hall_session_want_picture (self->session, person);
}

static void
on_copy_text (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          g_variant_get_string (parameter, NULL));
  hall_window_show_toast (HALL_WINDOW (widget), _("Copied"));
}

static void
on_profile (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);

  gtk_window_present (GTK_WINDOW (hall_profile_dialog_new (self->session, GTK_WINDOW (self))));
}

static void
on_identity (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);

  hall_identity_dialog_choose (self->session, GTK_WINDOW (self),
                               g_str_equal (action, "win.import-identity"));
}

static void
on_settle_identity (GtkWidget  *widget,
                    const char *action,
                    GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);

  gtk_window_present (GTK_WINDOW (hall_identity_warning_ask_elsewhere (self->session,
                                                                       GTK_WINDOW (self))));
}

/**
 * hall_window_install_people_actions:
 * @widget_class: of the window
 */
void
hall_window_install_people_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.message-person", "s", on_message_person);
  gtk_widget_class_install_action (widget_class, "win.show-person", "s", on_show_person);
  gtk_widget_class_install_action (widget_class, "win.verify-person", "s", on_show_person);
  gtk_widget_class_install_action (widget_class, "win.block-person", "s", on_block_person);
  gtk_widget_class_install_action (widget_class, "win.unblock-person", "s", on_block_person);
  gtk_widget_class_install_action (widget_class, "win.invite-person", "(ss)", on_invite_person);
  gtk_widget_class_install_action (widget_class, "win.want-picture", "s", on_want_picture);
  gtk_widget_class_install_action (widget_class, "win.copy-text", "s", on_copy_text);
  gtk_widget_class_install_action (widget_class, "win.profile", NULL, on_profile);
  gtk_widget_class_install_action (widget_class, "win.export-identity", NULL, on_identity);
  gtk_widget_class_install_action (widget_class, "win.import-identity", NULL, on_identity);
  gtk_widget_class_install_action (widget_class, "win.settle-identity", NULL, on_settle_identity);
}

/**
 * hall_window_show_person:
 * @self: the window
 * @person: whose page to show
 */
void
hall_window_show_person (HallWindow *self,
                         HallPerson *person)
{
  g_return_if_fail (HALL_IS_WINDOW (self));
  g_return_if_fail (HALL_IS_PERSON (person));

  if (self->main_view != NULL)
    hall_main_view_show_person (self->main_view, person, FALSE);
}
