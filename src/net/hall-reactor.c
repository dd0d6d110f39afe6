/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-reactor.c: all TCP sockets of the process behind one epoll descriptor in one GSource.
 *
 * A turn: what is ready, for a few milliseconds at most; then deadlines; then every link with
 * something to send is flushed once, beginning with another each time. Callbacks may remove any
 * watch, their own included. It never reads, writes or closes a descriptor that it watches.
 */

#define G_LOG_DOMAIN "hall-reactor"

#include "config.h"

#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "hall-reactor.h"

/* As drawing has (GDK_PRIORITY_REDRAW): a flood of frames can't stop the window, nor a busy window
 * the network. A person's input comes before both. */
#define PRIORITY (G_PRIORITY_HIGH_IDLE + 20)
#define EVENTS_PER_TURN 64
#define TURN_MAX_US 8000

struct _HallReactor
{
  GSource source;

  int epoll;
  gpointer tag;
  guint n_references;
  GPtrArray *watches;
  GPtrArray *dirty;
  GPtrArray *flushing;      /* what was dirty when this turn's flush began */
  guint round;
  gint64 wake;              /* the earliest deadline, or earlier */
  struct epoll_event events[EVENTS_PER_TURN];
  guint n_events;
  guint next_event;         /* a turn that took too long goes on here */
  guint8 incoming[HALL_REACTOR_INCOMING_SIZE];
  guint8 plain[HALL_REACTOR_RECORD_SIZE];
  guint8 outgoing[HALL_REACTOR_RECORD_SIZE];
};

struct _HallWatch
{
  HallReactor *reactor;
  const HallWatchFuncs *funcs;
  gpointer owner;
  int fd;
  GIOCondition condition;
  guint index;              /* in watches */
  gint64 deadline;
  gboolean dirty;
};

static HallReactor *the_reactor;

static void
dispatch_events (HallReactor *self)
{
  gint64 start = g_get_monotonic_time ();

  if (self->next_event >= self->n_events)
    {
      int n = epoll_wait (self->epoll, self->events, EVENTS_PER_TURN, 0);

      self->n_events = (guint) MAX (n, 0);
      self->next_event = 0;
    }

  while (self->next_event < self->n_events)
    {
      const struct epoll_event *event = &self->events[self->next_event++];
      HallWatch *watch = event->data.ptr;
      GIOCondition condition = 0;

      if (watch == NULL) /* removed since */
        continue;

      if ((event->events & EPOLLIN) != 0)
        condition |= G_IO_IN;
      if ((event->events & EPOLLOUT) != 0)
        condition |= G_IO_OUT;
      if ((event->events & (EPOLLERR | EPOLLHUP)) != 0)
        condition |= G_IO_ERR | G_IO_HUP;
      watch->funcs->ready (watch->owner, condition);

      if (g_get_monotonic_time () - start > TURN_MAX_US)
        break;
    }
}

static void
dispatch_deadlines (HallReactor *self)
{
  gint64 now = g_get_monotonic_time ();

  if (now < self->wake)
    return;

  for (guint i = self->watches->len; i > 0; i--)
    {
      HallWatch *watch;

      if (i > self->watches->len) /* a callback removed more than its own */
        continue;

      watch = g_ptr_array_index (self->watches, i - 1);
      if (watch->deadline <= now)
        {
          watch->deadline = G_MAXINT64;
          watch->funcs->due (watch->owner);
        }
    }

  self->wake = G_MAXINT64;
  for (guint i = 0; i < self->watches->len; i++)
    {
      const HallWatch *watch = g_ptr_array_index (self->watches, i);

      self->wake = MIN (self->wake, watch->deadline);
    }
}

static void
dispatch_flushes (HallReactor *self)
{
  GPtrArray *round = self->dirty;
  guint n = round->len;
  guint first;

  if (n == 0)
    return;

  self->dirty = self->flushing;
  self->flushing = round;
  first = self->round++ % n;

  for (guint i = 0; i < n; i++)
    {
      HallWatch *watch = g_ptr_array_index (round, (first + i) % n);

      if (watch == NULL)
        continue;

      watch->dirty = FALSE;
      watch->funcs->flush (watch->owner);
    }

  g_ptr_array_set_size (round, 0);
}

static void
set_ready_time (HallReactor *self)
{
  gboolean at_once = self->dirty->len > 0 || self->next_event < self->n_events;
  gint64 wake = self->wake == G_MAXINT64 ? -1 : self->wake;

  g_source_set_ready_time (&self->source, at_once ? 0 : wake);
}

static gboolean
hall_reactor_dispatch (GSource     *source,
                       GSourceFunc  callback,
                       gpointer     user_data)
{
  HallReactor *self = (HallReactor *) source;

  /* The last owner may let go of it in a callback. */
  self->n_references++;

  dispatch_events (self);
  dispatch_deadlines (self);
  dispatch_flushes (self);
  set_ready_time (self);

  hall_reactor_unref (self);

  return G_SOURCE_CONTINUE;
}

static void
hall_reactor_finalize (GSource *source)
{
  HallReactor *self = (HallReactor *) source;

  g_assert (self->watches->len == 0);

  close (self->epoll);
  g_ptr_array_unref (self->watches);
  g_ptr_array_unref (self->dirty);
  g_ptr_array_unref (self->flushing);
}

static GSourceFuncs source_funcs = {
  .dispatch = hall_reactor_dispatch,
  .finalize = hall_reactor_finalize,
};

/**
 * hall_reactor_get:
 *
 * Returns: (transfer full): the one of the process, in the default main context
 */
