/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-identity-dialog.c: one's identity into a file, or out of one, with a passphrase.
 *
 * How good a passphrase is, is not judged; an empty one is refused, and so are two that differ. It
 * reads and writes nothing: the session does.
 */

#define G_LOG_DOMAIN "hall-identity-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-dialog-bar.h"
#include "hall-keep-words.h"
#include "hall-ui.h"
#include "hall-wrapping.h"

#include "hall-identity-dialog.h"

struct _HallIdentityDialog
{
  AdwWindow parent_instance;

  HallSession *session;
  GFile *file;
  GCancellable *cancellable;
  gboolean import;
  gboolean busy;

  GtkButton *cancel;
  GtkButton *accept;
  GtkSpinner *spinner;
  GtkLabel *explanation;
  GtkWidget *entries;
  AdwPasswordEntryRow *passphrase;
  AdwPasswordEntryRow *repeat;
  GtkLabel *problem;
};

enum
{
  IMPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallIdentityDialog, hall_identity_dialog, ADW_TYPE_WINDOW)

static void
set_problem (HallIdentityDialog *self,
             const char         *sentence)
{
  gtk_label_set_text (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static const char *
get_text (AdwPasswordEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
on_changed (HallIdentityDialog *self)
{
  set_problem (self, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept), *get_text (self->passphrase) != '\0');
}

static void
set_busy (HallIdentityDialog *self,
          gboolean            busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept), !busy);
  self->busy = busy;
}

static void
show_failure (HallIdentityDialog *self,
              const GError       *error)
{
  set_busy (self, FALSE);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_problem (self, error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
}

static void
export_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HallIdentityDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *text = NULL;

  if (!hall_session_export_identity_finish (HALL_SESSION (source), result, &error))
    {
      show_failure (self, error);
      return;
    }
  set_busy (self, FALSE);
  text = g_strdup_printf (_("Your identity is in “%s”. Whoever has this file and the passphrase "
                            "can be you: keep both safe."), shown);
  gtk_label_set_text (self->explanation, text);
  gtk_button_set_label (self->cancel, _("_Close"));
  gtk_widget_grab_focus (GTK_WIDGET (self->cancel)); /* before that which has it is hidden */
  gtk_widget_set_visible (self->entries, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->accept), FALSE);
}

static void
import_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HallIdentityDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!hall_session_import_identity_finish (HALL_SESSION (source), result, &error))
    {
      show_failure (self, error);
      return;
    }
  g_signal_emit (self, signals[IMPORTED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_accepted (HallIdentityDialog *self)
{
  const char *passphrase = get_text (self->passphrase);

  if (self->busy)
    return;
  if (*passphrase == '\0')
    {
      set_problem (self, _("A passphrase is needed."));
      gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
      return;
    }
  if (!self->import && g_strcmp0 (passphrase, get_text (self->repeat)) != 0)
    {
      set_problem (self, _("The two passphrases are not the same."));
      gtk_widget_grab_focus (GTK_WIDGET (self->repeat));
      return;
    }
  set_problem (self, NULL);
  set_busy (self, TRUE);
  if (self->import)
    hall_session_import_identity_async (self->session, self->file, passphrase, self->cancellable,
                                        import_cb, g_object_ref (self));
  else
    hall_session_export_identity_async (self->session, self->file, passphrase, self->cancellable,
                                        export_cb, g_object_ref (self));
}

/* Enter in the first of two entries leads to the second. */
static void
on_passphrase_activated (HallIdentityDialog *self)
{
  if (self->import || *get_text (self->repeat) != '\0')
    on_accepted (self);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->repeat));
}

static void
hall_identity_dialog_dispose (GObject *object)
{
  HallIdentityDialog *self = HALL_IDENTITY_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_identity_dialog_parent_class)->dispose (object);
}

