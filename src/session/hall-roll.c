/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-roll.c: remembering people, lazily and within bounds.
 *
 * A stored person with first_seen_ms of 0 was never met in a room, and nothing was said about it
 * here.
 */

#define G_LOG_DOMAIN "hall-roll"

#include "config.h"

#include "hall-limits.h"

#include "hall-roll.h"

#define SAVE_MS 60000
#define MEETING_SAVE_MS 1000
#define STRANGER_MS (24 * 3600 * 1000LL)
#define SAVES_AT_ONCE 500

/* One person's record, as it was written last or is to be. */
typedef struct
{
  HallStoredPerson *record;   /* its first_seen_ms is 0: a stranger */
  gboolean written;
} HallRollEntry;

struct _HallRoll
{
  GObject parent_instance;

  HallContext *context;
  GHashTable *entries;    /* id → HallRollEntry */
  guint n_strangers;
  guint n_met;
  guint turn;             /* where the next round begins, in the directory's list */
  gboolean writing;       /* FALSE: another process does */
  HallTimer *timer;
};

G_DEFINE_FINAL_TYPE (HallRoll, hall_roll, G_TYPE_OBJECT)

static void
hall_roll_entry_free (gpointer data)
{
  HallRollEntry *entry = data;

  hall_stored_person_free (entry->record);
  g_free (entry);
}

static void
hall_roll_dispose (GObject *object)
{
  HallRoll *self = HALL_ROLL (object);

  g_clear_pointer (&self->timer, hall_timer_free);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_roll_parent_class)->dispose (object);
}

static void
hall_roll_class_init (HallRollClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_roll_dispose;
}

static void
hall_roll_init (HallRoll *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, hall_roll_entry_free);
}

static HallRollEntry *
ensure_entry (HallRoll   *self,
              const char *id)
{
  HallRollEntry *entry = g_hash_table_lookup (self->entries, id);

  if (entry == NULL)
    {
      entry = g_new0 (HallRollEntry, 1);
      entry->record = hall_stored_person_new (id);
      g_hash_table_insert (self->entries, g_strdup (id), entry);
      self->n_strangers++;
    }
  return entry;
}

/* Takes over what the directory knows. TRUE: that is news. */
static gboolean
update_record (HallRoll      *self,
               HallRollEntry *entry,
               HallPerson    *person)
{
  HallStoredPerson *record = entry->record;
  const char *name = hall_person_has_name (person) ? hall_person_get_name (person) : NULL;
  guint64 boot = 0, seq = 0;
  gboolean changed;

  hall_directory_get_sequence (self->context->directory, record->id, &boot, &seq);
  changed = record->boot != boot || record->seq != seq || g_strcmp0 (record->name, name) != 0;
  record->boot = boot;
  record->seq = seq;
  g_free (record->name);
  record->name = g_strdup (name);
  record->last_seen_ms = hall_person_get_online (person)
                           ? hall_clock_get_wall (self->context->clock)
                           : hall_person_get_last_seen (person);
  g_strfreev (record->addresses);
  record->addresses = g_strdupv ((char **) hall_person_get_addresses (person));
  record->tcp_port = (guint16) hall_person_get_tcp_port (person);
  return changed;
}

/* Somebody to be remembered of whom nothing is on disk yet. */
static gboolean
is_urgent (HallRoll   *self,
           HallPerson *person)
{
  HallRollEntry *entry = g_hash_table_lookup (self->entries, hall_person_get_id (person));

  return entry != NULL && !entry->written && entry->record->first_seen_ms != 0;
}

/* TRUE if there was something to write. */
static gboolean
save_person (HallRoll   *self,
             HallPerson *person)
{
  const char *id = hall_person_get_id (person);
  HallRollEntry *entry = g_hash_table_lookup (self->entries, id);

  if (entry == NULL && self->n_strangers >= HALL_PEOPLE_MAX)
    return FALSE;
  if (entry == NULL)
    entry = ensure_entry (self, id);
  if (!update_record (self, entry, person) && entry->written)
    return FALSE;
  entry->written = TRUE;
  hall_context_save_person (self->context, entry->record);
  return TRUE;
}

static void
save_urgent (HallRoll *self)
{
  GListModel *people = hall_directory_get_people (self->context->directory);
  guint n_people = g_list_model_get_n_items (people);

  for (guint i = 0; i < n_people; i++)
    {
      g_autoptr (HallPerson) person = g_list_model_get_item (people, i);

      if (is_urgent (self, person))
        save_person (self, person);
    }
}

/* Everybody who is heard has something new in each round: so they take turns. */
static void
save_some (HallRoll *self,
           guint     most)
{
  GListModel *people = hall_directory_get_people (self->context->directory);
  guint n_people = g_list_model_get_n_items (people);
  guint n_saved = 0;

  save_urgent (self);
  for (guint i = 0; i < n_people && n_saved < most; i++)
    {
      g_autoptr (HallPerson) person = NULL;

      self->turn = self->turn < n_people ? self->turn : 0;
      person = g_list_model_get_item (people, self->turn++);
      n_saved += save_person (self, person) ? 1 : 0;
    }
}

static void
on_timer (gpointer user_data)
{
  HallRoll *self = user_data;

  save_some (self, SAVES_AT_ONCE);
  hall_timer_start (self->timer, SAVE_MS);
}

/**
 * hall_roll_new:
 * @context: shared parts
 *
 * Returns: (transfer full): an empty roll
 */
