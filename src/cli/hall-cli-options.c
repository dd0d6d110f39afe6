/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-options.c: parses the command line of hallway-cli.
 *
 * Used once by main. Options may stand anywhere; "--" ends them. All texts are taken as bytes and
 * must be UTF-8: GOption's own strings would be converted from the locale's character set, which
 * says nothing about what was typed when the locale is "C".
 */

#define G_LOG_DOMAIN "hall-cli-options"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "hall-cli-options.h"

#define WAIT_MAX_SECONDS (7 * 24 * 3600)
#define PORT_MAX 65535

/* What an option is good for, as a set of commands. */
#define FOR(command) (1u << (command))
#define FOR_LISTS (FOR (HALL_CLI_COMMAND_PEOPLE) | FOR (HALL_CLI_COMMAND_ROOMS))
#define FOR_ROOMS (FOR (HALL_CLI_COMMAND_HOST) | FOR (HALL_CLI_COMMAND_JOIN))
#define FOR_TRIES                                                                                  \
  (FOR (HALL_CLI_COMMAND_JOIN) | FOR (HALL_CLI_COMMAND_SEND) | FOR (HALL_CLI_COMMAND_LEAVE))

typedef struct
{
  const char *name;
  HallCliCommand command;
  guint n_arguments;
  gint64 wait_ms;
} Command;

static const Command commands[] = {
  { "people", HALL_CLI_COMMAND_PEOPLE, 0, 3000 },
  { "rooms", HALL_CLI_COMMAND_ROOMS, 0, 3000 },
  { "host", HALL_CLI_COMMAND_HOST, 1, 0 },
  { "join", HALL_CLI_COMMAND_JOIN, 1, 30000 },
  { "send", HALL_CLI_COMMAND_SEND, 2, 30000 },
  { "history", HALL_CLI_COMMAND_HISTORY, 1, 0 },
  { "leave", HALL_CLI_COMMAND_LEAVE, 1, 3000 },
  { "forget", HALL_CLI_COMMAND_FORGET, 1, 0 },
  { "reopens", HALL_CLI_COMMAND_REOPENS, 2, 0 },
  { "stats", HALL_CLI_COMMAND_STATS, 0, 0 },
};

/* The texts as they were given; GOption fills them in. */
typedef struct
{
  char *wait;
  char *history;
  char *limit;
  char *port;
  char *tcp_port;
  gboolean help;
  gboolean version;
  char **rest;
} Raw;

G_DEFINE_QUARK (hall-cli-usage-error-quark, hall_cli_usage_error)

static gboolean set_usage_error (GError     **error,
                                 const char  *format,
                                 ...) G_GNUC_PRINTF (2, 3);

static gboolean
set_usage_error (GError     **error,
                 const char  *format,
                 ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (HALL_CLI_USAGE_ERROR, HALL_CLI_USAGE_ERROR_BAD,
                                                format, arguments));
  va_end (arguments);

  return FALSE;
}

static GOptionContext *
create_context (HallCliOptions *self,
                Raw            *raw)
{
  const GOptionEntry entries[] = {
    { "profile", 0, 0, G_OPTION_ARG_FILENAME, &self->profile,
      N_("Keep all of this instance's state in DIR"), N_("DIR") },
    { "name", 0, 0, G_OPTION_ARG_FILENAME, &self->name,
      N_("The name that others see"), N_("NAME") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json,
      N_("Print one JSON object a line"), NULL },
    { "wait", 0, 0, G_OPTION_ARG_FILENAME, &raw->wait,
      N_("How long to listen or to try"), N_("SECONDS") },
    { "topic", 0, 0, G_OPTION_ARG_FILENAME, &self->topic,
      N_("What the room is about"), N_("TEXT") },
    { "history", 0, 0, G_OPTION_ARG_FILENAME, &raw->history,
      N_("What newcomers see: all, or what was said since they joined"), "all|joined" },
    { "stay", 0, 0, G_OPTION_ARG_NONE, &self->stay,
      N_("Stay in the room after the end of input"), NULL },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &self->yes,
      N_("Forget without being asked"), NULL },
    { "limit", 0, 0, G_OPTION_ARG_FILENAME, &raw->limit,
      N_("The newest N messages only"), N_("N") },
    { "group", 0, 0, G_OPTION_ARG_FILENAME, &self->group,
      N_("The multicast group of people"), N_("ADDRESS") },
    { "port", 0, 0, G_OPTION_ARG_FILENAME, &raw->port,
      N_("The UDP port of people and rooms"), N_("PORT") },
    { "broadcast", 0, 0, G_OPTION_ARG_FILENAME, &self->broadcast,
      N_("Where rooms are announced"), N_("ADDRESS") },
    { "tcp-port", 0, 0, G_OPTION_ARG_FILENAME, &raw->tcp_port,
      N_("The TCP port of rooms hosted here"), N_("PORT") },
    { "exclude-interface", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->excluded_interfaces,
      N_("Leave out a network interface (may be given again)"), N_("NAME") },
    { "debug", 0, 0, G_OPTION_ARG_NONE, &self->debug,
      N_("Say on standard error what is going on"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &raw->version,
      N_("Print the version and exit"), NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &raw->help,
      N_("Print this help and exit"), NULL },
    { "loopback", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &self->loopback, NULL, NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &raw->rest, NULL, NULL },
    { NULL },
  };
  GOptionContext *context = g_option_context_new (_("COMMAND"));

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _(
      "Commands:\n"
      "  people               The people on the network\n"
      "  rooms                The rooms on the network, and one's own\n"
      "  host NAME            Host a room; each line of standard input is sent\n"
      "  join ROOM            Join a room by name, id or ADDRESS:PORT; likewise\n"
      "  send ROOM TEXT       Send one message, and return when it is acknowledged\n"
      "  history ROOM         What this profile has stored of a room, oldest first\n"
      "  leave ROOM           Leave a room for good; what was said in it stays here\n"
      "  forget ROOM          Leave a room, and delete what this profile has of it\n"
      "  reopens ROOM on|off  Whether it opens here by itself when its members are around\n"
      "  stats                The counters of this profile"));
  g_option_context_set_description (context, _(
      "Arguments, input and output are UTF-8.\n"
      "Exit status: 0 done, 1 failed, 2 the command line was not understood."));

  return context;
}

