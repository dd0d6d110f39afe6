/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-text-markup.c: what becomes a link, and that nothing else ever becomes markup.
 *
 * What else is seen in a message is in test-text-show.c.
 */

#include "config.h"

#include "markup-reader.h"
#include "wire-test.h"

#define ID "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w"

/* One link is written as [text] in what is expected. */
static const struct
{
  const char *text;
  const char *expected;
} cases[] = {
  { "", "" },
  { "plain", "plain" },
  { "<b>&amp;\"'</b>", "<b>&amp;\"'</b>" },
  { "see https://example.org/", "see [https://example.org/]" },
  { "HTTP://EXAMPLE.ORG", "[HTTP://EXAMPLE.ORG]" },
  { "http://a", "[http://a]" },
  { "http://", "http://" },
  { "http:///x", "http:///x" },
  { "https:// x", "https:// x" },
  { "http://-", "http://-" },
  { "ftp://example.org", "ftp://example.org" },
  { "javascript:alert(1)", "javascript:alert(1)" },
  { "data:text/html,x file:///etc/passwd", "data:text/html,x file:///etc/passwd" },
  { "xhttp://example.org", "xhttp://example.org" },
  { "http://example.org.", "[http://example.org]." },
  { "http://example.org, and http://b.org!?", "[http://example.org], and [http://b.org]!?" },
  { "http://example.org/a.b,c;d", "[http://example.org/a.b,c;d]" },
  { "(http://example.org)", "([http://example.org])" },
  { "(see http://example.org/a_(b))", "(see [http://example.org/a_(b)])" },
  { "http://example.org/a_(b).", "[http://example.org/a_(b)]." },
  { "http://example.org/(", "[http://example.org/](" },
  { "[http://example.org]", "[[http://example.org]]" },
  { "http://[::1]:8080/x", "[http://[::1]:8080/x]" },
  { "<http://example.org>", "<[http://example.org]>" },
  { "\"http://example.org\"", "\"[http://example.org]\"" },
  { "'http://example.org'", "'[http://example.org]'" },
  { "*http://example.org*", "*[http://example.org]*" },
  { "http://example.org/?a=1&b=2#c", "[http://example.org/?a=1&b=2#c]" },
  { "http://example.org/'x'y", "[http://example.org/'x'y]" },
  { "http://a.org\nhttp://b.org", "[http://a.org]\n[http://b.org]" },
  { "http://a.org\xe3\x80\x82", "[http://a.org]\xe3\x80\x82" },
  { "\xe3\x80\x8chttp://a.org\xe3\x80\x8d", "\xe3\x80\x8c[http://a.org]\xe3\x80\x8d" },
  { "https://ko.wikipedia.org/wiki/\xed\x95\x9c\xea\xb5\xad\xec\x96\xb4",
    "[https://ko.wikipedia.org/wiki/\xed\x95\x9c\xea\xb5\xad\xec\x96\xb4]" },
  { "mailto:anna@example.org", "[mailto:anna@example.org]" },
  { "mailto:anna@example.org.", "[mailto:anna@example.org]." },
  { "mailto:anna", "mailto:anna" },
  { "mailto:@example.org", "mailto:@example.org" },
  { "mailto:anna@", "mailto:anna@" },
  /* another host than the one that seems to stand there */
  { "https://bank.example@evil.example/", "https://bank.example@evil.example/" },
  { "https://bank.example\\@evil.example/", "[https://bank.example]\\@evil.example/" },
  { "https://example.org/@anna", "[https://example.org/@anna]" },
  /* direction and invisible characters */
  { "http://a.org/\xe2\x80\xae" "fdp.exe", "http://a.org/\xe2\x80\xae" "fdp.exe" },
  { "http://a\xe2\x80\x8b.org", "http://a\xe2\x80\x8b.org" },
  { "http://a\xc2\xad.org", "http://a\xc2\xad.org" },
  { "http://a\xe3\x85\xa4.org", "http://a\xe3\x85\xa4.org" },
  { "http://a.org/\xef\xb8\x8f", "http://a.org/\xef\xb8\x8f" },
  { "http://a.org/\x01x", "[http://a.org/]\x01x" },
  /* our own, and only what can be opened */
  { "hallway:person/" ID, "[hallway:person/" ID "]" },
  { "(hallway:person/" ID "?name=Anna%20K).", "([hallway:person/" ID "?name=Anna%20K])." },
  { "hallway:room/2bVcSlRTDyrnxgh-a1qPrg?host=" ID "&at=10.0.0.1:12345",
    "[hallway:room/2bVcSlRTDyrnxgh-a1qPrg?host=" ID "&at=10.0.0.1:12345]" },
  { "hallway:", "hallway:" },
  { "hallway:room/", "hallway:room/" },
  { "hallway:person/2bVcSlRTDyrnxgh-a1qPrg", "hallway:person/2bVcSlRTDyrnxgh-a1qPrg" },
  { "hallway://person/" ID, "hallway://person/" ID },
  { "xhallway:person/" ID, "xhallway:person/" ID },
};

