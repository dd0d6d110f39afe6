/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-service-hints.c: publishes while we may be seen, and has those asked who are found and not
 * heard.
 *
 * Avahi goes on naming a computer that vanished for an hour or more, so nobody is asked often. With
 * some of those who are known from links alone a link stays, so that they do not come and go.
 * Whoever is invisible asks the network for nobody either: that alone would say that Hallway runs.
 */

#define G_LOG_DOMAIN "hall-service-hints"

#include "config.h"

#include <string.h>

#include "hall-service-directory.h"
#include "hall-stay.h"

#include "hall-service-hints.h"

/* Time for datagrams to arrive, before anything is dialled: most networks carry them. */
#define GRACE_MIN_MS 1000
#define GRACE_MAX_MS 2000
/* When it is looked whether asking has helped. */
#define ASKED_MS 3000
/* From one question to the next, doubling. */
#define AGAIN_MIN_MS 15000
#define AGAIN_MAX_MS 600000

typedef struct
{
  char *id;
  char *address;
  guint16 port;
  guint n_asked;       /* since it was around last */
  guint pause_ms;
  gint64 due;
  HallStay *stay;      /* (nullable) */
} HallHint;

struct _HallServiceHints
{
  GObject parent_instance;

  HallContext *context;
  HallNetwork *network;
  HallExchange *exchange;
  HallServiceDirectory *directory;
  GHashTable *found;   /* "id address port" → HallHint: of liars one person may have several */
  HallTimer *timer;
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (HallServiceHints, hall_service_hints, G_TYPE_OBJECT)

static void
end_stay (HallHint *hint)
{
  if (hint->stay != NULL)
    hall_stay_close (hint->stay);
  g_clear_object (&hint->stay);
}

static void
free_hint (gpointer data)
{
  HallHint *hint = data;

  end_stay (hint);
  g_free (hint->id);
  g_free (hint->address);
  g_free (hint);
}

static void
hall_service_hints_dispose (GObject *object)
{
  HallServiceHints *self = HALL_SERVICE_HINTS (object);

  hall_service_hints_close (self);
  g_clear_pointer (&self->timer, hall_timer_free);
  g_clear_object (&self->directory);
  g_clear_object (&self->exchange);
  g_clear_object (&self->network);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_service_hints_parent_class)->dispose (object);
}

static void
hall_service_hints_finalize (GObject *object)
{
  g_hash_table_unref (HALL_SERVICE_HINTS (object)->found);
  G_OBJECT_CLASS (hall_service_hints_parent_class)->finalize (object);
}

static void
hall_service_hints_class_init (HallServiceHintsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_service_hints_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_service_hints_finalize;
}

static void
hall_service_hints_init (HallServiceHints *self)
{
  self->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_hint);
}

static gboolean
is_visible (HallServiceHints *self)
{
  return !self->closed && !hall_transport_get_muted (self->context->transport);
}

/* (nullable) */
static HallPerson *
look_up (HallServiceHints *self,
         HallHint         *hint)
{
  return hall_directory_lookup_person (self->context->directory, hint->id);
}

static guint
count_stays (HallServiceHints *self)
{
  GHashTableIter iter;
  gpointer hint;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->found);
  while (g_hash_table_iter_next (&iter, NULL, &hint))
    n += ((HallHint *) hint)->stay != NULL;

  return n;
}

/* Known from links alone. Of two the one with the smaller key keeps a link; the other one does if
 * that was in vain. */
static void
keep (HallServiceHints *self,
      HallHint         *hint)
{
  if (hint->stay != NULL || count_stays (self) >= HALL_SERVICE_STAYS_MAX
      || (hint->n_asked < 2 && strcmp (self->context->own_id, hint->id) > 0))
    return;
  hint->stay = hall_exchange_stay (self->exchange, hint->address, hint->port);
}

/* Returns: in how many ms it is to be looked again. */
static guint
consider (HallServiceHints *self,
          HallHint         *hint)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  HallPerson *person = look_up (self, hint);
  guint pause_ms = hint->pause_ms;

  /* Whoever is blocked would be dialled to be sent away again. */
  if (!is_visible (self) || (person != NULL && hall_person_get_blocked (person)))
    {
      end_stay (hint);
      return AGAIN_MIN_MS;
    }
  if (person != NULL && hall_person_get_online (person))
    {
      hint->pause_ms = AGAIN_MIN_MS;
      if (hall_directory_is_told (self->context->directory, hint->id, now))
        {
          keep (self, hint);
          return AGAIN_MIN_MS;
        }
      hint->n_asked = 0;
      end_stay (hint);
      return AGAIN_MIN_MS;
    }
  /* There is nobody any more. */
  if (hint->stay != NULL && hall_stay_get_state (hint->stay) == HALL_REACH_FAILED)
    end_stay (hint);
  hall_exchange_hint (self->exchange, hint->id, hint->address, hint->port);
  if (hint->n_asked++ == 0)
    return ASKED_MS;
  hint->pause_ms = MIN (pause_ms * 2, AGAIN_MAX_MS);

  return pause_ms;
}

