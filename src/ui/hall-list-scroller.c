/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-list-scroller.c: where a GtkListView stands, and how it gets to a row.
 *
 * Belongs to one list view. Who was at the end stays there when rows come or heights change; who
 * had scrolled up is never moved. It runs a tick callback only while it has something to do.
 */

#define G_LOG_DOMAIN "hall-list-scroller"

#include "config.h"

#include "hall-list-scroller-private.h"

#include "hall-list-scroller.h"

/* Half a line: closer than that is "at the end". */
#define AT_END_SLACK 8

typedef enum
{
  PROP_AT_END = 1,
} HallListScrollerProperty;

static GParamSpec *properties[PROP_AT_END + 1];

enum
{
  MOVED,
  ARRIVED,
  SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallListScroller, hall_list_scroller, G_TYPE_OBJECT)

static gboolean on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data);

gboolean
hall_list_scroller_is_at_end (HallListScroller *self)
{
  return gtk_adjustment_get_value (self->adjustment) + AT_END_SLACK >=
         gtk_adjustment_get_upper (self->adjustment) -
         gtk_adjustment_get_page_size (self->adjustment);
}

void
hall_list_scroller_ensure_tick (HallListScroller *self)
{
  if (self->tick == 0 && self->list != NULL)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->list), on_tick, self, NULL);
}

void
hall_list_scroller_set_at_end (HallListScroller *self,
            gboolean          at_end)
{
  if (self->at_end == at_end)
    return;
  self->at_end = at_end;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AT_END]);
}

static void
queue_moved (HallListScroller *self)
{
  self->moved = TRUE;
  hall_list_scroller_ensure_tick (self);
}

void
hall_list_scroller_settle (HallListScroller *self)
{
  hall_list_scroller_set_at_end (self, hall_list_scroller_is_at_end (self));
  g_signal_emit (self, signals[SETTLED], 0);
}

static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  g_autoptr (HallListScroller) self = g_object_ref (user_data);

  if (self->jump != HALL_JUMP_NONE)
    hall_list_scroller_step_jump (self);
  if (self->moved && self->jump == HALL_JUMP_NONE)
    {
      self->moved = FALSE;
      g_signal_emit (self, signals[MOVED], 0);
    }
  if (self->jump != HALL_JUMP_NONE || self->moved)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
stay_at_end (HallListScroller *self)
{
  if (self->at_end && self->follow && self->jump == HALL_JUMP_NONE &&
      !hall_list_scroller_is_at_end (self))
    hall_list_scroller_start_jump (self, HALL_JUMP_TO_END, NULL, FALSE);
}

/* Saves a frame before the rows are shown: this layout is the one that puts them in place. */
static void
check_arrival (HallListScroller *self)
{
  if ((self->jump == HALL_JUMP_TO_TOP && !self->lifts) || self->jump == HALL_JUMP_LIFTED ||
      (self->jump == HALL_JUMP_TO_END && self->frames_left < HALL_JUMP_FRAMES &&
       hall_list_scroller_is_at_end (self)))
    g_signal_emit (self, signals[ARRIVED], 0);
}

/* Upper or page size: a layout, by rows that came, heights that changed, or the window's size. */
static void
on_adjustment_changed (HallListScroller *self)
{
  self->layout_changed = TRUE;
  stay_at_end (self);
  queue_moved (self);
}

static void
on_value_changed (HallListScroller *self)
{
  gboolean at_end = hall_list_scroller_is_at_end (self);

  check_arrival (self);

  if (self->jump == HALL_JUMP_NONE && (at_end || !self->layout_changed))
    hall_list_scroller_set_at_end (self, at_end);
  else
    stay_at_end (self);
  queue_moved (self);
}

static void
on_after_paint (HallListScroller *self)
{
  self->layout_changed = FALSE;
}

static void
forget_clock (HallListScroller *self)
{
  if (self->clock != NULL)
    g_signal_handlers_disconnect_by_func (self->clock, on_after_paint, self);
  g_clear_object (&self->clock);
}

static void
on_list_realized (HallListScroller *self)
{
  self->clock = g_object_ref (gtk_widget_get_frame_clock (GTK_WIDGET (self->list)));
  g_signal_connect_object (self->clock, "after-paint", G_CALLBACK (on_after_paint), self,
                           G_CONNECT_SWAPPED);
}

static void
on_list_unrealized (HallListScroller *self)
{
  forget_clock (self);
}

