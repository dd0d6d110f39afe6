/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-annotations.c: the fold over what has been said about one message.
 *
 * Owned by a HallMessage, which feeds it only with what can count: edits by its own author. It
 * notifies nobody and looks nothing up.
 */

#define G_LOG_DOMAIN "hall-annotations"

#include "config.h"

#include <string.h>

#include "hall-limits.h"

#include "hall-annotations.h"

/* Each sorted by (lc, id). */
struct _HallAnnotations
{
  GPtrArray *edits;       /* (element-type HallNote), owned, as are the others */
  GPtrArray *reactions;
  GPtrArray *pins;
  GHashTable *reacted;    /* HallPerson → how many of @reactions */
};

static gboolean
is_note (const HallEvent *event)
{
  switch ((guint) event->kind)
    {
    case HALL_EVENT_EDIT:
      return event->text != NULL;
    case HALL_EVENT_REACT:
      return event->emoji != NULL;
    case HALL_EVENT_PIN:
      return TRUE;
    default:
      return FALSE;
    }
}

/*
 * hall_note_new:
 * @event: an event
 * @author: who signed it
 *
 * Returns: (transfer full) (nullable): what it says of another; NULL when it says nothing of any
 */
HallNote *
hall_note_new (const HallEvent *event,
               HallPerson      *author)
{
  HallNote *self;

  if (!is_note (event))
    return NULL;

  self = g_rc_box_new0 (HallNote);
  self->kind = event->kind;
  self->off = event->off;
  self->lc = event->lc;
  self->time = event->lc;
  memcpy (self->raw_id, event->raw_id, sizeof self->raw_id);
  self->author = g_object_ref (author);
  if (event->kind == HALL_EVENT_REACT)
    self->emoji = g_ref_string_new_intern (event->emoji);
  if (event->kind == HALL_EVENT_EDIT)
    {
      self->text = g_strdup (event->text);
      self->mentions = event->mentions != NULL ? g_ptr_array_ref (event->mentions) : NULL;
      self->mentions_all = event->mentions_all;
    }

  return self;
}

/*
 * hall_note_new_pending:
 * @event: what an own edit, reaction or pin would be, were it signed now
 * @author: oneself
 * @sequence: a higher number than of those that were written before
 *
 * Returns: (transfer full) (nullable): a note that counts after all that are signed
 */
HallNote *
hall_note_new_pending (const HallEvent *event,
                       HallPerson      *author,
                       guint64          sequence)
{
  HallNote *self = hall_note_new (event, author);
  guint64 ordered = GUINT64_TO_BE (sequence);

  if (self == NULL)
    return NULL;

  self->lc = G_MAXINT64;
  self->time = event->ts;
  memset (self->raw_id, 0, sizeof self->raw_id);
  memcpy (self->raw_id, &ordered, sizeof ordered);

  return self;
}

HallNote *
hall_note_ref (HallNote *self)
{
  return g_rc_box_acquire (self);
}

static void
clear_note (HallNote *self)
{
  g_clear_object (&self->author);
  if (self->emoji != NULL)
    g_ref_string_release ((char *) self->emoji);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->mentions, g_ptr_array_unref);
}

void
hall_note_unref (HallNote *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) clear_note);
}

guint
hall_raw_id_hash (gconstpointer raw_id)
{
  guint64 hash;

  memcpy (&hash, raw_id, sizeof hash);

  return (guint) (hash ^ (hash >> 32));
}

gboolean
hall_raw_id_equal (gconstpointer a,
                   gconstpointer b)
{
  return memcmp (a, b, HALL_EVENT_ID_SIZE) == 0;
}

static int
compare_notes (const HallNote *a,
               const HallNote *b)
{
  if (a->lc != b->lc)
    return a->lc < b->lc ? -1 : 1;

  return memcmp (a->raw_id, b->raw_id, sizeof a->raw_id);
}

