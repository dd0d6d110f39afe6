/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-export-dialog.c: a conversation written to a file of the person's choice.
 *
 * Asks for the file, then shows how far it is, with a button that cancels: the session writes. What
 * came of it is said by a toast of the window below. Closing the dialog cancels as well.
 */

#define G_LOG_DOMAIN "hall-export-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-window.h"
#include "hall-wrapping.h"

#include "hall-export-dialog.h"

struct _HallExportDialog
{
  AdwMessageDialog parent_instance;

  HallSession *session;
  HallRoom *room;
  GFile *file;
  GtkWindow *window;         /* (nullable) weak: which tells of the end */
  GCancellable *cancellable;
  GtkProgressBar *bar;
};

G_DEFINE_FINAL_TYPE (HallExportDialog, hall_export_dialog, ADW_TYPE_MESSAGE_DIALOG)

/* What the question needs to know when it is answered. */
typedef struct
{
  HallSession *session;
  HallRoom *room;
  GtkWindow *parent;          /* (nullable) weak */
  GtkFileFilter *json_filter; /* not owned: the question holds it */
} Question;

static void
free_question (Question *question)
{
  g_clear_weak_pointer (&question->parent);
  g_object_unref (question->session);
  g_object_unref (question->room);
  g_free (question);
}

static void
on_progress (guint    n_events,
             gpointer user_data)
{
  HallExportDialog *self = user_data;
  g_autofree char *text = g_strdup_printf (ngettext ("%u message", "%u messages", n_events),
                                           n_events);

  if (self->bar == NULL)
    return;
  gtk_progress_bar_set_text (self->bar, text);
  /* How far it is, nobody knows; the text alone tells that it goes on where nothing is to move. */
  if (adw_get_enable_animations (GTK_WIDGET (self)))
    gtk_progress_bar_pulse (self->bar);
}

static char *
describe_end (HallExportDialog *self,
              guint             n_events)
{
  g_autofree char *path = g_file_get_basename (self->file);
  g_autofree char *name = g_filename_display_name (path);

  /* Translators: how many messages were exported to a file of this name. */
  return g_strdup_printf (ngettext ("%u message exported to “%s”", "%u messages exported to “%s”",
                                    n_events), n_events, name);
}

static void
export_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HallExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n_events = 0;

  if (hall_session_export_room_finish (HALL_SESSION (source), result, &n_events, &error))
    text = describe_end (self, n_events);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (_("Not exported"));
  else
    /* Translators: then a sentence that says why. */
    text = g_strdup_printf (_("Not exported: %s"), error->message);
  if (HALL_IS_WINDOW (self->window))
    hall_window_show_toast (HALL_WINDOW (self->window), text);
  self->bar = NULL;
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_response (HallExportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
hall_export_dialog_dispose (GObject *object)
{
  HallExportDialog *self = HALL_EXPORT_DIALOG (object);

  self->bar = NULL;
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);
  g_clear_object (&self->room);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_export_dialog_parent_class)->dispose (object);
}

static void
hall_export_dialog_class_init (HallExportDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_export_dialog_dispose;
}

static void
hall_export_dialog_init (HallExportDialog *self)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);

  self->cancellable = g_cancellable_new ();
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_progress_bar_set_show_text (self->bar, TRUE);
  gtk_progress_bar_set_text (self->bar, "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Progress of the export"), -1);
  adw_message_dialog_set_extra_child (dialog, GTK_WIDGET (self->bar));
  adw_message_dialog_add_response (dialog, "cancel", _("_Cancel"));
  adw_message_dialog_set_close_response (dialog, "cancel");
  hall_wrap_question (GTK_WIDGET (self));
  g_signal_connect (self, "response", G_CALLBACK (on_response), NULL);
}

/**
 * hall_export_dialog_start:
 * @session: who exports
 * @room: a room or private conversation
 * @file: to which file; it is replaced
 * @format: how
 * @parent: (nullable): the window below, which tells what came of it
 *
 * Returns: (transfer none): the dialog, presented; it goes when everything is written
 */
