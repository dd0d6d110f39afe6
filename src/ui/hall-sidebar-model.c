/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-sidebar-model.c: the lines of the sidebar: Rooms and People, and which one is open.
 *
 * A GtkSelectionModel whose one selected row is what the window shows: the list can't select by
 * itself (with single-click-activate it would select under the pointer), it only activates.
 */

#define G_LOG_DOMAIN "hall-sidebar-model"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-heading.h"
#include "hall-sidebar-section.h"

#include "hall-sidebar-model.h"

struct _HallSidebarModel
{
  GObject parent_instance;

  HallSidebarSection *rooms;
  HallSidebarSection *people;
  GListModel *rows;
  GObject *current;  /* (nullable) */
  guint position;    /* of current, or GTK_INVALID_LIST_POSITION */
};

static void hall_sidebar_model_init_list (GListModelInterface *iface);
static void hall_sidebar_model_init_selection (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HallSidebarModel, hall_sidebar_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      hall_sidebar_model_init_list)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                      hall_sidebar_model_init_selection))

static const char *const room_sort_properties[] = {
  "is-member", "leaving", "announced", "membership", "last-time", "name", NULL
};

static const char *const person_sort_properties[] = {
  "blocked", "presence", "name", NULL
};

static gboolean
is_ours (HallRoom *room)
{
  return hall_room_get_is_member (room) && !hall_room_get_leaving (room);
}

/* One that is being left is shown as one could join it, if others keep it up; else not at all. */
static gboolean
shows_room (gpointer item)
{
  return !hall_room_get_leaving (item) ||
         (hall_room_get_announced (item) &&
          hall_room_get_membership (item) != HALL_MEMBERSHIP_HOSTING);
}

/* Ours first, the liveliest above; then what is announced, by name. */
static int
compare_rooms (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  HallRoom *first = (HallRoom *) a, *second = (HallRoom *) b;
  gboolean is_member = is_ours (first);
  gint64 first_time, second_time;
  int order;

  if (is_member != is_ours (second))
    return is_member ? -1 : 1;
  first_time = hall_room_get_last_time (first);
  second_time = hall_room_get_last_time (second);
  if (is_member && first_time != second_time)
    return first_time > second_time ? -1 : 1;
  order = g_utf8_collate (hall_room_get_name (first), hall_room_get_name (second));
  return order != 0 ? order : g_strcmp0 (hall_room_get_id (first), hall_room_get_id (second));
}

static int
rank_presence (HallPresence presence)
{
  switch (presence)
    {
    case HALL_PRESENCE_AVAILABLE:
      return 0;
    case HALL_PRESENCE_AWAY:
      return 1;
    case HALL_PRESENCE_BUSY:
      return 2;
    case HALL_PRESENCE_OFFLINE:
    case HALL_PRESENCE_INVISIBLE:
    default:
      return 3;
    }
}

static gboolean
has_unread (HallPerson *person)
{
  HallRoom *conversation = hall_person_get_conversation (person);

  return conversation != NULL && hall_room_get_unread (conversation) > 0;
}

/* Who has written something that was not read, then who is here. Those who are blocked come last,
 * however available they are. */
static int
compare_people (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  HallPerson *first = (HallPerson *) a, *second = (HallPerson *) b;
  int order = hall_person_get_blocked (first) - hall_person_get_blocked (second);

  if (order == 0)
    order = has_unread (second) - has_unread (first);
  if (order == 0)
    order = rank_presence (hall_person_get_presence (first)) -
            rank_presence (hall_person_get_presence (second));
  if (order == 0)
    order = g_utf8_collate (hall_person_get_name (first), hall_person_get_name (second));
  return order != 0 ? order : g_strcmp0 (hall_person_get_id (first), hall_person_get_id (second));
}

static GType
hall_sidebar_model_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
hall_sidebar_model_get_n_items (GListModel *model)
{
  HallSidebarModel *self = HALL_SIDEBAR_MODEL (model);

  return self->rows != NULL ? g_list_model_get_n_items (self->rows) : 0;
}

