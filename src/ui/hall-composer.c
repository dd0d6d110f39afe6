/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-composer.c: where a message is written.
 *
 * Enter sends, Shift+Enter breaks the line; keys and input methods are HallComposerText's. A text
 * that the session refuses stays in the box. Each room has its draft, which the session keeps, and
 * may be in the middle of an answer or an edit. To somebody who bears another's name nothing can be
 * written until it was said who that is.
 */

#define G_LOG_DOMAIN "hall-composer"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-completion.h"
#include "hall-composer-context.h"
#include "hall-composer-growth.h"
#include "hall-composer-note.h"
#include "hall-composer-send.h"
#include "hall-composer-text.h"
#include "hall-emoji-button.h"
#include "hall-session-people.h"
#include "hall-session-talk.h"
#include "hall-spelling.h"
#include "hall-ui.h"

#include "hall-composer.h"

#define DRAFT_DELAY_MS 800

struct _HallComposer
{
  AdwBin parent_instance;

  HallSession *session;
  HallRoom *room;           /* (nullable) */
  GSignalGroup *room_signals;
  GSignalGroup *person_signals; /* of a private conversation */
  HallCompletion *completion;
  HallSpelling *spelling;
  guint draft_timeout;
  gboolean typing;          /* the session was told so */

  HallComposerNote *note;
  HallComposerContext *context;
  GtkWidget *frame;
  GtkScrolledWindow *scrolled;
  HallComposerText *text;
  GtkLabel *placeholder;
  GtkMenuButton *emoji;
  GtkWidget *send;
};

enum
{
  SENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallComposer, hall_composer, ADW_TYPE_BIN)

static void
update_sensitivity (HallComposer *self)
{
  gboolean empty = hall_composer_text_is_empty (self->text);
  HallPerson *person = self->room != NULL ? hall_room_get_person (self->room) : NULL;
  gboolean unsure = person != NULL && hall_person_get_resembles (person) != NULL;

  gtk_widget_set_sensitive (self->frame, !unsure);
  gtk_widget_set_visible (GTK_WIDGET (self->placeholder), empty);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.send",
                                 self->room != NULL && !empty && !unsure);
}

static void
set_typing (HallComposer *self,
            gboolean      typing)
{
  if (self->room == NULL || (!typing && !self->typing))
    return;
  self->typing = typing;
  hall_session_set_typing (self->session, self->room, typing);
}

static gboolean
on_draft_timeout (gpointer user_data)
{
  HallComposer *self = user_data;

  self->draft_timeout = 0;
  hall_composer_save_draft (self);
  return G_SOURCE_REMOVE;
}

/* Each byte counts, and Hangul has three a syllable: said as soon as it is too much. */
static void
tell_length (HallComposer *self)
{
  g_autofree char *text = hall_composer_text_get_text (self->text);
  g_autofree char *sentence = NULL;
  gsize length = strlen (text);
  gulong over = length - HALL_SESSION_TEXT_MAX;

  if (length <= HALL_SESSION_TEXT_MAX)
    {
      hall_composer_note_set_refusal (self->note, NULL);
      return;
    }
  sentence = g_strdup_printf (ngettext ("The message is too long by %lu byte.",
                                        "The message is too long by %lu bytes.", over), over);
  hall_composer_note_set_refusal (self->note, sentence);
}

static void
on_edited (HallComposer *self)
{
  update_sensitivity (self);
  if (self->completion != NULL)
    hall_completion_update (self->completion);
  if (hall_composer_text_is_loading (self->text))
    return;
  tell_length (self);
  set_typing (self, !hall_composer_text_is_empty (self->text));
  if (self->draft_timeout == 0)
    self->draft_timeout = g_timeout_add (DRAFT_DELAY_MS, on_draft_timeout, self);
}

static void
on_too_long (HallComposer *self)
{
  hall_composer_note_set_refusal (self->note,
                                  _("It is too long for a message. Files can be sent in a later "
                                    "version."));
}

