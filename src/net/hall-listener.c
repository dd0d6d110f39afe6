/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-listener.c: the one TCP port of an instance: accepts, bounds who has not shown a key yet.
 *
 * Owned by HallTransport. Who says nothing costs a descriptor and a few bytes and hinders nobody;
 * only who has sent a byte becomes a link and takes one of the bounded places. It never speaks.
 */

#define G_LOG_DOMAIN "hall-listener"

#include "config.h"

#include "hall-limits.h"
#include "hall-port.h"
#include "hall-tls-link-private.h"

#include "hall-listener.h"

#define ACCEPTS_PER_TURN 64
/* Descriptors that wait for a first byte or for a place. */
#define CALLERS_MAX 256
/* When the process is out of descriptors, the next try is after this long. */
#define RETRY_MS 100

struct _HallListener
{
  GObject parent_instance;

  HallIdentity *identity;
  HallCounters *counters;
  HallClock *clock;
  HallReactor *reactor;
  GSocket *socket;
  HallWatch *watch;
  guint16 port;
  GQueue callers;      /* (element-type Caller), the longest waiting first */
  GPtrArray *links;    /* (element-type HallTlsLink), not ready yet, the oldest first */
};

/* An accepted connection that is not a link yet. */
typedef struct
{
  HallListener *listener;
  GSocket *socket;
  HallWatch *watch;
  guint32 address;
  gint64 since;
  gboolean talking;    /* it has sent a byte and waits for a place */
} Caller;

G_DEFINE_FINAL_TYPE (HallListener, hall_listener, G_TYPE_OBJECT)

enum
{
  LINK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void accept_callers (HallListener *self);

static void
hall_listener_dispose (GObject *object)
{
  HallListener *self = HALL_LISTENER (object);

  hall_listener_close (self);

  G_OBJECT_CLASS (hall_listener_parent_class)->dispose (object);
}

static void
hall_listener_finalize (GObject *object)
{
  HallListener *self = HALL_LISTENER (object);

  g_ptr_array_unref (self->links);
  g_clear_object (&self->identity);
  g_clear_pointer (&self->counters, hall_counters_unref);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->reactor, hall_reactor_unref);

  G_OBJECT_CLASS (hall_listener_parent_class)->finalize (object);
}

static void
hall_listener_class_init (HallListenerClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = hall_listener_dispose;
  object_class->finalize = hall_listener_finalize;

  /* HallListener::link: (link: HallLink) ready; closed unless the handler takes a reference. */
  signals[LINK] = g_signal_new ("link", HALL_TYPE_LISTENER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, HALL_TYPE_LINK);
}

static void
hall_listener_init (HallListener *self)
{
  self->reactor = hall_reactor_get ();
  self->links = g_ptr_array_new_with_free_func (g_object_unref);
  g_queue_init (&self->callers);
}

static void
caller_free (Caller *caller)
{
  g_clear_pointer (&caller->watch, hall_watch_remove);
  if (caller->socket != NULL)
    g_socket_close (caller->socket, NULL);
  g_clear_object (&caller->socket);
  g_free (caller);
}

static void
dismiss (HallListener *self,
         Caller       *caller,
         HallCounter   counter)
{
  hall_counters_add (self->counters, HALL_COUNTER_LINK_ACCEPTED);
  hall_counters_add (self->counters, counter);
  g_queue_remove (&self->callers, caller);
  caller_free (caller);
}

static HallTlsLink *
find_silent_link (HallListener *self,
                  guint32       address,
                  gboolean      of_address)
{
  gint64 limit = g_get_monotonic_time () - HALL_UNAUTHENTICATED_GRACE_MS * 1000;
  HallTlsLink *silent = NULL;

  for (guint i = 0; i < self->links->len; i++)
    {
      HallTlsLink *link = g_ptr_array_index (self->links, i);
      gint64 heard = hall_tls_link_get_heard (link);

      if (of_address && hall_tls_link_get_peer (link) != address)
        continue;
      if (heard <= limit && (silent == NULL || heard < hall_tls_link_get_heard (silent)))
        silent = link;
    }

  return silent;
}

/* Without "closed", which would look for who may have its place meanwhile. */
static void
drop_link (HallListener *self,
           HallLink     *link)
{
  g_autoptr (HallLink) keep = g_object_ref (link);

  g_signal_handlers_disconnect_by_data (link, self);
  g_ptr_array_remove (self->links, link);
  hall_link_abort (link);
}

