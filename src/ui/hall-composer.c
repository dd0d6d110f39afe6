/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-composer.c: where a message is written.
 *
 * Enter sends, Shift+Enter breaks the line, and the input method has the first word on both: while
 * it composes a syllable, Enter is its own. A text that the session refuses stays in the box. Each
 * room has its draft, which the session keeps. To somebody who bears another's name nothing can be
 * written until it was said who that is.
 */

#define G_LOG_DOMAIN "hall-composer"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-composer-note.h"
#include "hall-session-people.h"
#include "hall-ui.h"

#include "hall-composer.h"

#define LINES_MAX 8
#define DRAFT_DELAY_MS 800
/* An input method that takes Enter and does nothing within this time has lost it. */
#define UNANSWERED_MS 60

struct _HallComposer
{
  AdwBin parent_instance;

  HallSession *session;
  HallRoom *room;           /* (nullable) */
  GSignalGroup *room_signals;
  GtkTextBuffer *buffer;
  GSignalGroup *person_signals; /* of a private conversation */
  guint draft_timeout;
  gboolean composing;       /* an input method shows a syllable that is not in the buffer yet */
  guint serial;             /* counts what changes the text or the syllable being composed */
  guint unanswered;         /* timeout: the input method took an Enter and did nothing yet */
  gboolean unanswered_breaks_line;
  gboolean loading;         /* the text is being replaced by us */
  gboolean typing;          /* the session was told so */

  HallComposerNote *note;
  GtkWidget *frame;
  GtkScrolledWindow *scrolled;
  GtkTextView *text;
  GtkLabel *placeholder;
  GtkWidget *send;
};

enum
{
  SENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallComposer, hall_composer, ADW_TYPE_BIN)

static char *
get_text (HallComposer *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

static void
set_text (HallComposer *self,
          const char   *text)
{
  self->loading = TRUE;
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  self->loading = FALSE;
}

static void
update_sensitivity (HallComposer *self)
{
  gboolean empty = gtk_text_buffer_get_char_count (self->buffer) == 0 && !self->composing;
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

static void
note_change (HallComposer *self)
{
  self->serial++;
  g_clear_handle_id (&self->unanswered, g_source_remove);
}

static gboolean
on_draft_timeout (gpointer user_data)
{
  HallComposer *self = user_data;

  self->draft_timeout = 0;
  hall_composer_save_draft (self);
  return G_SOURCE_REMOVE;
}

static void
on_buffer_changed (HallComposer *self)
{
  note_change (self);
  update_sensitivity (self);
  if (self->loading)
    return;
  hall_composer_note_set_refusal (self->note, NULL);
  set_typing (self, gtk_text_buffer_get_char_count (self->buffer) > 0);
  if (self->draft_timeout == 0)
    self->draft_timeout = g_timeout_add (DRAFT_DELAY_MS, on_draft_timeout, self);
}

static void
on_preedit_changed (HallComposer *self,
                    const char   *preedit)
{
  note_change (self);
  self->composing = preedit != NULL && *preedit != '\0';
  update_sensitivity (self);
}

static void
on_send_action (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  HallComposer *self = HALL_COMPOSER (widget);
  g_autofree char *text = get_text (self);
  g_autoptr (GError) error = NULL;

  if (self->room == NULL)
    return;
  /* Nothing but white space: nothing to say, and nothing to complain about. */
  if (strspn (text, " \t\r\n") == strlen (text))
    return;
  if (hall_session_send (self->session, self->room, text, &error) == NULL)
    {
      hall_composer_note_set_refusal (self->note, error->message);
      return;
    }
  set_text (self, "");
  set_typing (self, FALSE);
  hall_composer_note_set_refusal (self->note, NULL);
  hall_composer_save_draft (self);
  g_signal_emit (self, signals[SENT], 0, text);
}

static void
act_on_enter (HallComposer *self,
              gboolean      breaks_line)
{
  if (!breaks_line)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "composer.send", NULL);
      return;
    }
  gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (self->buffer, "\n", 1);
  gtk_text_view_scroll_mark_onscreen (self->text, gtk_text_buffer_get_insert (self->buffer));
}

static gboolean
on_unanswered (gpointer user_data)
{
  HallComposer *self = user_data;

  self->unanswered = 0;
  act_on_enter (self, self->unanswered_breaks_line);
  return G_SOURCE_REMOVE;
}

