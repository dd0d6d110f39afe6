/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-discovery.c: what datagrams and passing time do to the directory.
 *
 * A datagram changes the directory; it opens no connection by itself.
 */

#define G_LOG_DOMAIN "hall-discovery"

#include "config.h"

#include "hall-discovery.h"

/* Deadlines are met late rather than early. */
#define EXPIRY_SLACK_MS 20

struct _HallDiscovery
{
  GObject parent_instance;

  HallContext *context;
  HallNetwork *network;
  HallAnnouncer *announcer;   /* (nullable): it only listens */
  HallExchange *exchange;     /* the same */
  HallReach *reach;           /* the same */
  HallServiceHints *services; /* (nullable): no DNS-SD */
  HallTimer *expiry_timer;
  HallDiscoveryListLive list_live;
  gpointer list_live_data;
  gboolean closed;
};

enum
{
  HEARD,
  EXPIRED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallDiscovery, hall_discovery, G_TYPE_OBJECT)

static void
hall_discovery_dispose (GObject *object)
{
  HallDiscovery *self = HALL_DISCOVERY (object);

  self->closed = TRUE;
  g_clear_pointer (&self->expiry_timer, hall_timer_free);
  if (self->services != NULL)
    hall_service_hints_close (self->services);
  g_clear_object (&self->services);
  if (self->exchange != NULL)
    self->context->exchange = NULL;
  g_clear_object (&self->exchange);
  g_clear_object (&self->reach);
  g_clear_object (&self->announcer);
  g_clear_object (&self->network);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_discovery_parent_class)->dispose (object);
}

