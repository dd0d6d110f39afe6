/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-row.c: one row of a conversation.
 *
 * A row is recycled for many messages, so its one property "item" decides everything. The avatar
 * and the time that appears under the pointer share a place, and are made when first needed, as are
 * the remark that a message came late, the marks beside a name and an invitation's button: most
 * rows continue a run. Names go to plain labels; only the text, as hall_message_get_markup () made
 * it, goes to a label with markup. What somebody blocked said is not shown.
 */

#define G_LOG_DOMAIN "hall-message-row"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-message-parts.h"
#include "hall-message-text.h"
#include "hall-row-name.h"
#include "hall-time-text.h"
#include "hall-ui.h"

#include "hall-message-row.h"

#define FLASH_MS 1600

struct _HallMessageRow
{
  AdwBin parent_instance;

  HallMessage *item;
  GSignalGroup *item_signals;
  GSignalGroup *author_signals;
  GSignalGroup *subject_signals;
  gboolean is_private;
  char *needle;     /* (nullable) */
  guint flashing;   /* timeout */

  GtkLabel *day;
  GtkLabel *notice;
  GtkWidget *message;
  AdwBin *lead;
  GtkWidget *head;
  GtkLabel *author;
  GtkLabel *time;
  GtkWidget *late;  /* (nullable): made when first needed, as these two */
  GtkWidget *marks; /* (nullable) */
  GtkWidget *join;  /* (nullable) */
  GtkLabel *body;
  GtkImage *state;
};

typedef enum
{
  PROP_ITEM = 1,
} HallMessageRowProperty;

static GParamSpec *properties[PROP_ITEM + 1];

G_DEFINE_FINAL_TYPE (HallMessageRow, hall_message_row, ADW_TYPE_BIN)

/* Said by somebody, with avatar and name, not told in a line. */
static gboolean
is_said (HallMessageRow *self)
{
  HallMessageKind kind = hall_message_get_kind (self->item);

  return (kind == HALL_MESSAGE_TEXT || kind == HALL_MESSAGE_INVITATION) &&
         !hall_message_text_is_hidden (self->item);
}

/* An invitation stands alone, whatever came before. */
static gboolean
starts_run (HallMessageRow *self)
{
  return hall_message_get_starts_run (self->item) ||
         hall_message_get_kind (self->item) == HALL_MESSAGE_INVITATION;
}

static void
update_name (HallMessageRow *self)
{
  g_autofree char *summary = NULL;

  if (self->item == NULL)
    return;
  summary = hall_message_text_summarize (self->item, self->is_private);
  hall_row_name_set (GTK_WIDGET (self), summary);
}

/* A text has a menu: HallMessageMenu. */
static void
update_popup (HallMessageRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP,
                                    is_said (self), -1);
}

static void
set_class (GtkWidget  *widget,
           const char *name,
           gboolean    wanted)
{
  if (wanted)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
update_marks (HallMessageRow *self)
{
  hall_message_parts_show_marks (self->head, GTK_WIDGET (self->author), &self->marks,
                                 hall_message_get_author (self->item), starts_run (self));
}

static void
update_author (HallMessageRow *self)
{
  if (self->item == NULL)
    return;
  if (is_said (self))
    {
      gtk_label_set_text (self->author,
                          hall_person_get_name (hall_message_get_author (self->item)));
      update_marks (self);
    }
  else
    {
      g_autofree char *sentence = hall_message_text_describe (self->item);

      gtk_label_set_text (self->notice, sentence);
    }
  update_name (self);
}

static void
update_state (HallMessageRow *self)
{
  HallMessageState state;
  const char *sentence;
  const char *icon = NULL;

  if (self->item == NULL)
    return;
  state = hall_message_get_state (self->item);
  if (state == HALL_MESSAGE_STATE_PENDING)
    icon = "hall-pending-symbolic";
  else if (state == HALL_MESSAGE_STATE_STORED)
    icon = self->is_private ? "hall-pending-symbolic" : "hall-stored-symbolic";
  else if (state == HALL_MESSAGE_STATE_SENT)
    icon = "hall-sent-symbolic";
  else if (state == HALL_MESSAGE_STATE_READ)
    icon = "hall-read-symbolic";

  sentence = hall_message_text_describe_state (state, self->is_private);
  gtk_image_set_from_icon_name (self->state, icon);
  if (g_strcmp0 (gtk_widget_get_tooltip_text (GTK_WIDGET (self->state)), sentence) != 0)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->state), sentence);
  if (sentence != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->state), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    sentence, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->state), icon != NULL);
  set_class (self->message, "pending", state == HALL_MESSAGE_STATE_PENDING);
  update_name (self);
}

static void
update_time (HallMessageRow *self)
{
  g_autofree char *clock = NULL;
  gint64 time;
  gboolean starts, late;

  if (self->item == NULL)
    return;
  time = hall_message_get_time (self->item);
  if (hall_message_get_starts_day (self->item))
    {
      g_autofree char *day = hall_time_text_day (time, g_get_real_time () / 1000);

      gtk_label_set_text (self->day, day);
    }
  if (!is_said (self))
    return;
  starts = starts_run (self);
  clock = hall_time_text_clock (time);
  gtk_label_set_text (self->time, clock);
  /* In the middle of a run the time stands above the text only where there is more to say. */
  late = hall_message_get_late (self->item);
  gtk_widget_set_visible (self->head, starts || late);
  gtk_widget_set_visible (GTK_WIDGET (self->author), starts);
  update_marks (self);
  hall_message_parts_show_late (self->head, &self->late, late);
  set_class (self->message, "run-start", starts);
  hall_message_parts_show_lead (self->lead, self->item, starts ? NULL : late ? "" : clock);
  update_name (self);
}