/* First the input method: while a syllable is composed Enter finishes it, and sends nothing. One
 * that takes an Enter although nothing is being composed, and then does nothing, has lost it:
 * ibus-hangul 1.5.4 forwards the keys it has no use for, and ibus 1.5.27 drops those in GTK 4. */
static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                HallComposer          *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  gboolean breaks_line = (state & GDK_SHIFT_MASK) != 0;
  gboolean composing = self->composing;
  guint serial = self->serial;

  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_ISO_Enter)
    return GDK_EVENT_PROPAGATE;
  if (state & GDK_ALT_MASK)
    return GDK_EVENT_PROPAGATE;
  g_clear_handle_id (&self->unanswered, g_source_remove);
  if (!gtk_text_view_im_context_filter_keypress (self->text, event))
    act_on_enter (self, breaks_line);
  else if (!composing && self->serial == serial)
    {
      self->unanswered_breaks_line = breaks_line;
      self->unanswered = g_timeout_add (UNANSWERED_MS, on_unanswered, self);
    }
  return GDK_EVENT_STOP;
}

/* A scroll bar makes even one line as tall as itself: it is there only beyond eight lines. */
static void
on_size_changed (HallComposer  *self,
                 GtkAdjustment *adjustment)
{
  double height = gtk_adjustment_get_page_size (adjustment);
  gboolean scrolls = gtk_adjustment_get_upper (adjustment) > height + 1 &&
                     height + 1 >= gtk_scrolled_window_get_max_content_height (self->scrolled);

  gtk_scrolled_window_set_policy (self->scrolled, GTK_POLICY_NEVER,
                                  scrolls ? GTK_POLICY_AUTOMATIC : GTK_POLICY_EXTERNAL);
}

/* Eight lines of whatever font the person has, then it scrolls. */
static void
update_height (HallComposer *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->text), "A\nA");
  PangoLayoutLine *line = pango_layout_get_line_readonly (layout, 0);
  PangoRectangle extents;
  int margins = gtk_text_view_get_top_margin (self->text) +
                gtk_text_view_get_bottom_margin (self->text);

  /* As GtkTextView rounds: a pixel rectangle would, by where it begins, be a pixel taller. */
  pango_layout_line_get_extents (line, NULL, &extents);
  gtk_scrolled_window_set_max_content_height (self->scrolled,
                                              LINES_MAX * PANGO_PIXELS (extents.height) + margins);
}

static void
hall_composer_css_changed (GtkWidget         *widget,
                           GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (hall_composer_parent_class)->css_changed (widget, change);
  update_height (HALL_COMPOSER (widget));
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
  g_clear_handle_id (&self->unanswered, g_source_remove);
  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_func (self->buffer, on_buffer_changed, self);
  g_clear_object (&self->buffer);
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
  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-composer"));
  gtk_widget_class_bind_template_child (widget_class, HallComposer, note);
  gtk_widget_class_bind_template_child (widget_class, HallComposer, frame);
  gtk_widget_class_bind_template_child (widget_class, HallComposer, scrolled);
  gtk_widget_class_bind_template_child (widget_class, HallComposer, text);
  gtk_widget_class_bind_template_child (widget_class, HallComposer, placeholder);
  gtk_widget_class_bind_template_child (widget_class, HallComposer, send);
  gtk_widget_class_bind_template_callback (widget_class, on_preedit_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, hall_composer_save_draft);
}

static void
hall_composer_init (HallComposer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->buffer = g_object_ref (gtk_text_view_get_buffer (self->text));
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (on_buffer_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scrolled), "changed",
                           G_CALLBACK (on_size_changed), self, G_CONNECT_SWAPPED);
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
  const char *draft = NULL;

  g_return_if_fail (HALL_IS_COMPOSER (self));

  if (room == self->room)
    return;
  hall_composer_save_draft (self);
  set_typing (self, FALSE);
  g_set_object (&self->room, room);
  g_signal_group_set_target (self->room_signals, room);
  g_signal_group_set_target (self->person_signals,
                             room != NULL ? hall_room_get_person (room) : NULL);
  if (room != NULL)
    draft = hall_room_get_draft (room);
  set_text (self, draft != NULL ? draft : "");
  update_room_name (self);
  hall_composer_note_set_room (self->note, room);
  update_sensitivity (self);
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
  if (self->room == NULL)
    return;
  text = get_text (self);
  draft = hall_room_get_draft (self->room);
  if (g_strcmp0 (text, draft != NULL ? draft : "") != 0)
    hall_session_set_draft (self->session, self->room, *text != '\0' ? text : NULL);
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
