/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-switcher-ranking.c: which rooms and people fit what is typed, the best first.
 *
 * Pure: it looks at the model and changes nothing. While nothing is typed, what names oneself comes
 * first, then what is unread, then what was said last; what is typed goes before all of that.
 */

#define G_LOG_DOMAIN "hall-switcher-ranking"

#include "config.h"

#include "hall-match.h"

#include "hall-switcher-ranking.h"

typedef struct
{
  GObject *item;      /* not owned: the directory holds it */
  const char *name;
  const char *id;
  guint score;
  guint news;         /* 2: mentions or private messages, 1: unread, 0: none */
  guint rank;         /* the lower the more one has to do with it */
  gint64 last_time;
} Candidate;

static guint
rank_news (HallRoom *conversation)
{
  if (conversation == NULL || hall_room_get_unread (conversation) == 0 ||
      hall_room_get_notify (conversation) == HALL_NOTIFY_NOTHING)
    return 0;
  return hall_room_get_mentions (conversation) > 0 || hall_room_get_person (conversation) != NULL
         ? 2 : 1;
}

static Candidate
take_room (HallRoom *room)
{
  gboolean is_ours = hall_room_get_is_member (room) && !hall_room_get_leaving (room);
  Candidate candidate = {
    .item = G_OBJECT (room),
    .name = hall_room_get_name (room),
    .id = hall_room_get_id (room),
    .news = is_ours ? rank_news (room) : 0,
    .rank = is_ours ? 0 : 3,
    .last_time = is_ours ? hall_room_get_last_time (room) : 0,
  };

  return candidate;
}

static Candidate
take_person (HallPerson *person)
{
  HallRoom *conversation = hall_person_get_conversation (person);
  Candidate candidate = {
    .item = G_OBJECT (person),
    .name = hall_person_get_name (person),
    .id = hall_person_get_id (person),
    .news = rank_news (conversation),
    .rank = conversation != NULL ? 0 : hall_person_get_online (person) ? 1 : 2,
    .last_time = conversation != NULL ? hall_room_get_last_time (conversation) : 0,
  };

  return candidate;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const Candidate *first = a, *second = b;
  int order;

  if (first->score != second->score)
    return first->score > second->score ? -1 : 1;
  if (first->news != second->news)
    return first->news > second->news ? -1 : 1;
  if (first->rank != second->rank)
    return first->rank < second->rank ? -1 : 1;
  if (first->last_time != second->last_time)
    return first->last_time > second->last_time ? -1 : 1;
  order = g_utf8_collate (first->name, second->name);
  return order != 0 ? order : g_strcmp0 (first->id, second->id);
}

/* Who is blocked is not offered; neither is a room that goes. */
static gboolean
is_offered (GObject *item)
{
  if (HALL_IS_PERSON (item))
    return !hall_person_get_blocked (HALL_PERSON (item)) &&
           !hall_person_get_is_self (HALL_PERSON (item));
  return !hall_room_get_leaving (HALL_ROOM (item)) || hall_room_get_announced (HALL_ROOM (item));
}

static void
take_all (GArray     *candidates,
          GListModel *model,
          const char *typed,
          GObject    *current)
{
  guint n_items = g_list_model_get_n_items (model);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);
      Candidate candidate;

      if (!is_offered (item) || (*typed == '\0' && item == current))
        continue;
      candidate = HALL_IS_ROOM (item) ? take_room (HALL_ROOM (item))
                                      : take_person (HALL_PERSON (item));
      candidate.score = hall_match_score (typed, candidate.name);
      if (candidate.score > 0)
        g_array_append_val (candidates, candidate);
    }
}

/**
 * hall_switcher_rank:
 * @session: whose rooms and people
 * @typed: a few letters, or none
 * @current: (nullable): the room or person that is open; not offered while nothing is typed
 * @max: how many at most
 *
 * Returns: (transfer full) (element-type GObject): those that fit, the best first
 */
GPtrArray *
hall_switcher_rank (HallSession *session,
                    const char  *typed,
                    GObject     *current,
                    guint        max)
{
  HallDirectory *directory;
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autofree char *stripped = NULL;
  GPtrArray *ranked;

  g_return_val_if_fail (HALL_IS_SESSION (session), NULL);
  g_return_val_if_fail (typed != NULL, NULL);

  directory = hall_session_get_directory (session);
  stripped = g_strstrip (g_strdup (typed));
  take_all (candidates, hall_directory_get_rooms (directory), stripped, current);
  take_all (candidates, hall_directory_get_people (directory), stripped, current);
  g_array_sort (candidates, compare);
  ranked = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < MIN (candidates->len, max); i++)
    g_ptr_array_add (ranked, g_object_ref (g_array_index (candidates, Candidate, i).item));
  return ranked;
}
