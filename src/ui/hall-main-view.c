/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-main-view.c: sidebar and what is open beside it.
 *
 * Below about 560 pixels only one of the two is shown. It decides what opens where, and where the
 * keyboard goes; it never joins or creates rooms (HallWindow does). Pages are made when needed. In
 * the sidebar a private conversation is the person.
 */

#define G_LOG_DOMAIN "hall-main-view"

#include "config.h"

#include "hall-main-view-private.h"
#include "hall-network-empty.h"
#include "hall-session-people.h"
#include "hall-ui.h"

#include "hall-main-view.h"

typedef enum
{
  PROP_FOLDED = 1,
  PROP_ROOM,
} HallMainViewProperty;

static GParamSpec *properties[PROP_ROOM + 1];

G_DEFINE_FINAL_TYPE (HallMainView, hall_main_view, ADW_TYPE_BIN)

static gboolean
is_content_visible (HallMainView *self)
{
  return !adw_leaflet_get_folded (self->leaflet) ||
         adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->content);
}

static void
on_folded (HallMainView *self)
{
  hall_sidebar_set_alone (self->sidebar, adw_leaflet_get_folded (self->leaflet));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROOM]);
}

static void
on_visible_child (HallMainView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROOM]);
}

static void
on_item_activated (HallMainView *self,
                   GObject      *item)
{
  hall_main_view_open (self, item, TRUE);
}

static void
on_person_activated (HallMainView *self,
                     HallPerson   *person)
{
  hall_main_view_show_person (self, person, FALSE);
}

static void
on_room_activated (HallMainView *self,
                   HallRoom     *room)
{
  hall_main_view_open (self, G_OBJECT (room), TRUE);
}

static void
update_nothing (HallMainView *self)
{
  gboolean empty = hall_network_empty_is (hall_session_get_directory (self->session));

  gboolean had_focus = gtk_widget_get_focus_child (self->empty) != NULL;

  gtk_widget_set_visible (self->pick, !empty);
  gtk_widget_set_visible (self->empty, empty);
  if (!empty && had_focus)
    hall_sidebar_focus_list (self->sidebar);
}

static void
show_room (HallMainView *self,
           HallRoom     *room)
{
  if (self->room_page == NULL)
    {
      self->room_page = HALL_ROOM_PAGE (hall_room_page_new (self->session));
      g_object_bind_property (self, "folded", self->room_page, "folded", G_BINDING_SYNC_CREATE);
      g_signal_connect_object (self->room_page, "person-activated",
                               G_CALLBACK (on_person_activated), self, G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->content, GTK_WIDGET (self->room_page), "room");
    }
  hall_room_page_set_room (self->room_page, room);
  g_set_object (&self->room, room);
  g_clear_object (&self->before);
  hall_sidebar_set_current (self->sidebar, hall_room_get_person (room) != NULL
                                           ? G_OBJECT (hall_room_get_person (room))
                                           : G_OBJECT (room));
  gtk_stack_set_visible_child_name (self->content, "room");
}

static void
show_person (HallMainView *self,
             HallPerson   *person)
{
  if (self->person_page == NULL)
    {
      self->person_page = HALL_PERSON_PAGE (hall_person_page_new (self->session));
      g_object_bind_property (self, "folded", self->person_page, "folded", G_BINDING_SYNC_CREATE);
      g_signal_connect_object (self->person_page, "room-activated",
                               G_CALLBACK (on_room_activated), self, G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->content, GTK_WIDGET (self->person_page), "person");
    }
  /* From the sidebar of a narrow window one came from the sidebar. */
  if (!is_content_visible (self))
    g_clear_object (&self->before);
  else if (self->room != NULL)
    g_set_object (&self->before, self->room);
  g_clear_object (&self->room);
  hall_person_page_set_person (self->person_page, person);
  hall_person_page_set_returns (self->person_page, self->before != NULL);
  hall_sidebar_set_current (self->sidebar, G_OBJECT (person));
  gtk_stack_set_visible_child_name (self->content, "person");
}

static void
hall_main_view_dispose (GObject *object)
{
  HallMainView *self = HALL_MAIN_VIEW (object);

  g_clear_object (&self->room);
  g_clear_object (&self->before);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_main_view_parent_class)->dispose (object);
}

