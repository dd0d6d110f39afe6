/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-connection-bar.c: the thin bar above a conversation that is not connected.
 *
 * It lies over the top of the conversation, so that nothing moves when it comes or goes. It says
 * what is going on, offers what a person could do, and asks the session to do it; reconnecting by
 * itself is the session's business. A problem of a room that is connected stands here as well.
 */

#define G_LOG_DOMAIN "hall-connection-bar"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-announce.h"
#include "hall-beside-box.h"
#include "hall-connection-text.h"
#include "hall-keep-words.h"
#include "hall-ui.h"

#include "hall-connection-bar.h"

struct _HallConnectionBar
{
  AdwBin parent_instance;

  HallSession *session;
  HallRoom *room;            /* (nullable) */
  GSignalGroup *room_signals;
  HallConnection connection; /* what is shown, or will be when the delay is over */
  char *failure;             /* (nullable): why what was asked for did not work */
  GCancellable *asking;      /* (nullable): while the session does what was asked for */
  guint delay;

  GtkRevealer *revealer;
  GtkWidget *bar;
  GtkSpinner *spinner;
  GtkLabel *label;
  GtkButton *action;
  GtkWidget *check; /* a button, where there is place for it */
};

G_DEFINE_FINAL_TYPE (HallConnectionBar, hall_connection_bar, ADW_TYPE_BIN)

static const char *
describe_action (HallConnectionBar *self)
{
  if (self->connection == HALL_CONNECTION_WAITING)
    return _("Try Now");
  if (self->connection == HALL_CONNECTION_NOBODY && !hall_room_get_reopens (self->room))
    return _("Host This Room");
  return NULL;
}

/* (transfer full) (nullable): plain text */
static char *
describe (HallConnectionBar *self)
{
  const char *sentence = hall_connection_text_describe (self->connection,
                                                        hall_room_get_reopens (self->room));
  const char *problem = hall_room_get_problem (self->room);

  if (self->failure != NULL)
    return g_strdup (self->failure);
  if (self->connection == HALL_CONNECTION_WAITING && problem != NULL)
    /* Translators: %s is a sentence: why a room cannot be reached. */
    return g_strdup_printf (_("%s Trying again by itself."), problem);
  if (self->connection == HALL_CONNECTION_LIVE)
    return g_strdup (problem);
  return g_strdup (sentence);
}

static void
update_action (HallConnectionBar *self,
               gboolean           shown)
{
  const char *text = shown ? describe_action (self) : NULL;
  gboolean checks = shown && self->connection == HALL_CONNECTION_WAITING;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && ((text == NULL && focus == GTK_WIDGET (self->action)) ||
                        (!checks && gtk_widget_is_ancestor (focus, self->check))))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-composer", NULL);
  if (text != NULL)
    gtk_button_set_label (self->action, text);
  gtk_widget_set_visible (GTK_WIDGET (self->action), text != NULL);
  gtk_widget_set_visible (self->check, checks);
}

static void
show (HallConnectionBar *self)
{
  g_autofree char *text = self->room != NULL ? describe (self) : NULL;
  gboolean going_on = self->connection == HALL_CONNECTION_DIALLING ||
                      self->connection == HALL_CONNECTION_TAKING_OVER;
  gboolean is_new = text != NULL && (!hall_connection_bar_get_shown (self) ||
                                     !g_str_equal (text, gtk_label_get_text (self->label)));

  if (text != NULL)
    {
      gtk_label_set_text (self->label, text);
      gtk_widget_set_visible (GTK_WIDGET (self->spinner), going_on);
      if (self->connection == HALL_CONNECTION_LIVE || self->failure != NULL)
        gtk_widget_add_css_class (self->bar, "problem");
      else
        gtk_widget_remove_css_class (self->bar, "problem");
    }
  gtk_spinner_set_spinning (self->spinner, text != NULL && going_on);
  update_action (self, text != NULL);
  gtk_revealer_set_reveal_child (self->revealer, text != NULL);
  if (is_new && gtk_widget_get_mapped (GTK_WIDGET (self)))
    hall_announce (GTK_WIDGET (self), text);
}

static gboolean
on_delay (gpointer user_data)
{
  HallConnectionBar *self = user_data;

  self->delay = 0;
  show (self);
  return G_SOURCE_REMOVE;
}

static void
hall_connection_bar_update (HallConnectionBar *self)
{
  HallConnection connection = self->room != NULL ? hall_connection_of (self->room)
                                                 : HALL_CONNECTION_NONE;

  if (connection != self->connection)
    g_clear_pointer (&self->failure, g_free);
  self->connection = connection;
  if (connection == HALL_CONNECTION_DIALLING && !hall_connection_bar_get_shown (self))
    {
      if (self->delay == 0)
        self->delay = g_timeout_add (HALL_CONNECTION_BAR_DELAY_MS, on_delay, self);
      return;
    }
  g_clear_handle_id (&self->delay, g_source_remove);
  show (self);
}

