/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-row-menu.c: a context menu over the rows of a list.
 *
 * Owned by the menu of a message, a member or a person, which says what is offered. Right click,
 * long press, the Menu key and Shift+F10 open it, before what GTK itself would do with them (the
 * menu of a label that can be selected). One popover serves all rows, and is made when first
 * asked for. It belongs to the view and not to a row, which shows something else when the list
 * goes on. It never knows what it is about.
 */

#define G_LOG_DOMAIN "hall-row-menu"

#include "config.h"

#include "hall-row-menu.h"

struct _HallRowMenu
{
  GObject parent_instance;

  GtkWidget *view;    /* (nullable) not owned: until detached */
  GtkWidget *list;    /* (nullable) not owned: it is in the view */
  GType row_type;
  HallRowMenuCreate create;
  HallRowMenuFill fill; /* (nullable) */
  gpointer user_data;
  GtkWidget *popover; /* (nullable): a child of the view */
  GtkWidget *before;  /* (nullable) weak: where the keyboard was */
};

G_DEFINE_FINAL_TYPE (HallRowMenu, hall_row_menu, G_TYPE_OBJECT)

/* A popover leaves the keyboard nowhere. */
static void
on_closed (HallRowMenu *self)
{
  if (self->before != NULL && gtk_widget_get_mapped (self->before))
    gtk_widget_grab_focus (self->before);
  g_clear_weak_pointer (&self->before);
}

static void
ensure_popover (HallRowMenu *self)
{
  if (self->popover != NULL)
    return;
  self->popover = gtk_popover_menu_new_from_model (NULL);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_parent (self->popover, self->view);
  g_signal_connect_object (self->popover, "closed", G_CALLBACK (on_closed), self,
                           G_CONNECT_SWAPPED);
}

/* @x and @y are where, in @from. A row may reach beyond what is seen of the list. */
static gboolean
open_menu (HallRowMenu *self,
           GtkWidget   *row,
           GtkWidget   *from,
           double       x,
           double       y)
{
  GtkRoot *root = gtk_widget_get_root (self->view);
  g_autoptr (GMenuModel) model = NULL;
  int left, top;

  if (row == NULL || !gtk_widget_translate_coordinates (from, self->view, x, y, &x, &y))
    return FALSE;
  model = self->create (row, self->user_data);
  if (model == NULL)
    return FALSE;
  ensure_popover (self);
  left = CLAMP ((int) x, 0, MAX (gtk_widget_get_width (self->view) - 1, 0));
  top = CLAMP ((int) y, 0, MAX (gtk_widget_get_height (self->view) - 1, 0));
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->popover), model);
  if (self->fill != NULL)
    self->fill (GTK_POPOVER_MENU (self->popover), self->user_data);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &(GdkRectangle) { left, top, 1, 1 });
  if (!gtk_widget_get_visible (self->popover))
    g_set_weak_pointer (&self->before, root != NULL ? gtk_root_get_focus (root) : NULL);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  return TRUE;
}

/* The row is somewhere in the list's own widget for it. */
static GtkWidget *
find_inside (HallRowMenu *self,
             GtkWidget   *widget)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), self->row_type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = find_inside (self, child);

      if (row != NULL)
        return row;
    }
  return NULL;
}

