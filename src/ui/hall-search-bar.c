/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-search-bar.c: the search in the conversation that is open.
 *
 * Owned by HallRoomPage, below the header. Hits are newest first, as one reads a conversation
 * backwards: Enter goes up to the next one, Shift+Enter down again, around the ends. The view jumps
 * and marks what was searched for; the bar only says where. The entry's own delay (150 ms) keeps a
 * query from being made for each key.
 */

#define G_LOG_DOMAIN "hall-search-bar"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-announce.h"
#include "hall-search-results.h"
#include "hall-ui.h"

#include "hall-search-bar.h"

struct _HallSearchBar
{
  AdwBin parent_instance;

  HallRoom *room;             /* (nullable) */
  HallMessageView *view;      /* (nullable) weak */
  HallSearchResults *results; /* (nullable) until the session is set */
  char *query;                /* (nullable): what was searched for last */
  guint position;             /* of the hit that is shown */
  gboolean jumped;            /* to a hit of this query */
  gboolean wants_more;        /* to go on where the next page begins */

  GtkRevealer *revealer;
  GtkSearchEntry *entry;
  GtkLabel *count;
  GtkWidget *older;
  GtkWidget *newer;
  GtkLabel *note;
};

enum
{
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallSearchBar, hall_search_bar, ADW_TYPE_BIN)

static guint
count_hits (HallSearchBar *self)
{
  return self->results != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->results)) : 0;
}

/* What stands beside the entry; NULL for nothing. */
static char *
describe_count (HallSearchBar *self)
{
  guint n_hits = count_hits (self);

  if (!hall_search_results_get_active (self->results) ||
      hall_search_results_get_problem (self->results) != NULL)
    return NULL;
  if (n_hits == 0)
    return hall_search_results_get_busy (self->results) ? NULL : g_strdup (_("Nothing found"));
  if (!self->jumped)
    return NULL;
  if (!hall_search_results_get_at_end (self->results))
    /* Translators: in a search: which match is shown, of how many and more. */
    return g_strdup_printf (C_("search", "%u of %u+"), self->position + 1, n_hits);
  /* Translators: in a search: which match is shown, of how many. */
  return g_strdup_printf (C_("search", "%u of %u"), self->position + 1, n_hits);
}

static void
show_count (HallSearchBar *self)
{
  g_autofree char *text = describe_count (self);

  if (text != NULL && g_strcmp0 (gtk_label_get_text (self->count), text) != 0)
    hall_announce (GTK_WIDGET (self), text);
  gtk_label_set_text (self->count, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->count), text != NULL);
  /* Where nothing is announced, the entry says it. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : "", -1);
}

static void
update (HallSearchBar *self)
{
  const char *problem = hall_search_results_get_problem (self->results);
  gboolean found = count_hits (self) > 0 && hall_search_results_get_active (self->results);

  if (problem == NULL && hall_search_results_get_partial (self->results))
    problem = _("Older messages are still being indexed: some may be missing.");
  show_count (self);
  gtk_label_set_text (self->note, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), problem != NULL);
  gtk_widget_set_sensitive (self->older, found);
  gtk_widget_set_sensitive (self->newer, found);
}

static void
show_hit (HallSearchBar *self,
          guint          position)
{
  g_autoptr (HallSearchHit) hit = g_list_model_get_item (G_LIST_MODEL (self->results), position);
  const char *id = hit != NULL ? hall_message_get_id (hall_search_hit_get_message (hit)) : NULL;

  if (id == NULL || self->view == NULL)
    return;
  self->position = position;
  self->jumped = TRUE;
  hall_message_view_jump_to_event (self->view, id);
}

static void
on_results_changed (HallSearchBar *self)
{
  gboolean busy = hall_search_results_get_busy (self->results);

  if (self->view != NULL)
    hall_message_view_set_needle (self->view, hall_search_results_get_needle (self->results));
  if (!busy && count_hits (self) > 0 && !self->jumped)
    show_hit (self, 0);
  else if (!busy && self->wants_more)
    show_hit (self, self->position + 1 < count_hits (self) ? self->position + 1 : 0);
  if (!busy)
    self->wants_more = FALSE;
  update (self);
}

static void
search (HallSearchBar *self)
{
  const char *query = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (self->results == NULL || self->room == NULL || g_strcmp0 (query, self->query) == 0)
    return;
  g_free (self->query);
  self->query = g_strdup (query);
  self->position = 0;
  self->jumped = FALSE;
  self->wants_more = FALSE;
  hall_search_results_search (self->results, query, self->room);
}

static void
on_search_changed (HallSearchBar *self)
{
  if (hall_search_bar_get_shown (self))
    search (self);
}

/* "search-changed" lags behind the keys: what was typed comes first. */
static gboolean
is_settled (HallSearchBar *self)
{
  g_autofree char *before = g_strdup (self->query);

  search (self);
  return self->jumped && count_hits (self) > 0 && g_strcmp0 (before, self->query) == 0;
}

