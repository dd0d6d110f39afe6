/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-invite-dialog.c: choosing people to be invited into a room.
 *
 * Lists whom the session lets one invite: people who are not in the room, not banned from it, and
 * not blocked by oneself. Follows the room while it is open. What an invitation is made of is the
 * session's business.
 */

#define G_LOG_DOMAIN "hall-invite-dialog"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "hall-dialog-bar.h"
#include "hall-keep-words.h"
#include "hall-person-row.h"
#include "hall-presence-text.h"
#include "hall-row-name.h"
#include "hall-ui.h"
#include "hall-wrapping.h"

#include "hall-invite-dialog.h"

struct _HallInviteDialog
{
  AdwWindow parent_instance;

  HallSession *session;
  HallRoom *room;
  GHashTable *chosen;        /* set of HallPerson */
  GtkFilterListModel *model; /* of HallPerson */
  char *wanted;              /* (nullable): what is searched for, case folded */

  GtkSearchEntry *search;
  GtkStack *stack;
  GtkListView *list;
  GtkLabel *hint;
  GtkLabel *problem;
  GtkWidget *accept;
};

G_DEFINE_FINAL_TYPE (HallInviteDialog, hall_invite_dialog, ADW_TYPE_WINDOW)

static gboolean
is_shown (gpointer item,
          gpointer user_data)
{
  HallInviteDialog *self = user_data;
  g_autofree char *name = NULL;

  if (self->room == NULL || hall_person_get_blocked (item) ||
      (hall_session_get_rights (self->session, self->room, item) & HALL_RIGHT_INVITE) == 0)
    return FALSE;
  if (self->wanted == NULL)
    return TRUE;
  name = g_utf8_casefold (hall_person_get_name (item), -1);
  return strstr (name, self->wanted) != NULL;
}

static void
update (HallInviteDialog *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0;

  gtk_stack_set_visible_child_name (self->stack, any ? "people"
                                                     : self->wanted != NULL ? "not-found"
                                                                            : "nobody");
  gtk_widget_set_sensitive (self->accept, g_hash_table_size (self->chosen) > 0);
}

static void
refilter (HallInviteDialog *self)
{
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->model),
                      GTK_FILTER_CHANGE_DIFFERENT);
  update (self);
}

static void
on_search_changed (HallInviteDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  g_free (self->wanted);
  self->wanted = *text != '\0' ? g_utf8_casefold (text, -1) : NULL;
  refilter (self);
}

static void
set_chosen (HallInviteDialog *self,
            HallPerson       *person,
            gboolean          chosen)
{
  if (chosen)
    g_hash_table_add (self->chosen, g_object_ref (person));
  else
    g_hash_table_remove (self->chosen, person);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  update (self);
}

static void
on_check_toggled (HallInviteDialog *self,
                  GtkCheckButton   *check)
{
  GtkListItem *list_item = g_object_get_data (G_OBJECT (check), "list-item");
  HallPerson *person = gtk_list_item_get_item (list_item);

  if (person != NULL)
    set_chosen (self, person, gtk_check_button_get_active (check));
}

static void
on_row_setup (HallInviteDialog *self,
              GtkListItem      *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *person = hall_person_row_new ();

  gtk_widget_set_hexpand (person, TRUE);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  /* The row itself has the keyboard; Space and Enter choose. A check that is only not focusable
   * still says to have taken it, and Tab would never come past the search. */
  gtk_widget_set_can_focus (check, FALSE);
  gtk_box_append (GTK_BOX (box), person);
  gtk_box_append (GTK_BOX (box), check);
  g_object_set_data (G_OBJECT (check), "list-item", list_item);
  g_object_set_data (G_OBJECT (list_item), "check", check);
  g_object_set_data (G_OBJECT (list_item), "person", person);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_check_toggled), self,
                           G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, box);
}

static void
on_row_bind (HallInviteDialog *self,
             GtkListItem      *list_item)
{
  GtkWidget *check = g_object_get_data (G_OBJECT (list_item), "check");
  HallPersonRow *row = g_object_get_data (G_OBJECT (list_item), "person");
  HallPerson *person = gtk_list_item_get_item (list_item);
  g_autofree char *presence = NULL;
  g_autofree char *spoken = NULL;

  /* Not what was said last in private: that is the sidebar's. */
  presence = hall_person_get_resembles (person) == NULL ? hall_presence_text_of (person) : NULL;
  hall_person_row_set_note (row, presence);
  hall_person_row_set_person (row, person);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               g_hash_table_contains (self->chosen, person));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  hall_person_get_name (person), -1);
  spoken = hall_presence_text_spoken (person, presence);
  hall_row_name_set (gtk_list_item_get_child (list_item), spoken);
}

static void
on_row_unbind (HallInviteDialog *self,
               GtkListItem      *list_item)
{
  hall_person_row_set_person (g_object_get_data (G_OBJECT (list_item), "person"), NULL);
}

