/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-route.c: a short queue of addresses without repetitions.
 */

#define G_LOG_DOMAIN "hall-route"

#include "config.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#include "hall-route.h"

#define HOPS_MAX 16

struct _HallRoute
{
  GQueue hops;         /* (element-type HallHop) to be tried */
  GHashTable *known;   /* every one that was added */
};

/**
 * hall_route_new:
 *
 * Returns: (transfer full): an empty route
 */
HallRoute *
hall_route_new (void)
{
  HallRoute *self = g_new0 (HallRoute, 1);

  g_queue_init (&self->hops);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * hall_hop_free:
 * @hop: (transfer full): a hop
 */
void
hall_hop_free (HallHop *hop)
{
  g_free (hop->address);
  g_strfreev (hop->addresses);
  g_free (hop->host_id);
  g_free (hop);
}

/**
 * hall_route_free:
 * @self: (transfer full): a route
 */
void
hall_route_free (HallRoute *self)
{
  g_queue_clear_full (&self->hops, (GDestroyNotify) hall_hop_free);
  g_hash_table_unref (self->known);
  g_free (self);
}

/**
 * hall_route_add:
 * @self: a route
 * @address: numeric
 * @port: TCP; 0 is ignored
 * @host_id: (nullable): whose key must answer
 *
 * Appends it unless it was added before, or there are many already.
 */
void
hall_route_add (HallRoute  *self,
                const char *address,
                guint16     port,
                const char *host_id)
{
  g_autofree char *key = g_strdup_printf ("%s:%u %s", address, port,
                                          host_id != NULL ? host_id : "");
  HallHop *hop;

  if (port == 0 || *address == '\0' || g_hash_table_size (self->known) >= HOPS_MAX
      || !g_hash_table_add (self->known, g_steal_pointer (&key)))
    return;
  hop = g_new0 (HallHop, 1);
  hop->address = g_strdup (address);
  hop->port = port;
  hop->host_id = g_strdup (host_id);
  g_queue_push_tail (&self->hops, hop);
}

/**
 * hall_route_add_text:
 * @self: a route
 * @text: "address:port", the address numeric IPv4
 * @host_id: (nullable): whose key must answer
 *
 * Returns: whether it is of that form
 */
gboolean
hall_route_add_text (HallRoute  *self,
                     const char *text,
                     const char *host_id)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *address = NULL;
  g_autoptr (GInetAddress) inet = NULL;
  guint64 port;

  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 1, G_MAXUINT16, &port, NULL))
    return FALSE;
  address = g_strndup (text, colon - text);
  inet = g_inet_address_new_from_string (address);
  if (inet == NULL || g_inet_address_get_family (inet) != G_SOCKET_FAMILY_IPV4)
    return FALSE;
  hall_route_add (self, address, (guint16) port, host_id);
  return TRUE;
}

/**
 * hall_route_add_announced:
 * @self: a route
 * @directory: what was heard
 * @room_id: the room
 * @own_id: ourselves, who are not to be dialled
 * @census: (nullable): whom to add alone: those who belong to the room; %NULL: everybody
 */
void
hall_route_add_announced (HallRoute     *self,
                          HallDirectory *directory,
                          const char    *room_id,
                          const char    *own_id,
                          HallCensus    *census)
{
  g_autoptr (GPtrArray) announcements = hall_directory_get_announcements (directory, room_id);

  for (guint i = 0; i < announcements->len; i++)
    {
      const HallAnnouncement *announcement = g_ptr_array_index (announcements, i);

      if (!g_str_equal (announcement->host_id, own_id)
          && (census == NULL || hall_census_contains (census, announcement->host_id)))
        hall_route_add (self, announcement->address, announcement->tcp_port,
                        announcement->host_id);
    }
}

/* Takes those that lead to the same one out of the queue. */
static char **
take_addresses (HallRoute *self,
                HallHop   *hop)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GList *next;

  g_strv_builder_add (builder, hop->address);
  for (GList *item = self->hops.head; hop->host_id != NULL && item != NULL; item = next)
    {
      HallHop *other = item->data;

      next = item->next;
      if (other->port != hop->port || g_strcmp0 (other->host_id, hop->host_id) != 0)
        continue;
      g_strv_builder_add (builder, other->address);
      g_queue_delete_link (&self->hops, item);
      hall_hop_free (other);
    }
  return g_strv_builder_end (builder);
}

/**
 * hall_route_take:
 * @self: a route
 *
 * Returns: (transfer full) (nullable): the next to be tried, with all the addresses of that key
 */
HallHop *
hall_route_take (HallRoute *self)
{
  HallHop *hop = g_queue_pop_head (&self->hops);

  if (hop != NULL)
    hop->addresses = take_addresses (self, hop);
  return hop;
}
