/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-options.c: command lines that are understood, and command lines that are not.
 */

#define G_LOG_DOMAIN "test-options"

#include "config.h"

#include <locale.h>
#include <string.h>

#include "hall-cli-grammar.h"

#define ARGUMENTS(...) (const char *[]) { "hallway-cli", __VA_ARGS__, NULL }

static HallCliOptions *
parse (const char *const *arguments)
{
  GError *error = NULL;
  HallCliOptions *options = hall_cli_options_new (arguments, &error);

  g_assert_no_error (error);
  g_assert_nonnull (options);

  return options;
}

static void
test_commands (void)
{
  const struct
  {
    const char *arguments[5];
    HallCliCommand command;
    const char *room;
    const char *text;
    gint64 wait_ms;
  } rows[] = {
    { { "x", "people" }, HALL_CLI_COMMAND_PEOPLE, NULL, NULL, 3000 },
    { { "x", "rooms" }, HALL_CLI_COMMAND_ROOMS, NULL, NULL, 3000 },
    { { "x", "host", "lunch" }, HALL_CLI_COMMAND_HOST, "lunch", NULL, 0 },
    { { "x", "join", "lunch" }, HALL_CLI_COMMAND_JOIN, "lunch", NULL, 30000 },
    { { "x", "send", "lunch", "at noon" }, HALL_CLI_COMMAND_SEND, "lunch", "at noon", 30000 },
    { { "x", "history", "lunch" }, HALL_CLI_COMMAND_HISTORY, "lunch", NULL, 0 },
    { { "x", "leave", "lunch" }, HALL_CLI_COMMAND_LEAVE, "lunch", NULL, 3000 },
    { { "x", "forget", "lunch" }, HALL_CLI_COMMAND_FORGET, "lunch", NULL, 0 },
    { { "x", "reopens", "lunch", "off" }, HALL_CLI_COMMAND_REOPENS, "lunch", NULL, 0 },
    { { "x", "dm", "Mina", "hello" }, HALL_CLI_COMMAND_DM, NULL, "hello", 30000 },
    { { "x", "trust", "Mina" }, HALL_CLI_COMMAND_TRUST, NULL, NULL, 3000 },
    { { "x", "block", "Mina" }, HALL_CLI_COMMAND_BLOCK, NULL, NULL, 3000 },
    { { "x", "kick", "lunch", "Mina" }, HALL_CLI_COMMAND_KICK, "lunch", NULL, 30000 },
    { { "x", "ban", "lunch", "Mina" }, HALL_CLI_COMMAND_BAN, "lunch", NULL, 30000 },
    { { "x", "status" }, HALL_CLI_COMMAND_STATUS, NULL, NULL, 0 },
    { { "x", "stats" }, HALL_CLI_COMMAND_STATS, NULL, NULL, 0 },
    { { "x", "doctor" }, HALL_CLI_COMMAND_DOCTOR, NULL, NULL, 5000 },
    { { "x", "doctor", "--wait", "2" }, HALL_CLI_COMMAND_DOCTOR, NULL, NULL, 2000 },
    { { "x", "--version" }, HALL_CLI_COMMAND_VERSION, NULL, NULL, 0 },
    { { "x", "--help" }, HALL_CLI_COMMAND_HELP, NULL, NULL, 0 },
    { { "x", "-h", "nonsense" }, HALL_CLI_COMMAND_HELP, NULL, NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HallCliOptions) options = parse (rows[i].arguments);

      g_assert_cmpint (options->command, ==, rows[i].command);
      g_assert_cmpstr (options->room, ==, rows[i].room);
      g_assert_cmpstr (options->text, ==, rows[i].text);
      g_assert_cmpint (options->wait_ms, ==, rows[i].wait_ms);
      g_assert_false (options->json || options->stay || options->debug || options->loopback);
      g_assert_false (options->yes || options->reopens || options->only_since_joining);
      g_assert_null (options->profile);
      g_assert_null (options->name);
    }
}