static void
finish_asking (HallConnectionBar *self,
               GCancellable      *cancellable,
               const GError      *error)
{
  if (self->asking != cancellable)
    return; /* about another room */
  g_clear_object (&self->asking);
  g_clear_pointer (&self->failure, g_free);
  /* While it is still tried by itself, the room's own problem says why. */
  if (error != NULL && self->connection == HALL_CONNECTION_NOBODY)
    self->failure = g_strdup (error->message);
  hall_connection_bar_update (self);
}

/* What the answers need to know. */
typedef struct
{
  HallConnectionBar *bar;
  GCancellable *cancellable;
} Asking;

static void
join_room_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autofree Asking *asking = user_data;
  g_autoptr (HallConnectionBar) self = asking->bar;
  g_autoptr (GCancellable) cancellable = asking->cancellable;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRoom) room = hall_session_join_finish (HALL_SESSION (source), result, &error);

  finish_asking (self, cancellable, error);
}

static void
reopen_room_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autofree Asking *asking = user_data;
  g_autoptr (HallConnectionBar) self = asking->bar;
  g_autoptr (GCancellable) cancellable = asking->cancellable;
  g_autoptr (GError) error = NULL;

  hall_session_reopen_room_finish (HALL_SESSION (source), result, &error);
  finish_asking (self, cancellable, error);
}

static void
on_action (HallConnectionBar *self)
{
  Asking *asking;

  if (self->room == NULL || self->asking != NULL)
    return;
  self->asking = g_cancellable_new ();
  asking = g_new (Asking, 1);
  asking->bar = g_object_ref (self);
  asking->cancellable = g_object_ref (self->asking);
  if (self->connection == HALL_CONNECTION_NOBODY)
    hall_session_reopen_room_async (self->session, self->room, self->asking, reopen_room_cb,
                                    asking);
  else
    hall_session_join_room_async (self->session, self->room, self->asking, join_room_cb, asking);
}

static void
hall_connection_bar_dispose (GObject *object)
{
  HallConnectionBar *self = HALL_CONNECTION_BAR (object);

  g_clear_handle_id (&self->delay, g_source_remove);
  g_clear_object (&self->asking);
  g_clear_object (&self->room_signals);
  g_clear_object (&self->room);
  g_clear_object (&self->session);
  g_clear_pointer (&self->failure, g_free);
  G_OBJECT_CLASS (hall_connection_bar_parent_class)->dispose (object);
}

static void
hall_connection_bar_class_init (HallConnectionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_connection_bar_dispose;

  g_type_ensure (HALL_TYPE_BESIDE_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-connection-bar"));
  gtk_widget_class_bind_template_child (widget_class, HallConnectionBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, HallConnectionBar, bar);
  gtk_widget_class_bind_template_child (widget_class, HallConnectionBar, spinner);
  gtk_widget_class_bind_template_child (widget_class, HallConnectionBar, label);
  gtk_widget_class_bind_template_child (widget_class, HallConnectionBar, action);
  gtk_widget_class_bind_template_child (widget_class, HallConnectionBar, check);
  gtk_widget_class_bind_template_callback (widget_class, on_action);
}

static void
hall_connection_bar_init (HallConnectionBar *self)
{
  static const char *const watched[] = {
    "notify::connection", "notify::membership", "notify::leaving", "notify::reopens",
    "notify::problem",
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  hall_keep_words (GTK_WIDGET (self));
  self->room_signals = g_signal_group_new (HALL_TYPE_ROOM);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_group_connect_swapped (self->room_signals, watched[i],
                                    G_CALLBACK (hall_connection_bar_update), self);
}

/**
 * hall_connection_bar_set_session:
 * @self: a bar
 * @session: who is asked to try again, or to host; set once
 */
void
hall_connection_bar_set_session (HallConnectionBar *self,
                                 HallSession       *session)
{
  g_return_if_fail (HALL_IS_CONNECTION_BAR (self));
  g_return_if_fail (HALL_IS_SESSION (session));

  g_set_object (&self->session, session);
}

/**
 * hall_connection_bar_set_room:
 * @self: a bar
 * @room: (nullable): the room to tell about from now on
 */
void
hall_connection_bar_set_room (HallConnectionBar *self,
                              HallRoom          *room)
{
  g_return_if_fail (HALL_IS_CONNECTION_BAR (self));

  if (!g_set_object (&self->room, room))
    return;
  /* What was asked for goes on; nobody waits for the answer. */
  g_clear_object (&self->asking);
  g_clear_handle_id (&self->delay, g_source_remove);
  g_clear_pointer (&self->failure, g_free);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  g_signal_group_set_target (self->room_signals, room);
  hall_connection_bar_update (self);
}

/**
 * hall_connection_bar_get_shown:
 * @self: a bar
 *
 * Returns: whether it says something now
 */
gboolean
hall_connection_bar_get_shown (HallConnectionBar *self)
{
  g_return_val_if_fail (HALL_IS_CONNECTION_BAR (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}
