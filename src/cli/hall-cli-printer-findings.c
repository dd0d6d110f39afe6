/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-printer-findings.c: what was found out about the network, as objects or as lines.
 *
 * Part of HallCliPrinter.
 */

#define G_LOG_DOMAIN "hall-cli-printer-findings"

#include "config.h"

#include "hall-cli-printer-private.h"

static const char *
get_severity_word (HallSeverity severity)
{
  switch (severity)
    {
    case HALL_SEVERITY_NOTE:
      return "note";
    case HALL_SEVERITY_GOOD:
      return "good";
    case HALL_SEVERITY_CAUTION:
      return "caution";
    case HALL_SEVERITY_BAD:
      return "bad";
    default:
      g_return_val_if_reached ("note");
    }
}

/* As in a copied report. */
static const char *
get_mark (HallSeverity severity)
{
  switch (severity)
    {
    case HALL_SEVERITY_NOTE:
      return "[--]";
    case HALL_SEVERITY_GOOD:
      return "[ok]";
    case HALL_SEVERITY_CAUTION:
      return "[?] ";
    case HALL_SEVERITY_BAD:
      return "[!!]";
    default:
      g_return_val_if_reached ("[--]");
    }
}

static const char *
get_topic_word (HallTopic topic)
{
  switch (topic)
    {
    case HALL_TOPIC_PEOPLE:
      return "people";
    case HALL_TOPIC_INTERFACE:
      return "interface";
    case HALL_TOPIC_CONNECTION:
      return "connection";
    case HALL_TOPIC_FIREWALL:
      return "firewall";
    case HALL_TOPIC_OTHER:
      return "other";
    default:
      g_return_val_if_reached ("other");
    }
}

static void
print_object (HallCliPrinter *self,
              HallFinding    *finding)
{
  JsonBuilder *builder = hall_transcript_begin ("finding");

  hall_transcript_add_text (builder, "topic", get_topic_word (hall_finding_get_topic (finding)));
  hall_transcript_add_text (builder, "severity",
                            get_severity_word (hall_finding_get_severity (finding)));
  hall_transcript_add_text (builder, "code", hall_finding_get_code (finding));
  hall_transcript_add_text (builder, "subject", hall_finding_get_subject (finding));
  hall_transcript_add_text (builder, "title", hall_finding_get_title (finding));
  hall_transcript_add_text (builder, "advice", hall_finding_get_advice (finding));
  hall_transcript_add_text (builder, "command", hall_finding_get_command (finding));
  hall_cli_printer_end (self, builder);
}

static void
print_line (HallCliPrinter *self,
            const char     *before,
            const char     *text)
{
  g_autofree char *plain = NULL;
  g_autofree char *line = NULL;

  if (text == NULL)
    return;
  plain = hall_transcript_make_plain (text, "     ");
  line = g_strconcat (before, " ", plain, NULL);
  hall_cli_output_print (hall_cli_printer_get_output (self), line);
}

/**
 * hall_cli_printer_diagnosis:
 * @self: a printer
 * @diagnosis: what was found out
 *
 * Prints all findings, and what they come to.
 */
void
hall_cli_printer_diagnosis (HallCliPrinter *self,
                            HallDiagnosis  *diagnosis)
{
  GListModel *findings = hall_diagnosis_get_findings (diagnosis);
  JsonBuilder *builder;

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (HallFinding) finding = g_list_model_get_item (findings, i);

      if (hall_cli_printer_get_json (self))
        {
          print_object (self, finding);
          continue;
        }
      print_line (self, get_mark (hall_finding_get_severity (finding)),
                  hall_finding_get_title (finding));
      print_line (self, "    ", hall_finding_get_advice (finding));
      print_line (self, "     $", hall_finding_get_command (finding));
    }
  if (!hall_cli_printer_get_json (self))
    {
      hall_cli_output_print (hall_cli_printer_get_output (self), "");
      print_line (self, get_mark (hall_diagnosis_get_severity (diagnosis)),
                  hall_diagnosis_get_summary (diagnosis));
      return;
    }
  builder = hall_transcript_begin ("diagnosis");
  hall_transcript_add_text (builder, "severity",
                            get_severity_word (hall_diagnosis_get_severity (diagnosis)));
  hall_transcript_add_text (builder, "summary", hall_diagnosis_get_summary (diagnosis));
  hall_cli_printer_end (self, builder);
}
