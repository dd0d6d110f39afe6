/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-sidebar.c: rooms and people, the menu, and a search over them.
 *
 * Shows the directory's models and says what was activated; what that means is the window's
 * business. A problem of the whole session (no network, full disk) stands here, where it is seen
 * whatever is open.
 */

#define G_LOG_DOMAIN "hall-sidebar"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-avatar.h"
#include "hall-beside-box.h"
#include "hall-heading.h"
#include "hall-network-empty.h"
#include "hall-person-menu.h"
#include "hall-presence-text.h"
#include "hall-room-actions.h"
#include "hall-room-menu.h"
#include "hall-sidebar-keys.h"
#include "hall-sidebar-model.h"
#include "hall-sidebar-row.h"
#include "hall-status-menu.h"
#include "hall-ui.h"

#include "hall-sidebar.h"

struct _HallSidebar
{
  AdwBin parent_instance;

  HallSession *session;
  GSignalGroup *session_signals;
  HallSidebarModel *model;
  HallPersonMenu *person_menu;
  HallRoomMenu *room_menu;       /* (nullable) until the session is set */
  HallRoomActions *room_actions; /* of the row whose menu is open; the same */

  AdwHeaderBar *header_bar;
  GtkMenuButton *self_button;
  HallAvatar *self_avatar;
  GtkWidget *menu_button;
  GtkSearchEntry *search;
  GtkRevealer *problem_revealer;
  GtkLabel *problem;
  GtkWidget *settle;
  GtkWidget *check;
  GtkWidget *nothing_found;
  GtkWidget *full;  /* the list scrolls in it */
  GtkWidget *empty; /* in its place: what one could do while there is nothing in it */
  GtkListView *list;
  gboolean alone;
};

enum
{
  ITEM_ACTIVATED,
  SEARCH_STOPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallSidebar, hall_sidebar, ADW_TYPE_BIN)

static void
on_row_setup (HallSidebar *self,
              GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item, hall_sidebar_row_new (FALSE));
}

/* GTK 4.8 gives no keyboard to a row that can neither be activated nor selected; since 4.12 that is
 * a property of its own, which this GTK may not know. */
static void
set_focusable (GtkListItem *list_item,
               gboolean     focusable)
{
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (list_item), "focusable") != NULL)
    g_object_set (list_item, "focusable", focusable, NULL);
}

static void
on_row_bind (HallSidebar *self,
             GtkListItem *list_item)
{
  GObject *item = gtk_list_item_get_item (list_item);
  gboolean is_heading = HALL_IS_HEADING (item);

  gtk_list_item_set_activatable (list_item, !is_heading);
  gtk_list_item_set_selectable (list_item, !is_heading);
  set_focusable (list_item, !is_heading);
  hall_sidebar_row_set_item (HALL_SIDEBAR_ROW (gtk_list_item_get_child (list_item)), item);
}

static void
on_row_unbind (HallSidebar *self,
               GtkListItem *list_item)
{
  hall_sidebar_row_set_item (HALL_SIDEBAR_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static GtkListItemFactory *
create_factory (HallSidebar *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_row_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_row_bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_row_unbind), self, G_CONNECT_SWAPPED);
  return factory;
}

static void
clear_search (HallSidebar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  if (self->model != NULL)
    hall_sidebar_model_set_search (self->model, NULL);
}

