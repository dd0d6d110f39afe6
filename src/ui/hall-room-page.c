/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-page.c: one room, open: header, conversation, composer, members.
 *
 * One page serves all rooms, one after the other. A room that one is not in shows what it is and a
 * button to join; members and that introduction are made when first needed.
 */

#define G_LOG_DOMAIN "hall-room-page"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-composer.h"
#include "hall-connection-bar.h"
#include "hall-connection-text.h"
#include "hall-member-list.h"
#include "hall-message-view.h"
#include "hall-room-intro.h"
#include "hall-ui.h"

#include "hall-room-page.h"

struct _HallRoomPage
{
  AdwBin parent_instance;

  HallSession *session;
  HallRoom *room;          /* (nullable) */
  GSignalGroup *room_signals;
  GSignalGroup *timeline_signals;
  GSignalGroup *host_signals;
  HallRoomIntro *intro;    /* (nullable) */
  HallMemberList *members; /* (nullable) */
  gboolean folded;

  AdwWindowTitle *title;
  GtkToggleButton *members_button;
  GtkWidget *menu_button;
  AdwFlap *flap;
  GtkStack *stack;
  HallMessageView *messages;
  GtkWidget *empty;
  HallConnectionBar *connection;
  HallComposer *composer;
};

typedef enum
{
  PROP_FOLDED = 1,
} HallRoomPageProperty;

static GParamSpec *properties[PROP_FOLDED + 1];

enum
{
  PERSON_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallRoomPage, hall_room_page, ADW_TYPE_BIN)

/* In it, or on the way back in: there is something to read. */
static gboolean
has_conversation (HallRoom *room)
{
  HallMembership membership = hall_room_get_membership (room);

  return membership != HALL_MEMBERSHIP_NONE && membership != HALL_MEMBERSHIP_JOINING &&
         !hall_room_get_leaving (room);
}

static char *
describe (HallRoom *room)
{
  HallConnection connection = hall_connection_of (room);
  HallPerson *host = hall_room_get_host (room);
  guint n_members = hall_room_get_n_members (room);
  g_autofree char *members = g_strdup_printf (ngettext ("%u member", "%u members", n_members),
                                              n_members);

  /* What is not known any more is not said; the bar below says why. */
  if (n_members == 0 || connection == HALL_CONNECTION_WAITING ||
      connection == HALL_CONNECTION_NOBODY)
    return g_strdup ("");
  if (host == NULL || connection == HALL_CONNECTION_TAKING_OVER)
    return g_steal_pointer (&members);
  if (hall_person_get_is_self (host) && n_members == 1)
    return g_strdup (_("Nobody else is here"));
  if (hall_person_get_is_self (host))
    /* Translators: below a room's name: how many are in it, and that one hosts it oneself. */
    return g_strdup_printf (C_("room", "%s · hosted by you"), members);
  return g_strdup_printf (C_("room", "%s · hosted by %s"), members, hall_person_get_name (host));
}

static void
update_title (HallRoomPage *self)
{
  g_autofree char *details = NULL;
  gboolean open;

  if (self->room == NULL)
    return;
  open = has_conversation (self->room);
  g_signal_group_set_target (self->host_signals, hall_room_get_host (self->room));
  details = describe (self->room);
  /* A room that one is not in says it all in large letters below. */
  adw_window_title_set_title (self->title, open ? hall_room_get_name (self->room) : "");
  adw_window_title_set_subtitle (self->title, open ? details : "");
}

static void
update_empty (HallRoomPage *self)
{
  HallTimeline *timeline = hall_room_get_timeline (self->room);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (timeline));
  gboolean empty = hall_timeline_get_at_start (timeline) && hall_timeline_get_at_end (timeline);

  /* "Mina created this room" alone is no conversation. */
  for (guint i = 0; empty && i < n_items; i++)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (G_LIST_MODEL (timeline), i);

      empty = hall_message_get_kind (message) != HALL_MESSAGE_TEXT && i < 8;
    }
  gtk_widget_set_visible (self->empty, empty && n_items < 8);
}

static void
show_intro (HallRoomPage *self)
{
  if (self->intro == NULL)
    {
      self->intro = HALL_ROOM_INTRO (hall_room_intro_new ());
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->intro), "intro");
    }
  hall_room_intro_set_room (self->intro, self->room);
  gtk_stack_set_visible_child_name (self->stack, "intro");
}

