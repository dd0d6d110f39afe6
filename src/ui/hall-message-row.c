/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-row.c: one row of a conversation.
 *
 * A row is recycled for many messages, so its one property "item" decides everything. It is made of
 * the text (HallMessageBody) and the place before it; everything else is a part that is made when
 * first needed (hall-message-parts.c), as most rows continue a run. One handler hears all that
 * changes of a message: what a row connects, it connects whenever the list goes on. Names go to
 * plain labels; only the text goes to a label with markup. What somebody blocked said is not shown.
 */

#define G_LOG_DOMAIN "hall-message-row"

#include "config.h"

#include "hall-message-row-private.h"
#include "hall-ui.h"

#include "hall-message-row.h"

#define FLASH_MS 1600

typedef enum
{
  PROP_ITEM = 1,
} HallMessageRowProperty;

static GParamSpec *properties[PROP_ITEM + 1];

G_DEFINE_FINAL_TYPE (HallMessageRow, hall_message_row, ADW_TYPE_BIN)

static void
watch (HallMessageRow *self,
       gpointer        object,
       gpointer        handler)
{
  if (object != NULL)
    g_signal_connect_swapped (object, "notify", G_CALLBACK (handler), self);
}

static void
unwatch (HallMessageRow *self,
         gpointer        object,
         gpointer        handler)
{
  if (object != NULL)
    g_signal_handlers_disconnect_by_func (object, handler, self);
}

static HallPerson *
get_original_author (HallMessageRow *self)
{
  return self->original != NULL ? hall_message_get_author (self->original) : NULL;
}

/* What is answered can be edited, too. */
void
hall_message_row_watch_original (HallMessageRow *self)
{
  HallMessage *original = self->item != NULL ? hall_message_get_reply (self->item) : NULL;

  if (self->original == original)
    return;
  unwatch (self, self->original, hall_message_row_original_changed);
  unwatch (self, get_original_author (self), hall_message_row_original_changed);
  g_set_object (&self->original, original);
  watch (self, self->original, hall_message_row_original_changed);
  watch (self, get_original_author (self), hall_message_row_original_changed);
}

static void
set_item (HallMessageRow *self,
          HallMessage    *item)
{
  HallPerson *subject = item != NULL ? hall_message_get_subject (item) : NULL;

  if (self->item != NULL)
    {
      unwatch (self, self->item, hall_message_row_item_changed);
      unwatch (self, hall_message_get_author (self->item), hall_message_row_person_changed);
      unwatch (self, self->subject, hall_message_row_person_changed);
    }
  g_set_object (&self->item, item);
  g_set_object (&self->subject, subject);
  hall_message_row_watch_original (self);
  if (item == NULL)
    return;
  watch (self, item, hall_message_row_item_changed);
  watch (self, hall_message_get_author (item), hall_message_row_person_changed);
  watch (self, self->subject, hall_message_row_person_changed);
}

static void
hall_message_row_dispose (GObject *object)
{
  HallMessageRow *self = HALL_MESSAGE_ROW (object);

  g_clear_handle_id (&self->flashing, g_source_remove);
  g_clear_pointer (&self->needle, g_free);
  set_item (self, NULL);
  g_clear_object (&self->timeline);
  g_clear_object (&self->today);
  g_clear_weak_pointer (&self->list_item);
  G_OBJECT_CLASS (hall_message_row_parent_class)->dispose (object);
}