/* Whether there is, or can be made, a place for a link from @address. */
static gboolean
make_place (HallListener *self,
            guint32       address)
{
  guint of_address = 0;
  gboolean crowded_address;
  HallTlsLink *silent;

  for (guint i = 0; i < self->links->len; i++)
    of_address += hall_tls_link_get_peer (g_ptr_array_index (self->links, i)) == address;

  crowded_address = of_address >= HALL_UNAUTHENTICATED_PER_ADDRESS;
  if (!crowded_address && self->links->len < HALL_UNAUTHENTICATED_MAX)
    return TRUE;

  silent = find_silent_link (self, address, crowded_address);
  if (silent == NULL)
    return FALSE;

  hall_counters_add (self->counters, HALL_COUNTER_LINK_CROWDED_OUT);
  drop_link (self, HALL_LINK (silent));
  return TRUE;
}

static void
on_link_over (HallLink     *link,
              const GError *error,
              HallListener *self)
{
  g_signal_handlers_disconnect_by_data (link, self);
  g_ptr_array_remove (self->links, link);
  accept_callers (self);
}

static void
on_link_ready (HallLink     *link,
               HallListener *self)
{
  g_autoptr (HallLink) keep = g_object_ref (link);
  g_autoptr (HallListener) keep_self = g_object_ref (self);

  g_signal_handlers_disconnect_by_data (link, self);
  g_ptr_array_remove (self->links, link);

  /* Whom nobody wants is closed with the last reference, which is ours. */
  g_signal_emit (self, signals[LINK], 0, link);

  accept_callers (self);
}

static void
promote (HallListener *self,
         Caller       *caller)
{
  g_autoptr (GSocket) socket = g_steal_pointer (&caller->socket);
  HallLink *link;

  g_queue_remove (&self->callers, caller);
  caller_free (caller);

  link = hall_tls_link_new_incoming (socket, self->identity, self->counters, self->clock);
  g_ptr_array_add (self->links, link);
  g_signal_connect_object (link, "ready", G_CALLBACK (on_link_ready), self, 0);
  g_signal_connect_object (link, "closed", G_CALLBACK (on_link_over), self, 0);
}

/* Gives places to those who talk, first come, first served; one whose address has its share doesn't
 * hold up the others. */
static void
seat_callers (HallListener *self)
{
  GList *node = self->callers.head;

  while (node != NULL)
    {
      Caller *caller = node->data;

      node = node->next;
      if (!caller->talking)
        continue;

      if (make_place (self, caller->address))
        promote (self, caller);
      else
        /* Somebody will have been silent for long enough by then. */
        hall_watch_set_deadline (caller->watch, g_get_monotonic_time ()
                                                + HALL_UNAUTHENTICATED_GRACE_MS * 1000 / 4);
    }
}

static void
on_caller_ready (gpointer     owner,
                 GIOCondition condition)
{
  Caller *caller = owner;
  HallListener *self = caller->listener;
  g_autoptr (HallListener) keep = g_object_ref (self);

  if ((condition & G_IO_HUP) != 0)
    dismiss (self, caller, HALL_COUNTER_LINK_TLS_FAILED);
  else
    {
      caller->talking = TRUE;
      hall_watch_set_condition (caller->watch, 0);
    }

  accept_callers (self);
}

static void
on_caller_due (gpointer owner)
{
  Caller *caller = owner;
  HallListener *self = caller->listener;
  g_autoptr (HallListener) keep = g_object_ref (self);
  gint64 limit = caller->since + (gint64) hall_tls_link_get_timers ()->tls_ms * 1000;

  if (g_get_monotonic_time () >= limit)
    dismiss (self, caller, HALL_COUNTER_LINK_TLS_TIMEOUT);

  accept_callers (self);
}

static const HallWatchFuncs caller_funcs = {
  .ready = on_caller_ready,
  .due = on_caller_due,
};

static void
receive_caller (HallListener *self,
                GSocket      *socket)
{
  Caller *caller = g_new0 (Caller, 1);

  caller->listener = self;
  caller->socket = g_object_ref (socket);
  caller->address = hall_port_get_peer (socket);
  caller->since = g_get_monotonic_time ();
  caller->watch = hall_reactor_watch (self->reactor, g_socket_get_fd (socket), G_IO_IN,
                                      &caller_funcs, caller);
  if (caller->watch == NULL)
    {
      caller_free (caller);
      return;
    }

  hall_watch_set_deadline (caller->watch, caller->since
                                          + (gint64) hall_tls_link_get_timers ()->tls_ms * 1000);
  g_queue_push_tail (&self->callers, caller);
}

/* Whether another caller can wait: when too many do, the one that has been silent for longest and
 * for long enough goes. */
