/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-pins.c: what is pinned in a room, by whom, and whether that was for them to do.
 *
 * Part of HallConversation. Only moderators pin, and who is one can turn out to be otherwise later
 * on; so the pins of the room are kept here, and the store does not hide those of members.
 */

#define G_LOG_DOMAIN "hall-conversation-pins"

#include "config.h"

#include "hall-conversation-private.h"
#include "hall-seen.h"

/* Of one moderator; more than that, and the oldest are not read: somebody plays. */
#define PINS_EACH_MAX 2000
/* After as many more, those that do not count are let go of. */
#define PINS_MORE_MAX 10000

typedef struct
{
  HallEvent *event;
  gboolean told;           /* the timeline counts it */
} HallPin;

typedef struct
{
  char *target;
  GArray *pins;            /* (element-type HallPin), in their order */
} HallPinned;

static void
hall_pin_clear (gpointer data)
{
  hall_event_unref (((HallPin *) data)->event);
}

static void
hall_pinned_free (gpointer data)
{
  HallPinned *pinned = data;

  g_free (pinned->target);
  g_array_unref (pinned->pins);
  g_free (pinned);
}

void
hall_conversation_init_pins (HallConversation *self)
{
  self->talk->pins = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, hall_pinned_free);
  self->talk->sweep_pins_at = PINS_MORE_MAX;
  self->talk->rulers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
hall_conversation_clear_pins (HallConversation *self)
{
  g_clear_pointer (&self->talk->pins, g_hash_table_unref);
  g_clear_pointer (&self->talk->rulers, g_hash_table_unref);
}

/* By what is known now. */
gboolean
hall_conversation_pin_counts (HallConversation *self,
                              HallEvent        *event)
{
  return hall_census_permits (self->census, event, NULL)
         && !hall_conversation_has_deleted (self, event->id);
}

gboolean
hall_conversation_has_pins (HallConversation *self,
                            const char       *event_id)
{
  return g_hash_table_contains (self->talk->pins, event_id);
}

/* What the timeline is to be told, at once: it looks through all of its rows. */
typedef struct
{
  GPtrArray *counting;     /* (element-type HallEvent) */
  GStrvBuilder *not_counting;
  gboolean changed;
} HallPinChanges;

static void
hall_pin_changes_init (HallPinChanges *changes)
{
  changes->counting = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  changes->not_counting = g_strv_builder_new ();
  changes->changed = FALSE;
}

static void
tell_changes (HallConversation *self,
              HallPinChanges   *changes)
{
  HallTimeline *timeline = hall_room_get_timeline (self->room);
  g_auto (GStrv) ids = g_strv_builder_end (changes->not_counting);

  if (changes->counting->len > 0)
    hall_timeline_annotate (timeline, changes->counting);
  if (ids[0] != NULL)
    hall_timeline_unannotate (timeline, (const char *const *) ids);
  if (changes->changed)
    hall_conversation_show_pins (self);
  g_ptr_array_unref (changes->counting);
  g_strv_builder_unref (changes->not_counting);
}

static void
check_pin (HallConversation *self,
           HallPin          *pin,
           HallPinChanges   *changes)
{
  gboolean counts = hall_conversation_pin_counts (self, pin->event);

  if (counts == pin->told)
    return;
  pin->told = counts;
  changes->changed = TRUE;
  if (counts)
    g_ptr_array_add (changes->counting, hall_event_ref (pin->event));
  else
    g_strv_builder_add (changes->not_counting, pin->event->id);
}

static HallPinned *
ensure_pinned (HallConversation *self,
               const char       *target)
{
  HallPinned *pinned = g_hash_table_lookup (self->talk->pins, target);

  if (pinned != NULL)
    return pinned;
  pinned = g_new0 (HallPinned, 1);
  pinned->target = g_strdup (target);
  pinned->pins = g_array_new (FALSE, FALSE, sizeof (HallPin));
  g_array_set_clear_func (pinned->pins, hall_pin_clear);
  g_hash_table_insert (self->talk->pins, pinned->target, pinned);
  return pinned;
}