static void
on_older (HallSearchBar *self)
{
  if (!is_settled (self))
    return;
  if (self->position + 1 < count_hits (self))
    {
      show_hit (self, self->position + 1);
    }
  else if (hall_search_results_get_at_end (self->results))
    {
      show_hit (self, 0);
    }
  else
    {
      self->wants_more = TRUE;
      hall_search_results_load_more (self->results);
    }
  update (self);
}

static void
on_newer (HallSearchBar *self)
{
  if (!is_settled (self))
    return;
  show_hit (self, self->position > 0 ? self->position - 1 : count_hits (self) - 1);
  update (self);
}

static void
clear (HallSearchBar *self)
{
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  /* A revealer that shows nothing is as wide as what it hides. */
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_clear_pointer (&self->query, g_free);
  self->jumped = FALSE;
  if (self->results != NULL)
    hall_search_results_search (self->results, NULL, NULL);
}

static void
on_close (HallSearchBar *self)
{
  clear (self);
  g_signal_emit (self, signals[CLOSED], 0);
}

/* After an input method: Enter that ends a syllable never comes here. */
static gboolean
on_key_pressed (HallSearchBar   *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  gboolean enter = key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter;

  if (!enter || (state & gtk_accelerator_get_default_mod_mask ()) != GDK_SHIFT_MASK)
    return GDK_EVENT_PROPAGATE;
  on_newer (self);
  return GDK_EVENT_STOP;
}

static void
hall_search_bar_dispose (GObject *object)
{
  HallSearchBar *self = HALL_SEARCH_BAR (object);

  if (self->results != NULL)
    g_signal_handlers_disconnect_by_func (self->results, on_results_changed, self);
  g_clear_object (&self->results);
  g_clear_object (&self->room);
  g_clear_weak_pointer (&self->view);
  g_clear_pointer (&self->query, g_free);
  G_OBJECT_CLASS (hall_search_bar_parent_class)->dispose (object);
}

static void
hall_search_bar_class_init (HallSearchBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_search_bar_dispose;
  signals[CLOSED] = g_signal_new ("closed", HALL_TYPE_SEARCH_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-search-bar"));
  gtk_widget_class_bind_template_child (widget_class, HallSearchBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, HallSearchBar, entry);
  gtk_widget_class_bind_template_child (widget_class, HallSearchBar, count);
  gtk_widget_class_bind_template_child (widget_class, HallSearchBar, older);
  gtk_widget_class_bind_template_child (widget_class, HallSearchBar, newer);
  gtk_widget_class_bind_template_child (widget_class, HallSearchBar, note);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_older);
  gtk_widget_class_bind_template_callback (widget_class, on_newer);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
}

static void
hall_search_bar_init (HallSearchBar *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

/**
 * hall_search_bar_set_session:
 * @self: a bar
 * @session: in which messages are searched; set once
 * @view: shows the hits
 */
void
hall_search_bar_set_session (HallSearchBar   *self,
                             HallSession     *session,
                             HallMessageView *view)
{
  g_return_if_fail (HALL_IS_SEARCH_BAR (self));
  g_return_if_fail (self->results == NULL);

  g_set_weak_pointer (&self->view, view);
  self->results = hall_search_results_new (session);
  g_signal_connect_object (self->results, "changed", G_CALLBACK (on_results_changed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * hall_search_bar_set_room:
 * @self: a bar
 * @room: (nullable): the conversation that is open from now on
 *
 * Closes the bar if that is another one than before.
 */
void
hall_search_bar_set_room (HallSearchBar *self,
                          HallRoom      *room)
{
  g_return_if_fail (HALL_IS_SEARCH_BAR (self));

  if (g_set_object (&self->room, room))
    clear (self);
}

/**
 * hall_search_bar_open:
 * @self: a bar
 *
 * Shows the bar and puts the keyboard into it; what was typed before is selected.
 */
void
hall_search_bar_open (HallSearchBar *self)
{
  g_return_if_fail (HALL_IS_SEARCH_BAR (self));

  if (self->room == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/**
 * hall_search_bar_get_shown:
 * @self: a bar
 *
 * Returns: whether it is open
 */
gboolean
hall_search_bar_get_shown (HallSearchBar *self)
{
  g_return_val_if_fail (HALL_IS_SEARCH_BAR (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}
