/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-fold.c: one line for a run of lines: "5 people joined, 2 left".
 *
 * Counts people and not lines: who came and went three times is one person. It reads the timeline
 * and changes nothing.
 */

#define G_LOG_DOMAIN "hall-message-fold"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-message-text.h"

#include "hall-message-fold.h"

typedef struct
{
  GHashTable *joined;  /* of HallPerson, each borrowed */
  GHashTable *left;
  HallPerson *joiner;  /* (nullable): the last one; the same below */
  HallPerson *leaver;
  guint n_others;
} Run;

static guint
find (GListModel  *rows,
      HallMessage *head)
{
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (rows, i);

      if (message == head)
        return i;
    }
  return G_MAXUINT;
}

static void
count (Run         *run,
       HallMessage *message)
{
  HallPerson *author = hall_message_get_author (message);
  HallMessageKind kind = hall_message_get_kind (message);

  if (kind == HALL_MESSAGE_JOINED)
    {
      g_hash_table_add (run->joined, author);
      run->joiner = author;
    }
  else if (kind == HALL_MESSAGE_LEFT)
    {
      g_hash_table_add (run->left, author);
      run->leaver = author;
    }
  else
    {
      run->n_others++;
    }
}

static char *
describe_joined (const Run *run)
{
  guint n = g_hash_table_size (run->joined);
  g_autofree char *name = NULL;

  if (n == 0)
    return NULL;
  if (n > 1)
    /* Translators: one line for many: "5 people joined, 2 left". */
    return g_strdup_printf (ngettext ("%u person joined", "%u people joined", n), n);
  if (hall_person_get_is_self (run->joiner))
    return g_strdup (_("You joined"));
  name = hall_message_text_isolate (hall_person_get_name (run->joiner));
  return g_strdup_printf (_("%s joined"), name);
}

static char *
describe_left (const Run *run)
{
  guint n = g_hash_table_size (run->left);
  g_autofree char *name = NULL;

  if (n == 0)
    return NULL;
  if (n > 1 && g_hash_table_size (run->joined) > 1)
    /* Translators: after "5 people joined", in one line. */
    return g_strdup_printf (ngettext ("%u left", "%u left", n), n);
  if (n > 1)
    return g_strdup_printf (ngettext ("%u person left", "%u people left", n), n);
  if (hall_person_get_is_self (run->leaver))
    return g_strdup (_("You left"));
  name = hall_message_text_isolate (hall_person_get_name (run->leaver));
  return g_strdup_printf (_("%s left"), name);
}

static char *
describe_others (const Run *run)
{
  gboolean alone = g_hash_table_size (run->joined) == 0 && g_hash_table_size (run->left) == 0;

  if (run->n_others == 0)
    return NULL;
  if (alone)
    return g_strdup_printf (ngettext ("%u change in this room", "%u changes in this room",
                                      run->n_others), run->n_others);
  /* Translators: after "5 people joined", in one line: what else happened in the room. */
  return g_strdup_printf (ngettext ("%u other change", "%u other changes", run->n_others),
                          run->n_others);
}

/**
 * hall_message_fold_describe:
 * @timeline: a timeline
 * @head: a row of it that stands for several lines
 *
 * Returns: (transfer full): what they say together, in plain text
 */
char *
hall_message_fold_describe (HallTimeline *timeline,
                            HallMessage  *head)
{
  GListModel *rows = G_LIST_MODEL (timeline);
  g_autoptr (GHashTable) joined = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) left = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  Run run = { joined, left, NULL, NULL, 0 };
  guint first;
  char *sentences[3];

  g_return_val_if_fail (HALL_IS_TIMELINE (timeline), NULL);
  g_return_val_if_fail (HALL_IS_MESSAGE (head), NULL);

  first = find (rows, head);
  for (guint i = 0; first != G_MAXUINT && i < hall_message_get_n_folded (head); i++)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (rows, first + i);

      if (message != NULL)
        count (&run, message);
    }
  sentences[0] = describe_joined (&run);
  sentences[1] = describe_left (&run);
  sentences[2] = describe_others (&run);
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i] != NULL)
      g_ptr_array_add (parts, sentences[i]);
  g_ptr_array_add (parts, NULL);
  /* Translators: between what happened, in one line: "5 people joined, 2 left". */
  return g_strjoinv (C_("fold", ", "), (char **) parts->pdata);
}