static gboolean
make_room (HallListener *self)
{
  gint64 limit = g_get_monotonic_time () - HALL_UNAUTHENTICATED_GRACE_MS * 1000;

  if (self->callers.length < CALLERS_MAX)
    return TRUE;

  for (GList *node = self->callers.head; node != NULL; node = node->next)
    {
      Caller *caller = node->data;

      if (!caller->talking && caller->since <= limit)
        {
          dismiss (self, caller, HALL_COUNTER_LINK_CROWDED_OUT);
          return TRUE;
        }
    }

  return FALSE;
}

static void
accept_callers (HallListener *self)
{
  gboolean paused = FALSE;

  if (self->socket == NULL)
    return;

  seat_callers (self);

  for (guint i = 0; i < ACCEPTS_PER_TURN && !paused; i++)
    {
      g_autoptr (GSocket) socket = NULL;

      paused = !make_room (self);
      switch (paused ? HALL_PORT_EMPTY : hall_port_accept (self->socket, &socket))
        {
        case HALL_PORT_ACCEPTED:
          receive_caller (self, socket);
          break;

        case HALL_PORT_EMPTY:
          i = ACCEPTS_PER_TURN;
          break;

        case HALL_PORT_EXHAUSTED:
          paused = TRUE;
          break;

        case HALL_PORT_GONE:
        default:
          break;
        }
    }

  /* The others wait in the kernel's backlog; without an interest in it, it wakes nobody. */
  hall_watch_set_condition (self->watch, paused ? 0 : G_IO_IN);
  hall_watch_set_deadline (self->watch, paused ? g_get_monotonic_time () + RETRY_MS * 1000
                                               : G_MAXINT64);
}

static void
on_port_ready (gpointer     owner,
               GIOCondition condition)
{
  g_autoptr (HallListener) self = g_object_ref (HALL_LISTENER (owner));

  accept_callers (self);
}

static void
on_port_due (gpointer owner)
{
  on_port_ready (owner, 0);
}

static const HallWatchFuncs port_funcs = {
  .ready = on_port_ready,
  .due = on_port_due,
};

/**
 * hall_listener_new:
 * @clock: for the links; the bounds of who is not one yet follow the machine's
 *
 * Returns: (transfer full): a listener that is not open yet
 */
HallListener *
hall_listener_new (HallIdentity *identity,
                   HallCounters *counters,
                   HallClock    *clock)
{
  HallListener *self = g_object_new (HALL_TYPE_LISTENER, NULL);

  self->identity = g_object_ref (identity);
  self->counters = hall_counters_ref (counters);
  self->clock = g_object_ref (clock);

  return self;
}

/**
 * hall_listener_open:
 * @port: 0 for the default one or the next that is free
 * @any: whether any free port does, at once
 * @error: G_IO_ERROR_ADDRESS_IN_USE and other GIOErrorEnum, with a sentence that names the port
 *
 * Listens on all addresses, of IPv6 too where there is any. Closes what was open before.
 */
gboolean
hall_listener_open (HallListener  *self,
                    guint16        port,
                    gboolean       any,
                    GError       **error)
{
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketAddress) address = NULL;

  g_return_val_if_fail (HALL_IS_LISTENER (self), FALSE);

  hall_listener_close (self);

  socket = hall_port_listen (port, any, error);
  if (socket == NULL)
    return FALSE;

  address = g_socket_get_local_address (socket, error);
  if (address == NULL)
    return FALSE;

  self->watch = hall_reactor_watch (self->reactor, g_socket_get_fd (socket), G_IO_IN, &port_funcs,
                                    self);
  if (self->watch == NULL)
    return hall_port_set_error (error);

  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  self->socket = g_steal_pointer (&socket);
  g_debug ("Listening on TCP port %u", self->port);

  return TRUE;
}

/**
 * hall_listener_close:
 *
 * Accepts nobody any more and drops who is not a ready link yet. Links that were handed over stay.
 */
void
hall_listener_close (HallListener *self)
{
  Caller *caller;

  g_return_if_fail (HALL_IS_LISTENER (self));

  g_clear_pointer (&self->watch, hall_watch_remove);
  if (self->socket != NULL)
    g_socket_close (self->socket, NULL);
  g_clear_object (&self->socket);

  while ((caller = g_queue_pop_head (&self->callers)) != NULL)
    caller_free (caller);

  while (self->links->len > 0)
    drop_link (self, g_ptr_array_index (self->links, self->links->len - 1));

  self->port = 0;
}

/**
 * hall_listener_get_port:
 *
 * Returns: the port, 0 while it is not open
 */
guint16
hall_listener_get_port (HallListener *self)
{
  g_return_val_if_fail (HALL_IS_LISTENER (self), 0);

  return self->port;
}
