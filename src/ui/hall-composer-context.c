/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-composer-context.c: what the text in the box is, where it is not just a message: an answer
 * or an edit.
 *
 * A strip above the box with a button to leave it. Each room keeps its own while this program runs;
 * what is written is kept by the composer and the session, not here.
 */

#define G_LOG_DOMAIN "hall-composer-context"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-announce.h"
#include "hall-message-text.h"

#include "hall-composer-context.h"

/* As much of what is answered as may be shown in one line. */
#define SNIPPET_CHARACTERS 160

typedef struct
{
  HallComposerMode mode;
  HallMessage *message;
  char *aside;
  char *edited;    /* (nullable) */
  HallMessage *answered; /* (nullable): what was being answered when the edit began */
} Context;

struct _HallComposerContext
{
  AdwBin parent_instance;

  GHashTable *contexts;  /* id of a room → Context */
  char *room_id;         /* (nullable) */
  Context *context;      /* (nullable): of that room */
  GtkWidget *box;        /* (nullable) weak: where it is written */

  GtkRevealer *revealer;
  GtkImage *icon;
  GtkLabel *label;
};

enum
{
  CLOSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallComposerContext, hall_composer_context, ADW_TYPE_BIN)

static void
context_free (gpointer data)
{
  Context *context = data;

  g_object_unref (context->message);
  g_clear_object (&context->answered);
  g_free (context->aside);
  g_free (context->edited);
  g_free (context);
}

/* (transfer full): its beginning, in one line */
static char *
make_snippet (HallMessage *message)
{
  const char *plain = hall_message_get_plain (message);
  g_autofree char *beginning = NULL;

  if (hall_message_text_is_hidden (message))
    return hall_message_text_describe (message);
  if (plain == NULL)
    return g_strdup ("");
  beginning = g_utf8_strlen (plain, -1) > SNIPPET_CHARACTERS
              ? g_utf8_substring (plain, 0, SNIPPET_CHARACTERS) : g_strdup (plain);
  return g_strdelimit (g_steal_pointer (&beginning), "\t\r\n", ' ');
}

/* (transfer full) */
static char *
describe (Context *context)
{
  HallPerson *author = hall_message_get_author (context->message);
  g_autofree char *snippet = NULL;
  g_autofree char *name = NULL;

  if (context->mode == HALL_COMPOSER_EDIT)
    return g_strdup (_("Edit message"));
  snippet = make_snippet (context->message);
  name = hall_message_text_isolate (author != NULL ? hall_person_get_name (author) : "");
  /* Translators: above the box where an answer is written: a person, and what it said. */
  return g_strdup_printf (_("Reply to %s: %s"), name, snippet);
}

/* @text: (nullable): what the strip says */
static void
describe_box (HallComposerContext *self,
              const char          *text)
{
  if (self->box == NULL)
    return;
  if (text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->box),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->box),
                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
update (HallComposerContext *self)
{
  g_autofree char *text = self->context != NULL ? describe (self->context) : NULL;

  describe_box (self, text);
  if (text != NULL)
    {
      gtk_label_set_text (self->label, text);
      gtk_image_set_from_icon_name (self->icon, self->context->mode == HALL_COMPOSER_EDIT
                                                ? "document-edit-symbolic"
                                                : "mail-reply-sender-symbolic");
    }
  gtk_revealer_set_reveal_child (self->revealer, self->context != NULL);
}

static void
on_close_clicked (HallComposerContext *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

static void
hall_composer_context_dispose (GObject *object)
{
  g_clear_weak_pointer (&HALL_COMPOSER_CONTEXT (object)->box);
  G_OBJECT_CLASS (hall_composer_context_parent_class)->dispose (object);
}

static void
hall_composer_context_finalize (GObject *object)
{
  HallComposerContext *self = HALL_COMPOSER_CONTEXT (object);

  g_hash_table_unref (self->contexts);
  g_free (self->room_id);
  G_OBJECT_CLASS (hall_composer_context_parent_class)->finalize (object);
}

static void
hall_composer_context_class_init (HallComposerContextClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_composer_context_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_composer_context_finalize;
  signals[CLOSE] = g_signal_new ("close", HALL_TYPE_COMPOSER_CONTEXT, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_close_button (HallComposerContext *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  /* Translators: leaves an answer or an edit. */
  const char *name = C_("composer", "Cancel");

  gtk_widget_set_css_classes (button, (const char *[]) { "flat", "circular", "context-close",
                                                         NULL });
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_close_clicked), self,
                           G_CONNECT_SWAPPED);
  return button;
}

static void
hall_composer_context_init (HallComposerContext *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->contexts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, context_free);
  self->icon = GTK_IMAGE (gtk_image_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_label_set_xalign (self->label, 0.0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (self->label, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_add_css_class (box, "composer-context");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), make_close_button (self));
  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_child (self->revealer, box);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->revealer));
}

/**
 * hall_composer_context_set_box:
 * @self: a context
 * @box: where it is written; not kept alive
 *
 * A screen reader hears there what it is that is written.
 */
