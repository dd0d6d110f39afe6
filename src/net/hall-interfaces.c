/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-interfaces.c: the network interfaces of this machine and which of them are used.
 *
 * Owned by HallSession, shared with HallBeacon. Follows the kernel through a NETLINK_ROUTE socket;
 * where there is none (a sandbox), it looks again every few seconds. It never opens a socket on a
 * network.
 */

#define G_LOG_DOMAIN "hall-interfaces"

#include "config.h"

#include <errno.h>
#include <glib-unix.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hall-interface.h"

#include "hall-interfaces.h"

#define DEBOUNCE_MS 500
/* Interfaces that never stop changing are still looked at this often. */
#define DEBOUNCE_MAX_MS 3000
#define POLL_SECONDS 5
#define MESSAGES_PER_TURN 64

struct _HallInterfaces
{
  GObject parent_instance;

  gboolean only_loopback;
  gboolean started;
  char **patterns;
  GPtrArray *list;
  char *description;

  int netlink;
  guint netlink_source;
  guint poll_source;
  guint debounce_source;
  gint64 first_change;      /* monotonic, of those that the debounce gathers */
  gboolean addresses_moved; /* something went or came: memberships may be lost */
};

G_DEFINE_FINAL_TYPE (HallInterfaces, hall_interfaces, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
hall_interfaces_dispose (GObject *object)
{
  HallInterfaces *self = HALL_INTERFACES (object);

  g_clear_handle_id (&self->netlink_source, g_source_remove);
  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_handle_id (&self->debounce_source, g_source_remove);
  if (self->netlink >= 0)
    close (self->netlink);
  self->netlink = -1;

  G_OBJECT_CLASS (hall_interfaces_parent_class)->dispose (object);
}

static void
hall_interfaces_finalize (GObject *object)
{
  HallInterfaces *self = HALL_INTERFACES (object);

  g_strfreev (self->patterns);
  g_ptr_array_unref (self->list);
  g_free (self->description);

  G_OBJECT_CLASS (hall_interfaces_parent_class)->finalize (object);
}

static void
hall_interfaces_class_init (HallInterfacesClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = hall_interfaces_dispose;
  object_class->finalize = hall_interfaces_finalize;

  /* HallInterfaces::changed: the list is another one, or memberships may have been lost. */
  signals[CHANGED] = g_signal_new ("changed", HALL_TYPE_INTERFACES, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
hall_interfaces_init (HallInterfaces *self)
{
  self->netlink = -1;
  self->list = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_interface_free);
}

/* What whoever looks for a fault is shown, and no socket needs to know. The lists have the same
 * interfaces. */
static void
take_addresses6 (GPtrArray *list,
                 GPtrArray *fresh)
{
  for (guint i = 0; i < MIN (list->len, fresh->len); i++)
    {
      HallInterface *old = g_ptr_array_index (list, i);
      HallInterface *new = g_ptr_array_index (fresh, i);
      GPtrArray *addresses6 = old->addresses6;

      old->addresses6 = new->addresses6;
      new->addresses6 = addresses6;
    }
}

/* TRUE: it differs from the list before. */
static gboolean
refresh (HallInterfaces  *self,
         GError         **error)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *description = NULL;

  list = hall_interface_enumerate ((const char *const *) self->patterns, self->only_loopback,
                                   error);
  if (list == NULL)
    return FALSE;

  description = hall_interface_describe_list (list);
  if (g_strcmp0 (description, self->description) == 0)
    {
      take_addresses6 (self->list, list);
      return FALSE;
    }

  g_ptr_array_unref (self->list);
  self->list = g_steal_pointer (&list);
  g_free (self->description);
  self->description = g_steal_pointer (&description);
  g_debug ("Interfaces:\n%s", self->description);

  return TRUE;
}

static void
refresh_and_tell (HallInterfaces *self)
{
  g_autoptr (GError) error = NULL;
  gboolean tell = refresh (self, &error) || self->addresses_moved;

  if (error != NULL)
    g_debug ("%s", error->message);

  self->addresses_moved = FALSE;
  if (tell)
    g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
on_debounced (gpointer user_data)
{
  g_autoptr (HallInterfaces) self = g_object_ref (HALL_INTERFACES (user_data));

  self->debounce_source = 0;
  refresh_and_tell (self);

  return G_SOURCE_REMOVE;
}

static void
note_change (HallInterfaces *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->debounce_source == 0)
    self->first_change = now;
  else if (now - self->first_change > DEBOUNCE_MAX_MS * 1000)
    return;

  g_clear_handle_id (&self->debounce_source, g_source_remove);
  self->debounce_source = g_timeout_add (DEBOUNCE_MS, on_debounced, self);
}

/* Routers tell the life of global addresses anew all the time; only link-local ones matter. */
static gboolean
is_address_of_interest (const struct nlmsghdr *header)
{
  const struct ifaddrmsg *message = NLMSG_DATA (header);

  return header->nlmsg_len >= NLMSG_LENGTH (sizeof *message)
         && (message->ifa_family != AF_INET6 || message->ifa_scope == RT_SCOPE_LINK);
}

static void
read_messages (HallInterfaces *self,
               const guint8   *data,
               gsize           length)
{
  const struct nlmsghdr *header = (const struct nlmsghdr *) (const void *) data;

  while (length >= sizeof *header && header->nlmsg_len >= sizeof *header
         && header->nlmsg_len <= length)
    {
      gsize step = MIN (NLMSG_ALIGN (header->nlmsg_len), length);

      /* RTM_NEWLINK comes for a wireless card's statistics too: only a new list tells then. */
      if (header->nlmsg_type == RTM_DELLINK
          || ((header->nlmsg_type == RTM_NEWADDR || header->nlmsg_type == RTM_DELADDR)
              && is_address_of_interest (header)))
        self->addresses_moved = TRUE;

      length -= step;
      header = (const struct nlmsghdr *) (const void *) ((const guint8 *) header + step);
    }
}

static gboolean
on_netlink (int          fd,
            GIOCondition condition,
            gpointer     user_data)
{
  HallInterfaces *self = HALL_INTERFACES (user_data);
  union
  {
    struct nlmsghdr header;
    guint8 bytes[8192];
  } buffer;

  for (guint i = 0; i < MESSAGES_PER_TURN; i++)
    {
      struct sockaddr_nl sender = { 0 };
      socklen_t sender_length = sizeof sender;
      gssize length = recvfrom (fd, buffer.bytes, sizeof buffer.bytes, MSG_DONTWAIT,
                                (struct sockaddr *) &sender, &sender_length);

      if (length < 0 && errno == EINTR)
        continue;
      if (length < 0 && errno == ENOBUFS)
        self->addresses_moved = TRUE; /* some were lost: believe the worst */
      else if (length < 0)
        break;
      else if (sender.nl_pid == 0) /* from the kernel, not from another program */
        read_messages (self, buffer.bytes, (gsize) length);

      note_change (self);
    }

  return G_SOURCE_CONTINUE;
}

static gboolean
on_poll (gpointer user_data)
{
  g_autoptr (HallInterfaces) self = g_object_ref (HALL_INTERFACES (user_data));

  refresh_and_tell (self);

  return G_SOURCE_CONTINUE;
}

static void
follow_kernel (HallInterfaces *self)
{
  struct sockaddr_nl address = {
    .nl_family = AF_NETLINK,
    .nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR,
  };

  self->netlink = socket (AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
  if (self->netlink >= 0
      && bind (self->netlink, (struct sockaddr *) &address, sizeof address) == 0)
    {
      self->netlink_source = g_unix_fd_add (self->netlink, G_IO_IN, on_netlink, self);
      return;
    }

  g_debug ("No netlink socket (%s): looking every %d seconds", g_strerror (errno), POLL_SECONDS);
  self->poll_source = g_timeout_add_seconds (POLL_SECONDS, on_poll, self);
}

/**
 * hall_interfaces_new:
 * @only_loopback: use the loopback interface and nothing else
 *
 * Returns: (transfer full): an empty list until it is started
 */
HallInterfaces *
hall_interfaces_new (gboolean only_loopback)
{
  HallInterfaces *self = g_object_new (HALL_TYPE_INTERFACES, NULL);

  self->only_loopback = only_loopback;

  return self;
}

/**
 * hall_interfaces_set_excluded:
 * @patterns: (nullable): names or patterns (fnmatch); "+name" takes one back in
 *
 * Which interfaces are left out besides those by default. After the start, "changed" follows at
 * once if that makes a difference.
 */
void
hall_interfaces_set_excluded (HallInterfaces    *self,
                              const char *const *patterns)
{
  g_return_if_fail (HALL_IS_INTERFACES (self));

  if (patterns != (const char *const *) self->patterns)
    {
      g_strfreev (self->patterns);
      self->patterns = g_strdupv ((char **) patterns);
    }

  if (self->started)
    refresh_and_tell (self);
}

/**
 * hall_interfaces_start:
 * @error: a GIOErrorEnum: the system doesn't tell its interfaces
 *
 * Fills the list and follows its changes from now on, in the default main context.
 */
gboolean
hall_interfaces_start (HallInterfaces  *self,
                       GError         **error)
{
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (HALL_IS_INTERFACES (self), FALSE);

  if (self->started)
    return TRUE;

  /* First the socket, then the list: nothing that changes in between is missed. */
  if (self->netlink_source == 0 && self->poll_source == 0)
    follow_kernel (self);
  refresh (self, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  self->started = TRUE;
  return TRUE;
}

/**
 * hall_interfaces_get_list:
 *
 * Returns: (transfer none) (element-type HallInterface): all, used or not; valid until "changed"
 */
GPtrArray *
hall_interfaces_get_list (HallInterfaces *self)
{
  g_return_val_if_fail (HALL_IS_INTERFACES (self), NULL);

  return self->list;
}

/**
 * hall_interfaces_is_on_link:
 * @ip: host byte order
 *
 * Whether an address is a computer's in a subnet of a used interface, or one of loopback. What goes
 * to a subnet's broadcast address goes to everybody, so that is nobody's.
 */
gboolean
hall_interfaces_is_on_link (HallInterfaces *self,
                            guint32         ip)
{
  g_return_val_if_fail (HALL_IS_INTERFACES (self), FALSE);

  if (ip >> 24 == 127)
    return TRUE;

  for (guint i = 0; i < self->list->len; i++)
    {
      const HallInterface *interface = g_ptr_array_index (self->list, i);

      for (guint j = 0; interface->used && j < interface->addresses->len; j++)
        {
          if (hall_interface_address_has_neighbour (g_ptr_array_index (interface->addresses, j),
                                                    ip))
            return TRUE;
        }
    }

  return FALSE;
}

/**
 * hall_interfaces_has_ipv6:
 * @interface: its index
 * @name: (out) (optional) (transfer none): its name
 *
 * Returns: whether it is used and has a link-local address of IPv6
 */
gboolean
hall_interfaces_has_ipv6 (HallInterfaces  *self,
                          guint            interface,
                          const char     **name)
{
  g_return_val_if_fail (HALL_IS_INTERFACES (self), FALSE);

  for (guint i = 0; i < self->list->len; i++)
    {
      const HallInterface *candidate = g_ptr_array_index (self->list, i);

      if (candidate->index != interface || !candidate->used || !candidate->is_link_local)
        continue;
      if (name != NULL)
        *name = candidate->name;
      return TRUE;
    }

  return FALSE;
}

/* (nullable): the first whose subnets have that address, and which is used, or is down. */
static const HallInterface *
find_interface (HallInterfaces *self,
                guint32         ip,
                gboolean        used)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      const HallInterface *interface = g_ptr_array_index (self->list, i);

      if (used ? !interface->used : interface->reason != HALL_INTERFACE_DOWN)
        continue;
      for (guint j = 0; j < interface->addresses->len; j++)
        if (hall_interface_address_contains (g_ptr_array_index (interface->addresses, j), ip))
          return interface;
    }

  return NULL;
}

/**
 * hall_interfaces_pick_way:
 * @ip: host byte order
 *
 * Of two cards in one subnet Linux goes on using the first, though its cable is out.
 *
 * Returns: (transfer none) (nullable): the name of the interface that leads to it, where there is
 *   another one in that subnet that does not; %NULL: the kernel knows best
 */
const char *
hall_interfaces_pick_way (HallInterfaces *self,
                          guint32         ip)
{
  const HallInterface *way;

  g_return_val_if_fail (HALL_IS_INTERFACES (self), NULL);

  way = find_interface (self, ip, TRUE);

  return way != NULL && find_interface (self, ip, FALSE) != NULL ? way->name : NULL;
}
