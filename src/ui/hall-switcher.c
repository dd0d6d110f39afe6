/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-switcher.c: to another room or person by a few letters of the name.
 *
 * Made by HallWindow, which opens what was chosen. The keyboard stays where one types; the arrow
 * keys move what is selected, Enter opens it. The list is made anew for each letter. In between,
 * who goes is taken out and who comes stands at its end: nothing else moves below one's finger.
 */

#define G_LOG_DOMAIN "hall-switcher"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-announce.h"
#include "hall-sidebar-row.h"
#include "hall-switcher-model.h"
#include "hall-switcher-ranking.h"
#include "hall-ui.h"

#include "hall-switcher.h"

#define SHOWN_MAX 30
/* How long to collect those who come and go: a network that wakes up brings hundreds. */
#define COLLECT_MS 100

struct _HallSwitcher
{
  AdwWindow parent_instance;

  HallSession *session;
  GObject *current;         /* (nullable) */
  char *typed;              /* (nullable): what the list is made of */
  HallSwitcherModel *model; /* of HallRoom and HallPerson */
  guint timeout;            /* while those who come and go are collected */

  GtkSearchEntry *entry;
  GtkWidget *nothing;
  GtkListView *list;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallSwitcher, hall_switcher, ADW_TYPE_WINDOW)

static const char *
get_name (GObject *item)
{
  return HALL_IS_ROOM (item) ? hall_room_get_name (HALL_ROOM (item))
                             : hall_person_get_name (HALL_PERSON (item));
}

/* The keyboard is elsewhere: a screen reader hears of the selected row like this. */
static void
tell_selected (HallSwitcher *self)
{
  g_autoptr (GObject) item =
    g_list_model_get_item (G_LIST_MODEL (self->model),
                           hall_switcher_model_get_selected (self->model));
  const char *name = item != NULL ? get_name (item)
                                  : _("Nobody and nothing of this name is here.");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  name, -1);
  hall_announce (GTK_WIDGET (self), name);
}

static void
rank (HallSwitcher *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GPtrArray) ranked = NULL;

  if (g_strcmp0 (typed, self->typed) == 0)
    return;
  g_free (self->typed);
  self->typed = g_strdup (typed);
  ranked = hall_switcher_rank (self->session, typed, self->current, SHOWN_MAX);
  hall_switcher_model_set_items (self->model, ranked);
  gtk_widget_set_visible (self->nothing, ranked->len == 0);
  tell_selected (self);
}

static gboolean
on_timeout (gpointer user_data)
{
  HallSwitcher *self = user_data;
  g_autoptr (GObject) before = NULL, after = NULL;
  g_autoptr (GPtrArray) ranked = NULL;
  GListModel *model = G_LIST_MODEL (self->model);

  self->timeout = 0;
  before = g_list_model_get_item (model, hall_switcher_model_get_selected (self->model));
  ranked = hall_switcher_rank (self->session, self->typed, self->current, SHOWN_MAX);
  hall_switcher_model_update_items (self->model, ranked, SHOWN_MAX);
  gtk_widget_set_visible (self->nothing, g_list_model_get_n_items (model) == 0);
  after = g_list_model_get_item (model, hall_switcher_model_get_selected (self->model));
  if (before != after)
    tell_selected (self);
  return G_SOURCE_REMOVE;
}

static void
on_items_changed (HallSwitcher *self)
{
  if (self->timeout == 0)
    self->timeout = g_timeout_add (COLLECT_MS, on_timeout, self);
}

static void
choose (HallSwitcher *self,
        guint         position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (item == NULL)
    return;
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[CHOSEN], 0, item);
}

static void
on_search_changed (HallSwitcher *self)
{
  rank (self);
}

static void
on_entry_activated (HallSwitcher *self)
{
  rank (self);
  choose (self, hall_switcher_model_get_selected (self->model));
}

static void
on_list_activated (HallSwitcher *self,
                   guint         position)
{
  choose (self, position);
}

/* After an input method, which may choose among its candidates with the same keys. */
static gboolean
on_key_pressed (HallSwitcher    *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  gboolean down = key == GDK_KEY_Down || key == GDK_KEY_KP_Down;

  if (!down && key != GDK_KEY_Up && key != GDK_KEY_KP_Up)
    return GDK_EVENT_PROPAGATE;
  hall_switcher_model_step (self->model, down ? 1 : -1);
  if (hall_switcher_model_get_selected (self->model) != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u",
                                hall_switcher_model_get_selected (self->model));
  tell_selected (self);
  return GDK_EVENT_STOP;
}

static void
on_row_setup (HallSwitcher *self,
              GtkListItem  *list_item)
{
  gtk_list_item_set_child (list_item, hall_sidebar_row_new (TRUE));
}

static void
on_row_bind (HallSwitcher *self,
             GtkListItem  *list_item)
{
  hall_sidebar_row_set_item (HALL_SIDEBAR_ROW (gtk_list_item_get_child (list_item)),
                             gtk_list_item_get_item (list_item));
}

static void
on_row_unbind (HallSwitcher *self,
               GtkListItem  *list_item)
{
  hall_sidebar_row_set_item (HALL_SIDEBAR_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
hall_switcher_dispose (GObject *object)
{
  HallSwitcher *self = HALL_SWITCHER (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_object (&self->current);
  g_clear_object (&self->session);
  g_clear_object (&self->model);
  g_clear_pointer (&self->typed, g_free);
  G_OBJECT_CLASS (hall_switcher_parent_class)->dispose (object);
}

static void
hall_switcher_class_init (HallSwitcherClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_switcher_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", HALL_TYPE_SWITCHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);

  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-switcher"));
  gtk_widget_class_bind_template_child (widget_class, HallSwitcher, entry);
  gtk_widget_class_bind_template_child (widget_class, HallSwitcher, nothing);
  gtk_widget_class_bind_template_child (widget_class, HallSwitcher, list);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_list_activated);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
}

static void
hall_switcher_init (HallSwitcher *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->model = hall_switcher_model_new ();
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_row_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_row_bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_row_unbind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->model));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

/**
 * hall_switcher_new:
 * @session: whose rooms and people
 * @current: (nullable): the room or person that is open
 * @parent: (nullable): the window below
 *
 * Returns: (transfer none): the switcher, to be presented
 */
GtkWidget *
hall_switcher_new (HallSession *session,
                   GObject     *current,
                   GtkWindow   *parent)
{
  HallDirectory *directory;
  HallSwitcher *self;

  g_return_val_if_fail (HALL_IS_SESSION (session), NULL);

  self = g_object_new (HALL_TYPE_SWITCHER, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  g_set_object (&self->current, current);
  directory = hall_session_get_directory (session);
  g_signal_connect_object (hall_directory_get_rooms (directory), "items-changed",
                           G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hall_directory_get_people (directory), "items-changed",
                           G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  rank (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return GTK_WIDGET (self);
}
