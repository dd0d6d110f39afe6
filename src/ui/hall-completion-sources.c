/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-completion-sources.c: what a beginning can be completed to.
 *
 * The people of a room, emoji, commands. Names are written as the session finds them again when the
 * text is sent: with the key tag where two people of the room bear one name.
 */

#define G_LOG_DOMAIN "hall-completion-sources"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hall-emoji.h"
#include "hall-match.h"
#include "hall-session-talk.h"

#include "hall-completion-sources.h"

#define NAMES_MAX 8
#define EMOJI_MAX 8
/* "@room" is found like a name. */
#define EVERYBODY "room"

static void
proposal_free (gpointer data)
{
  HallProposal *proposal = data;

  g_free (proposal->text);
  g_free (proposal->title);
  g_free (proposal->detail);
  g_free (proposal->emoji);
  g_clear_object (&proposal->person);
  g_free (proposal);
}

static HallProposal *
add (GPtrArray  *proposals,
     char       *text,
     const char *title,
     const char *detail)
{
  HallProposal *proposal = g_new0 (HallProposal, 1);

  proposal->text = text;
  proposal->title = g_strdup (title);
  proposal->detail = g_strdup (detail);
  g_ptr_array_add (proposals, proposal);
  return proposal;
}

static int
compare_proposals (gconstpointer a,
                   gconstpointer b)
{
  const HallProposal *first = *(const HallProposal *const *) a;
  const HallProposal *second = *(const HallProposal *const *) b;

  if (first->score != second->score)
    return first->score > second->score ? -1 : 1;
  return g_utf8_collate (first->title, second->title);
}

static void
keep_best (GPtrArray *proposals,
           guint      n_max)
{
  g_ptr_array_sort (proposals, compare_proposals);
  if (proposals->len > n_max)
    g_ptr_array_set_size (proposals, (int) n_max);
}

static gboolean
begins_with (const char *name,
             const char *beginning)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  g_autofree char *wanted = g_utf8_casefold (beginning, -1);

  return g_str_has_prefix (folded, wanted);
}

static gboolean
is_same (const char *name,
         const char *other)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  g_autofree char *wanted = g_utf8_casefold (other, -1);

  return g_str_equal (folded, wanted);
}

/* A beginning with a space in it is a sentence that goes on, unless the name goes on just so. */
static guint
get_score (const char *query,
           const char *name)
{
  if (strchr (query, ' ') != NULL && !begins_with (name, query))
    return 0;
  return hall_match_score (query, name);
}

/* (transfer full) (element-type HallPerson): whom one can name */
static GPtrArray *
list_people (HallRoom *room)
{
  GPtrArray *people = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *members = hall_room_get_members (room);

  if (hall_room_get_person (room) != NULL)
    g_ptr_array_add (people, g_object_ref (hall_room_get_person (room)));
  for (guint i = 0; i < g_list_model_get_n_items (members) &&
                    hall_room_get_person (room) == NULL; i++)
    {
      g_autoptr (HallPerson) person = g_list_model_get_item (members, i);

      if (!hall_person_get_is_self (person) && hall_person_has_name (person))
        g_ptr_array_add (people, g_steal_pointer (&person));
    }
  return people;
}

static gboolean
is_shared (GPtrArray  *people,
           HallPerson *person)
{
  g_autofree char *wanted = g_utf8_casefold (hall_person_get_name (person), -1);

  for (guint i = 0; i < people->len; i++)
    {
      HallPerson *other = g_ptr_array_index (people, i);
      g_autofree char *folded = g_utf8_casefold (hall_person_get_name (other), -1);

      if (other != person && g_str_equal (folded, wanted))
        return TRUE;
    }
  return FALSE;
}

static void
propose_person (GPtrArray  *proposals,
                HallPerson *person,
                guint       score)
{
  HallProposal *proposal = add (proposals, NULL, hall_person_get_name (person), NULL);

  proposal->person = g_object_ref (person);
  proposal->score = score;
}

/* Only of those that are shown: each is compared with everybody. */
static void
write_name (HallProposal *proposal,
            GPtrArray    *people)
{
  const char *tag = hall_person_get_key_tag (proposal->person);
  gboolean shared = is_shared (people, proposal->person);

  proposal->text = shared ? g_strdup_printf ("@%s#%s", proposal->title, tag)
                          : g_strdup_printf ("@%s", proposal->title);
  proposal->detail = g_strdup (shared || hall_person_get_tagged (proposal->person) ? tag : "");
}

