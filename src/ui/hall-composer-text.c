/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-composer-text.c: the text that is being written, with what an input method has in hand.
 *
 * A GtkTextView in which the input method has the first word on Enter, in which what is being
 * composed counts as written, and into which nothing comes at once that is longer than a message.
 * It knows nothing of rooms and messages.
 */

#define G_LOG_DOMAIN "hall-composer-text"

#include "config.h"

#include <string.h>

#include "hall-menu-focus.h"
#include "hall-session-talk.h"

#include "hall-composer-text.h"

/* An input method that takes Enter and does nothing within this time has lost it. */
#define UNANSWERED_MS 60
/* So long may an input method take to hand over what it was told to forget. */
#define LATE_MS 1000

struct _HallComposerText
{
  GtkTextView parent_instance;

  GtkTextBuffer *buffer;
  char *preedit;            /* (nullable): what is being composed, not in the buffer yet */
  char *taken;              /* (nullable): what was composed when we took it; not to come again
                             * before something else is typed */
  guint late;               /* timeout: that long it might */
  guint serial;             /* counts what changes the text or what is being composed */
  guint unanswered;         /* timeout: the input method took an Enter and did nothing yet */
  gboolean unanswered_breaks_line;
  gboolean loading;         /* the text is being replaced by us */
  gboolean resetting;       /* the input method is */
};

enum
{
  EDITED,
  ENTER,
  KEY,
  TOO_LONG,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallComposerText, hall_composer_text, GTK_TYPE_TEXT_VIEW)

static void
note_change (HallComposerText *self)
{
  self->serial++;
  g_clear_handle_id (&self->unanswered, g_source_remove);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
forget_taken (HallComposerText *self)
{
  g_clear_handle_id (&self->late, g_source_remove);
  g_clear_pointer (&self->taken, g_free);
}

static gboolean
on_late (gpointer user_data)
{
  HallComposerText *self = user_data;

  self->late = 0;
  forget_taken (self);
  return G_SOURCE_REMOVE;
}

/* What is being composed was taken by us. Some input methods forget it when they are reset
 * (ibus-hangul), others hand it over all the same, at once or a moment later. */
static void
take_preedit (HallComposerText *self)
{
  if (self->preedit == NULL)
    return;
  forget_taken (self);
  self->taken = g_steal_pointer (&self->preedit);
  self->late = g_timeout_add (LATE_MS, on_late, self);
  self->resetting = TRUE;
  gtk_text_view_reset_im_context (GTK_TEXT_VIEW (self));
  /* fcitx5-anthy lets what is composed stand until it loses the keyboard; this says it did. */
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self), FALSE);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self), TRUE);
  self->resetting = FALSE;
  g_clear_pointer (&self->preedit, g_free);
  note_change (self);
}

/* Keys, pastes of both clipboards, drops and input methods all come through here. */
static void
on_insert_text (HallComposerText *self,
                GtkTextIter      *place,
                const char       *text,
                int               length)
{
  gsize held = (gsize) gtk_text_buffer_get_char_count (self->buffer);
  gboolean again;

  if (self->loading && !self->resetting)
    return;
  again = self->taken != NULL && strlen (self->taken) == (gsize) length &&
          memcmp (self->taken, text, (gsize) length) == 0;
  if (again)
    {
      g_signal_stop_emission_by_name (self->buffer, "insert-text");
      /* Once: who writes the same again means it. */
      if (!self->resetting)
        forget_taken (self);
      return;
    }
  if (length <= HALL_SESSION_TEXT_MAX && held + (gsize) length <= 2 * HALL_SESSION_TEXT_MAX)
    return;
  g_debug ("not inserted: %d bytes", length);
  g_signal_stop_emission_by_name (self->buffer, "insert-text");
  g_signal_emit (self, signals[TOO_LONG], 0);
}

