/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-pictures.c: which pictures are fetched, and when.
 *
 * What was wanted once is followed: another digest, or a person who comes, is a reason to look
 * again. Two are fetched at a time, eight at once, then one in five seconds.
 */

#define G_LOG_DOMAIN "hall-pictures"

#include "config.h"

#include "hall-limits.h"

#include "hall-pictures-private.h"

#define FETCHES_MAX 2
#define FETCH_US (5 * (gint64) G_USEC_PER_SEC)
#define BURST 8
#define LIE_US (3600 * (gint64) G_USEC_PER_SEC)
#define LIES_MAX 1024
#define REST_MIN_MS 5000
#define REST_MAX_MS (10 * 60 * 1000)

G_DEFINE_FINAL_TYPE (HallPictures, hall_pictures, G_TYPE_OBJECT)

static void consider (HallWanted *wanted);

static void
hall_wanted_free (gpointer data)
{
  HallWanted *wanted = data;

  g_signal_handlers_disconnect_by_data (wanted->person, wanted);
  hall_pictures_stop_fetch (wanted);
  g_object_unref (wanted->person);
  g_free (wanted->looked);
  g_free (wanted);
}

static void
hall_pictures_dispose (GObject *object)
{
  HallPictures *self = HALL_PICTURES (object);

  hall_pictures_close (self, NULL);
  g_clear_pointer (&self->timer, hall_timer_free);
  g_clear_pointer (&self->wanted, g_hash_table_unref);
  g_clear_pointer (&self->lies, g_hash_table_unref);
  hall_pictures_set_own (self, NULL);
  g_clear_object (&self->roll);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_pictures_parent_class)->dispose (object);
}

static void
hall_pictures_class_init (HallPicturesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_pictures_dispose;
}

static void
hall_pictures_init (HallPictures *self)
{
  self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, hall_wanted_free);
  self->lies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_queue_init (&self->queue);
}

static char *
make_lie (HallPerson *person)
{
  return g_strdup_printf ("%s %s", hall_person_get_id (person),
                          hall_person_get_picture_digest (person));
}

static gboolean
is_over (gpointer key,
         gpointer value,
         gpointer user_data)
{
  return *(gint64 *) value <= *(gint64 *) user_data;
}

static gboolean
was_lie (HallPictures *self,
         HallPerson   *person)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  g_autofree char *lie = make_lie (person);
  const gint64 *until = g_hash_table_lookup (self->lies, lie);

  return until != NULL && *until > now;
}

static void
note_lie (HallPictures *self,
          HallPerson   *person)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  gint64 until = now + LIE_US;

  g_hash_table_foreach_remove (self->lies, is_over, &now);
  if (g_hash_table_size (self->lies) >= LIES_MAX)
    g_hash_table_remove_all (self->lies);
  g_hash_table_replace (self->lies, make_lie (person), g_memdup2 (&until, sizeof until));
}

/* Whether there is something to be fetched, and from somebody who is here. */
static gboolean
is_lacking (HallWanted *wanted)
{
  HallPictures *self = wanted->pictures;
  HallPerson *person = wanted->person;

  return !self->closed && !self->context->stopped && self->context->identity != NULL
         && self->context->transport != NULL && hall_person_get_picture_digest (person) != NULL
         && hall_person_get_picture (person) == NULL && hall_person_get_online (person)
         && !hall_person_get_blocked (person) && !hall_person_get_older_version (person)
         && !was_lie (self, person);
}

static gboolean
take_credit (HallPictures *self)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);

  self->credit = MIN (self->credit + now - self->credited, BURST * FETCH_US);
  self->credited = now;
  if (self->credit < FETCH_US)
    {
      hall_timer_start_at (self->timer, now + FETCH_US - self->credit);
      return FALSE;
    }
  self->credit -= FETCH_US;
  return TRUE;
}

static void
rest (HallWanted *wanted)
{
  gint64 now = hall_clock_get_monotonic (wanted->pictures->context->clock);

  wanted->rest_ms = CLAMP (2 * wanted->rest_ms, REST_MIN_MS, REST_MAX_MS);
  wanted->rests_until = now + (gint64) wanted->rest_ms * 1000;
}