static void
hall_identity_dialog_class_init (HallIdentityDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_identity_dialog_dispose;

  signals[IMPORTED] = g_signal_new ("imported", HALL_TYPE_IDENTITY_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (HALL_TYPE_DIALOG_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-identity-dialog"));
  gtk_widget_class_bind_template_child (widget_class, HallIdentityDialog, cancel);
  gtk_widget_class_bind_template_child (widget_class, HallIdentityDialog, accept);
  gtk_widget_class_bind_template_child (widget_class, HallIdentityDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, HallIdentityDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, HallIdentityDialog, entries);
  gtk_widget_class_bind_template_child (widget_class, HallIdentityDialog, passphrase);
  gtk_widget_class_bind_template_child (widget_class, HallIdentityDialog, repeat);
  gtk_widget_class_bind_template_child (widget_class, HallIdentityDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_accepted);
  gtk_widget_class_bind_template_callback (widget_class, on_passphrase_activated);
}

static void
hall_identity_dialog_init (HallIdentityDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_keep_words (GTK_WIDGET (self));
  hall_wrap_title (GTK_WINDOW (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * hall_identity_dialog_new:
 * @session: whose identity
 * @parent: (nullable): the window below
 * @file: where to, or where from
 * @import: whether from there
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWidget *
hall_identity_dialog_new (HallSession *session,
                          GtkWindow   *parent,
                          GFile       *file,
                          gboolean     import)
{
  HallIdentityDialog *self = g_object_new (HALL_TYPE_IDENTITY_DIALOG, "transient-for", parent,
                                           NULL);

  self->session = g_object_ref (session);
  self->file = g_object_ref (file);
  self->import = import;
  gtk_window_set_title (GTK_WINDOW (self), import ? _("Import Identity") : _("Export Identity"));
  gtk_button_set_label (self->accept, import ? _("_Import") : _("_Export"));
  gtk_label_set_text (self->explanation,
                      import ? _("Hallway then starts anew, and others see you as the one in the "
                                 "file. What you are here now is kept beside it; rooms and "
                                 "messages stay.")
                             : _("Choose a passphrase for the file. Without it nobody can use the "
                                 "file, and neither can you."));
  gtk_widget_set_visible (GTK_WIDGET (self->repeat), !import);
  on_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
  return GTK_WIDGET (self);
}

static void
on_imported (GtkWindow *parent)
{
  gtk_widget_activate_action (GTK_WIDGET (parent), "app.restart", NULL);
}

static void
on_chosen (GtkFileChooserNative *chooser,
           int                   response,
           GtkWindow            *parent)
{
  HallSession *session = g_object_get_data (G_OBJECT (chooser), "session");
  gboolean import = gtk_file_chooser_get_action (GTK_FILE_CHOOSER (chooser)) ==
                    GTK_FILE_CHOOSER_ACTION_OPEN;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      GtkWidget *dialog = hall_identity_dialog_new (session, parent, file, import);

      g_signal_connect_object (dialog, "imported", G_CALLBACK (on_imported), parent,
                               G_CONNECT_SWAPPED);
      gtk_window_present (GTK_WINDOW (dialog));
    }
  g_object_unref (chooser); /* nobody else holds it */
}

/**
 * hall_identity_dialog_choose:
 * @session: whose identity
 * @parent: the window below
 * @import: whether it comes from a file
 *
 * Asks for the file, then for the passphrase.
 */
void
hall_identity_dialog_choose (HallSession *session,
                             GtkWindow   *parent,
                             gboolean     import)
{
  GtkFileChooserNative *chooser;

  g_return_if_fail (HALL_IS_SESSION (session));
  g_return_if_fail (GTK_IS_WINDOW (parent));

  chooser = gtk_file_chooser_native_new (import ? _("Import Identity") : _("Export Identity"),
                                         parent,
                                         import ? GTK_FILE_CHOOSER_ACTION_OPEN
                                                : GTK_FILE_CHOOSER_ACTION_SAVE,
                                         import ? _("_Open") : _("_Save"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  if (!import)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "hallway.identity");
  g_object_set_data_full (G_OBJECT (chooser), "session", g_object_ref (session), g_object_unref);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_chosen), parent, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
