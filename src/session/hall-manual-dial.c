/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-manual-dial.c: one typed address: looked up if it is a name, dialled, and kept.
 *
 * Owned by HallManualAddresses. HallStay dials a numeric address again and again; this decides
 * which one, since a name may have several, and others later. Who answers is whoever shows a key.
 */

#define G_LOG_DOMAIN "hall-manual-dial"

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "hall-limits.h"
#include "hall-stay.h"
#include "hall-typed-addresses.h"

#include "hall-manual-dial.h"

/* Of a name. */
#define PLACES_MAX 8
#define LOOK_UP_AGAIN_MIN_MS 5000
#define LOOK_UP_AGAIN_MAX_MS 60000

struct _HallManualDial
{
  GObject parent_instance;

  HallContext *context;
  HallDiscovery *discovery;
  HallManualAddress *address;
  char *host;
  guint16 port;
  gboolean is_name;
  GCancellable *cancellable;
  gboolean looking_up;
  GPtrArray *places;      /* (element-type utf8): numeric addresses */
  guint place;            /* which of them is dialled */
  HallStay *stay;         /* NULL until something is dialled */
  HallTimer *timer;       /* to look the name up again */
  HallTimer *next_timer;  /* to go on to the next place, out of the last one's signal */
  guint pause_ms;
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (HallManualDial, hall_manual_dial, G_TYPE_OBJECT)

static void
hall_manual_dial_dispose (GObject *object)
{
  HallManualDial *self = HALL_MANUAL_DIAL (object);

  hall_manual_dial_close (self);
  g_clear_pointer (&self->timer, hall_timer_free);
  g_clear_pointer (&self->next_timer, hall_timer_free);
  g_clear_object (&self->address);
  g_clear_object (&self->discovery);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_manual_dial_parent_class)->dispose (object);
}

static void
hall_manual_dial_finalize (GObject *object)
{
  HallManualDial *self = HALL_MANUAL_DIAL (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->places);
  g_free (self->host);
  G_OBJECT_CLASS (hall_manual_dial_parent_class)->finalize (object);
}

static void
hall_manual_dial_class_init (HallManualDialClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_manual_dial_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_manual_dial_finalize;
}

static void
hall_manual_dial_init (HallManualDial *self)
{
  self->cancellable = g_cancellable_new ();
  self->places = g_ptr_array_new_with_free_func (g_free);
  self->pause_ms = LOOK_UP_AGAIN_MIN_MS;
}

static void
plan_look_up (HallManualDial *self)
{
  if (!self->is_name || self->looking_up || hall_timer_is_running (self->timer))
    return;
  hall_timer_start (self->timer, self->pause_ms);
  self->pause_ms = MIN (self->pause_ms * 2, LOOK_UP_AGAIN_MAX_MS);
}

/* Nobody connects to a key of its own, so the link only says that it failed. */
static gboolean
is_own (HallManualDial *self,
        const char     *place)
{
  HallTransport *transport = self->context->transport;
  g_auto (GStrv) own = hall_transport_list_addresses (transport);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (place);

  return self->port == hall_transport_get_tcp_port (transport) && address != NULL
         && (g_inet_address_get_is_loopback (address)
             || g_strv_contains ((const char *const *) own, place));
}

static void
reflect (HallManualDial *self)
{
  HallReachState state = hall_stay_get_state (self->stay);
  const char *id = hall_stay_get_peer_id (self->stay);
  const char *problem = NULL;
  HallPerson *person = NULL;

  if (state == HALL_REACH_CONNECTED && id != NULL)
    person = hall_directory_lookup_person (self->context->directory, id);
  if (state == HALL_REACH_FAILED)
    problem = hall_stay_get_problem (self->stay);
  if (problem != NULL && is_own (self, hall_stay_get_address (self->stay)))
    problem = _("That is this computer.");
  hall_manual_address_set_state (self->address, state, problem, person);
}