static gboolean
check_text (const char  *what,
            const char  *text,
            GError     **error)
{
  g_autofree char *stripped = NULL;

  if (text == NULL)
    return TRUE;
  if (!g_utf8_validate (text, -1, NULL))
    return set_usage_error (error, _("%s is not UTF-8."), what);

  stripped = g_strstrip (g_strdup (text));
  if (*stripped == '\0')
    return set_usage_error (error, _("%s is empty."), what);

  return TRUE;
}

/* @text: (nullable): NULL leaves @number as it is. */
static gboolean
parse_number (const char  *what,
              const char  *text,
              guint64      low,
              guint64      high,
              guint       *number,
              GError     **error)
{
  guint64 parsed;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, low, high, &parsed, NULL))
    {
      g_autofree char *shown = g_utf8_make_valid (text, -1);

      return set_usage_error (error, _("%s: “%s” is not a whole number from %u to %u."), what,
                              shown, (guint) low, (guint) high);
    }
  *number = parsed;

  return TRUE;
}

static gboolean
parse_seconds (const char  *text,
               gint64      *wait_ms,
               GError     **error)
{
  char *end = NULL;
  double seconds;

  if (text == NULL)
    return TRUE;

  seconds = g_ascii_strtod (text, &end);
  /* No sign, no exponent, no "inf": the digits and the point are all that is meant. */
  if (end == text || strspn (text, "0123456789.") != strlen (text) || *end != '\0' ||
      seconds > WAIT_MAX_SECONDS)
    {
      g_autofree char *shown = g_utf8_make_valid (text, -1);

      return set_usage_error (error, _("%s: “%s” is not a number of seconds (%d at most)."),
                              "--wait", shown, WAIT_MAX_SECONDS);
    }
  *wait_ms = (gint64) (seconds * 1000);

  return TRUE;
}

/* One of two words; NULL leaves @value as it is. */
static gboolean
parse_choice (const char  *what,
              const char  *text,
              const char  *no,
              const char  *yes,
              gboolean    *value,
              GError     **error)
{
  g_autofree char *shown = NULL;

  if (text == NULL)
    return TRUE;
  *value = g_str_equal (text, yes);
  if (*value || g_str_equal (text, no))
    return TRUE;

  shown = g_utf8_make_valid (text, -1);

  return set_usage_error (error,
                          /* Translators: an option or command, what was given, and two words
                           * that are typed as they are */
                          _("%s: “%s” is neither “%s” nor “%s”."), what, shown, yes, no);
}

static gboolean
parse_numbers (HallCliOptions  *self,
               const Raw       *raw,
               GError         **error)
{
  return parse_seconds (raw->wait, &self->wait_ms, error) &&
         parse_number ("--limit", raw->limit, 1, G_MAXUINT, &self->limit, error) &&
         parse_number ("--port", raw->port, 1, PORT_MAX, &self->port, error) &&
         parse_number ("--tcp-port", raw->tcp_port, 1, PORT_MAX, &self->tcp_port, error);
}

static gboolean
check_use (const char      *option,
           gboolean         given,
           guint            use,
           const Command   *command,
           GError         **error)
{
  if (given && (use & FOR (command->command)) == 0)
    return set_usage_error (error,
                            /* Translators: an option and a command */
                            _("%s does not go with “%s”."), option, command->name);

  return TRUE;
}