static void
on_search_changed (HallSidebar *self)
{
  if (self->model != NULL)
    hall_sidebar_model_set_search (self->model,
                                   gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
on_search_activated (HallSidebar *self)
{
  GObject *first;

  if (self->model == NULL)
    return;
  on_search_changed (self); /* "search-changed" lags behind the keys */
  first = hall_sidebar_model_get_first (self->model);
  if (first == NULL)
    return;
  g_object_ref (first);
  clear_search (self);
  g_signal_emit (self, signals[ITEM_ACTIVATED], 0, first);
  g_object_unref (first);
}

static void
on_search_stopped (HallSidebar *self)
{
  clear_search (self);
  g_signal_emit (self, signals[SEARCH_STOPPED], 0);
}

static void
on_list_activated (HallSidebar *self,
                   guint        position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (item == NULL || HALL_IS_HEADING (item))
    return;
  clear_search (self);
  g_signal_emit (self, signals[ITEM_ACTIVATED], 0, item);
}

static void
on_items_changed (HallSidebar *self)
{
  gtk_widget_set_visible (self->nothing_found,
                          g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0);
}

/* Beside it, in a wide window, the same is said already. */
static void
update_empty (HallSidebar *self)
{
  gboolean empty = self->alone && self->session != NULL &&
                   hall_network_empty_is (hall_session_get_directory (self->session));

  gboolean had_focus = gtk_widget_get_focus_child (self->empty) != NULL;

  gtk_widget_set_visible (self->full, !empty);
  gtk_widget_set_visible (self->empty, empty);
  if (!empty && had_focus)
    hall_sidebar_focus_list (self);
}

static void
update_problem (HallSidebar *self)
{
  g_autofree char *network = NULL;
  g_autofree char *store = NULL;
  HallPerson *person = hall_session_get_self (self->session);
  gboolean elsewhere = person != NULL && hall_person_get_elsewhere (person);
  const char *problem;

  g_object_get (self->session, "network-problem", &network, "store-problem", &store, NULL);
  problem = elsewhere ? _("Another computer uses this identity: nothing is sent from here.")
                      : store != NULL ? store : network;
  gtk_widget_set_visible (self->settle, elsewhere);
  gtk_widget_set_visible (self->check, !elsewhere && store == NULL && network != NULL);
  if (problem != NULL)
    gtk_label_set_text (self->problem, problem);
  gtk_revealer_set_reveal_child (self->problem_revealer, problem != NULL);
}

static void
update_self (HallSidebar *self)
{
  HallPerson *person = hall_session_get_self (self->session);
  g_autofree char *label = NULL;

  hall_avatar_set_person (self->self_avatar, person);
  if (person == NULL)
    return;
  /* Translators: the button with one's own avatar: a name, then "Available", "Away", … It opens a
   * menu with both. */
  label = g_strdup_printf (_("You are %s, %s"), hall_person_get_name (person),
                           hall_presence_text_describe (hall_session_get_presence (self->session)));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->self_button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->self_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static gboolean
on_search_key_pressed (HallSidebar     *self,
                       guint            key,
                       guint            code,
                       GdkModifierType  state)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  hall_sidebar_focus_list (self);
  return GDK_EVENT_STOP;
}

static void
hall_sidebar_dispose (GObject *object)
{
  HallSidebar *self = HALL_SIDEBAR (object);

  if (self->person_menu != NULL)
    hall_person_menu_detach (self->person_menu);
  g_clear_object (&self->person_menu);
  if (self->room_menu != NULL)
    hall_room_menu_detach (self->room_menu);
  g_clear_object (&self->room_menu);
  g_clear_object (&self->room_actions);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_sidebar_parent_class)->dispose (object);
}

/* A list whose first row is a heading, which takes no keyboard, leaves it to what it scrolls in. */
static gboolean
hall_sidebar_focus (GtkWidget        *widget,
                    GtkDirectionType  direction)
{
  HallSidebar *self = HALL_SIDEBAR (widget);
  gboolean moved = GTK_WIDGET_CLASS (hall_sidebar_parent_class)->focus (widget, direction);

  if (moved && gtk_widget_is_focus (self->full))
    hall_sidebar_focus_list (self);
  return moved;
}

static void
hall_sidebar_class_init (HallSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_sidebar_dispose;
  widget_class->focus = hall_sidebar_focus;

  signals[ITEM_ACTIVATED] = g_signal_new ("item-activated", HALL_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[SEARCH_STOPPED] = g_signal_new ("search-stopped", HALL_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (HALL_TYPE_AVATAR);
  g_type_ensure (HALL_TYPE_BESIDE_BOX);
  g_type_ensure (HALL_TYPE_NETWORK_EMPTY);
  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-sidebar"));
  gtk_widget_class_bind_template_child (widget_class, HallSidebar, header_bar);
  gtk_widget_class_bind_template_child (widget_class, HallSidebar, self_button);
  gtk_widget_class_bind_template_child (widget_class, HallSidebar, self_avatar);
  gtk_widget_class_bind_template_child (widget_class, HallSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, HallSidebar, search);
  gtk_widget_class_bind_template_child (widget_class, HallSidebar, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, HallSidebar, problem);
  gtk_widget_class_bind_template_child (widget_class, HallSidebar, settle);
  gtk_widget_class_bind_template_child (widget_class, HallSidebar, check);
  gtk_widget_class_bind_template_child (widget_class, HallSidebar, nothing_found);
  gtk_widget_class_bind_template_child (widget_class, HallSidebar, full);
  gtk_widget_class_bind_template_child (widget_class, HallSidebar, empty);
  gtk_widget_class_bind_template_child (widget_class, HallSidebar, list);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_list_activated);
}

static void
hall_sidebar_init (HallSidebar *self)
{
  g_autoptr (GtkListItemFactory) factory = create_factory (self);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (self->list, factory);
  /* After an input method, which may choose among its candidates with the same key. */
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_search_key_pressed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
  hall_sidebar_keys_install (self->list);
  self->person_menu = hall_person_menu_new (GTK_WIDGET (self), GTK_WIDGET (self->list));

  self->session_signals = g_signal_group_new (HALL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::network-problem",
                                  G_CALLBACK (update_problem), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::store-problem",
                                  G_CALLBACK (update_problem), self);
}

/**
 * hall_sidebar_set_session:
 * @self: a sidebar
 * @session: whose rooms and people to show; set once
 */
void
hall_sidebar_set_session (HallSidebar *self,
                          HallSession *session)
{
  HallDirectory *directory;
  HallPerson *person;

  g_return_if_fail (HALL_IS_SIDEBAR (self));
  g_return_if_fail (HALL_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  directory = hall_session_get_directory (session);

  self->session = g_object_ref (session);
  g_signal_group_set_target (self->session_signals, session);
  self->model = hall_sidebar_model_new (directory);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->model));
  self->room_actions = hall_room_actions_new (GTK_WIDGET (self), session);
  self->room_menu = hall_room_menu_new (GTK_WIDGET (self), GTK_WIDGET (self->list),
                                        self->room_actions);
  hall_person_menu_set_actions (self->person_menu, self->room_actions);
  g_signal_connect_object (hall_directory_get_people (directory), "items-changed",
                           G_CALLBACK (update_empty), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hall_directory_get_rooms (directory), "items-changed",
                           G_CALLBACK (update_empty), self, G_CONNECT_SWAPPED);
  update_empty (self);
  update_problem (self);
  update_self (self);
  person = hall_session_get_self (session);
  if (person == NULL)
    return;
  g_signal_connect_object (person, "notify::name", G_CALLBACK (update_self), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (person, "notify::presence", G_CALLBACK (update_self), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (person, "notify::elsewhere", G_CALLBACK (update_problem), self,
                           G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->self_button, hall_status_menu_new (session));
}

/**
 * hall_sidebar_get_current:
 * @self: a sidebar
 *
 * Returns: (transfer none) (nullable): the room or person that is shown as open
 */
GObject *
hall_sidebar_get_current (HallSidebar *self)
{
  g_return_val_if_fail (HALL_IS_SIDEBAR (self), NULL);

  return self->model != NULL ? hall_sidebar_model_get_current (self->model) : NULL;
}

/**
 * hall_sidebar_set_current:
 * @self: a sidebar
 * @item: (nullable): the room or person to show as open
 */
void
hall_sidebar_set_current (HallSidebar *self,
                          GObject     *item)
{
  g_return_if_fail (HALL_IS_SIDEBAR (self));

  if (self->model != NULL)
    hall_sidebar_model_set_current (self->model, item);
}

/**
 * hall_sidebar_step_room:
 * @self: a sidebar
 * @step: 1 for the next room, -1 for the one before
 *
 * Returns: (transfer none) (nullable): that room
 */
HallRoom *
hall_sidebar_step_room (HallSidebar *self,
                        int          step)
{
  g_return_val_if_fail (HALL_IS_SIDEBAR (self), NULL);

  return self->model != NULL ? hall_sidebar_model_step_room (self->model, step) : NULL;
}

/**
 * hall_sidebar_find_beside:
 * @self: a sidebar
 * @room: a room that goes
 *
 * Returns: (transfer none) (nullable): the room to show in its place
 */
HallRoom *
hall_sidebar_find_beside (HallSidebar *self,
                          HallRoom    *room)
{
  g_return_val_if_fail (HALL_IS_SIDEBAR (self), NULL);

  return self->model != NULL ? hall_sidebar_model_find_beside (self->model, room) : NULL;
}

/**
 * hall_sidebar_start_search:
 * @self: a sidebar
 *
 * Puts the keyboard into the search.
 */
void
hall_sidebar_start_search (HallSidebar *self)
{
  g_return_if_fail (HALL_IS_SIDEBAR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * hall_sidebar_focus_list:
 * @self: a sidebar
 *
 * Puts the keyboard on the row that is open, or else the first room or person; where there is
 * nothing, on what one could do.
 */
void
hall_sidebar_focus_list (HallSidebar *self)
{
  GObject *item;
  guint position = 0;

  g_return_if_fail (HALL_IS_SIDEBAR (self));

  if (self->model == NULL)
    return;
  if (gtk_widget_get_mapped (self->empty) &&
      gtk_widget_child_focus (self->empty, GTK_DIR_TAB_FORWARD))
    return;
  item = hall_sidebar_model_get_current (self->model);
  if (item == NULL || hall_sidebar_model_find (self->model, item) == GTK_INVALID_LIST_POSITION)
    item = hall_sidebar_model_get_first (self->model);
  if (item != NULL)
    position = hall_sidebar_model_find (self->model, item);
  if (item != NULL && hall_sidebar_keys_focus (self->list, position))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/**
 * hall_sidebar_set_alone:
 * @self: a sidebar
 * @alone: whether nothing stands beside it, so that the window's buttons have to be here
 */
void
hall_sidebar_set_alone (HallSidebar *self,
                        gboolean     alone)
{
  g_return_if_fail (HALL_IS_SIDEBAR (self));

  adw_header_bar_set_show_end_title_buttons (self->header_bar, alone);
  self->alone = alone;
  update_empty (self);
}
