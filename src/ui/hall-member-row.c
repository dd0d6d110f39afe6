/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-member-row.c: somebody in the list of who is in a room.
 *
 * The person, what it is in this room (creator, moderator, host), and a button for the menu, which
 * is the list's. It follows the person; the list tells it about roles.
 */

#define G_LOG_DOMAIN "hall-member-row"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-person-row.h"
#include "hall-presence-text.h"
#include "hall-row-name.h"

#include "hall-member-row.h"

struct _HallMemberRow
{
  AdwBin parent_instance;

  HallRoom *room;     /* (nullable) */
  GSignalGroup *person_signals;

  HallPersonRow *person;
  GtkWidget *button;
};

enum
{
  MENU_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallMemberRow, hall_member_row, ADW_TYPE_BIN)

static const char *
describe_role (HallRoom   *room,
               HallPerson *person)
{
  if (person == hall_room_get_creator (room))
    return C_("member", "Creator");
  if (hall_room_is_moderator (room, person))
    return C_("member", "Moderator");
  return NULL;
}

static const char *
describe_place (HallRoom   *room,
                HallPerson *person)
{
  gboolean is_self = hall_person_get_is_self (person);

  if (person == hall_room_get_host (room))
    return is_self ? _("You, hosting this room") : _("Hosts this room");
  return is_self ? _("You") : NULL;
}

/* (transfer full) (nullable): what is known of the key comes first */
static char *
describe (HallRoom   *room,
          HallPerson *person)
{
  const char *role = describe_role (room, person);
  const char *place = describe_place (room, person);

  if (role != NULL && place != NULL)
    /* Translators: below the name of a member: "Moderator · Hosts this room". */
    return g_strdup_printf (C_("member", "%s · %s"), role, place);
  if (role != NULL || place != NULL)
    return g_strdup (role != NULL ? role : place);
  if (hall_person_get_resembles (person) != NULL || hall_person_get_blocked (person))
    return NULL;
  /* Not what was said last in private: that is the sidebar's. */
  return hall_presence_text_of (person);
}

static void
on_button_clicked (HallMemberRow *self)
{
  g_signal_emit (self, signals[MENU_WANTED], 0);
}

static void
hall_member_row_dispose (GObject *object)
{
  HallMemberRow *self = HALL_MEMBER_ROW (object);

  g_clear_object (&self->person_signals);
  g_clear_object (&self->room);
  G_OBJECT_CLASS (hall_member_row_parent_class)->dispose (object);
}

static void
hall_member_row_class_init (HallMemberRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_member_row_dispose;
  signals[MENU_WANTED] = g_signal_new ("menu-wanted", HALL_TYPE_MEMBER_ROW, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hall_member_row_init (HallMemberRow *self)
{
  static const char *const watched[] = {
    "notify::name", "notify::presence", "notify::status-text", "notify::resembles",
    "notify::blocked",
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->person = HALL_PERSON_ROW (hall_person_row_new ());
  self->button = gtk_button_new_from_icon_name ("view-more-symbolic");
  gtk_widget_set_hexpand (GTK_WIDGET (self->person), TRUE);
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_css_classes (self->button, (const char *[]) { "flat", "circular", "member-more",
                                                               NULL });
  gtk_widget_set_tooltip_text (self->button, _("More"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->person));
  gtk_box_append (GTK_BOX (box), self->button);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (on_button_clicked), self,
                           G_CONNECT_SWAPPED);
  self->person_signals = g_signal_group_new (HALL_TYPE_PERSON);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_group_connect_swapped (self->person_signals, watched[i],
                                    G_CALLBACK (hall_member_row_update), self);
}

/**
 * hall_member_row_new:
 *
 * Returns: (transfer floating): a row of nobody yet
 */
GtkWidget *
hall_member_row_new (void)
{
  return g_object_new (HALL_TYPE_MEMBER_ROW, NULL);
}

/**
 * hall_member_row_get_person:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): who is shown
 */
HallPerson *
hall_member_row_get_person (HallMemberRow *self)
{
  g_return_val_if_fail (HALL_IS_MEMBER_ROW (self), NULL);

  return hall_person_row_get_person (self->person);
}

/**
 * hall_member_row_set_person:
 * @self: a row
 * @person: (nullable): who to show from now on
 * @room: (nullable): the room that the person is in
 */
void
hall_member_row_set_person (HallMemberRow *self,
                            HallPerson    *person,
                            HallRoom      *room)
{
  g_return_if_fail (HALL_IS_MEMBER_ROW (self));

  g_set_object (&self->room, room);
  hall_person_row_set_person (self->person, person);
  g_signal_group_set_target (self->person_signals, person);
  hall_member_row_update (self);
}

/**
 * hall_member_row_update:
 * @self: a row
 *
 * Says anew what the person is in the room.
 */
void
hall_member_row_update (HallMemberRow *self)
{
  HallPerson *person;
  g_autofree char *note = NULL;
  g_autofree char *details = NULL;
  g_autofree char *name = NULL;
  g_autofree char *more = NULL;

  g_return_if_fail (HALL_IS_MEMBER_ROW (self));

  person = hall_person_row_get_person (self->person);
  if (person == NULL || self->room == NULL)
    return;
  note = describe (self->room, person);
  hall_person_row_set_note (self->person, note);
  gtk_widget_set_visible (self->button, !hall_person_get_is_self (person));

  details = note != NULL ? g_strdup (note) : hall_presence_text_of (person);
  name = hall_presence_text_spoken (person, details);
  hall_row_name_set (GTK_WIDGET (self), name);
  /* Translators: a button's name for a screen reader; %s is a person. */
  more = g_strdup_printf (_("More about %s"), hall_person_get_name (person));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  more, -1);
}

/**
 * hall_member_row_get_button:
 * @self: a row
 *
 * Returns: (transfer none): where its menu comes from
 */
GtkWidget *
hall_member_row_get_button (HallMemberRow *self)
{
  g_return_val_if_fail (HALL_IS_MEMBER_ROW (self), NULL);

  return self->button;
}
