/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-diagnosis.c: a list of findings that changes as little as it can, and its plain text.
 */

#define G_LOG_DOMAIN "hall-diagnosis"

#include "config.h"

#include "hall-enums.h"

#include "hall-diagnosis.h"

struct _HallDiagnosis
{
  GObject parent_instance;

  GListStore *findings;
  HallSeverity severity;
  char *summary;
  gboolean busy;
};

typedef enum
{
  PROP_SEVERITY = 1,
  PROP_SUMMARY,
  PROP_BUSY,
} HallDiagnosisProperty;

static GParamSpec *properties[PROP_BUSY + 1];

G_DEFINE_FINAL_TYPE (HallDiagnosis, hall_diagnosis, G_TYPE_OBJECT)

static void
hall_diagnosis_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  HallDiagnosis *self = HALL_DIAGNOSIS (object);

  switch ((HallDiagnosisProperty) property_id)
    {
    case PROP_SEVERITY:
      g_value_set_enum (value, (int) self->severity);
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
hall_diagnosis_finalize (GObject *object)
{
  HallDiagnosis *self = HALL_DIAGNOSIS (object);

  g_clear_object (&self->findings);
  g_free (self->summary);

  G_OBJECT_CLASS (hall_diagnosis_parent_class)->finalize (object);
}

static void
hall_diagnosis_class_init (HallDiagnosisClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hall_diagnosis_get_property;
  object_class->finalize = hall_diagnosis_finalize;

  properties[PROP_SEVERITY] = g_param_spec_enum ("severity", NULL, NULL, HALL_TYPE_SEVERITY,
                                                 HALL_SEVERITY_NOTE, read);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, read);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
hall_diagnosis_init (HallDiagnosis *self)
{
  self->findings = g_list_store_new (HALL_TYPE_FINDING);
  self->summary = g_strdup ("");
}

/**
 * hall_diagnosis_new:
 *
 * Returns: (transfer full): one that knows nothing yet
 */
HallDiagnosis *
hall_diagnosis_new (void)
{
  return g_object_new (HALL_TYPE_DIAGNOSIS, NULL);
}

/**
 * hall_diagnosis_get_findings:
 * @self: a diagnosis
 *
 * Returns: (transfer none): the #HallFinding, by topic
 */
GListModel *
hall_diagnosis_get_findings (HallDiagnosis *self)
{
  g_return_val_if_fail (HALL_IS_DIAGNOSIS (self), NULL);

  return G_LIST_MODEL (self->findings);
}

/**
 * hall_diagnosis_get_severity:
 * @self: a diagnosis
 *
 * Returns: the worst of the findings'
 */
HallSeverity
hall_diagnosis_get_severity (HallDiagnosis *self)
{
  g_return_val_if_fail (HALL_IS_DIAGNOSIS (self), HALL_SEVERITY_NOTE);

  return self->severity;
}

/**
 * hall_diagnosis_get_summary:
 * @self: a diagnosis
 *
 * Returns: (transfer none): what it comes to, a translated sentence; empty before anything is known
 */
const char *
hall_diagnosis_get_summary (HallDiagnosis *self)
{
  g_return_val_if_fail (HALL_IS_DIAGNOSIS (self), NULL);

  return self->summary;
}

/**
 * hall_diagnosis_get_busy:
 * @self: a diagnosis
 *
 * Returns: whether an answer is still being waited for
 */
gboolean
hall_diagnosis_get_busy (HallDiagnosis *self)
{
  g_return_val_if_fail (HALL_IS_DIAGNOSIS (self), FALSE);

  return self->busy;
}

static int
compare_topics (gconstpointer a,
                gconstpointer b)
{
  HallTopic first = hall_finding_get_topic (*(HallFinding *const *) a);
  HallTopic second = hall_finding_get_topic (*(HallFinding *const *) b);

  return (first > second) - (first < second);
}

/* The equal one that was there before, or @finding: (transfer full) */
static HallFinding *
keep_equal (HallDiagnosis *self,
            HallFinding   *finding)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->findings));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HallFinding) old = g_list_model_get_item (G_LIST_MODEL (self->findings), i);

      if (hall_finding_equal (old, finding))
        return g_steal_pointer (&old);
    }

  return g_object_ref (finding);
}