static void
on_stay_changed (HallManualDial *self)
{
  HallReachState state;

  if (self->closed || self->stay == NULL)
    return;
  state = hall_stay_get_state (self->stay);
  /* Of several places the first ones' failures are nobody's concern. */
  if (state == HALL_REACH_FAILED && self->place + 1 < self->places->len)
    {
      hall_timer_start (self->next_timer, 0);
      return;
    }
  reflect (self);
  if (state == HALL_REACH_FAILED)
    plan_look_up (self);
  else if (state == HALL_REACH_CONNECTED)
    {
      hall_timer_stop (self->timer);
      self->pause_ms = LOOK_UP_AGAIN_MIN_MS;
    }
}

static void
end_stay (HallManualDial *self)
{
  if (self->stay == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->stay, self);
  hall_stay_close (self->stay);
  g_clear_object (&self->stay);
}

/* By datagram, too, where one arrives: that is the quickest. */
static void
ask (HallManualDial *self,
     const char     *place)
{
  HallAnnouncer *announcer = hall_discovery_get_announcer (self->discovery);

  if (announcer != NULL)
    hall_announcer_ask_address (announcer, place);
}

static void
dial_place (HallManualDial *self)
{
  HallExchange *exchange = hall_discovery_get_exchange (self->discovery);
  const char *place = g_ptr_array_index (self->places, self->place);

  end_stay (self);
  if (exchange == NULL)
    return;
  ask (self, place);
  self->stay = hall_exchange_stay (exchange, place, self->port);
  g_signal_connect_object (self->stay, "notify", G_CALLBACK (on_stay_changed), self,
                           G_CONNECT_SWAPPED);
  on_stay_changed (self);
}

static void
on_next (gpointer user_data)
{
  HallManualDial *self = user_data;

  if (self->closed || self->stay == NULL
      || hall_stay_get_state (self->stay) != HALL_REACH_FAILED
      || self->place + 1 >= self->places->len)
    return;
  self->place++;
  dial_place (self);
}

/* (transfer full): the numeric addresses among those of a name, each once, those of IPv4 first. */
static GPtrArray *
choose_places (GList *found)
{
  GPtrArray *places = g_ptr_array_new_with_free_func (g_free);
  static const GSocketFamily families[] = { G_SOCKET_FAMILY_IPV4, G_SOCKET_FAMILY_IPV6 };

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    for (GList *next = found; next != NULL && places->len < PLACES_MAX; next = next->next)
      {
        g_autofree char *text = NULL;

        /* One of IPv6 that holds on one link alone says nothing without that link. */
        if (g_inet_address_get_family (next->data) != families[i]
            || (families[i] == G_SOCKET_FAMILY_IPV6
                && g_inet_address_get_is_link_local (next->data)))
          continue;
        text = g_inet_address_to_string (next->data);
        if (!g_ptr_array_find_with_equal_func (places, text, g_str_equal, NULL))
          g_ptr_array_add (places, g_steal_pointer (&text));
      }

  return places;
}

static void
take_places (HallManualDial *self,
             GPtrArray      *places)
{
  const char *present = self->stay != NULL ? hall_stay_get_address (self->stay) : NULL;
  guint index = 0;
  gboolean same = present != NULL
                  && g_ptr_array_find_with_equal_func (places, present, g_str_equal, &index);

  g_ptr_array_unref (self->places);
  self->places = g_ptr_array_ref (places);
  if (same && (places->len == 1 || hall_stay_get_state (self->stay) != HALL_REACH_FAILED))
    {
      self->place = index;
      hall_stay_nudge (self->stay);
      on_stay_changed (self);
      return;
    }
  self->place = 0;
  dial_place (self);
}

static void
fail_look_up (HallManualDial *self,
              const GError   *error)
{
  gboolean unknown = error == NULL
                     || g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND);

  g_debug ("“%s”: %s", self->host, error != NULL ? error->message : "no address");
  /* What is known of it is as good as nothing only when nobody answers there. */
  if (self->stay == NULL || hall_stay_get_state (self->stay) == HALL_REACH_FAILED)
    {
      hall_manual_address_set_state (self->address, HALL_REACH_FAILED,
                                     unknown ? _("No computer of this name is known on the "
                                                 "network. Check the spelling, or type its IP "
                                                 "address.")
                                             : _("The name can't be looked up at the moment: the "
                                                 "name server doesn't answer."), NULL);
      plan_look_up (self);
    }
}

