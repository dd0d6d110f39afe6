/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-trust.c: contacts, the verified, the blocked, and which version of the protocol they speak.
 *
 * What is said here is in the records of HallRoll, and written at once.
 */

#define G_LOG_DOMAIN "hall-trust"

#include "config.h"

#include "hall-trust-private.h"

/* Remembered of one person: far more than ever bear one's name, unless somebody makes them up. */
#define DISTINCT_MAX 64

enum
{
  BLOCKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallTrustBook, hall_trust_book, G_TYPE_OBJECT)

static void
hall_trust_book_dispose (GObject *object)
{
  HallTrustBook *self = HALL_TRUST_BOOK (object);

  hall_trust_clear_names (self);
  g_clear_pointer (&self->lower, g_hash_table_unref);
  g_clear_object (&self->roll);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_trust_book_parent_class)->dispose (object);
}

static void
hall_trust_book_class_init (HallTrustBookClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_trust_book_dispose;
  signals[BLOCKED] = g_signal_new ("blocked", HALL_TYPE_TRUST_BOOK, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, HALL_TYPE_PERSON);
}

static void
hall_trust_book_init (HallTrustBook *self)
{
  self->lower = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * hall_trust_book_new:
 * @context: shared parts
 * @roll: where the records are
 *
 * Returns: (transfer full): a book that follows the directory
 */
HallTrustBook *
hall_trust_book_new (HallContext *context,
                     HallRoll    *roll)
{
  HallTrustBook *self = g_object_new (HALL_TYPE_TRUST_BOOK, NULL);

  self->context = hall_context_ref (context);
  self->roll = g_object_ref (roll);
  hall_trust_init_names (self);
  return self;
}

void
hall_trust_show (HallTrustBook *self,
                 HallPerson    *person)
{
  const HallStoredPerson *record = hall_roll_lookup (self->roll, hall_person_get_id (person));
  HallTrust trust = HALL_TRUST_STRANGER;
  gboolean changed;

  if (hall_person_get_is_self (person))
    return;
  if (record != NULL && record->verified_ms != 0)
    trust = HALL_TRUST_VERIFIED;
  else if (record != NULL && record->contacted_ms != 0)
    trust = HALL_TRUST_CONTACT;
  changed = hall_person_get_trust (person) != trust;
  hall_person_set_trust (person, trust);
  hall_person_set_blocked (person, record != NULL && record->blocked);
  if (changed || (record != NULL && (record->distinct != NULL || record->successor != NULL)))
    hall_trust_review_names (self, person);
}

/**
 * hall_trust_restore:
 * @self: a book
 *
 * The records were read: shows what they say.
 */
void
hall_trust_restore (HallTrustBook *self)
{
  for (guint i = 0; i < self->listed->len; i++)
    hall_trust_show (self, g_ptr_array_index (self->listed, i));
}

static void
settle (HallTrustBook *self,
        HallPerson    *person)
{
  hall_roll_write (self->roll, person);
  hall_trust_show (self, person);
  hall_trust_review_names (self, person);
}

/**
 * hall_trust_note_contact:
 * @self: a book
 * @person: somebody else, to whom something was written privately
 *
 * From now on whoever comes with its name under another key is noticed.
 */
void
hall_trust_note_contact (HallTrustBook *self,
                         HallPerson    *person)
{
  HallStoredPerson *record;

  if (hall_person_get_is_self (person)
      || hall_person_get_trust (person) != HALL_TRUST_STRANGER)
    return;
  record = hall_roll_edit (self->roll, person);
  record->contacted_ms = hall_clock_get_wall (self->context->clock);
  settle (self, person);
}

/**
 * hall_trust_set_verified:
 * @self: a book
 * @person: somebody else
 * @verified: whether the safety numbers were compared, and are the same
 *
 * Whoever is verified no more is still a contact.
 */
void
hall_trust_set_verified (HallTrustBook *self,
                         HallPerson    *person,
                         gboolean       verified)
{
  HallStoredPerson *record;
  gint64 now = hall_clock_get_wall (self->context->clock);

  if (hall_person_get_is_self (person)
      || verified == (hall_person_get_trust (person) == HALL_TRUST_VERIFIED))
    return;
  record = hall_roll_edit (self->roll, person);
  record->verified_ms = verified ? now : 0;
  if (record->contacted_ms == 0)
    record->contacted_ms = now;
  settle (self, person);
}

/**
 * hall_trust_set_blocked:
 * @self: a book
 * @person: somebody else
 * @blocked: whether it is kept away
 */
void
hall_trust_set_blocked (HallTrustBook *self,
                        HallPerson    *person,
                        gboolean       blocked)
{
  if (hall_person_get_is_self (person) || hall_person_get_blocked (person) == blocked)
    return;
  hall_roll_edit (self->roll, person)->blocked = blocked;
  settle (self, person);
  if (blocked)
    g_signal_emit (self, signals[BLOCKED], 0, person);
}

static void
add_distinct (HallStoredPerson *record,
              HallPerson       *other)
{
  guint n = record->distinct != NULL ? g_strv_length (record->distinct) : 0;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = n >= DISTINCT_MAX ? n - DISTINCT_MAX + 1 : 0; i < n; i++)
    g_strv_builder_add (builder, record->distinct[i]);
  g_strv_builder_add (builder, hall_person_get_id (other));
  g_strfreev (record->distinct);
  record->distinct = g_strv_builder_end (builder);
}

