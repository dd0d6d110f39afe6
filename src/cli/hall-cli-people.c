/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-people.c: the commands people and rooms: listen for a while and print what is there.
 *
 * People read the list at the end; programs read objects as things come and go.
 */

#define G_LOG_DOMAIN "hall-cli-people"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-cli-watch.h"

#include "hall-cli-commands.h"

#define HALL_TYPE_CLI_PEOPLE (hall_cli_people_get_type ())
G_DECLARE_FINAL_TYPE (HallCliPeople, hall_cli_people, HALL, CLI_PEOPLE, GObject)

struct _HallCliPeople
{
  GObject parent_instance;

  HallCli *cli;         /* owns this */
  HallCliWatch *watch;  /* NULL when people read */
  guint source;
};

G_DEFINE_FINAL_TYPE (HallCliPeople, hall_cli_people, G_TYPE_OBJECT)

static void
hall_cli_people_dispose (GObject *object)
{
  HallCliPeople *self = HALL_CLI_PEOPLE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->watch);

  G_OBJECT_CLASS (hall_cli_people_parent_class)->dispose (object);
}

static void
hall_cli_people_class_init (HallCliPeopleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_cli_people_dispose;
}

static void
hall_cli_people_init (HallCliPeople *self)
{
}

static gboolean
is_for_people (HallCliPeople *self)
{
  return hall_cli_get_options (self->cli)->command == HALL_CLI_COMMAND_PEOPLE;
}

static GListModel *
get_list (HallCliPeople *self)
{
  HallDirectory *directory = hall_session_get_directory (hall_cli_get_session (self->cli));

  return is_for_people (self) ? hall_directory_get_people (directory)
                              : hall_directory_get_rooms (directory);
}

/* @shown: whether to print what the watch prints, or what it does not. */
static guint
print_list (HallCliPeople *self,
            gboolean       shown)
{
  HallCliPrinter *printer = hall_cli_get_printer (self->cli);
  GListModel *list = get_list (self);
  guint n_printed = 0;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (list, i);

      if (is_for_people (self) && shown && hall_cli_is_person_shown (HALL_PERSON (item)))
        hall_cli_printer_person (printer, HALL_PERSON (item));
      else if (!is_for_people (self) && shown == hall_cli_is_room_shown (HALL_ROOM (item)))
        hall_cli_printer_room (printer, HALL_ROOM (item));
      else
        continue;
      n_printed++;
    }

  return n_printed;
}

static gboolean
on_time_up (gpointer user_data)
{
  HallCliPeople *self = user_data;
  guint n_printed = 0;

  self->source = 0;
  if (self->watch != NULL)
    hall_cli_watch_sync (self->watch);
  else
    n_printed = print_list (self, TRUE);

  /* Rooms of one's own that nobody hosts: known, but nothing that came or went. */
  n_printed += print_list (self, FALSE);

  if (self->watch == NULL && n_printed == 0)
    hall_cli_say ("%s", is_for_people (self) ? _("Nobody else is here.") : _("No room is open."));

  hall_cli_finish (self->cli, HALL_CLI_DONE);

  return G_SOURCE_REMOVE;
}

/**
 * hall_cli_people_new:
 * @cli: the run
 *
 * Begins to listen for people, or for rooms.
 *
 * Returns: (transfer full): the command
 */
GObject *
hall_cli_people_new (HallCli *cli)
{
  HallCliPeople *self = g_object_new (HALL_TYPE_CLI_PEOPLE, NULL);

  self->cli = cli;
  if (hall_cli_printer_get_json (hall_cli_get_printer (cli)))
    {
      self->watch = hall_cli_watch_new (hall_cli_get_printer (cli));
      hall_cli_watch_add (self->watch, get_list (self));
    }
  self->source = g_timeout_add (hall_cli_get_options (cli)->wait_ms, on_time_up, self);

  return G_OBJECT (self);
}