/* Finds the check of a row by its person: rows are recycled. */
static GtkCheckButton *
find_check (GtkWidget  *widget,
            HallPerson *person)
{
  if (GTK_IS_CHECK_BUTTON (widget))
    {
      GtkListItem *list_item = g_object_get_data (G_OBJECT (widget), "list-item");

      return gtk_list_item_get_item (list_item) == person ? GTK_CHECK_BUTTON (widget) : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkCheckButton *found = find_check (child, person);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
on_list_activated (HallInviteDialog *self,
                   guint             position)
{
  g_autoptr (HallPerson) person = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  GtkCheckButton *check = find_check (GTK_WIDGET (self->list), person);

  if (check != NULL)
    gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
}

/* Enter in the search: the only one found is meant. */
static void
on_search_activated (HallInviteDialog *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 1)
    on_list_activated (self, 0);
}

static void
on_accepted (HallInviteDialog *self)
{
  g_autoptr (GList) people = g_hash_table_get_keys (self->chosen);

  for (GList *item = people; item != NULL; item = item->next)
    {
      g_autoptr (HallPerson) person = g_object_ref (item->data);
      g_autoptr (GError) error = NULL;

      if (!hall_session_invite (self->session, self->room, person, &error))
        {
          gtk_label_set_text (self->problem, error->message);
          gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
          refilter (self);
          return;
        }
      g_hash_table_remove (self->chosen, person);
    }
  gtk_window_close (GTK_WINDOW (self));
}

static void
hall_invite_dialog_dispose (GObject *object)
{
  HallInviteDialog *self = HALL_INVITE_DIALOG (object);

  if (self->model != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->model, update, self);
      /* Whoever still holds it must not reach the filter's function with a dead dialog. */
      gtk_filter_list_model_set_filter (self->model, NULL);
      g_clear_object (&self->model);
    }
  g_clear_object (&self->room);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_invite_dialog_parent_class)->dispose (object);
}

static void
hall_invite_dialog_finalize (GObject *object)
{
  HallInviteDialog *self = HALL_INVITE_DIALOG (object);

  g_hash_table_unref (self->chosen);
  g_free (self->wanted);
  G_OBJECT_CLASS (hall_invite_dialog_parent_class)->finalize (object);
}

static void
hall_invite_dialog_class_init (HallInviteDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_invite_dialog_dispose;
  object_class->finalize = hall_invite_dialog_finalize;

  g_type_ensure (HALL_TYPE_DIALOG_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-invite-dialog"));
  gtk_widget_class_bind_template_child (widget_class, HallInviteDialog, search);
  gtk_widget_class_bind_template_child (widget_class, HallInviteDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, HallInviteDialog, list);
  gtk_widget_class_bind_template_child (widget_class, HallInviteDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, HallInviteDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, HallInviteDialog, accept);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_list_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_accepted);
}

static void
hall_invite_dialog_init (HallInviteDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  hall_keep_words (GTK_WIDGET (self));
  hall_wrap_title (GTK_WINDOW (self));
  self->chosen = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_row_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_row_bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_row_unbind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
}

/**
 * hall_invite_dialog_is_allowed:
 * @room: a room
 *
 * Returns: whether one may invite people into the room at all, now
 */
gboolean
hall_invite_dialog_is_allowed (HallRoom *room)
{
  g_return_val_if_fail (HALL_IS_ROOM (room), FALSE);

  if (hall_room_get_person (room) != NULL || !hall_room_get_is_member (room) ||
      hall_room_get_banned (room) || hall_room_get_removed (room))
    return FALSE;
  return hall_room_get_moderator (room) ||
         (!hall_room_get_moderators_invite (room) && !hall_room_get_closed (room));
}

static void
create_model (HallInviteDialog *self)
{
  GListModel *people = hall_directory_get_people (hall_session_get_directory (self->session));
  g_autoptr (GtkNoSelection) selection = NULL;

  self->model = gtk_filter_list_model_new (g_object_ref (people),
                                           GTK_FILTER (gtk_custom_filter_new (is_shown, self,
                                                                              NULL)));
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

/**
 * hall_invite_dialog_new:
 * @session: who invites
 * @room: a room that one is in
 * @parent: (nullable): the window below
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWidget *
hall_invite_dialog_new (HallSession *session,
                        HallRoom    *room,
                        GtkWindow   *parent)
{
  HallInviteDialog *self;

  g_return_val_if_fail (HALL_IS_SESSION (session), NULL);
  g_return_val_if_fail (HALL_IS_ROOM (room), NULL);

  self = g_object_new (HALL_TYPE_INVITE_DIALOG, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->room = g_object_ref (room);
  create_model (self);
  g_signal_connect_object (room, "roles-changed", G_CALLBACK (refilter), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hall_room_get_members (room), "items-changed", G_CALLBACK (refilter),
                           self, G_CONNECT_SWAPPED);
  gtk_label_set_text (self->hint, hall_room_get_lock (room) == HALL_LOCK_PASSPHRASE
                                  ? _("Everybody you choose gets an invitation in the private "
                                      "conversation with you, and needs no passphrase.")
                                  : _("Everybody you choose gets an invitation in the private "
                                      "conversation with you."));
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return GTK_WIDGET (self);
}