/**
 * hall_trust_declare_distinct:
 * @self: a book
 * @person: somebody who resembles another one
 *
 * They are two people: of this pair it is not asked again.
 */
void
hall_trust_declare_distinct (HallTrustBook *self,
                             HallPerson    *person)
{
  HallPerson *other = hall_person_get_resembles (person);

  if (other == NULL)
    return;
  add_distinct (hall_roll_edit (self->roll, person), other);
  add_distinct (hall_roll_edit (self->roll, other), person);
  hall_roll_write (self->roll, other);
  settle (self, person);
}

/**
 * hall_trust_declare_same:
 * @self: a book
 * @person: somebody who resembles another one
 *
 * It is that one, with a new computer: takes over the trust in the old key, which has none any
 * more. Verified was only the old one.
 */
void
hall_trust_declare_same (HallTrustBook *self,
                         HallPerson    *person)
{
  g_autoptr (HallPerson) old = NULL;
  HallStoredPerson *record, *replaced;
  gboolean was_blocked = hall_person_get_blocked (person);

  if (hall_person_get_resembles (person) == NULL)
    return;
  old = g_object_ref (hall_person_get_resembles (person));
  record = hall_roll_edit (self->roll, person);
  replaced = hall_roll_edit (self->roll, old);
  if (record->contacted_ms == 0)
    record->contacted_ms = hall_clock_get_wall (self->context->clock);
  record->blocked = record->blocked || replaced->blocked;
  g_clear_pointer (&record->successor, g_free);
  replaced->contacted_ms = 0;
  replaced->verified_ms = 0;
  g_free (replaced->successor);
  replaced->successor = g_strdup (record->id);
  hall_roll_write (self->roll, old);
  hall_trust_show (self, old);
  settle (self, person);
  if (hall_person_get_blocked (person) && !was_blocked)
    g_signal_emit (self, signals[BLOCKED], 0, person);
}

/**
 * hall_trust_note_version:
 * @self: a book
 * @id: somebody
 * @version: the highest version of the protocol it says it speaks; 0: it did not say
 *
 * The highest one ever seen is remembered. A lower one shows as "older-version", unless the person
 * here agreed to it: somebody may be holding it down.
 */
