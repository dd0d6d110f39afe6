/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-details.c: when a message was written, and who has it and has read it.
 *
 * Follows the room while it is open: receipts come in, people come and go. Only people who are in
 * the room now are listed, and only what they have said themselves counts. In a private
 * conversation the state says it all.
 */

#define G_LOG_DOMAIN "hall-message-details"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-fact-row.h"
#include "hall-message-text.h"
#include "hall-person-row.h"
#include "hall-time-text.h"
#include "hall-ui.h"
#include "hall-wrapping.h"

#include "hall-message-details.h"

struct _HallMessageDetails
{
  AdwWindow parent_instance;

  HallRoom *room;
  HallMessage *message;
  GtkFilterListModel *readers; /* of HallPerson */
  GtkFilterListModel *holders; /* who have it, and have not read it as far as is known */
  GtkFilterListModel *others;

  GtkLabel *author;
  GtkLabel *text;
  GtkListBox *facts;
  GtkLabel *readers_heading;
  GtkListBox *readers_list;
  GtkLabel *holders_heading;
  GtkListBox *holders_list;
  GtkLabel *others_heading;
  GtkListBox *others_list;
  GtkLabel *nobody;
};

G_DEFINE_FINAL_TYPE (HallMessageDetails, hall_message_details, ADW_TYPE_WINDOW)

static gboolean
is_somebody_else (HallMessageDetails *self,
                  gpointer            item)
{
  return self->room != NULL && item != hall_message_get_author (self->message);
}

static gboolean
is_reader (gpointer item,
           gpointer user_data)
{
  HallMessageDetails *self = user_data;

  return is_somebody_else (self, item) && hall_room_has_read (self->room, item, self->message);
}

static gboolean
is_holder (gpointer item,
           gpointer user_data)
{
  HallMessageDetails *self = user_data;

  return is_somebody_else (self, item) && !is_reader (item, self) &&
         hall_room_has_received (self->room, item, self->message);
}

static gboolean
is_other (gpointer item,
          gpointer user_data)
{
  HallMessageDetails *self = user_data;

  return is_somebody_else (self, item) && !is_reader (item, self) &&
         !hall_room_has_received (self->room, item, self->message);
}

static void
show_list (GtkLabel   *heading,
           GtkListBox *list,
           const char *text,
           gboolean    shown)
{
  gtk_label_set_text (heading, text);
  gtk_widget_set_visible (GTK_WIDGET (heading), shown);
  gtk_widget_set_visible (GTK_WIDGET (list), shown);
}

static void
update_lists (HallMessageDetails *self)
{
  gboolean is_private = hall_room_get_person (self->room) != NULL;
  guint n_readers = g_list_model_get_n_items (G_LIST_MODEL (self->readers));
  guint n_holders = g_list_model_get_n_items (G_LIST_MODEL (self->holders));
  guint n_others = g_list_model_get_n_items (G_LIST_MODEL (self->others));
  /* Translators: above a list of people; %u is how many. */
  g_autofree char *readers = g_strdup_printf (ngettext ("Read by %u person",
                                                        "Read by %u people", n_readers),
                                              n_readers);
  /* Translators: above a list of people; %u is how many. */
  g_autofree char *holders = g_strdup_printf (ngettext ("Received by %u person",
                                                        "Received by %u people", n_holders),
                                              n_holders);
  /* Translators: above a list of people, who may have the message but have not said so; %u is how
   * many. */
  g_autofree char *others = g_strdup_printf (ngettext ("Not yet confirmed by %u person",
                                                       "Not yet confirmed by %u people",
                                                       n_others),
                                             n_others);

  show_list (self->readers_heading, self->readers_list, readers, n_readers > 0 && !is_private);
  show_list (self->holders_heading, self->holders_list, holders, n_holders > 0 && !is_private);
  show_list (self->others_heading, self->others_list, others, n_others > 0 && !is_private);
  gtk_widget_set_visible (GTK_WIDGET (self->nobody),
                          n_readers + n_holders + n_others == 0 && !is_private);
}

static void
on_receipts_changed (HallMessageDetails *self)
{
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->readers),
                      GTK_FILTER_CHANGE_DIFFERENT);
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->holders),
                      GTK_FILTER_CHANGE_DIFFERENT);
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->others),
                      GTK_FILTER_CHANGE_DIFFERENT);
  update_lists (self);
}

static void
update_facts (HallMessageDetails *self)
{
  gboolean is_private = hall_room_get_person (self->room) != NULL;
  const char *state = hall_message_text_describe_state (hall_message_get_state (self->message),
                                                        is_private);
  g_autofree char *written = hall_time_text_full (hall_message_get_written (self->message));

  hall_fact_row_clear (self->facts);
  /* Translators: when a message was written. */
  gtk_list_box_append (self->facts, hall_fact_row_new (C_("message", "Written"), written));
  if (hall_message_get_edited (self->message) != 0)
    {
      g_autofree char *edited = hall_time_text_full (hall_message_get_edited (self->message));

      /* Translators: when a message was last changed by its author. */
      gtk_list_box_append (self->facts, hall_fact_row_new (C_("message details", "Edited"),
                                                         edited));
    }
  if (state != NULL)
    /* Translators: how far a message has got. */
    gtk_list_box_append (self->facts, hall_fact_row_new (C_("message", "State"), state));
  if (hall_message_get_late (self->message))
    gtk_list_box_append (self->facts,
                         hall_fact_row_new (_("Arrived late"),
                                            _("After newer messages had been read here")));
}

