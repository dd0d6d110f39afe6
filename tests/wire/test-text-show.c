/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-text-show.c: messages as they are seen, as markup and as plain text.
 *
 * Expected is what markup_read () tells: {letters:text} for a span, [text] for a link.
 */

#include "config.h"

#include "markup-reader.h"
#include "wire-test.h"

#define BAR "\xe2\x96\x8e"
#define DOT "\xe2\x80\xa2"
#define BOLD "\xea\xb5\xb5\xea\xb2\x8c"          /* 굵게 */
#define TOPIC "\xeb\x8a\x94"                     /* 는 */
#define MINA "\xeb\xaf\xbc\xec\x95\x84"          /* 민아 */
#define THUMB "\xf0\x9f\x91\x8d"

typedef struct
{
  const char *text;
  const char *expected;   /* NULL: as it is */
} Case;

static const Case emphasis[] = {
  { "*bold* _italic_ ~strike~", "{b:bold} {i:italic} {s:strike}" },
  { "**bold** ~~strike~~", "{b:bold} {s:strike}" },
  { "*two words*", "{b:two words}" },
  { "*" BOLD "*" TOPIC, "{b:" BOLD "}" TOPIC },
  { "_" BOLD "_" TOPIC " ~" BOLD "~" TOPIC, "{i:" BOLD "}" TOPIC " {s:" BOLD "}" TOPIC },
  { "`" BOLD "`" TOPIC, "{c:" BOLD "}" TOPIC },
  { "(*a*), \"_b_\"; ~c~!", "({b:a}), \"{i:b}\"; {s:c}!" },
  { "*_a_*", "{bi:a}" },
  { "_*a* b_", "{bi:a}{i: b}" },
  { "*a _b ~c~ d_ e*", "{b:a }{bi:b }{bis:c}{bi: d}{b: e}" },
  { "*a* *b*", "{b:a} {b:b}" },
  { "*a *b*", "*a {b:b}" },
  { "*a _b* c_", "{b:a _b} c_" },
  { "*" THUMB "*", "{b:" THUMB "}" },
  { "*a-b*c* d", "{b:a-b*c} d" },
  { "*a.*", "{b:a.}" },
  { "\xe3\x80\x8c*a*\xe3\x80\x8d", "\xe3\x80\x8c{b:a}\xe3\x80\x8d" },
  { "*1*2*3*", "{b:1*2*3}" },
  /* stays as it is */
  { "snake_case_name _x_y", NULL },
  { "5 * 3 * 2, 5*3*2", NULL },
  { "x * a*", NULL },
  { "*a *", NULL },
  { "a*b*", NULL },
  { "*a\nb*", NULL },
  { "***a***", NULL },
  { "__init__", NULL },
  { "*", NULL },
  { "**", NULL },
  { "****", NULL },
  { "x * *", NULL },
  { "*a", NULL },
  { "a*", NULL },
  { "*^^* ^_^ -_- ok -_- >_< T_T \xe3\x85\xa0_\xe3\x85\xa0", NULL },
  { "(*) a (*)", NULL },
  { "10~20 ~5, a~ b~", NULL },
  { "\xeb\x84\xa4~ " MINA "~ ~~", NULL },
  { "*.*", NULL },
  { "*a\xc3\xa9*\xc3\xa9", NULL },
};

static const Case code[] = {
  { "`a`", "{c:a}" },
  { "a `b c` d", "a {c:b c} d" },
  { "`*a* _b_ http://c`", "{c:*a* _b_ http://c}" },
  { "``a`b``", "{c:a`b}" },
  { "```a```", "{c:a}" },
  { "*a `b` c*", "{b:a }{bc:b}{b: c}" },
  { "*a `b* c`", "*a {c:b* c}" },
  { "it`s don`t", NULL },
  { "`", NULL },
  { "``", NULL },
  { "` `", NULL },
  { "`a", NULL },
  { "`a\nb`", NULL },
  { "````a````", NULL },
  { "``a`", NULL },
  /* fenced */
  { "a\n```c\nint *b;\n> *c*\n```\n*d*", "a\n{c:int *b;\n> *c*}\n{b:d}" },
  { "```\na\n```", "{c:a}" },
  { "```\na", NULL },
};

