/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-composer-note.c: what there is to know before one sends.
 *
 * That a message will wait, for the room or for the person; or why the last one was refused, or
 * what a command answered. Short interruptions are not worth a word, nor a box that moves.
 */

#define G_LOG_DOMAIN "hall-composer-note"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-announce.h"
#include "hall-connection-bar.h"
#include "hall-connection-text.h"
#include "hall-message-text.h"

#include "hall-composer-note.h"

#define DELAY_MS HALL_CONNECTION_BAR_DELAY_MS

struct _HallComposerNote
{
  AdwBin parent_instance;

  HallRoom *room; /* (nullable) */
  GSignalGroup *room_signals;
  GSignalGroup *person_signals;
  guint delay;    /* while an interruption is still too short to be told */
  gboolean said;  /* something is told that is not about the room */

  GtkRevealer *revealer;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (HallComposerNote, hall_composer_note, ADW_TYPE_BIN)

static void
show (HallComposerNote *self,
      const char       *text,
      gboolean          is_error)
{
  if (text != NULL)
    gtk_label_set_text (self->label, text);
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->label), "error");
  gtk_revealer_set_reveal_child (self->revealer, text != NULL);
}

/* (transfer full) (nullable) */
static char *
describe_person (HallPerson *person)
{
  g_autofree char *name = hall_message_text_isolate (hall_person_get_name (person));

  if (hall_person_get_online (person) || hall_person_get_resembles (person) != NULL)
    return NULL;
  /* Translators: %s is a person. */
  return g_strdup_printf (_("%s is not here. Your message will be delivered when you are both "
                            "here."), name);
}

/* (transfer full) (nullable) */
static char *
describe (HallRoom *room)
{
  HallPerson *person = hall_room_get_person (room);
  HallConnection connection = hall_connection_of (room);

  if (person != NULL)
    return describe_person (person);
  if (hall_room_get_membership (room) == HALL_MEMBERSHIP_JOINING ||
      (connection != HALL_CONNECTION_NONE && connection != HALL_CONNECTION_LIVE))
    return g_strdup (_("Will be sent when the room is reachable"));
  return NULL;
}

static void
show_now (HallComposerNote *self)
{
  g_autofree char *text = self->room != NULL ? describe (self->room) : NULL;

  show (self, text, FALSE);
}

static gboolean
on_delay (gpointer user_data)
{
  HallComposerNote *self = user_data;

  self->delay = 0;
  if (!self->said)
    show_now (self);
  return G_SOURCE_REMOVE;
}

static gboolean
is_brief (HallRoom *room)
{
  return hall_room_get_person (room) == NULL &&
         hall_connection_of (room) == HALL_CONNECTION_DIALLING;
}

static void
update (HallComposerNote *self)
{
  if (self->said)
    return;
  if (self->room != NULL && is_brief (self->room) &&
      !gtk_revealer_get_reveal_child (self->revealer))
    {
      if (self->delay == 0)
        self->delay = g_timeout_add (DELAY_MS, on_delay, self);
      return;
    }
  g_clear_handle_id (&self->delay, g_source_remove);
  show_now (self);
}

static void
hall_composer_note_dispose (GObject *object)
{
  HallComposerNote *self = HALL_COMPOSER_NOTE (object);

  g_clear_handle_id (&self->delay, g_source_remove);
  g_clear_object (&self->room_signals);
  g_clear_object (&self->person_signals);
  g_clear_object (&self->room);
  G_OBJECT_CLASS (hall_composer_note_parent_class)->dispose (object);
}

static void
hall_composer_note_class_init (HallComposerNoteClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_composer_note_dispose;
}

static void
hall_composer_note_init (HallComposerNote *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0.0);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_css_classes (GTK_WIDGET (self->label), (const char *[]) { "composer-note",
                                                                           "caption", NULL });
  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_child (self->revealer, GTK_WIDGET (self->label));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->revealer));

  self->room_signals = g_signal_group_new (HALL_TYPE_ROOM);
  g_signal_group_connect_swapped (self->room_signals, "notify::membership", G_CALLBACK (update),
                                  self);
  g_signal_group_connect_swapped (self->room_signals, "notify::connection", G_CALLBACK (update),
                                  self);
  self->person_signals = g_signal_group_new (HALL_TYPE_PERSON);
  g_signal_group_connect_swapped (self->person_signals, "notify::presence", G_CALLBACK (update),
                                  self);
  g_signal_group_connect_swapped (self->person_signals, "notify::name", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->person_signals, "notify::resembles", G_CALLBACK (update),
                                  self);
}

/**
 * hall_composer_note_set_room:
 * @self: a note
 * @room: (nullable): where messages go from now on
 */
void
hall_composer_note_set_room (HallComposerNote *self,
                             HallRoom         *room)
{
  g_return_if_fail (HALL_IS_COMPOSER_NOTE (self));

  if (!g_set_object (&self->room, room))
    return;
  g_signal_group_set_target (self->room_signals, room);
  g_signal_group_set_target (self->person_signals,
                             room != NULL ? hall_room_get_person (room) : NULL);
  self->said = FALSE;
  update (self);
}

static void
say (HallComposerNote *self,
     const char       *text,
     gboolean          is_error)
{
  if (text == NULL && !self->said)
    return;
  self->said = text != NULL;
  if (text == NULL)
    {
      update (self);
      return;
    }
  show (self, text, is_error);
  hall_announce (GTK_WIDGET (self), text);
}

/**
 * hall_composer_note_set_refusal:
 * @self: a note
 * @refusal: (nullable): plain text: why a text was not sent; %NULL when that is over
 */
void
hall_composer_note_set_refusal (HallComposerNote *self,
                                const char       *refusal)
{
  g_return_if_fail (HALL_IS_COMPOSER_NOTE (self));

  say (self, refusal, TRUE);
}

/**
 * hall_composer_note_set_answer:
 * @self: a note
 * @answer: plain text, perhaps of several lines: what a command has to say, until a refusal or
 *   its end
 */
void
hall_composer_note_set_answer (HallComposerNote *self,
                               const char       *answer)
{
  g_return_if_fail (HALL_IS_COMPOSER_NOTE (self));
  g_return_if_fail (answer != NULL);

  say (self, answer, FALSE);
}