/* Where the event belongs; G_MAXUINT: it is there. */
static guint
find_place (GArray    *pins,
            HallEvent *event)
{
  guint low = 0, high = pins->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = hall_event_compare (g_array_index (pins, HallPin, middle).event, event);

      if (order == 0)
        return G_MAXUINT;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Whoever had a right to it at times may pin by the thousand: the store keeps that, and we need
 * not. */
static void
sweep_pins (HallConversation *self)
{
  HallTalk *talk = self->talk;
  GHashTableIter iter;
  gpointer value;

  talk->n_pins = 0;
  g_hash_table_iter_init (&iter, talk->pins);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GArray *pins = ((HallPinned *) value)->pins;
      gboolean superseded = FALSE;

      for (guint i = pins->len; i > 0; i--)
        {
          gboolean told = g_array_index (pins, HallPin, i - 1).told;

          if (!told || superseded)
            g_array_remove_index (pins, i - 1);
          superseded |= told;
        }
      talk->n_pins += pins->len;
      if (pins->len == 0 && talk->sketches->len == 0)   /* they may be about it */
        g_hash_table_iter_remove (&iter);
    }
  talk->swept_pins = TRUE;
  talk->sweep_pins_at = talk->n_pins + PINS_MORE_MAX;
  g_debug ("room %s: %u pins are left", self->stored->id, talk->n_pins);
}

/* Of somebody who never had a right to it nothing is kept: the store does that, and is asked when
 * it turns out that there was one. */
static void
take_pin (HallConversation *self,
          HallEvent        *event,
          HallPinChanges   *changes)
{
  HallPin pin = { event, FALSE };
  HallPinned *pinned;
  guint place;

  if (!g_hash_table_contains (self->talk->rulers, event->author)
      && !hall_conversation_pin_counts (self, event))
    return;
  pinned = ensure_pinned (self, event->target);
  place = find_place (pinned->pins, event);
  if (place == G_MAXUINT)
    return;
  hall_event_ref (event);
  g_array_insert_val (pinned->pins, place, pin);
  check_pin (self, &g_array_index (pinned->pins, HallPin, place), changes);
  if (++self->talk->n_pins >= self->talk->sweep_pins_at)
    sweep_pins (self);
}

/**
 * hall_conversation_take_pin:
 * @self: a conversation
 * @event: a pin, in any order
 */
void
hall_conversation_take_pin (HallConversation *self,
                            HallEvent        *event)
{
  HallPinChanges changes;

  hall_pin_changes_init (&changes);
  take_pin (self, event, &changes);
  tell_changes (self, &changes);
}

void
hall_conversation_take_pin_sketch (HallConversation *self,
                                   HallEvent        *sketch)
{
  ensure_pinned (self, sketch->target);
  hall_conversation_show_pins (self);
}

/* Rights may be others, or a pin may have been deleted. */
void
hall_conversation_judge_pins (HallConversation *self)
{
  HallPinChanges changes;
  GHashTableIter iter;
  gpointer value;

  hall_pin_changes_init (&changes);
  g_hash_table_iter_init (&iter, self->talk->pins);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    for (guint i = 0; i < ((HallPinned *) value)->pins->len; i++)
      check_pin (self, &g_array_index (((HallPinned *) value)->pins, HallPin, i), &changes);
  tell_changes (self, &changes);
}

/* The pin by which the target is pinned; NULL: it is not, or not any more. */
static HallEvent *
find_pin (HallConversation *self,
          HallPinned       *pinned)
{
  for (guint i = self->talk->sketches->len; i > 0; i--)
    {
      HallEvent *sketch = g_ptr_array_index (self->talk->sketches, i - 1);

      if (sketch->kind == HALL_EVENT_PIN && g_str_equal (sketch->target, pinned->target))
        return sketch->off ? NULL : sketch;
    }
  for (guint i = pinned->pins->len; i > 0; i--)
    {
      const HallPin *pin = &g_array_index (pinned->pins, HallPin, i - 1);

      if (pin->told)
        return pin->event->off ? NULL : pin->event;
    }
  return NULL;
}

static int
compare_pins (gconstpointer a,
              gconstpointer b)
{
  return hall_event_compare (*(HallEvent *const *) b, *(HallEvent *const *) a);
}

