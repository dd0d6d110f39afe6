/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-parts.c: the parts of a message's row that most rows do without.
 *
 * Each is made when first needed, and hidden when the row serves a message without it. Names and
 * sentences go to plain labels.
 */

#define G_LOG_DOMAIN "hall-message-parts"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-avatar.h"
#include "hall-name-marks.h"
#include "hall-reaction-bar.h"
#include "hall-reply-preview.h"
#include "hall-time-text.h"

#include "hall-message-parts.h"

/* Whether the part has to be made, being needed now; an older one is shown or hidden. */
static gboolean
is_wanted (GtkWidget *part,
           gboolean   shown)
{
  if (part != NULL)
    gtk_widget_set_visible (part, shown);
  return shown && part == NULL;
}

static GtkWidget *
create_label (const char *text,
              const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_css_classes (label, (const char *[]) { "caption", "dim-label", css_class, NULL });
  return label;
}

void
hall_message_parts_show_day (HallMessageParts *self,
                             const char       *day)
{
  if (is_wanted (self->day, day != NULL))
    {
      self->day = gtk_label_new (NULL);
      gtk_widget_set_css_classes (self->day, (const char *[]) { "day-divider", "caption-heading",
                                                                "dim-label", NULL });
      gtk_box_prepend (self->rows, self->day);
    }
  if (day != NULL)
    gtk_label_set_text (GTK_LABEL (self->day), day);
}

static GtkWidget *
create_line (void)
{
  return g_object_new (GTK_TYPE_SEPARATOR, "hexpand", TRUE, "valign", GTK_ALIGN_CENTER, NULL);
}

void
hall_message_parts_show_unread (HallMessageParts *self,
                                gboolean          shown)
{
  GtkWidget *label;

  if (!is_wanted (self->unread, shown))
    return;
  self->unread = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  label = gtk_label_new (C_("messages", "New"));
  gtk_widget_add_css_class (self->unread, "unread-divider");
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_box_append (GTK_BOX (self->unread), create_line ());
  gtk_box_append (GTK_BOX (self->unread), label);
  gtk_box_append (GTK_BOX (self->unread), create_line ());
  gtk_box_insert_child_after (self->rows, self->unread, self->day);
}

/*
 * hall_message_parts_show_fold:
 * @self: the parts
 * @sentence: (nullable): what several lines say together
 * @unfolded: whether they are seen
 */
void
hall_message_parts_show_fold (HallMessageParts *self,
                              const char       *sentence,
                              gboolean          unfolded)
{
  GtkWidget *image;

  if (is_wanted (self->fold, sentence != NULL))
    {
      GtkWidget *label = create_label (NULL, "fold-sentence");
      GtkWidget *place = gtk_overlay_new ();

      image = gtk_image_new ();
      self->fold = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
      gtk_widget_set_halign (self->fold, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (self->fold, "fold");
      g_object_set (label, "wrap", TRUE, "justify", GTK_JUSTIFY_CENTER, NULL);
      gtk_image_set_pixel_size (GTK_IMAGE (image), 12);
      gtk_widget_add_css_class (image, "dim-label");
      gtk_box_append (GTK_BOX (self->fold), label);
      /* A GtkBox measures itself with and without the baselines of its children, and is not the
       * same height both times. An overlay has none. */
      gtk_overlay_set_child (GTK_OVERLAY (place), image);
      gtk_box_append (GTK_BOX (self->fold), place);
      gtk_box_insert_child_after (self->rows, self->fold,
                                  self->unread != NULL ? self->unread : self->day);
    }
  if (sentence == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (self->fold)), sentence);
  image = gtk_overlay_get_child (GTK_OVERLAY (gtk_widget_get_last_child (self->fold)));
  gtk_image_set_from_icon_name (GTK_IMAGE (image),
                                unfolded ? "pan-up-symbolic" : "pan-down-symbolic");
}

void
hall_message_parts_show_notice (HallMessageParts *self,
                                const char       *sentence)
{
  if (is_wanted (self->notice, sentence != NULL))
    {
      self->notice = create_label (NULL, "notice");
      g_object_set (self->notice, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "justify",
                    GTK_JUSTIFY_CENTER, NULL);
      gtk_box_append (self->rows, self->notice);
    }
  if (sentence != NULL)
    gtk_label_set_text (GTK_LABEL (self->notice), sentence);
}

