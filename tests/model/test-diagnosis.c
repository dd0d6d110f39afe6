/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-diagnosis.c: findings in a list that changes no more than it must, their report, and typed
 * addresses.
 */

#include "config.h"

#include "hall-diagnosis.h"
#include "hall-manual-address.h"

typedef struct
{
  HallDiagnosis *diagnosis;
  GPtrArray *findings;
  guint n_changes;     /* of the list */
  guint position;      /* of the last change */
  guint removed;
  guint added;
  guint n_notified;
} Fixture;

static void
on_items_changed (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Fixture    *fixture)
{
  fixture->n_changes++;
  fixture->position = position;
  fixture->removed = removed;
  fixture->added = added;
}

static void
on_notify (Fixture *fixture)
{
  fixture->n_notified++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->diagnosis = hall_diagnosis_new ();
  fixture->findings = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (hall_diagnosis_get_findings (fixture->diagnosis), "items-changed",
                    G_CALLBACK (on_items_changed), fixture);
  g_signal_connect_swapped (fixture->diagnosis, "notify", G_CALLBACK (on_notify), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_ptr_array_unref (fixture->findings);
  g_assert_finalize_object (fixture->diagnosis);
}

static void
add (Fixture      *fixture,
     HallTopic     topic,
     HallSeverity  severity,
     const char   *code,
     const char   *title)
{
  g_ptr_array_add (fixture->findings,
                   hall_finding_new (topic, severity, code, NULL, title, NULL, NULL));
}

static void
give (Fixture    *fixture,
      const char *summary)
{
  hall_diagnosis_set_findings (fixture->diagnosis, fixture->findings, summary);
  g_ptr_array_set_size (fixture->findings, 0);
}

static char *
list_codes (Fixture *fixture)
{
  GListModel *model = hall_diagnosis_get_findings (fixture->diagnosis);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (HallFinding) finding = g_list_model_get_item (model, i);

      g_string_append_printf (text, "%s ", hall_finding_get_code (finding));
    }
  return g_string_free (text, FALSE);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *codes = NULL;

  g_assert_cmpstr (hall_diagnosis_get_summary (fixture->diagnosis), ==, "");
  add (fixture, HALL_TOPIC_OTHER, HALL_SEVERITY_NOTE, "avahi", "There is no Avahi.");
  add (fixture, HALL_TOPIC_INTERFACE, HALL_SEVERITY_GOOD, "eth0", "Used.");
  add (fixture, HALL_TOPIC_PEOPLE, HALL_SEVERITY_CAUTION, "nobody", "Nobody is heard.");
  add (fixture, HALL_TOPIC_INTERFACE, HALL_SEVERITY_NOTE, "docker0", "Set aside.");
  give (fixture, "Nobody is heard.");
  codes = list_codes (fixture);
  g_assert_cmpstr (codes, ==, "nobody eth0 docker0 avahi ");
  g_assert_cmpint (hall_diagnosis_get_severity (fixture->diagnosis), ==, HALL_SEVERITY_CAUTION);
  g_assert_cmpstr (hall_diagnosis_get_summary (fixture->diagnosis), ==, "Nobody is heard.");
}