/* (transfer container): newest first. */
static GPtrArray *
list_pins (HallConversation *self)
{
  GPtrArray *pins = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->talk->pins);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HallEvent *pin = find_pin (self, value);

      if (pin != NULL)
        g_ptr_array_add (pins, pin);
    }
  g_ptr_array_sort (pins, compare_pins);
  return pins;
}

static void
add_copy (HallConversation *self,
          HallEvent        *event,
          HallSeen         *seen,
          GPtrArray        *messages)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  GPtrArray *notes;

  if (event->kind != HALL_EVENT_TEXT || messages->len == HALL_ROOM_PINS_MAX)
    return;
  hall_seen_lookup (seen, event->id, &notes);
  g_ptr_array_add (messages, hall_timeline_make_copy (hall_room_get_timeline (self->room), event,
                                                      notes != NULL ? notes : none));
}

static void
read_pinned_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (HallConversation) self = user_data;
  g_autoptr (HallSeen) seen = hall_seen_read_finish (result, NULL);
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);

  if (self->closed || self->talk == NULL)
    return;
  self->talk->listing_pins = FALSE;
  if (seen != NULL)
    {
      GPtrArray *events = hall_seen_get_events (seen);

      /* They come in the order in which they were asked for. */
      for (guint i = 0; i < events->len; i++)
        add_copy (self, g_ptr_array_index (events, i), seen, messages);
      hall_room_set_pinned (self->room, messages);
    }
  if (self->talk->list_pins_again)
    hall_conversation_show_pins (self);
}

/* The list of what is pinned may be another, or show something else. */
void
hall_conversation_show_pins (HallConversation *self)
{
  HallTalk *talk = self->talk;
  g_autoptr (GPtrArray) pins = NULL;
  g_autoptr (GStrvBuilder) builder = NULL;
  g_auto (GStrv) ids = NULL;

  talk->list_pins_again = talk->listing_pins;
  if (talk->listing_pins || self->closed)
    return;
  pins = list_pins (self);
  if (pins->len == 0)
    {
      if (g_list_model_get_n_items (hall_room_get_pinned (self->room)) > 0)
        hall_room_set_pinned (self->room, pins);
      return;
    }
  /* Some of them may be hidden, or not here yet. */
  builder = g_strv_builder_new ();
  for (guint i = 0; i < MIN (pins->len, 2 * HALL_ROOM_PINS_MAX); i++)
    g_strv_builder_add (builder, ((HallEvent *) g_ptr_array_index (pins, i))->target);
  ids = g_strv_builder_end (builder);
  talk->listing_pins = TRUE;
  hall_seen_read_async (self->context, self->stored->id, self, (const char *const *) ids,
                        self->context->cancellable, read_pinned_cb, g_object_ref (self));
}

static void
list_pins_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (HallConversation) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  HallPinChanges changes;

  events = hall_store_list_pins_finish (HALL_STORE (source), result, &error);
  if (events == NULL)
    g_debug ("room %s: pins cannot be read: %s", self->stored->id, error->message);
  if (events == NULL || self->closed)
    return;
  hall_pin_changes_init (&changes);
  for (guint i = 0; i < events->len; i++)
    take_pin (self, g_ptr_array_index (events, i), &changes);
  tell_changes (self, &changes);
}

/* (transfer full): those who might pin once, and were not asked for yet. */
static char **
list_new_rulers (HallConversation *self)
{
  g_autoptr (GPtrArray) ids = hall_census_list_rulers (self->census);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < ids->len; i++)
    if (g_hash_table_add (self->talk->rulers, g_strdup (g_ptr_array_index (ids, i))))
      g_strv_builder_add (builder, g_ptr_array_index (ids, i));
  return g_strv_builder_end (builder);
}

void
hall_conversation_check_pins (HallConversation *self)
{
  HallTalk *talk = self->talk;
  g_auto (GStrv) rulers = NULL;

  if (talk->swept_pins)
    g_hash_table_remove_all (talk->rulers);
  talk->swept_pins = FALSE;
  rulers = list_new_rulers (self);
  if (rulers[0] != NULL)
    hall_store_list_pins_async (self->context->store, self->stored->id,
                                (const char *const *) rulers, PINS_EACH_MAX,
                                self->context->cancellable, list_pins_cb, g_object_ref (self));
  hall_conversation_judge_pins (self);
}