/* Options stand before the command, after it, or between its arguments. */
static void
test_options_anywhere (void)
{
  g_autoptr (HallCliOptions) before =
      parse (ARGUMENTS ("--profile", "/p", "--name", "Mina", "--json", "--wait", "2.5", "join",
                        "--stay", "a b"));
  g_autoptr (HallCliOptions) after =
      parse (ARGUMENTS ("join", "a b", "--json", "--profile=/p", "--wait=2.5", "--stay",
                        "--name=Mina"));

  for (guint i = 0; i < 2; i++)
    {
      const HallCliOptions *options = i == 0 ? before : after;

      g_assert_cmpint (options->command, ==, HALL_CLI_COMMAND_JOIN);
      g_assert_cmpstr (options->room, ==, "a b");
      g_assert_cmpstr (options->profile, ==, "/p");
      g_assert_cmpstr (options->name, ==, "Mina");
      g_assert_cmpint (options->wait_ms, ==, 2500);
      g_assert_true (options->json);
      g_assert_true (options->stay);
    }
}

static void
test_values (void)
{
  g_autoptr (HallCliOptions) connection =
      parse (ARGUMENTS ("--group", "239.9.9.9", "--port", "1", "--broadcast", "10.0.0.255",
                        "--tcp-port", "65535", "--exclude-interface", "eth1",
                        "--exclude-interface", "wl*", "--interface", "eth0", "--peer", "hub:4000",
                        "--peer", "10.0.0.9", "--loopback", "--debug", "stats"));
  g_autoptr (HallCliOptions) history = parse (ARGUMENTS ("history", "r", "--limit", "7"));
  g_autoptr (HallCliOptions) all = parse (ARGUMENTS ("history", "r"));
  g_autoptr (HallCliOptions) host = parse (ARGUMENTS ("host", "r", "--topic", "t"));

  g_assert_cmpstr (connection->group, ==, "239.9.9.9");
  g_assert_cmpuint (connection->port, ==, 1);
  g_assert_cmpstr (connection->broadcast, ==, "10.0.0.255");
  g_assert_cmpuint (connection->tcp_port, ==, 65535);
  g_assert_cmpstr (connection->excluded_interfaces[0], ==, "eth1");
  g_assert_cmpstr (connection->excluded_interfaces[1], ==, "wl*");
  g_assert_null (connection->excluded_interfaces[2]);
  g_assert_cmpstr (connection->interfaces[0], ==, "eth0");
  g_assert_null (connection->interfaces[1]);
  g_assert_cmpstr (connection->peers[0], ==, "hub:4000");
  g_assert_cmpstr (connection->peers[1], ==, "10.0.0.9");
  g_assert_null (connection->peers[2]);
  g_assert_true (connection->loopback);
  g_assert_true (connection->debug);
  g_assert_cmpuint (history->limit, ==, 7);
  g_assert_cmpuint (all->limit, ==, G_MAXUINT);
  g_assert_cmpstr (host->topic, ==, "t");
}

/* Words that mean one of two things. */
static void
test_choices (void)
{
  g_autoptr (HallCliOptions) joined = parse (ARGUMENTS ("host", "r", "--history", "joined"));
  g_autoptr (HallCliOptions) all = parse (ARGUMENTS ("host", "r", "--history=all"));
  g_autoptr (HallCliOptions) on = parse (ARGUMENTS ("reopens", "r", "on"));
  g_autoptr (HallCliOptions) yes = parse (ARGUMENTS ("forget", "r", "--yes"));
  g_autoptr (HallCliOptions) leave = parse (ARGUMENTS ("leave", "--wait", "0", "r"));

  g_assert_true (joined->only_since_joining);
  g_assert_false (all->only_since_joining);
  g_assert_true (on->reopens);
  g_assert_true (yes->yes);
  g_assert_cmpint (leave->wait_ms, ==, 0);
}

