/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-person-menu.c: what can be done with a person, over its row in a list.
 *
 * Message, Profile, Verify, Block: actions of the window. The menu belongs to the list and not to
 * the row, which shows somebody else when the list is sorted anew.
 */

#define G_LOG_DOMAIN "hall-person-menu"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-person-row.h"

#include "hall-person-menu.h"

struct _HallPersonMenu
{
  GObject parent_instance;

  GtkWidget *view;    /* (nullable) not owned */
  GtkWidget *list;    /* (nullable) not owned */
  GtkWidget *popover; /* (nullable): made when first opened */
};

G_DEFINE_FINAL_TYPE (HallPersonMenu, hall_person_menu, G_TYPE_OBJECT)

static void
append (GMenu      *menu,
        const char *label,
        const char *action,
        HallPerson *person)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", hall_person_get_id (person));
  g_menu_append_item (menu, item);
}

static GMenuModel *
create_model (HallPerson *person)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenu) second = g_menu_new ();

  if (!hall_person_get_blocked (person))
    append (first, _("_Message"), "win.message-person", person);
  append (first, _("_Profile"), "win.show-person", person);
  if (hall_person_get_trust (person) != HALL_TRUST_VERIFIED)
    append (first, _("_Verify…"), "win.verify-person", person);
  if (hall_person_get_blocked (person))
    append (second, _("Un_block"), "win.unblock-person", person);
  else
    append (second, _("_Block"), "win.block-person", person);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (second));
  return G_MENU_MODEL (menu);
}

static gboolean
open_menu (HallPersonMenu *self,
           HallPersonRow  *row,
           double          x,
           double          y)
{
  HallPerson *person = row != NULL ? hall_person_row_get_person (row) : NULL;
  g_autoptr (GMenuModel) model = NULL;

  if (person == NULL || hall_person_get_is_self (person) ||
      !gtk_widget_translate_coordinates (self->list, self->view, x, y, &x, &y))
    return FALSE;
  if (self->popover == NULL)
    {
      self->popover = gtk_popover_menu_new_from_model (NULL);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
      gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
      gtk_widget_set_parent (self->popover, self->view);
    }
  model = create_model (person);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->popover), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
  return TRUE;
}

static HallPersonRow *
find_inside (GtkWidget *widget)
{
  if (widget == NULL || HALL_IS_PERSON_ROW (widget))
    return (HallPersonRow *) widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      HallPersonRow *row = find_inside (child);

      if (row != NULL)
        return row;
    }
  return NULL;
}

static void
open_at (HallPersonMenu *self,
         GtkGesture     *gesture,
         double          x,
         double          y)
{
  GtkWidget *widget = gtk_widget_pick (self->list, x, y, GTK_PICK_DEFAULT);

  /* The list's own row is a little larger than ours. */
  while (widget != NULL && gtk_widget_get_parent (widget) != self->list && widget != self->list)
    widget = gtk_widget_get_parent (widget);
  if (widget != NULL && widget != self->list && open_menu (self, find_inside (widget), x, y))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
on_pressed (HallPersonMenu *self,
            int             n_press,
            double          x,
            double          y,
            GtkGesture     *gesture)
{
  open_at (self, gesture, x, y);
}

static void
on_long_pressed (HallPersonMenu *self,
                 double          x,
                 double          y,
                 GtkGesture     *gesture)
{
  open_at (self, gesture, x, y);
}

static gboolean
on_key_pressed (HallPersonMenu  *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  GtkWidget *focus = gtk_widget_get_focus_child (self->list);
  double x, y;

  if (key != GDK_KEY_Menu && !(key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    return GDK_EVENT_PROPAGATE;
  if (focus == NULL ||
      !gtk_widget_translate_coordinates (focus, self->list, gtk_widget_get_width (focus) / 4.0,
                                         gtk_widget_get_height (focus) * 0.75, &x, &y))
    return GDK_EVENT_PROPAGATE;
  return open_menu (self, find_inside (focus), x, y) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static void
hall_person_menu_dispose (GObject *object)
{
  hall_person_menu_detach (HALL_PERSON_MENU (object));
  G_OBJECT_CLASS (hall_person_menu_parent_class)->dispose (object);
}

static void
hall_person_menu_class_init (HallPersonMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_person_menu_dispose;
}

static void
hall_person_menu_init (HallPersonMenu *self)
{
}

/**
 * hall_person_menu_new:
 * @view: what the menu lies over; not kept alive
 * @list: with HallPersonRows somewhere in its rows; not kept alive
 *
 * Returns: (transfer full): the menu, not opened yet
 */
HallPersonMenu *
hall_person_menu_new (GtkWidget *view,
                      GtkWidget *list)
{
  HallPersonMenu *self = g_object_new (HALL_TYPE_PERSON_MENU, NULL);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->view = view;
  self->list = list;
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
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (press));
  gtk_widget_add_controller (list, keys);
  return self;
}

/**
 * hall_person_menu_detach:
 * @self: a menu
 *
 * Lets go of both.
 */
void
hall_person_menu_detach (HallPersonMenu *self)
{
  g_return_if_fail (HALL_IS_PERSON_MENU (self));

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->view = NULL;
  self->list = NULL;
}

/**
 * hall_person_menu_get_popover:
 * @self: a menu
 *
 * Returns: (transfer none) (nullable): what was opened, if it ever was
 */
GtkWidget *
hall_person_menu_get_popover (HallPersonMenu *self)
{
  g_return_val_if_fail (HALL_IS_PERSON_MENU (self), NULL);

  return self->popover;
}
