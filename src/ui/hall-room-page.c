/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-page.c: one room or private conversation, open: header, conversation, composer,
 * members.
 *
 * One page serves all of them, one after the other. A room that one is not in shows what it is and
 * a button to join; one that one was put out of can be read. Members and that introduction are made
 * when first needed.
 */

#define G_LOG_DOMAIN "hall-room-page"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-composer-actions.h"
#include "hall-composer.h"
#include "hall-connection-bar.h"
#include "hall-invite-offer.h"
#include "hall-member-list.h"
#include "hall-message-view.h"
#include "hall-name-warning.h"
#include "hall-pinned-bar.h"
#include "hall-read-only-bar.h"
#include "hall-room-actions.h"
#include "hall-room-empty.h"
#include "hall-room-intro.h"
#include "hall-room-menu.h"
#include "hall-room-title.h"
#include "hall-search-bar.h"
#include "hall-typing-line.h"
#include "hall-ui.h"

#include "hall-room-page.h"

struct _HallRoomPage
{
  AdwBin parent_instance;

  HallSession *session;
  HallRoom *room;          /* (nullable) */
  GSignalGroup *room_signals;
  HallRoomActions *actions;
  HallNameWarning *warning;
  HallRoomIntro *intro;    /* (nullable) */
  HallMemberList *members; /* (nullable) */
  gboolean folded;

  HallRoomTitle *title;
  GtkWidget *find_button;
  GtkToggleButton *members_button;
  GtkMenuButton *menu_button;
  AdwFlap *flap;
  GtkStack *stack;
  HallMessageView *messages;
  HallPinnedBar *pinned;
  HallSearchBar *search;
  HallRoomEmpty *empty;
  HallConnectionBar *connection;
  GtkBox *conversation;
  HallTypingLine *typing;
  HallInviteOffer *offer;
  HallReadOnlyBar *read_only;
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

/* In it, on the way back in, or put out of it: there is something to read. */
static gboolean
has_conversation (HallRoom *room)
{
  HallMembership membership = hall_room_get_membership (room);

  if (hall_room_get_person (room) != NULL)
    return TRUE;
  if ((hall_room_get_banned (room) || hall_room_get_removed (room)) &&
      membership != HALL_MEMBERSHIP_JOINING)
    return TRUE;
  return membership != HALL_MEMBERSHIP_NONE && membership != HALL_MEMBERSHIP_JOINING &&
         !hall_room_get_leaving (room);
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

/* A narrow header has no room for buttons that the menu has too. */
static void
update_buttons (HallRoomPage *self)
{
  gboolean shown = self->room != NULL && has_conversation (self->room);
  gboolean open = shown && hall_room_get_person (self->room) == NULL;
  gboolean out = open && (hall_room_get_banned (self->room) ||
                          hall_room_get_removed (self->room));

  gtk_widget_set_visible (GTK_WIDGET (self->members_button), open && !out && !self->folded);
  gtk_widget_set_visible (self->find_button, shown && !self->folded);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), shown);
}

/* Everything that is about the open conversation, whichever it is; @room: (nullable) */
static void
set_parts (HallRoomPage *self,
           HallRoom     *room)
{
  HallPerson *person = room != NULL ? hall_room_get_person (room) : NULL;
  gboolean out = room != NULL && (hall_room_get_banned (room) || hall_room_get_removed (room));

  hall_connection_bar_set_room (self->connection, person == NULL && !out ? room : NULL);
  hall_name_warning_set_person (self->warning, person);
  hall_read_only_bar_set_room (self->read_only, room);
  hall_message_view_set_room (self->messages, room);
  hall_pinned_bar_set_room (self->pinned, room);
  hall_composer_set_room (self->composer, room);
  hall_typing_line_set_room (self->typing, room);
  hall_invite_offer_set_room (self->offer, self->session, room);
  hall_room_empty_set_room (self->empty, room);
  hall_search_bar_set_room (self->search, room);
}

static void
update_state (HallRoomPage *self)
{
  gboolean open = has_conversation (self->room);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean focused = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));

  update_buttons (self);
  set_parts (self, open ? self->room : NULL);
  if (open)
    {
      const char *before = gtk_stack_get_visible_child_name (self->stack);

      gtk_stack_set_visible_child_name (self->stack, "conversation");
      if (focused && g_strcmp0 (before, "intro") == 0)
        hall_composer_focus (self->composer);
    }
  else
    {
      show_intro (self);
    }
  if (!open || hall_room_get_person (self->room) != NULL || hall_room_get_banned (self->room) ||
      hall_room_get_removed (self->room))
    gtk_toggle_button_set_active (self->members_button, FALSE);
  hall_room_title_set_room (self->title, self->room, open);
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
      self->members = HALL_MEMBER_LIST (hall_member_list_new (self->session));
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
on_sent (HallRoomPage *self,
         const char   *text)
{
  hall_message_view_jump_to_end (self->messages);
  hall_invite_offer_consider (self->offer, text);
}

