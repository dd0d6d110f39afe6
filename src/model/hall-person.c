/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-person.c: somebody with a key, as properties that screens bind to.
 *
 * Made and owned by HallDirectory, one object for each key. What others say of themselves is set by
 * hall-person-setters.c, what we make of it by hall-person-trust.c. It never decides who is online.
 */

#define G_LOG_DOMAIN "hall-person"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-enums.h"
#include "hall-initials.h"
#include "hall-person-private.h"
#include "hall-room.h"
#include "hall-text.h"

#include "hall-person.h"

/* As many as libadwaita's avatars have. */
#define N_COLORS 14

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
  PROP_FIRST_SEEN,
  PROP_TRUST,
  PROP_BLOCKED,
  PROP_KEY_TAG,
  PROP_TAGGED,
  PROP_RESEMBLES,
  PROP_OLDER_VERSION,
  PROP_ELSEWHERE,
  PROP_PICTURE_DIGEST,
  PROP_PICTURE,
  PROP_CONVERSATION,
} HallPersonProperty;

static GParamSpec *properties[PROP_CONVERSATION + 1];

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
    case PROP_FIRST_SEEN:
      g_value_set_int64 (value, self->first_seen);
      break;
    case PROP_TRUST:
      g_value_set_enum (value, self->trust);
      break;
    case PROP_BLOCKED:
      g_value_set_boolean (value, self->blocked);
      break;
    case PROP_KEY_TAG:
      g_value_set_string (value, self->key_tag);
      break;
    case PROP_TAGGED:
      g_value_set_boolean (value, self->tagged);
      break;
    case PROP_RESEMBLES:
      g_value_set_object (value, self->resembles);
      break;
    case PROP_OLDER_VERSION:
      g_value_set_boolean (value, self->older_version);
      break;
    case PROP_ELSEWHERE:
      g_value_set_boolean (value, self->elsewhere);
      break;
    case PROP_PICTURE_DIGEST:
      g_value_set_string (value, self->picture_digest);
      break;
    case PROP_PICTURE:
      g_value_set_boxed (value, self->picture);
      break;
    case PROP_CONVERSATION:
      g_value_set_object (value, self->conversation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

/*
 * hall_person_make_placeholder_name:
 * @self: a person
 *
 * Returns: (transfer full): a translated name for somebody whose name is not known
 */
char *
hall_person_make_placeholder_name (HallPerson *self)
{
  /* Translators: %s is the beginning of a key, of somebody whose name is not known. */
  return g_strdup_printf (_("Unknown (%s)"), self->key_tag);
}

static void
hall_person_dispose (GObject *object)
{
  HallPerson *self = HALL_PERSON (object);

  g_clear_object (&self->resembles);
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (hall_person_parent_class)->dispose (object);
}

static void
hall_person_finalize (GObject *object)
{
  HallPerson *self = HALL_PERSON (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->key_tag, g_free);
  g_clear_pointer (&self->picture_digest, g_free);
  g_clear_pointer (&self->picture, g_bytes_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->folded_name, g_free);
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
  object_class->dispose = hall_person_dispose;
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
  properties[PROP_FIRST_SEEN] = g_param_spec_int64 ("first-seen", NULL, NULL,
                                                    0, G_MAXINT64, 0, read);
  properties[PROP_TRUST] = g_param_spec_enum ("trust", NULL, NULL, HALL_TYPE_TRUST,
                                              HALL_TRUST_STRANGER, read);
  properties[PROP_BLOCKED] = g_param_spec_boolean ("blocked", NULL, NULL, FALSE, read);
  properties[PROP_KEY_TAG] = g_param_spec_string ("key-tag", NULL, NULL, NULL, read);
  properties[PROP_TAGGED] = g_param_spec_boolean ("tagged", NULL, NULL, FALSE, read);
  properties[PROP_RESEMBLES] = g_param_spec_object ("resembles", NULL, NULL,
                                                    HALL_TYPE_PERSON, read);
  properties[PROP_OLDER_VERSION] = g_param_spec_boolean ("older-version", NULL, NULL, FALSE, read);
  properties[PROP_ELSEWHERE] = g_param_spec_boolean ("elsewhere", NULL, NULL, FALSE, read);
  properties[PROP_PICTURE_DIGEST] = g_param_spec_string ("picture-digest", NULL, NULL, NULL, read);
  properties[PROP_PICTURE] = g_param_spec_boxed ("picture", NULL, NULL, G_TYPE_BYTES, read);
  properties[PROP_CONVERSATION] = g_param_spec_object ("conversation", NULL, NULL,
                                                       HALL_TYPE_ROOM, read);
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
  self->key_tag = g_strndup (id, HALL_KEY_TAG_LENGTH);
  self->name = hall_person_make_placeholder_name (self);
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
 * hall_person_get_folded_name:
 * @self: a person
 *
 * Folds the name when it is first asked for: a search compares thousands of them.
 *
 * Returns: (transfer none): [method@Hall.Person.get_name] as hall_text_fold() makes it
 */
const char *
hall_person_get_folded_name (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), NULL);

  if (self->folded_name == NULL)
    self->folded_name = hall_text_fold (self->name);
  return self->folded_name;
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
