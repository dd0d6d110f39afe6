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

#include "hall-cli-grammar.h"
#include "hall-cli-parse.h"

#include "hall-cli-options.h"

#define PORT_MAX 65535

/* What an option is good for, as a set of commands. */
#define FOR(command) (1u << (command))
#define FOR_LISTS (FOR (HALL_CLI_COMMAND_PEOPLE) | FOR (HALL_CLI_COMMAND_ROOMS))
#define FOR_ROOMS (FOR (HALL_CLI_COMMAND_HOST) | FOR (HALL_CLI_COMMAND_JOIN))
#define FOR_ASKED (FOR (HALL_CLI_COMMAND_FORGET) | FOR (HALL_CLI_COMMAND_TRUST))
#define FOR_TRIES                                                                                  \
  (FOR (HALL_CLI_COMMAND_JOIN) | FOR (HALL_CLI_COMMAND_SEND) | FOR (HALL_CLI_COMMAND_LEAVE) |      \
   FOR (HALL_CLI_COMMAND_DM) | FOR (HALL_CLI_COMMAND_KICK) | FOR (HALL_CLI_COMMAND_BAN) |          \
   FOR (HALL_CLI_COMMAND_TRUST) | FOR (HALL_CLI_COMMAND_BLOCK) | FOR (HALL_CLI_COMMAND_EDIT) |     \
   FOR (HALL_CLI_COMMAND_REACT) | FOR (HALL_CLI_COMMAND_PIN))
#define FOR_READERS (FOR (HALL_CLI_COMMAND_HISTORY) | FOR (HALL_CLI_COMMAND_SEARCH))

/* The texts as they were given; GOption fills them in. */
typedef struct
{
  char *wait;
  char *history;
  char *limit;
  char *port;
  char *tcp_port;
  char *room;
  char *reply;
  gboolean help;
  gboolean version;
  char **rest;
} Raw;

static void
describe_commands (GOptionContext *context)
{
  g_autofree char *rows = hall_cli_grammar_explain ();
  /* Translators: the heading of what hallway-cli can be told to do */
  g_autofree char *summary = g_strconcat (_("Commands:"), "\n", rows, NULL);

  g_option_context_set_summary (context, summary);
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
    { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &self->passphrase_file,
      N_("The room's passphrase is the first line of FILE"), N_("FILE") },
    { "invite", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->invited,
      N_("Let only invited people in, and invite PERSON (may be given again)"), N_("PERSON") },
    { "stay", 0, 0, G_OPTION_ARG_NONE, &self->stay,
      N_("Stay in the room after the end of input"), NULL },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &self->yes,
      N_("Forget or trust without being asked"), NULL },
    { "limit", 0, 0, G_OPTION_ARG_FILENAME, &raw->limit,
      N_("The newest N messages only"), N_("N") },
    { "room", 0, 0, G_OPTION_ARG_FILENAME, &raw->room,
      N_("Search in one room alone"), N_("ROOM") },
    { "reply", 0, 0, G_OPTION_ARG_FILENAME, &raw->reply,
      N_("Answer the message with that id"), N_("ID") },
    { "off", 0, 0, G_OPTION_ARG_NONE, &self->off,
      N_("Take the reaction or the pin back"), NULL },
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
    { "interface", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->interfaces,
      N_("Use this network interface alone (may be given again)"), N_("NAME") },
    { "peer", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->peers,
      N_("Ask this computer who is there (may be given again)"), N_("ADDRESS[:PORT]") },
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
  describe_commands (context);
  g_option_context_set_description (context, _(
      "Arguments, input and output are UTF-8.\n"
      "Exit status: 0 done, 1 failed, 2 the command line was not understood; of\n"
      "doctor 2: something is wrong with the network."));

  return context;
}

static gboolean
parse_numbers (HallCliOptions  *self,
               const Raw       *raw,
               GError         **error)
{
  return hall_cli_parse_seconds (raw->wait, &self->wait_ms, error) &&
         hall_cli_parse_number ("--limit", raw->limit, 1, G_MAXUINT, &self->limit, error) &&
         hall_cli_parse_number ("--port", raw->port, 1, PORT_MAX, &self->port, error) &&
         hall_cli_parse_number ("--tcp-port", raw->tcp_port, 1, PORT_MAX, &self->tcp_port, error);
}

static gboolean
check_use (const char            *option,
           gboolean               given,
           guint                  use,
           const HallCliGrammar  *command,
           GError               **error)
{
  if (given && (use & FOR (command->command)) == 0)
    return hall_cli_set_usage_error (error,
                            /* Translators: an option and a command */
                                     _("%s does not go with “%s”."), option, command->name);

  return TRUE;
}

static gboolean
check_uses (HallCliOptions        *self,
            const Raw             *raw,
            const HallCliGrammar  *command,
            GError               **error)
{
  return check_use ("--wait", raw->wait != NULL,
                    FOR_LISTS | FOR_TRIES | FOR (HALL_CLI_COMMAND_DOCTOR), command, error) &&
         check_use ("--topic", self->topic != NULL, FOR (HALL_CLI_COMMAND_HOST), command, error) &&
         check_use ("--history", raw->history != NULL, FOR (HALL_CLI_COMMAND_HOST), command,
                    error) &&
         check_use ("--yes", self->yes, FOR_ASKED, command, error) &&
         check_use ("--stay", self->stay, FOR_ROOMS, command, error) &&
         check_use ("--passphrase-file", self->passphrase_file != NULL, FOR_ROOMS, command,
                    error) &&
         check_use ("--invite", self->invited != NULL, FOR (HALL_CLI_COMMAND_HOST), command,
                    error) &&
         check_use ("--room", raw->room != NULL, FOR (HALL_CLI_COMMAND_SEARCH), command, error) &&
         check_use ("--reply", raw->reply != NULL, FOR (HALL_CLI_COMMAND_SEND), command, error) &&
         check_use ("--off", self->off, FOR (HALL_CLI_COMMAND_REACT) | FOR (HALL_CLI_COMMAND_PIN),
                    command, error) &&
         check_use ("--limit", raw->limit != NULL, FOR_READERS, command, error);
}

