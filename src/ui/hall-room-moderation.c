/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-moderation.c: newcomers, moderators and banned people of a room, in its settings.
 *
 * Shows what one has a right to change, and follows roles as they change. A switch that the session
 * refuses goes back, and a dialog says why.
 */

#define G_LOG_DOMAIN "hall-room-moderation"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-beside-box.h"
#include "hall-deed.h"
#include "hall-fact-row.h"
#include "hall-new-passphrase.h"
#include "hall-person-row.h"
#include "hall-presence-text.h"
#include "hall-ui.h"
#include "hall-wrapping.h"

#include "hall-room-moderation.h"

struct _HallRoomModeration
{
  AdwBin parent_instance;

  HallSession *session; /* (nullable): until set */
  HallRoom *room;       /* (nullable): until set */

  GtkWidget *newcomers;
  GtkSwitch *closed;
  GtkWidget *inviting;
  GtkSwitch *moderators_invite;
  GtkWidget *passphrase;
  GtkListBox *moderators;
  GtkWidget *banned_heading;
  GtkListBox *banned;
};

G_DEFINE_FINAL_TYPE (HallRoomModeration, hall_room_moderation, ADW_TYPE_BIN)

static void
update_switches (HallRoomModeration *self)
{
  HallLock lock = hall_room_get_lock (self->room);

  gtk_widget_set_visible (self->newcomers, hall_room_get_moderator (self->room));
  gtk_widget_set_visible (self->inviting, lock == HALL_LOCK_INVITED);
  gtk_widget_set_visible (self->passphrase, lock == HALL_LOCK_PASSPHRASE);
  gtk_switch_set_active (self->closed, hall_room_get_closed (self->room));
  gtk_switch_set_active (self->moderators_invite, hall_room_get_moderators_invite (self->room));
}

static void
on_closed_switched (HallRoomModeration *self)
{
  gboolean closed = gtk_switch_get_active (self->closed);
  g_autoptr (GError) error = NULL;

  if (self->room == NULL || closed == hall_room_get_closed (self->room))
    return;
  if (!hall_session_set_closed (self->session, self->room, closed, &error))
    {
      update_switches (self);
      hall_deed_tell (GTK_WIDGET (self), error);
    }
}

static void
on_inviting_switched (HallRoomModeration *self)
{
  gboolean alone = gtk_switch_get_active (self->moderators_invite);
  g_autoptr (GError) error = NULL;

  if (self->room == NULL || alone == hall_room_get_moderators_invite (self->room))
    return;
  if (!hall_session_set_moderators_invite (self->session, self->room, alone, &error))
    {
      update_switches (self);
      hall_deed_tell (GTK_WIDGET (self), error);
    }
}

static void
on_passphrase_clicked (HallRoomModeration *self)
{
  gtk_window_present (GTK_WINDOW (hall_new_passphrase_dialog_new (self->session, self->room,
                                                                  GTK_WIDGET (self))));
}

static void
on_dismiss_clicked (HallRoomModeration *self,
                    GtkButton          *button)
{
  HallPerson *person = g_object_get_data (G_OBJECT (button), "person");
  g_autoptr (GError) error = NULL;

  if (!hall_session_set_moderator (self->session, self->room, person, FALSE, &error))
    hall_deed_tell (GTK_WIDGET (self), error);
}

static void
on_unban_clicked (HallRoomModeration *self,
                  GtkButton          *button)
{
  HallPerson *person = g_object_get_data (G_OBJECT (button), "person");
  g_autoptr (GError) error = NULL;

  if (!hall_session_ban (self->session, self->room, person, FALSE, &error))
    hall_deed_tell (GTK_WIDGET (self), error);
}

/* @label: (nullable): of a button at the end; @name: what it is for a screen reader */
static void
add_person (HallRoomModeration *self,
            GtkListBox         *list,
            HallPerson         *person,
            const char         *note,
            const char         *label,
            const char         *name,
            GCallback           clicked)
{
  GtkWidget *line = hall_person_row_new (), *box = line;
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "activatable", FALSE, NULL);
  g_autofree char *presence = hall_presence_text_of (person);

  hall_person_row_set_note (HALL_PERSON_ROW (line), note != NULL ? note : presence);
  hall_person_row_set_person (HALL_PERSON_ROW (line), person);
  if (label != NULL)
    {
      GtkWidget *button = gtk_button_new_with_label (label);

      hall_wrap_button (GTK_BUTTON (button));
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "pill-small");
      /* Not what stands on it, which newer versions of GTK would prefer. */
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (button),
                                     GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
      g_object_set_data_full (G_OBJECT (button), "person", g_object_ref (person),
                              g_object_unref);
      g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
      box = hall_beside_box_new (line, button);
    }
  gtk_widget_add_css_class (box, "person-line");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  hall_person_get_name (person), -1);
  gtk_list_box_append (list, row);
}

