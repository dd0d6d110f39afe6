/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-person-page.c: who somebody is.
 *
 * Name, presence, when and where last seen, and the rooms one shares. Rows are made here with
 * plain labels: AdwActionRow of libadwaita 1.2 parses its title as markup. It changes nothing.
 */

#define G_LOG_DOMAIN "hall-person-page"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-avatar.h"
#include "hall-fact-row.h"
#include "hall-presence-text.h"
#include "hall-time-text.h"
#include "hall-ui.h"

#include "hall-person-page.h"

struct _HallPersonPage
{
  AdwBin parent_instance;

  HallSession *session;
  HallPerson *person; /* (nullable) */
  GSignalGroup *person_signals;
  gboolean folded;

  GtkLabel *presence;
  GtkListBox *facts;
  GtkWidget *rooms_heading;
  GtkListBox *rooms;
  GtkScrolledWindow *scrolled;
};

typedef enum
{
  PROP_PERSON = 1,
  PROP_FOLDED,
} HallPersonPageProperty;

static GParamSpec *properties[PROP_FOLDED + 1];

enum
{
  ROOM_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallPersonPage, hall_person_page, ADW_TYPE_BIN)

static void
update_facts (HallPersonPage *self)
{
  const char *const *addresses = hall_person_get_addresses (self->person);
  g_autofree char *presence = hall_presence_text_of (self->person);

  gtk_label_set_text (self->presence, presence);
  hall_fact_row_clear (self->facts);
  if (!hall_person_get_online (self->person) && !hall_person_get_is_self (self->person))
    {
      g_autofree char *seen = hall_time_text_last_seen (hall_person_get_last_seen (self->person),
                                                        g_get_real_time () / 1000);

      gtk_list_box_append (self->facts, hall_fact_row_new (_("Last seen"), seen));
    }
  if (addresses != NULL && addresses[0] != NULL)
    {
      g_autofree char *list = g_strjoinv ("\n", (char **) addresses);
      const char *title = ngettext ("Address", "Addresses", g_strv_length ((char **) addresses));

      gtk_list_box_append (self->facts, hall_fact_row_new (title, list));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->facts),
                          gtk_list_box_get_row_at_index (self->facts, 0) != NULL);
}

static gboolean
is_member_of (HallPerson *person,
              HallRoom   *room)
{
  GListModel *members = hall_room_get_members (room);
  guint n_members = g_list_model_get_n_items (members);

  for (guint i = 0; i < n_members; i++)
    {
      g_autoptr (HallPerson) member = g_list_model_get_item (members, i);

      if (member == person)
        return TRUE;
    }
  return FALSE;
}

static void
update_rooms (HallPersonPage *self)
{
  GListModel *rooms = hall_directory_get_rooms (hall_session_get_directory (self->session));
  guint n_rooms = g_list_model_get_n_items (rooms);
  gboolean any = FALSE;

  hall_fact_row_clear (self->rooms);
  for (guint i = 0; i < n_rooms; i++)
    {
      g_autoptr (HallRoom) room = g_list_model_get_item (rooms, i);
      GtkWidget *row;

      if (!hall_room_get_is_member (room) || !is_member_of (self->person, room))
        continue;
      row = hall_fact_row_new (hall_room_get_name (room), NULL);
      g_object_set_data_full (G_OBJECT (row), "room", g_object_ref (room), g_object_unref);
      gtk_list_box_append (self->rooms, row);
      any = TRUE;
    }
  gtk_widget_set_visible (self->rooms_heading, any);
  gtk_widget_set_visible (GTK_WIDGET (self->rooms), any);
}

static void
on_room_row_activated (HallPersonPage *self,
                       GtkListBoxRow  *row)
{
  g_signal_emit (self, signals[ROOM_ACTIVATED], 0, g_object_get_data (G_OBJECT (row), "room"));
}

static void
hall_person_page_dispose (GObject *object)
{
  HallPersonPage *self = HALL_PERSON_PAGE (object);

  g_clear_object (&self->person_signals);
  g_clear_object (&self->person);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_person_page_parent_class)->dispose (object);
}

static void
hall_person_page_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  HallPersonPage *self = HALL_PERSON_PAGE (object);

  switch ((HallPersonPageProperty) id)
    {
    case PROP_PERSON:
      g_value_set_object (value, self->person);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_person_page_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  HallPersonPage *self = HALL_PERSON_PAGE (object);

  switch ((HallPersonPageProperty) id)
    {
    case PROP_PERSON:
      hall_person_page_set_person (self, g_value_get_object (value));
      break;
    case PROP_FOLDED:
      if (self->folded == g_value_get_boolean (value))
        break;
      self->folded = !self->folded;
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_person_page_class_init (HallPersonPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = hall_person_page_dispose;
  object_class->get_property = hall_person_page_get_property;
  object_class->set_property = hall_person_page_set_property;

  properties[PROP_PERSON] =
    g_param_spec_object ("person", NULL, NULL, HALL_TYPE_PERSON, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[ROOM_ACTIVATED] = g_signal_new ("room-activated", HALL_TYPE_PERSON_PAGE,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          HALL_TYPE_ROOM);

  g_type_ensure (HALL_TYPE_AVATAR);
  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-person-page"));
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, presence);
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, facts);
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, rooms_heading);
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, rooms);
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, scrolled);
  gtk_widget_class_bind_template_callback (widget_class, on_room_row_activated);
}

static void
hall_person_page_init (HallPersonPage *self)
{
  static const char *const watched[] = {
    "notify::presence", "notify::status-text", "notify::addresses",
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->person_signals = g_signal_group_new (HALL_TYPE_PERSON);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_group_connect_swapped (self->person_signals, watched[i],
                                    G_CALLBACK (update_facts), self);
}

/**
 * hall_person_page_new:
 * @session: whose rooms are looked through
 *
 * Returns: (transfer floating): a page of nobody yet
 */
GtkWidget *
hall_person_page_new (HallSession *session)
{
  HallPersonPage *self = g_object_new (HALL_TYPE_PERSON_PAGE, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

/**
 * hall_person_page_set_person:
 * @self: a page
 * @person: (nullable): who to show from now on
 */
void
hall_person_page_set_person (HallPersonPage *self,
                             HallPerson     *person)
{
  g_return_if_fail (HALL_IS_PERSON_PAGE (self));

  g_set_object (&self->person, person);
  g_signal_group_set_target (self->person_signals, person);
  if (person != NULL)
    {
      update_facts (self);
      update_rooms (self); /* also for the same person: rooms come and go */
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON]);
}

/**
 * hall_person_page_focus:
 * @self: a page
 *
 * Puts the keyboard on the page.
 */
void
hall_person_page_focus (HallPersonPage *self)
{
  g_return_if_fail (HALL_IS_PERSON_PAGE (self));

  gtk_widget_child_focus (GTK_WIDGET (self->scrolled), GTK_DIR_TAB_FORWARD);
}
