/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-sidebar-row.c: one line of the sidebar, whatever it shows.
 *
 * GtkListView recycles its rows among headings, rooms and people, so this one holds the right
 * child for the item of the moment, and makes another child only when the kind changes.
 */

#define G_LOG_DOMAIN "hall-sidebar-row"

#include "config.h"

#include "hall-heading.h"
#include "hall-person-row.h"
#include "hall-room-row.h"
#include "hall-row-name.h"

#include "hall-sidebar-row.h"

struct _HallSidebarRow
{
  AdwBin parent_instance;

  GObject *item; /* (nullable) not owned: the list holds it while the row is bound */
  gboolean only_opens;
};

G_DEFINE_FINAL_TYPE (HallSidebarRow, hall_sidebar_row, ADW_TYPE_BIN)

static void
show_heading (HallSidebarRow *self,
              HallHeading    *heading)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));
  gboolean is_hint = hall_heading_get_is_hint (heading);
  const char *hint_classes[] = { "sidebar-hint", NULL };
  const char *heading_classes[] = { "sidebar-heading", NULL };

  if (!GTK_IS_LABEL (child))
    {
      child = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE,
                            "wrap-mode", PANGO_WRAP_WORD_CHAR, "natural-wrap-mode",
                            GTK_NATURAL_WRAP_NONE, "width-chars", 10, "max-width-chars", 10,
                            NULL);
      adw_bin_set_child (ADW_BIN (self), child);
    }
  gtk_label_set_text (GTK_LABEL (child), hall_heading_get_text (heading));
  gtk_widget_set_css_classes (child, is_hint ? hint_classes : heading_classes);
  hall_row_name_set (GTK_WIDGET (self), hall_heading_get_text (heading));
}

static void
show_room (HallSidebarRow *self,
           HallRoom       *room)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));

  if (!HALL_IS_ROOM_ROW (child))
    {
      child = hall_room_row_new ();
      hall_room_row_set_only_opens (HALL_ROOM_ROW (child), self->only_opens);
      adw_bin_set_child (ADW_BIN (self), child);
    }
  hall_room_row_set_room (HALL_ROOM_ROW (child), room);
}

static void
show_person (HallSidebarRow *self,
             HallPerson     *person)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));

  if (!HALL_IS_PERSON_ROW (child))
    {
      child = hall_person_row_new ();
      hall_person_row_set_shows_news (HALL_PERSON_ROW (child), TRUE);
      adw_bin_set_child (ADW_BIN (self), child);
    }
  hall_person_row_set_person (HALL_PERSON_ROW (child), person);
}

static void
hall_sidebar_row_class_init (HallSidebarRowClass *klass)
{
}

static void
hall_sidebar_row_init (HallSidebarRow *self)
{
}

/**
 * hall_sidebar_row_new:
 * @only_opens: whether it is to be chosen, and has no button that joins
 *
 * Returns: (transfer floating): a row of nothing yet
 */
GtkWidget *
hall_sidebar_row_new (gboolean only_opens)
{
  HallSidebarRow *self = g_object_new (HALL_TYPE_SIDEBAR_ROW, NULL);

  self->only_opens = only_opens;
  return GTK_WIDGET (self);
}

/**
 * hall_sidebar_row_set_item:
 * @self: a row
 * @item: (nullable): a HallHeading, HallRoom or HallPerson
 */
void
hall_sidebar_row_set_item (HallSidebarRow *self,
                           GObject        *item)
{
  GtkWidget *child;

  g_return_if_fail (HALL_IS_SIDEBAR_ROW (self));

  self->item = item;
  child = adw_bin_get_child (ADW_BIN (self));
  if (HALL_IS_ROOM_ROW (child) && !HALL_IS_ROOM (item))
    hall_room_row_set_room (HALL_ROOM_ROW (child), NULL);
  else if (HALL_IS_PERSON_ROW (child) && !HALL_IS_PERSON (item))
    hall_person_row_set_person (HALL_PERSON_ROW (child), NULL);

  if (HALL_IS_HEADING (item))
    show_heading (self, HALL_HEADING (item));
  else if (HALL_IS_ROOM (item))
    show_room (self, HALL_ROOM (item));
  else if (HALL_IS_PERSON (item))
    show_person (self, HALL_PERSON (item));
}

/**
 * hall_sidebar_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what is shown
 */
GObject *
hall_sidebar_row_get_item (HallSidebarRow *self)
{
  g_return_val_if_fail (HALL_IS_SIDEBAR_ROW (self), NULL);

  return self->item;
}