static void
add_moderator (HallRoomModeration *self,
               HallPerson         *person)
{
  gboolean creator = person == hall_room_get_creator (self->room);
  gboolean may = (hall_session_get_rights (self->session, self->room, person) &
                  HALL_RIGHT_DISMISS) != 0;
  /* Translators: %s is a person. */
  g_autofree char *name = g_strdup_printf (_("%s is no longer to be a moderator"),
                                           hall_person_get_name (person));

  add_person (self, self->moderators, person,
              creator ? _("Created this room") : hall_person_get_is_self (person) ? _("You") : NULL,
              may ? C_("moderator", "Dismiss") : NULL, name, G_CALLBACK (on_dismiss_clicked));
}

static void
update_moderators (HallRoomModeration *self)
{
  HallDirectory *directory = hall_session_get_directory (self->session);
  GListModel *people = hall_directory_get_people (directory);
  HallPerson *creator = hall_room_get_creator (self->room);
  HallPerson *own = hall_session_get_self (self->session);
  guint n_people = g_list_model_get_n_items (people);

  hall_fact_row_clear (self->moderators);
  if (creator != NULL)
    add_moderator (self, creator);
  if (own != creator && hall_room_is_moderator (self->room, own))
    add_moderator (self, own);
  for (guint i = 0; i < n_people; i++)
    {
      g_autoptr (HallPerson) person = g_list_model_get_item (people, i);

      if (person != creator && hall_room_is_moderator (self->room, person))
        add_moderator (self, person);
    }
}

static void
update_banned (HallRoomModeration *self)
{
  GListModel *people = hall_room_get_banned_people (self->room);
  guint n_people = g_list_model_get_n_items (people);
  gboolean shown = n_people > 0 && hall_room_get_moderator (self->room);

  hall_fact_row_clear (self->banned);
  gtk_widget_set_visible (self->banned_heading, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->banned), shown);
  for (guint i = 0; shown && i < n_people; i++)
    {
      g_autoptr (HallPerson) person = g_list_model_get_item (people, i);
      gboolean may = (hall_session_get_rights (self->session, self->room, person) &
                      HALL_RIGHT_UNBAN) != 0;
      /* Translators: %s is a person. */
      g_autofree char *name = g_strdup_printf (_("Unban %s"), hall_person_get_name (person));

      add_person (self, self->banned, person, NULL, may ? _("Unban") : NULL, name,
                  G_CALLBACK (on_unban_clicked));
    }
}

static void
hall_room_moderation_update (HallRoomModeration *self)
{
  update_switches (self);
  update_moderators (self);
  update_banned (self);
}

static void
hall_room_moderation_dispose (GObject *object)
{
  HallRoomModeration *self = HALL_ROOM_MODERATION (object);

  g_clear_object (&self->room);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_room_moderation_parent_class)->dispose (object);
}

static void
hall_room_moderation_class_init (HallRoomModerationClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_room_moderation_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-room-moderation"));
  gtk_widget_class_bind_template_child (widget_class, HallRoomModeration, newcomers);
  gtk_widget_class_bind_template_child (widget_class, HallRoomModeration, closed);
  gtk_widget_class_bind_template_child (widget_class, HallRoomModeration, inviting);
  gtk_widget_class_bind_template_child (widget_class, HallRoomModeration, moderators_invite);
  gtk_widget_class_bind_template_child (widget_class, HallRoomModeration, passphrase);
  gtk_widget_class_bind_template_child (widget_class, HallRoomModeration, moderators);
  gtk_widget_class_bind_template_child (widget_class, HallRoomModeration, banned_heading);
  gtk_widget_class_bind_template_child (widget_class, HallRoomModeration, banned);
  gtk_widget_class_bind_template_callback (widget_class, on_closed_switched);
  gtk_widget_class_bind_template_callback (widget_class, on_inviting_switched);
  gtk_widget_class_bind_template_callback (widget_class, on_passphrase_clicked);
}

static void
hall_room_moderation_init (HallRoomModeration *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_room_moderation_set_room:
 * @self: a new one
 * @session: who does what is asked for
 * @room: the room it is about
 */
void
hall_room_moderation_set_room (HallRoomModeration *self,
                               HallSession        *session,
                               HallRoom           *room)
{
  static const char *const watched[] = {
    "notify::moderator", "notify::own-room", "notify::creator", "roles-changed",
  };
  static const char *const switched[] = {
    "notify::lock", "notify::closed", "notify::moderators-invite",
  };

  g_return_if_fail (HALL_IS_ROOM_MODERATION (self));
  g_return_if_fail (self->room == NULL);

  self->session = g_object_ref (session);
  self->room = g_object_ref (room);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (room, watched[i], G_CALLBACK (hall_room_moderation_update), self,
                             G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (switched); i++)
    g_signal_connect_object (room, switched[i], G_CALLBACK (update_switches), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (hall_room_get_banned_people (room), "items-changed",
                           G_CALLBACK (update_banned), self, G_CONNECT_SWAPPED);
  hall_room_moderation_update (self);
}
