/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-passphrase-dialog.c: asks for the passphrase of a room, and joins with it.
 *
 * What the keyring has is filled in. A wrong one is said below the entry, with what the session
 * says of the tries left or the time to wait; the dialog stays, and what was typed is selected. It
 * never keeps a passphrase: the session does, if that is wanted.
 *
 * GTK 4.8 tells assistive programs the text of every entry that can be edited, also when it is
 * shown as dots (AdwPasswordEntryRow, GtkPasswordEntry and GtkEntry alike, whatever the input
 * purpose); the only way out would be to hide the entry from those who need such programs. README
 * says so.
 */

#define G_LOG_DOMAIN "hall-passphrase-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-announce.h"
#include "hall-dialog-bar.h"
#include "hall-keep-words.h"
#include "hall-ui.h"
#include "hall-wrapping.h"

#include "hall-passphrase-dialog.h"

struct _HallPassphraseDialog
{
  AdwWindow parent_instance;

  HallSession *session;
  HallRoom *room;
  GCancellable *cancellable;
  gboolean joining;

  GtkLabel *heading;
  AdwPasswordEntryRow *entry;
  GtkCheckButton *remember;
  GtkLabel *problem;
  GtkSpinner *spinner;
  GtkWidget *accept;
};

G_DEFINE_FINAL_TYPE (HallPassphraseDialog, hall_passphrase_dialog, ADW_TYPE_WINDOW)

static void
set_problem (HallPassphraseDialog *self,
             const char           *problem)
{
  if (problem != NULL)
    {
      gtk_label_set_text (self->problem, problem);
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      hall_announce (GTK_WIDGET (self), problem);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
    }
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
set_joining (HallPassphraseDialog *self,
             gboolean              joining)
{
  gboolean empty = *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0';

  self->joining = joining;
  gtk_editable_set_editable (GTK_EDITABLE (self->entry), !joining);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), joining);
  gtk_spinner_set_spinning (self->spinner, joining);
  gtk_widget_set_sensitive (self->accept, !joining && !empty);
}

static void
on_changed (HallPassphraseDialog *self)
{
  set_problem (self, NULL);
  set_joining (self, self->joining);
}

static void
join_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallPassphraseDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRoom) room = hall_session_join_finish (HALL_SESSION (source), result, &error);

  if (self->session == NULL)
    return; /* closed meanwhile */
  set_joining (self, FALSE);
  if (room != NULL)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  set_problem (self, error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

static void
on_accepted (HallPassphraseDialog *self)
{
  const char *passphrase = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (self->joining || *passphrase == '\0')
    return;
  set_problem (self, NULL);
  set_joining (self, TRUE);
  hall_session_unlock_room_async (self->session, self->room, passphrase,
                                  gtk_check_button_get_active (self->remember),
                                  self->cancellable, join_cb, g_object_ref (self));
}

static void
lookup_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HallPassphraseDialog) self = user_data;
  g_autofree char *kept = hall_session_lookup_passphrase_finish (HALL_SESSION (source), result,
                                                                 NULL);

  /* Not over what was typed meanwhile. */
  if (self->session == NULL || kept == NULL ||
      *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), kept);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  gtk_check_button_set_active (self->remember, TRUE);
}

static void
update_heading (HallPassphraseDialog *self)
{
  /* Translators: %s is the name of a room. */
  g_autofree char *text = g_strdup_printf (_("“%s” has a passphrase"),
                                           hall_room_get_name (self->room));

  gtk_label_set_text (self->heading, text);
}

/* Joined by another way: from the sidebar, or because one was admitted. */
static void
on_membership_changed (HallPassphraseDialog *self)
{
  HallMembership membership = hall_room_get_membership (self->room);

  if (!self->joining &&
      (membership == HALL_MEMBERSHIP_LIVE || membership == HALL_MEMBERSHIP_HOSTING))
    gtk_window_close (GTK_WINDOW (self));
}

static void
hall_passphrase_dialog_dispose (GObject *object)
{
  HallPassphraseDialog *self = HALL_PASSPHRASE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->room);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_passphrase_dialog_parent_class)->dispose (object);
}

static void
hall_passphrase_dialog_class_init (HallPassphraseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_passphrase_dialog_dispose;

  g_type_ensure (HALL_TYPE_DIALOG_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-passphrase-dialog"));
  gtk_widget_class_bind_template_child (widget_class, HallPassphraseDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, HallPassphraseDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, HallPassphraseDialog, remember);
  gtk_widget_class_bind_template_child (widget_class, HallPassphraseDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, HallPassphraseDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, HallPassphraseDialog, accept);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_accepted);
}

static void
hall_passphrase_dialog_init (HallPassphraseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_keep_words (GTK_WIDGET (self));
  hall_wrap_title (GTK_WINDOW (self));
  self->cancellable = g_cancellable_new ();
  set_joining (self, FALSE);
}

/**
 * hall_passphrase_dialog_new:
 * @session: who joins
 * @room: a room with a passphrase
 * @parent: (nullable): the window below
 *
 * Returns: (transfer none): the dialog, to be presented; it goes when the room is joined
 */
GtkWidget *
hall_passphrase_dialog_new (HallSession *session,
                            HallRoom    *room,
                            GtkWindow   *parent)
{
  HallPassphraseDialog *self;

  g_return_val_if_fail (HALL_IS_SESSION (session), NULL);
  g_return_val_if_fail (HALL_IS_ROOM (room), NULL);

  self = g_object_new (HALL_TYPE_PASSPHRASE_DIALOG, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->room = g_object_ref (room);
  g_signal_connect_object (room, "notify::name", G_CALLBACK (update_heading), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (room, "notify::membership", G_CALLBACK (on_membership_changed), self,
                           G_CONNECT_SWAPPED);
  update_heading (self);
  hall_session_lookup_passphrase_async (session, room, self->cancellable, lookup_cb,
                                        g_object_ref (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return GTK_WIDGET (self);
}
