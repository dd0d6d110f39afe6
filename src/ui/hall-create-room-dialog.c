/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-create-room-dialog.c: a new room: name, topic, who may join, and what newcomers see.
 *
 * Enter creates. What is wrong is said below the entries, and the dialog stays. What everybody on
 * the network sees is said before, and follows what is chosen.
 */

#define G_LOG_DOMAIN "hall-create-room-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-dialog-bar.h"
#include "hall-keep-words.h"
#include "hall-phrase-row.h"
#include "hall-scrolling-box.h"
#include "hall-ui.h"
#include "hall-wrapping.h"

#include "hall-create-room-dialog.h"

struct _HallCreateRoomDialog
{
  AdwWindow parent_instance;

  HallSession *session;
  GCancellable *cancellable; /* (nullable): while the room is being created */

  AdwEntryRow *name;
  AdwEntryRow *topic;
  AdwComboRow *lock;         /* its positions are those of HallLock */
  HallPhraseRow *phrase;
  GtkWidget *inviting;
  GtkSwitch *moderators_invite;
  GtkSwitch *history; /* all of it, or only from when they joined */
  GtkLabel *hint;
  GtkLabel *problem;
  GtkWidget *accept;
};

enum
{
  CREATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallCreateRoomDialog, hall_create_room_dialog, ADW_TYPE_WINDOW)

static void
set_problem (HallCreateRoomDialog *self,
             const char           *problem)
{
  if (problem != NULL)
    gtk_label_set_text (self->problem, problem);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
on_changed (HallCreateRoomDialog *self)
{
  set_problem (self, NULL);
}

static HallLock
get_lock (HallCreateRoomDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->lock);

  return selected <= HALL_LOCK_INVITED ? (HallLock) selected : HALL_LOCK_INVITED;
}

static const char *
describe_lock (HallLock lock)
{
  switch (lock)
    {
    case HALL_LOCK_PASSPHRASE:
      return _("Anyone on this network can see this room’s name and topic. Only people who know "
               "the passphrase can join it.");
    case HALL_LOCK_INVITED:
      return _("Anyone on this network can see this room’s name and topic. Only people who were "
               "invited can join it.");
    case HALL_LOCK_OPEN:
    default:
      return _("Anyone on this network can see this room’s name and topic, and can join it.");
    }
}

static void
on_lock_changed (HallCreateRoomDialog *self)
{
  HallLock lock = get_lock (self);

  set_problem (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->phrase), lock == HALL_LOCK_PASSPHRASE);
  gtk_widget_set_visible (self->inviting, lock == HALL_LOCK_INVITED);
  if (lock == HALL_LOCK_PASSPHRASE)
    hall_phrase_row_ensure (self->phrase);
  gtk_label_set_text (self->hint, describe_lock (lock));
}

static void
create_room_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (HallCreateRoomDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRoom) room = hall_session_create_room_finish (HALL_SESSION (source), result,
                                                               &error);

  if (self->session == NULL)
    return; /* closed meanwhile: the room is in the sidebar, or nothing happened */
  g_clear_object (&self->cancellable);
  gtk_widget_set_sensitive (self->accept, TRUE);
  if (room == NULL)
    {
      set_problem (self, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->name));
      return;
    }
  g_signal_emit (self, signals[CREATED], 0, room);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_accepted (HallCreateRoomDialog *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name)));
  g_autofree char *phrase = hall_phrase_row_get_phrase (self->phrase);
  const char *topic = gtk_editable_get_text (GTK_EDITABLE (self->topic));
  HallLock lock = get_lock (self);
  HallRoomDraft draft = {
    .topic = *topic != '\0' ? topic : NULL,
    .lock = lock,
    .passphrase = lock == HALL_LOCK_PASSPHRASE ? phrase : NULL,
    .only_since_joining = !gtk_switch_get_active (self->history),
    .moderators_invite = lock == HALL_LOCK_INVITED &&
                         gtk_switch_get_active (self->moderators_invite),
  };

  if (self->cancellable != NULL)
    return;
  g_strstrip (name);
  if (*name == '\0')
    {
      set_problem (self, _("A room needs a name."));
      gtk_widget_grab_focus (GTK_WIDGET (self->name));
      return;
    }
  if (lock == HALL_LOCK_PASSPHRASE && *phrase == '\0')
    {
      set_problem (self, _("Enter a passphrase, or take the suggested one."));
      gtk_widget_grab_focus (GTK_WIDGET (self->phrase));
      return;
    }
  set_problem (self, NULL);
  gtk_widget_set_sensitive (self->accept, FALSE);
  self->cancellable = g_cancellable_new ();
  draft.name = name;
  hall_session_create_room_async (self->session, &draft, self->cancellable, create_room_cb,
                                  g_object_ref (self));
}

static void
hall_create_room_dialog_dispose (GObject *object)
{
  HallCreateRoomDialog *self = HALL_CREATE_ROOM_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_create_room_dialog_parent_class)->dispose (object);
}

static void
hall_create_room_dialog_class_init (HallCreateRoomDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_create_room_dialog_dispose;

  signals[CREATED] = g_signal_new ("created", HALL_TYPE_CREATE_ROOM_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, HALL_TYPE_ROOM);

  g_type_ensure (HALL_TYPE_DIALOG_BAR);
  g_type_ensure (HALL_TYPE_PHRASE_ROW);
  g_type_ensure (HALL_TYPE_SCROLLING_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-create-room-dialog"));
  gtk_widget_class_bind_template_child (widget_class, HallCreateRoomDialog, name);
  gtk_widget_class_bind_template_child (widget_class, HallCreateRoomDialog, topic);
  gtk_widget_class_bind_template_child (widget_class, HallCreateRoomDialog, lock);
  gtk_widget_class_bind_template_child (widget_class, HallCreateRoomDialog, phrase);
  gtk_widget_class_bind_template_child (widget_class, HallCreateRoomDialog, inviting);
  gtk_widget_class_bind_template_child (widget_class, HallCreateRoomDialog, moderators_invite);
  gtk_widget_class_bind_template_child (widget_class, HallCreateRoomDialog, history);
  gtk_widget_class_bind_template_child (widget_class, HallCreateRoomDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, HallCreateRoomDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, HallCreateRoomDialog, accept);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_lock_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_accepted);
}

static void
hall_create_room_dialog_init (HallCreateRoomDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_keep_words (GTK_WIDGET (self));
  hall_wrap_title (GTK_WINDOW (self));
  on_lock_changed (self);
}

/**
 * hall_create_room_dialog_new:
 * @session: who creates
 * @parent: (nullable): the window below
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWidget *
hall_create_room_dialog_new (HallSession *session,
                             GtkWindow   *parent)
{
  HallCreateRoomDialog *self = g_object_new (HALL_TYPE_CREATE_ROOM_DIALOG,
                                             "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  hall_phrase_row_set_session (self->phrase, session);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  return GTK_WIDGET (self);
}