/* Looks at whoever is due, and sleeps until the next one is. */
static void
consider_all (gpointer user_data)
{
  g_autoptr (HallServiceHints) self = g_object_ref (user_data);
  GHashTableIter iter;
  gpointer value;
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  gint64 deadline = G_MAXINT64;

  g_hash_table_iter_init (&iter, self->found);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HallHint *hint = value;

      if (hint->due <= now)
        hint->due = now + (gint64) consider (self, hint) * 1000;
      deadline = MIN (deadline, hint->due);
    }
  if (!self->closed && deadline != G_MAXINT64)
    hall_timer_start_at (self->timer, deadline);
}

static char *
make_key (const char *id,
          const char *address,
          guint       port)
{
  return g_strdup_printf ("%s %s %u", id, address, port);
}

static void
on_found (HallServiceDirectory *directory,
          const char           *id,
          const char           *address,
          guint                 port,
          HallServiceHints     *self)
{
  HallHint *hint;

  if (self->closed || !hall_transport_is_on_link (self->context->transport, address))
    return;
  hint = g_new0 (HallHint, 1);
  hint->id = g_strdup (id);
  hint->address = g_strdup (address);
  hint->port = (guint16) port;
  hint->pause_ms = AGAIN_MIN_MS;
  hint->due = hall_clock_get_monotonic (self->context->clock)
              + (gint64) hall_clock_pick (self->context->clock, GRACE_MIN_MS, GRACE_MAX_MS) * 1000;
  g_hash_table_replace (self->found, make_key (id, address, port), hint);
  consider_all (self);
}

static void
on_lost (HallServiceDirectory *directory,
         const char           *id,
         const char           *address,
         guint                 port,
         HallServiceHints     *self)
{
  g_autofree char *key = make_key (id, address, port);

  g_hash_table_remove (self->found, key);
}

static void
expedite (HallServiceHints *self)
{
  GHashTableIter iter;
  gpointer hint;

  g_hash_table_iter_init (&iter, self->found);
  while (g_hash_table_iter_next (&iter, NULL, &hint))
    ((HallHint *) hint)->due = 0;
  consider_all (self);
}

/**
 * hall_service_hints_new:
 * @context: with clock, counters, transport and directory
 * @network: what is opened and closed
 * @exchange: what asks
 * @bus_address: (nullable): the bus that Avahi is on; %NULL for the system bus
 *
 * Returns: (transfer full): one that publishes as soon as there is an Avahi and an open port
 */
HallServiceHints *
hall_service_hints_new (HallContext  *context,
                        HallNetwork  *network,
                        HallExchange *exchange,
                        const char   *bus_address)
{
  HallServiceHints *self = g_object_new (HALL_TYPE_SERVICE_HINTS, NULL);

  self->context = hall_context_ref (context);
  self->network = g_object_ref (network);
  self->exchange = g_object_ref (exchange);
  self->timer = hall_timer_new (context->clock, consider_all, self);
  self->directory = hall_service_directory_new (context->clock, context->counters,
                                                context->own_id, bus_address);
  g_signal_connect_object (self->directory, "found", G_CALLBACK (on_found), self, 0);
  g_signal_connect_object (self->directory, "lost", G_CALLBACK (on_lost), self, 0);
  /* Each of them whenever something was opened, or could not be. */
  g_signal_connect_object (network, "problem", G_CALLBACK (hall_service_hints_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (network, "changed", G_CALLBACK (hall_service_hints_update), self,
                           G_CONNECT_SWAPPED);
  hall_service_hints_update (self);

  return self;
}

/**
 * hall_service_hints_update:
 * @self: some hints
 *
 * Publishes what holds now: on the interfaces that are used, unless we are muted.
 */
void
hall_service_hints_update (HallServiceHints *self)
{
  g_autoptr (GArray) interfaces = NULL;
  g_auto (GStrv) addresses = NULL;
  guint16 port = hall_network_get_tcp_port (self->network);

  if (self->closed)
    return;
  if (is_visible (self) && port != 0)
    addresses = hall_transport_list_addresses (self->context->transport);
  interfaces = hall_service_directory_find_interfaces ((const char *const *) addresses);
  hall_service_directory_set (self->directory, interfaces, port);
  /* Whoever is invisible keeps no link. */
  if (!is_visible (self))
    expedite (self);
}

/**
 * hall_service_hints_refresh:
 * @self: some hints
 *
 * Who was not there before may be now.
 */
void
hall_service_hints_refresh (HallServiceHints *self)
{
  GHashTableIter iter;
  gpointer value;

  if (self->closed)
    return;
  hall_service_hints_update (self);
  g_hash_table_iter_init (&iter, self->found);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HallHint *hint = value;

      hint->pause_ms = AGAIN_MIN_MS;
      hint->n_asked = 0;
    }
  expedite (self);
}

/**
 * hall_service_hints_has_daemon:
 * @self: some hints
 *
 * Returns: whether there is an Avahi that publishes and finds
 */
gboolean
hall_service_hints_has_daemon (HallServiceHints *self)
{
  return hall_service_directory_has_daemon (self->directory);
}

/**
 * hall_service_hints_close:
 * @self: some hints
 *
 * Withdraws us, and has nobody asked any more.
 */
void
hall_service_hints_close (HallServiceHints *self)
{
  if (self->closed)
    return;
  self->closed = TRUE;
  hall_timer_stop (self->timer);
  g_hash_table_remove_all (self->found);
  hall_service_directory_close (self->directory);
}