static void
open_at (HallRowMenu *self,
         GtkGesture  *gesture,
         double       x,
         double       y)
{
  GtkWidget *widget = gtk_widget_pick (self->list, x, y, GTK_PICK_DEFAULT);

  /* Not only up to the row: the list's own widget is a little larger. */
  while (widget != NULL && widget != self->list && gtk_widget_get_parent (widget) != self->list)
    widget = gtk_widget_get_parent (widget);
  if (widget != NULL && widget != self->list &&
      open_menu (self, find_inside (self, widget), self->list, x, y))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
on_pressed (HallRowMenu *self,
            int          n_press,
            double       x,
            double       y,
            GtkGesture  *gesture)
{
  open_at (self, gesture, x, y);
}

static void
on_long_pressed (HallRowMenu *self,
                 double       x,
                 double       y,
                 GtkGesture  *gesture)
{
  open_at (self, gesture, x, y);
}

/* Of the row that has the keyboard, or in which something has it. */
static gboolean
on_key_pressed (HallRowMenu     *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  GtkWidget *focus = gtk_widget_get_focus_child (self->list);
  GtkWidget *row;
  double x;

  if (key != GDK_KEY_Menu && !(key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    return GDK_EVENT_PROPAGATE;
  row = focus != NULL ? find_inside (self, focus) : NULL;
  if (row == NULL)
    return GDK_EVENT_PROPAGATE;
  x = gtk_widget_get_width (row) / 4.0;
  if (gtk_widget_get_direction (row) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (row) - x;
  return open_menu (self, row, row, x, gtk_widget_get_height (row))
         ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static void
add_controllers (HallRowMenu *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (press, "pressed", G_CALLBACK (on_long_pressed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->list, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (self->list, GTK_EVENT_CONTROLLER (press));
  gtk_widget_add_controller (self->list, keys);
}

static void
hall_row_menu_dispose (GObject *object)
{
  hall_row_menu_detach (HALL_ROW_MENU (object));
  G_OBJECT_CLASS (hall_row_menu_parent_class)->dispose (object);
}

static void
hall_row_menu_class_init (HallRowMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_row_menu_dispose;
}

static void
hall_row_menu_init (HallRowMenu *self)
{
}

/**
 * hall_row_menu_new:
 * @view: what the menu lies over; not kept alive
 * @list: a list view in @view; not kept alive
 * @row_type: the type of the widgets in the list's rows that have a menu
 * @create: returns (transfer full) (nullable) what is offered for a row
 * @user_data: for @create; valid until hall_row_menu_detach()
 *
 * Returns: (transfer full): the menu, not opened yet
 */
HallRowMenu *
hall_row_menu_new (GtkWidget         *view,
                   GtkWidget         *list,
                   GType              row_type,
                   HallRowMenuCreate  create,
                   gpointer           user_data)
{
  HallRowMenu *self = g_object_new (HALL_TYPE_ROW_MENU, NULL);

  self->view = view;
  self->list = list;
  self->row_type = row_type;
  self->create = create;
  self->user_data = user_data;
  add_controllers (self);
  return self;
}

/**
 * hall_row_menu_set_fill:
 * @self: a menu
 * @fill: (nullable): puts widgets into the menu, called whenever it is opened, with the user data
 *   of the function that creates it
 */
void
hall_row_menu_set_fill (HallRowMenu     *self,
                        HallRowMenuFill  fill)
{
  g_return_if_fail (HALL_IS_ROW_MENU (self));

  self->fill = fill;
}

/**
 * hall_row_menu_open:
 * @self: a menu
 * @row: of which the menu is
 * @at: a widget below which it opens: @row, or one in it
 *
 * Returns: whether there is a menu for that row
 */
gboolean
hall_row_menu_open (HallRowMenu *self,
                    GtkWidget   *row,
                    GtkWidget   *at)
{
  g_return_val_if_fail (HALL_IS_ROW_MENU (self), FALSE);

  return self->view != NULL && open_menu (self, row, at, gtk_widget_get_width (at) / 2.0,
                                          gtk_widget_get_height (at));
}

/**
 * hall_row_menu_close:
 * @self: a menu, opened or not
 */
void
hall_row_menu_close (HallRowMenu *self)
{
  g_return_if_fail (HALL_IS_ROW_MENU (self));

  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

/**
 * hall_row_menu_get_popover:
 * @self: a menu
 *
 * Returns: (transfer none) (nullable): what was opened, if it ever was
 */
GtkWidget *
hall_row_menu_get_popover (HallRowMenu *self)
{
  g_return_val_if_fail (HALL_IS_ROW_MENU (self), NULL);

  return self->popover;
}

/**
 * hall_row_menu_detach:
 * @self: a menu
 *
 * Lets go of the view and the list.
 */
void
hall_row_menu_detach (HallRowMenu *self)
{
  g_return_if_fail (HALL_IS_ROW_MENU (self));

  g_clear_weak_pointer (&self->before);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->view = NULL;
  self->list = NULL;
}
