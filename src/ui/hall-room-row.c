/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-row.c: a room in the sidebar.
 *
 * Name, who made it where two share the name, how many are in it, and either what is unread (and
 * whether one is mentioned there) or a button that joins. Names and topics are somebody else's
 * words: plain labels only.
 */

#define G_LOG_DOMAIN "hall-room-row"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-connection-text.h"
#include "hall-row-name.h"
#include "hall-presence-text.h"
#include "hall-ui.h"

#include "hall-room-row.h"

struct _HallRoomRow
{
  AdwBin parent_instance;

  HallRoom *room;
  GSignalGroup *room_signals;
  GSignalGroup *creator_signals;

  GtkImage *icon;
  GtkLabel *details;
  GtkSpinner *spinner;
  GtkWidget *muted;
  GtkWidget *mention;
  GtkLabel *unread;
  GtkButton *join;

  gboolean only_opens;
};

typedef enum
{
  PROP_ROOM = 1,
} HallRoomRowProperty;

static GParamSpec *properties[PROP_ROOM + 1];

G_DEFINE_FINAL_TYPE (HallRoomRow, hall_room_row, ADW_TYPE_BIN)

static gboolean
is_muted (HallRoom *room)
{
  return hall_room_get_notify (room) == HALL_NOTIFY_NOTHING;
}

static char *
describe_members (HallRoom *room)
{
  const char *connection = hall_connection_text_short (hall_connection_of (room));
  guint members = hall_room_get_n_members (room);

  if (hall_room_get_banned (room))
    return g_strdup (C_("room", "You are banned"));
  if (connection != NULL)
    return g_strdup (connection);
  if (hall_room_get_membership (room) == HALL_MEMBERSHIP_JOINING)
    return g_strdup (_("Joining…"));
  if (hall_room_get_membership (room) == HALL_MEMBERSHIP_HOSTING && members == 1)
    return g_strdup (_("Nobody else is here"));
  return g_strdup_printf (ngettext ("%u member", "%u members", members), members);
}

/* For screen readers: what the badges say, each after a comma. */
static void
add_news (GString  *text,
          HallRoom *room)
{
  guint unread = hall_room_get_unread (room);
  guint mentions = hall_room_get_mentions (room);
  g_autofree char *unread_text = NULL;
  g_autofree char *mentions_text = NULL;

  if (unread > 0)
    unread_text = g_strdup_printf (ngettext ("%u unread", "%u unread", unread), unread);
  if (mentions > 0)
    /* Translators: read aloud with a room's name: how many unread messages in it name oneself. */
    mentions_text = g_strdup_printf (ngettext ("%u mention of you", "%u mentions of you",
                                               mentions), mentions);
  hall_presence_text_add (text, unread_text);
  hall_presence_text_add (text, mentions_text);
  /* Translators: read aloud with a room's name: one is told of nothing in it. */
  hall_presence_text_add (text, is_muted (room) ? C_("notifications", "muted") : NULL);
}

static void
update_details (HallRoomRow *self)
{
  HallPerson *creator = hall_room_get_creator (self->room);
  g_autofree char *members = describe_members (self->room);
  g_autofree char *details = NULL;
  g_autoptr (GString) name = g_string_new (hall_room_get_name (self->room));

  if (hall_room_get_ambiguous (self->room) && creator != NULL)
    /* Translators: below a room's name: who made it, then how many are in it. */
    details = g_strdup_printf (C_("room", "by %s · %s"), hall_person_get_name (creator), members);
  else
    details = g_steal_pointer (&members);
  gtk_label_set_text (self->details, details);

  hall_presence_text_add (name, details);
  add_news (name, self->room);
  if (gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    hall_row_name_set (gtk_widget_get_parent (GTK_WIDGET (self)), name->str);
}

static void
set_class (HallRoomRow *self,
           const char  *name,
           gboolean     set)
{
  if (set)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

static void
update_unread (HallRoomRow *self)
{
  guint unread = hall_room_get_unread (self->room);
  g_autofree char *count = unread > 99 ? g_strdup (C_("unread", "99+"))
                                       : g_strdup_printf ("%u", unread);

  gtk_label_set_text (self->unread, count);
  gtk_widget_set_visible (GTK_WIDGET (self->unread), unread > 0);
  gtk_widget_set_visible (self->mention, hall_room_get_mentions (self->room) > 0);
  gtk_widget_set_visible (self->muted, is_muted (self->room));
  set_class (self, "unread", unread > 0);
  set_class (self, "muted", is_muted (self->room));
}

static void
update_membership (HallRoomRow *self)
{
  HallMembership membership = hall_room_get_membership (self->room);
  HallConnection connection = hall_connection_of (self->room);
  gboolean joinable = (membership == HALL_MEMBERSHIP_NONE || hall_room_get_leaving (self->room))
                      && !hall_room_get_banned (self->room) && !self->only_opens;
  gboolean locked = hall_room_get_lock (self->room) != HALL_LOCK_OPEN;

  gtk_widget_set_visible (GTK_WIDGET (self->join), joinable);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), membership == HALL_MEMBERSHIP_JOINING);
  gtk_spinner_set_spinning (self->spinner, membership == HALL_MEMBERSHIP_JOINING);
  gtk_image_set_from_icon_name (self->icon, locked ? "changes-prevent-symbolic"
                                                   : "hall-room-symbolic");
  set_class (self, "waiting", connection == HALL_CONNECTION_WAITING ||
                              connection == HALL_CONNECTION_NOBODY);
}