/* Whom a command is about, and the word that may follow. */
static void
test_people (void)
{
  const struct
  {
    const char *arguments[6];
    const char *person;
    const char *word;
    const char *text;
  } rows[] = {
    { { "x", "dm", "Mina Kim", "off" }, "Mina Kim", NULL, "off" },
    { { "x", "trust", "Mina", "same" }, "Mina", "same", NULL },
    { { "x", "trust", "Mina", "distinct" }, "Mina", "distinct", NULL },
    { { "x", "trust", "Mina", "off" }, "Mina", "off", NULL },
    { { "x", "block", "Mina", "off" }, "Mina", "off", NULL },
    { { "x", "kick", "lunch", "Mina#a2c4" }, "Mina#a2c4", NULL, NULL },
    { { "x", "ban", "lunch", "Mina", "off" }, "Mina", "off", NULL },
    { { "x", "status", "dnd", "in a meeting" }, NULL, "dnd", "in a meeting" },
    { { "x", "status", "available", "" }, NULL, "available", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HallCliOptions) options = parse (rows[i].arguments);

      g_assert_cmpstr (options->person, ==, rows[i].person);
      g_assert_cmpstr (options->word, ==, rows[i].word);
      g_assert_cmpstr (options->text, ==, rows[i].text);
    }
}

static void
test_locks (void)
{
  g_autoptr (HallCliOptions) host =
      parse (ARGUMENTS ("host", "r", "--passphrase-file", "/f", "--invite", "Mina",
                        "--invite=Jin Park"));
  g_autoptr (HallCliOptions) join = parse (ARGUMENTS ("join", "r", "--passphrase-file=/f"));

  g_assert_cmpstr (host->passphrase_file, ==, "/f");
  g_assert_cmpuint (g_strv_length (host->invited), ==, 2);
  g_assert_cmpstr (host->invited[1], ==, "Jin Park");
  g_assert_cmpstr (join->passphrase_file, ==, "/f");
  g_assert_null (join->invited);
}

/* One in 64 ids begins like an option. */
static void
test_ids_with_a_dash (void)
{
  const char *person = "-usiWqdRkxKOag76pMJDbwYL2Fx-iavnramgq3ioBGw";
  g_autoptr (HallCliOptions) dm = parse (ARGUMENTS ("dm", person, "text", "--wait", "5"));
  g_autoptr (HallCliOptions) kick = parse (ARGUMENTS ("--json", "kick", "-bVcSlRTDyrnxgh-a1qPrg",
                                                      person));
  g_autoptr (HallCliOptions) host = parse (ARGUMENTS ("host", "r", "--invite", person));
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (dm->person, ==, person);
  g_assert_cmpstr (dm->text, ==, "text");
  g_assert_cmpint (dm->wait_ms, ==, 5000);
  g_assert_cmpstr (kick->room, ==, "-bVcSlRTDyrnxgh-a1qPrg");
  g_assert_cmpstr (kick->person, ==, person);
  g_assert_cmpstr (host->invited[0], ==, person);
  g_assert_null (hall_cli_options_new (ARGUMENTS ("dm", "-usiWq", "text"), &error));
  g_assert_error (error, HALL_CLI_USAGE_ERROR, HALL_CLI_USAGE_ERROR_BAD);
}

static void
test_end_of_options (void)
{
  g_autoptr (HallCliOptions) options =
      parse (ARGUMENTS ("send", "--json", "--", "--room", "--text"));
  g_autoptr (HallCliOptions) at_end = parse (ARGUMENTS ("send", "-", "text", "--"));

  g_assert_true (options->json);
  g_assert_cmpstr (options->room, ==, "--room");
  g_assert_cmpstr (options->text, ==, "--text");
  g_assert_cmpstr (at_end->room, ==, "-");
}

/* Whatever the locale says: the test runs in "C". */
static void
test_utf8 (void)
{
  g_autoptr (HallCliOptions) options =
      parse (ARGUMENTS ("--name", "민아", "--topic", "매주 금요일", "host", "디자인 회의"));
  g_autoptr (HallCliOptions) bytes = parse (ARGUMENTS ("--profile", "/\xff\xfe", "stats"));

  g_assert_cmpstr (options->name, ==, "민아");
  g_assert_cmpstr (options->topic, ==, "매주 금요일");
  g_assert_cmpstr (options->room, ==, "디자인 회의");
  g_assert_cmpstr (bytes->profile, ==, "/\xff\xfe");
}

