/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-rights.c: one walk over the control events, then a look at every other event.
 */

#define G_LOG_DOMAIN "fake-rights"

#include "config.h"

#include <string.h>

#include "fake-rights.h"

/* A place in the order; before all events of its clock if @id is all zeros. */
typedef struct
{
  gint64 lc;
  guint8 id[HALL_EVENT_ID_SIZE];
} Place;

/* From, and up to before. */
typedef struct
{
  Place from;
  Place to;
} Span;

typedef struct
{
  char *id;
  gboolean member, insider, admitted, moderator;
  gint64 banned_until;       /* 0: not */
  Place barred;              /* where it was put out, or its ban was lifted */
  Place admitted_at;
  GArray *spans;             /* (element-type Span): when it might speak */
  GArray *offices;           /* (element-type Span): when it was named moderator */
  gboolean wavered;          /* it was put out, or left */
  gboolean was_in;
} Person;

struct _FakeRights
{
  GHashTable *people;        /* id → Person */
  GHashTable *permitted;     /* (element-type HallEvent) */
  GHashTable *deleted;       /* ids of targets */
  const char *creator;       /* (nullable) */
  const char *name;
  const char *topic;
  HallEntry entry;
  gboolean closed;
  gboolean moderators_invite;
  Place opened;              /* where it was closed no more */
};

#define MAX_PLACE(a, b) (compare ((a), (b)) < 0 ? (b) : (a))

static const Place beginning;
static const Place end_of_all = { G_MAXINT64, { 0 } };

static Place
place_of (HallEvent *event)
{
  Place place = { .lc = event->lc };

  memcpy (place.id, event->raw_id, sizeof place.id);
  return place;
}

static int
compare (Place a,
         Place b)
{
  return a.lc != b.lc ? (a.lc > b.lc) - (a.lc < b.lc) : memcmp (a.id, b.id, sizeof a.id);
}

static void
person_free (gpointer data)
{
  Person *person = data;

  g_free (person->id);
  g_array_unref (person->spans);
  g_array_unref (person->offices);
  g_free (person);
}

static Person *
ensure (FakeRights *self,
        const char *id)
{
  Person *person = g_hash_table_lookup (self->people, id);

  if (person != NULL)
    return person;
  person = g_new0 (Person, 1);
  person->id = g_strdup (id);
  person->spans = g_array_new (FALSE, FALSE, sizeof (Span));
  person->offices = g_array_new (FALSE, FALSE, sizeof (Span));
  g_hash_table_insert (self->people, person->id, person);
  return person;
}

static void
open_span (GArray *spans,
           Place   from)
{
  Span span = { from, end_of_all };

  g_array_append_val (spans, span);
}

static void
close_span (GArray *spans,
            Place   to)
{
  Span *last = spans->len > 0 ? &g_array_index (spans, Span, spans->len - 1) : NULL;

  if (last != NULL && last->to.lc == G_MAXINT64)
    last->to = to;
}

