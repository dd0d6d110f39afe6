/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-network-dialog.c: "Check the Network": what was found out, and what to do about it.
 *
 * The network is examined as long as this is on the screen, and what is seen follows. It decides
 * nothing: what is good or bad, and every sentence about it, is the session's word.
 */

#define G_LOG_DOMAIN "hall-network-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-announce.h"
#include "hall-copy-button.h"
#include "hall-network-addresses.h"
#include "hall-network-finding.h"
#include "hall-network-text.h"
#include "hall-network-topic.h"
#include "hall-ui.h"
#include "hall-wrapping.h"

#include "hall-network-dialog.h"

/* What the property "port" of HallSettings is by itself. */
#define USUAL_PORT 12345

struct _HallNetworkDialog
{
  AdwWindow parent_instance;

  HallSession *session;
  HallDiagnosis *diagnosis;          /* (nullable): before it was mapped */
  GSignalGroup *diagnosis_signals;
  GSignalGroup *findings_signals;
  HallNetworkTopic *parts[HALL_NETWORK_TEXT_TOPICS];

  GtkImage *icon;
  GtkLabel *word;
  GtkLabel *summary;
  GtkWidget *busy;
  GtkSpinner *spinner;
  GtkButton *repeat;
  AdwBin *copy_place;
  HallCopyButton *copy;
  GtkBox *topics;
  HallNetworkAddresses *addresses;
};

G_DEFINE_FINAL_TYPE (HallNetworkDialog, hall_network_dialog, ADW_TYPE_WINDOW)

/* The session's own words while it has not looked for long: what is good so far may not stay so. */
static const char *
get_looking (void)
{
  return _("Looking at the network…");
}

static gboolean
is_known (HallNetworkDialog *self)
{
  const char *summary = hall_diagnosis_get_summary (self->diagnosis);

  return *summary != '\0' && !g_str_equal (summary, get_looking ());
}

static void
update_severity (HallNetworkDialog *self)
{
  HallSeverity severity = is_known (self) ? hall_diagnosis_get_severity (self->diagnosis)
                                          : HALL_SEVERITY_NOTE;
  const char *style = hall_network_text_severity_class (severity);

  gtk_image_set_from_icon_name (self->icon, hall_network_text_severity_icon (severity));
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char *[]) { style, NULL });
  gtk_label_set_text (self->word, hall_network_text_severity (severity));
  gtk_widget_set_css_classes (GTK_WIDGET (self->word),
                              (const char *[]) { "heading", "network-word", style, NULL });
  gtk_widget_set_visible (GTK_WIDGET (self->word), is_known (self));
}

static void
update_summary (HallNetworkDialog *self)
{
  const char *summary = is_known (self) ? hall_diagnosis_get_summary (self->diagnosis)
                                        : get_looking ();

  update_severity (self);
  if (g_str_equal (gtk_label_get_text (self->summary), summary))
    return;
  gtk_label_set_text (self->summary, summary);
  hall_announce (GTK_WIDGET (self), summary);
}

/* It keeps its place: a button that moves away under the pointer is a nuisance. */
static void
update_busy (HallNetworkDialog *self)
{
  gboolean busy = hall_diagnosis_get_busy (self->diagnosis);

  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_opacity (self->busy, busy ? 1 : 0);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->busy), GTK_ACCESSIBLE_STATE_HIDDEN, !busy,
                               -1);
}

static void
update_findings (HallNetworkDialog *self)
{
  GListModel *findings = hall_diagnosis_get_findings (self->diagnosis);

  for (guint i = 0; i < G_N_ELEMENTS (self->parts); i++)
    hall_network_topic_update (self->parts[i], findings);
}

static void
on_repeat (HallNetworkDialog *self)
{
  hall_session_repeat_diagnosis (self->session);
}

static void
on_copy (HallNetworkDialog *self)
{
  g_autofree char *heading = hall_session_describe_program (self->session);
  g_autofree char *report = NULL;

  if (self->diagnosis == NULL)
    return;
  report = hall_diagnosis_build_report (self->diagnosis, heading);
  hall_copy_button_copy (self->copy, report);
}

static void
on_use_usual_port (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  HallNetworkDialog *self = HALL_NETWORK_DIALOG (widget);

  g_object_set (hall_session_get_settings (self->session), "port", (guint) USUAL_PORT, NULL);
  /* The row is likely to go, with its button. */
  gtk_widget_grab_focus (GTK_WIDGET (self->repeat));
}

