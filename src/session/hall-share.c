/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-share.c: one question after the other is answered from the store.
 *
 * Packets that are ready wait in a queue of our own until the link has room, so that a peer that
 * does not read costs no more than one answer.
 */

#define G_LOG_DOMAIN "hall-share"

#include "config.h"

#include <string.h>

#include "hall-limits.h"

#include "hall-share.h"

#define QUESTIONS_MAX 16
#define WANTS_MAX 4

struct _HallShare
{
  GObject parent_instance;

  HallContext *context;
  HallLink *link;
  HallSyncScope *scope;
  char *room_id;
  gint64 asked;
  GQueue questions;   /* (element-type HallPacket) have, ids and want, in the order asked */
  GQueue ready;       /* (element-type HallPacket) to be sent */
  gboolean reading;
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (HallShare, hall_share, G_TYPE_OBJECT)

static void answer_next (HallShare *self);

static void
hall_share_dispose (GObject *object)
{
  HallShare *self = HALL_SHARE (object);

  hall_share_close (self);
  g_clear_object (&self->link);
  g_clear_pointer (&self->room_id, g_free);
  g_clear_pointer (&self->scope, hall_sync_scope_unref);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_share_parent_class)->dispose (object);
}

static void
hall_share_class_init (HallShareClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_share_dispose;
}

static void
hall_share_init (HallShare *self)
{
  g_queue_init (&self->questions);
  g_queue_init (&self->ready);
}

static void
send_ready (HallShare *self)
{
  while (!self->closed && !g_queue_is_empty (&self->ready)
         && hall_link_get_queued (self->link) <= HALL_QUEUE_SOFT_MAX)
    {
      g_autoptr (HallPacket) packet = g_queue_pop_head (&self->ready);

      hall_link_send (self->link, packet, HALL_LINK_BACKGROUND);
    }
  if (!self->closed && g_queue_is_empty (&self->ready))
    answer_next (self);
}

static HallPacket *
new_packet (HallShare     *self,
            HallPacketType type)
{
  HallPacket *packet = hall_packet_new (type);

  packet->room = g_strdup (self->room_id);
  return packet;
}

static void
queue_ids (HallShare  *self,
           HallPacket *question,
           char      **ids)
{
  guint n_ids = g_strv_length (ids);
  guint done = 0;

  do
    {
      HallPacket *page = new_packet (self, HALL_PACKET_IDS);
      guint length = MIN (n_ids - done, HALL_LIST_PAGE_MAX);

      page->day = question->day;
      page->hour = question->hour;
      page->ids = g_new0 (char *, length + 1);
      for (guint i = 0; i < length; i++)
        page->ids[i] = g_strdup (ids[done + i]);
      done += length;
      page->more = done < n_ids;
      g_queue_push_tail (&self->ready, page);
    }
  while (done < n_ids);
}

static void
list_ids_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (HallShare) self = user_data;
  g_autoptr (HallPacket) question = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;
  char *none[] = { NULL };

  self->reading = FALSE;
  if (self->closed)
    return;
  question = g_queue_pop_head (&self->questions);
  if (question->hour >= 0)
    ids = hall_store_list_hour_ids_finish (HALL_STORE (source), result, &error);
  else
    ids = hall_store_list_ids_finish (HALL_STORE (source), result, &error);
  if (ids == NULL)
    g_debug ("ids could not be listed: %s", error->message);
  queue_ids (self, question,
             ids != NULL && hall_sync_scope_is_open (self->scope) ? ids : none);
  send_ready (self);
}

static void
append_days (HallPacket *page,
             GArray     *days,
             guint       first,
             guint       length)
{
  page->days = g_array_sized_new (FALSE, TRUE, sizeof (HallDayDigest), length);
  for (guint i = 0; i < length; i++)
    {
      HallStoredDay *day = &g_array_index (days, HallStoredDay, first + i);
      HallDayDigest entry = { day->day, day->count, "" };
      g_autofree char *digest = hall_base64url_encode (day->digest, sizeof day->digest);

      g_strlcpy (entry.digest, digest, sizeof entry.digest);
      g_array_append_val (page->days, entry);
    }
}

static void
list_hours_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (HallShare) self = user_data;
  g_autoptr (HallPacket) question = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) hours = NULL;
  HallPacket *answer;

  hours = hall_store_list_hours_finish (HALL_STORE (source), result, &error);
  self->reading = FALSE;
  if (self->closed)
    return;
  question = g_queue_pop_head (&self->questions);
  if (hours == NULL)
    {
      g_debug ("hours could not be listed: %s", error->message);
      hours = g_array_new (FALSE, FALSE, sizeof (HallStoredDay));
    }
  if (!hall_sync_scope_is_open (self->scope))
    g_array_set_size (hours, 0);
  answer = new_packet (self, HALL_PACKET_HAVE);
  answer->day_only = TRUE;
  answer->day = question->day;
  answer->from_lc = hall_sync_scope_get_answer_from (self->scope);
  append_days (answer, hours, 0, hours->len);
  g_queue_push_tail (&self->ready, answer);
  send_ready (self);
}

static void
queue_events (HallShare *self,
              GPtrArray *events)
{
  HallPacket *page = NULL;
  gsize bytes = 0;

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);
      gsize size = hall_packet_measure_event (event);

      if (!hall_sync_scope_may_give (self->scope, event))
        {
          hall_counters_add (self->context->counters, HALL_COUNTER_EVENT_NOT_PERMITTED);
          continue;
        }
      if (page != NULL && (page->events->len >= HALL_SYNC_EVENTS_MAX
                           || bytes + size > HALL_SYNC_BYTES_MAX))
        {
          page->more = TRUE;
          g_queue_push_tail (&self->ready, g_steal_pointer (&page));
        }
      if (page == NULL)
        {
          page = new_packet (self, HALL_PACKET_EVS);
          page->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
          bytes = 0;
        }
      g_ptr_array_add (page->events, hall_event_ref (event));
      bytes += size;
    }
  if (page == NULL)
    {
      page = new_packet (self, HALL_PACKET_EVS);
      page->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
    }
  g_queue_push_tail (&self->ready, page);
}

