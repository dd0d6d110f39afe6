/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-person-trust.c: what we make of a person: since when we know the key, whether it is trusted,
 * whom it may be taken for, its picture, and what was said between us.
 *
 * The third part of HallPerson. It decides nothing: the session does, and is the only one that
 * sets.
 */

#define G_LOG_DOMAIN "hall-person-trust"

#include "config.h"

#include "hall-person-private.h"
#include "hall-room.h"
#include "hall-string.h"

/**
 * hall_person_get_first_seen:
 * @self: a person
 *
 * Returns: when the key was first heard of, Unix milliseconds; 0 when that is not known
 */
gint64
hall_person_get_first_seen (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), 0);

  return self->first_seen;
}

/**
 * hall_person_get_trust:
 * @self: a person
 *
 * Returns: what is known of the key
 */
HallTrust
hall_person_get_trust (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), HALL_TRUST_STRANGER);

  return self->trust;
}

/**
 * hall_person_get_blocked:
 * @self: a person
 *
 * Returns: whether nothing of this person is to reach us privately
 */
gboolean
hall_person_get_blocked (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), FALSE);

  return self->blocked;
}

/**
 * hall_person_get_key_tag:
 * @self: a person
 *
 * Returns: (transfer none): four characters of the key, to tell people of one name apart
 */
const char *
hall_person_get_key_tag (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), NULL);

  return self->key_tag;
}

/**
 * hall_person_get_tagged:
 * @self: a person
 *
 * Returns: whether the key tag is to be shown: somebody else has a name like this
 */
gboolean
hall_person_get_tagged (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), FALSE);

  return self->tagged;
}

/**
 * hall_person_get_resembles:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): somebody known whose name this other key bears
 */
HallPerson *
hall_person_get_resembles (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), NULL);

  return self->resembles;
}

/**
 * hall_person_get_older_version:
 * @self: a person
 *
 * Returns: whether it speaks an older protocol than it once did
 */
gboolean
hall_person_get_older_version (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), FALSE);

  return self->older_version;
}

/**
 * hall_person_get_elsewhere:
 * @self: a person
 *
 * Returns: whether another computer uses this identity, which is oneself
 */
gboolean
hall_person_get_elsewhere (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), FALSE);

  return self->elsewhere;
}

/**
 * hall_person_get_picture_digest:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): the digest of the picture that the person says it has
 */
const char *
hall_person_get_picture_digest (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), NULL);

  return self->picture_digest;
}

/**
 * hall_person_get_picture:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): a JPEG, not decoded; NULL until it is fetched
 */
GBytes *
hall_person_get_picture (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), NULL);

  return self->picture;
}

/**
 * hall_person_get_conversation:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): the private conversation with the person
 */
HallRoom *
hall_person_get_conversation (HallPerson *self)
{
  g_return_val_if_fail (HALL_IS_PERSON (self), NULL);

  return self->conversation;
}

/**
 * hall_person_set_first_seen:
 * @self: a person
 * @first_seen_ms: Unix milliseconds
 */
void
hall_person_set_first_seen (HallPerson *self,
                            gint64      first_seen_ms)
{
  g_return_if_fail (HALL_IS_PERSON (self));

  if (self->first_seen == first_seen_ms)
    return;
  self->first_seen = first_seen_ms;
  g_object_notify (G_OBJECT (self), "first-seen");
}

/**
 * hall_person_set_trust:
 * @self: a person
 * @trust: what is known of the key
 */
void
hall_person_set_trust (HallPerson *self,
                       HallTrust   trust)
{
  g_return_if_fail (HALL_IS_PERSON (self));

  if (self->trust == trust)
    return;
  self->trust = trust;
  g_object_notify (G_OBJECT (self), "trust");
}

/**
 * hall_person_set_blocked:
 * @self: a person
 * @blocked: whether nothing of this person is to reach us privately
 */
void
hall_person_set_blocked (HallPerson *self,
                         gboolean    blocked)
{
  g_return_if_fail (HALL_IS_PERSON (self));

  blocked = !!blocked;
  if (self->blocked == blocked)
    return;
  self->blocked = blocked;
  g_object_notify (G_OBJECT (self), "blocked");
}