/* A narrow header has no room for a button that the menu has too. */
static void
update_buttons (HallRoomPage *self)
{
  gboolean open = self->room != NULL && has_conversation (self->room);

  gtk_widget_set_visible (GTK_WIDGET (self->members_button), open && !self->folded);
  gtk_widget_set_visible (self->menu_button, open);
}

static void
update_state (HallRoomPage *self)
{
  gboolean open = has_conversation (self->room);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean focused = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));

  update_buttons (self);
  hall_connection_bar_set_room (self->connection, open ? self->room : NULL);
  if (open)
    {
      const char *before = gtk_stack_get_visible_child_name (self->stack);

      hall_message_view_set_room (self->messages, self->room);
      hall_composer_set_room (self->composer, self->room);
      gtk_stack_set_visible_child_name (self->stack, "conversation");
      if (focused && g_strcmp0 (before, "intro") == 0)
        hall_composer_focus (self->composer);
    }
  else
    {
      gtk_toggle_button_set_active (self->members_button, FALSE);
      hall_message_view_set_room (self->messages, NULL);
      hall_composer_set_room (self->composer, NULL);
      show_intro (self);
    }
  update_title (self);
}

static void
on_person_activated (HallRoomPage *self,
                     HallPerson   *person)
{
  g_signal_emit (self, signals[PERSON_ACTIVATED], 0, person);
}

static void
on_members_toggled (HallRoomPage *self)
{
  gboolean shown = gtk_toggle_button_get_active (self->members_button);

  if (shown && self->members == NULL)
    {
      self->members = HALL_MEMBER_LIST (hall_member_list_new ());
      g_signal_connect_object (self->members, "person-activated",
                               G_CALLBACK (on_person_activated), self, G_CONNECT_SWAPPED);
      adw_flap_set_flap (self->flap, GTK_WIDGET (self->members));
    }
  if (shown)
    hall_member_list_set_room (self->members, self->room);
  adw_flap_set_reveal_flap (self->flap, shown);
}

static void
on_flap_revealed (HallRoomPage *self)
{
  /* A click beside the folded flap closes it. */
  gtk_toggle_button_set_active (self->members_button, adw_flap_get_reveal_flap (self->flap));
}

static void
on_sent (HallRoomPage *self)
{
  hall_message_view_jump_to_end (self->messages);
}

static void
hall_room_page_dispose (GObject *object)
{
  HallRoomPage *self = HALL_ROOM_PAGE (object);

  g_clear_object (&self->room_signals);
  g_clear_object (&self->timeline_signals);
  g_clear_object (&self->host_signals);
  g_clear_object (&self->room);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_room_page_parent_class)->dispose (object);
}

static void
hall_room_page_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch ((HallRoomPageProperty) id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, HALL_ROOM_PAGE (object)->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_room_page_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  HallRoomPage *self = HALL_ROOM_PAGE (object);

  switch ((HallRoomPageProperty) id)
    {
    case PROP_FOLDED:
      if (self->folded == g_value_get_boolean (value))
        break;
      self->folded = !self->folded;
      /* Left to itself the flap goes by the least width of its content, and an empty room has
       * almost none. */
      adw_flap_set_fold_policy (self->flap, self->folded ? ADW_FLAP_FOLD_POLICY_ALWAYS
                                                         : ADW_FLAP_FOLD_POLICY_AUTO);
      update_buttons (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_room_page_class_init (HallRoomPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_room_page_dispose;
  object_class->get_property = hall_room_page_get_property;
  object_class->set_property = hall_room_page_set_property;

  properties[PROP_FOLDED] =
    g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[PERSON_ACTIVATED] = g_signal_new ("person-activated", HALL_TYPE_ROOM_PAGE,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            HALL_TYPE_PERSON);

  g_type_ensure (HALL_TYPE_MESSAGE_VIEW);
  g_type_ensure (HALL_TYPE_COMPOSER);
  g_type_ensure (HALL_TYPE_CONNECTION_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-room-page"));
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, title);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, members_button);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, flap);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, stack);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, messages);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, empty);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, connection);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, composer);
  gtk_widget_class_bind_template_callback (widget_class, on_members_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_sent);
}