HallAnnotations *
hall_annotations_new (void)
{
  HallAnnotations *self = g_new0 (HallAnnotations, 1);

  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_note_unref);
  self->reactions = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_note_unref);
  self->pins = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_note_unref);
  self->reacted = g_hash_table_new (NULL, NULL);

  return self;
}

void
hall_annotations_free (HallAnnotations *self)
{
  g_ptr_array_unref (self->edits);
  g_ptr_array_unref (self->reactions);
  g_ptr_array_unref (self->pins);
  g_hash_table_unref (self->reacted);
  g_free (self);
}

static void
add_refs (GPtrArray *to,
          GPtrArray *from)
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, hall_note_ref (g_ptr_array_index (from, i)));
}

/* A reaction has come, or is about to go. Returns: how many there are of its author then */
static guint
count_reaction (HallAnnotations *self,
                const HallNote  *note,
                int              change)
{
  guint n;

  if (note->kind != HALL_EVENT_REACT)
    return 0;

  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->reacted, note->author)) + change;
  if (n > 0)
    g_hash_table_insert (self->reacted, note->author, GUINT_TO_POINTER (n));
  else
    g_hash_table_remove (self->reacted, note->author);

  return n;
}

HallAnnotations *
hall_annotations_copy (HallAnnotations *self)
{
  HallAnnotations *copy = hall_annotations_new ();

  add_refs (copy->edits, self->edits);
  add_refs (copy->reactions, self->reactions);
  add_refs (copy->pins, self->pins);
  for (guint i = 0; i < copy->reactions->len; i++)
    count_reaction (copy, g_ptr_array_index (copy->reactions, i), 1);

  return copy;
}

/* Where the note belongs; @found says whether it is there already. */
static guint
find_place (GPtrArray      *notes,
            const HallNote *note,
            gboolean       *found)
{
  guint low = 0;
  guint high = notes->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare_notes (g_ptr_array_index (notes, middle), note) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  *found = low < notes->len && compare_notes (g_ptr_array_index (notes, low), note) == 0;

  return low;
}

static GPtrArray *
get_notes (HallAnnotations *self,
           HallEventKind    kind,
           guint           *limit)
{
  switch ((guint) kind)
    {
    case HALL_EVENT_EDIT:
      *limit = HALL_ANNOTATIONS_EDITS_MAX;
      return self->edits;
    case HALL_EVENT_PIN:
      *limit = HALL_ANNOTATIONS_PINS_MAX;
      return self->pins;
    default:
      *limit = HALL_ANNOTATIONS_REACTIONS_MAX;
      return self->reactions;
    }
}

static void
remove_at (HallAnnotations *self,
           GPtrArray       *notes,
           guint            place)
{
  count_reaction (self, g_ptr_array_index (notes, place), -1);
  g_ptr_array_remove_index (notes, place);
}

/* Nobody takes the place of what others say: the oldest by @author goes. */
static void
remove_oldest_of (HallAnnotations *self,
                  HallPerson      *author)
{
  for (guint i = 0; i < self->reactions->len; i++)
    if (((HallNote *) g_ptr_array_index (self->reactions, i))->author == author)
      {
        remove_at (self, self->reactions, i);
        return;
      }
}

/*
 * hall_annotations_add:
 * @self: annotations
 * @note: one more of them
 *
 * Of the reactions of one person the newest HALL_REACTIONS_EACH_MAX count.
 *
 * Returns: whether what follows from them may be something else now
 */
gboolean
hall_annotations_add (HallAnnotations *self,
                      HallNote        *note)
{
  guint limit;
  GPtrArray *notes = get_notes (self, note->kind, &limit);
  gboolean found;
  guint place = find_place (notes, note, &found);

  if (found || (place == 0 && notes->len >= limit))
    return FALSE;

  g_ptr_array_insert (notes, place, hall_note_ref (note));
  if (count_reaction (self, note, 1) > HALL_REACTIONS_EACH_MAX)
    remove_oldest_of (self, note->author);
  /* The oldest goes: so the newest are left, in whatever order they came. */
  if (notes->len > limit)
    remove_at (self, notes, 0);

  return TRUE;
}

