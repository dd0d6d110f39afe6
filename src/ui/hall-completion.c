/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-completion.c: names, emoji and commands to choose from while one writes.
 *
 * A list at the cursor that never takes the keyboard from the text. It goes by what is written and
 * what is being composed, or Hangul could not be completed; but while an input method composes,
 * every key is the input method's, and nothing is chosen.
 */

#define G_LOG_DOMAIN "hall-completion"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hall-announce.h"
#include "hall-completion-row.h"
#include "hall-completion-sources.h"

#include "hall-completion.h"

struct _HallCompletion
{
  GtkWidget *parent;        /* not owned */
  HallComposerText *text;   /* not owned */
  HallRoom *room;           /* (nullable) */
  GtkPopover *popover;
  GtkListBox *list;
  GPtrArray *proposals;     /* (nullable): those that are shown */
  guint start;              /* where in the text that begins */
  gboolean closed;          /* by the person: for the word that begins there */
  guint closed_start;
  gboolean inserting;
};

static GtkTextBuffer *
get_buffer (HallCompletion *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
}

static gboolean
is_open (HallCompletion *self)
{
  return self->proposals != NULL;
}

static void
hide (HallCompletion *self)
{
  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  gtk_popover_popdown (self->popover);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->text),
                                 GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
}

/* Selects the row, and says what it is. */
static void
choose (HallCompletion *self,
        guint           index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) index);
  HallProposal *proposal = g_ptr_array_index (self->proposals, index);
  g_autofree char *name = hall_completion_row_describe (proposal);
  g_autofree char *spoken = NULL;

  gtk_list_box_select_row (self->list, row);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->text),
                                  GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
  /* Translators: what a screen reader says of a list of names to choose from: a name, which of how
   * many. */
  spoken = g_strdup_printf (_("%s, %u of %u"), name, index + 1, self->proposals->len);
  hall_announce (GTK_WIDGET (self->text), spoken);
}

/* At the letter that began it. */
static void
place (HallCompletion *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->text);
  GtkTextIter iter;
  GdkRectangle area;
  double x, y;
  int buffer_x, buffer_y;

  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &iter, (int) self->start);
  gtk_text_view_get_iter_location (view, &iter, &area);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, area.x, area.y, &buffer_x,
                                         &buffer_y);
  if (!gtk_widget_translate_coordinates (GTK_WIDGET (view), self->parent, buffer_x, buffer_y, &x,
                                         &y))
    return;
  area = (GdkRectangle) { (int) x, (int) y, 1, area.height };
  gtk_popover_set_pointing_to (self->popover, &area);
}

static void
show (HallCompletion *self,
      GPtrArray      *proposals,
      guint           start)
{
  GtkListBoxRow *row;

  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < proposals->len; i++)
    gtk_list_box_append (self->list, hall_completion_row_new (g_ptr_array_index (proposals, i)));
  self->proposals = g_ptr_array_ref (proposals);
  self->start = start;
  place (self);
  gtk_popover_popup (self->popover);
  choose (self, 0);
}

static void
replace (HallCompletion *self,
         const char     *text)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter start, end;

  self->inserting = TRUE;
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) self->start);
  gtk_text_buffer_get_iter_at_mark (buffer, &end, gtk_text_buffer_get_insert (buffer));
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, text, -1);
  /* A name is followed by a space, which may be there already. */
  if (*text == '@' || *text == '/')
    {
      if (gtk_text_iter_get_char (&start) == ' ')
        gtk_text_iter_forward_char (&start);
      else
        gtk_text_buffer_insert (buffer, &start, " ", 1);
      gtk_text_buffer_place_cursor (buffer, &start);
    }
  gtk_text_buffer_end_user_action (buffer);
  self->inserting = FALSE;
}

static void
accept (HallCompletion *self,
        guint           index)
{
  g_autofree char *text = g_strdup (((HallProposal *) g_ptr_array_index (self->proposals,
                                                                         index))->text);

  hide (self);
  replace (self, text);
}

static void
on_row_activated (HallCompletion *self,
                  GtkListBoxRow  *row)
{
  /* A click while a syllable is being composed: that syllable is part of what is replaced. */
  guint index = (guint) gtk_list_box_row_get_index (row);

  if (!is_open (self))
    return;
  self->inserting = TRUE;
  hall_composer_text_finish (self->text);
  self->inserting = FALSE;
  accept (self, index);
}

/* The list lies over the conversation, not over the line that is being written. */
static void
make_popover (HallCompletion *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_list_box_set_activate_on_single_click (self->list, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Completions"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  self->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_popover_set_child (self->popover, GTK_WIDGET (self->list));
  gtk_popover_set_autohide (self->popover, FALSE);
  gtk_popover_set_has_arrow (self->popover, FALSE);
  gtk_popover_set_position (self->popover, GTK_POS_TOP);
  gtk_widget_set_halign (GTK_WIDGET (self->popover), GTK_ALIGN_START);
  gtk_widget_set_can_focus (GTK_WIDGET (self->popover), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->popover), "completion");
  gtk_widget_set_parent (GTK_WIDGET (self->popover), self->parent);
}