/* Only what lies between an equal beginning and an equal end is replaced. */
static void
replace_middle (HallDiagnosis *self,
                GPtrArray     *sorted)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->findings));
  guint begin = 0;
  guint end = 0;

  for (; begin < MIN (n_old, sorted->len); begin++)
    {
      g_autoptr (GObject) old = g_list_model_get_item (G_LIST_MODEL (self->findings), begin);

      if (old != g_ptr_array_index (sorted, begin))
        break;
    }
  for (; end < MIN (n_old, sorted->len) - begin; end++)
    {
      g_autoptr (GObject) old = g_list_model_get_item (G_LIST_MODEL (self->findings),
                                                       n_old - end - 1);

      if (old != g_ptr_array_index (sorted, sorted->len - end - 1))
        break;
    }
  if (n_old != sorted->len || begin + end < n_old)
    g_list_store_splice (self->findings, begin, n_old - begin - end,
                         sorted->pdata != NULL ? sorted->pdata + begin : NULL,
                         sorted->len - begin - end);
}

/**
 * hall_diagnosis_set_findings:
 * @self: a diagnosis
 * @findings: (element-type HallFinding): all there are now
 * @summary: what they come to, one sentence
 */
void
hall_diagnosis_set_findings (HallDiagnosis *self,
                             GPtrArray     *findings,
                             const char    *summary)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new_with_free_func (g_object_unref);
  HallSeverity severity = HALL_SEVERITY_NOTE;

  g_return_if_fail (HALL_IS_DIAGNOSIS (self));
  g_return_if_fail (findings != NULL && summary != NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      HallFinding *finding = g_ptr_array_index (findings, i);

      g_ptr_array_add (sorted, keep_equal (self, finding));
      severity = MAX (severity, hall_finding_get_severity (finding));
    }
  /* GLib sorts pointer arrays stably: within a topic the order stays. */
  g_ptr_array_sort (sorted, compare_topics);

  g_object_freeze_notify (G_OBJECT (self));
  replace_middle (self, sorted);
  if (self->severity != severity)
    {
      self->severity = severity;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEVERITY]);
    }
  if (!g_str_equal (self->summary, summary))
    {
      g_free (self->summary);
      self->summary = g_strdup (summary);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * hall_diagnosis_set_busy:
 * @self: a diagnosis
 * @busy: whether an answer is being waited for
 */
void
hall_diagnosis_set_busy (HallDiagnosis *self,
                         gboolean       busy)
{
  g_return_if_fail (HALL_IS_DIAGNOSIS (self));

  busy = busy != FALSE;
  if (self->busy == busy)
    return;
  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

/* A report is often read by somebody else than who made it: marks, not colours. */
static const char *
get_mark (HallSeverity severity)
{
  switch (severity)
    {
    case HALL_SEVERITY_GOOD:
      return "[ok]";
    case HALL_SEVERITY_CAUTION:
      return "[?] ";
    case HALL_SEVERITY_BAD:
      return "[!!]";
    case HALL_SEVERITY_NOTE:
    default:
      return "[--]";
    }
}

/**
 * hall_diagnosis_build_report:
 * @self: a diagnosis
 * @heading: its first lines
 *
 * Returns: (transfer full): all of it as plain text, which names no person and no room
 */
char *
hall_diagnosis_build_report (HallDiagnosis *self,
                             const char    *heading)
{
  GString *text;
  guint n;

  g_return_val_if_fail (HALL_IS_DIAGNOSIS (self), NULL);
  g_return_val_if_fail (heading != NULL, NULL);

  text = g_string_new (heading);
  g_string_append_printf (text, "\n%s\n\n", self->summary);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->findings));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HallFinding) finding = g_list_model_get_item (G_LIST_MODEL (self->findings), i);
      const char *subject = hall_finding_get_subject (finding);
      const char *advice = hall_finding_get_advice (finding);
      const char *command = hall_finding_get_command (finding);

      g_string_append_printf (text, "%s %s%s%s: %s\n",
                              get_mark (hall_finding_get_severity (finding)),
                              hall_finding_get_code (finding), subject != NULL ? " " : "",
                              subject != NULL ? subject : "", hall_finding_get_title (finding));
      if (advice != NULL)
        g_string_append_printf (text, "     %s\n", advice);
      if (command != NULL)
        g_string_append_printf (text, "     $ %s\n", command);
    }

  return g_string_free (text, FALSE);
}
