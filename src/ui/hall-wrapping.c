/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-wrapping.c: buttons, titles and labels that wrap, and questions that scroll.
 *
 * For those of several words in something narrow: a window is as wide as its widest button, a title
 * is cut short, and text may be twice as large as usual. It never changes what they say.
 */

#define G_LOG_DOMAIN "hall-wrapping"

#include "config.h"

#include <adwaita.h>

#include "hall-dialog-bar.h"
#include "hall-keep-words.h"
#include "hall-scrolling-box.h"

#include "hall-wrapping.h"

/**
 * hall_wrap_button:
 * @button: a button with a label; another label, set later, wraps as well
 */
void
hall_wrap_button (GtkButton *button)
{
  GtkWidget *label = gtk_button_get_child (button);

  g_return_if_fail (GTK_IS_LABEL (label));

  /* Of as many lines as it needs it would else make the narrowest, and break words for that. */
  g_object_set (label, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "justify",
                GTK_JUSTIFY_CENTER, "natural-wrap-mode", GTK_NATURAL_WRAP_NONE, NULL);
}

/**
 * hall_wrapping_label_new:
 * @box: where it comes to the end
 * @style: (nullable): a style class
 *
 * For words among which there are commands, addresses and names: one that does not fit into a line
 * is broken without a hyphen, which somebody could take for a part of it.
 *
 * Returns: (transfer none): the label, of which each line begins where lines begin
 */
GtkLabel *
hall_wrapping_label_new (GtkWidget  *box,
                         const char *style)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GtkWidget *label;

  g_return_val_if_fail (GTK_IS_BOX (box), NULL);

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign",
                        0.0f, "width-chars", 8, "attributes", attributes, NULL);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static AdwHeaderBar *
find_header_bar (GtkWidget *widget)
{
  AdwHeaderBar *bar = NULL;

  if (ADW_IS_HEADER_BAR (widget))
    return ADW_HEADER_BAR (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && bar == NULL;
       child = gtk_widget_get_next_sibling (child))
    bar = find_header_bar (child);
  return bar;
}

/* Those that stand one below the other for want of room; beside each other they are to keep to a
 * line, or the dialog would never put them below.
 */
static void
wrap_answers (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_BUTTON (child) && GTK_IS_BOX (widget) &&
          gtk_orientable_get_orientation (GTK_ORIENTABLE (widget)) == GTK_ORIENTATION_VERTICAL &&
          GTK_IS_LABEL (gtk_button_get_child (GTK_BUTTON (child))))
        hall_wrap_button (GTK_BUTTON (child));
      else
        wrap_answers (child);
    }
}

static GtkWidget *
find_message (GtkWidget *widget)
{
  GtkWidget *message = NULL;

  if (GTK_IS_BOX (widget) && gtk_widget_has_css_class (widget, "message-area"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && message == NULL;
       child = gtk_widget_get_next_sibling (child))
    message = find_message (child);
  return message;
}

static void
let_scroll (GtkWidget *message)
{
  GtkBox *box = GTK_BOX (gtk_widget_get_parent (message));
  GtkWidget *scrolling;

  g_object_ref (message);
  gtk_box_remove (box, message);
  scrolling = hall_scrolling_box_new (message);
  g_object_unref (message);
  gtk_widget_set_vexpand (scrolling, TRUE);
  gtk_box_prepend (box, scrolling);
}

/**
 * hall_wrap_question:
 * @dialog: an #AdwMessageDialog that has all its responses
 *
 * What it asks scrolls where the window below is less high, which libadwaita itself lets become as
 * high as it wants, with the answers below the screen. The answers wrap.
 */
void
hall_wrap_question (GtkWidget *dialog)
{
  GtkWidget *message;

  g_return_if_fail (ADW_IS_MESSAGE_DIALOG (dialog));

  message = find_message (dialog);
  if (message != NULL)
    hall_keep_words (message);
  /* Without a window below there is no height for it to keep to. */
  if (message != NULL && gtk_window_get_transient_for (GTK_WINDOW (dialog)) != NULL &&
      gtk_widget_get_ancestor (message, HALL_TYPE_SCROLLING_BOX) == NULL)
    let_scroll (message);
  wrap_answers (dialog);
}

static gboolean
on_query_tooltip (GtkLabel   *title,
                  int         x,
                  int         y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (title));
  return pango_layout_is_ellipsized (gtk_label_get_layout (title));
}

/**
 * hall_wrapping_title_new:
 *
 * It asks for one line and takes two where there is no place for that. What is not seen then is in
 * its tooltip; a screen reader has all of it anyway.
 *
 * Returns: (transfer floating): a label, as the title of a header bar
 */
GtkLabel *
hall_wrapping_title_new (void)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "justify", GTK_JUSTIFY_CENTER, "width-chars", 3, "lines", 2,
                                   "ellipsize", PANGO_ELLIPSIZE_END, "natural-wrap-mode",
                                   GTK_NATURAL_WRAP_NONE, "has-tooltip", TRUE, NULL);

  gtk_widget_add_css_class (label, "title");
  g_signal_connect (label, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
  return GTK_LABEL (label);
}

/**
 * hall_wrap_title:
 * @dialog: a window with an #AdwHeaderBar in it, which shows the window's title; in a
 *   #HallDialogBar, if it has one
 */
void
hall_wrap_title (GtkWindow *dialog)
{
  AdwHeaderBar *bar;
  GtkWidget *inside;
  GtkLabel *label;

  g_return_if_fail (GTK_IS_WINDOW (dialog));

  bar = find_header_bar (GTK_WIDGET (dialog));
  g_return_if_fail (bar != NULL);

  inside = adw_header_bar_get_title_widget (bar);
  if (HALL_IS_DIALOG_BAR (inside))
    {
      label = hall_dialog_bar_get_title (HALL_DIALOG_BAR (inside));
    }
  else
    {
      label = hall_wrapping_title_new ();
      adw_header_bar_set_title_widget (bar, GTK_WIDGET (label));
    }
  g_object_bind_property (dialog, "title", label, "label", G_BINDING_SYNC_CREATE);
}