static const HallCliGrammar *
find_command (const char  *name,
              GError     **error)
{
  const HallCliGrammar *command;
  g_autofree char *shown = NULL;

  if (name == NULL)
    {
      hall_cli_set_usage_error (error, _("A command is missing."));
      return NULL;
    }

  command = hall_cli_grammar_find (name);
  if (command != NULL)
    return command;

  shown = g_utf8_make_valid (name, -1);
  hall_cli_set_usage_error (error, _("There is no command “%s”."), shown);

  return NULL;
}

static gboolean
take_word (HallCliOptions        *self,
           const HallCliGrammar  *command,
           const char            *word,
           GError               **error)
{
  g_auto (GStrv) words = g_strsplit (command->words, "|", -1);
  g_autofree char *shown = g_utf8_make_valid (word, -1);

  if (g_strv_contains ((const char *const *) words, word))
    {
      self->word = g_strdup (word);
      self->reopens = g_str_equal (word, "on");
      return TRUE;
    }

  return hall_cli_set_usage_error (error,
                                   /* Translators: a command, what was given, and the words that
                                    * may be typed there, parted by | */
                                   _("%s: “%s” is none of %s."), command->name, shown,
                                   command->words);
}

static gboolean
take_argument (HallCliOptions        *self,
               const HallCliGrammar  *command,
               char                   kind,
               const char            *text,
               GError               **error)
{
  const char *name = hall_cli_grammar_get_argument_name (kind);

  switch (g_ascii_toupper (kind))
    {
    case 'N':
    case 'R':
      self->room = g_strdup (text);
      return hall_cli_check_text (name, text, error);
    case 'P':
      self->person = g_strdup (text);
      return hall_cli_check_text (name, text, error);
    case 'E':
      self->message = g_strdup (text);
      return hall_cli_check_text (name, text, error);
    case 'F':
      self->file = g_strdup (text);
      return *text != '\0' || hall_cli_set_usage_error (error, _("%s is empty."), name);
    case 'T':
    case 'Q':
    case 'J':
      self->text = g_strdup (text);
      /* No status is one, too. */
      return (g_ascii_islower (kind) && *text == '\0') || hall_cli_check_text (name, text, error);
    default:
      return take_word (self, command, text, error);
    }
}

static gboolean
take_arguments (HallCliOptions        *self,
                const HallCliGrammar  *command,
                char                 **rest,
                GError               **error)
{
  guint n_arguments = g_strv_length (rest) - 1;

  if (n_arguments < strlen (command->arguments) &&
      g_ascii_isupper (command->arguments[n_arguments]))
    return hall_cli_set_usage_error (error, _("“%s” needs more: an argument is missing."),
                                     command->name);
  if (n_arguments > strlen (command->arguments))
    return hall_cli_set_usage_error (error,
                                     _("“%s” has more arguments than it understands (a name or "
                                       "text of several words stands in quotes)."),
                                     command->name);

  for (guint i = 0; i < n_arguments; i++)
    if (!take_argument (self, command, command->arguments[i], rest[i + 1], error))
      return FALSE;

  return TRUE;
}

/* An option whose text is what an argument is of other commands. */
static gboolean
take_raw (const char *option,
          char      **raw,
          char      **text,
          GError    **error)
{
  if (*raw == NULL)
    return TRUE;
  *text = g_steal_pointer (raw);
  return hall_cli_check_text (option, *text, error);
}

static gboolean
parse_command (HallCliOptions  *self,
               Raw             *raw,
               GError         **error)
{
  const HallCliGrammar *command;

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
         hall_cli_parse_choice ("--history", raw->history, "all", "joined",
                                &self->only_since_joining, error) &&
         hall_cli_check_texts ("--invite", self->invited, error) &&
         take_raw ("--room", &raw->room, &self->room, error) &&
         take_raw ("--reply", &raw->reply, &self->message, error) &&
         hall_cli_check_text ("--name", self->name, error) &&
         hall_cli_check_text ("--topic", self->topic, error);
}

static void
clear_raw (Raw *raw)
{
  g_free (raw->wait);
  g_free (raw->history);
  g_free (raw->limit);
  g_free (raw->port);
  g_free (raw->tcp_port);
  g_free (raw->room);
  g_free (raw->reply);
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
  hall_cli_mask_ids (copy);
  if (!g_option_context_parse_strv (context, &copy, &parse_error))
    {
      g_autofree char *shown = g_utf8_make_valid (parse_error->message, -1);

      hall_cli_set_usage_error (error, "%s.", shown);
    }
  else
    {
      self->help = g_option_context_get_help (context, TRUE, NULL);
      hall_cli_unmask_ids (raw.rest);
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
  g_free (self->person);
  g_free (self->word);
  g_free (self->passphrase_file);
  g_strfreev (self->invited);
  g_free (self->text);
  g_free (self->message);
  g_free (self->file);
  g_free (self->topic);
  g_free (self->profile);
  g_free (self->name);
  g_free (self->group);
  g_free (self->broadcast);
  g_strfreev (self->excluded_interfaces);
  g_strfreev (self->interfaces);
  g_strfreev (self->peers);
  g_free (self->help);
  g_free (self);
}