static const Case lines[] = {
  { "> a", "{q:" BAR " a}" },
  { "> *a* b\nc", "{q:" BAR " }{bq:a}{q: b\n}c" },
  { "> a\n>\n> b", "{q:" BAR " a\n" BAR " \n" BAR " b}" },
  { ">> a", "{q:" BAR BAR " a}" },
  { "> > a", "{q:" BAR BAR " a}" },
  { "> - a", "{q:" BAR "   " DOT " a}" },
  { ">a", NULL },
  { ">", NULL },
  { ">_<", NULL },
  { ">>>> a", NULL },
  { "a > b", NULL },
  { "- a\n- *b*", "  " DOT " a\n  " DOT " {b:b}" },
  { "* a\n  * b\n\t- c", "  " DOT " a\n    " DOT " b\n    " DOT " c" },
  { "                - a", "        " DOT " a" },
  { "1. a\n12. b", "  1. a\n  12. b" },
  { "* *a*", "  " DOT " {b:a}" },
  { "-a", NULL },
  { "- ", NULL },
  { "-  a", NULL },
  { "1.a", NULL },
  { "1) a", NULL },
  { "2026. a", NULL },
  { "a - b", NULL },
};

static const Case links[] = {
  { "http://a.org", "[http://a.org]" },
  { "*http://a.org*", "[{b:http://a.org}]" },
  { "http://a.org/_b_c_/*d*", "[http://a.org/_b_c_/*d]*" },
  { "_see http://a.org/x_y z_", "{i:see }[{i:http://a.org/x_y}]{i: z}" },
  { "http://a.org/`b`", "[http://a.org/]{c:b}" },
  { "> http://a.org", "{q:" BAR " }[{q:http://a.org}]" },
  { "- mailto:anna@a.org", "  " DOT " [mailto:anna@a.org]" },
  { "http://b@a.org/_c_ _d_", "http://b@a.org/_c_ {i:d}" },
  { "*http://a.org/?a=1&b=<2>*", "[{b:http://a.org/?a=1&b=}]{b:<2>}" },
};

static void
assert_shown (const char          *text,
              const HallTextMarks *marks,
              const char          *expected)
{
  g_autofree char *markup = hall_text_to_markup (text, marks);
  g_autofree char *plain = hall_text_to_plain (text);
  g_autofree char *visible = NULL;
  g_autofree char *marked = NULL;

  markup_read (markup, &visible, &marked, NULL, NULL);
  g_assert_cmpstr (visible, ==, plain);
  if (expected != NULL)
    g_assert_cmpstr (marked, ==, expected);
}

static void
assert_all_shown (const Case *all,
                  guint       n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    assert_shown (all[i].text, NULL, all[i].expected != NULL ? all[i].expected : all[i].text);
}

static void
test_emphasis (void)
{
  assert_all_shown (emphasis, G_N_ELEMENTS (emphasis));
}

static void
test_code (void)
{
  assert_all_shown (code, G_N_ELEMENTS (code));
}

static void
test_lines (void)
{
  assert_all_shown (lines, G_N_ELEMENTS (lines));
}

static void
test_links (void)
{
  assert_all_shown (links, G_N_ELEMENTS (links));
}

static void
test_plain (void)
{
  g_autofree char *nothing = hall_text_to_plain (NULL);
  g_autofree char *invalid = hall_text_to_plain ("*a\xff*");
  g_autofree char *all = hall_text_to_plain ("> *a*\n- `b`\n```\n_c_\n```\n<d>");

  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (invalid, ==, "a\xef\xbf\xbd");
  g_assert_cmpstr (all, ==, BAR " a\n  " DOT " b\n_c_\n<d>");
}

static void
test_mentions (void)
{
  static const char * const names[] = { "Mina Kim", "Mina", "Ben", MINA, "Ben#ab12", "", NULL };
  static const Case mentions[] = {
    { "@Ben hi", "{bm:@Ben} hi" },
    { "hi @Ben, @Mina!", "hi {bm:@Ben}, {bo:@Mina}!" },
    { "@Mina Kim", "{bm:@Mina Kim}" },
    { "@Ben#ab12", "{bm:@Ben#ab12}" },
    { "@" MINA TOPIC, "{bm:@" MINA "}" TOPIC },
    { "@Ben" TOPIC, "{bm:@Ben}" TOPIC },
    { MINA "@Ben", MINA "{bm:@Ben}" },
    { "(@Ben) *@Ben* @Ben's", "({bm:@Ben}) {bm:@Ben} {bm:@Ben}'s" },
    { "@room", "{bo:@room}" },
    { "@Benny @Ben_x @rooms", NULL },
    { "ben@Ben 1@Ben \xc3\xa9@Ben", NULL },
    { "a.@Ben-_@Ben", "a.{bm:@Ben}-_{bm:@Ben}" },
    { "@ben @ROOM @ @@", "{bm:@ben} {bo:@ROOM} @ @@" },
    { "@Ben\xc3\xa9 @Ben\xcc\x81", NULL },
    { "@@Ben", "@{bm:@Ben}" },
    { "`@Ben`", "{c:@Ben}" },
    { "http://a.org/@Ben", "[http://a.org/@Ben]" },
  };
  static const char * const broken[] = { "\xc3", NULL };
  HallTextMarks marks = { names, "Mina", TRUE, NULL };
  HallTextMarks nobody = { NULL, NULL, FALSE, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (mentions); i++)
    assert_shown (mentions[i].text, &marks,
                  mentions[i].expected != NULL ? mentions[i].expected : mentions[i].text);
  assert_shown ("@Ben @room", &nobody, "@Ben @room");
  marks.names = broken;
  assert_shown ("@\xc3\xa9", &marks, "@\xc3\xa9");
}

