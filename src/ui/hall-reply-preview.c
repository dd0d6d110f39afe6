/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-reply-preview.c: what a message answers, in one line above it.
 *
 * Owned by the row of the answer, which makes it when first needed. A button: a click or Enter
 * leads to the original, by the action "message.jump" of the conversation. What was deleted, is
 * not here, or was said by somebody blocked leads nowhere.
 */

#define G_LOG_DOMAIN "hall-reply-preview"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-message-text.h"

#include "hall-reply-preview.h"

/* More than fits into any line. */
#define LENGTH_MAX 300

struct _HallReplyPreview
{
  GtkButton parent_instance;

  GtkWidget *author;
  GtkWidget *text;
};

G_DEFINE_FINAL_TYPE (HallReplyPreview, hall_reply_preview, GTK_TYPE_BUTTON)

static GtkWidget *
create_label (const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize",
                                   PANGO_ELLIPSIZE_END, "single-line-mode", TRUE, NULL);

  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
hall_reply_preview_class_init (HallReplyPreviewClass *klass)
{
}

static void
hall_reply_preview_init (HallReplyPreview *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->author = create_label ("reply-author");
  self->text = create_label ("reply-text");
  gtk_widget_set_hexpand (self->text, TRUE);
  gtk_box_append (GTK_BOX (box), self->author);
  gtk_box_append (GTK_BOX (box), self->text);
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self), "reply-preview");
}

/**
 * hall_reply_preview_new:
 *
 * Returns: (transfer floating): a preview of nothing yet
 */
GtkWidget *
hall_reply_preview_new (void)
{
  return g_object_new (HALL_TYPE_REPLY_PREVIEW, NULL);
}

/* (nullable): it can be shown */
static const char *
get_remark (HallMessage *message)
{
  HallMessage *original = hall_message_get_reply (message);

  if (hall_message_get_reply_gone (message))
    return _("Deleted message");
  if (original == NULL)
    /* Translators: a message answers one that this computer does not have. */
    return _("Message not here");
  if (hall_message_text_is_hidden (original))
    return _("Message by somebody you blocked");
  return NULL;
}

/* (transfer full): in one line */
static char *
make_line (HallMessage *original)
{
  g_autofree char *text = NULL;
  char *line;

  if (hall_message_get_kind (original) == HALL_MESSAGE_TEXT)
    text = g_strdup (hall_message_get_plain (original));
  else
    text = hall_message_text_describe (original);
  line = g_utf8_strlen (text, -1) > LENGTH_MAX ? g_utf8_substring (text, 0, LENGTH_MAX)
                                               : g_steal_pointer (&text);
  return g_strdelimit (line, "\n\t", ' ');
}

/**
 * hall_reply_preview_set_message:
 * @self: a preview
 * @message: one that answers another
 */
void
hall_reply_preview_set_message (HallReplyPreview *self,
                                HallMessage      *message)
{
  const char *remark = get_remark (message);
  g_autofree char *line = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *description = hall_reply_preview_describe (message);

  g_return_if_fail (HALL_IS_REPLY_PREVIEW (self));

  gtk_widget_set_visible (self->author, remark == NULL);
  if (remark != NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->text), remark);
      gtk_widget_add_css_class (GTK_WIDGET (self), "gone");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self), NULL);
    }
  else
    {
      HallMessage *original = hall_message_get_reply (message);

      line = make_line (original);
      gtk_label_set_text (GTK_LABEL (self->author),
                          hall_person_get_name (hall_message_get_author (original)));
      gtk_label_set_text (GTK_LABEL (self->text), line);
      gtk_widget_remove_css_class (GTK_WIDGET (self), "gone");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s",
                                        hall_message_get_reply_to (message));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "message.jump");
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self), remark == NULL);
  /* Translators: a button above a message; what that one answers: "Mina: The build is green". */
  sentence = g_strdup_printf (_("Answers %s"), description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
}

/**
 * hall_reply_preview_describe:
 * @message: one that answers another
 *
 * Returns: (transfer full): what it answers, in one line of plain text
 */
char *
hall_reply_preview_describe (HallMessage *message)
{
  const char *remark = get_remark (message);
  g_autofree char *line = NULL;
  g_autofree char *author = NULL;

  g_return_val_if_fail (HALL_IS_MESSAGE (message), NULL);

  if (remark != NULL)
    return g_strdup (remark);
  line = make_line (hall_message_get_reply (message));
  author = hall_message_text_isolate (hall_person_get_name (
             hall_message_get_author (hall_message_get_reply (message))));
  /* Translators: who said it, and what, in one line. */
  return g_strdup_printf (C_("reply", "%s: %s"), author, line);
}
