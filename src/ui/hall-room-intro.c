/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-intro.c: a room that one is not in yet.
 *
 * What is known of it from the network, whether one was put out of it, and a button that joins, or
 * asks whether a ban is over. Everything shown is somebody else's words: plain labels (an
 * AdwStatusPage of libadwaita 1.2 would parse them as markup).
 */

#define G_LOG_DOMAIN "hall-room-intro"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-keep-words.h"
#include "hall-ui.h"

#include "hall-room-intro.h"

struct _HallRoomIntro
{
  AdwBin parent_instance;

  HallRoom *room; /* (nullable) */
  GSignalGroup *room_signals;

  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *topic;
  GtkLabel *details;
  GtkLabel *out;
  GtkLabel *lock;
  GtkWidget *history;
  GtkLabel *problem;
  GtkWidget *join;
  GtkSpinner *spinner;
  GtkLabel *join_label;
};

G_DEFINE_FINAL_TYPE (HallRoomIntro, hall_room_intro, ADW_TYPE_BIN)

static void
set_optional (GtkLabel   *label,
              const char *text)
{
  gboolean shown = text != NULL && *text != '\0';

  gtk_label_set_text (label, shown ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), shown);
}

/* @explained: it is told already why one does not get in, and in red. */
static char *
describe (HallRoom *room,
          gboolean  explained)
{
  HallPerson *host = hall_room_get_host (room);
  guint n_members = hall_room_get_n_members (room);
  g_autofree char *members = g_strdup_printf (ngettext ("%u member", "%u members", n_members),
                                              n_members);

  if (host == NULL && hall_room_get_standing (room))
    return g_strdup (_("Set up by the administrator of this network"));
  if (host == NULL && explained)
    return NULL;
  if (host == NULL)
    return g_strdup (_("Nobody hosts this room at the moment"));
  /* Translators: how many are in a room, and who hosts it. */
  return g_strdup_printf (C_("room", "%s · hosted by %s"), members, hall_person_get_name (host));
}

/* (transfer full) (nullable): who may come in, where that is not everybody */
static char *
describe_lock (HallRoom *room)
{
  HallPerson *creator = hall_room_get_creator (room);

  if (hall_room_get_closed (room))
    return g_strdup (_("This room is closed to newcomers."));
  switch (hall_room_get_lock (room))
    {
    case HALL_LOCK_PASSPHRASE:
      return g_strdup (_("This room has a passphrase."));
    case HALL_LOCK_INVITED:
      if (creator == NULL)
        return g_strdup (_("Only invited people can join this room."));
      /* Translators: %s is a person. */
      return g_strdup_printf (_("Only invited people can join this room. Ask %s, who created it, "
                                "for an invitation."), hall_person_get_name (creator));
    case HALL_LOCK_OPEN:
    default:
      return NULL;
    }
}

static gboolean
is_out (HallRoom *room)
{
  return hall_room_get_banned (room) || hall_room_get_removed (room);
}

/* (nullable): what was done to us there */
static const char *
describe_out (HallRoom *room)
{
  if (hall_room_get_banned (room))
    return _("You have been banned from this room.");
  return hall_room_get_removed (room) ? _("You have been removed from this room.") : NULL;
}

/* Whoever was removed and has to be invited is told so by an invitation. Nobody tells somebody who
 * was banned that this is over: it has to ask. */
static gboolean
may_try (HallRoom *room)
{
  return hall_room_get_banned (room) || !hall_room_get_removed (room)
         || hall_room_get_lock (room) != HALL_LOCK_INVITED
         || hall_room_get_membership (room) == HALL_MEMBERSHIP_JOINING;
}

static const char *
get_join_label (HallRoom *room)
{
  if (hall_room_get_membership (room) == HALL_MEMBERSHIP_JOINING)
    return _("Joining…");
  return hall_room_get_banned (room) ? _("Try Again") : C_("room", "Join");
}

