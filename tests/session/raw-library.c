/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* raw-library.c: the answering half of a synchronisation, without a store.
 */

#define G_LOG_DOMAIN "raw-library"

#include "config.h"

#include <string.h>

#include "hall-limits.h"

#include "raw-library.h"

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  return hall_event_compare (*(HallEvent *const *) a, *(HallEvent *const *) b);
}

char *
raw_library_make_digest (GPtrArray *events)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 whole[32];
  gsize length = sizeof whole;

  g_ptr_array_sort (events, compare_events);
  for (guint i = 0; i < events->len; i++)
    g_checksum_update (checksum, ((HallEvent *) g_ptr_array_index (events, i))->raw_id,
                       HALL_EVENT_ID_SIZE);
  g_checksum_get_digest (checksum, whole, &length);
  return hall_base64url_encode (whole, 8);
}

char *
raw_library_make_id (guint number)
{
  guint8 raw[HALL_EVENT_ID_SIZE] = { 7, 7, 7 };

  memcpy (raw + 8, &number, sizeof number);
  return hall_base64url_encode (raw, sizeof raw);
}

/* Of the control events, with day -1, or of a day, or of an hour of one. */
static GPtrArray *
list_part (RawLibrary *self,
           gint64      day,
           int         hour,
           gint64      from)
{
  GPtrArray *part = g_ptr_array_new ();

  for (guint i = 0; i < self->events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (self->events, i);
      gboolean control = hall_event_is_control (event);

      if (control == (day < 0)
          && (control || (event->lc / HALL_DAY_MS == day && event->lc >= from
                          && (hour < 0 || event->lc % HALL_DAY_MS / HALL_HOUR_MS == hour))))
        g_ptr_array_add (part, event);
    }
  g_ptr_array_sort (part, compare_events);
  return part;
}

static void
append_day (GArray    *days,
            gint64     day,
            GPtrArray *part)
{
  g_autofree char *digest = raw_library_make_digest (part);
  HallDayDigest entry = { day, part->len, "" };

  if (part->len == 0)
    return;
  g_strlcpy (entry.digest, digest, sizeof entry.digest);
  g_array_append_val (days, entry);
}

static void
answer_hours (RawLibrary *self,
              HallPacket *question)
{
  HallPacket *answer = hall_packet_new (HALL_PACKET_HAVE);

  answer->room = g_strdup (self->room_id);
  answer->day_only = TRUE;
  answer->day = question->day;
  answer->days = g_array_new (FALSE, TRUE, sizeof (HallDayDigest));
  for (int hour = 0; hour < 24; hour++)
    {
      g_autoptr (GPtrArray) part = list_part (self, question->day, hour, 0);

      append_day (answer->days, hour, part);
    }
  raw_peer_send (self->peer, answer);
}

static void
send_page (RawLibrary *self,
           HallPacket *question,
           GPtrArray  *ids,
           gboolean    more)
{
  HallPacket *answer = hall_packet_new (HALL_PACKET_IDS);

  answer->room = g_strdup (self->room_id);
  answer->day = question->day;
  answer->hour = question->hour;
  answer->more = more;
  g_ptr_array_add (ids, NULL);
  answer->ids = g_strdupv ((char **) ids->pdata);
  g_ptr_array_set_size (ids, 0);
  raw_peer_send (self->peer, answer);
}

static void
answer_ids (RawLibrary *self,
            HallPacket *question)
{
  g_autoptr (GPtrArray) part = list_part (self, question->day, question->hour, 0);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint copy = 0; copy < MAX (self->n_copies, 1); copy++)
    for (guint i = 0; i < part->len; i++)
      {
        if (ids->len == HALL_LIST_PAGE_MAX)
          send_page (self, question, ids, TRUE);
        g_ptr_array_add (ids, g_strdup (((HallEvent *) g_ptr_array_index (part, i))->id));
      }
  for (guint i = 0; question->day == self->stray_day && i < self->strays->len; i++)
    g_ptr_array_add (ids, g_strdup (((HallEvent *) g_ptr_array_index (self->strays, i))->id));
  for (guint i = 0; question->day >= 0 && i < self->n_fakes; i++)
    {
      if (ids->len == HALL_LIST_PAGE_MAX)
        send_page (self, question, ids, TRUE);
      g_ptr_array_add (ids, raw_library_make_id ((guint) question->day * 10000 + i));
    }
  send_page (self, question, ids, FALSE);
}

static HallEvent *
find (GPtrArray  *events,
      const char *id)
{
  for (guint i = 0; i < events->len; i++)
    if (g_str_equal (((HallEvent *) g_ptr_array_index (events, i))->id, id))
      return g_ptr_array_index (events, i);
  return NULL;
}