/**
 * hall_person_set_tagged:
 * @self: a person
 * @tagged: whether somebody else that is shown has a name like this
 */
void
hall_person_set_tagged (HallPerson *self,
                        gboolean    tagged)
{
  g_return_if_fail (HALL_IS_PERSON (self));

  tagged = !!tagged;
  if (self->tagged == tagged)
    return;
  self->tagged = tagged;
  g_object_notify (G_OBJECT (self), "tagged");
}

/**
 * hall_person_set_resembles:
 * @self: a person
 * @resembles: (nullable): another one, somebody known whose name this key bears
 */
void
hall_person_set_resembles (HallPerson *self,
                           HallPerson *resembles)
{
  g_return_if_fail (HALL_IS_PERSON (self));
  g_return_if_fail (resembles == NULL || HALL_IS_PERSON (resembles));
  g_return_if_fail (resembles != self);

  if (g_set_object (&self->resembles, resembles))
    g_object_notify (G_OBJECT (self), "resembles");
}

/**
 * hall_person_set_older_version:
 * @self: a person
 * @older_version: whether it speaks an older protocol than it once did
 */
void
hall_person_set_older_version (HallPerson *self,
                               gboolean    older_version)
{
  g_return_if_fail (HALL_IS_PERSON (self));

  older_version = !!older_version;
  if (self->older_version == older_version)
    return;
  self->older_version = older_version;
  g_object_notify (G_OBJECT (self), "older-version");
}

/**
 * hall_person_set_elsewhere:
 * @self: a person
 * @elsewhere: whether another computer uses this identity
 */
void
hall_person_set_elsewhere (HallPerson *self,
                           gboolean    elsewhere)
{
  g_return_if_fail (HALL_IS_PERSON (self));

  elsewhere = !!elsewhere;
  if (self->elsewhere == elsewhere)
    return;
  self->elsewhere = elsewhere;
  g_object_notify (G_OBJECT (self), "elsewhere");
}

/**
 * hall_person_set_picture_digest:
 * @self: a person
 * @digest: (nullable): of the picture that the person says it has
 *
 * Another digest than before takes the picture away.
 */
void
hall_person_set_picture_digest (HallPerson *self,
                                const char *digest)
{
  g_autoptr (GBytes) old_picture = NULL;

  g_return_if_fail (HALL_IS_PERSON (self));

  if (!hall_set_string (&self->picture_digest, digest))
    return;

  /* Before anybody is told of the digest: the old one is not what it says. */
  old_picture = g_steal_pointer (&self->picture);
  g_object_notify (G_OBJECT (self), "picture-digest");
  if (old_picture != NULL)
    g_object_notify (G_OBJECT (self), "picture");
}

/**
 * hall_person_set_picture:
 * @self: a person
 * @picture: (nullable): a JPEG that has the digest
 */
void
hall_person_set_picture (HallPerson *self,
                         GBytes     *picture)
{
  g_return_if_fail (HALL_IS_PERSON (self));

  if (self->picture == picture ||
      (self->picture != NULL && picture != NULL && g_bytes_equal (self->picture, picture)))
    return;

  g_clear_pointer (&self->picture, g_bytes_unref);
  if (picture != NULL)
    self->picture = g_bytes_ref (picture);
  g_object_notify (G_OBJECT (self), "picture");
}

/**
 * hall_person_set_conversation:
 * @self: a person
 * @conversation: (nullable): the private conversation with this person
 *
 * Person and conversation keep one another alive until this is set to NULL, or the directory goes.
 */
void
hall_person_set_conversation (HallPerson *self,
                              HallRoom   *conversation)
{
  g_return_if_fail (HALL_IS_PERSON (self));
  g_return_if_fail (conversation == NULL || hall_room_get_person (conversation) == self);

  if (g_set_object (&self->conversation, conversation))
    g_object_notify (G_OBJECT (self), "conversation");
}
