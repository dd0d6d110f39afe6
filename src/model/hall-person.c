/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-person.c: somebody with a key, as properties that screens bind to.
 *
 * Made and owned by HallDirectory, one object for each key. It cleans what it is given, and never
 * decides who is online.
 */

#define G_LOG_DOMAIN "hall-person"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-enums.h"
#include "hall-initials.h"
#include "hall-limits.h"
#include "hall-string.h"
#include "hall-text.h"

#include "hall-person.h"

/* As many as libadwaita's avatars have. */
#define N_COLORS 14
#define KEY_TAG_LENGTH 4

struct _HallPerson
{
  GObject parent_instance;

  char *id;
  char *name;               /* what is shown, never NULL */
  char *initials;
  char *status_text;
  char **addresses;
  gint64 last_seen;
  HallPresence presence;
  guint color;
  guint tcp_port;
  gboolean has_name;
  gboolean is_self;
};

G_DEFINE_FINAL_TYPE (HallPerson, hall_person, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_PRESENCE,
  PROP_STATUS_TEXT,
  PROP_ONLINE,
  PROP_IS_SELF,
  PROP_INITIALS,
  PROP_COLOR,
  PROP_LAST_SEEN,
  PROP_ADDRESSES,
  PROP_TCP_PORT,
} HallPersonProperty;

static GParamSpec *properties[PROP_TCP_PORT + 1];

static void
hall_person_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  HallPerson *self = HALL_PERSON (object);

  switch ((HallPersonProperty) property_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_PRESENCE:
      g_value_set_enum (value, self->presence);
      break;
    case PROP_STATUS_TEXT:
      g_value_set_string (value, self->status_text);
      break;
    case PROP_ONLINE:
      g_value_set_boolean (value, hall_person_get_online (self));
      break;
    case PROP_IS_SELF:
      g_value_set_boolean (value, self->is_self);
      break;
    case PROP_INITIALS:
      g_value_set_string (value, self->initials);
      break;
    case PROP_COLOR:
      g_value_set_uint (value, self->color);
      break;
    case PROP_LAST_SEEN:
      g_value_set_int64 (value, self->last_seen);
      break;
    case PROP_ADDRESSES:
      g_value_set_boxed (value, self->addresses);
      break;
    case PROP_TCP_PORT:
      g_value_set_uint (value, self->tcp_port);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static char *
make_placeholder_name (HallPerson *self)
{
  g_autofree char *tag = g_strndup (self->id, KEY_TAG_LENGTH);

  /* Translators: %s is the beginning of a key, of somebody whose name is not known. */
  return g_strdup_printf (_("Unknown (%s)"), tag);
}

static void
hall_person_finalize (GObject *object)
{
  HallPerson *self = HALL_PERSON (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->initials, g_free);
  g_clear_pointer (&self->status_text, g_free);
  g_clear_pointer (&self->addresses, g_strfreev);

  G_OBJECT_CLASS (hall_person_parent_class)->finalize (object);
}

static void
hall_person_class_init (HallPersonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hall_person_get_property;
  object_class->finalize = hall_person_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, read);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, read);
  properties[PROP_PRESENCE] = g_param_spec_enum ("presence", NULL, NULL, HALL_TYPE_PRESENCE,
                                                 HALL_PRESENCE_OFFLINE, read);
  properties[PROP_STATUS_TEXT] = g_param_spec_string ("status-text", NULL, NULL, NULL, read);
  properties[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, FALSE, read);
  properties[PROP_IS_SELF] = g_param_spec_boolean ("is-self", NULL, NULL, FALSE, read);
  properties[PROP_INITIALS] = g_param_spec_string ("initials", NULL, NULL, NULL, read);
  properties[PROP_COLOR] = g_param_spec_uint ("color", NULL, NULL, 0, N_COLORS - 1, 0, read);
  properties[PROP_LAST_SEEN] = g_param_spec_int64 ("last-seen", NULL, NULL, 0, G_MAXINT64, 0, read);
  properties[PROP_ADDRESSES] = g_param_spec_boxed ("addresses", NULL, NULL, G_TYPE_STRV, read);
  properties[PROP_TCP_PORT] = g_param_spec_uint ("tcp-port", NULL, NULL, 0, G_MAXUINT16, 0, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
hall_person_init (HallPerson *self)
{
}

/**
 * hall_person_new:
 * @id: the key of the person
 * @is_self: whether it is the profile's own
 *
 * Makes a person who is offline and has no name yet. Only the directory makes those that others
 * see, so that there is one object for each key.
 *
 * Returns: (transfer full): the person
 */
HallPerson *
hall_person_new (const char *id,
                 gboolean    is_self)
{
  HallPerson *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (HALL_TYPE_PERSON, NULL);
  self->id = g_strdup (id);
  self->is_self = is_self;
  self->color = g_str_hash (id) % N_COLORS;
  self->name = make_placeholder_name (self);
  self->initials = hall_initials_from_name (NULL);
  self->addresses = g_new0 (char *, 1);

  return self;
}

/**
 * hall_person_get_id:
 * @self: a person
 *
 * Returns: (transfer none): the public key, base64url, which is who this is
 */
const char *
hall_person_get_id (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), NULL);

  return self->id;
}

