/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-roll.c: remembering people, lazily and within bounds.
 *
 * A stored person with first_seen_ms of 0 was never met in a room.
 */

#define G_LOG_DOMAIN "hall-roll"

#include "config.h"

#include "hall-limits.h"

#include "hall-roll.h"

#define SAVE_MS 60000
#define MEETING_SAVE_MS 1000
#define STRANGER_MS (24 * 3600 * 1000LL)
#define SAVES_AT_ONCE 500

/* What was written last of one person. */
typedef struct
{
  gint64 first_seen_ms;   /* 0: a stranger */
  guint64 boot;
  guint64 seq;
  char *name;
  gboolean written;
} HallRollEntry;

struct _HallRoll
{
  GObject parent_instance;

  HallContext *context;
  GHashTable *entries;    /* id → HallRollEntry */
  guint n_strangers;
  guint n_met;
  HallTimer *timer;
};

G_DEFINE_FINAL_TYPE (HallRoll, hall_roll, G_TYPE_OBJECT)

static void
hall_roll_entry_free (gpointer data)
{
  HallRollEntry *entry = data;

  g_free (entry->name);
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
      g_hash_table_insert (self->entries, g_strdup (id), entry);
      self->n_strangers++;
    }
  return entry;
}

/* TRUE if there was something to write. */
static gboolean
save_person (HallRoll   *self,
             HallPerson *person)
{
  const char *id = hall_person_get_id (person);
  HallRollEntry *entry = g_hash_table_lookup (self->entries, id);
  const char *name = hall_person_has_name (person) ? hall_person_get_name (person) : NULL;
  guint64 boot = 0, seq = 0;
  HallStoredPerson *stored;

  if (entry == NULL && self->n_strangers >= HALL_PEOPLE_MAX)
    return FALSE;
  hall_directory_get_sequence (self->context->directory, id, &boot, &seq);
  if (entry == NULL)
    entry = ensure_entry (self, id);
  if (entry->written && entry->boot == boot && entry->seq == seq
      && g_strcmp0 (entry->name, name) == 0)
    return FALSE;
  entry->written = TRUE;
  entry->boot = boot;
  entry->seq = seq;
  g_free (entry->name);
  entry->name = g_strdup (name);

  stored = hall_stored_person_new (id);
  stored->name = g_strdup (name);
  stored->first_seen_ms = entry->first_seen_ms;
  stored->last_seen_ms = hall_person_get_online (person)
                           ? hall_clock_get_wall (self->context->clock)
                           : hall_person_get_last_seen (person);
  stored->boot = boot;
  stored->seq = seq;
  stored->addresses = g_strdupv ((char **) hall_person_get_addresses (person));
  stored->tcp_port = (guint16) hall_person_get_tcp_port (person);
  hall_context_save_person (self->context, stored);
  hall_stored_person_free (stored);
  return TRUE;
}

static void
save_some (HallRoll *self,
           guint     most)
{
  GListModel *people = hall_directory_get_people (self->context->directory);
  guint n_people = g_list_model_get_n_items (people);
  guint n_saved = 0;

  for (guint i = 0; i < n_people && n_saved < most; i++)
    {
      g_autoptr (HallPerson) person = g_list_model_get_item (people, i);

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
      HallRollEntry *entry = ensure_entry (self, stored->id);
      HallPerson *person;

      entry->first_seen_ms = stored->first_seen_ms;
      entry->written = TRUE;
      entry->boot = stored->boot;
      entry->seq = stored->seq;
      entry->name = g_strdup (stored->name);
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
      for (guint j = 0; stored->addresses != NULL && stored->addresses[j] != NULL; j++)
        hall_person_add_address (person, stored->addresses[j]);
      hall_person_set_tcp_port (person, stored->tcp_port);
      hall_person_set_last_seen (person, stored->last_seen_ms);
      hall_directory_remember_person (self->context->directory, person, stored->boot,
                                      stored->seq);
    }
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
  HallRollEntry *entry = g_hash_table_lookup (self->entries, hall_person_get_id (person));
  guint64 boot = 0, seq = 0;

  if ((entry != NULL && entry->first_seen_ms != 0) || self->n_met >= HALL_PEOPLE_MAX)
    return;
  entry = ensure_entry (self, hall_person_get_id (person));
  self->n_strangers--;
  self->n_met++;
  entry->first_seen_ms = hall_clock_get_wall (self->context->clock);
  entry->written = FALSE;
  hall_directory_get_sequence (self->context->directory, hall_person_get_id (person), &boot, &seq);
  hall_directory_remember_person (self->context->directory, person, boot, seq);
  hall_timer_hasten (self->timer, MEETING_SAVE_MS);
}

/**
 * hall_roll_start:
 * @self: a roll
 */
void
hall_roll_start (HallRoll *self)
{
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