static void
hall_message_row_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch ((HallMessageRowProperty) id)
    {
    case PROP_ITEM:
      g_value_set_object (value, HALL_MESSAGE_ROW (object)->item);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_message_row_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  switch ((HallMessageRowProperty) id)
    {
    case PROP_ITEM:
      hall_message_row_set_item (HALL_MESSAGE_ROW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_message_row_class_init (HallMessageRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_message_row_dispose;
  object_class->get_property = hall_message_row_get_property;
  object_class->set_property = hall_message_row_set_property;

  properties[PROP_ITEM] =
    g_param_spec_object ("item", NULL, NULL, HALL_TYPE_MESSAGE,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (HALL_TYPE_MESSAGE_BODY);
  g_type_ensure (HALL_TYPE_MESSAGE_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-message-row"));
  gtk_widget_class_bind_template_child (widget_class, HallMessageRow, rows);
  gtk_widget_class_bind_template_child (widget_class, HallMessageRow, message);
  gtk_widget_class_bind_template_child (widget_class, HallMessageRow, lead);
  gtk_widget_class_bind_template_child (widget_class, HallMessageRow, column);
  gtk_widget_class_bind_template_child (widget_class, HallMessageRow, body);
}

static void
hall_message_row_init (HallMessageRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->parts.rows = GTK_BOX (self->rows);
  self->parts.message = HALL_MESSAGE_LINE (self->message);
  self->parts.lead = self->lead;
  self->parts.column = GTK_BOX (self->column);
  self->today = hall_today_get ();
  g_signal_connect_object (self->today, "changed",
                           G_CALLBACK (hall_message_row_today_changed), self, G_CONNECT_SWAPPED);
}

/**
 * hall_message_row_new:
 *
 * Returns: (transfer floating): a row of no message yet
 */
GtkWidget *
hall_message_row_new (void)
{
  return g_object_new (HALL_TYPE_MESSAGE_ROW, NULL);
}

/**
 * hall_message_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the message that is shown
 */
HallMessage *
hall_message_row_get_item (HallMessageRow *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE_ROW (self), NULL);

  return self->item;
}

/**
 * hall_message_row_set_item:
 * @self: a row
 * @item: (nullable): the message to show from now on
 */
void
hall_message_row_set_item (HallMessageRow *self,
                           HallMessage    *item)
{
  g_return_if_fail (HALL_IS_MESSAGE_ROW (self));

  if (self->item == item)
    return;
  if (self->flashing != 0)
    {
      g_clear_handle_id (&self->flashing, g_source_remove);
      gtk_widget_remove_css_class (GTK_WIDGET (self), "flash");
    }
  set_item (self, item);
  if (item != NULL)
    hall_message_row_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
}

/**
 * hall_message_row_set_list_item:
 * @self: a row
 * @list_item: what the row is the child of; not kept alive
 *
 * It can be activated while the row stands for others that are folded, which changes with the lines
 * that come after it.
 */
void
hall_message_row_set_list_item (HallMessageRow *self,
                                GtkListItem    *list_item)
{
  g_return_if_fail (HALL_IS_MESSAGE_ROW (self));
  g_return_if_fail (GTK_IS_LIST_ITEM (list_item));

  g_set_weak_pointer (&self->list_item, list_item);
  gtk_list_item_set_activatable (list_item, FALSE);
}

/**
 * hall_message_row_set_timeline:
 * @self: a row
 * @timeline: (nullable): what its messages are in from now on, set before the message: a line that
 *   stands for others says what they say
 */
void
hall_message_row_set_timeline (HallMessageRow *self,
                               HallTimeline   *timeline)
{
  g_return_if_fail (HALL_IS_MESSAGE_ROW (self));

  g_set_object (&self->timeline, timeline);
}

/**
 * hall_message_row_set_private:
 * @self: a row
 * @is_private: whether its messages are those of a private conversation, from now on
 */
void
hall_message_row_set_private (HallMessageRow *self,
                              gboolean        is_private)
{
  g_return_if_fail (HALL_IS_MESSAGE_ROW (self));

  if (self->is_private == is_private)
    return;
  self->is_private = is_private;
  if (self->item != NULL)
    hall_message_row_update_state (self);
}

/**
 * hall_message_row_set_needle:
 * @self: a row
 * @needle: (nullable): what was searched for, as hall_text_fold () makes it, to be marked in the
 *   text from now on
 */
void
hall_message_row_set_needle (HallMessageRow *self,
                             const char     *needle)
{
  g_return_if_fail (HALL_IS_MESSAGE_ROW (self));

  if (g_strcmp0 (self->needle, needle) == 0)
    return;
  g_free (self->needle);
  self->needle = g_strdup (needle);
  if (self->item != NULL)
    hall_message_row_update_body (self);
}

static gboolean
on_flash_over (gpointer user_data)
{
  HallMessageRow *self = user_data;

  self->flashing = 0;
  gtk_widget_remove_css_class (GTK_WIDGET (self), "flash");
  return G_SOURCE_REMOVE;
}

/**
 * hall_message_row_flash:
 * @self: a row
 *
 * Draws the eye to the row for a moment.
 */
void
hall_message_row_flash (HallMessageRow *self)
{
  g_return_if_fail (HALL_IS_MESSAGE_ROW (self));

  g_clear_handle_id (&self->flashing, g_source_remove);
  gtk_widget_add_css_class (GTK_WIDGET (self), "flash");
  self->flashing = g_timeout_add (FLASH_MS, on_flash_over, self);
}

/**
 * hall_message_row_get_selection:
 * @self: a row
 *
 * Returns: (transfer full) (nullable): what is selected of the text
 */
char *
hall_message_row_get_selection (HallMessageRow *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE_ROW (self), NULL);

  return hall_message_body_get_selection (self->body);
}

/**
 * hall_message_row_get_link:
 * @self: a row
 *
 * Returns: (transfer full) (nullable): the link under the pointer or with the keyboard, or the only
 *   one of the message
 */
char *
hall_message_row_get_link (HallMessageRow *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE_ROW (self), NULL);

  return hall_message_body_get_link (self->body);
}