static void
check_refused (const char *rows[][7],
               gsize       n_rows)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_null (hall_cli_options_new (rows[i], &error));
      g_assert_error (error, HALL_CLI_USAGE_ERROR, HALL_CLI_USAGE_ERROR_BAD);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpuint (strlen (error->message), >, 5);
    }
}

static void
test_refused (void)
{
  const char *rows[][7] = {
    { "x" },
    { "x", "--json" },
    { "x", "dance" },
    { "x", "--dance", "people" },
    { "x", "people", "extra" },
    { "x", "host" },
    { "x", "host", "a", "b" },
    { "x", "host", "" },
    { "x", "host", " \t" },
    { "x", "host", "\xff" },
    { "x", "join" },
    { "x", "send", "a" },
    { "x", "send", "a", "" },
    { "x", "send", "a", "b", "c" },
    { "x", "send", "a", "\xc3" },
    { "x", "--name", "", "people" },
    { "x", "--name", "\xff", "people" },
    { "x", "--name" },
    { "x", "--profile" },
    { "x", "people", "--wait", "x" },
    { "x", "people", "--wait", "" },
    { "x", "people", "--wait", "-1" },
    { "x", "people", "--wait", "1e3" },
    { "x", "people", "--wait", "inf" },
    { "x", "people", "--wait", "nan" },
    { "x", "people", "--wait", "0x10" },
    { "x", "people", "--wait", "3s" },
    { "x", "people", "--wait", "." },
    { "x", "people", "--wait", "1.2.3" },
    { "x", "people", "--wait", "99999999999" },
    { "x", "people", "--port", "0" },
    { "x", "people", "--port", "65536" },
    { "x", "people", "--port", "-1" },
    { "x", "people", "--port", "12x" },
    { "x", "people", "--tcp-port", "99999999999999999999" },
    { "x", "history", "a", "--limit", "0" },
    { "x", "history", "a", "--limit", "-3" },
    { "x", "people", "--stay" },
    { "x", "people", "--topic", "a" },
    { "x", "stats", "--wait", "3" },
    { "x", "host", "a", "--wait", "3" },
    { "x", "send", "a", "b", "--stay" },
    { "x", "join", "a", "--limit", "3" },
    { "x", "join", "a", "--topic", "b" },
    { "x", "host", "a", "--topic", "" },
    { "x", "host", "a", "--history", "some" },
    { "x", "host", "a", "--history", "" },
    { "x", "join", "a", "--history", "all" },
  };

  check_refused (rows, G_N_ELEMENTS (rows));
}

/* Of the commands about one room or person. */
static void
test_refused_arguments (void)
{
  const char *rows[][7] = {
    { "x", "leave" },
    { "x", "leave", "a", "b" },
    { "x", "leave", "a", "--yes" },
    { "x", "forget" },
    { "x", "forget", "a", "--wait", "3" },
    { "x", "reopens", "a" },
    { "x", "reopens", "a", "yes" },
    { "x", "reopens", "a", "ON" },
    { "x", "reopens", "a", "\xff" },
    { "x", "dm", "a" },
    { "x", "dm", "a", "" },
    { "x", "trust" },
    { "x", "trust", "a", "maybe" },
    { "x", "block", "a", "same" },
    { "x", "kick", "a" },
    { "x", "kick", "a", "b", "c" },
    { "x", "ban", "a", "b", "never" },
    { "x", "status", "offline" },
    { "x", "status", "away", "a", "b" },
    { "x", "join", "a", "--invite", "b" },
    { "x", "host", "a", "--invite", "" },
    { "x", "send", "a", "b", "--passphrase-file", "c" },
  };

  check_refused (rows, G_N_ELEMENTS (rows));
}