HallRoll *
hall_roll_new (HallContext *context)
{
  HallRoll *self = g_object_new (HALL_TYPE_ROLL, NULL);

  self->context = hall_context_ref (context);
  self->timer = hall_timer_new (context->clock, on_timer, self);
  return self;
}

/**
 * hall_roll_restore:
 * @self: a roll
 * @people: (element-type HallStoredPerson): of the store
 *
 * Puts them into the directory; strangers only while what is known of them still counts.
 */
void
hall_roll_restore (HallRoll  *self,
                   GPtrArray *people)
{
  gint64 now = hall_clock_get_wall (self->context->clock);

  for (guint i = 0; i < people->len; i++)
    {
      HallStoredPerson *stored = g_ptr_array_index (people, i);
      HallRollEntry *entry;
      HallPerson *person;

      /* An identity that moved here, where it was known before. */
      if (g_str_equal (stored->id, self->context->own_id))
        continue;
      entry = ensure_entry (self, stored->id);
      hall_stored_person_free (entry->record);
      entry->record = hall_stored_person_copy (stored);
      entry->written = TRUE;
      if (stored->first_seen_ms != 0)
        {
          self->n_strangers--;
          self->n_met++;
        }
      else if (now - stored->last_seen_ms > STRANGER_MS)
        continue;
      person = hall_directory_ensure_person (self->context->directory, stored->id);
      if (stored->name != NULL)
        hall_person_set_name (person, stored->name);
      /* The last that is added comes first. */
      for (guint j = stored->addresses != NULL ? g_strv_length (stored->addresses) : 0; j > 0; j--)
        hall_person_add_address (person, stored->addresses[j - 1]);
      hall_person_set_tcp_port (person, stored->tcp_port);
      hall_person_set_last_seen (person, stored->last_seen_ms);
      hall_person_set_first_seen (person, stored->first_seen_ms);
      hall_person_set_picture_digest (person, stored->picture_digest);
      hall_directory_remember_person (self->context->directory, person, stored->boot,
                                      stored->seq);
    }
}

static HallRollEntry *
remember (HallRoll   *self,
          HallPerson *person)
{
  HallRollEntry *entry = ensure_entry (self, hall_person_get_id (person));
  guint64 boot = 0, seq = 0;

  if (entry->record->first_seen_ms != 0)
    return entry;
  self->n_strangers--;
  self->n_met++;
  entry->record->first_seen_ms = hall_clock_get_wall (self->context->clock);
  entry->written = FALSE;
  hall_person_set_first_seen (person, entry->record->first_seen_ms);
  hall_directory_get_sequence (self->context->directory, hall_person_get_id (person), &boot, &seq);
  hall_directory_remember_person (self->context->directory, person, boot, seq);
  return entry;
}

/**
 * hall_roll_meet:
 * @self: a roll
 * @person: somebody of a room that we are in
 *
 * Remembers it, unless HALL_PEOPLE_MAX are: a host may name people that do not exist.
 */
void
hall_roll_meet (HallRoll   *self,
                HallPerson *person)
{
  const HallStoredPerson *record = hall_roll_lookup (self, hall_person_get_id (person));

  if ((record != NULL && record->first_seen_ms != 0) || self->n_met >= HALL_PEOPLE_MAX)
    return;
  remember (self, person);
  hall_timer_hasten (self->timer, MEETING_SAVE_MS);
}

/**
 * hall_roll_lookup:
 * @self: a roll
 * @id: somebody
 *
 * Returns: (transfer none) (nullable): what is kept of that person, to be read
 */
const HallStoredPerson *
hall_roll_lookup (HallRoll   *self,
                  const char *id)
{
  HallRollEntry *entry = g_hash_table_lookup (self->entries, id);

  return entry != NULL ? entry->record : NULL;
}

/**
 * hall_roll_edit:
 * @self: a roll
 * @person: somebody about whom the person here has said something
 *
 * Remembers it from now on, whatever the bounds. What is changed is written by
 * hall_roll_write ().
 *
 * Returns: (transfer none): its record, to be changed
 */
HallStoredPerson *
hall_roll_edit (HallRoll   *self,
                HallPerson *person)
{
  return remember (self, person)->record;
}

/**
 * hall_roll_note:
 * @self: a roll
 * @id: somebody heard of
 *
 * What is changed is written with the next round.
 *
 * Returns: (transfer none) (nullable): the record, to be changed; %NULL when too many strangers
 *   have one
 */
HallStoredPerson *
hall_roll_note (HallRoll   *self,
                const char *id)
{
  HallRollEntry *entry = g_hash_table_lookup (self->entries, id);

  if (entry == NULL && self->n_strangers >= HALL_PEOPLE_MAX)
    return NULL;
  entry = ensure_entry (self, id);
  entry->written = FALSE;
  return entry->record;
}

/**
 * hall_roll_write:
 * @self: a roll
 * @person: somebody with a record
 *
 * Writes it now.
 */
void
hall_roll_write (HallRoll   *self,
                 HallPerson *person)
{
  HallRollEntry *entry = g_hash_table_lookup (self->entries, hall_person_get_id (person));

  if (entry == NULL || !self->writing)
    return;
  entry->written = FALSE;
  save_person (self, person);
}

/**
 * hall_roll_start:
 * @self: a roll
 */
void
hall_roll_start (HallRoll *self)
{
  self->writing = TRUE;
  hall_timer_start (self->timer, SAVE_MS);
}

/**
 * hall_roll_save:
 * @self: a roll
 *
 * Writes what changed, and stops writing by itself.
 */
void
hall_roll_save (HallRoll *self)
{
  hall_timer_stop (self->timer);
  save_some (self, G_MAXUINT);
}