static void
hall_room_page_init (HallRoomPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->flap, "notify::reveal-flap", G_CALLBACK (on_flap_revealed), self,
                           G_CONNECT_SWAPPED);
  self->room_signals = g_signal_group_new (HALL_TYPE_ROOM);
  g_signal_group_connect_swapped (self->room_signals, "notify::name", G_CALLBACK (update_title),
                                  self);
  g_signal_group_connect_swapped (self->room_signals, "notify::n-members",
                                  G_CALLBACK (update_title), self);
  g_signal_group_connect_swapped (self->room_signals, "notify::host", G_CALLBACK (update_title),
                                  self);
  g_signal_group_connect_swapped (self->room_signals, "notify::connection",
                                  G_CALLBACK (update_title), self);
  g_signal_group_connect_swapped (self->room_signals, "notify::membership",
                                  G_CALLBACK (update_state), self);
  g_signal_group_connect_swapped (self->room_signals, "notify::leaving",
                                  G_CALLBACK (update_state), self);
  self->timeline_signals = g_signal_group_new (HALL_TYPE_TIMELINE);
  g_signal_group_connect_swapped (self->timeline_signals, "items-changed",
                                  G_CALLBACK (update_empty), self);
  g_signal_group_connect_swapped (self->timeline_signals, "notify::at-start",
                                  G_CALLBACK (update_empty), self);
  self->host_signals = g_signal_group_new (HALL_TYPE_PERSON);
  g_signal_group_connect_swapped (self->host_signals, "notify::name", G_CALLBACK (update_title),
                                  self);
}

/**
 * hall_room_page_new:
 * @session: whose rooms it will show
 *
 * Returns: (transfer floating): a page of no room yet
 */
GtkWidget *
hall_room_page_new (HallSession *session)
{
  HallRoomPage *self = g_object_new (HALL_TYPE_ROOM_PAGE, NULL);

  self->session = g_object_ref (session);
  hall_message_view_set_session (self->messages, session);
  hall_composer_set_session (self->composer, session);
  hall_connection_bar_set_session (self->connection, session);
  return GTK_WIDGET (self);
}

/**
 * hall_room_page_get_room:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the room that is shown
 */
HallRoom *
hall_room_page_get_room (HallRoomPage *self)
{
  g_return_val_if_fail (HALL_IS_ROOM_PAGE (self), NULL);

  return self->room;
}

/**
 * hall_room_page_set_room:
 * @self: a page
 * @room: (nullable): the room to show from now on
 */
void
hall_room_page_set_room (HallRoomPage *self,
                         HallRoom     *room)
{
  g_return_if_fail (HALL_IS_ROOM_PAGE (self));

  if (!g_set_object (&self->room, room))
    return;
  g_signal_group_set_target (self->room_signals, room);
  g_signal_group_set_target (self->timeline_signals,
                             room != NULL ? hall_room_get_timeline (room) : NULL);
  if (room == NULL)
    {
      hall_message_view_set_room (self->messages, NULL);
      hall_composer_set_room (self->composer, NULL);
      hall_connection_bar_set_room (self->connection, NULL);
      gtk_toggle_button_set_active (self->members_button, FALSE);
      return;
    }
  update_state (self);
  update_empty (self);
  if (gtk_toggle_button_get_active (self->members_button))
    hall_member_list_set_room (self->members, room);
}

/**
 * hall_room_page_focus:
 * @self: a page
 *
 * Puts the keyboard where one goes on: into the composer, or on "Join".
 */
void
hall_room_page_focus (HallRoomPage *self)
{
  g_return_if_fail (HALL_IS_ROOM_PAGE (self));

  if (self->room == NULL)
    return;
  if (has_conversation (self->room))
    hall_composer_focus (self->composer);
  else
    hall_room_intro_focus (self->intro);
}

/**
 * hall_room_page_focus_messages:
 * @self: a page
 *
 * Puts the keyboard into the conversation.
 */
void
hall_room_page_focus_messages (HallRoomPage *self)
{
  g_return_if_fail (HALL_IS_ROOM_PAGE (self));

  hall_message_view_focus (self->messages);
}

/**
 * hall_room_page_toggle_members:
 * @self: a page
 *
 * Shows or hides who is in the room.
 */
void
hall_room_page_toggle_members (HallRoomPage *self)
{
  g_return_if_fail (HALL_IS_ROOM_PAGE (self));

  if (self->room != NULL && has_conversation (self->room))
    gtk_toggle_button_set_active (self->members_button,
                                  !gtk_toggle_button_get_active (self->members_button));
}

/**
 * hall_room_page_save:
 * @self: a page
 *
 * Gives to the session what is written but not sent.
 */
void
hall_room_page_save (HallRoomPage *self)
{
  g_return_if_fail (HALL_IS_ROOM_PAGE (self));

  hall_composer_save_draft (self->composer);
}
