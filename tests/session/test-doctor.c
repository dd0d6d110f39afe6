/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-doctor.c: for every kind of network, what the doctor must say of it, and what it must not.
 *
 * The networks are doctor-networks.c's.
 */

#include "config.h"

#include <string.h>

#include "hall-diagnosis.h"

#include "doctor-networks.h"

static HallFinding *
look_up (GPtrArray  *findings,
         const char *code,
         const char *subject)
{
  for (guint i = 0; i < findings->len; i++)
    {
      HallFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (hall_finding_get_code (finding), code)
          && g_strcmp0 (hall_finding_get_subject (finding), subject) == 0)
        return finding;
    }

  return NULL;
}

static void
check_present (GPtrArray  *findings,
               const char *wanted)
{
  static const char letters[] = "NGCB";
  g_auto (GStrv) words = g_strsplit (wanted, ":", 3);
  HallFinding *finding = look_up (findings, words[0], words[2]);

  g_test_message ("wanted: %s", wanted);
  g_assert_nonnull (finding);
  g_assert_cmpint (letters[hall_finding_get_severity (finding)], ==, words[1][0]);
}

static void
check_absent (GPtrArray  *findings,
              const char *code)
{
  g_test_message ("not wanted: %s", code);
  for (guint i = 0; i < findings->len; i++)
    g_assert_cmpstr (hall_finding_get_code (g_ptr_array_index (findings, i)), !=, code);
}

/* What holds of all findings: sentences, advice for what is wrong, each once. */
static void
check_all (GPtrArray *findings)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      HallFinding *finding = g_ptr_array_index (findings, i);
      const char *title = hall_finding_get_title (finding);
      const char *subject = hall_finding_get_subject (finding);
      char *both = g_strdup_printf ("%s %s", hall_finding_get_code (finding),
                                    subject != NULL ? subject : "");

      g_assert_true (g_utf8_validate (title, -1, NULL) && *title != '\0');
      g_assert_null (strstr (title, "(null)"));
      if (hall_finding_get_severity (finding) >= HALL_SEVERITY_CAUTION)
        g_assert_nonnull (hall_finding_get_advice (finding));
      g_assert_true (g_hash_table_add (seen, both));
    }
}

static void
test_row (gconstpointer data)
{
  const DoctorRow *row = data;
  g_autoptr (HallDoctorFacts) facts = doctor_make_office ();
  g_autoptr (HallDiagnosis) diagnosis = hall_diagnosis_new ();
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *report = NULL;
  g_auto (GStrv) present = g_strsplit (row->present, " ", -1);
  g_auto (GStrv) absent = g_strsplit (row->absent, " ", -1);

  if (row->change != NULL)
    row->change (facts);
  findings = hall_doctor_judge (facts, &summary);
  hall_diagnosis_set_findings (diagnosis, findings, summary);
  report = hall_diagnosis_build_report (diagnosis, row->name);
  g_test_message ("%s", report);

  check_all (findings);
  g_assert_cmpint (hall_diagnosis_get_severity (diagnosis), ==, row->severity);
  for (guint i = 0; present[i] != NULL; i++)
    check_present (findings, present[i]);
  for (guint i = 0; absent[i] != NULL; i++)
    check_absent (findings, absent[i]);
  g_assert_cmpstr (summary, !=, "");
  if (row->summary == NULL)
    return;
  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (summary, hall_finding_get_title (g_ptr_array_index (findings, i))))
      {
        g_assert_cmpstr (hall_finding_get_code (g_ptr_array_index (findings, i)), ==,
                         row->summary);
        return;
      }
  g_assert_not_reached ();
}

static void
test_numbers (void)
{
  HallDoctorInterface *card;
  g_autoptr (HallDoctorFacts) facts = doctor_make_office ();
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *summary = NULL;

  card = g_ptr_array_index (facts->interfaces, 0);
  card->sent[HALL_DOCTOR_BROADCAST] = 5;
  card->sent[HALL_DOCTOR_UNICAST] = 1;
  findings = hall_doctor_judge (facts, &summary);
  g_assert_cmpstr (hall_finding_get_title (look_up (findings, "interface", "eth0")), ==,
                   "eth0 · 10.77.0.1: 12 sent, 30 heard in the last minute");
  g_assert_cmpstr (hall_finding_get_advice (look_up (findings, "interface", "eth0")), ==,
                   "Multicast: 6 sent, 6 came back, 14 from others. "
                   "Broadcast: 5 sent, 6 came back, 14 from others. "
                   "Direct: 1 sent, 2 from others.");
  g_assert_cmpstr (summary, ==, "Everything works. 3 other people are here.");
}

/* The page has to name the setting and both ports, and the command of the firewall that was
 * found. */
static void
test_advice (void)
{
  g_autoptr (HallDoctorFacts) port = doctor_make_office ();
  g_autoptr (HallDoctorFacts) firewall = doctor_make_office ();
  g_autoptr (HallDoctorFacts) unknown = doctor_make_office ();
  g_autoptr (GPtrArray) of_port = NULL;
  g_autoptr (GPtrArray) of_firewall = NULL;
  g_autoptr (GPtrArray) of_unknown = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  HallFinding *finding;

  doctor_mistake_port (port);
  of_port = hall_doctor_judge (port, &first);
  finding = look_up (of_port, "other-port", NULL);
  g_assert_cmpstr (hall_finding_get_title (finding), ==,
                   "Hallway is set to port 12346, but 2 people are heard on port 12345.");
  g_assert_cmpstr (hall_finding_get_advice (finding), ==,
                   "If you miss them, change the setting “port” from 12346 to 12345.");

  doctor_block_input (firewall);
  of_firewall = hall_doctor_judge (firewall, &second);
  finding = look_up (of_firewall, "firewall-in", NULL);
  g_assert_cmpstr (hall_finding_get_command (finding), ==, "sudo ufw allow Hallway");

  doctor_block_input (unknown);
  g_clear_pointer (&unknown->firewall, hall_firewall_facts_free);
  of_unknown = hall_doctor_judge (unknown, &third);
  finding = look_up (of_unknown, "firewall-in", NULL);
  g_assert_null (hall_finding_get_command (finding));
  g_assert_nonnull (strstr (hall_finding_get_advice (finding), "12345"));
}

static void
test_clock_words (void)
{
  static const struct
  {
    gint64 offset;
    const char *title;
  } clocks[] = {
    { 60001, "The clock of this computer is 1 minute behind the others'." },
    { -90 * 60000, "The clock of this computer is 90 minutes ahead of the others'." },
    { 2 * HOUR_MS, "The clock of this computer is 2 hours behind the others'." },
    { -13 * HOUR_MS, "The clock of this computer is 13 hours ahead of the others'." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      g_autoptr (HallDoctorFacts) facts = doctor_make_office ();
      g_autoptr (GPtrArray) findings = NULL;
      g_autofree char *summary = NULL;

      doctor_set_clock (facts, clocks[i].offset);
      findings = hall_doctor_judge (facts, &summary);
      g_assert_cmpstr (hall_finding_get_title (look_up (findings, "clock", NULL)), ==,
                       clocks[i].title);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < doctor_n_rows; i++)
    {
      g_autofree char *path = g_strconcat ("/doctor/network/", doctor_rows[i].name, NULL);

      g_test_add_data_func (path, &doctor_rows[i], test_row);
    }
  g_test_add_func ("/doctor/numbers", test_numbers);
  g_test_add_func ("/doctor/advice", test_advice);
  g_test_add_func ("/doctor/clock-words", test_clock_words);

  return g_test_run ();
}
