/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-deed.c: asking before, and telling when something did not work.
 *
 * Small dialogs over the window that @near is in. Headings and bodies are plain text: names in them
 * are somebody else's words.
 */

#define G_LOG_DOMAIN "hall-deed"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-wrapping.h"

#include "hall-deed.h"

static GtkWindow *
find_window (GtkWidget *near)
{
  GtkRoot *root = near != NULL ? gtk_widget_get_root (near) : NULL;

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/**
 * hall_deed_ask:
 * @near: (nullable): a widget of the window below
 * @heading: plain text, a question
 * @body: plain text, what follows from it
 * @accept: the answer that does it, with a mnemonic
 * @destructive: whether it takes something away
 *
 * Returns: (transfer none): the dialog, to be presented; its response is "accept" or "cancel"
 */
AdwMessageDialog *
hall_deed_ask (GtkWidget  *near,
               const char *heading,
               const char *body,
               const char *accept,
               gboolean    destructive)
{
  GtkWidget *widget = adw_message_dialog_new (find_window (near), heading, body);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);

  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "accept", accept, NULL);
  adw_message_dialog_set_response_appearance (dialog, "accept",
                                              destructive ? ADW_RESPONSE_DESTRUCTIVE
                                                          : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, destructive ? "cancel" : "accept");
  adw_message_dialog_set_close_response (dialog, "cancel");
  hall_wrap_question (widget);
  return dialog;
}

/**
 * hall_deed_tell:
 * @near: (nullable): a widget of the window below
 * @error: (nullable): why it did not work
 *
 * Tells it in a dialog. What was cancelled is not told.
 */
void
hall_deed_tell (GtkWidget    *near,
                const GError *error)
{
  GtkWidget *dialog;

  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  dialog = adw_message_dialog_new (find_window (near), _("That Did Not Work"), error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  hall_wrap_question (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}
