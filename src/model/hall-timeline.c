/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-timeline.c: a window of one room's messages as a GListModel.
 *
 * Owned by HallRoom. It decides what comes into the window and what is trimmed, and tells its
 * listeners; hall-timeline-merge.c puts batches of events in, hall-timeline-hidden.c takes some
 * out, hall-timeline-marks.c and hall-timeline-notes.c are told more about rows that are in,
 * hall-timeline-find.c looks for some, HallRows holds them. It asks nobody for events: the session
 * feeds it.
 */

#define G_LOG_DOMAIN "hall-timeline"

#include "config.h"

#include "hall-directory.h"
#include "hall-timeline-private.h"

#include "hall-timeline.h"

static void hall_timeline_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HallTimeline, hall_timeline, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      hall_timeline_list_model_init))

typedef enum
{
  PROP_AT_START = 1,
  PROP_AT_END,
  PROP_N_ITEMS,
} HallTimelineProperty;

typedef enum
{
  SIGNAL_FOLDS_CHANGED,
} HallTimelineSignal;

static GParamSpec *properties[PROP_N_ITEMS + 1];
static guint signals[SIGNAL_FOLDS_CHANGED + 1];

static GType
hall_timeline_get_item_type (GListModel *model)
{
  return HALL_TYPE_MESSAGE;
}

static guint
hall_timeline_get_n_items (GListModel *model)
{
  return hall_rows_get_length (HALL_TIMELINE (model)->rows);
}

static gpointer
hall_timeline_get_item (GListModel *model,
                        guint       position)
{
  HallTimeline *self = HALL_TIMELINE (model);

  if (position >= hall_rows_get_length (self->rows))
    return NULL;

  return g_object_ref (hall_rows_get (self->rows, position));
}

static void
hall_timeline_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = hall_timeline_get_item_type;
  iface->get_n_items = hall_timeline_get_n_items;
  iface->get_item = hall_timeline_get_item;
}

static void
hall_timeline_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  HallTimeline *self = HALL_TIMELINE (object);

  switch ((HallTimelineProperty) property_id)
    {
    case PROP_AT_START:
      g_value_set_boolean (value, self->at_start);
      break;
    case PROP_AT_END:
      g_value_set_boolean (value, self->at_end);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, hall_rows_get_length (self->rows));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
hall_timeline_finalize (GObject *object)
{
  HallTimeline *self = HALL_TIMELINE (object);

  g_clear_weak_pointer (&self->directory);
  g_clear_weak_pointer (&self->room);
  g_clear_pointer (&self->rows, hall_rows_free);
  hall_timeline_finalize_notes (self);
  hall_timeline_finalize_answers (self);
  hall_timeline_finalize_hidden (self);

  G_OBJECT_CLASS (hall_timeline_parent_class)->finalize (object);
}

static void
hall_timeline_class_init (HallTimelineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hall_timeline_get_property;
  object_class->finalize = hall_timeline_finalize;

  properties[PROP_AT_START] = g_param_spec_boolean ("at-start", NULL, NULL, FALSE, read);
  properties[PROP_AT_END] = g_param_spec_boolean ("at-end", NULL, NULL, FALSE, read);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /* Private: lines were folded or unfolded, though no row came or went. */
  signals[SIGNAL_FOLDS_CHANGED] =
    g_signal_new ("folds-changed", HALL_TYPE_TIMELINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
hall_timeline_init (HallTimeline *self)
{
  self->rows = hall_rows_new ();
  hall_timeline_init_hidden (self);
  hall_timeline_init_notes (self);
  hall_timeline_init_answers (self);
}

/*
 * hall_timeline_changed:
 * @self: a timeline whose rows were just changed
 * @position: where
 * @removed: how many rows went
 * @added: how many rows came
 *
 * The one place that tells listeners. What rows make of their neighbours is brought up to date
 * first, so that whoever listens finds everything consistent.
 */
void
hall_timeline_changed (HallTimeline *self,
                       guint         position,
                       guint         removed,
                       guint         added)
{
  hall_timeline_refresh_names (self, position, added);
  hall_rows_refresh (self->rows, position, position + MAX (added, 1), self->at_start);
  hall_rows_refresh_unread (self->rows, self->at_start);
  hall_timeline_refresh_folds (self, position, added);
  hall_timeline_refresh_notes (self, position, added);
  hall_timeline_refresh_answers (self, position, removed, added);

  if (removed == 0 && added == 0)
    return;
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

/*
 * hall_timeline_emit_folds_changed:
 * @self: a timeline
 */
void
hall_timeline_emit_folds_changed (HallTimeline *self)
{
  g_signal_emit (self, signals[SIGNAL_FOLDS_CHANGED], 0);
}

/*
 * hall_timeline_set_at_start:
 * @self: a timeline
 * @at_start: whether nothing older exists
 */
void
hall_timeline_set_at_start (HallTimeline *self,
                            gboolean      at_start)
{
  if (self->at_start == at_start)
    return;

  self->at_start = at_start;
  hall_rows_refresh (self->rows, 0, 0, at_start);
  hall_rows_refresh_unread (self->rows, at_start);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AT_START]);
}

/*
 * hall_timeline_set_at_end:
 * @self: a timeline
 * @at_end: whether the newest is loaded
 */
void
hall_timeline_set_at_end (HallTimeline *self,
                          gboolean      at_end)
{
  if (self->at_end == at_end)
    return;

  self->at_end = at_end;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AT_END]);
}