static void
hall_room_row_update (HallRoomRow *self)
{
  if (self->room == NULL)
    return;
  g_signal_group_set_target (self->creator_signals, hall_room_get_creator (self->room));
  update_membership (self);
  update_unread (self);
  update_details (self);
}

static void
hall_room_row_dispose (GObject *object)
{
  HallRoomRow *self = HALL_ROOM_ROW (object);

  g_clear_object (&self->room_signals);
  g_clear_object (&self->creator_signals);
  g_clear_object (&self->room);
  G_OBJECT_CLASS (hall_room_row_parent_class)->dispose (object);
}

static void
hall_room_row_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch ((HallRoomRowProperty) id)
    {
    case PROP_ROOM:
      g_value_set_object (value, HALL_ROOM_ROW (object)->room);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_room_row_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch ((HallRoomRowProperty) id)
    {
    case PROP_ROOM:
      hall_room_row_set_room (HALL_ROOM_ROW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_room_row_class_init (HallRoomRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_room_row_dispose;
  object_class->get_property = hall_room_row_get_property;
  object_class->set_property = hall_room_row_set_property;

  properties[PROP_ROOM] =
    g_param_spec_object ("room", NULL, NULL, HALL_TYPE_ROOM,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-room-row"));
  gtk_widget_class_bind_template_child (widget_class, HallRoomRow, icon);
  gtk_widget_class_bind_template_child (widget_class, HallRoomRow, details);
  gtk_widget_class_bind_template_child (widget_class, HallRoomRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, HallRoomRow, muted);
  gtk_widget_class_bind_template_child (widget_class, HallRoomRow, mention);
  gtk_widget_class_bind_template_child (widget_class, HallRoomRow, unread);
  gtk_widget_class_bind_template_child (widget_class, HallRoomRow, join);
}

static void
hall_room_row_init (HallRoomRow *self)
{
  static const char *const watched[] = {
    "notify::name", "notify::lock", "notify::creator", "notify::n-members", "notify::membership",
    "notify::ambiguous", "notify::unread", "notify::connection", "notify::leaving",
    "notify::banned", "notify::removed", "notify::mentions", "notify::notify",
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->room_signals = g_signal_group_new (HALL_TYPE_ROOM);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_group_connect_swapped (self->room_signals, watched[i],
                                    G_CALLBACK (hall_room_row_update), self);
  self->creator_signals = g_signal_group_new (HALL_TYPE_PERSON);
  g_signal_group_connect_swapped (self->creator_signals, "notify::name",
                                  G_CALLBACK (hall_room_row_update), self);
}

/**
 * hall_room_row_new:
 *
 * Returns: (transfer floating): a row of no room yet
 */
GtkWidget *
hall_room_row_new (void)
{
  return g_object_new (HALL_TYPE_ROOM_ROW, NULL);
}

/**
 * hall_room_row_get_room:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the room that is shown
 */
HallRoom *
hall_room_row_get_room (HallRoomRow *self)
{
  g_return_val_if_fail (HALL_IS_ROOM_ROW (self), NULL);

  return self->room;
}

/**
 * hall_room_row_set_room:
 * @self: a row
 * @room: (nullable): the room to show from now on
 */
void
hall_room_row_set_room (HallRoomRow *self,
                        HallRoom    *room)
{
  g_return_if_fail (HALL_IS_ROOM_ROW (self));

  if (!g_set_object (&self->room, room))
    return;
  g_signal_group_set_target (self->room_signals, room);
  if (room == NULL)
    {
      g_signal_group_set_target (self->creator_signals, NULL);
    }
  else
    {
      /* The target first: an action that takes one complains about a button without. */
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->join), "s", hall_room_get_id (room));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->join), "win.join-room");
    }
  hall_room_row_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROOM]);
}

/**
 * hall_room_row_set_only_opens:
 * @self: a row
 * @only_opens: whether choosing the row is all that it is for: no button joins
 */
void
hall_room_row_set_only_opens (HallRoomRow *self,
                              gboolean     only_opens)
{
  g_return_if_fail (HALL_IS_ROOM_ROW (self));

  self->only_opens = only_opens;
  hall_room_row_update (self);
}