/* The first in the queue that does not rest. (nullable) */
static HallWanted *
take_next (HallPictures *self)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  gint64 soonest = G_MAXINT64;
  GList *next;

  for (GList *link = self->queue.head; link != NULL; link = next)
    {
      HallWanted *wanted = link->data;

      next = link->next;
      if (wanted->rests_until > now && is_lacking (wanted))
        {
          soonest = MIN (soonest, wanted->rests_until);
          continue;
        }
      if (is_lacking (wanted) && !take_credit (self))
        return NULL;
      wanted->queued = FALSE;
      g_queue_delete_link (&self->queue, link);
      if (is_lacking (wanted))
        return wanted;
    }
  if (soonest != G_MAXINT64)
    hall_timer_start_at (self->timer, soonest);
  return NULL;
}

static void
pump (HallPictures *self)
{
  HallWanted *wanted;

  while (!self->closed && self->n_fetching < FETCHES_MAX && (wanted = take_next (self)) != NULL)
    {
      wanted->fetching = hall_pictures_fetch (wanted);
      self->n_fetching += wanted->fetching;
      if (!wanted->fetching)
        {
          rest (wanted);
          consider (wanted);
        }
    }
}

static void
on_timer (gpointer user_data)
{
  pump (user_data);
}

static void
look_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallPictures) self = ((gpointer *) user_data)[0];
  g_autoptr (HallPerson) person = ((gpointer *) user_data)[1];
  g_autoptr (GBytes) picture = hall_store_get_picture_finish (HALL_STORE (source), result, NULL);
  g_autofree char *digest = picture != NULL ? hall_picture_make_digest (picture) : NULL;
  HallWanted *wanted;

  g_free (user_data);
  wanted = self->wanted != NULL
             ? g_hash_table_lookup (self->wanted, hall_person_get_id (person)) : NULL;
  if (wanted == NULL)
    return;
  wanted->looking = FALSE;
  if (digest != NULL && g_strcmp0 (digest, hall_person_get_picture_digest (person)) == 0
      && hall_picture_is_good (picture))
    hall_person_set_picture (person, picture);
  consider (wanted);
}

static void
look (HallWanted *wanted,
      const char *digest)
{
  gpointer *data = g_new (gpointer, 2);

  data[0] = g_object_ref (wanted->pictures);
  data[1] = g_object_ref (wanted->person);
  g_free (wanted->looked);
  wanted->looked = g_strdup (digest);
  wanted->looking = TRUE;
  hall_store_get_picture_async (wanted->pictures->context->store, digest,
                                wanted->pictures->context->cancellable, look_cb, data);
}

static void
consider (HallWanted *wanted)
{
  HallPictures *self = wanted->pictures;
  const char *digest = hall_person_get_picture_digest (wanted->person);

  if (self->closed || digest == NULL || wanted->looking || wanted->fetching
      || hall_person_get_picture (wanted->person) != NULL)
    return;
  if (g_strcmp0 (wanted->looked, digest) != 0)
    {
      look (wanted, digest);
      return;
    }
  if (!wanted->queued && is_lacking (wanted))
    {
      wanted->queued = TRUE;
      g_queue_push_tail (&self->queue, wanted);
    }
  if (wanted->queued)
    pump (self);
}

static void
on_digest (HallWanted *wanted)
{
  if (wanted->fetching)
    {
      hall_pictures_stop_fetch (wanted);
      wanted->fetching = FALSE;
      wanted->pictures->n_fetching--;
    }
  wanted->rests_until = 0;
  wanted->rest_ms = 0;
  consider (wanted);
  pump (wanted->pictures);   /* somebody else may be fetched in its place */
}

static void
on_online (HallWanted *wanted)
{
  if (hall_person_get_online (wanted->person))
    consider (wanted);
}

static void
stop (HallWanted *wanted)
{
  hall_pictures_stop_fetch (wanted);
  wanted->fetching = FALSE;
  wanted->pictures->n_fetching--;
}

static void
save_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallContext) context = user_data;
  g_autoptr (GError) error = NULL;

  hall_store_save_picture_finish (HALL_STORE (source), result, &error);
  hall_context_report_store (context, error);
}

