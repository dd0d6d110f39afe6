/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-link.c: labels with links in other people's texts.
 *
 * Each link says in its tooltip where it really leads. Links of Hallway are opened in it, by the
 * action "message.open-link" of whoever is above; GTK opens the others. A label without links costs
 * nothing: it asks for no tooltip. For a screen reader each link is called by what it shows: since
 * 4.10 GTK tells of it, but without a name.
 */

#define G_LOG_DOMAIN "hall-message-link"

#include "config.h"

#include <string.h>

#include "hall-message-markup.h"

#include "hall-message-link.h"

static char *
find_at (GtkLabel *label,
         int       x,
         int       y)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  int left, top, index, trailing;

  gtk_label_get_layout_offsets (label, &left, &top);
  if (!pango_layout_xy_to_index (layout, (x - left) * PANGO_SCALE, (y - top) * PANGO_SCALE,
                                 &index, &trailing))
    return NULL;
  return hall_message_markup_find_link (gtk_label_get_label (label), index);
}

static gboolean
on_query_tooltip (GtkWidget  *label,
                  int         x,
                  int         y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip)
{
  g_autofree char *link = NULL;

  if (keyboard)
    link = g_strdup (gtk_label_get_current_uri (GTK_LABEL (label)));
  else
    link = find_at (GTK_LABEL (label), x, y);
  gtk_tooltip_set_text (tooltip, link);
  return link != NULL;
}

static gboolean
on_activate_link (GtkWidget  *label,
                  const char *link)
{
  return g_ascii_strncasecmp (link, "hallway:", strlen ("hallway:")) == 0 &&
         gtk_widget_activate_action (label, "message.open-link", "s", link);
}

#if GTK_CHECK_VERSION (4, 10, 0)

/* What the next link in @markup shows, if there is one; @markup goes on behind it. */
static char *
take_link_text (const char **markup)
{
  const char *begin = strstr (*markup, "<a ");
  const char *end = begin != NULL ? strstr (begin, "</a>") : NULL;
  char *text = NULL;

  begin = end != NULL ? strchr (begin, '>') : NULL;
  if (begin == NULL || begin > end ||
      !pango_parse_markup (begin + 1, end - begin - 1, 0, NULL, &text, NULL, NULL))
    return NULL;
  *markup = end;
  return text;
}

G_GNUC_BEGIN_IGNORE_DEPRECATIONS /* "not available before 4.10" */

/* What is no part of a window yet must not be told of: GTK 4.24 complains when it becomes one. */
static void
name_links (GtkWidget *label)
{
  const char *markup = gtk_label_get_label (GTK_LABEL (label));
  GtkAccessible *link = NULL;

  if (gtk_widget_get_has_tooltip (label) && gtk_widget_get_mapped (label))
    link = gtk_accessible_get_first_accessible_child (GTK_ACCESSIBLE (label));
  while (link != NULL)
    {
      g_autoptr (GtkAccessible) named = link;
      g_autofree char *text = take_link_text (&markup);

      if (text != NULL)
        gtk_accessible_update_property (named, GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
      link = gtk_accessible_get_next_accessible_sibling (named);
    }
}

G_GNUC_END_IGNORE_DEPRECATIONS

#endif

/**
 * hall_message_link_watch:
 * @label: (transfer none): a label
 *
 * Returns: (transfer none): the label
 */
GtkWidget *
hall_message_link_watch (GtkWidget *label)
{
  g_signal_connect (label, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
  g_signal_connect (label, "activate-link", G_CALLBACK (on_activate_link), NULL);
#if GTK_CHECK_VERSION (4, 10, 0)
  g_signal_connect_after (label, "map", G_CALLBACK (name_links), NULL);
#endif
  return label;
}

/**
 * hall_message_link_set_markup:
 * @label: a label
 * @markup: made by hall_text_to_markup ()
 */
void
hall_message_link_set_markup (GtkWidget  *label,
                              const char *markup)
{
  gboolean has_link = strstr (markup, "<a ") != NULL;

  gtk_label_set_markup (GTK_LABEL (label), markup);
  if (gtk_widget_get_has_tooltip (label) != has_link)
    gtk_widget_set_has_tooltip (label, has_link);
#if GTK_CHECK_VERSION (4, 10, 0)
  name_links (label);
#endif
}

/**
 * hall_message_link_set_text:
 * @label: a label
 * @text: plain text
 */
void
hall_message_link_set_text (GtkWidget  *label,
                            const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_has_tooltip (label, FALSE);
}

static gboolean
find_pointer (GtkWidget *widget,
              double    *x,
              double    *y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (widget));
  double left, top;

  if (surface == NULL || seat == NULL ||
      !gdk_surface_get_device_position (surface, gdk_seat_get_pointer (seat), x, y, NULL))
    return FALSE;
  gtk_native_get_surface_transform (native, &left, &top);
  return gtk_widget_translate_coordinates (GTK_WIDGET (native), widget, *x - left, *y - top, x, y);
}

/**
 * hall_message_link_find:
 * @label: a label
 *
 * Returns: (transfer full) (nullable): the link that has the keyboard, else the one under the
 *   pointer
 */
char *
hall_message_link_find (GtkWidget *label)
{
  const char *current = gtk_label_get_current_uri (GTK_LABEL (label));
  double x, y;

  if (current != NULL || !gtk_widget_get_has_tooltip (label))
    return g_strdup (current);
  if (!find_pointer (label, &x, &y) || !gtk_widget_contains (label, x, y))
    return NULL;
  return find_at (GTK_LABEL (label), (int) x, (int) y);
}
