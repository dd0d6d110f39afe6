/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-watch.c: compares the lists of people and rooms with what was printed of them.
 *
 * Owned by a command. In the next turn of the main loop an item that has changed is compared, and
 * after a change of a list everything: somebody of two hundred says hello all the time, but seldom
 * does anybody come or go.
 */

#define G_LOG_DOMAIN "hall-cli-watch"

#include "config.h"

#include "hall-person.h"
#include "hall-room.h"

#include "hall-cli-watch.h"

struct _HallCliWatch
{
  GObject parent_instance;

  HallCliPrinter *printer;
  GPtrArray *lists;         /* of GListModel */
  GHashTable *connected;    /* set of HallPerson and HallRoom whose changes are heard */
  GHashTable *printed;      /* id → what was printed of it, in one string */
  GPtrArray *changed;       /* of items to be compared; empty while all of them are to be */
  gboolean all_changed;
  guint source;
};

G_DEFINE_FINAL_TYPE (HallCliWatch, hall_cli_watch, G_TYPE_OBJECT)

static void
hall_cli_watch_dispose (GObject *object)
{
  HallCliWatch *self = HALL_CLI_WATCH (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_ptr_array_set_size (self->lists, 0);
  g_ptr_array_set_size (self->changed, 0);
  g_hash_table_remove_all (self->connected);
  g_clear_object (&self->printer);

  G_OBJECT_CLASS (hall_cli_watch_parent_class)->dispose (object);
}

static void
hall_cli_watch_finalize (GObject *object)
{
  HallCliWatch *self = HALL_CLI_WATCH (object);

  g_ptr_array_unref (self->lists);
  g_hash_table_unref (self->connected);
  g_hash_table_unref (self->printed);
  g_ptr_array_unref (self->changed);

  G_OBJECT_CLASS (hall_cli_watch_parent_class)->finalize (object);
}

static void
hall_cli_watch_class_init (HallCliWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hall_cli_watch_dispose;
  object_class->finalize = hall_cli_watch_finalize;
}

static void
hall_cli_watch_init (HallCliWatch *self)
{
  self->lists = g_ptr_array_new_with_free_func (g_object_unref);
  self->connected = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->printed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->changed = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * hall_cli_watch_new:
 * @printer: where to print
 *
 * Returns: (transfer full): a watch over nothing
 */
HallCliWatch *
hall_cli_watch_new (HallCliPrinter *printer)
{
  HallCliWatch *self = g_object_new (HALL_TYPE_CLI_WATCH, NULL);

  self->printer = g_object_ref (printer);

  return self;
}

/**
 * hall_cli_is_person_shown:
 * @person: somebody
 *
 * Returns: whether to print them: they are here
 */
gboolean
hall_cli_is_person_shown (HallPerson *person)
{
  return hall_person_get_online (person) && !hall_person_get_is_self (person);
}

/**
 * hall_cli_is_room_shown:
 * @room: a room
 *
 * Returns: whether to print it: somebody hosts it, or it is always there
 */
gboolean
hall_cli_is_room_shown (HallRoom *room)
{
  HallMembership membership = hall_room_get_membership (room);

  return hall_room_get_announced (room) || hall_room_get_standing (room) ||
         membership == HALL_MEMBERSHIP_LIVE || membership == HALL_MEMBERSHIP_HOSTING;
}

/* Everything that is printed of an item, to be compared; %NULL if it is not printed. */
static char *
describe_item (gpointer item)
{
  if (HALL_IS_PERSON (item))
    {
      const char *const *addresses = hall_person_get_addresses (item);
      g_autofree char *joined =
          addresses != NULL ? g_strjoinv (" ", (char **) addresses) : NULL;

      return !hall_cli_is_person_shown (item)
                 ? NULL
                 : g_strdup_printf ("%s\n%d\n%s\n%d\n%s", hall_person_get_name (item),
                                    hall_person_get_presence (item),
                                    hall_person_get_status_text (item),
                                    hall_person_get_trust (item), joined);
    }

  return !hall_cli_is_room_shown (item)
             ? NULL
             : g_strdup_printf ("%s\n%s\n%u\n%d", hall_room_get_name (item),
                                hall_room_get_topic (item), hall_room_get_n_members (item),
                                hall_room_get_lock (item));
}

static void
print_item (HallCliWatch *self,
            gpointer      item)
{
  if (HALL_IS_PERSON (item))
    hall_cli_printer_person (self->printer, item);
  else
    hall_cli_printer_room (self->printer, item);
}

static void
print_gone (HallCliWatch *self,
            const char   *id,
            gboolean      is_person)
{
  if (is_person)
    hall_cli_printer_person_gone (self->printer, id);
  else
    hall_cli_printer_room_gone (self->printer, id);
}

static const char *
get_id (gpointer item)
{
  return HALL_IS_PERSON (item) ? hall_person_get_id (item) : hall_room_get_id (item);
}

static void
sync_item (HallCliWatch *self,
           gpointer      item)
{
  const char *id = get_id (item);
  g_autofree char *now = describe_item (item);
  const char *before = g_hash_table_lookup (self->printed, id);

  if (g_strcmp0 (now, before) == 0)
    return;

  if (now != NULL)
    {
      g_hash_table_replace (self->printed, g_strdup (id), g_steal_pointer (&now));
      print_item (self, item);
    }
  else
    {
      g_hash_table_remove (self->printed, id);
      print_gone (self, id, HALL_IS_PERSON (item));
    }
}

static gboolean
on_idle (gpointer user_data)
{
  HallCliWatch *self = user_data;

  self->source = 0;
  if (self->all_changed)
    {
      hall_cli_watch_sync (self);
      return G_SOURCE_REMOVE;
    }
  for (guint i = 0; i < self->changed->len; i++)
    sync_item (self, g_ptr_array_index (self->changed, i));
  g_ptr_array_set_size (self->changed, 0);

  return G_SOURCE_REMOVE;
}

static void
compare_soon (HallCliWatch *self)
{
  if (self->source == 0)
    self->source = g_idle_add_full (G_PRIORITY_DEFAULT, on_idle, self, NULL);
}

static void
on_item_changed (HallCliWatch *self,
                 GParamSpec   *pspec,
                 GObject      *item)
{
  if (!self->all_changed && !g_ptr_array_find (self->changed, item, NULL))
    g_ptr_array_add (self->changed, g_object_ref (item));
  compare_soon (self);
}

static void
on_list_changed (HallCliWatch *self)
{
  self->all_changed = TRUE;
  g_ptr_array_set_size (self->changed, 0);
  compare_soon (self);
}

static void
connect_item (HallCliWatch *self,
              gpointer      item)
{
  if (g_hash_table_add (self->connected, g_object_ref (item)))
    g_signal_connect_object (item, "notify", G_CALLBACK (on_item_changed), self,
                             G_CONNECT_SWAPPED);
}

/* What stands in no list any more (@listed: id → item); its changes are not heard again. */
static void
drop_missing (HallCliWatch *self,
              GHashTable   *listed)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->connected);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    if (g_hash_table_lookup (listed, get_id (item)) != item)
      {
        if (!g_hash_table_contains (listed, get_id (item)) &&
            g_hash_table_remove (self->printed, get_id (item)))
          print_gone (self, get_id (item), HALL_IS_PERSON (item));
        g_signal_handlers_disconnect_by_func (item, on_item_changed, self);
        g_hash_table_iter_remove (&iter);
      }
}