static void
on_preedit_changed (HallComposerText *self,
                    const char       *preedit)
{
  if (self->resetting)
    return;
  g_free (self->preedit);
  self->preedit = preedit != NULL && *preedit != '\0' ? g_strdup (preedit) : NULL;
  if (self->preedit != NULL)
    forget_taken (self);
  note_change (self);
}

static gboolean
offer_key (HallComposerText *self,
           guint             key,
           GdkModifierType   state)
{
  gboolean used = FALSE;

  g_signal_emit (self, signals[KEY], 0, key, state & gtk_accelerator_get_default_mod_mask (),
                 &used);
  return used;
}

static void
act_on_enter (HallComposerText *self,
              gboolean          breaks_line)
{
  if (!breaks_line)
    {
      if (!offer_key (self, GDK_KEY_Return, 0))
        g_signal_emit (self, signals[ENTER], 0);
      return;
    }
  gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (self->buffer, "\n", 1);
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self),
                                      gtk_text_buffer_get_insert (self->buffer));
}

static gboolean
on_unanswered (gpointer user_data)
{
  HallComposerText *self = user_data;

  self->unanswered = 0;
  act_on_enter (self, self->unanswered_breaks_line);
  return G_SOURCE_REMOVE;
}

/* First the input method: while a syllable is composed Enter finishes it, and sends nothing. One
 * that takes an Enter although nothing is being composed, and then does nothing, has lost it:
 * ibus-hangul 1.5.4 forwards the keys it has no use for, and ibus 1.5.27 drops those in GTK 4. */
static void
press_enter (HallComposerText *self,
             GdkEvent         *event,
             gboolean          breaks_line)
{
  gboolean composing = self->preedit != NULL;
  guint serial = self->serial;

  g_clear_handle_id (&self->unanswered, g_source_remove);
  if (!gtk_text_view_im_context_filter_keypress (GTK_TEXT_VIEW (self), event))
    {
      act_on_enter (self, breaks_line);
    }
  else if (!composing && self->serial == serial)
    {
      self->unanswered_breaks_line = breaks_line;
      self->unanswered = g_timeout_add (UNANSWERED_MS, on_unanswered, self);
    }
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                HallComposerText      *self)
{
  /* What comes from now on may come of this key. */
  forget_taken (self);
  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter)
    {
      GtkEventController *base = GTK_EVENT_CONTROLLER (controller);

      if (state & GDK_ALT_MASK)
        return GDK_EVENT_PROPAGATE;
      press_enter (self, gtk_event_controller_get_current_event (base),
                   (state & GDK_SHIFT_MASK) != 0);
      return GDK_EVENT_STOP;
    }
  /* Every other key is the input method's as long as it composes. */
  if (self->preedit != NULL)
    return GDK_EVENT_PROPAGATE;
  return offer_key (self, key, state);
}

static void
hall_composer_text_dispose (GObject *object)
{
  HallComposerText *self = HALL_COMPOSER_TEXT (object);

  g_clear_handle_id (&self->unanswered, g_source_remove);
  forget_taken (self);
  g_clear_pointer (&self->preedit, g_free);
  if (self->buffer != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->buffer, note_change, self);
      g_signal_handlers_disconnect_by_func (self->buffer, on_insert_text, self);
    }
  g_clear_object (&self->buffer);
  G_OBJECT_CLASS (hall_composer_text_parent_class)->dispose (object);
}