static void
hall_room_page_dispose (GObject *object)
{
  HallRoomPage *self = HALL_ROOM_PAGE (object);

  g_clear_object (&self->room_signals);
  g_clear_object (&self->actions);
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
      hall_room_title_set_narrow (self->title, self->folded);
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
  g_type_ensure (HALL_TYPE_SEARCH_BAR);
  g_type_ensure (HALL_TYPE_ROOM_EMPTY);
  g_type_ensure (HALL_TYPE_COMPOSER);
  g_type_ensure (HALL_TYPE_CONNECTION_BAR);
  g_type_ensure (HALL_TYPE_ROOM_TITLE);
  g_type_ensure (HALL_TYPE_TYPING_LINE);
  g_type_ensure (HALL_TYPE_INVITE_OFFER);
  g_type_ensure (HALL_TYPE_READ_ONLY_BAR);
  g_type_ensure (HALL_TYPE_PINNED_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-room-page"));
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, title);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, find_button);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, members_button);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, flap);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, stack);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, messages);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, pinned);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, search);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, empty);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, connection);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, conversation);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, typing);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, offer);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, read_only);
  gtk_widget_class_bind_template_child (widget_class, HallRoomPage, composer);
  gtk_widget_class_bind_template_callback (widget_class, on_members_toggled);
  gtk_widget_class_bind_template_callback (widget_class, hall_message_view_jump_to_event);
  gtk_widget_class_bind_template_callback (widget_class, on_sent);
  gtk_widget_class_bind_template_callback (widget_class, hall_room_page_focus);
}

static void
hall_room_page_init (HallRoomPage *self)
{
  static const char *const watched[] = {
    "notify::membership", "notify::leaving", "notify::banned", "notify::removed",
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->flap, "notify::reveal-flap", G_CALLBACK (on_flap_revealed), self,
                           G_CONNECT_SWAPPED);
  self->room_signals = g_signal_group_new (HALL_TYPE_ROOM);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_group_connect_swapped (self->room_signals, watched[i], G_CALLBACK (update_state),
                                    self);
  g_object_bind_property (self->read_only, "shown", self->composer, "visible",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
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
  hall_pinned_bar_set_session (self->pinned, session);
  hall_search_bar_set_session (self->search, session, self->messages);
  hall_composer_set_session (self->composer, session);
  hall_composer_actions_insert (self->composer, GTK_WIDGET (self));
  hall_connection_bar_set_session (self->connection, session);
  self->actions = hall_room_actions_new (GTK_WIDGET (self), session);
  self->warning = HALL_NAME_WARNING (hall_name_warning_new (session, NULL));
  gtk_box_prepend (self->conversation, GTK_WIDGET (self->warning));
  return GTK_WIDGET (self);
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
  hall_room_actions_set_room (self->actions, room);
  if (room == NULL)
    {
      set_parts (self, NULL);
      gtk_toggle_button_set_active (self->members_button, FALSE);
      return;
    }
  hall_room_menu_set_for_header (self->menu_button, room);
  update_state (self);
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
  if (hall_read_only_bar_get_shown (self->read_only))
    hall_read_only_bar_focus (self->read_only);
  else if (gtk_widget_get_visible (GTK_WIDGET (self->warning)))
    gtk_widget_child_focus (GTK_WIDGET (self->warning), GTK_DIR_TAB_FORWARD);
  else if (has_conversation (self->room))
    hall_composer_focus (self->composer);
  else
    hall_room_intro_focus (self->intro);
}

/**
 * hall_room_page_get_messages:
 * @self: a page
 *
 * Returns: (transfer none): the conversation, to go somewhere in it
 */
HallMessageView *
hall_room_page_get_messages (HallRoomPage *self)
{
  g_return_val_if_fail (HALL_IS_ROOM_PAGE (self), NULL);

  return self->messages;
}

/**
 * hall_room_page_show_pinned:
 * @self: a page
 *
 * Opens the list of what is pinned, if anything is.
 */
void
hall_room_page_show_pinned (HallRoomPage *self)
{
  g_return_if_fail (HALL_IS_ROOM_PAGE (self));

  hall_pinned_bar_open (self->pinned);
}

/**
 * hall_room_page_find:
 * @self: a page
 *
 * Opens the search in the conversation.
 */
void
hall_room_page_find (HallRoomPage *self)
{
  g_return_if_fail (HALL_IS_ROOM_PAGE (self));

  hall_search_bar_open (self->search);
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

  if (self->room != NULL && has_conversation (self->room) &&
      hall_room_get_person (self->room) == NULL)
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
