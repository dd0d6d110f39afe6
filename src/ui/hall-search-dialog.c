/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-search-dialog.c: the search over every conversation.
 *
 * Made by HallWindow, which shows what was chosen where it was said. Pages are read as one scrolls.
 * It never opens a room itself.
 */

#define G_LOG_DOMAIN "hall-search-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-announce.h"
#include "hall-search-results.h"
#include "hall-search-row.h"
#include "hall-ui.h"

#include "hall-search-dialog.h"

/* How far before the end the next page is read, in heights of what is seen. */
#define PAGES_AHEAD 2

struct _HallSearchDialog
{
  AdwWindow parent_instance;

  HallSearchResults *results;
  char *query; /* (nullable): what was searched for last */

  GtkSearchEntry *entry;
  GtkFlowBox *filters;
  GtkWidget *partial;
  GtkStack *stack;
  GtkLabel *message;
  GtkScrolledWindow *scrolled;
  GtkListView *list;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallSearchDialog, hall_search_dialog, ADW_TYPE_WINDOW)

/* The names as a search understands them, and what they are for. */
static const struct
{
  const char *name;
  const char *value; /* (nullable): what follows; else it is to be typed */
  const char *hint;
} filters[] = {
  { NC_("search filter", "from"), NULL, N_("Only what this person said") },
  { NC_("search filter", "in"), NULL, N_("Only in this room") },
  { NC_("search filter", "before"), NULL, N_("Only before this day, such as 2026-01-31") },
  { NC_("search filter", "after"), NULL, N_("Only since this day, such as 2026-01-31") },
  { NC_("search filter", "has"), NC_("search filter", "link"), N_("Only messages with a link") },
};

static char *
make_filter (guint index)
{
  const char *value = filters[index].value;

  return g_strdup_printf ("%s:%s", g_dpgettext2 (NULL, "search filter", filters[index].name),
                          value != NULL ? g_dpgettext2 (NULL, "search filter", value) : "");
}

static const char *
describe_state (HallSearchDialog *self)
{
  if (hall_search_results_get_problem (self->results) != NULL)
    return hall_search_results_get_problem (self->results);
  if (!hall_search_results_get_active (self->results))
    return _("Search the messages of all your rooms and private conversations. Two letters are "
             "enough.");
  if (g_list_model_get_n_items (G_LIST_MODEL (self->results)) > 0)
    return NULL;
  return hall_search_results_get_busy (self->results) ? _("Searching…") : _("Nothing found");
}

static void
load_at_end (HallSearchDialog *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double page = gtk_adjustment_get_page_size (adjustment);

  if (gtk_adjustment_get_value (adjustment) + (1 + PAGES_AHEAD) * page >=
      gtk_adjustment_get_upper (adjustment))
    hall_search_results_load_more (self->results);
}

static void
update (HallSearchDialog *self)
{
  const char *message = describe_state (self);

  gtk_widget_set_visible (self->partial, hall_search_results_get_partial (self->results));
  if (message != NULL)
    {
      if (g_strcmp0 (gtk_label_get_text (self->message), message) != 0)
        hall_announce (GTK_WIDGET (self), message);
      gtk_label_set_text (self->message, message);
    }
  gtk_stack_set_visible_child_name (self->stack, message != NULL ? "message" : "results");
}

static void
search (HallSearchDialog *self)
{
  const char *query = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (g_strcmp0 (query, self->query) == 0)
    return;
  g_free (self->query);
  self->query = g_strdup (query);
  hall_search_results_search (self->results, query, NULL);
}

static void
on_search_changed (HallSearchDialog *self)
{
  search (self);
}

static void
choose (HallSearchDialog *self,
        guint             position)
{
  g_autoptr (HallSearchHit) hit = g_list_model_get_item (G_LIST_MODEL (self->results), position);

  if (hit == NULL)
    return;
  g_signal_emit (self, signals[CHOSEN], 0, hit);
  gtk_window_close (GTK_WINDOW (self));
}

/* Not what was found for what had been typed before. */
static void
on_entry_activated (HallSearchDialog *self)
{
  search (self);
  if (!hall_search_results_get_busy (self->results))
    choose (self, 0);
}

static void
on_list_activated (HallSearchDialog *self,
                   guint             position)
{
  choose (self, position);
}

