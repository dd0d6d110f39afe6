/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-menu.c: the context menu of a message.
 *
 * Owned by HallMessageView; opened by HallRowMenu. It offers what the session says one may do; what
 * its items do is in hall-message-deeds.c. Buttons in rows use those actions too.
 */

#define G_LOG_DOMAIN "hall-message-menu"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-message-menu-private.h"
#include "hall-message-row.h"
#include "hall-message-text.h"
#include "hall-session-talk.h"

#include "hall-message-menu.h"

#define QUICK_REACTIONS "quick-reactions"

G_DEFINE_FINAL_TYPE (HallMessageMenu, hall_message_menu, G_TYPE_OBJECT)

/* Of which message it is from now on, and what of it is copied. */
static void
set_row (HallMessageMenu *self,
         HallMessageRow  *row)
{
  g_set_object (&self->message, hall_message_row_get_item (row));
  g_free (self->link);
  self->link = hall_message_row_get_link (row);
  g_free (self->text);
  self->text = hall_message_row_get_selection (row);
  if (self->text == NULL)
    self->text = g_strdup (hall_message_get_text (self->message));
}

static HallMessageRights
get_rights (HallMessageMenu *self)
{
  if (self->session == NULL || self->room == NULL)
    return 0;
  return hall_session_get_message_rights (self->session, self->room, self->message);
}

static void
add_section (GMenu *menu,
             GMenu *section)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
}

static GMenu *
create_reactions (HallMessageRights rights)
{
  GMenu *section = g_menu_new ();
  g_autoptr (GMenuItem) quick = g_menu_item_new (NULL, NULL);

  if ((rights & HALL_MESSAGE_RIGHT_REACT) == 0)
    return section;
  g_menu_item_set_attribute (quick, "custom", "s", QUICK_REACTIONS);
  g_menu_append_item (section, quick);
  g_menu_append (section, _("More Re_actions…"), "message.add-reaction");
  return section;
}

static GMenu *
create_answers (HallMessageRights rights)
{
  GMenu *section = g_menu_new ();

  if (rights & HALL_MESSAGE_RIGHT_REPLY)
    g_menu_append (section, C_("message", "_Reply"), "message.reply");
  if (rights & HALL_MESSAGE_RIGHT_EDIT)
    g_menu_append (section, C_("message", "_Edit"), "message.edit");
  if (rights & HALL_MESSAGE_RIGHT_FORWARD)
    g_menu_append (section, C_("message", "_Forward…"), "message.forward");
  return section;
}

static GMenu *
create_copies (HallMessageMenu *self)
{
  GMenu *section = g_menu_new ();

  g_menu_append (section, _("_Copy"), "message.copy");
  if (self->link != NULL)
    g_menu_append (section, _("Copy _Link"), "message.copy-link");
  return section;
}

static GMenu *
create_rest (HallMessageMenu   *self,
             HallMessageRights  rights)
{
  GMenu *section = g_menu_new ();

  if (rights & HALL_MESSAGE_RIGHT_PIN)
    g_menu_append (section, hall_message_get_pinned (self->message) ? C_("message", "Un_pin")
                                                                    : C_("message", "_Pin"),
                   "message.pin");
  if (hall_message_get_id (self->message) != NULL)
    g_menu_append (section, _("Mark as _Unread"), "message.unread");
  /* Translators: who has a message, and when it was written. */
  g_menu_append (section, C_("message", "_Details"), "message.details");
  return section;
}

