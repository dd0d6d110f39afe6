/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-search-row.c: one message that a search over everything has found.
 *
 * Who said it, where and when, and two lines of it at most, around what was searched for. The text
 * is plain, with the attributes of hall_message_make_block_markup (): links in it lead nowhere, as
 * the whole row leads to the message.
 */

#define G_LOG_DOMAIN "hall-search-row"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "hall-row-name.h"
#include "hall-time-text.h"
#include "hall-ui.h"

#include "hall-search-row.h"

/* How much of a text stands before what was found in it, in characters. */
#define LEAD_MAX 60
#define LEAD 24
/* What two lines can hold at all: no more is laid out. */
#define SHOWN_MAX 400

struct _HallSearchRow
{
  AdwBin parent_instance;

  HallSearchHit *hit; /* (nullable) */

  GtkLabel *author;
  GtkLabel *place;
  GtkLabel *time;
  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (HallSearchRow, hall_search_row, ADW_TYPE_BIN)

/* <a> is GtkLabel's, not Pango's. Whatever somebody wrote is escaped, so that every "<" is ours. */
static char *
strip_links (const char *markup)
{
  GString *stripped = g_string_new (NULL);

  while (*markup != '\0')
    {
      const char *tag = strchr (markup, '<');
      const char *end = tag != NULL ? strchr (tag, '>') : NULL;

      if (end == NULL)
        break;
      g_string_append_len (stripped, markup, tag - markup);
      if (!g_str_has_prefix (tag, "<a ") && !g_str_has_prefix (tag, "</a>"))
        g_string_append_len (stripped, tag, end + 1 - tag);
      markup = end + 1;
    }
  g_string_append (stripped, markup);
  return g_string_free (stripped, FALSE);
}

static gboolean
is_mark (PangoAttribute *attribute,
         gpointer        user_data)
{
  return attribute->klass->type == PANGO_ATTR_UNDERLINE;
}

/* Where in the text what was searched for begins first; G_MAXUINT where it does not. */
static guint
find_mark (PangoAttrList *attributes)
{
  g_autoptr (PangoAttrList) marks = pango_attr_list_copy (attributes);
  g_autoptr (PangoAttrList) found = pango_attr_list_filter (marks, is_mark, NULL);
  GSList *list = found != NULL ? pango_attr_list_get_attributes (found) : NULL;
  guint start = G_MAXUINT;

  for (GSList *l = list; l != NULL; l = l->next)
    start = MIN (start, ((PangoAttribute *) l->data)->start_index);
  g_slist_free_full (list, (GDestroyNotify) pango_attribute_destroy);
  return start;
}

/* A long text is shown from a little before the mark. */
static void
show_text (HallSearchRow *self,
           const char    *text,
           PangoAttrList *attributes,
           guint          mark)
{
  g_autofree char *line = NULL;
  g_autofree char *cut = NULL;
  glong lead = mark != G_MAXUINT ? g_utf8_pointer_to_offset (text, text + mark) : 0;
  const char *start = text;

  if (lead > LEAD_MAX)
    {
      start = g_utf8_offset_to_pointer (text, lead - LEAD);
      pango_attr_list_update (attributes, 0, (int) (start - text), (int) strlen ("…"));
    }
  cut = g_utf8_substring (start, 0, MIN (g_utf8_strlen (start, -1), SHOWN_MAX));
  line = g_strconcat (start != text ? "…" : "", cut, NULL);
  g_strdelimit (line, "\n\r\t", ' ');
  gtk_label_set_text (self->text, line);
  gtk_label_set_attributes (self->text, attributes);
}

/* The part of the message that has what was searched for, or else the first. */
static void
update_text (HallSearchRow *self,
             HallMessage   *message,
             const char    *needle)
{
  guint n_blocks = hall_message_get_n_blocks (message);

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < n_blocks; i++)
      {
        g_autofree char *markup = hall_message_make_block_markup (message, i, needle);
        g_autofree char *stripped = markup != NULL ? strip_links (markup) : NULL;
        g_autofree char *text = NULL;
        g_autoptr (PangoAttrList) attributes = NULL;
        guint mark = G_MAXUINT;

        if (stripped == NULL ||
            !pango_parse_markup (stripped, -1, 0, &attributes, &text, NULL, NULL))
          text = g_strdup (hall_message_get_block_text (message, i));
        if (attributes != NULL)
          mark = find_mark (attributes);
        if (pass == 0 && mark == G_MAXUINT)
          continue;
        show_text (self, text, attributes, mark);
        return;
      }
  show_text (self, hall_message_get_text (message), NULL, G_MAXUINT);
}

static void
update_name (HallSearchRow *self)
{
  g_autofree char *name = g_strjoin (", ", gtk_label_get_text (self->author),
                                     gtk_label_get_text (self->place),
                                     gtk_label_get_text (self->time),
                                     gtk_label_get_text (self->text), NULL);

  hall_row_name_set (GTK_WIDGET (self), name);
}

static void
update (HallSearchRow *self,
        const char    *needle)
{
  HallMessage *message = hall_search_hit_get_message (self->hit);
  HallRoom *room = hall_search_hit_get_room (self->hit);
  gint64 time_ms = hall_message_get_time (message);
  g_autofree char *day = hall_time_text_day (time_ms, g_get_real_time () / 1000);
  g_autofree char *clock = hall_time_text_clock (time_ms);
  g_autofree char *full = hall_time_text_full (time_ms);
  g_autofree char *time = g_strdup_printf ("%s %s", day, clock);
  g_autofree char *place = NULL;

  if (hall_room_get_person (room) != NULL)
    /* Translators: where a message was found: in the private conversation with this person. */
    place = g_strdup_printf (_("with %s"), hall_room_get_name (room));
  else
    /* Translators: where a message was found: in this room. */
    place = g_strdup_printf (_("in %s"), hall_room_get_name (room));
  gtk_label_set_text (self->author, hall_person_get_name (hall_message_get_author (message)));
  gtk_label_set_text (self->place, place);
  gtk_label_set_text (self->time, time);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->time), full);
  update_text (self, message, needle);
  update_name (self);
}

static void
hall_search_row_dispose (GObject *object)
{
  g_clear_object (&HALL_SEARCH_ROW (object)->hit);
  G_OBJECT_CLASS (hall_search_row_parent_class)->dispose (object);
}

static void
hall_search_row_class_init (HallSearchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_search_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-search-row"));
  gtk_widget_class_bind_template_child (widget_class, HallSearchRow, author);
  gtk_widget_class_bind_template_child (widget_class, HallSearchRow, place);
  gtk_widget_class_bind_template_child (widget_class, HallSearchRow, time);
  gtk_widget_class_bind_template_child (widget_class, HallSearchRow, text);
}

static void
hall_search_row_init (HallSearchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_search_row_new:
 *
 * Returns: (transfer floating): a row of nothing yet
 */
GtkWidget *
hall_search_row_new (void)
{
  return g_object_new (HALL_TYPE_SEARCH_ROW, NULL);
}

/**
 * hall_search_row_set_hit:
 * @self: a row
 * @hit: (nullable): what to show from now on
 * @needle: (nullable): what is marked in its text
 */
void
hall_search_row_set_hit (HallSearchRow *self,
                         HallSearchHit *hit,
                         const char    *needle)
{
  g_return_if_fail (HALL_IS_SEARCH_ROW (self));

  g_set_object (&self->hit, hit);
  if (hit != NULL)
    update (self, needle);
}
