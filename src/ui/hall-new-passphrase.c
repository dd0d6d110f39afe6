/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-new-passphrase.c: setting another passphrase of a room, and banning, which offers that.
 *
 * A ban is about a key. In a room that is open, or whose passphrase the banned person knows, that
 * person could come back as somebody new: the dialog says so, and offers what helps. Computing what
 * follows from a passphrase takes a while; when it fails a dialog tells, wherever one is by then.
 */

#define G_LOG_DOMAIN "hall-new-passphrase"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-deed.h"
#include "hall-phrase-row.h"

#include "hall-new-passphrase.h"

/* What a dialog's answer needs to know; it goes with the dialog. */
typedef struct
{
  HallSession *session;
  HallRoom *room;
  HallPerson *person;   /* (nullable): who is to be banned */
  GWeakRef near;
  GtkCheckButton *change; /* (nullable): whether to set the passphrase; without it, yes */
  HallPhraseRow *phrase;  /* (nullable) */
} Deed;

static void
free_deed (gpointer data)
{
  Deed *deed = data;

  g_object_unref (deed->session);
  g_object_unref (deed->room);
  g_clear_object (&deed->person);
  g_weak_ref_clear (&deed->near);
  g_free (deed);
}

static void
set_passphrase_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GWeakRef *near = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (near);
  g_autoptr (GError) error = NULL;

  g_weak_ref_clear (near);
  g_free (near);
  if (!hall_session_set_passphrase_finish (HALL_SESSION (source), result, &error))
    hall_deed_tell (widget, error);
}

static void
set_passphrase (Deed *deed)
{
  g_autofree char *phrase = hall_phrase_row_get_phrase (deed->phrase);
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&deed->near);
  GWeakRef *near;

  if (*phrase == '\0')
    return;
  near = g_new0 (GWeakRef, 1);
  g_weak_ref_init (near, widget);
  hall_session_set_passphrase_async (deed->session, deed->room, phrase, NULL, set_passphrase_cb,
                                     near);
}

static void
on_response (AdwMessageDialog *dialog,
             const char       *response,
             Deed             *deed)
{
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&deed->near);
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "accept"))
    return;
  if (deed->person != NULL &&
      !hall_session_ban (deed->session, deed->room, deed->person, TRUE, &error))
    {
      hall_deed_tell (widget, error);
      return;
    }
  /* After the ban: whoever is banned gets nothing more, and so never the new one. */
  if (deed->phrase != NULL &&
      (deed->change == NULL || gtk_check_button_get_active (deed->change)))
    set_passphrase (deed);
}

/* Not without something in it. */
static void
update_accept (AdwMessageDialog *dialog)
{
  Deed *deed = g_object_get_data (G_OBJECT (dialog), "deed");
  g_autofree char *phrase = hall_phrase_row_get_phrase (deed->phrase);
  gboolean wanted = deed->change == NULL || gtk_check_button_get_active (deed->change);

  adw_message_dialog_set_response_enabled (dialog, "accept", !wanted || *phrase != '\0');
}

static Deed *
attach_deed (AdwMessageDialog *dialog,
             HallSession      *session,
             HallRoom         *room,
             HallPerson       *person,
             GtkWidget        *near)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->session = g_object_ref (session);
  deed->room = g_object_ref (room);
  deed->person = person != NULL ? g_object_ref (person) : NULL;
  g_weak_ref_init (&deed->near, near);
  g_object_set_data_full (G_OBJECT (dialog), "deed", deed, free_deed);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), deed);
  return deed;
}

/* (transfer floating): the entry, and what is to be known about it */
static GtkWidget *
create_phrase (Deed             *deed,
               AdwMessageDialog *dialog)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *hint = gtk_label_new (_("Tell it to those who are to come in: it is not shown again. "
                                     "Those who are in the room stay in."));

  deed->phrase = g_object_new (HALL_TYPE_PHRASE_ROW, NULL);
  hall_phrase_row_set_session (deed->phrase, deed->session);
  hall_phrase_row_ensure (deed->phrase);
  g_signal_connect_object (deed->phrase, "changed", G_CALLBACK (update_accept), dialog,
                           G_CONNECT_SWAPPED);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (deed->phrase));
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (hint), 0.0);
  gtk_widget_set_css_classes (hint, (const char *[]) { "dim-label", "caption", NULL });
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), hint);
  return box;
}