static gboolean
is_within (GArray *spans,
           Place   place)
{
  for (guint i = 0; i < spans->len; i++)
    {
      const Span *span = &g_array_index (spans, Span, i);

      if (compare (span->from, place) <= 0 && compare (place, span->to) < 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_creator (FakeRights *self,
            const char *id)
{
  return g_strcmp0 (self->creator, id) == 0;
}

static gboolean
rules (FakeRights *self,
       Person     *person)
{
  return is_creator (self, person->id) || (person->moderator && person->member);
}

/* What somebody says before it says that it joined, by a clock that was behind, counts from where
 * it might have joined. */
static Place
find_start (FakeRights *self,
            Person     *person,
            Place       joined)
{
  Place start = person->barred;

  if (person->banned_until > 0)
    {
      Place over = { person->banned_until, { 0 } };

      start = MAX_PLACE (start, over);
    }
  if (self->entry != HALL_ENTRY_OPEN || (self->closed && !person->insider))
    start = MAX_PLACE (start, person->admitted_at);
  else if (!person->insider)
    start = MAX_PLACE (start, self->opened);
  if (person->spans->len > 0)
    start = MAX_PLACE (start, g_array_index (person->spans, Span, person->spans->len - 1).to);
  return compare (start, joined) < 0 ? start : joined;
}

static void
put_out (Person *person,
         Place   place)
{
  person->wavered = TRUE;
  close_span (person->spans, place);
  close_span (person->offices, place);
  person->member = person->insider = person->admitted = person->moderator = FALSE;
  person->barred = place;
}

static gboolean
take_state (FakeRights *self,
            HallEvent  *event,
            Person     *author)
{
  Place place = place_of (event);
  gboolean free = self->entry == HALL_ENTRY_OPEN && (!self->closed || author->insider);

  if (event->change != HALL_STATE_JOINED)
    {
      if (!author->member)
        return FALSE;
      if (event->change == HALL_STATE_LEFT)
        {
          author->member = FALSE;
          author->wavered = TRUE;
          close_span (author->spans, place);
        }
      return TRUE;
    }
  if (!is_creator (self, author->id)
      && (author->banned_until > event->lc || !(author->member || author->admitted || free)))
    return FALSE;
  if (!author->member)
    open_span (author->spans, find_start (self, author, place));
  author->member = author->insider = author->was_in = TRUE;
  return TRUE;
}

static gboolean
take_admit (FakeRights *self,
            HallEvent  *event,
            Person     *author,
            Person     *subject)
{
  gboolean by_moderators = self->entry == HALL_ENTRY_INVITED && self->moderators_invite;

  subject->was_in = TRUE;
  if (subject->banned_until > event->lc)
    return FALSE;
  if (!rules (self, author) && (!author->member || self->closed || by_moderators))
    return FALSE;
  if (!subject->admitted)
    subject->admitted_at = place_of (event);
  subject->admitted = TRUE;
  return TRUE;
}

static gboolean
take_role (FakeRights *self,
           HallEvent  *event,
           Person     *author,
           Person     *subject)
{
  if (!is_creator (self, author->id) || is_creator (self, subject->id))
    return FALSE;
  if (event->moderator && !subject->moderator)
    open_span (subject->offices, place_of (event));
  else if (!event->moderator)
    close_span (subject->offices, place_of (event));
  subject->moderator = event->moderator;
  return TRUE;
}

static gboolean
take_removal (FakeRights *self,
              HallEvent  *event,
              Person     *author,
              Person     *subject)
{
  if (is_creator (self, subject->id) || !rules (self, author)
      || (subject->moderator && !is_creator (self, author->id)))
    return FALSE;
  if (event->kind == HALL_EVENT_BAN && event->off)
    {
      if (subject->banned_until > 0)
        subject->barred = place_of (event);
      subject->banned_until = 0;
      return TRUE;
    }
  put_out (subject, place_of (event));
  if (event->kind == HALL_EVENT_BAN)
    subject->banned_until = event->until_lc > 0 ? event->until_lc : G_MAXINT64;
  return TRUE;
}

static gboolean
take_room (FakeRights *self,
           HallEvent  *event,
           Person     *author)
{
  if (!rules (self, author))
    return FALSE;
  if (event->name != NULL && *event->name != '\0')
    self->name = event->name;
  if (event->topic != NULL)
    self->topic = event->topic;
  if (event->closed == 0 && self->closed)
    self->opened = place_of (event);
  if (event->closed >= 0)
    self->closed = event->closed > 0;
  if (event->moderators_invite >= 0)
    self->moderators_invite = event->moderators_invite > 0;
  if (event->salt != NULL && event->secret != NULL && self->entry == HALL_ENTRY_OPEN)
    self->entry = HALL_ENTRY_PASSPHRASE;
  return TRUE;
}

static gboolean
take (FakeRights *self,
      HallEvent  *event)
{
  Person *author = ensure (self, event->author);
  Person *subject = event->person != NULL ? ensure (self, event->person) : NULL;

  switch ((guint) event->kind)
    {
    case HALL_EVENT_STATE:
      return take_state (self, event, author);
    case HALL_EVENT_ADMIT:
      return take_admit (self, event, author, subject);
    case HALL_EVENT_ROLE:
      return take_role (self, event, author, subject);
    case HALL_EVENT_KICK:
    case HALL_EVENT_BAN:
      return take_removal (self, event, author, subject);
    case HALL_EVENT_ROOM:
      return take_room (self, event, author);
    default:
      return FALSE;
    }
}

static void
take_genesis (FakeRights *self,
              GPtrArray  *events)
{
  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);
      Person *creator;

      if (event->kind != HALL_EVENT_GENESIS)
        continue;
      self->creator = event->author;
      self->name = event->name;
      self->topic = event->topic;
      self->entry = event->entry;
      creator = ensure (self, event->author);
      creator->member = creator->was_in = TRUE;
      open_span (creator->spans, beginning);
      g_hash_table_add (self->permitted, event);
      return;
    }
}

/* A delete of what is not held is judged when it is. */
static gboolean
may_delete (FakeRights *self,
            HallEvent  *event,
            HallEvent  *target)
{
  Person *author = ensure (self, event->author);
  Place place = place_of (event);
  gboolean speaks = is_within (author->spans, place);

  if (target == NULL || hall_event_is_control (target))
    return FALSE;
  if (is_creator (self, author->id) || (speaks && is_within (author->offices, place)))
    return TRUE;
  return speaks && g_str_equal (target->author, event->author);
}

static void
judge_rest (FakeRights *self,
            GPtrArray  *events)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);
      Person *author = ensure (self, event->author);
      g_hash_table_insert (by_id, event->id, event);
      if (!hall_event_is_control (event) && is_within (author->spans, place_of (event))
          && (event->kind != HALL_EVENT_PIN || is_creator (self, event->author)
              || is_within (author->offices, place_of (event))))
        g_hash_table_add (self->permitted, event);
    }
  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);

      if (event->kind == HALL_EVENT_DELETE
          && may_delete (self, event, g_hash_table_lookup (by_id, event->target)))
        g_hash_table_add (self->deleted, event->target);
    }
}

