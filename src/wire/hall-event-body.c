/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-event-body.c: what the kinds of events say, read from their JSON.
 *
 * Part of HallEvent's decoder. A body that is wrong refuses the event; who may say such a thing is
 * not judged here. What people say is read in hall-event-talk.c; bodies are written in
 * hall-event-write.c.
 */

#define G_LOG_DOMAIN "hall-event-body"

#include "config.h"

#include <string.h>

#include "hall-fields.h"
#include "hall-limits.h"
#include "hall-passphrase.h"
#include "hall-text.h"

#include "hall-event-private.h"

typedef gboolean (* TakeBody) (HallEvent   *self,
                               JsonObject  *body,
                               GError     **error);

static gboolean
take_bytes (JsonObject  *body,
            const char  *member,
            guint8      *bytes,
            gsize        length,
            char       **text,
            GError     **error)
{
  const char *value = hall_json_get_text (body, member, HALL_SECRET_TEXT_LENGTH, error);

  if (value == NULL)
    return FALSE;
  if (!hall_base64url_decode (value, bytes, length))
    return hall_field_refuse (error, member);
  if (text != NULL)
    *text = g_strdup (value);

  return TRUE;
}

/* Whoever does not know the lock must not open it. */
static gboolean
take_entry (HallEvent   *self,
            JsonObject  *body,
            GError     **error)
{
  g_autofree char *lock = NULL;

  if (!hall_field_take_word (body, "lock", "open", &lock, error))
    return FALSE;

  if (strcmp (lock, "open") == 0)
    self->entry = HALL_ENTRY_OPEN;
  else if (strcmp (lock, "passphrase") == 0)
    self->entry = HALL_ENTRY_PASSPHRASE;
  else
    self->entry = HALL_ENTRY_INVITED;

  return TRUE;
}

static gboolean
take_genesis (HallEvent   *self,
              JsonObject  *body,
              GError     **error)
{
  const char *policy;
  guint8 salt[HALL_SALT_SIZE];

  if (!hall_field_take_line (body, "name", FALSE, HALL_NAME_MAX, &self->name, error) ||
      !hall_field_take_line (body, "topic", TRUE, HALL_TOPIC_MAX, &self->topic, error) ||
      !take_entry (self, body, error))
    return FALSE;

  policy = hall_json_get_text (body, "policy", HALL_WORD_MAX, error);
  if (policy == NULL)
    return FALSE;
  if (strcmp (policy, "all") == 0)
    self->policy = HALL_HISTORY_ALL;
  else if (strcmp (policy, "joined") == 0)
    self->policy = HALL_HISTORY_JOINED;
  else
    return hall_field_refuse (error, "policy");

  return hall_json_get_optional_boolean (body, "standing", &self->standing, error) &&
         take_bytes (body, "salt", salt, sizeof salt, NULL, error);
}

static gboolean
take_state (HallEvent   *self,
            JsonObject  *body,
            GError     **error)
{
  const char *state = hall_json_get_text (body, "state", HALL_WORD_MAX, error);

  if (state == NULL)
    return FALSE;
  if (strcmp (state, "joined") == 0)
    self->change = HALL_STATE_JOINED;
  else if (strcmp (state, "renamed") == 0)
    self->change = HALL_STATE_RENAMED;
  else if (strcmp (state, "left") == 0)
    self->change = HALL_STATE_LEFT;
  else
    return hall_field_refuse (error, "state");

  return hall_field_take_line (body, "name", self->change == HALL_STATE_LEFT, HALL_NAME_MAX,
                               &self->name, error);
}

static gboolean
take_person (HallEvent   *self,
             JsonObject  *body,
             GError     **error)
{
  return hall_field_take_id (body, "person", FALSE, hall_id_is_valid, &self->person, error);
}

static gboolean
take_role (HallEvent   *self,
           JsonObject  *body,
           GError     **error)
{
  if (!take_person (self, body, error))
    return FALSE;
  /* Not one of those that may be missing: taking a role away is to be said. */
  if (!json_object_has_member (body, "moderator"))
    return hall_field_refuse (error, "moderator");

  return hall_json_get_optional_boolean (body, "moderator", &self->moderator, error);
}

static gboolean
take_ban (HallEvent   *self,
          JsonObject  *body,
          GError     **error)
{
  return take_person (self, body, error) &&
         hall_json_get_optional_integer (body, "until", 0, HALL_NUMBER_MAX, &self->until_lc,
                                         error) &&
         hall_json_get_optional_boolean (body, "off", &self->off, error);
}

/* An empty topic takes the topic away, so it is not the same as none. */
static gboolean
take_topic (HallEvent   *self,
            JsonObject  *body,
            GError     **error)
{
  if (!hall_field_take_line (body, "topic", TRUE, HALL_TOPIC_MAX, &self->topic, error))
    return FALSE;
  if (self->topic == NULL && json_object_has_member (body, "topic"))
    self->topic = g_strdup ("");

  return TRUE;
}