static gboolean
check_uses (HallCliOptions  *self,
            const Raw       *raw,
            const Command   *command,
            GError         **error)
{
  return check_use ("--wait", raw->wait != NULL, FOR_LISTS | FOR_TRIES, command, error) &&
         check_use ("--topic", self->topic != NULL, FOR (HALL_CLI_COMMAND_HOST), command, error) &&
         check_use ("--history", raw->history != NULL, FOR (HALL_CLI_COMMAND_HOST), command,
                    error) &&
         check_use ("--yes", self->yes, FOR (HALL_CLI_COMMAND_FORGET), command, error) &&
         check_use ("--stay", self->stay, FOR_ROOMS, command, error) &&
         check_use ("--limit", raw->limit != NULL, FOR (HALL_CLI_COMMAND_HISTORY), command, error);
}

static const Command *
find_command (const char  *name,
              GError     **error)
{
  g_autofree char *shown = NULL;

  if (name == NULL)
    {
      set_usage_error (error, _("A command is missing."));
      return NULL;
    }

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];

  shown = g_utf8_make_valid (name, -1);
  set_usage_error (error, _("There is no command “%s”."), shown);

  return NULL;
}

static gboolean
take_arguments (HallCliOptions  *self,
                const Command   *command,
                char           **rest,
                GError         **error)
{
  guint n_arguments = g_strv_length (rest) - 1;
  const char *room_word;

  if (n_arguments < command->n_arguments)
    return set_usage_error (error, _("“%s” needs more: an argument is missing."), command->name);
  if (n_arguments > command->n_arguments)
    return set_usage_error (error, _("“%s” has more arguments than it understands (a name or text "
                                     "of several words stands in quotes)."), command->name);

  if (n_arguments > 0)
    self->room = g_strdup (rest[1]);
  if (n_arguments > 1)
    self->text = g_strdup (rest[2]);

  room_word = command->command == HALL_CLI_COMMAND_HOST ? "NAME" : "ROOM";

  return check_text (room_word, self->room, error) &&
         (command->command == HALL_CLI_COMMAND_REOPENS
              ? parse_choice (command->name, self->text, "off", "on", &self->reopens, error)
              : check_text ("TEXT", self->text, error));
}

static gboolean
parse_command (HallCliOptions  *self,
               const Raw       *raw,
               GError         **error)
{
  const Command *command;

  if (raw->help || raw->version)
    {
      self->command = raw->help ? HALL_CLI_COMMAND_HELP : HALL_CLI_COMMAND_VERSION;
      return TRUE;
    }

  command = find_command (raw->rest != NULL ? raw->rest[0] : NULL, error);
  if (command == NULL)
    return FALSE;

  self->command = command->command;
  self->wait_ms = command->wait_ms;
  self->limit = G_MAXUINT;

  return take_arguments (self, command, raw->rest, error) &&
         check_uses (self, raw, command, error) &&
         parse_numbers (self, raw, error) &&
         parse_choice ("--history", raw->history, "all", "joined", &self->only_since_joining,
                       error) &&
         check_text ("--name", self->name, error) &&
         check_text ("--topic", self->topic, error);
}

static void
clear_raw (Raw *raw)
{
  g_free (raw->wait);
  g_free (raw->history);
  g_free (raw->limit);
  g_free (raw->port);
  g_free (raw->tcp_port);
  g_strfreev (raw->rest);
}

/**
 * hall_cli_options_new:
 * @arguments: (array zero-terminated=1): the arguments of main ()
 * @error: return location for an error of HALL_CLI_USAGE_ERROR: what is wrong, as a sentence
 *
 * Returns: (transfer full) (nullable): what is asked for, or %NULL
 */
HallCliOptions *
hall_cli_options_new (const char *const *arguments,
                      GError           **error)
{
  g_autoptr (HallCliOptions) self = g_new0 (HallCliOptions, 1);
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) parse_error = NULL;
  g_auto (GStrv) copy = g_strdupv ((char **) arguments);
  Raw raw = { NULL };
  gboolean good = FALSE;

  context = create_context (self, &raw);
  if (!g_option_context_parse_strv (context, &copy, &parse_error))
    {
      g_autofree char *shown = g_utf8_make_valid (parse_error->message, -1);

      set_usage_error (error, "%s.", shown);
    }
  else
    {
      self->help = g_option_context_get_help (context, TRUE, NULL);
      good = parse_command (self, &raw, error);
    }
  clear_raw (&raw);

  return good ? g_steal_pointer (&self) : NULL;
}

/**
 * hall_cli_options_free:
 * @self: (transfer full): what was asked for
 */
void
hall_cli_options_free (HallCliOptions *self)
{
  g_free (self->room);
  g_free (self->text);
  g_free (self->topic);
  g_free (self->profile);
  g_free (self->name);
  g_free (self->group);
  g_free (self->broadcast);
  g_strfreev (self->excluded_interfaces);
  g_free (self->help);
  g_free (self);
}
