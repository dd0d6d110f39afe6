/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-leaving.c: how a person leaves a room, takes that back, or forgets the room.
 *
 * Owned by the window. Leaving asks nothing, and a toast offers to undo it; forgetting asks, and
 * cannot be undone. What leaving means to others is the session's business. A room's name is
 * somebody else's words: a toast of libadwaita 1.2 parses markup, so there it is escaped.
 */

#define G_LOG_DOMAIN "hall-leaving"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-announce.h"
#include "hall-wrapping.h"

#include "hall-leaving.h"

struct _HallLeaving
{
  GObject parent_instance;

  HallSession *session;
  AdwToastOverlay *toasts; /* weak */
  HallRoom *last;          /* (nullable): left last, while that can be undone */
  GCancellable *cancellable;
};

typedef enum
{
  PROP_CAN_UNDO = 1,
} HallLeavingProperty;

static GParamSpec *properties[PROP_CAN_UNDO + 1];

enum
{
  CLOSING,
  RETURNED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallLeaving, hall_leaving, G_TYPE_OBJECT)

static void
set_last (HallLeaving *self,
          HallRoom    *room)
{
  if (g_set_object (&self->last, room))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
}

static void
on_leaving_changed (HallLeaving *self,
                    GParamSpec  *pspec,
                    HallRoom    *room)
{
  if (hall_room_get_leaving (room))
    return;
  g_signal_handlers_disconnect_by_func (room, on_leaving_changed, self);
  if (room == self->last)
    set_last (self, NULL);
}

/* It cannot be undone any more, or has been. */
static void
dismiss (AdwToast   *toast,
         GParamSpec *pspec,
         HallRoom   *room)
{
  if (hall_room_get_leaving (room))
    return;
  g_signal_handlers_disconnect_by_func (room, dismiss, toast);
  adw_toast_dismiss (toast);
}

/* A toast's close button has no name for a screen reader in libadwaita 1.2. */
static void
name_close_buttons (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_BUTTON (child) && gtk_button_get_icon_name (GTK_BUTTON (child)) != NULL)
        gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                        _("Close"), -1);
    }
}

static void
add_toast (HallLeaving *self,
           AdwToast    *toast)
{
  if (self->toasts == NULL)
    {
      g_object_unref (toast);
      return;
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->toasts)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (child != adw_toast_overlay_get_child (self->toasts))
        name_close_buttons (child);
    }
}

static void
on_undo_clicked (HallLeaving *self,
                 AdwToast    *toast)
{
  hall_leaving_undo_room (self, g_object_get_data (G_OBJECT (toast), "room"));
}

static void
offer_undo (HallLeaving *self,
            HallRoom    *room)
{
  /* Translators: %s is the name of a room. */
  g_autofree char *text = g_strdup_printf (_("You left “%s”"), hall_room_get_name (room));
  g_autofree char *title = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (title);

  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_timeout (toast, HALL_SESSION_UNDO_MS / 1000);
  /* It must not wait until another one is gone: the time to undo runs already. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_object_set_data_full (G_OBJECT (toast), "room", g_object_ref (room), g_object_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_undo_clicked), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (room, "notify::leaving", G_CALLBACK (dismiss), toast,
                           G_CONNECT_SWAPPED);
  if (self->toasts != NULL)
    hall_announce (GTK_WIDGET (self->toasts), text);
  add_toast (self, toast);
}

static void
forget_room_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (HallLeaving) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;

  if (hall_session_forget_room_finish (HALL_SESSION (source), result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  title = g_markup_escape_text (error->message, -1);
  add_toast (self, adw_toast_new (title));
}

static void
on_forget_confirmed (HallLeaving      *self,
                     const char       *response,
                     AdwMessageDialog *dialog)
{
  HallRoom *room = g_object_get_data (G_OBJECT (dialog), "room");

  g_signal_emit (self, signals[CLOSING], 0, room);
  hall_session_forget_room_async (self->session, room, self->cancellable, forget_room_cb,
                                  g_object_ref (self));
}

static void
hall_leaving_dispose (GObject *object)
{
  HallLeaving *self = HALL_LEAVING (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->toasts);
  g_clear_object (&self->last);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_leaving_parent_class)->dispose (object);
}

static void
hall_leaving_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch ((HallLeavingProperty) id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, hall_leaving_get_can_undo (HALL_LEAVING (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_leaving_class_init (HallLeavingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hall_leaving_dispose;
  object_class->get_property = hall_leaving_get_property;

  properties[PROP_CAN_UNDO] =
    g_param_spec_boolean ("can-undo", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[CLOSING] = g_signal_new ("closing", HALL_TYPE_LEAVING, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, HALL_TYPE_ROOM);
  signals[RETURNED] = g_signal_new ("returned", HALL_TYPE_LEAVING, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, HALL_TYPE_ROOM);
}

static void
hall_leaving_init (HallLeaving *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * hall_leaving_new:
 * @session: who leaves and forgets
 * @toasts: where to say so; not kept alive
 *
 * Returns: (transfer full): nothing is being left yet
 */
HallLeaving *
hall_leaving_new (HallSession     *session,
                  AdwToastOverlay *toasts)
{
  HallLeaving *self;

  g_return_val_if_fail (HALL_IS_SESSION (session), NULL);
  g_return_val_if_fail (ADW_IS_TOAST_OVERLAY (toasts), NULL);

  self = g_object_new (HALL_TYPE_LEAVING, NULL);
  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->toasts, toasts);
  return self;
}