void
hall_message_parts_show_lead (HallMessageParts *self,
                              HallMessage      *message,
                              const char       *clock)
{
  GtkWidget *child = adw_bin_get_child (self->lead);

  if (clock == NULL)
    {
      if (!HALL_IS_AVATAR (child))
        {
          child = hall_avatar_new (36);
          adw_bin_set_child (self->lead, child);
        }
      hall_avatar_set_person (HALL_AVATAR (child), hall_message_get_author (message));
      return;
    }
  if (!GTK_IS_LABEL (child))
    {
      child = create_label (NULL, "hover-time");
      gtk_widget_add_css_class (child, "numeric");
      /* It must not push the text aside, however large it is. */
      g_object_set (child, "ellipsize", PANGO_ELLIPSIZE_END, "max-width-chars", 1, NULL);
      adw_bin_set_child (self->lead, child);
    }
  gtk_label_set_text (GTK_LABEL (child), clock);
}

/* The line above the text: name, marks, time, remarks. */
static void
ensure_head (HallMessageParts *self)
{
  if (self->head != NULL)
    return;
  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_prepend (self->column, self->head);
}

void
hall_message_parts_show_author (HallMessageParts *self,
                                HallPerson       *person)
{
  if (is_wanted (self->author, person != NULL))
    {
      ensure_head (self);
      self->author = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize",
                                   PANGO_ELLIPSIZE_END, NULL);
      gtk_widget_add_css_class (self->author, "author");
      gtk_box_prepend (GTK_BOX (self->head), self->author);
    }
  if (person != NULL)
    gtk_label_set_text (GTK_LABEL (self->author), hall_person_get_name (person));
}

/*
 * hall_message_parts_show_marks:
 * @self: the parts
 * @person: (nullable): whose name is shown, with what is to be said of it
 */
void
hall_message_parts_show_marks (HallMessageParts *self,
                               HallPerson       *person)
{
  gboolean needed = person != NULL && hall_name_marks_are_needed (person);

  if (is_wanted (self->marks, needed))
    {
      ensure_head (self);
      self->marks = hall_name_marks_new ();
      gtk_box_insert_child_after (GTK_BOX (self->head), self->marks, self->author);
    }
  if (self->marks != NULL)
    hall_name_marks_set_person (HALL_NAME_MARKS (self->marks), person);
  if (self->head == NULL)
    return;
  if (person != NULL && hall_person_get_resembles (person) != NULL)
    gtk_widget_add_css_class (self->head, "resembles");
  else
    gtk_widget_remove_css_class (self->head, "resembles");
}

/* Only told when asked: setting a tooltip asks the display where the pointer is, for each row. */
static gboolean
on_query_tooltip (GtkWidget  *label,
                  int         x,
                  int         y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip)
{
  gint64 time = *(const gint64 *) g_object_get_data (G_OBJECT (label), "time");
  g_autofree char *full = hall_time_text_full (time);

  gtk_tooltip_set_text (tooltip, full);
  return TRUE;
}