void
hall_composer_context_set_box (HallComposerContext *self,
                               GtkWidget           *box)
{
  g_return_if_fail (HALL_IS_COMPOSER_CONTEXT (self));
  g_return_if_fail (GTK_IS_WIDGET (box));

  g_set_weak_pointer (&self->box, box);
  update (self);
}

/**
 * hall_composer_context_set_room:
 * @self: a context
 * @room: (nullable): whose context is shown from now on
 */
void
hall_composer_context_set_room (HallComposerContext *self,
                                HallRoom            *room)
{
  g_return_if_fail (HALL_IS_COMPOSER_CONTEXT (self));

  g_free (self->room_id);
  self->room_id = room != NULL ? g_strdup (hall_room_get_id (room)) : NULL;
  self->context = room != NULL ? g_hash_table_lookup (self->contexts, self->room_id) : NULL;
  update (self);
}

/* (transfer full) (nullable): what is being answered, or was before an edit */
static HallMessage *
get_answered (Context *context)
{
  if (context->mode == HALL_COMPOSER_REPLY)
    return g_object_ref (context->message);
  return context->answered != NULL ? g_object_ref (context->answered) : NULL;
}

/**
 * hall_composer_context_start:
 * @self: a context of a room
 * @mode: an answer or an edit
 * @message: of what
 * @aside: what is in the box, and comes back after an edit
 *
 * The answer that an edit interrupts goes on after it.
 */
void
hall_composer_context_start (HallComposerContext *self,
                             HallComposerMode     mode,
                             HallMessage         *message,
                             const char          *aside)
{
  Context *context;

  g_return_if_fail (HALL_IS_COMPOSER_CONTEXT (self));
  g_return_if_fail (mode != HALL_COMPOSER_NEW);
  g_return_if_fail (HALL_IS_MESSAGE (message));
  g_return_if_fail (aside != NULL);
  g_return_if_fail (self->room_id != NULL);

  context = g_new0 (Context, 1);
  context->mode = mode;
  context->message = g_object_ref (message);
  context->aside = g_strdup (aside);
  if (mode == HALL_COMPOSER_EDIT && self->context != NULL)
    context->answered = get_answered (self->context);
  self->context = context;
  g_hash_table_replace (self->contexts, g_strdup (self->room_id), context);
  update (self);
  if (self->box != NULL)
    hall_announce (self->box, gtk_label_get_text (self->label));
}

/**
 * hall_composer_context_stop:
 * @self: a context
 *
 * The text in the box is a message like any other from now on, or the answer that an edit had
 * interrupted.
 */
void
hall_composer_context_stop (HallComposerContext *self)
{
  g_autoptr (HallMessage) answered = NULL;

  g_return_if_fail (HALL_IS_COMPOSER_CONTEXT (self));

  if (self->context == NULL)
    return;
  answered = g_steal_pointer (&self->context->answered);
  self->context = NULL;
  g_hash_table_remove (self->contexts, self->room_id);
  if (answered != NULL)
    hall_composer_context_start (self, HALL_COMPOSER_REPLY, answered, "");
  else
    update (self);
}

/**
 * hall_composer_context_get_mode:
 * @self: a context
 *
 * Returns: what the text in the box is
 */
HallComposerMode
hall_composer_context_get_mode (HallComposerContext *self)
{
  g_return_val_if_fail (HALL_IS_COMPOSER_CONTEXT (self), HALL_COMPOSER_NEW);

  return self->context != NULL ? self->context->mode : HALL_COMPOSER_NEW;
}

/**
 * hall_composer_context_get_message:
 * @self: a context
 *
 * Returns: (transfer none) (nullable): what is answered or edited
 */
HallMessage *
hall_composer_context_get_message (HallComposerContext *self)
{
  g_return_val_if_fail (HALL_IS_COMPOSER_CONTEXT (self), NULL);

  return self->context != NULL ? self->context->message : NULL;
}

/**
 * hall_composer_context_get_aside:
 * @self: a context
 *
 * Returns: (transfer none): what was in the box before the edit
 */
const char *
hall_composer_context_get_aside (HallComposerContext *self)
{
  g_return_val_if_fail (HALL_IS_COMPOSER_CONTEXT (self), "");

  return self->context != NULL ? self->context->aside : "";
}

/**
 * hall_composer_context_set_edited:
 * @self: a context
 * @text: (nullable): how far the edit has got
 */
void
hall_composer_context_set_edited (HallComposerContext *self,
                                  const char          *text)
{
  g_return_if_fail (HALL_IS_COMPOSER_CONTEXT (self));

  if (self->context == NULL)
    return;
  g_free (self->context->edited);
  self->context->edited = g_strdup (text);
}

/**
 * hall_composer_context_get_edited:
 * @self: a context
 *
 * Returns: (transfer none) (nullable): how far an edit had got when another room was opened
 */
const char *
hall_composer_context_get_edited (HallComposerContext *self)
{
  g_return_val_if_fail (HALL_IS_COMPOSER_CONTEXT (self), NULL);

  return self->context != NULL ? self->context->edited : NULL;
}