static void
hall_composer_text_class_init (HallComposerTextClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_composer_text_dispose;

  signals[EDITED] = g_signal_new ("edited", HALL_TYPE_COMPOSER_TEXT, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[ENTER] = g_signal_new ("enter", HALL_TYPE_COMPOSER_TEXT, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[KEY] = g_signal_new ("key", HALL_TYPE_COMPOSER_TEXT, G_SIGNAL_RUN_LAST, 0,
                               g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 2,
                               G_TYPE_UINT, GDK_TYPE_MODIFIER_TYPE);
  signals[TOO_LONG] = g_signal_new ("too-long", HALL_TYPE_COMPOSER_TEXT, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hall_composer_text_init (HallComposerText *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "preedit-changed", G_CALLBACK (on_preedit_changed), NULL);
  hall_menu_focus_watch_text (GTK_TEXT_VIEW (self));
  self->buffer = g_object_ref (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)));
  g_signal_connect_object (self->buffer, "insert-text", G_CALLBACK (on_insert_text), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (note_change), self,
                           G_CONNECT_SWAPPED);
}

/* (transfer full) */
static char *
get_slice (HallComposerText *self,
           gboolean          up_to_cursor)
{
  GtkTextIter start, end, from, to;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &from,
                                    gtk_text_buffer_get_insert (self->buffer));
  to = from;
  /* What is composed takes the place of what is selected. */
  if (self->preedit != NULL)
    gtk_text_buffer_get_selection_bounds (self->buffer, &from, &to);
  before = gtk_text_buffer_get_text (self->buffer, &start, &from, FALSE);
  after = gtk_text_buffer_get_text (self->buffer, &to, up_to_cursor ? &to : &end, FALSE);
  return g_strconcat (before, self->preedit != NULL ? self->preedit : "", after, NULL);
}

/**
 * hall_composer_text_get_text:
 * @self: a text
 *
 * Returns: (transfer full): what is written, with what is being composed
 */
char *
hall_composer_text_get_text (HallComposerText *self)
{
  g_return_val_if_fail (HALL_IS_COMPOSER_TEXT (self), NULL);

  return get_slice (self, FALSE);
}

/**
 * hall_composer_text_get_before:
 * @self: a text
 *
 * Returns: (transfer full): what is written before the cursor, with what is being composed
 */
char *
hall_composer_text_get_before (HallComposerText *self)
{
  g_return_val_if_fail (HALL_IS_COMPOSER_TEXT (self), NULL);

  return get_slice (self, TRUE);
}

/**
 * hall_composer_text_set_text:
 * @self: a text
 * @text: plain text, of any length
 *
 * Puts it in the place of all that is there, what is being composed included. It can't be undone.
 */
void
hall_composer_text_set_text (HallComposerText *self,
                             const char       *text)
{
  g_return_if_fail (HALL_IS_COMPOSER_TEXT (self));
  g_return_if_fail (text != NULL);

  self->loading = TRUE;
  take_preedit (self);
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  self->loading = FALSE;
}

/**
 * hall_composer_text_finish:
 * @self: a text
 *
 * Makes text of what is being composed, as a click beside it does.
 */
void
hall_composer_text_finish (HallComposerText *self)
{
  g_autofree char *preedit = NULL;

  g_return_if_fail (HALL_IS_COMPOSER_TEXT (self));

  if (self->preedit == NULL)
    return;
  preedit = g_strdup (self->preedit);
  self->loading = TRUE;
  take_preedit (self);
  gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (self->buffer, preedit, -1);
  self->loading = FALSE;
}

/**
 * hall_composer_text_is_composing:
 * @self: a text
 *
 * Returns: whether an input method shows something that it has not handed over yet
 */
gboolean
hall_composer_text_is_composing (HallComposerText *self)
{
  g_return_val_if_fail (HALL_IS_COMPOSER_TEXT (self), FALSE);

  return self->preedit != NULL;
}

/**
 * hall_composer_text_is_empty:
 * @self: a text
 *
 * Returns: whether nothing is written, nor being composed
 */
gboolean
hall_composer_text_is_empty (HallComposerText *self)
{
  g_return_val_if_fail (HALL_IS_COMPOSER_TEXT (self), TRUE);

  return self->preedit == NULL && gtk_text_buffer_get_char_count (self->buffer) == 0;
}

/**
 * hall_composer_text_is_loading:
 * @self: a text
 *
 * Returns: whether what changes just now is changed by hall_composer_text_set_text ()
 */
gboolean
hall_composer_text_is_loading (HallComposerText *self)
{
  g_return_val_if_fail (HALL_IS_COMPOSER_TEXT (self), FALSE);

  return self->loading;
}
