/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-search.c: the commands search and export: what this profile has stored, found by words
 * or written to a file.
 *
 * Read beside whoever uses the profile; send nothing.
 */

#define G_LOG_DOMAIN "hall-cli-search"

#include "config.h"

#include <unistd.h>

#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>

#include "hall-message.h"
#include "hall-session-search.h"

#include "hall-cli-commands.h"

#define PAGE_HITS 50

#define HALL_TYPE_CLI_SEARCH (hall_cli_search_get_type ())
G_DECLARE_FINAL_TYPE (HallCliSearch, hall_cli_search, HALL, CLI_SEARCH, GObject)

struct _HallCliSearch
{
  GObject parent_instance;

  HallCli *cli;          /* owns this */
  HallSearch *search;
  guint n_found;
};

G_DEFINE_FINAL_TYPE (HallCliSearch, hall_cli_search, G_TYPE_OBJECT)

static void
hall_cli_search_dispose (GObject *object)
{
  g_clear_object (&HALL_CLI_SEARCH (object)->search);

  G_OBJECT_CLASS (hall_cli_search_parent_class)->dispose (object);
}

static void
hall_cli_search_class_init (HallCliSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_cli_search_dispose;
}

static void
hall_cli_search_init (HallCliSearch *self)
{
}

static void next_page (HallCliSearch *self);

static void
next_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallCliSearch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = NULL;

  hits = hall_search_next_finish (HALL_SEARCH (source), result, &error);
  if (hits == NULL)
    {
      hall_cli_fail (self->cli, error);
      return;
    }
  for (guint i = 0; i < hits->len; i++)
    hall_cli_printer_found (hall_cli_get_printer (self->cli),
                            hall_search_hit_get_room (g_ptr_array_index (hits, i)),
                            hall_search_hit_get_message (g_ptr_array_index (hits, i)));
  self->n_found += hits->len;
  next_page (self);
}

static void
next_page (HallCliSearch *self)
{
  guint limit = hall_cli_get_options (self->cli)->limit;

  if (!hall_search_get_at_end (self->search) && self->n_found < limit)
    {
      hall_search_next_async (self->search, MIN (limit - self->n_found, PAGE_HITS),
                              hall_cli_get_cancellable (self->cli), next_cb,
                              g_object_ref (self));
      return;
    }
  if (hall_search_get_partial (self->search))
    hall_cli_say (_("Older messages are still being prepared for search: some may be missing."));
  hall_cli_finish (self->cli, HALL_CLI_DONE);
}

/**
 * hall_cli_search_new:
 * @cli: the run
 *
 * Begins to search; prints what is found, newest first, and ends the run.
 *
 * Returns: (transfer full) (nullable): the command; %NULL if it has failed already
 */
GObject *
hall_cli_search_new (HallCli *cli)
{
  const HallCliOptions *options = hall_cli_get_options (cli);
  HallSession *session = hall_cli_get_session (cli);
  g_autoptr (HallCliSearch) self = g_object_new (HALL_TYPE_CLI_SEARCH, NULL);
  g_autoptr (GError) error = NULL;
  HallRoom *room = NULL;

  self->cli = cli;
  if (options->room != NULL)
    room = hall_cli_find_conversation (session, options->room, &error);
  if (error == NULL)
    self->search = hall_search_new (session, options->text, room, &error);
  if (self->search == NULL)
    {
      hall_cli_fail (cli, error);
      return NULL;
    }
  next_page (self);

  return G_OBJECT (g_steal_pointer (&self));
}

static void
export_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HallCli) cli = user_data;
  g_autoptr (GError) error = NULL;
  guint n_events;

  if (!hall_session_export_room_finish (HALL_SESSION (source), result, &n_events, &error))
    {
      hall_cli_fail (cli, error);
      return;
    }
  hall_cli_say (ngettext ("%u line was written.", "%u lines were written.", n_events), n_events);
  hall_cli_finish (cli, HALL_CLI_DONE);
}

/* Programs read what ends like their files. */
static HallExportFormat
choose_format (const HallCliOptions *options)
{
  return options->json || g_str_has_suffix (options->file, ".json")
                 || g_str_has_suffix (options->file, ".jsonl")
             ? HALL_EXPORT_JSON
             : HALL_EXPORT_TEXT;
}

/**
 * hall_cli_export_new:
 * @cli: the run
 *
 * Begins to write a room to a file, or to standard output; ends the run.
 *
 * Returns: (nullable): %NULL, there is nothing to keep
 */
GObject *
hall_cli_export_new (HallCli *cli)
{
  const HallCliOptions *options = hall_cli_get_options (cli);
  HallSession *session = hall_cli_get_session (cli);
  g_autoptr (GError) error = NULL;
  HallRoom *room = hall_cli_find_conversation (session, options->room, &error);

  if (room == NULL)
    {
      hall_cli_fail (cli, error);
    }
  else if (g_str_equal (options->file, "-"))
    {
      g_autoptr (GOutputStream) stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);

      hall_session_export_room_to_stream_async (session, room, stream, choose_format (options),
                                                hall_cli_get_cancellable (cli), export_cb,
                                                g_object_ref (cli));
    }
  else
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (options->file);

      hall_session_export_room_async (session, room, file, choose_format (options), NULL, NULL,
                                      hall_cli_get_cancellable (cli), export_cb,
                                      g_object_ref (cli));
    }
  return NULL;
}
