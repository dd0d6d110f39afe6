/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-stay.c: one typed address, dialled until somebody answers, and again when the link ends.
 *
 * The exchange speaks on the link; this knows when to dial and what to say of how it went.
 */

#define G_LOG_DOMAIN "hall-stay"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-enums.h"
#include "hall-limits.h"

#include "hall-exchange-private.h"

struct _HallStay
{
  GObject parent_instance;

  HallExchange *exchange;   /* (nullable): not owned; NULL once it is over */
  HallTimer *timer;
  HallClock *clock;
  char *address;
  guint16 port;
  HallReachState state;
  char *peer_id;            /* (nullable) */
  char *problem;            /* (nullable) */
  gboolean linked;          /* a link is there, or being made */
  guint backoff_ms;
};

typedef enum
{
  PROP_STATE = 1,
  PROP_PEER_ID,
  PROP_PROBLEM,
} HallStayProperty;

static GParamSpec *properties[PROP_PROBLEM + 1];

G_DEFINE_FINAL_TYPE (HallStay, hall_stay, G_TYPE_OBJECT)

static void
hall_stay_get_property (GObject    *object,
                        guint       property_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  HallStay *self = HALL_STAY (object);

  switch ((HallStayProperty) property_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_PEER_ID:
      g_value_set_string (value, self->peer_id);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
hall_stay_dispose (GObject *object)
{
  HallStay *self = HALL_STAY (object);

  hall_stay_close (self);
  g_clear_pointer (&self->timer, hall_timer_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->peer_id, g_free);
  g_clear_pointer (&self->problem, g_free);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (hall_stay_parent_class)->dispose (object);
}

static void
hall_stay_class_init (HallStayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = hall_stay_get_property;
  object_class->dispose = hall_stay_dispose;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, HALL_TYPE_REACH_STATE,
                                              HALL_REACH_CONNECTING, flags);
  properties[PROP_PEER_ID] = g_param_spec_string ("peer-id", NULL, NULL, NULL, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
hall_stay_init (HallStay *self)
{
}

static void
set_state (HallStay       *self,
           HallReachState  state,
           const char     *problem)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  if (g_strcmp0 (self->problem, problem) != 0)
    {
      g_free (self->problem);
      self->problem = g_strdup (problem);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/* Whether it was our own key that answered. */
static gboolean
is_own (HallStay     *self,
        const GError *error)
{
  g_auto (GStrv) own = NULL;

  if (!g_error_matches (error, HALL_LINK_ERROR, HALL_LINK_ERROR_WRONG_KEY))
    return FALSE;
  own = hall_transport_list_addresses (self->exchange->context->transport);
  return g_str_has_prefix (self->address, "127.")
         || (own != NULL && g_strv_contains ((const char *const *) own, self->address));
}

/* A sentence of ours; what the other side sent gets into none. */
static const char *
explain (HallStay     *self,
         const GError *error)
{
  if (error == NULL || error->domain != HALL_LINK_ERROR)
    return _("The connection ended.");
  switch ((HallLinkError) error->code)
    {
    case HALL_LINK_ERROR_UNREACHABLE:
      return _("Nobody answers there. Is Hallway running on that computer, and does its firewall "
               "allow it?");
    case HALL_LINK_ERROR_WRONG_KEY:
      if (is_own (self, error))
        return _("That is this computer.");
      return _("Something that is not Hallway answers there.");
    case HALL_LINK_ERROR_TLS:
    case HALL_LINK_ERROR_PROTOCOL:
      return _("Something that is not Hallway answers there.");
    case HALL_LINK_ERROR_VERSION:
      return _("The other computer uses another version of Hallway. Update the older of the two.");
    case HALL_LINK_ERROR_CLOCK:
      return _("The clocks of this computer and of the other one differ by more than 12 hours. "
               "Check the date and time.");
    case HALL_LINK_ERROR_REFUSED:
      return _("The other computer does not want to be connected now.");
    case HALL_LINK_ERROR_SILENT:
    case HALL_LINK_ERROR_SLOW:
    case HALL_LINK_ERROR_LOST:
      break;
    }
  return _("The connection was lost.");
}

static void
dial (HallStay *self)
{
  HallTalk *talk;

  if (self->exchange == NULL || self->linked)
    return;
  hall_timer_stop (self->timer);
  talk = hall_exchange_dial (self->exchange, self->address, self->port, NULL);
  if (talk == NULL)
    {
      /* Not yet: there is no identity or no network. */
      hall_timer_start (self->timer, HALL_PULL_EVERY_MS);
      return;
    }
  talk->stays = TRUE;
  talk->stay = self;
  self->linked = TRUE;
}

static void
on_timer (gpointer user_data)
{
  dial (user_data);
}

HallStay *
hall_stay_new (HallExchange *exchange,
               HallClock    *clock,
               const char   *address,
               guint16       port)
{
  HallStay *self = g_object_new (HALL_TYPE_STAY, NULL);

  self->exchange = exchange;
  self->clock = g_object_ref (clock);
  self->address = g_strdup (address);
  self->port = port;
  self->timer = hall_timer_new (clock, on_timer, self);
  return self;
}

void
hall_stay_note_ready (HallStay   *self,
                      const char *peer_id)
{
  if (g_strcmp0 (self->peer_id, peer_id) != 0)
    {
      g_free (self->peer_id);
      self->peer_id = g_strdup (peer_id);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PEER_ID]);
    }
  self->backoff_ms = 0;
  set_state (self, HALL_REACH_CONNECTED, NULL);
}

void
hall_stay_note_closed (HallStay     *self,
                       const GError *error)
{
  self->linked = FALSE;
  if (self->exchange == NULL)
    return;
  self->backoff_ms = CLAMP (2 * self->backoff_ms, HALL_RECONNECT_MIN_MS,
                            HALL_STAY_RECONNECT_MAX_MS);
  if (is_own (self, error))
    self->backoff_ms = HALL_STAY_RECONNECT_MAX_MS;
  hall_timer_start (self->timer, hall_clock_pick (self->clock, self->backoff_ms / 2,
                                                  self->backoff_ms));
  set_state (self, HALL_REACH_FAILED, explain (self, error));
}

void
hall_stay_abandon (HallStay *self)
{
  self->exchange = NULL;
  hall_timer_stop (self->timer);
}

/**
 * hall_stay_get_state:
 * @self: a typed address
 *
 * Returns: how it goes
 */
HallReachState
hall_stay_get_state (HallStay *self)
{
  g_return_val_if_fail (HALL_IS_STAY (self), HALL_REACH_FAILED);

  return self->state;
}

/**
 * hall_stay_get_peer_id:
 * @self: a typed address
 *
 * Returns: (transfer none) (nullable): the key that answers there, or did last
 */
const char *
hall_stay_get_peer_id (HallStay *self)
{
  g_return_val_if_fail (HALL_IS_STAY (self), NULL);

  return self->peer_id;
}

/**
 * hall_stay_get_problem:
 * @self: a typed address
 *
 * Returns: (transfer none) (nullable): why it failed, a sentence for people
 */
const char *
hall_stay_get_problem (HallStay *self)
{
  g_return_val_if_fail (HALL_IS_STAY (self), NULL);

  return self->problem;
}

/**
 * hall_stay_get_address:
 * @self: a typed address
 *
 * Returns: (transfer none): what is dialled
 */
const char *
hall_stay_get_address (HallStay *self)
{
  g_return_val_if_fail (HALL_IS_STAY (self), NULL);

  return self->address;
}

/**
 * hall_stay_get_port:
 * @self: a typed address
 *
 * Returns: where it is dialled
 */
guint16
hall_stay_get_port (HallStay *self)
{
  g_return_val_if_fail (HALL_IS_STAY (self), 0);

  return self->port;
}

/**
 * hall_stay_nudge:
 * @self: a typed address
 *
 * Dials now, if there is no link: the network is another one, perhaps.
 */
void
hall_stay_nudge (HallStay *self)
{
  g_return_if_fail (HALL_IS_STAY (self));

  self->backoff_ms = 0;
  dial (self);
}

/**
 * hall_stay_close:
 * @self: a typed address
 *
 * It is dialled no more, and its link ends.
 */
void
hall_stay_close (HallStay *self)
{
  HallExchange *exchange;

  g_return_if_fail (HALL_IS_STAY (self));

  exchange = g_steal_pointer (&self->exchange);
  if (self->timer != NULL)
    hall_timer_stop (self->timer);
  if (exchange != NULL)
    hall_exchange_forget_stay (exchange, self);
}
