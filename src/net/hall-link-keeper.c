/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-link-keeper.c: ends the links of a network that this machine has left.
 *
 * Interfaces that are left out count, too: an address that somebody typed may lie behind a tunnel.
 * Addresses of IPv6 are left to the silence rule.
 */

#define G_LOG_DOMAIN "hall-link-keeper"

#include "config.h"

#include "hall-tls-link-private.h"

#include "hall-link-keeper.h"

struct _HallLinkKeeper
{
  GHashTable *links;   /* (element-type HallTlsLink) not owned: each is watched */
};

static void
on_gone (gpointer  user_data,
         GObject  *link)
{
  HallLinkKeeper *self = user_data;

  g_hash_table_remove (self->links, link);
}

/**
 * hall_link_keeper_new:
 *
 * Returns: (transfer full): one that knows of no link
 */
HallLinkKeeper *
hall_link_keeper_new (void)
{
  HallLinkKeeper *self = g_new0 (HallLinkKeeper, 1);

  self->links = g_hash_table_new (NULL, NULL);

  return self;
}

/**
 * hall_link_keeper_free:
 */
void
hall_link_keeper_free (HallLinkKeeper *self)
{
  GHashTableIter iter;
  gpointer link;

  g_hash_table_iter_init (&iter, self->links);
  while (g_hash_table_iter_next (&iter, &link, NULL))
    g_object_weak_unref (link, on_gone, self);
  g_hash_table_unref (self->links);
  g_free (self);
}

/**
 * hall_link_keeper_add:
 * @link: in any state; of another class than HallTlsLink it is not looked after
 *
 * Looks after it for as long as it exists.
 */
void
hall_link_keeper_add (HallLinkKeeper *self,
                      HallLink       *link)
{
  if (HALL_IS_TLS_LINK (link) && g_hash_table_add (self->links, link))
    g_object_weak_ref (G_OBJECT (link), on_gone, self);
}

static gboolean
is_loopback (guint32 ip)
{
  return ip >> 24 == 127;
}

/* Whether packets to that address of ours still come in. All of 127 belongs to one interface. */
static gboolean
is_carried (GPtrArray *interfaces,
            guint32    ip)
{
  for (guint i = 0; i < interfaces->len; i++)
    {
      const HallInterface *interface = g_ptr_array_index (interfaces, i);

      if (interface->reason == HALL_INTERFACE_DOWN)
        continue;
      for (guint j = 0; j < interface->addresses->len; j++)
        {
          const HallInterfaceAddress *address = g_ptr_array_index (interface->addresses, j);

          if (address->ip == ip || (is_loopback (address->ip) && is_loopback (ip)))
            return TRUE;
        }
    }

  return FALSE;
}

/* Whether there is a network that leads to others. */
static gboolean
is_connected (GPtrArray *interfaces)
{
  for (guint i = 0; i < interfaces->len; i++)
    {
      const HallInterface *interface = g_ptr_array_index (interfaces, i);

      for (guint j = 0; interface->used && j < interface->addresses->len; j++)
        {
          const HallInterfaceAddress *address = g_ptr_array_index (interface->addresses, j);

          if (!is_loopback (address->ip))
            return TRUE;
        }
    }

  return FALSE;
}

/**
 * hall_link_keeper_review:
 * @interfaces: (element-type HallInterface): those that there are now
 *
 * Ends every link whose own address is gone, or on a card without a cable: "closed" with
 * HALL_LINK_ERROR_LOST comes within this call. As long as no other network is there, they stay: the
 * cable may be back in a moment.
 */
void
hall_link_keeper_review (HallLinkKeeper *self,
                         GPtrArray      *interfaces)
{
  g_autoptr (GPtrArray) lost = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer link;

  if (!is_connected (interfaces))
    return;

  g_hash_table_iter_init (&iter, self->links);
  while (g_hash_table_iter_next (&iter, &link, NULL))
    {
      guint32 ip = hall_tls_link_get_own_ipv4 (link);

      if (ip != 0 && !is_carried (interfaces, ip))
        g_ptr_array_add (lost, g_object_ref (link));
    }

  for (guint i = 0; i < lost->len; i++)
    {
      g_debug ("The network of the link with %s is gone",
               hall_link_get_address (g_ptr_array_index (lost, i)));
      hall_link_end (g_ptr_array_index (lost, i),
                     g_error_new_literal (HALL_LINK_ERROR, HALL_LINK_ERROR_LOST,
                                          "This computer has left the network of the connection"));
    }
}