/* Only told when asked: setting a tooltip asks the display where the pointer is, for each row. */
static gboolean
on_query_time (HallMessageRow *self,
               int             x,
               int             y,
               gboolean        keyboard,
               GtkTooltip     *tooltip)
{
  g_autofree char *full = NULL;

  if (self->item == NULL)
    return FALSE;
  full = hall_time_text_full (hall_message_get_time (self->item));
  gtk_tooltip_set_text (tooltip, full);
  return TRUE;
}

static void
update_body (HallMessageRow *self)
{
  gboolean invitation;

  if (self->item == NULL || !is_said (self))
    return;
  invitation = hall_message_get_kind (self->item) == HALL_MESSAGE_INVITATION;
  hall_message_parts_show_join (gtk_widget_get_parent (GTK_WIDGET (self->body)), &self->join,
                                self->item, invitation);
  if (invitation)
    {
      g_autofree char *sentence = hall_message_text_describe (self->item);

      gtk_label_set_text (self->body, sentence);
    }
  else
    {
      gtk_label_set_markup (self->body, hall_message_get_markup (self->item));
    }
}

static void
hall_message_row_update (HallMessageRow *self)
{
  gboolean said;

  if (self->item == NULL)
    return;
  said = is_said (self);
  gtk_widget_set_visible (self->message, said);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), !said);
  update_popup (self);
  update_time (self);
  update_body (self);
  update_state (self);
  update_author (self);
}

static void
hall_message_row_dispose (GObject *object)
{
  HallMessageRow *self = HALL_MESSAGE_ROW (object);

  g_clear_handle_id (&self->flashing, g_source_remove);
  g_clear_pointer (&self->needle, g_free);
  g_clear_object (&self->item_signals);
  g_clear_object (&self->author_signals);
  g_clear_object (&self->subject_signals);
  g_clear_object (&self->item);
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

  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-message-row"));
  gtk_widget_class_bind_template_child (widget_class, HallMessageRow, day);
  gtk_widget_class_bind_template_child (widget_class, HallMessageRow, notice);
  gtk_widget_class_bind_template_child (widget_class, HallMessageRow, message);
  gtk_widget_class_bind_template_child (widget_class, HallMessageRow, lead);
  gtk_widget_class_bind_template_child (widget_class, HallMessageRow, head);
  gtk_widget_class_bind_template_child (widget_class, HallMessageRow, author);
  gtk_widget_class_bind_template_child (widget_class, HallMessageRow, time);
  gtk_widget_class_bind_template_child (widget_class, HallMessageRow, body);
  gtk_widget_class_bind_template_child (widget_class, HallMessageRow, state);
  gtk_widget_class_bind_template_callback (widget_class, on_query_time);
}

static void
hall_message_row_init (HallMessageRow *self)
{
  static const struct {
    const char *signal;
    void (*update) (HallMessageRow *self);
  } watched[] = {
    { "notify::state", update_state },
    { "notify::time", update_time },
    { "notify::starts-run", update_time },
    { "notify::starts-day", update_time },
    { "notify::late", update_time },
    { "notify::markup", update_body },
    { "notify::kind", hall_message_row_update },
    { "notify::id", update_body },
    { "notify::previous-name", update_author },
  };
  static const char *const marked[] = {
    "notify::resembles", "notify::tagged", "notify::trust",
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->item_signals = g_signal_group_new (HALL_TYPE_MESSAGE);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_group_connect_swapped (self->item_signals, watched[i].signal,
                                    G_CALLBACK (watched[i].update), self);
  self->author_signals = g_signal_group_new (HALL_TYPE_PERSON);
  for (guint i = 0; i < G_N_ELEMENTS (marked); i++)
    g_signal_group_connect_swapped (self->author_signals, marked[i], G_CALLBACK (update_author),
                                    self);
  g_signal_group_connect_swapped (self->author_signals, "notify::name",
                                  G_CALLBACK (hall_message_row_update), self);
  g_signal_group_connect_swapped (self->author_signals, "notify::blocked",
                                  G_CALLBACK (hall_message_row_update), self);
  self->subject_signals = g_signal_group_new (HALL_TYPE_PERSON);
  g_signal_group_connect_swapped (self->subject_signals, "notify::name",
                                  G_CALLBACK (update_author), self);
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

  if (!g_set_object (&self->item, item))
    return;
  if (self->flashing != 0)
    {
      g_clear_handle_id (&self->flashing, g_source_remove);
      gtk_widget_remove_css_class (GTK_WIDGET (self), "flash");
    }
  g_signal_group_set_target (self->item_signals, item);
  g_signal_group_set_target (self->author_signals,
                             item != NULL ? hall_message_get_author (item) : NULL);
  g_signal_group_set_target (self->subject_signals,
                             item != NULL ? hall_message_get_subject (item) : NULL);
  if (item != NULL)
    hall_message_row_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
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
  update_state (self);
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
  update_body (self);
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
  const char *text;
  int start, end;

  g_return_val_if_fail (HALL_IS_MESSAGE_ROW (self), NULL);

  if (!gtk_label_get_selection_bounds (self->body, &start, &end))
    return NULL;
  text = gtk_label_get_text (self->body);
  return g_utf8_substring (text, start, end);
}

/**
 * hall_message_row_get_link:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the link under the pointer or with the keyboard
 */
const char *
hall_message_row_get_link (HallMessageRow *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE_ROW (self), NULL);

  return gtk_label_get_current_uri (self->body);
}
