/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-row-show.c: what a row of a conversation shows of its message.
 *
 * A part of HallMessageRow. Each function here follows some properties of the message, and names
 * the row for screen readers afterwards; when everything is updated, the row is named once.
 */

#define G_LOG_DOMAIN "hall-message-row-show"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-message-fold.h"
#include "hall-message-row-private.h"
#include "hall-message-text.h"
#include "hall-name-marks.h"
#include "hall-row-name.h"
#include "hall-time-text.h"

#include "hall-message-row.h"

/* Said by somebody, with avatar and name, not told in a line. */
static gboolean
is_said (HallMessageRow *self)
{
  HallMessageKind kind = hall_message_get_kind (self->item);

  return (kind == HALL_MESSAGE_TEXT || kind == HALL_MESSAGE_INVITATION) &&
         !hall_message_text_is_hidden (self->item);
}

/* An invitation stands alone, whatever came before; so does what somebody does. */
static gboolean
starts_run (HallMessageRow *self)
{
  return hall_message_get_starts_run (self->item) ||
         hall_message_get_kind (self->item) == HALL_MESSAGE_INVITATION ||
         hall_message_get_action (self->item);
}

/* (transfer full) (nullable): what the lines that it stands for say together */
static char *
describe_fold (HallMessageRow *self)
{
  if (self->timeline == NULL || hall_message_get_fold (self->item) != HALL_FOLD_HEAD)
    return NULL;
  return hall_message_fold_describe (self->timeline, self->item);
}

static void
set_expanded (GtkWidget   *list_row,
              HallMessage *item)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (list_row);

  if (hall_message_get_fold (item) == HALL_FOLD_HEAD)
    gtk_accessible_update_state (accessible, GTK_ACCESSIBLE_STATE_EXPANDED,
                                 hall_message_get_unfolded (item), -1);
  else
    gtk_accessible_reset_state (accessible, GTK_ACCESSIBLE_STATE_EXPANDED);
}

static void
update_name (HallMessageRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *fold = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *both = NULL;

  if (self->item == NULL || self->updating || parent == NULL)
    return;
  set_expanded (parent, self->item);
  fold = describe_fold (self);
  if (fold == NULL || hall_message_get_unfolded (self->item))
    summary = hall_message_text_summarize (self->item, self->is_private);
  if (fold != NULL && summary != NULL)
    /* Translators: what several lines say together, and the first of them. */
    both = g_strdup_printf (C_("fold", "%s. %s"), fold, summary);
  hall_row_name_set (GTK_WIDGET (self), both != NULL ? both : fold != NULL ? fold : summary);
}

/* A text has a menu: HallMessageMenu. */
static void
update_popup (HallMessageRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP,
                                    is_said (self), -1);
}