/**
 * hall_new_passphrase_dialog_new:
 * @session: who sets it
 * @room: a room that one moderates
 * @near: a widget of the window below
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWidget *
hall_new_passphrase_dialog_new (HallSession *session,
                                HallRoom    *room,
                                GtkWidget   *near)
{
  AdwMessageDialog *dialog;
  Deed *deed;

  g_return_val_if_fail (HALL_IS_SESSION (session), NULL);
  g_return_val_if_fail (HALL_IS_ROOM (room), NULL);

  dialog = hall_deed_ask (near, _("New Passphrase"),
                          _("Whoever joins from now on needs it. The old one is of no use any "
                            "more."), _("_Set"), FALSE);
  deed = attach_deed (dialog, session, room, NULL, near);
  adw_message_dialog_set_extra_child (dialog, create_phrase (deed, dialog));
  return GTK_WIDGET (dialog);
}

/* (transfer full): plain text */
static char *
describe_ban (HallLock    lock,
              const char *name)
{
  switch (lock)
    {
    case HALL_LOCK_PASSPHRASE:
      return g_strdup_printf (_("%s is removed, gets nothing more of what is said here, and cannot "
                                "come back under any name. But whoever knows the passphrase could "
                                "come back with a new identity, as a new person."), name);
    case HALL_LOCK_INVITED:
      return g_strdup_printf (_("%s is removed, gets nothing more of what is said here, and cannot "
                                "come back under any name. With a new identity the same person "
                                "would have to be invited anew."), name);
    case HALL_LOCK_OPEN:
    default:
      return g_strdup_printf (_("%s is removed, gets nothing more of what is said here, and cannot "
                                "come back under any name. But this room is open to everyone here: "
                                "with a new identity the same person could join again, as a new "
                                "one. A passphrase keeps such a person out."), name);
    }
}

static void
add_offer (AdwMessageDialog *dialog,
           Deed             *deed)
{
  gboolean locked = hall_room_get_lock (deed->room) == HALL_LOCK_PASSPHRASE;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *phrase = create_phrase (deed, dialog);
  /* Unlike a check button's own label it wraps. */
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "use-underline", TRUE, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, "natural-wrap-mode",
                                   GTK_NATURAL_WRAP_NONE, "xalign", 0.0, "label",
                                   locked ? _("_Set a new passphrase")
                                          : _("_Lock this room with a passphrase"), NULL);
  GtkWidget *change = g_object_new (GTK_TYPE_CHECK_BUTTON, "child", label, NULL);

  gtk_label_set_mnemonic_widget (GTK_LABEL (label), change);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (change), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
  deed->change = GTK_CHECK_BUTTON (change);
  gtk_box_append (GTK_BOX (box), change);
  gtk_box_append (GTK_BOX (box), phrase);
  g_object_bind_property (change, "active", phrase, "visible", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (change, "toggled", G_CALLBACK (update_accept), dialog,
                           G_CONNECT_SWAPPED);
  /* What the person knows must not help it any more. */
  gtk_check_button_set_active (deed->change, locked);
  adw_message_dialog_set_extra_child (dialog, box);
}

/**
 * hall_ban_dialog_new:
 * @session: who bans
 * @room: a room that one moderates
 * @person: who is to be banned
 * @near: a widget of the window below
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWidget *
hall_ban_dialog_new (HallSession *session,
                     HallRoom    *room,
                     HallPerson  *person,
                     GtkWidget   *near)
{
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  AdwMessageDialog *dialog;
  Deed *deed;

  g_return_val_if_fail (HALL_IS_SESSION (session), NULL);
  g_return_val_if_fail (HALL_IS_ROOM (room), NULL);
  g_return_val_if_fail (HALL_IS_PERSON (person), NULL);

  /* Translators: %s is a person. */
  heading = g_strdup_printf (_("Ban %s?"), hall_person_get_name (person));
  body = describe_ban (hall_room_get_lock (room), hall_person_get_name (person));
  dialog = hall_deed_ask (near, heading, body, _("_Ban"), TRUE);
  deed = attach_deed (dialog, session, room, person, near);
  if (hall_room_get_lock (room) != HALL_LOCK_INVITED)
    add_offer (dialog, deed);
  return GTK_WIDGET (dialog);
}
