/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-forward-dialog.c: sending a message on, to another room or a person.
 *
 * Lists the rooms that one is in and the people that one knows, best match first. A click or Enter
 * sends: what is sent is the session's quote, an ordinary text. It never sends to two at once.
 */

#define G_LOG_DOMAIN "hall-forward-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-avatar.h"
#include "hall-match.h"
#include "hall-name-marks.h"
#include "hall-presence-text.h"
#include "hall-row-name.h"
#include "hall-session-people.h"
#include "hall-session-talk.h"
#include "hall-ui.h"
#include "hall-window.h"
#include "hall-wrapping.h"

#include "hall-forward-dialog.h"

struct _HallForwardDialog
{
  AdwWindow parent_instance;

  HallSession *session;
  HallMessage *message;
  GtkFilterListModel *filtered; /* of HallRoom and HallPerson */
  GtkSortListModel *sorted;
  char *typed;

  GtkLabel *preview;
  GtkSearchEntry *search;
  GtkLabel *problem;
  GtkStack *stack;
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (HallForwardDialog, hall_forward_dialog, ADW_TYPE_WINDOW)

static const char *
get_name (gpointer item)
{
  return HALL_IS_ROOM (item) ? hall_room_get_name (item) : hall_person_get_name (item);
}

static gboolean
can_receive (gpointer item)
{
  if (HALL_IS_PERSON (item))
    return !hall_person_get_blocked (item) && !hall_person_get_is_self (item) &&
           hall_person_get_resembles (item) == NULL;
  return hall_room_get_is_member (item) && !hall_room_get_leaving (item) &&
         !hall_room_get_banned (item) && !hall_room_get_removed (item);
}

static gboolean
is_shown (gpointer item,
          gpointer user_data)
{
  HallForwardDialog *self = user_data;

  return can_receive (item) && get_name (item) != NULL &&
         hall_match_score (self->typed, get_name (item)) > 0;
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      user_data)
{
  HallForwardDialog *self = user_data;
  gpointer first = (gpointer) a;
  gpointer second = (gpointer) b;
  guint score_a = hall_match_score (self->typed, get_name (first));
  guint score_b = hall_match_score (self->typed, get_name (second));

  if (score_a != score_b)
    return score_a > score_b ? -1 : 1;
  if (HALL_IS_ROOM (first) != HALL_IS_ROOM (second))
    return HALL_IS_ROOM (first) ? -1 : 1;
  return g_utf8_collate (get_name (first), get_name (second));
}

static void
update (HallForwardDialog *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) > 0;

  gtk_stack_set_visible_child_name (self->stack, any ? "targets" : "nothing");
}

static void
on_search_changed (HallForwardDialog *self)
{
  g_free (self->typed);
  self->typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->filtered),
                      GTK_FILTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (gtk_sort_list_model_get_sorter (self->sorted),
                      GTK_SORTER_CHANGE_DIFFERENT);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  update (self);
}

static void
tell_done (HallForwardDialog *self,
           const char        *name)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  /* Translators: a message was sent on to a room or a person. */
  g_autofree char *text = g_strdup_printf (_("Forwarded to %s"), name);

  if (HALL_IS_WINDOW (parent))
    hall_window_show_toast (HALL_WINDOW (parent), text);
}

static void
forward (HallForwardDialog *self,
         gpointer           item)
{
  HallRoom *room = HALL_IS_ROOM (item) ? item : hall_session_get_direct (self->session, item);
  g_autofree char *quote = hall_session_quote_message (self->session, self->message);
  g_autoptr (GError) error = NULL;

  if (hall_session_send (self->session, room, quote, &error) == NULL)
    {
      gtk_label_set_text (self->problem, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
      return;
    }
  tell_done (self, get_name (item));
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_list_activated (HallForwardDialog *self,
                   guint              position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->sorted), position);

  if (item != NULL)
    forward (self, item);
}

/* Enter in the search: the best match is meant, which is the first one. Without a letter nobody is
 * meant: the dialog may have been opened by the same Enter. */
static void
on_search_activated (HallForwardDialog *self)
{
  /* The entry waits a moment before it says what was typed. */
  if (g_strcmp0 (self->typed, gtk_editable_get_text (GTK_EDITABLE (self->search))) != 0)
    on_search_changed (self);
  if (*self->typed != '\0')
    on_list_activated (self, 0);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
on_row_setup (HallForwardDialog *self,
              GtkListItem       *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *image = gtk_image_new_from_icon_name ("hall-room-symbolic");
  GtkWidget *avatar = hall_avatar_new (32);
  GtkWidget *name = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize",
                                  PANGO_ELLIPSIZE_END, NULL);

  gtk_widget_set_size_request (image, 32, 32);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), avatar);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), hall_name_marks_new ());
  gtk_list_item_set_child (list_item, box);
}

