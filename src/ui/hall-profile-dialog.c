/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-profile-dialog.c: oneself: name, picture, key and identity.
 *
 * What is changed holds at once. Whether a name or a picture can be used is the session's word; it
 * is said where one is looking.
 */

#define G_LOG_DOMAIN "hall-profile-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-announce.h"
#include "hall-avatar.h"
#include "hall-identity-dialog.h"
#include "hall-keep-words.h"
#include "hall-picture.h"
#include "hall-qr.h"
#include "hall-ui.h"
#include "hall-wrapping.h"

#include "hall-profile-dialog.h"

struct _HallProfileDialog
{
  AdwWindow parent_instance;

  HallSession *session;
  GCancellable *cancellable;
  GtkNativeDialog *chooser; /* (nullable) */

  HallAvatar *avatar;
  GtkWidget *remove_picture;
  GtkLabel *picture_problem;
  AdwEntryRow *name;
  GtkLabel *name_problem;
  HallQr *qr;
  GtkLabel *key_tag;
  GtkButton *choose_picture;
  GtkButton *copy;
};

G_DEFINE_FINAL_TYPE (HallProfileDialog, hall_profile_dialog, ADW_TYPE_WINDOW)

static void
say (GtkLabel   *label,
     const char *sentence)
{
  gtk_label_set_text (label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (label), sentence != NULL);
}

static void
on_name_changed (HallProfileDialog *self)
{
  say (self->name_problem, NULL);
}

static void
on_name_applied (HallProfileDialog *self)
{
  g_autoptr (GError) error = NULL;

  if (hall_session_set_name (self->session, gtk_editable_get_text (GTK_EDITABLE (self->name)),
                             &error))
    return;
  say (self->name_problem, error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
update_picture (HallProfileDialog *self)
{
  HallPerson *person = hall_session_get_self (self->session);

  gtk_widget_set_visible (self->remove_picture, hall_person_get_picture (person) != NULL);
}

static void
set_picture (HallProfileDialog *self,
             GBytes            *jpeg)
{
  g_autoptr (GError) error = NULL;

  say (self->picture_problem, hall_session_set_picture (self->session, jpeg, &error)
                              ? NULL : error->message);
}

static void
picture_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (HallProfileDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) jpeg = hall_picture_load_finish (result, &error);

  if (jpeg != NULL && self->session != NULL)
    set_picture (self, jpeg);
  else if (jpeg == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self->picture_problem, _("This is not a picture that Hallway can read."));
}

static void
on_picture_chosen (HallProfileDialog *self,
                   int                response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));

      hall_profile_dialog_take_picture (self, file);
    }
  g_clear_object (&self->chooser);
}

static void
on_choose_picture (HallProfileDialog *self)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (_("Choose a Picture"), GTK_WINDOW (self),
                                 GTK_FILE_CHOOSER_ACTION_OPEN, _("_Choose"), NULL);

  gtk_file_filter_set_name (filter, _("Pictures"));
  gtk_file_filter_add_pixbuf_formats (filter);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_clear_object (&self->chooser);
  self->chooser = GTK_NATIVE_DIALOG (chooser);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_picture_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (self->chooser);
}

static void
on_remove_picture (HallProfileDialog *self)
{
  set_picture (self, NULL);
}

static void
on_copy_link (HallProfileDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          hall_qr_get_text (self->qr));
  gtk_button_set_label (self->copy, _("Copied"));
  hall_announce (GTK_WIDGET (self), _("Copied"));
}

/* Over the main window, which is there when this one is gone. */
static void
choose_identity (HallProfileDialog *self,
                 gboolean           import)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  hall_identity_dialog_choose (self->session, parent != NULL ? parent : GTK_WINDOW (self), import);
  if (parent != NULL)
    gtk_window_close (GTK_WINDOW (self));
}

static void
on_export (HallProfileDialog *self)
{
  choose_identity (self, FALSE);
}

static void
on_import (HallProfileDialog *self)
{
  choose_identity (self, TRUE);
}

static void
hall_profile_dialog_dispose (GObject *object)
{
  HallProfileDialog *self = HALL_PROFILE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_profile_dialog_parent_class)->dispose (object);
}

static void
hall_profile_dialog_class_init (HallProfileDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_profile_dialog_dispose;

  g_type_ensure (HALL_TYPE_AVATAR);
  g_type_ensure (HALL_TYPE_QR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-profile-dialog"));
  gtk_widget_class_bind_template_child (widget_class, HallProfileDialog, avatar);
  gtk_widget_class_bind_template_child (widget_class, HallProfileDialog, remove_picture);
  gtk_widget_class_bind_template_child (widget_class, HallProfileDialog, picture_problem);
  gtk_widget_class_bind_template_child (widget_class, HallProfileDialog, name);
  gtk_widget_class_bind_template_child (widget_class, HallProfileDialog, name_problem);
  gtk_widget_class_bind_template_child (widget_class, HallProfileDialog, qr);
  gtk_widget_class_bind_template_child (widget_class, HallProfileDialog, choose_picture);
  gtk_widget_class_bind_template_child (widget_class, HallProfileDialog, key_tag);
  gtk_widget_class_bind_template_child (widget_class, HallProfileDialog, copy);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_name_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_picture);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_picture);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_link);
  gtk_widget_class_bind_template_callback (widget_class, on_export);
  gtk_widget_class_bind_template_callback (widget_class, on_import);
}

static void
hall_profile_dialog_init (HallProfileDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_keep_words (GTK_WIDGET (self));
  hall_wrap_title (GTK_WINDOW (self));
  hall_wrap_button (self->choose_picture);
  self->cancellable = g_cancellable_new ();
}

/**
 * hall_profile_dialog_new:
 * @session: whose person this is
 * @parent: (nullable): the window below
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWidget *
hall_profile_dialog_new (HallSession *session,
                         GtkWindow   *parent)
{
  HallProfileDialog *self = g_object_new (HALL_TYPE_PROFILE_DIALOG, "transient-for", parent, NULL);
  HallPerson *person = hall_session_get_self (session);
  g_autofree char *link = NULL;

  self->session = g_object_ref (session);
  hall_avatar_set_person (self->avatar, person);
  gtk_editable_set_text (GTK_EDITABLE (self->name), hall_person_get_name (person));
  gtk_label_set_text (self->key_tag, hall_person_get_key_tag (person));
  link = hall_session_make_person_link (session, person);
  hall_qr_set_text (self->qr, link, _("Your link as a QR code"));
  g_signal_connect_object (person, "notify::picture", G_CALLBACK (update_picture), self,
                           G_CONNECT_SWAPPED);
  update_picture (self);
  return GTK_WIDGET (self);
}

/**
 * hall_profile_dialog_take_picture:
 * @self: a dialog
 * @file: an image file
 *
 * Makes it small and shows it to others; says so when it cannot be read.
 */
void
hall_profile_dialog_take_picture (HallProfileDialog *self,
                                  GFile             *file)
{
  g_return_if_fail (HALL_IS_PROFILE_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  say (self->picture_problem, NULL);
  hall_picture_load_async (file, self->cancellable, picture_cb, g_object_ref (self));
}