/* What was in the box before an edit comes back. */
static void
leave_context (HallComposer *self)
{
  g_autofree char *aside = g_strdup (hall_composer_context_get_aside (self->context));
  gboolean edit = hall_composer_context_get_mode (self->context) == HALL_COMPOSER_EDIT;

  hall_composer_context_stop (self->context);
  if (edit)
    hall_composer_text_set_text (self->text, aside);
  hall_composer_note_set_refusal (self->note, NULL);
  set_typing (self, FALSE);
}

static void
on_context_close (HallComposer *self)
{
  leave_context (self);
  hall_composer_focus (self);
}

static void
on_send_action (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  HallComposer *self = HALL_COMPOSER (widget);
  g_autofree char *text = hall_composer_text_get_text (self->text);
  g_autoptr (HallRoom) room = self->room != NULL ? g_object_ref (self->room) : NULL;
  HallComposerOutcome outcome;

  /* Nothing but white space: nothing to say, and nothing to complain about. */
  if (room == NULL || strspn (text, " \t\r\n") == strlen (text))
    return;
  outcome = hall_composer_send (self->session, room, self->context, self->note, text);
  /* A command may have led elsewhere, and is no draft. */
  if (outcome != HALL_COMPOSER_REFUSED && self->room != room)
    hall_session_set_draft (self->session, room, NULL);
  if (outcome == HALL_COMPOSER_REFUSED || self->room != room)
    return;
  if (hall_composer_context_get_mode (self->context) == HALL_COMPOSER_EDIT)
    {
      leave_context (self);
      return;
    }
  hall_composer_context_stop (self->context);
  hall_composer_text_set_text (self->text, "");
  set_typing (self, FALSE);
  hall_composer_save_draft (self);
  if (outcome == HALL_COMPOSER_SENT)
    g_signal_emit (self, signals[SENT], 0, text);
}

static void
on_enter (HallComposer *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "composer.send", NULL);
}

static gboolean
edit_last (HallComposer *self)
{
  HallMessage *message = hall_session_find_last_own (self->session, self->room);

  if (message == NULL)
    return FALSE;
  hall_composer_edit (self, message);
  return TRUE;
}

static gboolean
on_key (HallComposer    *self,
        guint            key,
        GdkModifierType  state)
{
  if (self->completion != NULL && hall_completion_press (self->completion, key, state))
    return GDK_EVENT_STOP;
  if (state != 0 || self->room == NULL)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Escape &&
      hall_composer_context_get_mode (self->context) != HALL_COMPOSER_NEW)
    {
      leave_context (self);
      return GDK_EVENT_STOP;
    }
  if ((key == GDK_KEY_Up || key == GDK_KEY_KP_Up) && hall_composer_text_is_empty (self->text))
    return edit_last (self);
  return GDK_EVENT_PROPAGATE;
}

static void
on_focus_leave (HallComposer *self)
{
  if (self->completion != NULL)
    hall_completion_close (self->completion);
  hall_composer_save_draft (self);
}

static void
hall_composer_css_changed (GtkWidget         *widget,
                           GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (hall_composer_parent_class)->css_changed (widget, change);
  hall_composer_growth_update (HALL_COMPOSER (widget)->scrolled,
                               GTK_TEXT_VIEW (HALL_COMPOSER (widget)->text));
}

static void
update_room_name (HallComposer *self)
{
  g_autofree char *text = NULL;

  if (self->room == NULL)
    return;
  if (hall_room_get_person (self->room) != NULL)
    /* Translators: in the empty box where a message to a person is written. */
    text = g_strdup_printf (C_("person", "Message %s"), hall_room_get_name (self->room));
  else
    /* Translators: in the empty box where a message to a room is written. */
    text = g_strdup_printf (_("Message %s"), hall_room_get_name (self->room));
  gtk_label_set_text (self->placeholder, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  GTK_ACCESSIBLE_PROPERTY_MULTI_LINE, TRUE, -1);
}