static void
get_events_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (HallShare) self = user_data;
  g_autoptr (HallPacket) want = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;

  events = hall_store_get_events_finish (HALL_STORE (source), result, &error);
  self->reading = FALSE;
  if (self->closed)
    return;
  want = g_queue_pop_head (&self->questions);
  if (events == NULL)
    g_debug ("events could not be read: %s", error->message);
  queue_events (self, events);
  send_ready (self);
}

static void
answer_next (HallShare *self)
{
  HallPacket *question = g_queue_peek_head (&self->questions);
  HallStore *store = self->context->store;
  GCancellable *cancellable = self->context->cancellable;
  gint64 from;

  if (question == NULL || self->reading || self->closed || !g_queue_is_empty (&self->ready))
    return;
  self->reading = TRUE;
  from = hall_sync_scope_get_answer_from (self->scope);
  if (question->type == HALL_PACKET_HAVE)
    hall_store_list_hours_async (store, self->room_id, question->day, from, cancellable,
                                 list_hours_cb, g_object_ref (self));
  else if (question->type == HALL_PACKET_IDS && question->hour >= 0)
    hall_store_list_hour_ids_async (store, self->room_id, question->day, (guint) question->hour,
                                    from, cancellable, list_ids_cb, g_object_ref (self));
  else if (question->type == HALL_PACKET_IDS)
    hall_store_list_ids_async (store, self->room_id, question->day, from, cancellable,
                               list_ids_cb, g_object_ref (self));
  else
    hall_store_get_events_async (store, self->room_id, (const char *const *) question->ids,
                                 cancellable, get_events_cb, g_object_ref (self));
}

/**
 * hall_share_new:
 * @context: shared parts
 * @link: ready; the owner routes packets and closes this when it closes
 * @room_id: the room of the link
 * @scope: what the peer may have
 *
 * Returns: (transfer full): answers nothing yet
 */
HallShare *
hall_share_new (HallContext   *context,
                HallLink      *link,
                const char    *room_id,
                HallSyncScope *scope)
{
  HallShare *self = g_object_new (HALL_TYPE_SHARE, NULL);

  self->context = hall_context_ref (context);
  self->link = g_object_ref (link);
  self->room_id = g_strdup (room_id);
  self->scope = hall_sync_scope_ref (scope);
  g_signal_connect_object (link, "drained", G_CALLBACK (send_ready), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * hall_share_send_have:
 * @self: a share
 * @from: the lc from which on @days count, ms
 * @days: (element-type HallStoredDay): what we hold
 * @control: digest over the control events
 *
 * Says what we have, in pages.
 */
void
hall_share_send_have (HallShare   *self,
                      gint64       from,
                      GArray      *days,
                      const guint8 control[8])
{
  guint done = 0;

  do
    {
      HallPacket *page = new_packet (self, HALL_PACKET_HAVE);
      guint length = MIN (days->len - done, HALL_LIST_PAGE_MAX);

      page->from_lc = from;
      if (done == 0)
        page->control = hall_base64url_encode (control, 8);
      append_days (page, days, done, length);
      done += length;
      page->more = done < days->len;
      g_queue_push_tail (&self->ready, page);
    }
  while (done < days->len);
  send_ready (self);
}

/**
 * hall_share_handle:
 * @self: a share
 * @packet: a question for ids or hours, or a want
 *
 * Plans the answer.
 *
 * Returns: %FALSE when too many questions wait already, or one is not in order
 */
gboolean
hall_share_handle (HallShare  *self,
                   HallPacket *packet)
{
  guint n_wants = 0;

  if (self->closed)
    return TRUE;
  for (GList *link = self->questions.head; link != NULL; link = link->next)
    if (((HallPacket *) link->data)->type == HALL_PACKET_WANT)
      n_wants++;
  if (packet->type == HALL_PACKET_WANT
      && (packet->ids == NULL || g_strv_length (packet->ids) > HALL_SYNC_EVENTS_MAX
          || n_wants >= WANTS_MAX))
    return FALSE;
  if (g_queue_get_length (&self->questions) >= QUESTIONS_MAX)
    return FALSE;
  self->asked = hall_clock_get_monotonic (self->context->clock);
  g_queue_push_tail (&self->questions, hall_packet_ref (packet));
  answer_next (self);
  return TRUE;
}

/**
 * hall_share_get_asked:
 * @self: a share
 *
 * Returns: when the peer last asked for something, monotonic µs; 0 if it never did
 */
gint64
hall_share_get_asked (HallShare *self)
{
  return self->asked;
}

/**
 * hall_share_is_busy:
 * @self: a share
 *
 * Returns: whether an answer is being made or waits to be sent
 */
gboolean
hall_share_is_busy (HallShare *self)
{
  return self->reading || !g_queue_is_empty (&self->questions)
         || !g_queue_is_empty (&self->ready);
}

/**
 * hall_share_close:
 * @self: a share
 *
 * Answers no more.
 */
void
hall_share_close (HallShare *self)
{
  self->closed = TRUE;
  g_queue_clear_full (&self->questions, (GDestroyNotify) hall_packet_unref);
  g_queue_clear_full (&self->ready, (GDestroyNotify) hall_packet_unref);
}
