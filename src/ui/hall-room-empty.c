/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-empty.c: what stands where a conversation will be while nothing was said.
 *
 * Lies over the message view and follows the timeline; is seen only while that has no message.
 */

#define G_LOG_DOMAIN "hall-room-empty"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-keep-words.h"
#include "hall-scrolling-box.h"
#include "hall-ui.h"

#include "hall-room-empty.h"

/* A room that has more lines than this is not new, whatever they are. */
#define LINES_MAX 8

struct _HallRoomEmpty
{
  AdwBin parent_instance;

  HallRoom *room; /* (nullable) */
  GSignalGroup *timeline_signals;

  HallScrollingBox *box;
  GtkLabel *hint;
};

G_DEFINE_FINAL_TYPE (HallRoomEmpty, hall_room_empty, ADW_TYPE_BIN)

/* "Mina created this room" alone is no conversation. */
static gboolean
is_empty (HallRoom *room)
{
  HallTimeline *timeline = hall_room_get_timeline (room);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (timeline));

  if (!hall_timeline_get_at_start (timeline) || !hall_timeline_get_at_end (timeline) ||
      n_items >= LINES_MAX)
    return FALSE;
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (G_LIST_MODEL (timeline), i);

      if (hall_message_get_kind (message) == HALL_MESSAGE_TEXT ||
          hall_message_get_kind (message) == HALL_MESSAGE_INVITATION)
        return FALSE;
    }
  return TRUE;
}

static void
update (HallRoomEmpty *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), self->room != NULL && is_empty (self->room));
}

static void
hall_room_empty_dispose (GObject *object)
{
  HallRoomEmpty *self = HALL_ROOM_EMPTY (object);

  g_clear_object (&self->timeline_signals);
  g_clear_object (&self->room);
  G_OBJECT_CLASS (hall_room_empty_parent_class)->dispose (object);
}

static void
hall_room_empty_class_init (HallRoomEmptyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_room_empty_dispose;
  g_type_ensure (HALL_TYPE_SCROLLING_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-room-empty"));
  gtk_widget_class_bind_template_child (widget_class, HallRoomEmpty, hint);
  gtk_widget_class_bind_template_child (widget_class, HallRoomEmpty, box);
}

static void
hall_room_empty_init (HallRoomEmpty *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_keep_words (GTK_WIDGET (self));
  /* What is below it gets the pointer, unless there is something to scroll. */
  g_object_bind_property (self->box, "scrolls", self, "can-target", G_BINDING_SYNC_CREATE);
  self->timeline_signals = g_signal_group_new (HALL_TYPE_TIMELINE);
  g_signal_group_connect_swapped (self->timeline_signals, "items-changed", G_CALLBACK (update),
                                  self);
  g_signal_group_connect_swapped (self->timeline_signals, "notify::at-start", G_CALLBACK (update),
                                  self);
  g_signal_group_connect_swapped (self->timeline_signals, "notify::at-end", G_CALLBACK (update),
                                  self);
}

/**
 * hall_room_empty_set_room:
 * @self: what stands there
 * @room: (nullable): the conversation that is open from now on
 */
void
hall_room_empty_set_room (HallRoomEmpty *self,
                          HallRoom      *room)
{
  g_return_if_fail (HALL_IS_ROOM_EMPTY (self));

  g_set_object (&self->room, room);
  g_signal_group_set_target (self->timeline_signals,
                             room != NULL ? hall_room_get_timeline (room) : NULL);
  gtk_label_set_text (self->hint, room != NULL && hall_room_get_person (room) != NULL
                                  ? _("What you write goes straight to this person’s computer, "
                                      "and to nobody else.")
                                  : _("Say hello: everybody in this room will see it."));
  update (self);
}
