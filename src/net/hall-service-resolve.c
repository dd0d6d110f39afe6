/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-service-resolve.c: what the services say that were found: whose they are, and where.
 *
 * Part of HallServiceBrowser. A service is resolved once; it waits for its turn until then. One
 * that says nonsense leaves the table, so that it takes no other's place.
 */

#define G_LOG_DOMAIN "hall-service-resolve"

#include "config.h"

#include <arpa/inet.h>
#include <string.h>

#include "hall-avahi.h"
#include "hall-key.h"

#include "hall-service-browser-private.h"

/* Asked for at the same time; the daemon gives up on one after some seconds. */
#define RESOLVING_MAX 16
#define TRIES_MAX 3
/* Texts of a service that are looked at. */
#define TEXTS_MAX 16

typedef struct
{
  HallServiceBrowser *browser;
  char *key;
  guint question;
} Call;

static void
free_call (Call *data)
{
  g_object_unref (data->browser);
  g_free (data->key);
  g_free (data);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, free_call)

void
hall_service_browser_refuse (HallServiceBrowser *self,
                             const char         *name,
                             const char         *reason)
{
  g_debug ("“%s” is passed over: %s", name, reason);
  hall_counters_add (self->counters, HALL_COUNTER_SERVICE_REFUSED);
}

/* (transfer full) (nullable): the first value of that name in a service's texts. */
static char *
get_text (GVariant   *texts,
          const char *name)
{
  gsize n_name = strlen (name);

  for (gsize i = 0; i < MIN (g_variant_n_children (texts), TEXTS_MAX); i++)
    {
      g_autoptr (GVariant) text = g_variant_get_child_value (texts, i);
      gsize length = 0;
      const char *bytes = g_variant_get_fixed_array (text, &length, 1);

      if (length > n_name && g_ascii_strncasecmp (bytes, name, n_name) == 0
          && bytes[n_name] == '=')
        return g_strndup (bytes + n_name + 1, length - n_name - 1);
    }

  return NULL;
}

/* (nullable): what is wrong with it. */
static const char *
judge (const char *version,
       const char *id,
       const char *address,
       guint16     port)
{
  struct in_addr raw;

  if (g_strcmp0 (version, "1") != 0)
    return "of a version that is not known";
  if (id == NULL || !hall_id_is_valid (id))
    return "no key";
  if (port == 0)
    return "no port";
  if (inet_pton (AF_INET, address, &raw) != 1)
    return "no address";

  return NULL;
}

static void
take_resolved (HallServiceBrowser *self,
               HallService        *service,
               const char         *key,
               GVariant           *reply)
{
  g_autoptr (GVariant) texts = NULL;
  g_autofree char *version = NULL;
  g_autofree char *id = NULL;
  const char *address = NULL;
  const char *problem;
  gboolean repeated;
  guint16 port = 0;

  g_variant_get (reply, "(ii&s&s&s&si&sq@aayu)", NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                 &address, &port, &texts, NULL);
  version = get_text (texts, "v");
  id = get_text (texts, "id");
  problem = judge (version, id, address, port);
  if (problem != NULL)
    {
      hall_service_browser_refuse (self, service->name, problem);
      g_hash_table_remove (self->services, key);
      return;
    }
  if (g_str_equal (id, self->own_id))
    return;   /* an echo of ours: it keeps its place, and nothing is asked of it again */
  repeated = hall_service_browser_is_said (self, id, address, port);
  service->id = g_strdup (id);
  service->address = g_strdup (address);
  service->port = port;
  if (!repeated)
    g_signal_emit_by_name (self, "found", id, address, (guint) port);
}

/* The question or the answer may have been lost. */
static void
try_again (HallServiceBrowser *self,
           HallService        *service,
           const char         *key)
{
  service->question = 0;
  if (++service->n_tries < TRIES_MAX)
    g_queue_push_tail (&self->waiting, g_strdup (key));
  else
    g_hash_table_remove (self->services, key);
}

/* @reply: (nullable). The service may have gone since, and come again: that one is asked itself. */
static void
take_answer (HallServiceBrowser *self,
             const Call         *data,
             GVariant           *reply)
{
  HallService *service = g_hash_table_lookup (self->services, data->key);

  if (service == NULL || service->question != data->question)
    return;
  if (reply != NULL)
    take_resolved (self, service, data->key, reply);
  else
    try_again (self, service, data->key);
}

static void
resolve_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Call) data = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;
  HallServiceBrowser *self = data->browser;

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  self->n_resolving--;
  if (self->closed)
    return;
  if (reply == NULL)
    g_debug ("%s: %s", data->key, error->message);
  take_answer (self, data, reply);
  hall_service_browser_resolve_next (self);
}

void
hall_service_browser_resolve_next (HallServiceBrowser *self)
{
  while (!self->closed && self->n_resolving < RESOLVING_MAX
         && !g_queue_is_empty (&self->waiting))
    {
      g_autofree char *key = g_queue_pop_head (&self->waiting);
      HallService *service = g_hash_table_lookup (self->services, key);
      Call *data;

      /* One that came again may wait twice. */
      if (service == NULL || service->question != 0)
        continue;
      service->question = ++self->n_questions;
      data = g_new (Call, 1);
      data->browser = g_object_ref (self);
      data->key = g_strdup (key);
      data->question = service->question;
      self->n_resolving++;
      g_dbus_connection_call (self->bus, self->daemon, HALL_AVAHI_PATH, HALL_AVAHI_SERVER,
                              "ResolveService",
                              g_variant_new ("(iisssiu)", service->interface, HALL_AVAHI_IPV4,
                                             service->name, HALL_SERVICE_TYPE,
                                             HALL_SERVICE_DOMAIN, HALL_AVAHI_IPV4, 0u),
                              G_VARIANT_TYPE ("(iissssisqaayu)"),
                              G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, resolve_cb,
                              data);
    }
}
