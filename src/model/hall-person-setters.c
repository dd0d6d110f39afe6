/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-person-setters.c: what is heard of a person.
 *
 * The second half of HallPerson, for HallDirectory and the session. Each setter cleans what it is
 * given, and notifies its own property, and those that follow from it, when they are another value
 * than before.
 */

#define G_LOG_DOMAIN "hall-person-setters"

#include "config.h"

#include "hall-initials.h"
#include "hall-limits.h"
#include "hall-person-private.h"
#include "hall-string.h"
#include "hall-text.h"

/**
 * hall_person_set_name:
 * @self: a person
 * @name: (nullable): the name; cleaned here
 *
 * Sets the name, from which the initials follow. Without a name, or with one that has nothing
 * visible in it, the placeholder is shown.
 */
void
hall_person_set_name (HallPerson *self,
                      const char *name)
{
  g_autofree char *clean = NULL;
  g_autofree char *initials = NULL;

  g_return_if_fail (HALL_IS_PERSON (self));

  /* Each hello says it again. What is shown was cleaned once. */
  if (name != NULL && self->has_name && g_str_equal (self->name, name))
    return;
  if (name != NULL)
    clean = hall_text_clean_name (name, HALL_NAME_MAX);
  self->has_name = clean != NULL;
  initials = hall_initials_from_name (clean);
  if (clean == NULL)
    clean = hall_person_make_placeholder_name (self);

  if (hall_set_string (&self->name, clean))
    {
      g_clear_pointer (&self->folded_name, g_free);
      g_object_notify (G_OBJECT (self), "name");
    }
  if (hall_set_string (&self->initials, initials))
    g_object_notify (G_OBJECT (self), "initials");
}

/**
 * hall_person_set_presence:
 * @self: a person
 * @presence: what the person says, or offline
 */
void
hall_person_set_presence (HallPerson   *self,
                          HallPresence  presence)
{
  gboolean was_online;

  g_return_if_fail (HALL_IS_PERSON (self));

  if (self->presence == presence)
    return;
  was_online = hall_person_get_online (self);
  self->presence = presence;
  g_object_notify (G_OBJECT (self), "presence");
  if (hall_person_get_online (self) != was_online)
    g_object_notify (G_OBJECT (self), "online");
}

/**
 * hall_person_set_status_text:
 * @self: a person
 * @status_text: (nullable): a line; cleaned here
 */
void
hall_person_set_status_text (HallPerson *self,
                             const char *status_text)
{
  g_autofree char *clean = NULL;

  g_return_if_fail (HALL_IS_PERSON (self));

  if (status_text != NULL)
    clean = hall_text_clean_name (status_text, HALL_STATUS_TEXT_MAX);
  if (hall_set_string (&self->status_text, clean))
    g_object_notify (G_OBJECT (self), "status-text");
}

/**
 * hall_person_set_last_seen:
 * @self: a person
 * @last_seen_ms: Unix milliseconds
 */
void
hall_person_set_last_seen (HallPerson *self,
                           gint64      last_seen_ms)
{
  g_return_if_fail (HALL_IS_PERSON (self));

  if (self->last_seen == last_seen_ms)
    return;
  self->last_seen = last_seen_ms;
  g_object_notify (G_OBJECT (self), "last-seen");
}

/**
 * hall_person_set_tcp_port:
 * @self: a person
 * @tcp_port: where the person listens
 */
void
hall_person_set_tcp_port (HallPerson *self,
                          guint       tcp_port)
{
  g_return_if_fail (HALL_IS_PERSON (self));
  g_return_if_fail (tcp_port <= G_MAXUINT16);

  if (self->tcp_port == tcp_port)
    return;
  self->tcp_port = tcp_port;
  g_object_notify (G_OBJECT (self), "tcp-port");
}

/**
 * hall_person_add_address:
 * @self: a person
 * @address: an IP address
 *
 * Puts the address first; the oldest goes when there are more than HALL_ADDRESSES_PER_PERSON.
 */
void
hall_person_add_address (HallPerson *self,
                         const char *address)
{
  g_auto (GStrv) old = NULL;
  guint n = 0;

  g_return_if_fail (HALL_IS_PERSON (self));
  g_return_if_fail (address != NULL);

  if (g_strcmp0 (self->addresses[0], address) == 0)
    return;

  old = g_steal_pointer (&self->addresses);
  self->addresses = g_new0 (char *, HALL_ADDRESSES_PER_PERSON + 1);
  self->addresses[n++] = g_strdup (address);
  for (guint i = 0; old[i] != NULL && n < HALL_ADDRESSES_PER_PERSON; i++)
    {
      if (!g_str_equal (old[i], address))
        self->addresses[n++] = g_strdup (old[i]);
    }
  g_object_notify (G_OBJECT (self), "addresses");
}