static void
set_class (GtkWidget  *widget,
           const char *name,
           gboolean    wanted)
{
  if (wanted)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* What is told in a line, and what many such lines say together. */
static void
update_notice (HallMessageRow *self)
{
  g_autofree char *fold = describe_fold (self);
  g_autofree char *sentence = NULL;

  if (!is_said (self) && (fold == NULL || hall_message_get_unfolded (self->item)))
    sentence = hall_message_text_describe (self->item);
  hall_message_parts_show_fold (&self->parts, fold, hall_message_get_unfolded (self->item));
  hall_message_parts_show_notice (&self->parts, sentence);
  if (self->list_item != NULL)
    gtk_list_item_set_activatable (self->list_item,
                                   hall_message_get_fold (self->item) == HALL_FOLD_HEAD);
  update_name (self);
}

void
hall_message_row_update_state (HallMessageRow *self)
{
  HallMessageState state = hall_message_get_state (self->item);
  const char *icon = NULL;

  if (state == HALL_MESSAGE_STATE_PENDING)
    icon = "hall-pending-symbolic";
  else if (state == HALL_MESSAGE_STATE_STORED)
    icon = self->is_private ? "hall-pending-symbolic" : "hall-stored-symbolic";
  else if (state == HALL_MESSAGE_STATE_SENT)
    icon = "hall-sent-symbolic";
  else if (state == HALL_MESSAGE_STATE_READ)
    icon = "hall-read-symbolic";
  hall_message_parts_show_state (&self->parts, icon,
                                 hall_message_text_describe_state (state, self->is_private));
  set_class (self->message, "pending", state == HALL_MESSAGE_STATE_PENDING);
  update_name (self);
}

/* In the middle of a run the time stands above the text only where there is more to say; of what
 * somebody does the name stands in the text. */
static void
update_head (HallMessageRow *self)
{
  HallPerson *author = hall_message_get_author (self->item);
  gboolean action = hall_message_get_action (self->item);
  gboolean starts = starts_run (self);
  gboolean remarked = hall_message_get_late (self->item) ||
                      hall_message_get_edited (self->item) != 0;
  g_autofree char *clock = NULL;
  gboolean shown;

  if (!is_said (self))
    return;
  clock = hall_time_text_clock (hall_message_get_time (self->item));
  shown = action ? remarked || hall_name_marks_are_needed (author) : starts || remarked;
  hall_message_parts_show_author (&self->parts, starts && !action ? author : NULL);
  hall_message_parts_show_time (&self->parts, self->item, shown ? clock : NULL);
  hall_message_parts_show_marks (&self->parts, starts ? author : NULL);
  hall_message_parts_show_lead (&self->parts, self->item, starts ? NULL : shown ? "" : clock);
  set_class (self->message, "run-start", starts);
  if (gtk_widget_get_valign (self->column) != (action ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL))
    gtk_widget_set_valign (self->column, action ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL);
  update_name (self);
}

static void
show_day (HallMessageRow *self,
          gint64          now_ms)
{
  g_autofree char *day = NULL;

  if (hall_message_get_starts_day (self->item))
    day = hall_time_text_day (hall_message_get_time (self->item), now_ms);
  hall_message_parts_show_day (&self->parts, day);
}

void
hall_message_row_today_changed (HallMessageRow *self,
                                gint64          now_ms)
{
  if (self->item != NULL)
    show_day (self, now_ms);
}

static void
update_dividers (HallMessageRow *self)
{
  show_day (self, g_get_real_time () / 1000);
  hall_message_parts_show_unread (&self->parts, hall_message_get_starts_unread (self->item));
}

void
hall_message_row_update_body (HallMessageRow *self)
{
  if (!is_said (self))
    return;
  if (hall_message_get_kind (self->item) == HALL_MESSAGE_INVITATION)
    {
      g_autofree char *sentence = hall_message_text_describe (self->item);

      hall_message_body_set_sentence (self->body, sentence);
    }
  else
    {
      hall_message_body_set_message (self->body, self->item, self->needle);
    }
  hall_message_parts_show_join (&self->parts, self->item);
  update_name (self);
}

/* What was said about it. */
static void
update_notes (HallMessageRow *self)
{
  hall_message_row_watch_original (self);
  if (!is_said (self))
    return;
  hall_message_parts_show_reply (&self->parts, self->item);
  hall_message_parts_show_reactions (&self->parts, self->item);
  hall_message_parts_show_pin (&self->parts, hall_message_get_pinned (self->item));
  set_class (self->message, "mentions-me", hall_message_get_mentions_me (self->item));
  update_name (self);
}

void
hall_message_row_update (HallMessageRow *self)
{
  self->updating = TRUE;
  gtk_widget_set_visible (self->message, is_said (self));
  update_popup (self);
  update_dividers (self);
  update_notice (self);
  update_head (self);
  hall_message_row_update_body (self);
  update_notes (self);
  hall_message_row_update_state (self);
  self->updating = FALSE;
  update_name (self);
}

static void
update_time (HallMessageRow *self)
{
  update_dividers (self);
  update_head (self);
}

void
hall_message_row_item_changed (HallMessageRow *self,
                               GParamSpec     *property)
{
  static const struct {
    const char *name;
    void (*update) (HallMessageRow *self);
  } watched[] = {
    { "state", hall_message_row_update_state },
    { "time", update_time },
    { "starts-run", update_head },
    { "starts-day", update_dividers },
    { "starts-unread", update_dividers },
    { "late", update_head },
    { "edited", update_head },
    { "markup", hall_message_row_update_body },
    { "id", hall_message_row_update },
    { "kind", hall_message_row_update },
    { "action", hall_message_row_update },
    { "previous-name", update_notice },
    { "fold", update_notice },
    { "n-folded", update_notice },
    { "unfolded", update_notice },
    { "reply-to", update_notes },
    { "reply", update_notes },
    { "reply-gone", update_notes },
    { "has-reactions", update_notes },
    { "pinned", update_notes },
    { "mentions-me", update_notes },
  };

  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    if (g_str_equal (watched[i].name, property->name))
      {
        watched[i].update (self);
        return;
      }
}

void
hall_message_row_person_changed (HallMessageRow *self,
                                 GParamSpec     *property)
{
  static const char *const watched[] = {
    "name", "blocked", "resembles", "tagged", "trust", NULL,
  };

  if (g_strv_contains (watched, property->name))
    hall_message_row_update (self);
}

void
hall_message_row_original_changed (HallMessageRow *self,
                                   GParamSpec     *property)
{
  static const char *const watched[] = { "markup", "name", "blocked", NULL };

  if (g_strv_contains (watched, property->name))
    update_notes (self);
}
