/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-preferences-history.c: how long messages are kept on this computer, and deleting them.
 *
 * Part of HallPreferences. What deletes something asks first and says what; the session deletes,
 * this never does.
 */

#define G_LOG_DOMAIN "hall-preferences-history"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-preferences-row.h"
#include "hall-session-retention.h"
#include "hall-ui.h"
#include "hall-wrapping.h"

#include "hall-preferences-history.h"

static const guint usual_days[] = { 0, 365, 30 };

struct _HallPreferencesHistory
{
  AdwPreferencesPage parent_instance;

  HallSession *session;  /* (nullable): until set */
  GArray *days;          /* of guint: what each choice means */
  guint wanted;          /* what is being asked for */
  gboolean updating;
  gboolean deleting;

  AdwComboRow *keep;
  AdwActionRow *delete;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (HallPreferencesHistory, hall_preferences_history, ADW_TYPE_PREFERENCES_PAGE)

static HallSettings *
get_settings (HallPreferencesHistory *self)
{
  return hall_session_get_settings (self->session);
}

/* (transfer full) */
static char *
describe_days (guint days)
{
  switch (days)
    {
    case 0:
      return g_strdup (C_("keep messages", "For Ever"));
    case 30:
      return g_strdup (C_("keep messages", "One Month"));
    case 365:
      return g_strdup (C_("keep messages", "One Year"));
    default:
      return g_strdup_printf (ngettext ("%u Day", "%u Days", days), days);
    }
}

/* (transfer full) */
static char *
make_question (guint days)
{
  switch (days)
    {
    case 30:
      return g_strdup (_("Delete Messages Older than One Month?"));
    case 365:
      return g_strdup (_("Delete Messages Older than One Year?"));
    default:
      return g_strdup_printf (ngettext ("Delete Messages Older than %u Day?",
                                        "Delete Messages Older than %u Days?", days), days);
    }
}

static guint
find_choice (HallPreferencesHistory *self,
             guint                   days)
{
  for (guint i = 0; i < self->days->len; i++)
    if (g_array_index (self->days, guint, i) == days)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static void
fill (HallPreferencesHistory *self)
{
  guint days = hall_settings_get_history_days (get_settings (self));
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  g_array_set_size (self->days, 0);
  g_array_append_vals (self->days, usual_days, G_N_ELEMENTS (usual_days));
  /* Set elsewhere. */
  if (find_choice (self, days) == GTK_INVALID_LIST_POSITION)
    g_array_append_val (self->days, days);
  for (guint i = 0; i < self->days->len; i++)
    gtk_string_list_take (list, describe_days (g_array_index (self->days, guint, i)));
  self->updating = TRUE;
  adw_combo_row_set_model (self->keep, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->keep, find_choice (self, days));
  self->updating = FALSE;
}

static void
show_setting (HallPreferencesHistory *self)
{
  guint days = hall_settings_get_history_days (get_settings (self));

  if (find_choice (self, days) == GTK_INVALID_LIST_POSITION)
    {
      fill (self);
      return;
    }
  self->updating = TRUE;
  adw_combo_row_set_selected (self->keep, find_choice (self, days));
  self->updating = FALSE;
}

static GtkWidget *
ask (HallPreferencesHistory *self,
     const char             *heading,
     const char             *body)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_WINDOW);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (window), heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "delete",
                                    C_("history", "_Delete"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  hall_wrap_question (dialog);
  return dialog;
}

static void
on_keep_answered (HallPreferencesHistory *self,
                  const char             *response)
{
  if (self->session == NULL)
    return;
  if (g_str_equal (response, "delete"))
    g_object_set (get_settings (self), "history-days", (int) self->wanted, NULL);
  show_setting (self);
}

static void
on_selected (HallPreferencesHistory *self)
{
  guint selected = adw_combo_row_get_selected (self->keep);
  g_autofree char *question = NULL;
  GtkWidget *dialog;
  guint now;

  if (self->session == NULL || self->updating || selected >= self->days->len)
    return;
  now = hall_settings_get_history_days (get_settings (self));
  self->wanted = g_array_index (self->days, guint, selected);
  if (self->wanted == now)
    return;
  /* Nothing is deleted by keeping more. */
  if (self->wanted == 0 || (now != 0 && self->wanted > now))
    {
      g_object_set (get_settings (self), "history-days", (int) self->wanted, NULL);
      return;
    }
  question = make_question (self->wanted);
  dialog = ask (self, question,
                _("They are deleted from this computer now, and from then on day by day. Pinned "
                  "messages stay, and others keep what they have."));
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_keep_answered), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
set_deleting (HallPreferencesHistory *self,
              gboolean                deleting)
{
  self->deleting = deleting;
  gtk_widget_set_sensitive (GTK_WIDGET (self->delete), !deleting);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), deleting);
  gtk_spinner_set_spinning (self->spinner, deleting);
}

static void
delete_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HallPreferencesHistory) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = hall_session_delete_history_finish (HALL_SESSION (source), result, &error);

  if (self->session == NULL)
    return;
  set_deleting (self, FALSE);
  if (done)
    hall_preferences_row_tell (GTK_WIDGET (self), _("The history was deleted"));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    hall_preferences_row_tell (GTK_WIDGET (self), error->message);
}

static void
on_delete_answered (HallPreferencesHistory *self,
                    const char             *response)
{
  if (self->session == NULL || self->deleting || !g_str_equal (response, "delete"))
    return;
  set_deleting (self, TRUE);
  hall_session_delete_history_async (self->session, G_MAXINT64, NULL, delete_cb,
                                     g_object_ref (self));
}

static void
on_delete (HallPreferencesHistory *self)
{
  GtkWidget *dialog =
    ask (self, _("Delete the History?"),
         _("All messages of all rooms and private conversations are deleted from this computer, "
           "for good. Rooms and contacts stay, and so do pinned messages and what is not sent "
           "yet. Others keep what they have."));

  g_signal_connect_object (dialog, "response", G_CALLBACK (on_delete_answered), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
hall_preferences_history_dispose (GObject *object)
{
  g_clear_object (&HALL_PREFERENCES_HISTORY (object)->session);
  G_OBJECT_CLASS (hall_preferences_history_parent_class)->dispose (object);
}

static void
hall_preferences_history_finalize (GObject *object)
{
  g_array_unref (HALL_PREFERENCES_HISTORY (object)->days);
  G_OBJECT_CLASS (hall_preferences_history_parent_class)->finalize (object);
}

static void
hall_preferences_history_class_init (HallPreferencesHistoryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_preferences_history_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_preferences_history_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-preferences-history"));
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesHistory, keep);
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesHistory, delete);
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesHistory, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_delete);
}

static void
hall_preferences_history_init (HallPreferencesHistory *self)
{
  self->days = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_preferences_history_set_session:
 * @self: a new page
 * @session: whose history it is
 */
void
hall_preferences_history_set_session (HallPreferencesHistory *self,
                                      HallSession            *session)
{
  HallSettings *settings = hall_session_get_settings (session);

  g_return_if_fail (HALL_IS_PREFERENCES_HISTORY (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  fill (self);
  g_signal_connect_object (settings, "notify::history-days", G_CALLBACK (show_setting), self,
                           G_CONNECT_SWAPPED);
  hall_preferences_row_note (ADW_ACTION_ROW (self->keep), settings, "history-days");
}
