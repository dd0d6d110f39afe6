/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-typed-dials.c: one HallStay for each typed address, at one of the addresses that a name has.
 *
 * A name is looked up again while nobody answers there: laptops and dynamic DNS move.
 */

#define G_LOG_DOMAIN "hall-typed-dials"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-limits.h"
#include "hall-manual-address.h"
#include "hall-stay.h"
#include "hall-typed-addresses.h"

#include "hall-typed-dials.h"

#define LOOK_UP_AGAIN_MS 30000

/* One typed address. Counted, as a lookup may outlive it. */
typedef struct
{
  HallTypedDials *owner;       /* NULL once it is closed */
  HallManualAddress *address;
  char *host;
  guint16 port;
  GCancellable *cancellable;
  GPtrArray *numeric;          /* (element-type utf8): what the name stands for */
  guint n;                     /* which of them is dialled */
  HallStay *stay;              /* (nullable) */
  HallTimer *timer;            /* looks it up again */
} Dial;

struct _HallTypedDials
{
  GObject parent_instance;

  HallContext *context;
  HallExchange *exchange;
  GListModel *addresses;
  GPtrArray *dials;            /* (element-type Dial): in the order of addresses */
};

G_DEFINE_FINAL_TYPE (HallTypedDials, hall_typed_dials, G_TYPE_OBJECT)

static void dial_next   (Dial *dial);
static void look_up     (Dial *dial);
static void on_stay     (HallStay   *stay,
                         GParamSpec *pspec,
                         Dial       *dial);

static void
drop_stay (Dial *dial)
{
  if (dial->stay == NULL)
    return;
  g_signal_handlers_disconnect_by_func (dial->stay, on_stay, dial);
  hall_stay_close (dial->stay);
  g_clear_object (&dial->stay);
}

static void
clear_dial (gpointer data)
{
  Dial *dial = data;

  g_clear_object (&dial->address);
  g_clear_object (&dial->cancellable);
  g_clear_pointer (&dial->numeric, g_ptr_array_unref);
  g_free (dial->host);
}

static void
release_dial (Dial *dial)
{
  g_rc_box_release_full (dial, clear_dial);
}

static void
close_dial (gpointer data)
{
  Dial *dial = data;

  dial->owner = NULL;
  drop_stay (dial);
  g_clear_pointer (&dial->timer, hall_timer_free);
  g_cancellable_cancel (dial->cancellable);
  release_dial (dial);
}

static void
hall_typed_dials_dispose (GObject *object)
{
  HallTypedDials *self = HALL_TYPED_DIALS (object);

  hall_typed_dials_close (self);
  g_clear_pointer (&self->dials, g_ptr_array_unref);
  g_clear_object (&self->exchange);
  g_clear_object (&self->addresses);
  g_clear_pointer (&self->context, hall_context_unref);

  G_OBJECT_CLASS (hall_typed_dials_parent_class)->dispose (object);
}

static void
hall_typed_dials_class_init (HallTypedDialsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_typed_dials_dispose;
}

static void
hall_typed_dials_init (HallTypedDials *self)
{
  self->dials = g_ptr_array_new_with_free_func (close_dial);
}

/* A name may have moved; of a number nothing is to be looked up. */
static void
wait_for_lookup (Dial *dial)
{
  if (!g_hostname_is_ip_address (dial->host))
    hall_timer_start (dial->timer, LOOK_UP_AGAIN_MS);
}

static void
take_failure (Dial       *dial,
              const char *problem)
{
  if (dial->n + 1 < dial->numeric->len)
    {
      dial->n++;
      dial_next (dial);
      return;
    }
  hall_manual_address_set_state (dial->address, HALL_REACH_FAILED, problem, NULL);
  wait_for_lookup (dial);
}

static void
on_stay (HallStay   *stay,
         GParamSpec *pspec,
         Dial       *dial)
{
  const char *id = hall_stay_get_peer_id (stay);
  HallPerson *person = NULL;

  switch (hall_stay_get_state (stay))
    {
    case HALL_REACH_CONNECTED:
      hall_timer_stop (dial->timer);
      if (id != NULL)
        person = hall_directory_ensure_person (dial->owner->context->directory, id);
      hall_manual_address_set_state (dial->address, HALL_REACH_CONNECTED, NULL, person);
      break;
    case HALL_REACH_FAILED:
      take_failure (dial, hall_stay_get_problem (stay));
      break;
    case HALL_REACH_CONNECTING:
    default:
      /* Trying again is no news to whoever reads that it failed. */
      break;
    }
}

static void
dial_next (Dial *dial)
{
  HallTypedDials *self = dial->owner;

  drop_stay (dial);
  dial->stay = hall_exchange_stay (self->exchange, g_ptr_array_index (dial->numeric, dial->n),
                                   dial->port);
  g_signal_connect (dial->stay, "notify::state", G_CALLBACK (on_stay), dial);
}

static gboolean
is_same (GPtrArray *numeric,
         GPtrArray *other)
{
  if (numeric->len != other->len)
    return FALSE;
  for (guint i = 0; i < numeric->len; i++)
    if (!g_str_equal (g_ptr_array_index (numeric, i), g_ptr_array_index (other, i)))
      return FALSE;

  return TRUE;
}

