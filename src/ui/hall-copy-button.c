/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-copy-button.c: a button that copies a text, and says for a moment that it did.
 *
 * The words on the button change, which needs no place of its own, and a screen reader is told.
 */

#define G_LOG_DOMAIN "hall-copy-button"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-announce.h"
#include "hall-wrapping.h"

#include "hall-copy-button.h"

struct _HallCopyButton
{
  GtkButton parent_instance;

  char *label;
  char *text; /* (nullable) */
  guint timeout;
};

G_DEFINE_FINAL_TYPE (HallCopyButton, hall_copy_button, GTK_TYPE_BUTTON)

static gboolean
on_timeout (gpointer user_data)
{
  HallCopyButton *self = user_data;

  self->timeout = 0;
  gtk_button_set_label (GTK_BUTTON (self), self->label);
  return G_SOURCE_REMOVE;
}

static void
hall_copy_button_clicked (GtkButton *button)
{
  HallCopyButton *self = HALL_COPY_BUTTON (button);

  if (self->text != NULL)
    hall_copy_button_copy (self, self->text);
}

static void
hall_copy_button_dispose (GObject *object)
{
  HallCopyButton *self = HALL_COPY_BUTTON (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  G_OBJECT_CLASS (hall_copy_button_parent_class)->dispose (object);
}

static void
hall_copy_button_finalize (GObject *object)
{
  HallCopyButton *self = HALL_COPY_BUTTON (object);

  g_free (self->label);
  g_free (self->text);
  G_OBJECT_CLASS (hall_copy_button_parent_class)->finalize (object);
}

static void
hall_copy_button_class_init (HallCopyButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hall_copy_button_dispose;
  object_class->finalize = hall_copy_button_finalize;
  GTK_BUTTON_CLASS (klass)->clicked = hall_copy_button_clicked;
}

static void
hall_copy_button_init (HallCopyButton *self)
{
}

/**
 * hall_copy_button_new:
 * @label: the words on it
 *
 * Returns: (transfer floating): a button that copies nothing yet
 */
GtkWidget *
hall_copy_button_new (const char *label)
{
  HallCopyButton *self = g_object_new (HALL_TYPE_COPY_BUTTON, "label", label, NULL);

  self->label = g_strdup (label);
  hall_wrap_button (GTK_BUTTON (self));
  return GTK_WIDGET (self);
}

/**
 * hall_copy_button_set_text:
 * @self: a button
 * @text: (nullable): what a click copies; %NULL when the owner does that
 */
void
hall_copy_button_set_text (HallCopyButton *self,
                           const char     *text)
{
  g_return_if_fail (HALL_IS_COPY_BUTTON (self));

  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  if (self->timeout != 0)
    {
      g_clear_handle_id (&self->timeout, g_source_remove);
      gtk_button_set_label (GTK_BUTTON (self), self->label);
    }
}

/**
 * hall_copy_button_copy:
 * @self: a button
 * @text: goes to the clipboard
 */
void
hall_copy_button_copy (HallCopyButton *self,
                       const char     *text)
{
  g_return_if_fail (HALL_IS_COPY_BUTTON (self));
  g_return_if_fail (text != NULL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_button_set_label (GTK_BUTTON (self), _("Copied"));
  hall_announce (GTK_WIDGET (self), _("Copied"));
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add (HALL_COPY_BUTTON_MS, on_timeout, self);
}
