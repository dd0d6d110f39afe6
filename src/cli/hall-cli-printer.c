/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-printer.c: what the printers of lists and of rooms share, and errors.
 *
 * The names of events and members are an interface that scripts rely on: they are never
 * translated, and only ever added to.
 */

#define G_LOG_DOMAIN "hall-cli-printer"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-profile.h"
#include "hall-session.h"

#include "hall-cli-printer-private.h"
#include "hall-cli-printer.h"

struct _HallCliPrinter
{
  GObject parent_instance;

  HallCliOutput *output;
  gboolean json;
};

G_DEFINE_FINAL_TYPE (HallCliPrinter, hall_cli_printer, G_TYPE_OBJECT)

static void
hall_cli_printer_finalize (GObject *object)
{
  g_clear_object (&HALL_CLI_PRINTER (object)->output);

  G_OBJECT_CLASS (hall_cli_printer_parent_class)->finalize (object);
}

static void
hall_cli_printer_class_init (HallCliPrinterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_cli_printer_finalize;
}

static void
hall_cli_printer_init (HallCliPrinter *self)
{
}

/**
 * hall_cli_printer_new:
 * @output: where to print
 * @json: whether to print objects, or lines for people
 *
 * Returns: (transfer full): a printer
 */
HallCliPrinter *
hall_cli_printer_new (HallCliOutput *output,
                      gboolean       json)
{
  HallCliPrinter *self = g_object_new (HALL_TYPE_CLI_PRINTER, NULL);

  self->output = g_object_ref (output);
  self->json = json;

  return self;
}

/**
 * hall_cli_printer_get_output:
 * @self: a printer
 *
 * Returns: (transfer none): where it prints
 */
HallCliOutput *
hall_cli_printer_get_output (HallCliPrinter *self)
{
  return self->output;
}

/**
 * hall_cli_printer_get_json:
 * @self: a printer
 *
 * Returns: whether it prints objects
 */
gboolean
hall_cli_printer_get_json (HallCliPrinter *self)
{
  return self->json;
}

/**
 * hall_cli_printer_end:
 * @self: a printer
 * @builder: (transfer full): an object
 *
 * Prints the object on a line of its own.
 */
void
hall_cli_printer_end (HallCliPrinter *self,
                      JsonBuilder    *builder)
{
  g_autofree char *text = hall_transcript_end (builder);

  hall_cli_output_print (self->output, text);
}

/**
 * hall_cli_printer_error:
 * @self: a printer
 * @code: a word for programs
 * @text: a sentence for people
 *
 * Prints what went wrong: the sentence on standard error, and for programs an object as well.
 */
void
hall_cli_printer_error (HallCliPrinter *self,
                        const char     *code,
                        const char     *text)
{
  if (self->json)
    {
      JsonBuilder *builder = hall_transcript_begin ("error");

      hall_transcript_add_text (builder, "code", code);
      hall_transcript_add_text (builder, "text", text);
      hall_cli_printer_end (self, builder);
    }
  hall_cli_say ("hallway-cli: %s", text);
}

static const char *
get_session_code (int code)
{
  switch ((HallSessionError) code)
    {
    case HALL_SESSION_ERROR_NAME:
      return "name";
    case HALL_SESSION_ERROR_TEXT:
      return "text";
    case HALL_SESSION_ERROR_NOT_FOUND:
      return "not-found";
    case HALL_SESSION_ERROR_AMBIGUOUS:
      return "ambiguous";
    case HALL_SESSION_ERROR_TAKEN:
      return "taken";
    case HALL_SESSION_ERROR_REFUSED:
      return "refused";
    case HALL_SESSION_ERROR_UNREACHABLE:
      return "unreachable";
    case HALL_SESSION_ERROR_NETWORK:
      return "network";
    case HALL_SESSION_ERROR_STORE:
      return "store";
    case HALL_SESSION_ERROR_LOCKED:
      return "locked";
    case HALL_SESSION_ERROR_PASSPHRASE:
      return "passphrase";
    case HALL_SESSION_ERROR_NOT_INVITED:
      return "not-invited";
    case HALL_SESSION_ERROR_BANNED:
      return "banned";
    case HALL_SESSION_ERROR_INVISIBLE:
      return "invisible";
    case HALL_SESSION_ERROR_UNSURE:
      return "unsure";
    default:
      return "failed";
    }
}

/**
 * hall_cli_printer_gerror:
 * @self: a printer
 * @error: what went wrong
 *
 * Prints an error, with a word for its domain and code.
 */
void
hall_cli_printer_gerror (HallCliPrinter *self,
                         const GError   *error)
{
  const char *code = "failed";

  if (error->domain == HALL_SESSION_ERROR)
    code = get_session_code (error->code);
  else if (g_error_matches (error, HALL_PROFILE_ERROR, HALL_PROFILE_ERROR_HELD))
    code = "held";
  else if (g_error_matches (error, HALL_PROFILE_ERROR, HALL_PROFILE_ERROR_FOLDER))
    code = "folder";

  hall_cli_printer_error (self, code, error->message);
}
