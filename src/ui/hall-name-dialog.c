/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-name-dialog.c: another name for oneself.
 *
 * Whether a name can be used is the session's word; it is said below the entry.
 */

#define G_LOG_DOMAIN "hall-name-dialog"

#include "config.h"

#include "hall-ui.h"

#include "hall-name-dialog.h"

struct _HallNameDialog
{
  AdwWindow parent_instance;

  HallSession *session;

  AdwEntryRow *name;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (HallNameDialog, hall_name_dialog, ADW_TYPE_WINDOW)

static void
on_changed (HallNameDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
}

static void
on_accepted (HallNameDialog *self)
{
  g_autoptr (GError) error = NULL;

  if (hall_session_set_name (self->session, gtk_editable_get_text (GTK_EDITABLE (self->name)),
                             &error))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_label_set_text (self->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
hall_name_dialog_dispose (GObject *object)
{
  g_clear_object (&HALL_NAME_DIALOG (object)->session);
  G_OBJECT_CLASS (hall_name_dialog_parent_class)->dispose (object);
}

static void
hall_name_dialog_class_init (HallNameDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_name_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-name-dialog"));
  gtk_widget_class_bind_template_child (widget_class, HallNameDialog, name);
  gtk_widget_class_bind_template_child (widget_class, HallNameDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_accepted);
}

static void
hall_name_dialog_init (HallNameDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_name_dialog_new:
 * @session: whose name
 * @parent: (nullable): the window below
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWidget *
hall_name_dialog_new (HallSession *session,
                      GtkWindow   *parent)
{
  HallNameDialog *self = g_object_new (HALL_TYPE_NAME_DIALOG, "transient-for", parent, NULL);
  HallPerson *person = hall_session_get_self (session);

  self->session = g_object_ref (session);
  if (person != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->name), hall_person_get_name (person));
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  gtk_editable_select_region (GTK_EDITABLE (self->name), 0, -1);
  return GTK_WIDGET (self);
}
