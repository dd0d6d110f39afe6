/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-body.c: what a message says: its text, with code in boxes, folded where it is long.
 *
 * Owned by HallMessageRow and as recycled as that. Almost every message is one label; the labels
 * and boxes of a text with fenced code, and the button of a long one, are made when needed. What
 * was unfolded stays so while the message is loaded: that is kept with the message. Markup comes
 * from the message alone.
 */

#define G_LOG_DOMAIN "hall-message-body"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "hall-code-box.h"
#include "hall-message-link.h"
#include "hall-message-markup.h"
#include "hall-message-text.h"
#include "hall-text-layout.h"

#include "hall-message-body.h"

/* A text of more than this is folded, to a little less: unfolding shows something worth it. */
#define LONG_LINES 20
#define LONG_CHARACTERS 2000
#define FOLDED_LINES 16
#define FOLDED_CHARACTERS 1600
#define EMOJI_MAX 6
#define UNFOLDED_KEY "hall-message-body-unfolded"

struct _HallMessageBody
{
  GtkWidget parent_instance;

  HallMessage *message; /* (nullable) */
  char *needle;         /* (nullable) */
  GtkWidget *label;     /* of the first part, unless that is code */
  GPtrArray *rest;      /* (nullable) of GtkWidget: further parts */
  GtkWidget *more;      /* (nullable): "Show All" */
};

G_DEFINE_FINAL_TYPE (HallMessageBody, hall_message_body, GTK_TYPE_WIDGET)

static GtkWidget *
create_label (void)
{
  return g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "hexpand", TRUE,
                       "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "selectable", TRUE, NULL);
}

static gboolean
is_long (const char *text)
{
  guint n_lines = 1;
  guint n_characters = 0;

  if (strlen (text) <= LONG_LINES)
    return FALSE;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      n_lines += *at == '\n';
      n_characters++;
    }
  return n_lines > LONG_LINES || n_characters > LONG_CHARACTERS;
}

static gboolean
is_unfolded (HallMessageBody *self)
{
  return g_object_get_data (G_OBJECT (self->message), UNFOLDED_KEY) != NULL;
}

/* What was searched for must be seen: then nothing is cut away. */
static gboolean
has_needle (HallMessageBody *self)
{
  guint n_blocks = hall_message_get_n_blocks (self->message);

  for (guint i = 0; self->needle != NULL && i < n_blocks; i++)
    {
      g_autofree char *marked = hall_message_make_block_markup (self->message, i, self->needle);
      g_autofree char *plain = hall_message_make_block_markup (self->message, i, NULL);

      if (g_strcmp0 (marked, plain) != 0)
        return TRUE;
    }
  return FALSE;
}

/* "Mina waves": the name goes before the text. */
static char *
make_markup (HallMessageBody *self,
             guint            block)
{
  g_autofree char *markup = hall_message_make_block_markup (self->message, block, self->needle);
  g_autofree char *isolated = NULL;
  g_autofree char *name = NULL;

  if (block > 0 || !hall_message_get_action (self->message))
    return g_steal_pointer (&markup);
  isolated = hall_message_text_isolate (
               hall_person_get_name (hall_message_get_author (self->message)));
  name = g_markup_escape_text (isolated, -1);
  return g_strdup_printf ("<span weight=\"bold\">%s</span> %s", name, markup != NULL ? markup : "");
}

static void
add_part (HallMessageBody *self,
          GtkWidget       *part)
{
  GtkWidget *last = self->label;

  if (self->rest == NULL)
    self->rest = g_ptr_array_new ();
  if (self->rest->len > 0)
    last = g_ptr_array_index (self->rest, self->rest->len - 1);
  gtk_widget_insert_after (part, GTK_WIDGET (self), last);
  g_ptr_array_add (self->rest, part);
}

static void
clear_rest (HallMessageBody *self)
{
  if (self->rest == NULL)
    return;
  for (guint i = 0; i < self->rest->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->rest, i));
  g_clear_pointer (&self->rest, g_ptr_array_unref);
}

static void
add_code (HallMessageBody *self,
          const char      *code,
          guint           *n_lines,
          guint           *n_characters)
{
  g_autofree char *escaped = g_markup_escape_text (code, -1);
  g_autofree char *markup = hall_message_markup_cut (escaped, n_lines, n_characters);

  add_part (self, hall_code_box_new (code, markup != NULL ? markup : escaped));
}

static gboolean
is_code (HallMessageBody *self,
         guint            block)
{
  g_autofree char *markup = hall_message_make_block_markup (self->message, block, NULL);

  return markup == NULL;
}