FakeRights *
fake_rights_new (GPtrArray *events)
{
  FakeRights *self = g_new0 (FakeRights, 1);

  self->people = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, person_free);
  self->permitted = g_hash_table_new (NULL, NULL);
  self->deleted = g_hash_table_new (g_str_hash, g_str_equal);
  take_genesis (self, events);
  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);

      if (hall_event_is_control (event) && event->kind != HALL_EVENT_GENESIS && take (self, event))
        g_hash_table_add (self->permitted, event);
    }
  judge_rest (self, events);
  return self;
}

void
fake_rights_free (FakeRights *self)
{
  g_hash_table_unref (self->people);
  g_hash_table_unref (self->permitted);
  g_hash_table_unref (self->deleted);
  g_free (self);
}

gboolean
fake_rights_permits (FakeRights *self,
                     HallEvent  *event)
{
  return g_hash_table_contains (self->permitted, event);
}

gboolean
fake_rights_shows (FakeRights *self,
                   HallEvent  *event)
{
  return fake_rights_permits (self, event) && !g_hash_table_contains (self->deleted, event->id);
}

gboolean
fake_rights_is_member (FakeRights *self,
                       const char *id)
{
  return ensure (self, id)->member;
}

gboolean
fake_rights_is_moderator (FakeRights *self,
                          const char *id)
{
  return rules (self, ensure (self, id));
}

gboolean
fake_rights_is_banned (FakeRights *self,
                       const char *id,
                       gint64      lc)
{
  return !is_creator (self, id) && ensure (self, id)->banned_until > lc;
}

gboolean
fake_rights_is_constant (FakeRights *self,
                         const char *id)
{
  return !ensure (self, id)->wavered;
}

gboolean
fake_rights_was_let_in (FakeRights *self,
                        const char *id)
{
  return ensure (self, id)->was_in;
}

GPtrArray *
fake_rights_list_people (FakeRights *self)
{
  GPtrArray *ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->people);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, id);
  return ids;
}

const char *
fake_rights_get_name (FakeRights *self)
{
  return self->name;
}

const char *
fake_rights_get_topic (FakeRights *self)
{
  return self->topic != NULL && *self->topic != '\0' ? self->topic : NULL;
}

gboolean
fake_rights_get_closed (FakeRights *self)
{
  return self->closed;
}

HallEntry
fake_rights_get_entry (FakeRights *self)
{
  return self->entry;
}