/**
 * hall_leaving_get_can_undo:
 * @self: a #HallLeaving
 *
 * Returns: whether a room was left, and that can be undone still
 */
gboolean
hall_leaving_get_can_undo (HallLeaving *self)
{
  g_return_val_if_fail (HALL_IS_LEAVING (self), FALSE);

  return self->last != NULL;
}

/**
 * hall_leaving_leave:
 * @self: a #HallLeaving
 * @room: a room that one is in
 *
 * Leaves it, and offers to undo that.
 */
void
hall_leaving_leave (HallLeaving *self,
                    HallRoom    *room)
{
  g_return_if_fail (HALL_IS_LEAVING (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  if (!hall_room_get_is_member (room) || hall_room_get_leaving (room))
    return;
  g_signal_emit (self, signals[CLOSING], 0, room);
  hall_session_leave_room (self->session, room);
  if (!hall_room_get_leaving (room))
    return;
  g_signal_connect_object (room, "notify::leaving", G_CALLBACK (on_leaving_changed), self,
                           G_CONNECT_SWAPPED);
  set_last (self, room);
  offer_undo (self, room);
}

/**
 * hall_leaving_undo:
 * @self: a #HallLeaving
 *
 * Undoes the last leaving.
 */
void
hall_leaving_undo (HallLeaving *self)
{
  g_return_if_fail (HALL_IS_LEAVING (self));

  if (self->last != NULL)
    hall_leaving_undo_room (self, self->last);
}

/**
 * hall_leaving_undo_room:
 * @self: a #HallLeaving
 * @room: a room
 *
 * Undoes the leaving of a room, if it is not too late.
 */
void
hall_leaving_undo_room (HallLeaving *self,
                        HallRoom    *room)
{
  g_autoptr (HallRoom) held = NULL;

  g_return_if_fail (HALL_IS_LEAVING (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  if (!hall_room_get_leaving (room))
    return;
  held = g_object_ref (room);
  hall_session_undo_leave (self->session, room);
  g_signal_emit (self, signals[RETURNED], 0, room);
}

/**
 * hall_leaving_forget:
 * @self: a #HallLeaving
 * @room: a room that something is kept of
 *
 * Asks whether to forget it, and does so then.
 */
void
hall_leaving_forget (HallLeaving *self,
                     HallRoom    *room)
{
  g_autofree char *heading = NULL;
  AdwMessageDialog *dialog;
  GtkRoot *root;

  g_return_if_fail (HALL_IS_LEAVING (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  if (self->toasts == NULL)
    return;
  root = gtk_widget_get_root (GTK_WIDGET (self->toasts));
  /* Translators: a question; %s is the name of a room. */
  heading = g_strdup_printf (_("Forget “%s”?"), hall_room_get_name (room));
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (root), heading, NULL));
  adw_message_dialog_set_body (dialog, hall_room_get_is_member (room)
                               ? _("You leave the room, and its history on this computer will be "
                                   "deleted. This can’t be undone. Others keep theirs.")
                               : _("Its history on this computer will be deleted. This can’t be "
                                   "undone. Others keep theirs."));
  adw_message_dialog_add_response (dialog, "cancel", _("_Cancel"));
  /* Translators: the button that forgets a room. */
  adw_message_dialog_add_response (dialog, "forget", _("_Forget"));
  adw_message_dialog_set_response_appearance (dialog, "forget", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  hall_wrap_question (GTK_WIDGET (dialog));
  g_object_set_data_full (G_OBJECT (dialog), "room", g_object_ref (room), g_object_unref);
  g_signal_connect_object (dialog, "response::forget", G_CALLBACK (on_forget_confirmed), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