static void
test_needle (void)
{
  static const char * const names[] = { "Ben", NULL };
  HallTextMarks marks = { names, NULL, FALSE, "BE" };

  assert_shown ("be *abe* to be", &marks, "{f:be} {b:a}{bf:be} to {f:be}");
  assert_shown ("b*e*", &marks, "b*e*");
  assert_shown ("x *b*e", &marks, "x *b*e");
  assert_shown ("@Ben `b` be", &marks, "{bm:@}{bf:Be}{bm:n} {c:b} {f:be}");
  assert_shown ("http://be.org", &marks, "[http://{f:be}.org]");
  assert_shown ("a *b*!", &marks, "a {b:b}!");
  marks.needle = "\xef\xbc\xa2  \n!";
  assert_shown ("a *b* !", &marks, "a {bf:b}{f: !}");
  marks.needle = "";
  assert_shown ("be", &marks, "be");
}

/* However much is marked: layout has a bounded number of pieces, and time grows with the length. */
static void
test_hostile_shapes (void)
{
  static const char * const pieces[] = {
    "*", "_", "~", ">", "`", "> ", "* ", "- ", "*a", "*a ", "a* ", "*a* ", "_a_ ", "~a~ ", "`a` ",
    "` ", "`` ` ", "``` `` ` ", "*_~", "*_~a", "*a _b ~c ", "(*a", "a*)", "> a\nb\n", "> a\n",
    ">\n", "- a\n", "1. a\n", "```\n", "```\na\n", "```\na\n```\n", "```a", "\n", "@", "@Ben ",
    "@Be", "http://a ", "*http://a* ", "hallway:", "n", "e\xcc\x81", "\xcc\x81", "\xef\xb7\xba",
    "\xe1\x84\x92", "\xe2\x80\x8b", THUMB, "1", ". ", "\t", "     ", "*a*@Ben`b`n ",
  };
  static const char * const names[] = { "Ben", "Be", "B", NULL };
  HallTextMarks marks = { names, "Be", TRUE, "n" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *markup = NULL;
      g_autofree char *plain = NULL;
      g_autofree char *visible = NULL;
      guint n_links, n_spans;

      while (text->len < 256 * 1024)
        g_string_append (text, pieces[i]);
      markup = hall_text_to_markup (text->str, &marks);
      plain = hall_text_to_plain (text->str);
      markup_read (markup, &visible, NULL, &n_links, &n_spans);
      g_assert_cmpstr (visible, ==, plain);
      g_assert_cmpuint (n_links, <=, 100);
      g_assert_cmpuint (n_spans, <=, 2000);
    }
}

static void
test_random (void)
{
  static const char * const pieces[] = {
    "*", "**", "_", "~", "`", "``", "```", ">", "> ", "- ", "* ", "1. ", "\n", " ", "\t", "a", "B",
    "1", ".", ",", "(", ")", "@", "@Ben", "@room", "n", "<b>", "&amp;", "\"", "'", "\r", "\x01",
    "http://a.org/", "mailto:a@b", "hallway:", BOLD, TOPIC, THUMB, "\xe2\x80\xae", "\xcc\x81",
    "\xff", "\xc3", "</span>", "<a href=\"x\">", "\xc3\x9f", "```c\nx\n```\n",
  };
  static const char * const names[] = { "Ben", "Be", "*", "a", NULL };
  static const char * const needles[] = { NULL, "", "n", "b", "ss", " ", "a b", "\xcc\x81" };

  for (guint round = 0; round < 50000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      HallTextMarks marks = { names, "Be", TRUE, NULL };

      for (int i = g_test_rand_int_range (0, 24); i > 0; i--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      marks.needle = needles[g_test_rand_int_range (0, G_N_ELEMENTS (needles))];
      assert_shown (text->str, &marks, NULL);
      assert_shown (text->str, NULL, NULL);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/text-show/emphasis", test_emphasis);
  g_test_add_func ("/wire/text-show/code", test_code);
  g_test_add_func ("/wire/text-show/lines", test_lines);
  g_test_add_func ("/wire/text-show/links", test_links);
  g_test_add_func ("/wire/text-show/plain", test_plain);
  g_test_add_func ("/wire/text-show/mentions", test_mentions);
  g_test_add_func ("/wire/text-show/needle", test_needle);
  g_test_add_func ("/wire/text-show/hostile-shapes", test_hostile_shapes);
  g_test_add_func ("/wire/text-show/random", test_random);

  return g_test_run ();
}