/**
 * hall_person_get_name:
 * @self: a person
 *
 * Returns: (transfer none): the name, or a translated placeholder with a short tag of the key
 */
const char *
hall_person_get_name (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), NULL);

  return self->name;
}

/**
 * hall_person_has_name:
 * @self: a person
 *
 * Returns: whether [method@Hall.Person.get_name] is more than a placeholder
 */
gboolean
hall_person_has_name (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), FALSE);

  return self->has_name;
}

/**
 * hall_person_get_presence:
 * @self: a person
 *
 * Returns: what the person last said about being there
 */
HallPresence
hall_person_get_presence (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), HALL_PRESENCE_OFFLINE);

  return self->presence;
}

/**
 * hall_person_get_status_text:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): the status line
 */
const char *
hall_person_get_status_text (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), NULL);

  return self->status_text;
}

/**
 * hall_person_get_online:
 * @self: a person
 *
 * Returns: whether the presence is anything but offline
 */
gboolean
hall_person_get_online (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), FALSE);

  return self->presence != HALL_PRESENCE_OFFLINE;
}

/**
 * hall_person_get_is_self:
 * @self: a person
 *
 * Returns: whether this is the profile's own person
 */
gboolean
hall_person_get_is_self (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), FALSE);

  return self->is_self;
}

/**
 * hall_person_get_initials:
 * @self: a person
 *
 * Returns: (transfer none): one or two letters for an avatar; "?" without a name
 */
const char *
hall_person_get_initials (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), NULL);

  return self->initials;
}

/**
 * hall_person_get_color:
 * @self: a person
 *
 * Returns: 0 to 13, the same for this key everywhere
 */
guint
hall_person_get_color (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), 0);

  return self->color;
}

/**
 * hall_person_get_last_seen:
 * @self: a person
 *
 * Returns: when the person was last heard, Unix milliseconds; 0 for never
 */
gint64
hall_person_get_last_seen (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), 0);

  return self->last_seen;
}

/**
 * hall_person_get_addresses:
 * @self: a person
 *
 * Returns: (transfer none): where the person was heard from, the newest first; only hints
 */
const char *const *
hall_person_get_addresses (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), NULL);

  return (const char *const *) self->addresses;
}

/**
 * hall_person_get_tcp_port:
 * @self: a person
 *
 * Returns: the port that the person listens on; 0 if not known
 */
guint
hall_person_get_tcp_port (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), 0);

  return self->tcp_port;
}

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

  if (name != NULL)
    clean = hall_text_clean_name (name, HALL_NAME_MAX);
  self->has_name = clean != NULL;
  initials = hall_initials_from_name (clean);
  if (clean == NULL)
    clean = make_placeholder_name (self);

  if (hall_set_string (&self->name, clean))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  if (hall_set_string (&self->initials, initials))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INITIALS]);
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRESENCE]);
  if (hall_person_get_online (self) != was_online)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ONLINE]);
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
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS_TEXT]);
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_SEEN]);
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TCP_PORT]);
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADDRESSES]);
}