static void
hall_composer_dispose (GObject *object)
{
  HallComposer *self = HALL_COMPOSER (object);

  if (self->text != NULL)
    hall_composer_save_draft (self);
  g_clear_handle_id (&self->draft_timeout, g_source_remove);
  g_clear_pointer (&self->completion, hall_completion_free);
  g_clear_pointer (&self->spelling, hall_spelling_free);
  g_clear_object (&self->room_signals);
  g_clear_object (&self->person_signals);
  g_clear_object (&self->room);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_composer_parent_class)->dispose (object);
}

static void
hall_composer_class_init (HallComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_composer_dispose;
  widget_class->css_changed = hall_composer_css_changed;

  signals[SENT] = g_signal_new ("sent", HALL_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "composer.send", NULL, on_send_action);

  g_type_ensure (HALL_TYPE_COMPOSER_NOTE);
  g_type_ensure (HALL_TYPE_COMPOSER_CONTEXT);
  g_type_ensure (HALL_TYPE_COMPOSER_TEXT);
  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-composer"));
  gtk_widget_class_bind_template_child (widget_class, HallComposer, note);
  gtk_widget_class_bind_template_child (widget_class, HallComposer, context);
  gtk_widget_class_bind_template_child (widget_class, HallComposer, frame);
  gtk_widget_class_bind_template_child (widget_class, HallComposer, scrolled);
  gtk_widget_class_bind_template_child (widget_class, HallComposer, text);
  gtk_widget_class_bind_template_child (widget_class, HallComposer, placeholder);
  gtk_widget_class_bind_template_child (widget_class, HallComposer, emoji);
  gtk_widget_class_bind_template_child (widget_class, HallComposer, send);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_enter);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  gtk_widget_class_bind_template_callback (widget_class, on_too_long);
  gtk_widget_class_bind_template_callback (widget_class, on_context_close);
  gtk_widget_class_bind_template_callback (widget_class, on_focus_leave);
}

static void
hall_composer_init (HallComposer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_emoji_button_set_up (self->emoji, self->text);
  self->completion = hall_completion_new (GTK_WIDGET (self), self->text);
  self->spelling = hall_spelling_new (GTK_TEXT_VIEW (self->text));
  hall_composer_context_set_box (self->context, GTK_WIDGET (self->text));
  hall_composer_growth_watch (self->scrolled);
  self->room_signals = g_signal_group_new (HALL_TYPE_ROOM);
  g_signal_group_connect_swapped (self->room_signals, "notify::name",
                                  G_CALLBACK (update_room_name), self);
  self->person_signals = g_signal_group_new (HALL_TYPE_PERSON);
  g_signal_group_connect_swapped (self->person_signals, "notify::resembles",
                                  G_CALLBACK (update_sensitivity), self);
  update_sensitivity (self);
}

/**
 * hall_composer_set_session:
 * @self: a composer
 * @session: who sends and keeps drafts; set once
 */
void
hall_composer_set_session (HallComposer *self,
                           HallSession  *session)
{
  g_return_if_fail (HALL_IS_COMPOSER (self));
  g_return_if_fail (HALL_IS_SESSION (session));

  g_set_object (&self->session, session);
}

/**
 * hall_composer_set_room:
 * @self: a composer
 * @room: (nullable): where messages go from now on; its draft is shown
 */