/* Of people who are remembered, so that those who are not fill no disk. */
static void
keep (HallPictures *self,
      HallPerson   *person,
      GBytes       *picture)
{
  const char *digest = hall_person_get_picture_digest (person);
  const HallStoredPerson *record = hall_roll_lookup (self->roll, hall_person_get_id (person));
  HallStoredPerson *noted;

  if (record == NULL || record->first_seen_ms == 0)
    return;
  noted = hall_roll_note (self->roll, hall_person_get_id (person));
  g_free (noted->picture_digest);
  noted->picture_digest = g_strdup (digest);
  /* First the record: a picture that none names may go at any time. */
  hall_roll_write (self->roll, person);
  hall_store_save_picture_async (self->context->store, digest, picture, NULL, save_cb,
                                 hall_context_ref (self->context));
}

void
hall_pictures_end_fetch (HallWanted *wanted,
                         GBytes     *picture)
{
  HallPictures *self = wanted->pictures;

  stop (wanted);
  if (picture == NULL)
    rest (wanted);
  else
    {
      wanted->rest_ms = 0;
      keep (self, wanted->person, picture);
      hall_person_set_picture (wanted->person, picture);
    }
  consider (wanted);
  pump (self);
}

void
hall_pictures_refuse (HallWanted *wanted)
{
  HallPictures *self = wanted->pictures;

  g_debug ("%s has lied about its picture", hall_person_get_id (wanted->person));
  hall_counters_add (self->context->counters, HALL_COUNTER_PICTURE_REFUSED);
  note_lie (self, wanted->person);
  stop (wanted);
  pump (self);
}

/**
 * hall_pictures_new:
 * @context: shared parts
 * @roll: who is remembered, and which picture is kept
 * @find_link: (nullable): finds the link of a private conversation
 * @user_data: for @find_link
 *
 * Returns: (transfer full): pictures, none of them wanted
 */
HallPictures *
hall_pictures_new (HallContext          *context,
                   HallRoll             *roll,
                   HallPicturesFindLink  find_link,
                   gpointer              user_data)
{
  HallPictures *self = g_object_new (HALL_TYPE_PICTURES, NULL);

  self->context = hall_context_ref (context);
  self->roll = g_object_ref (roll);
  self->find_link = find_link;
  self->find_link_data = user_data;
  self->credit = BURST * FETCH_US;
  self->credited = hall_clock_get_monotonic (context->clock);
  self->timer = hall_timer_new (context->clock, on_timer, self);
  return self;
}

/**
 * hall_pictures_want:
 * @self: pictures
 * @person: somebody else, on the screen
 *
 * Its "picture" is read from the store, or fetched, and so will be those that it has later.
 */
void
hall_pictures_want (HallPictures *self,
                    HallPerson   *person)
{
  HallWanted *wanted = g_hash_table_lookup (self->wanted, hall_person_get_id (person));

  if (self->closed || hall_person_get_is_self (person))
    return;
  if (wanted == NULL)
    {
      if (g_hash_table_size (self->wanted) >= HALL_PEOPLE_MAX)
        return;
      wanted = g_new0 (HallWanted, 1);
      wanted->pictures = self;
      wanted->person = g_object_ref (person);
      g_hash_table_insert (self->wanted, (gpointer) hall_person_get_id (person), wanted);
      /* Disconnected in hall_wanted_free (). */
      g_signal_connect_swapped (person, "notify::picture-digest", G_CALLBACK (on_digest), wanted);
      g_signal_connect_swapped (person, "notify::online", G_CALLBACK (on_online), wanted);
    }
  consider (wanted);
}

/**
 * hall_pictures_close:
 * @self: pictures
 * @person_id: (nullable): who is blocked; %NULL: it is over
 */
void
hall_pictures_close (HallPictures *self,
                     const char   *person_id)
{
  GHashTableIter iter;
  gpointer value;

  if (self->wanted == NULL)
    return;
  if (person_id == NULL)
    {
      self->closed = TRUE;
      g_queue_clear (&self->queue);
      if (self->timer != NULL)
        hall_timer_stop (self->timer);
    }
  g_hash_table_iter_init (&iter, self->wanted);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HallWanted *wanted = value;

      if (wanted->fetching
          && (person_id == NULL || g_str_equal (hall_person_get_id (wanted->person), person_id)))
        stop (wanted);
    }
  pump (self);
}