static gpointer
hall_sidebar_model_get_item (GListModel *model,
                             guint       position)
{
  HallSidebarModel *self = HALL_SIDEBAR_MODEL (model);

  return self->rows != NULL ? g_list_model_get_item (self->rows, position) : NULL;
}

static void
hall_sidebar_model_init_list (GListModelInterface *iface)
{
  iface->get_item_type = hall_sidebar_model_get_item_type;
  iface->get_n_items = hall_sidebar_model_get_n_items;
  iface->get_item = hall_sidebar_model_get_item;
}

static gboolean
hall_sidebar_model_is_selected (GtkSelectionModel *model,
                                guint              position)
{
  HallSidebarModel *self = HALL_SIDEBAR_MODEL (model);

  return self->position == position && position != GTK_INVALID_LIST_POSITION;
}

static GtkBitset *
hall_sidebar_model_get_selection_in_range (GtkSelectionModel *model,
                                           guint              position,
                                           guint              n_items)
{
  HallSidebarModel *self = HALL_SIDEBAR_MODEL (model);
  GtkBitset *selection = gtk_bitset_new_empty ();

  if (self->position != GTK_INVALID_LIST_POSITION)
    gtk_bitset_add (selection, self->position);
  return selection;
}

static void
hall_sidebar_model_init_selection (GtkSelectionModelInterface *iface)
{
  iface->is_selected = hall_sidebar_model_is_selected;
  iface->get_selection_in_range = hall_sidebar_model_get_selection_in_range;
}

static void
on_rows_changed (HallSidebarModel *self,
                 guint             position,
                 guint             removed,
                 guint             added)
{
  guint before = self->position;

  self->position = self->current != NULL ? hall_sidebar_model_find (self, self->current)
                                         : GTK_INVALID_LIST_POSITION;
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  /* A row that was there before the change may have become the selected one, or have been it. */
  if (before != self->position && self->position != GTK_INVALID_LIST_POSITION)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), self->position, 1);
}

static void
hall_sidebar_model_dispose (GObject *object)
{
  HallSidebarModel *self = HALL_SIDEBAR_MODEL (object);

  if (self->rows != NULL)
    g_signal_handlers_disconnect_by_func (self->rows, on_rows_changed, self);
  g_clear_object (&self->rows);
  g_clear_object (&self->rooms);
  g_clear_object (&self->people);
  g_clear_object (&self->current);
  G_OBJECT_CLASS (hall_sidebar_model_parent_class)->dispose (object);
}

static void
hall_sidebar_model_class_init (HallSidebarModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_sidebar_model_dispose;
}

static void
hall_sidebar_model_init (HallSidebarModel *self)
{
  self->position = GTK_INVALID_LIST_POSITION;
}

/**
 * hall_sidebar_model_new:
 * @directory: whose rooms and people to show
 *
 * Returns: (transfer full): a model of HallHeading, HallRoom and HallPerson
 */
HallSidebarModel *
hall_sidebar_model_new (HallDirectory *directory)
{
  HallSidebarModel *self = g_object_new (HALL_TYPE_SIDEBAR_MODEL, NULL);
  GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);
  GtkExpression *conversation;

  self->rooms = hall_sidebar_section_new (hall_directory_get_rooms (directory), _("Rooms"),
                                          _("No rooms yet. Create one, or wait for somebody else "
                                            "to."),
                                          compare_rooms, shows_room, room_sort_properties);
  self->people = hall_sidebar_section_new (hall_directory_get_people (directory), _("People"),
                                           _("Nobody else is here yet. People on this network "
                                             "appear by themselves."),
                                           compare_people, NULL, person_sort_properties);
  conversation = gtk_property_expression_new (HALL_TYPE_PERSON, NULL, "conversation");
  hall_sidebar_section_watch (self->people, gtk_property_expression_new (HALL_TYPE_ROOM,
                                                                         conversation, "unread"));
  g_list_store_append (parts, hall_sidebar_section_get_rows (self->rooms));
  g_list_store_append (parts, hall_sidebar_section_get_rows (self->people));
  self->rows = G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (parts)));
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (on_rows_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * hall_sidebar_model_get_current:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): the room or person that is open
 */
GObject *
hall_sidebar_model_get_current (HallSidebarModel *self)
{
  g_return_val_if_fail (HALL_IS_SIDEBAR_MODEL (self), NULL);

  return self->current;
}