static void
hall_network_dialog_map (GtkWidget *widget)
{
  HallNetworkDialog *self = HALL_NETWORK_DIALOG (widget);

  g_set_object (&self->diagnosis, hall_session_begin_diagnosis (self->session));
  g_signal_group_set_target (self->diagnosis_signals, self->diagnosis);
  g_signal_group_set_target (self->findings_signals,
                             hall_diagnosis_get_findings (self->diagnosis));
  update_summary (self);
  update_findings (self);
  GTK_WIDGET_CLASS (hall_network_dialog_parent_class)->map (widget);
  /* In GTK 4.24 what is mapped becomes one that is told of, whatever was said before. */
  update_busy (self);
}

static void
hall_network_dialog_unmap (GtkWidget *widget)
{
  HallNetworkDialog *self = HALL_NETWORK_DIALOG (widget);

  GTK_WIDGET_CLASS (hall_network_dialog_parent_class)->unmap (widget);
  g_signal_group_set_target (self->diagnosis_signals, NULL);
  g_signal_group_set_target (self->findings_signals, NULL);
  hall_session_end_diagnosis (self->session);
}

static void
hall_network_dialog_dispose (GObject *object)
{
  HallNetworkDialog *self = HALL_NETWORK_DIALOG (object);

  /* It unmaps, for which the session is still needed. */
  G_OBJECT_CLASS (hall_network_dialog_parent_class)->dispose (object);
  g_clear_object (&self->diagnosis_signals);
  g_clear_object (&self->findings_signals);
  g_clear_object (&self->diagnosis);
  g_clear_object (&self->session);
}

static void
hall_network_dialog_class_init (HallNetworkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_network_dialog_dispose;
  widget_class->map = hall_network_dialog_map;
  widget_class->unmap = hall_network_dialog_unmap;

  gtk_widget_class_install_action (widget_class, HALL_NETWORK_FINDING_USUAL_PORT, NULL,
                                   on_use_usual_port);
  g_type_ensure (HALL_TYPE_NETWORK_ADDRESSES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-network-dialog"));
  gtk_widget_class_bind_template_child (widget_class, HallNetworkDialog, icon);
  gtk_widget_class_bind_template_child (widget_class, HallNetworkDialog, word);
  gtk_widget_class_bind_template_child (widget_class, HallNetworkDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, HallNetworkDialog, busy);
  gtk_widget_class_bind_template_child (widget_class, HallNetworkDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, HallNetworkDialog, repeat);
  gtk_widget_class_bind_template_child (widget_class, HallNetworkDialog, copy_place);
  gtk_widget_class_bind_template_child (widget_class, HallNetworkDialog, topics);
  gtk_widget_class_bind_template_child (widget_class, HallNetworkDialog, addresses);
  gtk_widget_class_bind_template_callback (widget_class, on_repeat);
}

static void
hall_network_dialog_init (HallNetworkDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_wrap_title (GTK_WINDOW (self));
  hall_wrap_button (self->repeat);
  self->copy = HALL_COPY_BUTTON (hall_copy_button_new (_("Copy Report")));
  g_signal_connect_object (self->copy, "clicked", G_CALLBACK (on_copy), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->copy_place, GTK_WIDGET (self->copy));
  for (guint i = 0; i < G_N_ELEMENTS (self->parts); i++)
    {
      self->parts[i] = HALL_NETWORK_TOPIC (hall_network_topic_new ((HallTopic) i));
      gtk_box_append (self->topics, GTK_WIDGET (self->parts[i]));
    }
  self->diagnosis_signals = g_signal_group_new (HALL_TYPE_DIAGNOSIS);
  g_signal_group_connect_swapped (self->diagnosis_signals, "notify::severity",
                                  G_CALLBACK (update_severity), self);
  g_signal_group_connect_swapped (self->diagnosis_signals, "notify::summary",
                                  G_CALLBACK (update_summary), self);
  g_signal_group_connect_swapped (self->diagnosis_signals, "notify::busy",
                                  G_CALLBACK (update_busy), self);
  self->findings_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->findings_signals, "items-changed",
                                  G_CALLBACK (update_findings), self);
}

/**
 * hall_network_dialog_new:
 * @session: who examines the network
 * @parent: (nullable): the window below
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWidget *
hall_network_dialog_new (HallSession *session,
                         GtkWindow   *parent)
{
  HallNetworkDialog *self;

  g_return_val_if_fail (HALL_IS_SESSION (session), NULL);

  self = g_object_new (HALL_TYPE_NETWORK_DIALOG, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  hall_network_addresses_set_session (self->addresses, session);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), HALL_NETWORK_FINDING_USUAL_PORT,
                                 !hall_settings_is_fixed (hall_session_get_settings (session),
                                                          "port"));
  gtk_widget_grab_focus (GTK_WIDGET (self->repeat));
  return GTK_WIDGET (self);
}