/* Every option and command can be found out. */
static void
test_help (void)
{
  const char *words[] = {
    "people", "rooms", "host NAME", "join ROOM", "send ROOM TEXT", "history ROOM", "stats",
    "leave ROOM", "forget ROOM", "reopens ROOM on|off", "--history", "--yes", "--profile",
    "--name", "--json", "--wait", "--topic", "--stay", "--limit", "--group", "--port",
    "dm PERSON TEXT", "kick ROOM PERSON", "ban ROOM PERSON", "trust PERSON", "block PERSON",
    "status", "--passphrase-file", "--invite",
    "--broadcast", "--tcp-port", "--exclude-interface", "--interface", "--peer",
    "--debug", "--version", "--help",
  };
  g_autoptr (HallCliOptions) options = parse (ARGUMENTS ("--help"));

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_nonnull (strstr (options->help, words[i]));
  g_assert_null (strstr (options->help, "--loopback"));
}

/* Columns by what characters take on a terminal; no line is longer than one, and none begins with
 * what ends a sentence. */
static void
test_columns (void)
{
  static const HallCliGrammar rows[] = {
    { "kick", HALL_CLI_COMMAND_KICK, "RP", 0, NULL,
      "Somebody is put out of a room, and that is said in so many words that they take two lines" },
    { "status", HALL_CLI_COMMAND_STATUS, "wt", 0, "available|away|dnd|invisible", "Short" },
    { "join", HALL_CLI_COMMAND_JOIN, "R", 0, NULL,
      "名前、番号、またはリンクで部屋に参加します。標準入力の各行が送信され、終わりまで続きます。" },
    { "pin", HALL_CLI_COMMAND_PIN, "RE", 0, NULL,
      "메시지를 방 위에 고정하는데 이것은 방을 만든 사람과 관리자만 할 수 있는 일입니다" },
  };
  g_autofree char *help = hall_cli_grammar_explain_rows (rows, G_N_ELEMENTS (rows));

  g_assert_cmpstr (help, ==,
                   "  kick ROOM PERSON  Somebody is put out of a room, and that is said in so "
                   "many\n"
                   "                    words that they take two lines\n"
                   "  status [available|away|dnd|invisible] [TEXT]\n"
                   "                    Short\n"
                   "  join ROOM         名前、番号、またはリンクで部屋に参加します。標準入力の各行が\n"
                   "                    送信され、終わりまで続きます。\n"
                   "  pin ROOM ID       메시지를 방 위에 고정하는데 이것은 방을 만든 사람과 관리자만\n"
                   "                    할 수 있는 일입니다");
}

/* Each line fits into a terminal. */
static void
test_help_width (void)
{
  g_autofree char *help = hall_cli_grammar_explain ();
  g_auto (GStrv) lines = g_strsplit (help, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), >, 20);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpint (g_utf8_strlen (lines[i], -1), <=, 80);
      g_assert_true (g_str_has_prefix (lines[i], "  "));
      g_assert_false (g_str_has_suffix (lines[i], " "));
    }
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "C");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/options/commands", test_commands);
  g_test_add_func ("/cli/options/anywhere", test_options_anywhere);
  g_test_add_func ("/cli/options/values", test_values);
  g_test_add_func ("/cli/options/choices", test_choices);
  g_test_add_func ("/cli/options/people", test_people);
  g_test_add_func ("/cli/options/ids-with-a-dash", test_ids_with_a_dash);
  g_test_add_func ("/cli/options/locks", test_locks);
  g_test_add_func ("/cli/options/end-of-options", test_end_of_options);
  g_test_add_func ("/cli/options/utf8", test_utf8);
  g_test_add_func ("/cli/options/refused", test_refused);
  g_test_add_func ("/cli/options/refused-arguments", test_refused_arguments);
  g_test_add_func ("/cli/options/help", test_help);
  g_test_add_func ("/cli/options/help-columns", test_columns);
  g_test_add_func ("/cli/options/help-width", test_help_width);

  return g_test_run ();
}