GtkWidget *
hall_export_dialog_start (HallSession      *session,
                          HallRoom         *room,
                          GFile            *file,
                          HallExportFormat  format,
                          GtkWindow        *parent)
{
  HallExportDialog *self;
  g_autofree char *heading = NULL;

  g_return_val_if_fail (HALL_IS_SESSION (session), NULL);
  g_return_val_if_fail (HALL_IS_ROOM (room), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (HALL_TYPE_EXPORT_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  self->session = g_object_ref (session);
  self->room = g_object_ref (room);
  self->file = g_object_ref (file);
  g_set_weak_pointer (&self->window, parent);
  /* Translators: the heading of a dialog: a room or a person whose conversation is exported. */
  heading = g_strdup_printf (_("Exporting “%s”"), hall_room_get_name (room));
  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (self), heading);
  gtk_window_present (GTK_WINDOW (self));
  hall_session_export_room_async (session, room, file, format, on_progress, self,
                                  self->cancellable, export_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

static void
on_file_chosen (GtkFileChooserNative *chooser,
                int                   response,
                Question             *question)
{
  GtkFileChooser *files = GTK_FILE_CHOOSER (chooser);
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (files)
                                                           : NULL;
  HallExportFormat chosen = gtk_file_chooser_get_filter (files) == question->json_filter
                            ? HALL_EXPORT_JSON : HALL_EXPORT_TEXT;

  gtk_native_dialog_hide (GTK_NATIVE_DIALOG (chooser));
  if (file != NULL && question->parent != NULL)
    hall_export_dialog_start (question->session, question->room, file,
                              hall_export_dialog_get_format (file, chosen), question->parent);
  g_object_unref (chooser);
}

static GtkFileFilter *
add_filter (GtkFileChooserNative *chooser,
            const char           *name,
            const char           *suffix)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_suffix (filter, suffix);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  return filter;
}

/* A room's name is somebody else's words: no folder is made of it. */
static char *
suggest_name (HallRoom *room)
{
  g_autofree char *name = g_strdelimit (g_strdup (hall_room_get_name (room)),
                                        G_DIR_SEPARATOR_S "\\:*?\"<>|\n\t", '-');
  const char *start = name;

  while (*start == '.' || *start == ' ')
    start++;
  return g_strdup_printf ("%s.txt", *start != '\0' ? start : "hallway");
}

/**
 * hall_export_dialog_choose:
 * @session: who exports
 * @room: a room or private conversation
 * @parent: (nullable): the window below
 *
 * Asks for a file, and exports to it.
 */
void
hall_export_dialog_choose (HallSession *session,
                           HallRoom    *room,
                           GtkWindow   *parent)
{
  GtkFileChooserNative *chooser;
  Question *question;
  g_autofree char *name = NULL;

  g_return_if_fail (HALL_IS_SESSION (session));
  g_return_if_fail (HALL_IS_ROOM (room));

  chooser = gtk_file_chooser_native_new (_("Export the Conversation"), parent,
                                         GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), _("_Cancel"));
  name = suggest_name (room);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  add_filter (chooser, _("Text, to be read (.txt)"), "txt");
  question = g_new0 (Question, 1);
  question->session = g_object_ref (session);
  question->room = g_object_ref (room);
  question->json_filter = add_filter (chooser, _("JSON lines, for programs (.jsonl)"), "jsonl");
  g_set_weak_pointer (&question->parent, parent);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_data (chooser, "response", G_CALLBACK (on_file_chosen), question,
                         (GClosureNotify) (void (*) (void)) free_question, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/**
 * hall_export_dialog_get_format:
 * @file: where to
 * @chosen: what was chosen apart from the name
 *
 * What a file is called says what is in it. (The native chooser of GTK 4.8 does not tell of another
 * filter while it is open, so the name cannot follow that.)
 *
 * Returns: what the name ends like; or @chosen, where that says nothing
 */
HallExportFormat
hall_export_dialog_get_format (GFile            *file,
                               HallExportFormat  chosen)
{
  g_autofree char *path = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (G_IS_FILE (file), HALL_EXPORT_TEXT);

  path = g_file_get_basename (file);
  folded = g_ascii_strdown (path != NULL ? path : "", -1);
  if (g_str_has_suffix (folded, ".json") || g_str_has_suffix (folded, ".jsonl"))
    return HALL_EXPORT_JSON;
  return g_str_has_suffix (folded, ".txt") ? HALL_EXPORT_TEXT : chosen;
}