/* Neither without the other: alone each is of no use. */
static gboolean
take_secret (HallEvent   *self,
             JsonObject  *body,
             GError     **error)
{
  guint8 salt[HALL_SALT_SIZE];
  guint8 secret[HALL_SPAKE2_SECRET_SIZE];

  if (!json_object_has_member (body, "salt") && !json_object_has_member (body, "secret"))
    return TRUE;

  if (!take_bytes (body, "salt", salt, sizeof salt, &self->salt, error) ||
      !take_bytes (body, "secret", secret, sizeof secret, &self->secret, error))
    return FALSE;
  if (!hall_spake2_secret_is_valid (secret))
    return hall_field_refuse (error, "secret");

  return TRUE;
}

static gboolean
take_room_changes (HallEvent   *self,
                   JsonObject  *body,
                   GError     **error)
{
  g_autofree char *invite = NULL;
  gboolean closed = FALSE;

  self->closed = -1;
  self->moderators_invite = -1;
  if (!hall_field_take_line (body, "name", TRUE, HALL_NAME_MAX, &self->name, error) ||
      !take_topic (self, body, error) ||
      !hall_json_get_optional_boolean (body, "closed", &closed, error) ||
      !take_secret (self, body, error))
    return FALSE;
  if (json_object_has_member (body, "closed"))
    self->closed = closed;

  if (!json_object_has_member (body, "invite"))
    return TRUE;
  if (!hall_field_take_word (body, "invite", NULL, &invite, error))
    return FALSE;
  /* Whom a later version lets invite, this one can't tell. */
  self->moderators_invite = strcmp (invite, "members") != 0;

  return TRUE;
}

static gboolean
take_invitation (HallEvent   *self,
                 JsonObject  *body,
                 GError     **error)
{
  return hall_field_take_id (body, "room", FALSE, hall_event_id_is_valid, &self->invited_room,
                             error) &&
         hall_field_take_line (body, "name", FALSE, HALL_NAME_MAX, &self->name, error) &&
         hall_field_take_id (body, "host", TRUE, hall_id_is_valid, &self->invited_host, error);
}

/* In the order of HallEventKind. */
static const struct
{
  const char *name;
  TakeBody take;
} kinds[] = {
  { NULL, NULL },
  { "genesis", take_genesis },
  { "text", hall_event_take_text },
  { "state", take_state },
  { "admit", take_person },
  { "role", take_role },
  { "kick", take_person },
  { "ban", take_ban },
  { "room", take_room_changes },
  { "delete", hall_event_take_target },
  { "invite", take_invitation },
  { "edit", hall_event_take_edit },
  { "react", hall_event_take_reaction },
  { "pin", hall_event_take_pin },
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == HALL_EVENT_PIN + 1);

/* Synchronised first, by all versions alike. */
static const HallEventKind control_kinds[] = {
  HALL_EVENT_GENESIS, HALL_EVENT_STATE, HALL_EVENT_ADMIT, HALL_EVENT_ROLE, HALL_EVENT_KICK,
  HALL_EVENT_BAN, HALL_EVENT_ROOM,
};

/**
 * hall_event_kind_get_name:
 * @kind: a kind
 *
 * Returns: (transfer none) (nullable): its word on the wire, %NULL for HALL_EVENT_UNKNOWN
 */
const char *
hall_event_kind_get_name (HallEventKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kinds), NULL);

  return kinds[kind].name;
}

/*
 * hall_event_kind_from_name:
 * @name: a word
 *
 * Returns: the kind, HALL_EVENT_UNKNOWN if this version does not know it
 */
HallEventKind
hall_event_kind_from_name (const char *name)
{
  for (guint i = HALL_EVENT_UNKNOWN + 1; i < G_N_ELEMENTS (kinds); i++)
    {
      if (strcmp (kinds[i].name, name) == 0)
        return (HallEventKind) i;
    }

  return HALL_EVENT_UNKNOWN;
}

/*
 * hall_event_take_body:
 * @self: an event that knows its kind_name
 * @object: the event's JSON
 * @version: its version
 * @error: return location for HALL_WIRE_ERROR_BAD_FIELD
 *
 * The body of a later version's event is not interpreted, even of a kind with a known name.
 *
 * Returns: whether the body is right
 */
gboolean
hall_event_take_body (HallEvent   *self,
                      JsonObject  *object,
                      gint64       version,
                      GError     **error)
{
  JsonNode *node = json_object_get_member (object, "b");

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return hall_field_refuse (error, "b");
  if (version > HALL_EVENT_VERSION)
    return TRUE;

  self->kind = hall_event_kind_from_name (self->kind_name);
  if (self->kind == HALL_EVENT_UNKNOWN)
    return TRUE;

  return kinds[self->kind].take (self, json_node_get_object (node), error);
}

/**
 * hall_event_is_control:
 * @self: an event
 *
 * Returns: whether it belongs to those that are synchronised first; decided by the kind's name
 *   alone, so that all versions decide alike
 */
gboolean
hall_event_is_control (HallEvent *self)
{
  HallEventKind kind;

  g_return_val_if_fail (self != NULL, FALSE);

  kind = hall_event_kind_from_name (self->kind_name);
  for (guint i = 0; i < G_N_ELEMENTS (control_kinds); i++)
    {
      if (kind == control_kinds[i])
        return TRUE;
    }

  return FALSE;
}