static void
hall_main_view_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  HallMainView *self = HALL_MAIN_VIEW (object);

  switch ((HallMainViewProperty) id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, hall_main_view_get_folded (self));
      break;
    case PROP_ROOM:
      g_value_set_object (value, hall_main_view_get_room (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* Before a toast, which lies over the view and would take the key for itself: it gets what is of no
 * use here. */
static gboolean
on_escape (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *before = gtk_root_get_focus (root);

  hall_main_view_focus_composer (HALL_MAIN_VIEW (widget));
  return gtk_root_get_focus (root) != before;
}

static void
hall_main_view_class_init (HallMainViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = hall_main_view_dispose;
  object_class->get_property = hall_main_view_get_property;

  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  properties[PROP_ROOM] = g_param_spec_object ("room", NULL, NULL, HALL_TYPE_ROOM, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (HALL_TYPE_SIDEBAR);
  g_type_ensure (HALL_TYPE_NETWORK_EMPTY);
  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-main-view"));
  gtk_widget_class_bind_template_child (widget_class, HallMainView, leaflet);
  gtk_widget_class_bind_template_child (widget_class, HallMainView, sidebar);
  gtk_widget_class_bind_template_child (widget_class, HallMainView, content);
  gtk_widget_class_bind_template_child (widget_class, HallMainView, pick);
  gtk_widget_class_bind_template_child (widget_class, HallMainView, empty);
  gtk_widget_class_bind_template_callback (widget_class, on_folded);
  gtk_widget_class_bind_template_callback (widget_class, on_visible_child);
  gtk_widget_class_bind_template_callback (widget_class, on_item_activated);
  gtk_widget_class_bind_template_callback (widget_class, hall_main_view_focus_composer);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
}

static void
hall_main_view_init (HallMainView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_main_view_new:
 * @session: what to show
 *
 * Returns: (transfer floating): a view with nothing open yet
 */
GtkWidget *
hall_main_view_new (HallSession *session)
{
  HallMainView *self = g_object_new (HALL_TYPE_MAIN_VIEW, NULL);
  HallDirectory *directory = hall_session_get_directory (session);

  self->session = g_object_ref (session);
  hall_sidebar_set_session (self->sidebar, session);
  g_signal_connect_object (hall_directory_get_people (directory), "items-changed",
                           G_CALLBACK (update_nothing), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hall_directory_get_rooms (directory), "items-changed",
                           G_CALLBACK (update_nothing), self, G_CONNECT_SWAPPED);
  update_nothing (self);
  return GTK_WIDGET (self);
}

/**
 * hall_main_view_get_folded:
 * @self: a view
 *
 * Returns: whether only one side is shown
 */
gboolean
hall_main_view_get_folded (HallMainView *self)
{
  g_return_val_if_fail (HALL_IS_MAIN_VIEW (self), FALSE);

  return self->leaflet != NULL && adw_leaflet_get_folded (self->leaflet);
}

/**
 * hall_main_view_get_room:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the room that is open, unless the narrow window shows the
 *   sidebar
 */
HallRoom *
hall_main_view_get_room (HallMainView *self)
{
  g_return_val_if_fail (HALL_IS_MAIN_VIEW (self), NULL);

  return self->room != NULL && is_content_visible (self) ? self->room : NULL;
}

/**
 * hall_main_view_open:
 * @self: a view
 * @item: a HallRoom, or a HallPerson for the private conversation
 * @focus: whether the keyboard goes there too
 */
void
hall_main_view_open (HallMainView *self,
                     GObject      *item,
                     gboolean      focus)
{
  g_return_if_fail (HALL_IS_MAIN_VIEW (self));

  if (HALL_IS_ROOM (item))
    show_room (self, HALL_ROOM (item));
  else if (HALL_IS_PERSON (item))
    show_room (self, hall_session_get_direct (self->session, HALL_PERSON (item)));
  else
    return;
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->content));
  if (focus)
    hall_room_page_focus (self->room_page);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROOM]);
}

/**
 * hall_main_view_show_person:
 * @self: a view
 * @person: who it is about
 * @verify: whether to go to the safety number
 *
 * Shows the person's page; "back" leads to what was open before.
 */
void
hall_main_view_show_person (HallMainView *self,
                            HallPerson   *person,
                            gboolean      verify)
{
  g_return_if_fail (HALL_IS_MAIN_VIEW (self));
  g_return_if_fail (HALL_IS_PERSON (person));

  show_person (self, person);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->content));
  if (verify)
    hall_person_page_focus_safety (self->person_page);
  else
    hall_person_page_focus (self->person_page);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROOM]);
}