/* Two people may have one name: the marks tell them apart, here and for a screen reader. */
static void
on_row_bind (HallForwardDialog *self,
             GtkListItem       *list_item)
{
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *image = gtk_widget_get_first_child (box);
  GtkWidget *avatar = gtk_widget_get_next_sibling (image);
  GtkWidget *name = gtk_widget_get_next_sibling (avatar);
  GtkWidget *marks = gtk_widget_get_last_child (box);
  gpointer item = gtk_list_item_get_item (list_item);
  HallPerson *person = HALL_IS_PERSON (item) ? item : NULL;
  g_autofree char *spoken = person != NULL ? hall_presence_text_spoken (person, NULL)
                                           : g_strdup (get_name (item));

  gtk_widget_set_visible (image, HALL_IS_ROOM (item));
  gtk_widget_set_visible (avatar, person != NULL);
  gtk_widget_set_visible (marks, person != NULL);
  hall_avatar_set_person (HALL_AVATAR (avatar), person);
  hall_name_marks_set_person (HALL_NAME_MARKS (marks), person);
  gtk_label_set_text (GTK_LABEL (name), get_name (item));
  hall_row_name_set (box, spoken);
}

static void
hall_forward_dialog_dispose (GObject *object)
{
  HallForwardDialog *self = HALL_FORWARD_DIALOG (object);

  if (self->filtered != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->filtered, update, self);
      /* Whoever still holds them must not reach these functions with a dead dialog. */
      gtk_sort_list_model_set_sorter (self->sorted, NULL);
      gtk_filter_list_model_set_filter (self->filtered, NULL);
    }
  g_clear_object (&self->sorted);
  g_clear_object (&self->filtered);
  g_clear_object (&self->message);
  g_clear_object (&self->session);
  g_clear_pointer (&self->typed, g_free);
  G_OBJECT_CLASS (hall_forward_dialog_parent_class)->dispose (object);
}

static void
hall_forward_dialog_class_init (HallForwardDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_forward_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-forward-dialog"));
  gtk_widget_class_bind_template_child (widget_class, HallForwardDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, HallForwardDialog, search);
  gtk_widget_class_bind_template_child (widget_class, HallForwardDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, HallForwardDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, HallForwardDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_list_activated);
  /* Escape in the search: the entry takes it before the dialog. */
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
}

static void
hall_forward_dialog_init (HallForwardDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  hall_wrap_title (GTK_WINDOW (self));
  self->typed = g_strdup ("");
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_row_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_row_bind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
}

static void
create_model (HallForwardDialog *self)
{
  HallDirectory *directory = hall_session_get_directory (self->session);
  GListStore *both = g_list_store_new (G_TYPE_LIST_MODEL);
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (compare, self, NULL));
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  g_autoptr (GtkNoSelection) selection = NULL;

  g_list_store_append (both, hall_directory_get_rooms (directory));
  g_list_store_append (both, hall_directory_get_people (directory));
  self->filtered =
    gtk_filter_list_model_new (G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (both))),
                               filter);
  self->sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->filtered)), sorter);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->sorted)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

/**
 * hall_forward_dialog_new:
 * @session: who sends
 * @message: a text of any conversation
 * @parent: (nullable): the window below, which tells when it is done
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWidget *
hall_forward_dialog_new (HallSession *session,
                         HallMessage *message,
                         GtkWindow   *parent)
{
  HallForwardDialog *self;
  g_autofree char *quote = NULL;

  g_return_val_if_fail (HALL_IS_SESSION (session), NULL);
  g_return_val_if_fail (HALL_IS_MESSAGE (message), NULL);

  self = g_object_new (HALL_TYPE_FORWARD_DIALOG, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->message = g_object_ref (message);
  quote = g_strdup_printf (C_("reply", "%s: %s"),
                           hall_person_get_name (hall_message_get_author (message)),
                           hall_message_get_plain (message));
  g_strdelimit (quote, "\n", ' ');
  gtk_label_set_text (self->preview, quote);
  create_model (self);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return GTK_WIDGET (self);
}
