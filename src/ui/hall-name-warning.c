/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-name-warning.c: in red: this name belongs to somebody else who is known.
 *
 * Asks which it is: two people, or the same one with a new computer. The second is never one click
 * away: the safety number stands before it. It decides nothing by itself.
 */

#define G_LOG_DOMAIN "hall-name-warning"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-announce.h"
#include "hall-keep-words.h"
#include "hall-reaction-layout.h"
#include "hall-safety.h"
#include "hall-ui.h"
#include "hall-wrapping.h"

#include "hall-name-warning.h"

struct _HallNameWarning
{
  AdwBin parent_instance;

  GtkButton *two_people;
  GtkButton *same_person;
  HallSession *session; /* (nullable) in a template */
  HallPerson *person;   /* (nullable) */
  GSignalGroup *person_signals;

  GtkLabel *sentence;
};

G_DEFINE_FINAL_TYPE (HallNameWarning, hall_name_warning, ADW_TYPE_BIN)

static void
update (HallNameWarning *self)
{
  HallPerson *other = self->person != NULL ? hall_person_get_resembles (self->person) : NULL;
  gboolean shown = other != NULL;
  g_autofree char *sentence = NULL;

  if (shown)
    {
      /* Translators: %s is the name that two people bear; the warning stands above the conversation
       * with the one that is new. */
      sentence = g_strdup_printf (_("Another “%s” you know has a different key. This may be "
                                    "somebody else."), hall_person_get_name (other));
      gtk_label_set_text (self->sentence, sentence);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      sentence, -1);
    }
  if (shown && !gtk_widget_get_visible (GTK_WIDGET (self)))
    hall_announce (GTK_WIDGET (self), sentence);
  gtk_widget_set_visible (GTK_WIDGET (self), shown);
}

static void
on_two_people (HallNameWarning *self)
{
  if (self->person != NULL)
    hall_session_declare_distinct (self->session, self->person);
}

static void
on_response (HallNameWarning *self,
             const char      *response,
             GObject         *dialog)
{
  HallPerson *person = g_object_get_data (dialog, "person");

  if (g_str_equal (response, "same") && hall_person_get_resembles (person) != NULL)
    hall_session_declare_same (self->session, person);
}

static void
on_same_person (HallNameWarning *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *number = NULL;
  GtkWidget *dialog, *safety;

  if (self->person == NULL)
    return;
  dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                   _("Is This the Same Person?"), NULL);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _("Ask %s by phone or face to face to read this number to you. "
                                    "Only if all of it is the same on both sides, this is the same "
                                    "person with a new computer."),
                                  hall_person_get_name (self->person));
  safety = hall_safety_new ();
  number = hall_session_get_safety_number (self->session, self->person);
  hall_safety_set_number (HALL_SAFETY (safety), number);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), safety);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "same",
                                    _("The Numbers Are the _Same"), NULL);
  hall_wrap_question (dialog);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "same",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "person", g_object_ref (self->person),
                          g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
hall_name_warning_dispose (GObject *object)
{
  HallNameWarning *self = HALL_NAME_WARNING (object);

  g_clear_object (&self->person_signals);
  g_clear_object (&self->person);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_name_warning_parent_class)->dispose (object);
}

static void
hall_name_warning_class_init (HallNameWarningClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_name_warning_dispose;

  g_type_ensure (HALL_TYPE_REACTION_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-name-warning"));
  gtk_widget_class_bind_template_child (widget_class, HallNameWarning, sentence);
  gtk_widget_class_bind_template_child (widget_class, HallNameWarning, two_people);
  gtk_widget_class_bind_template_child (widget_class, HallNameWarning, same_person);
  gtk_widget_class_bind_template_callback (widget_class, on_two_people);
  gtk_widget_class_bind_template_callback (widget_class, on_same_person);
}

static void
hall_name_warning_init (HallNameWarning *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_keep_words (GTK_WIDGET (self));
  hall_wrap_button (self->two_people);
  hall_wrap_button (self->same_person);
  self->person_signals = g_signal_group_new (HALL_TYPE_PERSON);
  g_signal_group_connect_swapped (self->person_signals, "notify::resembles", G_CALLBACK (update),
                                  self);
  g_signal_group_connect_swapped (self->person_signals, "notify::name", G_CALLBACK (update), self);
}

/**
 * hall_name_warning_new:
 * @session: who is asked
 * @person: (nullable): who it is about
 *
 * Returns: (transfer floating): a warning, which is invisible while there is nothing to warn of
 */
GtkWidget *
hall_name_warning_new (HallSession *session,
                       HallPerson  *person)
{
  HallNameWarning *self;

  g_return_val_if_fail (HALL_IS_SESSION (session), NULL);

  self = g_object_new (HALL_TYPE_NAME_WARNING, NULL);
  self->session = g_object_ref (session);
  hall_name_warning_set_person (self, person);
  return GTK_WIDGET (self);
}

/**
 * hall_name_warning_set_person:
 * @self: a warning
 * @person: (nullable): who it is about from now on
 */
void
hall_name_warning_set_person (HallNameWarning *self,
                              HallPerson      *person)
{
  g_return_if_fail (HALL_IS_NAME_WARNING (self));

  if (!g_set_object (&self->person, person))
    return;
  g_signal_group_set_target (self->person_signals, person);
  update (self);
}