/* Signed by now, or further than before: then others may have it. */
static void
on_message_changed (HallMessageDetails *self)
{
  update_facts (self);
  on_receipts_changed (self);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  GtkWidget *person = hall_person_row_new ();
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", person, "activatable", FALSE,
                                 NULL);

  gtk_widget_add_css_class (person, "person-line");
  if (hall_person_get_is_self (item))
    hall_person_row_set_note (HALL_PERSON_ROW (person), _("You"));
  hall_person_row_set_person (HALL_PERSON_ROW (person), item);
  return row;
}

static GtkFilterListModel *
create_model (HallMessageDetails      *self,
              GtkCustomFilterFunc      filter,
              GtkListBox              *list)
{
  GtkFilterListModel *model =
    gtk_filter_list_model_new (g_object_ref (hall_room_get_members (self->room)),
                               GTK_FILTER (gtk_custom_filter_new (filter, self, NULL)));

  gtk_list_box_bind_model (list, G_LIST_MODEL (model), create_row, NULL, NULL);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (update_lists), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return model;
}

static void
release_model (GtkFilterListModel **model)
{
  if (*model == NULL)
    return;
  /* Whoever still holds it must not reach the filter's function with a dead dialog. */
  gtk_filter_list_model_set_filter (*model, NULL);
  g_clear_object (model);
}

static void
hall_message_details_dispose (GObject *object)
{
  HallMessageDetails *self = HALL_MESSAGE_DETAILS (object);

  if (self->readers != NULL)
    g_signal_handlers_disconnect_by_func (self->readers, update_lists, self);
  if (self->holders != NULL)
    g_signal_handlers_disconnect_by_func (self->holders, update_lists, self);
  if (self->others != NULL)
    g_signal_handlers_disconnect_by_func (self->others, update_lists, self);
  if (self->holders_list != NULL)
    {
      gtk_list_box_bind_model (self->readers_list, NULL, NULL, NULL, NULL);
      gtk_list_box_bind_model (self->holders_list, NULL, NULL, NULL, NULL);
      gtk_list_box_bind_model (self->others_list, NULL, NULL, NULL, NULL);
      self->holders_list = NULL;
    }
  release_model (&self->readers);
  release_model (&self->holders);
  release_model (&self->others);
  g_clear_object (&self->message);
  g_clear_object (&self->room);
  G_OBJECT_CLASS (hall_message_details_parent_class)->dispose (object);
}

static void
hall_message_details_class_init (HallMessageDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_message_details_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-message-details"));
  gtk_widget_class_bind_template_child (widget_class, HallMessageDetails, author);
  gtk_widget_class_bind_template_child (widget_class, HallMessageDetails, text);
  gtk_widget_class_bind_template_child (widget_class, HallMessageDetails, facts);
  gtk_widget_class_bind_template_child (widget_class, HallMessageDetails, readers_heading);
  gtk_widget_class_bind_template_child (widget_class, HallMessageDetails, readers_list);
  gtk_widget_class_bind_template_child (widget_class, HallMessageDetails, holders_heading);
  gtk_widget_class_bind_template_child (widget_class, HallMessageDetails, holders_list);
  gtk_widget_class_bind_template_child (widget_class, HallMessageDetails, others_heading);
  gtk_widget_class_bind_template_child (widget_class, HallMessageDetails, others_list);
  gtk_widget_class_bind_template_child (widget_class, HallMessageDetails, nobody);
}

static void
hall_message_details_init (HallMessageDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_wrap_title (GTK_WINDOW (self));
}

/* As it is quoted everywhere else: without the signs that stand for markup. */
static gboolean
to_plain (GBinding     *binding,
          const GValue *from,
          GValue       *to,
          gpointer      user_data)
{
  g_autoptr (HallMessage) message = HALL_MESSAGE (g_binding_dup_source (binding));

  g_value_set_string (to, message != NULL ? hall_message_get_plain (message) : "");
  return TRUE;
}

static void
watch (HallMessageDetails *self)
{
  static const char *const watched[] = {
    "notify::state", "notify::id", "notify::written", "notify::late",
    "notify::edited",
  };

  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (self->message, watched[i], G_CALLBACK (on_message_changed), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (self->room, "receipts-changed", G_CALLBACK (on_receipts_changed), self,
                           G_CONNECT_SWAPPED);
  g_object_bind_property (hall_message_get_author (self->message), "name", self->author, "label",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property_full (self->message, "text", self->text, "label", G_BINDING_SYNC_CREATE,
                               to_plain, NULL, NULL, NULL);
}

/**
 * hall_message_details_new:
 * @room: a room
 * @message: a message of the room
 * @parent: (nullable): the window below
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWidget *
hall_message_details_new (HallRoom    *room,
                          HallMessage *message,
                          GtkWindow   *parent)
{
  HallMessageDetails *self;

  g_return_val_if_fail (HALL_IS_ROOM (room), NULL);
  g_return_val_if_fail (HALL_IS_MESSAGE (message), NULL);

  self = g_object_new (HALL_TYPE_MESSAGE_DETAILS, "transient-for", parent, NULL);
  self->room = g_object_ref (room);
  self->message = g_object_ref (message);
  self->readers = create_model (self, is_reader, self->readers_list);
  self->holders = create_model (self, is_holder, self->holders_list);
  self->others = create_model (self, is_other, self->others_list);
  watch (self);
  update_facts (self);
  update_lists (self);
  return GTK_WIDGET (self);
}
