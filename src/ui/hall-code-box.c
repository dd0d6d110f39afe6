/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-code-box.c: a block of code in a message, in monospace, with a button that copies it.
 *
 * Owned by HallMessageBody, which makes one for each block. It copies the whole block, also where
 * the message is folded and less is shown. Long lines wrap: a box that scrolls within a list that
 * scrolls takes the wheel from those who read on.
 */

#define G_LOG_DOMAIN "hall-code-box"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-announce.h"

#include "hall-code-box.h"

#define COPY_WIDTH 32

struct _HallCodeBox
{
  GtkBox parent_instance;

  char *code;
  GtkWidget *copy;
};

G_DEFINE_FINAL_TYPE (HallCodeBox, hall_code_box, GTK_TYPE_BOX)

static void
on_copy (HallCodeBox *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->code);
  gtk_button_set_icon_name (GTK_BUTTON (self->copy), "object-select-symbolic");
  /* Translators: code was copied. */
  hall_announce (self->copy, C_("code", "Copied"));
}

static void
hall_code_box_finalize (GObject *object)
{
  g_free (HALL_CODE_BOX (object)->code);
  G_OBJECT_CLASS (hall_code_box_parent_class)->finalize (object);
}

static void
hall_code_box_class_init (HallCodeBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_code_box_finalize;
}

static void
hall_code_box_init (HallCodeBox *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "code-box");
}

/**
 * hall_code_box_new:
 * @code: the code, which is copied
 * @markup: what is shown of it: escaped, without any tags
 *
 * Returns: (transfer floating): a box
 */
GtkWidget *
hall_code_box_new (const char *code,
                   const char *markup)
{
  HallCodeBox *self = g_object_new (HALL_TYPE_CODE_BOX, NULL);
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "hexpand", TRUE,
                                   "width-chars", 6, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "selectable", TRUE, "use-markup", TRUE,
                                   "label", markup, NULL);

  self->code = g_strdup (code);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_set_margin_end (label, COPY_WIDTH);
  self->copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_widget_set_halign (self->copy, GTK_ALIGN_END);
  gtk_widget_set_valign (self->copy, GTK_ALIGN_START);
  gtk_widget_set_css_classes (self->copy, (const char *[]) { "flat", "code-copy", NULL });
  gtk_widget_set_tooltip_text (self->copy, _("Copy Code"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Copy Code"), -1);
  g_signal_connect_object (self->copy, "clicked", G_CALLBACK (on_copy), self, G_CONNECT_SWAPPED);
  /* Code goes from left to right, whatever is written around it. */
  gtk_widget_set_direction (overlay, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (self->copy, GTK_TEXT_DIR_LTR);
  /* Over the label and not beside it: a GtkBox of both measures itself with and without their
   * baselines. */
  gtk_overlay_set_child (GTK_OVERLAY (overlay), label);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->copy);
  gtk_widget_set_hexpand (overlay, TRUE);
  gtk_box_append (GTK_BOX (self), overlay);
  return GTK_WIDGET (self);
}