static void
test_has_link (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean is_marked = strcmp (cases[i].text, cases[i].expected) != 0;

      g_assert_cmpint (hall_text_has_link (cases[i].text), ==, is_marked);
    }
  g_assert_false (hall_text_has_link (NULL));
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *markup = hall_text_link_markup (cases[i].text);
      g_autofree char *marked = NULL;
      g_autofree char *visible = NULL;

      markup_read (markup, &visible, &marked, NULL, NULL);
      g_assert_cmpstr (marked, ==, cases[i].expected);
      g_assert_cmpstr (visible, ==, cases[i].text);
    }
}

static void
test_form (void)
{
  g_autofree char *markup = hall_text_link_markup ("a<b http://x.org/?a=\"1'&<b>");
  g_autofree char *nothing = hall_text_link_markup (NULL);

  g_assert_cmpstr (markup, ==,
                   "a&lt;b <a href=\"http://x.org/?a=\">http://x.org/?a=</a>&quot;1&apos;&amp;&lt;b"
                   "&gt;");
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_many_links (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *markup = NULL;
  g_autofree char *visible = NULL;
  guint n_links;

  for (guint i = 0; i < 2000; i++)
    g_string_append (text, "http://a ");
  markup = hall_text_link_markup (text->str);
  markup_read (markup, &visible, NULL, &n_links, NULL);
  g_assert_cmpuint (n_links, ==, 100);
  g_assert_cmpstr (visible, ==, text->str);
}

/* Shapes that a careless scanner takes quadratic time for; they end within the test's time. */
static void
test_hostile_shapes (void)
{
  static const char * const pieces[] = {
    "http://", "http://(", "http://a", "(", ")", "http://a)", "mailto:", "mailto:a@", "h", "[", "&",
    "<", "http://a@", "http://\xe2\x80\xae", "hallway:", "hallway:room/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new ("http://a/");
      g_autofree char *markup = NULL;
      g_autofree char *visible = NULL;

      while (text->len < 256 * 1024)
        g_string_append (text, pieces[i]);
      markup = hall_text_link_markup (text->str);
      markup_read (markup, &visible, NULL, NULL, NULL);
      g_assert_cmpstr (visible, ==, text->str);
    }
}

static void
test_random (void)
{
  static const char * const pieces[] = {
    "http://", "https://", "mailto:", "a", "b.org", "@", "/", "?", "#", "&", "<", ">", "\"", "'",
    "(", ")", "[", "]", ".", ",", " ", "\n", "\r", "\t", "\x01", "\x7f", "\xc2\x85", "&amp;", "<a>",
    "<a href=\"x\">", "</a>", "<span foreground='red'>", "]]>", "<!--", "<?", "&#0;",
    "\xe2\x80\xae",
    "\xe2\x80\x8b", "\xed\x95\x9c", "\xe3\x80\x82", "\xf0\x9f\x98\x80", "\xff", "\xc3", "\\", "%00",
    "\xef\xbf\xbf",
  };

  for (guint round = 0; round < 50000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *valid = NULL;
      g_autofree char *markup = NULL;
      g_autofree char *visible = NULL;
      guint n_pieces = (guint) g_test_rand_int_range (0, 20);

      for (guint i = 0; i < n_pieces; i++)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

      valid = g_utf8_make_valid (text->str, -1);
      markup = hall_text_link_markup (text->str);
      markup_read (markup, &visible, NULL, NULL, NULL);
      g_assert_cmpstr (visible, ==, valid);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/text-markup/cases", test_cases);
  g_test_add_func ("/wire/text-markup/has-link", test_has_link);
  g_test_add_func ("/wire/text-markup/form", test_form);
  g_test_add_func ("/wire/text-markup/many-links", test_many_links);
  g_test_add_func ("/wire/text-markup/hostile-shapes", test_hostile_shapes);
  g_test_add_func ("/wire/text-markup/random", test_random);

  return g_test_run ();
}