static void
hall_list_scroller_dispose (GObject *object)
{
  HallListScroller *self = HALL_LIST_SCROLLER (object);

  if (self->tick != 0 && self->list != NULL)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->list), self->tick);
  self->tick = 0;
  g_clear_weak_pointer (&self->list);
  forget_clock (self);
  g_clear_object (&self->target);
  g_clear_object (&self->adjustment);
  G_OBJECT_CLASS (hall_list_scroller_parent_class)->dispose (object);
}

static void
hall_list_scroller_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((HallListScrollerProperty) id)
    {
    case PROP_AT_END:
      g_value_set_boolean (value, HALL_LIST_SCROLLER (object)->at_end);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_list_scroller_class_init (HallListScrollerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hall_list_scroller_dispose;
  object_class->get_property = hall_list_scroller_get_property;

  properties[PROP_AT_END] =
    g_param_spec_boolean ("at-end", NULL, NULL, TRUE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[MOVED] = g_signal_new ("moved", HALL_TYPE_LIST_SCROLLER, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[ARRIVED] = g_signal_new ("arrived", HALL_TYPE_LIST_SCROLLER, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[SETTLED] = g_signal_new ("settled", HALL_TYPE_LIST_SCROLLER, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
hall_list_scroller_init (HallListScroller *self)
{
  self->at_end = TRUE;
}

/**
 * hall_list_scroller_new:
 * @list: a list view, held weakly
 * @scrolled: the scrolled window around it
 *
 * Returns: (transfer full): its scroller
 */
HallListScroller *
hall_list_scroller_new (GtkListView       *list,
                        GtkScrolledWindow *scrolled)
{
  HallListScroller *self = g_object_new (HALL_TYPE_LIST_SCROLLER, NULL);

  g_set_weak_pointer (&self->list, list);
  self->adjustment = g_object_ref (gtk_scrolled_window_get_vadjustment (scrolled));
  g_signal_connect_object (self->adjustment, "changed", G_CALLBACK (on_adjustment_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (on_value_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "realize", G_CALLBACK (on_list_realized), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "unrealize", G_CALLBACK (on_list_unrealized), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * hall_list_scroller_get_at_end:
 * @self: a scroller
 *
 * Returns: whether the end of the last row can be seen, or will be as soon as a layout is done
 */
gboolean
hall_list_scroller_get_at_end (HallListScroller *self)
{
  g_return_val_if_fail (HALL_IS_LIST_SCROLLER (self), FALSE);

  return self->at_end;
}

/**
 * hall_list_scroller_get_jumping:
 * @self: a scroller
 *
 * Returns: whether a jump is under way
 */
gboolean
hall_list_scroller_get_jumping (HallListScroller *self)
{
  g_return_val_if_fail (HALL_IS_LIST_SCROLLER (self), FALSE);

  return self->jump != HALL_JUMP_NONE;
}

/**
 * hall_list_scroller_set_follow:
 * @self: a scroller
 * @follow: whether to stay at the end, when there, as rows come
 */
void
hall_list_scroller_set_follow (HallListScroller *self,
                               gboolean          follow)
{
  g_return_if_fail (HALL_IS_LIST_SCROLLER (self));

  self->follow = follow;
}

/**
 * hall_list_scroller_rows_changed:
 * @self: a scroller
 *
 * To be called when rows come or go. Where as many go above as come below, the adjustment keeps its
 * size and only its value changes, which looks as if somebody had scrolled.
 */
void
hall_list_scroller_rows_changed (HallListScroller *self)
{
  g_return_if_fail (HALL_IS_LIST_SCROLLER (self));

  self->layout_changed = TRUE;
  queue_moved (self);
}

/**
 * hall_list_scroller_get_near_start:
 * @self: a scroller
 *
 * Returns: whether less than a view's height is left above
 */
gboolean
hall_list_scroller_get_near_start (HallListScroller *self)
{
  g_return_val_if_fail (HALL_IS_LIST_SCROLLER (self), FALSE);

  return gtk_adjustment_get_value (self->adjustment) <=
         gtk_adjustment_get_page_size (self->adjustment);
}

/**
 * hall_list_scroller_get_near_end:
 * @self: a scroller
 *
 * Returns: whether less than a view's height is left below
 */
gboolean
hall_list_scroller_get_near_end (HallListScroller *self)
{
  g_return_val_if_fail (HALL_IS_LIST_SCROLLER (self), FALSE);

  return gtk_adjustment_get_value (self->adjustment) +
         2 * gtk_adjustment_get_page_size (self->adjustment) >=
         gtk_adjustment_get_upper (self->adjustment);
}
