/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-round-company.c: who else may know where a room is: those of it who are
 * here, and whom a link or an invitation names.
 *
 * Part of HallConversation.
 */

#define G_LOG_DOMAIN "hall-conversation-round-company"

#include "config.h"

#include "hall-conversation-private.h"

/* Between two who are asked although they need not be of the room. */
#define STRANGER_PAUSE_MS 30000
/* Anybody can announce a room; who can't be joined after so many rounds keeps no host from it. */
#define FAILURES_MAX 3
/* Members who are asked in one round. */
#define COMPANY_MAX 3

/* Returns: whether that is somebody else, and here */
static gboolean
add_person (HallRoute  *route,
            HallPerson *person)
{
  const char *const *addresses;

  if (person == NULL || hall_person_get_is_self (person) || !hall_person_get_online (person))
    return FALSE;
  addresses = hall_person_get_addresses (person);
  if (addresses != NULL && addresses[0] != NULL)
    hall_route_add (route, addresses[0], (guint16) hall_person_get_tcp_port (person),
                    hall_person_get_id (person));
  return TRUE;
}

static void
add_anybody (HallConversation *self,
             HallRoute        *route,
             guint             n_max)
{
  GListModel *people = hall_directory_get_people (self->context->directory);
  guint length = g_list_model_get_n_items (people);
  guint first = length > 0 ? hall_clock_pick (self->context->clock, 0, length - 1) : 0;
  guint n = 0;

  for (guint i = 0; i < length && n < n_max; i++)
    {
      g_autoptr (HallPerson) person = g_list_model_get_item (people, (first + i) % length);

      n += add_person (route, person) ? 1 : 0;
    }
}

/* The last host may be gone for good, and have been the only one who knew all of its members. Now
 * and then somebody who is here is asked, perhaps it is one of them. */
static void
add_stranger (HallConversation *self,
              HallRoute        *route)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);

  if (self->n_failures < FAILURES_MAX
      || (self->stranger_dialled != 0
          && now - self->stranger_dialled < STRANGER_PAUSE_MS * (gint64) 1000))
    return;
  self->stranger_dialled = now;
  add_anybody (self, route, 1);
}

/* Others of the room who are here: they know who hosts it, or do so because we ask. Some of them,
 * not always the same. */
void
hall_conversation_add_company (HallConversation *self,
                               HallRoute        *route)
{
  g_autoptr (GPtrArray) ids = hall_census_list (self->census);
  guint first = ids->len > 0 ? hall_clock_pick (self->context->clock, 0, ids->len - 1) : 0;
  guint n = 0;

  for (guint i = 0; i < ids->len && n < COMPANY_MAX; i++)
    {
      const char *id = g_ptr_array_index (ids, (first + i) % ids->len);

      n += add_person (route, hall_directory_lookup_person (self->context->directory, id)) ? 1 : 0;
    }
  /* Who was cut off before it was told who belongs to the room may not host it, and others do
   * not know of it: it asks whoever is here. */
  if (!self->acquainted)
    add_anybody (self, route, COMPANY_MAX);
  else if (n == 0)
    add_stranger (self, route);
}

/**
 * hall_conversation_set_hint:
 * @self: a conversation
 * @host_id: (nullable): whose key must answer
 * @address: (nullable): numeric
 * @port: TCP
 * @typed: whether that address is the person's own word; it may be beyond our subnets then
 *
 * A link or an invitation says who hosts the room. It is tried like an announcement, until we have
 * been in the room.
 */
void
hall_conversation_set_hint (HallConversation *self,
                            const char       *host_id,
                            const char       *address,
                            guint16           port,
                            gboolean          typed)
{
  g_free (self->hint_host);
  self->hint_host = g_strdup (host_id);
  g_free (self->hint_address);
  self->hint_address = g_strdup (address);
  self->hint_port = port;
  self->hint_typed = typed;
}

void
hall_conversation_add_hint (HallConversation *self,
                            HallRoute        *route)
{
  if (self->stored->member)
    return;
  if (self->hint_host != NULL)
    add_person (route, hall_directory_lookup_person (self->context->directory, self->hint_host));
  if (self->hint_address != NULL && g_strcmp0 (self->hint_host, self->context->own_id) != 0
      && (self->hint_typed
          || hall_context_is_near (self->context, self->hint_host, self->hint_address)))
    hall_route_add (route, self->hint_address, self->hint_port, self->hint_host);
}