static void
on_filter_clicked (HallSearchDialog *self,
                   GtkButton        *button)
{
  const char *filter = gtk_button_get_label (button);
  g_autofree char *before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_autofree char *text = NULL;

  g_strchomp (before);
  text = *before == '\0' ? g_strdup (filter) : g_strdup_printf ("%s %s", before, filter);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
add_filters (HallSearchDialog *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autofree char *label = make_filter (i);
      GtkWidget *button = gtk_button_new_with_label (label);
      GtkWidget *child = gtk_flow_box_child_new ();

      gtk_widget_add_css_class (button, "pill-small");
      gtk_widget_set_tooltip_text (button, _(filters[i].hint));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      _(filters[i].hint), -1);
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_filter_clicked), self,
                               G_CONNECT_SWAPPED);
      /* The button takes the keyboard, not what the box puts around it. */
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
      gtk_flow_box_append (self->filters, child);
    }
}

/* After an input method, which may choose among its candidates with the same key. */
static gboolean
on_key_pressed (HallSearchDialog *self,
                guint             key,
                guint             code,
                GdkModifierType   state)
{
  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down) ||
      g_list_model_get_n_items (G_LIST_MODEL (self->results)) == 0)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
  return GDK_EVENT_STOP;
}

static void
on_row_setup (HallSearchDialog *self,
              GtkListItem      *list_item)
{
  gtk_list_item_set_child (list_item, hall_search_row_new ());
}

static void
on_row_bind (HallSearchDialog *self,
             GtkListItem      *list_item)
{
  hall_search_row_set_hit (HALL_SEARCH_ROW (gtk_list_item_get_child (list_item)),
                           gtk_list_item_get_item (list_item),
                           hall_search_results_get_needle (self->results));
}

static void
on_row_unbind (HallSearchDialog *self,
               GtkListItem      *list_item)
{
  hall_search_row_set_hit (HALL_SEARCH_ROW (gtk_list_item_get_child (list_item)), NULL, NULL);
}

static void
hall_search_dialog_dispose (GObject *object)
{
  HallSearchDialog *self = HALL_SEARCH_DIALOG (object);

  if (self->results != NULL)
    g_signal_handlers_disconnect_by_func (self->results, update, self);
  g_clear_object (&self->results);
  g_clear_pointer (&self->query, g_free);
  G_OBJECT_CLASS (hall_search_dialog_parent_class)->dispose (object);
}

static void
hall_search_dialog_class_init (HallSearchDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_search_dialog_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", HALL_TYPE_SEARCH_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, HALL_TYPE_SEARCH_HIT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-search-dialog"));
  gtk_widget_class_bind_template_child (widget_class, HallSearchDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, HallSearchDialog, filters);
  gtk_widget_class_bind_template_child (widget_class, HallSearchDialog, partial);
  gtk_widget_class_bind_template_child (widget_class, HallSearchDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, HallSearchDialog, message);
  gtk_widget_class_bind_template_child (widget_class, HallSearchDialog, scrolled);
  gtk_widget_class_bind_template_child (widget_class, HallSearchDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_list_activated);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
}

static void
hall_search_dialog_init (HallSearchDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkAdjustment *adjustment;

  gtk_widget_init_template (GTK_WIDGET (self));
  add_filters (self);
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_row_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_row_bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_row_unbind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (load_at_end), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (load_at_end), self,
                           G_CONNECT_SWAPPED);
}

/**
 * hall_search_dialog_new:
 * @session: in which messages are searched
 * @parent: (nullable): the window below
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWidget *
hall_search_dialog_new (HallSession *session,
                        GtkWindow   *parent)
{
  HallSearchDialog *self;
  g_autoptr (GtkNoSelection) model = NULL;

  g_return_val_if_fail (HALL_IS_SESSION (session), NULL);

  self = g_object_new (HALL_TYPE_SEARCH_DIALOG, "transient-for", parent, NULL);
  self->results = hall_search_results_new (session);
  model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->results)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (model));
  g_signal_connect_object (self->results, "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return GTK_WIDGET (self);
}

/**
 * hall_search_dialog_set_query:
 * @self: a dialog
 * @query: what to search for
 */
void
hall_search_dialog_set_query (HallSearchDialog *self,
                              const char       *query)
{
  g_return_if_fail (HALL_IS_SEARCH_DIALOG (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), query);
  search (self);
}