static void
hall_room_intro_update (HallRoomIntro *self)
{
  g_autofree char *details = NULL;
  g_autofree char *lock = NULL;
  const char *problem;
  const char *label;
  gboolean joining;

  if (self->room == NULL)
    return;
  joining = hall_room_get_membership (self->room) == HALL_MEMBERSHIP_JOINING;
  /* What has happened is said once. */
  problem = is_out (self->room) && !joining ? NULL : hall_room_get_problem (self->room);
  details = describe (self->room, problem != NULL);
  gtk_label_set_text (self->name, hall_room_get_name (self->room));
  set_optional (self->topic, hall_room_get_topic (self->room));
  set_optional (self->details, details);
  set_optional (self->out, describe_out (self->room));
  gtk_widget_set_visible (self->join, may_try (self->room));
  lock = describe_lock (self->room);
  set_optional (self->lock, lock);
  gtk_widget_set_visible (self->history, hall_room_get_only_since_joining (self->room));
  set_optional (self->problem, problem);
  gtk_image_set_from_icon_name (self->icon, hall_room_get_lock (self->room) != HALL_LOCK_OPEN
                                            ? "changes-prevent-symbolic" : "hall-room-symbolic");

  gtk_widget_set_visible (GTK_WIDGET (self->spinner), joining);
  gtk_spinner_set_spinning (self->spinner, joining);
  /* It stays sensitive, or it would lose the keyboard, which goes on to the composer. */
  label = get_join_label (self->room);
  gtk_label_set_text (self->join_label, label);
  /* A button with a box in it has no name of its own. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->join), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
hall_room_intro_dispose (GObject *object)
{
  HallRoomIntro *self = HALL_ROOM_INTRO (object);

  g_clear_object (&self->room_signals);
  g_clear_object (&self->room);
  G_OBJECT_CLASS (hall_room_intro_parent_class)->dispose (object);
}

static void
hall_room_intro_class_init (HallRoomIntroClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_room_intro_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-room-intro"));
  gtk_widget_class_bind_template_child (widget_class, HallRoomIntro, icon);
  gtk_widget_class_bind_template_child (widget_class, HallRoomIntro, name);
  gtk_widget_class_bind_template_child (widget_class, HallRoomIntro, topic);
  gtk_widget_class_bind_template_child (widget_class, HallRoomIntro, details);
  gtk_widget_class_bind_template_child (widget_class, HallRoomIntro, out);
  gtk_widget_class_bind_template_child (widget_class, HallRoomIntro, lock);
  gtk_widget_class_bind_template_child (widget_class, HallRoomIntro, history);
  gtk_widget_class_bind_template_child (widget_class, HallRoomIntro, problem);
  gtk_widget_class_bind_template_child (widget_class, HallRoomIntro, join);
  gtk_widget_class_bind_template_child (widget_class, HallRoomIntro, spinner);
  gtk_widget_class_bind_template_child (widget_class, HallRoomIntro, join_label);
}

static void
hall_room_intro_init (HallRoomIntro *self)
{
  static const char *const watched[] = {
    "notify::name", "notify::topic", "notify::lock", "notify::host", "notify::n-members",
    "notify::membership", "notify::problem", "notify::only-since-joining",
    "notify::creator", "notify::closed", "notify::banned", "notify::removed",
    "notify::standing",
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  hall_keep_words (GTK_WIDGET (self));
  self->room_signals = g_signal_group_new (HALL_TYPE_ROOM);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_group_connect_swapped (self->room_signals, watched[i],
                                    G_CALLBACK (hall_room_intro_update), self);
}

/**
 * hall_room_intro_new:
 *
 * Returns: (transfer floating): a page of no room yet
 */
GtkWidget *
hall_room_intro_new (void)
{
  return g_object_new (HALL_TYPE_ROOM_INTRO, NULL);
}

/**
 * hall_room_intro_set_room:
 * @self: a page
 * @room: (nullable): the room to show from now on
 */
void
hall_room_intro_set_room (HallRoomIntro *self,
                          HallRoom      *room)
{
  g_return_if_fail (HALL_IS_ROOM_INTRO (self));

  if (!g_set_object (&self->room, room))
    return;
  g_signal_group_set_target (self->room_signals, room);
  if (room != NULL)
    {
      /* The target first: an action that takes one complains about a button without. */
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->join), "s", hall_room_get_id (room));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->join), "win.join-room");
    }
  hall_room_intro_update (self);
}

/**
 * hall_room_intro_focus:
 * @self: a page
 *
 * Puts the keyboard on "Join".
 */
void
hall_room_intro_focus (HallRoomIntro *self)
{
  g_return_if_fail (HALL_IS_ROOM_INTRO (self));

  gtk_widget_grab_focus (self->join);
}