static void
show_nothing (HallMainView *self)
{
  hall_sidebar_set_current (self->sidebar, NULL);
  gtk_stack_set_visible_child_name (self->content, "nothing");
  hall_room_page_set_room (self->room_page, NULL);
  g_clear_object (&self->room);
  g_clear_object (&self->before);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->sidebar));
  hall_sidebar_focus_list (self->sidebar);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROOM]);
}

/**
 * hall_main_view_close:
 * @self: a view
 * @room: a room that goes from the person's view
 *
 * If it is open, the room of one's own beside it is shown instead, or nothing: in a narrow window
 * the sidebar.
 */
void
hall_main_view_close (HallMainView *self,
                      HallRoom     *room)
{
  HallRoom *beside;

  g_return_if_fail (HALL_IS_MAIN_VIEW (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  if (self->before == room)
    {
      g_clear_object (&self->before);
      hall_person_page_set_returns (self->person_page, FALSE);
    }
  if (self->room != room)
    return;
  beside = hall_sidebar_find_beside (self->sidebar, room);
  if (beside != NULL && !adw_leaflet_get_folded (self->leaflet))
    hall_main_view_open (self, G_OBJECT (beside), TRUE);
  else
    show_nothing (self);
}

/**
 * hall_main_view_put_away:
 * @self: a view
 *
 * Shows nothing where a room was open, so that nothing is read there.
 */
void
hall_main_view_put_away (HallMainView *self)
{
  g_return_if_fail (HALL_IS_MAIN_VIEW (self));

  if (self->room != NULL)
    show_nothing (self);
}

/**
 * hall_main_view_get_room_page:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): what shows the room of hall_main_view_get_room()
 */
HallRoomPage *
hall_main_view_get_room_page (HallMainView *self)
{
  return hall_main_view_get_room (self) != NULL ? self->room_page : NULL;
}

/**
 * hall_main_view_step_room:
 * @self: a view
 * @step: 1 for the next room, -1 for the one before
 */
void
hall_main_view_step_room (HallMainView *self,
                          int           step)
{
  HallRoom *room;

  g_return_if_fail (HALL_IS_MAIN_VIEW (self));

  room = hall_sidebar_step_room (self->sidebar, step);
  if (room != NULL)
    hall_main_view_open (self, G_OBJECT (room), TRUE);
}

/**
 * hall_main_view_go_back:
 * @self: a view
 *
 * From a person's page back to what was open before; in a narrow window else to the sidebar.
 */
void
hall_main_view_go_back (HallMainView *self)
{
  g_return_if_fail (HALL_IS_MAIN_VIEW (self));

  if (self->before != NULL && is_content_visible (self))
    {
      g_autoptr (HallRoom) before = g_steal_pointer (&self->before);

      hall_main_view_open (self, G_OBJECT (before), TRUE);
      return;
    }
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->sidebar));
  hall_sidebar_focus_list (self->sidebar);
}

/**
 * hall_main_view_start_search:
 * @self: a view
 *
 * Puts the keyboard into the search over rooms and people.
 */
void
hall_main_view_start_search (HallMainView *self)
{
  g_return_if_fail (HALL_IS_MAIN_VIEW (self));

  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->sidebar));
  hall_sidebar_start_search (self->sidebar);
}

/**
 * hall_main_view_focus_composer:
 * @self: a view
 *
 * Puts the keyboard back where one writes, or into the sidebar if no room is open.
 */
void
hall_main_view_focus_composer (HallMainView *self)
{
  g_return_if_fail (HALL_IS_MAIN_VIEW (self));

  if (hall_main_view_get_room (self) != NULL)
    hall_room_page_focus (self->room_page);
  else
    hall_sidebar_focus_list (self->sidebar);
}

/**
 * hall_main_view_toggle_members:
 * @self: a view
 *
 * Shows or hides who is in the open room.
 */
void
hall_main_view_toggle_members (HallMainView *self)
{
  HallRoom *room;

  g_return_if_fail (HALL_IS_MAIN_VIEW (self));

  room = hall_main_view_get_room (self);
  if (room != NULL && hall_room_get_person (room) == NULL)
    hall_room_page_toggle_members (self->room_page);
}

/**
 * hall_main_view_save:
 * @self: a view
 *
 * Gives to the session what is written but not sent.
 */
void
hall_main_view_save (HallMainView *self)
{
  g_return_if_fail (HALL_IS_MAIN_VIEW (self));

  if (self->room_page != NULL)
    hall_room_page_save (self->room_page);
}
