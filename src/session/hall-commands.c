/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-commands.c: what begins with a slash: a table of commands, and what each of them does.
 *
 * They ask the session for what buttons ask it for, too; nothing can be done only here. Their names
 * are not translated: people learn them once.
 */

#define G_LOG_DOMAIN "hall-commands"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-session-people.h"
#include "hall-session-rights.h"

#include "hall-session-talk-private.h"

typedef gboolean (* HallCommandFunction) (HallSession *self,
                                          HallRoom    *room,
                                          const char  *argument,
                                          char       **answer,
                                          GError     **error);

typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  HallCommandFunction run;
} HallCommandEntry;

/* Nothing was said with the command. */
static gboolean
need_argument (const char *argument,
               const char *command,
               const char *what,
               GError    **error)
{
  g_autofree char *usage = NULL;

  if (*argument != '\0')
    return TRUE;
  usage = g_strdup_printf ("/%s %s", command, what);
  g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TEXT,
               /* Translators: how a command is to be written, such as "/kick NAME". */
               _("Write it like this: %s"), usage);
  return FALSE;
}

static gboolean
run_me (HallSession *self,
        HallRoom    *room,
        const char  *argument,
        char       **answer,
        GError     **error)
{
  return need_argument (argument, "me", C_("command", "TEXT"), error)
         && hall_session_say_text (self, room, argument, NULL, TRUE, error) != NULL;
}

static gboolean
run_topic (HallSession *self,
           HallRoom    *room,
           const char  *argument,
           char       **answer,
           GError     **error)
{
  const char *topic = hall_room_get_topic (room);

  if (*argument != '\0')
    return hall_session_change_room (self, room, NULL, argument, error);
  *answer = g_strdup (topic != NULL && *topic != '\0' ? topic : _("This room has no topic."));
  return TRUE;
}

static gboolean
run_nick (HallSession *self,
          HallRoom    *room,
          const char  *argument,
          char       **answer,
          GError     **error)
{
  if (!need_argument (argument, "nick", C_("command", "NAME"), error)
      || !hall_session_set_name (self, argument, error))
    return FALSE;
  *answer = g_strdup_printf (_("Your name is “%s” now."),
                             hall_person_get_name (hall_session_get_self (self)));
  return TRUE;
}

static gboolean
run_leave (HallSession *self,
           HallRoom    *room,
           const char  *argument,
           char       **answer,
           GError     **error)
{
  if (hall_room_get_person (room) == NULL && hall_room_get_is_member (room))
    {
      hall_session_leave_room (self, room);
      return TRUE;
    }
  g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND,
                       hall_room_get_person (room) != NULL
                         ? _("A private conversation cannot be left.")
                         : _("You are not in this room."));
  return FALSE;
}

/* "@Ben" is Ben, too. */
static HallPerson *
find_person (HallSession *self,
             const char  *argument,
             GError     **error)
{
  if (*argument == '@')
    argument++;
  return hall_session_find_person (self, argument, error);
}

static gboolean
run_invite (HallSession *self,
            HallRoom    *room,
            const char  *argument,
            char       **answer,
            GError     **error)
{
  HallPerson *person;

  if (!need_argument (argument, "invite", C_("command", "NAME"), error)
      || (person = find_person (self, argument, error)) == NULL
      || !hall_session_invite (self, room, person, error))
    return FALSE;
  *answer = g_strdup_printf (_("You invited %s."), hall_person_get_name (person));
  return TRUE;
}

static gboolean
run_kick (HallSession *self,
          HallRoom    *room,
          const char  *argument,
          char       **answer,
          GError     **error)
{
  HallPerson *person;

  return need_argument (argument, "kick", C_("command", "NAME"), error)
         && (person = find_person (self, argument, error)) != NULL
         && hall_session_kick (self, room, person, error);
}

static gboolean run_help (HallSession *self,
                          HallRoom    *room,
                          const char  *argument,
                          char       **answer,
                          GError     **error);