/**
 * hall_sidebar_model_set_current:
 * @self: a model
 * @item: (nullable): the room or person that is open from now on
 */
void
hall_sidebar_model_set_current (HallSidebarModel *self,
                                GObject          *item)
{
  guint before, first, last;

  g_return_if_fail (HALL_IS_SIDEBAR_MODEL (self));

  if (!g_set_object (&self->current, item))
    return;
  before = self->position;
  self->position = item != NULL ? hall_sidebar_model_find (self, item) : GTK_INVALID_LIST_POSITION;
  if (before == GTK_INVALID_LIST_POSITION)
    before = self->position;
  if (before == GTK_INVALID_LIST_POSITION)
    return;
  last = self->position == GTK_INVALID_LIST_POSITION ? before : MAX (before, self->position);
  first = MIN (before, self->position);
  gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), first, last - first + 1);
}

/**
 * hall_sidebar_model_set_search:
 * @self: a model
 * @text: (nullable): show only rooms and people with this in their names
 */
void
hall_sidebar_model_set_search (HallSidebarModel *self,
                               const char       *text)
{
  g_return_if_fail (HALL_IS_SIDEBAR_MODEL (self));

  hall_sidebar_section_set_search (self->rooms, text);
  hall_sidebar_section_set_search (self->people, text);
}

/**
 * hall_sidebar_model_get_first:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): the uppermost room, or else person, that is shown
 */
GObject *
hall_sidebar_model_get_first (HallSidebarModel *self)
{
  HallSidebarSection *sections[] = { self->rooms, self->people };

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      g_autoptr (GObject) item =
        g_list_model_get_item (hall_sidebar_section_get_items (sections[i]), 0);

      if (item != NULL)
        return item; /* the list holds it */
    }
  return NULL;
}

/**
 * hall_sidebar_model_step_room:
 * @self: a model
 * @step: 1 for the next room, -1 for the one before
 *
 * Returns: (transfer none) (nullable): the room beside the one that is open, around the ends;
 *   the first or last one when none is open
 */
HallRoom *
hall_sidebar_model_step_room (HallSidebarModel *self,
                              int               step)
{
  GListModel *rooms = hall_sidebar_section_get_items (self->rooms);
  guint n_rooms = g_list_model_get_n_items (rooms);
  guint next = step > 0 ? 0 : n_rooms - 1;
  g_autoptr (HallRoom) room = NULL;

  if (n_rooms == 0)
    return NULL;
  for (guint i = 0; i < n_rooms; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (rooms, i);

      if (item == self->current)
        next = (i + n_rooms + (step > 0 ? 1 : n_rooms - 1)) % n_rooms;
    }
  room = g_list_model_get_item (rooms, next);
  return room; /* the list holds it */
}

/**
 * hall_sidebar_model_find_beside:
 * @self: a model
 * @room: a room that goes
 *
 * Returns: (transfer none) (nullable): what to show in its place: the room of ours below it, or
 *   else above it
 */
HallRoom *
hall_sidebar_model_find_beside (HallSidebarModel *self,
                                HallRoom         *room)
{
  GListModel *rooms = hall_sidebar_section_get_items (self->rooms);
  guint n_rooms = g_list_model_get_n_items (rooms);
  HallRoom *beside = NULL;
  gboolean passed = FALSE;

  for (guint i = 0; i < n_rooms; i++)
    {
      g_autoptr (HallRoom) item = g_list_model_get_item (rooms, i);

      if (item == room)
        passed = TRUE;
      else if (is_ours (item))
        beside = item; /* the list holds it */
      if (passed && beside != NULL && beside == item)
        break;
    }
  return beside;
}

/**
 * hall_sidebar_model_find:
 * @self: a model
 * @item: a room or person
 *
 * Returns: its position among the lines, or %GTK_INVALID_LIST_POSITION
 */
guint
hall_sidebar_model_find (HallSidebarModel *self,
                         GObject          *item)
{
  guint n_rows = g_list_model_get_n_items (self->rows);

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (GObject) row = g_list_model_get_item (self->rows, i);

      if (row == item)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}