/* The keyboard must not be nowhere when it was in the label that goes. */
static void
show_first (HallMessageBody *self,
            gboolean         shown)
{
  gboolean has_focus = gtk_widget_has_focus (self->label);

  gtk_widget_set_visible (self->label, shown);
  if (!shown && has_focus)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
add_blocks (HallMessageBody *self,
            guint            n_lines,
            guint            n_characters)
{
  guint n_blocks = hall_message_get_n_blocks (self->message);

  for (guint i = 0; i < n_blocks; i++)
    {
      g_autofree char *markup = NULL;
      g_autofree char *cut = NULL;
      GtkWidget *label = self->label;

      if (n_lines == 0 || n_characters == 0)
        return;
      markup = make_markup (self, i);
      if (markup != NULL)
        {
          if (i > 0)
            add_part (self, label = hall_message_link_watch (create_label ()));
          cut = hall_message_markup_cut (markup, &n_lines, &n_characters);
          hall_message_link_set_markup (label, cut != NULL ? cut : markup);
        }
      if (is_code (self, i))
        add_code (self, hall_message_get_block_text (self->message, i), &n_lines, &n_characters);
      if (i == 0)
        show_first (self, markup != NULL);
    }
}

static void show (HallMessageBody *self);

static void
on_more (HallMessageBody *self)
{
  g_object_set_data (G_OBJECT (self->message), UNFOLDED_KEY,
                     is_unfolded (self) ? NULL : GINT_TO_POINTER (TRUE));
  show (self);
}

static void
show_more (HallMessageBody *self,
           gboolean         shown)
{
  if (shown && self->more == NULL)
    {
      self->more = gtk_button_new_with_label ("");
      gtk_widget_set_halign (self->more, GTK_ALIGN_START);
      gtk_widget_set_css_classes (self->more, (const char *[]) { "flat", "pill-small",
                                                                 "message-more", NULL });
      g_signal_connect_object (self->more, "clicked", G_CALLBACK (on_more), self,
                               G_CONNECT_SWAPPED);
      gtk_widget_set_parent (self->more, GTK_WIDGET (self));
    }
  if (self->more == NULL)
    return;
  gtk_widget_set_visible (self->more, shown);
  if (shown)
    /* Translators: buttons below a long message. */
    gtk_button_set_label (GTK_BUTTON (self->more),
                          is_unfolded (self) ? C_("message", "Show Less")
                                             : C_("message", "Show All"));
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

static void
show (HallMessageBody *self)
{
  const char *text = hall_message_get_text (self->message);
  gboolean action = hall_message_get_action (self->message);
  gboolean is_too_long = is_long (text);
  gboolean cut = is_too_long && !is_unfolded (self) && !has_needle (self);

  clear_rest (self);
  if (!is_too_long && !action && hall_message_get_n_blocks (self->message) == 1 &&
      self->needle == NULL && hall_message_get_block_text (self->message, 0) != NULL &&
      strstr (text, "```") == NULL)
    {
      /* As good as always: the markup is made once for as often as the row is shown. */
      hall_message_link_set_markup (self->label, hall_message_get_markup (self->message));
      gtk_widget_set_visible (self->label, TRUE);
      show_more (self, FALSE);
    }
  else
    {
      add_blocks (self, cut ? FOLDED_LINES : G_MAXUINT, cut ? FOLDED_CHARACTERS : G_MAXUINT);
      show_more (self, cut || (is_too_long && is_unfolded (self)));
    }
  set_class (self->label, "emoji-only",
             !action && hall_message_count_emoji (self->message, EMOJI_MAX) > 0);
}

static void
hall_message_body_dispose (GObject *object)
{
  HallMessageBody *self = HALL_MESSAGE_BODY (object);

  clear_rest (self);
  g_clear_pointer (&self->more, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_object (&self->message);
  g_clear_pointer (&self->needle, g_free);
  G_OBJECT_CLASS (hall_message_body_parent_class)->dispose (object);
}

static void
hall_message_body_class_init (HallMessageBodyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_message_body_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, HALL_TYPE_TEXT_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hall_message_body_init (HallMessageBody *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "body");
  self->label = hall_message_link_watch (create_label ());
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

/**
 * hall_message_body_set_message:
 * @self: a body
 * @message: a text, to be shown from now on
 * @needle: (nullable): what was searched for, as hall_text_fold () makes it, to be marked
 *
 * To be called again when the text is another one.
 */
void
hall_message_body_set_message (HallMessageBody *self,
                               HallMessage     *message,
                               const char      *needle)
{
  g_return_if_fail (HALL_IS_MESSAGE_BODY (self));
  g_return_if_fail (HALL_IS_MESSAGE (message));

  g_set_object (&self->message, message);
  g_free (self->needle);
  self->needle = g_strdup (needle);
  show (self);
}

/**
 * hall_message_body_set_sentence:
 * @self: a body
 * @sentence: plain text, to be shown in place of a message's
 */
void
hall_message_body_set_sentence (HallMessageBody *self,
                                const char      *sentence)
{
  g_return_if_fail (HALL_IS_MESSAGE_BODY (self));

  g_clear_object (&self->message);
  clear_rest (self);
  show_more (self, FALSE);
  gtk_widget_remove_css_class (self->label, "emoji-only");
  hall_message_link_set_text (self->label, sentence);
  gtk_widget_set_visible (self->label, TRUE);
}

static char *
get_selection (GtkWidget *widget)
{
  int start, end;

  if (GTK_IS_LABEL (widget) && gtk_label_get_selection_bounds (GTK_LABEL (widget), &start, &end))
    return g_utf8_substring (gtk_label_get_text (GTK_LABEL (widget)), start, end);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      char *selection = get_selection (child);

      if (selection != NULL)
        return selection;
    }
  return NULL;
}

/**
 * hall_message_body_get_selection:
 * @self: a body
 *
 * Returns: (transfer full) (nullable): what is selected of the text
 */
char *
hall_message_body_get_selection (HallMessageBody *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE_BODY (self), NULL);

  return get_selection (GTK_WIDGET (self));
}

/**
 * hall_message_body_get_link:
 * @self: a body
 *
 * Returns: (transfer full) (nullable): the link that has the keyboard or is under the pointer, or
 *   the only one of the message
 */
char *
hall_message_body_get_link (HallMessageBody *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE_BODY (self), NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      char *link = GTK_IS_LABEL (child) ? hall_message_link_find (child) : NULL;

      if (link != NULL)
        return link;
    }
  if (self->message == NULL)
    return NULL;
  return hall_message_markup_get_only_link (hall_message_get_markup (self->message));
}
