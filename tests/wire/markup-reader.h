/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* markup-reader.h: reads markup as Pango does, and asserts that it is ours.
 *
 * Shared by the tests and the fuzz target. Every element must be an <a> with one attribute, href,
 * equal to its text, that begins with a scheme we link, or a <span> with attributes that we use;
 * none stands within one of its name, and no <a> within a <span>.
 */

#pragma once

#include <glib.h>

typedef struct
{
  GString *visible;
  GString *marked;
  GString *link;     /* NULL outside of one */
  char *href;
  gboolean in_span;
  guint n_links;
  guint n_spans;
} MarkupReader;

/* By which letter each attribute is told in what is marked; none for those that go with others. */
static const struct
{
  const char *name;
  const char *value;
  const char *letter;
} markup_attributes[] = {
  { "weight", "bold", "b" },
  { "style", "italic", "i" },
  { "strikethrough", "true", "s" },
  { "font_family", "monospace", "c" },
  { "alpha", "70%", "q" },
  { "background", "#808080", "" },
  { "background", "#3584e4", "m" },
  { "background", "#ff7800", "o" },
  { "background", "#f6d32d", "f" },
  { "background_alpha", "20%", "" },
  { "background_alpha", "25%", "" },
  { "background_alpha", "35%", "" },
  { "background_alpha", "28%", "" },
  { "underline", "single", "" },
};

static void
markup_on_attribute (MarkupReader *reader,
                     const char   *name,
                     const char   *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (markup_attributes); i++)
    {
      if (g_str_equal (name, markup_attributes[i].name) &&
          g_str_equal (value, markup_attributes[i].value))
        {
          g_string_append (reader->marked, markup_attributes[i].letter);
          return;
        }
    }

  g_error ("%s=\"%s\" is not ours", name, value);
}

static void
markup_on_start (GMarkupParseContext  *context,
                 const char           *element,
                 const char          **names,
                 const char          **values,
                 gpointer              user_data,
                 GError              **error)
{
  MarkupReader *reader = user_data;

  if (g_strcmp0 (element, "markup") == 0)
    {
      const GSList *stack = g_markup_parse_context_get_element_stack (context);

      g_assert_null (stack->next);
      return;
    }

  g_assert_false (reader->in_span);
  if (g_str_equal (element, "span"))
    {
      g_assert_nonnull (names[0]);
      g_string_append_c (reader->marked, '{');
      for (guint i = 0; names[i] != NULL; i++)
        markup_on_attribute (reader, names[i], values[i]);
      g_string_append_c (reader->marked, ':');
      reader->in_span = TRUE;
      reader->n_spans++;
      return;
    }

  g_assert_cmpstr (element, ==, "a");
  g_assert_null (reader->link);
  g_assert_cmpstr (names[0], ==, "href");
  g_assert_null (names[1]);
  g_assert_true (g_ascii_strncasecmp (values[0], "http://", 7) == 0 ||
                 g_ascii_strncasecmp (values[0], "https://", 8) == 0 ||
                 g_ascii_strncasecmp (values[0], "mailto:", 7) == 0 ||
                 g_ascii_strncasecmp (values[0], "hallway:", 8) == 0);
  reader->href = g_strdup (values[0]);
  reader->link = g_string_new (NULL);
  reader->n_links++;
  g_string_append_c (reader->marked, '[');
}

static void
markup_on_end (GMarkupParseContext  *context,
               const char           *element,
               gpointer              user_data,
               GError              **error)
{
  MarkupReader *reader = user_data;

  if (g_str_equal (element, "span"))
    {
      reader->in_span = FALSE;
      g_string_append_c (reader->marked, '}');
    }
  if (!g_str_equal (element, "a"))
    return;

  g_assert_cmpstr (reader->link->str, ==, reader->href);
  g_string_free (g_steal_pointer (&reader->link), TRUE);
  g_clear_pointer (&reader->href, g_free);
  g_string_append_c (reader->marked, ']');
}

static void
markup_on_text (GMarkupParseContext  *context,
                const char           *text,
                gsize                 length,
                gpointer              user_data,
                GError              **error)
{
  MarkupReader *reader = user_data;

  g_string_append_len (reader->visible, text, (gssize) length);
  g_string_append_len (reader->marked, text, (gssize) length);
  if (reader->link != NULL)
    g_string_append_len (reader->link, text, (gssize) length);
}

static void
markup_on_passthrough (GMarkupParseContext  *context,
                       const char           *text,
                       gsize                 length,
                       gpointer              user_data,
                       GError              **error)
{
  g_assert_not_reached ();
}

/* @visible: the text without its markup; @marked: the same with links in square brackets and spans
 * as {letters:text}; @n_links: @n_spans: (nullable). */
static inline void
markup_read (const char  *markup,
             char       **visible,
             char       **marked,
             guint       *n_links,
             guint       *n_spans)
{
  static const GMarkupParser parser = {
    markup_on_start, markup_on_end, markup_on_text, markup_on_passthrough, NULL,
  };
  MarkupReader reader = { .visible = g_string_new (NULL), .marked = g_string_new (NULL) };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &reader, NULL);
  g_autofree char *whole = g_strdup_printf ("<markup>%s</markup>", markup);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_markup_parse_context_parse (context, whole, -1, &error));
  g_assert_no_error (error);
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
  g_assert_no_error (error);

  *visible = g_string_free (reader.visible, FALSE);
  if (marked != NULL)
    *marked = g_string_free (reader.marked, FALSE);
  else
    g_string_free (reader.marked, TRUE);
  if (n_links != NULL)
    *n_links = reader.n_links;
  if (n_spans != NULL)
    *n_spans = reader.n_spans;
}