void
hall_trust_note_version (HallTrustBook *self,
                         const char    *id,
                         guint          version)
{
  HallPerson *person = hall_directory_lookup_person (self->context->directory, id);
  const HallStoredPerson *record = hall_roll_lookup (self->roll, id);
  HallStoredPerson *noted;
  gboolean older = FALSE;

  if (version == 0 || g_str_equal (id, self->context->own_id))
    return;
  if (record == NULL || version > record->version)
    {
      noted = hall_roll_note (self->roll, id);
      if (noted != NULL)
        noted->version = version;
    }
  else if (version < record->version)
    older = record->version_allowed == 0 || version < record->version_allowed;
  if (older)
    g_hash_table_replace (self->lower, g_strdup (id), GUINT_TO_POINTER (version));
  else
    g_hash_table_remove (self->lower, id);
  if (person != NULL)
    hall_person_set_older_version (person, older);
}

/**
 * hall_trust_allow_version:
 * @self: a book
 * @person: somebody with an older version
 *
 * The version that it claims now is good enough from now on.
 */
void
hall_trust_allow_version (HallTrustBook *self,
                          HallPerson    *person)
{
  const char *id = hall_person_get_id (person);
  guint version = GPOINTER_TO_UINT (g_hash_table_lookup (self->lower, id));

  if (version == 0)
    return;
  hall_roll_edit (self->roll, person)->version_allowed = version;
  g_hash_table_remove (self->lower, id);
  hall_person_set_older_version (person, FALSE);
  hall_roll_write (self->roll, person);
}

static gboolean
is_private (HallLink *link)
{
  return hall_link_get_purpose (link) != HALL_PURPOSE_ROOM;
}

/**
 * hall_trust_check_link:
 * @self: a book
 * @link: ready, whoever dialled it
 * @error: return location for #HALL_LINK_ERROR_VERSION, or #HALL_LINK_ERROR_REFUSED for a private
 *   link of somebody who is blocked
 *
 * Remembers the version that the peer claims.
 *
 * Returns: whether the link may be used
 */
gboolean
hall_trust_check_link (HallTrustBook *self,
                       HallLink      *link,
                       GError       **error)
{
  const char *id = hall_link_get_peer_id (link);
  const HallStoredPerson *record;

  if (id == NULL)
    return TRUE;
  record = hall_roll_lookup (self->roll, id);
  hall_trust_note_version (self, id, hall_link_get_version (link));
  if (hall_link_get_version (link) != 0 && g_hash_table_contains (self->lower, id))
    {
      g_set_error (error, HALL_LINK_ERROR, HALL_LINK_ERROR_VERSION,
                   "it speaks version %u of the protocol, and once spoke %u",
                   hall_link_get_version (link), record != NULL ? record->version : 0);
      return FALSE;
    }
  if (record != NULL && record->blocked && is_private (link))
    {
      g_set_error_literal (error, HALL_LINK_ERROR, HALL_LINK_ERROR_REFUSED, "auth: it is blocked");
      return FALSE;
    }
  return TRUE;
}

/**
 * hall_trust_admit_link:
 * @self: a book
 * @link: ready, whoever dialled it
 *
 * Checks it as hall_trust_check_link () does, and refuses what may not be used.
 *
 * Returns: whether the link may be used
 */
gboolean
hall_trust_admit_link (HallTrustBook *self,
                       HallLink      *link)
{
  g_autoptr (GError) error = NULL;

  if (hall_trust_check_link (self, link, &error))
    return TRUE;
  g_debug ("the link with %s is refused: %s", hall_link_get_peer_id (link), error->message);
  if (g_error_matches (error, HALL_LINK_ERROR, HALL_LINK_ERROR_VERSION))
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_LINK_VERSION);
      hall_link_refuse (link, "version", "a lower version than before");
      return FALSE;
    }
  hall_counters_add (self->context->counters, HALL_COUNTER_BLOCKED_REFUSED);
  hall_link_refuse (link, "auth", NULL);
  return FALSE;
}