HallReactor *
hall_reactor_get (void)
{
  HallReactor *self;

  if (the_reactor != NULL)
    {
      the_reactor->n_references++;
      return the_reactor;
    }

  self = (HallReactor *) g_source_new (&source_funcs, sizeof (HallReactor));
  self->n_references = 1;
  self->watches = g_ptr_array_new ();
  self->dirty = g_ptr_array_new ();
  self->flushing = g_ptr_array_new ();
  self->wake = G_MAXINT64;
  self->epoll = epoll_create1 (EPOLL_CLOEXEC);
  if (self->epoll < 0)
    g_debug ("No epoll descriptor: %s", g_strerror (errno)); /* each watch then fails */
  else
    self->tag = g_source_add_unix_fd (&self->source, self->epoll, G_IO_IN);

  g_source_set_static_name (&self->source, "hall-reactor");
  g_source_set_priority (&self->source, PRIORITY);
  g_source_attach (&self->source, NULL);
  the_reactor = self;

  return self;
}

/**
 * hall_reactor_unref:
 */
void
hall_reactor_unref (HallReactor *self)
{
  g_return_if_fail (self->n_references > 0);

  if (--self->n_references > 0)
    return;

  if (the_reactor == self)
    the_reactor = NULL;
  g_source_destroy (&self->source);
  g_source_unref (&self->source);
}

/**
 * hall_reactor_get_incoming:
 *
 * Returns: HALL_REACTOR_INCOMING_SIZE bytes for what one socket received
 */
guint8 *
hall_reactor_get_incoming (HallReactor *self)
{
  return self->incoming;
}

/**
 * hall_reactor_get_plain:
 *
 * Returns: HALL_REACTOR_RECORD_SIZE bytes for one deciphered record
 */
guint8 *
hall_reactor_get_plain (HallReactor *self)
{
  return self->plain;
}

/**
 * hall_reactor_get_outgoing:
 *
 * Returns: HALL_REACTOR_RECORD_SIZE bytes for what goes into one record
 */
guint8 *
hall_reactor_get_outgoing (HallReactor *self)
{
  return self->outgoing;
}

static guint32
to_epoll (GIOCondition condition)
{
  guint32 events = 0;

  if ((condition & G_IO_IN) != 0)
    events |= EPOLLIN;
  if ((condition & G_IO_OUT) != 0)
    events |= EPOLLOUT;

  return events;
}

/**
 * hall_reactor_watch:
 * @condition: G_IO_IN, G_IO_OUT or both; errors and hang-ups are always told
 *
 * Returns: (nullable): a watch, to be removed by its owner; NULL with errno set
 */
HallWatch *
hall_reactor_watch (HallReactor          *self,
                    int                   fd,
                    GIOCondition          condition,
                    const HallWatchFuncs *funcs,
                    gpointer              owner)
{
  HallWatch *watch = g_new0 (HallWatch, 1);
  struct epoll_event event = { .events = to_epoll (condition), .data.ptr = watch };

  if (epoll_ctl (self->epoll, EPOLL_CTL_ADD, fd, &event) != 0)
    {
      int saved_errno = errno;

      g_free (watch);
      errno = saved_errno;
      return NULL;
    }

  self->n_references++;
  watch->reactor = self;
  watch->fd = fd;
  watch->condition = condition;
  watch->funcs = funcs;
  watch->owner = owner;
  watch->deadline = G_MAXINT64;
  watch->index = self->watches->len;
  g_ptr_array_add (self->watches, watch);

  return watch;
}

static void
forget (GPtrArray *array,
        HallWatch *watch)
{
  guint index;

  if (g_ptr_array_find (array, watch, &index))
    array->pdata[index] = NULL;
}

/**
 * hall_watch_remove:
 *
 * Ends it: no callback follows, not even one of the turn that is going on.
 */
void
hall_watch_remove (HallWatch *self)
{
  HallReactor *reactor = self->reactor;
  HallWatch *last;

  epoll_ctl (reactor->epoll, EPOLL_CTL_DEL, self->fd, NULL);

  g_ptr_array_remove_index_fast (reactor->watches, self->index);
  if (self->index < reactor->watches->len)
    {
      last = g_ptr_array_index (reactor->watches, self->index);
      last->index = self->index;
    }

  for (guint i = reactor->next_event; i < reactor->n_events; i++)
    {
      if (reactor->events[i].data.ptr == self)
        reactor->events[i].data.ptr = NULL;
    }
  forget (reactor->dirty, self);
  forget (reactor->flushing, self);

  g_free (self);
  hall_reactor_unref (reactor);
}

/**
 * hall_watch_set_condition:
 */
void
hall_watch_set_condition (HallWatch    *self,
                          GIOCondition  condition)
{
  struct epoll_event event = { .events = to_epoll (condition), .data.ptr = self };

  if (condition == self->condition)
    return;

  self->condition = condition;
  epoll_ctl (self->reactor->epoll, EPOLL_CTL_MOD, self->fd, &event);
}

/**
 * hall_watch_set_deadline:
 * @when: monotonic time in µs; G_MAXINT64: never
 *
 * Calls `due` once at that time; a later call takes the place of an earlier one.
 */
void
hall_watch_set_deadline (HallWatch *self,
                         gint64     when)
{
  self->deadline = when;
  if (when >= self->reactor->wake)
    return;

  self->reactor->wake = when;
  set_ready_time (self->reactor);
}

/**
 * hall_watch_flush:
 */
void
hall_watch_flush (HallWatch *self)
{
  if (self->dirty)
    return;

  self->dirty = TRUE;
  g_ptr_array_add (self->reactor->dirty, self);
  if (self->reactor->dirty->len == 1)
    set_ready_time (self->reactor);
}