static gboolean
remove_from (HallAnnotations *self,
             GPtrArray       *notes,
             GHashTable      *raw_ids)
{
  guint n_before = notes->len;

  for (guint i = notes->len; i > 0; i--)
    {
      const HallNote *note = g_ptr_array_index (notes, i - 1);

      if (g_hash_table_contains (raw_ids, note->raw_id))
        remove_at (self, notes, i - 1);
    }

  return notes->len != n_before;
}

gboolean
hall_annotations_remove (HallAnnotations *self,
                         GHashTable      *raw_ids)
{
  gboolean edits = remove_from (self, self->edits, raw_ids);
  gboolean reactions = remove_from (self, self->reactions, raw_ids);
  gboolean pins = remove_from (self, self->pins, raw_ids);

  return edits || reactions || pins;
}

void
hall_annotations_foreach (HallAnnotations *self,
                          GFunc            func,
                          gpointer         user_data)
{
  g_ptr_array_foreach (self->edits, func, user_data);
  g_ptr_array_foreach (self->reactions, func, user_data);
  g_ptr_array_foreach (self->pins, func, user_data);
}

static const HallNote *
get_last (GPtrArray *notes)
{
  return notes->len > 0 ? g_ptr_array_index (notes, notes->len - 1) : NULL;
}

const HallNote *
hall_annotations_get_edit (HallAnnotations *self)
{
  return get_last (self->edits);
}

gboolean
hall_annotations_get_pinned (HallAnnotations *self)
{
  const HallNote *last = get_last (self->pins);

  return last != NULL && !last->off;
}

static guint
author_emoji_hash (gconstpointer key)
{
  const HallNote *note = key;

  return g_direct_hash (note->author) * 31 + g_direct_hash (note->emoji);
}

static gboolean
author_emoji_equal (gconstpointer a,
                    gconstpointer b)
{
  const HallNote *one = a;
  const HallNote *other = b;

  /* Interned strings, and one object for each person. */
  return one->author == other->author && one->emoji == other->emoji;
}

static void
standing_free (HallStanding *standing)
{
  g_ptr_array_unref (standing->people);
  g_free (standing);
}

/* (nullable): NULL when there are as many as are shown. */
static HallStanding *
ensure_standing (GPtrArray  *standing,
                 GHashTable *by_emoji,
                 const char *emoji)
{
  HallStanding *found = g_hash_table_lookup (by_emoji, emoji);

  if (found != NULL || standing->len >= HALL_ANNOTATIONS_EMOJI_SHOWN)
    return found;

  found = g_new0 (HallStanding, 1);
  found->emoji = emoji;
  found->people = g_ptr_array_new ();
  g_ptr_array_add (standing, found);
  g_hash_table_insert (by_emoji, (gpointer) emoji, found);

  return found;
}

/*
 * hall_annotations_list_reactions:
 * @self: annotations
 *
 * Of each person and emoji the last one counts. An emoji comes where the first of those that stand
 * put it, a person where that one did.
 *
 * Returns: (element-type HallStanding) (transfer full): what stands
 */
GPtrArray *
hall_annotations_list_reactions (HallAnnotations *self)
{
  GPtrArray *standing = g_ptr_array_new_with_free_func ((GDestroyNotify) standing_free);
  g_autoptr (GHashTable) last = g_hash_table_new (author_emoji_hash, author_emoji_equal);
  g_autoptr (GHashTable) by_emoji = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->reactions->len; i++)
    g_hash_table_add (last, g_ptr_array_index (self->reactions, i));

  for (guint i = 0; i < self->reactions->len; i++)
    {
      HallNote *note = g_ptr_array_index (self->reactions, i);
      HallStanding *found;

      if (note->off || g_hash_table_lookup (last, note) != note)
        continue;
      found = ensure_standing (standing, by_emoji, note->emoji);
      if (found != NULL && found->people->len < HALL_ANNOTATIONS_PEOPLE_SHOWN)
        g_ptr_array_add (found->people, note->author);
    }

  return standing;
}