static GMenuModel *
create_model (GtkWidget *row,
              gpointer   user_data)
{
  HallMessageMenu *self = user_data;
  HallMessage *message = hall_message_row_get_item (HALL_MESSAGE_ROW (row));
  HallMessageRights rights;
  GMenu *menu;

  if (message == NULL || hall_message_get_kind (message) != HALL_MESSAGE_TEXT ||
      hall_message_text_is_hidden (message))
    return NULL;
  set_row (self, HALL_MESSAGE_ROW (row));
  rights = get_rights (self);
  menu = g_menu_new ();
  add_section (menu, create_reactions (rights));
  add_section (menu, create_answers (rights));
  add_section (menu, create_copies (self));
  add_section (menu, create_rest (self, rights));
  if (rights & HALL_MESSAGE_RIGHT_DELETE)
    {
      GMenu *away = g_menu_new ();

      g_menu_append (away, C_("message", "De_lete…"), "message.delete");
      add_section (menu, away);
    }
  return G_MENU_MODEL (menu);
}

/* The items that are no text. */
static void
fill_popover (GtkPopoverMenu *popover,
              gpointer        user_data)
{
  HallMessageMenu *self = user_data;
  const char *id = hall_message_get_id (self->message);

  if (id != NULL && (get_rights (self) & HALL_MESSAGE_RIGHT_REACT) != 0)
    gtk_popover_menu_add_child (popover, hall_reaction_chooser_create_row (id), QUICK_REACTIONS);
}

static void
hall_message_menu_dispose (GObject *object)
{
  HallMessageMenu *self = HALL_MESSAGE_MENU (object);

  if (self->menu != NULL)
    hall_message_menu_detach (self);
  g_clear_object (&self->menu);
  g_clear_object (&self->chooser);
  g_clear_object (&self->message);
  g_clear_object (&self->room);
  g_clear_object (&self->session);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->link, g_free);
  G_OBJECT_CLASS (hall_message_menu_parent_class)->dispose (object);
}

static void
hall_message_menu_class_init (HallMessageMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_message_menu_dispose;
}

static void
hall_message_menu_init (HallMessageMenu *self)
{
}

/**
 * hall_message_menu_new:
 * @view: what the menu lies over, and whose actions "message.…" it uses
 * @list: with rows of messages in it
 *
 * Returns: (transfer full): the menu, not opened yet
 */
HallMessageMenu *
hall_message_menu_new (GtkWidget *view,
                       GtkWidget *list)
{
  HallMessageMenu *self = g_object_new (HALL_TYPE_MESSAGE_MENU, NULL);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  self->view = view;
  self->list = list;
  hall_message_menu_add_deeds (self, G_ACTION_MAP (group));
  gtk_widget_insert_action_group (view, "message", G_ACTION_GROUP (group));
  self->menu = hall_row_menu_new (view, list, HALL_TYPE_MESSAGE_ROW, create_model, self);
  hall_row_menu_set_fill (self->menu, fill_popover);
  return self;
}

/**
 * hall_message_menu_set_session:
 * @self: a menu
 * @session: who does what is asked for; set once
 */
void
hall_message_menu_set_session (HallMessageMenu *self,
                               HallSession     *session)
{
  g_return_if_fail (HALL_IS_MESSAGE_MENU (self));

  g_set_object (&self->session, session);
}

/**
 * hall_message_menu_set_room:
 * @self: a menu
 * @room: (nullable): the room whose messages are listed from now on
 */
void
hall_message_menu_set_room (HallMessageMenu *self,
                            HallRoom        *room)
{
  g_return_if_fail (HALL_IS_MESSAGE_MENU (self));

  if (!g_set_object (&self->room, room))
    return;
  hall_row_menu_close (self->menu);
  hall_reaction_chooser_close (self->chooser);
  g_clear_object (&self->message);
}

/**
 * hall_message_menu_detach:
 * @self: a menu
 *
 * Lets go of the view.
 */
void
hall_message_menu_detach (HallMessageMenu *self)
{
  g_return_if_fail (HALL_IS_MESSAGE_MENU (self));

  hall_row_menu_detach (self->menu);
  hall_reaction_chooser_detach (self->chooser);
  if (self->view != NULL)
    gtk_widget_insert_action_group (self->view, "message", NULL);
  self->view = NULL;
  self->list = NULL;
}