/**
 * hall_cli_watch_sync:
 * @self: a watch
 *
 * Prints what is new, changed or gone since it was last compared.
 */
void
hall_cli_watch_sync (HallCliWatch *self)
{
  g_autoptr (GHashTable) listed = NULL;

  g_return_if_fail (HALL_IS_CLI_WATCH (self));

  self->all_changed = FALSE;
  g_ptr_array_set_size (self->changed, 0);
  listed = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->lists->len; i++)
    {
      GListModel *list = g_ptr_array_index (self->lists, i);
      guint n_items = g_list_model_get_n_items (list);

      for (guint j = 0; j < n_items; j++)
        {
          g_autoptr (GObject) item = g_list_model_get_item (list, j);

          g_hash_table_insert (listed, (gpointer) get_id (item), item);
          connect_item (self, item);
          sync_item (self, item);
        }
    }
  drop_missing (self, listed);
}

/**
 * hall_cli_watch_add:
 * @self: a watch
 * @list: a list of HallPerson or of HallRoom
 *
 * Prints what is in a list, and from now on what changes.
 */
void
hall_cli_watch_add (HallCliWatch *self,
                    GListModel   *list)
{
  g_return_if_fail (HALL_IS_CLI_WATCH (self));
  g_return_if_fail (G_IS_LIST_MODEL (list));

  g_ptr_array_add (self->lists, g_object_ref (list));
  g_signal_connect_object (list, "items-changed", G_CALLBACK (on_list_changed), self,
                           G_CONNECT_SWAPPED);
  on_list_changed (self);
}