static void
answer_want (RawLibrary *self,
             HallPacket *want)
{
  HallPacket *answer = NULL;
  gsize bytes = 0;

  self->n_wants++;
  self->n_wanted += g_strv_length (want->ids);
  for (guint i = 0; i <= g_strv_length (want->ids); i++)
    {
      HallEvent *event = want->ids[i] != NULL ? find (self->events, want->ids[i]) : NULL;

      if (event == NULL && want->ids[i] != NULL)
        event = find (self->strays, want->ids[i]);
      if (answer != NULL && (want->ids[i] == NULL || bytes > HALL_SYNC_BYTES_MAX / 2))
        {
          answer->more = want->ids[i] != NULL;
          raw_peer_send (self->peer, g_steal_pointer (&answer));
        }
      if (answer == NULL)
        {
          answer = hall_packet_new (HALL_PACKET_EVS);
          answer->room = g_strdup (self->room_id);
          answer->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
          bytes = 0;
        }
      if (event == NULL)
        continue;
      bytes += hall_packet_measure_event (event);
      g_ptr_array_add (answer->events, hall_event_ref (event));
    }
  hall_packet_unref (answer);
}

static void
on_packet (HallLink   *link,
           HallPacket *packet,
           RawLibrary *self)
{
  if (packet->type == HALL_PACKET_HAVE && packet->day_only && packet->question)
    self->n_hours_asked++;
  else if (packet->type == HALL_PACKET_IDS && packet->question && packet->hour >= 0)
    self->n_hour_ids_asked++;
  else if (packet->type == HALL_PACKET_IDS && packet->question)
    self->n_days_asked++;
  if (packet->type == HALL_PACKET_HAVE && packet->day_only && !packet->question)
    g_ptr_array_add (self->hours, hall_packet_ref (packet));
  if (self->mute)
    return;
  if (packet->type == HALL_PACKET_HAVE && packet->day_only && packet->question)
    answer_hours (self, packet);
  else if (packet->type == HALL_PACKET_IDS && packet->question)
    answer_ids (self, packet);
  else if (packet->type == HALL_PACKET_WANT)
    answer_want (self, packet);
}

RawLibrary *
raw_library_new (RawPeer    *peer,
                 const char *room_id)
{
  RawLibrary *self = g_new0 (RawLibrary, 1);

  self->peer = peer;
  self->room_id = g_strdup (room_id);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  self->strays = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  self->stray_day = -2;
  self->hours = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_packet_unref);
  self->handler = g_signal_connect (peer->link, "packet", G_CALLBACK (on_packet), self);
  return self;
}

void
raw_library_free (RawLibrary *self)
{
  g_signal_handler_disconnect (self->peer->link, self->handler);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->strays);
  g_ptr_array_unref (self->hours);
  g_free (self->room_id);
  g_free (self);
}

void
raw_library_add (RawLibrary *self,
                 HallEvent  *event)
{
  g_assert_nonnull (event);
  g_ptr_array_add (self->events, event);
}

static HallPacket *
make_have (RawLibrary *self,
           gint64      from)
{
  HallPacket *have = hall_packet_new (HALL_PACKET_HAVE);

  have->room = g_strdup (self->room_id);
  have->from_lc = from;
  have->days = g_array_new (FALSE, TRUE, sizeof (HallDayDigest));
  return have;
}

void
raw_library_say_have (RawLibrary *self,
                      gint64      from)
{
  HallPacket *have = make_have (self, from);
  g_autoptr (GPtrArray) control = list_part (self, -1, -1, 0);
  gint64 done = -1;

  have->control = raw_library_make_digest (control);
  g_ptr_array_sort (self->events, compare_events);
  for (guint i = 0; i < self->events->len; i++)
    {
      gint64 day = ((HallEvent *) g_ptr_array_index (self->events, i))->lc / HALL_DAY_MS;
      g_autoptr (GPtrArray) part = list_part (self, day, -1, from);

      if (day != done)
        append_day (have->days, day, part);
      done = day;
    }
  raw_peer_send (self->peer, have);
}

void
raw_library_promise (RawLibrary *self,
                     gint64      day,
                     guint       count,
                     const char *digest)
{
  HallPacket *have = make_have (self, 0);
  HallDayDigest entry = { day, count, "" };

  g_strlcpy (entry.digest, digest != NULL ? digest : "AAAAAAAAAAA", sizeof entry.digest);
  g_array_append_val (have->days, entry);
  raw_peer_send (self->peer, have);
}

void
raw_library_ask_again (RawLibrary *self)
{
  HallPacket *question = hall_packet_new (HALL_PACKET_HAVE);

  question->room = g_strdup (self->room_id);
  question->question = TRUE;
  raw_peer_send (self->peer, question);
}
