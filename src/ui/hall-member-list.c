/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-member-list.c: who is in a room.
 *
 * A view of the room's own list, in its order, with creator, moderators and host pointed out, and a
 * menu for each member. Made when first asked for.
 */

#define G_LOG_DOMAIN "hall-member-list"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-member-menu.h"
#include "hall-member-row.h"
#include "hall-ui.h"

#include "hall-member-list.h"

struct _HallMemberList
{
  AdwBin parent_instance;

  HallRoom *room; /* (nullable) */
  GSignalGroup *room_signals;
  GPtrArray *rows; /* (element-type HallMemberRow): the bound ones, held by the list */
  HallMemberMenu *menu;

  GtkLabel *topic;
  GtkListView *list;
};

enum
{
  PERSON_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallMemberList, hall_member_list, ADW_TYPE_BIN)

static void
update_notes (HallMemberList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    hall_member_row_update (g_ptr_array_index (self->rows, i));
}

static void
update_topic (HallMemberList *self)
{
  const char *topic = self->room != NULL ? hall_room_get_topic (self->room) : NULL;
  gboolean shown = topic != NULL && *topic != '\0';

  if (shown)
    gtk_label_set_text (self->topic, topic);
  gtk_widget_set_visible (GTK_WIDGET (self->topic), shown);
}

static void
on_menu_wanted (HallMemberList *self,
                HallMemberRow  *row)
{
  hall_member_menu_open (self->menu, row, hall_member_row_get_button (row));
}

static void
on_row_setup (HallMemberList *self,
              GtkListItem    *list_item)
{
  GtkWidget *row = hall_member_row_new ();

  g_signal_connect_object (row, "menu-wanted", G_CALLBACK (on_menu_wanted), self,
                           G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
}

static void
on_row_bind (HallMemberList *self,
             GtkListItem    *list_item)
{
  HallMemberRow *row = HALL_MEMBER_ROW (gtk_list_item_get_child (list_item));

  hall_member_row_set_person (row, gtk_list_item_get_item (list_item), self->room);
  g_ptr_array_add (self->rows, row);
}

static void
on_row_unbind (HallMemberList *self,
               GtkListItem    *list_item)
{
  HallMemberRow *row = HALL_MEMBER_ROW (gtk_list_item_get_child (list_item));

  g_ptr_array_remove_fast (self->rows, row);
  hall_member_row_set_person (row, NULL, NULL);
}

static void
on_list_activated (HallMemberList *self,
                   guint           position)
{
  g_autoptr (HallPerson) person =
    g_list_model_get_item (hall_room_get_members (self->room), position);

  if (person != NULL && !hall_person_get_is_self (person))
    g_signal_emit (self, signals[PERSON_ACTIVATED], 0, person);
}

static void
hall_member_list_dispose (GObject *object)
{
  HallMemberList *self = HALL_MEMBER_LIST (object);

  if (self->menu != NULL)
    hall_member_menu_detach (self->menu);
  g_clear_object (&self->menu);
  g_clear_object (&self->room_signals);
  g_clear_object (&self->room);
  G_OBJECT_CLASS (hall_member_list_parent_class)->dispose (object);
}

static void
hall_member_list_finalize (GObject *object)
{
  g_ptr_array_unref (HALL_MEMBER_LIST (object)->rows);
  G_OBJECT_CLASS (hall_member_list_parent_class)->finalize (object);
}

static void
hall_member_list_class_init (HallMemberListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_member_list_dispose;
  object_class->finalize = hall_member_list_finalize;

  signals[PERSON_ACTIVATED] = g_signal_new ("person-activated", HALL_TYPE_MEMBER_LIST,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            HALL_TYPE_PERSON);

  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-member-list"));
  gtk_widget_class_bind_template_child (widget_class, HallMemberList, topic);
  gtk_widget_class_bind_template_child (widget_class, HallMemberList, list);
  gtk_widget_class_bind_template_callback (widget_class, on_list_activated);
}

static void
hall_member_list_init (HallMemberList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_row_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_row_bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_row_unbind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  self->room_signals = g_signal_group_new (HALL_TYPE_ROOM);
  g_signal_group_connect_swapped (self->room_signals, "notify::host", G_CALLBACK (update_notes),
                                  self);
  g_signal_group_connect_swapped (self->room_signals, "notify::creator",
                                  G_CALLBACK (update_notes), self);
  g_signal_group_connect_swapped (self->room_signals, "roles-changed", G_CALLBACK (update_notes),
                                  self);
  g_signal_group_connect_swapped (self->room_signals, "notify::topic", G_CALLBACK (update_topic),
                                  self);
}

/**
 * hall_member_list_new:
 * @session: who does what the menus offer
 *
 * Returns: (transfer floating): a list of no room yet
 */
GtkWidget *
hall_member_list_new (HallSession *session)
{
  HallMemberList *self = g_object_new (HALL_TYPE_MEMBER_LIST, NULL);

  self->menu = hall_member_menu_new (GTK_WIDGET (self), GTK_WIDGET (self->list), session);
  return GTK_WIDGET (self);
}

/**
 * hall_member_list_set_room:
 * @self: a list
 * @room: (nullable): whose members to show from now on
 */
void
hall_member_list_set_room (HallMemberList *self,
                           HallRoom       *room)
{
  g_autoptr (GtkNoSelection) model = NULL;

  g_return_if_fail (HALL_IS_MEMBER_LIST (self));

  if (!g_set_object (&self->room, room))
    return;
  g_signal_group_set_target (self->room_signals, room);
  hall_member_menu_set_room (self->menu, room);
  if (room != NULL)
    model = gtk_no_selection_new (g_object_ref (hall_room_get_members (room)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (model));
  update_topic (self);
}