static void
look_up_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (HallManualDial) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) places = NULL;
  GList *found = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);

  self->looking_up = FALSE;
  if (!self->closed)
    {
      places = choose_places (found);
      if (places->len > 0)
        take_places (self, places);
      else
        fail_look_up (self, error);
    }
  g_resolver_free_addresses (found);
}

static void
look_up (HallManualDial *self)
{
  g_autoptr (GResolver) resolver = NULL;

  if (self->closed || self->looking_up)
    return;
  hall_timer_stop (self->timer);
  self->looking_up = TRUE;
  resolver = g_resolver_get_default ();
  g_resolver_lookup_by_name_async (resolver, self->host, self->cancellable, look_up_cb,
                                   g_object_ref (self));
}

static void
on_timer (gpointer user_data)
{
  look_up (user_data);
}

/* Who answers may be known only when the exchange has brought a hello. */
static void
on_heard (HallDiscovery  *discovery,
          HallDatagram   *datagram,
          guint           heard,
          HallManualDial *self)
{
  if (!self->closed && self->stay != NULL
      && g_strcmp0 (datagram->id, hall_stay_get_peer_id (self->stay)) == 0
      && hall_stay_get_state (self->stay) == HALL_REACH_CONNECTED)
    reflect (self);
}

/**
 * hall_manual_dial_new:
 * @context: with clock and directory
 * @discovery: with an exchange
 * @address: which one; a proper one
 *
 * Returns: (transfer full): one that begins at once
 */
HallManualDial *
hall_manual_dial_new (HallContext       *context,
                      HallDiscovery     *discovery,
                      HallManualAddress *address)
{
  HallManualDial *self = g_object_new (HALL_TYPE_MANUAL_DIAL, NULL);

  self->context = hall_context_ref (context);
  self->discovery = g_object_ref (discovery);
  self->address = g_object_ref (address);
  self->timer = hall_timer_new (context->clock, on_timer, self);
  self->next_timer = hall_timer_new (context->clock, on_next, self);
  g_signal_connect_object (discovery, "heard", G_CALLBACK (on_heard), self, 0);
  if (!hall_typed_address_parse (hall_manual_address_get_address (address), &self->host,
                                 &self->port))
    {
      g_debug ("no address: %s", hall_manual_address_get_address (address));
      self->closed = TRUE;
      return self;
    }
  if (self->port == 0)
    self->port = HALL_DEFAULT_PORT;
  self->is_name = !g_hostname_is_ip_address (self->host) && strchr (self->host, '%') == NULL;
  if (self->is_name)
    {
      look_up (self);
      return self;
    }
  g_ptr_array_add (self->places, g_strdup (self->host));
  dial_place (self);

  return self;
}

/**
 * hall_manual_dial_get_address:
 * @self: a dial
 *
 * Returns: (transfer none): which one it is about
 */
HallManualAddress *
hall_manual_dial_get_address (HallManualDial *self)
{
  return self->address;
}

/**
 * hall_manual_dial_refresh:
 * @self: a dial
 *
 * Tries again now what failed: the network is another one.
 */
void
hall_manual_dial_refresh (HallManualDial *self)
{
  if (self->closed)
    return;
  self->pause_ms = LOOK_UP_AGAIN_MIN_MS;
  if (self->stay != NULL)
    {
      ask (self, hall_stay_get_address (self->stay));
      hall_stay_nudge (self->stay);
    }
  if (self->is_name)
    look_up (self);
}

/**
 * hall_manual_dial_close:
 * @self: a dial
 *
 * Nothing is dialled any more, and the link ends.
 */
void
hall_manual_dial_close (HallManualDial *self)
{
  self->closed = TRUE;
  g_cancellable_cancel (self->cancellable);
  end_stay (self);
  if (self->timer != NULL)
    hall_timer_stop (self->timer);
  if (self->next_timer != NULL)
    hall_timer_stop (self->next_timer);
}
