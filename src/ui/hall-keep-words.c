/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-keep-words.c: lines of Korean sentences that end where words do.
 *
 * Pango breaks between any two syllables, as Unicode allows, and a heading of two lines is torn
 * amid a word. That is usual in what people write to each other, and left there; what the program
 * says keeps its words whole. Not with large text: a word of that can be wider than its place.
 */

#define G_LOG_DOMAIN "hall-keep-words"

#include "config.h"

#include "hall-keep-words.h"

/* Longer ones are no words, but somebody's joke. */
#define SYLLABLES_MAX 12
#define DPI_MAX (1.3 * 96 * 1024)

static gboolean
has_hangul (const char *from,
            const char *end)
{
  for (; from < end; from = g_utf8_next_char (from))
    if (g_unichar_get_script (g_utf8_get_char (from)) == G_UNICODE_SCRIPT_HANGUL)
      return TRUE;
  return FALSE;
}

static PangoAttrList *
find_words (const char *text)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  for (const char *from = text; *from != '\0';)
    {
      const char *end = from + strcspn (from, " \n");

      if (has_hangul (from, end) && g_utf8_strlen (from, end - from) <= SYLLABLES_MAX)
        {
          PangoAttribute *attribute = pango_attr_allow_breaks_new (FALSE);

          attribute->start_index = from - text;
          attribute->end_index = end - text;
          pango_attr_list_insert (attributes, attribute);
        }
      from = end + strspn (end, " \n");
    }
  return attributes;
}

static void
update (GtkLabel *label)
{
  g_autoptr (PangoAttrList) attributes = NULL;
  int dpi;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (label)), "gtk-xft-dpi", &dpi, NULL);
  if (dpi <= DPI_MAX)
    attributes = find_words (gtk_label_get_text (label));
  gtk_label_set_attributes (label, attributes);
}

/**
 * hall_keep_words:
 * @widget: something in which there are labels
 *
 * Those that wrap, of what the program says: not those that can be selected, nor those that have
 * attributes of their own. What they say may change later.
 */
void
hall_keep_words (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    hall_keep_words (child);
  if (!GTK_IS_LABEL (widget) || !gtk_label_get_wrap (GTK_LABEL (widget)) ||
      gtk_label_get_selectable (GTK_LABEL (widget)) ||
      gtk_label_get_attributes (GTK_LABEL (widget)) != NULL)
    return;
  g_signal_connect (widget, "notify::label", G_CALLBACK (update), NULL);
  g_signal_connect_object (gtk_widget_get_settings (widget), "notify::gtk-xft-dpi",
                           G_CALLBACK (update), widget, G_CONNECT_SWAPPED);
  update (GTK_LABEL (widget));
}