/* The words in capitals stand for what is to be written there: "/topic TOPIC". */
static const HallCommandEntry table[] = {
  { "me", NC_("command", "TEXT"), N_("Say what you do"), run_me },
  { "topic", NC_("command", "TOPIC"), N_("Say what this room is about"), run_topic },
  { "nick", NC_("command", "NAME"), N_("Change your name"), run_nick },
  { "leave", "", N_("Leave this room"), run_leave },
  { "invite", NC_("command", "NAME"), N_("Invite somebody into this room"), run_invite },
  { "kick", NC_("command", "NAME"), N_("Remove somebody from this room"), run_kick },
  { "help", "", N_("Show all commands"), run_help },
};

static const char *
get_arguments (const HallCommandEntry *entry)
{
  return *entry->arguments != '\0' ? g_dpgettext2 (GETTEXT_PACKAGE, "command", entry->arguments)
                                   : "";
}

static gboolean
run_help (HallSession *self,
          HallRoom    *room,
          const char  *argument,
          char       **answer,
          GError     **error)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    g_string_append_printf (lines, "%s/%s%s%s — %s", i > 0 ? "\n" : "", table[i].name,
                            *table[i].arguments != '\0' ? " " : "",
                            get_arguments (&table[i]),
                            _(table[i].summary));
  *answer = g_string_free (lines, FALSE);
  return TRUE;
}

/**
 * hall_session_is_command:
 * @line: what was typed
 *
 * Returns: whether it begins with a slash and a word of letters, and nothing else before a space
 */
gboolean
hall_session_is_command (const char *line)
{
  gsize length;

  g_return_val_if_fail (line != NULL, FALSE);

  if (line[0] != '/')
    return FALSE;
  for (length = 1; g_ascii_isalpha (line[length]); length++)
    ;
  return length > 1 && (line[length] == '\0' || g_ascii_isspace (line[length]));
}

/**
 * hall_session_run_command:
 * @self: a running session
 * @room: where it was typed
 * @line: a command, see hall_session_is_command ()
 * @answer: (out) (nullable) (transfer full): something to show to the person alone
 * @error: return location for #HALL_SESSION_ERROR: NOT_FOUND for no such command or person, TEXT
 *   for one that is not written as it should be, and what the command's own function says
 *
 * Returns: whether it was done
 */
gboolean
hall_session_run_command (HallSession *self,
                          HallRoom    *room,
                          const char  *line,
                          char       **answer,
                          GError     **error)
{
  g_autofree char *word = NULL;
  g_autofree char *argument = NULL;
  g_autofree char *unused = NULL;
  gsize length;

  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (HALL_IS_ROOM (room), FALSE);
  g_return_val_if_fail (line != NULL && line[0] == '/', FALSE);

  if (answer == NULL)
    answer = &unused;
  *answer = NULL;
  length = strcspn (line + 1, " \t\n");
  word = g_ascii_strdown (line + 1, (gssize) length);
  argument = g_strstrip (g_strdup (line + 1 + length));
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].name, word))
      return table[i].run (self, room, argument, answer, error);
  g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND,
               /* Translators: the name of a command, twice. */
               _("There is no command “/%s”; /help lists all. To send it as text, write “//%s”."),
               word, word);
  return FALSE;
}

/**
 * hall_session_list_commands:
 * @n_commands: (out): how many
 *
 * Returns: (array length=n_commands) (transfer none): all commands, translated, in the order in
 *   which they are to be listed
 */
const HallCommand *
hall_session_list_commands (guint *n_commands)
{
  static HallCommand commands[G_N_ELEMENTS (table)];

  g_return_val_if_fail (n_commands != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      commands[i].name = table[i].name;
      commands[i].arguments = get_arguments (&table[i]);
      commands[i].summary = _(table[i].summary);
    }
  *n_commands = G_N_ELEMENTS (table);
  return commands;
}