/*
 * hall_timeline_get_room_left:
 * @self: a timeline
 *
 * Returns: how many more placed rows it may hold; less than 0 when it has to be trimmed
 */
int
hall_timeline_get_room_left (HallTimeline *self)
{
  guint n_placed = hall_rows_get_n_placed (self->rows);
  guint n_pending = hall_rows_get_length (self->rows) - n_placed;
  int limit = HALL_TIMELINE_LOADED_MAX - (int) MIN (n_pending, HALL_TIMELINE_LOADED_MAX);

  /* An outbox of thousands leaves something of the conversation to be seen. */
  return MAX (limit, HALL_TIMELINE_OPENING_ROWS) - (int) n_placed;
}

/*
 * hall_timeline_trim:
 * @self: a timeline that grew
 * @newest: whether the newest rows go, else the oldest
 *
 * Lets go of what is too much. Pending rows are never trimmed.
 */
void
hall_timeline_trim (HallTimeline *self,
                    gboolean      newest)
{
  int excess = -hall_timeline_get_room_left (self);
  guint position = 0;

  if (excess <= 0)
    return;

  if (newest)
    {
      hall_timeline_set_at_end (self, FALSE);
      hall_rows_set_high (self->rows, NULL);
      position = hall_rows_get_n_placed (self->rows) - excess;
    }
  else
    {
      hall_timeline_set_at_start (self, FALSE);
      hall_rows_set_low (self->rows, NULL);
    }

  hall_rows_remove (self->rows, position, excess);
  hall_timeline_changed (self, position, excess, 0);
}

/**
 * hall_timeline_new:
 * @directory: where authors are looked up; not kept alive
 *
 * Makes a timeline with nothing loaded, at either end.
 *
 * Returns: (transfer full): the timeline
 */
HallTimeline *
hall_timeline_new (HallDirectory *directory)
{
  HallTimeline *self;

  g_return_val_if_fail (HALL_IS_DIRECTORY (directory), NULL);

  self = g_object_new (HALL_TYPE_TIMELINE, NULL);
  /* The directory owns the rooms, which own the timelines. */
  g_set_weak_pointer (&self->directory, directory);

  return self;
}

/**
 * hall_timeline_get_at_start:
 * @self: a timeline
 *
 * Returns: whether nothing older than what is loaded exists
 */
gboolean
hall_timeline_get_at_start (HallTimeline *self)
{
  g_return_val_if_fail (HALL_IS_TIMELINE (self), FALSE);

  return self->at_start;
}

/**
 * hall_timeline_get_at_end:
 * @self: a timeline
 *
 * Returns: whether the newest is loaded
 */
gboolean
hall_timeline_get_at_end (HallTimeline *self)
{
  g_return_val_if_fail (HALL_IS_TIMELINE (self), FALSE);

  return self->at_end;
}

/**
 * hall_timeline_add_notice:
 * @self: a timeline
 * @kind: what the line says: that the host changed or was lost
 * @person: whom it is about
 * @time_ms: when, Unix milliseconds
 *
 * Adds a local line, which is no event: it is there until it is trimmed or the timeline is reset.
 * Where the newest is not loaded it is not shown at all.
 */
void
hall_timeline_add_notice (HallTimeline    *self,
                          HallMessageKind  kind,
                          HallPerson      *person,
                          gint64           time_ms)
{
  HallMessage *notice;
  guint place;

  g_return_if_fail (HALL_IS_TIMELINE (self));
  g_return_if_fail (kind == HALL_MESSAGE_HOST_CHANGED || kind == HALL_MESSAGE_HOST_LOST);
  g_return_if_fail (HALL_IS_PERSON (person));

  place = hall_rows_find_place (self->rows, time_ms, NULL);
  if (!self->at_end || (place == 0 && !self->at_start))
    return;

  notice = hall_message_new_notice (kind, person, time_ms);
  hall_rows_insert (self->rows, place, &notice, 1);
  hall_timeline_changed (self, place, 0, 1);
  hall_timeline_trim (self, FALSE);
}
