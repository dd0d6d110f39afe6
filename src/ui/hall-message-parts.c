/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-parts.c: the parts of a message's row that most rows do without.
 *
 * Each is made when first needed, and hidden when the row serves a message without it.
 */

#define G_LOG_DOMAIN "hall-message-parts"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-avatar.h"
#include "hall-name-marks.h"

#include "hall-message-parts.h"

/*
 * hall_message_parts_show_lead:
 * @lead: the place before a text
 * @message: the text's message
 * @clock: (nullable): the time, in the middle of a run; %NULL for the avatar
 */
void
hall_message_parts_show_lead (AdwBin      *lead,
                              HallMessage *message,
                              const char  *clock)
{
  GtkWidget *child = adw_bin_get_child (lead);

  if (clock == NULL)
    {
      if (!HALL_IS_AVATAR (child))
        {
          child = hall_avatar_new (36);
          adw_bin_set_child (lead, child);
        }
      hall_avatar_set_person (HALL_AVATAR (child), hall_message_get_author (message));
      return;
    }
  if (!GTK_IS_LABEL (child))
    {
      child = gtk_label_new (NULL);
      gtk_widget_set_css_classes (child, (const char *[]) { "caption", "dim-label", "numeric",
                                                            "hover-time", NULL });
      adw_bin_set_child (lead, child);
    }
  gtk_label_set_text (GTK_LABEL (child), clock);
}

/*
 * hall_message_parts_show_late:
 * @head: the box above the text
 * @late: (inout): the remark
 * @shown: whether the message came late
 */
void
hall_message_parts_show_late (GtkWidget  *head,
                              GtkWidget **late,
                              gboolean    shown)
{
  if (shown && *late == NULL)
    {
      /* Translators: beside the time of a message that came after newer ones had been read. */
      *late = gtk_label_new (_("arrived late"));
      gtk_widget_set_valign (*late, GTK_ALIGN_BASELINE);
      gtk_widget_set_css_classes (*late, (const char *[]) { "caption", "late", NULL });
      gtk_box_append (GTK_BOX (head), *late);
    }
  if (*late != NULL)
    gtk_widget_set_visible (*late, shown);
}

/*
 * hall_message_parts_show_marks:
 * @head: the box above the text
 * @after: the name, in that box
 * @marks: (inout): a HallNameMarks
 * @person: whose name it is
 * @shown: whether the name is shown
 */
void
hall_message_parts_show_marks (GtkWidget   *head,
                               GtkWidget   *after,
                               GtkWidget  **marks,
                               HallPerson  *person,
                               gboolean     shown)
{
  gboolean needed = shown && hall_name_marks_are_needed (person);

  if (needed && *marks == NULL)
    {
      *marks = hall_name_marks_new ();
      gtk_box_insert_child_after (GTK_BOX (head), *marks, after);
    }
  if (*marks != NULL)
    {
      hall_name_marks_set_person (HALL_NAME_MARKS (*marks), person);
      gtk_widget_set_visible (*marks, needed);
    }
  if (hall_person_get_resembles (person) != NULL)
    gtk_widget_add_css_class (head, "resembles");
  else
    gtk_widget_remove_css_class (head, "resembles");
}

/*
 * hall_message_parts_show_join:
 * @box: what the text is in
 * @join: (inout): a button that follows the invitation
 * @message: the message
 * @shown: whether it is an invitation; one's own has no button
 */
void
hall_message_parts_show_join (GtkWidget    *box,
                              GtkWidget   **join,
                              HallMessage  *message,
                              gboolean      shown)
{
  const char *id = hall_message_get_id (message);

  shown = shown && id != NULL && !hall_message_get_is_own (message);
  if (shown && *join == NULL)
    {
      *join = gtk_button_new_with_label (C_("room", "Join"));
      gtk_widget_set_halign (*join, GTK_ALIGN_START);
      gtk_widget_set_css_classes (*join, (const char *[]) { "pill-small", "suggested-action",
                                                            "invitation-join", NULL });
      gtk_box_append (GTK_BOX (box), *join);
    }
  if (shown)
    {
      /* The target first: an action that takes one complains about a button without. */
      gtk_actionable_set_action_target (GTK_ACTIONABLE (*join), "s", id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (*join), "message.follow");
    }
  if (*join != NULL)
    gtk_widget_set_visible (*join, shown);
}