/* What is found again is the same object: whoever reads it keeps its place. */
static void
test_stays (Fixture       *fixture,
            gconstpointer  data)
{
  GListModel *model = hall_diagnosis_get_findings (fixture->diagnosis);
  g_autoptr (GObject) first = NULL;
  g_autoptr (GObject) last = NULL;
  g_autoptr (GObject) first_again = NULL;
  g_autoptr (GObject) last_again = NULL;
  g_autofree char *codes = NULL;

  add (fixture, HALL_TOPIC_PEOPLE, HALL_SEVERITY_GOOD, "a", "A");
  add (fixture, HALL_TOPIC_INTERFACE, HALL_SEVERITY_GOOD, "b", "12 sent");
  add (fixture, HALL_TOPIC_OTHER, HALL_SEVERITY_GOOD, "c", "C");
  give (fixture, "All is well.");
  first = g_list_model_get_item (model, 0);
  last = g_list_model_get_item (model, 2);
  fixture->n_changes = 0;
  fixture->n_notified = 0;

  add (fixture, HALL_TOPIC_PEOPLE, HALL_SEVERITY_GOOD, "a", "A");
  add (fixture, HALL_TOPIC_INTERFACE, HALL_SEVERITY_GOOD, "b", "12 sent");
  add (fixture, HALL_TOPIC_OTHER, HALL_SEVERITY_GOOD, "c", "C");
  give (fixture, "All is well.");
  g_assert_cmpuint (fixture->n_changes, ==, 0);
  g_assert_cmpuint (fixture->n_notified, ==, 0);

  add (fixture, HALL_TOPIC_PEOPLE, HALL_SEVERITY_GOOD, "a", "A");
  add (fixture, HALL_TOPIC_INTERFACE, HALL_SEVERITY_BAD, "b", "13 sent");
  add (fixture, HALL_TOPIC_INTERFACE, HALL_SEVERITY_NOTE, "d", "New");
  add (fixture, HALL_TOPIC_OTHER, HALL_SEVERITY_GOOD, "c", "C");
  give (fixture, "Something is wrong.");
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  g_assert_cmpuint (fixture->position, ==, 1);
  g_assert_cmpuint (fixture->removed, ==, 1);
  g_assert_cmpuint (fixture->added, ==, 2);
  g_assert_cmpuint (fixture->n_notified, ==, 2);
  first_again = g_list_model_get_item (model, 0);
  last_again = g_list_model_get_item (model, 3);
  g_assert_true (first == first_again && last == last_again);

  add (fixture, HALL_TOPIC_OTHER, HALL_SEVERITY_GOOD, "c", "C");
  give (fixture, "All is well.");
  codes = list_codes (fixture);
  g_assert_cmpstr (codes, ==, "c ");
  give (fixture, "");
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);
  g_assert_cmpint (hall_diagnosis_get_severity (fixture->diagnosis), ==, HALL_SEVERITY_NOTE);
}

static void
test_report (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *report = NULL;

  g_ptr_array_add (fixture->findings,
                   hall_finding_new (HALL_TOPIC_FIREWALL, HALL_SEVERITY_BAD, "firewall-in", "eth0",
                                     "Nothing comes in.", "Let it in.", "sudo ufw allow Hallway"));
  add (fixture, HALL_TOPIC_PEOPLE, HALL_SEVERITY_CAUTION, "nobody", "Nobody is heard.");
  give (fixture, "This computer’s firewall keeps the others out.");
  report = hall_diagnosis_build_report (fixture->diagnosis, "Hallway 1\n");
  g_assert_cmpstr (report, ==,
                   "Hallway 1\n\n"
                   "This computer’s firewall keeps the others out.\n\n"
                   "[?]  nobody: Nobody is heard.\n"
                   "[!!] firewall-in eth0: Nothing comes in.\n"
                   "     Let it in.\n"
                   "     $ sudo ufw allow Hallway\n");
  g_assert_false (hall_diagnosis_get_busy (fixture->diagnosis));
  hall_diagnosis_set_busy (fixture->diagnosis, TRUE);
  g_assert_true (hall_diagnosis_get_busy (fixture->diagnosis));
}

static void
test_address (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (HallManualAddress) address = hall_manual_address_new ("mina-pc:12345", FALSE);
  g_autoptr (HallPerson) person = hall_person_new ("somebody", FALSE);

  g_signal_connect_swapped (address, "notify", G_CALLBACK (on_notify), fixture);
  g_assert_cmpint (hall_manual_address_get_state (address), ==, HALL_REACH_CONNECTING);
  hall_manual_address_set_state (address, HALL_REACH_CONNECTING, NULL, NULL);
  g_assert_cmpuint (fixture->n_notified, ==, 0);
  hall_manual_address_set_state (address, HALL_REACH_CONNECTED, NULL, person);
  g_assert_cmpuint (fixture->n_notified, ==, 2);
  g_assert_true (hall_manual_address_get_person (address) == person);
  hall_manual_address_set_state (address, HALL_REACH_FAILED, "Nobody answers.", NULL);
  g_assert_cmpuint (fixture->n_notified, ==, 5);
  g_assert_cmpstr (hall_manual_address_get_problem (address), ==, "Nobody answers.");
  g_assert_null (hall_manual_address_get_person (address));
  g_assert_false (hall_manual_address_get_fixed (address));
  g_assert_cmpstr (hall_manual_address_get_address (address), ==, "mina-pc:12345");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/model/diagnosis/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/model/diagnosis/stays", Fixture, NULL, set_up, test_stays, tear_down);
  g_test_add ("/model/diagnosis/report", Fixture, NULL, set_up, test_report, tear_down);
  g_test_add ("/model/diagnosis/address", Fixture, NULL, set_up, test_address, tear_down);

  return g_test_run ();
}