void
hall_composer_set_room (HallComposer *self,
                        HallRoom     *room)
{
  const char *edited, *draft = NULL;

  g_return_if_fail (HALL_IS_COMPOSER (self));

  if (room == self->room)
    return;
  hall_composer_save_draft (self);
  if (hall_composer_context_get_mode (self->context) == HALL_COMPOSER_EDIT)
    {
      g_autofree char *text = hall_composer_text_get_text (self->text);

      hall_composer_context_set_edited (self->context, text);
    }
  set_typing (self, FALSE);
  g_set_object (&self->room, room);
  g_signal_group_set_target (self->room_signals, room);
  g_signal_group_set_target (self->person_signals,
                             room != NULL ? hall_room_get_person (room) : NULL);
  hall_composer_context_set_room (self->context, room);
  hall_completion_set_room (self->completion, room);
  hall_spelling_set_people (self->spelling, room != NULL ? hall_room_get_members (room) : NULL);
  edited = hall_composer_context_get_edited (self->context);
  if (room != NULL)
    draft = edited != NULL ? edited : hall_room_get_draft (room);
  hall_composer_text_set_text (self->text, draft != NULL ? draft : "");
  update_room_name (self);
  hall_composer_note_set_room (self->note, room);
  update_sensitivity (self);
}

/**
 * hall_composer_get_room:
 * @self: a composer
 *
 * Returns: (transfer none) (nullable): where messages go
 */
HallRoom *
hall_composer_get_room (HallComposer *self)
{
  g_return_val_if_fail (HALL_IS_COMPOSER (self), NULL);

  return self->room;
}

/**
 * hall_composer_save_draft:
 * @self: a composer
 *
 * Gives what is in the box to the session, if that has not happened yet.
 */
void
hall_composer_save_draft (HallComposer *self)
{
  g_autofree char *text = NULL;
  const char *draft;

  g_return_if_fail (HALL_IS_COMPOSER (self));

  g_clear_handle_id (&self->draft_timeout, g_source_remove);
  /* During an edit the draft is what was in the box before. */
  if (self->room == NULL ||
      hall_composer_context_get_mode (self->context) == HALL_COMPOSER_EDIT)
    return;
  text = hall_composer_text_get_text (self->text);
  draft = hall_room_get_draft (self->room);
  if (g_strcmp0 (text, draft != NULL ? draft : "") != 0)
    hall_session_set_draft (self->session, self->room, *text != '\0' ? text : NULL);
}

/* (transfer full): what is in the box and would be lost by an edit */
static char *
put_aside (HallComposer *self)
{
  if (hall_composer_context_get_mode (self->context) == HALL_COMPOSER_EDIT)
    return g_strdup (hall_composer_context_get_aside (self->context));
  return hall_composer_text_get_text (self->text);
}

/**
 * hall_composer_reply:
 * @self: a composer of a room
 * @message: a signed message of it
 *
 * What is written is an answer to it from now on, until it is sent or that is left.
 */
void
hall_composer_reply (HallComposer *self,
                     HallMessage  *message)
{
  g_return_if_fail (HALL_IS_COMPOSER (self));
  g_return_if_fail (HALL_IS_MESSAGE (message));

  if (self->room == NULL)
    return;
  if (hall_composer_context_get_mode (self->context) == HALL_COMPOSER_EDIT)
    leave_context (self);
  hall_composer_context_start (self->context, HALL_COMPOSER_REPLY, message, "");
  hall_composer_focus (self);
}

/**
 * hall_composer_edit:
 * @self: a composer of a room
 * @message: a signed message of it, of oneself
 *
 * Its text is in the box from now on, until that is left; what was there comes back then.
 */
void
hall_composer_edit (HallComposer *self,
                    HallMessage  *message)
{
  g_autofree char *aside = NULL;

  g_return_if_fail (HALL_IS_COMPOSER (self));
  g_return_if_fail (HALL_IS_MESSAGE (message));

  if (self->room == NULL || hall_message_get_text (message) == NULL)
    return;
  hall_composer_save_draft (self);
  aside = put_aside (self);
  hall_composer_context_start (self->context, HALL_COMPOSER_EDIT, message, aside);
  hall_composer_text_set_text (self->text, hall_message_get_text (message));
  hall_composer_focus (self);
}

/**
 * hall_composer_focus:
 * @self: a composer
 *
 * Puts the keyboard into the box.
 */
void
hall_composer_focus (HallComposer *self)
{
  g_return_if_fail (HALL_IS_COMPOSER (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}
