/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-composer-actions.c: how the rest of a page asks its composer for an answer or an edit.
 *
 * Two actions of the page, so that rows and menus need not know the composer.
 */

#define G_LOG_DOMAIN "hall-composer-actions"

#include "config.h"

#include "hall-composer-actions.h"

/* (transfer full) (nullable): of what is loaded, or pinned */
static HallMessage *
find_message (HallRoom   *room,
              const char *id)
{
  HallMessage *message = hall_timeline_lookup (hall_room_get_timeline (room), id);
  GListModel *pinned = hall_room_get_pinned (room);

  if (message != NULL)
    return g_object_ref (message);
  for (guint i = 0; i < g_list_model_get_n_items (pinned); i++)
    {
      g_autoptr (HallMessage) pin = g_list_model_get_item (pinned, i);

      if (g_strcmp0 (hall_message_get_id (pin), id) == 0)
        return g_steal_pointer (&pin);
    }
  return NULL;
}

static void
start (HallComposer *composer,
       GVariant     *parameter,
       void        (*begin) (HallComposer *composer, HallMessage *message))
{
  HallRoom *room = hall_composer_get_room (composer);
  g_autoptr (HallMessage) message = NULL;

  if (room != NULL)
    message = find_message (room, g_variant_get_string (parameter, NULL));
  if (message != NULL)
    begin (composer, message);
}

static void
on_reply (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  start (user_data, parameter, hall_composer_reply);
}

static void
on_edit (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  start (user_data, parameter, hall_composer_edit);
}

static const GActionEntry actions[] = {
  { "reply", on_reply, "s", NULL, NULL },
  { "edit", on_edit, "s", NULL, NULL },
};

/**
 * hall_composer_actions_insert:
 * @composer: a composer inside of @page
 * @page: what gets the actions; it lives no longer than @composer
 */
void
hall_composer_actions_insert (HallComposer *composer,
                              GtkWidget    *page)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_return_if_fail (HALL_IS_COMPOSER (composer));
  g_return_if_fail (GTK_IS_WIDGET (page));

  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions),
                                   composer);
  gtk_widget_insert_action_group (page, "page", G_ACTION_GROUP (group));
}