static void
take_numeric (Dial      *dial,
              GPtrArray *numeric)
{
  /* The stay there goes on trying by itself. */
  if (dial->stay != NULL && is_same (dial->numeric, numeric))
    {
      wait_for_lookup (dial);
      return;
    }
  g_ptr_array_unref (dial->numeric);
  dial->numeric = g_ptr_array_ref (numeric);
  dial->n = 0;
  dial_next (dial);
}

static void
lookup_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Dial *dial = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) numeric = g_ptr_array_new_with_free_func (g_free);
  GList *found = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);

  for (GList *one = found; one != NULL && numeric->len < HALL_ADDRESSES_PER_PERSON;
       one = one->next)
    g_ptr_array_add (numeric, g_inet_address_to_string (one->data));
  g_resolver_free_addresses (found);
  if (dial->owner != NULL && numeric->len > 0)
    take_numeric (dial, numeric);
  else if (dial->owner != NULL)
    {
      /* Translators: %s is the name of a computer that somebody typed. */
      g_autofree char *problem = g_strdup_printf (_("The name %s is not known on this network."),
                                                  dial->host);

      hall_manual_address_set_state (dial->address, HALL_REACH_FAILED, problem, NULL);
      wait_for_lookup (dial);
    }
  release_dial (dial);
}

static void
look_up (Dial *dial)
{
  g_autoptr (GResolver) resolver = NULL;
  g_autoptr (GPtrArray) numeric = NULL;

  if (g_hostname_is_ip_address (dial->host))
    {
      numeric = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (numeric, g_strdup (dial->host));
      take_numeric (dial, numeric);
      return;
    }
  resolver = g_resolver_get_default ();
  g_resolver_lookup_by_name_async (resolver, dial->host, dial->cancellable, lookup_cb,
                                   g_rc_box_acquire (dial));
}

static void
on_timer (gpointer user_data)
{
  look_up (user_data);
}

/* (nullable): it is no address, which the list lets nobody type. */
static Dial *
make_dial (HallTypedDials    *self,
           HallManualAddress *address)
{
  Dial *dial = g_rc_box_new0 (Dial);

  dial->owner = self;
  dial->address = g_object_ref (address);
  dial->cancellable = g_cancellable_new ();
  dial->numeric = g_ptr_array_new ();
  dial->timer = hall_timer_new (self->context->clock, on_timer, dial);
  if (!hall_typed_address_parse (hall_manual_address_get_address (address), &dial->host,
                                 &dial->port))
    dial->host = g_strdup ("");
  if (dial->port == 0)
    dial->port = HALL_DEFAULT_PORT;

  return dial;
}

static void
on_items_changed (GListModel     *addresses,
                  guint           position,
                  guint           n_removed,
                  guint           n_added,
                  HallTypedDials *self)
{
  if (n_removed > 0)
    g_ptr_array_remove_range (self->dials, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    {
      g_autoptr (HallManualAddress) address = g_list_model_get_item (addresses, position + i);
      Dial *dial = make_dial (self, address);

      g_ptr_array_insert (self->dials, (int) (position + i), dial);
      look_up (dial);
    }
}

/**
 * hall_typed_dials_new:
 * @context: shared parts
 * @exchange: who talks
 * @addresses: (element-type HallManualAddress): what was typed; followed
 *
 * Returns: (transfer full): the dials, which have begun
 */
HallTypedDials *
hall_typed_dials_new (HallContext  *context,
                      HallExchange *exchange,
                      GListModel   *addresses)
{
  HallTypedDials *self = g_object_new (HALL_TYPE_TYPED_DIALS, NULL);

  self->context = hall_context_ref (context);
  self->exchange = g_object_ref (exchange);
  self->addresses = g_object_ref (addresses);
  g_signal_connect_object (addresses, "items-changed", G_CALLBACK (on_items_changed), self, 0);
  on_items_changed (addresses, 0, 0, g_list_model_get_n_items (addresses), self);

  return self;
}

/**
 * hall_typed_dials_nudge:
 * @self: dials
 *
 * Dials at once whom nobody answered.
 */
void
hall_typed_dials_nudge (HallTypedDials *self)
{
  g_return_if_fail (HALL_IS_TYPED_DIALS (self));

  for (guint i = 0; i < self->dials->len; i++)
    {
      Dial *dial = g_ptr_array_index (self->dials, i);

      if (dial->stay != NULL)
        hall_stay_nudge (dial->stay);
      if (hall_timer_is_running (dial->timer))
        look_up (dial);
    }
}

/**
 * hall_typed_dials_close:
 * @self: dials
 *
 * Ends all links, and dials nobody any more.
 */
void
hall_typed_dials_close (HallTypedDials *self)
{
  g_return_if_fail (HALL_IS_TYPED_DIALS (self));

  if (self->addresses != NULL)
    g_signal_handlers_disconnect_by_data (self->addresses, self);
  if (self->dials != NULL)
    g_ptr_array_set_size (self->dials, 0);
}