static void
propose_names (GPtrArray  *proposals,
               HallRoom   *room,
               const char *query)
{
  g_autoptr (GPtrArray) people = list_people (room);
  guint score;

  for (guint i = 0; i < people->len; i++)
    {
      HallPerson *person = g_ptr_array_index (people, i);
      g_autofree char *tagged = g_strdup_printf ("%s#%s", hall_person_get_name (person),
                                                 hall_person_get_key_tag (person));

      score = get_score (query, strchr (query, '#') != NULL ? tagged
                                                            : hall_person_get_name (person));
      if (score > 0)
        propose_person (proposals, person, score);
    }
  if (hall_room_get_moderator (room) && hall_room_get_person (room) == NULL &&
      (score = get_score (query, EVERYBODY)) > 0)
    add (proposals, g_strdup ("@" EVERYBODY), "@" EVERYBODY,
         /* Translators: beside "@room" among the names to choose from. */
         _("Everybody in this room"))->score = score;
  keep_best (proposals, NAMES_MAX);
  for (guint i = 0; i < proposals->len; i++)
    {
      HallProposal *proposal = g_ptr_array_index (proposals, i);

      if (proposal->person != NULL)
        write_name (proposal, people);
    }
}

static void
propose_emoji (GPtrArray  *proposals,
               const char *query)
{
  g_autoptr (GPtrArray) found = hall_emoji_find (query, EMOJI_MAX);

  for (guint i = 0; i < found->len; i++)
    {
      HallEmoji *emoji = g_ptr_array_index (found, i);
      HallProposal *proposal = add (proposals, g_strdup (emoji->text), emoji->name, "");

      proposal->emoji = g_strdup (emoji->text);
    }
}

static void
propose_commands (GPtrArray  *proposals,
                  const char *query)
{
  guint n_commands;
  const HallCommand *commands = hall_session_list_commands (&n_commands);

  for (guint i = 0; i < n_commands; i++)
    {
      const char *arguments = commands[i].arguments;
      g_autofree char *title = NULL;

      if (!begins_with (commands[i].name, query))
        continue;
      /* Written to its end already: Enter is for doing it. */
      if (is_same (commands[i].name, query))
        {
          g_ptr_array_set_size (proposals, 0);
          return;
        }
      title = g_strdup_printf ("/%s%s%s", commands[i].name, *arguments != '\0' ? " " : "",
                               arguments);
      add (proposals, g_strdup_printf ("/%s", commands[i].name), title, commands[i].summary);
    }
}

/**
 * hall_completion_propose:
 * @room: where it is written
 * @word: what is to be completed
 *
 * Returns: (transfer full) (element-type HallProposal): the best first, few; none where what is
 *   typed is complete already
 */
GPtrArray *
hall_completion_propose (HallRoom                 *room,
                         const HallCompletionWord *word)
{
  GPtrArray *proposals = g_ptr_array_new_with_free_func (proposal_free);

  switch (word->kind)
    {
    case HALL_COMPLETION_NAME:
      propose_names (proposals, room, word->query);
      break;
    case HALL_COMPLETION_EMOJI:
      propose_emoji (proposals, word->query);
      break;
    case HALL_COMPLETION_COMMAND:
      propose_commands (proposals, word->query);
      break;
    case HALL_COMPLETION_NONE:
    default:
      break;
    }
  if (proposals->len == 1 && word->kind == HALL_COMPLETION_NAME)
    {
      HallProposal *only = g_ptr_array_index (proposals, 0);

      if (is_same (only->text + 1, word->query))
        g_ptr_array_set_size (proposals, 0);
    }
  return proposals;
}

/**
 * hall_completion_propose_bare:
 * @room: where it is written
 * @word: a word without "@"
 *
 * Returns: (transfer full) (element-type HallProposal): people whose names begin so
 */
GPtrArray *
hall_completion_propose_bare (HallRoom                 *room,
                              const HallCompletionWord *word)
{
  GPtrArray *proposals = g_ptr_array_new_with_free_func (proposal_free);

  if (word->kind != HALL_COMPLETION_NAME)
    return proposals;
  propose_names (proposals, room, word->query);
  for (guint i = proposals->len; i > 0; i--)
    {
      HallProposal *proposal = g_ptr_array_index (proposals, i - 1);

      if (proposal->person == NULL || !begins_with (proposal->title, word->query))
        g_ptr_array_remove_index (proposals, i - 1);
    }
  return proposals;
}