static void
hall_discovery_class_init (HallDiscoveryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_discovery_dispose;

  signals[HEARD] = g_signal_new ("heard", HALL_TYPE_DISCOVERY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 2,
                                 HALL_TYPE_DATAGRAM | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_UINT);
  signals[EXPIRED] = g_signal_new ("expired", HALL_TYPE_DISCOVERY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
hall_discovery_init (HallDiscovery *self)
{
}

static void
count_refusal (HallDiscovery *self,
               HallHeard      heard)
{
  if (heard == HALL_HEARD_REPLAYED)
    hall_counters_add (self->context->counters, HALL_COUNTER_DATAGRAM_REPLAYED);
  else if (heard == HALL_HEARD_TABLE_FULL)
    hall_counters_add (self->context->counters, HALL_COUNTER_DATAGRAM_TABLE_FULL);
}

/* The directory knows no wall clock. */
static void
note_seen (HallDiscovery *self,
           HallDatagram  *datagram,
           guint          age_ms)
{
  HallPerson *person = hall_directory_lookup_person (self->context->directory, datagram->id);
  gint64 seen = hall_clock_get_wall (self->context->clock) - age_ms;

  if (person != NULL && seen > hall_person_get_last_seen (person))
    hall_person_set_last_seen (person, seen);
}

/* Somebody else has heard it. */
static void
on_told (HallExchange  *exchange,
         HallDatagram  *datagram,
         guint          heard,
         guint          age_ms,
         HallDiscovery *self)
{
  if (self->closed)
    return;
  note_seen (self, datagram, age_ms);
  if (heard == HALL_HEARD_EXPIRED)
    return;
  if (datagram->ttl_ms > 0)
    hall_timer_hasten (self->expiry_timer,
                       datagram->ttl_ms - MIN (age_ms, datagram->ttl_ms) + EXPIRY_SLACK_MS);
  g_signal_emit (self, signals[HEARD], 0, datagram, heard);
}

static void
on_datagram (HallNetwork   *network,
             HallDatagram  *datagram,
             const char    *address,
             guint          port,
             guint          way,
             HallDiscovery *self)
{
  HallHeard heard;

  if (self->closed)
    return;
  heard = hall_directory_hear (self->context->directory, datagram, address,
                               hall_clock_get_monotonic (self->context->clock));
  count_refusal (self, heard);
  if (heard == HALL_HEARD_REPLAYED || heard == HALL_HEARD_TABLE_FULL)
    return;
  note_seen (self, datagram, 0);
  if (datagram->ttl_ms > 0)
    hall_timer_hasten (self->expiry_timer, datagram->ttl_ms + EXPIRY_SLACK_MS);
  if (self->announcer != NULL)
    hall_announcer_hear (self->announcer, datagram, address, port, way);
  if (self->exchange != NULL)
    hall_exchange_hear (self->exchange, datagram, address);
  g_signal_emit (self, signals[HEARD], 0, datagram, (guint) heard);
}

static void
on_expiry (gpointer user_data)
{
  HallDiscovery *self = user_data;
  HallDirectory *directory = self->context->directory;
  g_autoptr (GHashTable) live = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 deadline;

  if (self->list_live != NULL)
    self->list_live (live, self->list_live_data);
  hall_directory_expire (directory, hall_clock_get_monotonic (self->context->clock), live);
  g_signal_emit (self, signals[EXPIRED], 0);
  deadline = hall_directory_get_deadline (directory);
  if (!self->closed && deadline != G_MAXINT64)
    hall_timer_start_at (self->expiry_timer, deadline + EXPIRY_SLACK_MS * 1000);
}

/**
 * hall_discovery_new:
 * @context: with clock, counters, transport and directory
 * @network: what it hears and speaks through
 * @boot: the stored counter of this run
 * @speaks: whether anybody is to hear of us
 *
 * Returns: (transfer full): one that listens, and is silent until its announcer is started
 */
HallDiscovery *
hall_discovery_new (HallContext *context,
                    HallNetwork *network,
                    guint64      boot,
                    gboolean     speaks)
{
  HallDiscovery *self = g_object_new (HALL_TYPE_DISCOVERY, NULL);

  self->context = hall_context_ref (context);
  self->network = g_object_ref (network);
  self->expiry_timer = hall_timer_new (context->clock, on_expiry, self);
  if (speaks)
    {
      self->announcer = hall_announcer_new (context, network, boot);
      self->exchange = hall_exchange_new (context, self->announcer);
      context->exchange = self->exchange;
      g_signal_connect_object (self->exchange, "told", G_CALLBACK (on_told), self, 0);
      self->reach = hall_reach_new (context, network);
    }
  g_signal_connect_object (network, "datagram", G_CALLBACK (on_datagram), self, 0);
  return self;
}

/**
 * hall_discovery_set_list_live:
 * @self: a discovery
 * @list_live: (nullable): adds to a set, with g_strdup (), whom we are linked to
 * @user_data: for @list_live
 */
void
hall_discovery_set_list_live (HallDiscovery         *self,
                              HallDiscoveryListLive  list_live,
                              gpointer               user_data)
{
  self->list_live = list_live;
  self->list_live_data = user_data;
}

/**
 * hall_discovery_get_announcer:
 * @self: a discovery
 *
 * Returns: (transfer none) (nullable): what speaks; %NULL where it only listens
 */
HallAnnouncer *
hall_discovery_get_announcer (HallDiscovery *self)
{
  return self->announcer;
}

/**
 * hall_discovery_get_exchange:
 * @self: a discovery
 *
 * Returns: (transfer none) (nullable): what asks others whom they have heard; %NULL where it only
 *   listens
 */
HallExchange *
hall_discovery_get_exchange (HallDiscovery *self)
{
  return self->exchange;
}

/**
 * hall_discovery_get_reach:
 * @self: a discovery
 *
 * Returns: (transfer none) (nullable): what asks others whether they reach us; %NULL where it only
 *   listens
 */
HallReach *
hall_discovery_get_reach (HallDiscovery *self)
{
  return self->reach;
}

/**
 * hall_discovery_use_services:
 * @self: a discovery that speaks
 * @bus_address: (nullable): the bus that Avahi is on; %NULL for the system bus
 *
 * From now on DNS-SD says where we are, and who else is there, if there is an Avahi.
 */
void
hall_discovery_use_services (HallDiscovery *self,
                             const char    *bus_address)
{
  g_return_if_fail (self->exchange != NULL && self->services == NULL);

  self->services = hall_service_hints_new (self->context, self->network, self->exchange,
                                           bus_address);
}

/**
 * hall_discovery_get_services:
 * @self: a discovery
 *
 * Returns: (transfer none) (nullable): what speaks to Avahi; %NULL without DNS-SD
 */
HallServiceHints *
hall_discovery_get_services (HallDiscovery *self)
{
  return self->services;
}

/**
 * hall_discovery_update:
 * @self: a discovery
 *
 * We became visible or invisible, or the network was closed: DNS-SD says so, too, and whoever is
 * invisible asks nobody any more.
 */
void
hall_discovery_update (HallDiscovery *self)
{
  if (self->exchange != NULL)
    hall_exchange_update (self->exchange);
  if (self->reach != NULL)
    hall_reach_update (self->reach);
  if (self->services != NULL)
    hall_service_hints_update (self->services);
}

/**
 * hall_discovery_refresh:
 * @self: a discovery
 *
 * The network is another one, or time has passed without us: who is around is asked for anew.
 */
void
hall_discovery_refresh (HallDiscovery *self)
{
  if (self->announcer != NULL)
    hall_announcer_refresh (self->announcer);
  if (self->exchange != NULL)
    hall_exchange_refresh (self->exchange);
  if (self->services != NULL)
    hall_service_hints_refresh (self->services);
}

/**
 * hall_discovery_close:
 * @self: a discovery
 *
 * Nothing is heard any more, and nobody expires. The announcer is its users' to stop, since they
 * say goodbye first.
 */
void
hall_discovery_close (HallDiscovery *self)
{
  self->closed = TRUE;
  hall_timer_stop (self->expiry_timer);
  /* Our goodbye was said before: it goes out over links, too. */
  if (self->exchange != NULL)
    hall_exchange_close (self->exchange, NULL);
  if (self->reach != NULL)
    hall_reach_close (self->reach);
  if (self->services != NULL)
    hall_service_hints_close (self->services);
}