static void
set_time (GtkWidget *label,
          gint64     time)
{
  gint64 *kept = g_object_get_data (G_OBJECT (label), "time");

  if (kept == NULL)
    {
      kept = g_new (gint64, 1);
      g_object_set_data_full (G_OBJECT (label), "time", kept, g_free);
      gtk_widget_set_has_tooltip (label, TRUE);
      g_signal_connect (label, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
    }
  *kept = time;
}

static GtkWidget *
add_remark (HallMessageParts *self,
            const char       *text,
            const char       *css_class)
{
  GtkWidget *label = create_label (text, css_class);

  if (text != NULL)
    g_object_set (label, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "width-chars", 5,
                  "xalign", 0.0f, NULL);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  gtk_box_append (GTK_BOX (self->head), label);
  return label;
}

/*
 * hall_message_parts_show_time:
 * @self: the parts
 * @message: a message
 * @clock: (nullable): its time, to be shown with what there is to remark about it
 */
void
hall_message_parts_show_time (HallMessageParts *self,
                              HallMessage      *message,
                              const char       *clock)
{
  gboolean edited = clock != NULL && hall_message_get_edited (message) != 0;
  gboolean late = clock != NULL && hall_message_get_late (message);

  if (clock != NULL)
    ensure_head (self);
  if (self->head == NULL)
    return;
  gtk_widget_set_visible (self->head, clock != NULL);
  if (is_wanted (self->time, clock != NULL))
    self->time = add_remark (self, NULL, "numeric");
  if (is_wanted (self->edited, edited))
    /* Translators: beside the time of a message that its author has changed. */
    self->edited = add_remark (self, _("(edited)"), "edited");
  if (is_wanted (self->late, late))
    {
      /* Translators: beside the time of a message that came after newer ones had been read. */
      self->late = add_remark (self, _("arrived late"), "late");
      gtk_widget_remove_css_class (self->late, "dim-label");
    }
  if (clock == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (self->time), clock);
  set_time (self->time, hall_message_get_time (message));
  if (edited)
    set_time (self->edited, hall_message_get_edited (message));
}

void
hall_message_parts_show_reply (HallMessageParts *self,
                               HallMessage      *message)
{
  gboolean shown = hall_message_get_reply_to (message) != NULL;

  if (is_wanted (self->reply, shown))
    {
      self->reply = hall_reply_preview_new ();
      gtk_box_insert_child_after (self->column, self->reply, self->head);
    }
  if (shown)
    {
      /* Whichever of the two was made first. */
      gtk_box_reorder_child_after (self->column, self->reply, self->head);
      hall_reply_preview_set_message (HALL_REPLY_PREVIEW (self->reply), message);
    }
}

/*
 * hall_message_parts_show_join:
 * @self: the parts
 * @message: a message; an invitation has a button, but for one's own
 */
void
hall_message_parts_show_join (HallMessageParts *self,
                              HallMessage      *message)
{
  const char *id = hall_message_get_id (message);
  gboolean shown = hall_message_get_kind (message) == HALL_MESSAGE_INVITATION && id != NULL &&
                   !hall_message_get_is_own (message);

  if (is_wanted (self->join, shown))
    {
      self->join = gtk_button_new_with_label (C_("room", "Join"));
      gtk_widget_set_halign (self->join, GTK_ALIGN_START);
      gtk_widget_set_css_classes (self->join, (const char *[]) { "pill-small", "suggested-action",
                                                                 "invitation-join", NULL });
      gtk_box_append (self->column, self->join);
    }
  if (shown)
    {
      /* The target first: an action that takes one complains about a button without. */
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->join), "s", id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->join), "message.follow");
    }
}

void
hall_message_parts_show_reactions (HallMessageParts *self,
                                   HallMessage      *message)
{
  gboolean shown = hall_message_get_has_reactions (message);

  if (is_wanted (self->reactions, shown))
    {
      self->reactions = hall_reaction_bar_new ();
      gtk_box_append (self->column, self->reactions);
    }
  if (self->reactions != NULL)
    hall_reaction_bar_set_message (HALL_REACTION_BAR (self->reactions), shown ? message : NULL);
}

static GtkWidget *
create_icon (const char *css_class)
{
  GtkWidget *image = gtk_image_new ();

  gtk_image_set_pixel_size (GTK_IMAGE (image), 14);
  gtk_widget_set_valign (image, GTK_ALIGN_END);
  gtk_widget_add_css_class (image, css_class);
  return image;
}

void
hall_message_parts_show_pin (HallMessageParts *self,
                             gboolean          shown)
{
  if (!is_wanted (self->pin, shown))
    return;
  self->pin = create_icon ("pin");
  gtk_image_set_from_icon_name (GTK_IMAGE (self->pin), "view-pin-symbolic");
  gtk_widget_set_valign (self->pin, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->pin, C_("message", "Pinned"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_("message", "Pinned"), -1);
  hall_message_line_insert_after (self->message, self->pin, GTK_WIDGET (self->column));
}

void
hall_message_parts_show_state (HallMessageParts *self,
                               const char       *icon,
                               const char       *sentence)
{
  if (is_wanted (self->state, icon != NULL))
    {
      self->state = create_icon ("state");
      hall_message_line_insert_after (self->message, self->state,
                                      gtk_widget_get_last_child (GTK_WIDGET (self->message)));
    }
  if (icon == NULL)
    return;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->state), icon);
  if (g_strcmp0 (gtk_widget_get_tooltip_text (self->state), sentence) == 0)
    return;
  gtk_widget_set_tooltip_text (self->state, sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->state), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sentence, -1);
}