/* What stands before the cursor may be something else now. */
static void
on_cursor_moved (HallCompletion *self)
{
  if (is_open (self))
    hall_completion_update (self);
}

/**
 * hall_completion_new:
 * @parent: where the list is shown; it outlives this
 * @text: inside of @parent
 *
 * Returns: (transfer full): a completion of no room yet
 */
HallCompletion *
hall_completion_new (GtkWidget        *parent,
                     HallComposerText *text)
{
  HallCompletion *self = g_new0 (HallCompletion, 1);

  self->parent = parent;
  self->text = text;
  make_popover (self);
  g_signal_connect_swapped (get_buffer (self), "notify::cursor-position",
                            G_CALLBACK (on_cursor_moved), self);
  return self;
}

/**
 * hall_completion_free:
 * @self: (transfer full): a completion
 */
void
hall_completion_free (HallCompletion *self)
{
  g_signal_handlers_disconnect_by_data (get_buffer (self), self);
  g_signal_handlers_disconnect_by_data (self->list, self);
  gtk_widget_unparent (GTK_WIDGET (self->popover));
  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  g_clear_object (&self->room);
  g_free (self);
}

/**
 * hall_completion_set_room:
 * @self: a completion
 * @room: (nullable): where one writes from now on
 */
void
hall_completion_set_room (HallCompletion *self,
                          HallRoom       *room)
{
  g_set_object (&self->room, room);
  self->closed = FALSE;
  hide (self);
}

/**
 * hall_completion_update:
 * @self: a completion
 *
 * Shows what can be chosen for what stands before the cursor now.
 */
void
hall_completion_update (HallCompletion *self)
{
  g_autofree char *before = NULL;
  g_autoptr (GPtrArray) proposals = NULL;
  HallCompletionWord word;

  if (self->inserting)
    return;
  if (self->room == NULL || hall_composer_text_is_loading (self->text))
    {
      hide (self);
      return;
    }
  before = hall_composer_text_get_before (self->text);
  hall_completion_word_find (before, &word);
  if (word.kind == HALL_COMPLETION_NONE || word.start != self->closed_start)
    self->closed = FALSE;
  if (word.kind != HALL_COMPLETION_NONE && !self->closed)
    proposals = hall_completion_propose (self->room, &word);
  if (proposals != NULL && proposals->len > 0)
    show (self, proposals, word.start);
  else if (is_open (self))
    hide (self);
}

/**
 * hall_completion_close:
 * @self: a completion
 *
 * Shows nothing until something else is written.
 */
void
hall_completion_close (HallCompletion *self)
{
  if (!is_open (self))
    return;
  self->closed = TRUE;
  self->closed_start = self->start;
  hide (self);
}

/* Tab after the beginning of a name. */
static gboolean
complete_bare (HallCompletion *self)
{
  g_autofree char *before = NULL;
  g_autoptr (GPtrArray) proposals = NULL;
  HallCompletionWord word;

  if (self->room == NULL)
    return FALSE;
  before = hall_composer_text_get_before (self->text);
  hall_completion_word_find_bare (before, &word);
  proposals = hall_completion_propose_bare (self->room, &word);
  if (proposals->len == 0)
    return FALSE;
  show (self, proposals, word.start);
  if (proposals->len == 1)
    accept (self, 0);
  return TRUE;
}

static void
move (HallCompletion *self,
      int             by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int n = (int) self->proposals->len;
  int index = row != NULL ? gtk_list_box_row_get_index (row) : 0;

  choose (self, (guint) ((index + by + n) % n));
}

/**
 * hall_completion_press:
 * @self: a completion
 * @key: a key's value
 * @state: what else is held
 *
 * Not to be asked while something is being composed.
 *
 * Returns: whether the key is used up
 */
gboolean
hall_completion_press (HallCompletion  *self,
                       guint            key,
                       GdkModifierType  state)
{
  GtkListBoxRow *row;

  if (state != 0)
    return FALSE;
  if (!is_open (self))
    return key == GDK_KEY_Tab && complete_bare (self);
  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move (self, -1);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move (self, 1);
      return TRUE;
    case GDK_KEY_Escape:
      hall_completion_close (self);
      return TRUE;
    case GDK_KEY_Tab:
    case GDK_KEY_Return:
      row = gtk_list_box_get_selected_row (self->list);
      accept (self, row != NULL ? (guint) gtk_list_box_row_get_index (row) : 0);
      return TRUE;
    default:
      return FALSE;
    }
}
