/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-records.c: the plain structs that go into and come out of HallStore.
 *
 * Owned by whoever holds them. All members but numbers are owned by the struct.
 */

#define G_LOG_DOMAIN "hall-store-records"

#include "config.h"

#include "hall-store.h"

/* Returns: (transfer full): a room with this id and nothing else, which reopens */
HallStoredRoom *
hall_stored_room_new (const char *id)
{
  HallStoredRoom *self = g_new0 (HallStoredRoom, 1);

  self->id = g_strdup (id);
  self->reopens = TRUE;
  return self;
}

HallStoredRoom *
hall_stored_room_copy (const HallStoredRoom *self)
{
  HallStoredRoom *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (HallStoredRoom, 1);
  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->name = g_strdup (self->name);
  copy->topic = g_strdup (self->topic);
  copy->creator = g_strdup (self->creator);
  copy->read_id = g_strdup (self->read_id);
  copy->draft = g_strdup (self->draft);
  copy->host = g_strdup (self->host);
  copy->addresses = g_strdupv (self->addresses);
  copy->person = g_strdup (self->person);
  copy->other_id = g_strdup (self->other_id);
  return copy;
}

void
hall_stored_room_free (HallStoredRoom *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->topic);
  g_free (self->creator);
  g_free (self->read_id);
  g_free (self->draft);
  g_free (self->host);
  g_strfreev (self->addresses);
  g_free (self->person);
  g_free (self->other_id);
  g_free (self);
}

/* Returns: (transfer full): a person with this id and nothing else */
HallStoredPerson *
hall_stored_person_new (const char *id)
{
  HallStoredPerson *self = g_new0 (HallStoredPerson, 1);

  self->id = g_strdup (id);
  return self;
}

HallStoredPerson *
hall_stored_person_copy (const HallStoredPerson *self)
{
  HallStoredPerson *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (HallStoredPerson, 1);
  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->name = g_strdup (self->name);
  copy->addresses = g_strdupv (self->addresses);
  copy->picture_digest = g_strdup (self->picture_digest);
  copy->distinct = g_strdupv (self->distinct);
  copy->successor = g_strdup (self->successor);
  return copy;
}

void
hall_stored_person_free (HallStoredPerson *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_strfreev (self->addresses);
  g_free (self->picture_digest);
  g_strfreev (self->distinct);
  g_free (self->successor);
  g_free (self);
}

/* Returns: (transfer full): an entry of a text; @written_ms is Unix time */
HallOutboxEntry *
hall_outbox_entry_new (const char *room,
                       const char *token,
                       const char *text,
                       gint64      written_ms)
{
  return hall_outbox_entry_new_event (room, token, hall_event_kind_get_name (HALL_EVENT_TEXT), text,
                                      written_ms);
}

/* Returns: (transfer full): an entry of an event of any kind; @body is JSON, of a text the text */
HallOutboxEntry *
hall_outbox_entry_new_event (const char *room,
                             const char *token,
                             const char *kind,
                             const char *body,
                             gint64      written_ms)
{
  HallOutboxEntry *self = g_new0 (HallOutboxEntry, 1);

  self->room = g_strdup (room);
  self->token = g_strdup (token);
  self->kind = g_strdup (kind);
  self->text = g_strdup (body);
  self->written_ms = written_ms;
  return self;
}

void
hall_outbox_entry_free (HallOutboxEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->room);
  g_free (self->token);
  g_free (self->kind);
  g_free (self->text);
  g_free (self->body);
  g_free (self);
}

/* Frees what a span has, not the span itself: for g_array_set_clear_func (). */
void
hall_stored_span_clear (HallStoredSpan *span)
{
  g_clear_pointer (&span->from_id, g_free);
  g_clear_pointer (&span->to_id, g_free);
}
